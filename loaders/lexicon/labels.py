"""What labels look like (牵头单位, 责任人, 完成时限), built from the words of the table."""

import re
from collections.abc import Iterable
from functools import cache

from loaders.lexicon.wording import any_of, role_words, wording


def _nouns() -> str:
    nouns = wording().nouns
    behind = any_of(nouns.areas_behind)
    first, second = nouns.pairs
    areas = rf"{any_of(nouns.areas)}|[\u4e00-\u9fff]{{0,3}}[{nouns.areas_ends}](?<![干全]部)"
    return f"(?:{any_of(nouns.bodies)}|[{first}][{second}]|(?:(?<={behind}))(?:{areas}))"


def _guarded(words: Iterable[str]) -> str:
    # 政协办 is an office, no 协办.
    # 包联村 is the village that is helped.
    return any_of(words).replace("协办", "(?<!政)协办").replace("联村", "(?<![包帮结挂])联村")


ROLE_WORD = f"(?:{_guarded(role_words('label'))})"
"""Any word that gives a role in a label."""

NOUN = _nouns()
"""What stands behind it: 单位, 部门, 科室."""

MODIFIER = f"(?:{any_of(wording().modifiers.words)})"
"""What may stand before it: 指标牵头单位."""

DIVISION_LABEL = f"(?:{any_of(wording().divisions.words)})?分工"
"""A label that leaves the roles to the words behind the names."""

LABEL_STARTS = "".join(sorted({word[0] for word in (*wording().modifiers.words, *role_words("label"))}))
DIVISION_STARTS = "".join(sorted({"分", *(word[0] for word in wording().divisions.words)}))

PERSON_LABEL = f"(?:{any_of(wording().persons.labels)})"

# The look ahead spares most places the many alternatives.
ROLE_LABEL = (
    rf"(?:{DIVISION_LABEL}|(?=[{LABEL_STARTS}]){MODIFIER}{{0,4}}{ROLE_WORD}(?:\((?:{ROLE_WORD}|第一责任)+{NOUN}?\))?"
    rf"(?:[、和及与并/]?{ROLE_WORD})*(?:[、和及与/]?{ROLE_WORD}?{NOUN}){{0,2}}"
    rf"(?:(?:及|和|与)(?:其)?(?:具体)?(?:分工|职责))?(?:[及和与、/](?:主要)?{PERSON_LABEL})?(?:\([^():]{{1,20}}\))?)"
)

_SHORT_NOUN = "(?:单位|部门|科室)"
SHORT_LABEL = f"(?:{any_of(role_words('short'))})(?:责任)?{_SHORT_NOUN}"
"""A label that is known without its colon."""

# It then stands before a name that begins with its level.
BARE_LABEL = (
    rf"(?:(?<![\u4e00-\u9fff])|(?<=[局委办厅会院心区县市]))(?:{any_of(role_words('short'))}){_SHORT_NOUN}"
    r"(?=(?:市|省|县|区|州|旗|镇|乡|各|自治区)[^,;:。()]{1,14}[局委办厅府部会院心])"
)
# 责任人及单位 asks for both.
_WITH_OFFICE = "(?:[及和与](?:责任)?(?:单位|部门))?"
ANSWERING_LABEL = f"{MODIFIER}{{0,2}}(?:{any_of(wording().persons.answering)}){_WITH_OFFICE}"
"""A label of persons behind which an office may stand."""

_LONG_OTHERS = tuple(word for word in wording().others.labels if len(word) > 2 or word == "备注")
# 市财政局进展情况: has lost the gap before its label; what 情况 is about is said by these.
_ABOUT = r"(?:进展|完成|落实|推进|工作|整改|办理|实施|建设|执行|资金|到位|使用|目前|当前|总体|基本|主要|最新|投资|项目|任务)"


@cache
def known_label() -> re.Pattern[str]:
    """Every label of the table with its colon; the group that matched is the label's kind."""
    table = wording()
    words = (*table.persons.labels, *table.contacts.labels, *table.times.labels, *_LONG_OTHERS)
    words_beside = role_words("beside")
    starts = (
        "".join(sorted({word[0] for word in (*words, *words_beside)}))
        + LABEL_STARTS
        + "资到使当最投"
        + DIVISION_STARTS
    )
    return re.compile(
        rf"(?=[{starts}])(?:"
        rf"(?P<person>{MODIFIER}{{0,2}}{PERSON_LABEL}){_WITH_OFFICE}(?:\([^():]{{1,8}}\))?:"
        rf"|(?P<contact>{any_of(table.contacts.labels)}):"
        rf"|(?P<time>{MODIFIER}{{0,2}}(?:{any_of(table.times.labels)})):"
        rf"|(?P<other>(?:{any_of(_LONG_OTHERS)})|{_ABOUT}{{1,3}}(?:{any_of(table.others.states)})):"
        rf"|(?P<role>(?!参加:){ROLE_LABEL}):"
        rf"|(?P<beside>{any_of(role_words('beside'))}):"
        rf"|(?P<named>{MODIFIER}{{0,3}}{ROLE_WORD}{NOUN})[为是](?=[\u4e00-\u9fff]{{3}})"
        rf"|(?P<bare>{BARE_LABEL}))"
    )
