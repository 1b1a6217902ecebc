"""Measures before their agencies are resolved and their targets read, from running text and from task tables alike.

All offsets lead into the document's text as read.
"""

import re
from collections.abc import Iterator

import msgspec

from graph.model import Role
from loaders.condensed import Condensed
from loaders.document import Cell
from loaders.duties import Reading, RoleName, read
from loaders.measures import Cut, heading_of
from loaders.names import PlaceTest, ends_like_a_body, level_of
from loaders.tables import TaskRow, TaskTable


class NamedAgency(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An agency with its role; `name` is restored, `start` to `end` what is printed."""

    role: Role
    name: str
    start: int
    end: int
    open: bool
    rule: str


class Draft(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A measure: where its text and its annotation stand, who is named, and where its time limit is looked for."""

    path: str
    heading: str
    section: bool
    start: int
    end: int
    duty_start: int
    duty_end: int
    time_limit: tuple[int, int]
    agencies: tuple[NamedAgency, ...]
    persons: tuple[str, ...]


def draft_of_cut(condensed: Condensed, cut: Cut) -> Draft:
    """The measure of an annotation in running text."""
    annotation = cut.annotation
    start, end = condensed.raw_span(cut.start, cut.end)
    duty_start, duty_end = condensed.raw_span(annotation.start, annotation.end)
    return Draft(
        path=cut.item.path if cut.item else "",
        heading=heading_of(condensed, cut),
        section=cut.section,
        start=start,
        end=end if start >= duty_end else min(end, duty_start),
        duty_start=duty_start,
        duty_end=duty_end,
        time_limit=(duty_start, duty_end),
        agencies=tuple(_named(item, condensed, annotation.origin, 0) for item in annotation.reading.roles),
        persons=annotation.reading.persons,
    )


def _named(item: RoleName, condensed: Condensed, origin: int, base: int) -> NamedAgency:
    name = item.name
    at, stop = origin + name.start, origin + name.end
    start, end = condensed.raw_span(at, stop)
    restored = name.text
    if not restored.isalpha():
        # What was restored stands around the printed characters, whose own widths are kept.
        restored = restored.replace(condensed.text[at:stop], condensed.plain[at:stop], 1)
    return NamedAgency(
        role=item.role,
        name=restored,
        start=base + start,
        end=base + end,
        open=name.open,
        rule=f"{item.rule}; {name.rule}",
    )


def drafts_of_table(text: str, table: TaskTable, begins_with_place: PlaceTest) -> Iterator[Draft]:
    """The measures of a task table, one a row that names an agency or a person."""
    for row in table.rows:
        agencies: list[NamedAgency] = []
        level = ""
        for cell in row.roles:
            condensed = Condensed(_with_marks(text[cell.names.start : cell.names.end]))
            reading = read(condensed.text, begins_with_place=begins_with_place, role=cell.role, level=level)
            level = level_of([item.name for item in reading.roles], level)
            agencies += [
                _named(item, condensed, 0, cell.names.start)
                for item in _in_column(reading, text, cell.heading)
            ]
        persons = () if agencies else tuple(_persons(text, row))
        if agencies or persons:
            yield _draft_of_row(text, row, tuple(agencies), persons)


def _in_column(reading: Reading, text: str, heading: Cell) -> Iterator[RoleName]:
    column = "".join(text[heading.start : heading.end].split())
    for item in reading.roles:
        yield item if item.rule else RoleName(role=item.role, name=item.name, rule=f"column {column}")


_GAP = re.compile(r"[ \t\u3000\r\n]+")


def _with_marks(cell: str) -> str:
    """The cell with 、 for a gap between two names, as long as it was."""
    marked = cell
    for match in _GAP.finditer(cell):
        before, after = cell[: match.start()], cell[match.end() :]
        piece = re.split(r"[、,，;；:：\s]", before)[-1].strip()
        if ends_like_a_body(piece) and after[:1] not in "、,，;；)）":
            marked = marked[: match.start()] + "、".ljust(len(match.group())) + marked[match.end() :]
    return marked


def _persons(text: str, row: TaskRow) -> Iterator[str]:
    for cell in row.persons:
        for name in re.split(r"[\s、,，;；]+", text[cell.start : cell.end]):
            if re.fullmatch(r"[\u4e00-\u9fff·]{2,4}", name):
                yield name


_NUMBER = re.compile(r"(第?[（(]?[一二三四五六七八九十百\d]{1,4}[)）]?)(?=[、.．\s)）篇章节部]|$)")


def _number_of(text: str) -> str:
    match = _NUMBER.match("".join(text.split()))
    return match.group(1).translate(str.maketrans("（）", "()")) if match else ""


def _draft_of_row(
    text: str, row: TaskRow, agencies: tuple[NamedAgency, ...], persons: tuple[str, ...]
) -> Draft:
    cells = [role.names for role in row.roles] or list(row.persons)
    first, last = min(cell.start for cell in cells), max(cell.end for cell in cells)
    start = min((cell.start for cell in row.tasks), default=row.start)
    end = max((cell.end for cell in row.tasks), default=row.start)
    numbers = [_number_of(text[cell.start : cell.end]) for cell in row.sections]
    if row.number is not None:
        numbers.append("".join(text[row.number.start : row.number.end].split()).rstrip("、.．"))
    task = "".join(text[row.tasks[0].start : row.tasks[0].end].split()) if row.tasks else ""
    return Draft(
        path="/".join(number for number in numbers if number),
        heading=re.split(r"[。；;：:]", task, maxsplit=1)[0][:60],
        section=False,
        start=start,
        end=end,
        duty_start=first,
        duty_end=last,
        time_limit=(row.deadline.start, row.deadline.end) if row.deadline else (first, last),
        agencies=agencies,
        persons=persons,
    )
