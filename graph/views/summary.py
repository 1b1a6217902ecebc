"""What the report counts: loads, pairs, deadlines and targets, each with the clauses behind it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from graph.model import Role
from graph.network import Incidence
from graph.standards import GBT, IndustryClass, classes_above

_LISTED_LEVEL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """An agency's clauses by role, and in any role."""

    agency: int
    leads: tuple[int, ...]
    supports: tuple[int, ...]
    responsible: tuple[int, ...]
    clauses: tuple[int, ...]

    @property
    def parts(self) -> dict[str, tuple[int, ...]]:
        """Every clause once, by the heaviest role in it: leads, responsible, supports."""
        leads = set(self.leads)
        heavier = leads | set(self.responsible)
        return {
            "leads": self.leads,
            "responsible": tuple(clause for clause in self.responsible if clause not in leads),
            "supports": tuple(clause for clause in self.supports if clause not in heavier),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two agencies and the clauses they share.

    `lead` leads and `support` supports, or answers without leading; where `joint`, both lead, or both answer and
    neither leads.
    """

    lead: int
    support: int
    joint: bool
    clauses: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The clauses that fall due in a month (2025-06) or a year (2025)."""

    label: str
    clauses: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow:
    """A zone or a chain: its clauses, and how many of them each agency leads, supports or answers for."""

    place: int
    clauses: tuple[int, ...]
    leads: tuple[tuple[int, int], ...]
    responsible: tuple[tuple[int, int], ...]
    supports: tuple[tuple[int, int], ...]


def loads(incidence: Incidence, *, collectives: bool = True) -> list[Load]:
    """Agencies with a duty, the ones with most measures first."""
    found = [
        Load(
            agency=agency,
            leads=_in_role(incidence, agency, Role.LEADS),
            supports=_in_role(incidence, agency, Role.SUPPORTS),
            responsible=_in_role(incidence, agency, Role.RESPONSIBLE),
            clauses=tuple(sorted({duty.measure for duty in duties})),
        )
        for agency, duties in enumerate(incidence.duties_of_agency)
        if duties and (collectives or not incidence.agencies.collective[agency])
    ]
    return sorted(found, key=lambda load: (-len(load.clauses), -len(load.leads), load.agency))


def burdens(incidence: Incidence, *, collectives: bool = True) -> list[dict[str, Any]]:
    """What every agency carries, the heaviest load first: the rows of `overload`, each with its `agency`.

    See `graph.analysis.overload.overload`.
    """
    from graph.analysis.overload import overload

    frame = overload(incidence.select(collectives=collectives))
    return [{**row, "agency": incidence.agencies.place[row["key"]]} for row in frame.to_dict("records")]


def pairs(incidence: Incidence, *, collectives: bool = True) -> list[Pair]:
    """Who leads for whom, and who leads or answers together; the pairs with most clauses first."""
    led: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    joint: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for clause, duties in enumerate(incidence.duties_of_measure):
        of: dict[Role, set[int]] = {
            role: {
                duty.agency
                for duty in duties
                if duty.role is role and (collectives or not incidence.agencies.collective[duty.agency])
            }
            for role in Role
        }
        leads = of[Role.LEADS]
        for lead in leads:
            for support in (of[Role.SUPPORTS] | of[Role.RESPONSIBLE]) - leads:
                led[lead, support].append(clause)
        for pair in combinations(sorted(leads or of[Role.RESPONSIBLE]), 2):
            joint[pair].append(clause)
    found = [
        Pair(lead=one, support=other, joint=is_joint, clauses=tuple(clauses))
        for is_joint, table in ((False, led), (True, joint))
        for (one, other), clauses in table.items()
    ]
    return sorted(found, key=lambda pair: (-len(pair.clauses), pair.joint, pair.lead, pair.support))


def dues(incidence: Incidence) -> list[Due]:
    """Clauses by the month that they fall due in, months without any included; by year over more than 3 years."""
    by_month: defaultdict[str, set[int]] = defaultdict(set)
    for number, due in enumerate(incidence.measures.due):
        for date in due:
            by_month[date[:7]].add(number)
    if not by_month:
        return []
    first, last = (_months(month) for month in (min(by_month), max(by_month)))
    if last - first < 36:
        labels = [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(first, last + 1)]
        return [Due(label=label, clauses=tuple(sorted(by_month.get(label, ())))) for label in labels]
    by_year: defaultdict[str, set[int]] = defaultdict(set)
    for month, clauses in by_month.items():
        by_year[month[:4]] |= clauses
    return [
        Due(label=f"{year:04}", clauses=tuple(sorted(by_year.get(f"{year:04}", ()))))
        for year in range(first // 12, last // 12 + 1)
    ]


def chain_rows(incidence: Incidence) -> list[TargetRow]:
    """Industry chains with their clauses and agencies, the ones with most clauses first."""
    return _targets(incidence, incidence.chains_of_measure, len(incidence.chains))


def by_class(incidence: Incidence, rows: Sequence[TargetRow], no_class: str) -> list[tuple[str, TargetRow]]:
    """Industry chains with the class that each is listed under, the classes with most clauses first.

    That is the division (大类) of GB/T 4754 where an industry stands in one, else what there is of the two standards;
    `no_class` names the last group, of those that stand in none.
    """
    named = [(_class_of(incidence.chains.classes[row.place]) or no_class, row) for row in rows]
    clauses: defaultdict[str, set[int]] = defaultdict(set)
    for name, row in named:
        clauses[name].update(row.clauses)
    order = sorted(clauses, key=lambda name: (name == no_class, -len(clauses[name]), name))
    number = {name: place for place, name in enumerate(order)}
    return sorted(named, key=lambda pair: number[pair[0]])


def _class_of(classes: Sequence[IndustryClass]) -> str:
    if not classes:
        return ""
    lineage = (classes[0], *classes_above(classes[0]))
    listed = next((one for one in lineage if one.standard == GBT and one.level == _LISTED_LEVEL), lineage[-1])
    return f"{listed.code} {listed.name}"


def zone_rows(incidence: Incidence) -> list[TargetRow]:
    """Zones with their clauses and agencies, the ones with most clauses first."""
    return _targets(incidence, incidence.zones_of_measure, len(incidence.zones))


def _in_role(incidence: Incidence, agency: int, role: Role) -> tuple[int, ...]:
    return tuple(sorted({duty.measure for duty in incidence.duties_of_agency[agency] if duty.role is role}))


def _targets(incidence: Incidence, of_clause: Sequence[Sequence[int]], number: int) -> list[TargetRow]:
    clauses: list[list[int]] = [[] for _ in range(number)]
    for clause, places in enumerate(of_clause):
        for place in places:
            clauses[place].append(clause)
    rows = []
    for place, of_target in enumerate(clauses):
        counts: dict[Role, Counter[int]] = {role: Counter() for role in Role}
        for clause in of_target:
            for role, agency in {(duty.role, duty.agency) for duty in incidence.duties_of_measure[clause]}:
                counts[role][agency] += 1
        rows.append(
            TargetRow(
                place=place,
                clauses=tuple(of_target),
                **{
                    str(role): tuple(sorted(counts[role].items(), key=lambda item: (-item[1], item[0])))
                    for role in Role
                },
            )
        )
    return sorted(rows, key=lambda row: (-len(row.clauses), row.place))


def _months(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1
