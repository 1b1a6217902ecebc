"""Word documents: what Word shows, numbers and revisions included."""

import io
import zipfile

import pytest
from formats.invented import NUMBERING, W, docx_of, package, paragraph

from graph.model import InputError
from loaders.document import Document
from loaders.formats.word.docx import read_docx


def _lines(body: str, **parts: str) -> list[str]:
    return read_docx(docx_of(body, **parts), "plan.docx").text.splitlines()


def _run(text: str, properties: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}<w:t>{text}</w:t></w:r>"


_SHOWN = '<w:vanish w:val="0"/>'


def _cells(document: Document) -> list[list[list[str]]]:
    return [
        [[document.text[cell.start : cell.end] for cell in row] for row in table.rows]
        for table in document.tables
    ]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        pytest.param(
            f"<w:p>{_run('市')}<w:ins>{_run('科技局')}</w:ins><w:del><w:r><w:delText>财政局</w:delText></w:r></w:del>{_run('负责')}</w:p>",
            ["市科技局负责"],
            id="insertions stay, deletions go",
        ),
        pytest.param(
            f"<w:p><w:moveFrom>{_run('市财政局')}</w:moveFrom>{_run('由')}<w:moveTo>{_run('市商务局')}</w:moveTo></w:p>",
            ["由市商务局"],
            id="what was moved stands where it went",
        ),
        pytest.param(
            f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{_run('市科技局、')}</w:p><w:p>{_run('市财政局负责')}</w:p>",
            ["市科技局、市财政局负责"],
            id="a deleted paragraph mark joins two paragraphs",
        ),
        pytest.param(
            f"<w:p>{_run('市科技局')}{_run('（内部）', '<w:vanish/>')}{_run('负责', _SHOWN)}</w:p>",
            ["市科技局负责"],
            id="hidden text is not shown",
        ),
        pytest.param(
            "<w:p><w:r><w:t>牵头单位</w:t><w:tab/><w:t>市科技局</w:t><w:br/><w:t>2</w:t><w:noBreakHyphen/><w:t>3</w:t></w:r></w:p>",
            ["牵头单位\t市科技局", "2-3"],
            id="tabs and breaks",
        ),
        pytest.param(
            f"<w:p><w:hyperlink>{_run('市科技局')}</w:hyperlink><w:smartTag>{_run('负责')}</w:smartTag></w:p>"
            f"<w:sdt><w:sdtContent><w:p><w:sdt><w:sdtContent>{_run('市财政局')}</w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>",
            ["市科技局负责", "市财政局"],
            id="links and content controls",
        ),
        pytest.param(
            "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>3</w:t></w:r></w:p>",
            ["3"],
            id="a field shows its result, not its code",
        ),
        pytest.param(
            "<w:p><w:r><w:ruby><w:rt><w:r><w:t>qiān</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>牵</w:t></w:r></w:rubyBase></w:ruby><w:t>头</w:t></w:r></w:p>",
            ["牵头"],
            id="readings over characters are left out",
        ),
        pytest.param(
            "<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>"
            + paragraph("（市科技局负责）")
            + "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
            + paragraph("（市科技局负责）")
            + "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
            + paragraph("后文"),
            ["正文", "（市科技局负责）", "后文"],
            id="a text box stands once, behind its paragraph",
        ),
    ],
)
def test_what_word_shows(body: str, lines: list[str]) -> None:
    assert _lines(body) == lines


def test_footnotes_stand_behind_the_body() -> None:
    footnotes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="-1">{paragraph("——")}</w:footnote>'
        f'<w:footnote w:id="1">{paragraph("排在第一位的为牵头单位。")}</w:footnote></w:footnotes>'
    )
    body = "<w:p><w:r><w:t>责任单位</w:t></w:r><w:r><w:footnoteReference w:id='1'/></w:r></w:p>" + paragraph(
        "附则"
    )
    assert _lines(body, footnotes=footnotes) == ["责任单位", "附则", "排在第一位的为牵头单位。"]


def _numbering(levels: str, extra: str = "") -> str:
    return (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{extra}</w:numbering>'
    )


