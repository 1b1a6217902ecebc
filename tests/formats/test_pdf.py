"""PDF: what is printed, in the order one reads it; nothing is guessed."""

from itertools import pairwise

import pytest
from formats.printed import Page, printed

from graph.model import InputError
from loaders.document import Document
from loaders.formats.paged.pdf import read_pdf

FIRST = ("一、强化创新引领", "（一）建设创新平台。支持高新区建设", "中试基地。（市科技局负责）")
SECOND = ("（二）推动成果转化。发布需求清单并", "培育转化机构。（市教育局负责）")


def _read(*pages: Page) -> Document:
    return read_pdf(printed(*pages), "plan.pdf")


def _lines(*pages: Page) -> list[str]:
    return [line.strip("\u3000") for line in _read(*pages).text.splitlines()]


def _cells(document: Document) -> list[list[list[str]]]:
    return [
        [[document.text[cell.start : cell.end] for cell in row] for row in table.rows]
        for table in document.tables
    ]


def test_lines_read_from_the_top_whatever_order_they_were_written_in() -> None:
    page = Page()
    for number in (2, 0, 1):
        page.text(72, 700 - 20 * number, FIRST[number])
    assert _lines(page) == list(FIRST)


def test_words_written_apart_on_one_line_are_one_line() -> None:
    page = (
        Page()
        .text(72, 700, "牵头单位：")
        .text(132, 700.4, "市科技局")
        .text(300, 700, "市财政局")
        .text(72, 680, "2024")
        .text(120, 680, "年")
    )
    assert _lines(page) == ["牵头单位：市科技局 市财政局", "2024年"]


def test_the_names_of_a_red_head_stand_before_what_is_printed_beside_them() -> None:
    page = (
        Page()
        .text(120, 720, "青岚市财政局", size=26)
        .text(120, 680, "青岚市教育局", size=26)
        .text(330, 700, "文件", size=26)
        .text(220, 640, "青财〔2031〕5号")
    )
    assert _lines(page) == ["青岚市财政局", "青岚市教育局", "文件", "青财〔2031〕5号"]


def test_squeezed_and_struck_twice() -> None:
    squeezed = Page()
    for number, sign in enumerate("一、总体要求"):
        squeezed.text(72 + 9 * number, 700, sign)
    assert _lines(squeezed) == ["一、总体要求"]
    twice = Page().text(72, 700, "市科技局").text(72.4, 700, "市科技局")
    assert _lines(twice) == ["市科技局"]


def test_first_lines_of_paragraphs_are_indented() -> None:
    page = Page().text(96, 700, FIRST[0]).text(96, 680, FIRST[1]).text(72, 660, FIRST[2]).text(72, 640, "完")
    assert _read(page).text.splitlines() == [f"　　{FIRST[0]}", f"　　{FIRST[1]}", FIRST[2], "完"]


@pytest.mark.parametrize(
    "numbers",
    [
        pytest.param(["— 1 —", "— 2 —", "— 3 —"], id="between dashes"),
        pytest.param(["1", "2", "3"], id="alone"),
        pytest.param(["第1页 共3页", "第2页 共3页", "第3页 共3页"], id="in words"),
        pytest.param(["1/3", "2/3", "3/3"], id="of all"),
        pytest.param(["- 17 -", "- 18 -", "- 19 -"], id="of a part"),
    ],
)
def test_page_numbers_and_running_heads_are_left_out(numbers: list[str]) -> None:
    pages = [
        Page().text(200, 760, "临江市人民政府文件").lines(*body).text(290, 40, number)
        for body, number in zip((FIRST, SECOND, ("附则",)), numbers, strict=True)
    ]
    assert _lines(*pages) == [*FIRST, *SECOND, "附则"]


def test_pages_that_are_all_alike_are_text() -> None:
    pages = [
        Page().text(72, 700, "责任清单").text(72, 680, f"第{number}户由市民政局负责") for number in (1, 2, 3)
    ]
    assert _lines(*pages) == [
        line for number in (1, 2, 3) for line in ("责任清单", f"第{number}户由市民政局负责")
    ]


