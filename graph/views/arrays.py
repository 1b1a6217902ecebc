"""A page's content as the arrays that every analysis reads, its agencies and clauses in the same places."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from graph.views.content import Content

if TYPE_CHECKING:
    from graph.network import Incidence


def incidence_of(content: Content) -> "Incidence":
    """Give the content as arrays; what it does not hold (persons, open lists) is empty there."""
    import numpy as np

    from graph.network import (
        BASES,
        ROLES,
        Agencies,
        Chains,
        Duties,
        Goals,
        Incidence,
        Measures,
        Plans,
        Targets,
        Zones,
    )

    def texts(values: Iterable[Any]) -> Any:
        found = list(values)
        array = np.empty(len(found), dtype=np.object_)
        array[:] = found
        return array

    def numbers(values: Iterable[int]) -> Any:
        return np.array(list(values), dtype=np.int64)

    def targets(of_clause: Iterable[tuple[int, ...]]) -> Targets:
        pairs = [(number, place) for number, places in enumerate(of_clause) for place in sorted(set(places))]
        return Targets(
            measure=numbers(measure for measure, _ in pairs), target=numbers(place for _, place in pairs)
        )

    agencies, plans, clauses = content.agencies, content.plans, content.clauses
    roles = {role: code for code, role in enumerate(ROLES)}
    bases = {basis: code for code, basis in enumerate(BASES)}
    duties = sorted(
        {
            (duty.agency, duty.clause, roles[duty.role], bases[duty.basis]): duty.position
            for duty in reversed(content.duties)
        }.items()
    )
    goals = {
        goal: place for place, goal in enumerate(sorted({goal for one in clauses for goal in one.goals}))
    }
    return Incidence(
        agencies=Agencies(
            key=texts(agency.key for agency in agencies),
            name=texts(agency.name for agency in agencies),
            jurisdiction=texts(agency.jurisdiction for agency in agencies),
            level=texts(agency.level for agency in agencies),
            kind=texts(agency.kind for agency in agencies),
            line=texts(agency.line for agency in agencies),
            collective=np.array([agency.collective for agency in agencies], dtype=np.bool_),
            aliases=texts(agency.aliases for agency in agencies),
        ),
        plans=Plans(
            key=texts(plan.key for plan in plans),
            title=texts(plan.title for plan in plans),
            jurisdiction=texts(plan.jurisdiction for plan in plans),
            date=texts(plan.date for plan in plans),
        ),
        measures=Measures(
            key=texts(clause.key for clause in clauses),
            plan=numbers(clause.plan for clause in clauses),
            path=texts(clause.path for clause in clauses),
            heading=texts(clause.heading for clause in clauses),
            scope=texts("section" if clause.section else "measure" for clause in clauses),
            text=texts(clause.text for clause in clauses),
            duty=texts("" for _ in clauses),
            deadlines=texts(clause.deadlines for clause in clauses),
            due=texts(clause.due for clause in clauses),
            persons=texts(() for _ in clauses),
        ),
        duties=Duties(
            agency=numbers(key[0] for key, _ in duties),
            measure=numbers(key[1] for key, _ in duties),
            role=numbers(key[2] for key, _ in duties),
            basis=numbers(key[3] for key, _ in duties),
            position=numbers(position for _, position in duties),
            open=np.zeros(len(duties), dtype=np.bool_),
        ),
        zones=Zones(
            key=texts(zone.key for zone in content.zones),
            name=texts(zone.name for zone in content.zones),
            jurisdiction=texts(zone.key.partition("/")[0] for zone in content.zones),
            kind=texts(zone.kind for zone in content.zones),
        ),
        chains=Chains(
            key=texts(chain.key for chain in content.chains),
            name=texts(chain.name for chain in content.chains),
        ),
        goals=Goals(
            key=texts(goals),
            indicator=texts(goals),
            value=texts("" for _ in goals),
            unit=texts("" for _ in goals),
        ),
        zone_targets=targets(clause.zones for clause in clauses),
        chain_targets=targets(clause.chains for clause in clauses),
        goal_targets=targets(tuple(goals[goal] for goal in clause.goals) for clause in clauses),
    )
