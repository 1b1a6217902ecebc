"""Pairs of departments that may be one: what a person should look at, for the tables cannot decide it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from graph.model import Department, DepartmentKind, Facts
from loaders.agencies.decisions import Decisions
from loaders.lexicon.organs import tables

_UNIT = re.compile(r"^(?:自治区|地区|兵团|[省市州盟县旗区])(?:党?委(?=.{2}))?")
_ENDING = re.compile(r"(?:委员会|办公室|管理局|管理中心|中心|有限责任公司|有限公司|公司|集团|[局厅委办室])+$")
_PUNCTUATION = re.compile(r"[^\w]|[的和与及]")

# Share of the pairs' characters that must agree for a pair to be shown, in per cent.
LEAST_SIMILAR = 75.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two departments of one jurisdiction; the one named more often first. `similarity` in per cent."""

    jurisdiction: str
    name: str
    other: str
    similarity: float
    reason: str
    name_count: int
    other_count: int


def near_duplicates(
    facts: Iterable[Facts], *, decisions: Decisions | None = None, least: float = LEAST_SIMILAR
) -> list[Pair]:
    """Find the pairs of departments that may be one.

    Two departments of one jurisdiction make a pair where the tables read the same functions in both names (市卫生健康委,
    市卫生健康局), where one organ succeeded the other, where the functions of one are among those of the other, or
    where at least one is in no table and the names are alike. Pairs that were judged are left out.

    Parameters
    ----------
    facts : iterable of Facts
        What was read from the plans.
    decisions : Decisions, optional
        Judgements already made.
    least : float
        Least similarity of names that are alike, in per cent.
    """
    counts: Counter[Department] = Counter(department for plan in facts for department in plan.departments())
    places: dict[str, dict[str, Department]] = defaultdict(dict)
    seen: Counter[tuple[str, str]] = Counter()
    for department, count in counts.items():
        places[department.jurisdiction].setdefault(department.name, department)
        seen[department.jurisdiction, department.name] += count
    pairs = []
    for place, departments in places.items():
        for one, two in _worth_comparing(departments):
            if decisions is not None and decisions.judged(one, two, place):
                continue
            found = _compared(departments[one], departments[two], least)
            if found is None:
                continue
            similarity, reason = found
            first, second = sorted((one, two), key=lambda name: (-seen[place, name], name))
            pairs.append(
                Pair(
                    jurisdiction=place,
                    name=first,
                    other=second,
                    similarity=round(similarity, 1),
                    reason=reason,
                    name_count=seen[place, first],
                    other_count=seen[place, second],
                )
            )
    return sorted(pairs, key=lambda pair: (pair.jurisdiction, -pair.similarity, pair.name, pair.other))


def neighbours(name: str) -> set[str]:
    """Each two characters that stand beside each other."""
    return {name[at : at + 2] for at in range(len(name) - 1)}


def pairs_that_share(keys: Mapping[str, Iterable[str]]) -> list[tuple[str, str]]:
    """Pairs of names that share a key that is not too common to say anything, sorted: never every pair of many."""
    sharing: dict[str, list[str]] = defaultdict(list)
    for name, mine in keys.items():
        for key in mine:
            sharing[key].append(name)
    return sorted(
        {
            (min(pair), max(pair))
            for names in sharing.values()
            if len(names) <= _TOO_COMMON
            for pair in combinations(names, 2)
        }
    )


def _worth_comparing(departments: dict[str, Department]) -> list[tuple[str, str]]:
    """Pairs that share two neighbouring characters, the first one, or a function: never every pair of a big place."""
    stems = {name: _stem(name) for name in departments}
    return pairs_that_share(
        {name: {stem[:1], *neighbours(stem), *_functions(departments[name])} for name, stem in stems.items()}
    )


_TOO_COMMON = 60
_ANY_KIND = {DepartmentKind.UNKNOWN, DepartmentKind.OFFICE}
_LEAST_OF_COLLECTIVES = 85.0


def _compared(one: Department, two: Department, least: float) -> tuple[float, str] | None:
    from rapidfuzz import fuzz

    if one.collective != two.collective:
        return None
    ours, theirs = _functions(one), _functions(two)
    alike = fuzz.ratio(_letters(one.name), _letters(two.name))
    if ours and theirs:
        if ours == theirs:
            return alike, "same functions"
        if _succeeds(ours, theirs):
            return alike, "one succeeded the other"
        if ours < theirs or theirs < ours:
            return alike, "functions of one among those of the other"
        return None
    if one.rule.startswith(("organ", "central")) and two.rule.startswith(("organ", "central")):
        return None
    if one.kind != two.kind and not {one.kind, two.kind} & _ANY_KIND:
        return None
    stems = sorted((_stem(one.name), _stem(two.name)), key=len)
    if one.collective:
        return (alike, "alike") if alike >= max(least, _LEAST_OF_COLLECTIVES) else None
    if len(stems[0]) >= 2 and _shortens(stems[0], stems[1]):
        return max(alike, least), "one shortens the other"
    of_stems = fuzz.ratio(*stems)
    return (of_stems, "alike") if of_stems >= least and min(map(len, stems)) >= 3 else None


def _functions(department: Department) -> set[str]:
    kind, _, names = department.rule.partition(" ")
    if kind == "function":
        return {names.split(",")[0]}
    if kind == "merged":
        return set(names.removeprefix("functions ").split(",")[0].split("+"))
    return set()


def _succeeds(ours: set[str], theirs: set[str]) -> bool:
    successors = tables().successors
    return any(successors.get(name) in theirs for name in ours) or any(
        successors.get(name) in ours for name in theirs
    )


def _stem(name: str) -> str:
    stem = _UNIT.sub("", _letters(name))
    return _ENDING.sub("", stem) or stem


def _letters(name: str) -> str:
    return _PUNCTUATION.sub("", name)


def _shortens(short: str, long: str) -> bool:
    """Whether the characters of the short name stand in the long one in their order, its first at the beginning."""
    if short[0] != long[0]:
        return False
    rest = iter(long)
    return all(character in rest for character in short)