def test_a_title_that_every_page_repeats_stands_once() -> None:
    pages = [
        Page()
        .text(200, 760, "临江市任务分工表", size=18)
        .table(XS, (740, 720, 700), [HEAD, (number, "编制图谱", "市科技局")])
        for number in "123"
    ]
    document = _read(*pages)
    assert document.text.count("临江市任务分工表") == 1
    assert document.text.startswith(("临江市任务分工表", "　　临江市任务分工表"))
    assert [len(rows) for rows in _cells(document)] == [4]


def test_running_heads_stand_as_far_from_the_edge_of_a_page_on_its_side() -> None:
    pages = [
        Page().text(200, 760, "临江市人民政府文件").lines(*FIRST),
        Page(rotate=90)
        .text(40, 200, "临江市人民政府文件", matrix="0 1 -1 0")
        .text(100, 200, "附则", matrix="0 1 -1 0"),
    ]
    assert _lines(*pages) == [*FIRST, "附则"]


def test_a_year_or_a_repeated_heading_in_the_body_stays() -> None:
    pages = [
        Page().lines("责任单位", "市科技局", "2024", "其他", "责任单位", "完"),
        Page().lines("开始", "责任单位", "市财政局", "2024", "末"),
    ]
    assert _lines(*pages) == [
        "责任单位",
        "市科技局",
        "2024",
        "其他",
        "责任单位",
        "完",
        "开始",
        "责任单位",
        "市财政局",
        "2024",
        "末",
    ]


def test_footnotes_stand_behind_the_text_and_their_marks_are_left_out() -> None:
    first = Page().lines(FIRST[0], "（一）建设创新平台。（牵头单位：市", top=120)
    first.text(264, 106, "1", size=7).rule(72, 90, 192, 90).text(72, 76, "1 名单由市教育局另行公布。", size=9)
    second = Page().lines("科技局、市财政局；配合单位：市工信局）")
    assert _lines(first.text(290, 30, "— 1 —"), second.text(290, 30, "— 2 —")) == [
        FIRST[0],
        "（一）建设创新平台。（牵头单位：市",
        "科技局、市财政局；配合单位：市工信局）",
        "1 名单由市教育局另行公布。",
    ]


@pytest.mark.parametrize(
    "foot",
    [
        pytest.param(Page().lines(*FIRST).text(72, 76, "注：由市教育局公布。", size=9), id="no bar"),
        pytest.param(
            Page().lines(*FIRST).rule(72, 90, 192, 90).text(72, 76, "市教育局印发"),
            id="type of the text's size",
        ),
        pytest.param(
            Page().lines(*FIRST).rule(72, 90, 528, 90).text(72, 76, "市教育局印发", size=9), id="a bar across"
        ),
    ],
)
def test_other_lines_at_the_foot_stay_where_they_are(foot: Page) -> None:
    assert _lines(foot, Page().lines(*SECOND))[3].startswith(("注", "市教育局"))


def test_a_raised_figure_behind_a_unit_stays() -> None:
    page = (
        Page()
        .text(72, 700, "面积10km")
        .text(72 + 6 * 12, 706, "2", size=7)
        .text(72 + 6 * 12 + 7, 700, "以上")
    )
    assert _lines(page) == ["面积10km2以上"]


def test_the_table_of_contents_is_left_out() -> None:
    contents = Page().lines(
        "目　录",
        "一、总体要求…………………1",
        "二、重点任务 ........... 2",
        "三、保障措施··········15",
        "附件",
        top=600,
    )
    assert _lines(contents, Page().lines("一、总体要求", "研发投入强度达到3.5", "完……")) == [
        "附件",
        "一、总体要求",
        "研发投入强度达到3.5",
        "完……",
    ]


def test_two_columns_read_one_after_the_other() -> None:
    page = Page().text(72, 740, "临江市推动先进材料产业链高质量发展若干措施的通知")
    left = [f"左栏第{number:02}行文字共十二字。" for number in range(12)]
    right = [f"右栏第{number:02}行文字共十二字。" for number in range(12)]
    for number in range(12):
        page.text(72, 700 - 20 * number, left[number]).text(320, 700 - 20 * number, right[number])
    assert _lines(page)[1:] == left + right


