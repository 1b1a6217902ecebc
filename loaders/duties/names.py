"""Split a printed list of agencies into names, and restore what the list leaves out.

`市发展改革委、财政局` names 市发展改革委 and 市财政局; `广安经开区、川渝高竹新区管委会` two committees; `文化和旅游厅` is
one name; `各市、县(市、区)人民政府` one collective actor.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache

import msgspec
from msgspec.structs import replace

from loaders.lexicon.bodies import BRACKETS_AT_END, ends_like_a_body, ends_like_an_agency
from loaders.lexicon.phrases import by_last
from loaders.lexicon.wording import any_of, bodies

PlaceTest = Callable[[str], bool]


def no_place(name: str) -> bool:  # noqa: ARG001
    """Know no place."""
    return False


class Name(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One agency of a list: `start` and `end` bound what is printed, `text` is the restored name.

    `open` says that 等 follows; `separator` is the mark before the name; `rule` says what was restored.
    """

    text: str
    start: int
    end: int
    separator: str = ""
    open: bool = False
    rule: str = "as printed"


_COLLECTIVE_START = ("各", "有关", "相关", "其他")
_COMMA = "、,;/"
_JOINERS = ("以及", "会同", "联合", "协同", "和", "及", "与", "暨", "商")
_AGENCY_NEXT = r"(?=市|省|县|区|州|自治|国家|各|有关|相关)"
# The look ahead spares most places the many alternatives.
_TOKEN = re.compile(
    r"(?=[、,;/()“”‘’\"《》以会联协商等和及与暨.·\d])"
    rf"(?:[、,;/()“”‘’\"《》]|以及|会同|(?:联合|协同|商){_AGENCY_NEXT}|等|和|及(?!其)|与|暨|(?<=[局委厅办部会院府心])[.·](?=市|省|县|区|州|各|自治)|\d{{1,2}}[.、](?=市|省|县|区|州|各|自治))"
)
_PAIRS = {"“": "”", "‘": "’", "《": "》", "(": ")", '"': '"'}
_NOT_OPEN_BEFORE = re.compile(r"[高中初平对同均]$")
_NOT_OPEN_AFTER = re.compile(r"级|额|离|保(?!障)|价|候|待")
_BARE_GENERIC = frozenset(("单位", "部门", "机构", "方面", "责任人", "人员", "组织"))
_GENERIC_REST = re.compile(r"^(?:(?:有关|相关|其他|其它|各)*(?:单位|部门|机构|方面|人员|组织))$")
_AREA = r"(?:地级|设区的?|县级|自治)?(?:省|自治区|直辖市|市|州|盟|县|区|旗|特区|林区|地区|乡|镇|街道|乡镇|县区|区县)(?:\([^()]*\))?"
_COLLECTIVE_AREA = re.compile(rf"^各(?:有关|相关)?(?:{_AREA}[、和及]?)+(?:行政公署|行署)?$")
_COLLECTIVE_TAIL = re.compile(
    rf"^(?:各级)?(?:{_AREA})+(?:区|市)?(?:党委[和、]?)?(?:人民政府|政府|党委|办事处|管委会)?(?:\([^()]*\))?$"
)
_AREA_ALONE = frozenset("镇乡村区县市州旗盟")
_AREA_ENDS = _AREA_ALONE.union("道")
_COLLECTIVE_PARTY = re.compile(r"^各.{1,12}(?:党委|党工委|政府|[)市县区旗州盟]委)$")
_GOVERNMENT = re.compile(r"^(?:人民政府|政府|管委会)$")
_ZONE_END = re.compile(f"(?:{any_of(bodies().zones.endings)})$")
_ZONE_BODY = re.compile(rf"(?:{any_of(bodies().zones.bodies)})(?:\([^()]*\))?$")
_PLACE_END = re.compile(r"^(?!各|有关|相关|其他|全)[\u4e00-\u9fff]{1,8}(?:市|县|区|州|盟|旗|镇|乡|街道)$")
_PLACE_BODY = re.compile(r"(市|县|区|州|盟|旗|镇|乡|街道)((?:人民政府|政府|党委|办事处)(?:\([^()]*\))?)$")
_PLACES_OF_A_BODY = re.compile(
    r"[\u4e00-\u9fff]{2,4}[、和及与][\u4e00-\u9fff]{2,6}[市县区州盟旗](?:人民政府|政府|党委)"
)
_PLACE_DEPARTMENT = re.compile(r"^[\u4e00-\u9fff]{1,6}?[市县区州旗]([\u4e00-\u9fff]{2,}(?:局|委|办|中心))$")
# The last characters of endings that a list may give once.
_LAST_OF_SHARED = frozenset("会委局)府处办心司门关行区场道")
_OF_SUCH_PLACES = re.compile(
    r"(?:[0-9一二三四五六七八九十]{1,2}个?)?([市县区州旗](?:人民政府|政府))(?=[,;、。)]|$)"
)
_BRANCH_BODY = re.compile(f"(?:{any_of(bodies().branches.shared)})$")
_OPERATORS = any_of(bodies().branches.operators)
_OPERATOR = re.compile(rf"(?:中国)?(?:{_OPERATORS})(?=[\u4e00-\u9fff]{{0,8}}(?:分公司|公司)$)")
_OPERATOR_ALONE = re.compile(f"^(?:中国)?(?:{_OPERATORS})$")
_SHORT_PLACE = re.compile(r"^(?!各|有关|相关)[\u4e00-\u9fff]{2,4}$")
# What only branches of systems do: before it stands the place that the branch serves, known to us or not.
_OWN_PLACE = re.compile(rf"^[\u4e00-\u9fff]{{2,4}}(?:{any_of(bodies().branches.systems)})")
_CONTACT = re.compile(
    r"\((?:[^()]*(?:联系|电话|手机|:)[^()]*|(?:按|各|共同|分别|具体)[^()]*(?:负责|落实|配合|实施))\)$"
)
_NUMBERED = re.compile(r"^(?:\d{1,2}[.、)]|\(\d{1,2}\)|[①-⑳])")
_LEADING = re.compile(
    r"^(?:(?:由|请|以及|及|和|与|会同|联合|协同|并由|其中|主要由|具体由|同时|并)(?!平|谐|田|静|政|布|自贸|自由))+"
)
_TRAILING = re.compile(r"(?:等|共同|分别|为主|各自|具体|一起|之一)+$")
_BY = re.compile(r"^[^由]{1,30}由(?!贸|于|此)(?=.{2})")
# Characters without one of which none of these patterns holds: they are quicker to look for.
_LEADING_STARTS = frozenset("由请以及和与会联协并其主具同")
_TRAILING_ENDS = frozenset("等同别主体自起一")
_NOT_A_NAME_SIGNS = frozenset("0123456789_年月长持适时责牵配完下推施系话无-—/")
_TITLE_SIGNS = frozenset("长任记席理")
# 市财政局局长张三 answers as its agency.
_TITLE = re.compile(
    r"(?:党委|党组|党工委)?(?:常务)?副?(?:书记|主任|局长|厅长|部长|处长|科长|所长|站长|院长|校长|行长|会长|主席|秘书长|总经理|董事长)(?:[\u4e00-\u9fff]{2,3})?$"
)
_NOT_A_NAME = re.compile(
    r"\d{2,4}_*年|_年|年底|月底|长期|持续|适时|时限|^责任人?$|^牵头$|^配合$|完成$|^下同|推进$|实施$|^联系|^电话|\d{7,}|^\d+$|^无$|^[-—/]+$"
)


