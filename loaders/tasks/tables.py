"""Recognise tables that divide tasks among agencies (任务分工表) by the headings of their columns, in any order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from graph.model import Role
from loaders.document import Cell, Document, TableSpan
from loaders.lexicon.headings import (
    LONGEST_HEADING,
    Column,
    heading_kind,
    heading_role,
    promises_persons,
)
from loaders.lexicon.powers import lists_powers
from loaders.tasks.cards import upright
from loaders.tasks.unsure import sure_and_unsure


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleCell:
    """A cell that names agencies, the role that its column's heading gives them, and that heading.

    `with_persons` says that the heading promises persons beside them (牵头单位及责任人).
    """

    role: Role
    heading: Cell
    names: Cell
    with_persons: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One task: spans of the document's text, from which everything is to be quoted.

    `sections` are the headings that the row stands under, from the top: rows that span the table and cells of a
    category. `tasks` are the cells that say what is to be done, from the left (重点任务, 具体措施). A cell that is
    empty, or says so (无, /), is left out, and so are the names of a cell of which it cannot be told whether a line's
    end parts them in two: they are `unsure`. `start` and `end` bound the row's own cells, without the merged ones that
    begin in a row above.
    """

    start: int
    end: int
    sections: tuple[Cell, ...]
    number: Cell | None
    tasks: tuple[Cell, ...]
    roles: tuple[RoleCell, ...]
    persons: tuple[Cell, ...]
    deadline: Cell | None
    note: Cell | None
    unsure: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskTable:
    """A table that divides tasks among agencies; `start` and `end` bound it with its headings."""

    start: int
    end: int
    rows: tuple[TaskRow, ...]


_AS_ABOVE = frozenset(("同上", "〃", "″", "“", "”", '"'))
_NOTHING = re.compile(r"[\s/\\无—–\-－_、。·.*]*")
_CHINESE_NUMBER = re.compile(r"[(（]?[一二三四五六七八九十百]+[)）]?[、.．]?")
_SECTION_RANKS = (
    re.compile(r"第[一二三四五六七八九十]+[篇编章部]"),
    re.compile(r"[一二三四五六七八九十]+[、.．\s]"),
    re.compile(r"[(（][一二三四五六七八九十]+[)）]"),
    re.compile(r"\d+[、.．\s]"),
)
_MAX_HEADING_ROWS = 4
_LONGEST_PART = 6


def task_tables(document: Document) -> list[TaskTable]:
    """Find the tables that divide tasks among agencies, in the order of the text.

    A table is one if a row of headings names a column of agencies beside a column of tasks. The headings may
    stand in several rows, be repeated, and follow title rows. A table without headings that directly follows one
    of as many columns continues it.

    Examples
    --------
    >>> text = "任务\\t牵头单位\\n编制图谱\\t市工信局\\n"
    >>> rows = ((Cell(start=0, end=2), Cell(start=3, end=7)), (Cell(start=8, end=12), Cell(start=13, end=17)))
    >>> table = TableSpan(start=0, end=18, rows=rows)
    >>> [found] = task_tables(Document(source="plan.csv", text=text, tables=(table,)))
    >>> [(role.role.value, text[role.names.start : role.names.end]) for role in found.rows[0].roles]
    [('leads', '市工信局')]
    """
    found: list[TaskTable] = []
    reader: _TableReader | None = None
    end = -1
    for table in document.tables:
        table = upright(document, table)
        follows = reader is not None and not document.text[end : table.start].strip()
        reader = _TableReader(document, table, reader.columns if follows and reader is not None else ())
        rows = tuple(reader.rows())
        end = table.end
        if rows:
            found.append(TaskTable(start=table.start, end=table.end, rows=rows))
        elif not reader.columns:
            reader = None
    return found


@dataclass(frozen=True, slots=True)
class _Heading:
    column: Column
    cell: Cell
    role: Role | None = None


