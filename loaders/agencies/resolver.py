"""Which department a name in a plan means: the identity of agencies."""

import re
from functools import cache

from msgspec.structs import replace

from graph.model import Department, DepartmentKind, Level
from loaders.agencies.decisions import Decisions, plain_name
from loaders.lexicon.organs import AgencyTables, Organ, tables
from loaders.lexicon.script import simplified
from loaders.lexicon.wording import any_of
from loaders.places.divisions import NATIONAL, UNKNOWN, Jurisdiction, short_name
from loaders.places.jurisdictions import by_name
from loaders.places.places import UNIT_LEVELS, UNITS, Places, unit_of
from loaders.places.zone_identity import canonical_zone, identify_zone
from loaders.places.zones import zone_table

_LONGEST_NAME = 120
_RANKS = (Level.NATIONAL, Level.PROVINCE, Level.CITY, Level.COUNTY, Level.TOWNSHIP)

_COLLECTIVE_UNIT = re.compile(
    r"(?P<each>(?:各|有关|相关|所有)*)"
    r"(?:(?P<several>县区|区县|市县|县市|市区县|县\(|市\(县|(?:乡镇|镇街|街镇))|(?P<unit>自治区|省|市|州|盟|县|区|旗|乡|镇|街道))"
)
_GOVERNMENT = re.compile(r"人民政府")
_ZONE_COMMITTEE = re.compile(
    r"(?P<zone>.{2,}?)(?:党工委)?[、]?(?:管理委员会|管委会|管委)(?P<office>办公室|党政办)?$"
)
_TRAILING_BRACKET = re.compile(r"(?P<outer>.+?)\((?P<inner>[^()]*)\)$")
_YOUTH_LEAGUE = re.compile(r"(?:共青团|团)(?P<place>.+)委(?:员会)?$")
_TOWNSHIP = re.compile(r"乡|镇|街道")
_A_PLACE = Department(name="", jurisdiction="", kind=DepartmentKind.GOVERNMENT, line="政府", rule="place")
_NAMED_BY_THEMSELVES = frozenset(
    {DepartmentKind.ENTERPRISE, DepartmentKind.INSTITUTION, DepartmentKind.UNKNOWN}
)


