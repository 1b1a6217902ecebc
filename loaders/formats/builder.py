"""Write a document's text line by line, with its tables and places beside it."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graph.model import InputError, Place
from loaders.document import Cell, Document, Entry, PlacedSpan, TableSpan

MAX_GRID_PLACES = 1_000_000
MAX_COLUMNS = 1_000
# Marks that say where a line may break: no reader sees them, and they part words that are one.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
# Spaces of other widths and those that no line may break at.
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f]")
# A text of nothing but these, as most are, holds neither; a run of them is passed twice as fast as the others are sought.
_NOT_ODD = re.compile("[\u2100-\ufefe\uff00-\U0010ffff\0-\x7f]*+")


class GridCell:
    """A cell before it is written; the same object stands in each place that a merged cell covers.

    `unsure` numbers those of its parts that end a line of which it cannot be told whether a name ends with it.

    Parameters
    ----------
    text : str
        What it says.
    place : Place, optional
        Where it stood.
    parts : list of (str, Place or None), optional
        The stretches of what it says, each with its own place, instead of the two.
    """

    __slots__ = ("parts", "unsure")

    def __init__(
        self,
        text: str = "",
        place: Place | None = None,
        *,
        parts: list[tuple[str, Place | None]] | None = None,
    ) -> None:
        self.parts = [(text, place)] if parts is None else parts
        self.unsure: list[int] = []

    @property
    def text(self) -> str:
        """What the cell says."""
        return "".join(text for text, _ in self.parts)


class SpanningCell(NamedTuple):
    """A cell of a format that says how many columns and rows it covers."""

    text: str
    columns: int = 1
    rows: int = 1


Grid = Sequence[Sequence[GridCell]]


def spread(rows: Sequence[Sequence[SpanningCell]], source: str) -> list[list[GridCell]]:
    """Lay cells that span columns and rows out as a grid, as a browser does.

    Raises
    ------
    InputError
        The spans cover more places than any real table has.
    """
    grid: list[list[GridCell]] = []
    hanging: dict[int, tuple[GridCell, int]] = {}
    places = 0
    for row in rows:
        if not hanging and all(cell.columns <= 1 and cell.rows <= 1 for cell in row):
            grid.append([GridCell(cell.text) for cell in row])
            places += len(row)
            _check_places(places, source)
            continue
        line: list[GridCell] = []
        below: dict[int, tuple[GridCell, int]] = {}
        cells = iter(row)
        cell = next(cells, None)
        while cell is not None or hanging:
            column = len(line)
            if column in hanging:
                held, left = hanging.pop(column)
                line.append(held)
                if left > 1:
                    below[column] = (held, left - 1)
            elif cell is None:
                line.append(GridCell(""))
            else:
                laid = GridCell(cell.text)
                for _ in range(min(max(1, cell.columns), MAX_COLUMNS)):
                    if len(line) in hanging:
                        break
                    if cell.rows > 1:
                        below[len(line)] = (laid, cell.rows - 1)
                    line.append(laid)
                cell = next(cells, None)
            _check_places(places + len(line), source)
        hanging = below
        places += len(line)
        grid.append(line)
    return grid


def _check_places(places: int, source: str) -> None:
    if places > MAX_GRID_PLACES:
        what = f"a table of more than {MAX_GRID_PLACES:,} cells; split it, or delete the empty ones"
        raise InputError(what, file=source)


def printed(grid: Grid) -> str:
    """The text of a table: cells parted by tabs, rows by newlines."""
    return "\n".join(
        "\t".join(cell.text for cell in {id(cell): cell for cell in row}.values()) for row in grid
    )


class DocumentBuilder:
    """Collects lines and tables into one text, and knows the offsets of all it was given."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._parts: list[str] = []
        self._length = 0
        self._tables: list[TableSpan] = []
        self._places: list[PlacedSpan] = []
        self._unsure: list[int] = []
        self.entries: list[Entry] = []

    @property
    def end(self) -> int:
        """Where what is written next begins."""
        return self._length

    def line(self, text: str, place: Place | None = None) -> None:
        """Add a line of text."""
        self._add(text, place)
        self._mark("\n")

    def paragraph(self, cell: GridCell) -> Cell:
        """Add what a cell says as lines; where it stands."""
        written = self._cell(cell)
        self._mark("\n")
        return written

    def table(self, grid: Grid) -> None:
        """Add a table: cells parted by tabs, rows by newlines, a merged cell written once where it begins.

        Raises
        ------
        InputError
            It has more places than any real table.
        """
        width = max((len(row) for row in grid), default=0)
        _check_places(width * len(grid), self._source)
        start = self._length
        spans: dict[int, Cell] = {}
        rows: list[tuple[Cell, ...]] = []
        for row in grid:
            first = True
            for cell in row:
                if id(cell) not in spans:
                    if not first:
                        self._mark("\t")
                    spans[id(cell)] = self._cell(cell)
                    first = False
            end = self._length
            missing = (Cell(start=end, end=end),) * (width - len(row))
            rows.append(tuple(spans[id(cell)] for cell in row) + missing)
            self._mark("\n")
        if rows:
            self._tables.append(TableSpan(start=start, end=self._length, rows=tuple(rows)))

    def document(self) -> Document:
        """The document as collected.

        Raises
        ------
        InputError
            It holds no text.
        """
        text = "".join(self._parts)
        if not text.strip():
            raise InputError("the file holds no text", file=self._source)
        return Document(
            source=self._source,
            text=text,
            tables=tuple(self._tables),
            places=tuple(self._places),
            unsure=tuple(self._unsure),
            entries=tuple(self._all_entries()),
        )

    def _all_entries(self) -> Iterator[Entry]:
        """The plans that were told apart, and between them what else was written, which may be one."""
        end = 0
        for entry in self.entries:
            if entry.start > end:
                yield Entry(start=end, end=entry.start)
            yield entry
            end = entry.end
        if self.entries and end < self._length:
            yield Entry(start=end, end=self._length)

    def _cell(self, cell: GridCell) -> Cell:
        start = self._length
        for number, (text, place) in enumerate(cell.parts):
            if number in cell.unsure:
                self._unsure.append(self._length)
            self._add(text, place)
        return Cell(start=start, end=self._length)

    def _mark(self, between: str) -> None:
        self._parts.append(between)
        self._length += 1

    def _add(self, text: str, place: Place | None = None) -> None:
        start = self._length
        if not _NOT_ODD.fullmatch(text):
            text = _SPACES.sub(" ", _UNSEEN.sub("", text))
        self._parts.append(text)
        self._length += len(text)
        if place is not None and text:
            self._places.append(PlacedSpan(start=start, end=self._length, place=place))
