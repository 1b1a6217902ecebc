"""Industry chains and industries that a measure acts on, by the shortest full name that the plan gives them."""

import re
import tomllib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import ahocorasick_rs

MAX_NAME = 12
"""Most characters of an industry's name that the table does not know."""

TOPIC_COUNT = 6
"""How often a document speaks of X产业 when X is what it is about."""

ABOUT_COUNT = 3
"""How often a measure names an everyday word for an industry when the measure is about it."""

_CLAUSE = re.compile(r"[^,。;:!?《》()\n]+")
_TITLE = re.compile(r"《[^《》]{1,120}》")
_AND_SO_ON = re.compile(r"(?<![平高中均同初相对劣优])等(?![级同效离候待额价式号于])")
_CONJUNCTION = re.compile("以及|和|及|与")
_INDUSTRY = re.compile(r"全产业链|产业链|产业集群|产业(?!化|园|区|基地|工人|基金|投资|政策|用地)")
_SUFFIX = re.compile(r"(?:全?产业链条?|产业集群|产业|行业)\Z")
_COUNTED = re.compile(r"(?:[0-9一二三四五六七八九十]{1,3}(?:大|个|条|类|项))?")
_OFFICE = re.compile("[局厅委部处办站]|主管|行政|管理部|执法|管理局")
_QUOTES = "“”‘’\"'"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundChain:
    """An industry's name in a text, with its span there."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Hit:
    """A name of the table in the text, with the modifiers and endings that belong to it."""

    start: int
    end: int
    firm: bool


@dataclass(frozen=True, slots=True)
class ChainTable:
    """The words by which industries are found, compiled from ``data/chains.toml``."""

    names: ahocorasick_rs.AhoCorasick
    firm: tuple[bool, ...]
    modifier: re.Pattern[str]
    ending: re.Pattern[str]
    head: re.Pattern[str]
    whole: frozenset[str]
    general: frozenset[str]
    boundary: re.Pattern[str]


def read_table() -> dict[str, Any]:
    """The table ``data/chains.toml`` as it is written."""
    return tomllib.loads(files("loaders").joinpath("data/chains.toml").read_text("utf-8"))


@cache
def table() -> ChainTable:
    """The compiled table; read once."""
    data = read_table()
    firmness = {name: True for branch in data["branch"] for name in branch["firm"]}
    firmness |= {name: False for branch in data["branch"] for name in branch["plain"] if name not in firmness}
    heads = data["heads"]
    return ChainTable(
        names=ahocorasick_rs.AhoCorasick(list(firmness), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest),
        firm=tuple(firmness.values()),
        modifier=re.compile(f"(?:{_any(data['modifiers']['words'])})+\\Z"),
        ending=re.compile(_any(data["endings"]["words"])),
        head=re.compile("|".join(f"(?P<{rank}>{_any(heads[rank])})" for rank in ("strong", "weak", "never"))),
        whole=frozenset(data["whole"]["words"]),
        general=frozenset(data["general"]["words"]),
        boundary=re.compile(f"{_any(data['boundaries']['words'])}|[{data['boundaries']['characters']}]"),
    )


def _any(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))


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
        self._hits = self._find_hits()
        self._starts = [hit.start for hit in self._hits]
        self._topic = self._find_topic()

    def read(self, start: int, end: int, *, heading_end: int | None = None) -> Iterator[FoundChain]:
        """Yield the industries that the text from `start` to `end` acts on, in its order, each name once.

        `heading_end` is where the measure's heading ends; an everyday word in it is what the measure is about.
        """
        titles = [match.span() for match in _TITLE.finditer(self._text, start, end)]
        hits = [
            hit
            for hit in self._hits[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
            if hit.end <= end and not _inside(hit.start, titles) and not self._names_office(hit)
        ]
        found: list[FoundChain] = []
        closed: list[tuple[int, int]] = []
        for clause in _CLAUSE.finditer(self._text, start, end):
            if "、" in clause.group() and not _inside(clause.start(), titles):
                for span, members in self._lists(*clause.span(), hits):
                    closed.append(span)
                    found.extend(members)
        counts = Counter(self._text[hit.start : hit.end] for hit in hits)
        for hit in hits:
            if _inside(hit.start, closed):
                continue
            name = self._text[hit.start : hit.end]
            about = hit.start < (heading_end or start) or counts[name] >= ABOUT_COUNT
            if hit.firm or about or self._industry_follows(hit.end):
                found.append(self._chain(hit.start, hit.end))
        found.extend(self._open_names(start, end, titles, closed, hits))
        found.extend(self._topics(start, end, titles))
        names: set[str] = set()
        for chain in sorted(found, key=lambda one: (one.start, -one.end)):
            if chain.name and chain.name not in names:
                names.add(chain.name)
                yield chain

    def _find_hits(self) -> list[_Hit]:
        words, text = self._words, self._text
        hits = []
        previous = 0
        for index, start, end in words.names.find_matches_as_indexes(text):
            firm = words.firm[index]
            before = words.modifier.search(text, max(previous, start - 8), start)
            first = before.start() if before else start
            after = words.ending.match(text, end)
            last = after.end() if after else end
            if start < previous:
                continue
            hits.append(_Hit(first, last, firm))
            previous = last
        return hits

    def _find_topic(self) -> str:
        counts: Counter[str] = Counter()
        for match in _INDUSTRY.finditer(self._text):
            name = self._open_stem(match.start(), max(0, match.start() - MAX_NAME))
            if len(name) >= 2:
                counts[name] += 1
        for hit in self._hits:
            name = self._text[hit.start : hit.end]
            if name.endswith("业") and not name.endswith("产业") and len(name) > 3:
                counts[name] += 1
        if not counts:
            return ""
        name, count = max(counts.items(), key=lambda pair: (pair[1], pair[0]))
        return name if count >= TOPIC_COUNT else ""

    def _topics(self, start: int, end: int, titles: list[tuple[int, int]]) -> Iterator[FoundChain]:
        topic = self._topic
        if not topic:
            return
        for name in (topic, topic.removesuffix("业")):
            at = self._text.find(name, start, end)
            while at >= 0 and (
                _inside(at, titles) or (name != topic and self._text.startswith("业", at + len(name)))
            ):
                at = self._text.find(name, at + 1, end)
            if at >= 0:
                yield FoundChain(name=name, start=at, end=at + len(name))
            if name == topic and not topic.endswith("业"):
                return

    def _names_office(self, hit: _Hit) -> bool:
        return bool(_OFFICE.match(self._text, hit.end))

    def _industry_follows(self, at: int) -> bool:
        head = self._words.head.match(self._text, at)
        return bool(head and head["strong"])

    def _chain(self, start: int, end: int) -> FoundChain:
        while start < end and self._text[start] in _QUOTES:
            start += 1
        while end > start and self._text[end - 1] in _QUOTES:
            end -= 1
        name = self._text[start:end]
        for quote in _QUOTES:
            name = name.replace(quote, "")
        if name not in self._words.whole:
            suffix = _SUFFIX.search(name)
            if suffix and suffix.start() >= 2:
                name = name[: suffix.start()]
                end = start + suffix.start()
        return FoundChain(name=name, start=start, end=end)

    def _open_stem(self, end: int, limit: int) -> str:
        """The name before 产业 back to the word of the sentence that ends it, or empty for a general one."""
        text = self._text
        at = end
        while at > limit and (
            "\u4e00" <= text[at - 1] <= "\u9fff" or text[at - 1].isalnum() or text[at - 1] == "+"
        ):
            at -= 1
        for boundary in self._words.boundary.finditer(text, at, end):
            at = boundary.end()
        stem = text[at:end]
        return "" if stem in self._words.general else stem

    def _open_names(
        self,
        start: int,
        end: int,
        titles: list[tuple[int, int]],
        closed: list[tuple[int, int]],
        hits: list[_Hit],
    ) -> Iterator[FoundChain]:
        ends = {hit.end for hit in hits}
        for match in _INDUSTRY.finditer(self._text, start, end):
            at = match.start()
            if at in ends or match.end() in ends or _inside(at, titles) or _inside(at, closed):
                continue
            stem = self._open_stem(at, max(start, at - MAX_NAME))
            if 2 <= len(stem) <= 8:
                whole = stem + match.group() in self._words.whole
                yield FoundChain(
                    name=stem + match.group() if whole else stem,
                    start=at - len(stem),
                    end=match.end() if whole else at,
                )

    def _lists(
        self, start: int, end: int, hits: list[_Hit]
    ) -> Iterator[tuple[tuple[int, int], list[FoundChain]]]:
        """Yield each enumeration of a clause that has been judged: its span, and its members if it is of industries."""
        text = self._text
        by_end = {hit.end: hit for hit in hits if start <= hit.start and hit.end <= end}
        by_start = {hit.start: hit for hit in by_end.values()}
        items = []
        at = start
        while True:
            stop = text.find("、", at, end)
            items.append((at, end if stop < 0 else stop))
            if stop < 0:
                break
            at = stop + 1
        index = 0
        first = items[0]
        while index < len(items) - 1:
            members = [self._first_member(*first, by_end)]
            tail = end
            index += 1
            while True:
                item_start, item_end = items[index]
                open_end = _AND_SO_ON.search(text, item_start + 1, item_end)
                if open_end:
                    members.extend(self._closing_members(item_start, open_end.start(), by_start))
                    tail = open_end.end()
                    break
                if index == len(items) - 1 or item_end - item_start > MAX_NAME + 4:
                    last, tail = self._last_members(item_start, item_end, by_start)
                    members.extend(last)
                    break
                members.append((item_start, item_end))
                index += 1
            first = (tail, items[index][1])
            counted = _COUNTED.match(text, tail, end)
            after = counted.end() if counted else tail
            rank = self._rank(after, min(end, items[index][1]))
            named = [span for span in members if 1 < span[1] - span[0] <= MAX_NAME or span in _spans(by_end)]
            if not named:
                continue
            verdict = self._judge(named, rank, by_start, by_end)
            if verdict is None:
                continue
            span = named[0][0], tail
            yield span, [self._chain(*member) for member in named] if verdict else []

    def _first_member(self, start: int, end: int, by_end: dict[int, _Hit]) -> tuple[int, int]:
        if end in by_end:
            hit = by_end[end]
            return max(start, hit.start), end
        at = max(start, end - 2 * MAX_NAME)
        for boundary in self._words.boundary.finditer(self._text, at, end):
            at = boundary.end()
        return at, end

    def _closing_members(self, start: int, end: int, by_start: dict[int, _Hit]) -> list[tuple[int, int]]:
        hit = by_start.get(start)
        if hit and hit.end >= end:
            return [(start, end)]
        joint = None
        for joint in _CONJUNCTION.finditer(self._text, start + 1, end - 1):  # noqa: B007 - the last one splits
            pass
        if joint is None:
            return [(start, end)]
        return [(start, joint.start()), (joint.end(), end)]

    def _last_members(
        self, start: int, end: int, by_start: dict[int, _Hit]
    ) -> tuple[list[tuple[int, int]], int]:
        members: list[tuple[int, int]] = []
        at = start
        while True:
            hit = by_start.get(at)
            head = self._words.head.search(self._text, at, min(end, at + 2 * MAX_NAME))
            if hit and hit.end <= end:
                stop = hit.end
            elif head and head.start() > at + 1 and head["strong"]:
                stop = head.start()
                joint = _CONJUNCTION.search(self._text, at + 2, stop)
                if joint:
                    stop = joint.start()
            elif end - at <= 8:
                stop = end
                joint = _CONJUNCTION.search(self._text, at + 2, stop)
                if joint:
                    stop = joint.start()
            else:
                return members, at
            members.append((at, stop))
            joint = _CONJUNCTION.match(self._text, stop, end)
            if not joint:
                return members, stop
            at = joint.end()

    def _rank(self, start: int, end: int) -> str:
        head = self._words.head.search(self._text, start, min(end, start + 10))
        return head.lastgroup or "" if head else ""

    def _judge(
        self,
        members: list[tuple[int, int]],
        rank: str,
        by_start: dict[int, _Hit],
        by_end: dict[int, _Hit],
    ) -> bool | None:
        """Whether a list is of industries; None where its names may stand by themselves."""
        known = [by_end.get(end) or by_start.get(start) for start, end in members]
        count = sum(hit is not None for hit in known)
        firm = sum(hit is not None and hit.firm for hit in known)
        if rank == "never":
            return False
        if rank == "strong":
            return True if count or len(members) > 2 else None
        if rank == "weak":
            return True if count * 2 >= len(members) and (count >= 2 or firm) else None
        return True if firm and count * 3 >= len(members) * 2 else None


def _spans(by_end: dict[int, _Hit]) -> set[tuple[int, int]]:
    return {(hit.start, hit.end) for hit in by_end.values()}


def _inside(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)
