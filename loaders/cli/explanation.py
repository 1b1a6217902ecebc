"""Say why each name got its role and its identity, is a target or none, and what became of every annotation-like place."""

from collections import Counter
from collections.abc import Iterator

from graph.model import Evidence, Facts

_KINDS = {"zone": "区域", "chain": "产业"}
_ROLES = {"leads": "牵头", "supports": "配合", "responsible": "责任"}


def explain(facts: Facts) -> Iterator[str]:
    """Yield lines for a reader: one an agency and one a zone or industry of each measure, then the plan's coverage."""
    from loaders.targets.reader import Reader

    plan = facts.plan
    texts = [measure.text for measure in facts.measures]
    reader = Reader("\n".join(texts), jurisdiction=plan.jurisdiction, year=None, subject=plan.title)
    at = 0
    yield f"== {plan.source} #{plan.document} {plan.title} ({plan.jurisdiction or 'jurisdiction unknown'})"
    for measure in facts.measures:
        yield f"-- {measure.path or '-'} {measure.heading} [{measure.scope}] {measure.duty_start}-{measure.duty_end}"
        for duty in measure.duties:
            department = duty.department
            yield (
                f"   {_ROLES[duty.role]} {duty.agency}{_placed(duty.evidence)} ({duty.basis}; {duty.rule}) = "
                f"{department.name} of {department.jurisdiction or '?'} "
                f"[{department.level}, {department.kind}, line {department.line or '-'}; {department.rule or 'no row'}]"
            )
        for reason in reader.reasons(at, at + len(measure.text)):
            named = "" if reason.name == reason.evidence.text else f" ({reason.evidence.text})"
            yield (
                f"   {_KINDS[reason.kind] if reason.kept else '不计'} {reason.name}{named} ({reason.rule}"
                + (f": {reason.words})" if reason.words else ")")
            )
        at += len(measure.text) + 1
    for diagnostic in facts.diagnostics:
        yield f"!! {diagnostic.location} {diagnostic.message} [{diagnostic.code}]: {diagnostic.excerpt}"
    codes = Counter(diagnostic.code for diagnostic in facts.diagnostics)
    missed, parts = codes["unread-annotation"], codes["partly-read"]
    passages = "1 passage inside the others was" if parts == 1 else f"{parts} passages inside the others were"
    yield (
        f"== {facts.annotations} annotation-like places: {facts.annotations - missed} became facts, {missed} did not"
        + (f"; {passages} not read" if parts else "")
        + ("; all are listed above" if missed or parts else "")
    )


def _placed(evidence: Evidence) -> str:
    return f" ({evidence.place})" if evidence.place is not None else ""
