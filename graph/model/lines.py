"""Facts as JSON lines: one measure a line, lossless, readable by itself.

Every line carries its plan's identity and the plain lists that people read (`leads`, `zones`, …). The records
behind them stand in `duties`, `targets` and `plan_facts`; what a plan has beside its measures goes with its
first line.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from graph.model.errors import InputError
from graph.model.records import Diagnostic, Facts, Measure, Plan

_LONG_NUMBER = re.compile("[0-9]{19}")
_PLAN_IDENTITY = ("title", "jurisdiction", "issuer", "document_number", "date", "sha256")


def to_lines(facts: Facts) -> Iterator[dict[str, Any]]:
    """Yield one mapping a measure, in the order of the text, for an encoder of msgspec: the records stand in it as such."""
    plan = facts.plan
    identity = {name: getattr(plan, name) for name in _PLAN_IDENTITY}
    for number, measure in enumerate(facts.measures):
        line = {
            "plan": plan.source,
            "document": plan.document,
            **identity,
            "path": measure.path,
            "ordinal": measure.ordinal,
            "heading": measure.heading,
            "scope": str(measure.scope),
            "duty": measure.duty,
            **measure.agencies_by_role(),
            "persons": list(measure.persons),
            "zones": [mention.name for mention in measure.zones],
            "chains": [mention.name for mention in measure.chains],
            "deadlines": [deadline.text for deadline in measure.deadlines],
            "indicators": [
                {"name": goal.indicator, "value": goal.value, "unit": goal.unit} for goal in measure.goals
            ],
            "text": measure.text,
            "start": measure.start,
            "end": measure.end,
            "duty_start": measure.duty_start,
            "duty_end": measure.duty_end,
            "duties": measure.duties,
            "targets": {
                "zones": measure.zones,
                "chains": measure.chains,
                "deadlines": measure.deadlines,
                "goals": measure.goals,
                "citations": measure.citations,
                "focuses": measure.focuses,
            },
        }
        if number == 0:
            line["plan_facts"] = {
                "citations": plan.citations,
                "conventions": plan.conventions,
                "annotations": facts.annotations,
                "statements": facts.statements,
                "diagnostics": facts.diagnostics,
            }
        yield line


def from_lines(
    lines: Iterable[bytes | str], *, file: str = "", on_error: Callable[[InputError], None] | None = None
) -> Iterator[Facts]:
    """Read the facts of each plan back from its consecutive lines.

    Parameters
    ----------
    lines : iterable of bytes or str
        One JSON object each; blank lines count but say nothing.
    file : str
        Names the lines in errors.
    on_error : callable, optional
        Called with each error. A plan with a bad line is then left out whole, the others are read all the same;
        without it the first error is raised.

    Raises
    ------
    InputError
        Naming the line that is no fact, and what is wrong with it.
    """
    fail = on_error or _raise
    group: list[tuple[int, dict[str, Any]]] = []
    broken = unread = False
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        try:
            line = _line(text, file, number)
        except InputError as error:
            fail(error)
            unread = True
            continue
        if group and _plan_of(line) != _plan_of(group[0][1]):
            # An unread line between two plans is the first of the second one if that lacks what its first line has.
            headless = unread and "plan_facts" not in line
            yield from _group(group, broken or (unread and not headless), file, fail)
            group, broken, unread = [], headless, False
        broken, unread = broken or unread, False
        group.append((number, line))
    yield from _group(group, broken or unread, file, fail)


def _group(
    group: list[tuple[int, dict[str, Any]]], broken: bool, file: str, fail: Callable[[InputError], None]
) -> Iterator[Facts]:
    if not group:
        return
    number, first = group[0]
    if broken:
        fail(
            InputError(f"the plan {first.get('title')} lacks a line and is left out", file=file, line=number)
        )
        return
    try:
        facts = _facts(group, file)
    except InputError as error:
        fail(error)
        return
    yield facts


def _raise(error: InputError) -> None:
    raise error


def _plan_of(line: dict[str, Any]) -> tuple[Any, Any]:
    return line.get("plan"), line.get("document")


def _line(text: bytes | str, file: str, number: int) -> dict[str, Any]:
    try:
        line = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(f"not a line of JSON: {error}", file=file, line=number) from None
    except RecursionError:
        raise InputError("not a fact of qiantou: it is nested too deep", file=file, line=number) from None
    if _LONG_NUMBER.search(text if isinstance(text, str) else text.decode("latin-1")) and _is_beyond(line):
        raise InputError("not a fact of qiantou: a number of more than 64 bits", file=file, line=number)
    if not isinstance(line, dict):
        raise InputError("a fact is a JSON object; write one with `qiantou extract`", file=file, line=number)
    return line


def _is_beyond(value: Any) -> bool:
    """Whether a number in it is larger than a graph keeps."""
    if isinstance(value, dict):
        return any(map(_is_beyond, value.values()))
    if isinstance(value, list):
        return any(map(_is_beyond, value))
    return isinstance(value, int) and not -(2**63) <= value < 2**63


def _facts(group: list[tuple[int, dict[str, Any]]], file: str) -> Facts:
    number, first = group[0]
    extra = first.get("plan_facts") or {}
    try:
        plan = msgspec.convert(
            {
                "source": first["plan"],
                "document": first["document"],
                **{name: first[name] for name in _PLAN_IDENTITY},
                "citations": extra.get("citations", []),
                "conventions": extra.get("conventions", []),
            },
            Plan,
        )
        diagnostics = msgspec.convert(extra.get("diagnostics", []), tuple[Diagnostic, ...])
        measures = []
        for number, line in group:  # noqa: B007 - the number names the line in the error below
            measures.append(msgspec.convert({**line, **line["targets"]}, Measure))
    except (msgspec.ValidationError, KeyError, TypeError) as error:
        what = f"the key {error} is missing" if isinstance(error, KeyError) else str(error)
        raise InputError(
            f"not a fact of qiantou: {what}; write one with `qiantou extract`", file=file, line=number
        ) from None
    return Facts(
        plan=plan,
        measures=tuple(measures),
        annotations=extra.get("annotations", len(measures)),
        statements=extra.get("statements", 0),
        diagnostics=diagnostics,
    )
