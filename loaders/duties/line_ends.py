"""What the end of a line inside a list of agencies is, by the words before and behind it: a wrap, or the end of a name."""

import re
from enum import StrEnum

from loaders.duties.forms import functional
from loaders.lexicon.bodies import BRACKETS_AT_END, ends_like_a_body, ends_like_an_agency


class LineEnd(StrEnum):
    """A line's end: inside one name, between two, or between words that can be read as one name or as two."""

    INSIDE = "inside"
    BETWEEN = "between"
    UNSURE = "unsure"


_BRACKETS = str.maketrans("（）〔〕［］【】[]", "()()()()()")
_AREA = re.compile(r"[\u4e00-\u9fff](?:区|园|镇|乡|街道|县|市|旗|州|盟|村|社区|港|城)$")
_SAME_AREAS = re.compile(r"(镇|乡|街道|县|旗|村|社区)$")
_ROLE = re.compile(r"(?:牵头|负责|配合|落实|协助|参与|参加)$")
# 市财政局 and 市委组织部 begin a name wherever they stand, 市北分局 does not.
_LEVEL = re.compile(r"自治[区州县旗]|[省市县区州盟旗]")
_OF_A_LEVEL = re.compile(r"[\u4e00-\u9fff]{0,3}(?<!管)委(?!员会)|人大|政协|直|级|属")
_OWN_SYSTEM = re.compile(
    r"各(?!负其责|司其职)|有关|相关|国网|南网|国家税务|人民银行|中国人民银行|团[省市县区州]委"
)
# What is only the rest of a name: 各镇 + 人民政府, 市委组织 + 部, 市公安局 + 交警支队.
_REST = re.compile(
    r"[()、,，;；。]|.$|(?:(?:人民)?政府|党工委|管委会|管理委员会|委员会|党委|党组|办公室|办事处|管理办公室|常委会)(?:$|\()"
    r"|[\u4e00-\u9fff]{2,8}(?:支队|大队|中队|总队|分局|分行|支行|分公司|科|处|股|室|站|所|队|中心)$"
)
_GOVERNMENT = re.compile(r"(?:政府|党委|[省市县区州旗盟]委|党工委|人大|政协)$")
_TWICE = re.compile(r"(人民政府|政府|管委会|管理委员会|办事处|供电公司)$")
_BUREAU = re.compile(r"[局委厅部会院]$")
# What is never a part of a bureau of its city.
_NO_PART = re.compile(r"(?:海关|银行|分行|支行|公司|管委会|政府)$")
_COLLECTIVE = re.compile(r"(?:各|有关|相关)+")
_MARK = re.compile(r"[、,，;；]")


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
    if _begins_a_name(lower):
        # 各县 + 区政府 is one name.
        return LineEnd.INSIDE if upper.startswith("各") and _AREA.search(upper) else LineEnd.BETWEEN
    if _REST.match(lower):
        return LineEnd.INSIDE
    following = BRACKETS_AT_END.sub("", _first_name(lower))
    bare = BRACKETS_AT_END.sub("", upper)
    if area := _AREA.search(bare):
        return _after_an_area(area.group(), following)
    if not ends_like_an_agency(following):
        return LineEnd.INSIDE
    return _after_an_agency(bare, following)


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
    # No name has its place twice.
    if following[:2] in upper:
        return LineEnd.BETWEEN
    # 省人力资源社会 ends like a body, and goes on.
    if _GOVERNMENT.search(upper) or not _BUREAU.search(upper) or upper.endswith("社会"):
        return LineEnd.INSIDE
    if _LEVEL.match(upper) and _NO_PART.search(following):
        return LineEnd.BETWEEN
    own = functional()(following) or _LEVEL.match(upper)
    return LineEnd.UNSURE if own and _BUREAU.search(following) else LineEnd.INSIDE


def _is_whole(name: str) -> bool:
    """Whether a name may end here, as far as its last characters say."""
    if _ROLE.search(name) or _AREA.search(BRACKETS_AT_END.sub("", name)):
        return True
    collective = _COLLECTIVE.match(name)
    return ends_like_a_body(name[collective.end() :] if collective else name)


def _begins_a_name(text: str) -> bool:
    """Whether a text begins like a name that no other name holds."""
    if _OWN_SYSTEM.match(text):
        return True
    level = _LEVEL.match(text)
    if level is None:
        return False
    rest = text[level.end() :]
    return _OF_A_LEVEL.match(rest) is not None or functional()(rest) is not None


def _first_name(text: str) -> str:
    """The first name of a text in which nothing parts the names but what they are."""
    text = _MARK.split(text, maxsplit=1)[0]
    for at in range(2, len(text) - 1):
        if _begins_a_name(text[at:]) and _is_whole(text[:at]) and not is_open(text[:at]):
            return text[:at]
    return text


def _folded(text: str) -> str:
    return "".join(text.split()).translate(_BRACKETS)


def is_open(text: str) -> bool:
    """Whether a bracket of a text has not closed."""
    text = text.translate(_BRACKETS)
    return text.count("(") > text.count(")")
