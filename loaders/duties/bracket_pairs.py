"""Pair the brackets of a passage, and tell where the half stood that an author lost."""

import re
from bisect import bisect_left
from typing import NamedTuple

from loaders.duties.labels import labels
from loaders.duties.passage import LONGEST, Passage
from loaders.lexicon.bodies import ends_like_a_body, ends_like_an_agency
from loaders.lexicon.labels import ROLE_LABEL
from loaders.lexicon.wording import any_of, role_words

AT_LABEL = re.compile(rf"[\u4e00-\u9fff、]{{0,8}}?{ROLE_LABEL}:")
"""A label behind an opening bracket."""

_BRACKETS = re.compile("[()]")
_ENDS_WITH_ROLE = re.compile(f"(?:{any_of((*role_words('end'), *role_words('verb')))})$")
_REACH_OF_A_NAME = 12
_REST_OF_A_NAME = ("人民政府", "政府", "党委", "党工委", "管委会", "直", "有关", "相关", "级")
_REACH_OF_A_LIST = 200


class Brackets(NamedTuple):
    """Each opening bracket of a passage with its closing one, or None, and those that close none."""

    pairs: list[tuple[int, int | None]]
    unopened: list[int]


def paired(passage: Passage) -> Brackets:
    """The brackets of a passage; no pair crosses into another item."""
    text = passage.text
    pairs: dict[int, int | None] = {}
    stack: list[int] = []
    unopened: list[int] = []
    starts = [item.start for item in passage.items]
    number = bisect_left(starts, passage.start)
    for match in _BRACKETS.finditer(text, passage.start, passage.end):
        at = match.start()
        while number < len(starts) and starts[number] <= at:
            if starts[number] < at or text[at] == "(":
                stack.clear()
            number += 1
        if match.group() == "(":
            pairs[at] = None
            stack.append(at)
        elif stack:
            pairs[stack.pop()] = at
        else:
            unopened.append(at)
    return Brackets(sorted(pairs.items()), unopened)


def openings_lost(passage: Passage, close: int) -> list[int]:
    """Where the list before a closing bracket may have opened: its sentence's beginning, and behind each comma of it."""
    text = passage.text
    item = passage.item_at(close)
    floor = max(passage.start, item.body if item else 0, close - _REACH_OF_A_LIST)
    at = max(passage.paragraph_start(close, floor), *(text.rfind(mark, floor, close) + 1 for mark in "。)"))
    return [at, *(match.end() for match in re.compile("[,;]").finditer(text, at, close))]


def repaired_close(passage: Passage, at: int) -> int:
    """Where an annotation whose bracket is not closed, or closed by another's, ends: offset of its last character."""
    text = passage.text
    limit = min(passage.next_item(at), at + LONGEST)
    last = -1
    for match in re.compile(r"[()。]").finditer(text, at + 1, limit):
        mark = match.group()
        if mark == ")":
            last = match.start()
            after = match.end()
            if after >= limit or text[after] == "。":
                return last
            ends_line = after in passage.condensed.line_starts and text[after] not in "、,;"
            if ends_line and not _goes_on(passage, after, limit):
                return last
        elif mark == "(" and AT_LABEL.match(text, match.end(), limit):
            return last if last >= 0 else _end_of_names(passage, at, match.start()) - 1
        elif mark == "。" and last < 0 and not labels(text, match.end(), min(match.end() + 12, limit)):
            return _end_of_names(passage, at, match.start()) - 1
    if last >= 0 and (text[last + 1 : last + 2] in ("、", ",", ";") or _goes_on(passage, last + 1, limit)):
        # The list, or the name, goes on behind a name's bracket, to the end of its line.
        return min(passage.line_end(last + 1), limit) - 1
    return last if last >= 0 else limit - 1


def _goes_on(passage: Passage, at: int, limit: int) -> bool:
    """Whether what stands behind a name's bracket, to the end of its line, is the rest of the name: 各县(市)人民政府."""
    end = min(passage.line_end(at), limit)
    rest = passage.text[at:end]
    return 2 <= len(rest) <= _REACH_OF_A_NAME and rest.startswith(_REST_OF_A_NAME) and ends_like_a_body(rest)


def lost_close(passage: Passage, at: int) -> int | None:
    """Where a list ends whose bracket is not closed: the last character of the first line that ends as lists do."""
    text = passage.text
    limit = min(passage.next_item(at), at + LONGEST, passage.end)
    nested = text.find("(", at + 1, limit)
    for line in passage.condensed.lines_between(at + 1, nested + 1 if nested >= 0 else at):
        # The line may end the list before the next one's begins it anew.
        if "。" not in text[at:line] and _ends_a_list(text, at, line):
            return line - 1
    if nested >= 0 and not ends_like_a_body(text[max(at + 1, nested - _REACH_OF_A_NAME) : nested]):
        # (甲牵头,推出项目(乙负责): the list ends before what the next one is about.
        return next(
            (mark - 1 for mark in _marks_back(text, at, nested) if _ends_a_list(text, at, mark)), None
        )
    for line in (*passage.condensed.lines_between(at + 1, limit), limit):
        stop = line - 1 if text[line - 1] == "。" else line
        if text.find("。", at, stop) >= 0:
            return None
        if _ends_a_list(text, at, stop):
            return stop - 1
    return None


def _marks_back(text: str, start: int, stop: int) -> list[int]:
    """The marks between clauses before a place, the last one first."""
    return [match.start() for match in re.compile("[,;。]").finditer(text, start, stop)][::-1]


def _ends_a_list(text: str, at: int, stop: int) -> bool:
    """Whether what stands before a place ends as lists of agencies do."""
    before = max(at + 1, stop - _REACH_OF_A_NAME)
    return ends_like_a_body(text[before:stop]) or _ENDS_WITH_ROLE.search(text, before, stop) is not None


def _end_of_names(passage: Passage, at: int, stop: int) -> int:
    """Where a line ends with a name before the next one begins a sentence, else the sentence's own end."""
    text, starts = passage.text, passage.condensed.line_starts
    ends = (
        line
        for line in range(at + 1, stop)
        if line in starts
        and text[line] not in "、,;和及与"
        and ends_like_an_agency(text[max(at, line - _REACH_OF_A_NAME) : line])
        and not ends_like_an_agency(text[line:stop])
    )
    return next(ends, stop)
