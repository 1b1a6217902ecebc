"""Files that are made to break a reader, each written small."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from formats import invented
from formats.inked import InkedPage, inked
from formats.printed import pdf, stream

_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LAUGHS = "".join(
    f'<!ENTITY {after} "{f"&{before};" * 10}">' for before, after in zip("abcdefgh", "bcdefghi", strict=True)
)
ENTITIES = f'<?xml version="1.0"?><!DOCTYPE bomb [<!ENTITY a "市财政局市财政局市财政局">{_LAUGHS}]>'


def zip_bomb(size: int, *, name: str, says: int | None = None) -> bytes:
    """A package with one entry that unpacks to `size` bytes of blanks, a thousandth of it long.

    Its directory gives the entry's size as `says`, by default the truth.
    """
    block = 2**24
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(b" " * block) + packer.flush(zlib.Z_FULL_FLUSH)
    end = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packed * (size // block) + end.flush()
    entry = name.encode()
    sizes = struct.pack("<LLL", 0, len(body), (size if says is None else says) & 0xFFFFFFFF)
    header = struct.pack("<HHHHH", 20, 0, 8, 0, 33) + sizes
    local = b"PK\x03\x04" + header + struct.pack("<HH", len(entry), 0) + entry
    central = (
        b"PK\x01\x02" + struct.pack("<H", 20) + header + struct.pack("<HHHHHLL", len(entry), *[0] * 6) + entry
    )
    at = len(local) + len(body)
    return local + body + central + b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 1, 1, len(central), at, 0)


def docx_with_entities() -> bytes:
    """A Word document whose text is a billion names."""
    return invented.package(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f'{ENTITIES}<w:document xmlns:w="{invented.W}"><w:body><w:p><w:r><w:t>&i;</w:t></w:r></w:p>'
            "</w:body></w:document>",
        }
    )


def docx_nested(depth: int) -> bytes:
    """A Word document of tables in tables."""
    opened, closed = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    return invented.docx_of(opened * depth + invented.paragraph("（市财政局负责）") + closed * depth)


def workbook(sheet: str, *, head: str = '<?xml version="1.0"?>') -> bytes:
    """A workbook with this sheet data."""
    with zipfile.ZipFile(io.BytesIO(invented.xlsx())) as file:
        parts: dict[str, str | bytes] = {name: file.read(name) for name in file.namelist()}
    parts["xl/worksheets/sheet1.xml"] = (
        f'{head}<worksheet xmlns="{_SHEET}"><sheetData>{sheet}</sheetData></worksheet>'
    )
    return invented.package(parts)


def empty_rows(count: int) -> bytes:
    """A workbook of that many rows, with a duty in the first two and styled empty cells in all."""
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>任务</t></is></c><c r="B1" t="inlineStr"><is><t>牵头单位</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>编制图谱</t></is></c><c r="B2" t="inlineStr"><is><t>市科技局</t></is></c></row>'
    )
    return workbook(
        rows + "".join(f'<row r="{row}"><c r="A{row}" s="0"/></row>' for row in range(3, count + 1))
    )


def far_corners() -> bytes:
    """A workbook with a word in its first and its last cell."""
    cell = '<row r="{0}"><c r="{1}{0}" t="inlineStr"><is><t>市财政局</t></is></c></row>'
    return workbook(cell.format(1, "A") + cell.format(1048576, "XFD"))


def pdf_with_page_cycle() -> bytes:
    """A PDF whose tree of pages contains itself."""
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 2>>",
            b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R 3 0 R]/Count 2>>",
        ]
    )


def pdf_with_form_cycle() -> bytes:
    """A PDF whose page draws a form that draws itself, twice."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</F 5 0 R>>>>"
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>",
            stream(b"/F Do"),
            stream(b"/F Do /F Do", form),
        ]
    )


