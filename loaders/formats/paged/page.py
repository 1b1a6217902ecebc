"""One page as read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.model import Place
from loaders.formats.paged.layout import Box, Glyph, Lean, Line, leaning_box, turned_box
from loaders.formats.paged.ruling import Rule, RuledTable


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a page draws: its characters in the order they were written, and its ruled lines.

    `turns` are the clockwise quarter turns that were taken back from all of it, `box` is where the page ends, and
    `characters` is how many it has with those that are left out; `lean` was taken back, too, from a page that was
    `recognised`; `pictures` are those of its doubtful lines. `instead` says why its own text is read although the page
    is a picture.
    """

    turns: int
    box: Box
    glyphs: list[Glyph]
    rules: list[Rule]
    characters: int
    lean: Lean | None = None
    recognised: bool = False
    pictures: tuple[tuple[Box, bytes], ...] = ()
    instead: str = ""


@dataclass(slots=True)
class Page:
    """The lines and tables of a page, from the top down.

    `turns` says by how many quarter turns its text lies on its side, `box` where it ends; `bars` are its horizontal
    lines. `touching` are rows of its tables whose cells nearly touch, `lost` those whose cells cannot be told apart.
    """

    number: int
    turns: int
    box: Box
    lines: list[Line]
    tables: list[tuple[RuledTable, dict[int, list[Line]]]]
    bars: list[Rule]
    lean: Lean | None = None
    pictures: tuple[tuple[Box, bytes], ...] = ()
    instead: str = ""
    touching: Sequence[Box] = ()
    lost: Sequence[Box] = ()

    def picture(self, line: Line) -> bytes:
        """The picture of a line of which one is held; else nothing."""
        left, bottom, right, top = line.box
        for box, picture in self.pictures:
            if bottom < (box[1] + box[3]) / 2 < top and left < (box[0] + box[2]) / 2 < right:
                return picture
        return b""

    def all_lines(self) -> Iterator[Line]:
        """Its lines, those of its tables too."""
        yield from self.lines
        for _, cells in self.tables:
            for lines in cells.values():
                yield from lines

    def place(self, box: Box) -> Place:
        """A place on the page, as it lies in the file."""
        if self.lean is not None:
            box = leaning_box(box, self.lean)
        left, bottom, right, top = turned_box(box, (4 - self.turns) % 4)
        return Place(page=self.number, box=(round(left, 1), round(bottom, 1), round(right, 1), round(top, 1)))
