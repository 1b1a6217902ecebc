"""Find the titles that open a plan by what stands around them, and leave out the entries of contents pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.lexicon.wording import any_of
from loaders.text import notices, titles
from loaders.text.condensed import Condensed
from loaders.text.issue import DATE, IMPRINT, LABEL, NUMBER, ORGAN, POSTED
from loaders.text.tables import title_words
from loaders.text.title_kinds import says_plan
from loaders.text.titles import Title

# So little below a title is no plan, and so many such titles are a table of contents or a list of papers.
_BARE = 80
_FEWEST_ENTRIES = 3
_FEWEST_LABELS, _MOST_LABELS = 3, 20
_LABEL = re.compile(rf"{titles.MARKS}\(?(?:{LABEL.pattern})")
_NUMBER_LINE = re.compile(
    rf"(?:{_LABEL.pattern})?\(?(?:{NUMBER}|(?:19|20)\d\d年第\d{{1,3}}号|第\d{{1,3}}号)\)?"
)
_DATE_LINE = re.compile(rf"\(?(?:{DATE})(?:印发|发布|公布)?\)?")
_MASTHEAD = re.compile(r"[\u4e00-\u9fff]{4,40}(?:文件|公告|令)")
_PASSED_LINE = re.compile(r"\([^()]{0,160}(?:通过|批准|公布|修订|修正)[^()]{0,160}\)")
_OPEN_TO_ALL = re.compile(r"\([^()]{0,12}公开[^()]{0,12}\)")
_ORGAN_LINE = re.compile(rf"[\u4e00-\u9fff“”、]{{3,50}}{ORGAN}")
_ADDRESSED_WORDS = title_words().addressed
_ADDRESSEES = re.compile(
    rf"(?!(?:{any_of(_ADDRESSED_WORDS.labels)}|第|一、|\(一\)|1[.、]|为|根据|按照))"
    rf"[^。;:!?《》]{{1,300}}?(?:{any_of(_ADDRESSED_WORDS.endings)}):"
)
_ADDRESSED = re.compile(any_of(_ADDRESSED_WORDS.words))
_COVERS = re.compile(
    r"(?:《[^。]{4,160}》(?:已|业)?经|《[^。]{4,160}》已|(?:经|为)[^。;]{2,160}现将|现将)[^。]{0,160}(?:印发|转发|公布|下发|发布|通知如下)"
)
_PURPOSE = re.compile(r"(?:为|根据|按照|依据|围绕)[^。]{6,260}(?:制定|编制|提出)[^。]{0,30}[。:]")
_NUMBERED = re.compile(rf"{titles.MARKS}\d{{1,3}}[.、]")
_MID_SENTENCE = frozenset(",、(《“")
_ENDS = frozenset("。;!?)》”:…")


@dataclass(frozen=True, slots=True)
class Stated:
    """A title, where its plan begins, and whether what stands around it says that it opens one.

    `purpose` says that only the words below it do, which stand below the title of an enclosure too.
    """

    start: int
    title: Title
    sure: bool
    purpose: bool = False


def stated_titles(condensed: Condensed) -> list[Stated]:
    """The titles that open a plan, by what stands around them, in the order of the text."""
    return _without_contents(condensed, list(_around(condensed)))


def _around(condensed: Condensed) -> Iterator[Stated]:
    """The titles that open a plan by what stands around them, or by a collection's number before them."""
    lines, line, known = condensed.lines, 0, 0
    while line < len(lines):
        goes_on = _mid_sentence(condensed, line)
        title = (
            None
            if goes_on and not _NUMBERED.match(condensed.text, lines[line])
            else titles.title_at(condensed, line)
        )
        if (
            title is not None
            and goes_on
            and not (title.entry and (title.dated or title.number or _is_title(condensed, line - 1)))
        ):
            title = None
        if title is None and not goes_on:
            title = _labels_alone(condensed, line, known)
        if title is None:
            line += 1
            continue
        above = _above(condensed, line)
        sure = bool(
            title.dated or title.number or above < line or _introduced(condensed, title.last_line + 1)
        )
        purpose = not sure and _PURPOSE.match(condensed.text, title.end) is not None
        if sure or purpose or (title.entry is not None and title.notice and _issued_by(condensed, title)):
            yield Stated(lines[above], title, sure or purpose, purpose)
            line, known = title.last_line + 1, title.end
        else:
            line += 1


def _labels_alone(condensed: Condensed, line: int, known: int) -> Title | None:
    """A title of no words, where a portal's labels stand above addressees and it left the title out.

    Below a title that ends at `known`, before any sentence, they are that title's own.
    """
    text, lines = condensed.text, condensed.lines
    last = line
    while last < len(lines) and last - line < _MOST_LABELS and _LABEL.match(text, lines[last]):
        last += 1
    if last - line < _FEWEST_LABELS or last >= len(lines) or not _addressed(text, lines[last]):
        return None
    start, end = lines[line], lines[last]
    if "。" not in text[known:start]:
        return None
    return Title(
        start=start,
        end=end,
        name_start=end,
        name_end=end,
        notice=True,
        last_line=last - 1,
    )


