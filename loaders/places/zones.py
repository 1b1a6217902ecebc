"""Zones by their proper names: development zones, parks, new areas, free-trade and bonded zones."""

import re
from collections.abc import Collection, Iterator, Set
from dataclasses import dataclass
from functools import cache

import msgspec
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from loaders.lexicon.industry_rows import industry_names
from loaders.lexicon.phrases import Phrases
from loaders.places.sentence import begins_with_place, is_place, is_short_place, name_start
from loaders.places.tables import zone_words
from loaders.places.zone_forms import FoundZone, completed, owns
from loaders.text.spans import Spans

MAX_STEM = 16
"""Most characters of a zone's name before its ending."""

MAX_PORT_STEM = 8
"""Most characters of a port's name before 港."""

MAX_AREA_STEM = 4
"""Most characters before 片区, unless they are a place."""

MAX_UNKNOWN_STEM = 3
"""Most characters before a park's ending where they begin with no known place."""

_TITLE = re.compile(r"《[^《》]{1,120}》")
_OF_ALL = re.compile("[全本我各城省级地县市上下]")
_LEVEL_BEFORE = re.compile("(?:(?:国家|省|市|自治区)级|国家)$")
_LEVELS = frozenset(("国家级", "省级", "市级", "自治区级"))
_DATE = re.compile("(?:[-—·0-9]+[年月日家个处座条]?)*")
_ORDINAL = re.compile("第[一二三四五六七八九十0-9]+(?:届|批|次|期|个|轮)?")
_FEATURE = re.compile("[\u4e00-\u9fff]{2,3}[山湖岛湾]")
_COUNTY = re.compile("[\u4e00-\u9fff]{2,3}[市县州旗][\u4e00-\u9fff]")
_PROVINCES = re.compile("[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔滇藏陕甘青宁新]{3,}")
_JOINTS = frozenset("、和及与")
_AFTER_PORT = re.compile(
    "自动化码头|码头|集团|股份|公司|[口澳务股商资币元人台深区湾市城]|铁(?![水公路])|片区|经济|综合|保税|新区|工业|产业|开发|物流|高新|化工"
)
_DIVISION_ENDINGS = ("省", "市", "县", "区", "州", "地区", "区域", "地方")


@dataclass(frozen=True, slots=True)
class _Ending:
    """What a zone's name ends with; `whole` for a name that stands in the table, the rest as the table explains."""

    name: str
    kind: str
    proper: bool = False
    bare: bool = False
    levelled: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class ZoneTable:
    """The words by which zones are found, compiled from ``data/zones.toml``."""

    endings: dict[str, _Ending]
    names: AhoCorasick
    boundary: Phrases
    general: re.Pattern[str]
    modified: re.Pattern[str]
    company: re.Pattern[str]
    ranked: re.Pattern[str]
    abroad: tuple[str, ...]
    brands: frozenset[str]
    regions: frozenset[str]
    ports: frozenset[str]


@cache
def zone_table() -> ZoneTable:
    """The compiled table; read once."""
    data = zone_words()
    general = "|".join(map(re.escape, data.general.words))
    endings = {
        name: _Ending(
            name,
            row.kind,
            proper=row.proper,
            bare=name in data.bare.names,
            levelled=name in data.levelled.names,
        )
        for row in data.ending
        for name in row.names
    }
    endings |= {row.name: _Ending(row.name, row.kind, whole=True) for row in data.named}
    return ZoneTable(
        endings=endings,
        names=AhoCorasick(
            list(endings), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA
        ),
        boundary=Phrases({"word": data.boundaries.words}),
        general=re.compile(f"(?:{general})*"),
        modified=re.compile(f"(?<=..)(?:{general})+$"),
        company=re.compile(f"[\u4e00-\u9fff]{{2}}(?:{'|'.join(data.companies.words)})"),
        ranked=re.compile("(?<=..)(?:国家级?|省级|国际)$"),
        abroad=tuple(data.places.words),
        brands=frozenset(endings).intersection(data.places.words),
        regions=frozenset(data.regions.words),
        ports=frozenset(data.ports.words),
    )


def find_zones(text: str, *, places: Collection[str] = ()) -> Iterator[FoundZone]:
    """Yield the zones that a text names, in its order.

    Parameters
    ----------
    text : str
        Text without white space, brackets and punctuation of one width.
    places : collection of str
        Short names of places beside those of the table of divisions, such as the plan's own.

    Yields
    ------
    FoundZone
        Spans are offsets into `text`. A general 高新区 or 各开发区 is no zone, nor is a zone in a document's title.
    """
    yield from completed(text, _named(text, places))