def _level(index: int, number_format: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{more}'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


_CHAPTERS = _level(0, "chineseCountingThousand", "第%1章") + _level(1, "decimal", "%1.%2")


@pytest.mark.parametrize(
    ("numbering", "levels", "labels"),
    [
        pytest.param(
            NUMBERING,
            [1, 2, 2, 1, 2, 3, 3],
            ["一、", "（一）", "（二）", "二、", "（一）", "1. ", "2. "],
            id="levels restart",
        ),
        pytest.param(
            NUMBERING,
            [1] * 21,
            ["一、", *[""] * 8, "十、", "十一、", *[""] * 8, "二十、", "二十一、"],
            id="tens",
        ),
        pytest.param(
            _numbering(_CHAPTERS),
            [1, 2, 2, 1, 2],
            ["第一章", "一.1", "一.2", "第二章", "二.1"],
            id="level text names others",
        ),
        pytest.param(
            _numbering(_level(0, "chineseCounting", "%1、") + _level(1, "decimal", "%1.%2", "<w:isLgl/>")),
            [1, 2],
            ["一、", "1.1"],
            id="legal numbering is decimal",
        ),
        pytest.param(
            _numbering(
                _level(0, "chineseCounting", "%1、")
                + _level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')
            ),
            [1, 2, 2, 1, 2],
            ["一、", "1.", "2.", "二、", "3."],
            id="a level that never restarts",
        ),
        pytest.param(NUMBERING, [2, 3], ["（一）", "1. "], id="a level before its parent"),
        pytest.param(
            _numbering(_level(0, "bullet", "●") + _level(1, "none", "")),
            [1, 2],
            ["", ""],
            id="bullets have no number",
        ),
    ],
)
def test_numbers_are_computed(numbering: str, levels: list[int], labels: list[str]) -> None:
    lines = _lines("".join(paragraph("文字", level=level) for level in levels), numbering=numbering)
    for line, label in zip(lines, labels, strict=True):
        assert line.endswith("文字")
        if label or not any(labels):
            assert line == label + "文字"


def test_a_second_list_counts_on_or_starts_anew_as_it_says() -> None:
    extra = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = "".join(paragraph("项", level=1, number_id=number) for number in (1, 2, 3, 3, 1))
    lines = _lines(body, numbering=_numbering(_level(0, "decimal", "%1."), extra))
    assert lines == ["1.项", "2.项", "1.项", "2.项", "3.项"]


def test_numbers_come_from_a_style_and_its_base() -> None:
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Plain"><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style></w:styles>'
    )
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_run("项")}</w:p>'
        for style in ("H1", "H2", "H2", "Plain", "H1")
    )
    assert _lines(body, styles=styles) == ["一、项", "（一）项", "（二）项", "项", "二、项"]


def test_a_linked_level_goes_before_that_of_the_base() -> None:
    linked = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:pStyle w:val="A"/>'
        '<w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="B"/>'
        '<w:suff w:val="nothing"/><w:lvlText w:val="%2．"/></w:lvl>'
    )
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="A"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="C"><w:basedOn w:val="B"/></w:style></w:styles>'
    )
    body = "".join(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_run("项")}</w:p>' for style in "ABCA")
    assert _lines(body, numbering=_numbering(linked), styles=styles) == ["一、项", "1．项", "2．项", "二、项"]


def test_a_level_is_linked_to_its_style() -> None:
    linked = _level(0, "chineseCounting", "%1、", '<w:pStyle w:val="A"/>') + _level(
        1, "decimal", "%2.", '<w:pStyle w:val="B"/>'
    )
    styles = f'<w:styles xmlns:w="{W}">' + "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        for key in "AB"
    )
    body = "".join(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_run("项")}</w:p>' for style in "ABB")
    assert _lines(body, numbering=_numbering(linked), styles=styles + "</w:styles>") == [
        "一、项",
        "1.项",
        "2.项",
    ]


def test_deleted_paragraphs_are_not_counted() -> None:
    deleted = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>'
        "<w:del><w:r><w:delText>删去</w:delText></w:r></w:del></w:p>"
    )
    assert _lines(paragraph("甲", level=1) + deleted + paragraph("乙", level=1)) == ["一、甲", "二、乙"]


def _cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def _row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def test_merged_cells_stand_in_each_place_they_cover() -> None:
    table = "".join(
        [
            _row(_cell(paragraph("序号")), _cell(paragraph("任务"), '<w:gridSpan w:val="2"/>')),
            _row(
                _cell(paragraph("1"), '<w:vMerge w:val="restart"/>'),
                _cell(paragraph("甲")),
                _cell(paragraph("乙")),
            ),
            _row(
                _cell("<w:p/>", "<w:vMerge/>"),
                _cell(paragraph("丙")),
                _cell(paragraph("丁") + paragraph("戊")),
            ),
        ]
    )
    document = read_docx(docx_of(f"<w:tbl>{table}</w:tbl>"), "plan.docx")
    assert document.text == "序号\t任务\n1\t甲\t乙\n丙\t丁\n戊\n"
    assert _cells(document) == [[["序号", "任务", "任务"], ["1", "甲", "乙"], ["1", "丙", "丁\n戊"]]]
    [table_span] = document.tables
    assert table_span.rows[1][0] == table_span.rows[2][0]


def test_a_table_that_only_frames_another_is_layout() -> None:
    inner = f"<w:tbl>{_row(_cell(paragraph('任务')), _cell(paragraph('牵头单位')))}{_row(_cell(paragraph('编制图谱')), _cell(paragraph('市科技局')))}</w:tbl>"
    document = read_docx(docx_of(f"<w:tbl>{_row(_cell(paragraph('附件') + inner))}</w:tbl>"), "plan.docx")
    assert _cells(document) == [[["任务", "牵头单位"], ["编制图谱", "市科技局"]]]
    assert document.text.startswith("附件\n")


