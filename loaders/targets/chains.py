"""Industry chains and industries that a measure acts on, by the shortest full name that the plan gives them."""

import re
from bisect import bisect_left
from collections.abc import Iterator

import msgspec

from loaders.targets.acting import PARK, judge
from loaders.targets.chain_wording import shapes, wording
from loaders.targets.clauses import Clause
from loaders.targets.group_verdicts import Verdict
from loaders.targets.groups import Group, groups
from loaders.targets.industries import Standing, canonical_industry, standings
from loaders.targets.industry_names import Name, called_lists, find_names, is_general, names_between
from loaders.text.spans import Spans

_CLAUSE_END = re.compile("[,。;:!?《》()]")
_TITLE = re.compile(r"《[^《》]{1,120}》")
_SUFFIX = re.compile(r"(?:全?产业链条?|产业集群|产业|行业)\Z")
_QUOTE_MARKS = str.maketrans("", "", "“”‘’\"'")
_CHAINED = ("链", "集")
_PRODUCTS = "产品制造业"
_SHARED = re.compile("(?:和|与|及|、)[\u4e00-\u9fff]{2,5}?(汽车|电池|经济)")
_LINKED = re.compile("(?:[\u4e00-\u9fff]{1,10}—(?!—)){2,}[\u4e00-\u9fff]{1,12}?(?=全?产业链|产业)")
_NO_SPANS = Spans()


class FoundChain(msgspec.Struct, frozen=True, gc=False):
    """An industry's name in a text with its span there, and why it is a target or is left out."""

    name: str
    start: int
    end: int
    rule: str = ""
    words: str = ""


