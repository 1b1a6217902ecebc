"""Formats of pages: glyphs and ruled lines of each page become the lines and tables of one document.

Lines stay as wide as they were printed. Page headers, footers and page numbers are left out. A page that was
scanned, or whose characters a broken font hides, is refused by its number and never guessed at.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from graph.model import InputError, Place
from loaders.document import Document
from loaders.formats.builder import DocumentBuilder, GridCell
from loaders.formats.furniture import contents_lines
from loaders.formats.paged.alignment import aligned_tables
from loaders.formats.paged.layout import (
    Box,
    Glyph,
    Line,
    Rule,
    RuledTable,
    lines_of,
    ruled_tables,
    turned_box,
)

MAX_PAGES = 3_000
MAX_CHARACTERS = 2_000_000

# Shares of a page's characters and of its area.
_MAX_UNREADABLE = 0.05
_MAX_FOREIGN = 0.3
_SCAN_AREA = 0.4
_FEW_CHARACTERS = 12
_MIN_DRAWN_OBJECTS = 50
_MARGIN_LINES = 2
_TITLE_SIZE = 1.2
_MAX_NUMBER_OFFSET = 40
# A line that begins this many of its heights right of the others is indented.
_INDENT = 1.3
_MIN_EDGE_SHARE = 0.1
_SAME_COLUMN = 4.0
_MAX_PADDING = 12.0
_MAX_HEADING_ROWS = 4
_SENTENCE_ENDS = ("。", "；", ";", "！")
_MIN_WRAPPING = 8.0
# Shares of a page's width; of the size of the lines above; points.
_MIN_NOTE_BAR, _MAX_NOTE_BAR = 0.1, 0.5
_MAX_NOTE_SIZE = 0.9
_NOTE_BAR_OVERLAP = 3.0
_BODY_LINES = 3
# What a line break does not part: a number or a word, and the marks that may not begin a line.
_UNBREAKABLE = re.compile(r"(?:[A-Za-z0-9.%~-]+|.)[，。、；：！？）》〉】〕”’…]*")

_DECORATED_NUMBER = re.compile(
    r"[-—–－─·~〜]+\s*\d{1,4}\s*[-—–－─·~〜]+|第\s*\d{1,4}\s*页(?:[\s,，/]*共\s*\d{1,4}\s*页)?"
    r"|\d{1,4}\s*/\s*\d{1,4}|Page\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?",
    re.IGNORECASE,
)
_READABLE = re.compile(
    "[\\s\u0020-\u007e\u00a0-\u00d7\u00f7\u0391-\u03c9\u2010-\u203b\u20ac\u2103\u2109\u2116\u2122\u2160-\u217f"
    "\u2190-\u2199\u2200-\u22ff\u2460-\u24ff\u2500-\u27bf\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\ufe10-\ufe6f\uff00-\uffef\U00020000-\U0003ffff]"
)


@dataclass(slots=True)
class Page:
    """One page as read; `turns` says by how many quarter turns its text lies on its side, `box` where it ends.

    `bars` are its horizontal lines.
    """

    number: int
    turns: int
    box: Box
    lines: list[Line]
    tables: list[tuple[RuledTable, dict[int, list[Line]]]]
    bars: list[Rule]


class UnreadablePageError(Exception):
    """A page that cannot be read, and why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Legibility:
    """Counts the characters of a page that no reader could read: it is refused where they are many."""

    def __init__(self) -> None:
        self._seen = self._unreadable = self._foreign = 0

    def keeps(self, text: str) -> bool:
        """Whether a character is one that stands for something."""
        self._seen += 1
        if _READABLE.match(text):
            return True
        code = ord(text)
        if code < 0x20 or code == 0xFFFD or 0xE000 <= code <= 0xF8FF or code >= 0xF0000:
            self._unreadable += 1
            return False
        self._foreign += 1
        return True

    def check(self) -> None:
        """Refuse the page if too much of it stands for nothing, or for what no plan says."""
        if self._unreadable > max(3, _MAX_UNREADABLE * self._seen) or self._foreign > max(
            3, _MAX_FOREIGN * self._seen
        ):
            raise UnreadablePageError(
                "its font hides what the characters are; print the file to PDF anew or run character recognition"
            )


