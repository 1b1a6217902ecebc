"""Recognise tables that divide tasks among agencies (任务分工表) by the headings of their columns, in any order."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from graph.model import Role
from loaders.document import Cell, Document, TableSpan
from loaders.lexicon.bodies import ends_like_an_agency
from loaders.lexicon.headings import Column, asks_who, combined_heading, promises_persons
from loaders.lexicon.wording import any_of, role_words
from loaders.tasks.beside import parts_beside
from loaders.tasks.cards import upright
from loaders.tasks.columns import ColumnFinder, Heading, Headings
from loaders.tasks.combined import parted
from loaders.tasks.matrices import matrix_of
from loaders.tasks.records import Doubt, RoleCell, TaskRow, TaskTable, Unsure
from loaders.tasks.repeated import (
    blanks_repeat,
    is_as_above,
    is_as_left,
    note_of_blanks,
    plain,
    repeats_in_part,
)
from loaders.tasks.roles_in_rows import table_of_roles
from loaders.tasks.unsure import sure_and_unsure

_NOTHING = re.compile(r"[\s/\\无—–\-－_、。·.*]*")
_CHINESE_NUMBER = re.compile(r"[(（]?[一二三四五六七八九十百]+[)）]?[、.．]?")
_SECTION_RANKS = (
    re.compile(r"第[一二三四五六七八九十]+[篇编章部]"),
    re.compile(r"[一二三四五六七八九十]+[、.．\s]"),
    re.compile(r"[(（][一二三四五六七八九十]+[)）]"),
    re.compile(r"\d+[、.．\s]"),
)
_TOTAL = re.compile(r"[*(（]*(?:[合总小共累]计|总数|汇总)(?:$|[:：(（)）*\d])")
_NOTE = re.compile(r"(?:备?注|说明|附注|填[表报]人|制表人?|审核人?)\d?(?:[:：.、]|$)")

_NAMES_A_ROLE = re.compile(
    rf"(?:{any_of(role_words('label'))})(?:单位|部门)[:：][^:：。]*?[局委厅办处科室府院]"
)


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
    for table in (part for span in document.tables for part in parts_beside(document, span)):
        of_its_own = matrix_of(document, table) or table_of_roles(document, table)
        if of_its_own is not None:
            found.append(of_its_own)
            reader = None
            continue
        table = upright(document, table)
        follows = reader is not None and not document.text[end : table.start].strip()
        reader = (
            _TableReader(document, table, reader.columns, above=reader.above, repeats=reader.repeats)
            if follows and reader is not None
            else _TableReader(document, table, ())
        )
        rows = tuple(reader.rows())
        end = table.end
        if rows:
            found.append(TaskTable(start=table.start, end=table.end, rows=rows))
        elif not reader.columns:
            reader = None
    return found


@dataclass
class _TableReader:
    document: Document
    table: TableSpan
    columns: Headings
    sections: list[tuple[int, Cell]] = field(default_factory=list)
    above: tuple[Cell, ...] = ()
    repeats: list[bool] = field(default_factory=list)

    def rows(self) -> Iterator[TaskRow]:
        # Cells that all span the same rows make one row.
        rows = [row for row, _ in groupby(self.table.rows)]
        finder = ColumnFinder(self.document, rows)
        if self.columns and len(self.columns) != max(map(len, rows), default=0):
            self.columns = ()
        number = headed = 0
        while number < len(rows):
            height, columns = finder.headings(number)
            if height:
                if number and number == headed:
                    # A word that is no head (区县) below one that spans it (责任主体) says whose column of it this is.
                    columns = tuple(own or above for own, above in zip(columns, self.columns, strict=True))
                if self._words(columns) != self._words(self.columns):
                    self.above = ()
                    self.columns = columns
                    self.repeats = blanks_repeat(self._note, self._words(columns))
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

    @cached_property
    def _note(self) -> str | None:
        return note_of_blanks(self.document, self.table)

    def _words(self, columns: Headings) -> list[str]:
        return [self._text(heading.cell) if heading is not None else "" for heading in columns]

    def _filled(self, row: Sequence[Cell]) -> tuple[Cell, ...]:
        """The row with the cells that 同上, 同左 and empty ones stand for."""
        filled: list[Cell] = []
        for place, cell in enumerate(row):
            text = self._text(cell)
            has_above = place < len(self.above)
            blank = not text and place < len(self.repeats) and self.repeats[place]
            if has_above and (blank or is_as_above(text)):
                filled.append(self.above[place])
            elif place and is_as_left(text):
                filled.append(filled[-1])
            else:
                filled.append(cell)
        return tuple(filled)

    def _row(self, printed: Sequence[Cell]) -> TaskRow | None:
        above = self.above
        row = self._filled(printed)
        cells = [None if _NOTHING.fullmatch(self._text(cell)) else cell for cell in row]
        distinct = list(dict.fromkeys(cell for cell in cells if cell is not None))
        if not distinct:
            return None
        if len(distinct) == 1 and _NOTE.match(plain(self._text(distinct[0]))):
            return self._note_row(distinct[0])
        kinds: dict[Column, dict[Cell, None]] = {kind: {} for kind in Column}
        named: dict[RoleCell, None] = {}
        unsure: dict[Unsure, None] = {}
        is_total = _TOTAL.match(plain(self._text(distinct[0]))) is not None
        for cell, heading in zip(cells, self.columns, strict=False):
            if cell is None or heading is None:
                continue
            if heading.column is not Column.ROLE or heading.role is None:
                kinds[heading.column][cell] = None
            elif is_total:
                words = self._text(cell)
                if len(distinct) > 1 and not words[0].isdecimal() and ends_like_an_agency(words):
                    unsure[Unsure(cell=cell, why=Doubt.TOTAL)] = None
            else:
                sure, doubtful = self._named(cell, heading, heading.role)
                named.update(dict.fromkeys(sure))
                unsure.update(dict.fromkeys(doubtful))
        of, roles = {kind: list(found) for kind, found in kinds.items()}, list(named)
        if is_total and not unsure:
            return None
        if not unsure and self._is_section(cells, distinct, of, roles):
            self._open_section(distinct)
            return None
        if not is_total:
            unsure.update(dict.fromkeys(self._left_empty(row, of, roles, unsure)))
            self.above = row
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
            unsure=tuple(unsure),
        )

    def _note_row(self, cell: Cell) -> TaskRow | None:
        """A note among the rows, which says whom it names: None where it names nobody with a role."""
        if not _NAMES_A_ROLE.search(self._text(cell)):
            return None
        return TaskRow(
            start=cell.start,
            end=cell.end,
            sections=(),
            number=None,
            tasks=(),
            roles=(),
            persons=(),
            deadline=None,
            note=cell,
            unsure=(Unsure(cell=cell, why=Doubt.NOTE),),
        )

    def _left_empty(
        self,
        row: Sequence[Cell],
        of: Mapping[Column, Sequence[Cell]],
        roles: Sequence[RoleCell],
        unsure: Collection[Unsure],
    ) -> Iterator[Unsure]:
        """What is said of a task beside which nobody stands, or nobody who leads, below one that has them.

        A table that was copied loses its merged cells, and what they say of all rows stands in the first alone. A row
        of a task alone says nothing of who does it.
        """
        empty = {
            heading.role
            for place, (cell, heading) in enumerate(zip(row, self.columns, strict=False))
            if heading is not None
            and heading.role is not None
            and not self._text(cell)
            and place < len(self.above)
            and not _NOTHING.fullmatch(self._text(self.above[place]))
        }
        tasks = of[Column.TASK]
        if unsure or not tasks or not empty:
            return
        if not roles and (of[Column.DEADLINE] or of[Column.PERSON]):
            yield Unsure(cell=tasks[-1], why=Doubt.BLANK)
        elif roles and Role.LEADS in empty and all(role.role is Role.SUPPORTS for role in roles):
            yield Unsure(cell=tasks[-1], why=Doubt.NO_LEAD)

    def _named(self, cell: Cell, heading: Heading, role: Role) -> tuple[list[RoleCell], list[Unsure]]:
        """The names of a cell with their roles, and what is not sure of them."""
        words, head = self._text(cell), self._text(heading.cell)
        if is_as_above(words) or repeats_in_part(words):
            return [], [Unsure(cell=cell, why=Doubt.ABOVE)]
        sure, doubtful = [cell], list[Cell]()
        if self.document.is_unsure(cell.start, cell.end):
            sure, doubtful = sure_and_unsure(self.document, cell)
        unsure = [Unsure(cell=part, why=Doubt.LINE_END) for part in doubtful]
        parts = [(role, part) for part in sure]
        combined = combined_heading(head)
        if combined is not None and not doubtful:
            told = parted(self.document, cell, combined)
            if told is None:
                return [], [Unsure(cell=cell, why=Doubt.ROLES)]
            parts = [(own, part) for own, part in told if not _NOTHING.fullmatch(self._text(part))]
        persons, asks = promises_persons(head), asks_who(head)
        roles = [
            RoleCell(role=own, heading=heading.cell, names=names, with_persons=persons, asks_who=asks)
            for own, names in parts
        ]
        return roles, unsure

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