def pdf_of_pages(count: int) -> bytes:
    """A PDF of that many pages, each with a line of its own."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    font = b"<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    for number in range(count):
        page = len(objects) + 1
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents %d 0 R/Resources%s>>"
            % (page + 1, font)
        )
        objects.append(
            stream(b"BT /F 12 Tf 72 700 Td (Line of page %d, which says a little.) Tj ET" % number)
        )
    kids = b" ".join(b"%d 0 R" % page for page in range(3, len(objects) + 1, 2))
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count)
    return pdf(objects)


def nested_archive(depth: int) -> bytes:
    """A plan in an archive in an archive …"""
    data = invented.package({"plan.txt": invented.text()})
    for level in range(depth):
        data = invented.package({f"level{level}.zip": data})
    return data


def ofd_of_one_page(count: int) -> bytes:
    """An OFD file all of whose pages are one part, full of lines."""
    page = InkedPage()
    for number in range(20_000):
        page.rule(72, number % 800, 500, number % 800)
    data = inked(page)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts: dict[str, str | bytes] = {name: file.read(name) for name in file.namelist()}
    listed = b'<ofd:Page ID="0" BaseLoc="Pages/Page_0/Content.xml"/>'
    parts["Doc_0/Document.xml"] = bytes(parts["Doc_0/Document.xml"]).replace(listed, listed * count)  # type: ignore[arg-type]
    return invented.package(parts)


def archive_of_bombs() -> bytes:
    """An archive of many files that together unpack to more than any disk of plans."""
    bomb = zip_bomb(2**27 - 2**24, name="plan.txt")
    return invented.package({f"{number}.zip": bomb for number in range(20)})


BOMBS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    # What it is: the file's name, the file, and what the error says.
    "Word document that unpacks to 2 GB": ("a.docx", lambda: zip_bomb(2**31, name="word/document.xml"), "times its size"),
    "the same, lying of its size": ("a.docx", lambda: zip_bomb(2**31, name="word/document.xml", says=100), "damaged"),
    "workbook that unpacks to 2 GB": ("a.xlsx", lambda: zip_bomb(2**31, name="xl/workbook.xml"), "times its size"),
    "entities in a Word document": ("a.docx", docx_with_entities, "entities that expand"),
    "entities in a workbook": ("a.xlsx", lambda: workbook("<row><c><v>&i;</v></c></row>", head=ENTITIES), "not written as|document type"),
    "tables nested a thousand deep": ("a.docx", lambda: docx_nested(1000), "nested deeper than 256"),
    "elements nested a hundred thousand deep": ("a.html", lambda: b"<html>" + b"<div>" * 100_000 + "市财政局".encode(), "nested deeper than 256"),
    "cells at far corners": ("a.xlsx", far_corners, "1,048,576 rows"),
    "PDF whose pages contain themselves": ("a.pdf", pdf_with_page_cycle, "a.pdf"),
    "PDF whose form draws itself": ("a.pdf", pdf_with_form_cycle, "a.pdf"),
    "PDF of 10,000 pages": ("a.pdf", lambda: pdf_of_pages(10_000), "10,000 pages"),
    "OFD file whose pages are one": ("a.ofd", lambda: ofd_of_one_page(2900), "are one part"),
    "archive of archives of archives": ("a.zip", lambda: nested_archive(5), "nested deeper"),
    "archive of bombs": ("a.zip", archive_of_bombs, "times its size"),
    "archive of too many entries": (
        "a.zip",
        lambda: invented.package({f"{number}.txt": "" for number in range(25_000)}),
        "25,000 entries",
    ),
    "table of spans beyond measure": (
        "a.html",
        lambda: b"<html><table>" + b"<tr><td colspan=1000 rowspan=65534>a<td colspan=1000>b" * 5000 + b"</table>",
        "a table of more than",
    ),
    "a quote that never closes": ("a.csv", lambda: ('任务,牵头单位\n"' + "编制图谱，\n" * 3_000_000).encode(), "cannot be read as a table"),
    "NULs": ("a.txt", lambda: "一、总体\0要求".encode(), "NUL"),
    "lone surrogates": ("a.txt", lambda: "一、总体".encode() + b"\xed\xa0\x80", "UTF-8"),
    "noise that calls itself a PDF": ("a.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 400, "damaged PDF"),
    "noise that calls itself a package": ("a.docx", lambda: b"PK\x03\x04" + bytes(range(256)) * 400, "damaged"),
    "noise that calls itself a workbook": (
        "a.xls",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 400,
        "damaged workbook",
    ),
}  # fmt: skip
