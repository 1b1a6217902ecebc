"""Read the rows of a flattened table of which each stands on a line, with marks or gaps between its cells."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.tasks.bounds import is_section
from loaders.tasks.cells import CellKind
from loaders.tasks.cells_below import CellsBelow
from loaders.tasks.heads import Lines, Span
from loaders.tasks.placing import CellRow, Placing

_MAX_LINES_BETWEEN = 3


def rows_of_lines(below: CellsBelow) -> tuple[list[CellRow], list[Span]]:
    """The rows of a table that has each on a line, and the lines whose cells could not be told apart."""
    lines, head = below.lines, below.head
    placing, kept = Placing(below), _Kept(head.gap)
    for line, cells in _whole_lines(below):
        if lines.is_taken(line) or len(kept.between) > _MAX_LINES_BETWEEN:
            break
        if not cells:
            continue
        if [lines.plain(cell) for cell in cells] == below.words:
            if not kept.rows:
                break
            continue
        if len(cells) == 1 and is_section(lines.text, cells[0]):
            kept.heading(placing.heading(line))
            continue
        numbered = below.number is not None and lines.kind(cells[0]) is CellKind.NUMBER
        own = cells[1:] if numbered else cells
        if not own or (below.number is not None and not numbered):
            kept.between.append(line)
        elif row := placing.row(cells[0] if numbered else None, own):
            kept.row(row, line)
        elif below.says_who(own):
            kept.no_row(line)
        else:
            kept.between.append(line)
    # A line with gaps right below the last row goes on with it; other text does not.
    if kept.between and len(lines.cut(kept.between[0], head.gap)) > 1:
        kept.between = kept.between[:1]
        kept.lay_aside()
    return (kept.rows if any(row[0] != row[-1] for row in kept.rows) else []), kept.unread


def _whole_lines(below: CellsBelow) -> Iterator[tuple[Span, list[Span]]]:
    """The lines below the heads with their cells; a list that ends inside a name goes on in the lines below it."""
    lines, gap = below.lines, below.head.gap
    following = lines.lines[bisect_left(lines.lines, (below.head.end, 0)) :]
    at = 0
    while at < len(following):
        line = following[at]
        cells = _cells_of(lines, line, below)
        at += 1
        while cells and at < len(following) and len(lines.cut(following[at], gap)) == 1:
            whole = below.gone_on(cells[-1], following[at])
            if whole is None:
                break
            cells[-1], line = whole, (line[0], whole[1])
            at += 1
        yield line, cells


def _cells_of(lines: Lines, line: Span, below: CellsBelow) -> list[Span]:
    """The cells of a line; where wide gaps leave too few, narrow ones part them if there are then as many as heads."""
    cells = lines.cut(line, below.head.gap)
    heads = len(below.head.cells)
    if below.head.gap == "  " and 2 < len(cells) < heads:
        narrow = lines.cut(line, " ")
        return narrow if len(narrow) == heads else cells
    return cells


@dataclass
class _Kept:
    """The rows so far, the line of the last one if nothing stands behind it, and the lines behind that are none."""

    gap: str
    rows: list[CellRow] = field(default_factory=list)
    unread: list[Span] = field(default_factory=list)
    between: list[Span] = field(default_factory=list)
    last: Span | None = None

    def heading(self, row: CellRow) -> None:
        self.lay_aside()
        self.rows.append(row)

    def row(self, row: CellRow, line: Span) -> None:
        self.lay_aside()
        self.rows.append(row)
        self.last = line

    def no_row(self, line: Span) -> None:
        self.lay_aside()
        self.unread.append(line)

    def lay_aside(self) -> None:
        """Say that lines between two rows are unread; where gaps part the cells, they go on with the row above."""
        if self.between:
            start = self.between[0]
            if self.last is not None and not self.gap.strip(" "):
                self.rows.pop()
                start = self.last
            self.unread.append((start[0], self.between[-1][1]))
        self.between, self.last = [], None
