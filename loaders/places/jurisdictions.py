"""The place a plan is of, found from its title, issuer, number and text."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from graph.model import Level
from loaders.lexicon.organs import tables
from loaders.lexicon.script import simplified
from loaders.lexicon.wording import any_of, bodies
from loaders.places.divisions import (
    NATIONAL,
    UNITS,
    UNKNOWN,
    Jurisdiction,
    divisions,
    place_conventions,
    short_forms,
)

# What is read of a plan's text when nothing else names its place.
_HEAD, _TAIL = 20_000, 3_000

# A place by its form, for those that no table holds: its name holds no word of headings or of offices.
_STEM = "(?![省市自全本我该各大城都每此外超特新园开高社校库景山灾片功服示试保])[^\\W\\da-zA-Z_关于印发加快推进的和与及在对向委办政府室局厅部]"
_FORM = re.compile(
    rf"(?P<province>(?![^省]{{2,8}}[市县州盟旗]){_STEM}{{2,8}}?(?:(?<![节外跨各邻全])省|自治区))?"
    rf"(?P<city>{_STEM}{{2,8}}?(?:(?<![城都门超夜集楼股菜上开入闹强])市(?!场)|自治州|州|地区|盟))?"
    rf"(?P<county>{_STEM}{{2,4}}?(?:(?<![范强困大整点农牧])县|(?<![开新税验范发园社景片矿库灾港功])区|旗|(?<![城都])市))?"
)
# A district that its title alone names: 清岚区便民生活圈方案.
_DISTRICT = re.compile(rf"{_STEM}{{2,3}}(?<![开新税验范发园社景片矿库灾港功])区(?![域块划间])")
_BUREAU = re.compile(rf"(?:{any_of(bodies().functions.words)})[一-龥]{{0,12}}?(?:局|委|办公室)")
_GOVERNS = re.compile(r"人民政府|政府|党委|委员会|委|人大|办公室|行政公署|行署")
_LEAD_IN = re.compile(r"^(?:中共(?!中央)|中国共产党|共青团(?!中央)|国网|中国[(（]|\d{4}年度?|[0-9.、\s《]+)+")
_OPENING = re.compile(r"(?:印发|公布|发布|报送)[《〈]?")
# 云经管办 is a zone's number, 江师院发 a school's and 临安委 that of 临港区's 安委会: of 云南省, 江门市 and 临安区 is none.
_OF_A_GOVERNMENT = re.compile("[政府委办市州盟]")
_OF_A_NAMED_GOVERNMENT = re.compile("[政府市县区州盟]")
_NUMBER_HEAD = re.compile(r"[一-龥]+")
_FORMED_GOVERNMENT = re.compile(r"(?<![一-龥])[一-龥]{2,12}?[省市州县区旗盟](?=人民政府)")
_TO_PROVINCES = re.compile(r"^[\s　]*各省[、，]自治区[、，]直辖市", re.MULTILINE)
_ENOUGH = 3
_RANKS = {level: rank for rank, level in enumerate(Level)}
_LONGEST_ORGAN = 20
_LONGEST_HEADING = 400
_OUR = re.compile(
    r"[我全本、，,：:（(；;](?:(?<=[我全本])(省|市|州|盟|县|旗|区)(?![场政民])|(?<![我全本])(省|市|州|盟|县|旗|区)[一-龥]{2,12}(?:局|厅|委|办))"
)


def find_jurisdiction(
    title: str, issuer: str, document_number: str, text: str, *, place: str = ""
) -> Jurisdiction:
    """Find the place a plan is of.

    The issuer decides before the title, the title before the number, and the text comes last: there, the place of
    the level that the plan calls its own (我市, 全省) that is named at least three times and twice as often as any
    other. Where two places remain, none is chosen.

    Parameters
    ----------
    title, issuer, document_number : str
        As printed; empty where the plan has none.
    text : str
        The plan's text.
    place : str, optional
        What a table of plans says in a column of its own; a title that begins with a place below it is of that one.

    Returns
    -------
    Jurisdiction
        With an empty name where not exactly one place remains.
    """
    title, issuer, document_number = (
        simplified("".join(part[:_LONGEST_HEADING].split()), within=text)
        for part in (title, issuer, document_number)
    )
    told = leading("".join(place.split()))
    for stated in (issuer, title):
        found = _stated(stated)
        if found.name and (stated == issuer or not told.name or _RANKS[found.level] > _RANKS[told.level]):
            return found
    if told.name:
        return told
    text = simplified(text)
    for stated in (issuer, title):
        if district := _district(stated, text):
            return district
    numbered = of_number(document_number)
    if len(numbered) == 1 and (
        _is_a_government_s(numbered[0], document_number)
        or _is_named(numbered[0], text.replace(document_number, ""))
    ):
        return numbered[0]
    return _most_named(text, title=title, among=numbered)


def _is_a_government_s(place: Jurisdiction, document_number: str) -> bool:
    """Whether a number goes on behind a place's name, or behind the one character that stands for it, as a government's does."""
    names = [name for name in (place.name, *short_forms(place.name)) if document_number.startswith(name)]
    if names:
        return _OF_A_NAMED_GOVERNMENT.match(document_number, len(max(names, key=len))) is not None
    return _OF_A_GOVERNMENT.match(document_number, 1) is not None


def _is_named(place: Jurisdiction, text: str) -> bool:
    return place.name in text or any(form in text for form in short_forms(place.name))


def _stated(heading: str) -> Jurisdiction:
    """The place that a title or an issuer begins with, or the one that it is about."""
    if not heading:
        return UNKNOWN
    starts = [_LEAD_IN.sub("", heading)]
    starts += [_LEAD_IN.sub("", heading[match.end() :]) for match in _OPENING.finditer(heading)]
    for start in starts:
        central = _central_organ(start)
        place = leading(start[central:])
        if place.name:
            return place
        if central:
            return NATIONAL
    return _only(_inside(heading))


def _central_organ(text: str) -> int:
    """Where the central organ's name that the text begins with ends, 0 if there is none; 教育部门 is no 教育部."""
    central = tables().central_anywhere
    for size in range(min(len(text), _LONGEST_ORGAN), 2, -1):
        if text[:size] in central and text[size : size + 1] != "门":
            return size
    return 0


