"""Where a text names industries: names of the table with what belongs to them, and unknown ones before 产业."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator

import msgspec
from ahocorasick_rs import AhoCorasick, MatchKind

from loaders.places.sentence import begins_with_place, crossing_words, is_place, name_start
from loaders.targets.chain_wording import Names, names, shapes, wording
from loaders.targets.industries import Standing
from loaders.text.spans import Spans

MAX_NAME = 12
"""Most characters of an industry's name that the table does not know."""

MAX_OPEN = 8
"""Most characters of such a name before 产业."""

MAX_LIST_NOUN = 12
"""Most characters between a list and the noun that calls its members industries, with what closes it."""

MAX_KIND = 4
"""Most characters that make a kind of its own of a known name behind a verb."""

TOPIC_COUNT = 3
"""How often a document speaks of X产业 when X stands for an industry all through it."""

# The pattern begins with its own first word, which is quicker to look for than 全 or 产.
_INDUSTRY = re.compile(
    r"产业(?:链|集群|(?![化园区]|新城|城市|工人|转移|结构|布局|投资|基金|引导))|制造业|加工业|经济(?=[,。;、等和与及]|发展|健康|规范)"
)
_COUNTED = re.compile("^[0-9一二三四五六七八九十百两]+(?:大|家|个|条|类|项|批)")
_CALLED = ("产业", "行业", "研发制造", "生产制造")
_CALLED_LIST = re.compile(r"(?:等|[两0-9一二三四五六七八九十](?:条|大|个))[^,。;:、()]{0,10}$")
_ENDS = frozenset((*",。;:、!?)和与及", ""))
_NO_BUSINESS = frozenset("务态主绩内界余者")
_TOOLS = ("机械", "智能", "数字")
_EVERYDAY = frozenset((Standing.FORM, Standing.GOODS, Standing.SECTOR))
_MAKING = frozenset(("制造业", "加工业", "经济"))
_LEVELS = ("国家", "省", "市", "县", "区", "国", "我省", "我市")
_GRADES = frozenset(("重大", "重点", "区域", "地方", "本地", "骨干", "优质"))
_APART = frozenset(
    (
        *_LEVELS,
        *_GRADES,
        "国际",
        "货物",
        "公铁水",
        "铁公水",
        "公铁水空",
        "新",
        "创新型",
        "龙头",
        "全球",
        "国内",
        "全国",
    )
)
_PLACED = ("区", "园", "港", "科学城", "科技城", "县", "市", "省", "州")
_PRODUCT = tuple("品备械料化电材件息")


class Name(msgspec.Struct, frozen=True, gc=False):
    """An industry's name in a text; `known` says that it holds one of the table."""

    start: int
    end: int
    standing: Standing
    known: bool = True


def find_names(text: str, titles: Spans, *, every: bool = False) -> list[Name]:
    """The names of a document, in its order, none inside another and none in a title.

    Everyday words are left out where neither what stands before nor what stands behind can make industries of them,
    unless `every` one is asked for.
    """
    found = [name for name in _known(text, every) if not titles.cover(name.start)]
    taken = Spans((name.start, name.end) for name in found if name.standing is not Standing.GENERAL)
    opened = [
        name
        for name in _open(text)
        if not titles.cover(name.start) and not taken.cover(name.end - 1) and not _is_plain_branch(text, name)
    ]
    if opened:
        covered = Spans((name.start, name.end + 2) for name in opened)
        found = [name for name in found if not covered.cover(name.start)]
        found = sorted([*found, *opened], key=lambda name: name.start)
    return _with_topics(text, list(_as_one(text, found)))


def _as_one(text: str, found: list[Name]) -> Iterator[Name]:
    """Yield the names, two that stand together before 产业 as one: 健康养生|养老|产业."""
    held: Name | None = None
    for name in found:
        if held and held.end == name.start and text.startswith(("产业", "行业"), name.end):
            name = Name(held.start, name.end, max(held.standing, name.standing))
        elif held:
            yield held
        held = name
    if held:
        yield held


