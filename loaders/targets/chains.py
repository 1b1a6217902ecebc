"""Industry chains and industries that a measure acts on, by the shortest full name that the plan gives them."""

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from loaders.lexicon.phrases import Phrases, by_last
from loaders.places.sentence import begins_with_place, crossing_words, is_place, name_start
from loaders.targets.enumerations import Enumeration, enumerations
from loaders.text.spans import Spans

MAX_NAME = 12
"""Most characters of an industry's name that the table does not know."""

TOPIC_COUNT = 6
"""How often a document speaks of X产业 when X is what it is about."""

NAMED_COUNT = 8
"""How often at least a document names an industry of the table when it is what the document is about."""

NAMED_DISTANCE = 200
"""Most characters of a document for each time that it names what it is about."""

MAX_SHARED = 4
"""Most characters before a name that share its ending by 及 (动力及储能电池), whatever they say."""

MAX_HEAD = 10
"""How far behind a list the noun is looked for that says what it is a list of."""

ABOUT_COUNT = 3
"""How often a measure names an everyday word for an industry when the measure is about it."""

_CLAUSE_MARKS = frozenset(",。;:!?《》()")
_CLAUSE_END = re.compile(r"[,。;:!?《》()]|\Z")
_SPOKEN_OF = re.compile("产业|行业|产品|商品|领域")
_TITLE = re.compile(r"《[^《》]{1,120}》")
# The pattern begins with its own first word, which is quicker to look for than 全 or 产.
_INDUSTRY = re.compile(r"产业(?:链|集群|(?![化园区]|基地|工人|基金|投资|政策|用地|发展规划|转移|结构|布局))")
_SUFFIX = re.compile(r"(?:全?产业链条?|产业集群|产业|行业)\Z")
_SUFFIX_LAST = frozenset("业链条群")
_BUSINESS = re.compile("业(?![务态主绩内界余者])")
_OFFICE = re.compile(
    "[局厅委部处办站]|总局|农村[局厅委部]|和旅游[局厅委部]|主管|行政|管理部|执法|管理局|工会|学会|消费总?量|之[都乡城]"
)
_OFFICE_FIRST = frozenset("局厅委部处办站总农和主行管执工学消之")
_GOES_ON = _OFFICE_FIRST.union("业")
_BEFORE_MEMBER = frozenset("、和及与“‘")
_AFTER_MEMBER = frozenset("、和及与”’等")
# The same around names that the table ranks higher; what closes a list stands before the name it is a list of.
_BEFORE_LISTED = _BEFORE_MEMBER.union("以\"'等大个条类项")
_BEHIND_LISTED = _AFTER_MEMBER.union("以\"'产行服领", _CLAUSE_MARKS, [""])
_CLOSES_LIST = frozenset("等大个条类项")
_JOINTS = frozenset("及与")
_AND = frozenset(("和", "及", "与", ""))
_LEVELS = frozenset(("国家", "省", "市", "县", "区", "国", "我省", "我市"))
# What leads away from a list to another noun: 推动大数据、大模型在研发领域的应用.
_AWAY = frozenset("在对于向将把")
_NO_SPANS = Spans()
_QUOTES = "“”‘’\"'"
_QUOTE_MARKS = str.maketrans("", "", _QUOTES)


class FoundChain(msgspec.Struct, frozen=True, gc=False):
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


class Hit(msgspec.Struct, frozen=True, gc=False):
    """A name of the table in the text, with the modifiers and endings that belong to it."""

    start: int
    end: int
    rank: Rank


class _Member(msgspec.Struct, frozen=True, gc=False):
    """A member of a list: its span, the rank of the table's name in it, and whether it may name an industry."""

    span: tuple[int, int]
    rank: Rank | None
    named: bool


