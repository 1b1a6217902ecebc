"""Time limits as plans write them, and the date of the last day of those that have one."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from loaders.lexicon.wording import any_of
from loaders.targets.dates import date_of, year_of
from loaders.targets.deadline_words import deadline_words
from loaders.targets.tables import deadline_rows
from loaders.text.spans import Spans

MAX_LIMIT = 24
"""Most characters of a time limit behind the word by which it is looked for."""

MAX_CLAUSE = 120
"""Most characters of a clause in which a number makes a span of years a time limit."""

_YEAR = r"(?P<year>(?:19|20)\d\d|20(?:__|[Xx×*_]{2})|二[〇○零]\d?[〇○零一二三四五六七八九]{2})年"
_NUMBER = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_MONTH = rf"(?P<month>{_NUMBER})月(?:份)?"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])日"
_QUARTER = r"第?(?P<quarter>[一二三四1-4])季度"
_END = r"(?:年?底|年?末|月底|月末|末|底)"
_BEFORE = r"(?:之前|以前|前)"
_ROWS = deadline_rows()
_SEASONS = f"(?:{any_of(_ROWS.seasons.words)})"
_DONE = f"(?={any_of(_ROWS.done.words)})"
_ISSUED = any_of(_ROWS.counted_from.issued)

# The year, or a word for the plan's own; then a part of the year; then what makes it a limit.
_DATED = re.compile(
    rf"(?:{_YEAR}|(?P<relative>今年|明年|次年|翌年|本年度?|当年))"
    rf"(?:年?(?P<half>[上下])半年|{_QUARTER}|{_MONTH}(?:{_DAY}|(?P<third>[上中下])旬)?|(?P<season>[春秋]季|{_SEASONS})(?:学期|开学){{0,2}})?"
    rf"(?P<end>{_END})?(?P<inside>内)?(?P<before>{_BEFORE})?"
)
_MONTH_ONLY = re.compile(
    rf"(?<![\d年至到\-—一二三四五六七八九十]){_MONTH}"
    rf"(?:(?P<end>底|末)(?:{_BEFORE})?|{_DAY}{_BEFORE}|(?P<third>[上中下])旬(?:{_BEFORE}|{_DONE})|{_BEFORE})"
)
_YEAR_END = re.compile(
    rf"(?<![\d_今明本每当去前近年])年(?:(?:底|末)(?:{_BEFORE})?|度内|(?<![\d一二两三四五六七八九十几半]年)内)"
)
_PART_ONLY = re.compile(rf"(?<![年度\d])(?:{_QUARTER}|(?P<half>[上下])半年)(?:{_END})?(?:{_BEFORE}|{_DONE})")
_PART = re.compile(rf"(?<![年度\d])(?:{_QUARTER}|(?P<half>[上下])半年|{_MONTH})(?:{_END})?{_BEFORE}?")
_IN_FIGURES = re.compile(
    r"(?<![0-9])(?P<year>20\d\d)[.\-/](?P<month>1[0-2]|0?[1-9])(?:[.\-/](?P<day>[12]\d|3[01]|0?[1-9]))?(?![0-9.\-/])"
    rf"(?:{_END})?{_BEFORE}?"
)
_YEARS = re.compile(r"(?<!\d)20\d\d年?[\-—~至到](?P<last>20\d\d)年")
_FIVE_YEAR = re.compile(
    r"“?(?P<plan>十[一二三四五六]五)”?(?:时期|规划期)?(?:期)?(?:末(?:期)?|期间|期内|时期内)(?:前)?|“?(?P<whole>十[一二三四五六]五)”?时期(?=[^,。;:]{0,12}(?:实现|完成|建成|达到|新增))"
)
_EVERY = re.compile(
    rf"每(?:(?:年|半年|季度|季|月)(?:{_MONTH})?(?:{_DAY})?(?:(?:底|末)(?:{_BEFORE})?|{_BEFORE})|年(?:{_QUARTER}|[上下]半年)(?:{_END})?{_BEFORE}?)"
)
_BEFORE_SEASON = re.compile(rf"(?<=[,。;:、(])(?:在|于)?{_SEASONS}前(?![的后夕])")
_SINCE = re.compile(
    rf"(?:本|该|自|从)?[\u4e00-\u9fff]{{0,6}}?(?:{_ISSUED}|{any_of(_ROWS.counted_from.begun)})之日(?:起|后)?的?\d{{1,3}}(?:个)?(?:工作)?(?:日|天|月|个月|年)(?:之)?内"
)
_AFTER_ISSUE = re.compile(
    rf"本?(?:[实施行动工作]{{0,4}}方案|[\u4e00-\u9fff]{{0,2}}(?:意见|措施|通知|计划))?(?:{_ISSUED})后的?\d{{1,3}}个?(?:工作)?(?:日|天|月|年)(?:之)?内"
)
_WITHIN = re.compile(
    r"(?:力争|争取|用|利用|计划|确保)(?:在|用)?(?P<span>(?:未来)?[一二两三四五六七八九十\d]{1,2}(?:[至到\-—][一二三四五六七八九十\d])?(?:年|个月)(?:左右)?(?:的?时间)?内?)"
)
_IN_YEARS = re.compile(r"(?<=[。;,:])[一二两三四五六七八九十\d]{1,2}年内(?=(?!免|减|不)[^,。;:]*\d)")
_LASTING = re.compile("(?:(?<=[,;、])|(?<=并))长期(?:坚持|推进|实施|落实|开展|任务)(?=[。;,]|$)")
_FIGURE_FOLLOWS = re.compile("[^,。;:()]{2,20}[0-9]")
_SINCE_LEAD = re.compile(".{0,4}?[在于]")
_UNKNOWN_LIMIT = re.compile(r"\(?([^()、,;:]{2,12})")
_ANNOTATION_TRIGGER = re.compile(any_of(_ROWS.signs.words))
_LABELLED_VALUE = re.compile(
    r":(?P<value>[^;。:]{1,40}?)"
    rf"(?=[;。]|$|\(?(?:{any_of(_ROWS.next_labels.starts)})*(?:{any_of(_ROWS.next_labels.ends)})[:(])"
)
_LASTS = re.compile(any_of(_ROWS.lasting.words))
_PAID_FOR = re.compile(any_of(_ROWS.paid_for.words))
_DATES_A_THING = re.compile(f"(?:{any_of(_ROWS.dated_things.words)})[^,。;:]{{0,14}}的")
_SO_FAR = ("截至", "截止", "截止到", "截至到")
_REACHED = re.compile("[,]?(?:[^,。;:]{0,4}已|[^,。;:]{0,6}(?:共有|累计))")
_CLAUSE_REST = re.compile("[^,。;:]*")
_WHOLE = frozenset(_ROWS.whole.words)
_TOLD = re.compile(f"[0-9]|{any_of(_ROWS.whole.told)}")
_MARKS_BEFORE = frozenset(",;:(")
_MARKS_AFTER = frozenset((*",;)。]", ""))
_SENTENCE_ENDS = frozenset("。;")
_NOTHING_MORE = frozenset(("", ")"))
_LABEL_CHARACTERS = frozenset(label[0] for label in _ROWS.labels)
_NO_SPANS = Spans()
_TARGET_BEFORE = re.compile(
    r"(?:到|至|截至|截止|力争|争取|确保|(?<![低高优大小多少用关对基])于|在|力争在|争取在)\Z"
)
_NOT_BEFORE = re.compile(
    r"(?:自|从|对|按|《|执行|延续|延长|有效期|期限|施行|实施期|截止)(?:至|到)?\Z|[\-—~～(]\Z"
)
_RANGE_BEFORE = re.compile(r"[年月日][起开始]?(?:至|到|[\-—~～])\Z")
_NOT_AFTER = re.compile(
    r"(?:度|同期|以来|起|以后|之后|至|到|[\-—~～]|届|版|第\d|修订|修正|期间的?|工作要点|年版)"
)
_TITLE = re.compile(r"《[^《》]{1,120}》")


class FoundDeadline(NamedTuple):
    """A time limit in a text: as written, and the ISO date of its last day or empty."""

    text: str
    date: str
    start: int
    end: int


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
    found: list[FoundDeadline] = []
    no_limits: list[tuple[int, int]] = []
    for match in _at_anchors(text, "之日", _SINCE, 16):
        begun = _SINCE_LEAD.match(match.group())
        start = match.start() + (begun.end() if begun else 0)
        found.append(_limit(text, start, match.end(), ""))
    for match in _at_anchors(text, "后", _AFTER_ISSUE, 10):
        found.append(_limit(text, match.start(), match.end(), ""))
    for match in _at_anchors(text, "五", _FIVE_YEAR, 3):
        last = deadline_words().plans.get(match["plan"] or match["whole"])
        found.append(_found(match, f"{last}-12-31" if last else ""))
    labelled = [match.span("value") for match in _labels(text)]
    values = Spans(labelled)
    for span in labelled:
        found.extend(_labelled(text, *span, year))
    for match in _at_anchors(text, "年", _DATED, 4):
        if values.cover(match.start()):
            continue
        if _is_limit(text, match, year) or _opens_sentence(text, match, year):
            found.append(_found(match, date_of(match, year)))
        else:
            no_limits.append(match.span())
    for match in _at_anchors(text, "年", _YEAR_END, 0):
        if not _ends_policy(text, match.start()):
            found.append(_found(match, f"{year}-12-31" if year else ""))
    for anchor, pattern, before in (("季度", _PART_ONLY, 2), ("半年", _PART_ONLY, 1), ("月", _MONTH_ONLY, 2)):
        found.extend(
            _found(match, date_of(match, year)) for match in _at_anchors(text, anchor, pattern, before)
        )
    found.extend(_found(match, "") for match in _at_anchors(text, "长期", _LASTING, 0))
    found.extend(_found(match, "") for match in _EVERY.finditer(text))
    found.extend(_found(match, "") for match in _at_anchors(text, "前", _BEFORE_SEASON, 5))
    found.extend(_limit(text, *match.span("span"), "") for match in _WITHIN.finditer(text))
    found.extend(_found(match, "") for match in _at_anchors(text, "年内", _IN_YEARS, 2, MAX_CLAUSE))
    if not found:
        return
    titles = Spans(match.span() for match in _TITLE.finditer(text)) if "《" in text else _NO_SPANS
    others = Spans(no_limits)
    end = 0
    for limit in sorted(found, key=lambda one: (one.start, -one.end)):
        if limit.start >= end and not titles.cover(limit.start) and not others.meet(limit.start, limit.end):
            yield limit
            end = limit.end


def _at_anchors(
    text: str, anchor: str, pattern: re.Pattern[str], before: int, reach: int = MAX_LIMIT
) -> Iterator[re.Match[str]]:
    """Yield the matches that begin at most `before` characters in front of an anchor and hold it.

    A pattern sees no more than `reach` characters behind the anchor.

    Looking for the anchor first is many times quicker than trying the pattern at every place.
    """
    at = text.find(anchor)
    end = 0
    while at >= 0:
        match = pattern.search(text, max(end, at - before), at + reach)
        if match and match.start() <= at < match.end():
            yield match
            end = match.end()
        at = text.find(anchor, max(end, at + 1))


def _labels(text: str) -> Iterator[re.Match[str]]:
    """Yield the labelled time limits of a text, each up to the next label."""
    words = deadline_words()
    colon = text.find(":")
    while colon >= 0:
        if text.endswith(words.labels, 0, colon):
            value = _LABELLED_VALUE.match(text, colon)
            if value:
                yield value
        colon = text.find(":", colon + 1)


def time_limit_follows(text: str, at: int) -> bool:
    """Whether a labelled time limit (完成时限:…) stands right after a place, or one mark after it."""
    if _LABEL_CHARACTERS.isdisjoint(text[at : at + 2]):
        return False
    labelled = deadline_words().labelled
    return any(labelled.match(text, at + skipped) for skipped in (0, 1))


def find_annotation_deadlines(text: str, *, year: int | None = None) -> Iterator[FoundDeadline]:
    """Yield the time limits in an annotation, where a bare date and 长期坚持 are limits, too."""
    words = deadline_words()
    if not _ANNOTATION_TRIGGER.search(text):
        return
    found: list[FoundDeadline] = []
    rest = 0
    for labelled in words.labelled.finditer(text):
        found.extend(_unlabelled(text, rest, labelled.start(), year))
        found.extend(_labelled(text, *labelled.span("value"), year))
        rest = labelled.end()
    found.extend(_unlabelled(text, rest, len(text), year))
    yield from _apart(text, found)


def find_cell_deadlines(text: str, *, year: int | None = None) -> Iterator[FoundDeadline]:
    """Yield the time limits of a table's cell that holds nothing else: 2024年12月, 2024.12, 全年."""
    yield from _apart(text, list(_labelled(text, 0, len(text), year)))


