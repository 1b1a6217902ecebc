"""Tables that go on from page to page: headings that are repeated, rows and merged cells that a page break cuts."""

from collections.abc import Sequence

from loaders.formats.builder import GridCell
from loaders.formats.paged.cells import SENTENCE_ENDS, PrintedCell, printed_cells
from loaders.formats.paged.layout import Line
from loaders.formats.paged.page import Page
from loaders.formats.paged.ruling import RuledTable
from loaders.lexicon.headings import Column, heading_kind

_SAME_COLUMN = 4.0
_MAX_HEADING_ROWS = 4
_Row = list[PrintedCell]
# What a row below a merged cell has in common with those above it.
_SHARED = (Column.NUMBER, Column.SECTION, Column.TASK, None)

_OF_A_TASK = (Column.SECTION, Column.TASK)


class OpenTable:
    """A table that the next page may continue."""

    def __init__(self, ruled: RuledTable, cells: dict[int, list[Line]], page: Page) -> None:
        self._rows: list[_Row] = []
        self._xs = ruled.xs
        self._page = page.number
        self._kinds: list[Column | None] = []
        self._headings = 0
        self.add(ruled, cells, page)

    def continues_as(self, ruled: RuledTable, page: int) -> bool:
        """Whether a table at the top of the next page has the same columns."""
        return (
            page == self._page + 1
            and len(ruled.xs) == len(self._xs)
            and all(abs(x - y) <= _SAME_COLUMN for x, y in zip(ruled.xs, self._xs, strict=True))
        )

    def add(self, ruled: RuledTable, cells: dict[int, list[Line]], page: Page) -> None:
        """Add the rows of one page; a row or a merged cell that the page break cut is joined."""
        laid = printed_cells(ruled, cells, page)
        rows = [[laid[number] for number in row] for row in ruled.cells]
        self._page = page.number
        if not self._rows:
            self._headings, self._kinds = _headings(rows)
        else:
            repeated = self._repeated(rows)
            if not (ruled.drawn or repeated):
                rows = self._parted(rows)
            rows = rows[repeated:]
            if rows and self._is_cut(rows[0], certain=not ruled.drawn):
                rows = _joined(self._rows[-1], rows)
            elif rows:
                rows = self._under_merged_cells(rows)
        self._rows += rows

    def grid(self) -> list[list[GridCell]]:
        """The table as it is written."""
        written: dict[int, GridCell] = {}
        grid = []
        for row in self._rows:
            for cell in row:
                if id(cell) not in written:
                    written[id(cell)] = cell.written()
            grid.append([written[id(cell)] for cell in row])
        return grid

    def _repeated(self, rows: Sequence[_Row]) -> int:
        """How many rows at the top of a page repeat the table's headings."""
        count = 0
        for row, heading in zip(rows, self._rows[:_MAX_HEADING_ROWS], strict=False):
            if [cell.text for cell in row] != [cell.text for cell in heading]:
                break
            count += 1
        return count if count < len(rows) else 0

    def _parted(self, rows: list[_Row]) -> list[_Row]:
        """The rows without the headings in the first, where the rest of a row that was cut stands right below them."""
        first, heads = rows[0], self._rows[0]
        if len(rows) < 2 or not all(cell.begins_like(head) for cell, head in zip(first, heads, strict=True)):
            return rows
        rest = [
            PrintedCell(cell.width, cell.lines[len(head.lines) :])
            for cell, head in zip(first, heads, strict=True)
        ]
        return [rest, *rows[1:]]

    def _is_cut(self, row: _Row, *, certain: bool) -> bool:
        """Whether a page's first row is the rest of the one before it; `certain` that each row has its number,
        or words in its first cell."""
        above = self._rows[-1]
        if len({id(cell) for cell in row}) == 1 or len(self._rows) <= self._headings:
            return False
        numbered = self._kinds.index(Column.NUMBER) if Column.NUMBER in self._kinds else None
        if numbered is not None and row[numbered].text:
            # A number in the middle of a row may stand behind the break, and a wrapped one on both sides of it.
            before, number = above[numbered].text, row[numbered].text
            if before:
                return self._follows_the_last(before + number, numbered)
            return len({id(cell) for cell in above}) > 1
        if numbered is None and row[0].text:
            return certain and self._goes_on_in(row)
        if certain:
            return True
        empty = sum(1 for cell in row if not cell.text)
        return 2 * empty >= len(row) or any(
            upper.goes_on_in(lower) for upper, lower in zip(above, row, strict=True)
        )

    def _goes_on_in(self, row: _Row) -> bool:
        """Whether a page's first row, which has words in its first cell and no number, is the rest of the one before it.

        It is none where words would have had room in a cell that names nobody, or where a sentence of its task ended and
        all such cells begin again; it is one where a list goes on, or where nobody is named.
        """
        above = self._rows[-1]
        roles = [kind is Column.ROLE for kind in self._kinds]
        cells = list(zip(roles, above, row, strict=True))
        if any(not is_role and upper.ended_before(lower) for is_role, upper, lower in cells):
            return False
        tasks = [(above[at], row[at]) for at, kind in enumerate(self._kinds) if kind in _OF_A_TASK]
        again = len(tasks) > 1 and all(lower.text for _, lower in tasks)
        if again and any(upper.text.endswith(SENTENCE_ENDS) for upper, _ in tasks):
            return False
        named = [(upper, lower) for is_role, upper, lower in cells if is_role]
        if any(upper.text and upper.goes_on_in(lower) for upper, lower in named):
            return True
        return any(upper.text for upper, _ in named) and not any(lower.text for _, lower in named)

    def _follows_the_last(self, number: str, column: int) -> bool:
        """Whether this is the number behind that of the last row but one."""
        last = self._rows[-2][column].text
        return number.isdecimal() and last.isdecimal() and int(number) == int(last) + 1

    def _under_merged_cells(self, rows: list[_Row]) -> list[_Row]:
        """Cells at the top of a page that go on with a merged one of the page before."""
        above = self._rows[-1]
        before = self._rows[-2] if len(self._rows) > 1 else above
        merged: dict[int, PrintedCell] = {}
        for column, (upper, lower) in enumerate(zip(above, rows[0], strict=True)):
            if lower.text or not upper.text:
                continue
            spans = before[column] is upper or (len(rows) > 1 and rows[1][column] is lower)
            kind = self._kinds[column] if column < len(self._kinds) else None
            if spans or column == 0 or kind in _SHARED:
                merged[id(lower)] = upper
        return [[merged.get(id(cell), cell) for cell in row] for row in rows]


def _headings(rows: Sequence[_Row]) -> tuple[int, list[Column | None]]:
    """How many rows at the top are headings, as far as their words say, and what the columns hold."""
    count = 0
    kinds: list[Column | None] = [None] * len(rows[0])
    for number, row in enumerate(rows[:_MAX_HEADING_ROWS], 1):
        named = [heading_kind(cell.text) for cell in row]
        if 2 * sum(kind is not None for kind in named) > len(named):
            count = number
            kinds = [new or old for new, old in zip(named, kinds, strict=True)]
    return count, kinds


def _joined(above: _Row, rows: list[_Row]) -> list[_Row]:
    """The rows behind one that a page break cut, whose rest goes on in the cells above."""
    whole: dict[int, PrintedCell] = {}
    for upper, lower in zip(above, rows[0], strict=True):
        if id(lower) not in whole:
            whole[id(lower)] = upper
            upper.lines += lower.lines
    return [[whole.get(id(cell), cell) for cell in row] for row in rows[1:]]