def _known(text: str, every: bool) -> Iterator[Name]:
    """Yield the names of the table with the modifiers before and the endings behind them."""
    words, previous, branch = names(), 0, -1
    text = text.replace("＋", "+")
    endings, standings, crossing = words.endings.firsts, words.standings, crossing_words()
    matches = words.finder.find_matches_as_indexes(text)
    for number, (index, start, end) in enumerate(matches, 1):
        if start < previous or (text[end - 1] == "业" and text[end : end + 1] in _NO_BUSINESS):
            continue
        if start == previous and text[start:end] in wording().link_words:
            continue
        if text[end : end + 1] == "化" and text[end - 2 : end] in _TOOLS:
            # 农业|机械化 is no 农业机械.
            shorter = words.finder.find_matches_as_indexes(text[start : end - 2])
            if not shorter or shorter[0][2] < end - 2 - start:
                continue
            index, end = shorter[0][0], end - 2
        standing = standings[index]
        if standing is Standing.FORM and _grades(text, words, matches[number - 1 : number + 1]):
            continue
        before = text[start - 1 : start]
        if standing in _EVERYDAY and not every and before not in words.before:
            followers = words.closers if standing is Standing.FORM else words.followers
            if not (followers.at(text, end) or text.startswith(crossing.get(before, ()), start - 1)):
                previous = end
                continue
        index, start, end = _uncrossed(text, index, start, end)
        if start == end:
            continue
        standing = standings[index]
        if standing is Standing.GENERAL:
            following = matches[number] if number < len(matches) else None
            if following and following[1] == end and standings[following[0]] is Standing.ESTABLISHED:
                # 农业|电子商务 is one industry.
                branch = start
                continue
            previous = end
            yield Name(start, end, standing)
            continue
        start = _with_modifiers(text, words, start, previous) if branch < 0 else branch
        if standing >= Standing.SECTOR and text[end : end + 1] in _ENDS:
            start = _from_verb(text, start, previous)
        branch = -1
        if text[end : end + 1] in endings and (ending := words.endings.at(text, end)):
            business = text[ending.end - 1] == "业" and text[ending.end : ending.end + 1] in _NO_BUSINESS
            end = end if ending.label == "none" or business else ending.end
            if ending.label == "working":
                standing = max(standing, Standing.ESTABLISHED)
        previous = end
        yield Name(start, end, standing)


def _uncrossed(text: str, index: int, start: int, end: int) -> tuple[int, int, int]:
    """The match itself; nothing, or the name inside it, where a word of the sentence crosses it: 国[家电]子信息."""
    crossing = crossing_words()
    if (
        (longer := crossing.get(text[start - 1 : start]))
        and text.startswith(longer, start - 1)
        and name_start(text, max(0, start - 2), start) < start
    ):
        at = start + 1
        for other, first, last in names().finder.find_matches_as_indexes(text[at : end + MAX_NAME]):
            return (other, at + first, at + last) if at + first < end else (index, at, at)
        return index, at, at
    if end - start <= 3 and (longer := crossing.get(text[end - 1])) and text.startswith(longer, end - 1):
        return index, end, end
    return index, start, end


def _grades(text: str, words: Names, matches: list[tuple[int, int, int]]) -> bool:
    """Whether the first of two matches is a grade that belongs to the second one: 低碳|冶金."""
    if len(matches) < 2 or matches[0][2] != matches[1][1]:
        return False
    _, start, end = matches[0]
    return text[start:end] in words.modifiers.get(text[end - 1], ())


def _with_modifiers(text: str, words: Names, start: int, limit: int) -> int:
    while start and (longer := words.modifiers.get(text[start - 1])):
        word = next((word for word in longer if text.endswith(word, limit, start)), None)
        if word is None or (word == "新型" and text[start - 3 : start - 2] == "创"):
            break
        start -= len(word)
    return start


def _from_verb(text: str, start: int, limit: int) -> int:
    """Where a name begins whose words stand right behind a verb that makes it: 培育|沙漠旅游."""
    makes = wording().makes
    for at in range(start - 2, max(limit, start - MAX_KIND) - 1, -1):
        if text.endswith(makes, max(0, at - 4), at):
            kind = text[at:start]
            plain = kind.isalpha() and not is_apart(text, at, start) and not is_general(kind)
            return at if plain and name_start(text, at, start) == at else start
    return start


