"""Numeric targets: an indicator, its value and unit, how they compare, and by when."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from loaders.deadlines import FoundDeadline
from loaders.spans import Spans

MAX_INDICATOR = 40
"""Most characters of an indicator's name."""

_UNIT = (
    r"(?:个百分点|‰|%|％|批次/千人|小时/户|万元/亩|亿元/平方公里|万元|亿元|亿美元|万美元|亿人次|万人次|人次|万人|亿人|万户|万家|万辆|万台|万套|万吨|亿吨|万亩|亿件|万件|万个|万平方米|平方公里|平方米|公里|千瓦时|万千瓦|千瓦|兆瓦|吉瓦"
    r"|亿立方米|万立方米|立方米|吨标准煤|标准箱|万标箱|列|班|标准件|家次|场次|班次|个工作日|工作日|个小时|小时|分钟|个月|天|日|倍|位|万|亿|元|美元|个|家|户|项|件|人|名|场|次|种|宗|套|座|台|辆|条|处|所|支|批|例|米|吨|亩|公顷|类|期|只|艘|架|班|篇|部|张|款|站|门|幅|对|间|片|株|头|级|分)"
)
_AT_LEAST = "不少于|不低于|不小于|至少|力争达到|达到|达|超过|超|突破|大于|高于|多于"
_AT_MOST = "不超过|不多于|不高于|不得超过|不大于|控制在|压缩至|压缩到|压减至|压减到|缩短至|缩短到|缩减至|降低至|降低到|降至|降到|下降到|下降至|减少至|减少到|减至|低于|少于|小于"
_UP_TO = (
    "提高到|提高至|提升到|提升至|增加到|增加至|增至|增长到|增长至|扩大到|扩大至|上升到|稳定在|保持在|调整为"
)
_BY = "年均增长|增长|增加|提高|提升|下降|降低|减少|压缩|压减|缩短|上升|净增"
_BUILD = "新增|净增|培育|引进|建设|建成|打造|推出|创建|新建|组织|举办|实施|完成|形成|认定|选派|培训|开展|实现|新认定|新培育|引育|招引|布局|改造|新开工|开工|孵化|遴选|发布|制定|引入|支持|签约|集聚|设立|编制|出台|选树|评选|上线|清理|招聘|吸纳|带动|累计|确定|进|新改建|竣工|建立"
_FIGURE = re.compile(
    rf"(?P<value>\d+(?:,\d{{3}})*(?:\.\d+)?(?:[\-—–~～至]\d+(?:\.\d+)?)?)(?P<some>余|多)?(?P<unit>{_UNIT})"
    "(?P<after>以上|以下|以内|之内|内|左右|目标)?"
)
_COMPARISON = re.compile(
    rf"(?P<how>{'|'.join((_AT_LEAST, _AT_MOST, _UP_TO, _BY, _BUILD))})(?:率|约|到|至|出|了|好|各)?"
    rf"(?P<more>{_AT_LEAST}|{_AT_MOST})?(?:到|至)?\Z"
)
MAX_COMPARISON = 10
"""Most characters of the words between an indicator and its value."""

_CLAUSE_BREAK = re.compile(r"[,。;:!?()《》]")
_GRANT = re.compile(
    "补贴|补助|奖补|奖励|奖金|给予|贷款|资助|罚款|每户|单户|每人|每月|保证金|减免|兑现|发放|收费|税"
)
_LEAST, _MOST, _RISING, _GROWING, _BUILDING = (
    frozenset(words.split("|")) for words in (_AT_LEAST, _AT_MOST, _UP_TO, _BY, _BUILD)
)
_MORE = frozenset(("超过", "超", "突破", "大于", "高于", "多于"))
_LESS = frozenset(("低于", "少于", "小于"))
_FALLING = frozenset(("下降", "降低", "减少", "压缩", "压减", "缩短"))
_BUILT = re.compile(rf"(?:力争|争取|确保|计划|全年|每年|累计|分别|各)*(?:{_BUILD})")
_ENDS_CLAUSE = re.compile("[,。;、)]|$")
_SENTENCE_BREAK = re.compile("[。;]")
# A digit after one of these belongs to a name (5G+), a date or a number with more parts; so does one before those.
_NO_FIGURE_AFTER = frozenset("0123456789.年月第-—_")
_NO_FIGURE_BEFORE = frozenset("年月日号期届")
_LEAD = re.compile(
    r"(?:到|在|于|至|力争|争取|确保|持续确保|持续|实现|推动|推进|促进|使|将|把|让|并|其中|且|以|全力|努力|加快|进一步|逐步|稳步|基本|各|分别|每年|年均|累计|全部|均|共|约|总计|平均|不断|大力|的|,|、)+"
)
_TRAILING = re.compile(
    r"(?:分别|均|都|已|将|要|应|须|力争|争取|确保|不得|原则上|由|的|至|每年|各|再|由\d+%?)+\Z"
)
_OBJECT = re.compile(r"(?:以上|左右|以内)?的?(?P<object>[^,。;:!?()、]{2,24})")


