"""One table on one page that has no lines between its columns: its heads, its columns and its rows."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.formats.paged.aligned_rows import Numbering, row_bounds
from loaders.formats.paged.layout import Glyph, Line, lines_of
from loaders.formats.paged.ruling import Rule, RuledTable
from loaders.formats.paged.strips import Strip
from loaders.lexicon.headings import Column, heading_kind

MIN_COLUMNS = 3
"""No task table has less."""
MAX_HEAD_LINES = 4
"""Over how many lines heads are broken."""

_RULE_SHARE = 0.7
_MIN_RULES = 2
_LONGEST_HEAD_END = 4
# In widths of a Chinese character.
_SPARE_EDGE = 4.0


@dataclass(frozen=True, slots=True)
class Aligned:
    """The columns of a table that reached the foot of its page, for the next page to go on with.

    `is_lost` says that its last rows could not be told apart.
    """

    xs: tuple[float, ...]
    edges: tuple[tuple[float, float], ...]
    kinds: tuple[Column | None, ...]
    numbering: Numbering
    is_lost: bool = False


class Region:
    """The strips of one table on one page."""

    def __init__(
        self,
        strips: Sequence[Strip],
        columns: Sequence[Sequence[float]],
        sections: Sequence[Strip],
        rules: Sequence[Rule],
        above: Aligned | None = None,
    ) -> None:
        self._strips = strips
        self._sections = sections
        self._rules = rules
        self._above = above
        self._columns = [list(column) for column in columns]
        self._top = max(strip.top for strip in strips) + 1
        self._bottom = min(strip.bottom for strip in strips) - 1
        self.kinds: tuple[Column | None, ...] = () if above is None else above.kinds
        self._lay()

    def _lay(self) -> None:
        """Give each character to its column."""
        left, right = self._columns[0][0], self._columns[-1][1]
        inner = [(before[1] + after[0]) / 2 for before, after in pairwise(self._columns)]
        # The lines of the next page may be longer than those of this one.
        spare = _SPARE_EDGE * self._strips[0].segments[0].em
        self.xs = (left - spare, *inner, right + spare) if self._above is None else self._above.xs
        of_columns: list[list[Glyph]] = [[] for _ in self._columns]
        for strip in self._strips:
            if strip not in self._sections:
                for glyph in (glyph for segment in strip.segments for glyph in segment.glyphs):
                    of_columns[bisect_right(inner, (glyph.left + glyph.right) / 2)].append(glyph)
        self._lines = [lines_of(glyphs) for glyphs in of_columns]

    @property
    def wraps(self) -> bool:
        """Whether heads were found, and below them a line that leaves the first column empty."""
        first = self._lines[0]
        return bool(self.kinds) and any(
            all(abs(_middle(line) - _middle(other)) > line.height / 2 for other in first)
            for lines in self._lines[1:]
            for line in lines
        )

    def left_open(self, numbering: Numbering) -> Aligned:
        """What the next page needs to go on with the table."""
        if self._above is not None:
            return Aligned(self.xs, self._above.edges, self.kinds, numbering)
        return Aligned(self.xs, tuple((left, right) for left, right in self._columns), self.kinds, numbering)

    def headed(self) -> tuple[RuledTable | None, Numbering]:
        """The table with its heads."""
        cut = self._heads()
        while cut is None and self._merge_split_columns():
            cut = self._heads()
        if cut is None:
            return None, Numbering()
        return self._table(cut, Numbering())

    def rest(self) -> tuple[RuledTable | None, Numbering]:
        """The table where the page before has its heads."""
        assert self._above is not None
        cut = self._heads()
        if self.kinds != self._above.kinds:
            cut, self.kinds = None, self._above.kinds
        return self._table(cut, self._above.numbering)

    def _heads(self) -> float | None:
        """Where the heads end: no line of theirs stands below."""
        first = [lines[:MAX_HEAD_LINES] for lines in self._lines]
        found: tuple[float, list[Column | None]] | None = None
        for foot in sorted({line.box[1] for lines in first for line in lines}, reverse=True):
            above = [[line for line in lines if _middle(line) > foot] for lines in first]
            texts = ["".join(line.text for line in lines) for lines in above]
            kinds = [heading_kind(text) for text in texts]
            if found is None:
                if all(texts) and _are_heads(kinds):
                    found = foot, kinds
                continue
            longer = [any(_middle(line) < found[0] for line in lines) for lines in above]
            ends = [lines[-1].text for lines, more in zip(above, longer, strict=True) if more]
            if max(map(len, ends), default=0) > _LONGEST_HEAD_END or None in (
                kind for kind, more in zip(kinds, longer, strict=True) if more
            ):
                break
            found = foot, kinds
        if found is None:
            return None
        kinds = found[1]
        if Column.TASK not in kinds and Column.NUMBER in kinds:
            behind = kinds.index(Column.NUMBER) + 1
            kinds = [Column.TASK if at == behind else kind for at, kind in enumerate(kinds)]
        self.kinds = tuple(kinds)
        tops = [
            *(line.box[3] for lines in self._lines for line in lines if _middle(line) < found[0]),
            *(section.top for section in self._sections),
        ]
        below = [top for top in tops if top < found[0] + self._strips[0].height / 2]
        return (found[0] + max(below)) / 2 if below else None

    def _merge_split_columns(self) -> bool:
        """Put two columns together of which one has no head, or each a part of one (序 号)."""
        heads = [lines[0].text if lines else "" for lines in self._lines]
        tops = [lines[0].box[3] if lines else self._bottom for lines in self._lines]
        lowest = self._top - MAX_HEAD_LINES * self._strips[0].height
        for at, (head, after) in enumerate(pairwise(heads)):
            empty = tops[at] < lowest or tops[at + 1] < lowest
            halves = heading_kind(head + after) is not None and None in (
                heading_kind(head),
                heading_kind(after),
            )
            if empty or halves:
                self._columns[at : at + 2] = [[self._columns[at][0], self._columns[at + 1][1]]]
                self._lay()
                return len(self._columns) >= MIN_COLUMNS
        return False

    def _table(self, cut: float | None, numbering: Numbering) -> tuple[RuledTable | None, Numbering]:
        top = self._top if cut is None else cut
        ruled = sorted(
            {
                rule.at
                for rule in self._rules
                if rule.horizontal
                and self._bottom < rule.at < self._top
                and rule.end - rule.start >= _RULE_SHARE * (self.xs[-1] - self.xs[0])
            },
            reverse=True,
        )
        number = self.kinds.index(Column.NUMBER) if Column.NUMBER in self.kinds else None
        ys = [self._top]
        spanning: set[int] = set()
        if len(ruled) >= _MIN_RULES:
            ys += ruled
        else:
            ys += [] if cut is None else [cut]
            for block_top, block_bottom, is_section in self._blocks(top):
                if is_section:
                    spanning.add(len(ys) - 1)
                else:
                    lines = [
                        [line for line in column if block_bottom < _middle(line) < block_top]
                        for column in self._lines
                    ]
                    bounds, numbering = row_bounds(
                        lines, number, block_top, block_bottom, numbering, continued=self._above is not None
                    )
                    if bounds is None:
                        return None, numbering
                    ys += bounds
                if block_bottom > self._bottom:
                    ys.append(block_bottom)
        ys.append(self._bottom)
        width, height = len(self.xs) - 1, len(ys) - 1
        cells = tuple(
            tuple(row * width + (0 if row in spanning else column) for column in range(width))
            for row in range(height)
        )
        box = (self.xs[0], ys[-1], self.xs[-1], ys[0])
        return RuledTable(box, self.xs, tuple(reversed(ys)), cells, drawn=False), numbering

    def _blocks(self, top: float) -> list[tuple[float, float, bool]]:
        """The stretches between the heads, the rows that span the table, and its foot, from the top down."""
        blocks: list[tuple[float, float, bool]] = []
        for section in self._sections:
            if section.top > top:
                continue
            if any(
                _middle(line) > section.top for lines in self._lines for line in lines if _middle(line) < top
            ):
                blocks.append((top, section.top, False))
                top = section.top
            blocks.append((top, section.bottom, True))
            top = section.bottom
        blocks.append((top, self._bottom, False))
        return blocks


def _are_heads(kinds: Sequence[Column | None]) -> bool:
    known = set(kinds)
    return (
        Column.ROLE in known
        and bool(known & {Column.TASK, Column.NUMBER})
        and kinds.count(None) <= max(1, len(kinds) // 4)
    )


def _middle(line: Line) -> float:
    return (line.box[1] + line.box[3]) / 2
