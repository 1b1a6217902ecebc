"""Tables of what is of one plan alone: the plans, their measures and their goals."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph.model import Scope
from graph.schema import NODES
from graph.store.amounts import amount
from graph.store.arrow import arrow_array, in_one
from graph.store.mentions import distinct
from graph.store.ordered_facts import OrderedFacts
from graph.store.rows import held_hash, searchable

_TYPES = {node.label: node.properties for node in NODES}


_WHITE = (
    r"[\s\x{1c}-\x{1f}\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{b}]"
)
"""What Python takes for white space."""


class _Placed(NamedTuple):
    number: int
    path: str
    scope: str
    start: int


def plan_table(facts: OrderedFacts) -> pa.Table:
    """The nodes of the plans."""
    citations: dict[int, set[str]] = defaultdict(set)
    found = facts.targets("citations")
    titles, numbers = (pc.struct_field(found, name).to_pylist() for name in ("title", "number"))
    plans = facts.plan[facts.measure_of("citations")].tolist()
    for plan, title, number in zip(plans, titles, numbers, strict=True):
        citations[plan].add(_cited(title, number))
    measures = np.bincount(facts.plan, minlength=len(facts.plans)).tolist()
    rows = [
        {
            **row,
            "date": _day(row["date"]),
            "facts": held_hash(row["content_inline" if facts.inline else "content"]),
            "measures": measures[place],
            "diagnostics": int(facts.diagnostics[place]),
            "conventions": [
                _convention_in_words(one["rule"], one["evidence"]["text"]) for one in row["conventions"]
            ],
            "citations": sorted(
                citations[place] | {_cited(one["title"], one["number"]) for one in row["citations"]}
            ),
        }
        for place, row in enumerate(facts.plans)
    ]
    return _table("Plan", {name: [row[name] for row in rows] for name in _TYPES["Plan"]})


def measure_table(facts: OrderedFacts) -> pa.Table:
    """The nodes of the measures."""
    measures, size = facts.measures, len(facts)
    limits = facts.targets("deadlines")
    of = facts.measure_of("deadlines")
    due = [sorted(days) for days in _days(facts, size)]
    given = {
        "key": facts.keys,
        "plan": facts.plan_keys.take(pa.array(facts.plan)),
        "position": pa.array(facts.position),
        "words": pc.binary_join_element_wise(
            *(_searchable(in_one(measures[name])) for name in ("heading", "text", "duty")), "\n"
        ),
        "deadlines": _lists(of, pc.struct_field(limits, "text"), size),
        "due": _lists(
            np.repeat(np.arange(size), [len(days) for days in due]),
            pa.array([one for days in due for one in days], pa.string()).cast(pa.date32()),
            size,
        ),
        "first_due": pa.array([days[0] if days else None for days in due], pa.string()).cast(pa.date32()),
        "last_due": pa.array([days[-1] if days else None for days in due], pa.string()).cast(pa.date32()),
    }
    return pa.table({name: given[name] if name in given else measures[name] for name in _TYPES["Measure"]})


def _days(facts: OrderedFacts, size: int) -> list[Iterable[str]]:
    """The days that each measure is due on."""
    nothing: frozenset[str] = frozenset()
    days: list[Any] = [nothing] * size
    dates = _each(_day, pc.struct_field(facts.targets("deadlines"), "date")).to_pylist()
    for place, one in zip(facts.measure_of("deadlines").tolist(), dates, strict=True):
        if one:
            days[place] = days[place] | {one}
    return days


def _each(of: Callable[[str], str | None], texts: pa.Array) -> pa.Array:
    """A function of each text, asked once of equal ones."""
    coded = texts.dictionary_encode()
    return pa.array([of(text) for text in coded.dictionary.to_pylist()], pa.string()).take(coded.indices)


def _searchable(texts: pa.Array) -> pa.Array:
    """Texts as a search compares them; most are so already, and are not looked at one by one."""
    other = pc.or_(pc.match_substring_regex(texts, _WHITE), pc.not_equal(texts, pc.utf8_lower(texts)))
    changed = [searchable(text) for text in texts.filter(other).to_pylist()]
    return pc.replace_with_mask(texts, other, pa.array(changed, pa.string()))


def _lists(of: Any, values: pa.Array, size: int) -> pa.Array:
    """Lists of the values of each row, in their order."""
    ends = np.concatenate([[0], np.cumsum(np.bincount(of, minlength=size))])
    return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), values)


def goal_keys(facts: OrderedFacts) -> pa.Array:
    """The keys of the goals, in the order of the text; of those of one indicator in a measure each has a number."""
    measures = facts.keys.take(pa.array(facts.measure_of("goals")))
    stems = pc.binary_join_element_wise(measures, pc.struct_field(facts.targets("goals"), "indicator"), "|")
    if pc.count_distinct(stems).as_py() == len(stems):
        return stems
    taken: set[str] = set()
    keys: list[str] = []
    for stem in stems.to_pylist():
        key = stem
        number = 1
        while key in taken:
            number += 1
            key = f"{stem}~{number}"
        taken.add(key)
        keys.append(key)
    return pa.array(keys, pa.string())


def goal_table(facts: OrderedFacts, keys: pa.Array) -> pa.Table:
    """The nodes of the goals, which have these keys."""
    goals, of = facts.targets("goals"), facts.measure_of("goals").tolist()
    given = {
        name: pc.struct_field(goals, name)
        for name in ("indicator", "value", "unit", "comparator", "deadline")
    }
    limits = facts.targets("deadlines")
    texts = pc.struct_field(limits, "text").to_pylist()
    dates = _each(_day, pc.struct_field(limits, "date")).to_pylist()
    ends = dict(zip(zip(facts.measure_of("deadlines").tolist(), texts, strict=True), dates, strict=True))
    due = [ends.get(one) for one in zip(of, given["deadline"].to_pylist(), strict=True)]
    amounts = distinct(pa.StructArray.from_arrays([given["value"], given["unit"]], ["value", "unit"]))
    counted = [amount(**one) for one in amounts.values]
    numbers = {}
    for name in ("number", "number_to", "number_unit"):
        values = arrow_array([one[name] for one in counted], _TYPES["Goal"][name])
        numbers[name] = values.take(pa.array(amounts.codes))
    columns = {"key": keys, **given, **numbers, "due": pa.array(due, pa.string()).cast(pa.date32())}
    return pa.table({name: columns[name] for name in _TYPES["Goal"]})


def section_table(facts: OrderedFacts) -> tuple[pa.Array, pa.Array]:
    """The places of measures that stand in a section, and of the section of each."""
    parts: list[int] = []
    wholes: list[int] = []
    with_sections = np.unique(facts.plan[facts.is_section])
    for plan in with_sections.tolist():
        first, end = np.searchsorted(facts.plan, [plan, plan + 1]).tolist()
        columns = (
            facts.measures[name].slice(first, end - first).to_pylist() for name in ("path", "scope", "start")
        )
        measures = [_Placed(*row) for row in zip(range(first, end), *columns, strict=True)]
        sections = [measure for measure in measures if facts.is_section[measure.number]]
        for measure in measures:
            whole = _enclosing(measure, sections)
            if whole is not None:
                parts.append(measure.number)
                wholes.append(whole.number)
    return pa.array(parts, pa.int64()), pa.array(wholes, pa.int64())


def _table(label: str, columns: dict[str, list[Any]]) -> pa.Table:
    return pa.table({name: arrow_array(columns[name], type) for name, type in _TYPES[label].items()})


def _enclosing(measure: _Placed, sections: Sequence[_Placed]) -> _Placed | None:
    """The nearest section over a measure; of a repeated number, the last one before the measure."""
    over = [
        section
        for section in sections
        if section is not measure
        and (
            measure.path.startswith(section.path + "/")
            or (measure.path == section.path and measure.scope != Scope.SECTION)
        )
    ]
    if not over:
        return None
    return max(over, key=lambda section: (len(section.path), section.start <= measure.start, section.start))


def _day(text: str) -> str | None:
    """An ISO date that a calendar has; what is none may come in facts that somebody wrote by hand."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _convention_in_words(rule: str, quote: str) -> str:
    """A convention as a plan's node holds it."""
    return quote if rule == quote else f"{rule}: {quote}"


def _cited(title: str, number: str) -> str:
    """A citation as a plan's node holds it."""
    return f"《{title}》{number}" if title else number
