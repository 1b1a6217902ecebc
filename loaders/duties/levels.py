"""Restore the level that a list of agencies states only once: `市发展改革委、财政局` names 市财政局."""

import re
from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace

from loaders.duties.forms import AREA, COLLECTIVE_TAIL, PLACE_END, functional
from loaders.duties.names import Name, PlaceTest, no_place
from loaders.lexicon.bodies import BRACKETS_AT_END, ends_like_a_body, ends_like_an_agency
from loaders.lexicon.phrases import by_last
from loaders.lexicon.wording import any_of, bodies

# What only branches of systems do: before it stands the place that the branch serves, known to us or not.
_OWN_PLACE = re.compile(rf"^[\u4e00-\u9fff]{{2,4}}(?:{any_of(bodies().branches.systems)})")
# 所前镇农办 carries its own town.
_OWN_TOWN = re.compile(
    r"[\u4e00-\u9fff]{2,3}(?<![城村集乡])(?:镇|乡|街道)(?![化村企建统域级])[\u4e00-\u9fff]{2,}"
)
# 市教育局基教科 hands its 市教育局 on to the divisions behind it.
_DIVISION_OF = re.compile(
    r"([省市县区州盟旗][局厅]|[\u4e00-\u9fff]{2,}(?:局|(?<![党市省县区州旗盟])委(?!员会)|厅|公司|医院|大学|学院))[\u4e00-\u9fff]{2,8}(?:科|处|股|室)$"
)
# 江右省农业广播学校 and 临澜市职业学校联盟 have a place of their own.
_PROPER_PLACE = re.compile(
    "[\u4e00-\u9fff]{2,3}(?:省|(?<![城县超门都])市(?!场|集|容|政|民)|自治[州县旗]|县(?![域级乡区]))[\u4e00-\u9fff]{2,}"
)
# So does 厅综合处.
_BY_ITS_OWN_WORD = re.compile(r"(厅|局)(?:[\u4e00-\u9fff]{2,6}(?:科|处|股|室)|办)$")
_OWNER_WITHOUT_LEVEL = re.compile("(?![省市县区州])[\u4e00-\u9fff]{2,4}厅")
_DIVISION = re.compile(r"[\u4e00-\u9fff]{2,14}(?<!办公)(?:科|处|股|室)$")


# 云州市软件协会 hands its city on to nobody.
_GUILDS = ("协会", "商会", "学会", "服务区公司")
# 区应急局、公安分局 names the district's 区公安分局; what it is a branch of is the city's.
_WITH_BRANCHES = frozenset("区县旗")
_TOWNS = ("镇", "乡", "街道")
_SHORTEST_WORK = 1
_MAY_BE_A_DEPARTMENT_S = ("中心", "组", "站", "所", "队")


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
    party = ""
    of_many = of_division = False
    for name in _with_owners(names):
        own, own_party = _own_level(name.text)
        if own:
            level, party = own, own_party
            of_division = _DIVISION_OF.match(name.text) is not None
            of_many = own[0] == "各" or _OF_MANY.match(name.text) is not None
        elif (
            level
            and not name.rule.startswith("inherits")
            and _inherits(name.text, level, begins_with_place)
            and (not of_many or functional()(name.text))
            # Behind 省教育厅学生处 the 信息中心 may be the province's or the department's.
            and not (of_division and name.text.endswith(_MAY_BE_A_DEPARTMENT_S))
        ):
            is_organ = name.text in _party_organs()
            prefix = (party or _party_committee(level)) if is_organ else level
            name = replace(name, text=prefix + name.text, rule=f"inherits {prefix}")
        restored.append(name)
    return restored


