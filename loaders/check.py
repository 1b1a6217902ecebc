"""What a drafting office wants to know before it issues a plan.

Every finding names a rule, a place and the marked text. The rules read the facts and the outline; none changes them.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.model import Basis, DepartmentKind, Diagnostic, Facts, Measure, Role, Scope, Severity
from loaders.document import Document
from loaders.lexicon.labels import ROLE_LABEL
from loaders.lexicon.organs import name_of_today
from loaders.lexicon.wording import any_of, role_words
from loaders.positions import Positions
from loaders.text.condensed import Condensed
from loaders.text.days import impossible_days
from loaders.text.heads import read_outlines
from loaders.text.outline import Item, number_value


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the check: its code, how much it matters, and what it looks for."""

    code: str
    severity: Severity
    title: str


RULES = {
    rule.code: rule
    for rule in (
        Rule("no-lead", Severity.WARNING, "A measure of a plan that names leads has none"),
        Rule("plan-without-leads", Severity.INFO, "No measure of the plan names a lead"),
        Rule(
            "no-duty",
            Severity.WARNING,
            "An item has no responsibility annotation where its neighbours have one",
        ),
        Rule("two-leads", Severity.INFO, "A measure has more than one lead"),
        Rule("two-names", Severity.WARNING, "One agency is named in two ways"),
        Rule("only-supports", Severity.INFO, "An agency supports and neither leads nor answers for anything"),
        Rule("unknown-agency", Severity.INFO, "A name that no table row and no pattern knows"),
        Rule("former-name", Severity.INFO, "An agency is called by a name from before a reform"),
        Rule("late-plan", Severity.ERROR, "A deadline lies before the plan's date"),
        Rule("duty-twice", Severity.WARNING, "Two measures with nearly the same text have different leads"),
        Rule("two-roles", Severity.WARNING, "An agency has two roles in one measure"),
        Rule("unread-annotation", Severity.ERROR, "An annotation could not be read"),
        Rule("partly-read", Severity.WARNING, "Part of an annotation could not be read"),
        Rule("impossible-date", Severity.WARNING, "A date that no calendar has"),
        Rule("no-annotation", Severity.WARNING, "The plan has no responsibility annotation"),
        Rule("unclosed-bracket", Severity.ERROR, "A bracket of an annotation is not closed"),
        Rule(
            "only-in-a-sentence",
            Severity.WARNING,
            "A sentence gives a duty to an item that has no responsibility annotation",
        ),
        Rule("recognised", Severity.INFO, "Characters were recognised on the pictures of pages"),
        Rule("doubtful-line", Severity.WARNING, "A line holds a recognised character that is not sure"),
        Rule("doubtful-name", Severity.WARNING, "A recognised name may be one of several agencies"),
        Rule("poor-text", Severity.WARNING, "The text under a page's picture is poor, or little"),
        Rule("touching-cells", Severity.WARNING, "Cells without a line between them nearly touch"),
        Rule("numbering-gap", Severity.WARNING, "A number is left out or printed twice"),
    )
}

_ORDER = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}


def at_least(severity: Severity, threshold: Severity) -> bool:
    """Whether a finding matters at least as much as the threshold."""
    return _ORDER[severity] >= _ORDER[threshold]


def check(document: Document, plans: Sequence[Facts]) -> list[Diagnostic]:
    """Every finding over the plans of one document, in the order of the text.

    Parameters
    ----------
    document : Document
        The document as read.
    plans : sequence of Facts
        What `loaders.pipeline.read_document` gave for it, with the statements of running text.
    """
    place = _Place(document)
    condensed = Condensed(document.text)
    outlines = read_outlines(condensed, document.entries)
    unclosed = _unclosed(condensed, [item for items in outlines for item in items])
    findings = [
        *_brackets(condensed, unclosed, place),
        *_dates(condensed, plans, place),
    ]
    # Numbers start anew in each plan.
    for items, facts in zip(outlines, plans, strict=True):
        findings += _numbering(condensed, items, unclosed, place)
        findings += _without_duty(condensed, items, facts, place)
    for facts in [plan.without_statements() for plan in plans]:
        findings += facts.diagnostics
        for rule in (_leads, _names, _former, _roles, _deadlines, _twice):
            findings += rule(facts, place)
    return sorted(set(findings), key=lambda found: (found.start, found.code, found.message))


