"""Which zone a name means: one name for its short and its full forms, its kind, level, place and the zone around it."""

import re
from collections.abc import Iterator
from functools import cache

from graph.model import Level, Zone
from loaders.places.divisions import short_name
from loaders.places.places import UNITS, Places
from loaders.places.tables import zone_words
from loaders.places.zones import find_zones, zone_table

_OFFICIAL_SHORT_FORMS = (
    ("高新技术产业开发区", "高新区"),
    ("经济技术开发区", "经开区"),
    ("综合保税区", "综保区"),
    ("自由贸易试验区", "自贸试验区"),
    ("自由贸易港", "自贸港"),
    ("跨境电子商务综合试验区", "跨境电商综试区"),
    ("跨境电商综合试验区", "跨境电商综试区"),
)
_SHORT_FORMS = (
    *_OFFICIAL_SHORT_FORMS,
    ("经济开发区", "经开区"),
    ("经济技术开发区", "开发区"),
    ("经济开发区", "开发区"),
)
_BRACKETED = re.compile(r"\([^()]*\)")
_PLACED = re.compile(r"中国\((?P<place>[^()]+)\)")
_RANKS = {
    "国家": Level.NATIONAL,
    "省": Level.PROVINCE,
    "自治区": Level.PROVINCE,
    "市": Level.CITY,
}
_RANK = re.compile(r"(?P<rank>国家|省|自治区|市)级|(?P<bare>国家)(?=高新|经济技术|经开|农业高新)")
_FREE_TRADE = "自由贸易试验区"


def identify_zone(name: str, places: Places) -> Zone:
    """The zone of a name as printed in a plan, by its short official name, with what is certain of it.

    Its place is the one in the name, else the plan's; its level that of the name (国家级), else what its kind says.

    >>> from loaders.places.jurisdictions import by_name
    >>> identify_zone("玉林高新技术产业开发区", Places(by_name("广西壮族自治区"))).key
    '玉林市/玉林高新区'
    """
    canonical = canonical_zone(name, places)
    kind = zone_kind(canonical)
    outer = _outer(canonical)
    part_of = identify_zone(outer, places) if outer else None
    return Zone(
        name=canonical,
        jurisdiction=places.inside(canonical).name,
        kind=kind,
        level=_level(name, canonical, part_of.kind if part_of and kind == "片区" else kind),
        part_of=part_of,
    )


def canonical_zone(name: str, places: Places) -> str:
    """The zone's one name: without its level, its place in short, its kind in the short official form.

    >>> from loaders.places.jurisdictions import by_name
    >>> plan = Places(by_name("玉林市"))
    >>> [canonical_zone(name, plan) for name in ("国家级玉林经济技术开发区", "玉林市高新区", "市高新区")]
    ['玉林经开区', '玉林高新区', '玉林高新区']
    """
    name = _RANK.sub("", name) or name
    for full, short in _OFFICIAL_SHORT_FORMS:
        name = name.replace(full, short)
    name = _placed(_PLACED.sub(lambda match: match["place"], name), places)
    return _others().get(name, name)


def zone_kind(name: str) -> str:
    """The kind of a zone by the ending of its name, or empty."""
    endings = zone_table().endings
    return next((endings[name[at:]].kind for at in range(len(name)) if name[at:] in endings), "")


def same_zones(names: set[str]) -> dict[str, str]:
    """Which names of one document mean the zone of another name there.

    A short form (青岚高新区, 青岚开发区) or a form without its bracket means the one full name in the document that it
    shortens; where two names could be meant, none is.

    >>> same_zones({"青岚高新区", "青岚高新技术产业开发区"})
    {'青岚高新区': '青岚高新技术产业开发区'}
    """
    fuller: dict[str, set[str]] = {}
    for name in names:
        for short in shortened(name):
            if short in names and short != name:
                fuller.setdefault(short, set()).add(name)
    return {short: next(iter(full)) for short, full in sorted(fuller.items()) if len(full) == 1}


def names_of_subject(title: str) -> frozenset[str]:
    """Every name of the one zone that a plan is about by its title; none where it names several, or none.

    >>> sorted(names_of_subject("中国(云岭)自由贸易试验区总体方案"))
    ['中国(云岭)自由贸易试验区', '中国(云岭)自贸试验区', '中国自由贸易试验区', '云岭自贸试验区']
    """
    names = {zone.name for zone in find_zones(title)}
    return (
        frozenset((*names, *(short for name in names for short in shortened(name))))
        if len(names) == 1
        else frozenset()
    )


def shortened(name: str) -> Iterator[str]:
    """Yield the short forms of a zone's name."""
    yield _BRACKETED.sub("", name)
    for full, short in _SHORT_FORMS:
        if name.endswith(full):
            short_form = name.removesuffix(full) + short
            yield short_form
            if match := re.fullmatch(r"中国\((.+)\)(.+)", short_form):
                yield match[1] + match[2]


def _placed(name: str, places: Places) -> str:
    """The name with its place in short: 玉林市高新区 is 玉林高新区, and so is 市高新区 in a plan of 玉林市."""
    levelled = zone_words().levelled.names
    if name[0] in "市县" and name[1:] in levelled:
        own = short_name(places.of_unit(name[0]).name)
        return own + name[1:] if len(own) > 1 else name
    if name.startswith("自贸试验区") and zone_kind(name) == "片区":
        return short_name(places.province().name) + name
    end, place = places.at_start(name)
    if end and name[:end] == place.name and name[:end].endswith(UNITS) and end < len(name):
        short = short_name(place.name)
        return short + name[end:] if len(short) > 1 else name
    return name


@cache
def _others() -> dict[str, str]:
    return {row.name: row.zone for row in zone_words().same}


def _outer(name: str) -> str:
    """The zone that a name begins with and goes on behind: 云岭自贸试验区 of 云岭自贸试验区青岚片区; empty for none."""
    endings = zone_table().endings
    for _, start, end in zone_table().names.find_matches_as_indexes(name):
        ending = endings[name[start:end]]
        if ending.proper and start > 1 and end < len(name) - 1 and ending.kind != "片区":
            return name[:end]
    return ""


def _level(printed: str, canonical: str, kind: str) -> Level:
    if rank := _RANK.search(printed):
        return _RANKS[rank["rank"] or rank["bare"]]
    kinds, names = _national()
    return Level.NATIONAL if kind in kinds or canonical in names else Level.UNKNOWN


@cache
def _national() -> tuple[frozenset[str], frozenset[str]]:
    """The kinds of zone, and the zones, that the State Council approves."""
    rows = zone_words().national
    return (
        frozenset(kind for row in rows for kind in row.kinds),
        frozenset(name for row in rows for name in row.names),
    )
