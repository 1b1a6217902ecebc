"""Find where the plans of a document begin: a collection numbers them, a gazette prints one after the other.

A plan opens with a title that stands by itself between two lines' ends, and what stands around it says that it is
one: its number or its date, those it is addressed to, the collection's own numbering, or items that begin anew.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.lexicon.script import simplified
from loaders.text import notices, titles
from loaders.text.condensed import Condensed, folded_widths
from loaders.text.stated import Stated, stated_titles
from loaders.text.titles import Title


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Where a plan begins: `start` with all that stands above it, `head` with the lines above its title that are its
    own, and the title, if one is known.

    `notice` is the opening of the notice that encloses it, for each enclosure but the first; `annex` says that 附件
    stands before the title.
    """

    start: int
    head: int
    title: Title | None
    notice: "Opening | None" = None
    annex: bool = False


_NUMBERED_PART = re.compile(
    r"(?:[^\n。;:,、]{0,30}?)(?:文档|篇|范文|第[一二三四五六七八九十\d]{1,3}篇:?)\d{0,3}"
)
_PART_SIGNS = ("文档", "篇", "范文")
DUTY = re.compile(
    r"(?<=[任头合办实与持施导管加助同责])(?:单位|部门|科室):|(?:牵头|负责|配合|落实)[^。()]{0,12}\)|[局委厅办]\)"
)
_PARAGRAPH_ENDS = frozenset("。;)》日号发")
_BODY_REACH = 6000
_FEWEST_NUMBERED = 3
_COVER = 1500


def find_openings(condensed: Condensed, first_items: Sequence[int]) -> list[Opening]:
    """Where the plans of a document open, in the order of the text; at least one."""
    text = condensed.text
    parts = _numbered_parts(condensed)
    if len(parts) > 1:
        return [Opening(start=at, head=at, title=None) for at in parts]
    stated = stated_titles(condensed)
    openings = _joined(condensed, stated, first_items)
    openings = [one for opening in _ranges(openings, len(text)) for one in _enclosures(condensed, *opening)]
    return openings or [Opening(start=0, head=0, title=None)]


def _numbered_parts(condensed: Condensed) -> list[int]:
    """Where a page of samples numbers its plans: 文档1, 第二篇."""
    text = condensed.text
    if not any(sign in text for sign in _PART_SIGNS):
        return []
    return [
        at
        for at, after in condensed.line_spans(0, len(text))
        if 2 <= after - at <= 40
        and (match := _NUMBERED_PART.fullmatch(text, at, after))
        and re.search(r"\d|第.{1,3}篇", match.group())
    ]


def _joined(condensed: Condensed, stated: list[Stated], first_items: Sequence[int]) -> list[Opening]:
    """The openings that are stated, and between them those of plans whose items begin anew below a title."""
    text = condensed.text
    openings: list[Opening] = []
    # A collection that numbers its plans tells each of them; what else has a title belongs to one of them.
    numbered = sum(one.title.entry is not None for one in stated) >= _FEWEST_NUMBERED
    duties = _Duties(text)
    restarts = _restarts(first_items)
    waiting = iter([*stated, None])
    following = next(waiting)
    before, first = next(restarts, (0, len(text)))
    start = 0
    while following is not None or first < len(text):
        if following is not None and following.start <= first:
            title = following.title
            annex = titles.annex_before(condensed, titles.line_number(condensed, title.start))
            # Below a covering notice, which has no duties, stands its enclosure, whatever it is called.
            enclosed = (
                following.purpose
                and bool(openings)
                and (
                    numbered
                    or (_is_notice(openings[-1]) and not duties.between(start, following.start))
                    or (annex and not _of_its_own(openings))
                )
            )
            if not (enclosed or (openings and _repeats(condensed, openings[-1], title))):
                if not openings and duties.between(0, following.start):
                    openings.append(Opening(start=0, head=0, title=None))
                openings.append(
                    Opening(start=following.start, head=following.start, title=title, annex=annex)
                )
                start = title.end
            following = next(waiting)
            continue
        limit = max(before + 1, start, first - _BODY_REACH)
        looks = not numbered and duties.between(start, first)
        found = _title_between(condensed, limit, first, of_its_own=_of_its_own(openings)) if looks else None
        if found is not None and not (openings and _repeats(condensed, openings[-1], found)):
            if not openings:
                openings.append(Opening(start=0, head=0, title=None))
            line = titles.line_number(condensed, found.start)
            openings.append(
                Opening(
                    start=found.start,
                    head=found.start,
                    title=found,
                    annex=titles.annex_before(condensed, line),
                )
            )
            start = found.end
        before, first = next(restarts, (0, len(text)))
    if openings and openings[0].title is not None:
        # What stands above the first title of all goes with its plan: a page's own lines, or a contents page.
        head = openings[0].head if len(openings) > 1 else 0
        openings[0] = Opening(start=0, head=head, title=openings[0].title, annex=openings[0].annex)
    return openings


def _is_notice(opening: Opening) -> bool:
    return opening.title is None or opening.title.notice