@dataclass(frozen=True, slots=True)
class ChainTable:
    """The words by which industries are found, compiled from ``data/chains.toml``."""

    names: AhoCorasick
    ranks: tuple[Rank, ...]
    modifiers: dict[str, tuple[str, ...]]
    endings: Phrases
    heads: Phrases
    signs: re.Pattern[str]
    carriers: Phrases
    before_broad: tuple[str, ...]
    whole: frozenset[str]
    general: dict[str, tuple[str, ...]]
    unnamed: dict[str, tuple[str, ...]]
    crossing: dict[str, tuple[str, ...]]
    shaped: dict[str, tuple[str, ...]]


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
    signs = [*data["heads"]["strong"], *data["heads"]["weak"]]
    return ChainTable(
        # A DFA of so many names is quicker only as long as nothing else is in the processor's cache.
        names=AhoCorasick(
            list(ranks), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
        ),
        ranks=tuple(ranks.values()),
        modifiers=by_last(data["modifiers"]["words"]),
        endings=Phrases({"ending": data["endings"]["words"]}),
        heads=Phrases(data["heads"]),
        signs=re.compile(
            "|".join(word for word in signs if not any(part in word for part in signs if part != word))
        ),
        carriers=Phrases({"no": data["carriers"]["except"], "carrier": data["carriers"]["words"]}),
        before_broad=tuple(data["broad"]["before"]),
        whole=frozenset(data["whole"]["words"]),
        general=by_last(data["general"]["words"]),
        crossing=crossing_words() | {"国": (*crossing_words().get("国", ()), "国家")},
        unnamed=by_last(data["unnamed"]["endings"]),
        shaped=by_last(data["shaped"]["endings"]),
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
        self._titles = Spans(match.span() for match in _TITLE.finditer(text)) if "《" in text else _NO_SPANS
        self._hits = list(self._joined_hits())
        if self._titles is not _NO_SPANS:
            self._hits = [hit for hit in self._hits if not self._titles.cover(hit.start)]
        self._starts = [hit.start for hit in self._hits]
        self._ends = [hit.end for hit in self._hits]
        self._by_start = {hit.start: hit for hit in self._hits}
        self._by_end = {hit.end: hit for hit in self._hits}
        stems = list(self._find_stems())
        self._spoken_of = Counter(stem for stem, _, _, _ in stems)
        topic = self._find_topic()
        self._topics = tuple(filter(None, dict.fromkeys((topic, topic.removesuffix("业")))))
        closed, found = self._read_lists()
        lists = Spans(closed)
        self._doubtful: list[Hit] = []
        for hit in self._hits:
            if not lists.cover(hit.start):
                if self._stands_alone(hit):
                    found.append(self._chain(hit.start, hit.end))
                elif hit.rank is not Rank.LISTED:
                    self._doubtful.append(hit)
        found.extend(chain for chain in self._open_names(stems) if not lists.cover(chain.start))
        self._found = sorted(found, key=lambda one: (one.start, -one.end))
        self._found_starts = [chain.start for chain in self._found]
        self._doubtful_starts = [hit.start for hit in self._doubtful]

    def read(self, start: int, end: int, *, heading: str = "") -> list[FoundChain]:
        """Give the industries that the text from `start` to `end` acts on, in its order, each name once.

        `heading` is the heading of the measure's item. An everyday word (物流), or a broad one (服务业), is what the
        measure is about when it stands there, or when the measure repeats it.
        """
        found = self._found[bisect_left(self._found_starts, start) : bisect_left(self._found_starts, end)]
        first = bisect_left(self._doubtful_starts, start)
        doubtful = self._doubtful[first : bisect_left(self._doubtful_starts, end)]
        if doubtful:
            counts = Counter(map(self._name, self._hits_between(start, end)))
            found.extend(
                self._chain(hit.start, hit.end)
                for hit in doubtful
                if (name := self._name(hit)) in heading or counts[name] >= ABOUT_COUNT
            )
        if self._topics:
            found.extend(self._read_topics(start, end))
        if len(found) > 1:
            found.sort(key=lambda one: (one.start, -one.end))
        names: dict[str, FoundChain] = {}
        for chain in found:
            if chain.end <= end:
                names.setdefault(chain.name, chain)
        return list(names.values())

    def _read_lists(self) -> tuple[list[tuple[int, int]], list[FoundChain]]:
        """The spans of the lists of industries in the document, and their members."""
        closed: list[tuple[int, int]] = []
        found: list[FoundChain] = []
        for start, end in self._clauses():
            hits = self._hits_between(start, end)
            if self._titles.cover(start) or not self._may_list(start, end, hits):
                continue
            for listed in enumerations(self._text, start, end, hits):
                if not listed.closed and not self._names_one(listed):
                    continue
                members = [self._member(span) for span in listed.members]
                if self._is_industrial(listed, members):
                    closed.append((listed.members[0][0], listed.end))
                    found.extend(self._chain(*member.span) for member in members if member.named)
        return closed, found

    def _may_list(self, start: int, end: int, hits: list[Hit]) -> bool:
        """A cheap look before a clause is taken apart: could `_is_industrial` hold of a list in it?"""
        text, beside = self._text, False
        for hit in hits:
            if (
                text[hit.start - 1] in _BEFORE_LISTED
                or text[hit.end : hit.end + 1] in _BEHIND_LISTED
                or self._carried(hit.end)
            ):
                if beside or hit.rank is Rank.FIRM:
                    return True
                beside = True
        return (beside or not _CLOSES_LIST.isdisjoint(text[start:end])) and (
            self._words.signs.search(text, start, end + MAX_HEAD) is not None
        )

    def _names_one(self, listed: Enumeration) -> bool:
        """Whether a name of the table ends in a list: without one, only a closed list is of industries."""
        first = listed.members[0][0]
        return bisect_right(self._ends, first) < bisect_right(self._ends, listed.end)

    def _clauses(self) -> Iterator[tuple[int, int]]:
        """Yield the clauses with a 、 that name an industry or speak of one: few of a document's are to be read."""
        text, starts = self._text, self._starts
        backward, size = text[::-1], len(text)
        comma = text.find("、")
        while comma >= 0:
            clause_end, clause_start = (
                _CLAUSE_END.search(text, comma),
                _CLAUSE_END.search(backward, size - comma),
            )
            assert clause_end is not None
            assert clause_start is not None
            start, end = size - clause_start.start(), clause_end.start()
            at = bisect_left(starts, start)
            if (at < len(starts) and starts[at] < end) or _SPOKEN_OF.search(text, start, end):
                yield start, end
            comma = text.find("、", end)

    def _find_hits(self) -> Iterator[Hit]:
        words, text = self._words, self._text.replace("＋", "+")
        endings, crossing = words.endings.firsts, words.crossing
        previous = 0
        for index, start, end in words.names.find_matches_as_indexes(text):
            if start < previous:
                continue
            if (longer := crossing.get(text[start - 1])) and text.startswith(longer, start - 1):
                index, start, end = self._hidden(text, start, end)
                if start == end:
                    continue
            if (
                end - start <= 3
                and (longer := crossing.get(text[end - 1]))
                and text.startswith(longer, end - 1)
            ):
                continue
            rank = words.ranks[index]
            while start and (longer := words.modifiers.get(text[start - 1])):
                if not text.endswith(longer, previous, start):
                    break
                start -= next(len(word) for word in longer if text.endswith(word, previous, start))
            if text[end : end + 1] in endings and (ending := words.endings.at(text, end)):
                end = ending.end
            previous = end
            if rank is not Rank.LISTED and text[end : end + 1] not in _GOES_ON:
                yield Hit(start, end, rank)
            elif hit := self._completed(start, end, rank):
                yield hit

    def _hidden(self, text: str, start: int, end: int) -> tuple[int, int, int]:
        """The name that begins inside a match that a word of the sentence crosses: 国[家电]子信息; else nothing."""
        at = start + 1
        for index, first, last in self._words.names.find_matches_as_indexes(text[at : end + MAX_NAME]):
            return (index, at + first, at + last) if at + first < end else (index, at, at)
        return 0, at, at

    def _joined_hits(self) -> Iterator[Hit]:
        """Yield the names of the table; two that 及 or 与 joins before 产业 are the one name of an industry."""
        text, last = self._text, None
        for hit in self._find_hits():
            if last:
                if (
                    hit.start == last.end + 1
                    and text[last.end] in _JOINTS
                    and text.startswith(("产业", "行业"), hit.end)
                ):
                    hit = Hit(last.start, hit.end, max(last.rank, hit.rank))
                else:
                    yield last
            last = hit
        if last:
            yield last

    def _completed(self, start: int, end: int, rank: Rank) -> Hit | None:
        """The name with the 业 that ends it; none where it is an office's, or an everyday word by itself."""
        text = self._text
        following = text[end : end + 1]
        if (
            following == "业"
            and rank is not Rank.BROAD
            and text[end - 1] != "业"
            and _BUSINESS.match(text, end)
        ):
            end += 1
            rank = max(rank, Rank.PLAIN)
            following = text[end : end + 1]
        if (
            rank is Rank.LISTED
            and following not in _AFTER_MEMBER
            and (not start or text[start - 1] not in _BEFORE_MEMBER)
            and not (following in self._words.heads.firsts and self._is_headed(end))
        ):
            return None
        if following in _OFFICE_FIRST and _OFFICE.match(text, end):
            return None
        return Hit(start, end, rank)

    def _is_headed(self, at: int) -> bool:
        """Whether a noun such as 产业 stands right at a place."""
        head = self._words.heads.at(self._text, at)
        return head is not None and head.label == "strong"

    def _hits_between(self, start: int, end: int) -> list[Hit]:
        found = self._hits[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return found[:-1] if found and found[-1].end > end else found

    def _name(self, hit: Hit) -> str:
        return self._text[hit.start : hit.end]

    def _stands_alone(self, hit: Hit) -> bool:
        """Whether a name outside every list is an industry by itself or by the words beside it."""
        if hit.rank is Rank.FIRM:
            return True
        if hit.rank is Rank.BROAD:
            return self._text.endswith(self._words.before_broad, max(0, hit.start - 2), hit.start)
        if self._text[hit.end : hit.end + 1] in self._words.heads.firsts:
            head = self._words.heads.at(self._text, hit.end)
            if head and head.label == "strong" and not self._text.startswith("化", head.end):
                return True
        return hit.rank is Rank.PLAIN and self._carried(hit.end)

    def _carried(self, at: int) -> bool:
        """Whether a noun stands right at a place that makes an industry of the everyday word before it."""
        carriers, text = self._words.carriers, self._text
        if text[at : at + 1] not in carriers.firsts:
            return False
        carrier = carriers.at(text, at)
        return carrier is not None and carrier.label == "carrier"

    def _chain(self, start: int, end: int) -> FoundChain:
        name = self._text[start:end].translate(_QUOTE_MARKS)
        if name not in self._words.whole:
            suffix = _SUFFIX.search(name)
            if suffix and suffix.start() >= 2:
                end -= len(name) - suffix.start()
                name = name[: suffix.start()]
        return FoundChain(name, start, end)

    def _member(self, span: tuple[int, int]) -> _Member:
        start, end = span
        text = self._text[start:end]
        stem = _SUFFIX.sub("", text) if text[-1] in _SUFFIX_LAST else text
        hit = self._by_end.get(end) or self._by_end.get(start + len(stem))
        if hit and (hit.rank is not Rank.LISTED or hit.start <= start):
            before = text[: max(0, hit.start - start)]
            if before[-1:] in _AND:
                apart = len(before) > MAX_SHARED and before[:-1].endswith(
                    self._words.unnamed.get(before[-2], ())
                )
            else:
                apart = self._is_apart(start, hit.start)
            return _Member((hit.start, end) if apart else span, hit.rank, True)
        hit = self._by_start.get(start)
        if hit and hit.end < end and self._carried(hit.end):
            return _Member((hit.start, hit.end), hit.rank, True)
        named = (
            1 < len(text) <= MAX_NAME
            and "的" not in text
            and not text.endswith(self._words.unnamed.get(text[-1], ()))
            and not is_place(text)
            and (stem == text or not stem.endswith(self._words.general.get(stem[-1:], ())))
        )
        shaped = named and text.endswith(self._words.shaped.get(text[-1], ()))
        return _Member(span, Rank.LISTED if shaped else None, named)

    def _is_apart(self, start: int, end: int) -> bool:
        """Whether what stands before a name is none of it: a verb (做大家禽), or a place (青岚医疗器械)."""
        before = self._text[start:end]
        return before in _LEVELS or is_place(before) or name_start(self._text, start, end) == end

    def _is_industrial(self, listed: Enumeration, members: list[_Member]) -> bool:
        """Whether a list is of industries, by what follows it and by the members that the table knows."""
        size = len(members)
        named = [member for member in members if member.named]
        if 2 * len(named) < size or "的" in self._text[slice(*listed.members[-1])]:
            return False
        ranks = [member.rank for member in members if member.rank is not None]
        known, firm = len(ranks), ranks.count(Rank.FIRM)
        at = bisect_left(self._starts, listed.end)
        follows = self._hits[at] if at < len(self._hits) and self._starts[at] == listed.end else None
        if listed.closed and follows and follows.rank is Rank.FIRM:
            return known * 2 >= size
        head, at_once = self._head(listed.end)
        match head:
            case "strong":
                return (at_once and listed.closed and size > 1) or known * 3 >= size
            case "weak":
                return known * 2 >= size and (known >= 2 or firm > 0)
            case "bodies":
                return firm * 2 >= size
            case "never":
                return False
            case _:
                return firm > 0 and known * 3 >= size * 2

    def _head(self, start: int) -> tuple[str, bool]:
        """The rank of the noun that follows a list, and whether nothing but adjectives stands before it."""
        at, limit = start, start + MAX_HEAD
        while (head := self._words.heads.first(self._text, at, limit)) and head.label == "adjective":
            if head.start > at:
                start = -1
            at = head.end
        if not head or not _AWAY.isdisjoint(self._text[at : head.start]):
            return "", False
        return head.label, start >= 0 and head.start - at <= 2

    def _find_stems(self) -> Iterator[tuple[str, int, int, int]]:
        """Yield each X before 产业 with its span and the end of 产业."""
        for match in _INDUSTRY.finditer(self._text):
            at = match.start()
            if self._text[at - 1 : at + 3] == "全产业链":
                at -= 1
            if stem := self._stem(max(0, at - MAX_NAME), at):
                yield stem, at - len(stem), at, match.end()

    def _find_topic(self) -> str:
        counts, text = Counter(self._spoken_of), self._text
        for hit in self._hits:
            if text[hit.end - 1] == "业" and hit.end - hit.start > 3 and text[hit.end - 2] != "产":
                counts[self._name(hit)] += 1
        name, count = max(counts.items(), key=lambda pair: (pair[1], pair[0]), default=("", 0))
        return name if count >= TOPIC_COUNT else self._often_named()

    def _often_named(self) -> str:
        least = max(NAMED_COUNT, len(self._text) // NAMED_DISTANCE)
        if len(self._hits) < least:
            return ""
        text = self._text
        counts = Counter([text[hit.start : hit.end] for hit in self._hits])
        name, count = max(counts.items(), key=lambda pair: (pair[1], pair[0]))
        return name if count >= least else ""

    def _read_topics(self, start: int, end: int) -> Iterator[FoundChain]:
        """Yield the topic of the document where a measure names it, with or without its 业."""
        for name in self._topics:
            at = self._text.find(name, start, end)
            while at >= 0 and (
                self._titles.cover(at)
                or self._in_longer(at, at + len(name))
                or (name != self._topics[0] and self._text.startswith("业", at + len(name)))
            ):
                at = self._text.find(name, at + 1, end)
            if at >= 0:
                yield FoundChain(name, at, at + len(name))

    def _in_longer(self, start: int, end: int) -> bool:
        """Whether a name of the table that begins before a place or ends behind it holds it: 生成式|人工智能."""
        last = bisect_right(self._starts, start) - 1
        return last >= 0 and self._hits[last].end >= end and self._hits[last].start < start

    def _stem(self, start: int, end: int) -> str:
        """The name that ends before 产业, back to the word of the sentence before it; empty for a general one."""
        at = end
        while at > start and (self._text[at - 1].isalnum() or self._text[at - 1] == "+"):
            at -= 1
        stem = self._text[name_start(self._text, at, end) : end]
        if len(stem) < 2 or len(stem) > 8 or stem[0].isdigit():
            return ""
        if stem.endswith(self._words.general.get(stem[-1:], ())) or begins_with_place(stem):
            return ""
        return stem

    def _open_names(self, stems: list[tuple[str, int, int, int]]) -> Iterator[FoundChain]:
        """Yield the names before 产业 that the table does not know, where the sentence or the document shows them."""
        known = Spans((hit.start, hit.end + 1) for hit in self._hits)
        for stem, first, at, stop in stems:
            if known.meet(first, at + 1) or self._titles.cover(first):
                continue
            if self._spoken_of[stem] > 1 or self._follows_verb(first):
                last = stop if self._text[first:stop] in self._words.whole else at
                yield FoundChain(name=self._text[first:last], start=first, end=last)

    def _follows_verb(self, at: int) -> bool:
        return at > 1 and name_start(self._text, at - 2, at) == at
