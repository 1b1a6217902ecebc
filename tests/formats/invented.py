"""One invented plan, written in every format that plans come in.

`TEXT` is the plan as a plain text; every other form must give the same facts. The table of its annex divides the
same tasks, with a merged cell, headings in two rows and a row that spans the table.
"""

import io
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape

from loaders.formats.word.counting import printed_number

TITLE = "临江市推动先进材料产业链高质量发展若干措施"
NUMBER = "临政办发〔2024〕12号"

# Level 0 is running text; 1 is 一、, 2 is (一), 3 is 1. The numbers are not part of the text.
ITEMS: tuple[tuple[int, str], ...] = (
    (0, "各县（市、区）人民政府，市政府各部门："),
    (0, "为推动先进材料产业链高质量发展，结合我市实际，制定本措施。"),
    (1, "强化创新引领"),
    (
        2,
        "建设创新平台。支持临江高新区建设先进材料中试基地，2025年底前建成投用，按建设投资的一定比例给予补助。"
        "（牵头单位：市科技局；配合单位：市财政局、临江高新区管委会）",
    ),
    (2, "推动成果转化。"),
    (3, "发布需求清单。每季度征集企业技术需求并向社会发布。（市科技局牵头，市工业和信息化局、市教育局配合）"),
    (3, "培育转化机构。支持专业机构落户，完善收益分配办法。〔市市场监管局、市税务局按职责分工负责〕"),
    (1, "优化要素保障"),
    (
        2,
        "保障用地需求。优先安排产业链项目用地指标，用好存量土地。（责任单位：市自然资源局、各县（市、区）人民政府）",
    ),
    (2, "畅通融资渠道。引导银行机构加大信贷投放，降低综合融资成本。（市政府金融办、人民银行临江市分行负责）"),
    (1, "加强组织领导"),
    (2, "健全工作机制。建立联席会议制度，定期调度进展，协调解决问题。（市工业和信息化局负责）"),
)

TABLE_TITLE = "任务分工表"
# None continues the cell at its left or above.
TABLE: tuple[tuple[str | None, ...], ...] = (
    ("序号", "重点任务", "责任分工", None, "完成时限"),
    (None, None, "牵头单位", "配合单位", None),
    ("一、创新引领", None, None, None, None),
    ("1", "建设中试基地", "市科技局", "市财政局、临江高新区管委会", "2025年底前"),
    ("2", "发布需求清单", "市科技局", "市工业和信息化局、市教育局", "每季度"),
    ("3", None, "市市场监管局", "市税务局", "2024年12月底前"),
)
# Row, column, last row, last column of the merged cells above.
MERGED = ((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 1, 4), (2, 0, 2, 4), (4, 1, 5, 1))

_LABELS = {1: "{}、", 2: "（{}）", 3: "{}."}


def numbered() -> Iterator[tuple[int, str]]:
    """Level and text of each item with its number printed."""
    counters = {1: 0, 2: 0, 3: 0}
    for level, text in ITEMS:
        if level:
            counters[level] += 1
            for deeper in range(level + 1, 4):
                counters[deeper] = 0
            number = printed_number(counters[level], "decimal" if level == 3 else "chineseCounting")
            yield level, _LABELS[level].format(number) + text
        else:
            yield level, text


def text() -> str:
    """The plan as a plain text, a paragraph a line."""
    return "\n".join([TITLE, NUMBER, *(f"　　{line}" for _, line in numbered())]) + "\n"


def hard_wrapped(width: int = 28) -> str:
    """The plan with its lines broken at a width, as copied from a page."""
    lines: list[str] = []
    for paragraph in text().splitlines():
        lines += [paragraph[at : at + width] for at in range(0, len(paragraph), width)]
    return "\n".join(lines) + "\n"


def markdown() -> str:
    """The plan with Markdown's marks."""
    marks = {0: "", 1: "## ", 2: "", 3: ""}
    return "\n\n".join([f"# {TITLE}", NUMBER, *(marks[level] + line for level, line in numbered())]) + "\n"


def html() -> str:
    """The plan as a page of a government's site, with all that stands around it there."""
    body = "\n".join(f'<p style="text-indent:2em">{escape(line)}</p>' for _, line in numbered())
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><meta name="ArticleTitle" content="{TITLE}"><title>{TITLE}_临江市人民政府</title>
<style>p {{ margin: 0 }}</style><script>var unit = "（牵头单位：脚本局）";</script></head>
<body>
<div class="header"><div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zf">政府信息公开</a></li>
<li><a href="/bs">办事服务</a></li><li><a href="/hd">互动交流（责任单位：市政府办公室）</a></li></ul></div></div>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/zc">政策文件</a></div>
<div class="article"><h1>{TITLE}</h1>
<div class="info">发布时间：2024-05-20　来源：市政府办公室　字号：[<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>]</div>
<div class="share">分享到：<a href="#">微信</a></div>
<div id="zoom" class="TRS_Editor"><p style="text-align:center">{NUMBER}</p>
{body}
</div></div>
<div class="related"><h3>相关链接</h3><ul><li><a href="/1">政策解读（市财政局负责）</a></li><li><a href="/2">图解</a></li></ul></div>
<div class="page-foot"><p>主办单位：临江市人民政府办公室</p><p>承办单位：临江市大数据局</p>
<p>网站标识码：0000000001　云ICP备00000001号　云公网安备00000000000001号</p></div>
</body></html>
"""


def html_table(style: str = "") -> str:
    """The annex's table as HTML."""
    rows = []
    for row, cells in enumerate(TABLE):
        line = ""
        for column, cell in enumerate(cells):
            if cell is None:
                continue
            last_row, last_column = _last(row, column)
            spans = f' rowspan="{last_row - row + 1}"' if last_row > row else ""
            spans += f' colspan="{last_column - column + 1}"' if last_column > column else ""
            line += f"<td{spans}>{escape(cell)}</td>"
        rows.append(f"<tr>{line}</tr>")
    return f"<h2>{TABLE_TITLE}</h2><table{style}>{''.join(rows)}</table>"


