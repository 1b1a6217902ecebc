"""Tell the plans of a document apart, and read each one's title, issuer, number and date.

One page can hold several plans: a collection numbers them (文档1, 篇2), a gazette prints notice after notice.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from loaders.text.condensed import Condensed
from loaders.text.outline import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A plan of a document: `start` to `end` its text, and what its head says; what it does not say is empty."""

    start: int
    end: int
    title: str
    issuer: str
    document_number: str
    date: str


_FIRST = frozenset({"一", "第一章", "第一条", "第一部分"})
_NUMBERED_PART = re.compile(
    r"(?:[^\n。;:,、]{0,30}?)(?:文档|篇|范文|第[一二三四五六七八九十\d]{1,3}篇:?)\d{0,3}"
)
_PART_SIGNS = ("文档", "篇", "范文")
_KIND = "方案|意见|措施|计划|要点|清单|办法|规定|决定|通知|政策|细则|规划|纲要|工作安排|台账|任务|举措|条例|规程|通报|报告|分工|安排|行动|若干政策"
_COLLECTED = re.compile(r"^\d{1,3}[.、]")
_LABEL = re.compile(r"^[\u4e00-\u9fff ]{0,6}(?:标题|名称|题目|发文字号|文号|文件编号|公文种类)[:：]?")
_NOTICE = re.compile(
    r"[\u4e00-\u9fff“”·()、]{4,60}?关于[^。;]{4,160}?(?:的|〉|》)(?:通知|意见|决定|实施意见)"
)
_ISSUER = re.compile(
    r"([\u4e00-\u9fff“”·、]{2,50}?(?:国务院|政府|办公室|办公厅|委员会|领导小组|执行小组|局|厅|委|部|会|院|指挥部|中心|党组))(?:关于|印发)"
    r"|(国务院)关于"
)
_ISSUED = re.compile(
    rf"(?:关于)?(?:印发|转发|批转|公布|下发|发布)([^。;《》:]{{4,120}}?(?:{_KIND})(?:\([^()]{{2,20}}\))?)的?通知"
)
_BOOK_TITLE = re.compile(
    r"(?:印发|转发|批转|公布|下发|发布)《((?:[^《》]|《[^《》]*》){4,120})》"
    r"|《((?:[^《》]|《[^《》]*》){4,120})》(?:的通知|已经|已|经[^。]{2,30}同意|印发给)"
)
_TITLE_LINE = re.compile(rf"(?:{_KIND})(?:\([^()]{{2,30}}\))?$")
_TABLE_TITLE = re.compile(rf"(?:{_KIND}|一览|明细|汇总)表(?:\([^()]{{2,30}}\))?$")
_COLUMN_HEADINGS = re.compile("序号|(?:牵头|责任|配合)(?:单位|部门)|完成时限")
_TITLE_TAIL = re.compile(r"\((?:(?:19|20)\d\d[-—–~年至]+[^()]{0,12}|试行|暂行|修订|20\d\d年?(?:版|修订)?)\)")
_TITLE_PART = re.compile(r"[^。;:!?,\d#《》][^。;:!?,]{2,60}")
_COMPLETE_TITLE = re.compile(
    r"(?:[^关]{2,40}关于|(?:全|本)?[\u4e00-\u9fff]{0,8}(?:省|市|县|区|州|国)|20\d\d年)"
)
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,14}\((?:19|20)(?:\d\d|_+)\)第?\d{1,4}号")
_DATE = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日")
_SIGNATURE = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff“”]{2,30}(?:政府|办公厅|办公室|委员会|领导小组|国务院|局|厅|委|院|会))(?:\([^()]{2,20}\))?(?:19|20)\d\d年\d{1,2}月\d{1,2}日"
)
_DUTY = re.compile(r"(?:单位|部门|科室):|(?:牵头|负责|配合|落实)[^。()]{0,12}\)|[局委厅办]\)")
# No match of it is longer.
_DUTY_REACH = 15
_HEAD_REACH = 1500
_TAIL = 500


def read_heads(condensed: Condensed, items: list[Item]) -> list[Head]:
    """The plans of a document, in the order of the text; at least one."""
    length = len(condensed.text)
    first_items = [item.start for item in items if item.number in _FIRST]
    bounds = [*_part_starts(condensed, first_items), length]
    return [_head(condensed, first_items, start, end) for start, end in pairwise(bounds) if end > start] or [
        Head(start=0, end=length, title="", issuer="", document_number="", date="")
    ]


def _lines(condensed: Condensed, start: int, end: int) -> list[tuple[int, int]]:
    return list(pairwise([*condensed.lines_between(start, end), end]))