def split(text: str, start: int, end: int) -> list[Name]:
    """Split the list that stands between two offsets of a folded text, shared endings restored."""
    names: list[Name] = []
    tokens = list(_TOKEN.finditer(text, start, end))
    closed: list[str] = []
    at, separator, is_open, cut_off, noun = start, "", False, -1, ""

    def put(stop: int) -> None:
        nonlocal is_open, cut_off, noun
        name = _trimmed(text, at, stop if cut_off < 0 else cut_off, separator, is_open)
        if name is not None and noun:
            name, noun = replace(name, text=name.text + noun, rule=f"shares the ending {noun}"), ""
        if name is not None:
            names.append(name)
        elif (
            names and separator == "、" and text[at:stop] in _AREA_ALONE and names[-1].text[-1] in _AREA_ENDS
        ):
            # 各街道、镇 is one collective.
            names[-1] = replace(names[-1], text=text[names[-1].start : stop], end=stop)
        elif is_open and names:
            names[-1] = replace(names[-1], open=True)
        is_open, cut_off = False, -1

    for number, token in enumerate(tokens):
        mark = token.group()
        if closed:
            if mark == closed[-1]:
                closed.pop()
                continue
            if mark in _PAIRS and _has_close(tokens, number, _PAIRS[mark]):
                closed.append(_PAIRS[mark])
            continue
        if mark in _PAIRS and _has_close(tokens, number, _PAIRS[mark]):
            closed.append(_PAIRS[mark])
        elif mark in _COMMA or mark in ".·" or mark[0].isdigit():
            put(token.start())
            at, separator = token.end(), mark
        elif mark == "等":
            if (
                cut_off < 0
                and token.start() > at
                and not _NOT_OPEN_BEFORE.search(text[max(at, token.start() - 1) : token.start()])
                and not _NOT_OPEN_AFTER.match(text, token.end(), end)
                and ends_like_a_body(text[at : token.start()])
            ) or (token.start() == at and names):
                is_open, cut_off = True, token.start()
            elif cut_off < 0 and (behind := _noun_behind(text, at, token, end)):
                is_open, cut_off, noun = True, token.start(), behind
        elif mark in _JOINERS:
            left = text[at : token.start() if cut_off < 0 else cut_off]
            following = tokens[number + 1].start() if number + 1 < len(tokens) else end
            right = text[token.end() : _next_cut(tokens, number, end)]
            rest = text[token.end() : following]
            if rest in _BARE_GENERIC or (cut_off >= 0 and _GENERIC_REST.match(rest)):
                continue
            if (
                (not left or _may_end_before_a_joiner(left)) and ends_like_a_body(right) and len(right) > 2
            ) or (_PLACE_END.match(left) and _PLACES_OF_A_BODY.match(text, token.end(), end)):
                put(token.start())
                at, separator = token.end(), mark
    put(end)
    return _share_endings(_merge_compounds(text, names))


