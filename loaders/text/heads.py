"""Tell the plans of a document apart, and read each one's title, issuer, number and date."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter

from loaders.document import Cell, Entry
from loaders.text import notices, titles
from loaders.text.condensed import Condensed
from loaders.text.issue import Day, day_in, days, iso_date, labelled_issuer, number_at, published, signature
from loaders.text.openings import Opening, find_openings
from loaders.text.outline import Item, Mark, outline, read_marks
from loaders.text.titles import Title
from loaders.text.untitled import likely_title


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanHead:
    """A plan of a document: `start` to `end` its text, and what its head says; what it does not say is empty.

    `body` is where its title ends: the numbers of items above are a collection's own or those of a contents page.
    `part` counts the plans of one notice from 1; `under` is the heading of a collection's chapter that the plan stands
    under (（三）河北), `place` what a table of plans says; `no_days` are dates of issue that no calendar has.
    """

    start: int
    end: int
    body: int
    title: str
    issuer: str
    document_number: str
    date: str
    part: int = 1
    under: str = ""
    place: str = ""
    no_days: tuple[Day, ...] = field(default=())


_FIRST = frozenset({"一", "第一章", "第一条", "第一部分"})
_START = attrgetter("start")
_HEAD_REACH = 1500
_TAIL = 700
# A title of so few characters says nothing of what it issues (关于印发工作方案的通知).
_GENERIC = 14
_HAS_NUMBER = re.compile(r"\d.*号")
_LONGEST_CHAPTER = 16
_CHAPTER = re.compile(
    r"[#*=【\[(-]*(?:[一二三四五六七八九十\d]{1,3}[)、.]|第[一二三四五六七八九十\d]{1,3}[章篇部分]{1,2})?"
    r"([\u4e00-\u9fff]{2,12}?)(?:篇|部分|地区|政策|文件)?[)】\]=*-]*"
)


def read_heads(condensed: Condensed, marks: Sequence[Mark], entries: Sequence[Entry] = ()) -> list[PlanHead]:
    """The plans of a document, in the order of the text; at least one.

    `entries` are those that its format tells apart by itself: then it holds no others.
    """
    length = len(condensed.text)
    first_items = [mark.start for mark in marks if mark.number in _FIRST]
    if entries:
        return [_head_of_entry(condensed, first_items, entry) for entry in entries]
    openings = find_openings(condensed, first_items)
    ends = [*(opening.start for opening in openings[1:]), length]
    heads: list[PlanHead] = []
    under = ""
    for opening, end in zip(openings, ends, strict=True):
        if end > opening.start:
            head = _head(condensed, first_items, opening, end, heads[-1] if heads else None)
            under = (len(openings) > 1 and _chapter(condensed, opening.head)) or under
            heads.append(replace(head, under=under))
    return heads or [PlanHead(start=0, end=length, body=0, title="", issuer="", document_number="", date="")]


def _chapter(condensed: Condensed, start: int) -> str:
    """The heading right above a plan that may name the place of a collection's chapter."""
    line = bisect_left(condensed.lines, start)
    first = condensed.lines[max(0, line - 3)]
    for at, after in reversed(condensed.line_spans(first, start)):
        if after - at <= _LONGEST_CHAPTER and (match := _CHAPTER.fullmatch(condensed.text, at, after)):
            return match.group(1)
    return ""


def read_outlines(condensed: Condensed, entries: Sequence[Entry] = ()) -> list[list[Item]]:
    """The numbered items of each plan of a document: numbers start anew in each."""
    marks = read_marks(condensed)
    return [items_of(head, marks) for head in read_heads(condensed, marks, entries)]


def items_of(head: PlanHead, marks: Sequence[Mark]) -> list[Item]:
    """The items of one plan, of the numbers of the whole document."""
    first = bisect_left(marks, head.body, key=_START)
    return outline(marks[first : bisect_left(marks, head.end, key=_START)], head.end)