def check_scan(glyphs: Sequence[Glyph], *, picture_share: float, objects: int) -> None:
    """Refuse a page that has pictures, or much that is drawn, in the place of text.

    Parameters
    ----------
    glyphs : sequence of Glyph
        Its characters.
    picture_share : float
        Share of its area that pictures cover.
    objects : int
        How many objects other than text it has.
    """
    inked = sum(1 for glyph in glyphs if not glyph.text.isspace())
    pictured = picture_share > _SCAN_AREA
    if inked < _FEW_CHARACTERS and (pictured or (not inked and objects >= _MIN_DRAWN_OBJECTS)):
        raise UnreadablePageError("a picture without text (a scan); run character recognition over it first")


def read_pages(
    count: int,
    read_page: Callable[[int], tuple[Page, int]],
    source: str,
    *,
    on_error: Callable[[InputError], None] | None,
) -> Document:
    """Read the pages of a file into one document.

    Parameters
    ----------
    count : int
        How many pages it has.
    read_page : callable
        Gives the page of a number from 1, and how many characters it has; raises `UnreadablePageError`.
    source : str
        The file's name.
    on_error : callable, optional
        Called with an error that names the pages which cannot be read, where others can; without it that error is
        raised.

    Raises
    ------
    InputError
        The file is longer than `MAX_PAGES` or `MAX_CHARACTERS`, or no page of it can be read.
    """
    if count > MAX_PAGES:
        raise InputError(f"{count:,} pages; at most {MAX_PAGES:,} are read, split the file", file=source)
    pages: list[Page] = []
    refused: dict[str, list[int]] = {}
    characters = 0
    for number in range(1, count + 1):
        try:
            page, read = read_page(number)
        except UnreadablePageError as error:
            refused.setdefault(error.reason, []).append(number)
            continue
        pages.append(page)
        characters += read
        if characters > MAX_CHARACTERS:
            raise InputError(
                f"more than {MAX_CHARACTERS:,} characters by page {number}; split the file", file=source
            )
    refusal = _refusal(refused, source) if refused else None
    if refusal is not None and (on_error is None or not pages):
        raise refusal
    written = _write(pages, source)
    if refusal is not None and on_error is not None:
        on_error(refusal)
    return written


def _refusal(refused: dict[str, list[int]], source: str) -> InputError:
    parts = [f"page {_ranges(numbers)}: {reason}" for reason, numbers in refused.items()]
    return InputError("; ".join(parts), file=source)


