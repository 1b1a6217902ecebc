"""Say why each name got its role and its identity, is a target or none, and what became of every annotation-like place."""

from collections import Counter
from collections.abc import Iterator

from graph.model import Duty, Evidence, Facts, Measure
from graph.model.language import listed, rules_in_words, say, translated, value


def explain(facts: Facts) -> Iterator[str]:
    """Yield lines for a reader: one an agency and one a zone or industry of each measure, then the plan's coverage."""
    from loaders.targets.reader import TargetReader

    plan = facts.plan
    texts = [measure.text for measure in facts.measures]
    reader = TargetReader("\n".join(texts), jurisdiction=plan.jurisdiction, year=None, subject=plan.title)
    at = 0
    place = plan.jurisdiction or say("jurisdiction unknown")
    yield f"== {plan.source} #{plan.document} {plan.title} ({place})"
    for measure in facts.measures:
        yield _headed(measure)
        for duty in measure.duties:
            yield _explained(duty)
        for reason in reader.reasons(at, at + len(measure.text)):
            named = "" if reason.name == reason.evidence.text else f" ({reason.evidence.text})"
            told = value("kind", reason.kind) if reason.kept else say("left out")
            why = rules_in_words(reason.rule) + (f": {reason.words}" if reason.words else "")
            yield f"   {told} {reason.name}{named} ({why})"
        at += len(measure.text) + 1
    for diagnostic in facts.diagnostics:
        where, what = translated(str(diagnostic.location)), translated(diagnostic.message)
        yield f"!! {where} {what} [{diagnostic.code}]: {diagnostic.excerpt}"
    yield _coverage(facts)


def _headed(measure: Measure) -> str:
    scope = value("scope", str(measure.scope))
    span = f"{measure.duty_start}-{measure.duty_end}"
    return f"-- {measure.path or '-'} {measure.heading} [{scope}] {span}"


def _explained(duty: Duty) -> str:
    department = duty.department
    kind = listed(
        (
            value("level", str(department.level)),
            value("kind", str(department.kind)),
            rules_in_words(f"line {department.line or '-'}"),
        )
    )
    who = f"{department.name}（{department.jurisdiction or '?'}）"
    return (
        f"   {value('role', duty.role)} {duty.agency}{_placed(duty.evidence)} "
        f"({value('basis', duty.basis)}; {rules_in_words(duty.rule)}) = "
        f"{who} [{kind}; {rules_in_words(department.rule or 'no row')}]"
    )


def _coverage(facts: Facts) -> str:
    codes = Counter(diagnostic.code for diagnostic in facts.diagnostics)
    missed, parts = codes["unread-annotation"], codes["partly-read"]
    told = [
        say(
            "{count} annotation-like places: {read} became facts, {missed} did not",
            count=facts.annotations,
            read=facts.annotations - missed,
            missed=missed,
        )
    ]
    if parts == 1:
        told.append(say("1 passage inside the others was not read"))
    elif parts:
        told.append(say("{parts} passages inside the others were not read", parts=parts))
    if missed or parts:
        told.append(say("all are listed above"))
    return f"== {'; '.join(told)}"


def _placed(evidence: Evidence) -> str:
    return f" ({translated(str(evidence.place))})" if evidence.place is not None else ""
