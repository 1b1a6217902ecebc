"""Measures with their duties, before their targets are read, from running text and from task tables alike.

All offsets lead into the document's text as read.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

import msgspec
from msgspec import UNSET
from msgspec.structs import replace

from graph.model import Basis, Department, Duty, Role, Scope
from loaders.document import Cell, Document
from loaders.duties.grammar import read_list
from loaders.duties.levels import level_of
from loaders.duties.line_ends import parts_names, told_apart
from loaders.duties.measures import Cut, first_clause, heading_of
from loaders.duties.names import PlaceTest
from loaders.duties.passage import Miss
from loaders.duties.reading import Default, Reading, RoleName
from loaders.duties.statements import Statement
from loaders.lexicon.bodies import ends_like_a_body
from loaders.lexicon.persons import is_person
from loaders.lexicon.wording import role_of
from loaders.tasks.records import RoleCell, TaskRow, TaskTable
from loaders.text.condensed import Condensed
from loaders.text.outline import Item, item_at


class Draft(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A measure: where its text and its annotation stand, its duties, and the table's cell of its time limit.

    `unread` are the stretches of the annotation that are neither names nor known words.
    """

    path: str
    heading: str
    scope: Scope
    start: int
    end: int
    duty_start: int
    duty_end: int
    limit_cell: tuple[int, int] | None = None
    duties: tuple[Duty, ...]
    persons: tuple[str, ...]
    unread: tuple[tuple[int, int], ...]


_PRINTED = (Basis.STATED, Basis.SECTION)

Resolve = Callable[[str], Department]


def draft_of_cut(document: Document, condensed: Condensed, cut: Cut, resolve: Resolve) -> Draft:
    """The measure of an annotation in running text; `resolve` gives the department of a name."""
    annotation = cut.annotation
    basis = Basis.SECTION if cut.section else Basis.STATED
    duties: list[Duty] = []
    _add_duties(duties, {}, annotation.reading, document, condensed, annotation.origin, 0, basis, resolve)
    start, end = condensed.raw_span(cut.start, cut.end)
    duty_start, duty_end = condensed.raw_span(annotation.start, annotation.end)
    return Draft(
        path=cut.item.path if cut.item else "",
        heading=heading_of(condensed, cut),
        scope=Scope.SECTION if cut.section else Scope.MEASURE,
        start=start,
        end=end if start >= duty_end else min(end, duty_start),
        duty_start=duty_start,
        duty_end=duty_end,
        duties=tuple(duties),
        persons=annotation.reading.persons,
        unread=tuple(
            [
                condensed.raw_span(annotation.origin + begin, annotation.origin + stop)
                for begin, stop in annotation.reading.unread
            ]
        ),
    )


def draft_of_statement(
    document: Document, condensed: Condensed, statement: Statement, items: list[Item], resolve: Resolve
) -> Draft:
    """The measure of a sentence in running text that says duties itself."""
    duties: list[Duty] = []
    said = Reading(roles=statement.roles)
    _add_duties(duties, {}, said, document, condensed, 0, 0, Basis.INLINE, resolve)
    start, end = condensed.raw_span(statement.start, statement.end)
    duty_start, duty_end = condensed.raw_span(statement.said_start, statement.said_end)
    item = item_at(items, statement.start)
    return Draft(
        path=item.path if item else "",
        heading=first_clause(condensed, statement.start, statement.end),
        scope=Scope.INLINE,
        start=start,
        end=end,
        duty_start=duty_start,
        duty_end=duty_end,
        duties=tuple(duties),
        persons=(),
        unread=(),
    )


def _add_duties(
    duties: list[Duty],
    positions: dict[Role, int],
    reading: Reading,
    document: Document,
    condensed: Condensed,
    origin: int,
    base: int,
    basis: Basis,
    resolve: Resolve,
) -> None:
    """Add a reading's duties to a measure's: offsets of the reading count from `origin`, of the text from `base`.

    `positions` are the last ones of the measure's duties in each role.
    """
    roles = reading.roles
    shift = condensed.shift(origin + roles[0].name.start, origin + roles[-1].name.end) if roles else None
    for item in roles:
        role, name = item.role, item.name
        at, stop = origin + name.start, origin + name.end
        agency = _as_printed(name.text, condensed, at, stop)
        start, end = condensed.raw_span(at, stop) if shift is None else (at + shift, stop + shift)
        position = positions[role] = positions.get(role, 0) + 1
        evidence = document.evidence(base + start, base + end)
        duties.append(
            Duty(
                role=role,
                agency=agency,
                department=resolve(name.text),
                evidence=evidence,
                position=position,
                basis=Basis.OCR if evidence.ocr is not UNSET and basis in _PRINTED else basis,
                open=name.open,
                rule=item.rule,
            )
        )


