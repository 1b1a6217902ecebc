"""Read the rows of a flattened table of which each cell stands on a line of its own."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from loaders.document import Cell
from loaders.lexicon.headings import Column
from loaders.tasks.bounds import Begin, bounds_of
from loaders.tasks.cells import CellKind
from loaders.tasks.cells_below import CellsBelow
from loaders.tasks.heads import Span
from loaders.tasks.placing import CellRow, Placing

_FEWEST_COLUMNS = 3


def rows_of_cells(below: CellsBelow) -> tuple[list[CellRow], list[Span]]:
    """The rows of a table that has each cell on a line, and those whose cells could not be told apart."""
    lines, head = below.lines, below.head
    cells = lines.blocks if head.spaced else lines.cells
    at = bisect_left(cells, (head.end, 0))
    cells = _whole(below, cells[at:])
    if full := _full_rows(below, cells):
        return full, []
    at = 0
    bounds, reader = bounds_of(below), _Reader(below)
    alone: bool | None = None
    while at < len(cells) and not lines.is_taken(cells[at]):
        if again := below.heads_again(cells, at):
            if not reader.rows:
                break
            at += again
        elif bounds.is_heading(cells, at):
            reader.rows.append(reader.placing.heading(cells[at]))
            at += 1
        else:
            begin = bounds.begin(cells, at)
            if begin is None or (alone is not None and begin.alone is not alone):
                break
            stop, bounded = bounds.stop(cells, begin)
            end = reader.read(begin, [*begin.cells, *cells[begin.at : stop]], bounded)
            if end is None:
                break
            alone = begin.alone
            at = bisect_left(cells, (end, 0))
    # Two heads without a number may as well be words of a running text.
    certain = reader.tasks > 1 or len(head.cells) > 2 or below.number is not None
    return (reader.rows if certain else []), reader.unread


def _full_rows(below: CellsBelow, cells: Sequence[Span]) -> list[CellRow]:
    """The rows where each has a cell below every head, agencies and times below theirs; none where one has not.

    A task may then end like a body (设置公开专区).
    """
    kinds = below.head.kinds
    width = len(kinds)
    if below.number is not None or None in kinds or Column.DEADLINE not in kinds or width < _FEWEST_COLUMNS:
        return []
    rows: list[CellRow] = []
    while len(cells) >= (len(rows) + 1) * width:
        row = cells[len(rows) * width : (len(rows) + 1) * width]
        said = [below.kind(cell) for cell in row]
        if any(below.lines.is_taken(cell) for cell in row) or not all(map(_suits, said, kinds)):
            break
        rows.append(tuple(Cell(start=start, end=end) for start, end in row))
    following = [below.kind(cell) for cell in cells[len(rows) * width : (len(rows) + 1) * width]]
    return rows if len(rows) > 1 and CellKind.AGENCIES not in following else []


def _suits(kind: CellKind, column: Column | None) -> bool:
    """Whether a cell stands below its own head for certain."""
    if column is Column.ROLE:
        return kind is CellKind.AGENCIES
    if column is Column.DEADLINE:
        return kind is CellKind.TIME
    return kind in (CellKind.TEXT, CellKind.WORD, CellKind.AGENCIES)


def _whole(below: CellsBelow, cells: Sequence[Span]) -> list[Span]:
    """The cells, each with the lines that its list goes on over."""
    whole: list[Span] = []
    for cell in cells:
        both = below.gone_on(whole[-1], cell) if whole else None
        if both is None:
            whole.append(cell)
        else:
            whole[-1] = both
    return whole


class _Reader:
    """Reads row by row and keeps what it read."""

    def __init__(self, below: CellsBelow) -> None:
        self._below = below
        self._longest = 0
        self.placing = Placing(below)
        self.rows: list[CellRow] = []
        self.unread: list[Span] = []
        self.tasks = 0

    def read(self, begin: Begin, cells: list[Span], bounded: bool) -> int | None:
        """Read the row of these cells; where it ends, or None where it is no row of the table."""
        if begin.category is not None:
            self.placing.category = begin.category
        if not bounded:
            cells = self._without_what_follows(cells)
        rows = self._rows(begin.number, cells) if cells else []
        if rows:
            self.rows += rows
            self.tasks += len(rows)
            self._longest = max(self._longest, len(cells))
        elif self._below.says_who(cells) if bounded else self.rows and self._below.names_agencies(cells):
            self.unread.append(((begin.number or cells[0])[0], cells[-1][1]))
        elif not bounded or begin.number is None:
            return None
        return cells[-1][1] if cells or begin.number is None else begin.number[1]

    def _rows(self, number: Span | None, cells: Sequence[Span]) -> list[CellRow]:
        """The row of a number, or its rows where several tasks stand beside it; a task that names nobody is none."""
        whole = self.placing.row(number, cells)
        if whole is not None or number is None:
            return [whole] if whole is not None else []
        named = (CellKind.AGENCIES, CellKind.TIME, CellKind.NOTHING)
        cuts = [
            at
            for at, (before, kind) in enumerate(pairwise(self._below.kinds(cells)), 1)
            if kind in (CellKind.TEXT, CellKind.WORD) and before in named
        ]
        if not cuts:
            return []
        parts = [cells[start:stop] for start, stop in pairwise([0, *cuts, len(cells)])]
        rows = [self.placing.row(number, part) for part in parts]
        for row, part in zip(rows, parts, strict=True):
            if row is None and self._below.names_agencies(part):
                self.unread.append((part[0][0], part[-1][1]))
        return [row for row in rows if row is not None]

    def _without_what_follows(self, cells: list[Span]) -> list[Span]:
        """Leave out what stands behind the last row of a table, where nothing but its cells says where it ends."""
        kinds = self._below.kinds(cells)
        columns = sum(kind is not Column.NUMBER for kind in self._below.head.kinds)
        spare = self._below.behind.count(Column.TASK)
        persons = self._below.behind.count(Column.PERSON)
        named = False
        for at, kind in enumerate(kinds):
            goes_on = kind is kinds[at - 1] is CellKind.AGENCIES
            if self._longest and at >= max(self._longest, columns) and not goes_on:
                return cells[:at]
            if kind is CellKind.AGENCIES:
                named = True
            elif named and kind is CellKind.WORD and persons:
                persons -= 1
            elif named and kind in (CellKind.TEXT, CellKind.WORD):
                if not spare:
                    return cells[:at]
                spare -= 1
        return cells