def _named(text: str, places: Collection[str]) -> Iterator[FoundZone]:
    """Yield the zones by the stems and endings of their names alone."""
    candidates = list(_candidates(text))
    known = {*places, *(one.stem for one in candidates if one.ending.proper and _is_name(one, frozenset()))}
    pending: FoundZone | None = None
    for one in candidates:
        if one.levelled:
            zone = one.found(one.stem + one.ending.name, one.start)
        elif pending and pending.end == one.start and not one.ending.whole:
            # 青岚空港|综合保税区, 青岚高新区|创新产业园
            zone = one.found(pending.name + one.name, pending.start)
            pending = None
        elif _is_part(one) and one.follows_bare >= 0:
            zone = one.found(text[one.follows_bare : one.end], one.follows_bare)
        elif _is_name(one, known):
            zone = one.found(one.name, one.start)
        else:
            continue
        if pending:
            yield pending
        pending = zone
    if pending:
        yield pending


class _Candidate(msgspec.Struct, frozen=True, gc=False):
    """An ending in the text with the stem before it, which may be empty.

    `levelled` says that the stem is a level (市高新区), printed or inherited from the zone before; `follows_bare` is
    where an ending without a stem begins that stands right before (自贸试验区 in 自贸试验区青岚片区), else -1.
    """

    stem: str
    ending: _Ending
    start: int
    end: int
    levelled: bool = False
    follows_bare: int = -1

    @property
    def name(self) -> str:
        return self.stem + self.ending.name

    def found(self, name: str, start: int) -> FoundZone:
        return FoundZone(name=name, kind=self.ending.kind, start=start, end=self.end)


def _candidates(text: str) -> Iterator[_Candidate]:
    words = zone_table()
    titles = Spans(match.span() for match in _TITLE.finditer(text))
    previous_end = 0
    bare = -1, -1
    level, level_end = "", -1
    matches = words.names.find_matches_as_indexes(text)
    for number, (_, start, end) in enumerate(matches, 1):
        if text.startswith("域", end) or titles.cover(start):
            continue
        ending = words.endings[text[start:end]]
        goes_on = number < len(matches) and matches[number][1] == end
        if ending.whole and goes_on and _stem_start(text, start, max(previous_end, start - MAX_STEM)) < start:
            # 中关村 is no more than part of the name in 青岚中关村科技园.
            continue
        before = text[start - 1] if start else ""
        if ending.name == "港" and not _may_be_port(text, start, end):
            continue
        if ending.whole:
            yield _Candidate("", ending, start, end)
        elif (
            before
            and before in "市县"
            and ending.levelled
            and not _OF_ALL.search(text, max(0, start - 2), start - 1)
        ):
            level, level_end = before, end
            yield _Candidate(level, ending, start - 1, end, levelled=True)
        elif level and start == level_end + 1 and before in _JOINTS and ending.levelled:
            level_end = end
            yield _Candidate(level, ending, start, end, levelled=True)
        else:
            begin = _stem_start(text, start, max(previous_end, start - MAX_STEM))
            if begin == start and ending.name in words.brands:
                # 光谷 may be all of a zone's name and is the beginning of one in 光谷科创大走廊.
                continue
            yield _Candidate(
                text[begin:start],
                ending,
                begin,
                end,
                follows_bare=bare[0] if bare[1] == begin < start else -1,
            )
            bare = (start, end) if begin == start else (-1, -1)
        previous_end = end


