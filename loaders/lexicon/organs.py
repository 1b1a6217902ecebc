"""The tables of organs, compiled for looking names up: functions with their endings, bodies, branches, central organs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from graph.model import DepartmentKind, Level
from loaders.lexicon.agency_rows import BranchRow, CollectiveWords, Named, OrganRow, agencies, central
from loaders.lexicon.wording import any_of

# Endings of a function's organ, the longest first, and how the short official form writes them.
ENDINGS = {
    "委员会": "委",
    "办公室": "办",
    "委": "委",
    "局": "局",
    "厅": "厅",
    "办": "办",
    "室": "室",
}
_JOINED = "和与及、"
_LONGEST_FUNCTION = 12
_LONGEST_MERGER = 24
_OF_FUNCTIONS = frozenset({DepartmentKind.INSTITUTION, DepartmentKind.DEPARTMENT, DepartmentKind.OFFICE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Organ:
    """What a table says of a name: its canonical form, and the row that said it.

    `former` is what an organ that only changed its name was called until the end of the year `until`.
    """

    name: str
    kind: DepartmentKind
    line: str
    rule: str
    former: "Organ | None" = None
    until: int | None = None

    def in_year(self, year: int | None) -> "Organ":
        """The organ as it was called in a year; as today where the year is not known."""
        if self.former is None or self.until is None or year is None or year > self.until:
            return self
        return self.former


class Ended(NamedTuple):
    """The last year in which an organ was so called, and the row that took over; empty where none did."""

    until: int
    successor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A function of government, as it stands before 局 or 厅."""

    name: str
    line: str
    kind: DepartmentKind
    before: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A central body's branch: how its name is put together around the place."""

    organ: Organ
    by_level: bool
    head: str
    tail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyTables:
    """Everything that names are looked up in."""

    functions: dict[str, Function]
    parts: dict[str, Function]
    longest_part: int
    mergers: dict[tuple[str, ...], str]
    merged: dict[str, tuple[Function, ...]]
    organs: dict[tuple[Level | None, str], Organ]
    central: dict[str, Organ]
    central_anywhere: dict[str, Organ]
    branches: dict[str, tuple[Branch, ...]]
    words: dict[DepartmentKind, tuple[tuple[str, str], ...]]
    endings: tuple[tuple[str, DepartmentKind], ...]
    abbreviations: tuple[tuple[str, str], ...]
    collective: re.Pattern[str]
    successors: dict[str, str]
    ended: dict[str, Ended]
    latest_renaming: int

    def branches_ending(self, name: str) -> tuple[Branch, ...]:
        """The branch forms whose last characters the name ends with."""
        return self.branches.get(name[-2:], ()) + self.branches.get(name[-1:], ())

    def body(self, name: str, level: Level) -> Organ | None:
        """The organ of that name at a level (政府办公室, 发改委, 政府国资委, 文广旅局), if the tables know it."""
        organ = self.organs.get((level, name)) or self.organs.get((None, name))
        if organ is not None:
            return organ
        name = name.removeprefix("人民政府").removeprefix("政府")
        for ending, short in ENDINGS.items():
            if name.endswith(ending) and len(name) > len(ending):
                return self._of_function(name[: -len(ending)], short)
        return None

    def line_of(self, body: str, kind: DepartmentKind) -> str:
        """The line of a body without a row: of the function that its name begins with, or of a word in it."""
        if kind in _OF_FUNCTIONS:
            for size in range(min(len(body) - 1, _LONGEST_FUNCTION), 1, -1):
                function = self.functions.get(body[:size])
                if function is not None:
                    return function.line
        return next((line for word, line in self.words.get(kind, ()) if word in body), "")

    def _of_function(self, stem: str, ending: str) -> Organ | None:
        function = self.functions.get(stem)
        if function is not None:
            name = function.before.get(ending, function.name) + ending
            return Organ(name=name, kind=function.kind, line=function.line, rule=f"function {function.name}")
        parts = self.merged.get(stem) or (self._parts(stem) if len(stem) <= _LONGEST_MERGER else ())
        if not parts:
            return None
        names = tuple(part.name for part in parts)
        return Organ(
            name=self.mergers.get(names, "".join(names)) + ending,
            kind=DepartmentKind.DEPARTMENT,
            line=parts[0].line,
            rule=f"merged functions {'+'.join(names)}",
        )

    def _parts(self, stem: str) -> tuple[Function, ...]:
        """The functions that a merged name is made of, the longest names first; empty where it has others."""
        ways: list[tuple[int, tuple[Function, ...]]] = [(0, ())]
        while ways:
            at, parts = ways.pop()
            if at == len(stem):
                if len(parts) > 1:
                    return parts
                continue
            if parts and stem[at] in _JOINED:
                at += 1
            for size in range(1, min(self.longest_part, len(stem) - at) + 1):
                function = self.parts.get(stem[at : at + size])
                if function is not None and function not in parts:
                    ways.append((at + size, (*parts, function)))
        return ()


