"""What the report counts: loads, pairs, deadlines and targets, each with the clauses behind it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from graph.analysis.projection import engagement
from graph.model import Role
from graph.network import ROLES, Incidence, Ints, Targets
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
    duties, number = incidence.duties, len(incidence.agencies)
    parts = {str(role): duties.take(np.flatnonzero(duties.role == code)) for code, role in enumerate(ROLES)}
    clauses = {
        name: grouped(part.agency, part.measure, number, len(incidence.measures))
        for name, part in {**parts, "clauses": duties}.items()
    }
    found = [
        Load(agency=agency, **{name: of_agency[agency] for name, of_agency in clauses.items()})
        for agency, mine in enumerate(clauses["clauses"])
        if mine and (collectives or not incidence.agencies.collective[agency])
    ]
    return sorted(found, key=lambda load: (-len(load.clauses), -len(load.leads), load.agency))


def _distinct(numbers: Ints) -> Ints:
    """Each once and sorted, in a third of the time of `numpy.unique` for numbers that are mostly distinct."""
    numbers = np.sort(numbers)
    new = np.ones(len(numbers), dtype=np.bool_)
    new[1:] = numbers[1:] != numbers[:-1]
    return numbers[new]


def grouped(node: Ints, clause: Ints, nodes: int, clauses: int) -> list[tuple[int, ...]]:
    """The clauses of each node, each once and sorted."""
    pairs = _distinct(node * clauses + clause)
    # One object a clause, however often it stands somewhere.
    held = np.arange(clauses).astype(np.object_)[pairs % max(clauses, 1)].tolist()
    starts = np.searchsorted(pairs, np.arange(nodes + 1) * clauses).tolist()
    return [tuple(held[begin:end]) for begin, end in pairwise(starts)]


def busiest(incidence: Incidence, *, collectives: bool = True) -> dict[int, int]:
    """The agencies of `loads` in its order, each with the number of its measures."""
    leads, measures = (
        np.diff(engagement(incidence, roles=roles).indptr).tolist() for roles in ((Role.LEADS,), ROLES)
    )
    with_duty = [
        agency
        for agency, count in enumerate(measures)
        if count and (collectives or not incidence.agencies.collective[agency])
    ]
    with_duty.sort(key=lambda agency: (-measures[agency], -leads[agency], agency))
    return {agency: measures[agency] for agency in with_duty}


def burdens(incidence: Incidence, *, collectives: bool = True) -> list[dict[str, Any]]:
    """What every agency carries, the heaviest load first: the rows of `overload`, each with its `agency`.

    See `graph.analysis.overload.overload`.
    """
    from graph.analysis.overload import overload

    frame = overload(incidence.select(collectives=collectives))
    return [{**row, "agency": incidence.agencies.place[row["key"]]} for row in frame.to_dict("records")]


def pairs(incidence: Incidence, *, collectives: bool = True) -> list[Pair]:
    """Who leads for whom, and who leads or answers together; the pairs with most clauses first."""
    number = len(incidence.agencies)
    leads, supports, responsible = (
        _duties_in(incidence, role, collectives=collectives)
        for role in (Role.LEADS, Role.SUPPORTS, Role.RESPONSIBLE)
    )
    helpers = np.setdiff1d(np.union1d(supports, responsible), leads, assume_unique=True)
    unled = responsible[~np.isin(responsible // max(number, 1), leads // max(number, 1))]
    heads = np.union1d(leads, unled)
    found = []
    for is_joint, ones, others in ((False, leads, helpers), (True, heads, heads)):
        clause, one, other = _met(ones, others, number)
        if is_joint:
            clause, one, other = (column[one < other] for column in (clause, one, other))
        ends, numbers = np.unique(one * number + other, return_inverse=True)
        of_pair = grouped(numbers, clause, len(ends), len(incidence.measures))
        found += [
            Pair(lead=end // number, support=end % number, joint=is_joint, clauses=clauses)
            for end, clauses in zip(ends.tolist(), of_pair, strict=True)
        ]
    return sorted(found, key=lambda pair: (-len(pair.clauses), pair.joint, pair.lead, pair.support))


def _duties_in(incidence: Incidence, role: Role, *, collectives: bool) -> Ints:
    """Of each clause and each agency with this role in it, the clause's number times that of all agencies plus its own."""
    duties = incidence.duties
    kept = duties.role == ROLES.index(role)
    if not collectives:
        kept &= ~incidence.agencies.collective[duties.agency]
    return _distinct(duties.measure[kept] * len(incidence.agencies) + duties.agency[kept])


def _met(ones: Ints, others: Ints, number: int) -> tuple[Ints, Ints, Ints]:
    """Every clause, one and other of the two that stand in the same clause; both are numbered as in `_duties_in`."""
    number = max(number, 1)
    clause = ones // number
    first, end = (np.searchsorted(others, (clause + step) * number) for step in (0, 1))
    times = end - first
    row = np.repeat(np.arange(len(ones)), times)
    place = np.arange(len(row)) - np.repeat(np.cumsum(times) - times, times) + first[row]
    return clause[row], ones[row] % number, others[place] % number


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
    return _targets(incidence, incidence.chain_targets, len(incidence.chains))


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
    return _targets(incidence, incidence.zone_targets, len(incidence.zones))


def _targets(incidence: Incidence, targets: Targets, number: int) -> list[TargetRow]:
    size = len(incidence.measures)
    clauses = grouped(targets.target, targets.measure, number, size)
    acting = csr_array(
        (np.ones(len(targets), dtype=np.int64), (targets.target, targets.measure)), shape=(number, size)
    )
    counts = {role: (acting @ engagement(incidence, roles=(role,)).T).tocsr() for role in ROLES}
    rows = [
        TargetRow(
            place=place,
            clauses=of_target,
            **{str(role): _most_first(counts[role], place) for role in ROLES},
        )
        for place, of_target in enumerate(clauses)
    ]
    return sorted(rows, key=lambda row: (-len(row.clauses), row.place))


def _most_first(counts: csr_array, row: int) -> tuple[tuple[int, int], ...]:
    """Agencies and their numbers in a row, the highest number first."""
    of_row = slice(counts.indptr[row], counts.indptr[row + 1])
    found = zip(counts.indices[of_row].tolist(), counts.data[of_row].astype(np.int64).tolist(), strict=True)
    return tuple(sorted(found, key=lambda item: (-item[1], item[0])))


def _months(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1
