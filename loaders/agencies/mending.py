"""Names that recognition may have read wrong: mended where the tables leave exactly one agency that it can be."""

from collections.abc import Callable, Iterable, Iterator

from msgspec import UNSET
from msgspec.structs import replace

from graph.model import Department, Duty, Severity
from loaders.doubts import Doubt
from loaders.lexicon.confusables import variants

_NO_ROW = ("ending", "no row", "no name")

Resolve = Callable[[str], Department]


def mended_names(duties: tuple[Duty, ...], resolve: Resolve) -> tuple[Duty, ...]:
    """The duties with the names that were printed, where a recognised one is none and exactly one agency is like it."""
    if all(duty.evidence.ocr is UNSET for duty in duties):
        return duties
    return tuple([_mended(duty, resolve) for duty in duties])


def doubtful_names(duties: Iterable[Duty], resolve: Resolve) -> Iterator[Doubt]:
    """The recognised names that are like several agencies and stay as they were read."""
    for duty in duties:
        names = [name for name, _ in _candidates(duty, resolve)]
        if len(names) > 1:
            message = f"recognised as {duty.agency}, which is no agency; it may be {' or '.join(names)}"
            yield Doubt("doubtful-name", message, duty.evidence.start, duty.evidence.end, Severity.WARNING)


def _mended(duty: Duty, resolve: Resolve) -> Duty:
    known = _candidates(duty, resolve)
    if len(known) != 1:
        return duty
    [(name, department)] = known
    said = f"mended, recognised as {duty.agency}"
    return replace(
        duty,
        agency=name,
        department=replace(department, rule=f"{department.rule}; {said}"),
        rule=f"{duty.rule}; {said}",
    )


def _candidates(duty: Duty, resolve: Resolve) -> list[tuple[str, Department]]:
    """The agencies of the tables that a recognised name without a row is like, the nearest name of each."""
    if duty.evidence.ocr is UNSET or not duty.department.rule.startswith(_NO_ROW):
        return []
    return list(_of_tables(duty.agency, resolve))


def _of_tables(name: str, resolve: Resolve) -> Iterator[tuple[str, Department]]:
    seen: set[str] = set()
    for variant in variants(name):
        department = resolve(variant)
        if not department.rule.startswith(_NO_ROW) and department.key not in seen:
            seen.add(department.key)
            yield variant, department
