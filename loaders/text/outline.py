"""Find the numbered items of a plan: 一、 (一) 1. (1) ① 第一条 第一章, in any width, at any depth.

The kinds rank as the rules for official documents rank them; an item closes every item of its own rank or below, and
a plan may leave ranks out.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from loaders.text.condensed import Condensed

_CHINESE = "一二三四五六七八九十百零〇两"
_VALUE = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BANKERS = "壹贰叁肆伍陆柒捌玖拾"
_DECIMAL = r"\d{1,2}\.\d{1,2}"
# A decimal number of anything, a year's month or a release of a program is no item.
_BEHIND_DECIMAL = r"(?!\d|\.\d|[年月日号时点倍亿万千百个元吨级版期%％℃‰米公平分户家人项次代以])[.、]?"

_KINDS = (
    ("chapter", rf"第[{_CHINESE}\d]{{1,4}}[章编篇]|第[{_CHINESE}\d]{{1,4}}部分"),
    ("section", rf"第[{_CHINESE}\d]{{1,4}}节"),
    ("壹、", f"[{_BANKERS}]{{1,2}}、"),
    ("一、", rf"[{_CHINESE}]{{1,4}}(?:、|\.(?!\d))"),
    (
        "task",
        rf"(?:重点|主要)?(?:任务|工程|专项|专项行动|行动|举措|措施)(?:[{_CHINESE}\d]{{1,3}}|\([{_CHINESE}\d]{{1,3}}\))[:、.](?!\d)",
    ),
    ("article", rf"第[{_CHINESE}\d]{{1,4}}条"),
    ("(一)", rf"\([{_CHINESE}]{{1,4}}\)"),
    ("1.1.1", rf"{_DECIMAL}\.\d{{1,2}}{_BEHIND_DECIMAL}"),
    ("1.1", rf"{_DECIMAL}{_BEHIND_DECIMAL}"),
    ("1.", r"\d{1,3}(?:、|\.(?!\d|__)|(?<=\d)\.(?=\d+[年月]))"),
    ("(1)", r"\(\d{1,3}\)"),
    ("1)", r"\d{1,3}\)"),
    ("①", f"[{_CIRCLED}]"),
    ("甲、", f"[{_STEMS}]、(?![{_STEMS}])"),
)
# What a number begins with, beside a digit: the look ahead spares most places the ten alternatives.
_FIRSTS = f"第{_CHINESE}{_STEMS}{_BANKERS}重主任工专行举措({_CIRCLED}"
_MARKER_FIRST = frozenset(_FIRSTS)
_MARKER = re.compile(
    rf"(?=[{_FIRSTS}\d])(?:"
    + "|".join(f"(?P<k{number}>{pattern})" for number, (_, pattern) in enumerate(_KINDS))
    + ")"
)
# What is done is ticked in a list of Markdown.
_BOXES = ("()", "(x)", "(X)", "(√)")
_BULLETS = frozenset("#>-•●■◆▲★·")
_ORDER = (
    *(
        "chapter",
        "section",
        "壹、",
        "一、",
        "task",
        "article",
        "(一)",
        "1.",
        "1.1",
        "1.1.1",
        "(1)",
        "1)",
        "①",
        "甲、",
    ),
)
_RANK = {kind: rank for rank, kind in enumerate(_ORDER)}
_DECIMALS = frozenset({"1.1", "1.1.1"})
# What may as well be a number or a word of the text counts only in its series.
_IN_SERIES = _DECIMALS | {"甲、", "壹、"}
# A line this long holds many items; they follow the end of a sentence, or directly the short heading above them.
_LONG_LINE = 1500
_HEADING = 45
_FIRST_IN_PARAGRAPH = re.compile(r"[。;!?)](?:1[.、]|\(1\))[^。;:,()]{2,22}。")
_SHORT_HEADING = re.compile(r"[^。;:,()]{2,22}。")
_BODY_ENDS = "局委办厅府会院心科站处部室队所司团镇乡道区县市州旗村段场馆庭组员社行园"
_ROLE_ENDS = "责头合实助与"
# A number without any mark before it, directly behind a list of agencies or a time limit. It is looked for by its first
# character: that is many times quicker than by what stands before it.
BEHIND_A_LIST = re.compile(
    rf"[(1-9②-⑳二三四五六七八九十](?:(?<=[{_BODY_ENDS}日月底前]\()|(?<=[{_BODY_ENDS}{_ROLE_ENDS}][1-9②-⑳二三四五六七八九十])|(?<=[{_BODY_ENDS}月底前末][;,][(1-9②-⑳])|(?<=[{_BODY_ENDS}{_ROLE_ENDS})]\)[(1-9②-⑳])|(?<=[{_BODY_ENDS}{_ROLE_ENDS}]\)[;,][(1-9②-⑳]))"
    r"(?:(?<=\()(?:[二三四五六七八九十]{1,3}|[2-9]|[1-9][0-9])\)|(?<=[1-9])\d?(?:[.、)]|-\d{1,2}[.、]?)|(?<=[②-⑳])|(?<=[二三四五六七八九十])[一二三四五六七八九十]?、(?![一二三四五六七八九十]))(?=[\u4e00-\u9fff])"
)
_STOP = set("。;:!?)”》…")


class Item(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A numbered item: `start` at its number, `body` behind it, `end` where the next item begins.

    `path` joins the numbers from the top (二/(一)/1); `depth` counts from 1.
    """

    number: str
    path: str
    depth: int
    start: int
    body: int
    end: int