def _noun_behind(text: str, at: int, token: re.Match[str], end: int) -> str:
    """The noun of 教育、民政等部门 or 青岚、临江等市政府, which the last name before 等 lacks; else empty."""
    left = text[at : token.start()]
    if text.startswith("部门", token.end()):
        return "部门" if _function_alone().match(left) else ""
    government = _OF_SUCH_PLACES.match(text, token.end(), end)
    return government.group(1) if government and _SHORT_PLACE.match(left) else ""


def _may_end_before_a_joiner(left: str) -> bool:
    """综合门户港 in 综合门户港及公铁水联运 is no body, 市教育局 in 市教育局及市财政局 is one."""
    return ends_like_an_agency(left) or (
        len(left) > 2
        and bool(_ZONE_END.search(left) or _PLACE_END.match(left) or left.startswith(_COLLECTIVE_START))
    )


def _has_close(tokens: Sequence[re.Match[str]], number: int, close: str) -> bool:
    return any(later.group() == close for later in tokens[number + 1 : number + 60])


def _next_cut(tokens: Sequence[re.Match[str]], number: int, end: int) -> int:
    closes = ""
    for later in tokens[number + 1 :]:
        mark = later.group()
        if closes:
            closes = "" if mark == closes else closes
        elif mark in _PAIRS:
            closes = _PAIRS[mark]
        elif mark in _COMMA or mark in ("等", "以及", ".", "·") or mark[0].isdigit():
            return later.start()
    return end