class FoundGoal(NamedTuple):
    """A numeric target in a text; `start` and `end` span the indicator and the value."""

    indicator: str
    value: str
    unit: str
    comparator: str
    deadline: str
    start: int
    end: int


def find_goals(text: str, deadlines: Sequence[FoundDeadline] = ()) -> Iterator[FoundGoal]:
    """Yield the numeric targets in a measure's text, in its order.

    Parameters
    ----------
    text : str
        Text without white space, punctuation of one width.
    deadlines : sequence of FoundDeadline
        The time limits in the same text: a goal takes the last one before it in its sentence.

    Yields
    ------
    FoundGoal
        `comparator` is >=, <=, > or < where the text says so, + for growth by the value, = for a level to reach; a
        fall by the value is part of the indicator (能耗下降).
        Numbers of documents, dates, shares of a cost and amounts of a subsidy are no goals.
    """
    limits = Spans((limit.start, limit.end) for limit in deadlines)
    starts = [limit.start for limit in deadlines]
    end_before = 0
    for figure in _FIGURE.finditer(text):
        start, end = figure.span()
        if text[start - 1 : start] in _NO_FIGURE_AFTER or text[end : end + 1] in _NO_FIGURE_BEFORE:
            continue
        if limits.meet(start, end):
            continue
        before = deadlines[: bisect_left(starts, start)][-1:]
        goal = _goal(text, figure, before[0] if before else None, end_before)
        if goal:
            end_before = end
            yield goal


def _goal(text: str, figure: re.Match[str], limit: FoundDeadline | None, end_before: int) -> FoundGoal | None:
    comparison = _COMPARISON.search(text, max(end_before, figure.start() - MAX_COMPARISON), figure.start())
    how = comparison["how"] if comparison else ""
    more = (comparison["more"] or "") if comparison else ""
    after, unit = figure["after"] or "", figure["unit"]
    begin_figure = comparison.start() if comparison else figure.start()
    begin = max(_clause_start(text, begin_figure), end_before)
    built = (
        not how and "元" not in unit and _BUILT.match(text, begin) and _ENDS_CLAUSE.match(text, figure.end())
    )
    if not (how or after or built) or (after in {"内", "之内"} and not how):
        return None
    if "元" in unit and _GRANT.search(text, max(0, begin - 30), min(len(text), figure.end() + 10)):
        return None
    if limit and begin <= limit.start:
        begin = limit.end
    if lead := _LEAD.match(text, begin, begin_figure):
        begin = lead.end()
    trailing = _TRAILING.search(text, begin, begin_figure)
    indicator = text[begin : trailing.start() if trailing else begin_figure]
    end = figure.end()
    if how in _BUILDING:
        thing = _OBJECT.match(text, figure.end("unit"))
        if thing:
            indicator = (indicator if len(indicator) <= 12 else "") + how + thing["object"]
            end = thing.end()
        else:
            indicator += how
    elif how in _FALLING:
        indicator += how
    if not 2 <= len(indicator) <= MAX_INDICATOR:
        return None
    in_sentence = limit is not None and not _SENTENCE_BREAK.search(text, limit.end, figure.start())
    return FoundGoal(
        indicator=indicator,
        value=figure["value"],
        unit=unit,
        comparator=_comparator(how, more, after),
        deadline=limit.text if limit and in_sentence else "",
        start=min(begin, begin_figure),
        end=end,
    )


def _clause_start(text: str, at: int) -> int:
    window = max(0, at - MAX_INDICATOR - 20)
    start = window
    for mark in _CLAUSE_BREAK.finditer(text, window, at):
        start = mark.end()
    return start


def _comparator(how: str, more: str, after: str) -> str:
    word = more or how
    if word in _MORE:
        return ">"
    if word in _LESS:
        return "<"
    if word in _MOST or after in {"以下", "以内", "之内", "内"}:
        return "<="
    if word in _LEAST or after == "以上":
        return ">="
    if how in _GROWING - _FALLING:
        return "+"
    if how in _RISING:
        return "="
    return ""
