"""Industry chains and industries that a measure acts on, by the shortest full name that the plan gives them."""

import re
import tomllib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import Any

import ahocorasick_rs

from loaders.enumerations import Enumeration, enumerations
from loaders.sentence import any_of, begins_with_place, crosses_boundary, name_start

MAX_NAME = 12
"""Most characters of an industry's name that the table does not know."""

TOPIC_COUNT = 6
"""How often a document speaks of X产业 when X is what it is about."""

ABOUT_COUNT = 3
"""How often a measure names an everyday word for an industry when the measure is about it."""

_CLAUSE = re.compile(r"[^,。;:!?《》()]+")
_TITLE = re.compile(r"《[^《》]{1,120}》")
_INDUSTRY = re.compile(
    r"全产业链|产业链|产业集群|产业(?![化园区]|基地|工人|基金|投资|政策|用地|发展规划|转移|结构|布局)"
)
_SUFFIX = re.compile(r"(?:全?产业链条?|产业集群|产业|行业)\Z")
_BUSINESS = re.compile("业(?![务态主绩内界余者])")
_OFFICE = re.compile("[局厅委部处办站]|主管|行政|管理部|执法|管理局|工会|学会")
_QUOTES = "“”‘’\"'"
_QUOTE_MARKS = str.maketrans("", "", _QUOTES)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundChain:
    """An industry's name in a text, with its span there."""

    name: str
    start: int
    end: int


class Rank(IntEnum):
    """How much a name of the table means an industry by itself."""

    LISTED = 0
    BROAD = 1
    PLAIN = 2
    FIRM = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the table in the text, with the modifiers and endings that belong to it."""

    start: int
    end: int
    rank: Rank


@dataclass(frozen=True, slots=True)
class _Member:
    """A member of a list: its span, the rank of the table's name in it, and whether it may name an industry."""

    span: tuple[int, int]
    rank: Rank | None
    named: bool


@dataclass(frozen=True, slots=True)
class ChainTable:
    """The words by which industries are found, compiled from ``data/chains.toml``."""

    names: ahocorasick_rs.AhoCorasick
    ranks: tuple[Rank, ...]
    modifier: re.Pattern[str]
    ending: re.Pattern[str]
    head: re.Pattern[str]
    carrier: re.Pattern[str]
    about: re.Pattern[str]
    whole: frozenset[str]
    general: tuple[str, ...]
    unnamed: tuple[str, ...]


def read_table() -> dict[str, Any]:
    """The table ``data/chains.toml`` as it is written."""
    return tomllib.loads(files("loaders").joinpath("data/chains.toml").read_text("utf-8"))


def ranked_names() -> dict[str, Rank]:
    """Every name of the table with its rank."""
    data = read_table()
    ranks = dict.fromkeys(data["broad"]["words"], Rank.BROAD)
    for rank in (Rank.LISTED, Rank.PLAIN, Rank.FIRM):
        ranks |= {name: rank for branch in data["branch"] for name in branch[rank.name.lower()]}
    return ranks


@cache
def table() -> ChainTable:
    """The compiled table; read once."""
    data = read_table()
    ranks = ranked_names()
    heads = data["heads"]
    return ChainTable(
        names=ahocorasick_rs.AhoCorasick(list(ranks), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest),
        ranks=tuple(ranks.values()),
        modifier=re.compile(f"(?:{any_of(data['modifiers']['words'])})+\\Z"),
        ending=re.compile(any_of(data["endings"]["words"])),
        head=re.compile("|".join(f"(?P<{kind}>{any_of(words)})" for kind, words in heads.items())),
        carrier=re.compile(any_of(data["carriers"]["words"]) + "|市场(?!监管|主体|准入|化|监督)"),
        about=re.compile(f"(?:{any_of(data['broad']['before'])})\\Z"),
        whole=frozenset(data["whole"]["words"]),
        general=tuple(data["general"]["words"]),
        unnamed=tuple(data["unnamed"]["endings"]),
    )