def _trimmed(text: str, start: int, end: int, separator: str, is_open: bool) -> Name | None:
    if text.find("由", start, end) > start and (by := _BY.match(text[start:end])):
        start += by.end()
    if not text[start : start + 1].isalpha() and (numbered := _NUMBERED.match(text[start:end])):
        start += numbered.end()
    if text[start : start + 1] in _LEADING_STARTS and (lead := _LEADING.match(text[start:end])):
        start += lead.end()
    if text[end - 1 : end] in _TRAILING_ENDS and (trail := _TRAILING.search(text[start:end])):
        end = start + trail.start()
    while start < end and text[start] in ".。:•·-—*★▲☆△●>|":
        start += 1
    while start < end and text[end - 1] in ".。:•·-—(*★▲☆△●>|":
        end -= 1
    if text.endswith(")", start, end):
        if contact := _CONTACT.search(text[start:end]):
            end = start + contact.start()
        if text.endswith(")", start, end) and text.count(")", start, end) > text.count("(", start, end):
            end -= 1
    name = text[start:end]
    if len(name) < 2 or name in _BARE_GENERIC:
        return None
    if not _NOT_A_NAME_SIGNS.isdisjoint(name) and _NOT_A_NAME.search(name):
        return None
    if not _TITLE_SIGNS.isdisjoint(name) and (title := _TITLE.search(name)):
        body = name[: title.start()]
        if ends_like_an_agency(body):
            name, end = body, start + title.start()
    return Name(text=name, start=start, end=end, separator=separator, open=is_open)


def _merge_compounds(text: str, names: list[Name]) -> list[Name]:
    """Put 各市、县(市、区)人民政府 together again."""
    merged: list[Name] = []
    for name in names:
        before = merged[-1] if merged else None
        if (
            before
            and name.separator in ("、", "和", "及", "与")
            and (
                (_COLLECTIVE_AREA.match(before.text) and _COLLECTIVE_TAIL.match(name.text))
                or (_COLLECTIVE_PARTY.match(before.text) and _GOVERNMENT.match(name.text))
            )
        ):
            merged[-1] = replace(before, text=text[before.start : name.end], end=name.end, open=name.open)
        else:
            merged.append(name)
    return merged


def restore(names: Sequence[Name], begins_with_place: PlaceTest = no_place, level: str = "") -> list[Name]:
    """Give each name the level that the list states only once.

    Parameters
    ----------
    names : sequence of Name
        All names of one annotation, in the order of the text.
    begins_with_place : callable
        Whether a name begins with the name of a place (三亚供电局): it then carries its own.
    level : str
        The level printed before the list, in another cell of the row.
    """
    restored: list[Name] = []
    party = agency = ""
    of_many = False
    for name in names:
        if division := _DIVISION_OF.match(name.text):
            agency = division.group(1)
        elif agency and _DIVISION.match(name.text) and not _own_level(name.text)[0]:
            restored.append(replace(name, text=agency + name.text, rule=f"inherits {agency}"))
            continue
        else:
            agency = ""
        own, own_party = _own_level(name.text)
        if own:
            level, party, of_many = own, own_party, _OF_MANY.match(name.text) is not None
        elif (
            level
            and _inherits(name.text, level, begins_with_place)
            and (not of_many or _functional()(name.text))
        ):
            is_organ = name.text in _party_organs()
            prefix = (party or _party_committee(level)) if is_organ else level
            name = replace(name, text=prefix + name.text, rule=f"inherits {prefix}")
        restored.append(name)
    return restored