def _apart(text: str, found: list[FoundDeadline]) -> Iterator[FoundDeadline]:
    """Yield the limits that neither overlap another one nor stand in a title, in the order of the text."""
    titles = Spans(match.span() for match in _TITLE.finditer(text)) if "《" in text else _NO_SPANS
    end = 0
    for limit in sorted(found, key=lambda one: (one.start, -one.end)):
        if limit.start >= end and not titles.cover(limit.start):
            yield limit
            end = limit.end


def _labelled(text: str, start: int, end: int, year: int | None) -> Iterator[FoundDeadline]:
    """Yield the time limits of a labelled value: every date in it, every undated word, else the value itself."""
    only = _DATED.match(text, start, end)
    if only and text[only.end() : end] in _NOTHING_MORE:
        yield _found(only, date_of(only, year))
        return
    found = [_found(match, date_of(match, year)) for match in _DATED.finditer(text, start, end)]
    found += [_found(match, date_of(match, year)) for match in _IN_FIGURES.finditer(text, start, end)]
    found += [
        _limit(text, *match.span(), f"{match['last']}-12-31") for match in _YEARS.finditer(text, start, end)
    ]
    found += [_found(match, date_of(match, year)) for match in _PART.finditer(text, start, end)]
    found.extend(
        _limit(text, start + one.start, start + one.end, one.date)
        for one in find_deadlines(text[start:end], year=year)
    )
    found.extend(_found(match, "") for match in deadline_words().undated.finditer(text, start, end))
    if not found and (value := _UNKNOWN_LIMIT.match(text, start, end)):
        found.append(_limit(text, *value.span(1), ""))
    yield from found