def leading(text: str) -> Jurisdiction:
    """The place that the text begins with: known by the table, or by its form (云岭省临江市白石县人民政府)."""
    chain, end = _known_chain(text)
    for start, above in ((end, chain), (0, UNKNOWN)):
        match = _FORM.match(text, start)
        if match and match.end() > end and chain.level in (above.level, Level.COUNTY):
            formed = _formed(match, above, followed=bool(_GOVERNS.match(text, match.end())))
            if formed.name:
                return formed
    if chain.name:
        return chain
    for name, places in divisions().short_at(text):
        # 临沧江 is a river.
        if text[len(name) : len(name) + 1] in (*UNITS, "江", "河", "湖"):
            continue
        highest = [place for place in places if place.level is not Level.COUNTY]
        found = _only(highest[:1] if highest and highest[0].level is Level.PROVINCE else highest)
        if found.name:
            return found
    return UNKNOWN


def _known_chain(text: str) -> tuple[Jurisdiction, int]:
    """The known places that follow each other from the text's start, each within the last; the lowest of them."""
    here, end = UNKNOWN, 0
    while True:
        for name, places in divisions().at(text, end):
            below = [
                place for place in places if not here.name or (place.within(here) and place.name != here.name)
            ]
            if not here.name and len(name) < 3 and name[-1] not in "市县旗":
                continue
            if len(below) == 1:
                here, end = below[0], end + len(name)
                break
        else:
            return here, end


def _formed(match: re.Match[str], above: Jurisdiction, *, followed: bool) -> Jurisdiction:
    """A place that the table does not hold, by the units of its name, below the known place before it."""
    province, city, county = match["province"], match["city"], match["county"]
    if above.level is Level.COUNTY or (above.name and (province or not followed)):
        return UNKNOWN
    if county and (followed or county[-1] in "县旗" or (city and county[-1] != "市")):
        lowest = Jurisdiction(
            name=county, level=Level.COUNTY, province=province or above.province, city=city or above.city
        )
    elif city and above.level is not Level.CITY and (followed or city[-1] == "市"):
        lowest = Jurisdiction(name=city, level=Level.CITY, province=province or above.province, city=city)
    elif province:
        return Jurisdiction(name=province, level=Level.PROVINCE, province=province)
    else:
        return UNKNOWN
    known = [
        place
        for place in divisions().named(lowest.name)
        if all(name in (place.province, place.city) for name in lowest.ancestors)
    ]
    return known[0] if len(known) == 1 else UNKNOWN if known else lowest


def of_number(document_number: str) -> tuple[Jurisdiction, ...]:
    """The places whose document numbers begin like this one: 黔府办函 is of 贵州省, 玉政办规 of any of four.

    A number that names a place in full (广安府办规) or with its unit (吉市工改字, 吉 being 吉安市) leaves that one.
    """
    match = _NUMBER_HEAD.match(document_number)
    if match is None:
        return ()
    head = match[0]
    table = divisions()
    for _, places in [*table.at(head), *table.short_at(head)]:
        above_county = [place for place in places if place.level is not Level.COUNTY]
        return tuple(above_county or places)
    initial = tuple(
        place
        for name, places in table.full.items()
        if name[0] == head[0]
        for place in places
        if place.level is Level.CITY
    )
    if head[1:2] in ("市", "州", "盟"):
        return tuple(place for place in initial if place.name.endswith(head[1]))
    writing = place_conventions()
    stated = writing.provinces.get(head[0], ())
    if not stated and head.startswith(writing.national_numbers):
        return (NATIONAL,)
    return stated or tuple(dict.fromkeys((*writing.cities.get(head[0], ()), *initial)))