@pytest.mark.parametrize(
    ("rotate", "matrix", "place"),
    [
        pytest.param(0, "0 1 -1 0", lambda n: (100 + 20 * n, 100), id="text that runs upwards"),
        pytest.param(0, "0 -1 1 0", lambda n: (500 - 20 * n, 700), id="text that runs downwards"),
        pytest.param(0, "-1 0 0 -1", lambda n: (500, 100 + 20 * n), id="upside down"),
        pytest.param(90, "0 1 -1 0", lambda n: (100 + 20 * n, 100), id="turned with its page"),
        pytest.param(270, "1 0 0 1", lambda n: (72, 700 - 20 * n), id="a page turned without its text"),
    ],
)
def test_turned_pages_are_read(rotate: int, matrix: str, place: object) -> None:
    page = Page(rotate=rotate)
    for number, line in enumerate(FIRST):
        x, y = place(number)  # type: ignore[operator]
        page.text(x, y, line, matrix=matrix)
    document = _read(page)
    assert [line.strip("\u3000") for line in document.text.splitlines()] == list(FIRST)
    for span in document.places:
        assert span.place.box is not None
        left, bottom, right, top = span.place.box
        assert 0 <= left < right <= 600
        assert 0 <= bottom < top <= 800


def test_a_watermark_across_the_page_is_left_out() -> None:
    page = Page().lines(*FIRST).text(200, 300, "内部资料", size=60, matrix="0.7 0.7 -0.7 0.7")
    assert _lines(page) == list(FIRST)


XS, ROW = (72, 112, 312, 412), ("1", "编制图谱", "市科技局")
HEAD = ("序号", "任务", "牵头单位")


def test_a_ruled_table_between_lines() -> None:
    page = Page().text(72, 700, "附件").table(XS, (680, 660, 640), [HEAD, ROW]).text(72, 600, "注")
    document = _read(page)
    assert document.text == "附件\n序号\t任务\t牵头单位\n1\t编制图谱\t市科技局\n注\n"
    assert _cells(document) == [[list(HEAD), list(ROW)]]


def test_borders_drawn_as_bars_cell_by_cell() -> None:
    page = Page()
    for x0, x1 in pairwise(XS):
        for y0, y1 in ((680, 660), (660, 640)):
            page.bar(x0, y0 - 0.25, x1 - x0, 0.5).bar(x0, y1 - 0.25, x1 - x0, 0.5)
            page.bar(x0 - 0.25, y1, 0.5, y0 - y1).bar(x1 - 0.25, y1, 0.5, y0 - y1)
    for row, y in ((HEAD, 666), (ROW, 646)):
        for x, cell in zip(XS, row, strict=False):
            page.text(x + 4, y, cell)
    assert _cells(_read(page)) == [[list(HEAD), list(ROW)]]


def test_a_table_open_at_its_sides() -> None:
    page = Page()
    for y in (680, 660, 640):
        page.rule(72, y, 412, y)
    page.rule(112, 680, 112, 640).rule(312, 680, 312, 640)
    for row, y in ((HEAD, 666), (ROW, 646)):
        for x, cell in zip(XS, row, strict=False):
            page.text(x + 4, y, cell)
    assert _cells(_read(page)) == [[list(HEAD), list(ROW)]]


def test_merged_cells_stand_in_each_place_they_cover() -> None:
    page = Page().rule(72, 680, 412, 680).rule(112, 660, 412, 660).rule(72, 640, 412, 640)
    page.rule(72, 680, 72, 640).rule(112, 680, 112, 640).rule(412, 680, 412, 640).rule(312, 660, 312, 640)
    page.text(76, 656, "1").text(116, 666, "一、创新引领").text(116, 646, "编制图谱").text(
        316, 646, "市科技局"
    )
    assert _cells(_read(page)) == [[["1", "一、创新引领", "一、创新引领"], ["1", "编制图谱", "市科技局"]]]