def _stem_start(text: str, end: int, limit: int) -> int:
    stop = end
    if levels := _LEVEL_BEFORE.search(text, max(limit, end - 4), end):
        stop = levels.start()
    at = stop
    while at > limit:
        character = text[at - 1]
        if character == ")":
            opened = text.rfind("(", max(limit, at - 10), at)
            if opened <= limit or not _names_place(text[opened + 1 : at - 1], text[limit:opened]):
                break
            at = opened
        elif character == "”" and limit < (opened := text.rfind("“", max(limit, at - 6), at)):
            # 青岚“两湾”产业园
            at = opened
        elif character == "·" and not is_short_place(text[at - 3 : at - 1]):
            break
        elif character.isalnum() or character in "·-—":
            at -= 1
        else:
            break
    floor, at = at, name_start(text, at, stop)
    if text.endswith("国家", floor, at):
        # 青岚国家传感网示范区: the rank stands behind the place.
        placed = name_start(text, floor, at - 2)
        at = placed if begins_with_place(text[placed : at - 2]) else at
    look = at
    while boundary := zone_table().boundary.first(text, look, stop):
        look = boundary.end
        # 五大连池 is a place, 五大 before another word is none.
        at = at if begins_with_place(text[boundary.start : stop]) else look
    if (
        text[at] == "“"
        and (closed := text.find("”", at, stop)) > 0
        and begins_with_place(text[closed + 1 : stop])
    ):
        # “云谷”青岚高新区: the quoted name is another one.
        at = closed + 1
    if ordinal := _ORDINAL.match(text, at, stop):
        at = ordinal.end()
    return _DATE.match(text, at, stop).end()  # type: ignore[union-attr]


def _names_place(bracketed: str, before: str) -> bool:
    """Whether a bracket in a zone's name holds its place: 中国(云岭)自由贸易试验区, 上合组织(连云港)国际物流园."""
    return bracketed.isalpha() and (
        any(word in before for word in zone_table().abroad) or begins_with_place(bracketed)
    )


def _is_part(one: _Candidate) -> bool:
    return one.ending.kind == "片区" and bool(one.stem)


def _is_name(one: _Candidate, places: Set[str]) -> bool:
    words = zone_table()
    stem, ending = one.stem, one.ending
    if ending.whole:
        return True
    if len(stem) < 2 or stem in _LEVELS or stem in words.regions:
        return False
    if ending.name == "港":
        return _is_port(stem)
    if ending.name == "片区" and len(stem) > MAX_AREA_STEM and not is_place(stem):
        return False
    if ending.bare and stem.endswith(_DIVISION_ENDINGS) and not is_short_place(stem):
        return False
    if _PROVINCES.fullmatch(stem):
        return False
    stem = words.ranked.sub("", stem)
    if (
        "(" in stem
        or begins_with_place(stem)
        or stem.startswith(words.abroad)
        or any(stem[:size] in places for size in range(2, len(stem) + 1))
        or _COUNTY.match(stem)
        or _FEATURE.match(stem)
    ):
        return True
    if words.general.fullmatch(stem) or stem.endswith("级") or stem in industry_names():
        return False
    if ending.proper:
        return True
    if words.company.match(stem):
        return True
    return any(
        1 < len(bare) <= MAX_UNKNOWN_STEM
        and not words.general.fullmatch(bare)
        and bare not in industry_names()
        for bare in _without_industry(words.modified.sub("", stem))
    )


def _without_industry(stem: str) -> Iterator[str]:
    """Yield a stem as it is, and without the industry at its end: 水贝 of 水贝珠宝首饰."""
    yield stem
    names = industry_names()
    if at := next((at for at in range(2, len(stem) - 1) if stem[at:] in names), 0):
        yield zone_table().modified.sub("", stem[:at])


def _may_be_port(text: str, start: int, end: int) -> bool:
    """A cheap look before the stem is read: 连云港 is a city, 钦州港片区 an area, 青岚港口 no port's name."""
    if _AFTER_PORT.match(text, end):
        return False
    first = name_start(text, max(0, start - MAX_PORT_STEM), start)
    return any(_is_port(text[at:start]) for at in range(first, start - 1))


def _is_port(stem: str) -> bool:
    """Whether a port's name stands before 港: 宁波舟山, 上海洋山, 日照."""
    ports = zone_table().ports
    if is_place(stem + "港"):
        return False
    stem = stem.removesuffix("新") if is_short_place(stem.removesuffix("新")) else stem
    return stem in ports or any(
        is_short_place(stem[:size])
        and (size == len(stem) or is_short_place(stem[size:]) or stem[size:] in ports)
        for size in range(2, len(stem) + 1)
    )


def left_out(text: str, found: Collection[FoundZone]) -> Iterator[tuple[FoundZone, str]]:
    """Yield what ends as a zone's name and is none, with the reason."""
    spans = Spans((zone.start, zone.end) for zone in found)
    for one in _candidates(text):
        if spans.meet(one.start, one.end):
            continue
        zone = one.found(one.name, one.start)
        if not one.stem and not one.ending.whole:
            yield zone, "no name before its kind"
        elif owner := owns(text, one.end):
            yield zone, f"owner of an agency's name: {owner}"
        else:
            yield zone, "general words before its kind"
