"""What nobody leads, who is named and has no duty, and what other places' plans have and this one lacks."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from graph.analysis.duplicates import heads_of_measures
from graph.analysis.projection import engagement
from graph.model import Role
from graph.network import Incidence, Targets

if TYPE_CHECKING:
    import pandas as pd

GapKind = Literal["chain", "zone", "goal", "support-only", "unassigned", "line"]
GAP_KINDS: tuple[GapKind, ...] = get_args(GapKind)
Why = Literal["nobody", "answered", "supported", "named", "elsewhere"]

_SHORTEST_NAME = 3
_ONE_KIND_FROM = 70.0
_ELSEWHERE_FROM = 2
_CORES_AT_ONCE = 256
_YEARS = re.compile(r"[（(]?\d{4}年?(?:[—\-－–~～至]+\d{4})?年?(?:度)?[）)]?|[“\"]?十[三四五六]五[”\"]?")
_WRAPPING = re.compile(
    r".*关于(?:印发|公布|发布)?|的?通知$|[《》“”\"（）()、，,—\-]|实施方案|行动方案|工作方案|行动计划|实施意见|若干措施|"
    r"工作要点|任务分解|分工方案|三年|全[省市县区]|进一步|推动|推进|加快|促进"
)


def gaps(
    incidence: Incidence, kinds: tuple[GapKind, ...] = GAP_KINDS, *, elsewhere: Incidence | None = None
) -> "pd.DataFrame":
    """List what is missing in plans.

    Parameters
    ----------
    incidence : Incidence
        The plans that are looked at, with their collective actors: 各县区政府 can lead as well.
    kinds : tuple of str
        Which gaps to look for:

        - "chain", "zone", "goal": a chain, zone or goal that measures of a plan name and that no measure of it with
          a lead names;
        - "support-only": a measure that only supports are given to, nobody leads it or answers for it;
        - "unassigned": an agency that a plan's measures name and that has no duty in the plan;
        - "line": a functional line that has a duty in two or more plans of other places of the same kind (see
          `same_kind`), and none in this plan.
    elsewhere : Incidence, optional
        The plans to compare lines with, by default those of `incidence`; and the agencies whose names are looked for.

    Returns
    -------
    DataFrame
        Columns `kind`, `plan_key`, `plan`, `what` (its name, or a measure's path and heading), `why`, `names` and
        `measures` (keys of the measures concerned; empty for a line); by kind in the order above, what nobody even
        answers for first, then by plan and place. `why` is "nobody" (none leads or answers for it), "answered" (some
        answer for it, none leads; `names` of both are the plans where somebody leads on the chain or zone: none where
        nobody does in any plan), "supported" (`names` support it, nothing else), "named" (the agency is named and
        has no duty) or "elsewhere" (plans of the places in `names` have the line).
    """
    import pandas as pd

    everywhere = elsewhere or incidence
    rows: list[GapRow] = []
    for kind in kinds:
        if kind in ("chain", "zone", "goal"):
            rows += _without_lead(incidence, kind, everywhere)
        elif kind == "support-only":
            rows += _support_only(incidence)
        elif kind == "unassigned":
            rows += _unassigned(incidence, everywhere)
        else:
            rows += _missing_lines(incidence, everywhere)
    plans, keys = incidence.plans, incidence.measures.key
    rows.sort(key=lambda row: (GAP_KINDS.index(row[0]), row[3] == "answered", row[1], row[5], row[2]))
    return pd.DataFrame(
        [
            (
                kind,
                plans.key[plan],
                plans.title[plan],
                what,
                why,
                names,
                [keys[measure] for measure in measures],
            )
            for kind, plan, what, why, names, measures in rows
        ],
        columns=["kind", "plan_key", "plan", "what", "why", "names", "measures"],
    )


GapRow = tuple[GapKind, int, str, Why, list[str], list[int]]
"""Kind, plan, what, why, names and measures of a gap."""


def _without_lead(incidence: Incidence, kind: GapKind, everywhere: Incidence) -> Iterator[GapRow]:
    targets: Targets = getattr(incidence, f"{kind}_targets")
    keys = getattr(incidence, f"{kind}s").key
    names = {
        "chain": incidence.chains.name,
        "zone": incidence.zones.label,
        "goal": incidence.goals.indicator,
    }[kind]
    led = incidence.is_led
    leading = _leading_plans(everywhere, kind)
    answered = np.diff(heads_of_measures(incidence).indptr) > 0
    of_plan = incidence.measures.plan[targets.measure]
    is_led = np.unique(np.stack([of_plan, targets.target])[:, led[targets.measure]], axis=1)
    with_lead = set(zip(*is_led.tolist(), strict=True))
    by_plan: dict[tuple[int, int], list[int]] = defaultdict(list)
    for plan, target, measure in zip(
        of_plan.tolist(), targets.target.tolist(), targets.measure.tolist(), strict=True
    ):
        if (plan, target) not in with_lead:
            by_plan[plan, target].append(measure)
    for (plan, target), measures in by_plan.items():
        yield (
            kind,
            plan,
            names[target],
            "answered" if answered[measures].any() else "nobody",
            leading.get(keys[target], []),
            measures,
        )


def _leading_plans(everywhere: Incidence, kind: str) -> dict[str, list[str]]:
    """The titles of the plans that have a lead on each chain or zone; no goal is of two plans."""
    if kind == "goal":
        return {}
    targets: Targets = getattr(everywhere, f"{kind}_targets")
    keys, led, plan = getattr(everywhere, f"{kind}s").key, everywhere.is_led, everywhere.measures.plan
    found: dict[str, set[str]] = defaultdict(set)
    with_lead = led[targets.measure]
    pairs = np.unique(np.stack([targets.target, plan[targets.measure]])[:, with_lead], axis=1)
    for target, of in zip(*pairs.tolist(), strict=True):
        found[keys[target]].add(everywhere.plans.title[of])
    return {key: sorted(titles) for key, titles in found.items()}


def _support_only(incidence: Incidence) -> Iterator[GapRow]:
    answered = np.diff(heads_of_measures(incidence).indptr) > 0
    supports = engagement(incidence, roles=(Role.SUPPORTS,)).T.tocsr()
    supports.sort_indices()
    measures = incidence.measures
    for measure in np.flatnonzero(~answered & (np.diff(supports.indptr) > 0)).tolist():
        agencies = supports.indices[supports.indptr[measure] : supports.indptr[measure + 1]]
        names = incidence.agencies.label[agencies].tolist()
        what = f"{measures.path[measure]} {measures.heading[measure]}"
        yield "support-only", int(measures.plan[measure]), what, "supported", names, [measure]


def _unassigned(incidence: Incidence, everywhere: Incidence) -> Iterator[GapRow]:
    """Agencies of the plan's own place, found by the longest of their names."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    places = set(incidence.plans.jurisdiction)
    owners: dict[str, dict[str, str]] = defaultdict(dict)
    for key, name, place, aliases, collective in zip(
        everywhere.agencies.key,
        everywhere.agencies.name,
        everywhere.agencies.jurisdiction,
        everywhere.agencies.aliases,
        everywhere.agencies.collective,
        strict=True,
    ):
        for word in {name, *aliases} if place in places and not collective else ():
            if len(word) >= _SHORTEST_NAME:
                owners[word][place] = key
    if not owners:
        return
    words = sorted(owners)
    finder = AhoCorasick(words, matchkind=MatchKind.LeftmostLongest)
    with_duty: set[tuple[int, str]] = {
        (int(incidence.measures.plan[measure]), incidence.agencies.key[agency])
        for agency, measure in zip(
            incidence.duties.agency.tolist(), incidence.duties.measure.tolist(), strict=True
        )
    }
    named: dict[tuple[int, str], list[int]] = defaultdict(list)
    for measure, text in enumerate(incidence.measures.text):
        plan = int(incidence.measures.plan[measure])
        place = incidence.plans.jurisdiction[plan]
        for word in sorted(
            {words[number] for number, *_ in finder.find_matches_as_indexes("".join(text.split()))}
        ):
            key = owners[word].get(place)
            if key is not None and (plan, key) not in with_duty and named[plan, key][-1:] != [measure]:
                named[plan, key].append(measure)
    name_of = dict(zip(everywhere.agencies.key, everywhere.agencies.label, strict=True))
    for (plan, key), measures in named.items():
        yield "unassigned", plan, name_of[key], "named", [], measures


def _missing_lines(incidence: Incidence, everywhere: Incidence) -> Iterator[GapRow]:
    lines_of: dict[str, set[str]] = {key: set() for key in everywhere.plans.key}
    duties = everywhere.duties
    plan_of_duty = everywhere.plans.key[everywhere.measures.plan[duties.measure]]
    for key, line in zip(
        plan_of_duty.tolist(), everywhere.agencies.line[duties.agency].tolist(), strict=True
    ):
        if line:
            lines_of[key].add(line)
    having: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    """Of each core of titles, the places that give each line a duty."""
    for key, core, place in _cores(everywhere):
        for line in lines_of[key]:
            having[core][line].add(place)
    numbered = {key: number for number, key in enumerate(incidence.plans.key)}
    with_core: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for key, core, place in _cores(incidence):
        with_core[core].append((key, place))
    for core, alike in _alike(sorted(with_core), sorted(having)):
        lines: dict[str, set[str]] = defaultdict(set)
        for other in alike:
            for line, found in having[other].items():
                lines[line] |= found
        elsewhere = _Elsewhere(lines)
        for key, place in with_core[core]:
            for line in sorted(lines.keys() - lines_of.get(key, set())):
                names = elsewhere.than(place, line)
                if len(names) >= _ELSEWHERE_FROM:
                    yield "line", numbered[key], line, "elsewhere", names, []


class _Elsewhere:
    """Places that have a line, other than one: the list is one object for all plans that it is the same for."""

    def __init__(self, lines: dict[str, set[str]]) -> None:
        self._lines = lines
        self._listed: dict[tuple[str, str], list[str]] = {}

    def than(self, place: str, line: str) -> list[str]:
        found = self._lines[line]
        key = (line, place if place in found else "")
        if key not in self._listed:
            self._listed[key] = sorted(found - {place})
        return self._listed[key]


def _cores(incidence: Incidence) -> Iterator[tuple[str, str, str]]:
    """Key, core of the title and place of each plan that has such a core."""
    plans = incidence.plans
    for key, title, place in zip(plans.key, plans.title, plans.jurisdiction, strict=True):
        core = _core(title, place)
        if core:
            yield key, core, place


def _alike(cores: list[str], others: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Each core with those of the others that are as much alike as titles of one kind."""
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import cdist

    if not others:
        return
    for start in range(0, len(cores), _CORES_AT_ONCE):
        some = cores[start : start + _CORES_AT_ONCE]
        alike = cdist(some, others, scorer=ratio, score_cutoff=_ONE_KIND_FROM, dtype=np.float32)
        for core, row in zip(some, alike, strict=True):
            yield core, [others[place] for place in np.flatnonzero(row).tolist()]


def same_kind(one: str, other: str, places: tuple[str, str] = ("", "")) -> bool:
    """Whether the titles of two plans, without places, years and the usual wrapping, are at least 70 % alike.

    Examples
    --------
    >>> same_kind("临江市优化营商环境行动方案（2024年）", "青岚市优化营商环境实施方案", ("临江市", "青岚市"))
    True
    >>> same_kind("临江市优化营商环境行动方案", "临江市低空经济行动方案", ("临江市", "临江市"))
    False
    """
    from rapidfuzz.fuzz import ratio

    cores = [_core(title, place) for title, place in zip((one, other), places, strict=True)]
    return all(cores) and ratio(*cores) >= _ONE_KIND_FROM


def _core(title: str, place: str) -> str:
    """What a title is about: without its place, years and the usual wrapping."""
    return _WRAPPING.sub("", _YEARS.sub("", title.replace(place, "") if place else title))
