"""The tables of organs, compiled for looking names up: functions with their endings, bodies, branches, central organs."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from graph.model import DepartmentKind, Level
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
    """What a table says of a name: its canonical form, and the row that said it."""

    name: str
    kind: DepartmentKind
    line: str
    rule: str


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


def read(name: str) -> dict[str, Any]:
    """A table of ``loaders/data`` as it is written."""
    return tomllib.loads(files("loaders").joinpath(f"data/{name}.toml").read_text(encoding="utf-8"))


@cache
def tables() -> AgencyTables:
    """The tables, compiled once."""
    local, central = read("agencies"), read("central")
    functions: dict[str, Function] = {}
    parts: dict[str, Function] = {}
    renamed = _renames(local["function"])
    for row in local["function"]:
        function = _function(renamed.get(row["name"], row))
        for form in (row["name"], *row.get("forms", ())):
            functions[form] = function
        for form in (row["name"], *row.get("parts", ()), *(f for f in row.get("forms", ()) if len(f) > 1)):
            parts[form] = function
    organs: dict[tuple[Level | None, str], Organ] = {}
    for row in local["organ"]:
        organ = _organ(row, "organ")
        for level in (Level(level) for level in row["levels"]) if "levels" in row else (None,):
            for form in (row["name"], *row.get("forms", ())):
                organs[level, form] = organ
    everywhere: dict[str, Organ] = {}
    anywhere: dict[str, Organ] = {}
    renamed = _renames(central["organ"])
    for row in central["organ"]:
        organ = _organ(renamed.get(row["name"], row), "central")
        for form in (row["name"], *row.get("forms", ())):
            everywhere[form] = organ
            if _names_the_state(form):
                anywhere[form] = organ
    return AgencyTables(
        functions=functions,
        parts=parts,
        longest_part=max(map(len, parts)),
        mergers={tuple(row["of"]): row["name"] for row in local["merger"]},
        merged={
            form: tuple(functions[name] for name in row["of"])
            for row in local["merger"]
            for form in (row["name"], *row.get("forms", ()))
        },
        organs=organs,
        central=everywhere,
        central_anywhere=anywhere,
        branches=_branches(local["branch"]),
        words={
            kind: tuple((word, row["line"]) for row in local[kind] for word in row["words"])
            for kind in (DepartmentKind.ENTERPRISE, DepartmentKind.INSTITUTION)
        },
        endings=tuple(
            (word, DepartmentKind(row["kind"])) for row in local["ending"] for word in row["words"]
        ),
        successors={row["name"]: row["successor"] for row in local["function"] if "successor" in row},
        collective=_collective(local["collective"]),
        abbreviations=tuple((form, row["name"]) for row in local["abbreviation"] for form in row["forms"]),
    )


def _renames(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Rows that only changed their name, by the old one, each with the row that bears the new name."""
    named = {row["name"]: row for row in rows}
    return {row["name"]: named[row["successor"]] for row in rows if row.get("renamed")}


def _function(row: dict[str, Any]) -> Function:
    return Function(
        name=row["name"],
        line=row["line"],
        kind=DepartmentKind(row.get("kind", "department")),
        before=row.get("before", {}),
    )


def _organ(row: dict[str, Any], table: str) -> Organ:
    return Organ(
        name=row["name"],
        kind=DepartmentKind(row.get("kind", "department")),
        line=row["line"],
        rule=f"{table} {row['name']}",
    )


_STATE = re.compile(
    r"国家|国务院|中央|中共中央|全国|中国|最高|中华|中[组宣办纪科编农]|军委|国办|共青团中央|团中央|新华社|北京冬奥|冬奥"
)
_STATE_ENDING = re.compile(r"(?:[^委]部|总局|总署|总社|银保监会|证监会|审计署|中科院|国铁集团)$")


def _names_the_state(form: str) -> bool:
    """Whether the form names a central body in a plan of any place (财政部), not only in a national one (统计局)."""
    return bool(_STATE.match(form) or (_STATE_ENDING.search(form) and form not in _PARTY_PARTS))


_PARTY_PARTS = frozenset({"统战部", "社会工作部", "组织部", "宣传部"})


def _branches(rows: list[dict[str, Any]]) -> dict[str, tuple[Branch, ...]]:
    """All branch forms by their last two characters (or their only one), the more special first: 监管分局 before 监管局."""
    found: dict[str, list[Branch]] = {}
    for row in rows:
        organ = _organ({"kind": "central branch", **row}, "branch")
        for form in (row["name"], *row.get("forms", ())):
            head, place, tail = form.partition("{place}")
            if place:
                branch = Branch(organ=organ, by_level=row.get("by_level", True), head=head, tail=tail)
                found.setdefault(tail[-2:], []).append(branch)
    return {
        ending: tuple(sorted(some, key=lambda one: (-len(one.head + one.tail), one.head, one.tail)))
        for ending, some in found.items()
    }


def _collective(rows: dict[str, list[str]]) -> re.Pattern[str]:
    """What the name of a collective actor looks like, as one pattern to be searched for."""
    level = any_of(rows["levels"])
    several = rf"(?:{level})(?:[(、]?(?:{level})[、)]*)+(?:{any_of(rows['of_levels'])})?"
    whole = "|".join((any_of(rows["whole"]), several, *rows["patterns"]))
    return re.compile(
        rf"^(?:{any_of(rows['begins'])})|{any_of(rows['holds'])}|(?:{any_of(rows['ends'])})$|^(?:{whole})$"
    )
