"""Read when, by whom and under which number a plan was issued."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from loaders.lexicon.wording import any_of
from loaders.text.condensed import Condensed
from loaders.text.tables import title_words

NUMBER = r"[\u4e00-\u9fff]{1,14}\((?:19|20)(?:\d\d|_+)\)第?\d{1,4}号"
_OF_YEAR = r"(?:19|20)\d\d年第\d{1,3}号"
_DIGIT = "〇○零一二三四五六七八九"
DATE = rf"(?:(?:19|20)\d\d年\d{{1,2}}月\d{{1,2}}日|二[{_DIGIT}]{{3}}年[一二三四五六七八九十]{{1,2}}月[一二三四五六七八九十]{{1,3}}日)"
ANY_DATE = rf"(?:{DATE}|(?:19|20)\d\d[-./]\d{{1,2}}[-./]\d{{1,2}}(?:(?!\d)|(?=\d\d:\d\d)))"
ORGAN = f"(?:{any_of(title_words().organs.words)})"
LABEL = re.compile(f"(?:{any_of(title_words().labels.words)}|日期(?=[:：]))[:：]?")

_NUMBER = re.compile(rf"{NUMBER}")
_NUMBER_LABEL = re.compile(
    r"[\u4e00-\u9fff]{0,6}(?:标题|名称|题目|发文字号|文号|文件编号|公文种类|的通知|的意见|的决定|附件):?"
)
_BEHIND_LABEL = re.compile(r"(?:字号|文号|编号|附件|文件号|号):$")
_BEHIND_NUMBER = ("关于", "各", "(", "印发", "|")
_IN_LINE_NUMBER = re.compile(_OF_YEAR)
_LABELLED_DATE = re.compile(rf"(成文|印发|签发|发文)(?:日期|时间)\)?:?({ANY_DATE})")
_LABEL_ORDER = ("成文", "印发", "签发", "发文")
_PUBLISHED = re.compile(
    rf"(?:(?:颁布|公布|生成|发布)(?:日期|时间)|(?:(?<![\u4e00-\u9fff])|(?<=号))日期(?=[:\d]))\)?:?({ANY_DATE})"
)
POSTED = re.compile(
    rf"({ANY_DATE})(?:\d\d:\d\d(?::\d\d)?)?(?:$|(?:信息)?来源|作者|浏览|字体|字号|阅读|点击|编辑|打印|访问|责编|发布)"
)
"""A site's line below a title: 2031-02-09 09:10 来源:云岭省人民政府办公厅 浏览次数:120."""
_ISSUED_LINE = re.compile(rf"(?:[\u4e00-\u9fff、“”]{{2,50}}{ORGAN}|日期)?({DATE})(?:印发|发布|公布)?")
_BRACKETED_DATE = re.compile(
    rf"\(({ANY_DATE})[,、]?(?:[\u4e00-\u9fff“”]{{2,50}}{ORGAN})?(?:印发|发布|公布|起?施行)?\)"
)
_SIGNED_DATE = re.compile(
    rf"(?<![\u4e00-\u9fff])[\u4e00-\u9fff“”、]{{2,30}}{ORGAN}(?:\([^()]{{2,20}}\))?({DATE})(?!至|前|起|之前|之后|期间|以|开)"
)
_SIGNATURE = re.compile(
    rf"(?<![\u4e00-\u9fff])([\u4e00-\u9fff“”]{{2,30}}{ORGAN})(?:\([^()]{{2,20}}\))?{DATE}"
)
_ORGAN_NAME = re.compile(rf"[\u4e00-\u9fff“”]{{4,30}}{ORGAN}")
_LABELLED_ISSUER = re.compile(
    rf"(?:发文|发布|印发|制定|颁布)(?:机关|机构|单位|部门)\)?:([\u4e00-\u9fff“”、]{{2,40}}{ORGAN})"
)
# A line of a collection below the title: (云岭省人民政府办公厅 云政办发(2031)4号 2031年1月9日).
# Or with the date before the number.
IMPRINT = re.compile(
    rf"\(?(?:[\u4e00-\u9fff“”、]{{2,50}}{ORGAN})?[,、;|]?(?:(?P<before>{ANY_DATE})[,、;|]?)?(?P<number>(?!发|办|函|字){NUMBER})[,、;|]?(?:(?P<behind>{ANY_DATE})(?:印发|发布|公布)?)?\)?"
)
_LABELLED_DAY = re.compile(rf"[\u4e00-\u9fff]{{0,2}}(?:日期|时间):?{ANY_DATE}")
_LONGEST_DATE_LINE = 60
_PARTS = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})")
_DIGITS = {character: str(value) for value, character in enumerate("零一二三四五六七八九")} | {
    "〇": "0",
    "○": "0",
}


@dataclass(frozen=True, slots=True)
class Day:
    """A date as printed from `start` to `end`: its ISO form, empty where the calendar has no such day."""

    iso: str
    start: int
    end: int