def _head(
    condensed: Condensed, first_items: list[int], opening: Opening, end: int, before: PlanHead | None
) -> PlanHead:
    start = opening.title.start if opening.title else opening.start
    following = bisect_left(first_items, start)
    first = first_items[following] if following < len(first_items) else end
    reach = min(end, first if first > start + 4 else end, start + _HEAD_REACH)
    text = condensed.text
    tail = max(reach, end - _TAIL)
    if opening.notice is not None and before is not None:
        assert opening.title is not None
        return PlanHead(
            start=opening.start,
            end=end,
            body=opening.title.end,
            title=_printed(condensed, opening.title),
            issuer=before.issuer,
            document_number=before.document_number,
            date=before.date,
            part=before.part + 1,
        )
    title, issuer = (
        _of_opening(condensed, opening.title, reach)
        if opening.title and opening.title.name_end > opening.title.name_start
        else likely_title(condensed, start, reach)
    )
    # A page's own lines above the title of its only plan may be long.
    above = max(opening.head, start - _HEAD_REACH)
    found = [
        *days(condensed, above, reach),
        *reversed(list(days(condensed, tail, end))),
        *published(text, above, reach),
    ]
    return PlanHead(
        start=opening.start,
        end=end,
        body=opening.title.end if opening.title else opening.start,
        title=title,
        issuer=issuer
        or labelled_issuer(condensed, above, reach)
        or signature(condensed, start, reach)
        or signature(condensed, tail, end),
        document_number=(opening.title.number if opening.title else "")
        or number_at(condensed, above, reach)
        or number_at(condensed, tail, end),
        date=(opening.title.date if opening.title else "")
        or next((day.iso for day in found if day.iso), "")
        or (iso_date(text[start : opening.title.name_start]) if opening.title else ""),
        no_days=tuple(dict.fromkeys(day for day in found if not day.iso)),
    )


def _head_of_entry(condensed: Condensed, first_items: list[int], entry: Entry) -> PlanHead:
    """The head of a plan as the cells of its row say it; what they leave out, its text may say."""
    start, end = condensed.offset(entry.start), condensed.offset(entry.end)
    title = _title_of_cell(condensed, *_span(condensed, entry.title)) if entry.title else None
    head = _head(condensed, first_items, Opening(start=start, head=start, title=title), end, None)
    said = [day_in(condensed, *_span(condensed, cell)) for cell in entry.dates]
    found = [day for day in said if day is not None]
    issuer, number = (
        condensed.plain[slice(*_span(condensed, cell))] if cell else ""
        for cell in (entry.issuer, entry.number)
    )
    return replace(
        head,
        issuer=issuer or head.issuer,
        document_number=number if _HAS_NUMBER.search(number) else head.document_number,
        date=next((day.iso for day in found if day.iso), head.date),
        no_days=tuple(dict.fromkeys(day for day in (*found, *head.no_days) if not day.iso)),
        place="".join(condensed.plain[slice(*_span(condensed, cell))] for cell in entry.places),
    )


def _span(condensed: Condensed, cell: Cell) -> tuple[int, int]:
    return condensed.offset(cell.start), condensed.offset(cell.end)


def _title_of_cell(condensed: Condensed, start: int, end: int) -> Title:
    """The title that fills a cell, without the number and the date behind it."""
    line = titles.line_number(condensed, start)
    known = titles.title_at(condensed, line)
    if known is not None and known.end == end:
        return known
    return Title(
        start=start,
        end=end,
        name_start=start,
        name_end=end,
        last_line=titles.line_number(condensed, end - 1),
    )


def _printed(condensed: Condensed, title: Title) -> str:
    return condensed.plain[title.name_start : title.name_end].strip("#*->·")


def _of_opening(condensed: Condensed, title: Title, reach: int) -> tuple[str, str]:
    """The plan's own title and its issuer, where the title that opens it is known."""
    name, printed = condensed.text[title.name_start : title.name_end], _printed(condensed, title)
    issuer = notices.issuer_of(condensed, title.name_start, title.name_end)
    enclosed = notices.enclosed_in(condensed, title.name_start, title.name_end)
    covered = notices.covered_in(condensed, title.end, reach)
    if enclosed and covered and not _alike(enclosed[0], covered[0]):
        # The collection's own line is wrong, its issuer too, where the notice below it speaks of another paper.
        return covered[0], ""
    if enclosed:
        return enclosed[0], issuer
    if covered and (title.notice and not issuer and len(name) <= _GENERIC):
        return covered[0], issuer
    return printed, issuer


def _alike(one: str, other: str) -> bool:
    one, other = titles.folded(one), titles.folded(other)
    return one in other or other in one or one[-8:] == other[-8:]
