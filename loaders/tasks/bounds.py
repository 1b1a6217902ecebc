"""Where the rows of a flattened table begin and end, of which each cell stands on a line of its own."""

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders.lexicon.headings import Column
from loaders.tasks.cells import CellKind
from loaders.tasks.cells_below import CellsBelow
from loaders.tasks.heads import Span

_NUMBER = re.compile(r"[(（]?(?:\d{1,2}[.-]){0,2}(\d{1,4})[)）]?[.、．]?")
_NUMBERED = re.compile(r"(\d{1,3})[.、．)）][ \t\u3000]*(?=[^\d\s])")
_SECTION = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）、.．]|第[一二三四五六七八九十]{1,3}[章节部篇]")
_LONGEST_CATEGORY = 24
_MAX_CELLS = 60
_MAX_TASK_CELLS = 8


@dataclass(frozen=True, slots=True)
class Begin:
    """Where a row begins: what its number says and where it stands, and its cells from `at`, the first in `cells`.

    `alone` says that the number has a cell of its own; `category` stands before it.
    """

    value: int
    number: Span | None
    alone: bool
    at: int
    cells: tuple[Span, ...] = ()
    category: Span | None = None


def is_section(text: str, cell: Span) -> bool:
    """Whether a cell is numbered like the heading of a section."""
    return _SECTION.match(text, *cell) is not None


def bounds_of(below: CellsBelow) -> "Bounds":
    """How to find the rows of a table: by their numbers, or by what their cells say."""
    return _ByCells(below) if below.number is None else _ByNumber(below, below.number)


class Bounds(ABC):
    """Finds where rows begin and end."""

    def __init__(self, below: CellsBelow) -> None:
        self._below = below
        self._text = below.lines.text

    @abstractmethod
    def begin(self, cells: Sequence[Span], at: int) -> Begin | None:
        """The row that begins here, if one does."""

    @abstractmethod
    def stop(self, cells: Sequence[Span], begin: Begin) -> tuple[int, bool]:
        """Where the cells of a row end, and whether that is where the table goes on."""

    def is_heading(self, cells: Sequence[Span], at: int) -> bool:
        """Whether a line is the heading of the rows below it."""
        end = at
        while end < len(cells) and end - at < _MAX_CELLS and is_section(self._text, cells[end]):
            end += 1
        if end == at or end == len(cells):
            return False
        return bool(self._below.heads_again(cells, end)) or self.begin(cells, end) is not None


class _ByNumber(Bounds):
    """Rows that begin with a number."""

    def __init__(self, below: CellsBelow, number: int) -> None:
        super().__init__(below)
        self._number = number

    def begin(self, cells: Sequence[Span], at: int) -> Begin | None:
        for ahead in range(self._number + 1):
            found = self._numbered(cells, at + ahead)
            if found is not None:
                category = (cells[at][0], cells[at + ahead - 1][1]) if ahead else None
                return replace(found, category=category)
            if at + ahead < len(cells) and cells[at + ahead][1] - cells[at + ahead][0] > _LONGEST_CATEGORY:
                return None
        return None

    def stop(self, cells: Sequence[Span], begin: Begin) -> tuple[int, bool]:
        below = self._below
        named = False
        end = min(len(cells), begin.at + _MAX_CELLS)
        for at in range(begin.at, end):
            if below.lines.is_taken(cells[at]) or below.is_signature(cells, at, begin.at):
                return at, False
            if (at > begin.at or begin.cells) and self._is_next(begin, self._numbered(cells, at), named):
                return self._before_category(cells, at), True
            if named and (below.heads_again(cells, at) or self.is_heading(cells, at)):
                return at, True
            named = named or below.kind(cells[at]) is CellKind.AGENCIES
        return end, False

    def _numbered(self, cells: Sequence[Span], at: int) -> Begin | None:
        """The row whose number stands in this cell, alone or before its first words."""
        if at >= len(cells):
            return None
        cell = cells[at]
        if whole := _NUMBER.fullmatch(self._text, *cell):
            return Begin(int(whole[1]), cell, True, at + 1)
        if part := _NUMBERED.match(self._text, *cell):
            return Begin(int(part[1]), (cell[0], part.end(1)), False, at + 1, ((part.end(), cell[1]),))
        return None

    def _is_next(self, begin: Begin, following: Begin | None, named: bool) -> bool:
        """Whether a number begins the next row; `named` says that the row above it has said who does it."""
        if following is None or following.alone is not begin.alone:
            return False
        # A number on a line with words may number a part of the task, until who does it was said.
        if following.value == begin.value + 1 and (begin.alone or named):
            return True
        return named and (following.value > begin.value or following.value == 1)

    def _before_category(self, cells: Sequence[Span], at: int) -> int:
        """The category of the next row stands before its number."""
        kind = self._below.kind
        if not self._number or kind(cells[at - 1]) not in (CellKind.WORD, CellKind.TEXT):
            return at
        short = cells[at - 1][1] - cells[at - 1][0] <= _LONGEST_CATEGORY
        return at - 1 if short and kind(cells[at - 2]) is not CellKind.TEXT else at


class _ByCells(Bounds):
    """Rows without a number: each ends behind those it names, before what is to be done next."""

    def begin(self, cells: Sequence[Span], at: int) -> Begin | None:
        begins = self._below.kind(cells[at]) in (CellKind.TEXT, CellKind.WORD, CellKind.NUMBER)
        return Begin(0, None, True, at) if begins else None

    def stop(self, cells: Sequence[Span], begin: Begin) -> tuple[int, bool]:
        at = begin.at
        first, found = self._first_named(cells, at)
        if not found:
            return first, False
        if first < len(cells) and self._below.is_signature(cells, first, at):
            return at, False
        stop = first
        while stop < len(cells) and stop - at < _MAX_CELLS and self._goes_on(cells, first, stop):
            stop += 1
        for following in range(stop, min(len(cells), stop + _MAX_TASK_CELLS)):
            if self._below.kind(cells[following]) is CellKind.AGENCIES:
                spare = sum(column in (None, Column.NOTE, Column.TASK) for column in self._below.behind)
                return stop + max(0, min(spare, following - stop - 1)), True
        return stop, False

    def _first_named(self, cells: Sequence[Span], at: int) -> tuple[int, bool]:
        """The first cell that names agencies, or the end of the cells; else where it was looked for in vain."""
        below = self._below
        first = at
        while first < len(cells) and below.kind(cells[first]) is not CellKind.AGENCIES:
            if first - at >= _MAX_TASK_CELLS or is_section(self._text, cells[first]):
                return first, False
            if below.lines.is_taken(cells[first]) or below.heads_again(cells, first):
                return first, False
            first += 1
        return first, True

    def _goes_on(self, cells: Sequence[Span], first: int, at: int) -> bool:
        """Whether a cell behind the first that names an agency belongs to the same row."""
        below, kind = self._below, self._below.kind(cells[at])
        if kind is CellKind.WORD:
            is_person = Column.PERSON in below.behind and not (
                at + 1 < len(cells) and below.kind(cells[at + 1]) is CellKind.AGENCIES
            )
            return is_person or below.is_short_name(cells, first, at)
        if kind is CellKind.AGENCIES:
            return not below.is_signature(cells, at, first)
        if kind is CellKind.TIME:
            return Column.DEADLINE in below.head.kinds
        if kind is CellKind.NUMBER:
            return Column.NOTE in below.behind or None in below.behind
        return kind is CellKind.NOTHING