def test_lines_wrapped_in_a_cell_are_joined_and_listed_ones_are_not() -> None:
    cell = "编制先进材料产业链图谱并按季\n度更新，建立清单"
    page = Page().table((72, 112, 288, 412), (680, 650, 590), [HEAD, ("1", cell, "市科技局\n市财政局")])
    assert _cells(_read(page))[0][1] == ["1", cell.replace("\n", ""), "市科技局\n市财政局"]


def test_a_table_over_two_pages_is_one_and_a_cut_row_is_joined() -> None:
    first = (
        Page()
        .table(XS, (120, 100, 60), [HEAD, ("1", "编制产业链图谱并建立动态管理的清", "市科技局")])
        .text(290, 40, "— 1 —")
    )
    second = (
        Page()
        .table(XS, (700, 660, 640), [("", "单", ""), ("2", "发布清单", "市财政局")])
        .text(290, 40, "— 2 —")
    )
    document = _read(first, second)
    assert _cells(document) == [
        [list(HEAD), ["1", "编制产业链图谱并建立动态管理的清单", "市科技局"], ["2", "发布清单", "市财政局"]]
    ]
    place = document.place(document.text.index("单\t"))
    assert place is not None
    assert place.page == 2


def test_a_row_cut_above_a_repeated_heading_is_joined() -> None:
    xs = (72, 112, 312, 412, 512)
    head = (*HEAD, "配合单位")
    whole = ("1", "编制产业链图谱并建立动态管理的清", "市科技局", "市财政局")
    first = Page().table(xs, (120, 100, 60), [head, whole])
    rest = ("", "单，定期发布", "", "市教育局")
    second = Page().table(xs, (700, 680, 640, 620), [head, rest, ("2", "发布清单", "市财政局", "")])
    assert _cells(_read(first, second)) == [
        [
            list(head),
            ["1", "编制产业链图谱并建立动态管理的清单，定期发布", "市科技局", "市财政局\n市教育局"],
            ["2", "发布清单", "市财政局", ""],
        ]
    ]


def test_a_row_that_goes_on_in_most_cells_is_joined_by_its_sentence() -> None:
    xs = (72, 112, 312, 452, 552)
    first = Page().table(
        xs, (120, 60), [("1", "编制产业链图谱并建立动态管理的清", "市工业和信息化", "市财政局")]
    )
    second = Page().table(
        xs, (700, 660, 640), [("", "单", "局", "市教育局"), ("2", "发布清单", "市财政局", "")]
    )
    [table] = _cells(_read(first, second))
    assert table[0][1] == "编制产业链图谱并建立动态管理的清单"
    assert table[1][0] == "2"


def test_a_merged_cell_that_a_page_cuts_goes_on() -> None:
    first = Page().table(XS, (120, 100, 60), [("领域", "任务", "牵头单位"), ("创新", "编制图谱", "市科技局")])
    second = Page().table(XS, (700, 660), [("", "发布清单", "市财政局")])
    assert _cells(_read(first, second)) == [
        [["领域", "任务", "牵头单位"], ["创新", "编制图谱", "市科技局"], ["创新", "发布清单", "市财政局"]]
    ]


def test_a_frame_around_text_is_no_table() -> None:
    page = (
        Page()
        .rule(60, 720, 540, 720)
        .rule(60, 640, 540, 640)
        .rule(60, 640, 60, 720)
        .rule(540, 640, 540, 720)
        .lines(*FIRST)
    )
    document = _read(page)
    assert document.tables == ()
    assert document.text.split() == list(FIRST)


UNRULED = (
    ("序号", "重点任务", "牵头单位", "完成时限"),
    ("1", "编制产业链图谱并", "市科技局", "6月底前"),
    ("", "按季度更新", "", ""),
    ("2", "发布需求清单", "市工业和信", "年底前"),
    ("", "", "息化局", ""),
)
COLUMNS = (72, 112, 260, 380)


