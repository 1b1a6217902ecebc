"""OFD, the national format for pages: read as a PDF is."""

import io
import zipfile

import pytest
from formats.inked import InkedPage, inked
from formats.invented import package

from graph.model import InputError
from loaders.document import Document
from loaders.formats.paged.ofd import read_ofd

FIRST = ("一、强化创新引领", "（一）建设创新平台。支持高新区建设", "中试基地。（市科技局负责）")
XS, HEAD = (72, 112, 312, 412), ("序号", "任务", "牵头单位")


def _read(*pages: InkedPage) -> Document:
    return read_ofd(inked(*pages), "plan.ofd")


def _lines(*pages: InkedPage) -> list[str]:
    return [line.strip("\u3000") for line in _read(*pages).text.splitlines()]


def _page(*lines: str) -> InkedPage:
    page = InkedPage()
    page.lines(*lines)
    return page


def test_lines_stand_in_reading_order_with_page_and_box() -> None:
    page = InkedPage().text(72, 660, FIRST[2]).text(72, 700, FIRST[0]).text(72, 680, FIRST[1])
    document = _read(_page("首页"), page)
    assert document.text.split() == ["首页", *FIRST]
    place = document.place(document.text.index("一、"))
    assert place is not None
    assert place.page == 2
    assert place.box is not None
    assert [round(side) for side in place.box] == [72, 699, 168, 711]


def test_names_of_parts_are_found_in_any_case() -> None:
    with zipfile.ZipFile(io.BytesIO(inked(_page(*FIRST)))) as file:
        parts = {name.upper(): file.read(name) for name in file.namelist()}
    assert read_ofd(package(parts), "plan.ofd").text.split() == list(FIRST)


def test_page_numbers_and_what_a_template_repeats_are_left_out() -> None:
    pages = []
    for number, lines in enumerate((FIRST, ("附则",), ("附件",)), 1):
        page = InkedPage().text(200, 760, "临江市人民政府文件").into_template()
        page.lines(*lines)
        pages.append(page.text(290, 40, f"— {number} —"))
    assert _lines(*pages) == [*FIRST, "附则", "附件"]


def test_a_table_over_two_pages() -> None:
    first, second = InkedPage(), InkedPage()
    first.table(XS, (120, 100, 60), [HEAD, ("1", "编制产业链图谱并建立动态管理的清", "市科技局")])
    second.table(XS, (700, 660, 640), [("", "单", ""), ("2", "发布清单", "市财政局")])
    document = _read(first, second)
    [table] = document.tables
    assert [[document.text[cell.start : cell.end] for cell in row] for row in table.rows] == [
        list(HEAD),
        ["1", "编制产业链图谱并建立动态管理的清单", "市科技局"],
        ["2", "发布清单", "市财政局"],
    ]


@pytest.mark.parametrize(
    ("matrix", "place"),
    [
        pytest.param("0 1 -1 0", lambda number: (100 + 20 * number, 200), id="to the left"),
        pytest.param("0 -1 1 0", lambda number: (500 - 20 * number, 600), id="to the right"),
    ],
)
def test_a_page_on_its_side_is_read(matrix: str, place: object) -> None:
    page = InkedPage()
    for number, line in enumerate(FIRST):
        page.text(*place(number), line, matrix=matrix)  # type: ignore[operator]
    assert _lines(page) == list(FIRST)


def test_a_watermark_across_the_page_is_left_out() -> None:
    page = _page(*FIRST).text(200, 400, "内部资料注意保存", size=40, matrix="0.7 0.7 -0.7 0.7")
    assert _lines(page) == list(FIRST)


@pytest.mark.parametrize(
    ("code", "line"),
    [
        pytest.param(
            '<ofd:TextCode X="0" Y="0" DeltaX="4.2 4.2 4.2">市科技局</ofd:TextCode>',
            "市科技局",
            id="each step",
        ),
        pytest.param('<ofd:TextCode X="0" Y="0">市科技局</ofd:TextCode>', "市科技局", id="no step"),
        pytest.param(
            '<ofd:TextCode X="0" Y="0" DeltaX="g 5 4.2">2024年底</ofd:TextCode>',
            "2024年底",
            id="wide figures",
        ),
        pytest.param(
            '<ofd:TextCode X="8.4" Y="0" DeltaX="4.2">技局</ofd:TextCode><ofd:TextCode X="0" Y="0" DeltaX="g 1 4.2">市科</ofd:TextCode>',
            "市科技局",
            id="two stretches",
        ),
        pytest.param(
            '<ofd:TextCode X="nan" Y="" DeltaX="g 9999999 x g">市科技局</ofd:TextCode>',
            "市科技局",
            id="nonsense",
        ),
    ],
)
def test_characters_stand_where_their_steps_put_them(code: str, line: str) -> None:
    page = InkedPage()
    page.objects.append(f'<ofd:TextObject Boundary="20 20 50 5" Size="4.2">{code}</ofd:TextObject>')
    assert _lines(page) == [line]


def test_scanned_pages_and_hidden_characters_are_refused_by_number() -> None:
    errors: list[InputError] = []
    pages = (_page(*FIRST), InkedPage().picture(0, 0, 600, 800), _page("¤" * 20))
    document = read_ofd(inked(*pages), "plan.ofd", on_error=errors.append)
    assert document.text.split() == list(FIRST)
    assert "page 2: a picture without text" in str(errors[0])
    assert "page 3: its font hides" in str(errors[0])
    with pytest.raises(InputError, match="page 1: a picture"):
        _read(InkedPage().picture(0, 0, 600, 800))


def test_documents_behind_the_first_are_named() -> None:
    errors: list[InputError] = []
    read_ofd(inked(_page(*FIRST), documents=3), "plan.ofd", on_error=errors.append)
    assert str(errors[0]).startswith("plan.ofd: its first document is read, 2 more in it not")


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param({"OFD.xml": "<OFD/>"}, id="no document"),
        pytest.param(
            {"OFD.xml": "<OFD><DocBody><DocRoot>D.xml</DocRoot></DocBody></OFD>"}, id="a missing part"
        ),
        pytest.param(
            {"OFD.xml": "<OFD><DocBody><DocRoot>D.xml</DocRoot></DocBody></OFD>", "D.xml": "<Document/>"},
            id="no page",
        ),
        pytest.param({"OFD.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><OFD>&b;</OFD>"}, id="entities"),
        pytest.param({"OFD.xml": "no XML"}, id="no XML"),
    ],
)
def test_a_damaged_file_is_refused(parts: dict[str, str | bytes]) -> None:
    with pytest.raises(InputError, match=r"plan\.ofd"):
        read_ofd(package(parts), "plan.ofd")


def test_a_page_that_is_missing_is_refused_by_number() -> None:
    errors: list[InputError] = []
    data = inked(_page(*FIRST), _page("附则")).replace(b"Pages/Page_1/", b"Pages/Page_7/")
    document = read_ofd(data, "plan.ofd", on_error=errors.append)
    assert document.text.split() == list(FIRST)
    assert "page 2: damaged" in str(errors[0])
