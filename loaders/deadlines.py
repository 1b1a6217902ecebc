"""Time limits as plans write them, and the date of the last day of those that have one."""

import re
import tomllib
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_DIGITS = "〇零一二三四五六七八九"
_YEAR = r"(?P<year>(?:19|20)\d\d|20(?:__|[Xx×*_]{2})|二[〇○零]\d?[〇○零一二三四五六七八九]{2})年"
_NUMBER = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_MONTH = rf"(?P<month>{_NUMBER})月(?:份)?"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])日"
_QUARTER = r"第?(?P<quarter>[一二三四1-4])季度"
_END = r"(?:年?底|年?末|月底|月末|末|底)"
_BEFORE = r"(?:之前|以前|前)"

# The year, or a word for the plan's own; then a part of the year; then what makes it a limit.
_DATED = re.compile(
    rf"(?:{_YEAR}|(?P<relative>今年|明年|本年度?|当年))"
    rf"(?:年?(?P<half>[上下])半年|{_QUARTER}|{_MONTH}(?:{_DAY}|(?P<third>[上中下])旬)?)?"
    rf"(?P<end>{_END})?(?P<inside>内)?(?P<before>{_BEFORE})?"
)
_MONTH_ONLY = re.compile(
    rf"(?<![\d年至到\-—一-十]){_MONTH}(?:(?P<end>底|末)(?:{_BEFORE})?|{_DAY}{_BEFORE}|{_BEFORE})"
)
_YEAR_END = re.compile(
    rf"(?<![\d今明本每当去前近年]){'年'}(?:(?:底|末)(?:{_BEFORE})?|内)(?![到至\u4e00-\u9fff]{{0,2}}均)"
)
_FIVE_YEAR = re.compile(
    r"“?(?P<plan>十[一二三四五六]五)”?(?:时期|规划期)?(?:期)?(?:末(?:期)?|期间|期内|时期内)(?:前)?"
)
_EVERY = re.compile(rf"每(?:年|半年|季度|季|月)(?:{_MONTH})?(?:{_DAY})?(?:底|末)?{_BEFORE}")
_SINCE = re.compile(
    r"(?:本|该|自|从)?[\u4e00-\u9fff]{0,6}?(?:印发|发布|公布|施行|实施|下发|签订|批准|获批|挂牌)之日(?:起|后)?的?\d{1,3}(?:个)?(?:工作)?(?:日|天|月|个月|年)(?:之)?内"
)
_WITHIN = re.compile(
    r"(?:力争|争取|用|利用|计划|确保)(?:在|用)?(?P<span>(?:未来)?[一二两三四五六七八九十\d]{1,2}(?:[至到\-—][一二三四五六七八九十\d])?(?:年|个月)(?:左右)?(?:的?时间)?内?)"
)
_TRIGGER = re.compile("年|月|五”|五期|五末|之日")
_TARGET_BEFORE = re.compile(r"(?:到|至|截至|截止|力争|争取|确保|于|在|力争在|争取在)\Z")
_NOT_BEFORE = re.compile(
    r"(?:自|从|对|按|《|执行|延续|延长|有效期|期限|施行|实施期|截止)(?:至|到)?\Z|[\-—~～(]\Z"
)
_RANGE_BEFORE = re.compile(r"[年月日][起开始]?(?:至|到|[\-—~～])\Z")
_NOT_AFTER = re.compile(r"(?:度|以来|起|以后|之后|至|到|[\-—~～]|届|版|第\d|修订|修正|期间的?|工作要点|年版)")
_TITLE = re.compile(r"《[^《》]{1,120}》")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDeadline:
    """A time limit in a text: as written, and the ISO date of its last day or empty."""

    text: str
    date: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Words:
    labelled: re.Pattern[str]
    undated: re.Pattern[str]
    verb: re.Pattern[str]
    plans: dict[str, int]


def read_table() -> dict[str, Any]:
    """The table ``data/deadlines.toml`` as it is written."""
    return tomllib.loads(files("loaders").joinpath("data/deadlines.toml").read_text("utf-8"))


