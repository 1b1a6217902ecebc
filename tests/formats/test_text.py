"""Bytes to characters: every encoding that plans come in, and a clear word on all others."""

import codecs

import pytest

from graph.model import InputError
from loaders.formats import builder
from loaders.formats import text as plain_text
from loaders.formats.text import decode, read_plain_text

PLAN = "一、强化招商引资\r\n（一）编制产业链图谱。（牵头单位：市工信局）\n"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(PLAN.encode(), id="UTF-8"),
        pytest.param(codecs.BOM_UTF8 + PLAN.encode(), id="UTF-8 with a mark"),
        pytest.param(codecs.BOM_UTF16_LE + PLAN.encode("utf-16-le"), id="UTF-16 little-endian"),
        pytest.param(codecs.BOM_UTF16_BE + PLAN.encode("utf-16-be"), id="UTF-16 big-endian"),
        pytest.param(codecs.BOM_UTF32_LE + PLAN.encode("utf-32-le"), id="UTF-32 little-endian"),
        pytest.param(PLAN.encode("gb18030"), id="GB18030"),
    ],
)
def test_every_encoding_gives_the_same_characters(data: bytes) -> None:
    assert decode(data, "plan.txt") == PLAN


def test_four_byte_gb18030_is_read() -> None:
    text = "由白石县𡐓坪镇政府负责，县自然资源局配合。"
    assert decode(text.encode("gb18030"), "plan.txt") == text


def test_line_ends_stay_so_that_offsets_count_in_the_published_text() -> None:
    document = read_plain_text(PLAN.encode(), "plan.txt")
    start = document.text.index("市工信局")
    assert PLAN[start : start + 4] == document.evidence(start, start + 4).text == "市工信局"
    assert document.place(start) is None


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        pytest.param(
            "前文\n| 任务 | 单位 |\n|:--|--:|\n| 甲 | 乙、丙 |\n后文",
            [["任务", "单位"], ["甲", "乙、丙"]],
            id="pipes",
        ),
        pytest.param(
            "任务 | 单位\r\n--- | ---\r\n甲 |\r\n\r\n丙 | 丁",
            [["任务", "单位"], ["甲", ""]],
            id="pipes without a frame",
        ),
        pytest.param(
            "|任务|单位|\n|-|-|\n|甲|\n|乙|丙|丁|",
            [["任务", "单位", ""], ["甲", "", ""], ["乙", "丙", "丁"]],
            id="uneven rows",
        ),
        pytest.param(
            "类别 | 任务 | 单位 |\n民生 | 甲 | 乙 |\n丙 | 丁 |\n\n戊 | 己 |",
            [["类别", "任务", "单位"], ["民生", "甲", "乙"], ["丙", "丁", ""]],
            id="a row below a cell that spans two",
        ),
        pytest.param(
            "序号\t任务\t单位\n1\t甲\t乙\n2\t丙\t\n完",
            [["序号", "任务", "单位"], ["1", "甲", "乙"], ["2", "丙", ""]],
            id="tabs",
        ),
        pytest.param(
            "表1\n任务\t承担单位\n修渠\t市水利局\n以上按月调度。",
            [["任务", "承担单位"], ["修渠", "市水利局"]],
            id="two columns, by their heads",
        ),
    ],
)
def test_tables_are_found_where_they_stand(text: str, cells: list[list[str]]) -> None:
    document = read_plain_text(text.encode(), "plan.md")
    [table] = document.tables
    assert document.text == text
    assert [[text[cell.start : cell.end] for cell in row] for row in table.rows] == cells


