"""What the end of a line inside a list of agencies is, by the words before and behind it: a wrap, or the end of a name."""

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import takewhile

from loaders.duties.forms import functional
from loaders.lexicon.bodies import BRACKETS_AT_END, ends_like_a_body, ends_like_an_agency
from loaders.lexicon.wording import bodies


class LineEnd(StrEnum):
    """A line's end: inside one name, between two, or between words that can be read as one name or as two."""

    INSIDE = "inside"
    BETWEEN = "between"
    UNSURE = "unsure"


_BRACKETS = str.maketrans("（）〔〕［］【】[]", "()()()()()")
_AREA = re.compile(r"[\u4e00-\u9fff](?:区|园|镇|(?<!城)乡|街道|县|市|旗|州|盟|村|社区|港|城)$")
_SAME_AREAS = re.compile(r"(镇|乡|街道|县|旗|村|社区)$")
_ROLE = re.compile(r"(?:牵头|负责|配合|落实|协助|参与|参加)$")
# 市财政局 and 市委组织部 begin a name wherever they stand, 市北分局 does not.
_LEVEL = re.compile(r"自治[区州县旗]|[省市县区州盟旗]")
_OF_A_LEVEL = re.compile(r"[\u4e00-\u9fff]{0,3}(?<!管)委(?!员会)|人大|政协|直|级|属")
_OWN_SYSTEM = re.compile(
    r"各(?!负其责|司其职)|有关|相关|国网|南网|国家|人民银行|中国(?!人民银行)|中国人民银行|团[省市县区州]委"
)
_MAY_JOIN = re.compile("[局委厅会院社心部)](?=[省市县区州盟旗自团])")
_LEAGUE = re.compile("团[省市县区州]委")
# What is only the rest of a name: 各镇 + 人民政府, 市委组织 + 部, 市公安局 + 交警支队.
_REST = re.compile(
    r"[()、,，;；。]|.(?:$|[、,，;；。])|(?:(?:人民)?政府|党工委|管委会|管理委员会|委员会|党委|党组|办公室|办事处|管理办公室|常委会)(?:$|\()"
    r"|[\u4e00-\u9fff]{2,8}(?:支队|大队|中队|总队|分局|分行|支行|分公司|科|(?<!办事)处|股|室|站|所|队)$"
)
_MERE_REST = re.compile(
    r"[()、,，;；。]|.(?:$|[、,，;；。])|(?:(?:人民)?政府|管委会|管理委员会|委员会|办公室|办事处)(?:$|\()"
)
_GOVERNMENT = re.compile(r"(?:政府|党委|[省市县区州旗盟]委|党工委|人大|政协)$")
_TWICE = re.compile(r"(人民政府|政府|管委会|管理委员会|办事处|供电公司)$")
_PARTY_ORGAN = re.compile(r"(?:组织|宣传|统战|武装|社工|工作)部$")
_BUREAU = re.compile(r"[局委厅部会院]$")
# 国家税务总局 has branches that are named by their own places.
_OWNER = re.compile(r"总局|总署|总行|银行|^国家|^中国|^全国")
# What is never a part of a bureau of its city.
_NO_PART = re.compile(r"(?:海关|银行|分行|支行|公司|管委会|政府)$")
_BODY_OF_ITS_OWN = re.compile(
    r"(?:[局委厅部会]|法院|检察院|(?<!附属)医院|学院|研究院|大学|集团|公司|海关|银行)$"
)
_OWN_GOVERNMENT = re.compile(r"[\u4e00-\u9fff]{2,}(?:镇|乡|街道|县|区|市|旗)(?:人民政府|政府|办事处)$")
_AREA_FIRST = re.compile(r"(?:镇|乡|街道|县|区|市|州|旗|村|社区)(?:$|\(|[、和]|人民政府|政府|党委)")
_COLLECTIVE = re.compile(r"(?:各|有关|相关)+")
_MARK = re.compile(r"[、,，;；]")
_MARK_OR_STOP = re.compile(r"[、,，;；。]")
_LIST_MARK = re.compile(r"[、,，]")
_BRACKETED = re.compile(r"[(（〔][^()（）〔〕]*(?:[)）〕]|$)")
# How far a name may reach, in characters and in lines.
_LONGEST_NAME = 120
_MAX_LINES = 12


