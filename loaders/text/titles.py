"""Know the title of a plan where it is printed, on one line or broken over several, and what it names."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import NamedTuple

from loaders.lexicon.wording import any_of
from loaders.text.condensed import Condensed
from loaders.text.issue import DATE, LABEL, NUMBER, ORGAN, iso_date
from loaders.text.tables import title_words

PLAN_KINDS = title_words().kinds.plans
"""What plans call themselves at the end of their titles; a list or a table that is enclosed does not stand by itself."""

_KINDS = (*PLAN_KINDS, *title_words().kinds.others)
ANY_KIND = any_of(_KINDS)
"""An alternation of what plans and the papers beside them call themselves, the longest first."""

# What a title, or the brackets and the number behind it, may end with.
_LAST = frozenset(kind[-1] for kind in _KINDS) | frozenset(")》条号")
_LONGEST, _MOST_LINES, _SHORTEST, _CHAPTER = 200, 7, 6, 10
MARKS = r"[#>\-*•●■◆▲★·=\s]*"
ANNEX = re.compile(
    rf"{MARKS}[(（〔【\[]?附(?:\d{{1,2}}(?!\d)|[一二三四五六七八九十](?=[.、:：])|(?:件|表|录)(?:\d{{1,2}}(?=(?:19|20)\d\d年)|[\d一二三四五六七八九十]{{0,3}}(?:-\d{{1,2}})?))[)）〕】\]]?[.、:：]?"
)
# 01【青政发〔2031〕12号】 and 1　青岚市人民政府关于… begin an entry, too.
_BARE_ENTRY = rf"\d{{1,3}}(?=\({NUMBER}\))|\d{{1,3}}(?=(?![年月日个条项])[\u4e00-\u9fff、“”]{{2,40}}{ORGAN}(?:关于|印发))"
_BEGINS_BARE = re.compile(_BARE_ENTRY)
# 第一节 and A-01 begin one before a whole title, and so does the number of its plan.
_ISSUES = rf"(?=[\u4e00-\u9fff、“”]{{2,40}}{ORGAN}(?:关于|印发|转发))"
_NUMBER_FIRST = re.compile(rf"\(?({NUMBER})\)?{_ISSUES}")
_ENTRY = re.compile(
    rf"{MARKS}(?:第[\d一二三四五六七八九十]{{1,3}}[章节辑编]{_ISSUES}|[\u4e00-\u9fff]{{2,10}}[省市县区州盟旗]:{_ISSUES}|[A-Z]-?\d{{0,3}}[.、:]?{_ISSUES}|(\d{{1,3}})[.、](?!\d{{1,2}}[.、])|({_BARE_ENTRY})|第[\d一二三四五六七八九十]{{1,3}}篇|[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]{{1,3}}、|(?:19|20)\d\d-\d\d?-\d\d?|\(\d{{1,3}}\)|\([一二三四五六七八九十]{{1,3}}\)|文件[\d一二三四五六七八九十]{{1,3}}[:.、]?)?"
)
_MATTER = re.compile(r"关于|印发|转发|批转|公布")
_DATED = re.compile(
    r"\((?:发布|印发|成文|时间|日期|:){0,3}((?:19|20)\d\d(?:年\d{1,2}月(?:\d{1,2}日)?|[-./]\d{1,2}(?:[-./]\d{1,2})?))(?:印发|发布|公布)?\)"
)
_ENDS_DATED = re.compile(rf"[^。;:,!?()]{{1,60}}(?:\([^()]{{0,12}}\))?{_DATED.pattern}")
_BARE_NUMBER = re.compile(rf"\)({NUMBER})$")
_NUMBERED = re.compile(rf"\(({NUMBER})\)|({NUMBER})")
_PASSED = re.compile(r"\([^()]{0,120}(?:通过|批准|公布|修订|修正|施行)[^()]{0,120}\)")
_CONTINUES = re.compile(
    r"[^。;:,《》()]{0,40}的(?:通知|意见|决定|公告|通报|函|批复)(?:\((?:[^()]|\([^()]*\)){0,40}\))*"
)
_NO_TITLE = re.compile(r"[《(),、。;:!?”]|[和及与]?其他|为|根据|按照|现将|现就|经|以下|上述|牵头|责任|配合")
# Lines that end what stands above them: a date, who may read it, the collection's number of the next plan.
_NO_PART = re.compile(
    rf"返回顶部|打印|关闭|[\u4e00-\u9fff、“”]{{0,50}}{DATE}(?:印发|发布|公布)?$|\([^()]{{0,12}}公开[^()]{{0,12}}\)|{NUMBER}$"
)
_NUMBERED_LINE = re.compile(
    r"\d{1,3}[.、](?!\d)|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|附件|#"
)
_ENDS_AS_ORGAN = re.compile(rf"{ORGAN}$")
_PLACED_NOTICE = re.compile(
    rf"[\u4e00-\u9fff]{{2,8}}(?:省|市|县|区|州|盟)[\u4e00-\u9fff“”、]{{0,40}}{ORGAN}(?:关于|印发)"
)
_IN_BOOK_MARKS = re.compile(rf"《([^《》。;]{{4,80}}(?:{ANY_KIND})(?:\([^()]{{2,30}}\))?)》")
_STOPS = re.compile(r"[。;!?]")
_SENTENCE_ENDS = frozenset("。;!?")
_BLIND = str.maketrans("", "", "《》〈〉“”\"'‘’「」()（）〔〕[]【】·—-–_,、.:，：")


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A title as printed from `start` to `end`, its name between `name_start` and `name_end`.

    `entry` is the number that a collection gives it, None where there is none; `date` and `number` stand behind it,
    `dated` says whether a date does that may be none of the calendar; `notice` says whether it names a matter (关于…,
    印发…), `last_line` the number of its last line.
    """

    start: int
    end: int
    name_start: int
    name_end: int
    last_line: int
    entry: int | None = None
    date: str = ""
    dated: bool = False
    number: str = ""
    notice: bool = False


