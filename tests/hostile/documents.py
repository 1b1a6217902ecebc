"""Documents of every format that are made to keep a reader busy: each may be read or refused, but neither for long."""

import base64
import zipfile
from collections.abc import Callable
from io import BytesIO

from formats import invented
from formats.inked import InkedPage, inked
from formats.printed import Page, printed, stream
from formats.printed import pdf as pdf_of
from hostile.bombs import docx_nested, empty_rows, pdf_of_pages, workbook

# What a text, and the text of any other format, is made of again and again, with how often.
TEXTS: dict[str, tuple[str, int]] = {
    "blanks": (" ", 300_000), "wide blanks": ("\u3000", 300_000), "empty lines": ("\n", 300_000),
    "returns": ("\r", 300_000), "zero widths": ("\u200b", 300_000), "tabs": ("\t", 300_000),
    "brackets that open": ("（", 100_000), "brackets that close": ("）", 100_000), "brackets in brackets": ("（〔【《", 30_000),
    "names in brackets that open": ("（市财政局", 30_000), "quotes that open": ("“市财政局", 30_000), "titles that open": ("《", 100_000),
    "full stops": ("。", 100_000), "colons": ("：", 100_000), "dots": ("…", 100_000), "stars": ("*", 100_000), "pipes": ("|", 100_000),
    "one hanzi": ("局", 100_000), "cities": ("市", 100_000), "counties in cities": ("青岚市白石县", 20_000), "leads": ("牵头", 60_000),
    "by": ("由", 20_000), "by bureaus": ("由市财政局", 10_000), "labels": ("责任单位：", 30_000), "labels with a gap": ("责任单位　", 30_000),
    "labels on lines": ("责任单位：市财政局\n", 15_000), "labels for nobody": ("责任单位：\n", 20_000), "labels in brackets": ("【责任单位】", 20_000),
    "names without end": ("市财政局、", 40_000), "names with gaps": ("市财政局 ", 40_000), "names in names": ("市财政局（市国资委）、", 20_000),
    "annotations in one paragraph": ("做好工作（市财政局负责）", 8_000), "annotations on lines": ("做好工作。（市财政局负责）\n", 8_000),
    "sentences that say duties": ("由市财政局牵头做好工作，市教育局配合", 5_000), "conventions": ("（市财政局、市教育局负责，排在第一位的为牵头部门）\n", 4_000),
    "numbering that begins again": ("一、做好工作。\n", 20_000), "articles that begin again": ("第一条 做好工作。\n", 15_000), "annexes": ("附件\n", 30_000),
    "numbers in numbers": ("一、\n（一）\n1.\n（1）\n①\n", 5_000), "chapters": ("第一章 总则\n第一条 工作\n", 8_000), "contents": ("一、总体要求……1\n", 10_000),
    "notices": ("青岚市人民政府关于印发《工作方案》的通知\n一、做好工作。（市财政局负责）\n", 3_000), "titles": ("关于做好工作的实施方案\n", 10_000),
    "parts": ("文档1\n一、做好工作。（市财政局负责）\n", 3_000), "about": ("关于", 50_000), "about, on lines": ("关于\n", 15_000), "one hanzi a line": ("一\n", 20_000),
    "dates": ("2025年1月1日\n", 15_000), "signatures": ("青岚市人民政府办公室2025年1月1日\n", 8_000), "page numbers": ("— 1 —\n", 30_000),
    "deadlines": ("2025年底前，", 20_000), "goals": ("增长10%以上，", 20_000), "zones": ("青岚高新区、", 20_000), "zones without a mark": ("青岚高新区", 20_000),
    "chains": ("新能源电池产业链、", 15_000), "focuses": ("青岚高新区重点发展新材料产业，", 8_000), "citations": ("根据《青岚市规划》（青政发〔2025〕1号），", 8_000),
    "columns of pipes": ("任务|牵头单位|", 10_000), "rows of pipes": ("|做好工作|市财政局|\n", 10_000), "rows of tabs": ("做好工作\t市财政局\t市教育局\n", 10_000),
    "headings of tables on lines": ("序号\n任务\n牵头单位\n", 8_000), "rows of a table on lines": ("1\n做好工作\n市财政局\n市教育局\n", 6_000),
    "digits": ("1", 100_000), "numbers with marks": ("1.", 60_000), "traditional": ("責任單位：市財政局；", 10_000), "persons": ("责任人：张三、李四\n", 8_000),
}  # fmt: skip
_BEFORE = "青岚市工作方案\n一、重点工作\n（一）做好工作。"
_BEHIND = "（市财政局负责）\n"


