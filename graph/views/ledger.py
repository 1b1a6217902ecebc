"""The supervision ledger (督查台账): every measure with who does it and by when, and room to write what was done."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, Literal

import xlsxwriter

from graph.analysis.evidence import unwrapped
from graph.model import Basis, InputError, Role
from graph.model.mark import GENERATOR
from graph.network import DutyRow, Incidence
from graph.views.reasons import ROLES_IN_WORDS
from graph.words import words

Order = Literal["plan", "deadline"]

ALL_MEASURES = "总台账"
"""Name of the sheet with all measures."""

STATES = ("未启动", "推进中", "已完成", "已逾期")
"""What can be chosen for the state of a measure."""

_EARLIEST = date(1900, 3, 1)
_LONGEST_CELL = 32_767
_MOST_ROWS = 1_048_576
_LONGEST_NAME = 31
_LINE = 18.0
_HIGHEST = 409.0
_NOT_IN_NAMES = str.maketrans({**dict.fromkeys("[]:*?/\\", " "), **{chr(code): " " for code in range(32)}})


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the ledger: its heading, its width in characters, and whether it is left blank to be filled in."""

    heading: str
    width: float
    blank: bool = False
    is_date: bool = False


_ROLE = Column(heading="本单位职责", width=12)
_COLUMNS = (
    Column(heading="序号", width=6),
    Column(heading="工作任务", width=28),
    Column(heading="具体内容", width=60),
    Column(heading="牵头单位", width=20),
    Column(heading="责任单位", width=24),
    Column(heading="配合单位", width=24),
    Column(heading="完成时限", width=18),
    Column(heading="到期日", width=12, is_date=True),
    Column(heading="所属方案", width=30),
    Column(heading="条款", width=12),
    Column(heading="完成情况", width=12, blank=True),
    Column(heading="进展情况", width=40, blank=True),
    Column(heading="存在问题", width=28, blank=True),
    Column(heading="更新日期", width=12, blank=True, is_date=True),
    Column(heading="备注", width=20, blank=True),
)
_STATE = next(place for place, column in enumerate(_COLUMNS) if column.heading == "完成情况")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One measure as the ledger lists it; `agencies` maps the place of each agency to its roles in words."""

    measure: int
    task: str
    text: str
    by_role: dict[Role, str]
    deadlines: str
    due: str
    plan: str
    path: str
    agencies: dict[int, str]


def entries(incidence: Incidence, by: Order = "plan") -> list[Entry]:
    """List the measures of a graph.

    Parameters
    ----------
    incidence : Incidence
        The graph.
    by : {"plan", "deadline"}
        In the order of the plans and their texts, or by the first date due, those without one last.
    """
    found = [_entry(incidence, measure) for measure in range(len(incidence.measures))]
    if by == "deadline":
        found.sort(key=lambda entry: (entry.due == "", entry.due))
    return found


def write_ledger(
    incidence: Incidence, path: Path | IO[bytes], by: Order = "plan", *, collectives: bool = False
) -> None:
    """Write the ledger as a workbook: a sheet with all measures, then one an agency, the busiest first.

    Parameters
    ----------
    incidence : Incidence
        The graph, with its collective actors: they stand in the lists in any case.
    path : Path or binary file
        The .xlsx file; the same graph gives the same bytes.
    by : {"plan", "deadline"}
        The order of the measures, see `entries`.
    collectives : bool
        Whether collective actors (各县区政府) have sheets of their own.

    Raises
    ------
    InputError
        If there are more measures than a sheet has rows.
    """
    listed = entries(incidence, by)
    if len(listed) >= _MOST_ROWS:
        raise InputError(f"{len(listed)} measures are too many for a sheet; choose plans with --plan")
    of_agency: dict[int, list[Entry]] = defaultdict(list)
    for entry in listed:
        for agency in entry.agencies:
            of_agency[agency].append(entry)
    agencies = [agency for agency in of_agency if collectives or not incidence.agencies.collective[agency]]
    agencies.sort(key=lambda agency: (-len(of_agency[agency]), agency))
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, options) as book:
        # Without a fixed date each run would give another file.
        book.set_properties({"title": "督查台账", "author": GENERATOR, "created": datetime(2000, 1, 1)})
        formats = {
            "head": book.add_format(
                {
                    "bold": True,
                    "text_wrap": True,
                    "valign": "vcenter",
                    "align": "center",
                    "border": 1,
                    "bg_color": "#D9E2EC",
                }
            ),
            "text": book.add_format({"text_wrap": True, "valign": "top", "border": 1}),
            "date": book.add_format({"valign": "top", "border": 1, "num_format": "yyyy-mm-dd"}),
        }
        _write_sheet(book.add_worksheet(ALL_MEASURES), _COLUMNS, [_cells(entry) for entry in listed], formats)
        names = sheet_names([incidence.agencies.label[agency] for agency in agencies], taken=[ALL_MEASURES])
        for agency, name in zip(agencies, names, strict=True):
            rows = [_cells(entry, entry.agencies[agency]) for entry in of_agency[agency]]
            _write_sheet(book.add_worksheet(name), (_COLUMNS[0], _ROLE, *_COLUMNS[1:]), rows, formats)


def sheet_names(names: Iterable[str], taken: Sequence[str] = ()) -> list[str]:
    """Names that a workbook accepts: at most 31 characters, none of []:*?/\\ in them, no two alike.

    Examples
    --------
    >>> sheet_names(["市科技局", "市科技局", "A/B"])
    ['市科技局', '市科技局(2)', 'A B']
    """
    used = {name.casefold() for name in taken} | {"history"}
    found = []
    for name in names:
        stem = name.translate(_NOT_IN_NAMES).strip().strip("'").strip() or "单位"
        candidate, number = _cut(stem, ""), 1
        while candidate.casefold() in used:
            number += 1
            candidate = _cut(stem, f"({number})")
        used.add(candidate.casefold())
        found.append(candidate)
    return found


def _cut(stem: str, ending: str) -> str:
    """Excel counts in UTF-16: a rare character is two."""
    while len((stem + ending).encode("utf-16-le")) // 2 > _LONGEST_NAME:
        stem = stem[:-1]
    return stem.rstrip("' ") + ending


def _entry(incidence: Incidence, measure: int) -> Entry:
    measures, names, say = incidence.measures, incidence.agencies.label, words()
    by_convention = say["by_basis"].format(basis=say["basis_convention"])
    of_role: dict[Role, dict[int, DutyRow]] = {role: {} for role in ROLES_IN_WORDS}
    for duty in incidence.duties_of_measure[measure]:
        listed = of_role[duty.role]
        # What is printed goes before what a convention adds.
        if duty.agency not in listed or listed[duty.agency].basis is Basis.CONVENTION:
            listed[duty.agency] = duty
    roles_of: dict[int, list[str]] = defaultdict(list)
    by_role = {}
    for role, listed in of_role.items():
        duties = sorted(listed.values(), key=lambda duty: (duty.position, duty.agency))
        shown = [
            names[duty.agency] + (by_convention if duty.basis is Basis.CONVENTION else "") for duty in duties
        ]
        by_role[role] = "、".join(shown) + ("等" if any(duty.open for duty in duties) else "")
        for duty in duties:
            roles_of[duty.agency].append(say[role])
    due = measures.due[measure]
    section = "（本节各项）" if incidence.covers_section[measure] else ""
    return Entry(
        measure=measure,
        task=unwrapped(measures.heading[measure]) + section,
        text=unwrapped(measures.text[measure]),
        by_role=by_role,
        deadlines="、".join(measures.deadlines[measure]),
        due=due[0] if due else "",
        plan=incidence.plans.title[measures.plan[measure]]
        + (
            say["by_basis"].format(basis=say["basis_ocr"])
            if measures.plan[measure] in incidence.recognised_plans
            else ""
        ),
        path=measures.path[measure],
        agencies={agency: "、".join(parts) for agency, parts in roles_of.items()},
    )


def _cells(entry: Entry, role: str | None = None) -> list[str]:
    return [
        *([] if role is None else [role]),
        entry.task,
        entry.text,
        *(entry.by_role[role] for role in ROLES_IN_WORDS),
        entry.deadlines,
        entry.due,
        entry.plan,
        entry.path,
    ]


def _write_sheet(
    sheet: Any, columns: Sequence[Column], rows: list[list[str]], formats: dict[str, Any]
) -> None:
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.heading, formats["head"])
    for number, cells in enumerate(rows, 1):
        # LibreOffice does not fit the height of rows that it opens.
        sheet.set_row(number, _height(columns, cells))
        sheet.write_number(number, 0, number, formats["text"])
        for place, column in enumerate(columns[1:], 1):
            _write_cell(sheet, number, place, "" if column.blank else cells[place - 1], column, formats)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    if rows:
        state = _STATE + len(columns) - len(_COLUMNS)
        sheet.data_validation(1, state, len(rows), state, {"validate": "list", "source": list(STATES)})
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _height(columns: Sequence[Column], cells: list[str]) -> float:
    """Points that the longest cell of a row needs when it is wrapped."""
    lines = max(
        (-(-_width(text) // (column.width - 1)) for column, text in zip(columns[1:], cells, strict=False)),
        default=1,
    )
    return min(max(lines, 1) * _LINE, _HIGHEST)


def _width(text: str) -> float:
    """Characters of a line; a Chinese one, of three bytes, is two wide."""
    return (len(text) + len(text.encode())) / 2


def _write_cell(sheet: Any, row: int, place: int, text: str, column: Column, formats: dict[str, Any]) -> None:
    form = formats["date" if column.is_date else "text"]
    if not text:
        sheet.write_blank(row, place, None, form)
        return
    day = _day(text) if column.is_date else None
    if day is not None:
        sheet.write_datetime(row, place, datetime(day.year, day.month, day.day), form)
    else:
        cut = text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"
        sheet.write_string(row, place, cut, form)


def _day(text: str) -> date | None:
    """A date that a workbook can hold as one."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= _EARLIEST else None