# 市教育局基教科 hands its 市教育局 on to the divisions behind it.
_DIVISION_OF = re.compile(
    r"([\u4e00-\u9fff]{2,}(?:局|(?<![党市省县区州旗盟])委|厅|公司|医院|大学|学院))[\u4e00-\u9fff]{2,8}(?:科|处|股|室)$"
)
_DIVISION = re.compile(r"[\u4e00-\u9fff]{2,8}(?<!办公)(?:科|处|股|室)$")


def level_of(names: Sequence[Name], level: str = "") -> str:
    """The level that a list leaves to what follows it."""
    return next((own for name in reversed(names) if (own := _own_level(name.text)[0])), level)


def _share_endings(names: Sequence[Name]) -> list[Name]:
    shared = list(names)
    offered: list[tuple[re.Pattern[str], str]] = []
    for number in range(len(shared) - 1, -1, -1):
        name = shared[number].text
        joined = number > 0 and shared[number].separator in _JOINED
        ending = _ending_for(name, offered) if offered and not name.startswith(_COLLECTIVE_START) else ""
        if ending:
            shared[number] = replace(shared[number], text=name + ending, rule=f"shares the ending {ending}")
        if not joined:
            offered = []
        elif not ending:
            offered = [] if name.startswith(_COLLECTIVE_START) else _endings_of(name)
    return _share_owner(shared) if any(map(_OWNER_FIRST, (name.text for name in shared))) else shared


_OWNER_FIRST = re.compile(any_of(bodies().branches.owners)).match


def _share_owner(names: list[Name]) -> list[Name]:
    """国网临江、青岚供电公司 are two companies of one owner."""
    owner = ""
    for number, name in enumerate(names):
        match = _OWNER_FIRST(name.text)
        shares = name.rule.startswith("shares the ending")
        if match and shares:
            owner = match.group()
        elif owner and not match and name.separator in _JOINED:
            names[number] = replace(name, text=owner + name.text, rule=f"shares the owner {owner}")
        if not shares:
            owner = ""
    return names


_JOINED = frozenset(("、", "和", "及", "与", "以及"))
_OWN_NOUN = re.compile("(?:[港站园网台]|机场|码头|口岸)$")


def _ending_for(name: str, offered: list[tuple[re.Pattern[str], str]]) -> str:
    """The first of the endings on offer that a name of this form lacks."""
    for form, ending in offered:
        if form.search(name) and not (
            form is _SHORT_PLACE and (ends_like_a_body(name) or _OWN_NOUN.search(name))
        ):
            return ending
    return ""


def _endings_of(name: str) -> list[tuple[re.Pattern[str], str]]:
    """What a name offers to those before it: each ending with the form of the names that may lack it."""
    last = name[-1]
    if last not in _LAST_OF_SHARED:
        return []
    if zone := _ZONE_BODY.search(name):
        kind = _ZONE_END.search(name[: zone.start()])
        return [(_ZONE_END, zone.group()), (_SHORT_PLACE, kind.group() + zone.group())] if kind else []
    if place := _PLACE_BODY.search(name):
        return [(_PLACE_END, place.group(2)), (_SHORT_PLACE, place.group())]
    department = _PLACE_DEPARTMENT.match(name)
    if department and _functional()(department.group(1)):
        return [(_PLACE_END, department.group(1))]
    if operator := _OPERATOR.match(name):
        return [(_OPERATOR_ALONE, name[operator.end() :])]
    if name.endswith("部门") and _functional()(name):
        return [(_function_alone(), "部门")]
    if branch := _BRANCH_BODY.search(name):
        return [(_SHORT_PLACE, branch.group())]
    return []


@cache
def _party_organs() -> frozenset[str]:
    return frozenset(bodies().party.organs)


def _party_committee(level: str) -> str:
    return level + ("党委" if level.endswith("自治区") or level == "兵团" else "委")