def _as_printed(name: str, condensed: Condensed, at: int, stop: int) -> str:
    """A name in the characters and widths of the plan, where what was restored stands around what is printed."""
    folded, printed = condensed.text[at:stop], condensed.plain[at:stop]
    if folded == printed or folded not in name:
        return name
    before, _, after = name.partition(folded)
    return "".join(_found_printed(part, condensed, at) for part in (before, folded, after))


_REACH = 1500


def _found_printed(part: str, condensed: Condensed, at: int) -> str:
    """A part of a name as it is printed nearest before a place, or behind it."""
    found = condensed.text.rfind(part, max(0, at - _REACH), at + len(part)) if part else -1
    found = condensed.text.find(part, at, at + _REACH) if part and found < 0 else found
    return condensed.plain[found : found + len(part)] if found >= 0 else part


def drafts_of_table(
    document: Document, table: TaskTable, resolve: Resolve, begins_with_place: PlaceTest
) -> Iterator[Draft | Miss]:
    """The measures of a task table, one a row that names an agency or a person; a miss where its cells name none."""
    text = document.text
    heads = _roles_of_heads(document, table)
    for row in table.rows:
        if {cell.role for cell in row.roles} < heads and _runs_together(text, row):
            yield Miss(row.start, row.end, "the cells of this row cannot be told apart")
            continue
        duties: list[Duty] = []
        positions: dict[Role, int] = {}
        unread: list[tuple[int, int]] = []
        persons: list[str] = []
        level = ""
        for cell in row.roles:
            printed = text[cell.names.start : cell.names.end]
            if cell.with_persons:
                printed = printed.replace(":", "、").replace("：", "、")
            condensed = Condensed(_with_marks(printed), within=text[table.start : table.end])
            column = "".join(text[cell.heading.start : cell.heading.end].split())
            reading = read_list(
                condensed.text,
                begins_with_place=begins_with_place,
                default=Default(cell.role, f"column {column}"),
                level=level,
            )
            reading = replace(reading, roles=tuple(part for item in reading.roles for part in _parts(item)))
            if cell.with_persons or cell.asks_who:
                agencies = [item for item in reading.roles if _is_agency(item.name.text, cell)]
                persons += [item.name.text for item in reading.roles if item not in agencies]
                reading = replace(reading, roles=tuple(agencies))
            level = level_of([item.name for item in reading.roles], level)
            _add_duties(
                duties, positions, reading, document, condensed, 0, cell.names.start, Basis.STATED, resolve
            )
            for begin, stop in reading.unread:
                first, last = condensed.raw_span(begin, stop)
                unread.append((cell.names.start + first, cell.names.start + last))
        for unsure in row.unsure:
            yield Miss(unsure.cell.start, unsure.cell.end, unsure.why.value + _where(text, row))
        persons = [] if duties else persons + list(_persons(text, row))
        if duties or persons:
            yield _draft_of_row(text, row, tuple(duties), tuple(persons), tuple(unread))
        elif row.roles:
            names = row.roles[0].names
            yield Miss(names.start, names.end, "no agency is named")


def _is_agency(name: str, cell: RoleCell) -> bool:
    """Whether a name in a cell that may hold persons is no person's."""
    return not is_person(name) if cell.asks_who else ends_like_a_body(name)


def _roles_of_heads(document: Document, table: TaskTable) -> set[Role]:
    """The roles that the heads of a flattened table name; none where it was drawn with cells of its own."""
    if any(table.start == drawn.start for drawn in document.tables) or not table.rows:
        return set()
    heads = document.text[table.start : table.rows[0].start].split()
    return {role for head in heads if (role := role_of(head)) is not None}