def _with_owners(names: Sequence[Name]) -> list[Name]:
    """Give divisions the agency that the division before them names: 市教育局体卫科、基教科, 厅综合处、项目处."""
    restored: list[Name] = []
    owner = ""
    for number, name in enumerate(names):
        if division := _DIVISION_OF.match(name.text) or _BY_ITS_OWN_WORD.match(name.text):
            # 水利厅农水处 names an owner, whose other divisions stand by themselves.
            owner = "" if _OWNER_WITHOUT_LEVEL.fullmatch(division.group(1)) else division.group(1)
        elif owner and name.text[0] == "各":
            pass
        elif owner and _DIVISION.match(name.text) and not _is_a_city_s(name.text):
            # A writer who repeats 厅 on some of a list leaves it out on purpose on others.
            if len(owner) > 1 or _printed_owners(names)[number] == 1:
                name = replace(name, text=owner + name.text, rule=f"inherits {owner}")
        else:
            owner = ""
        restored.append(name)
    return restored


def _printed_owners(names: Sequence[Name]) -> list[int]:
    """For each name how many of its label's list print 厅 or 局; of all lists where its own prints none."""
    lists: list[list[bool]] = []
    for name in names:
        if not lists or not name.separator:
            lists.append([])
        lists[-1].append(_BY_ITS_OWN_WORD.match(name.text) is not None)
    whole = sum(map(sum, lists))
    return [sum(one) or whole for one in lists for _ in one]


def _is_a_city_s(division: str) -> bool:
    """市接待处 is an office of the city; 市政科 and 市县处 are divisions like those beside them."""
    level = _own_level(division)[0]
    rest = division[len(level) : -1]
    return (
        bool(level)
        and division[-1] in "处室"
        and (len(rest) > _SHORTEST_WORK or functional()(rest) is not None)
    )


def level_of(names: Sequence[Name], level: str = "") -> str:
    """The level that a list leaves to what follows it."""
    return next((own for name in reversed(names) if (own := _own_level(name.text)[0])), level)


@cache
def _party_organs() -> frozenset[str]:
    return frozenset(bodies().party.organs)


def _party_committee(level: str) -> str:
    if level.endswith(_TOWNS):
        # 镇农办 is the town's own office.
        return level
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
    if name[0] == "各":
        return _compound_level(name), ""
    if ("区" in name or name[0] in "街镇乡") and (inside := _LEVEL_OF_A_ZONE.match(name)):
        return inside.group(), ""
    if _is_of_a_system(name):
        return "", ""
    if _OF_A_MINISTRY.match(name):
        return "部", ""
    match = _level_pattern().match(name)
    if match is None:
        return "", ""
    level, party = match.group("level", "party")
    proper = level not in bodies().levels.words
    if proper and name.endswith(_GUILDS):
        return "", ""
    rest = name[match.end("level") :]
    if proper and (
        not ends_like_an_agency(name) or functional()(name) or re.match(r"(?:人民)?政府$|管委", rest)
    ):
        return "", ""
    return level, level + party if party else ""


_COMPOUND_LEVEL = re.compile(rf"各(?:{AREA}[、和及]?)+(?=[\u4e00-\u9fff]{{2,}})")
_NO_DEPARTMENT = re.compile("(?:人民)?政府|党委|党工委|管委|行政公署|行署|办事处|[级直属]|有关|相关")


def _compound_level(name: str) -> str:
    """The level of 各市、县(区)水务局; a name that goes on without a department's has none."""
    match = _COMPOUND_LEVEL.match(name)
    if match is None:
        return ""
    level = match.group()
    if level[-1] == "市" and name.startswith(bodies().levels.not_before["市"], match.end()):
        # 各市(州)市场监管局
        level = level[:-1]
    rest = name[len(level) :]
    last = BRACKETS_AT_END.sub("", level)[-1]
    if (
        last == "各"
        or rest.startswith(bodies().levels.not_before.get(last, ()))
        or _NO_DEPARTMENT.match(rest)
    ):
        return ""
    return level if ends_like_an_agency(rest) or (ends_like_a_body(rest) and rest.endswith("委")) else ""