def _ranges(numbers: Sequence[int]) -> str:
    """1, 2, 3, 7 → 1-3, 7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def arrange(number: int, turns: int, box: Box, glyphs: list[Glyph], rules: list[Rule]) -> Page:
    """Give each glyph of a page to its table's cell or to the running text.

    Parameters
    ----------
    number : int
        The page's number, from 1.
    turns : int
        Clockwise quarter turns that were taken back from all that follows.
    box : Box
        Where the page ends.
    glyphs : list of Glyph
        Its characters, in the order they were written.
    rules : list of Rule
        Its ruled lines.
    """
    ruled, running = _filled(ruled_tables(rules), glyphs)
    aligned, running = _filled(aligned_tables(running, rules), running)
    tables = sorted(ruled + aligned, key=lambda table: -table[0].box[3])
    bars = [rule for rule in rules if rule.horizontal]
    return Page(number, turns, box, lines_of(running), tables, bars)


def _filled(
    tables: list[RuledTable], glyphs: list[Glyph]
) -> tuple[list[tuple[RuledTable, dict[int, list[Line]]]], list[Glyph]]:
    """The lines of each table's cells, where it has any, and the glyphs outside all tables."""
    outside: list[Glyph] = []
    inside: list[dict[int, list[Glyph]]] = [{} for _ in tables]
    for glyph in glyphs:
        x, y = (glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2
        for table, cells in zip(tables, inside, strict=True):
            cell = table.cell_at(x, y)
            if cell is not None:
                cells.setdefault(cell, []).append(glyph)
                break
        else:
            outside.append(glyph)
    filled = [
        (table, {cell: lines_of(members) for cell, members in cells.items()})
        for table, cells in zip(tables, inside, strict=True)
        if any(not glyph.text.isspace() for members in cells.values() for glyph in members)
    ]
    return filled, outside


def _write(pages: list[Page], source: str) -> Document:
    _drop_margins(pages)
    notes = [(page, line) for page in pages for line in _taken_notes(page)]
    builder = DocumentBuilder(source)
    left = _left_edge(pages)
    open_table: _OpenTable | None = None
    for page in pages:
        for block in _blocks(page):
            if isinstance(block, Line):
                if open_table is not None:
                    builder.table(open_table.grid)
                    open_table = None
                indented = left is not None and block.box[0] - left > _INDENT * block.height
                builder.line(("\u3000\u3000" if indented else "") + block.text, _place(page, block.box))
                continue
            ruled, cells = block
            if open_table is not None and open_table.continues_as(ruled, page.number):
                open_table.add(ruled, cells, page)
            else:
                if open_table is not None:
                    builder.table(open_table.grid)
                open_table = _OpenTable(ruled, cells, page)
    if open_table is not None:
        builder.table(open_table.grid)
    for page, line in notes:
        builder.line(line.text, _place(page, line.box))
    return builder.document()


def _taken_notes(page: Page) -> list[Line]:
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


def _blocks(page: Page) -> Iterator[Line | tuple[RuledTable, dict[int, list[Line]]]]:
    """Lines and tables from the top down; the lines keep their order."""
    waiting = list(page.tables)
    for line in page.lines:
        while waiting and waiting[0][0].box[3] > line.box[3]:
            yield waiting.pop(0)
        yield line
    yield from waiting


class _OpenTable:
    """A table that the next page may continue."""

    def __init__(self, ruled: RuledTable, cells: dict[int, list[Line]], page: Page) -> None:
        self.grid: list[list[GridCell]] = []
        self._xs = ruled.xs
        self._page = page.number
        self._last_lines: dict[int, Line] = {}
        self.add(ruled, cells, page)

    def continues_as(self, ruled: RuledTable, page: int) -> bool:
        """Whether a table at the top of the next page has the same columns."""
        return (
            page == self._page + 1
            and len(ruled.xs) == len(self._xs)
            and all(abs(x - y) <= _SAME_COLUMN for x, y in zip(ruled.xs, self._xs, strict=True))
        )

    def add(self, ruled: RuledTable, cells: dict[int, list[Line]], page: Page) -> None:
        """Add the rows of one page; a row or a merged cell that the page break cut is joined."""
        widths = _inner_widths(ruled, cells)
        laid = {number: _grid_cell(lines, widths[number], page) for number, lines in cells.items()}
        rows = [[laid.setdefault(number, GridCell("")) for number in row] for row in ruled.cells]
        self._page = page.number
        if self.grid:
            rows = rows[self._repeated(rows) :]
        if self.grid and rows and not rows[0][0].text:
            above = self.grid[-1]
            numbers = ruled.cells[len(ruled.cells) - len(rows)]
            seams = {
                id(laid[number]): _Seam(self._last_lines.get(id(upper)), cells[number][0], widths[number])
                for number, upper in zip(numbers, above, strict=True)
                if cells.get(number)
            }
            empty = sum(1 for cell in rows[0] if not cell.text)
            if 2 * empty >= len(rows[0]) or any(seam.is_cut for seam in seams.values()):
                _join_cut_row(above, rows[0], seams)
                rows = rows[1:]
            else:
                cut = rows[0][0]
                rows = [[above[0] if cell is cut else cell for cell in row] for row in rows]
        self.grid += rows
        self._last_lines |= {id(laid[number]): lines[-1] for number, lines in cells.items() if lines}

    def _repeated(self, rows: list[list[GridCell]]) -> int:
        """How many rows at the top of a page repeat the table's headings."""
        count = 0
        for row, heading in zip(rows, self.grid[:_MAX_HEADING_ROWS], strict=False):
            if [_solid(cell) for cell in row] != [_solid(cell) for cell in heading]:
                break
            count += 1
        return count if count < len(rows) else 0


@dataclass(frozen=True, slots=True)
class _Seam:
    """Where a page break may have cut a cell: the last line before it, the first behind it, and the cell's width."""

    before: Line | None
    after: Line
    width: float

    @property
    def wraps(self) -> bool:
        """Whether the line before was broken for want of room."""
        return self.before is not None and _wraps(self.before, self.after, self.width)

    @property
    def is_cut(self) -> bool:
        """Whether a sentence goes on behind the break."""
        return self.wraps and self.before is not None and not self.before.text.endswith(_SENTENCE_ENDS)


def _solid(cell: GridCell) -> str:
    return "".join(cell.text.split())


def _join_cut_row(above: list[GridCell], below: list[GridCell], seams: dict[int, _Seam]) -> None:
    joined: set[int] = set()
    for upper, lower in zip(above, below, strict=True):
        if lower.text and id(lower) not in joined:
            joined.add(id(lower))
            seam = seams.get(id(lower))
            if upper.text and seam is not None and not seam.wraps:
                upper.parts.append(("\n", None))
            upper.parts += lower.parts


def _inner_widths(ruled: RuledTable, cells: dict[int, list[Line]]) -> dict[int, float]:
    """How wide a line may get in each cell: the cell without the padding that the table leaves left of its text."""
    edges: dict[int, tuple[float, float]] = {}
    for row in ruled.cells:
        for column, number in enumerate(row):
            left, right = edges.get(number, (ruled.xs[column], ruled.xs[column + 1]))
            edges[number] = min(left, ruled.xs[column]), max(right, ruled.xs[column + 1])
    gaps = [line.box[0] - edges[number][0] for number, lines in cells.items() for line in lines]
    padding = min(max(min(gaps, default=0.0), 0.0), _MAX_PADDING)
    return {number: right - left - 2 * padding for number, (left, right) in edges.items()}


def _grid_cell(lines: list[Line], width: float, page: Page) -> GridCell:
    """A cell of lines; where a line had no room for what the next begins with, the two are one."""
    parts: list[tuple[str, Place | None]] = []
    for line, after in zip_longest(lines, lines[1:]):
        parts.append((line.text, _place(page, line.box)))
        if after is not None and not _wraps(line, after, width):
            parts.append(("\n", None))
    return GridCell(parts=parts)


def _wraps(line: Line, after: Line, width: float) -> bool:
    """Whether a line was broken for want of room; in a narrow cell, where names fill it too, that is left open."""
    if width < _MIN_WRAPPING * line.height:
        return False
    first = _UNBREAKABLE.match(after.text)
    needed = 0.0 if first is None else sum(0.5 if sign.isascii() else 1.0 for sign in first[0]) * line.height
    return line.box[2] - line.box[0] + needed > width - 1


def _place(page: Page, box: Box) -> Place:
    left, bottom, right, top = turned_box(box, (4 - page.turns) % 4)
    return Place(page=page.number, box=(round(left, 1), round(bottom, 1), round(right, 1), round(top, 1)))


def _drop_margins(pages: list[Page]) -> None:
    """Take headers, footers, page numbers and the table of contents off."""
    repeated = Counter(
        key for page in pages for key in {_margin_key(line, page) for _, line in _margin_lines(page)}
    )
    enough = max(2, len(pages) / 2) if len(pages) < 6 else max(3, len(pages) / 3)
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


def _is_page_number(text: str, page: int) -> bool:
    if _DECORATED_NUMBER.fullmatch(text):
        return True
    return re.fullmatch(r"\s*\d{1,4}\s*", text) is not None and abs(int(text) - page) <= _MAX_NUMBER_OFFSET


def _left_edge(pages: list[Page]) -> float | None:
    """Where the lines that no paragraph begins start: the leftmost place where a tenth of all lines do."""
    starts = Counter(round(line.box[0]) for page in pages for line in page.lines)
    enough = max(2, _MIN_EDGE_SHARE * starts.total())
    return min((float(start) for start, count in starts.items() if count >= enough), default=None)