def _last(row: int, column: int) -> tuple[int, int]:
    return next(((r2, c2) for r1, c1, r2, c2 in MERGED if (r1, c1) == (row, column)), (row, column))


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT_TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>
<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>
<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/>
</Types>"""
NUMBERING = f"""<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="space"/><w:lvlText w:val="%3."/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
_STYLES = f"""<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsia="Noto Serif CJK SC"
w:ascii="Noto Serif CJK SC" w:hAnsi="Noto Serif CJK SC"/><w:sz w:val="28"/><w:lang w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>"""


def package(parts: dict[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def docx_of(body: str, **parts: str) -> bytes:
    """A Word document with this body; `numbering`, `styles`, `footnotes` replace those parts."""
    parts = {"numbering": NUMBERING, "styles": _STYLES, **parts}
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{name}" Target="{name}.xml"/>'
        for number, name in enumerate(parts, 1)
    )
    head = '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    return package(
        {
            "[Content_Types].xml": _CONTENT_TYPES,
            "_rels/.rels": f'{head}<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f"{head}{relations}</Relationships>",
            "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}"'
            ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
            ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
            ' xmlns:v="urn:schemas-microsoft-com:vml">'
            f"<w:body>{body}</w:body></w:document>",
            **{f"word/{name}.xml": part for name, part in parts.items()},
        }
    )


def paragraph(text: str, *, level: int = 0, number_id: int = 1) -> str:
    """A paragraph; from level 1 it is numbered by the numbering part."""
    properties = (
        f'<w:pPr><w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="{number_id}"/></w:numPr></w:pPr>'
        if level
        else '<w:pPr><w:ind w:firstLineChars="200" w:firstLine="560"/></w:pPr>'
    )
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def docx_table() -> str:
    """The annex's table in WordprocessingML."""
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in (800, 2400, 2000, 2400, 1600))
    rows = ""
    for row, cells in enumerate(TABLE):
        line, column = "", 0
        while column < len(cells):
            start = next(
                (merge for merge in MERGED if merge[0] <= row <= merge[2] and merge[1] <= column <= merge[3]),
                (row, column, row, column),
            )
            span = start[3] - start[1] + 1
            merge = (
                ""
                if start[0] == start[2]
                else f"<w:vMerge{' w:val=' + chr(34) + 'restart' + chr(34) if row == start[0] else ''}/>"
            )
            width = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
            words = cells[column] if row == start[0] else ""
            line += f"<w:tc><w:tcPr>{width}{merge}</w:tcPr><w:p><w:r><w:t>{escape(words or '')}</w:t></w:r></w:p></w:tc>"
            column += span
        rows += f"<w:tr>{line}</w:tr>"
    return f"<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def docx(*, with_table: bool = False, computed: bool = True) -> bytes:
    """The plan as a Word document, its numbers left to Word, or typed."""
    body = paragraph(TITLE) + paragraph(NUMBER)
    if computed:
        body += "".join(paragraph(text, level=level) for level, text in ITEMS)
    else:
        body += "".join(paragraph(text) for _, text in numbered())
    if with_table:
        body += paragraph(TABLE_TITLE) + docx_table() + "<w:p/>"
    return docx_of(body)


def csv() -> str:
    """The annex's table as comma-separated values: no cell can be merged, each is repeated."""
    return "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in grid()) + "\r\n"


def grid() -> list[list[str]]:
    """The annex's table with every merged cell repeated."""
    cells = [[cell or "" for cell in row] for row in TABLE]
    for top, left, bottom, right in MERGED:
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                # A row that spans the table stands in its first cell alone.
                if (top, bottom) != (row, row) or right - left < len(cells[row]) - 1 or column == left:
                    cells[row][column] = TABLE[top][left] or ""
    return cells


def markdown_table() -> str:
    """The annex's table with pipes; Markdown has one row of headings."""
    rows = [f"| {' | '.join(row)} |" for row in grid()[1:]]
    return "\n".join([f"# {TABLE_TITLE}", "", rows[0], "|---" * len(TABLE[0]) + "|", *rows[1:]]) + "\n"


def xlsx() -> bytes:
    """The annex's table as a workbook, its title in a cell over all columns."""
    import xlsxwriter

    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = workbook.add_worksheet("任务分工")
    sheet.merge_range(0, 0, 0, len(TABLE[0]) - 1, TABLE_TITLE)
    for row, cells in enumerate(TABLE, 1):
        for column, cell in enumerate(cells):
            if cell is not None:
                sheet.write_string(row, column, cell)
    for top, left, bottom, right in MERGED:
        sheet.merge_range(top + 1, left, bottom + 1, right, TABLE[top][left])
    workbook.close()
    return buffer.getvalue()
