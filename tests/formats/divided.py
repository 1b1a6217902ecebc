"""An invented 任务分工表 of many rows as a Word document, of any columns, for LibreOffice to print.

Bodies have 3 to 12 characters, some with brackets; lists have up to three of them. Everything is drawn from one seed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from xml.sax.saxutils import escape

from formats.invented import docx_of

TITLE = "青岚市2031年重点工作任务分工表"

BODIES = (
    "市教委", "市医保局", "市司法局", "市财政局", "市教育局", "市委宣传部", "市委组织部", "市科学技术局", "市农业农村局",
    "市卫生健康委", "市生态环境局", "市退役军人局", "市中级人民法院", "市住房城乡建设局", "市文化广电旅游局",
    "市发展和改革委员会", "市人力资源社会保障局", "青岚海关", "国网青岚供电公司", "市市场监管局(市知识产权局)",
    "市商务局(市自贸办)", "各镇人民政府", "各县(市、区)人民政府", "省人力资源社会保障厅", "青岚高新区管委会",
    "青岚经济技术开发区管委会", "市政务服务和大数据管理局", "人民银行青岚市分行", "市总工会", "团市委",
)  # fmt: skip
_SUBJECTS = (
    "公共服务",
    "审批流程",
    "口岸通关",
    "人才引进",
    "绿色制造",
    "数据共享",
    "老旧小区",
    "冷链物流",
    "知识产权",
    "水源保护",
)
_MEANS = ("台账管理", "联席会议", "专项资金", "试点示范", "定期评估", "分类指导", "社会监督", "信息平台")
_AIMS = (
    "完善{}清单，推行{}",
    "建立{}机制，健全{}制度，压缩办理时间30%",
    "开展{}提升行动，落实{}，覆盖12个乡镇",
    "优化{}，做好{}工作",
)
_TIMES = ("2031年12月底前", "2031年6月底前", "长期坚持", "持续推进", "2031年9月", "每季度末")
_HEADS = {
    6: ("序号", "重点任务", "具体措施", "牵头单位", "配合单位", "完成时限"),
    8: ("序号", "工作领域", "重点任务", "具体措施", "牵头单位", "配合单位", "责任单位", "完成时限"),
}


@dataclass(frozen=True, kw_only=True)
class Form:
    """How the table looks. `body` is the width of each column of bodies in cm; lengths without a unit are points."""

    rows: int = 60
    columns: int = 6
    body: float = 2.5
    number: float = 1.1
    time: float = 2.2
    size: float = 10.5
    landscape: bool = False
    ruled: bool = True
    centred: bool = False
    one_a_line: bool = False
    comma: str = "、"
    merged: int = 1
    repeated: bool = False
    whole_rows: bool = False
    numbered: bool = True


def records(form: Form) -> Iterator[tuple[str, ...]]:
    """The rows below the heads, lists as lists of names parted by new lines or the form's comma."""
    random = Random(f"{form.rows} {form.columns}")
    for number in range(1, form.rows + 1):
        subject, other = random.sample(_SUBJECTS, 2)
        # The same draw for every form: how a list is parted changes nothing else.
        lists = [random.sample(BODIES, random.choice((1, 1, 2, 3))) for _ in range(form.columns - 4)]
        aim = random.choice(_AIMS).format(other, random.choice(_MEANS))
        time = random.choice(_TIMES)
        mark = "\n" if form.one_a_line else form.comma
        named = [mark.join(names) for names in lists]
        if form.columns == 8:
            area = f"{subject}领域"
            yield str(number), area, f"推进{subject}改革", f"{aim}。", named[0], named[1], named[2], time
        else:
            yield str(number), f"推进{subject}改革", f"{aim}。", named[0], named[1], time


def docx(form: Form) -> bytes:
    """The plan as a Word document: its title and one table."""
    across, down = (29.7, 21.0) if form.landscape else (21.0, 29.7)
    margin = 2.0
    bodies = form.columns - 4 if form.columns == 6 else 3
    fixed = (form.number if form.numbered else 0) + form.time + bodies * form.body
    texts = form.columns - 2 - bodies
    rest = (across - 2 * margin - fixed) / texts
    widths = [*[form.number] * form.numbered, *[rest] * texts, *[form.body] * bodies, form.time]
    grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in widths)
    line = '<w:{0} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    borders = "".join(map(line.format, ("top", "left", "bottom", "right", "insideH", "insideV")))
    first = 0 if form.numbered else 1
    head = _row(form, _HEADS[form.columns][first:], widths, merges=(), head=True)
    rows = [row[first:] for row in records(form)]
    printed = [
        _row(form, row, widths, merges=(1, 2)[: form.columns // 8 + 1] if form.merged > 1 else (), at=at)
        for at, row in enumerate(_merged(rows, form.merged))
    ]
    table = (
        '<w:tbl><w:tblPr><w:tblLayout w:type="fixed"/>'
        f"{f'<w:tblBorders>{borders}</w:tblBorders>' if form.ruled else ''}</w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{head}{''.join(printed)}</w:tbl>"
    )
    turned = ' w:orient="landscape"' if form.landscape else ""
    page = (
        f'<w:sectPr><w:pgSz w:w="{_twips(across)}" w:h="{_twips(down)}"{turned}/>'
        f'<w:pgMar w:top="{_twips(margin)}" w:bottom="{_twips(margin)}" w:left="{_twips(margin)}"'
        f' w:right="{_twips(margin)}" w:header="600" w:footer="600" w:gutter="0"/></w:sectPr>'
    )
    return docx_of(f"{_paragraph(TITLE, 18, 'center')}{table}<w:p/>{page}")


def _merged(rows: Sequence[tuple[str, ...]], height: int) -> Iterator[tuple[str, ...]]:
    """Of every so many rows all say in the cells before the measures what the first says."""
    for at, row in enumerate(rows):
        first = rows[at - at % height]
        columns = 3 if len(row) == 8 else 2
        yield (row[0], *first[1:columns], *row[columns:])


def _row(
    form: Form,
    cells: Sequence[str],
    widths: Sequence[float],
    *,
    merges: Sequence[int],
    at: int = 0,
    head: bool = False,
) -> str:
    properties = ("<w:cantSplit/>" if form.whole_rows else "") + (
        "<w:tblHeader/>" if head and form.repeated else ""
    )
    written = ""
    for column, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        merge = ""
        if column in merges:
            starts = at % form.merged == 0
            merge = '<w:vMerge w:val="restart"/>' if starts else "<w:vMerge/>"
            cell = cell if starts else ""
        middle = '<w:vAlign w:val="center"/>' if form.centred else ""
        written += (
            f'<w:tc><w:tcPr><w:tcW w:w="{_twips(width)}" w:type="dxa"/>{merge}{middle}</w:tcPr>'
            + "".join(
                _paragraph(line, form.size, "center" if form.centred else "left") for line in cell.split("\n")
            )
            + "</w:tc>"
        )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{written}</w:tr>"


def _paragraph(text: str, size: float, side: str) -> str:
    return (
        f'<w:p><w:pPr><w:jc w:val="{side}"/></w:pPr><w:r><w:rPr><w:sz w:val="{round(2 * size)}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def _twips(centimetres: float) -> int:
    return round(centimetres / 2.54 * 1440)