def test_a_deleted_row_is_left_out() -> None:
    table = (
        _row(_cell(paragraph("甲")), _cell(paragraph("乙")))
        + "<w:tr><w:trPr><w:del/></w:trPr>"
        + _row(_cell(paragraph("丙")), _cell(paragraph("丁")))[6:]
    )
    assert _cells(read_docx(docx_of(f"<w:tbl>{table}</w:tbl>"), "plan.docx")) == [[["甲", "乙"]]]


def test_the_strict_form_is_read_too() -> None:
    with zipfile.ZipFile(io.BytesIO(docx_of(paragraph("项", level=1)))) as file:
        parts = {
            name: file.read(name).replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            for name in file.namelist()
        }
    assert read_docx(package(dict(parts)), "plan.docx").text == "一、项\n"


def test_the_table_of_contents_is_left_out() -> None:
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="10"><w:name w:val="toc 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="TOC Heading"/></w:style></w:styles>'
    )
    contents = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_run(text)}</w:p>'
        for style, text in (("a", "目录"), ("10", "一、总体要求1"))
    )
    assert _lines(contents + paragraph("一、总体要求"), styles=styles) == ["一、总体要求"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(docx_of("<w:p/>"), "no text", id="without text"),
        pytest.param(package({"word/document.xml": "<w:document"}), "damaged XML", id="cut off"),
        pytest.param(package({"word/other.xml": "x"}), "missing", id="without its main part"),
        pytest.param(b"PK\x03\x04", "damaged zip", id="no package"),
    ],
)
def test_what_is_no_document_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read_docx(data, "plan.docx")


def test_a_number_alone_in_a_cell_is_printed() -> None:
    number = '<w:p><w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>'
    rows = "".join(
        f"<w:tr><w:tc>{number}</w:tc><w:tc>{paragraph(task)}</w:tc></w:tr>"
        for task in ("编制图谱", "发布清单")
    )
    assert _lines(f"<w:tbl>{rows}</w:tbl>{number}{paragraph('完')}") == ["1.\t编制图谱", "2.\t发布清单", "完"]


_FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param(
            _FIELD.format("begin") + "<w:r><w:instrText>IF </w:instrText></w:r>" + _FIELD.format("begin")
            + "<w:r><w:instrText>PAGE</w:instrText></w:r>" + _FIELD.format("separate") + _run("1") + _FIELD.format("end")
            + "<w:r><w:instrText> = 1</w:instrText></w:r>" + _FIELD.format("separate") + _run("科技局") + _FIELD.format("end"),
            "科技局",
            id="a field within the instructions of another",
        ),
        pytest.param(_FIELD.format("end") + _run("科技局") + _FIELD.format("separate"), "科技局", id="ends of fields alone"),
        pytest.param('<w:r><w:t>甲</w:t><w:sym w:font="宋体" w:char="FF1A"/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "甲：", id="symbols"),
        pytest.param(
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + _run("单击此处输入文字") + "</w:sdtContent></w:sdt>"
            + _run("甲"),
            "甲",
            id="words that ask for something",
        ),
        pytest.param(
            "<w:r><mc:AlternateContent><mc:Choice><w:drawing/></mc:Choice><mc:Fallback><w:pict><v:textbox>"
            f"<w:txbxContent>{paragraph('甲')}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
            "甲",
            id="a box in the last alternative alone",
        ),
    ],
)  # fmt: skip
def test_what_stands_in_a_paragraph(content: str, text: str) -> None:
    assert [line for line in _lines(f"<w:p>{content}</w:p>{paragraph('完')}") if line] == [text, "完"]


_PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><wp:extent cx="{}" cy="{}"/><a:graphic>'
    '<a:graphicData uri="{}"><a:blip/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
)
_OLE = (
    '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" ProgID="{}"/></w:object>'
    "</w:r></w:p>"
)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        pytest.param(_OLE.format("Excel.Sheet.12"), "1 embedded file;", id="an embedded workbook"),
        pytest.param('<w:altChunk w:val="1"/>' * 2, "2 inserted files;", id="files to be inserted by Word"),
        pytest.param(
            _PICTURE.format(5_600_000, 8_000_000, "a/picture"),
            "1 picture as large as a scan;",
            id="a scanned annex",
        ),
        pytest.param(_PICTURE.format(9, 9, "a/diagram"), "1 diagram;", id="SmartArt"),
        pytest.param(
            _OLE.format("Equation.3") + _PICTURE.format(900_000, 900_000, "a/picture"),
            "",
            id="a formula and a seal",
        ),
    ],
)
def test_what_may_hold_text_and_is_not_read_is_named(body: str, says: str) -> None:
    errors: list[InputError] = []
    read_docx(docx_of(paragraph("一、总体要求") + body), "plan.docx", on_error=errors.append)
    assert [str(error).startswith(f"plan.docx: not read in it: {says}") for error in errors] == [True] * bool(
        says
    )