def number_at(condensed: Condensed, start: int, end: int) -> str:
    """The document number that a plan bears: on a line of its own, behind a label or behind the title.

    One in a sentence, or in a bracket behind a title in book marks, is another document's.
    """
    text = condensed.text
    for match in _NUMBER.finditer(text, start, end):
        at, after = match.span()
        lines = condensed.lines_between(at + 1, after - 8)
        if lines:
            at = lines[-1]
        label = _NUMBER_LABEL.match(text, at, after)
        begin = label.end() if label else at
        opened = text[at - 1 : at] == "("
        stands = at - opened in condensed.line_starts or text[at - 1 : at] == ")"
        if (label or stands or _BEHIND_LABEL.search(text, max(0, at - 8), at)) and _ends_line(
            condensed, after + (text[after : after + 1] == ")")
        ):
            return condensed.plain[begin:after]
    for imprint in _imprints(condensed, start, end):
        return condensed.plain[slice(*imprint.span("number"))]
    of_year = _IN_LINE_NUMBER.match(text, start, end)
    return of_year.group() if of_year else ""


def _imprints(condensed: Condensed, start: int, end: int) -> Iterator[re.Match[str]]:
    """The lines that hold nothing but a number, with who issued it before it and its date behind it."""
    for at, after in condensed.line_spans(start, end):
        if after - at <= _LONGEST_DATE_LINE and (line := IMPRINT.fullmatch(condensed.text, at, after)):
            yield line


def _ends_line(condensed: Condensed, at: int) -> bool:
    """Whether a place is a line's end, or those addressed follow, or the matter, as on a page without lines."""
    return (
        at >= len(condensed.text)
        or at in condensed.line_starts
        or condensed.text.startswith(_BEHIND_NUMBER, at)
        or _LABELLED_DAY.match(condensed.text, at) is not None
    )


def signature(condensed: Condensed, start: int, end: int) -> str:
    """Who signed, where a date follows the name; the end of the line above (第21期) is no part of it."""
    match = _SIGNATURE.search(condensed.text, start, end)
    if match is None:
        return ""
    at, after = match.span(1)
    lines = [
        line
        for line in condensed.lines_between(at + 1, after)
        if _ORGAN_NAME.fullmatch(condensed.text, line, after)
    ]
    return condensed.text[lines[-1] if lines else at : after]


def labelled_issuer(condensed: Condensed, start: int, end: int) -> str:
    """Who issued a plan by the label that says so: 发文机关:青岚市人民政府."""
    for match in _LABELLED_ISSUER.finditer(condensed.text, start, end):
        if match.end() >= end or match.end() in condensed.line_starts:
            return condensed.plain[slice(*match.span(1))]
    return ""


def days(condensed: Condensed, start: int, end: int) -> Iterator[Day]:
    """The dates between two places that say when a plan was issued, the surest first.

    A date issues a plan behind a label (成文日期), in a bracket of its own, on a line of its own or with the name of
    who signed; one in a sentence is a deadline, a term or another document's.
    """
    text = condensed.text
    labelled = sorted(
        _LABELLED_DATE.finditer(text, start, end), key=lambda match: _LABEL_ORDER.index(match.group(1))
    )
    for match in labelled:
        yield _day(match, 2)
    for match in _BRACKETED_DATE.finditer(text, start, end):
        yield _day(match, 1)
    for at, after in condensed.line_spans(start, end):
        if after - at <= _LONGEST_DATE_LINE and (line := _ISSUED_LINE.fullmatch(text, at, after)):
            yield _day(line, 1)
    for imprint in _imprints(condensed, start, end):
        for side in ("behind", "before"):
            if imprint[side]:
                yield _day(imprint, side)
    for match in _SIGNED_DATE.finditer(text, start, end):
        yield _day(match, 1)


def published(text: str, start: int, end: int) -> Iterator[Day]:
    """The dates between two places on which a site published a plan, for want of the date of issue."""
    for pattern in (_PUBLISHED, POSTED):
        for match in pattern.finditer(text, start, end):
            yield _day(match, 1)


_CELL_DATE = re.compile(rf"({ANY_DATE})|(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")


def day_in(condensed: Condensed, start: int, end: int) -> Day | None:
    """The first day that a cell of dates names, also in digits alone (20310209)."""
    match = _CELL_DATE.search(condensed.text, start, end)
    if match is None or match.group(1):
        return match and _day(match, 1)
    return Day(iso_date("-".join(match.group(2, 3, 4))), *match.span())


def _day(match: re.Match[str], group: int | str) -> Day:
    start, end = match.span(group)
    return Day(iso_date(match.group(group)), start, end)


def iso_date(printed: str) -> str:
    """A printed date as ISO; empty where the calendar has no such day."""
    if printed.startswith("二"):
        printed = _in_digits(printed)
    match = _PARTS.match(printed)
    if match is None:
        return ""
    try:
        return date(*(int(part) for part in match.groups())).isoformat()
    except ValueError:
        return ""


def _in_digits(printed: str) -> str:
    """二〇二三年五月二十一日 in digits."""
    year, rest = printed.split("年")
    month, day = rest.rstrip("日").split("月")
    return f"{''.join(_DIGITS[character] for character in year)}-{_small(month)}-{_small(day)}"


def _small(number: str) -> int:
    tens, ten, ones = number.rpartition("十")
    value = int(_DIGITS[ones]) if ones else 0
    return value + (int(_DIGITS[tens]) if tens else 1) * 10 if ten else value
