"""Read the likeliest title of a plan that no title opens: a page's own heading, a table's, a line among others."""

import re

from loaders.lexicon.wording import any_of
from loaders.text import notices, titles
from loaders.text.condensed import Condensed
from loaders.text.issue import LABEL
from loaders.text.tables import title_words

_PREFIX = re.compile(rf"{titles.MARKS}(?:{LABEL.pattern}|{titles.ANNEX.pattern})?(?:\d{{1,3}}[.、])?")
_COLLECTED = re.compile(r"^(?:\d{1,3}[.、]|第[\d一二三四五六七八九十]{1,3}篇)")
_TITLE_LINE = re.compile(rf"(?:{titles.ANY_KIND})(?:\([^()]{{2,30}}\))?$")
_TABLE_TITLE = re.compile(
    rf"(?:{titles.ANY_KIND}|{any_of(title_words().tables.lists)})表(?:\([^()]{{2,30}}\))?$"
)
_COLUMN_HEADINGS = re.compile("序号|(?:牵头|责任|配合)(?:单位|部门)|完成时限")
_TITLE_TAIL = re.compile(r"\((?:(?:19|20)\d\d[-—–~年至]+[^()]{0,12}|试行|暂行|修订|20\d\d年?(?:版|修订)?)\)")
_TITLE_PART = re.compile(r"[^。;:!?,\d#《》][^。;:!?,]{2,60}(?<!\d日)")
_COMPLETE_TITLE = re.compile(
    r"(?:[^关]{2,40}关于|(?:全|本)?[\u4e00-\u9fff]{0,8}(?:省|市|县|区|州|国)|20\d\d年)"
)
_ITEM = re.compile(
    r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十\d]{1,3}[章条节]|[①-⑳]"
)
_LONGEST, _SHORT, _SHORTEST = 90, 60, 6


def likely_title(condensed: Condensed, start: int, end: int) -> tuple[str, str]:
    """The plan's own title and its issuer, from what it says it issues or from the line that heads it."""
    spans = condensed.line_spans(start, end)
    issuer = _issuer(condensed, spans, end)
    for named in (
        notices.enclosed_in(condensed, start, end),
        notices.covered_in(condensed, start, end),
    ):
        if named:
            return named[0], issuer
    lines = [(at, after) for at, after in spans if after - at > 1]
    for shortest in (_SHORTEST, 0):
        # A masthead (会议纪要) is the title only of what has no other.
        if title := _title_line(condensed, lines, shortest):
            return title, issuer
    short = [
        (at, after)
        for at, after in lines
        if after - at <= _SHORT and not _ITEM.match(condensed.text, at) and not _is_row(condensed, at, after)
    ]
    table_titles = [line for line in short if _TABLE_TITLE.search(condensed.text, *line)]
    # What stands below the heads of columns is a row of theirs.
    headings = next((at for at, after in lines if _COLUMN_HEADINGS.search(condensed.text, at, after)), end)
    above = [line for line in short if line[0] < headings]
    title = next((condensed.plain[at:after] for at, after in [*table_titles, *above]), "")
    return _bare(title), issuer


def _is_row(condensed: Condensed, at: int, after: int) -> bool:
    """Whether a line is one of a table: columns are written with a tab between them, or between bars."""
    return condensed.text[at] == "|" or "\t" in condensed.raw[slice(*condensed.raw_span(at, after))]


def _issuer(condensed: Condensed, spans: list[tuple[int, int]], end: int) -> str:
    for at, after in spans:
        prefix = _PREFIX.match(condensed.text, at)
        start = prefix.end() if prefix else at
        if issuer := notices.issuer_of(condensed, start, max(after, min(at + 70, end))):
            return issuer
    return ""


def _title_line(condensed: Condensed, lines: list[tuple[int, int]], shortest: int) -> str:
    """The first line that ends as titles end, with the lines above and below that belong to it."""
    text = condensed.text
    for number, (at, after) in enumerate(lines):
        if not shortest <= after - at <= _LONGEST or not _TITLE_LINE.search(text, at, after):
            continue
        if _COLUMN_HEADINGS.search(text, at, after) or _ITEM.match(text, at):
            continue
        first = number
        while (
            first > 0
            and number - first < 3
            and not _COMPLETE_TITLE.match(text[lines[first][0] : after])
            and _TITLE_PART.fullmatch(text, *lines[first - 1])
        ):
            first -= 1
        if number + 1 < len(lines) and _TITLE_TAIL.fullmatch(text, *lines[number + 1]):
            after = lines[number + 1][1]
        return _bare(condensed.plain[lines[first][0] : after])
    return ""


def _bare(title: str) -> str:
    """A title without the marks, the label and the number in front of it."""
    title = (
        LABEL.sub("", title.strip("#*->·"), count=1)
        if LABEL.match(title.strip("#*->·"))
        else title.strip("#*->·")
    )
    return _COLLECTED.sub("", titles.ANNEX.sub("", title, count=1) if titles.ANNEX.match(title) else title)