def _unruled(rows: tuple[tuple[str, ...], ...] = UNRULED, *, top: float = 700) -> Page:
    page = Page()
    for number, row in enumerate(rows):
        for x, cell in zip(COLUMNS, row, strict=True):
            page.text(x, top - 16 * number, cell)
    return page


def test_a_task_table_without_lines_is_known_by_its_headings_and_numbers() -> None:
    document = _read(
        _unruled().text(72, 720, "附件").text(72, 580, "以上任务由各牵头单位负责落实，定期报送进展情况。")
    )
    assert _cells(document) == [
        [
            list(UNRULED[0]),
            ["1", "编制产业链图谱并按季度更新", "市科技局", "6月底前"],
            ["2", "发布需求清单", "市工业和信息化局", "年底前"],
        ]
    ]
    assert document.text.startswith("附件\n序号")
    assert document.text.endswith("定期报送进展情况。\n")


def test_a_task_table_with_lines_between_rows_only() -> None:
    rows = (
        UNRULED[0],
        ("", "编制产业链图谱并", "", ""),
        ("1", "按季度更新，长期", "市科技局", "6月底前"),
        UNRULED[3],
        UNRULED[4],
    )
    page = _unruled(rows)
    for y in (714, 695, 663, 631):
        page.rule(70, y, 440, y)
    assert [row[:3] for row in _cells(_read(page))[0]] == [
        ["序号", "重点任务", "牵头单位"],
        ["1", "编制产业链图谱并按季度更新，长期", "市科技局"],
        ["2", "发布需求清单", "市工业和信息化局"],
    ]


def test_headings_above_running_text_make_no_table() -> None:
    page = _unruled((UNRULED[0],)).text(72, 684, "各牵头单位要按照重点任务和完成时限，抓好工作落实。")
    assert _read(page).tables == ()


SCAN = Page().picture(0, 0, 600, 800)


def _hidden(count: int) -> Page:
    return Page().lines(*["\ue001\ue002\ue003\ue004\ue005" * 4] * count)


def test_scanned_pages_are_refused_by_number_and_the_others_are_read() -> None:
    errors: list[InputError] = []
    data = printed(
        Page().lines(*FIRST),
        SCAN,
        Page().picture(0, 0, 600, 800).text(290, 40, "— 3 —"),
        Page().lines(*SECOND),
    )
    document = read_pdf(data, "plan.pdf", on_error=errors.append)
    assert document.text.split() == [*FIRST, *SECOND]
    assert [str(error) for error in errors] == ["plan.pdf: page 2-3: a picture without text (a scan)"]
    with pytest.raises(InputError, match="page 2-3"):
        read_pdf(data, "plan.pdf")


def test_a_scan_with_recognised_text_is_read() -> None:
    assert _lines(Page().picture(0, 0, 600, 800).lines(*FIRST)) == list(FIRST)


def test_a_file_of_scans_is_refused() -> None:
    with pytest.raises(InputError, match="page 1: a picture without text"):
        read_pdf(printed(SCAN), "plan.pdf", on_error=lambda _: None)


def test_pages_whose_font_hides_the_characters_are_refused_by_number() -> None:
    with pytest.raises(InputError, match="page 1: its font hides"):
        read_pdf(printed(_hidden(5), unicode=False), "plan.pdf")


def test_a_few_signs_without_meaning_are_left_out() -> None:
    assert _lines(Page().lines(*FIRST).text(60, 640, "\uf06c市财政局")) == [*FIRST, "市财政局"]


def test_an_empty_page_is_no_scan() -> None:
    assert _lines(Page().lines(*FIRST), Page()) == list(FIRST)
    with pytest.raises(InputError, match="no text"):
        _read(Page())


def test_a_protected_file_is_named_so() -> None:
    data = printed(Page().lines(*FIRST)).replace(
        b"trailer\n<<",
        b"trailer\n<</Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + b"00" * 32 + b">/U<" + b"11" * 32 + b">>>"
        b"/ID[<00><00>]",
    )
    with pytest.raises(InputError, match="password"):
        read_pdf(data, "plan.pdf")
