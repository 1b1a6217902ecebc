"""Facts of invented plans in a few words, laid out over a text so that every evidence is at its offsets."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from graph.model import (
    Basis,
    ChainMention,
    Citation,
    Convention,
    Deadline,
    Department,
    DepartmentKind,
    Diagnostic,
    Duty,
    Evidence,
    Facts,
    Focus,
    Goal,
    IndustryChain,
    Level,
    Measure,
    Plan,
    Role,
    Scope,
    Zone,
    ZoneMention,
)

_LABELS = {Role.LEADS: "牵头单位", Role.SUPPORTS: "配合单位", Role.RESPONSIBLE: "责任单位"}
_LEVELS = {"省": Level.PROVINCE, "市": Level.CITY, "县": Level.COUNTY}


@dataclass(frozen=True, kw_only=True)
class Agency:
    """An agency as a list prints it, and who it is."""

    name: str
    department: Department
    basis: Basis | None = None
    open: bool = False


def agency(
    name: str,
    *,
    canonical: str = "",
    jurisdiction: str | None = None,
    line: str = "",
    zone: str = "",
    kind: DepartmentKind | None = None,
    level: Level | None = None,
    collective: bool | None = None,
    basis: Basis | None = None,
    open: bool = False,
) -> Agency:
    """An agency whose identity is more than its name: a canonical name, another place, a zone it administers.

    `jurisdiction` None stands for the plan's own.
    """
    collective = name.startswith("各") or "有关" in name if collective is None else collective
    return Agency(
        name=name,
        basis=basis,
        open=open,
        department=Department(
            name=canonical or name,
            jurisdiction="\0" if jurisdiction is None else jurisdiction,
            level=level or _LEVELS.get(name[0], Level.UNKNOWN),
            kind=kind or (DepartmentKind.COLLECTIVE if collective else DepartmentKind.DEPARTMENT),
            line=line,
            collective=collective,
            zone=zone,
        ),
    )


INDUSTRIES = {
    one.name: one
    for one in (
        IndustryChain(name="北斗", sei=("2.3",)),
        IndustryChain(name="新型建材", aliases=("新型建筑材料",), gb=("C30",)),
        IndustryChain(name="新能源汽车", aliases=("新能源车",), gb=("C3612",), sei=("5",)),
        IndustryChain(name="智能网联汽车", gb=("C36",)),
        IndustryChain(name="制造业", gb=("C",)),
        IndustryChain(name="集成电路", gb=("C3973",), sei=("1.2",)),
        IndustryChain(name="半导体", gb=("C397",), sei=("1.2",)),
    )
}
"""The industries of the sketches that stand in a class; every other one stands in none."""


@dataclass(frozen=True, kw_only=True)
class MeasureSketch:
    """What `measure` was told, before a plan lays it out."""

    path: str
    heading: str
    scope: Scope
    text: str
    agencies: dict[Role, Sequence[str | Agency]]
    convention_lead: str | Agency | None
    zones: Sequence[str | Zone]
    chains: Sequence[str]
    deadlines: Sequence[str | tuple[str, str]]
    goals: Sequence[tuple[str, str, str]]
    citations: Sequence[str | tuple[str, str]]
    focuses: Sequence[tuple[str, str, str]]
    persons: Sequence[str] = field(default=())


def measure(
    path: str,
    heading: str = "",
    *,
    leads: Sequence[str | Agency] = (),
    supports: Sequence[str | Agency] = (),
    responsible: Sequence[str | Agency] = (),
    convention_lead: str | Agency | None = None,
    zones: Sequence[str | Zone] = (),
    chains: Sequence[str] = (),
    deadlines: Sequence[str | tuple[str, str]] = (),
    goals: Sequence[tuple[str, str, str]] = (),
    citations: Sequence[str | tuple[str, str]] = (),
    focuses: Sequence[tuple[str, str, str]] = (),
    persons: Sequence[str] = (),
    scope: Scope = Scope.MEASURE,
    text: str = "",
) -> MeasureSketch:
    """Sketch a measure.

    Deadlines are texts, dated where they read 2025年底前, or (text, ISO date); goals are (indicator, value,
    unit), citations titles or (title, number), focuses (zone, chain, manner).
    """
    return MeasureSketch(
        path=path,
        heading=heading or f"推进第{path}项工作",
        scope=scope,
        text=text,
        agencies={Role.LEADS: leads, Role.SUPPORTS: supports, Role.RESPONSIBLE: responsible},
        convention_lead=convention_lead,
        zones=zones,
        chains=chains,
        deadlines=deadlines,
        goals=goals,
        citations=citations,
        focuses=focuses,
        persons=persons,
    )


class _Layout:
    """A text that grows, and the evidence in it."""

    def __init__(self) -> None:
        self.text = ""

    def add(self, text: str) -> Evidence:
        start = len(self.text)
        self.text += text
        return Evidence(text=text, start=start, end=start + len(text))


def plan(
    jurisdiction: str,
    title: str,
    *measures: MeasureSketch,
    source: str = "",
    document: int = 1,
    issuer: str = "",
    number: str = "",
    date: str = "",
    citations: Sequence[str | tuple[str, str]] = (),
    conventions: Sequence[str] = (),
    diagnostics: Sequence[Diagnostic] = (),
) -> Facts:
    """Lay the sketched measures out over a text and give the facts of the plan."""
    layout = _Layout()
    layout.add(f"{title}\n")
    plan_citations = tuple(_citation(layout, citation) for citation in citations)
    plan_conventions = tuple(Convention(rule=rule, evidence=layout.add(f"{rule}\n")) for rule in conventions)
    ordinals: dict[tuple[str, Scope], int] = {}
    laid = []
    for sketch in measures:
        ordinal = ordinals[sketch.path, sketch.scope] = ordinals.get((sketch.path, sketch.scope), 0) + 1
        laid.append(_measure(layout, sketch, ordinal, jurisdiction))
    return Facts(
        plan=Plan(
            source=source or f"{title}.txt",
            document=document,
            title=title,
            jurisdiction=jurisdiction,
            issuer=issuer or f"{jurisdiction}人民政府",
            document_number=number,
            date=date,
            sha256=sha256(layout.text.encode("utf-8", "surrogatepass")).hexdigest(),
            citations=plan_citations,
            conventions=plan_conventions,
        ),
        measures=tuple(laid),
        annotations=len(laid) + len(diagnostics),
        diagnostics=tuple(diagnostics),
    )


def _measure(layout: _Layout, sketch: MeasureSketch, ordinal: int, jurisdiction: str) -> Measure:
    start = len(layout.text)
    layout.add(f"{sketch.path} {sketch.heading}。{sketch.text}")
    zones = tuple(_zone_mention(layout, zone, jurisdiction) for zone in sketch.zones)
    chains = tuple(
        ChainMention(name=name, chain=_industry(name), evidence=layout.add(name)) for name in sketch.chains
    )
    deadlines = tuple(_deadline(layout, deadline) for deadline in sketch.deadlines)
    goals = tuple(
        Goal(
            indicator=indicator,
            value=value,
            unit=unit,
            comparator="",
            deadline="",
            evidence=layout.add(f"{indicator}{value}{unit}"),
        )
        for indicator, value, unit in sketch.goals
    )
    citations = tuple(_citation(layout, citation) for citation in sketch.citations)
    focuses = tuple(
        Focus(
            zone=Zone(name=zone, jurisdiction=jurisdiction),
            chain=_industry(chain),
            manner=manner,
            evidence=layout.add(f"{zone}以{chain}为{manner}"),
        )
        for zone, chain, manner in sketch.focuses
    )
    end = duty_start = len(layout.text)
    duties: list[Duty] = []
    layout.add("(")
    for role, names in sketch.agencies.items():
        if not names:
            continue
        layout.add(f"{_LABELS[role]}:")
        for position, name in enumerate(names, 1):
            listed = name if isinstance(name, Agency) else agency(name)
            if position > 1:
                layout.add("、")
            duties.append(_duty(listed, role, position, layout.add(listed.name), sketch, jurisdiction))
        layout.add(";")
    if sketch.convention_lead is not None:
        lead = (
            sketch.convention_lead
            if isinstance(sketch.convention_lead, Agency)
            else agency(sketch.convention_lead)
        )
        evidence = layout.add(lead.name)
        convention = agency_with_basis(lead, Basis.CONVENTION)
        duties.append(_duty(convention, Role.LEADS, 1, evidence, sketch, jurisdiction))
    layout.add(")")
    duty_end = len(layout.text)
    layout.add("\n")
    return Measure(
        path=sketch.path,
        ordinal=ordinal,
        heading=sketch.heading,
        scope=sketch.scope,
        text=layout.text[start:end],
        start=start,
        end=end,
        duty=layout.text[duty_start:duty_end],
        duty_start=duty_start,
        duty_end=duty_end,
        duties=tuple(duties),
        persons=tuple(sketch.persons),
        zones=zones,
        chains=chains,
        deadlines=deadlines,
        goals=goals,
        citations=citations,
        focuses=focuses,
    )


def agency_with_basis(listed: Agency, basis: Basis) -> Agency:
    """The same agency, its duty held for another reason."""
    return Agency(name=listed.name, department=listed.department, basis=basis, open=listed.open)


def _duty(
    listed: Agency, role: Role, position: int, evidence: Evidence, sketch: MeasureSketch, jurisdiction: str
) -> Duty:
    department = listed.department
    if department.jurisdiction == "\0":
        department = Department(
            name=department.name,
            jurisdiction=jurisdiction,
            level=department.level,
            kind=department.kind,
            line=department.line,
            collective=department.collective,
            zone=department.zone,
        )
    printed = Basis.SECTION if sketch.scope is Scope.SECTION else Basis.STATED
    return Duty(
        role=role,
        agency=listed.name,
        department=department,
        evidence=evidence,
        position=position,
        basis=listed.basis or printed,
        open=listed.open,
    )


def _industry(name: str) -> IndustryChain:
    return INDUSTRIES.get(name) or IndustryChain(name=name)


def _zone_mention(layout: _Layout, zone: str | Zone, jurisdiction: str) -> ZoneMention:
    identity = zone if isinstance(zone, Zone) else Zone(name=zone, jurisdiction=jurisdiction, kind="开发区")
    return ZoneMention(name=identity.name, zone=identity, evidence=layout.add(identity.name))


def _deadline(layout: _Layout, deadline: str | tuple[str, str]) -> Deadline:
    if isinstance(deadline, tuple):
        text, date = deadline
    else:
        text, date = deadline, f"{deadline[:4]}-12-31" if deadline.endswith("年底前") else ""
    return Deadline(text=text, date=date, evidence=layout.add(text))


def _citation(layout: _Layout, citation: str | tuple[str, str]) -> Citation:
    title, number = (citation, "") if isinstance(citation, str) else citation
    return Citation(title=title, number=number, evidence=layout.add(f"《{title}》{number}"))