def _issued_by(condensed: Condensed, title: Title) -> bool:
    return bool(notices.issuer_of(condensed, title.name_start, title.name_end))


def _mid_sentence(condensed: Condensed, line: int) -> bool:
    """Whether a printed line goes on with the sentence of the line before it."""
    if line == 0:
        return False
    at = condensed.lines[line]
    before = condensed.text[at - 1]
    if before in _MID_SENTENCE:
        return True
    return before not in _ENDS and at - condensed.lines[line - 1] > 0.85 * (condensed.width or at + 1)


def _is_title(condensed: Condensed, line: int) -> bool:
    """Whether a printed line ends as a numbered title does, so that a number below it begins the next."""
    text, lines = condensed.text, condensed.lines
    start, end = lines[line], lines[line + 1]
    return _NUMBERED.match(text, start, end) is not None and says_plan(
        text[start:end].rstrip("0123456789…·.")
    )


def _above(condensed: Condensed, line: int) -> int:
    """The first of the lines above a title that belong to it: a masthead, a number, labels."""
    text, lines = condensed.text, condensed.lines
    first = line
    for above in range(line - 1, max(line - 9, -1), -1):
        span = lines[above], lines[above + 1]
        if (
            _MASTHEAD.fullmatch(text, *span)
            or _NUMBER_LINE.fullmatch(text, *span)
            or _LABEL.match(text, span[0])
        ):
            first = above
        elif not (above > 0 and _LABEL.match(text, lines[above - 1])):
            break
    return first


def _introduced(condensed: Condensed, line: int) -> bool:
    """Whether a number, a date, labels or addressees stand below a title, before anything else."""
    text, lines = condensed.text, condensed.lines
    signed = False
    for following in range(line, min(line + 6, len(lines))):
        at = lines[following]
        end = lines[following + 1] if following + 1 < len(lines) else len(text)
        span = at, end
        if (
            _NUMBER_LINE.fullmatch(text, *span)
            or IMPRINT.fullmatch(text, *span)
            or (not signed and _DATE_LINE.fullmatch(text, *span))
            or _LABEL.match(text, at)
            or (not signed and POSTED.match(text, *span))
            or _PASSED_LINE.match(text, at)
        ):
            return True
        if _addressed(text, at) or _COVERS.match(text, at):
            return True
        # A date below a name signs what stands above both.
        signed = _ORGAN_LINE.fullmatch(text, *span) is not None
        if not (signed or _OPEN_TO_ALL.fullmatch(text, *span)):
            return False
    return False


def _addressed(text: str, at: int) -> bool:
    """Whether a line begins with those a notice is addressed to."""
    addressees = _ADDRESSEES.match(text, at)
    return addressees is not None and _ADDRESSED.search(addressees.group()) is not None


def _without_contents(condensed: Condensed, stated: list[Stated]) -> list[Stated]:
    """Leave out the entries of tables of contents and of lists of papers: titles with nothing below them."""
    text = condensed.text
    stated = _without_repeats(condensed, stated)
    ends = [*(one.start for one in stated), len(text)][1:]
    bare = [
        end - one.title.end < _BARE and "。" not in text[one.title.end : end]
        for one, end in zip(stated, ends, strict=True)
    ]
    names = [_name(condensed, one) for one in stated]
    last_of = {name: number for number, name in enumerate(names)}
    kept: list[Stated] = []
    run = 0
    for number, one in enumerate(stated):
        after_entry = run > 0 and (number == 0 or not _between(condensed, stated[number - 1], one))
        run = run + 1 if bare[number] else 0
        if bare[number] and (_run_length(bare, number) >= _FEWEST_ENTRIES or last_of[names[number]] > number):
            continue
        if not bare[number] and after_entry and last_of[names[number]] > number:
            continue
        if not one.sure and (bare[number] or after_entry):
            continue
        kept.append(one)
    return kept


def _without_repeats(condensed: Condensed, stated: list[Stated]) -> list[Stated]:
    """Leave out a title that is printed a second time right below itself, as that of a law in a collection."""
    kept: list[Stated] = []
    for one in stated:
        before = kept[-1] if kept else None
        if (
            before is None
            or one.start - before.title.end > _BARE
            or _name(condensed, one) != _name(condensed, before)
        ):
            kept.append(one)
    return kept


def _name(condensed: Condensed, one: Stated) -> str:
    name = titles.folded(condensed.text[one.title.name_start : one.title.name_end])
    return name or f"{one.start}"


def _between(condensed: Condensed, before: Stated, one: Stated) -> bool:
    return "。" in condensed.text[before.title.end : one.start]


def _run_length(bare: list[bool], number: int) -> int:
    """How many titles without anything below them follow each other around one of them, as far as it matters."""
    first = last = number
    while first > 0 and bare[first - 1] and number - first < _FEWEST_ENTRIES:
        first -= 1
    while last + 1 < len(bare) and bare[last + 1] and last - number < _FEWEST_ENTRIES:
        last += 1
    return last - first + 1