@cache
def _words() -> _Words:
    data = read_table()

    def longest_first(name: str) -> str:
        return "|".join(map(re.escape, sorted(data[name], key=lambda word: (-len(word), word))))

    return _Words(
        labelled=re.compile(f"(?:{longest_first('labels')})(?:为|是)?:?(?P<value>[^;。]{{1,40}})"),
        undated=re.compile(longest_first("undated")),
        verb=re.compile(longest_first("verbs")),
        plans=data["five_year_plans"],
    )


def find_deadlines(text: str, *, year: int | None = None) -> Iterator[FoundDeadline]:
    """Yield the time limits in a measure's text.

    Parameters
    ----------
    text : str
        Text without white space, punctuation of one width.
    year : int, optional
        Year of the plan, for 年底前, 6月底前, 今年 and 明年.

    Yields
    ------
    FoundDeadline
        In the order of the text. A date on which something begins, a period of validity, and a year in a title
        are no time limits.
    """
    if not _TRIGGER.search(text):
        return
    titles = [match.span() for match in _TITLE.finditer(text)]
    taken: list[tuple[int, int]] = []
    found: list[FoundDeadline] = []

    def add(start: int, end: int, date: str) -> None:
        if any(start < last and first < end for first, last in (*taken, *titles)):
            return
        taken.append((start, end))
        found.append(FoundDeadline(text=text[start:end], date=date, start=start, end=end))

    for match in _SINCE.finditer(text):
        start = match.start()
        begun = re.match(r"(?:.{0,4}?[在于])", text[start : match.end()])
        add(start + (begun.end() if begun else 0), match.end(), "")
    for match in _FIVE_YEAR.finditer(text):
        last = _words().plans.get(match["plan"])
        add(*match.span(), f"{last}-12-31" if last else "")
    for match in _EVERY.finditer(text):
        add(*match.span(), "")
    for match in _DATED.finditer(text):
        if _is_limit(text, match):
            add(*match.span(), _date(match, year))
        else:
            taken.append(match.span())
    for match in _MONTH_ONLY.finditer(text):
        add(*match.span(), _date(match, year))
    for match in _YEAR_END.finditer(text):
        if not re.match(r"年内", match.group()) or not re.search(
            r"[\d一二两三四五六七八九十几半]\Z", text[: match.start()]
        ):
            add(*match.span(), f"{year}-12-31" if year else "")
    for match in _WITHIN.finditer(text):
        add(*match.span("span"), "")
    yield from sorted(found, key=lambda deadline: deadline.start)


def time_limit_follows(text: str, at: int) -> bool:
    """Whether a labelled time limit (完成时限:…) stands right after a place, or one mark after it."""
    labelled = _words().labelled
    return any(labelled.match(text, at + skipped) for skipped in (0, 1))


def find_annotation_deadlines(text: str, *, year: int | None = None) -> Iterator[FoundDeadline]:
    """Yield the time limits in an annotation, where a bare date and 长期坚持 are limits, too."""
    words = _words()
    spans = [match.span("value") for match in words.labelled.finditer(text)]
    labelled = [(start, end) for start, end in spans]
    found: list[FoundDeadline] = []
    titles = [match.span() for match in _TITLE.finditer(text)]

    def free(start: int, end: int) -> bool:
        return not any(start < one.end and one.start < end for one in found) and not any(
            start < last and first < end for first, last in titles
        )

    for start, end in labelled:
        dated = False
        for match in _DATED.finditer(text, start, end):
            found.append(_found(match, _date(match, year)))
            dated = True
        for one in find_deadlines(text[start:end], year=year):
            if free(start + one.start, start + one.end):
                found.append(
                    FoundDeadline(text=one.text, date=one.date, start=start + one.start, end=start + one.end)
                )
                dated = True
        undated = list(words.undated.finditer(text, start, end))
        for match in undated:
            if free(*match.span()):
                found.append(_found(match, ""))
        if not dated and not undated:
            value = re.match(r"\(?([^()、,;:]{2,12})", text[start:end])
            if value:
                at = start + value.start(1)
                found.append(FoundDeadline(text=value[1], date="", start=at, end=at + len(value[1])))
    for one in find_deadlines(text, year=year):
        if free(one.start, one.end):
            found.append(one)
    for match in words.undated.finditer(text):
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if free(*match.span()) and before in {",", ";", ":", "("} and after in {"", ",", ";", ")", "。", "]"}:
            found.append(_found(match, ""))
    for match in _DATED.finditer(text):
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 2]
        if (
            free(*match.span())
            and before in {",", ";", ":", "("}
            and (after[:1] in {"", ",", ";", ")"} or after == "完成")
        ):
            found.append(_found(match, _date(match, year)))
    yield from sorted(found, key=lambda deadline: deadline.start)