class _Place:
    """Makes findings with their line, column and marked text."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.positions = Positions(document.text)

    def __call__(self, code: str, message: str, start: int, end: int) -> Diagnostic:
        line, column = self.positions.of(start)
        return Diagnostic(
            code=code,
            message=message,
            severity=RULES[code].severity,
            file=self.document.source,
            line=line,
            column=column,
            start=start,
            end=end,
            excerpt=" ".join(self.document.text[start : min(end, start + 120)].split()),
            place=self.document.place(start),
        )


_Rule = Callable[[Facts, _Place], Iterator[Diagnostic]]


def _where(measure: Measure) -> str:
    return f"{measure.path} {measure.heading[:30]}".strip()


def _leads(facts: Facts, place: _Place) -> Iterator[Diagnostic]:
    sections = {
        measure.path
        for measure in facts.measures
        if measure.scope is Scope.SECTION and any(duty.role is Role.LEADS for duty in measure.duties)
    }
    leaders = [_leading(measure) for measure in facts.measures]
    if facts.measures and not any(leaders):
        first = facts.measures[0]
        yield place(
            "plan-without-leads", "no measure of this plan names a lead", first.duty_start, first.duty_end
        )
        return
    for measure, names in zip(facts.measures, leaders, strict=True):
        if measure.scope is Scope.SECTION:
            continue
        if not names and not any(measure.path.startswith(path + "/") for path in sections):
            yield place(
                "no-lead", f"{_where(measure)}: no agency leads", measure.duty_start, measure.duty_end
            )
        elif len(names) > 1:
            listed = "、".join(names)
            yield place(
                "two-leads",
                f"{_where(measure)}: {len(names)} agencies lead: {listed}",
                measure.duty_start,
                measure.duty_end,
            )


def _leading(measure: Measure) -> list[str]:
    return [duty.agency for duty in measure.duties if duty.role is Role.LEADS]


def _names(facts: Facts, place: _Place) -> Iterator[Diagnostic]:
    names: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    roles: dict[str, set[Role]] = defaultdict(set)
    for measure in facts.measures:
        for duty in measure.duties:
            if not duty.department.collective:
                key, span = duty.department.key, (duty.evidence.start, duty.evidence.end)
                if duty.department.kind is DepartmentKind.UNKNOWN and key not in names:
                    yield place("unknown-agency", f"{duty.agency} is not a known agency", *span)
                names[key].setdefault(duty.agency.partition("(")[0].partition("（")[0], span)
                roles[key].add(duty.role)
    for variants in names.values():
        if len(variants) > 1:
            (first, _), *others = variants.items()
            for name, span in others:
                yield place("two-names", f"{name} and {first} are one agency; use one name", *span)
    for key, held in roles.items():
        if held == {Role.SUPPORTS}:
            name, span = next(iter(names[key].items()))
            yield place("only-supports", f"{name} only supports in this plan", *span)


def _former(facts: Facts, place: _Place) -> Iterator[Diagnostic]:
    """Names that ended before the plan's year; a plan without a date is about to be issued."""
    year = int(facts.plan.date[:4]) if facts.plan.date else None
    said: set[str] = set()
    for measure in facts.measures:
        for duty in measure.duties:
            today = name_of_today(duty.agency, duty.department.rule, year)
            if today is None or duty.agency in said:
                continue
            said.add(duty.agency)
            successor = f"; it is {today.successor} today" if today.successor else ""
            yield place(
                "former-name",
                f"{duty.agency} was so called until {today.until}{successor}",
                duty.evidence.start,
                duty.evidence.end,
            )


def _roles(facts: Facts, place: _Place) -> Iterator[Diagnostic]:
    for measure in facts.measures:
        held: dict[str, dict[Role, str]] = defaultdict(dict)
        for duty in measure.duties:
            if duty.basis is not Basis.CONVENTION:
                held[duty.department.key or duty.agency].setdefault(duty.role, duty.agency)
        for names in held.values():
            if len(names) > 1:
                called = " or ".join(dict.fromkeys(names.values()))
                listed = " and ".join(sorted(names))
                yield place(
                    "two-roles", f"{_where(measure)}: {called} {listed}", measure.duty_start, measure.duty_end
                )


def _deadlines(facts: Facts, place: _Place) -> Iterator[Diagnostic]:
    if not facts.plan.date:
        return
    for measure in facts.measures:
        for deadline in measure.deadlines:
            if deadline.date and deadline.date < facts.plan.date:
                yield place(
                    "late-plan",
                    f"{_where(measure)}: {deadline.text} lies before the plan's date {facts.plan.date}",
                    deadline.evidence.start,
                    deadline.evidence.end,
                )


_SHINGLE = 8
_COMMON = 12
_SAME = 85.0


def _twice(facts: Facts, place: _Place) -> Iterator[Diagnostic]:
    """Pairs of measures that share shingles of text, compared in full; common shingles pair nothing."""
    from rapidfuzz import fuzz

    holders: dict[str, list[int]] = defaultdict(list)
    for number, measure in enumerate(facts.measures):
        if measure.scope is Scope.MEASURE and len(measure.text) >= 2 * _SHINGLE:
            for at in range(0, len(measure.text) - _SHINGLE + 1):
                group = holders[measure.text[at : at + _SHINGLE]]
                if len(group) <= _COMMON and (not group or group[-1] != number):
                    group.append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for group in holders.values():
        if 1 < len(group) <= _COMMON:
            shared.update((one, other) for at, one in enumerate(group) for other in group[at + 1 :])
    for (one, other), count in sorted(shared.items()):
        first, second = facts.measures[one], facts.measures[other]
        if count < 4 or set(_leading(first)) == set(_leading(second)):
            continue
        score = (
            fuzz.token_set_ratio(first.text, second.text)
            if min(len(first.text), len(second.text)) < 20
            else fuzz.ratio(first.text, second.text)
        )
        if score >= _SAME:
            yield place(
                "duty-twice",
                f"{_where(second)} repeats {_where(first)} with other leads: "
                f"{'、'.join(_leading(first)) or 'none'} there, {'、'.join(_leading(second)) or 'none'} here",
                second.start,
                second.end,
            )