def _open(text: str) -> Iterator[Name]:
    """Yield the names before 产业 that the table does not know."""
    for match in _INDUSTRY.finditer(text):
        at = match.start()
        if text[at - 1 : at + 3] == "全产业链":
            at -= 1
        stem = _stem(text, max(0, at - MAX_NAME), at)
        if stem:
            end = at + 2 if match.group() in _MAKING else at
            sector = match.group() == "经济"
            standing = Standing.ESTABLISHED if sector else Standing.SECTOR
            yield Name(at - len(stem), end, standing, known=sector)


def called_lists(text: str) -> Iterator[int]:
    """Yield where lists end that are called industries, whatever they name: 鱿鱼、贻贝两条|产业链."""
    for noun in _CALLED:
        at = text.find(noun)
        while at >= 0:
            # Most of these nouns stand behind no list; the pattern is tried only on those that may.
            before = text[max(0, at - MAX_NAME - MAX_LIST_NOUN) : at]
            if "、" in before and (match := _CALLED_LIST.search(before)) and "、" in before[: match.start()]:
                yield at - len(before) + match.start()
            at = text.find(noun, at + 1)


def _is_plain_branch(text: str, name: Name) -> bool:
    """Whether a name before 制造业 does not tell what is made: 数字产品|制造业 does, 传统|制造业 does not."""
    return text.startswith("制造业", name.end - 2) and not text.startswith(_PRODUCT, name.end - 3)


def _stem(text: str, start: int, end: int) -> str:
    """The name that ends before 产业, back to the word of the sentence before it; empty for a general one."""
    at = end
    while at > start and (text[at - 1].isalnum() or text[at - 1] == "+"):
        at -= 1
    stem = text[name_start(text, at, end) : end]
    stem = _COUNTED.sub("", stem)
    if (grade := stem[:2]) in _GRADES and len(stem) > 3:
        stem = stem.removeprefix(grade)
    while stem.startswith(_LEVELS) and len(stem) > 2:
        stem = stem[next(len(level) for level in _LEVELS if stem.startswith(level)) :]
    if not 2 <= len(stem) <= MAX_OPEN or stem[0].isdigit() or "亿" in stem:
        return ""
    if (is_general(stem) and stem + "产业" not in shapes().whole) or begins_with_place(stem):
        return ""
    return stem


def is_general(stem: str) -> bool:
    """Whether what stands before 产业 names none: 特色, 主导."""
    return bool(stem) and stem.endswith(shapes().stems.get(stem[-1], ()))


def _with_topics(text: str, found: list[Name]) -> list[Name]:
    """The names, those that the document often calls an industry with the standing of one."""
    headed = Counter(
        text[name.start : name.end] for name in found if text.startswith(("产业", "行业", "业"), name.end)
    )
    topics = {name for name, count in headed.items() if count >= TOPIC_COUNT and len(name) > 1}
    if not topics:
        return found
    finder = AhoCorasick(sorted(topics), matchkind=MatchKind.LeftmostLongest)
    places = [(start, end) for _, start, end in finder.find_matches_as_indexes(text)]
    starts = [name.start for name in found]
    inside = Spans(place for place in places if not _held(found, starts, *place))
    found = [name for name in found if not inside.meet(name.start, name.end)]
    found += [Name(*place, Standing.ESTABLISHED, known=False) for place in places if inside.cover(place[0])]
    found = [
        Name(name.start, name.end, Standing.ESTABLISHED, name.known)
        if name.standing in (Standing.SECTOR, Standing.GOODS) and text[name.start : name.end] in topics
        else name
        for name in found
    ]
    return sorted(found, key=lambda name: name.start)


def _held(found: list[Name], starts: list[int], start: int, end: int) -> bool:
    """Whether a name, the same or a longer one, holds a stretch."""
    last = bisect_right(starts, start) - 1
    return last >= 0 and found[last].end >= end


def names_between(found: list[Name], starts: list[int], start: int, end: int) -> list[Name]:
    """The names that stand as a whole between two places."""
    inside = found[bisect_left(starts, start) : bisect_left(starts, end)]
    return inside[:-1] if inside and inside[-1].end > end else inside


def is_apart(text: str, start: int, end: int) -> bool:
    """Whether what stands before a name is none of it: a verb (做大家禽), or a place (青岚医疗器械)."""
    before = text[start:end]
    return (
        before in _APART
        or _COUNTED.fullmatch(before) is not None
        or before.endswith(_PLACED)
        or is_place(before)
        or name_start(text, start, end) == end
    )