def number_value(number: str) -> int:
    """The number that an item's mark prints among its neighbours: 十二 and 12 are 12, ③ is 3, 2.4 is 4, 乙 is 2."""
    number = number.rpartition(".")[2] or number
    digits = number if number.isdecimal() else "".join(filter(str.isdecimal, number))
    if digits:
        return int(digits)
    circled = _CIRCLED.find(number[0]) if number else -1
    if circled >= 0:
        return circled + 1
    stem = (_STEMS.find(number[0]) if number else -1) + 1 or (_BANKERS.find(number[0]) if number else -1) + 1
    if stem:
        return stem
    total, digit = 0, 0
    for character in number:
        if character == "十":
            total, digit = total + (digit or 1) * 10, 0
        elif character == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif character in _VALUE:
            digit = _VALUE[character]
    return total + digit


class Mark(NamedTuple):
    """The printed number of an item: where it begins, where the item's words do, its kind, and what it prints."""

    start: int
    body: int
    kind: str
    number: str


def read_outline(condensed: Condensed, start: int = 0, end: int | None = None) -> list[Item]:
    """The numbered items between two offsets, in the order of the text."""
    stop = len(condensed.text) if end is None else end
    return outline(read_marks(condensed, start, stop), stop)


def read_marks(condensed: Condensed, start: int = 0, end: int | None = None) -> list[Mark]:
    """The numbers of the items between two offsets, in the order of the text."""
    text = condensed.text
    stop = len(text) if end is None else end
    at_lines = _at_line_starts(condensed, start, stop)
    marks = sorted(
        at_lines + _inside_lines(condensed, start, stop, longer_than=_LONG_LINE if at_lines else _HEADING)
    )
    return _with_successors(text, marks, start, stop)


def outline(marks: Sequence[Mark], end: int) -> list[Item]:
    """The items of one plan, which ends at `end`, from their numbers."""
    items: list[Item] = []
    stack: list[tuple[int, str]] = []
    for place, (at, body, kind, printed) in enumerate(marks):
        rank = _RANK[kind]
        while stack and stack[-1][0] >= rank:
            stack.pop()
        stack.append((rank, printed))
        items.append(
            Item(
                number=printed,
                path="/".join(part for _, part in stack),
                depth=len(stack),
                start=at,
                body=body,
                end=marks[place + 1].start if place + 1 < len(marks) else end,
            )
        )
    return items


def _mark(match: re.Match[str]) -> tuple[str, str]:
    assert match.lastgroup is not None
    kind = _KINDS[int(match.lastgroup[1:])][0]
    printed = match.group()
    if kind in ("一、", "1.", "1)", "甲、", "壹、"):
        printed = printed[:-1]
    elif kind in _DECIMALS:
        printed = printed.rstrip(".、")
    elif kind == "task":
        printed = printed[:-1].lstrip("重点主要任务工程专项行动举措施")
    return kind, printed


def _at_line_starts(condensed: Condensed, start: int, end: int) -> list[Mark]:
    text = condensed.text
    found: list[Mark] = []
    last: dict[str, int] = {}
    for at in condensed.lines_between(start, end):
        behind = at + bullets(text, at, end) if text[at] in _BULLETS else at
        first = text[behind : behind + 1]
        match = _MARKER.match(text, behind, end) if first in _MARKER_FIRST or first.isdecimal() else None
        if match is None:
            continue
        kind, printed = _mark(match)
        number = number_value(printed)
        series = printed.rpartition(".")[0] if kind in _DECIMALS else kind
        follows = number in (1, last.get(series, -1) + 1)
        before = text[at - 1] if at > start else "。"
        if before in "第按照" or (
            before not in _STOP and not follows and not _heading_before(condensed, at, start)
        ):
            continue
        if kind in _IN_SERIES and not follows:
            continue
        if (
            match.end() >= end
            or (kind == "(一)" and text[match.end()] in "、,;。)")
            or (kind != "①" and text[match.end() : match.end() + 1] in ",。;)")
        ):
            continue
        if kind in ("article", "section", "chapter") and re.match(
            r"规定|款|第|、|的|和|至|项", text[match.end() : match.end() + 2]
        ):
            continue
        last[series] = number
        found.append(Mark(behind, match.end(), kind, printed))
    return _without_lone(found)