_ANNOTATION_LIKE = re.compile(
    rf"\((?:{ROLE_LABEL}[:,、]|[^()。;:]{{2,40}}?(?:{any_of(role_words('end'))})(?![\u4e00-\u9fff]))"
)
_BRACKETS = re.compile(r"[()](?<![\d一二三四五六七八九十]\))")


def _unclosed(condensed: Condensed, items: Sequence[Item]) -> list[int]:
    """The opening brackets of annotations that no closing one follows in their item or paragraph."""
    bounds = [0, *(item.start for item in items), len(condensed.text)]
    found: list[int] = []
    for start, end in pairwise(bounds):
        opened: list[int] = []
        for match in _BRACKETS.finditer(condensed.text, start, end):
            if match.group() == "(":
                opened.append(match.start())
            elif opened:
                opened.pop()
        found += [at for at in opened if _ANNOTATION_LIKE.match(condensed.text, at, end)]
    return found


def _brackets(condensed: Condensed, unclosed: Sequence[int], place: _Place) -> Iterator[Diagnostic]:
    for at in unclosed:
        span = condensed.raw_span(at, min(at + 40, len(condensed.text)))
        yield place("unclosed-bracket", "the bracket that opens here is not closed", *span)


def _dates(condensed: Condensed, plans: Sequence[Facts], place: _Place) -> Iterator[Diagnostic]:
    said = {found.start for facts in plans for found in facts.diagnostics if found.code == "impossible-date"}
    for day in impossible_days(condensed.text):
        start, end = condensed.raw_span(*day.span())
        if start not in said:
            yield place("impossible-date", f"there is no {day.group()}", start, end)


def _numbering(
    condensed: Condensed, items: Sequence[Item], unclosed: Sequence[int], place: _Place
) -> Iterator[Diagnostic]:
    """Numbers left out or printed twice below one parent; behind an open bracket none can be told."""
    last: dict[tuple[str, str], tuple[int, Item]] = {}
    for item in items:
        key = (item.path.rpartition("/")[0], _shape(item.number))
        number = number_value(item.number)
        before = last.get(key)
        hidden = before is not None and any(before[1].start < at < item.start for at in unclosed)
        if before is not None and not hidden and number not in (1, before[0] + 1):
            span = condensed.raw_span(item.start, min(item.body + 20, item.end))
            what = "is printed twice" if number == before[0] else f"follows {before[1].number}"
            yield place("numbering-gap", f"{item.path} {what}", *span)
        last[key] = (number, item)


def _shape(number: str) -> str:
    return ("(" if number.startswith("(") else "") + ("1" if number.strip("()").isdigit() else "一")


def _without_duty(
    condensed: Condensed, items: Sequence[Item], facts: Facts, place: _Place
) -> Iterator[Diagnostic]:
    """Items that no annotation covers and a sentence does, and those with neither where most beside them have one."""
    every = facts.measures
    covered = sorted(
        condensed.offset(measure.duty_start) for measure in every if measure.scope is not Scope.INLINE
    )
    said = sorted(condensed.offset(measure.duty_start) for measure in every if measure.scope is Scope.INLINE)
    sections = [measure.path for measure in every if measure.scope is Scope.SECTION]
    groups: dict[tuple[str, int], list[tuple[Item, bool]]] = defaultdict(list)
    for number, item in enumerate(items):
        is_leaf = number + 1 == len(items) or items[number + 1].depth <= item.depth
        if is_leaf and not any(item.path == path or item.path.startswith(path + "/") for path in sections):
            at = bisect_left(covered, item.start)
            groups[item.path.rpartition("/")[0], item.depth].append(
                (item, at < len(covered) and covered[at] < item.end)
            )
    for group in groups.values():
        most = sum(has for _, has in group) * 2 > len(group)
        for item, has in group if covered else ():
            if has:
                continue
            span = condensed.raw_span(item.start, min(item.body + 30, item.end))
            at = bisect_left(said, item.start)
            if at < len(said) and said[at] < item.end:
                yield place("only-in-a-sentence", f"{item.path} gives its duty in a sentence only", *span)
            elif most:
                yield place("no-duty", f"{item.path} says nobody's duty, its neighbours do", *span)
