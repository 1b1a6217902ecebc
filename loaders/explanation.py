"""Say why each name got its role and its identity, and what became of every annotation-like place."""

from collections.abc import Iterator

from graph.model import Facts

_ROLES = {"leads": "牵头", "supports": "配合", "responsible": "责任"}


def explain(facts: Facts) -> Iterator[str]:
    """Yield lines for a reader: one an agency of each measure, then the coverage of the plan."""
    plan = facts.plan
    yield f"== {plan.source} #{plan.document} {plan.title} ({plan.jurisdiction or 'jurisdiction unknown'})"
    for measure in facts.measures:
        yield f"-- {measure.path or '-'} {measure.heading} [{measure.scope}] {measure.duty_start}-{measure.duty_end}"
        for duty in measure.duties:
            department = duty.department
            yield (
                f"   {_ROLES[duty.role]} {duty.agency} ({duty.basis}; {duty.rule}) = "
                f"{department.name} of {department.jurisdiction or '?'} "
                f"[{department.level}, {department.kind}, line {department.line or '-'}; {department.rule or 'no row'}]"
            )
    missed = [diagnostic for diagnostic in facts.diagnostics if diagnostic.code == "unread-annotation"]
    for diagnostic in facts.diagnostics:
        yield f"!! {diagnostic.file}:{diagnostic.line}:{diagnostic.column} {diagnostic.message}: {diagnostic.excerpt}"
    read = facts.annotations - len(missed)
    yield (
        f"== {facts.annotations} annotation-like places: {read} became facts, {len(missed)} did not and are listed above"
    )
