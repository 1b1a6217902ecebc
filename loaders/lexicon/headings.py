"""The headings of the columns of task tables (任务分工表): what a column holds, and which role it gives."""

import re
from enum import StrEnum
from functools import cache

from graph.model import Role
from loaders.lexicon.labels import DIVISION_LABEL, NOUN, ROLE_WORD
from loaders.lexicon.wording import any_of, role_of, role_words, wording


class Column(StrEnum):
    """What a column of such a table holds."""

    NUMBER = "number"
    SECTION = "section"
    TASK = "task"
    ROLE = "role"
    PERSON = "person"
    DEADLINE = "deadline"
    NOTE = "note"


_PERSON = f"(?:{any_of((*wording().persons.labels, *wording().persons.columns))})"


@cache
def _headings() -> tuple[tuple[Column, re.Pattern[str]], ...]:
    columns, times = wording().columns, wording().times
    behind, progress = any_of(times.behind), any_of(times.progress)
    return (
        (Column.NUMBER, re.compile(any_of(columns.number))),
        (
            Column.ROLE,
            re.compile(
                rf".{{0,8}}{ROLE_WORD}.{{0,10}}?{NOUN}(?:[、及和与/](?:主要)?{_PERSON}.{{0,5}})?"
                rf"|(?:总|分|主|共同|联合|主要|[省市县区镇]级)?(?:{any_of((*role_words('head'), *columns.role))})(?:方)?|{DIVISION_LABEL}|分工(?:单位|部门)?|(?:责任|任务|职责|工作|部门)分工(?:单位|部门)"
            ),
        ),
        (Column.PERSON, re.compile(rf".{{0,6}}{_PERSON}(?:姓名)?(?:[及和、]?(?:联系)?(?:电话|方式))?")),
        (
            Column.DEADLINE,
            re.compile(
                rf".{{0,6}}(?:{any_of(times.nouns)})(?:{behind})?|.{{0,4}}(?:{progress})(?:安排|要求|计划)?|{any_of((*times.labels, *times.spans))}"
            ),
        ),
        (
            Column.NOTE,
            re.compile(
                rf"{any_of(columns.note)}|.{{0,10}}(?:{any_of(columns.states)})情况|第?[一二三四]季度|[上下]半年"
            ),
        ),
        (Column.SECTION, re.compile(rf".{{0,4}}(?:{any_of(columns.section)})")),
        (
            Column.TASK,
            re.compile(
                rf".{{0,10}}(?:{any_of(columns.task)})(?:{any_of(columns.task_behind)}|[及和与].{{2,6}})?"
            ),
        ),
    )


_PERSONS = re.compile(_PERSON)
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
    for column, pattern in _headings():
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
