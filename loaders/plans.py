"""Tell the plans of a document apart, and read each one's title, issuer, number and date.

One page can hold several plans: a collection numbers them (文档1, 篇2), a gazette prints notice after notice.
"""

import re
from dataclasses import dataclass

from loaders.condensed import Condensed
from loaders.outline import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A plan of a document: `start` to `end` its text, and what its head says; what it does not say is empty."""

    start: int
    end: int
    title: str
    issuer: str
    document_number: str
    date: str


_NUMBERED_PART = re.compile(r"(?:[^\n。;:,、]{0,30}?)(?:文档|篇|范文|第[一二三四五六七八九十\d]{1,3}篇[:：]?)\d{0,3}")
_KIND = (
    "实施方案|工作方案|行动方案|行动计划|实施意见|指导意见|若干意见|若干措施|若干政策措施|政策措施|工作要点|任务清单|重点任务|任务分工|分工方案|"
    "三年行动计划|工作计划|实施细则|管理办法|实施办法|暂行办法|规划|纲要|方案|意见|措施|计划|要点|清单|办法|规定|决定|通知|政策|细则|工作安排|责任清单|台账"
)
_NOTICE = re.compile(
    rf"(?:^|(?<=[\d.、]))(?P<issuer>[\u4e00-\u9fff“”、“”·()]{{4,60}}?)关于(?:印发|转发|公布|下发|发布|批转)?"
    rf"(?P<title>[^。;]{{4,160}}?(?:{_KIND}))"
)
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,16}(?:\(|〔)(?:19|20)(?:\d\d|_+)(?:\)|〕)第?\d{1,4}号")
_DATE = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日")
_HEAD_REACH = 1500
_SALUTATION = re.compile(r"^[^。;]{2,120}:$")
_BOOK_TITLE = re.compile(rf"《((?:[^《》]|《[^《》]*》|〈[^〈〉]*〉){{4,120}})》(?:的通知|已经|印发给)")


def read_heads(condensed: Condensed, items: list[Item]) -> list[Head]:
    """The plans of a document, in the order of the text; at least one."""
    length = len(condensed.text)
    starts = _part_starts(condensed, items)
    bounds = [*starts, length]
    return [
        _head(condensed, items, start, end) for start, end in zip(bounds, bounds[1:], strict=False) if end > start
    ] or [Head(start=0, end=length, title="", issuer="", document_number="", date="")]


def _lines(condensed: Condensed, start: int, end: int) -> list[tuple[int, int]]:
    starts = sorted(offset for offset in condensed.line_starts if start <= offset < end)
    return list(zip(starts, [*starts[1:], end], strict=True))


def _part_starts(condensed: Condensed, items: list[Item]) -> list[int]:
    lines = _lines(condensed, 0, len(condensed.text))
    parts = [
        at
        for at, after in lines
        if 2 <= after - at <= 40
        and (match := _NUMBERED_PART.fullmatch(condensed.text, at, after))
        and re.search(r"\d|第.{1,3}篇", match.group())
    ]
    if len(parts) > 1:
        return parts
    notices = _notice_starts(condensed, items, lines)
    return notices if len(notices) > 1 else [0]


def _notice_starts(condensed: Condensed, items: list[Item], lines: list[tuple[int, int]]) -> list[int]:
    """Where a gazette's next notice begins: a title, then a document number or a salutation, then 一、 again."""
    first_items = [item.start for item in items if item.number in ("一", "第一章", "第一条")]
    found: list[int] = []
    number = 0
    for at, after in lines:
        if after - at > 80 or not re.search(r"关于|通知|意见|方案", condensed.text[at:after]):
            continue
        notice = _NOTICE.match(re.sub(r"^\d+[.、]", "", condensed.text[at : at + 240]))
        if not notice or not re.search(r"的(?:通知|意见|决定|实施意见)", condensed.text[at : at + 200]):
            continue
        while number < len(first_items) and first_items[number] < at:
            number += 1
        opens = number < len(first_items) and first_items[number] - at < 4 * _HEAD_REACH
        window = condensed.text[after : after + 300]
        if opens and (_NUMBER.search(window) or re.search(r"人民政府[^。]{0,80}:", window)):
            if found and not any(found[-1] < start < at for start in first_items):
                continue
            found.append(at)
    return ([0, *found[1:]] if found else found) if len(found) > 1 else []


def _head(condensed: Condensed, items: list[Item], start: int, end: int) -> Head:
    plain, text = condensed.plain, condensed.text
    first = next((item.start for item in items if start <= item.start < end and item.number in ("一", "第一章", "第一条", "(一)")), end)
    reach = min(end, max(first, start), start + _HEAD_REACH) if first < end else min(end, start + _HEAD_REACH)
    head = text[start:reach]
    lines = [plain[at:after].strip("#*->·") for at, after in _lines(condensed, start, reach)]
    title, issuer = _title(plain[start:reach], head, lines)
    number = _NUMBER.search(head) or _NUMBER.search(text, max(start, end - 400), end)
    own_number = ""
    if number and not _is_cited(head, number.start() if number.string is head else -1):
        own_number = plain[(start if number.string is head else 0) + number.start() : (start if number.string is head else 0) + number.end()]
    else:
        for other in _NUMBER.finditer(head):
            if not _is_cited(head, other.start()):
                own_number = plain[start + other.start() : start + other.end()]
                break
    date = _DATE.search(head)
    return Head(
        start=start,
        end=end,
        title=title,
        issuer=issuer,
        document_number=re.sub(r"^(?:发文字号|文号|文件编号)", "", own_number),
        date=f"{int(date.group(1)):04d}-{int(date.group(2)):02d}-{int(date.group(3)):02d}" if date and _valid(date) else "",
    )


def _valid(date: re.Match[str]) -> bool:
    return 1 <= int(date.group(2)) <= 12 and 1 <= int(date.group(3)) <= 31


def _is_cited(head: str, at: int) -> bool:
    """A number behind a title in book marks belongs to another document."""
    return at > 0 and head[at - 1] in "(〔" and head[max(0, at - 2)] in "》"


def _title(plain: str, head: str, lines: list[str]) -> tuple[str, str]:
    """The plan's own title and its issuer, from the notice that issues it or from the line that heads it."""
    issuer = ""
    match = re.search(r"([\u4e00-\u9fff“”·]{4,60}?)关于(?:印发|转发|批转|公布|下发|发布)?", head)
    if match:
        issuer = re.sub(r"^.*?(?:标题|发文机关|机关|首页)", "", match.group(1))
    book = _BOOK_TITLE.search(plain)
    if book:
        return book.group(1), issuer
    notice = re.search(
        rf"关于(?:印发|转发|批转|公布|下发|发布)(?P<title>[^。;《》]{{4,120}}?(?:{_KIND}))(?:\((?:试行|暂行)\))?的?通知", head
    )
    if notice:
        return plain[notice.start("title") : notice.end("title")], issuer
    direct = re.search(rf"(?P<title>[\u4e00-\u9fff“”·、]{{4,40}}?关于[^。;:]{{4,80}}?的(?:若干)?(?:实施|指导)?(?:意见|措施|决定|通知|方案))", head)
    if direct:
        return re.sub(r"^.*?(?:标题|机关)", "", plain[direct.start() : direct.end()]), issuer
    for line in lines:
        if 6 <= len(line) <= 80 and re.search(rf"(?:{_KIND})(?:[(（][^()（）]{{2,20}}[)）])?$", line) and not re.search(r"[。;；]$", line):
            return line, issuer
    return next((line for line in lines if 2 <= len(line) <= 60), ""), issuer
