"""Find the annotations that stand in brackets at the end of a clause."""

import re
from functools import cache

from msgspec.structs import replace

from graph.model import Role
from loaders.duties.bracket_pairs import AT_LABEL, Brackets, lost_close, openings_lost, repaired_close
from loaders.duties.forms import LEAD_MARKS, functional
from loaders.duties.passage import LONGEST, STOP, WORDS_NOT_KNOWN, Annotation, Miss, Passage
from loaders.duties.phrases import is_role_phrase
from loaders.duties.reading import Default, Reading
from loaders.lexicon.bodies import ends_like_a_body, ends_like_an_agency
from loaders.lexicon.labels import ROLE_LABEL
from loaders.lexicon.wording import any_of, role_words, wording

_ROLE_WORDS = re.compile(any_of((*role_words("verb"), *role_words("label"))))
_ENDS_WITH_ROLE = re.compile(f"(?:{any_of(role_words('end'))})$")
_NEAR_MISS = re.compile(r"(?:牵头|负责|配合|负责落实|组织实施)$")
_ENDS_WITH_TIME = re.compile(
    "[年月日底前末]$|长期|持续|坚持$|完成$|到位$|办结$"
    "|[年月日底前度](?:建成|通车|开工|投用|竣工|投产|启动|见效|出台|印发|交付|通水|开业|运营|开园)$"
)
# 市公交公司 is one of the plan's own.
_INSTITUTION = re.compile(
    "^(?![市省县区州镇乡]).*(?:大学|学院|科学院|研究院|研究所|公司|集团|银行|医院|学校)$"
)
# What stands before it says where: 集合(市博物馆), 1号(市行政中心).
_WHERE = re.compile(
    r"(?:集合|集结|报到|会场|考场|考点|集合点|采样点|接种点|\d(?:号|楼|室)|[号第]\d{1,2}(?:层|栋|幢))$"
)
_BY_WHOM = re.compile(
    "由[^,;。由]{2,20}(?:承担|兼任|担任|代管|解释|受理|通报|公布|发布|审定|认定|汇总|报送|提供)$"
)
_BODY_NOUN = re.compile("(?:部门|单位|机构|窗口|地点|地址|位置|场所|电话|渠道|热线|邮箱|网址|来源)$")
_FIRST_NAME = re.compile(r"[^、,;:()]{2,20}")
_NO_NAME = re.compile("设在|设于|挂靠|隶属于|负责人|含[各市县区]|包括|首批|第[一二三四五]批|其中")
_ENDS_WITH_PERSON = re.compile(
    r"[,、;:/局委办处科室股部长任记站所队][\u4e00-\u9fff]{2,3}(?:[,、;:/]?[\d-]{3,})?$|\d{7,}$|(?:分机|内线|转)号?\d{3,6}$"
)
# 报送(党政办公室) says to whom.
_TO_WHOM = re.compile("(?:报送|上报|提交|反馈|联系|咨询|抄送|报|送|寄|[发交]至)$")
# 向市工信局申请(市中小企业服务中心) says to whom, too, and 联系人:赵磊(市总工会) whose office somebody is of.
_AT_WHOM = re.compile(
    r"[向到][^,;。]{2,14}(?:申请|申报|反映|举报|投诉|报告|备案|登记|领取|预约|移交|提出)$"
    r"|(?:联系人|联络人|联络员|填报人|主讲人|主持人|记者):?[\u4e00-\u9fff、]{2,8}$"
)
_OFFICE = re.compile(
    r"[省市县区州盟旗镇乡委部厅局府][\u4e00-\u9fff]{1,8}(?:[局委厅办府署]|(?:组织|宣传|统战|社会工作|武装)部)$"
    r"|[局委厅][\u4e00-\u9fff]{1,6}[科处股室]$"
)
_REACH_OF_A_NAME = 12
# 责任单位:市商务局(自贸办) is the label's list.
_IN_LIST = re.compile(rf"{ROLE_LABEL}:(?:[^。;:!?()]|\([^()]*\))*[\u4e00-\u9fff]$")
_REACH_OF_A_LIST = 80
# As many as an author may put there; a text of nothing else is none of them.
_NOTES = re.compile(
    rf"[、,]?(?:\([^()]{{1,40}}\)|[√✓✔{LEAD_MARKS}]|(?:20\d\d年|“?十[三四五六]五”?|\d{{1,2}}月|年)[\d年月日内底前末初上下旬季度汛春夏秋冬-]*"
    r"(?:(?:完成|建成|启动|开工|投用|见效|出台|印发|通车|竣工|投产|交付)[\u4e00-\u9fff]{0,8})?|(?:上半年|下半年|全年|常年)(?:完成|实施)?|(?:长期|持续)(?:坚持|推进|实施)?|\d{1,3}分(?!钟)){1,9}"
)
_PLACES_ALONE = re.compile(
    r"(?:[\u4e00-\u9fff]{1,8}?(?:镇|乡|街道|社区|村|村委会|居委会)(?:\([^()]{1,12}\))?(?:[、,]|$|(?=\))))+"
)
_COUNTY_ENDS = frozenset("市县区州盟旗")
_LEVELLED = re.compile("[省市县区州旗镇乡](?!场)[\u4e00-\u9fff]{2,}")
_SHORT_WORD = re.compile("[\u4e00-\u9fff]{2,12}")
_BEGINS_WITH_AGENCY = re.compile(
    "(?:各|[省市县区州旗镇乡厅局])[\u4e00-\u9fff、()]{1,20}?(?:局|委|厅|办|部门|处|科|中心|单位|政府|支队|公司|镇|乡|街道)"
)
_NEXT_LETTER = re.compile(r"\(?[a-zA-Z][).、]")
_TELEPHONE = re.compile(r"\d{5,}$")
_BEHIND_LABEL = re.compile(rf"{ROLE_LABEL}:$")
_REACH_OF_A_LABEL = 40