def _of_its_own(openings: list[Opening]) -> bool:
    """Whether an annex is a plan of its own: the notice that encloses it was left out."""
    return not openings or openings[-1].title is None or openings[-1].annex


def _restarts(first_items: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Each first item of a numbering, with the one before it."""
    yield from pairwise(first_items)


class _Duties:
    """Says whether a duty stands between two places, asked in the order of the text; each is looked for once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._next = -1

    def between(self, start: int, end: int) -> bool:
        if self._next < start:
            match = DUTY.search(self._text, start)
            self._next = match.start() if match else len(self._text)
        return self._next < end


def _title_between(condensed: Condensed, start: int, first: int, *, of_its_own: bool) -> Title | None:
    """The title below which numbering starts again; that of an annex opens a plan only where it is `of_its_own`."""
    text = condensed.text
    for at in condensed.lines_between(start, first):
        if text[at - 1] not in _PARAGRAPH_ENDS:
            continue
        line = bisect_left(condensed.lines, at)
        annexed = titles.annex_before(condensed, line)
        title = titles.title_at(condensed, line)
        if annexed and (title is None or not of_its_own):
            return None
        if title is None or title.end > first or title.entry is not None:
            continue
        name = text[title.name_start : title.name_end]
        if annexed and not name.endswith(titles.PLAN_KINDS):
            return None
        if _NAMES_A_PLACE.match(name) or len(name) >= _LONG_TITLE:
            return title
    return None


_NAMES_A_PLACE = re.compile(
    r"[^关]{0,40}关于|[\u4e00-\u9fff]{0,8}(?:省|市|县|区|州|国|局|厅|委)|(?:19|20)\d\d年"
)
_LONG_TITLE = 10


def _repeats(condensed: Condensed, opening: Opening, title: Title) -> bool:
    """Whether a title is the one that is already open: a notice repeats what it encloses, a law its own name."""
    if opening.title is None:
        return False
    text = condensed.text
    name = titles.folded(text[title.name_start : title.name_end])
    own_name = text[opening.title.name_start : opening.title.name_end]
    if title.number and opening.title.number and title.number != opening.title.number:
        return False
    if title.date and opening.title.date and title.date != opening.title.date:
        return False
    if title.entry is not None and opening.title.entry is not None:
        return False
    for other in (own_name, *_named(condensed, opening.title, title.start)):
        other = titles.folded(other)
        if name == other or (other and len(name) >= 8 and (name in other or other in name)):
            return True
    return False


def _named(condensed: Condensed, title: Title, end: int) -> tuple[str, ...]:
    """The titles that a notice encloses, by its own title and by its text."""
    return (
        *notices.enclosed_in(condensed, title.name_start, title.name_end),
        *notices.covered_in(condensed, title.end, min(end, title.end + _COVER)),
    )


def _ranges(openings: list[Opening], end: int) -> Iterator[tuple[Opening, int]]:
    for number, opening in enumerate(openings):
        yield opening, openings[number + 1].start if number + 1 < len(openings) else end


def _enclosures(condensed: Condensed, opening: Opening, end: int) -> Iterator[Opening]:
    """The opening itself, then one for each further title that its notice says it encloses."""
    yield opening
    if opening.title is None or opening.notice is not None:
        return
    named = list(dict.fromkeys(_enclosed(condensed, opening.title, end)))
    if len(named) < 2:
        return
    at = opening.title.end
    found = [_own_line(condensed, title, at, end) for title in named]
    for place in sorted(place for place in found if place is not None)[1:]:
        line = titles.line_number(condensed, place)
        title = titles.title_at(condensed, line)
        if title is not None:
            above = line > 0 and titles.ANNEX.fullmatch(condensed.text, condensed.lines[line - 1], place)
            start = condensed.lines[line - 1] if above else place
            yield Opening(start=start, head=start, title=title, notice=opening)


def _enclosed(condensed: Condensed, title: Title, end: int) -> tuple[str, ...]:
    """The titles of the plans that a notice encloses: one that names a single plan encloses no other."""
    own = notices.enclosed_in(condensed, title.name_start, title.name_end)
    if len(own) == 1 and not notices.names_several(own[0]):
        return own
    cover = min(end, title.end + _COVER)
    listed = notices.annexes_in(condensed, title.end, cover)
    return (
        *own,
        *notices.covered_in(condensed, title.end, cover),
        *(name for name in listed if name.endswith(titles.PLAN_KINDS)),
    )


def _own_line(condensed: Condensed, title: str, start: int, end: int) -> int | None:
    """Where a title stands by itself, from one line's beginning to a line's end."""
    title = folded_widths(simplified(title, within=condensed.text))
    at = condensed.text.find(title, start, end)
    while at >= 0:
        after = at + len(title)
        line = condensed.line_start(at)
        begins = at == line or titles.ANNEX.fullmatch(condensed.text, line, at)
        if begins and (after in condensed.line_starts or condensed.text[after : after + 1] == "("):
            return line
        at = condensed.text.find(title, after, end)
    return None
