"""Tables with a column for each agency, in which a sign or a word says what it does for the task of the row (▲ 牵头)."""

import re
from collections.abc import Iterator, Sequence

from graph.model import Role
from loaders.document import Cell, Document, TableSpan
from loaders.lexicon.bodies import ends_like_an_agency
from loaders.lexicon.headings import Column, heading_kind
from loaders.lexicon.wording import any_of, role_of, role_words
from loaders.tasks.records import Doubt, RoleCell, TaskRow, TaskTable, Unsure
from loaders.tasks.repeated import plain_cell

_SIGN = "[▲△★☆●○◎◆◇■□√✓✔▼▽※]"
_ROLE = rf"(?:{any_of(role_words('label'))})(?:单位|部门|责任)?"
_SAYS_ROLE = re.compile(_ROLE)
# ▲为牵头单位, ▲：牵头; 牵头单位用▲表示, 牵头（▲）.
_LEGEND = re.compile(
    rf"(?P<sign>{_SIGN})[”’\"]?(?:代表|表示|指|为|是|[:：=—-]{{1,2}})?[“‘\"]?(?P<role>{_ROLE})"
    rf"|(?P<named>{_ROLE})(?:用|以|标|打|[(（])?[“‘\"]?(?P<marked>{_SIGN})"
)
_IS_SIGN = re.compile(_SIGN)
_AROUND = 300
_MAX_HEADING_ROWS = 3
_FEWEST_BODIES = 2

Legend = dict[str, tuple[Role, Cell]]


def matrix_of(document: Document, table: TableSpan) -> TaskTable | None:
    """The tasks of a table that has a column for each agency; None where it has none.

    What a sign means is said by a legend around the table, or by the heading above the agencies; else it is said that
    this cannot be told.
    """
    found = [_bodies(document, row) for row in table.rows[:_MAX_HEADING_ROWS]]
    at = next((at for at, bodies in enumerate(found) if len(bodies) >= _FEWEST_BODIES), None)
    if at is None:
        return None
    bodies, below = found[at], table.rows[at + 1 :]
    said = [plain_cell(document, row[place]) for row in below for place in bodies]
    marks = {words for words in said if words}
    if not marks or not all(_IS_SIGN.fullmatch(mark) or _SAYS_ROLE.fullmatch(mark) for mark in marks):
        return None
    legend = _legend(document, table, marks, table.rows[:at], bodies)
    rows = tuple(_rows(document, table.rows[at], below, bodies, legend))
    return TaskTable(start=table.start, end=table.end, rows=rows) if rows else None


def _bodies(document: Document, row: Sequence[Cell]) -> list[int]:
    """The columns behind the first whose heading is an agency."""
    words = [plain_cell(document, cell) for cell in row]
    return [
        place
        for place, head in enumerate(words)
        if place and heading_kind(head) is None and ends_like_an_agency(head)
    ]


def _legend(
    document: Document, table: TableSpan, marks: set[str], above: Sequence[Sequence[Cell]], bodies: list[int]
) -> Legend:
    """What each mark means, and where that is said."""
    legend: Legend = {}
    for row in above:
        cell = row[bodies[0]]
        role = role_of(plain_cell(document, cell))
        if role is not None and heading_kind(plain_cell(document, cell)) is Column.ROLE and len(marks) == 1:
            legend[next(iter(marks))] = role, cell
    start = max(0, table.start - _AROUND)
    for match in _LEGEND.finditer(document.text, start, min(len(document.text), table.end + _AROUND)):
        name = "role" if match["role"] else "named"
        role = role_of(match[name])
        if role is not None:
            legend[match["sign"] or match["marked"]] = (
                role,
                Cell(start=match.start(name), end=match.end(name)),
            )
    for row in table.rows[len(above) + 1 :]:
        for place in bodies:
            words = plain_cell(document, row[place])
            if words not in legend and (role := role_of(words)) is not None:
                legend[words] = role, row[place]
    return legend


def _rows(
    document: Document,
    head: Sequence[Cell],
    below: Sequence[Sequence[Cell]],
    bodies: list[int],
    legend: Legend,
) -> Iterator[TaskRow]:
    kinds = [heading_kind(plain_cell(document, cell)) for cell in head]
    for row in below:
        marked = [place for place in bodies if plain_cell(document, row[place])]
        if not marked:
            continue
        others = [
            place for place, cell in enumerate(row) if place not in bodies and plain_cell(document, cell)
        ]
        numbers = [row[place] for place in others if kinds[place] is Column.NUMBER]
        tasks = [row[place] for place in others if kinds[place] in (Column.TASK, None)]
        known = [place for place in marked if plain_cell(document, row[place]) in legend]
        roles = []
        for place in known:
            role, says = legend[plain_cell(document, row[place])]
            roles.append(RoleCell(role=role, heading=says, names=head[place]))
        yield TaskRow(
            start=min(cell.start for cell in row),
            end=max(cell.end for cell in row),
            sections=tuple(row[place] for place in others if kinds[place] is Column.SECTION),
            number=numbers[0] if numbers else None,
            tasks=tuple(dict.fromkeys(tasks)),
            roles=tuple(roles),
            persons=(),
            deadline=next((row[place] for place in others if kinds[place] is Column.DEADLINE), None),
            note=next((row[place] for place in others if kinds[place] is Column.NOTE), None),
            unsure=tuple(Unsure(cell=row[place], why=Doubt.SIGN) for place in marked if place not in known),
            duty=Cell(start=row[marked[0]].start, end=row[marked[-1]].end),
        )