def _runs_together(text: str, row: TaskRow) -> bool:
    """Whether a cell of a row that lacks one may hold the names of two: 市委组织部市教委."""
    names = (
        name
        for cell in row.roles
        for name in re.split(r"[、,，;；\s]", text[cell.names.start : cell.names.end])
    )
    return any(len(told_apart(name)) > 1 for name in names)


def _parts(item: RoleName) -> list[RoleName]:
    """The names of a cell that stand in one without a mark between them."""
    name = item.name
    words = told_apart(name.text) if name.end - name.start == len(name.text) else []
    if len(words) < 2:
        return [item]
    parts: list[RoleName] = []
    at = name.start
    for word in words:
        own = replace(name, text=word, start=at, end=at + len(word), rule="told apart by its ending")
        parts.append(replace(item, name=own))
        at += len(word)
    return parts


def _where(text: str, row: TaskRow) -> str:
    number = "".join(text[row.number.start : row.number.end].split()) if row.number else ""
    return f" (row {number})" if number else ""


def _own_span(row: TaskRow, cells: Sequence[Cell]) -> tuple[int, int]:
    """Where a row's own cells of these stand; a merged cell that begins in a row above counts where there is no other."""
    own = [cell for cell in cells if row.start <= cell.start < row.end] or cells[:1]
    return min((cell.start for cell in own), default=row.start), max(
        (cell.end for cell in own), default=row.start
    )


_GAP = re.compile(r"[ \t\u3000\r\n]+")


def _with_marks(cell: str) -> str:
    """The cell with 、 for a gap between two names, as long as it was."""
    gaps = list(_GAP.finditer(cell))
    pieces: list[str] = []
    end = 0
    for match, following in zip_longest(gaps, gaps[1:]):
        gap, before = match.group(), cell[end : match.start()]
        below = cell[match.end() : following.start() if following else len(cell)]
        name = re.split(r"[、,，;；:：]", before)[-1]
        # No name is broken over an empty line.
        apart = gap.count("\n") > 1 or (parts_names(name, below) if "\n" in gap else ends_like_a_body(name))
        parts = apart and below[:1] not in "、,，;；(（)）"
        pieces += [before, "、".ljust(len(gap)) if parts else gap]
        end = match.end()
    return "".join(pieces) + cell[end:]


def _persons(text: str, row: TaskRow) -> Iterator[str]:
    for cell in row.persons:
        for name in re.split(r"[\s、,，;；]+", text[cell.start : cell.end]):
            if re.fullmatch(r"[\u4e00-\u9fff·]{2,4}", name):
                yield name


_NUMBER = re.compile(r"(第?[（(]?[一二三四五六七八九十百\d]{1,4}[)）]?)(?=[、.．\s)）篇章节部]|$)")


def _number_of(text: str) -> str:
    match = _NUMBER.match("".join(text.split()))
    return match.group(1).translate(str.maketrans("（）", "()")) if match else ""


_LONGEST_HEADING = 60


def _heading(task: str) -> str:
    """The first clause of a task; … says that it is longer."""
    clause = re.split(r"[。；;：:]", task, maxsplit=1)[0]
    return clause if len(clause) <= _LONGEST_HEADING else clause[: _LONGEST_HEADING - 1] + "…"


def _draft_of_row(
    text: str,
    row: TaskRow,
    duties: tuple[Duty, ...],
    persons: tuple[str, ...],
    unread: tuple[tuple[int, int], ...],
) -> Draft:
    names = [row.duty] if row.duty else [role.names for role in row.roles] or row.persons
    first, last = _own_span(row, names)
    start, end = _own_span(row, row.tasks)
    numbers = [_number_of(text[cell.start : cell.end]) for cell in row.sections]
    if row.number is not None:
        numbers.append("".join(text[row.number.start : row.number.end].split()).rstrip("、.．"))
    task = "".join(text[row.tasks[0].start : row.tasks[0].end].split()) if row.tasks else ""
    if row.number is None:
        numbers.append(_number_of(task))
    return Draft(
        path="/".join(number for number in numbers if number),
        heading=_heading(task),
        scope=Scope.MEASURE,
        start=start,
        end=end,
        duty_start=first,
        duty_end=last,
        limit_cell=(row.deadline.start, row.deadline.end) if row.deadline else None,
        duties=duties,
        persons=persons,
        unread=unread,
    )