@cache
def _systems() -> re.Pattern[str]:
    return re.compile(any_of(bodies().systems.starts))


def _is_of_a_system(name: str) -> bool:
    """Whether a name begins with its system or owner: 海关, 镇供电所, but not 乡村振兴局, which says what it does."""
    system = _systems().match(name)
    if system is None:
        return False
    work = functional()(name)
    return work is None or work.end() <= system.end()


# 省级交通运输主管部门 are many: they hand their level on only to what is surely a department.
_OF_MANY = re.compile(r"[\u4e00-\u9fff]{1,3}[级直属][\u4e00-\u9fff]*(?:部门|单位|机构|企业)$")
# A ministry calls its own bureaus 部公路局, 水运局.
_OF_A_MINISTRY = re.compile(r"部[\u4e00-\u9fff]{2,6}(?:局|司)$")
# 开发区经发局 and 街道平安办 hand their 开发区 and 街道 on, as a city's department does its 市.
_LEVEL_OF_A_ZONE = re.compile(
    rf"(?:[\u4e00-\u9fff]{{0,6}}?(?:{any_of(bodies().zones.levels)})|街道|镇|乡(?!村))(?=(?!管委)[\u4e00-\u9fff]{{2,}}(?:局|办|办公室|中心|部|科|站|所)$)"
)


@cache
def _branch() -> re.Pattern[str]:
    """A branch that says what it does and nothing of where (生态环境临港分局)."""
    work = any_of(bodies().functions.words)
    return re.compile(f"(?:{work}){{1,3}}(?:和(?:{work}){{1,2}})?分局")


@cache
def _without_level() -> dict[str, tuple[str, ...]]:
    return by_last(bodies().endings.without_level)


@cache
def _own_names() -> re.Pattern[str]:
    # 国有桐山林场 is named by itself, 国有资产管理局 by its work.
    # So is 柏岭中学, and 第一中学 by its number.
    return re.compile(
        any_of(bodies().endings.named)
        + "|大学(?!生|城)|^国有.+场$"
        + "|^(?!第|各|实验|附属|直属|机关|高级|中心|完全|职业|民族)[\u4e00-\u9fff]{2,3}"
        "(?:民族|实验|职业|高级|第[一二三四五六七八九十])?(?:中学|小学|幼儿园)$"
        # And 东溪水库管理处, where 大中型水库管理处 says of what kind it is.
        "|^(?![大中小重城农全])[\u4e00-\u9fff]{2,3}(?:水库|灌区|水闸|大桥|隧道|码头|湿地|林场|景区|公园)"
        "(?:管理|服务|运行|保护)(?:处|所|站|局|中心|委员会)$"
    )


def _inherits(name: str, level: str, begins_with_place: PlaceTest) -> bool:
    if _is_of_a_system(name) or not ends_like_a_body(name) or _BY_ITS_OWN_WORD.match(name):
        return False
    if name in _party_organs():
        return True
    bare = BRACKETS_AT_END.sub("", name) if name.endswith(")") else name
    if bare.endswith(tuple(bodies().endings.with_level)):
        return True
    if bare.endswith("分局") and level in _WITH_BRANCHES and _branch().fullmatch(bare):
        return True
    if len(bare) < 2 or _own_names().search(bare) or bare.endswith(_without_level().get(bare[-1:], ())):
        return False
    if bare.endswith("部"):
        return bare in ("武装部", "人武部", "人民武装部")
    if bare.endswith("厅") and not level.endswith(("省", "自治区", "兵团")):
        return False
    if (
        PLACE_END.match(bare)
        or COLLECTIVE_TAIL.match(bare)
        or bare.endswith(("街道", "乡镇", "村", "团", "连队"))
    ):
        return False
    if functional()(name):
        return True
    if _PROPER_PLACE.match(name):
        return False
    return not (begins_with_place(name) or _OWN_PLACE.match(name) or _OWN_TOWN.match(name))
