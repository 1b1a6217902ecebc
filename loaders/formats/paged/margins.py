"""What stands at the edges of every page and belongs to none of the text: running heads, page numbers, footnotes."""

import re
from collections import Counter
from collections.abc import Iterator

from loaders.formats.furniture import contents_lines
from loaders.formats.paged.layout import Line
from loaders.formats.paged.page import Page

_MARGIN_LINES = 2
_TITLE_SIZE = 1.2
_MAX_NUMBER_OFFSET = 40
# Shares of a page's width; of the size of the lines above; points.
_MIN_NOTE_BAR, _MAX_NOTE_BAR = 0.1, 0.5
_MAX_NOTE_SIZE = 0.9
_NOTE_BAR_OVERLAP = 3.0
_BODY_LINES = 3
_DECORATED_NUMBER = re.compile(
    r"[-—–－─·~〜]+\s*\d{1,4}\s*[-—–－─·~〜]+|第\s*\d{1,4}\s*页(?:[\s,，/]*共\s*\d{1,4}\s*页)?"
    r"|\d{1,4}\s*/\s*\d{1,4}|Page\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?",
    re.IGNORECASE,
)


def drop_margins(pages: list[Page]) -> None:
    """Take headers, footers, page numbers and the table of contents off."""
    repeated = Counter(
        key for page in pages for key in {_margin_key(line, page) for _, line in _margin_lines(page)}
    )
    enough = max(2, len(pages) / 2) if len(pages) < 6 else max(3, len(pages) / 3)
    # Pages that are all alike hold nothing that their lines could head.
    alike = sum(not page.tables and _is_all_margin(page, repeated, enough) for page in pages)
    if 2 * alike >= len(pages):
        repeated.clear()
    titles: set[tuple[str, int]] = set()
    for page in pages:
        dropped = set()
        for number, line in _margin_lines(page):
            key = _margin_key(line, page)
            if _is_page_number(line.text, page.number):
                dropped.add(number)
            elif repeated[key] >= enough:
                # A sheet may repeat its title on every page: it is larger than what it heads.
                if key in titles or line.size < _TITLE_SIZE * _type_size(page):
                    dropped.add(number)
                titles.add(key)
        dropped |= contents_lines([line.text for line in page.lines])
        page.lines = [line for number, line in enumerate(page.lines) if number not in dropped]


def _is_all_margin(page: Page, repeated: Counter[tuple[str, int]], enough: float) -> bool:
    """Whether a page has nothing but its number and lines that other pages repeat."""
    margin = {
        number
        for number, line in _margin_lines(page)
        if repeated[_margin_key(line, page)] >= enough or _is_page_number(line.text, page.number)
    }
    return bool(page.lines) and len(margin) == len(page.lines)


def _type_size(page: Page) -> float:
    """The size of most of a page's lines, those of its tables too."""
    lines = [*page.lines, *(line for _, cells in page.tables for held in cells.values() for line in held)]
    sizes = sorted(line.size for line in lines)
    return sizes[len(sizes) // 2] if sizes else 0.0


def _margin_lines(page: Page) -> Iterator[tuple[int, Line]]:
    """First and last lines of a page, as far as no table stands between them and the edge."""
    top = max((table.box[3] for table, _ in page.tables), default=float("-inf"))
    bottom = min((table.box[1] for table, _ in page.tables), default=float("inf"))
    count = len(page.lines)
    for number, line in enumerate(page.lines):
        if (number < _MARGIN_LINES and line.box[1] >= top) or (
            number >= count - _MARGIN_LINES and line.box[3] <= bottom
        ):
            yield number, line


def _margin_key(line: Line, page: Page) -> tuple[str, int]:
    """What makes two margin lines the same: their words, digits aside, and how far from the page's edge they stand."""
    above, below = page.box[3] - line.box[3], line.box[1] - page.box[1]
    distance = round(above / 6) if above < below else -1 - round(below / 6)
    return re.sub(r"\d+", "0", re.sub(r"\s", "", line.text)), distance


def is_page_number(text: str) -> bool:
    """Whether a line is a number with the marks that only page numbers have."""
    return _DECORATED_NUMBER.fullmatch(text) is not None


def _is_page_number(text: str, page: int) -> bool:
    return is_page_number(text) or (
        re.fullmatch(r"\s*\d{1,4}\s*", text) is not None and abs(int(text) - page) <= _MAX_NUMBER_OFFSET
    )


def taken_notes(page: Page) -> list[Line]:
    """Take the footnotes off a page: smaller lines below a short bar at the foot, which would part its sentences."""
    width = page.box[2] - page.box[0]
    lowest_table = min((table.box[1] for table, _ in page.tables), default=page.box[3])
    for bar in page.bars:
        if not _MIN_NOTE_BAR * width < bar.end - bar.start < _MAX_NOTE_BAR * width or bar.at > lowest_table:
            continue
        above = [line for line in page.lines if line.box[1] > bar.at]
        below = [line for line in page.lines if line.box[3] <= bar.at + _NOTE_BAR_OVERLAP]
        if not above or not below or len(above) + len(below) < len(page.lines):
            continue
        least = min(line.size for line in above[-_BODY_LINES:])
        if abs(bar.start - below[0].box[0]) < 2 * least and all(
            line.size <= _MAX_NOTE_SIZE * least for line in below
        ):
            page.lines = above
            return below
    return []
