"""Find the rows of headings in a table that divides tasks among agencies, and what each of its columns holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from graph.model import Role
from loaders.document import Cell, Document
from loaders.lexicon.headings import (
    LONGEST_HEADING,
    Column,
    answering_role,
    heading_kind,
    heading_role,
    names_owners,
    names_places,
)
from loaders.lexicon.powers import lists_powers
from loaders.tasks.cells import CellKind, cell_kind

Cells = Sequence[Cell]

_MAX_HEADING_ROWS = 4
_LONGEST_PART = 6
# As many rows as tell whether offices stand in a column of persons.
_ROWS_LOOKED_AT = 30


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a column: what it holds, where that is said, and the role that it gives."""

    column: Column
    cell: Cell
    role: Role | None = None


Headings = tuple[Heading | None, ...]


class ColumnFinder:
    """Finds rows of headings among the rows of a table."""

    def __init__(self, document: Document, rows: Sequence[Cells]) -> None:
        self._document = document
        self._rows = rows

    def headings(self, first: int) -> tuple[int, Headings]:
        """How many rows of headings begin here, and the columns that they name."""
        rows = self._rows
        block: list[Cells] = []
        for row, below in zip_longest(rows[first : first + _MAX_HEADING_ROWS], rows[first + 1 :]):
            if row is None or not (
                self._looks_like_headings(row, block) or (block and below and self._parts_heads(row, below))
            ):
                break
            block.append(row)
        while block:
            columns = tuple(self._column(block, place) for place in range(len(block[0])))
            columns = self._with_offices(columns, block[-1], first + len(block))
            if lists_powers("|".join(self._text(cell) for row in block for cell in row)):
                break
            columns = self._with_tasks(columns, block[-1])
            kinds = {heading.column for heading in columns if heading is not None}
            if Column.ROLE in kinds and kinds & {Column.TASK, Column.NUMBER, Column.SECTION}:
                return len(block), columns
            block.pop()
        return 0, ()

    def _text(self, cell: Cell) -> str:
        return self._document.text[cell.start : cell.end].strip()

    def _looks_like_headings(self, row: Cells, above: Sequence[Cells]) -> bool:
        known = unknown = 0
        kinds: set[Column] = set()
        roles: set[Role] = set()
        places = not above and names_places(self._text(row[0]))
        owners = self._owners(row)
        for place, cell in enumerate(row):
            if above and cell == above[-1][place]:
                continue
            text = self._text(cell)
            if not text or (place and cell == row[place - 1]):
                continue
            kind = heading_kind(text)
            if place == owners:
                kind = Column.ROLE
            if kind is Column.ROLE:
                roles.add(heading_role(text))
            if kind is not None or (places and place == 0):
                known += 1
                kinds.update([kind] if kind else [])
            elif len(text) > LONGEST_HEADING or above:
                return False
            else:
                unknown += 1
        if above:
            return known >= 1
        # 序号 or 任务 beside 责任单位 leaves little doubt, and so does 牵头单位 beside 配合单位.
        certain = Column.ROLE in kinds and bool(
            kinds & {Column.NUMBER, Column.TASK} or len(roles) > 1 or places
        )
        return known >= 2 + unknown or (known > unknown - 2 * places and certain)

    def _parts_heads(self, row: Cells, below: Cells) -> bool:
        """Whether a row's words (校级, 院级) each span several heads of the row below."""
        own = [place for place, cell in enumerate(row) if cell != below[place]]
        spanned = [place for place in own if row[place] in (*row[:place], *row[place + 1 :])]
        return (
            spanned == own
            and all(len(self._text(row[place])) <= _LONGEST_PART for place in own)
            and all(heading_kind(self._text(below[place])) is not None for place in own)
        )

    def _column(self, block: Sequence[Cells], place: int) -> Heading | None:
        for row in reversed(block):
            text = self._text(row[place])
            kind = heading_kind(text) if text else None
            if kind is Column.ROLE:
                return Heading(kind, row[place], heading_role(text))
            if kind is not None:
                return Heading(kind, row[place])
        return None

    def _owners(self, row: Cells) -> int | None:
        """The column, first or behind the number, of those who do what the column behind it says."""
        at = int(heading_kind(self._text(row[0])) is Column.NUMBER)
        owns = at + 1 < len(row) and names_owners(self._text(row[at]), self._text(row[at + 1]))
        return at if owns else None

    def _with_offices(self, columns: Headings, headings: Cells, below: int) -> Headings:
        """Where no column is named as that of agencies, one of persons or owners in which agencies stand is one."""
        if any(heading is not None and heading.column is Column.ROLE for heading in columns):
            return columns
        owners = self._owners(headings)
        if owners is not None and all(self._below(owners, below, CellKind.AGENCIES)):
            heading = Heading(Column.ROLE, headings[owners], Role.RESPONSIBLE)
            return (*columns[:owners], heading, *columns[owners + 1 :])
        return tuple(self._of_offices(heading, place, below) for place, heading in enumerate(columns))

    def _below(self, place: int, first: int, kind: CellKind) -> Iterator[bool]:
        """For the cells below a heading that say something whether they are of a kind."""
        for row in islice(self._rows, first, first + _ROWS_LOOKED_AT):
            if words := self._text(row[place]):
                yield cell_kind(words) is kind

    def _of_offices(self, heading: Heading | None, place: int, below: int) -> Heading | None:
        if heading is None:
            return None
        role = answering_role(self._text(heading.cell))
        answers = role is not None and any(self._below(place, below, CellKind.AGENCIES))
        return Heading(Column.ROLE, heading.cell, role) if answers else heading

    def _with_tasks(self, columns: Headings, headings: Cells) -> Headings:
        """Where no column is named as the tasks', the categories' last is, or the one behind the number, or the first.

        The first says what is to be done where it names places, or where two others name who leads and who supports.
        """
        kinds = [heading.column if heading is not None else None for heading in columns]
        roles = {heading.role for heading in columns if heading is not None and heading.column is Column.ROLE}
        if Column.TASK in kinds:
            return columns
        if Column.SECTION in kinds:
            tasks = len(kinds) - 1 - kinds[::-1].index(Column.SECTION)
        elif Column.NUMBER in kinds:
            tasks = kinds.index(Column.NUMBER) + 1
            if tasks == len(kinds) or kinds[tasks] is not None:
                return columns
        elif kinds[0] is None and roles and (len(roles) > 1 or names_places(self._text(headings[0]))):
            tasks = 0
        else:
            return columns
        return (*columns[:tasks], Heading(Column.TASK, headings[tasks]), *columns[tasks + 1 :])