def _text(name: str) -> str:
    sign, count = TEXTS[name]
    return _BEFORE + sign * count + _BEHIND


def _page(body: str) -> bytes:
    return f"<html><meta charset=utf-8><body>{body}</body></html>".encode()


def _cells(*texts: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{invented.paragraph(text)}</w:tc>" for text in texts) + "</w:tr>"


def _table(*rows: str) -> bytes:
    return invented.docx_of(f"<w:tbl>{_cells('任务', '牵头单位')}{''.join(rows)}</w:tbl>")


def _sheet(*rows: str) -> bytes:
    """A workbook of these rows, each given as what stands between its row element's tags."""
    return workbook("".join(f'<row r="{number}">{row}</row>' for number, row in enumerate(rows, 1)))


def _cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def _shared_stream(pages: int, content: bytes) -> bytes:
    """A PDF all of whose pages draw the same."""
    font = b"<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 3 0 R/Resources%s>>" % font
    kids = b" ".join(b"%d 0 R" % number for number in range(4, 4 + pages))
    head = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages)]
    return pdf_of([*head, stream(content), *[page] * pages])


def _line_of(number: int) -> bytes:
    return b"BT /F 8 Tf 40 %d Td (Line %d, which says a little and then a little more.) Tj ET\n" % (
        number * 9 % 780,
        number,
    )


def _zip_of(count: int, name: Callable[[int], str], content: str) -> bytes:
    return invented.package({name(number): content for number in range(count)})


