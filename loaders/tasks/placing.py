"""Put the cells of one row of a flattened table into the columns of its heads."""

from collections.abc import Sequence

from loaders.document import Cell
from loaders.lexicon.headings import Column, heading_role
from loaders.tasks.cells import align
from loaders.tasks.cells_below import CellsBelow
from loaders.tasks.heads import Span

CellRow = tuple[Cell, ...]


class Placing:
    """Puts cells into columns.

    Attributes
    ----------
    category : (int, int) or None
        The category of the last row, which goes on for the rows below that print none.
    """

    def __init__(self, below: CellsBelow) -> None:
        kinds = below.head.kinds
        self._below = below
        self._kinds = kinds
        self._columns = [place for place, kind in enumerate(kinds) if kind is not Column.NUMBER]
        roles = [word for word, kind in zip(below.words, kinds, strict=True) if kind is Column.ROLE]
        self._one_role = len({heading_role(word) for word in roles}) == 1
        self.category: Span | None = None

    def row(self, number: Span | None, cells: Sequence[Span]) -> CellRow | None:
        """The row of these cells beside its number; None where it names nobody or its cells fit no columns."""
        cells = self._below.without_numbers(cells)
        spans = self._spans(number, cells)
        if spans is None or not any(self._kinds[column] in (Column.ROLE, Column.PERSON) for column in spans):
            return None
        if number is not None and self._below.number is not None:
            spans[self._below.number] = number
        if self._kinds[0] is Column.SECTION:
            self.category = spans.get(0, self.category)
            if self.category is not None:
                spans[0] = self.category
        nowhere = (cells[0][0], cells[0][0])
        placed = [spans.get(place, nowhere) for place in range(len(self._kinds))]
        return tuple(Cell(start=start, end=end) for start, end in placed)

    def heading(self, line: Span) -> CellRow:
        """The row of a line that spans the table."""
        return (Cell(start=line[0], end=line[1]),) * len(self._kinds)

    def _spans(self, number: Span | None, cells: Sequence[Span]) -> dict[int, Span] | None:
        """What stands in each column that has a cell; None where the cells fit no columns."""
        columns = self._columns
        if self._below.number and number is not None:
            columns = [place for place in columns if place > self._below.number]
        found = align(self._below.kinds(cells), [self._kinds[place] for place in columns])
        if found is None:
            return None
        if self._one_role:
            found = self._one_a_line(found, columns)
        spans: dict[int, Span] = {}
        for cell, place in zip(cells, found, strict=True):
            column = columns[place]
            if column in spans and self._kinds[column] is Column.ROLE and not self._one_role:
                return None
            spans[column] = (spans.get(column, cell)[0], cell[1])
        return spans

    def _one_a_line(self, found: list[int], columns: Sequence[int]) -> list[int]:
        """Of names on lines of their own the first stands in the first column that names agencies, others behind."""
        roles = [place for place, column in enumerate(columns) if self._kinds[column] is Column.ROLE]
        named = [at for at, place in enumerate(found) if place in roles]
        side_by_side = roles[-1] - roles[0] < len(roles) and named and named[-1] - named[0] < len(named)
        if len(named) <= len(roles) or not side_by_side:
            return found
        spread = list(found)
        for number, at in enumerate(named):
            spread[at] = roles[min(number, len(roles) - 1)]
        return spread
