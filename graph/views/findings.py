"""What a reader should look into, in words, with the clauses that it is about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.analysis.projection import engagement
from graph.model import Role
from graph.network import ROLES, Incidence
from graph.views.summary import busiest


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A finding: `rule` names its words, `count`, `names` and `plan` fill them, `clauses` are what it is about."""

    rule: str
    count: int
    names: tuple[str, ...] = ()
    clauses: tuple[int, ...] = ()
    plan: str = ""


def findings(incidence: Incidence) -> list[Finding]:
    """Everything found, what matters most first; nothing where there is nothing to say."""
    return [finding for finding in _all(incidence) if finding.count]


def _all(incidence: Incidence) -> Iterator[Finding]:
    measures = incidence.measures
    led, answered = (
        np.diff(engagement(incidence, roles=(role,)).T.tocsr().indptr)
        for role in (Role.LEADS, Role.RESPONSIBLE)
    )
    without_agency = np.bincount(incidence.duties.measure, minlength=len(measures)) == 0
    shared, several = (led == 0) & (answered > 1), led > 1
    yield _of_clauses("without_agency", np.flatnonzero(without_agency).tolist())
    yield _of_clauses("shared_without_lead", np.flatnonzero(shared).tolist())
    yield _of_clauses("several_leads", np.flatnonzero(several).tolist())
    yield from _gaps(incidence)
    yield _only_supporting(incidence)
    yield _of_clauses(
        "due_before_plan",
        [
            measure
            for measure, (plan, dates) in enumerate(zip(measures.plan.tolist(), measures.due, strict=True))
            if (issued := incidence.plans.date[plan]) and any(due < issued for due in dates)
        ],
    )
    yield _of_clauses(
        "without_deadline",
        [measure for measure, deadlines in enumerate(measures.deadlines) if not deadlines],
    )
    diagnostics = incidence.plans.diagnostics
    yield Finding(
        rule="diagnostics",
        count=int(diagnostics.sum()),
        names=tuple(incidence.plans.title[diagnostics > 0]),
    )


def _only_supporting(incidence: Incidence) -> Finding:
    """Agencies that lead nothing and answer for nothing."""
    duties, number = incidence.duties, len(incidence.agencies)
    heads = np.bincount(duties.agency[duties.role != ROLES.index(Role.SUPPORTS)], minlength=number) > 0
    only = [agency for agency in busiest(incidence, collectives=False) if not heads[agency]]
    return Finding(
        rule="agencies_only_support",
        count=len(only),
        names=tuple(incidence.agencies.label[only]),
        clauses=tuple(np.unique(duties.measure[np.isin(duties.agency, only)]).tolist()),
    )


def _gaps(incidence: Incidence) -> Iterator[Finding]:
    """What `graph.analysis.gaps` finds, one finding a kind; what is missing beside other plans, one a plan."""
    from graph.analysis.gaps import GAP_KINDS, gaps

    frame = gaps(incidence)
    place = incidence.plans.place
    for kind in GAP_KINDS:
        rows = frame[frame["kind"] == kind].to_dict("records")
        if kind == "line":
            for plan in dict.fromkeys(row["plan_key"] for row in rows):
                lines = tuple(row["what"] for row in rows if row["plan_key"] == plan)
                title = str(incidence.plans.title[place[plan]])
                yield Finding(rule="gap_line", count=len(lines), names=lines, plan=title)
        elif kind in ("chain", "zone"):
            yield _gap(incidence, f"gap_{kind}", [row for row in rows if not row["names"]])
            yield _gap(incidence, f"gap_{kind}_here", [row for row in rows if row["names"]])
        else:
            yield _gap(incidence, f"gap_{kind.replace('-', '_')}", rows)


def _gap(incidence: Incidence, rule: str, rows: list[dict[str, Any]]) -> Finding:
    """A chain, a zone or an agency is one, however many plans leave it open; agencies of two places are two."""
    plans, place = incidence.plans, incidence.plans.place
    where = {"gap_unassigned": plans.jurisdiction, "gap_goal": plans.key}.get(rule)
    distinct = {(row["what"], where is not None and where[place[row["plan_key"]]]) for row in rows}
    return Finding(
        rule=rule,
        count=len(distinct),
        names=tuple(dict.fromkeys(name for row in rows for name in _called(incidence, row))),
        clauses=tuple(sorted({incidence.measures.place[key] for row in rows for key in row["measures"]})),
    )


def _called(incidence: Incidence, gap: Mapping[str, Any]) -> list[str]:
    """What a gap is about: a goal with its value, everything else by its name."""
    if gap["kind"] != "goal":
        return [gap["what"]]
    goals = {
        goal
        for key in gap["measures"]
        for goal in incidence.goals_of_measure[incidence.measures.place[key]]
        if incidence.goals.indicator[goal] == gap["what"]
    }
    return [incidence.goals.label[goal] for goal in sorted(goals)]


def _of_clauses(rule: str, clauses: list[int]) -> Finding:
    return Finding(rule=rule, count=len(clauses), clauses=tuple(clauses))