class ChainReader:
    """Finds the industries of measures in one document.

    Parameters
    ----------
    text : str
        The document without white space, brackets and punctuation of one width.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._words = table()
        self._hits = list(self._find_hits())
        self._starts = [hit.start for hit in self._hits]
        self._spoken_of = self._count_spoken_of()
        self._topic = self._find_topic()

    def read(self, start: int, end: int, *, heading: tuple[int, int] | None = None) -> Iterator[FoundChain]:
        """Yield the industries that the text from `start` to `end` acts on, in its order, each name once.

        `heading` is the span of the heading of the measure's item, in `start` to `end` or before it: an everyday
        word in it is what the measure is about.
        """
        titles = [match.span() for match in _TITLE.finditer(self._text, start, end)]
        hits = [hit for hit in self._hits_between(start, end) if not _inside(hit.start, titles)]
        about = self._about(hits, heading)
        found: list[FoundChain] = []
        closed: list[tuple[int, int]] = []
        for clause in _CLAUSE.finditer(self._text, start, end):
            if "、" not in clause.group() or _inside(clause.start(), titles):
                continue
            for listed in enumerations(self._text, *clause.span(), self._hits_between(*clause.span())):
                members = [self._member(span, hits) for span in listed.members]
                if self._is_industrial(listed, members):
                    closed.append((listed.members[0][0], listed.end))
                    found.extend(self._chain(*member.span) for member in members if member.named)
        closed.sort()
        for hit in hits:
            if not _inside(hit.start, closed) and self._stands_alone(hit, about):
                found.append(self._chain(hit.start, hit.end))
        found.extend(self._open_names(start, end, titles + closed, hits))
        found.extend(self._topics(start, end, titles))
        names: set[str] = set()
        for chain in sorted(found, key=lambda one: (one.start, -one.end)):
            if len(chain.name) > 1 and chain.name not in names:
                names.add(chain.name)
                yield chain

    def _find_hits(self) -> Iterator[Hit]:
        words, text = self._words, self._text.replace("＋", "+")
        previous = 0
        for index, start, end in words.names.find_matches_as_indexes(text):
            if start < previous or (end - start <= 3 and crosses_boundary(text, start)):
                continue
            rank = words.ranks[index]
            before = words.modifier.search(text, max(previous, start - 8), start)
            if before:
                start = before.start()
            if after := words.ending.match(text, end):
                end = after.end()
            if rank is not Rank.BROAD and text[end - 1] != "业" and _BUSINESS.match(text, end):
                end += 1
                rank = max(rank, Rank.PLAIN)
            previous = end
            if not _OFFICE.match(text, end):
                yield Hit(start, end, rank)

    def _hits_between(self, start: int, end: int) -> list[Hit]:
        found = self._hits[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return found[:-1] if found and found[-1].end > end else found

    def _name(self, hit: Hit) -> str:
        return self._text[hit.start : hit.end]

    def _about(self, hits: list[Hit], heading: tuple[int, int] | None) -> set[str]:
        """Names that a measure is about: those in its heading, and those that it repeats."""
        counts = Counter(map(self._name, hits))
        about = {name for name, count in counts.items() if count >= ABOUT_COUNT}
        if heading:
            about.update(map(self._name, self._hits_between(*heading)))
        return about

    def _stands_alone(self, hit: Hit, about: set[str]) -> bool:
        """Whether a name outside every list is an industry that the measure acts on."""
        if hit.rank is Rank.FIRM:
            return True
        if hit.rank is Rank.BROAD:
            return self._name(hit) in about or bool(
                self._words.about.search(self._text, max(0, hit.start - 2), hit.start)
            )
        head = self._words.head.match(self._text, hit.end)
        if head and head["strong"] and not self._text.startswith("化", head.end()):
            return True
        if hit.rank is Rank.LISTED:
            return False
        return self._name(hit) in about or bool(self._words.carrier.match(self._text, hit.end))

    def _chain(self, start: int, end: int) -> FoundChain:
        name = self._text[start:end].translate(_QUOTE_MARKS)
        if name not in self._words.whole:
            suffix = _SUFFIX.search(name)
            if suffix and suffix.start() >= 2:
                end -= len(name) - suffix.start()
                name = name[: suffix.start()]
        return FoundChain(name=name, start=start, end=end)

    def _member(self, span: tuple[int, int], hits: Sequence[Hit]) -> _Member:
        start, end = span
        text = self._text[start:end]
        for hit in hits:
            if hit.end == end and (hit.rank is not Rank.LISTED or hit.start <= start):
                joint = hit.start > start and text[: hit.start - start].endswith(("和", "及", "与"))
                return _Member((hit.start, end) if joint else span, hit.rank, True)
            if hit.start == start and self._words.carrier.match(self._text, hit.end):
                return _Member((hit.start, hit.end), hit.rank, True)
        named = not text.endswith(self._words.unnamed) and "的" not in text and 1 < len(text) <= MAX_NAME
        return _Member(span, None, named)

    def _is_industrial(self, listed: Enumeration, members: list[_Member]) -> bool:
        """Whether a list is of industries, by what follows it and by the members that the table knows."""
        size = len(members)
        known = sum(member.rank is not None for member in members)
        firm = sum(member.rank is Rank.FIRM for member in members)
        if (
            "的" in self._text[slice(*listed.members[-1])]
            or 2 * sum(member.named for member in members) < size
        ):
            return False
        at = bisect_left(self._starts, listed.end)
        follows = self._hits[at] if at < len(self._hits) and self._starts[at] == listed.end else None
        if listed.closed and follows and follows.rank is Rank.FIRM:
            return known * 2 >= size
        head = self._words.head.search(self._text, listed.end, min(len(self._text), listed.end + 10))
        match head.lastgroup if head else None:
            case "strong":
                at_once = head is not None and head.start() - listed.end <= 2
                return (at_once and listed.closed and size > 1) or known * 3 >= size
            case "weak":
                return known * 2 >= size and (known >= 2 or firm > 0)
            case "bodies":
                return firm * 2 >= size
            case "never":
                return False
            case _:
                return firm > 0 and known * 3 >= size * 2

    def _count_spoken_of(self) -> Counter[str]:
        """How often the document speaks of X产业, by X."""
        counts: Counter[str] = Counter()
        for match in _INDUSTRY.finditer(self._text):
            stem = self._stem(max(0, match.start() - MAX_NAME), match.start())
            if stem:
                counts[stem] += 1
        return counts

    def _find_topic(self) -> str:
        counts = Counter(self._spoken_of)
        for hit in self._hits:
            name = self._name(hit)
            if name.endswith("业") and not name.endswith("产业") and len(name) > 3:
                counts[name] += 1
        name, count = max(counts.items(), key=lambda pair: (pair[1], pair[0]), default=("", 0))
        return name if count >= TOPIC_COUNT else ""

    def _topics(self, start: int, end: int, titles: list[tuple[int, int]]) -> Iterator[FoundChain]:
        for name in dict.fromkeys((self._topic, self._topic.removesuffix("业"))):
            at = self._text.find(name, start, end) if name else -1
            while at >= 0 and (
                _inside(at, titles) or (name != self._topic and self._text.startswith("业", at + len(name)))
            ):
                at = self._text.find(name, at + 1, end)
            if at >= 0:
                yield FoundChain(name=name, start=at, end=at + len(name))

    def _stem(self, start: int, end: int) -> str:
        """The name that ends before 产业, back to the word of the sentence before it; empty for a general one."""
        at = end
        while at > start and (self._text[at - 1].isalnum() or self._text[at - 1] == "+"):
            at -= 1
        stem = self._text[name_start(self._text, at, end) : end]
        if len(stem) < 2 or len(stem) > 8 or stem[0].isdigit():
            return ""
        if stem.endswith(self._words.general) or begins_with_place(stem):
            return ""
        return stem

    def _open_names(
        self, start: int, end: int, closed: list[tuple[int, int]], hits: list[Hit]
    ) -> Iterator[FoundChain]:
        """Yield the names before 产业 that the table does not know, where the document uses them more than once."""
        inside = {at for hit in hits for at in range(hit.start, hit.end + 1)}
        for match in _INDUSTRY.finditer(self._text, start, end):
            at = match.start()
            stem = self._stem(max(start, at - MAX_NAME), at)
            first = at - len(stem)
            if not stem or inside.intersection(range(first, at + 1)) or _inside(at, closed):
                continue
            if self._spoken_of[stem] > 1 or self._follows_verb(first):
                whole = stem + match.group() in self._words.whole
                last = match.end() if whole else at
                yield FoundChain(name=self._text[first:last], start=first, end=last)

    def _follows_verb(self, at: int) -> bool:
        return at > 1 and name_start(self._text, at - 2, at) == at


def _inside(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)
