"""PDF: what each page prints and draws, by PDFium."""

import ctypes
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pypdfium2
from pypdfium2 import raw

from graph.model import InputError
from loaders.document import Document
from loaders.formats.paged.layout import Box, Glyph, quarter_turns, turned_box
from loaders.formats.paged.legibility import Legibility, UnreadablePageError, check_scan
from loaders.formats.paged.page import Drawn
from loaders.formats.paged.pages import MAX_CHARACTERS, Recognition, read_pages
from loaders.formats.paged.ruling import Rule, drawn_rules, turned_rules

Matrix = tuple[float, float, float, float, float, float]

_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_MAX_PAGE_OBJECTS = 50_000
_MAX_RULES = 20_000
_MAX_SEGMENTS = 10_000
_MAX_FORM_DEPTH = 4
# PDFium gives a hyphen at a line's end as a control character.
_SIGNS = {0x02: "-", 0xA0: " "}


def read_pdf(
    data: bytes,
    source: str,
    *,
    on_error: Callable[[InputError], None] | None = None,
    recognition: Recognition | None = None,
) -> Document:
    """Read a PDF.

    Parameters
    ----------
    data : bytes
        The file.
    source : str
        Its name.
    on_error : callable, optional
        Called with an error that names the pages which cannot be read, where others can; without it that error is
        raised.
    recognition : Recognition, optional
        What recognises the characters on pages that are pictures; without it they are refused.

    Raises
    ------
    InputError
        The file is damaged, protected by a password, longer than `MAX_PAGES`, or no page of it can be read.
    """
    document = _open(data, source)
    try:
        return read_pages(
            len(document),
            lambda number: _read_page(document, number),
            source,
            on_error=on_error,
            recognition=recognition,
        )
    finally:
        document.close()


def _open(data: bytes, source: str) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError("protected by a password; remove it", file=source) from None
        raise InputError("a damaged PDF; save it again", file=source) from None


def _read_page(document: Any, number: int) -> Drawn:
    try:
        page = document[number - 1]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        raise UnreadablePageError("damaged; save the file again") from None
    try:
        count = raw.FPDFText_CountChars(text_page)
        if count > MAX_CHARACTERS:
            raise UnreadablePageError(f"more than {MAX_CHARACTERS:,} characters")
        turns, glyphs = _glyphs(text_page.raw, count)
        drawing = _Drawing(page)
        width, height = page.get_size()
        share = drawing.image_area / max(1.0, width * height)
        rules = turned_rules(drawing.rules, turns)
        drawn = Drawn(turns, turned_box(page.get_cropbox(), turns), glyphs, rules, count)
        check_scan(drawn, picture_share=share, objects=drawing.objects)
        return drawn
    finally:
        text_page.close()
        page.close()


def _glyphs(text_page: Any, count: int) -> tuple[int, list[Glyph]]:
    """The characters in the order they were written, and by how many quarter turns most of them are turned.

    Their boxes are turned back; characters at another angle, such as a watermark's, are left out.
    """
    box = raw.FS_RECTF()
    legibility, high = Legibility(), 0
    found: list[tuple[int, str, Box]] = []
    for index in range(count):
        if raw.FPDFText_IsGenerated(text_page, index) == 1:
            continue
        code = raw.FPDFText_GetUnicode(text_page, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        text = _SIGNS.get(code) or (chr(code) if code < 0x110000 else "\ufffd")
        if not legibility.keeps(text):
            continue
        if raw.FPDFText_GetLooseCharBox(text_page, index, box):
            turns = quarter_turns(raw.FPDFText_GetCharAngle(text_page, index))
            found.append((turns, text, (box.left, box.bottom, box.right, box.top)))
    legibility.check()
    most = Counter(turns for turns, _, _ in found if turns >= 0).most_common(1)
    if not most:
        return 0, []
    turned = most[0][0]
    return turned, [Glyph(text, *turned_box(box, turned)) for turns, text, box in found if turns == turned]


class _Drawing:
    """What a page draws beside its text: ruled lines, pictures, and how many objects there are."""

    def __init__(self, page: Any) -> None:
        self.rules: list[Rule] = []
        self.image_area = 0.0
        self.objects = 0
        count = raw.FPDFPage_CountObjects(page)
        self._add((raw.FPDFPage_GetObject(page, index) for index in range(count)), _IDENTITY, depth=0)

    def _add(self, objects: Iterable[Any], matrix: Matrix, *, depth: int) -> None:
        for item in objects:
            kind = raw.FPDFPageObj_GetType(item)
            self.objects += kind != raw.FPDF_PAGEOBJ_TEXT
            if self.objects > _MAX_PAGE_OBJECTS or len(self.rules) > _MAX_RULES:
                return
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self.rules += _rules(item, _times(_matrix(item), matrix))
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                a, b, c, d, _, _ = _times(_matrix(item), matrix)
                self.image_area += abs(a * d - b * c)
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _MAX_FORM_DEPTH:
                count = max(0, raw.FPDFFormObj_CountObjects(item))
                inner = (raw.FPDFFormObj_GetObject(item, index) for index in range(count))
                self._add(inner, _times(_matrix(item), matrix), depth=depth + 1)


def _matrix(item: Any) -> Matrix:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, matrix):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    A, B, C, D, E, F = then  # noqa: N806 - the second matrix of the same letters
    return a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F


def _rules(path: Any, matrix: Matrix) -> Iterator[Rule]:
    """The horizontal and vertical lines of a path: its strokes, and filled bars thin enough to be lines."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(path, fill, stroke) or not (fill.value or stroke.value):
        return
    for points in _outlines(path, matrix):
        yield from drawn_rules(points, stroked=bool(stroke.value))


def _outlines(path: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for index in range(min(raw.FPDFPath_CountSegments(path), _MAX_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = []
        if not raw.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if raw.FPDFPathSegment_GetClose(segment) and len(points) > 1:
            points.append(points[0])
    if len(points) > 1:
        yield points