# 【办公室文件】 heads a part of a gazette.
_MASTHEADS = ("文件", "公报", "公告", "专栏")


@cache
def _no_duty() -> re.Pattern[str]:
    return re.compile(any_of(wording().no_duty.starts))


def bracketed(passage: Passage, brackets: Brackets) -> tuple[list[Annotation], list[Miss]]:
    """The annotations in brackets, and the brackets that only look like one; the passage knows them as taken."""
    annotations: list[Annotation] = []
    misses: list[Miss] = []
    cursor = passage.start
    for at, close in brackets.pairs:
        if at < cursor:
            continue
        found = _in_bracket(passage, at, close)
        if found is not None:
            cursor = found.end
        if isinstance(found, Annotation):
            # A person in a bracket of its own behind the body's is no duty beside it.
            if found.reading.roles or not annotations or annotations[-1].end != at:
                annotations.append(found)
        elif found is not None:
            misses.append(found)
    passage.take(annotations)
    passage.take(misses)
    lost = [one for close in brackets.unopened if passage.free(close)[0] and (one := _before(passage, close))]
    passage.take(lost)
    annotations += [one for one in lost if isinstance(one, Annotation)]
    misses += [one for one in lost if isinstance(one, Miss)]
    return annotations, misses


def _before(passage: Passage, close: int) -> Annotation | Miss | None:
    """What stands before a bracket that closes and was never opened, where that is a list of agencies with words."""
    text = passage.text
    if not _ENDS_WITH_ROLE.search(text, max(passage.start, close - 6), close):
        return None
    starts = openings_lost(passage, close)
    for at in starts:
        reading = passage.read(at, close)
        sure = reading.strength == 2 and not reading.unread
        if sure and all(ends_like_an_agency(item.name.text) for item in reading.roles):
            return Annotation(start=at, end=close + 1, origin=at, reading=reading)
    if reading.roles or reading.unread:
        return Miss(starts[-1], close + 1, "where this bracket opens cannot be told")
    return None


