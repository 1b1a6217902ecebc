"""Formats of pages: glyphs and ruled lines of each page become the lines and tables of one document.

Lines stay as wide as they were printed. Page headers, footers and page numbers are left out. A page that was
scanned, or whose characters a broken font hides, is recognised on its picture, or refused by its number and never
guessed at.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from typing import Protocol

from graph.model import InputError, Place
from loaders.document import Document, RecognisedSpan, UnrecognisedSpan
from loaders.doubts import ranges
from loaders.formats.builder import DocumentBuilder
from loaders.formats.limits import CPU_SECONDS, may_read_on, page_was_recognised
from loaders.formats.paged.alignment import aligned_tables
from loaders.formats.paged.continued import OpenTable
from loaders.formats.paged.doubted_rows import with_doubted_rows
from loaders.formats.paged.layout import Glyph, Line, lines_of
from loaders.formats.paged.legibility import PicturedPageError, UnreadablePageError
from loaders.formats.paged.margins import drop_margins, taken_notes
from loaders.formats.paged.page import Drawn, Page
from loaders.formats.paged.regions import Aligned
from loaders.formats.paged.ruling import RuledTable, ruled_tables

MAX_PAGES = 3_000
MAX_CHARACTERS = 2_000_000

# A line that begins this many of its heights right of the others is indented.
_INDENT = 1.3
_MIN_EDGE_SHARE = 0.1


class Recognition(Protocol):
    """What recognises the characters on the pictures of a file's pages."""

    @property
    def always(self) -> bool:
        """Whether pages are recognised that have text, too."""

    @property
    def ahead(self) -> int:
        """How many pages to begin at once; 0 where none may be recognised."""

    @property
    def hint(self) -> str:
        """What to do where no page may be recognised."""

    @property
    def begin(self) -> "Callable[[int], Future[Drawn]]":
        """What begins to recognise the page of a number from 1."""

    def done(self, number: int, count: int) -> None:
        """Take note that a page was recognised."""


def read_pages(
    count: int,
    read_page: Callable[[int], Drawn],
    source: str,
    *,
    on_error: Callable[[InputError], None] | None,
    recognition: Recognition | None = None,
) -> Document:
    """Read the pages of a file into one document.

    Parameters
    ----------
    count : int
        How many pages it has.
    read_page : callable
        Gives what the page of a number from 1 draws; raises `UnreadablePageError`.
    source : str
        The file's name.
    on_error : callable, optional
        Called with an error that names the pages which cannot be read, where others can; without it that error is
        raised.
    recognition : Recognition, optional
        What recognises the pages that are pictures.

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
    aligned: Aligned | None = None
    for number, found in _begun(count, read_page, recognition):
        if not may_read_on():
            refused[f"what stands before takes all of {CPU_SECONDS} s; split the file"] = list(
                range(number, count + 1)
            )
            break
        try:
            drawn = _settled(found, recognition)
            if recognition is not None and drawn.recognised:
                recognition.done(number, count)
        except UnreadablePageError as error:
            refused.setdefault(error.reason, []).append(number)
            continue
        page, aligned = _arranged(number, drawn, aligned)
        pages.append(page)
        characters += drawn.characters
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


_Begun = Drawn | UnreadablePageError | tuple["Future[Drawn]", Drawn | PicturedPageError]


def _begun(
    count: int, read_page: Callable[[int], Drawn], recognition: Recognition | None
) -> Iterator[tuple[int, _Begun]]:
    """Each page as read, or refused, or given to be recognised: so many at once."""
    most = recognition.ahead if recognition is not None else 0
    ahead: deque[tuple[int, _Begun]] = deque()
    for number in range(1, count + 1):
        ahead.append((number, _begun_page(number, read_page, recognition if most else None)))
        if len(ahead) > most:
            yield ahead.popleft()
    yield from ahead


def _begun_page(number: int, read_page: Callable[[int], Drawn], recognition: Recognition | None) -> _Begun:
    try:
        drawn = read_page(number)
    except PicturedPageError as error:
        return error if recognition is None else (recognition.begin(number), error)
    except UnreadablePageError as error:
        return error
    return drawn if recognition is None or not recognition.always else (recognition.begin(number), drawn)


def _settled(found: _Begun, recognition: Recognition | None) -> Drawn:
    """The page as read or recognised; where that fails, what else can be made of it."""
    if isinstance(found, Drawn):
        return found
    if isinstance(found, PicturedPageError):
        hint = recognition.hint if recognition is not None else ""
        if found.drawn is not None:
            return replace(found.drawn, instead=hint or found.reason)
        raise UnreadablePageError(f"{found.reason}; {hint}" if hint else found.reason)
    if isinstance(found, UnreadablePageError):
        raise found
    future, instead = found
    try:
        return future.result()
    except UnreadablePageError as error:
        if isinstance(instead, PicturedPageError):
            if instead.drawn is None:
                raise
            return replace(instead.drawn, instead=error.reason)
        if not instead.glyphs:
            raise
        return instead
    finally:
        page_was_recognised()


def _refusal(refused: dict[str, list[int]], source: str) -> InputError:
    parts = [f"page {ranges(numbers)}: {reason}" for reason, numbers in refused.items()]
    return InputError("; ".join(parts), file=source)


def _arranged(number: int, drawn: Drawn, above: Aligned | None) -> tuple[Page, Aligned | None]:
    """Give each character of a page to its table's cell or to the running text; `above` goes on from the page before."""
    ruled, running = _filled(ruled_tables(drawn.rules), drawn.glyphs)
    found = aligned_tables(running, drawn.rules, None if ruled else above)
    aligned, running = _filled(found.tables, running)
    ordered = sorted(ruled + aligned, key=lambda table: -table[0].box[3])
    bars = [rule for rule in drawn.rules if rule.horizontal]
    page = Page(
        number,
        drawn.turns,
        drawn.box,
        lines_of(running),
        ordered,
        bars,
        drawn.lean,
        drawn.pictures,
        drawn.instead,
        touching=found.touching,
        lost=found.lost,
    )
    return page, found.left_open


