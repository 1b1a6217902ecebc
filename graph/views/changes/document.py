"""The table of changes as a Word document, A4, heads repeated on each page."""

import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from graph.model.mark import GENERATOR
from graph.views.changes.marking import Mark, Pieces
from graph.views.changes.table import ChangeTable

_NO_CONTROL = {code: None for code in range(32) if code not in (9, 10)}
_COLOURS = {Mark.GONE: RGBColor(0xB0, 0x1E, 0x1E), Mark.NEW: RGBColor(0x1F, 0x4E, 0x79)}
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def write_document(table: ChangeTable, out: Path | IO[bytes]) -> None:
    """Write the table of changes as .docx; the same table gives the same bytes."""
    say = table.words
    document = Document()
    _set_up(document)
    document.add_heading(_clean(table.title), level=0).alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph(_clean(f"{say['changes_before']}：{table.before}"))
    document.add_paragraph(_clean(f"{say['changes_after']}：{table.after}"))
    document.add_paragraph("，".join(table.summary) or say["compare_same"])
    document.add_heading(say["changes_shifts"], level=1)
    if table.shifts:
        heads = (say["path_of_measure"], say["measure"], say["change"])
        grid = _grid(document, heads, (Cm(2.4), Cm(4.6), Cm(10)))
        for shift in table.shifts:
            cells = grid.add_row().cells
            for cell, text in zip(cells, (shift.path, shift.task, "\n".join(shift.what)), strict=True):
                cell.text = _clean(text)
    else:
        document.add_paragraph(say["changes_no_shifts"])
    if table.pairs:
        document.add_heading(say["changes_pairs"], level=1)
        document.add_paragraph(say["changes_reading"])
        grid = _grid(document, (say["changes_before"], say["changes_after"]), (Cm(8.5), Cm(8.5)))
        for pair in table.pairs:
            cells = grid.add_row().cells
            for cell, pieces in zip(cells, (pair.before, pair.after), strict=True):
                _fill(cell.paragraphs[0], pieces, say["changes_none"])
    for one in document.tables:
        for row in one.rows:
            # A row that is torn between pages cannot be compared.
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    _save(document, out)


def _set_up(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    for name, typeface, size in (("Normal", "宋体", 10.5), ("Heading 1", "黑体", 14), ("Title", "黑体", 20)):
        style = document.styles[name]
        style.font.name, style.font.size = "Times New Roman", Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), typeface)
    for line in document.styles["Title"].element.xpath("./w:pPr/w:pBdr"):
        line.getparent().remove(line)
    properties = document.core_properties
    properties.author, properties.title, properties.comments = GENERATOR, "", ""
    properties.created = properties.modified = datetime(2000, 1, 1)


def _grid(document: Any, heads: tuple[str, ...], widths: tuple[Any, ...]) -> Any:
    grid = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    grid.autofit = False
    for column, cell, head, width in zip(grid.columns, grid.rows[0].cells, heads, widths, strict=True):
        column.width = cell.width = width
        run = cell.paragraphs[0].add_run(head)
        run.bold = True
    grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return grid


def _fill(paragraph: Any, pieces: Pieces, nothing: str) -> None:
    if not pieces:
        paragraph.add_run(nothing)
    for piece in pieces:
        run = paragraph.add_run(_clean(piece.text))
        run.font.strike = piece.mark is Mark.GONE or None
        run.font.underline = piece.mark is Mark.NEW or None
        if piece.mark in _COLOURS:
            run.font.color.rgb = _COLOURS[piece.mark]


def _clean(text: str) -> str:
    """XML has no control characters."""
    return text.translate(_NO_CONTROL)


def _save(document: Any, out: Path | IO[bytes]) -> None:
    """Every entry bears one date: the clock's would make each run another file."""
    written = BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
