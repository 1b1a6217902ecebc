"""The graph in memory, and the one way to narrow it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from graph.model import Basis, InputError, Role, Scope
from graph.network.columns import (
    BASES,
    MENTIONED,
    ROLES,
    Agencies,
    Bools,
    Chains,
    Committees,
    Duties,
    Focuses,
    Goals,
    Ints,
    Measures,
    Mentions,
    Nodes,
    Plans,
    PropertyArrays,
    Strings,
    Targets,
    Zones,
)
from graph.network.duty_lists import DutyLists
from graph.network.industries import industries_named

C = TypeVar("C", bound=PropertyArrays)


@dataclass(frozen=True, kw_only=True, eq=False)
class Incidence:
    """A graph of plans as arrays; see the classes of its parts.

    Take it from a store with `read_incidence` or from facts with `incidence_of`; narrow it with `select`.
    Only pages ask for the `mentions`, which are as many as the duties: they are put together when they are asked for.
    `strays` are keys of plans that are gone from the graph and left measures behind, which do not count.
    """

    agencies: Agencies
    plans: Plans
    measures: Measures
    duties: Duties
    zones: Zones
    chains: Chains
    goals: Goals
    zone_targets: Targets
    chain_targets: Targets
    goal_targets: Targets
    read_mentions: Callable[[], Mentions]
    committees: Committees
    focuses: Focuses
    strays: tuple[str, ...] = ()

    @cached_property
    def mentions(self) -> Mentions:
        """Where the texts of the measures name what."""
        return self.read_mentions()

    @cached_property
    def section(self) -> Ints:
        """Of each measure, the number of its plan's top section, counted over all plans."""
        places: dict[tuple[int, str], int] = {}
        pairs = zip(self.measures.plan.tolist(), self.measures.path, strict=True)
        return np.array(
            [places.setdefault((plan, path.split("/", 1)[0]), len(places)) for plan, path in pairs],
            dtype=np.int64,
        )

    @cached_property
    def covers_section(self) -> Bools:
        """Of each measure, whether its duties are those of a whole section."""
        return np.array(self.measures.scope == Scope.SECTION, dtype=np.bool_)

    @cached_property
    def is_led(self) -> Bools:
        """Of each measure, whether an agency leads it."""
        led = np.zeros(len(self.measures), dtype=np.bool_)
        led[self.duties.measure[self.duties.role == ROLES.index(Role.LEADS)]] = True
        return led

    @cached_property
    def recognised_plans(self) -> frozenset[int]:
        """The plans of which duties were read from characters that were recognised on pictures."""
        recognised = self.duties.measure[self.duties.basis == BASES.index(Basis.OCR)]
        return frozenset(self.measures.plan[recognised].tolist())

    @cached_property
    def duties_of_measure(self) -> DutyLists:
        """The duties of each measure: by role, then in the order of the lists."""
        duties = self._duties_in_order
        return DutyLists(duties, duties.measure, len(self.measures))

    @cached_property
    def duties_of_agency(self) -> DutyLists:
        """The duties of each agency, in the order of the measures."""
        duties = self._duties_in_order
        return DutyLists(duties, duties.agency, len(self.agencies))

    @property
    def _duties_in_order(self) -> Duties:
        duties = self.duties
        order = np.lexsort((duties.basis, duties.agency, duties.position, duties.role, duties.measure))
        return duties.take(order)

    @cached_property
    def zones_of_measure(self) -> list[list[int]]:
        """The zones of each measure, by their places."""
        return _grouped(self.zone_targets, len(self.measures))

    @cached_property
    def chains_of_measure(self) -> list[list[int]]:
        """The industry chains of each measure, by their places."""
        return _grouped(self.chain_targets, len(self.measures))

    @cached_property
    def goals_of_measure(self) -> list[list[int]]:
        """The goals of each measure, by their places, in the order of the text."""
        found: list[list[int]] = [[] for _ in range(len(self.measures))]
        mine = self.mentions.take(np.flatnonzero(self.mentions.kind == MENTIONED.index("goals")))
        for measure, goal in zip(mine.measure.tolist(), mine.node.tolist(), strict=True):
            found[measure].append(goal)
        return found

    def select(
        self,
        *,
        plans: Sequence[str] = (),
        jurisdictions: Sequence[str] = (),
        roles: Sequence[Role] = (),
        industries: Sequence[str] = (),
        narrower: bool = False,
        collectives: bool = True,
    ) -> "Incidence":
        """Narrow the graph to some plans, places, roles and industries.

        Parameters
        ----------
        plans : sequence of str
            Keys of plans or parts of their titles; empty for all.
        jurisdictions : sequence of str
            Full names of places: only measures of their plans, and measures in which an agency of theirs has a
            duty, with all the duties in them. Empty for all.
        roles : sequence of Role
            Only duties of these roles; empty for all.
        industries : sequence of str
            Only measures that act on one of these industries, and of their industries these alone; see
            `industries_named`. Empty for all.
        narrower : bool
            Whether an industry that is a class of the standards means what stands below it as well.
        collectives : bool
            Whether collective actors (各县区政府, 市直有关部门) count as agencies.

        Returns
        -------
        Incidence
            The chosen plans and measures, also measures that no duty is left of; only the agencies, zones, chains
            and goals that these measures name.

        Raises
        ------
        InputError
            If no plan, no place or no industry answers to a name that was given.
        """
        if not plans and not jurisdictions and not roles and not industries and collectives:
            return self
        plan = plans_named(self.plans.key, self.plans.title, plans)
        measure = plan[self.measures.plan]
        if jurisdictions:
            ours = self._measures_of_places(jurisdictions)
            plan &= np.isin(self.plans.jurisdiction, list(jurisdictions)) | self._plans_of(measure & ours)
            measure &= ours
        duty = np.ones(len(self.duties), dtype=np.bool_)
        if not collectives:
            duty &= ~self.agencies.collective[self.duties.agency]
        if roles:
            duty &= np.isin(self.duties.role, [ROLES.index(role) for role in roles])
        if not industries:
            return self._keep(plan, measure, duty)
        chosen = self._on_chains(industries_named(self.chains, industries, narrower=narrower))
        acting = _marked(len(self.measures), chosen.chain_targets.measure)
        return chosen._keep(plan & self._plans_of(measure & acting), measure & acting, duty)

    def _on_chains(self, chains: Bools) -> "Incidence":
        """Only these of the industries that measures act on."""
        targets = self.chain_targets
        return replace(self, chain_targets=targets.take(np.flatnonzero(chains[targets.target])))

    def keep_duties(self, duties: Bools) -> "Incidence":
        """Keep some of the duties, and the agencies that these are of; all measures stay."""
        plan, measure = (np.ones(len(part), dtype=np.bool_) for part in (self.plans, self.measures))
        return self._keep(plan, measure, duties)

    def keep_measures(self, measures: Bools) -> "Incidence":
        """Keep some of the measures with all that they name, and their plans."""
        return self._keep(self._plans_of(measures), measures, np.ones(len(self.duties), dtype=np.bool_))

    def _measures_of_places(self, wanted: Sequence[str]) -> Bools:
        of_plan, of_agency = self.plans.jurisdiction, self.agencies.jurisdiction
        known = {*of_plan, *of_agency} - {""}
        for place in wanted:
            if place not in known:
                raise InputError(
                    f"no plan and no agency of the graph is of “{place}”{_listed(sorted(known))}"
                )
        measures = np.isin(of_plan, list(wanted))[self.measures.plan]
        measures[self.duties.measure[np.isin(of_agency, list(wanted))[self.duties.agency]]] = True
        return measures

    def _plans_of(self, measures: Bools) -> Bools:
        plans = np.zeros(len(self.plans), dtype=np.bool_)
        plans[self.measures.plan[measures]] = True
        return plans

    def _keep(self, plan: Bools, measure: Bools, duty: Bools) -> "Incidence":
        duty = duty & measure[self.duties.measure]
        agency = _marked(len(self.agencies), self.duties.agency[duty])
        number = {"plan": _numbers(plan), "measure": _numbers(measure), "agencies": _numbers(agency)}
        parts: dict[str, Any] = {}
        for name in ("zone", "chain", "goal"):
            nodes: Nodes = getattr(self, f"{name}s")
            targets: Targets = getattr(self, f"{name}_targets")
            targets = _only(targets, measure[targets.measure])
            there = _marked(len(nodes), targets.target)
            new = number[f"{name}s"] = _numbers(there)
            parts[f"{name}s"] = _only(nodes, there)
            parts[f"{name}_targets"] = Targets(
                measure=number["measure"][targets.measure], target=new[targets.target]
            )
        duties, measures = _only(self.duties, duty), _only(self.measures, measure)
        committees, focuses = self.committees, self.focuses
        committees = replace(
            committees, agency=number["agencies"][committees.agency], zone=number["zones"][committees.zone]
        )
        focuses = replace(focuses, zone=number["zones"][focuses.zone], chain=number["chains"][focuses.chain])
        return replace(
            self,
            agencies=_only(self.agencies, agency),
            plans=_only(self.plans, plan),
            measures=replace(measures, plan=number["plan"][measures.plan]),
            duties=replace(
                duties, agency=number["agencies"][duties.agency], measure=number["measure"][duties.measure]
            ),
            read_mentions=lambda: _renumbered(self.mentions, number),
            committees=committees.take(np.flatnonzero((committees.agency >= 0) & (committees.zone >= 0))),
            focuses=focuses.take(np.flatnonzero((focuses.zone >= 0) & (focuses.chain >= 0))),
            **parts,
        )