def folded(title: str) -> str:
    """A title without its marks: two prints of one title are the same."""
    return title.translate(_BLIND)


def title_at(condensed: Condensed, line: int) -> Title | None:
    """The title that begins with a printed line, given by its number among the lines; None where none does."""
    text, lines = condensed.text, condensed.lines
    start = lines[line]
    first_end = lines[line + 1] if line + 1 < len(lines) else len(text)
    if (
        text[first_end - 1] in _SENTENCE_ENDS
        or not _may_end(condensed, line)
        or "。" in text[start:first_end]
    ):
        return None
    return _title_on_lines(condensed, line, first_end)


def _title_on_lines(condensed: Condensed, line: int, first_end: int) -> Title | None:
    text, lines = condensed.text, condensed.lines
    start = lines[line]
    entry = _ENTRY.match(text, start)
    assert entry is not None
    name_start = entry.end()
    if annex := ANNEX.match(text, start):
        if annex.group().endswith(":"):
            return None
        name_start = annex.end()
    numbered = (_NUMBERED if entry.group(2) else _NUMBER_FIRST).match(text, name_start)
    name_start = numbered.end() if numbered else name_start
    if label := LABEL.match(text, name_start):
        name_start = label.end()
    if book := _IN_BOOK_MARKS.match(text, name_start):
        return _book_title(condensed, line, start, book)
    if _NO_TITLE.match(text, name_start):
        return None
    order = entry.group(1) or entry.group(2)
    if not order and entry.group().endswith((")", "、")) and 0 < first_end - name_start < _CHAPTER:
        # A chapter of the collection ((三)河北) stands on a line of its own.
        return None
    collected = int(order) if order else None
    for last in range(line, min(line + _MOST_LINES, len(lines))):
        end = lines[last + 1] if last + 1 < len(lines) else len(text)
        if end - start > _LONGEST:
            return None
        if _STOPS.search(text, lines[last], end) or _NO_PART.match(text, lines[last], end):
            return None
        if last > line and (
            _NUMBERED_LINE.match(text, lines[last], end)
            or _BEGINS_BARE.match(text, lines[last], end)
            or _begins_anew(text, name_start, lines[last])
        ):
            return None
        if text[end - 1] not in _LAST:
            continue
        behind = _behind(text, name_start, end)
        if not _is_whole(text, name_start, behind, collected=collected is not None):
            continue
        end, last = _continued(condensed, name_start, end, last)
        behind = _behind(text, name_start, end)
        return Title(
            start=start,
            end=end,
            name_start=name_start,
            name_end=behind.start,
            entry=collected,
            date=behind.date,
            dated=behind.dated,
            number=condensed.plain[slice(*(numbered.span(1) if numbered else behind.number))],
            notice=_MATTER.search(text, name_start, behind.start) is not None,
            last_line=last,
        )
    return None


def _book_title(condensed: Condensed, line: int, start: int, book: re.Match[str]) -> Title | None:
    """The title that fills its lines with the marks of a book around it."""
    stop = book.end()
    if stop != len(condensed.text) and stop not in condensed.line_starts:
        return None
    return Title(
        start=start,
        end=stop,
        name_start=book.start(1),
        name_end=book.end(1),
        last_line=line + len(condensed.lines_between(start + 1, stop)),
    )


def _may_end(condensed: Condensed, line: int) -> bool:
    """Whether a line that a title can end with stands near enough: a cheap look before its words are read."""
    text, lines = condensed.text, condensed.lines
    latest = lines[line] + _LONGEST
    for end in (*lines[line + 1 : line + 1 + _MOST_LINES], len(text)):
        if end > latest or text[end - 1] in _SENTENCE_ENDS:
            return False
        if text[end - 1] in _LAST:
            return True
    return False


def _begins_anew(text: str, start: int, at: int) -> bool:
    """Whether a title of its own begins with a line, so that what stands above it belongs to something else."""
    if (
        at <= start
        or text.startswith(("转发", "批转"), at - 2)
        or _ENDS_AS_ORGAN.search(text, max(start, at - 20), at)
    ):
        return False
    return _PLACED_NOTICE.match(text, at) is not None