class Resolver:
    """Resolves the names in one plan.

    Parameters
    ----------
    jurisdiction : Jurisdiction
        The place the plan is of.
    decisions : Decisions, optional
        Human judgements; they win over the tables.
    year : int, optional
        The year of the plan: a body that has changed its name since is called as in that year.
    """

    def __init__(
        self, jurisdiction: Jurisdiction, decisions: Decisions | None = None, *, year: int | None = None
    ) -> None:
        self.jurisdiction = jurisdiction
        self.year = year
        self._decisions = decisions
        self._tables: AgencyTables = tables()
        self._resolved: dict[str, Department] = {}
        self._places = Places(jurisdiction)

    def resolve(self, name: str) -> Department:
        """The department of a name as the plan gives it, with its inherited level restored.

        The same department is returned for every spelling that the tables know (市发改委, 市发展和改革委员会).
        A name that fits no row stays a department of its own.
        """
        department = self._resolved.get(name)
        if department is None:
            text = plain_name(simplified(name))
            department = self._resolved[name] = self.decide(text, self._identify(text))
        return department

    def decide(self, name: str, department: Department) -> Department:
        """What the human decisions make of a department that was found for a name."""
        if self._decisions is None:
            return department
        place = department.jurisdiction
        printed = _levelled(plain_name(name), place)
        apart = self._decisions.kept_apart(printed, place)
        if apart is not None:
            return replace(department, name=printed, rule=f"decision different, line {apart.line}")
        for known in (printed, department.name):
            judged = self._decisions.canonical(known, place)
            if judged is not None:
                target, decision = judged
                within = self if place == self.jurisdiction.name else Resolver(by_name(place), year=self.year)
                return replace(
                    within._identify(target), rule=f"decision {decision.verdict}, line {decision.line}"
                )
        return department

    def _identify(self, name: str) -> Department:
        if not name or len(name) > _LONGEST_NAME:
            return Department(name=name, jurisdiction=self.jurisdiction.name, rule="no name of an agency")
        return (
            self._collective(name)
            or self._central(name)
            or self._branch(name)
            or self._of_level(name)
            or self._bracketed(name)
            or self._zone(name)
            or self._by_ending(name)
        )

    # ------------------------------------------------------------------ the readings, in the order they are tried

    def _collective(self, name: str) -> Department | None:
        if not self._tables.collective.search(name):
            return None
        place = NATIONAL if name.startswith(("国务院", "中央")) else self.jurisdiction
        return Department(
            name=_GOVERNMENT.sub("政府", name),
            jurisdiction=place.name,
            level=_collective_level(name, self.jurisdiction),
            kind=DepartmentKind.COLLECTIVE,
            collective=True,
            rule="collective",
        )

    def _central(self, name: str) -> Department | None:
        national = self.jurisdiction.level is Level.NATIONAL
        organ = (self._tables.central if national else self._tables.central_anywhere).get(name)
        if organ is None:
            return None
        organ = organ.in_year(self.year)
        return _department(organ.name, NATIONAL, organ)

    def _branch(self, name: str) -> Department | None:
        for branch in self._tables.branches_ending(name):
            if not (name.endswith(branch.tail) and name.startswith(branch.head)):
                continue
            middle = name[len(branch.head) : len(name) - len(branch.tail)]
            place = self._branch_place(middle, by_level=branch.by_level, stated=bool(branch.head))
            if place is None:
                continue
            short = short_name(place.name) if place.name else middle
            unit = unit_of(place.name) or middle
            canonical = branch.organ.name.replace("{place}", short).replace("{level}", unit)
            return _department(canonical, place if place.name else self.jurisdiction, branch.organ)
        return None

    def _branch_place(self, middle: str, *, by_level: bool, stated: bool) -> Jurisdiction | None:
        """The place in a branch's name; one without a name where it is not known."""
        if middle in UNITS:
            return self._places.of_unit(middle) if by_level else None
        found = self._places.named(middle)
        if found.name:
            return found
        return UNKNOWN if stated and 2 <= len(middle) <= 6 else None

    def _of_level(self, name: str) -> Department | None:
        text = name.removeprefix("中共").removeprefix("中国共产党")
        youth = _YOUTH_LEAGUE.match(text)
        if youth:
            text = youth["place"] + "团委"
        for prefix, place, unit in self._places.prefixes(text):
            body = text[len(prefix) :]
            if unit in ("自治区", "兵团") and body.startswith("党委"):
                body = body[1:]
            level = place.level if place.level is not Level.UNKNOWN else UNIT_LEVELS.get(unit, place.level)
            organ = self._tables.body(body, level)
            if organ is not None:
                return self._named_by_level(organ, place, unit, level)
        return None

    def _named_by_level(self, organ: Organ, place: Jurisdiction, unit: str, level: Level) -> Department:
        body = organ.name
        if unit in ("自治区", "兵团") and organ.kind is DepartmentKind.PARTY and body.startswith("委"):
            body = "党" + body
        generic = bool(self.jurisdiction.name) and not place.name and _below(level, self.jurisdiction.level)
        head = place.name if organ.kind is DepartmentKind.GOVERNMENT and place.name else unit
        return Department(
            name=head + body,
            jurisdiction=self.jurisdiction.name if generic else place.name,
            level=level,
            kind=organ.kind,
            line=organ.line,
            collective=generic,
            rule=organ.rule + (", any of a lower level" if generic else ""),
        )

    def _bracketed(self, name: str) -> Department | None:
        match = _TRAILING_BRACKET.match(name)
        if match is None:
            return None
        outer = self._identify(match["outer"])
        if outer.rule.startswith("ending"):
            return None
        return replace(outer, rule=f"{outer.rule}, bracket left out")

    def _zone(self, name: str) -> Department | None:
        committee = _ZONE_COMMITTEE.match(name)
        match = committee or _in_zone()["office"].match(name)
        if match is not None:
            place = self._places.inside(match["zone"])
            zone = identify_zone(match["zone"], self._places)
            office = match["office"] or ""
            return Department(
                name=zone.name + ("管委会" + office if committee else office),
                jurisdiction=zone.jurisdiction,
                level=place.level,
                kind=DepartmentKind.ZONE_COMMITTEE,
                line="园区",
                zone=zone.name,
                rule="zone committee",
            )
        inside = _in_zone()["department"].match(name)
        if inside is None:
            return None
        organ = self._tables.body(inside["body"], Level.COUNTY)
        if organ is None:
            return None
        zone_name = canonical_zone(inside["zone"], self._places)
        return _department(
            zone_name + organ.name, self._places.inside(zone_name), organ, rule=f"{organ.rule} of a zone"
        )

    def _by_ending(self, name: str) -> Department:
        """A name that no row has: its kind by its ending, its place by the level or the place in it."""
        kind, word = DepartmentKind.UNKNOWN, ""
        for ending, of_kind in self._tables.endings:
            if name.endswith(ending) and len(ending) > len(word):
                kind, word = of_kind, ending
        ways = [*self._places.prefixes(name), ("", UNKNOWN, "")]
        prefix, place, head = max(ways, key=lambda way: len(way[0]))
        body = name[len(prefix) :]
        if not prefix or not place.name or (prefix not in UNITS and kind in _NAMED_BY_THEMSELVES):
            body, head, place = name, "", self._places.inside(name)
        if prefix and place.name and prefix == name:
            return replace(_A_PLACE, name=name, jurisdiction=place.name, level=place.level)
        if kind is DepartmentKind.GOVERNMENT:
            body = _GOVERNMENT.sub("政府", body)
            head = head if prefix in UNITS else ""
        if kind is DepartmentKind.COORDINATING_BODY:
            body = self._expanded(body)
        line = (
            "政府" if kind is DepartmentKind.GOVERNMENT else self._tables.line_of(name[len(prefix) :], kind)
        )
        return Department(
            name=head + body,
            jurisdiction=place.name,
            level=Level.TOWNSHIP
            if kind is DepartmentKind.GOVERNMENT and _TOWNSHIP.search(body)
            else place.level,
            kind=kind,
            line=line,
            rule=f"ending {word}" if word else "no row",
        )

    def _expanded(self, name: str) -> str:
        for form, full in self._tables.abbreviations:
            if full not in name:
                name = name.replace(form, full)
        return name + "公室" if name.endswith("小组办") else name