def _inside(heading: str) -> list[Jurisdiction]:
    """The known places named in full anywhere in the heading, without those that lie around another of them.

    A district counts only behind its city, for 港口区 may be the beginning of 港口区域, and 范县 the end of 示范县.
    """
    found: list[Jurisdiction] = []
    at = 0
    while at < len(heading):
        chain, end = _known_chain(heading[at:])
        behind_its_city = heading.startswith(chain.ancestors, at)
        if chain.name and (chain.level is not Level.COUNTY or behind_its_city or _clear(chain.name)):
            found.append(chain)
        at += end or 1
    distinct = list(dict.fromkeys(found))
    return [
        place
        for place in distinct
        if not any(other is not place and other.within(place) for other in distinct)
    ]


def _clear(county: str) -> bool:
    return len(county) >= 3 and county[-1] != "区"


def _only(places: Iterable[Jurisdiction]) -> Jurisdiction:
    distinct = list(dict.fromkeys(places))
    return distinct[0] if len(distinct) == 1 else UNKNOWN


def _district(title: str, text: str) -> Jurisdiction | None:
    """The district that a title begins with, where the text calls its own level 区 or the title names a bureau of it."""
    start = _LEAD_IN.sub("", title)
    match = _DISTRICT.match(start)
    if match is None:
        return None
    own = Counter(found[1] or found[2] for found in _OUR.finditer(text[:_HEAD])).most_common(2)
    its_own = bool(own) and own[0][0] == "区" and (len(own) == 1 or own[0][1] > own[1][1])
    if not (its_own or (not own and _BUREAU.match(start, match.end()))):
        return None
    known = divisions().named(match[0])
    return known[0] if len(known) == 1 else None if known else Jurisdiction(name=match[0], level=Level.COUNTY)


def _most_named(text: str, *, title: str, among: Iterable[Jurisdiction]) -> Jurisdiction:
    """The one place, of the kind that the plan calls its own, that its text names most."""
    if _TO_PROVINCES.search(text[:_HEAD]):
        return NATIONAL
    text = text if len(text) <= _HEAD + _TAIL else text[:_HEAD] + text[-_TAIL:]
    own = Counter(match[1] or match[2] for match in _OUR.finditer(title + text))
    among = set(among)
    if not own:
        return UNKNOWN
    units = ("自治区", "区") if own.most_common(1)[0][0] == "区" else (own.most_common(1)[0][0],)
    counts = Counter(
        place for place in _mentions(text) if place.name.endswith(units) and (not among or place in among)
    )
    for formed in _FORMED_GOVERNMENT.finditer(text):
        place = leading(formed[0])
        if place.name.endswith(units) and (not among or place in among):
            counts[place] += 1
    ranked = counts.most_common(2)
    enough = 1 if among else _ENOUGH
    if not ranked or ranked[0][1] < enough or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return UNKNOWN
    return ranked[0][0]


def _mentions(text: str) -> Iterator[Jurisdiction]:
    """Each place that the text names by a full name or by a province's or city's short name."""
    table = divisions()
    at = 0
    starts = {start for _, start, _ in table.names.find_matches_as_indexes(text, overlapping=True)}
    for start in sorted(starts):
        if start < at:
            continue
        for name, places in [*table.at(text, start), *table.short_at(text, start)]:
            governing = [place for place in places if place.level is not Level.COUNTY or name in table.full]
            if len(governing) == 1:
                yield governing[0]
                at = start + len(name)
                break


def by_name(name: str) -> Jurisdiction:
    """The place of a full name, as `find_jurisdiction` gave it: from the table, or by the unit it ends with."""
    if not name:
        return UNKNOWN
    if name == NATIONAL.name:
        return NATIONAL
    known = [place for place in divisions().full.get(name, ()) if place.name == name]
    if len(known) == 1:
        return known[0]
    if name.endswith(("省", "自治区")):
        return Jurisdiction(name=name, level=Level.PROVINCE, province=name)
    if name.endswith(("市", "州", "盟", "地区")):
        return Jurisdiction(name=name, level=Level.CITY, city=name)
    return Jurisdiction(name=name, level=Level.COUNTY)
