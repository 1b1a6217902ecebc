"""Which plan cites which: by number or title, where exactly one plan answers to it."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from unicodedata import normalize

_TITLE = re.compile(r"《(?P<title>.*)》(?P<number>[^》]*)", re.DOTALL)
_BRACKETS = str.maketrans("〔〕[]【】〈〉《》", "()()()()()")


@dataclass(frozen=True, slots=True)
class CitingPlan:
    """What identifies a plan, and what it cites as `《title》number`."""

    key: str
    title: str
    number: str
    citations: tuple[str, ...]


class Citations:
    """All plans by what they are called and by what they cite, so that a change costs what it touches alone."""

    def __init__(self, plans: Iterable[CitingPlan] = ()) -> None:
        self._plans: dict[str, CitingPlan] = {}
        self._called: dict[str, set[str]] = defaultdict(set)
        self._citing: dict[str, set[str]] = defaultdict(set)
        self.change(plans)

    def __contains__(self, key: object) -> bool:
        return key in self._plans

    def change(self, plans: Iterable[CitingPlan], gone: Iterable[str] = ()) -> set[str]:
        """Put plans in the place of those of their keys, and take the gone ones out.

        Returns
        -------
        set of str
            Keys of the plans whose citations may lead elsewhere now.
        """
        plans = list(plans)
        touched: set[str] = set()
        for key in {*gone, *(plan.key for plan in plans)} & self._plans.keys():
            old = self._plans.pop(key)
            touched |= self._enter(old, set.discard)
        for plan in plans:
            self._plans[plan.key] = plan
            touched |= self._enter(plan, set.add)
        return {key for name in touched for key in self._citing[name]} | {plan.key for plan in plans}

    def _enter(self, plan: CitingPlan, enter: Callable[[set[str], str], None]) -> set[str]:
        names = {_plain(name) for name in (plan.number, plan.title) if name}
        for name in names:
            enter(self._called[name], plan.key)
        for citation in plan.citations:
            for name in filter(None, map(_plain, _parts(citation))):
                enter(self._citing[name], plan.key)
        return names

    def edges(self, keys: Iterable[str] | None = None) -> dict[tuple[str, str], str]:
        """Pairs of citing and cited plan, with the citation that says so; of these plans, or of all.

        A number decides where a plan has it; else the title does, unless the cited number contradicts the plan's
        own. Two plans of one number or title are two candidates: no edge.
        """
        edges: dict[tuple[str, str], str] = {}
        for key in sorted(self._plans.keys() if keys is None else self._plans.keys() & set(keys)):
            for citation in self._plans[key].citations:
                candidates = self._candidates(citation)
                if len(candidates) == 1 and candidates[0] != key:
                    edges.setdefault((key, candidates[0]), citation)
        return edges

    def _candidates(self, citation: str) -> list[str]:
        title, number = map(_plain, _parts(citation))
        plans = self._plans
        if number:
            numbered = [key for key in self._called[number] if _plain(plans[key].number) == number]
            if numbered:
                return numbered
        return [
            key
            for key in (self._called[title] if title else ())
            if _plain(plans[key].title) == title
            and (not number or not plans[key].number or _plain(plans[key].number) == number)
        ]


def citation_edges(plans: Iterable[CitingPlan]) -> dict[tuple[str, str], str]:
    """The pairs of citing and cited plan among these; see `Citations.edges`."""
    return Citations(plans).edges()


def _parts(citation: str) -> tuple[str, str]:
    match = _TITLE.fullmatch(citation)
    return (match["title"], match["number"]) if match else ("", citation)


def _plain(text: str) -> str:
    return "".join(normalize("NFKC", text).split()).translate(_BRACKETS)