class ChainReader:
    """Finds the industries of measures in one document: first their names, then what is done with them.

    Parameters
    ----------
    text : str
        The document without white space, brackets and punctuation of one width.
    """

    def __init__(self, text: str) -> None:
        if "—" in text:
            # 硅料—硅片—组件产业链 lists the links of a chain.
            text = _LINKED.sub(lambda match: match.group().replace("—", "、"), text)
        self._text = text
        self._titles = Spans(match.span() for match in _TITLE.finditer(text)) if "《" in text else _NO_SPANS
        settled = list(self._settled(find_names(text, self._titles)))
        self._found = sorted((chain for kept, chain in settled if kept), key=_place)
        self._starts = [chain.start for chain in self._found]
        self._left_out: list[FoundChain] | None = None

    def read(self, start: int, end: int, *, without: Spans = _NO_SPANS) -> list[FoundChain]:
        """Give the industries that the text from `start` to `end` acts on, in its order, each one once.

        One that the text calls by two names has the longer of them. `without` are stretches whose names are left out,
        for they belong to the names of zones.
        """
        chains: dict[str, FoundChain] = {}
        for chain in self._found[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            if chain.end > end or (without.meet(chain.start, chain.end) and not self._of_park(chain)):
                continue
            key = _same(chain.name)
            if key not in chains or len(chain.name) > len(chains[key].name):
                chains[key] = chain
        return list(chains.values())

    def _of_park(self, chain: FoundChain) -> bool:
        """Whether a name is that of the industry of a park that is built: 物流 in 建设青岚物流园."""
        words = wording()
        return (
            (chain.rule == PARK or chain.words in words.builds)
            and words.park.match(self._text, chain.end) is not None
            and standings().get(chain.name) is Standing.ESTABLISHED
        )

    def left_out(self, start: int, end: int) -> list[FoundChain]:
        """Give the names in a stretch that are no targets, each with the reason."""
        if self._left_out is None:
            every = self._settled(find_names(self._text, self._titles, every=True))
            self._left_out = sorted((chain for kept, chain in every if not kept), key=_place)
        first = bisect_left(self._left_out, start, key=lambda chain: chain.start)
        last = bisect_left(self._left_out, end, key=lambda chain: chain.start)
        return [chain for chain in self._left_out[first:last] if chain.end <= end]

    def _settled(self, names: list[Name]) -> Iterator[tuple[bool, FoundChain]]:
        """Yield each name with whether it is a target."""
        for clause, inside in self._clauses(names):
            for group in groups(clause.text, clause.start, clause.end, inside):
                for member, verdict in judge(clause, group):
                    yield self._settle(group, member, verdict)

    def _clauses(self, names: list[Name]) -> Iterator[tuple[Clause, list[Name]]]:
        """Yield the clauses that name an industry, with their names."""
        text, starts = self._text, [name.start for name in names]
        backward, size = text[::-1], len(text)
        places = sorted({*starts, *called_lists(text)})
        at = 0
        while at < len(places):
            first = places[at]
            ends, begins = _CLAUSE_END.search(text, first), _CLAUSE_END.search(backward, size - first)
            start, end = size - begins.start() if begins else 0, ends.start() if ends else size
            inside = names_between(names, starts, start, end)
            if inside or text.find("、", start, end) >= 0:
                yield Clause(text, start, end), inside
            at = max(at + 1, bisect_left(places, end))

    def _settle(self, group: Group, member: Name, verdict: Verdict) -> tuple[bool, FoundChain]:
        if verdict.kept:
            name, end = self._named(group, member)
            whole = name in shapes().whole or name.endswith(_PRODUCTS)
            names_one = member.known or group.listed or whole or not is_general(name)
            if names_one and name not in shapes().never:
                return True, FoundChain(name, member.start, end, verdict.rule, verdict.words)
            verdict = Verdict(False, "industries in general", name)
        name = self._text[member.start : member.end]
        return False, FoundChain(name, member.start, member.end, verdict.rule, verdict.words)

    def _named(self, group: Group, member: Name) -> tuple[str, int]:
        """The shortest form that is the whole name: 旅游服务 → 旅游, and 数字产业 as it is."""
        text, words = self._text, shapes()
        start, end = member.start, member.end
        name = text[start:end].translate(_QUOTE_MARKS)
        head = group.head
        if (
            text.startswith("产业", end)
            and text[end + 2 : end + 3] not in _CHAINED
            and name + "产业" in words.whole
        ):
            return name + "产业", end + 2
        if end == group.end == head.start and head.label == "industry":
            headed = name + text[head.start : min(head.end, head.start + 2)]
            if headed in words.whole:
                return headed, head.start + 2
            if text.startswith("服务业", head.start) and name not in words.services:
                return name + "服务", head.start + 2
        if text.startswith("业", end) and (name + "业").endswith(_PRODUCTS):
            return name + "业", end + 1
        if text.startswith("收费", end):
            return name.removesuffix("服务"), end
        if text.startswith(wording().linked, end) and (link := wording().link_end.search(name)):
            stem = name[: link.start()]
            if standings().get(stem, Standing.FORM) is not Standing.FORM:
                return stem, start + len(stem)
        if head.label == "bodies" and text.startswith("服务", head.start) and name not in words.services:
            return name.removesuffix("服务") + "服务", end
        if (shared := _SHARED.match(text, end)) and name + shared.group(1) in standings():
            # 新能源|和智能网联汽车 are two kinds of cars.
            return name + shared.group(1), end
        if name not in words.whole and (suffix := _SUFFIX.search(name)) and suffix.start() >= 2:
            end -= len(name) - suffix.start()
            name = name[: suffix.start()]
        if not member.known and name.endswith("服务业"):
            return name.removesuffix("业"), end
        return _folded(name), end


def _place(chain: FoundChain) -> tuple[int, int]:
    return chain.start, -chain.end


def _same(name: str) -> str:
    """What tells one industry from another in a measure: 现代物流 is 物流, 演艺经济 is 演艺, but 现代农业 is a branch of its own."""
    name = canonical_industry(name)
    stem = name.removeprefix("现代").removesuffix("经济")
    return stem if standings().get(stem) is Standing.ESTABLISHED else name


def _folded(name: str) -> str:
    """A name without the 服务 that it does not need: 养老服务 is 养老."""
    stem = name.removesuffix("业").removesuffix("服务")
    if stem != name and stem.endswith(tuple(shapes().services)) and name != stem + "业":
        return stem
    return name