def _in_bracket(passage: Passage, at: int, close: int | None) -> Annotation | Miss | None:
    """What a bracket that opens at a place holds: None where it is no annotation and looks like none."""
    text, end = passage.text, passage.end
    if at > passage.start and text[at - 1] == "、":
        return None
    if at > passage.start and text[at - 1] == ":" and _BEHIND_LABEL.search(text, max(0, at - 20), at):
        # 责任单位:(甲)、乙 is the label's list.
        return None
    # ((甲负责)) is one bracket.
    doubled = close is not None and text.startswith("((", at) and text.find(")", at) == close - 1
    inner = at + 1 + doubled
    reach = min(at + _REACH_OF_A_LABEL, end)
    labelled = text.find(":", at, reach) >= 0 and AT_LABEL.match(text, inner, reach) is not None
    if close is None or close - at > LONGEST:
        found = repaired_close(passage, at) if labelled else lost_close(passage, at)
        if found is None:
            return None
        close = found
    inner_end = close - doubled if close < end and text[close] == ")" else close + 1
    if not doubled and text.count("(", at + 1, close) > text.count(")", at + 1, close):
        # The annotation's own bracket is missing: the last one is a name's.
        inner_end = close + 1
    quote_end = min(close + 1, end)
    if not labelled and not _may_be_duty(passage, inner - 1, inner_end, close + 1):
        told = (
            _tells_of_several(text[inner:inner_end])
            and passage.in_items(at)
            and _ends_a_clause(passage, at, quote_end)
        )
        return Miss(at, quote_end, WORDS_NOT_KNOWN) if told else None
    with_role = _ENDS_WITH_ROLE.search(text, max(inner, inner_end - 6), inner_end)
    if not labelled and not with_role and _is_in_a_list(passage, at):
        return None
    reading = passage.read(inner, inner_end)
    behind_stop = at > passage.start and text[at - 1] == "。"
    if behind_stop and not reading.strength and _lists_bodies(text, at + 1, inner_end):
        # Behind a full stop towns, villages and stations say who does the work, not where.
        answer = Default(Role.RESPONSIBLE, "a list behind a full stop")
        reading = replace(passage.read(at + 1, inner_end, default=answer), strength=1)
    if _is_duty(passage, reading, at, quote_end, labelled):
        return Annotation(start=at, end=quote_end, origin=inner, reading=reading)
    doubtful = passage.in_items(at) and _ends_a_clause(passage, at, quote_end)
    if (
        labelled
        or _is_near_miss(text, at, inner_end, reading)
        or (doubtful and not reading.roles and _tells_of_several(text[inner:inner_end]))
        or (
            doubtful
            and reading.unread
            and (
                _lists_some_bodies(text[at + 1 : inner_end])
                if not reading.roles
                else reading.strength == 1 and _begins_with_a_body(passage, inner, inner_end)
            )
        )
    ):
        reason = "no agency is named" if labelled else WORDS_NOT_KNOWN
        return Miss(start=at, end=quote_end, reason=reason)
    return None


def _tells_of_several(said: str) -> bool:
    """Whether each clause begins with an agency and goes on: 省水利厅抽查,市级主管部门主持."""
    if "," not in said and ";" not in said:
        return False
    clauses = [clause for clause in re.split("[,;]", said) if clause]
    begun = [_BEGINS_WITH_AGENCY.match(clause) for clause in clauses]
    return len(clauses) > 1 and all(
        one and _SHORT_WORD.fullmatch(clause, one.end()) for one, clause in zip(begun, clauses, strict=True)
    )


def _lists_some_bodies(said: str) -> bool:
    """Whether half of what a list holds are agencies of a level, and the rest short words: 县级河长、县水利局."""
    names = re.split("[、,]", said)
    agencies = [name for name in names if _LEVELLED.match(name) and ends_like_an_agency(name)]
    return len(names) > 1 and 2 * len(agencies) >= len(names) and all(map(_SHORT_WORD.fullmatch, names))


def _lists_bodies(text: str, start: int, end: int) -> bool:
    """Whether towns and villages, or several bodies and no counties, are all that stands between two offsets."""
    if _PLACES_ALONE.fullmatch(text, start, end):
        return True
    names = re.split("[、,]", text[start:end])
    return len(names) > 1 and all(
        ends_like_a_body(name) and (name[0] == "各" or name[-1] not in _COUNTY_ENDS) for name in names
    )


def _may_be_duty(passage: Passage, at: int, inner_end: int, after: int) -> bool:
    """A cheap look before the bracket is read: is it where annotations stand, and does it end like one?"""
    text = passage.text
    if inner_end - at < 4 or text.endswith(_MASTHEADS, at, inner_end):
        return False
    # 市督查室等 ends as the list before it does.
    inner_end -= text.endswith("等", at, inner_end)
    explains = _no_duty().match(text, at + 1) and not _begins_with_a_body(passage, at + 1, inner_end)
    if explains and not _ENDS_WITH_ROLE.search(text, max(at + 1, inner_end - 6), inner_end):
        return False
    if not _closes_a_clause(passage, at, after):
        return False
    return (
        _ROLE_WORDS.search(text, at, inner_end) is not None
        or _ENDS_WITH_TIME.search(text, max(at + 1, inner_end - 6), inner_end) is not None
        or ends_like_a_body(text[max(at + 1, inner_end - 12) : inner_end])
        or ends_like_a_body(
            text[max(at, *(text.rfind(mark, at, inner_end) for mark in "、,;/")) + 1 : inner_end]
        )
        or _ENDS_WITH_PERSON.search(text, max(at + 1, inner_end - 16), inner_end) is not None
    )


def _begins_with_a_body(passage: Passage, at: int, end: int) -> bool:
    """Whether a name stands at a place that begins like a word which explains: 经发局, 如东县政府."""
    first = _FIRST_NAME.match(passage.text, at, end)
    name = first.group() if first else ""
    return ends_like_an_agency(name) and (functional()(name) is not None or passage.begins_with_place(name))