def _unlabelled(text: str, start: int, end: int, year: int | None) -> Iterator[FoundDeadline]:
    """Yield the time limits among the agencies of an annotation: those of any text, and what stands by itself."""
    part = text[start:end]
    if not _ANNOTATION_TRIGGER.search(part):
        return
    for one in find_deadlines(part, year=year):
        yield _limit(text, start + one.start, start + one.end, one.date)
    for match in deadline_words().undated.finditer(text, start, end):
        if _stands_alone(text, *match.span()):
            yield _found(match, "")
    for match in _DATED.finditer(text, start, end):
        if _stands_alone(text, *match.span()) or text.startswith("完成", match.end()):
            yield _found(match, date_of(match, year))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a stretch of an annotation is a part of its own, between marks."""
    return text[start - 1 : start] in _MARKS_BEFORE and text[end : end + 1] in _MARKS_AFTER


def _limit(text: str, start: int, end: int, date: str) -> FoundDeadline:
    return FoundDeadline(text=text[start:end], date=date, start=start, end=end)


def _found(match: re.Match[str], date: str) -> FoundDeadline:
    return _limit(match.string, *match.span(), date)


def _is_limit(text: str, match: re.Match[str], year: int | None) -> bool:
    start, end = match.span()
    before = text[max(0, start - 6) : start]
    if _DATES_A_THING.match(text, end) or (before.endswith(_SO_FAR) and _is_past(match, year)):
        return False
    if _ends_policy(text, start):
        return False
    if match["before"] or match["inside"] or (match["end"] and not match["relative"]):
        return not _NOT_BEFORE.search(before) or bool(match["before"])
    if match["relative"]:
        return bool(match["end"])
    if _NOT_BEFORE.search(before) or _RANGE_BEFORE.search(before) or _NOT_AFTER.match(text, end):
        return False
    part = match["month"] or match["quarter"] or match["half"]
    bare = not (part or match["end"])
    if _TARGET_BEFORE.search(before) and not (bare and before.endswith(("在", "于"))):
        return True
    clause_start = not before or before[-1] in ",。;:、)”" or before.endswith(("计划", "拟"))
    verb = deadline_words().verb.match(text, end)
    if match["day"] or match["third"]:
        return clause_start and bool(verb)
    if part and clause_start:
        return bool(verb)
    if part:
        return False
    if _PAID_FOR.search(_sentence_behind(text, end)) or (verb and _is_dated_thing(text, verb)):
        return False
    return bool(verb or (clause_start and _FIGURE_FOLLOWS.match(text, end))) and (
        clause_start or before[-1] not in "对自从与比较将在的年是了和及"
    )


def _is_past(match: re.Match[str], year: int | None) -> bool:
    """Whether a date behind 截至 tells what has been reached: it lies before the plan, or 已 follows."""
    return bool(_REACHED.match(match.string, match.end())) or (
        year is not None and (year_of(match.groupdict(), year) or year) < year
    )


def _is_dated_thing(text: str, verb: re.Match[str]) -> bool:
    """Whether a bare year dates a thing: 2023年新认定的企业, 2023年全市经济工作会议."""
    behind = _CLAUSE_REST.match(text, verb.end(), verb.end() + MAX_CLAUSE)
    rest = behind.group() if behind else ""
    return rest[:3].find("的") >= 0 or (verb.group() in _WHOLE and not _TOLD.search(rest))


def _ends_policy(text: str, at: int) -> bool:
    """Whether a date says how long something is in force: 政策延续至|年底."""
    return text.endswith(("至", "到"), 0, at) and _LASTS.search(_clause_before(text, at)) is not None


def _clause_before(text: str, at: int) -> str:
    first = max(0, at - MAX_LIMIT - 16)
    return text[max(first, *(text.rfind(mark, first, at) + 1 for mark in ",。;:")) : at]


def _sentence_behind(text: str, at: int) -> str:
    limit = at + MAX_CLAUSE // 2
    stops = (text.find(mark, at, limit) for mark in "。;")
    return text[at : min((stop for stop in stops if stop >= 0), default=limit)]


def _opens_sentence(text: str, match: re.Match[str], year: int | None) -> bool:
    """Whether a bare year to come opens a sentence (2026年,全市新建…) in a plan whose own year is known."""
    start, end = match.span()
    if year is None or text[end : end + 1] != "," or text[start - 1 : start] not in _SENTENCE_ENDS:
        return False
    return not match["relative"] and (year_of(match.groupdict(), year) or 0) >= year


def normalise(text: str, *, year: int | None = None) -> str:
    """The ISO date of the last day of a time limit, or empty where it has none.

    >>> normalise("2023年底前"), normalise("2024年10月"), normalise("“十四五”末")
    ('2023-12-31', '2024-10-31', '2025-12-31')
    >>> normalise("6月底前", year=2024), normalise("长期坚持")
    ('2024-06-30', '')
    """
    if match := _FIVE_YEAR.fullmatch(text):
        last = deadline_words().plans.get(match["plan"] or match["whole"])
        return f"{last}-12-31" if last else ""
    if match := _DATED.fullmatch(text) or _PART.fullmatch(text):
        return date_of(match, year)
    if _YEAR_END.fullmatch(text) and year:
        return f"{year}-12-31"
    return ""
