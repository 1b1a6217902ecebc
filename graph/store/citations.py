"""Which plan cites which: by number or title, where exactly one plan answers to it."""

import re
from collections import defaultdict
from collections.abc import Iterable
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


def citation_edges(plans: Iterable[CitingPlan]) -> dict[tuple[str, str], str]:
    """Pairs of citing and cited plan, with the citation that says so.

    A number decides where a plan has it; else the title does, unless the cited number contradicts the plan's
    own. Two plans of one number or title are two candidates: no edge.
    """
    plans = sorted(plans, key=lambda plan: plan.key)
    by_number: dict[str, list[CitingPlan]] = defaultdict(list)
    by_title: dict[str, list[CitingPlan]] = defaultdict(list)
    for plan in plans:
        if plan.number:
            by_number[_plain(plan.number)].append(plan)
        if plan.title:
            by_title[_plain(plan.title)].append(plan)
    edges: dict[tuple[str, str], str] = {}
    for plan in plans:
        for citation in plan.citations:
            match = _TITLE.fullmatch(citation)
            title, number = (match["title"], match["number"]) if match else ("", citation)
            number = _plain(number)
            candidates = by_number.get(number, []) if number else []
            if not candidates:
                candidates = [
                    other
                    for other in by_title.get(_plain(title), [])
                    if not number or not other.number or _plain(other.number) == number
                ]
            if len(candidates) == 1 and candidates[0].key != plan.key:
                edges.setdefault((plan.key, candidates[0].key), citation)
    return edges


def _plain(text: str) -> str:
    return "".join(normalize("NFKC", text).split()).translate(_BRACKETS)
