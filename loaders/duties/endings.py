"""Restore the ending that names of a list share: `广安经开区、川渝高竹新区管委会` are two committees."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from loaders.duties.forms import (
    COLLECTIVE_START,
    PLACE_END,
    SHORT_PLACE,
    ZONE_END,
    function_alone,
    functional,
)
from loaders.duties.names import Name
from loaders.lexicon.bodies import ends_like_a_body
from loaders.lexicon.wording import any_of, bodies

_ZONE_BODY = re.compile(rf"(?:{any_of(bodies().zones.bodies)})(?:\([^()]*\))?$")
_PLACE_BODY = re.compile(
    r"(市|县|区|州|盟|旗|镇|乡|街道)((?:人民政府|政府|党委|办事处|(?<=街道)办)(?:\([^()]*\))?)$"
)
# Towns share no ending with the county behind them.
_TOWN = re.compile(rf"{PLACE_END.pattern[:-1]}(?<=[镇乡道])$")
# A town has a government, and no office that a street office's name could lend it.
_STREET = re.compile(rf"{PLACE_END.pattern[:-1]}(?<=街道)$")
_LOWEST = {"镇": _TOWN, "乡": _TOWN, "街道": _STREET}
_CITY_OR_COUNTY = re.compile(rf"{PLACE_END.pattern[:-1]}(?<![镇乡道])$")
_PLACE_DEPARTMENT = re.compile(r"^[\u4e00-\u9fff]{1,6}?[市县区州旗]([\u4e00-\u9fff]{2,}(?:局|委|办|中心))$")
# A town has no bureau of its own.
_PLACE_WITH_DEPARTMENTS = re.compile(r"^(?!各|有关|相关|其他|全)[\u4e00-\u9fff]{1,8}[市县区州盟旗]$")
# The last characters of endings that a list may give once.
_LAST_OF_SHARED = frozenset("会委局)府处办心司门关行区场道村")
_BRANCH_BODY = re.compile(f"(?:{any_of(bodies().branches.shared)})$")
_OPERATORS = any_of(bodies().branches.operators)
_OPERATOR = re.compile(rf"(?:中国)?(?:{_OPERATORS})(?=[\u4e00-\u9fff]{{0,8}}(?:分公司|公司)$)")
_OPERATOR_ALONE = re.compile(f"^(?:中国)?(?:{_OPERATORS})$")
_JOINED = frozenset(("、", "和", "及", "与", "以及"))
_OWN_NOUN = re.compile("(?:[港站园网台]|机场|码头|口岸)$")
# 云台 is a town's name, 电台 none.
_TOWN_LIKE_A_BODY = re.compile("[^电平前后月站]台$")
# 家庭、社区 are two.
_DWELLERS = re.compile("(?:居民|村民|家庭|家长|业主|物业|商户|网格|志愿者?|群众|学生|党员)$")
_GUILD = re.compile("(?:行业)?(?:协会|商会|学会|联合会)$")
_TRADE = re.compile("(?P<level>[省市县区州](?!场))?[\u4e00-\u9fff]{2,4}$")
_OWNER_FIRST = re.compile(any_of(bodies().branches.owners)).match


def share_endings(names: Sequence[Name]) -> list[Name]:
    """Give each name the ending that the list prints only once, behind the last."""
    shared = list(names)
    offered: list[tuple[re.Pattern[str], str]] = []
    for number in range(len(shared) - 1, -1, -1):
        name = shared[number].text
        joined = number > 0 and shared[number].separator in _JOINED
        ending = _ending_for(name, offered) if offered and not name.startswith(COLLECTIVE_START) else ""
        if ending:
            shared[number] = replace(shared[number], text=name + ending, rule=f"shares the ending {ending}")
        if not joined:
            offered = []
        elif not ending:
            offered = [] if name.startswith(COLLECTIVE_START) else _endings_of(name)
    for last, guilds in enumerate(shared):
        if last and guilds.text[-1] == "会" and (guild := _GUILD.search(guilds.text)):
            _share_guild(shared, last, guild.group())
    return _share_owner(shared) if any(map(_OWNER_FIRST, (name.text for name in shared))) else shared


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


def _share_guild(names: list[Name], last: int, ending: str) -> None:
    """市物业、餐饮协会 are two guilds of one city: from the trade that has its level on, all share both."""
    first = last
    while first > 0 and names[first].separator in _JOINED:
        first -= 1
        trade = _TRADE.fullmatch(names[first].text)
        if trade is None or ends_like_a_body(trade.group()):
            return
        if level := trade["level"]:
            break
    else:
        return
    for number in range(first, last + 1):
        text = names[number].text if number == first else level + names[number].text.removeprefix(level)
        if number < last:
            text += ending
        names[number] = replace(names[number], text=text, rule=f"shares the ending {ending}")


def _ending_for(name: str, offered: list[tuple[re.Pattern[str], str]]) -> str:
    """The first of the endings on offer that a name of this form lacks."""
    for form, ending in offered:
        if form.search(name) and not (
            form is SHORT_PLACE
            and not _TOWN_LIKE_A_BODY.fullmatch(name)
            and (ends_like_a_body(name) or _OWN_NOUN.search(name) or _DWELLERS.match(name))
        ):
            return ending
    return ""


def _endings_of(name: str) -> list[tuple[re.Pattern[str], str]]:
    """What a name offers to those before it: each ending with the form of the names that may lack it."""
    last = name[-1]
    if last not in _LAST_OF_SHARED:
        return []
    if zone := _ZONE_BODY.search(name):
        kind = ZONE_END.search(name[: zone.start()])
        return [(ZONE_END, zone.group()), (SHORT_PLACE, kind.group() + zone.group())] if kind else []
    if place := _PLACE_BODY.search(name):
        form = _LOWEST.get(place.group(1), _CITY_OR_COUNTY)
        return [(form, place.group(2)), (SHORT_PLACE, place.group())]
    department = _PLACE_DEPARTMENT.match(name)
    if department and functional()(department.group(1)):
        return [(_PLACE_WITH_DEPARTMENTS, department.group(1))]
    if operator := _OPERATOR.match(name):
        return [(_OPERATOR_ALONE, name[operator.end() :])]
    if name.endswith("部门") and functional()(name):
        return [(function_alone(), "部门")]
    if branch := _BRANCH_BODY.search(name):
        return [(SHORT_PLACE, branch.group())]
    return []