def _part_starts(condensed: Condensed, first_items: list[int]) -> list[int]:
    text = condensed.text
    named = any(sign in text for sign in _PART_SIGNS)
    parts = [
        at
        for at, after in (_lines(condensed, 0, len(text)) if named else ())
        if 2 <= after - at <= 40
        and (match := _NUMBERED_PART.fullmatch(text, at, after))
        and re.search(r"\d|第.{1,3}篇", match.group())
    ]
    if len(parts) > 1:
        return parts
    starts = [0]
    searched, has_duty = 0, False
    for before, first in pairwise(first_items):
        has_duty = has_duty or _DUTY.search(text, searched, first) is not None
        searched = max(searched, first - _DUTY_REACH)
        title = _title_between(condensed, before, first) if has_duty else None
        if title is not None:
            starts.append(title)
            searched, has_duty = title, False
    return starts


def _title_between(condensed: Condensed, before: int, first: int) -> int | None:
    """Where the head of the next plan begins, if numbering starts again below a title of its own."""
    text = condensed.text
    for at, after in _lines(condensed, max(before + 1, first - 4 * _HEAD_REACH), first):
        if after - at > 90 or text[at - 1] not in "。;)》":
            continue
        if _TITLE_LINE.search(text, at, after) or _NOTICE.match(_COLLECTED.sub("", text[at : at + 240])):
            return at
    return None


def _head(condensed: Condensed, first_items: list[int], start: int, end: int) -> Head:
    following = bisect_left(first_items, start)
    first = first_items[following] if following < len(first_items) else end
    reach = min(end, first if first > start + 4 else end, start + _HEAD_REACH)
    text = condensed.text
    tail = max(reach, end - _TAIL)
    title, issuer = _title(condensed, start, reach)
    return Head(
        start=start,
        end=end,
        title=title,
        issuer=issuer or _signature(text, start, reach) or _signature(text, tail, end),
        document_number=_own_number(condensed, start, reach) or _own_number(condensed, tail, end),
        date=_date(text, start, reach) or _date(text, tail, end),
    )


def _date(text: str, start: int, end: int) -> str:
    for match in _DATE.finditer(text, start, end):
        year, month, day = (int(part) for part in match.groups())
        if 1 <= month <= 12 and 1 <= day <= 31:
            return f"{year:04d}-{month:02d}-{day:02d}"
    return ""


def _own_number(condensed: Condensed, start: int, end: int) -> str:
    """The plan's number; one in a bracket behind a title in book marks is another document's."""
    text = condensed.text
    for match in _NUMBER.finditer(text, start, end):
        at = match.start()
        lines = condensed.lines_between(at + 1, match.end() - 8)
        if lines:
            at = lines[-1]
        if text[at - 1 : at] == "(" and text[at - 2 : at - 1] == "》":
            continue
        return _LABEL.sub("", condensed.plain[at : match.end()])
    return ""


def _signature(text: str, start: int, end: int) -> str:
    match = _SIGNATURE.search(text, start, end)
    return match.group(1) if match else ""


def _title(condensed: Condensed, start: int, end: int) -> tuple[str, str]:
    """The plan's own title and its issuer, from the notice that issues it or from the line that heads it."""
    text, plain = condensed.text[start:end], condensed.plain[start:end]
    issuer = ""
    for at, after in _lines(condensed, start, end):
        line = _COLLECTED.sub("", _LABEL.sub("", condensed.text[at : max(after, min(at + 70, end))]))
        if match := _ISSUER.match(line):
            issuer = match.group(1) or match.group(2)
            break
    if book := _BOOK_TITLE.search(plain):
        return book.group(1) or book.group(2), issuer
    if (notice := _ISSUED.search(text)) and text.count("《", 0, notice.start()) == text.count(
        "》", 0, notice.start()
    ):
        return plain[notice.start(1) : notice.end(1)], issuer
    lines = [(at, after) for at, after in _lines(condensed, start, end) if after - at > 1]
    for number, (at, after) in enumerate(lines):
        if after - at > 90 or not _TITLE_LINE.search(condensed.text, at, after):
            continue
        if _COLUMN_HEADINGS.search(condensed.text, at, after):
            continue
        first = number
        while (
            first > 0
            and number - first < 3
            and not _COMPLETE_TITLE.match(condensed.text[lines[first][0] : after])
            and _TITLE_PART.fullmatch(condensed.text, *lines[first - 1])
        ):
            first -= 1
        if number + 1 < len(lines) and _TITLE_TAIL.fullmatch(condensed.text, *lines[number + 1]):
            after = lines[number + 1][1]
        whole = condensed.plain[lines[first][0] : after].strip("#*->·")
        return _COLLECTED.sub("", _LABEL.sub("", whole)), issuer
    short = [
        (at, after)
        for at, after in lines
        if after - at <= 60 and not _COLUMN_HEADINGS.search(condensed.text, at, after)
    ]
    table_titles = [line for line in short if _TABLE_TITLE.search(condensed.text, *line)]
    title = next((condensed.plain[at:after] for at, after in [*table_titles, *short]), "")
    return title.strip("#*->·"), issuer