@cache
def _level_pattern() -> re.Pattern[str]:
    levels = bodies().levels
    parts = []
    for word in sorted(levels.words, key=len, reverse=True):
        banned = levels.not_before.get(word)
        parts.append(word + (f"(?!{any_of(banned)})" if banned else ""))
    word = "|".join(parts)
    return re.compile(
        rf"^(?P<level>(?:{word})|(?!各|有关|相关|全|国家|中国|人民|中央)[\u4e00-\u9fff]{{2,7}}?(?:{word}))"
        r"(?P<party>委(?!员会|派|托)|党委)?(?=[\u4e00-\u9fff“\"0-9(])"
    )


def _own_level(name: str) -> tuple[str, str]:
    """The level that a name begins with (市, 自治区, 玉林市) and the Party committee it names, if any."""
    if ("区" in name or name[0] in "街镇乡") and (inside := _LEVEL_OF_A_ZONE.match(name)):
        return inside.group(), ""
    if name.startswith(_systems()):
        return "", ""
    if _OF_A_MINISTRY.match(name):
        return "部", ""
    match = _level_pattern().match(name)
    if match is None:
        return "", ""
    level, party = match.group("level", "party")
    proper = level not in bodies().levels.words
    rest = name[match.end("level") :]
    if proper and (
        not ends_like_an_agency(name) or _functional()(name) or re.match(r"(?:人民)?政府$|管委", rest)
    ):
        return "", ""
    return level, level + party if party else ""


@cache
def _systems() -> tuple[str, ...]:
    return tuple(bodies().systems.starts)


# 省级交通运输主管部门 are many: they hand their level on only to what is surely a department.
_OF_MANY = re.compile(r"[\u4e00-\u9fff]{1,3}[级直属][\u4e00-\u9fff]*(?:部门|单位|机构|企业)$")
# A ministry calls its own bureaus 部公路局, 水运局.
_OF_A_MINISTRY = re.compile(r"部[\u4e00-\u9fff]{2,6}(?:局|司)$")
# 开发区经发局 and 街道平安办 hand their 开发区 and 街道 on, as a city's department does its 市.
_LEVEL_OF_A_ZONE = re.compile(
    rf"(?:[\u4e00-\u9fff]{{0,6}}?(?:{any_of(bodies().zones.levels)})|街道|镇|乡(?!村))(?=(?!管委)[\u4e00-\u9fff]{{2,}}(?:局|办|办公室|中心|部|科|站|所)$)"
)


@cache
def _functional() -> Callable[[str], re.Match[str] | None]:
    return re.compile(any_of(bodies().functions.words)).match


@cache
def _function_alone() -> re.Pattern[str]:
    """公安 in 公安、交通部门: what a department does, without any noun."""
    return re.compile(
        rf"^(?:市|省|县|区)?(?:{any_of(bodies().functions.words)})(?:和?(?:{any_of(bodies().functions.words)})){{0,2}}$"
    )


@cache
def _without_level() -> dict[str, tuple[str, ...]]:
    return by_last(bodies().endings.without_level)


def _inherits(name: str, level: str, begins_with_place: PlaceTest) -> bool:
    if name.startswith(_systems()) or not ends_like_a_body(name):
        return False
    if name in _party_organs():
        return True
    bare = BRACKETS_AT_END.sub("", name) if name.endswith(")") else name
    if len(bare) < 2 or bare.endswith(_without_level().get(bare[-1:], ())):
        return False
    if bare.endswith("部"):
        return bare in ("武装部", "人武部", "人民武装部")
    if bare.endswith("厅") and not level.endswith(("省", "自治区", "兵团")):
        return False
    if _PLACE_END.match(bare) or _COLLECTIVE_TAIL.match(bare) or bare.endswith(("街道", "乡镇")):
        return False
    if _functional()(name):
        return True
    return not begins_with_place(name) and not _OWN_PLACE.match(name)