def plans_named(keys: Strings, titles: Strings, wanted: Sequence[str]) -> Bools:
    """Which plans have one of these keys, or one of these texts in their titles; all of them without any text.

    Raises
    ------
    InputError
        If no plan answers to a text.
    """
    if not wanted:
        return np.ones(len(keys), dtype=np.bool_)
    chosen = np.zeros(len(keys), dtype=np.bool_)
    for text in wanted:
        found = np.array(keys == text, dtype=np.bool_)
        if not found.any():
            found = np.array([text in title for title in titles], dtype=np.bool_)
        if not found.any():
            raise InputError(f"no plan of the graph has “{text}” in its title{_listed(titles)}")
        chosen |= found
    return chosen


def _grouped(targets: Targets, number: int) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in range(number)]
    for measure, target in zip(targets.measure.tolist(), targets.target.tolist(), strict=True):
        found[measure].append(target)
    return found


def _renumbered(mentions: Mentions, number: Mapping[str, Ints]) -> Mentions:
    """The mentions in what is kept, by the new places; what is left out stays as -1, so that texts are cut alike."""
    mentions = mentions.take(np.flatnonzero(number["measure"][mentions.measure] >= 0))
    node = np.full(len(mentions), -1, dtype=np.int64)
    for code, kind in enumerate(MENTIONED):
        mine = (mentions.kind == code) & (mentions.node >= 0)
        node[mine] = number[kind][mentions.node[mine]]
    return replace(mentions, measure=number["measure"][mentions.measure], node=node)


def _only(part: C, kept: Bools) -> C:
    """The rows that are kept; all of them are not copied."""
    return part if kept.all() else part.take(np.flatnonzero(kept))


def _marked(number: int, places: Ints) -> Bools:
    marks = np.zeros(number, dtype=np.bool_)
    marks[places] = True
    return marks


def _numbers(kept: Bools) -> Ints:
    """The new places of what is kept, -1 for the rest."""
    return np.where(kept, np.cumsum(kept) - 1, -1)


def _listed(names: Iterable[str]) -> str:
    shown = list(names)
    more = f" and {len(shown) - 8} more" if len(shown) > 8 else ""
    return f"; it holds {', '.join(shown[:8])}{more}" if shown else "; it holds none"