def line_end(upper: str, lower: str) -> LineEnd:
    """What stands between the name that a line ends with and the one that the next begins with.

    Examples
    --------
    >>> [line_end(*lines).value for lines in (("市委组织", "部"), ("市司法局", "市财政局"), ("市财政局", "教育局"))]
    ['inside', 'between', 'unsure']
    """
    upper, lower = _folded(upper), _folded(lower)
    if not upper or not lower or is_open(upper) or not _is_whole(upper):
        return LineEnd.INSIDE
    if upper.startswith("各") and _AREA.search(upper) and _AREA_FIRST.match(lower):
        return LineEnd.INSIDE
    if _begins_a_name(lower):
        return LineEnd.BETWEEN
    if _REST.match(lower):
        return LineEnd.INSIDE
    following = BRACKETS_AT_END.sub("", _first_name(lower))
    bare = BRACKETS_AT_END.sub("", upper)
    if area := _AREA.search(bare):
        return _after_an_area(area.group(), following)
    if not ends_like_an_agency(following):
        return LineEnd.INSIDE
    return _after_an_agency(bare, following)


def line_ends(lines: Sequence[str], filled: Sequence[bool]) -> list[LineEnd | None]:
    """What the ends of a cell's lines are, of all but the last.

    Parameters
    ----------
    lines : sequence of str
        The lines, without white space.
    filled : sequence of bool
        For each but the last, whether it had no room for what the next begins with.

    Returns
    -------
    list of LineEnd or None
        None where a line had room for more.

    Examples
    --------
    >>> line_ends(["市司法局、市委组织", "部", "市教育局"], [True, False])
    [<LineEnd.INSIDE: 'inside'>, None]
    """
    listed = _LIST_MARK.search(_BRACKETED.sub("", "".join(lines))) is not None
    ends: list[LineEnd | None] = []
    above = ""
    for number, fills in enumerate(filled):
        above = above[-_LONGEST_NAME:] + lines[number]
        end = None
        if is_open(above):
            end = LineEnd.INSIDE
        elif fills:
            following = takewhile(
                filled.__getitem__, range(number + 1, min(len(filled), number + _MAX_LINES))
            )
            below = lines[number + 1 : number + 2 + len(list(following))]
            end = line_end(last_name(above), "".join(below))
            if end is LineEnd.UNSURE and listed:
                # A list that parts its names by marks does so at a line's end, too.
                end = LineEnd.INSIDE
        if end is not LineEnd.INSIDE:
            above = ""
        ends.append(end)
    return ends


def parts_names(upper: str, lower: str) -> bool:
    """Whether a line that its writer ended parts two names: where the first is whole and the next is more than its rest.

    Examples
    --------
    >>> parts_names("高新园(白石镇)", "各街道"), parts_names("市委组织", "部"), parts_names("各镇", "人民政府")
    (True, False, False)
    """
    upper, lower = _folded(upper), _folded(lower)
    return not is_open(upper) and _is_whole(upper) and not _MERE_REST.match(lower)


def told_apart(name: str) -> list[str]:
    """The names that stand in one without a mark between them; each but the last is a bureau with a level behind it.

    Examples
    --------
    >>> told_apart("市财政局市商务局"), told_apart("国家税务总局青岚市税务局"), told_apart("市委市政府")
    (['市财政局', '市商务局'], ['国家税务总局青岚市税务局'], ['市委市政府'])
    """
    names: list[str] = []
    start = 0
    for joint in _MAY_JOIN.finditer(name, 2, len(name) - 2):
        at = joint.end()
        before = name[start:at]
        if (
            (name[at - 1] != "部" or _PARTY_ORGAN.search(before))
            and (_LEAGUE.match(name, at) or _begins_with_a_level(name[at:]))
            and ends_like_an_agency(before)
            and not _GOVERNMENT.search(before)
            and ends_like_an_agency(name[at:])
        ):
            names.append(before)
            start = at
    return [*names, name[start:]]