@cache
def _in_zone() -> dict[str, re.Pattern[str]]:
    """How the names of a zone's own office and of a department in a zone are put together."""
    zone = f"(?:{any_of(zone_table().endings)})"
    offices = "管理局|管理办公室|管理中心|服务中心|管理服务中心|建设局|管理处|发展局|服务局|党工委"
    return {
        "office": re.compile(rf"(?P<zone>.{{2,}}?{zone})(?P<office>{offices})$"),
        "department": re.compile(rf"(?P<zone>.{{0,16}}?{zone})(?P<body>.{{2,}})$"),
    }


def _department(name: str, place: Jurisdiction, organ: Organ, *, rule: str = "") -> Department:
    return Department(
        name=name,
        jurisdiction=place.name,
        level=place.level,
        kind=organ.kind,
        line=organ.line,
        rule=rule or organ.rule,
    )


def _levelled(name: str, place: str) -> str:
    """The name with its level where it begins with its own place: 青岚市科技局 → 市科技局."""
    unit = unit_of(place)
    if place and unit and name.startswith(place) and name != place:
        return unit + name[len(place) :]
    return name


def _below(level: Level, other: Level) -> bool:
    return level in _RANKS and other in _RANKS and _RANKS.index(level) > _RANKS.index(other)


def _collective_level(name: str, own: Jurisdiction) -> Level:
    """The level that a collective actor's words name, else the plan's."""
    if name.startswith(("国务院", "中央")):
        return Level.NATIONAL
    match = _COLLECTIVE_UNIT.match(name)
    if match is None:
        return own.level
    unit = match["unit"] or match["several"]
    if not match["each"] and own.name.endswith(unit):
        return own.level
    if _TOWNSHIP.search(unit):
        return Level.TOWNSHIP
    return Level.COUNTY if match["several"] else UNIT_LEVELS[unit]
