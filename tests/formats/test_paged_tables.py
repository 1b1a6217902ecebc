"""Tables of printed pages: whatever their columns' widths, they say what the Word document says."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from formats.divided import Form, docx
from formats.printed import Page, printed

from graph.model import Facts, Role
from loaders.document import Document
from loaders.formats.files import read_documents
from loaders.formats.paged.pdf import read_pdf
from loaders.pipeline import read_document

HEAD = ("序号", "重点任务", "牵头单位", "配合单位")
# Columns of 2, 8, 4 and 6 characters.
XS = (72, 104, 208, 264, 344)


def _read(*pages: Page) -> Document:
    return read_pdf(printed(*pages), "plan.pdf")


def _facts(document: Document) -> Facts:
    [facts] = read_document(document)
    return facts


def _duties(facts: Facts, role: Role) -> list[list[str]]:
    return [[duty.agency for duty in measure.duties if duty.role is role] for measure in facts.measures]


def _table(*rows: tuple[str, ...], top: float = 700) -> Page:
    heights = [14 * max(cell.count("\n") + 1 for cell in row) + 8 for row in rows]
    ys = [top]
    for height in heights:
        ys.append(ys[-1] - height)
    return Page().table(XS, ys, rows)


@pytest.mark.parametrize(
    ("printed_cell", "names"),
    [
        ("市委组织\n部、市司\n法局", ["市委组织部", "市司法局"]),
        ("各镇人民\n政府", ["各镇人民政府"]),
        ("市市场监\n管局（市\n知识产权\n局）", ["市市场监管局（市知识产权局）"]),
        ("市司法局\n市财政局", ["市司法局", "市财政局"]),
        ("市财政局\n各县（市\n、区）人\n民政府", ["市财政局", "各县（市、区）人民政府"]),
        ("市人力资\n源社会保\n障局\n市教委", ["市人力资源社会保障局", "市教委"]),
        ("市司法局\n，市财政\n局", ["市司法局", "市财政局"]),
    ],
)
def test_names_wrap_at_the_edge_of_a_narrow_cell(printed_cell: str, names: list[str]) -> None:
    facts = _facts(_read(_table(HEAD, ("1", "编制图谱", printed_cell, ""))))
    assert _duties(facts, Role.LEADS) == [names]
    assert facts.diagnostics == ()


def test_what_words_do_not_tell_is_said_with_page_and_row_and_not_guessed() -> None:
    rows = (("1", "编制图谱", "市财政局\n教育局", "市商务局"), ("2", "发布清单", "市司法局", ""))
    facts = _facts(_read(_table(HEAD, *rows)))
    assert _duties(facts, Role.LEADS) == [[], ["市司法局"]]
    assert _duties(facts, Role.SUPPORTS) == [["市商务局"], []]
    [said] = facts.diagnostics
    assert "row 1" in said.message
    assert said.excerpt == "市财政局教育局"
    assert said.place is not None
    assert said.place.page == 1


def test_a_number_that_wraps_stays_one_also_over_two_pages() -> None:
    first = _table(
        HEAD, ("99", "编制图谱", "市司法局", ""), ("10", "发布需求清单并每", "市财政局", ""), top=150
    )
    second = _table(("0", "季更新", "", ""), ("10\n1", "宣传政策", "市教育局", ""))
    facts = _facts(_read(first, second))
    assert [(measure.path, measure.text) for measure in facts.measures] == [
        ("99", "编制图谱"),
        ("100", "发布需求清单并每季更新"),
        ("101", "宣传政策"),
    ]


def test_a_list_that_a_page_cuts_goes_on() -> None:
    first = _table(HEAD, ("1", "编制图谱", "市司法局\n、市财政", ""), top=150)
    second = _table(HEAD, ("", "", "局", ""), ("2", "发布清单", "市教育局", ""))
    assert _duties(_facts(_read(first, second)), Role.LEADS) == [["市司法局", "市财政局"], ["市教育局"]]


def test_a_merged_task_goes_on_over_a_page_beside_its_numbers() -> None:
    first = _table(HEAD, ("1", "编制图谱", "市司法局", ""), top=150)
    second = _table(("2", "", "市教育局", ""), ("3", "发布清单", "市财政局", ""))
    facts = _facts(_read(first, second))
    assert [measure.heading for measure in facts.measures] == ["编制图谱", "编制图谱", "发布清单"]


# Columns of 2, 8, 3, 3 and 4 characters, with a gap of one between them.
PLAIN_XS = (72, 108, 216, 264, 312)
PLAIN_HEADS = (("序号", "重点任务", "牵头单", "配合单", "完成时限"), ("", "", "位", "位", ""))
PLAIN_ROWS = (
    (("1", "编制先进材料图谱", "市司法", "市财政", "6月底前"), ("", "并按季更新", "局、市", "局", ""), ("", "", "教育局", "", "")),
    (("2", "发布需求清单", "各镇人", "", "长期坚持"), ("", "", "民政府", "", "")),
    (("3", "宣传政策", "市委组", "市教委", "2031年"), ("", "", "织部", "", "12月")),
)  # fmt: skip
PLAIN_FACTS = [
    ("1", "编制先进材料图谱并按季更新", ["市司法局", "市教育局"], ["市财政局"]),
    ("2", "发布需求清单", ["各镇人民政府"], []),
    ("3", "宣传政策", ["市委组织部"], ["市教委"]),
]


def _plain(*rows: tuple[tuple[str, ...], ...], top: float = 700) -> Page:
    page = Page()
    for number, line in enumerate(line for row in rows for line in row):
        for x, words in zip(PLAIN_XS, line, strict=True):
            page.text(x, top - 16 * number, words)
    return page


def _said(document: Document) -> list[tuple[str, str, list[str], list[str]]]:
    facts = _facts(document)
    assert facts.diagnostics == ()
    leads, supports = _duties(facts, Role.LEADS), _duties(facts, Role.SUPPORTS)
    return [
        (measure.path, measure.text, lead, support)
        for measure, lead, support in zip(facts.measures, leads, supports, strict=True)
    ]


def test_columns_without_lines_are_told_by_the_white_space_between_them() -> None:
    page = _plain(PLAIN_HEADS, *PLAIN_ROWS).text(72, 500, "以上任务由各牵头单位负责落实，定期报送进展情况。")
    assert _said(_read(page)) == PLAIN_FACTS


@pytest.mark.parametrize("heads", [(), PLAIN_HEADS])
def test_they_go_on_on_the_next_page_with_or_without_their_heads(heads: tuple[tuple[str, ...], ...]) -> None:
    first = _plain(PLAIN_HEADS, PLAIN_ROWS[0][:1], top=130)
    second = _plain(heads, PLAIN_ROWS[0][1:], *PLAIN_ROWS[1:])
    assert _said(_read(first, second)) == PLAIN_FACTS


def test_the_last_words_of_a_row_may_stand_alone_on_a_page() -> None:
    last = (("3", "宣传政策", "市委组", "市教委", "2031年"), ("", "", "织部", "", "12月"))
    first = _plain(PLAIN_HEADS, *PLAIN_ROWS[:2], last[:1])
    assert _said(_read(first, Page().text(264 - 48, 700, "织部"))) == PLAIN_FACTS


def test_a_mark_may_hang_into_the_gap() -> None:
    row = (("1", "编制图谱", "市司法", "市教委", ""), ("", "", "局、", "", ""), ("", "", "市财政、", "市教育", ""), ("", "", "市文旅", "局", ""), ("", "", "局", "", ""))  # fmt: skip
    page = Page()
    for number, line in enumerate((*PLAIN_HEADS, *row)):
        for x, words in zip((72, 108, 216, 264, 312), line, strict=True):
            page.text(x, 700 - 16 * number, words)
    [(_, task, leads, supports)] = _said(_read(page))
    assert task == "编制图谱"
    assert supports == ["市教委", "市教育局"]
    assert leads == ["市司法局", "市财政", "市文旅局"]


def test_a_head_with_a_gap_in_it_is_one() -> None:
    page = _plain((("", "重点任务", "牵头单", "配合单", "完成时限"), PLAIN_HEADS[1]), *PLAIN_ROWS)
    assert _said(_read(page.text(66, 700, "序").text(90, 700, "号"))) == PLAIN_FACTS


def test_a_line_over_all_columns_heads_the_rows_below_it() -> None:
    page = _plain(PLAIN_HEADS)
    page.text(72, 668, "一、优化营商环境和服务")
    for number, line in enumerate(line for row in PLAIN_ROWS for line in row):
        for x, words in zip(PLAIN_XS, line, strict=True):
            page.text(x, 652 - 16 * number, words)
    assert [path for path, *_ in _said(_read(page))] == ["一/1", "一/2", "一/3"]


def test_numbers_in_the_middle_of_their_rows() -> None:
    page = _plain(PLAIN_HEADS)
    top = 660.0
    for row in PLAIN_ROWS:
        height = 16 * len(row) + 6
        for column, x in enumerate(PLAIN_XS):
            lines = [line[column] for line in row if line[column]]
            for number, words in enumerate(lines):
                page.text(x, top - height / 2 + 8 * (len(lines) - 1) - 16 * number, words)
        top -= height
    assert _said(_read(page)) == PLAIN_FACTS


def test_rows_that_nothing_parts_stay_text() -> None:
    heads = tuple(
        ("重点任务", *line[2:]) if at == 0 else ("", *line[2:]) for at, line in enumerate(PLAIN_HEADS)
    )
    page = Page()
    for number, line in enumerate(
        (*heads, *(("", "市司法", "市财政", "长期"), ("编制图谱", "局", "局", "坚持")) * 2)
    ):
        for x, words in zip(PLAIN_XS[1:], line, strict=True):
            page.text(x, 700 - 16 * number, words)
    assert _read(page).tables == ()


TIGHT_XS = (72, 180, 252, 324)
TIGHT = (
    (("重点任务", "牵头单位", "配合单位", "完成时限"),),
    (("编制先进材料图", "市司法局", "市财政局、", "6月底前"), ("谱并按季更新", "", "市教育局", "")),
    (("发布需求清单", "各镇人民政", "", "长期坚持"), ("", "府", "", "")),
    (("宣传科技政策", "市委组织部", "市教委", "12月"),),
)  # fmt: skip


def _at(xs: tuple[float, ...], rows: tuple[tuple[tuple[str, ...], ...], ...]) -> Page:
    page = Page()
    for number, line in enumerate(line for row in rows for line in row):
        for x, words in zip(xs, line, strict=True):
            page.text(x, 700 - 16 * number, words)
    return page


def test_rows_without_numbers_begin_where_a_column_begins_again() -> None:
    facts = _facts(_read(_at(TIGHT_XS, TIGHT)))
    assert [measure.text for measure in facts.measures] == [
        "编制先进材料图谱并按季更新",
        "发布需求清单",
        "宣传科技政策",
    ]
    assert _duties(facts, Role.LEADS) == [["市司法局"], ["各镇人民政府"], ["市委组织部"]]
    assert _duties(facts, Role.SUPPORTS) == [["市财政局", "市教育局"], [], ["市教委"]]
    assert facts.diagnostics == ()


def test_rows_in_the_middle_of_their_cells_without_numbers_are_said_and_not_guessed() -> None:
    centred = (
        (("重点任务", "牵头单位", "配合单位", "完成时限"),),
        (("", "市司法局", "", ""), ("编制先进材料图谱", "、市教育局", "市财政局", "6月底前"), ("", "、市商务局", "", "")),
        (("", "各镇人民政", "", ""), ("发布需求清单", "府、市教委", "", "长期坚持")),
    )  # fmt: skip
    facts = _facts(_read(_at(TIGHT_XS, centred)))
    assert _duties(facts, Role.LEADS) == []
    assert "the cells of these rows cannot be told apart" in [found.message for found in facts.diagnostics]


def test_rows_without_numbers_go_on_on_the_next_page() -> None:
    rest = ((("", "、市商务局", "", ""),), *TIGHT[2:])
    facts = _facts(_read(_at(TIGHT_XS, TIGHT[:2]), _at(TIGHT_XS, rest)))
    assert [measure.text for measure in facts.measures] == [
        "编制先进材料图谱并按季更新",
        "发布需求清单",
        "宣传科技政策",
    ]
    assert _duties(facts, Role.LEADS) == [["市司法局", "市商务局"], ["各镇人民政府"], ["市委组织部"]]


def test_a_row_that_begins_a_page_is_none_of_the_page_before() -> None:
    last = ((("发布清单。", "省人力资源", "市教委", "长期坚持"), ("", "社会保障厅", "", "")),)
    first = ((("宣传科技政策", "青岚高新区", "市教委", "12月"), ("", "管委会", "", "")),)
    facts = _facts(_read(_at(TIGHT_XS, (*TIGHT[:2], *last)), _at(TIGHT_XS, (*first, *TIGHT[2:]))))
    assert _duties(facts, Role.LEADS) == [
        ["市司法局"],
        ["省人力资源社会保障厅"],
        ["青岚高新区管委会"],
        ["各镇人民政府"],
        ["市委组织部"],
    ]


def test_rows_of_a_further_page_that_cannot_be_told_apart_are_said() -> None:
    further = ((("编制先进图谱", "市司法局、", "", ""), ("", "市教育局", "市财政局", "6月底前")), *TIGHT[2:])
    facts = _facts(_read(_at(TIGHT_XS, TIGHT), _at(TIGHT_XS, further)))
    assert _duties(facts, Role.LEADS) == [["市司法局"], ["各镇人民政府"], ["市委组织部"]]
    assert [(found.message, found.place and found.place.page) for found in facts.diagnostics] == [
        ("the cells of these rows cannot be told apart", 2)
    ]


@pytest.mark.parametrize(("gap", "said"), [(2, 0), (0, 4)])
def test_cells_that_nearly_touch_are_told_apart_or_said(gap: int, said: int) -> None:
    xs = (36, 72, 156 + gap, 216 + 2 * gap, 276 + 3 * gap)
    rows = [
        tuple((str(number) if first else "", *line) for first, line in zip((True, False), row, strict=False))
        for number, row in enumerate(TIGHT[1:], 1)
    ]
    facts = _facts(_read(_at(xs, ((("序号", *TIGHT[0][0]),), *rows))))
    assert len(facts.diagnostics) == said + (said > 0)
    leads = [["市司法局"], ["各镇人民政府"], ["市委组织部"]]
    assert _duties(facts, Role.LEADS) == ([] if said else leads)
    assert all(found.place is not None and found.place.page == 1 for found in facts.diagnostics)


SELECTION = {
    "portrait, 1.5 cm": Form(rows=60, body=1.5),
    "landscape, 2.5 cm, 150 rows": Form(rows=150, body=2.5, landscape=True),
    "narrow numbers over pages": Form(rows=150, body=2.0, number=0.75),
    "centred, merged, heads repeated": Form(rows=60, body=3.0, merged=4, centred=True, repeated=True),
    "one name a line": Form(rows=60, body=3.5, one_a_line=True),
    "8 columns": Form(rows=60, columns=8, merged=3, size=9),
    "no rules, rows cut below repeated heads": Form(rows=60, body=2.0, ruled=False, repeated=True),
    "no rules, centred, heads repeated": Form(rows=60, body=2.5, ruled=False, centred=True, repeated=True),
}


@pytest.mark.office
def test_libreoffice_prints_what_the_documents_say(tmp_path: Path) -> None:
    for number, form in enumerate(SELECTION.values()):
        (tmp_path / f"{number}.docx").write_bytes(docx(form))
    subprocess.run(
        [
            *(
                shutil.which("soffice") or "soffice",
                f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            ),
            *("--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)),
            *sorted(map(str, tmp_path.glob("*.docx"))),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    for number, name in enumerate(SELECTION):
        assert _all_of(tmp_path / f"{number}.pdf") == _all_of(tmp_path / f"{number}.docx"), name


def _all_of(path: Path) -> list[tuple[object, ...]]:
    [document] = read_documents(path)
    facts = _facts(document)
    assert facts.diagnostics == ()
    return [
        (
            measure.path,
            measure.heading,
            measure.text,
            [(duty.role, re.sub(r"\s", "", duty.agency)) for duty in measure.duties],
            [deadline.text for deadline in measure.deadlines],
        )
        for measure in facts.measures
    ]
