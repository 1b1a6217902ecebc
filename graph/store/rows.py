"""The nodes and edges of plans as rows of the schema: what a store writes, whichever store it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from hashlib import sha256
from itertools import pairwise
from typing import Any, Protocol, TypeVar

from graph.model import (
    Basis,
    Department,
    Duty,
    Evidence,
    Facts,
    IndustryChain,
    InputError,
    Measure,
    Plan,
    Role,
    Scope,
    Zone,
)
from graph.model.content import content_hash
from graph.schema import EDGES, NODES
from graph.standards import EMERGING, GBT, class_key, classes, classes_above
from graph.store.amounts import amount

Properties = dict[str, Any]
EdgeRow = tuple[Any, ...]
"""Key of the start, key of the end, then the properties in the order of the schema."""


@dataclass(frozen=True, slots=True, order=True)
class Join:
    """An edge type between two labels."""

    type: str
    start: str
    end: str


JOINS: dict[Join, tuple[str, ...]] = {
    Join(edge.name, start, end): tuple(edge.properties) for edge in EDGES for start, end in edge.ends
}
"""Every join of the schema, and the names of its properties."""

OWNED = (
    Join("ADMINISTERS", "Department", "Zone"),
    Join("PART_OF", "Zone", "Zone"),
    Join("BROADER", "IndustryChain", "IndustryClass"),
    Join("BROADER", "IndustryClass", "IndustryClass"),
)
"""Edges of no plan: each node has those that its newest mention says."""

DUTY_TYPES = {Role.LEADS: "LEADS", Role.SUPPORTS: "SUPPORTS", Role.RESPONSIBLE: "RESPONSIBLE_FOR"}

_FORM = repr((NODES, EDGES)).encode()
_UNKNOWN = ("", "unknown", False)


@dataclass(slots=True)
class Rows:
    """Node properties by label and key, and edge rows by join; a row that is given twice is held once."""

    nodes: dict[str, dict[str, Properties]] = field(
        default_factory=lambda: {node.label: {} for node in NODES}
    )
    edges: dict[Join, dict[EdgeRow, None]] = field(default_factory=lambda: {join: {} for join in JOINS})

    @property
    def plans(self) -> list[str]:
        """Keys of the plans, sorted."""
        return sorted(self.nodes["Plan"])

    def add(self, facts: Facts) -> None:
        """Add the rows of one plan, which must not be there yet.

        Raises
        ------
        InputError
            If two measures have one key, or a text cannot be written as UTF-8.
        """
        plan, plan_key = facts.plan, facts.plan.key
        self.nodes["Plan"][plan_key] = _plan(facts)
        sections = [measure for measure in facts.measures if measure.scope is Scope.SECTION]
        for position, measure in enumerate(facts.measures, 1):
            key = facts.measure_key(measure)
            if key in self.nodes["Measure"]:
                raise InputError(
                    f"two measures of the plan {plan.title} are {measure.scope} {measure.path} number "
                    f"{measure.ordinal}; write its facts anew with `qiantou extract`",
                    file=plan.source,
                )
            self.nodes["Measure"][key] = _measure(key, plan, measure, position)
            self._join("PART_OF", ("Measure", key), ("Plan", plan_key))
            section = enclosing(measure, sections)
            if section is not None:
                self._join("PART_OF", ("Measure", key), ("Measure", facts.measure_key(section)))
            for duty in measure.duties:
                self._add_duty(key, measure, duty)
            self._add_targets(key, plan, measure)

    def _add_duty(self, key: str, measure: Measure, duty: Duty) -> None:
        department = duty.department
        self.know_department(department)
        basis = duty.basis
        if measure.scope is Scope.SECTION and basis is Basis.STATED:
            basis = Basis.SECTION
        self._join(
            DUTY_TYPES[duty.role],
            ("Department", department.key),
            ("Measure", key),
            duty.position,
            str(basis),
            duty.agency,
            duty.open,
            *_span(duty.evidence),
        )

    def _add_targets(self, key: str, plan: Plan, measure: Measure) -> None:
        source = ("Measure", key)
        for mention in measure.zones:
            self.know_zone(mention.zone)
            self._join("TARGETS", source, ("Zone", mention.zone.key), *_span(mention.evidence))
        for named in measure.chains:
            self.know_chain(named.chain)
            self._join("TARGETS", source, ("IndustryChain", named.chain.key), *_span(named.evidence))
        limits = {limit.text: day(limit.date) for limit in measure.deadlines}
        for goal in measure.goals:
            goal_key = stem = f"{key}|{goal.indicator}"
            number = 1
            while goal_key in self.nodes["Goal"]:
                number += 1
                goal_key = f"{stem}~{number}"
            self.nodes["Goal"][goal_key] = {
                "key": goal_key,
                "indicator": goal.indicator,
                "value": goal.value,
                "unit": goal.unit,
                "comparator": goal.comparator,
                "deadline": goal.deadline,
                **amount(goal.value, goal.unit),
                "due": limits.get(goal.deadline),
            }
            self._join("TARGETS", source, ("Goal", goal_key), *_span(goal.evidence))
        for focus in measure.focuses:
            self.know_zone(focus.zone)
            self.know_chain(focus.chain)
            self._join(
                "FOCUSES_ON",
                ("Zone", focus.zone.key),
                ("IndustryChain", focus.chain.key),
                focus.manner,
                plan.key,
                *_span(focus.evidence),
            )

    def know_department(self, department: Department) -> None:
        """Add an agency, and the zone that it is the committee of."""
        self._know("Department", _department(department))
        if department.zone:
            zone = Zone(name=department.zone, jurisdiction=department.jurisdiction)
            self.know_zone(zone)
            self._join("ADMINISTERS", ("Department", department.key), ("Zone", zone.key))

    def know_chain(self, chain: IndustryChain) -> None:
        """Add an industry."""
        self._know("IndustryChain", _chain(chain))

    def know_zone(self, zone: Zone) -> None:
        """Add a zone, and those that it is a part of."""
        self._know("Zone", _zone(zone))
        if zone.part_of is not None:
            self.know_zone(zone.part_of)
            self._join("PART_OF", ("Zone", zone.key), ("Zone", zone.part_of.key))

    def place_chains(self) -> None:
        """Add the classes of the industries, up to the top of the standards.

        Raises
        ------
        InputError
            If a code is none of its standard.
        """
        for key, chain in self.nodes["IndustryChain"].items():
            for standard, codes in ((GBT, chain["gb"]), (EMERGING, chain["sei"])):
                for code in codes:
                    place = class_key(standard, code)
                    if place not in classes():
                        raise InputError(
                            f"the industry {key} has the code {code}, which is none of {standard}; "
                            "write its facts anew with `qiantou extract`"
                        )
                    self._join("BROADER", ("IndustryChain", key), ("IndustryClass", place))
                    self._know_class(place)

    def _know_class(self, key: str) -> None:
        one = classes()[key]
        for part, above in pairwise((one, *classes_above(one))):
            self._join("BROADER", ("IndustryClass", part.key), ("IndustryClass", above.key))
        for part in (one, *classes_above(one)):
            self.nodes["IndustryClass"][part.key] = {"key": part.key, **part._asdict(), "level": part.level}

    def _know(self, label: str, properties: Properties) -> None:
        known = self.nodes[label].get(properties["key"])
        if known != properties:
            self.nodes[label][properties["key"]] = merged(known, properties) if known else properties

    def _join(self, type: str, start: tuple[str, str], end: tuple[str, str], *properties: Any) -> None:
        row = (start[1], end[1], *properties)
        self.edges[_join(type, start[0], end[0])][row] = None


@cache
def _join(type: str, start: str, end: str) -> Join:
    return Join(type, start, end)


def rows_of(facts: Sequence[Facts]) -> Rows:
    """Rows of several plans; where one plan is given twice, the last one holds."""
    rows = Rows()
    for one in {one.plan.key: one for one in facts}.values():
        rows.add(one)
    rows.place_chains()
    return rows


def merged(known: Properties, new: Properties) -> Properties:
    """What is known of a node, overridden by what a new mention knows of it."""
    return {
        name: value if name not in new or new[name] in _UNKNOWN else new[name]
        for name, value in known.items()
    }


def duty_agencies(rows: Rows) -> Iterator[tuple[str, str]]:
    """Key of the department and name as printed, of every duty."""
    for type in DUTY_TYPES.values():
        join = Join(type, "Department", "Measure")
        agency = 2 + JOINS[join].index("agency")
        for row in rows.edges[join]:
            yield row[0], row[agency]


def facts_hash(facts: Facts) -> str:
    """Hash of all that was read of a plan, and of the form in which it is held.

    Raises
    ------
    InputError
        If a text cannot be written as UTF-8.
    """
    return held_hash(content_hash(facts))


def held_hash(content: str) -> str:
    """The hash of what is held of a plan with this content; see `content_hash`."""
    return sha256(_FORM + content.encode()).hexdigest()


def searchable(text: str) -> str:
    """A text as a search compares it: without white space, which breaks words over lines, in small letters."""
    return "".join(text.split()).lower()


class Placed(Protocol):
    """What is asked of a measure to find its section."""

    @property
    def path(self) -> str: ...
    @property
    def scope(self) -> str: ...
    @property
    def start(self) -> int: ...


P = TypeVar("P", bound=Placed)


def enclosing(measure: P, sections: Sequence[P]) -> P | None:
    """The nearest section over a measure; of a repeated number, the last one before the measure."""
    over = [
        section
        for section in sections
        if section is not measure
        and (
            measure.path.startswith(section.path + "/")
            or (measure.path == section.path and measure.scope != Scope.SECTION)
        )
    ]
    if not over:
        return None
    return max(over, key=lambda section: (len(section.path), section.start <= measure.start, section.start))


def _span(evidence: Evidence) -> tuple[str, int, int]:
    return evidence.text, evidence.start, evidence.end


def _department(department: Department) -> Properties:
    return {
        "key": department.key,
        "name": department.name,
        "jurisdiction": department.jurisdiction,
        "level": str(department.level),
        "kind": str(department.kind),
        "line": department.line,
        "collective": department.collective,
    }


def _zone(zone: Zone) -> Properties:
    return {
        "key": zone.key,
        "name": zone.name,
        "jurisdiction": zone.jurisdiction,
        "kind": zone.kind,
        "level": str(zone.level),
    }


def _chain(chain: IndustryChain) -> Properties:
    return {
        "key": chain.key,
        "name": chain.name,
        "aliases": list(chain.aliases),
        "gb": list(chain.gb),
        "sei": list(chain.sei),
    }


def _measure(key: str, plan: Plan, measure: Measure, position: int) -> Properties:
    due = sorted({one for deadline in measure.deadlines if (one := day(deadline.date))})
    return {
        "key": key,
        "plan": plan.key,
        "path": measure.path,
        "ordinal": measure.ordinal,
        "position": position,
        "heading": measure.heading,
        "scope": str(measure.scope),
        "text": measure.text,
        "words": "\n".join(searchable(text) for text in (measure.heading, measure.text, measure.duty)),
        "start": measure.start,
        "end": measure.end,
        "duty": measure.duty,
        "duty_start": measure.duty_start,
        "duty_end": measure.duty_end,
        "deadlines": [deadline.text for deadline in measure.deadlines],
        "due": due,
        "first_due": due[0] if due else None,
        "last_due": due[-1] if due else None,
        "persons": list(measure.persons),
    }


def _plan(facts: Facts) -> Properties:
    plan = facts.plan
    citations = [*plan.citations, *(one for measure in facts.measures for one in measure.citations)]
    return {
        "key": plan.key,
        "title": plan.title,
        "jurisdiction": plan.jurisdiction,
        "issuer": plan.issuer,
        "document_number": plan.document_number,
        "date": day(plan.date),
        "source": plan.source,
        "document": plan.document,
        "sha256": plan.sha256,
        "facts": facts_hash(facts),
        "measures": len(facts.measures),
        "annotations": facts.annotations,
        "diagnostics": len(facts.diagnostics),
        "conventions": [convention_in_words(one.rule, one.evidence.text) for one in plan.conventions],
        "citations": sorted({cited(one.title, one.number) for one in citations}),
    }


def day(text: str) -> str | None:
    """An ISO date that a calendar has; what is none may come in facts that somebody wrote by hand."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def convention_in_words(rule: str, quote: str) -> str:
    """A convention as a plan's node holds it."""
    return quote if rule == quote else f"{rule}: {quote}"


def cited(title: str, number: str) -> str:
    """A citation as a plan's node holds it."""
    return f"《{title}》{number}" if title else number