def _filled(
    tables: list[RuledTable], glyphs: list[Glyph]
) -> tuple[list[tuple[RuledTable, dict[int, list[Line]]]], list[Glyph]]:
    """The lines of each table's cells, where it has any, and the glyphs outside all tables."""
    if not tables:
        return [], glyphs
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
    drop_margins(pages)
    notes = [(page, line) for page in pages for line in taken_notes(page)]
    recognised = [(page, line) for page in pages for line in page.all_lines()] + notes
    sure = {page.place(line.box): (line.sure, page.picture(line)) for page, line in recognised if line.sure}
    builder = DocumentBuilder(source)
    left = _left_edge(pages)
    open_table: OpenTable | None = None
    for page in pages:
        for block in _blocks(page):
            if isinstance(block, Line):
                if open_table is not None:
                    builder.table(open_table.grid())
                    open_table = None
                indented = left is not None and block.box[0] - left > _INDENT * block.height
                builder.line(("\u3000\u3000" if indented else "") + block.text, page.place(block.box))
                continue
            ruled, cells = block
            if open_table is not None and open_table.continues_as(ruled, page.number):
                open_table.add(ruled, cells, page)
            else:
                if open_table is not None:
                    builder.table(open_table.grid())
                open_table = OpenTable(ruled, cells, page)
    if open_table is not None:
        builder.table(open_table.grid())
    for page, line in notes:
        builder.line(line.text, page.place(line.box))
    document = _with_recognised(
        builder.document(), sure, {page.number: page.instead for page in pages if page.instead}
    )
    return with_doubted_rows(document, pages)


def _with_recognised(
    document: Document, sure: dict[Place, tuple[tuple[float, ...], bytes]], instead: dict[int, str]
) -> Document:
    """The document with how sure the characters are that were recognised, with the pictures of lines, and with the
    pages of which the text is read `instead` of the picture."""
    found = [(span, *sure[span.place]) for span in document.places if span.place in sure]
    return replace(
        document,
        # An indent stands in front of what was recognised.
        recognised=tuple(
            RecognisedSpan(
                start=span.end - len(known), end=span.end, sure=known, place=span.place, picture=picture
            )
            for span, known, picture in found
            if span.end - len(known) >= span.start
        ),
        unrecognised=tuple(
            UnrecognisedSpan(start=spans[0].start, end=spans[-1].end, page=page, why=why)
            for page, why in instead.items()
            if (spans := [span for span in document.places if span.place.page == page])
        ),
    )


def _blocks(page: Page) -> Iterator[Line | tuple[RuledTable, dict[int, list[Line]]]]:
    """Lines and tables from the top down; the lines keep their order."""
    waiting = list(page.tables)
    for line in page.lines:
        while waiting and waiting[0][0].box[3] > line.box[3]:
            yield waiting.pop(0)
        yield line
    yield from waiting


def _left_edge(pages: list[Page]) -> float | None:
    """Where the lines that no paragraph begins start: the leftmost place where a tenth of all lines do."""
    starts = Counter(round(line.box[0]) for page in pages for line in page.lines)
    enough = max(2, _MIN_EDGE_SHARE * starts.total())
    return min((float(start) for start, count in starts.items() if count >= enough), default=None)
