"""The headings of the columns of task tables (任务分工表): what a column holds, and which role it gives."""

import re
from dataclasses import dataclass
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


_QUESTIONS = wording().questions
_WHO, _HELPS = any_of(_QUESTIONS.who), any_of(_QUESTIONS.helps)
_DOES = any_of((*role_words("head"), *role_words("verb"), *_QUESTIONS.does, *_QUESTIONS.helps))
_ASKS_WHO = (
    rf"(?:由|要|让|靠)?(?:{_WHO})(?:来|去|主要|具体|负责)?(?:{_DOES})(?:落实)?"
    rf"|(?:由谁|{_DOES})的?(?:是|有|为)?(?:{_WHO})"
)
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
                rf".{{0,8}}{ROLE_WORD}.{{0,10}}?{NOUN}(?:[、及和与/](?:主要)?{_PERSON}.{{0,5}}|[及和与](?:其|具体)?(?:分工|职责))?"
                rf"|(?:总|分|主|共同|联合|主要|[省市县区镇]级)?(?:{any_of((*role_words('head'), *columns.role))})(?:方)?|{DIVISION_LABEL}|分工(?:单位|部门)?|(?:责任|任务|职责|工作|部门)分工(?:单位|部门)|{_ASKS_WHO}"
            ),
        ),
        (Column.PERSON, re.compile(rf".{{0,6}}{_PERSON}(?:姓名)?(?:[及和、]?(?:联系)?(?:电话|方式))?")),
        (
            Column.DEADLINE,
            re.compile(
                rf".{{0,6}}(?:{any_of(times.nouns)})(?:{behind})?|.{{0,4}}(?:{progress})(?:安排|要求|计划)?|{any_of((*times.labels, *times.spans))}|(?:{any_of(_QUESTIONS.when)}).{{0,4}}"
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
                rf".{{0,10}}(?:{any_of(columns.task)})(?:{any_of(columns.task_behind)}|[及和与].{{2,6}})?|(?:具体)?(?:{any_of(_QUESTIONS.task)})"
            ),
        ),
    )


_PERSONS = re.compile(_PERSON)
_ASKS_FOR_HELP = re.compile(rf"(?:{_WHO})来?(?:{_HELPS})")
_OWNER = re.compile(any_of(wording().columns.owners))
_OWNED = re.compile(any_of(wording().columns.owned))
_PLACE = re.compile(any_of(wording().columns.places))
_ANSWERING = re.compile(any_of(wording().persons.answering))
_BRACKETS = str.maketrans("（）〔〕［］【】[]／|｜", "()()()()()///")
# No heading is longer: an open bracket is not looked for to the end of a cell.
_BRACKETED = re.compile(r"[(（\[【〔][^)）\]】〕\n]{0,96}[)）\]】〕]")
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


def names_places(text: str) -> bool:
    """Whether a heading says that its column names places; it tells tasks apart only where it stands first."""
    return len(text) <= LONGEST_HEADING and _PLACE.fullmatch(_plain(text)) is not None


def names_owners(heading: str, following: str) -> bool:
    """Whether a heading names those who do what the column behind it says: 单位 before 主要任务."""
    return (
        _OWNER.fullmatch(_plain(heading)) is not None
        and heading_kind(following) is Column.TASK
        and _OWNED.search(following) is not None
    )


def divides_tasks(first: str, last: str) -> bool:
    """Whether two headings leave no doubt that what the first names is done by those whom the last names."""
    return heading_kind(last) is Column.ROLE and (
        heading_kind(first) in (Column.TASK, Column.NUMBER, Column.SECTION) or names_places(first)
    )


def heading_role(heading: str) -> Role:
    """The role that a heading gives; one that names two roles, or none, says only who is responsible."""
    parts = [part for part in re.split(r"[及和、/]|(?<!参)与", _plain(heading)) if not _PERSONS.search(part)]
    named = {role for part in parts if (role := role_of(part)) is not None}
    if not named and _ASKS_FOR_HELP.search(heading):
        return Role.SUPPORTS
    return named.pop() if len(named) == 1 else Role.RESPONSIBLE


@dataclass(frozen=True, slots=True)
class Combined:
    """The roles that a heading names, in its order, and whether the second stands in a bracket."""

    roles: tuple[Role, ...]
    bracketed: bool = False


_SHORTENED = re.compile(r"主([(/])协(\)?)办")
_IN_BRACKET = re.compile(rf"(?P<first>[^()]+)\((?P<second>{ROLE_WORD}{NOUN}?)\)(?:{NOUN})?")


@cache
def combined_heading(heading: str) -> Combined | None:
    """The roles of a heading that names several of them with a slash or a bracket between: 牵头/配合单位, 主办（协办）单位."""
    words = re.sub(r"\s", "", heading).translate(_BRACKETS)
    words = _SHORTENED.sub(r"主办\1协办\2", words)
    bracketed = _IN_BRACKET.fullmatch(words)
    parts = [bracketed["first"], bracketed["second"]] if bracketed else words.split("/")
    roles = [role for part in parts if not _PERSONS.search(part) and (role := role_of(part)) is not None]
    if len(parts) < 2 or len(roles) < len(parts) or len(set(roles)) < len(roles):
        return None
    return Combined(tuple(roles), bracketed is not None)


def answering_role(heading: str) -> Role | None:
    """The role of offices in a column that is named as one of persons: 责任人, 牵头人; None where only persons stand there."""
    if _ANSWERING.search(_plain(heading)) is None:
        return None
    return role_of(heading) or Role.RESPONSIBLE


def promises_persons(heading: str) -> bool:
    """Whether a heading names persons, alone or beside agencies (牵头单位及责任人)."""
    return _PERSONS.search(heading) is not None


def asks_who(heading: str) -> bool:
    """Whether a heading asks for whoever does the work (谁负责)."""
    return "谁" in heading
