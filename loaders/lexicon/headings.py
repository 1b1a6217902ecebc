"""The headings of the columns of task tables (任务分工表): what a column holds, and which role it gives."""

import re
from enum import StrEnum

from graph.model import Role
from loaders.lexicon.wording import role_of


class Column(StrEnum):
    """What a column of such a table holds."""

    NUMBER = "number"
    SECTION = "section"
    TASK = "task"
    ROLE = "role"
    PERSON = "person"
    DEADLINE = "deadline"
    NOTE = "note"


_ROLE_WORD = (
    r"牵头|主办|配合|协办|协同|协作|协助|参与|参加|支持|责任|主责|负责|承办|落实|实施|执行|主管|建设|推进"
)
_AGENCY_WORD = r"单位|部门|科室|处室|股室|机构|主体|地区|县区|区县|县市区|方"
_PERSON_WORD = (
    r"责任人|负责人|责任领导|分管领导|牵头领导|包联领导|联系领导|[市县区省州]领导|联系人|联络员|负责同志"
)
_HEADINGS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    (Column.NUMBER, re.compile(r"序号?|编号|项次|排序|任务序号|任务编号|NO\.?|No\.?|#")),
    (
        Column.ROLE,
        re.compile(
            rf".{{0,8}}(?:{_ROLE_WORD}).{{0,10}}?(?:{_AGENCY_WORD})(?:[、及和与/](?:主要)?(?:{_PERSON_WORD}).{{0,5}})?"
            rf"|(?:{_ROLE_WORD})|(?:牵头|主要)?负责|部门|(?:责任|任务|职责|工作|部门)?分工(?:单位|部门)?|责任落实"
        ),
    ),
    (Column.PERSON, re.compile(rf".{{0,6}}(?:{_PERSON_WORD})(?:姓名)?(?:[及和、]?(?:联系)?(?:电话|方式))?")),
    (
        Column.DEADLINE,
        re.compile(
            r".{0,6}(?:时限|时间|期限|节点)(?:要求|安排|节点|计划|目标)?|.{0,4}进度(?:安排|要求|计划)?"
            r"|起止(?:时间|年限)"
        ),
    ),
    (
        Column.NOTE,
        re.compile(
            r"备注|说明|备注说明|(?:联系|监督|咨询)?(?:电话|方式)|(?:政策|文件)?(?:依据|出处|来源)"
            r"|.{0,10}(?:进展|完成|落实|推进|工作)情况|第?[一二三四]季度|[上下]半年"
        ),
    ),
    (
        Column.SECTION,
        re.compile(r".{0,4}(?:类别|类型|分类|领域|板块|方面|大类|维度|专项|工程|行动名称|所属行动)"),
    ),
    (
        Column.TASK,
        re.compile(
            r".{0,10}(?:任务|实事|内容|措施|举措|事项|项目|工作|目标|指标|要求|名称|重点|行动|政策|要点|清单|做法"
            r"|成果|成效|标准|路径|问题)(?:分解|安排|名称|内容|描述|清单|要点|举措|措施|目标|要求|[及和与].{2,6})?"
        ),
    ),
)
_PERSONS = re.compile(_PERSON_WORD)
_BRACKETED = re.compile(r"[(（\[【〔].*?[)）\]】〕]")
LONGEST_HEADING = 24


def _plain(text: str) -> str:
    return re.sub(r"[\s:：]", "", _BRACKETED.sub("", text))


def heading_kind(text: str) -> Column | None:
    """What a column of this heading holds; None where the words are no known heading."""
    # Before the brackets are taken out: that is slow in a long cell.
    if len(text) > 4 * LONGEST_HEADING:
        return None
    plain = _plain(text)
    if not plain or len(plain) > LONGEST_HEADING:
        return None
    for column, pattern in _HEADINGS:
        if pattern.fullmatch(plain):
            return column
    return None


def heading_role(heading: str) -> Role:
    """The role that a heading gives; one that names two roles, or none, says only who is responsible."""
    parts = [part for part in re.split(r"[及和、/]|(?<!参)与", _plain(heading)) if not _PERSONS.search(part)]
    named = {role for part in parts if (role := role_of(part)) is not None}
    return named.pop() if len(named) == 1 else Role.RESPONSIBLE


def promises_persons(heading: str) -> bool:
    """Whether a heading names persons, alone or beside agencies (牵头单位及责任人)."""
    return _PERSONS.search(heading) is not None