def _stored_twice(count: int) -> bytes:
    """An archive whose directory names one entry again and again."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("plan.txt", "一、做好工作。（市财政局负责）\n" * 100)
        for number in range(count):
            entry = zipfile.ZipInfo(f"{number}.txt")
            copy = file.infolist()[0]
            entry.header_offset, entry.CRC, entry.flag_bits = copy.header_offset, copy.CRC, copy.flag_bits
            entry.compress_type, entry.compress_size, entry.file_size = (
                copy.compress_type,
                copy.compress_size,
                copy.file_size,
            )
            file.filelist.append(entry)
    return packed.getvalue()


def _inked(lines: int, pages: int) -> bytes:
    page = InkedPage()
    for number in range(lines):
        page.text(72, 700 - number % 600, "市财政局负责")
    return inked(*[page] * pages)


_DUTY = "<tr><td>做好工作<td>市财政局"
_MERGED = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
_BOX = "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
PAGES: dict[str, Callable[[], str]] = {
    "attributes of one tag": lambda: "<p " + " ".join(f"a{number}='x'" for number in range(10_000)) + ">",
    "one attribute again and again": lambda: "<p " + "a='x' " * 50_000 + ">",
    "rows that span all rows": lambda: "<table>" + "<tr><td rowspan=60000>a" * 5_000 + "</table>",
    "rows that span all rows beside others": lambda: "<table>" + "<tr><td rowspan=60000>a<td>b" * 3_000 + "</table>",
    "columns that span a thousand": lambda: "<table>" + "<tr><td colspan=1000>a<td>b" * 5_000 + "</table>",
    "a table as wide as long": lambda: "<table>" + ("<tr>" + "<td>a" * 200) * 200 + "</table>",
    "pairs of columns": lambda: "<table><tr>" + "<td>任务<td>牵头单位" * 5_000 + "<tr>" + "<td>做好工作<td>市财政局" * 5_000 + "</table>",
    "many tables": lambda: f"<table><tr><td>任务<td>牵头单位{_DUTY}</table>" * 2_000,
    "tables of one row": lambda: "<table><tr><td>任务<td>牵头单位</table>" * 4_000,
    "tables in tables": lambda: "<table><tr><td>a<td>" * 60 + "市财政局" * 10_000,
    "tables in one cell": lambda: "<table><tr><td>a<td>" + f"<table><tr><td>任务<td>牵头单位{_DUTY}</table>" * 300 + "</table>",
    "lines in one cell": lambda: "<table><tr><td>任务<td>牵头单位<tr><td>" + "a<br>" * 10_000 + "<td>市财政局</table>",
    "elements in elements": lambda: ("<span>" * 100 + "a" + "</span>" * 100) * 500,
    "elements that never close": lambda: "<b>a" * 200 + "<p>市财政局" * 20_000,
    "elements that cross": lambda: "<b><i>a</b>b</i>" * 20_000,
    "items of a list": lambda: "<ol>" + "<li>做好工作" * 8_000 + "</ol>",
    "lists in lists": lambda: "<ol><li>a" * 100 + "</ol>" * 100 + "<p>市财政局" * 10_000,
    "links": lambda: "<div>" + "<a href=x>做好工作。</a>" * 20_000 + "</div>",
    "entities": lambda: "&nbsp;&#20013;&amp;" * 30_000,
    "characters that no text holds": lambda: "&#xD800;&#0;&#x110000;" * 20_000,
    "signs that open a tag": lambda: "<" * 200_000, "comments that open": lambda: "<!--" * 100_000, "sections that open": lambda: "<![CDATA[" * 50_000,
    "scripts that open": lambda: "<script>" * 50_000, "tags that close": lambda: "</div>" * 100_000, "forms": lambda: "<form><input>" * 20_000,
    "pictures inside the page": lambda: "<img src='data:image/png;base64," + "QUJD" * 3_000_000 + "'>",
    "pictures that never end": lambda: "<img src='data:" + "data:" * 200_000,
    "styles": lambda: f"<p style='{'display : ' * 50_000}'>市财政局",
    "classes": lambda: f"<p class='{'share ' * 50_000}'>市财政局",
}  # fmt: skip
DOCUMENTS: dict[str, tuple[str, Callable[[], bytes]]] = {
    # What it is: the file's name, and the file.
    **{f"text of {name}": ("a.txt", lambda name=name: _text(name).encode()) for name in TEXTS},
    **{f"page of {name}": ("a.html", lambda build=build: _page(build())) for name, build in PAGES.items()},
    **{
        f"Word document of {name}": ("a.docx", lambda name=name: invented.docx_of(invented.paragraph(_text(name).replace("\n", "</w:t><w:br/><w:t>").replace("\r", ""))))
        for name in ("brackets that open", "labels", "annotations in one paragraph", "notices", "one hanzi a line", "rows of a table on lines")
    },
    "Word document of paragraphs": ("a.docx", lambda: invented.docx_of(invented.paragraph("做好工作。（市财政局负责）") * 8_000)),
    "Word document of runs": ("a.docx", lambda: invented.docx_of("<w:p>" + "<w:r><w:t>做</w:t></w:r>" * 40_000 + "</w:p>")),
    "Word document of rows": ("a.docx", lambda: _table(_cells("做好工作", "市财政局") * 2_000)),
    "Word document of columns": ("a.docx", lambda: invented.docx_of(f"<w:tbl>{_cells(*['任务', '牵头单位'] * 1_000)}{_cells(*['做好工作', '市财政局'] * 1_000)}</w:tbl>")),
    "Word document of merged rows": ("a.docx", lambda: _table(*[f"<w:tr>{_MERGED}<w:tc>{invented.paragraph('市财政局')}</w:tc></w:tr>"] * 3_000)),
    "Word document of wide spans": ("a.docx", lambda: _table(*["<w:tr><w:tc><w:tcPr><w:gridSpan w:val='9999'/></w:tcPr><w:p/></w:tc></w:tr>"] * 3_000)),
    "Word document of tables": ("a.docx", lambda: invented.docx_of(f"<w:tbl>{_cells('任务', '牵头单位')}{_cells('做好工作', '市财政局')}</w:tbl>" * 2_000)),
    "Word document of tables in tables": ("a.docx", lambda: docx_nested(60)),
    "Word document of fields that open": ("a.docx", lambda: invented.docx_of("<w:p>" + "<w:r><w:fldChar w:fldCharType='begin'/></w:r>" * 40_000 + "</w:p>")),
    "Word document of numbers": ("a.docx", lambda: invented.docx_of("<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>做好工作</w:t></w:r></w:p>" * 10_000)),
    "Word document of boxes in boxes": ("a.docx", lambda: invented.docx_of('<w:p xmlns:v="urn:schemas-microsoft-com:vml"/>' + _nested(_BOX.replace("v:", "w:"), 30) * 100)),
    "csv of rows": ("a.csv", lambda: ("任务,牵头单位\n" + "做好工作,市财政局\n" * 5_000).encode()),
    "csv of pairs of columns": ("a.csv", lambda: ("任务,牵头单位," * 8_000 + "\n" + "做好工作,市财政局," * 8_000 + "\n").encode()),
    "csv of marks": ("a.csv", lambda: ("," * 100_000).encode()),
    "csv of one long row behind short ones": ("a.csv", lambda: ("任务,牵头单位\n" + "做好工作,市财政局\n" * 3_000 + "a," * 3_000).encode()),
    "csv of headings": ("a.csv", lambda: ("任务,牵头单位\n" * 5_000).encode()),
    "csv of quotes": ("a.csv", lambda: ('"a","' * 60_000).encode()),
    "csv of lines in a cell": ("a.csv", lambda: ('任务,牵头单位\n做好工作,"' + "市财政局\n" * 30_000 + '"\n').encode()),
    "csv of sections": ("a.csv", lambda: ("任务,牵头单位\n" + "一、工作,\n做好工作,市财政局\n" * 3_000).encode()),
    **{
        f"Markdown of {name}": ("a.md", lambda sign=sign, count=count: (_BEFORE + sign * count + _BEHIND).encode())
        for name, sign, count in (
            ("links", "[市财政局](http://a)", 10_000), ("links that open", "[", 100_000), ("pictures that open", "![a](", 60_000),
            ("comments that open", "<!--", 60_000), ("tags that open", "<p ", 60_000), ("emphasis", "**a** ", 40_000), ("quotations", "> ", 60_000),
        )
    },
    "Markdown with a picture inside": ("a.md", lambda: f"{_BEFORE}![a](data:image/png;base64,{base64.b64encode(bytes(3 * 2**20)).decode()}){_BEHIND}".encode()),
    "text in GB18030": ("a.txt", lambda: _text("names without end").encode("gb18030")),
    "text in UTF-16": ("a.txt", lambda: b"\xff\xfe" + _text("names without end").encode("utf-16-le")),
    "text of damaged characters": ("a.txt", lambda: _text("full stops").encode() + b"\xe5" * 30_000),
    "workbook of rows": ("a.xlsx", lambda: _sheet(_cell("A1", "任务") + _cell("B1", "牵头单位"), *[_cell(f"A{row}", "做好工作") + _cell(f"B{row}", "市财政局") for row in range(2, 4_000)])),
    "workbook of empty rows": ("a.xlsx", lambda: empty_rows(200_000)),
    "workbook of one long cell": ("a.xlsx", lambda: _sheet(_cell("A1", "任务") + _cell("B1", "牵头单位"), _cell("A2", "做好工作") + _cell("B2", "市财政局、" * 20_000))),
    "workbook of formulas": ("a.xlsx", lambda: _sheet(*["<c r='A1'><f>" * 30_000])),
    "PDF of a shared stream": ("a.pdf", lambda: _shared_stream(3_000, b"".join(map(_line_of, range(80))))),
    "PDF of one long page": ("a.pdf", lambda: _shared_stream(1, b"".join(map(_line_of, range(20_000))))),
    "PDF of pages": ("a.pdf", lambda: pdf_of_pages(300)),
    "PDF of rules": ("a.pdf", lambda: _shared_stream(3, b"0 0 m 500 500 l S " * 30_000)),
    "PDF of saved states": ("a.pdf", lambda: _shared_stream(1, b"q " * 300_000)),
    "PDF of a table": ("a.pdf", lambda: printed(Page().table([72, 300, 500], [700 - 5 * row for row in range(120)], [["市财政局", "负责"]] * 119))),
    "OFD of lines on one place": ("a.ofd", lambda: _inked(3_000, 1)),
    "OFD of pages": ("a.ofd", lambda: _inked(40, 100)),
    "archive of plans": ("a.zip", lambda: _zip_of(1_000, lambda number: f"{number}.txt", _BEFORE + _BEHIND)),
    "archive of files that are no plans": ("a.zip", lambda: _zip_of(15_000, lambda number: f"{number}.png", "")),
    "archive of deep folders": ("a.zip", lambda: _zip_of(20, lambda number: "a/" * 20_000 + f"{number}.txt", _BEFORE + _BEHIND)),
    "archive that names one file often": ("a.zip", lambda: _stored_twice(1_000)),
    "archive of pages": ("a.zip", lambda: invented.package({f"{number}.html": _page(PAGES["many tables"]()) for number in range(3)})),
}  # fmt: skip


def _nested(frame: str, depth: int) -> str:
    inner = invented.paragraph("市财政局负责")
    for _ in range(depth):
        inner = frame.format(inner)
    return inner
