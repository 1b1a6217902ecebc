"""Numeric targets: an indicator, its value and unit, how they compare, and by when."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from loaders.lexicon.wording import any_of
from loaders.targets.deadlines import FoundDeadline
from loaders.targets.tables import goal_rows
from loaders.text.spans import Spans

MAX_INDICATOR = 40
"""Most characters of an indicator's name."""

MAX_COMPARISON = 10
"""Most characters of the words between an indicator and its value."""

_VALUES = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?(?:[\-—–~～至]\d+(?:\.\d+)?)?")
_CLAUSE_BREAK = re.compile(r"[,。;:!?()《》]")
# 10亿元以上企业5家: the first figure tells what is counted.
_QUALIFIES = re.compile("[^,。;:!?()、0-9]{1,16}[0-9]")
_ENDS_CLAUSE = re.compile("[,。;、)]|$")
_SENTENCE_BREAK = re.compile("[。;]")
_JOINT = re.compile("、|以及|和|及|与")
_EACH = re.compile("分别|均")
_OBJECT = re.compile(r"(?:以上|左右|以内)?(?P<object>[^的,。;:!?()、][^,。;:!?()、]{1,23})")
_SHARE = re.compile("(?:率|比例|比重|占比|覆盖面|程度|水平)$")
_AFTER = {"以上": ">=", "以下": "<=", "以内": "<=", "之内": "<=", "内": "<="}
# A digit behind one of these is part of a name, a date or another number; so is one before those.
_NO_FIGURE_AFTER = frozenset("0123456789.年月第-—_")
_NO_FIGURE_BEFORE = frozenset("年月日号期届级的")


class FoundGoal(NamedTuple):
    """A numeric target in a text; `start` and `end` span the indicator and the value."""

    indicator: str
    value: str
    unit: str
    comparator: str
    deadline: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Words:
    figure: re.Pattern[str]
    comparison: re.Pattern[str]
    built: re.Pattern[str]
    grant: re.Pattern[str]
    lead: re.Pattern[str]
    trail: re.Pattern[str]
    last_characters: frozenset[str]
    groups: Mapping[str, str]
    signs: dict[str, str]


@cache
def _words() -> _Words:
    data = goal_rows()
    comparisons = data.comparisons
    groups = {word: group for group, row in comparisons.items() for word in row.words}
    bounds = any_of([*(word for word, group in groups.items() if group in {"more", "less", "least", "most"})])
    build = any_of(comparisons["build"].words)
    return _Words(
        figure=re.compile(
            rf"(?P<values>[0-9][0-9.,\-—–~～至、]{{0,24}}+)(?:余|多)?(?P<unit>{any_of(data.units.words)})"
            "(?P<after>以上|以下|以内|之内|内|左右)?"
        ),
        comparison=re.compile(
            rf"(?P<how>{any_of(list(groups))})(?:约|到|至|出|了|好|各)?(?P<more>{bounds})?(?:到|至)?\Z"
        ),
        built=re.compile(rf"(?:力争|争取|确保|计划|全年|每年|累计|分别|各)*(?:{build})"),
        grant=re.compile(any_of(data.grants.words)),
        lead=re.compile(f"(?:{any_of(data.leads.words)})+"),
        trail=re.compile(rf"(?:{any_of(data.trails.words)}|由\d+%?)+\Z"),
        last_characters=frozenset("约到至出了好各").union(word[-1] for word in groups),
        groups=groups,
        signs={group: row.sign for group, row in comparisons.items()},
    )


def find_goals(text: str, deadlines: Sequence[FoundDeadline] = ()) -> Iterator[FoundGoal]:
    """Yield the numeric targets in a measure's text, in its order.

    Parameters
    ----------
    text : str
        Text without white space, punctuation of one width.
    deadlines : sequence of FoundDeadline
        The time limits in the same text: a goal takes the last one before it in its sentence.

    Yields
    ------
    FoundGoal
        `comparator` is >=, <=, > or < where the text says so, + for growth by the value, = for a level to reach; a
        fall by the value is part of the indicator (能耗下降). A和B分别达到3%、5% is two goals.
        Dates, conditions (增长10%以上的企业) and amounts of a grant are no goals.
    """
    figures = _words().figure
    limits = Spans((limit.start, limit.end) for limit in deadlines)
    starts = [limit.start for limit in deadlines]
    end_before = 0
    earlier: list[FoundGoal] = []
    for figure in figures.finditer(text):
        start, end = figure.span()
        values = _VALUES.findall(figure["values"])
        if text[start - 1 : start] in _NO_FIGURE_AFTER or text[end : end + 1] in _NO_FIGURE_BEFORE:
            continue
        if limits.meet(start, end):
            continue
        if earlier and text[end_before:start] in {"、", "和"} and _JOINT.search(earlier[-1].indicator):
            earlier.append(earlier[-1]._replace(value=values[0], unit=figure["unit"], end=end))
            end_before = end
            continue
        yield from _distributed(earlier)
        before = bisect_left(starts, start) - 1
        goals = _goals(text, figure, deadlines[before] if before >= 0 else None, end_before)
        end_before = goals[-1].end if goals else end_before
        shared = goals and _EACH.search(text, goals[0].start, start)
        earlier = goals if shared else []
        if not shared:
            yield from goals
    yield from _distributed(earlier)