def _after_an_area(area: str, following: str) -> LineEnd:
    kind, next_kind = _SAME_AREAS.search(area), _SAME_AREAS.search(following)
    if kind and next_kind:
        same = kind[1] == next_kind[1] or {kind[1], next_kind[1]} <= {"镇", "乡", "街道"}
        return LineEnd.BETWEEN if same else LineEnd.UNSURE
    return LineEnd.UNSURE if _AREA.search(following) else LineEnd.INSIDE


def _after_an_agency(upper: str, following: str) -> LineEnd:
    both = _TWICE.search(upper), _TWICE.search(following)
    if both[0] and both[1] and both[0][1] == both[1][1]:
        return LineEnd.BETWEEN
    # No name has its place twice, and none of an agency has a level behind it.
    if following[:2] in upper or _OWN_GOVERNMENT.search(following):
        return LineEnd.BETWEEN
    if ends_like_an_agency(upper) and _begins_with_a_bare_level(following):
        return LineEnd.BETWEEN
    if upper.startswith("各") and upper.endswith("政府"):
        return LineEnd.BETWEEN
    # 省人力资源社会 ends like a body, and goes on.
    if _GOVERNMENT.search(upper) or _OWNER.search(upper) or not ends_like_an_agency(upper):
        return LineEnd.INSIDE
    if _BUREAU.search(upper) and _LEVEL.match(upper) and _NO_PART.search(following):
        return LineEnd.BETWEEN
    return LineEnd.UNSURE if _BODY_OF_ITS_OWN.search(following) else LineEnd.INSIDE


def _is_whole(name: str) -> bool:
    """Whether a name may end here, as far as its last characters say."""
    if _ROLE.search(name) or _AREA.search(BRACKETS_AT_END.sub("", name)):
        return True
    collective = _COLLECTIVE.match(name)
    return ends_like_a_body(name[collective.end() :] if collective else name)


def _begins_a_name(text: str) -> bool:
    """Whether a text begins like a name that no other name holds."""
    return _OWN_SYSTEM.match(text) is not None or _begins_with_a_level(text)


def _begins_with_a_level(text: str) -> bool:
    """Whether a text begins with a level and what a department of it does."""
    level = _LEVEL.match(text)
    if level is None:
        return False
    rest = text[level.end() :]
    return _OF_A_LEVEL.match(rest) is not None or functional()(rest) is not None


def _begins_with_a_bare_level(name: str) -> bool:
    """Whether a name begins with 市, 省 and the like, and not with what only looks like it (市场监管局)."""
    level = _LEVEL.match(name)
    if level is None:
        return False
    return not name.startswith(tuple(bodies().levels.not_before.get(level.group(), ())), level.end())


def _first_name(text: str) -> str:
    """The first name of a text in which nothing parts the names but what they are."""
    text = _MARK.split(text, maxsplit=1)[0]
    for at in range(2, len(text) - 1):
        if _begins_a_name(text[at:]) and _is_whole(text[:at]) and not is_open(text[:at]):
            return text[:at]
    return text


def last_name(text: str) -> str:
    """What stands behind the last mark that no bracket holds."""
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        sign = text[at].translate(_BRACKETS)
        depth += (sign == ")") - (sign == "(" and depth > 0)
        if not depth and _MARK_OR_STOP.match(sign):
            return text[at + 1 :]
    return text


def _folded(text: str) -> str:
    return "".join(text.split()).translate(_BRACKETS)


def is_open(text: str) -> bool:
    """Whether a bracket of a text has not closed."""
    text = text.translate(_BRACKETS)
    return text.count("(") > text.count(")")
