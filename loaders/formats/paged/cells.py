"""The lines of a table's cell: where a line was broken for want of room, and where the cell begins a new one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from loaders.duties.line_ends import LineEnd, line_ends
from loaders.formats.builder import GridCell
from loaders.formats.paged.layout import Line
from loaders.formats.paged.page import Page
from loaders.formats.paged.ruling import RuledTable
from loaders.formats.wrapping import room_for

_MAX_PADDING = 12.0
# In widths of a Chinese character.
_SAME_EDGE = 0.3
# By how much the ends of a line that was recognised may be taken for further apart, or nearer, than they are.
_RECOGNISED_SLACK = 0.6
_HANGING = "，。、；：,;"
SENTENCE_ENDS = ("。", "；", ";", "！")
"""What ends a sentence, or a clause, of a cell."""


@dataclass(slots=True)
class PrintedCell:
    """A cell as it was printed: its lines, each with its page, and how wide a line may get."""

    width: float
    lines: list[tuple[Line, Page]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What it says, without white space."""
        return "".join("".join(line.text for line, _ in self.lines).split())

    def ends(self) -> list[LineEnd | None]:
        """What each line's end but the last is; None where the line had room for more."""
        lines = [line for line, _ in self.lines]
        texts = ["".join(line.text.split()) for line in lines]
        spare = _spare_room(lines, self.width)
        filled = [
            room - (_RECOGNISED_SLACK * line.em if line.sure else 0.0) < room_for(after, line.em, self.width)
            for room, line, after in zip(spare, lines, texts[1:], strict=False)
        ]
        return line_ends(texts, filled)

    def goes_on_in(self, below: "PrintedCell") -> bool:
        """Whether the last sentence, or the last name, of this cell goes on with another's first line."""
        if not self.lines or not below.lines or self.text.endswith(SENTENCE_ENDS):
            return False
        both = PrintedCell(self.width, [*self.lines, below.lines[0]])
        return self.text.endswith(("、", "，")) or both.ends()[-1] is LineEnd.INSIDE

    def ended_before(self, below: "PrintedCell") -> bool:
        """Whether its last line has room for the words that another begins with, so that these are no rest of it."""
        if not self.lines or not below.lines:
            return False
        lines = [line for line, _ in self.lines]
        first = "".join(below.lines[0][0].text.split())
        return _spare_room(lines, self.width)[-1] >= room_for(first, lines[-1].em, self.width)

    def begins_like(self, other: "PrintedCell") -> bool:
        """Whether its first lines are all that another says."""
        return PrintedCell(self.width, self.lines[: len(other.lines)]).text == other.text

    def written(self) -> GridCell:
        """The cell as text: a new line where the cell begins one."""
        cell = GridCell(parts=[])
        ends = [*self.ends(), LineEnd.INSIDE] if self.lines else []
        for (line, page), end in zip(self.lines, ends, strict=True):
            cell.parts.append((line.text, page.place(line.box)))
            if end is not LineEnd.INSIDE:
                if end is LineEnd.UNSURE:
                    cell.unsure.append(len(cell.parts))
                cell.parts.append(("\n", None))
        return cell


def printed_cells(ruled: RuledTable, cells: dict[int, list[Line]], page: Page) -> dict[int, PrintedCell]:
    """Every cell of a table on one page, the empty ones too, by its number."""
    edges: dict[int, tuple[float, float]] = {}
    for row in ruled.cells:
        for column, number in enumerate(row):
            left, right = edges.get(number, (ruled.xs[column], ruled.xs[column + 1]))
            edges[number] = min(left, ruled.xs[column]), max(right, ruled.xs[column + 1])
    gaps = [line.box[0] - edges[number][0] for number, lines in cells.items() for line in lines]
    padding = min(max(min(gaps, default=0.0), 0.0), _MAX_PADDING)
    widest: dict[tuple[float, float], float] = {}
    for number, lines in cells.items():
        widest[edges[number]] = max(widest.get(edges[number], 0.0), *map(_width, lines))
    found = {}
    for number, (left, right) in edges.items():
        inner = right - left - 2 * padding if ruled.drawn else 0.0
        lines = cells.get(number, [])
        width = max(inner, widest.get((left, right), 0.0))
        found[number] = PrintedCell(width, [(line, page) for line in lines])
    return found


def _width(line: Line) -> float:
    """How wide a line is, without a mark that may hang over the edge."""
    hanging = line.em if line.text.endswith(tuple(_HANGING)) else 0.0
    return line.box[2] - line.box[0] - hanging


def _spare_room(lines: Sequence[Line], width: float) -> list[float]:
    """How much room each line leaves, whether the cell's lines stand at its left edge or in its middle."""
    if not lines:
        return []
    em = max(line.em for line in lines)
    lefts = [line.box[0] for line in lines]
    middles = [line.box[0] + line.box[2] for line in lines]
    if _spread(middles) <= 2 * _SAME_EDGE * em or _spread(lefts) <= _SAME_EDGE * em:
        return [width - (line.box[2] - line.box[0]) for line in lines]
    return [width - (line.box[2] - min(lefts)) for line in lines]


def _spread(values: Iterable[float]) -> float:
    values = list(values)
    return max(values) - min(values)