def _is_whole(text: str, start: int, behind: "_Behind", *, collected: bool) -> bool:
    """Whether the lines so far are a whole title: a collection's number and a date around it say so of any words."""
    name = text[start : behind.start]
    if behind.dated and len(name) >= _SHORTEST and name.count("(") == name.count(")"):
        return collected or _is_name(name)
    # Recognised from a scan, a book mark may be lost.
    unclosed = name.endswith("的通知") and name.count("《") == name.count("》") + 1
    return (_balanced(name) or (unclosed and not text.startswith("》", behind.start))) and _is_name(name)


def _balanced(name: str) -> bool:
    return all(name.count(first) == name.count(second) for first, second in ("()", "《》"))


class _Behind(NamedTuple):
    """Where what stands behind a name begins, and the date and the span of the number in it."""

    start: int
    date: str
    dated: bool
    number: tuple[int, int]


def _behind(text: str, start: int, end: int) -> _Behind:
    """What stands behind a title's name: its date and its number, in brackets."""
    date, dated, number = "", False, (end, end)
    while end > start and text[end - 1] in ")号":
        at = _bracket(text, start, end) if text[end - 1] == ")" else _number_start(text, start, end)
        if at is None:
            break
        if stated := _DATED.fullmatch(text, at, end):
            date, dated = iso_date(stated.group(1)), True
        elif numbered := _NUMBERED.fullmatch(text, at, end):
            number = numbered.span(1 if numbered.group(1) else 2)
        elif not _PASSED.fullmatch(text, at, end):
            break
        end = at
    return _Behind(end, date, dated, number)


def _bracket(text: str, start: int, end: int) -> int | None:
    """Where the bracket that ends at a place begins."""
    depth = 0
    for at in range(end - 1, start - 1, -1):
        depth += (text[at] == ")") - (text[at] == "(")
        if depth == 0:
            return at
    return None


def _number_start(text: str, start: int, end: int) -> int | None:
    """Where the number behind a bracket begins that ends a title (…的通知(2024年3月1日)青政发(2024)3号)."""
    match = _BARE_NUMBER.search(text, max(start, end - 40), end)
    return match.start(1) if match else None


def _is_name(name: str) -> bool:
    """Whether words end as titles end; what is in brackets behind does not count."""
    while name.endswith(")") and (at := _bracket(name, 0, len(name))) is not None:
        name = name[:at]
    if len(name) < _SHORTEST or ":" in name:
        return False
    if name.endswith("》"):
        return re.search(r"(?:印发|转发|公布|发布)《", name) is not None
    return name.endswith(_KINDS) or re.search(r"(?:\d|[一二三四五六七八九十])条$", name) is not None


def _continued(condensed: Condensed, start: int, end: int, last: int) -> tuple[int, int]:
    """Go on over the lines that belong to a title which could have ended: 的通知, (试行), its date in brackets."""
    text, lines = condensed.text, condensed.lines
    while end - start < _LONGEST:
        for following in range(last + 1, min(last + 4, len(lines))):
            stop = lines[following + 1] if following + 1 < len(lines) else len(text)
            added = text[end:stop]
            if _balanced(added) and (_belongs(added) or _goes_on(text[start:end], added)):
                end, last = stop, following
                break
        else:
            return end, last
    return end, last


def _goes_on(title: str, added: str) -> bool:
    """Whether lines end the title of a notice whose first lines end like one (…提升行动, 实施方案的通知)."""
    return bool(
        _CONTINUES.fullmatch(added)
        and not _MATTER.search(added)
        and _MATTER.search(title)
        and (added.startswith("的") or not title.endswith(("通知", "意见", "决定", "公告", "通报")))
    ) or bool(
        not _DATED.search(title)
        and not _MATTER.search(added)
        and not _NUMBERED_LINE.match(added)
        and _ENDS_DATED.fullmatch(added)
    )


def _belongs(bracket: str) -> bool:
    """Whether a bracket on a line of its own belongs to the title above it: (试行), (2023-2025年), its date or number."""
    return bool(
        _DATED.fullmatch(bracket)
        or (bracket.startswith("(") and _NUMBERED.fullmatch(bracket))
        or (
            bracket.endswith(")")
            and re.fullmatch(
                r"\((?:[^()]{0,14}(?:试行|暂行|修订|修改|草案|送审稿|意见稿|稿|版|年|批)[^()]{0,4})\)",
                bracket,
            )
        )
    )


def annex_before(condensed: Condensed, line: int) -> bool:
    """Whether a title is that of an annex: 附件2 stands before it, on its line or the one above."""
    text, lines = condensed.text, condensed.lines
    at = lines[line]
    if ANNEX.match(text, at):
        return True
    return line > 0 and ANNEX.fullmatch(text, lines[line - 1], at) is not None


def line_number(condensed: Condensed, offset: int) -> int:
    """The number of the printed line that begins at an offset."""
    return bisect_left(condensed.lines, offset)