def _found(match: re.Match[str], date: str) -> FoundDeadline:
    return FoundDeadline(text=match.group(), date=date, start=match.start(), end=match.end())


def _is_limit(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    before = text[max(0, start - 6) : start]
    if match["before"] or match["inside"] or (match["end"] and not match["relative"]):
        return not _NOT_BEFORE.search(before) or bool(match["before"])
    if match["relative"]:
        return bool(match["end"])
    if _NOT_BEFORE.search(before) or _RANGE_BEFORE.search(before) or _NOT_AFTER.match(text, end):
        return False
    if _TARGET_BEFORE.search(before):
        return True
    part = match["month"] or match["quarter"] or match["half"]
    clause_start = not before or before[-1] in ",。;:、)”" or before.endswith(("计划", "拟"))
    verb = _words().verb.match(text, end)
    if match["day"] or match["third"]:
        return clause_start and bool(verb)
    if part and clause_start:
        return bool(verb)
    if part:
        return False
    return bool(verb) and (clause_start or before[-1] not in "对自从与比较将在的年是了和及")


def normalise(text: str, *, year: int | None = None) -> str:
    """The ISO date of the last day of a time limit, or empty where it has none.

    >>> normalise("2023年底前"), normalise("2024年10月"), normalise("“十四五”末")
    ('2023-12-31', '2024-10-31', '2025-12-31')
    >>> normalise("6月底前", year=2024), normalise("长期坚持")
    ('2024-06-30', '')
    """
    if match := _FIVE_YEAR.fullmatch(text):
        last = _words().plans.get(match["plan"])
        return f"{last}-12-31" if last else ""
    if match := _DATED.fullmatch(text) or _MONTH_ONLY.fullmatch(text):
        return _date(match, year)
    if _YEAR_END.fullmatch(text) and year:
        return f"{year}-12-31"
    return ""


def _date(match: re.Match[str], plan_year: int | None) -> str:
    parts = match.groupdict()
    year = _year(parts, plan_year)
    if year is None:
        return ""
    if half := parts.get("half"):
        return f"{year}-06-30" if half == "上" else f"{year}-12-31"
    if quarter := parts.get("quarter"):
        month = 3 * ("一二三四".find(quarter) + 1 or int(quarter))
        return f"{year}-{month:02}-{monthrange(year, month)[1]}"
    if not parts.get("month"):
        return f"{year}-12-31"
    month = _month(parts["month"])
    last = monthrange(year, month)[1]
    day = int(parts["day"]) if parts.get("day") else {"上": 10, "中": 20}.get(parts.get("third") or "", last)
    return f"{year}-{month:02}-{min(day, last):02}"


def _year(parts: dict[str, str | None], plan_year: int | None) -> int | None:
    written = parts.get("year")
    if written:
        digits = "".join(
            str("0123456789".find(c)) if c.isascii() else str(max(0, _DIGITS.find(c) - 1)) for c in written
        )
        return int(digits) if re.fullmatch(r"\d{4}", written) or written[0] == "二" else None
    if plan_year is None:
        return None
    return plan_year + 1 if parts.get("relative") == "明年" else plan_year


def _month(written: str) -> int:
    if written.isascii():
        return int(written)
    return (
        10 + "一二".find(written[1:]) + 1
        if written[0] == "十" and len(written) > 1
        else "一二三四五六七八九十".find(written) + 1
    )