@pytest.mark.parametrize(
    "text", ["甲|乙\n丙|丁", "一\t二\t三\n四", "a | b", "|---|---|", "牵头单位\t市科技局\n配合单位\t市财政局"]
)
def test_what_only_looks_like_a_table_is_none(text: str) -> None:
    assert read_plain_text(text.encode(), "plan.txt").tables == ()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(" \r\n\u3000".encode(), "white space", id="blank"),
        pytest.param(codecs.BOM_UTF8, "white space", id="a mark alone"),
        pytest.param(bytes(range(256)) * 4, "neither UTF-8 nor GB18030", id="every byte"),
        pytest.param("市财政局\0".encode(), "plan.txt:1:5: .*NUL", id="NUL"),
        pytest.param("市\n财政局".encode("utf-16-le"), "neither|NUL", id="UTF-16 without a mark"),
        pytest.param(codecs.BOM_UTF16_LE + b"\x00\xd8A\x00", "UTF-16-LE", id="lone surrogate in UTF-16"),
        pytest.param("市".encode() + b"\n\xed\xa0\x80\n", "plan.txt:2", id="lone surrogate in UTF-8"),
        pytest.param(b"\x01\x02\x03abc" * 9, "control", id="control characters"),
        pytest.param(
            "各縣市政府應於年底前完成產業園區規劃並由經濟部負責".encode("big5"), "save it as UTF-8", id="Big5"
        ),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(64), "neither", id="picture"),
        pytest.param(codecs.BOM_UTF8 + b"\xff", "UTF-8", id="a mark that lies"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        decode(data, "plan.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_few_damaged_bytes_are_told_and_cost_nothing_else(encoding: str) -> None:
    lines = ["一、强化创新引领，优化要素保障，加强组织领导。（牵头单位：市科技局）"] * 60
    cut = "甲乙".encode(encoding)[:-1]
    data = "\n".join(lines[:2]).encode(encoding) + cut + "\n".join(["", *lines]).encode(encoding)
    errors: list[InputError] = []
    text = decode(data, "plan.txt", on_error=errors.append)
    assert text.splitlines()[2:] == lines
    assert text.splitlines()[1] == lines[1] + "甲\ufffd"
    [error] = errors
    assert (error.line, error.column) == (2, len(lines[1]) + 2)
    assert f"a damaged character stands as \ufffd in this {encoding.upper()} text" in str(error)
    with pytest.raises(InputError, match="damaged character"):
        decode(data, "plan.txt")


def test_a_note_among_rows_of_tabs_without_numbers_ends_no_table() -> None:
    text = (
        "任务\t责任单位\t时限\n清沟\t市交通局\t4月\n注：每月报送进度。\n修桥\t市公路中心\t6月\n注：以上略。\n"
    )
    [table] = read_plain_text(text.encode(), "plan.txt").tables
    assert [text[row[0].start : row[0].end] for row in table.rows] == ["任务", "清沟", "修桥"]


def test_a_line_may_break_inside_a_cell_of_a_numbered_row() -> None:
    text = "序号\t任务\t措施\t责任单位\n1\t清淤\t疏浚河道\t市水利局\n2\t植树\t建设20个\n林区\t市林业局\n"
    [table] = read_plain_text(text.encode(), "plan.txt").tables
    assert [[text[cell.start : cell.end] for cell in row] for row in table.rows][1:] == [
        ["1", "清淤", "疏浚河道", "市水利局"],
        ["2", "植树", "建设20个\n林区", "市林业局"],
    ]


def test_a_row_of_tabs_may_lack_its_last_cells() -> None:
    text = "序号\t任务\t牵头单位\t配合单位\n1\t编制图谱\t市科技局\t市财政局\n2\t发布清单\t市教育局\n说明\n"
    [table] = read_plain_text(text.encode(), "plan.txt").tables
    assert [[text[cell.start : cell.end] for cell in row] for row in table.rows][1:] == [
        ["1", "编制图谱", "市科技局", "市财政局"],
        ["2", "发布清单", "市教育局", ""],
    ]


def test_what_is_passed_fast_holds_none_of_what_is_sought() -> None:
    """A character is of a run that is passed, or it is looked at one by one; never both."""
    for character in map(chr, range(0x11000)):
        assert (
            plain_text._CONTROL.match(character) is None
            or plain_text._NO_CONTROL.fullmatch(character) is None
        )
        odd = builder._UNSEEN.match(character) or builder._SPACES.match(character)
        assert odd is None or builder._NOT_ODD.fullmatch(character) is None
