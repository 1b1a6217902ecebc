"""What a reader should look into, in words, with the clauses that it is about."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.model import Role
from graph.views.content import Content
from graph.views.summary import chain_rows, loads, zone_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A finding: `rule` names its words, `count` and `names` fill them, `clauses` are what it is about."""

    rule: str
    count: int
    names: tuple[str, ...] = ()
    clauses: tuple[int, ...] = ()


def findings(content: Content) -> list[Finding]:
    """Everything found, what matters most first; nothing where there is nothing to say."""
    return [finding for finding in _all(content) if finding.count]


def _all(content: Content) -> Iterator[Finding]:
    leaderless, shared, supported, several = [], [], [], []
    for clause, duties in enumerate(content.duties_of_clause):
        agencies = {role: {duty.agency for duty in duties if duty.role is role} for role in Role}
        if not duties:
            leaderless.append(clause)
        elif not agencies[Role.LEADS] and not agencies[Role.RESPONSIBLE]:
            supported.append(clause)
        elif not agencies[Role.LEADS] and len(agencies[Role.RESPONSIBLE]) > 1:
            shared.append(clause)
        if len(agencies[Role.LEADS]) > 1:
            several.append(clause)
    yield _of_clauses("without_agency", leaderless)
    yield _of_clauses("supported_only", supported)
    yield _of_clauses("shared_without_lead", shared)
    yield _of_clauses("several_leads", several)
    for rule, rows, targets in (
        ("chains_without_lead", chain_rows(content), content.chains),
        ("zones_without_lead", zone_rows(content), content.zones),
    ):
        lacking = [row for row in rows if row.clauses and not row.leads]
        yield Finding(
            rule=rule,
            count=len(lacking),
            names=tuple(targets[row.place].name for row in lacking),
            clauses=tuple(sorted({clause for row in lacking for clause in row.clauses})),
        )
    only = [load for load in loads(content, collectives=False) if not load.leads and not load.responsible]
    yield Finding(
        rule="agencies_only_support",
        count=len(only),
        names=tuple(content.agencies[load.agency].name for load in only),
        clauses=tuple(sorted({clause for load in only for clause in load.clauses})),
    )
    yield _of_clauses(
        "due_before_plan",
        [
            number
            for number, clause in enumerate(content.clauses)
            if content.plans[clause.plan].date
            and any(due < content.plans[clause.plan].date for due in clause.due)
        ],
    )
    yield _of_clauses(
        "without_deadline", [number for number, clause in enumerate(content.clauses) if not clause.deadlines]
    )
    unread = [plan for plan in content.plans if plan.diagnostics]
    yield Finding(
        rule="diagnostics",
        count=sum(plan.diagnostics for plan in unread),
        names=tuple(plan.title for plan in unread),
    )


def _of_clauses(rule: str, clauses: list[int]) -> Finding:
    return Finding(rule=rule, count=len(clauses), clauses=tuple(clauses))
