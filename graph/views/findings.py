"""What a reader should look into, in words, with the clauses that it is about."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.model import Role
from graph.views.arrays import incidence_of
from graph.views.content import Content
from graph.views.summary import loads


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
    without_agency, shared, several = [], [], []
    for clause, duties in enumerate(content.duties_of_clause):
        of = {role: {duty.agency for duty in duties if duty.role is role} for role in Role}
        if not duties:
            without_agency.append(clause)
        elif not of[Role.LEADS] and len(of[Role.RESPONSIBLE]) > 1:
            shared.append(clause)
        if len(of[Role.LEADS]) > 1:
            several.append(clause)
    yield _of_clauses("without_agency", without_agency)
    yield _of_clauses("shared_without_lead", shared)
    yield _of_clauses("several_leads", several)
    yield from _gaps(content)
    only = [load for load in loads(content, collectives=False) if not load.leads and not load.responsible]
    yield Finding(
        rule="agencies_only_support",
        count=len(only),
        names=tuple(content.names[load.agency] for load in only),
        clauses=tuple(sorted({clause for load in only for clause in load.clauses})),
    )
    yield _of_clauses(
        "due_before_plan",
        [
            number
            for number, clause in enumerate(content.clauses)
            if (issued := content.plans[clause.plan].date) and any(due < issued for due in clause.due)
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


def _gaps(content: Content) -> Iterator[Finding]:
    """What `graph.analysis.gaps` finds, one finding a kind."""
    from graph.analysis.gaps import KINDS, gaps

    place = {clause.key: number for number, clause in enumerate(content.clauses)}
    frame = gaps(incidence_of(content))
    for kind in KINDS:
        rows = frame[frame["kind"] == kind]
        yield Finding(
            rule=f"gap_{kind.replace('-', '_')}",
            count=len(rows),
            names=tuple(dict.fromkeys(rows["what"])),
            clauses=tuple(sorted({place[key] for keys in rows["measures"] for key in keys})),
        )


def _of_clauses(rule: str, clauses: list[int]) -> Finding:
    return Finding(rule=rule, count=len(clauses), clauses=tuple(clauses))