@dataclass
class _TableReader:
    document: Document
    table: TableSpan
    columns: tuple[_Heading | None, ...]
    sections: list[tuple[int, Cell]] = field(default_factory=list)
    above: tuple[Cell, ...] = ()

    def rows(self) -> Iterator[TaskRow]:
        rows = self.table.rows
        if self.columns and len(self.columns) != max(map(len, rows), default=0):
            self.columns = ()
        number = headed = 0
        while number < len(rows):
            height, columns = self._headings(number)
            if height:
                if number and number == headed:
                    # A word that is no head (区县) below one that spans it (责任主体) says whose column of it this is.
                    columns = tuple(own or above for own, above in zip(columns, self.columns, strict=True))
                self.columns = columns
                number += height
                headed = number
                continue
            if self.columns:
                task = self._row(rows[number])
                if task is not None:
                    yield task
            number += 1

    def _text(self, cell: Cell) -> str:
        return self.document.text[cell.start : cell.end].strip()

    def _headings(self, first: int) -> tuple[int, tuple[_Heading | None, ...]]:
        """How many rows of headings begin here, and the columns that they name."""
        rows = self.table.rows
        block: list[tuple[Cell, ...]] = []
        for row, below in zip_longest(rows[first : first + _MAX_HEADING_ROWS], rows[first + 1 :]):
            if row is None or not (
                self._looks_like_headings(row, block) or (block and below and self._parts_heads(row, below))
            ):
                break
            block.append(row)
        while block:
            columns = tuple(self._column(block, place) for place in range(len(block[0])))
            kinds = {heading.column for heading in columns if heading is not None}
            if lists_powers("|".join(self._text(cell) for row in block for cell in row)):
                break
            if Column.ROLE in kinds and kinds & {Column.TASK, Column.NUMBER, Column.SECTION}:
                return len(block), self._with_tasks(columns, block[-1])
            block.pop()
        return 0, ()

    def _looks_like_headings(self, row: Sequence[Cell], above: Sequence[Sequence[Cell]]) -> bool:
        known = unknown = 0
        kinds: set[Column] = set()
        for place, cell in enumerate(row):
            if above and cell == above[-1][place]:
                continue
            text = self._text(cell)
            if not text or (place and cell == row[place - 1]):
                continue
            kind = heading_kind(text)
            if kind is not None:
                known += 1
                kinds.add(kind)
            elif len(text) > LONGEST_HEADING or above:
                return False
            else:
                unknown += 1
        if above:
            return known >= 1
        # 序号 or 任务 beside 责任单位 leaves little doubt.
        certain = Column.ROLE in kinds and bool(kinds & {Column.NUMBER, Column.TASK})
        return known >= 2 + unknown or (known > unknown and certain)

    def _parts_heads(self, row: Sequence[Cell], below: Sequence[Cell]) -> bool:
        """Whether a row's words (校级, 院级) each span several heads of the row below."""
        own = [place for place, cell in enumerate(row) if cell != below[place]]
        spanned = [place for place in own if row[place] in (*row[:place], *row[place + 1 :])]
        return (
            bool(own)
            and spanned == own
            and all(len(self._text(row[place])) <= _LONGEST_PART for place in own)
            and all(heading_kind(self._text(below[place])) is not None for place in own)
        )

    def _column(self, block: Sequence[Sequence[Cell]], place: int) -> _Heading | None:
        for row in reversed(block):
            text = self._text(row[place])
            kind = heading_kind(text) if text else None
            if kind is Column.ROLE:
                return _Heading(kind, row[place], heading_role(text))
            if kind is not None:
                return _Heading(kind, row[place])
        return None

    def _with_tasks(
        self, columns: tuple[_Heading | None, ...], headings: Sequence[Cell]
    ) -> tuple[_Heading | None, ...]:
        """Where no column is named as the tasks', the categories' last is, or the one behind the number."""
        kinds = [heading.column if heading is not None else None for heading in columns]
        if Column.TASK in kinds:
            return columns
        if Column.SECTION in kinds:
            tasks = len(kinds) - 1 - kinds[::-1].index(Column.SECTION)
        elif Column.NUMBER in kinds and None in kinds[kinds.index(Column.NUMBER) + 1 :][:1]:
            tasks = kinds.index(Column.NUMBER) + 1
        else:
            return columns
        return (*columns[:tasks], _Heading(Column.TASK, headings[tasks]), *columns[tasks + 1 :])

    def _filled(self, row: Sequence[Cell]) -> tuple[Cell, ...]:
        """The row with the cells that 同上 and 同左 stand for."""
        filled: list[Cell] = []
        for place, cell in enumerate(row):
            text = self._text(cell)
            if text in _AS_ABOVE and place < len(self.above):
                filled.append(self.above[place])
            elif text == "同左" and place:
                filled.append(filled[-1])
            else:
                filled.append(cell)
        self.above = tuple(filled)
        return self.above

    def _row(self, printed: Sequence[Cell]) -> TaskRow | None:
        above = self.above
        row = self._filled(printed)
        cells = [None if _NOTHING.fullmatch(self._text(cell)) else cell for cell in row]
        distinct = list(dict.fromkeys(cell for cell in cells if cell is not None))
        if not distinct:
            return None
        kinds: dict[Column, dict[Cell, None]] = {kind: {} for kind in Column}
        named: dict[RoleCell, None] = {}
        unsure: list[Cell] = []
        for cell, heading in zip(cells, self.columns, strict=False):
            if cell is None or heading is None:
                continue
            if heading.column is Column.ROLE and heading.role is not None:
                sure, doubtful = [cell], list[Cell]()
                if self.document.is_unsure(cell.start, cell.end):
                    sure, doubtful = sure_and_unsure(self.document, cell)
                unsure += doubtful
                for names in sure:
                    role = RoleCell(
                        role=heading.role,
                        heading=heading.cell,
                        names=names,
                        with_persons=promises_persons(self._text(heading.cell)),
                    )
                    named[role] = None
            else:
                kinds[heading.column][cell] = None
        of, roles = {kind: list(found) for kind, found in kinds.items()}, list(named)
        if not unsure and self._is_section(cells, distinct, of, roles):
            self._open_section(distinct)
            return None
        number = of[Column.NUMBER][0] if of[Column.NUMBER] else None
        merged = set(above)
        own = [cell for cell in distinct if cell not in merged] or distinct
        return TaskRow(
            start=min(cell.start for cell in own),
            end=max(cell.end for cell in own),
            sections=(*(cell for _, cell in self.sections), *of[Column.SECTION]),
            number=number,
            tasks=tuple(cell for cell in of[Column.TASK] if cell != number),
            roles=tuple(roles),
            persons=tuple(of[Column.PERSON]),
            deadline=of[Column.DEADLINE][0] if of[Column.DEADLINE] else None,
            note=of[Column.NOTE][0] if of[Column.NOTE] else None,
            unsure=tuple(dict.fromkeys(unsure)),
        )

    def _is_section(
        self,
        cells: Sequence[Cell | None],
        distinct: Sequence[Cell],
        of: dict[Column, list[Cell]],
        roles: Sequence[RoleCell],
    ) -> bool:
        if len(distinct) == 1:
            # Named by one cell: it spans the table, or stands alone at the row's beginning.
            return cells.count(distinct[0]) > 1 or cells[0] is not None
        numbers = of[Column.NUMBER]
        return (
            not roles
            and not of[Column.DEADLINE]
            and len(distinct) == 2
            and len(numbers) == 1
            and _CHINESE_NUMBER.fullmatch(self._text(numbers[0])) is not None
        )

    def _open_section(self, cells: Sequence[Cell]) -> None:
        rank = _rank(self._text(cells[0]))
        while self.sections and self.sections[-1][0] >= rank:
            self.sections.pop()
        self.sections.extend((rank, cell) for cell in cells)


def _rank(text: str) -> int:
    for rank, pattern in enumerate(_SECTION_RANKS):
        if pattern.match(text):
            return rank
    return 1 if _CHINESE_NUMBER.fullmatch(text) else 0
