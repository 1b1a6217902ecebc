"""Tables in which a column says for each row the role of the agencies beside it (角色: 牵头, 配合)."""

import re
from collections.abc import Iterator, Sequence

from loaders.document import Cell, Document, TableSpan
from loaders.lexicon.headings import Column, heading_kind
from loaders.lexicon.wording import any_of, role_of, role_words
from loaders.tasks.cells import CellKind, cell_kind
from loaders.tasks.records import RoleCell, TaskRow, TaskTable
from loaders.tasks.repeated import plain_cell

_SAYS_ROLE = re.compile(rf"(?:{any_of(role_words('label'))})(?:单位|部门|责任|方)?")
_BODIES = ("单位", "部门", "机构", "主体", "科室", "名称")
_FEWEST_ROWS = 2
_MAX_TITLE_ROWS = 2


def table_of_roles(document: Document, table: TableSpan) -> TaskTable | None:
    """The tasks of a table that has a column of nothing but words of roles; None where it has none."""
    for at, head in enumerate(table.rows[: _MAX_TITLE_ROWS + 1]):
        below = table.rows[at + 1 :]
        if len(below) < _FEWEST_ROWS:
            return None
        places = _columns(document, head, below)
        if places is not None:
            rows = tuple(_rows(document, head, below, *places))
            return TaskTable(start=table.start, end=table.end, rows=rows)
    return None


def _columns(
    document: Document, head: Sequence[Cell], below: Sequence[Sequence[Cell]]
) -> tuple[int, int] | None:
    """Which column says the roles and which the agencies."""
    words = [[plain_cell(document, row[place]) for row in below] for place in range(len(head))]
    heads = [plain_cell(document, cell) for cell in head]
    roles = [
        place for place, said in enumerate(words) if all(map(_is_role, said)) and not _is_role(heads[place])
    ]
    agencies = [
        place
        for place, said in enumerate(words)
        if any(said) and all(cell_kind(cell) is CellKind.AGENCIES for cell in said if cell)
    ]
    # A squad whose work is divided (供水专班) ends like a body, too.
    named = [place for place in agencies if heads[place].endswith(_BODIES)] or agencies
    return (roles[0], named[0]) if len(roles) == len(named) == 1 and len(head) > len(roles) + 1 else None


def _is_role(words: str) -> bool:
    return _SAYS_ROLE.fullmatch(words) is not None


def _rows(
    document: Document,
    head: Sequence[Cell],
    below: Sequence[Sequence[Cell]],
    says: int,
    names: int,
) -> Iterator[TaskRow]:
    kinds = [heading_kind(plain_cell(document, cell)) for cell in head]
    for row in below:
        role = role_of(plain_cell(document, row[says]))
        if role is None or not plain_cell(document, row[names]):
            continue
        of = {
            kind: [
                row[place]
                for place, own in enumerate(kinds)
                if own is kind and place not in (says, names) and plain_cell(document, row[place])
            ]
            for kind in (*Column, None)
        }
        own = [cell for cell in row if plain_cell(document, cell)]
        yield TaskRow(
            start=min(cell.start for cell in own),
            end=max(cell.end for cell in own),
            sections=tuple(of[Column.SECTION]),
            number=next(iter(of[Column.NUMBER]), None),
            tasks=tuple(dict.fromkeys((*of[None], *of[Column.TASK]))),
            roles=(RoleCell(role=role, heading=row[says], names=row[names]),),
            persons=tuple(of[Column.PERSON]),
            deadline=next(iter(of[Column.DEADLINE]), None),
            note=next(iter(of[Column.NOTE]), None),
        )