def _distributed(goals: list[FoundGoal]) -> list[FoundGoal]:
    """The goals of A和B分别达到3%、5%: each value with its own name, where there is one for each."""
    if not goals:
        return []
    names = _JOINT.split(goals[0].indicator)
    if len(goals) < 2 or len(names) != len(goals):
        return goals
    shared = _shared_ending(names[0], names[-1])
    return [
        goal._replace(indicator=name if name.endswith(shared) else name + shared)
        for name, goal in zip(names, goals, strict=True)
    ]


def _shared_ending(first: str, last: str) -> str:
    """What the last of several names says for all: 强度 in 国家级、省级强度, 时限 in 用水、用气时限."""
    alike = last.find(first[-1]) + 1
    if not alike and first[0] == last[0]:
        alike = len(first)
    return last[alike:] if alike else ""


def _goals(text: str, figure: re.Match[str], limit: FoundDeadline | None, end_before: int) -> list[FoundGoal]:
    words = _words()
    comparison = None
    if text[figure.start() - 1 : figure.start()] in words.last_characters:
        comparison = words.comparison.search(
            text, max(end_before, figure.start() - MAX_COMPARISON), figure.start()
        )
    how = comparison["how"] if comparison else ""
    group = words.groups.get(how, "")
    after, unit = figure["after"] or "", figure["unit"].replace("％", "%")
    stop = comparison.start() if comparison else figure.start()
    begin = max(_clause_start(text, stop), end_before)
    if limit and begin <= limit.start:
        begin = limit.end
    if not group:
        built = words.built.search(text, begin, figure.start())
        if not _is_told(text, figure, begin, built is not None):
            return []
        if built and not after and unit != "%":
            begin = built.start()
    if "元" in unit and words.grant.search(text, max(0, begin - 30), min(len(text), figure.end() + 10)):
        return []
    if lead := words.lead.match(text, begin, stop):
        begin = lead.end()
    trail = words.trail.search(text, begin, stop)
    indicator = text[begin : trail.start() if trail else stop]
    end = figure.end()
    if group == "build":
        thing = _OBJECT.match(text, figure.end("unit"))
        if thing and any(map(str.isdigit, thing["object"])):
            return []
        indicator = (indicator if len(indicator) <= 12 else "") + how + (thing["object"] if thing else "")
        end = thing.end() if thing else end
    elif group == "fall":
        indicator += how
    if not 2 <= len(indicator) <= MAX_INDICATOR:
        return []
    in_sentence = limit is not None and not _SENTENCE_BREAK.search(text, limit.end, figure.start())
    bound = (comparison["more"] if comparison else "") or how
    sign = words.signs.get(words.groups.get(bound, ""), "")
    if after in _AFTER and sign in {"", "="}:
        sign = _AFTER[after]
    goal = FoundGoal(
        indicator=indicator,
        value="",
        unit=unit,
        comparator=sign,
        deadline=limit.text if limit and in_sentence else "",
        start=min(begin, stop),
        end=end,
    )
    return [goal._replace(value=value) for value in _VALUES.findall(figure["values"])]


def _is_told(text: str, figure: re.Match[str], begin: int, built: bool) -> bool:
    """Whether a figure without a comparison is a target: 以上 follows, or 率 or a verb of building stands before."""
    after = figure["after"] or ""
    if after in {"以上", "以下", "以内", "左右"}:
        return not _QUALIFIES.match(text, figure.end())
    if not _ENDS_CLAUSE.match(text, figure.end()):
        return False
    if figure["unit"] in {"%", "％"}:
        return bool(_SHARE.search(text, begin, figure.start()))
    return built and "元" not in figure["unit"]


def _clause_start(text: str, at: int) -> int:
    window = max(0, at - MAX_INDICATOR - 20)
    start = window
    for mark in _CLAUSE_BREAK.finditer(text, window, at):
        start = mark.end()
    return start
