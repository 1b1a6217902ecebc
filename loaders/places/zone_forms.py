"""Zones' names in full: with the park or the bracket behind them, and with the ending that a list of them shares."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from loaders.lexicon.industry_rows import industry_names
from loaders.places.sentence import begins_with_place, is_place, is_short_place, name_start
from loaders.places.tables import zone_words

MAX_ITEM = 7
"""Most characters of a member of a list before the ending that it shares with the last one."""

_INSIDE = re.compile(
    "(?:国家级?|省级)?(?:(?![和与及、的在对为将等是有各]|建设|发展|推[动进]|作用|管委|规划|布局|引[进育]|集聚|打造|培育|支持|加快|聚焦|依托|围绕|承接|壮大|做[大强优]|创建|争创|申[报建创]|升级|提升|完善|深化|优化|加强)[\u4e00-\u9fff]){2,14}?"
    "(?:出口基地|新材料基地|制造基地|加工基地|产业基地|产业化基地|示范基地|特色基地|创新示范区|产业示范区|示范区|产业园区?|示范园区?|科技园|物流园区?)"
    "(?![区内域])"
)
_BRACKET = re.compile(r"\([\u4e00-\u9fff]{2,10}(?:园区?|片区|基地|新区|开发区)\)")
_OWNED = re.compile("[\u4e00-\u9fff]{0,4}分局|管委会|管理委员会|党工委|管理局|税务局|法院|海关|分局|条例")
_JOINTS = frozenset("、和及与")
_SHARING = re.compile(
    "(?:(?:高新技术产业|经济技术|高新技术|经济)开发区|综合保税区|保税港区|高新区|经开区|综保区|自贸试验区|新区|开发区|片区"
    "|(?:重点)?开发开放试验区|(?:专业)?产业(?:基地|园区?)|工业(?:园区?|集中区)|化工园区|科学城|科技城|度假区|示范区|(?:产业|育种|制种|光伏|风电)?基地)$"
)


class FoundZone(NamedTuple):
    """A zone's name in a text: `name` as the text gives it, with an inherited level or ending restored."""

    name: str
    kind: str
    start: int
    end: int


def completed(text: str, zones: Iterable[FoundZone]) -> Iterator[FoundZone]:
    """Yield the zones of a text in full, in its order; those that own an agency's name are left out."""
    end, parent, parent_end = 0, "", -1
    held: FoundZone | None = None
    for zone in zones:
        if zone.start < end:
            continue
        whole = _extended(text, zone)
        shared = list(_sharing(text, whole, end))
        end = whole.end
        if zone.kind == "片区" and parent and text[parent_end : zone.start] in _JOINTS:
            whole = whole._replace(name=parent + whole.name)
            shared = []
        elif zone.kind == "片区" and (outer := _outer(whole.name)):
            parent = outer
        parent_end = whole.end
        if zone.kind != "片区":
            parent = ""
        elif held and shared and held.end == shared[0].start:
            # 云岭自贸试验区|青岚、临江片区 names no more than the areas.
            shared = [area._replace(name=held.name + area.name) for area in shared]
            whole, held = whole._replace(name=held.name + whole.name), None
        if held:
            yield held
        yield from shared
        held = None if owns(text, whole.end) else whole
    if held:
        yield held


def owns(text: str, end: int) -> str:
    """What a zone's name right before a place makes the name of an agency of: 管委会; empty for nothing."""
    owned = _OWNED.match(text, end)
    return owned.group() if owned else ""


def _extended(text: str, zone: FoundZone) -> FoundZone:
    inside = _BRACKET.match(text, zone.end) or _INSIDE.match(text, zone.end)
    if not inside or name_start(text, zone.end, inside.end()) >= inside.end() - 2:
        return zone
    return zone._replace(name=zone.name + inside.group(), end=inside.end())


def _sharing(text: str, zone: FoundZone, limit: int) -> Iterator[FoundZone]:
    """Yield the zones before one that share its ending: 苏州 in 苏州、昆山综合保税区."""
    ending = _SHARING.search(zone.name)
    if not ending or ending.start() < 2 or not begins_with_place(zone.name):
        return
    found: list[FoundZone] = []
    stop = zone.start - 1
    while stop > limit and text[stop] in _JOINTS:
        start = max(
            limit,
            stop - MAX_ITEM,
            1 + max(text.rfind(joint, max(0, stop - MAX_ITEM - 1), stop) for joint in _JOINTS),
        )
        start = name_start(text, start, stop)
        item = text[start:stop]
        brand = item in zone_words().places.words
        if not item.isalpha() or len(item) < 2 or not (brand or begins_with_place(item)):
            break
        placed = brand or is_short_place(item) or _is_alike(item, zone.name)
        if not placed and item.endswith((*_WHOLE, "市")):
            break
        shared = _behind_place(zone.name, ending.start()) if placed else ending.start()
        if not shared:
            break
        found.append(FoundZone(item + zone.name[shared:], zone.kind, start, stop))
        stop = start - 1
    yield from reversed(found)


def _is_alike(item: str, name: str) -> bool:
    """Whether a place in full stands before one that begins with another of its kind: 临颍县、舞阳县产业园."""
    sizes = range(3, min(6, len(name)))
    return is_place(item) and any(name[size - 1] == item[-1] and is_place(name[:size]) for size in sizes)


def _behind_place(name: str, ending: int) -> int:
    """Where what other places share with a zone begins: its ending, with the words before it that say of what kind.

    唐山、秦皇岛海上风电产业园 are two of one kind; 宁波前湾新区 has a name of its own, which no other place shares: 0.
    """
    at = next((size for size in range(ending, 1, -1) if is_place(name[:size])), ending)
    between = name[at:ending]
    plain = any(
        (not between[:size] or between[:size] in industry_names()) and _general().fullmatch(between[size:])
        for size in range(len(between) + 1)
    )
    return at if plain else 0


@cache
def _general() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(re.escape, zone_words().general.words))})*")


_WHOLE = (
    "省",
    "区",
    "县",
    "州",
    "城",
    "园",
    "港",
    "蓝谷",
    "药谷",
    "光谷",
    "硅谷",
    "走廊",
    "基地",
    "海关",
    "局",
    "委",
    *("湿地", "山", "湖", "河", "村", "镇", "街道", "场", "站", "景区", "公园", "古城", "新城", "中心"),
    *("大学", "医院", "企业", "市场", "商圈", "小镇", "口岸", "机场"),
)


def _outer(name: str) -> str:
    """The zone that an area's name begins with: 云岭自贸试验区 of 云岭自贸试验区青岚片区."""
    outer = re.match(".*?(?:试验区|新区|自贸港|自由贸易港)(?=.{2})", name)
    return outer.group() if outer else ""