@cache
def tables() -> AgencyTables:
    """The tables, compiled once."""
    local = agencies()
    functions: dict[str, Function] = {}
    parts: dict[str, Function] = {}
    for row in local.function:
        function = Function(name=row.name, line=row.line, kind=row.kind, before=row.before)
        for form in (row.name, *row.forms):
            functions[form] = function
        for form in (row.name, *row.parts, *(form for form in row.forms if len(form) > 1)):
            parts[form] = function
    organs: dict[tuple[Level | None, str], Organ] = {}
    for organ_row in local.organ:
        organ = _organ(organ_row, "organ")
        for level in organ_row.levels or (None,):
            for form in (organ_row.name, *organ_row.forms):
                organs[level, form] = organ
    everywhere = _central_organs()
    return AgencyTables(
        functions=functions,
        parts=parts,
        longest_part=max(map(len, parts)),
        mergers={row.of: row.name for row in local.merger},
        merged={
            form: tuple(functions[name] for name in row.of)
            for row in local.merger
            for form in (row.name, *row.forms)
        },
        organs=organs,
        central=everywhere,
        central_anywhere={form: organ for form, organ in everywhere.items() if _names_the_state(form)},
        branches=_branches(local.branch),
        words={
            kind: tuple((word, row.line) for row in rows for word in row.words)
            for kind, rows in (
                (DepartmentKind.ENTERPRISE, local.enterprise),
                (DepartmentKind.INSTITUTION, local.institution),
            )
        },
        endings=tuple((word, row.kind) for row in local.ending for word in row.words),
        successors={row.name: row.successor for row in local.function if row.successor},
        latest_renaming=max(organ.until or 0 for organ in everywhere.values()),
        ended={
            **_ended("function", local.function),
            **_ended("organ", local.organ),
            **_ended("branch", local.branch),
            **_ended("central", central().organ),
        },
        collective=_collective(local.collective),
        abbreviations=tuple((form, row.name) for row in local.abbreviation for form in row.forms),
    )


def _central_organs() -> dict[str, Organ]:
    found: dict[str, Organ] = {}
    rows = {row.name: row for row in central().organ}
    for row in rows.values():
        organ = _organ(row, "central")
        if row.renamed:
            organ = replace(_organ(rows[row.successor], "central"), former=organ, until=row.until)
        for form in (row.name, *row.forms):
            found[form] = organ
    return found


def name_of_today(name: str, rule: str, year: int | None) -> Ended | None:
    """What became of an agency whose name had ended by a year; None where it still was so called.

    Parameters
    ----------
    name : str
        The agency as printed.
    rule : str
        The row that resolved it.
    year : int or None
        Any later one where None.
    """
    row = rule.partition(",")[0].removesuffix(" of a zone")
    organ = tables().central.get(name)
    if organ is not None and organ.former is not None and organ.rule == rule:
        row = organ.former.rule
    ended = tables().ended.get(row)
    # Reforms reach cities and counties in the year after the state's.
    if ended is None or (year is not None and year <= ended.until + 1):
        return None
    table, successor = row.partition(" ")[0], ended.successor
    while (later := tables().ended.get(f"{table} {successor}")) and (year is None or year > later.until):
        successor = later.successor
    return Ended(ended.until, successor.replace("{place}", "").replace("{level}", ""))


def naming_year(date: str) -> int | None:
    """The year of an ISO date where a body has changed its name since; None where names are those of today."""
    return int(date[:4]) if date and int(date[:4]) <= tables().latest_renaming else None


def _ended(table: str, rows: Iterable[Named]) -> dict[str, Ended]:
    return {f"{table} {row.name}": Ended(row.until, row.successor) for row in rows if row.until is not None}


def _organ(row: OrganRow | BranchRow, table: str) -> Organ:
    return Organ(name=row.name, kind=row.kind, line=row.line, rule=f"{table} {row.name}")


_STATE = re.compile(
    r"国家|国务院|中央|中共中央|全国|中国|最高|中华|中[组宣办纪科编农]|军委|国办|共青团中央|团中央|新华社|北京冬奥|冬奥"
)
_STATE_ENDING = re.compile(r"(?:[^委]部|总局|总署|总社|银保监会|证监会|审计署|中科院|国铁集团)$")


def _names_the_state(form: str) -> bool:
    """Whether the form names a central body in a plan of any place (财政部), not only in a national one (统计局)."""
    return bool(_STATE.match(form) or (_STATE_ENDING.search(form) and form not in _PARTY_PARTS))


_PARTY_PARTS = frozenset({"统战部", "社会工作部", "组织部", "宣传部"})


def _branches(rows: Iterable[BranchRow]) -> dict[str, tuple[Branch, ...]]:
    """All branch forms by their last two characters (or their only one), the more special first: 监管分局 before 监管局."""
    found: dict[str, list[Branch]] = {}
    for row in rows:
        organ = _organ(row, "branch")
        for form in (row.name, *row.forms):
            head, place, tail = form.partition("{place}")
            if place:
                branch = Branch(organ=organ, by_level=row.by_level, head=head, tail=tail)
                found.setdefault(tail[-2:], []).append(branch)
    return {
        ending: tuple(sorted(some, key=lambda one: (-len(one.head + one.tail), one.head, one.tail)))
        for ending, some in found.items()
    }


def _collective(rows: CollectiveWords) -> re.Pattern[str]:
    """What the name of a collective actor looks like, as one pattern to be searched for."""
    level = any_of(rows.levels)
    several = rf"(?:{level})(?:[(、]?(?:{level})[、)]*)+(?:{any_of(rows.of_levels)})?"
    whole = "|".join((any_of(rows.whole), several, *rows.patterns))
    return re.compile(
        rf"^(?:{any_of(rows.begins)})|{any_of(rows.holds)}|(?:{any_of(rows.ends)})$|^(?:{whole})$"
    )