def _without_lone(marks: list[Mark]) -> list[Mark]:
    """Leave out 1.1 where neither 1.2 nor 1.1.1 follows, and 甲 without 乙: a number or a word at a line's start."""
    if not any(mark.kind in _IN_SERIES for mark in marks):
        return marks
    printed = {mark.number for mark in marks if mark.kind in _IN_SERIES}
    return [
        mark
        for mark in marks
        if mark.kind not in _IN_SERIES
        or number_value(mark.number) != 1
        or not printed.isdisjoint((_second(mark.number), f"{mark.number}.1"))
    ]


def _second(number: str) -> str:
    """The number behind the first of a series."""
    if number in ("甲", "壹"):
        return "乙" if number == "甲" else "贰"
    return f"{number[:-1]}2"


def bullets(text: str, at: int, end: int) -> int:
    """How many marks of a list (-, >, ●) stand at a place."""
    count = 0
    while at + count < end and count < 6 and text[at + count] in _BULLETS:
        count += 1
    if count:
        count += next((len(box) for box in _BOXES if text.startswith(box, at + count, end)), 0)
    return count


def _heading_before(condensed: Condensed, at: int, start: int) -> bool:
    """Whether the printed line before is short, as headings are, rather than broken in the middle of a sentence."""
    begin = at - 1
    while begin > start and begin not in condensed.line_starts and at - begin < 40:
        begin -= 1
    return at - begin < 22


def _inside_lines(condensed: Condensed, start: int, end: int, *, longer_than: int) -> list[Mark]:
    """Items that follow others on one printed line: all kinds in a long line, short-headed ones in a paragraph."""
    text = condensed.text
    found: list[Mark] = []
    last: dict[str, int] = {}
    for begin, stop in pairwise([*condensed.lines_between(start, end), end]):
        is_long = stop - begin >= longer_than
        if not is_long and (
            text.find("1", begin, stop) < 0 or not _FIRST_IN_PARAGRAPH.search(text, begin, stop)
        ):
            continue
        before = (begin, -1)
        for match in _MARKER.finditer(text, begin + 1, stop):
            kind, printed = _mark(match)
            under_heading = match.start() - before[0] < _HEADING and 0 <= before[1] < _RANK[kind]
            if (
                text[match.start() - 1] not in _STOP
                and not under_heading
                and not _behind_a_gap(condensed, match.start())
            ):
                continue
            if kind not in ("一、", "(一)", "1.", "(1)", "article", "chapter"):
                continue
            if not is_long and not (kind in ("1.", "(1)") and _SHORT_HEADING.match(text, match.end(), stop)):
                continue
            number = number_value(printed)
            if number not in (1, last.get(kind, -1) + 1):
                continue
            if kind in ("1.", "(1)") and number == 1 and not _opens_a_list(text, match.end(), stop, kind):
                continue
            last[kind] = number
            before = (match.start(), _RANK[kind])
            found.append(Mark(match.start(), match.end(), kind, printed))
    return found


def _behind_a_gap(condensed: Condensed, at: int) -> bool:
    """Whether white space stands before a place: lines that were joined leave it where each began."""
    return condensed.raw_offset(at) - condensed.raw_offset(at - 1) > 1


def _with_successors(text: str, marks: list[Mark], start: int, end: int) -> list[Mark]:
    """Add the (二) or (2) that follows an item's list of agencies, or its time limit, without any mark."""
    added: list[Mark] = []
    last: dict[str, int] = {}
    number = 0
    for match in BEHIND_A_LIST.finditer(text, start, end):
        at, printed = match.start(), match.group()
        kind = _kind_behind_a_list(printed)
        while number < len(marks) and marks[number].start < at:
            last[marks[number].kind] = number_value(marks[number].number)
            number += 1
        known = number < len(marks) and marks[number].start == at
        if not known and number_value(printed) == last.get(kind, -1) + 1:
            name = printed if printed[0] == "(" else printed.rstrip(".、)")
            added.append(Mark(at, match.end(), kind, name))
            last[kind] += 1
    return sorted([*marks, *added]) if added else marks


def _kind_behind_a_list(printed: str) -> str:
    if printed[0] == "(":
        return "(1)" if printed[1].isdecimal() else "(一)"
    if printed[0] in _CIRCLED:
        return "①"
    if printed[0].isdecimal():
        return "1)" if printed[-1] == ")" else "1."
    return "一、"


def _opens_a_list(text: str, at: int, end: int, kind: str) -> bool:
    """Whether a second item follows within reach, so that a lone 1. in a sentence opens nothing."""
    mark = "2." if kind == "1." else "(2)"
    return text.find(mark, at, min(end, at + 4000)) >= 0


def item_at(items: list[Item], offset: int) -> Item | None:
    """The item that holds the character at `offset`, if any."""
    at = bisect_right(items, offset, key=lambda item: item.start) - 1
    return items[at] if at >= 0 else None