def _closes_a_clause(passage: Passage, at: int, after: int) -> bool:
    text, start = passage.text, passage.start
    if at <= start or text[at - 1] in STOP:
        return True
    if notes := _NOTES.match(text, after, passage.end):
        # (新增), ★ or a time limit between the bracket and the end of its line say nothing of who does the work.
        stop = notes.end()
        after = stop if passage.ends_line(stop) or text[stop] in "。;" else after
    if after >= passage.end or text[after] in "。;,:—①②③④⑤⑥⑦⑧⑨⑩" or passage.starts_item(after):
        return True
    if _NEXT_LETTER.match(text, after) or (
        (text[after] in "和及与、" or at in passage.condensed.line_starts or passage.opens_item(at))
        and _ENDS_WITH_ROLE.search(text, max(at + 1, after - 7), after - 1)
    ):
        # a)…(甲负责)b)…(乙负责), 甲园(乙负责)和丙园(丁负责) in one clause, (甲负责) 1.… and 1.(甲负责)… before its measure.
        return True
    if after not in passage.condensed.line_starts:
        return False
    # 云平台(甲负责) is a task that ends like a body.
    divides = _ENDS_WITH_ROLE.search(text, at + 4, after - 1) is not None
    return divides or not ends_like_an_agency(text[max(start, at - 6) : at])


def _is_duty(passage: Passage, reading: Reading, at: int, after: int, labelled: bool) -> bool:
    if not reading.roles and not reading.persons:
        return False
    if labelled:
        return True
    if reading.strength == 2:
        # (市长主持,各部门参加) is a sentence.
        return not reading.unread or any(item.role is not Role.SUPPORTS for item in reading.roles)
    return (
        reading.strength == 1
        and not reading.unread
        and passage.in_items(at)
        and _ends_a_clause(passage, at, after)
        and not says_something_else(passage, reading, at)
    )


def _ends_a_clause(passage: Passage, at: int, after: int) -> bool:
    text = passage.text
    if at == 0 or text[at - 1] in STOP or passage.ends_line(after) or passage.starts_item(after):
        return True
    notes = _NOTES.match(text, after, passage.end)
    stop = notes.end() if notes else after
    return passage.ends_line(stop) or text[stop] in "。;"


def says_something_else(passage: Passage, reading: Reading, at: int) -> bool:
    """Whether a list without any role word gives examples, another name, an address or a seat, and no duty."""
    text = passage.text
    named = [item.name.text for item in reading.roles]
    if any(_NO_NAME.search(name) for name in named) or _BODY_NOUN.search(text, max(0, at - 2), at):
        return True
    if at == 0 or text[at - 1] in STOP:
        return False
    before = max(0, at - _REACH_OF_A_NAME)
    if _TELEPHONE.search(text, before, at) or _WHERE.search(text, before, at):
        return True
    if _BY_WHOM.search(text, max(0, at - 2 * _REACH_OF_A_NAME), at):
        return True
    if _AT_WHOM.search(text, max(passage.start, at - 2 * _REACH_OF_A_NAME), at):
        return True
    # A list of universities or companies in the middle of a sentence gives examples.
    if all(map(_INSTITUTION.search, named)) or (
        len(named) == 1 and _TO_WHOM.search(text, max(0, at - 3), at)
    ):
        return True
    # 市住建局(市工改办) and 规划馆(博物馆) give a body's other name.
    return len(named) == 1 and (
        named[0][-1] == text[at - 1] or _OFFICE.search(text, max(0, at - _REACH_OF_A_NAME), at) is not None
    )


def _is_in_a_list(passage: Passage, at: int) -> bool:
    """Whether what opens at a place stands behind a name of a label's list."""
    item = passage.item_at(at)
    floor = max(passage.start, item.start if item else 0, at - _REACH_OF_A_LIST)
    colon = passage.text.rfind(":", floor, at)
    return colon >= 0 and _IN_LIST.search(passage.text, floor, at) is not None


def _is_near_miss(text: str, at: int, inner_end: int, reading: Reading) -> bool:
    """Whether a bracket without a fact still talks of agencies with a role word at its end."""
    tail = text[max(at + 1, inner_end - 8) : inner_end]
    if is_role_phrase(text[at + 1 : inner_end]):
        # 按职责分工负责 by itself speaks of the list before it.
        return False
    return not reading.roles and not reading.conventions and bool(_NEAR_MISS.search(tail))
