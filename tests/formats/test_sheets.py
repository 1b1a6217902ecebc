"""Workbooks and comma-separated files."""

import datetime
import io
import zipfile
from typing import Any

import pytest
import xlsxwriter
from formats import invented

from graph.model import InputError
from loaders.document import Document
from loaders.formats.sheets import read_csv, read_sheets


def _workbook(*sheets: dict[str, Any], hidden: str = "") -> bytes:
    """Sheets as mappings from a cell to its value, or to a value and its number format."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    for number, cells in enumerate(sheets, 1):
        sheet = workbook.add_worksheet(f"表{number}")
        for cell, value in cells.items():
            shown, code = value if isinstance(value, tuple) else (value, "")
            style = workbook.add_format({"num_format": code} if code else {})
            if isinstance(shown, datetime.datetime):
                sheet.write_datetime(cell, shown, style)
            else:
                sheet.write(cell, shown, style)
        if f"表{number}" == hidden:
            sheet.hide()
    workbook.close()
    return buffer.getvalue()


def _cells(document: Document) -> list[list[list[str]]]:
    return [
        [[document.text[cell.start : cell.end] for cell in row] for row in table.rows]
        for table in document.tables
    ]


DAY = datetime.datetime(2024, 6, 1)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        pytest.param(1, "1", id="a whole number"),
        pytest.param(0.5, "0.5", id="a fraction"),
        pytest.param(1234567.25, "1234567.25", id="a large one"),
        pytest.param(True, "TRUE", id="a truth value"),
        pytest.param((0.35, "0%"), "35%", id="a share"),
        pytest.param((0.125, "0.0%"), "12.5%", id="a share with a fraction"),
        pytest.param((DAY, "yyyy/m/d"), "2024年6月1日", id="a day"),
        pytest.param((DAY, 'yyyy"年"m"月"'), "2024年6月", id="a month"),
        pytest.param((DAY, 'yyyy"年"'), "2024年", id="a year"),
        pytest.param((DAY, 'm"月"d"日"'), "6月1日", id="a day of any year"),
        pytest.param((DAY, "[$-804]yyyy-mm-dd;@"), "2024年6月1日", id="a day with a language"),
        pytest.param(" 市科技局 \n 市财政局 ", "市科技局\n市财政局", id="lines within a cell"),
    ],
)
def test_values_stand_as_the_sheet_shows_them(value: object, shown: str) -> None:
    document = read_sheets(_workbook({"A1": "任务", "B1": "时限", "A2": "编制图谱", "B2": value}), "a.xlsx")
    assert _cells(document) == [[["任务", "时限"], ["编制图谱", shown]]]


def test_notes_around_the_table_are_lines_and_empty_rows_and_columns_go() -> None:
    document = read_sheets(
        _workbook(
            {"B2": "附件", "B4": "任务", "D4": "牵头单位", "B6": "编制图谱", "D6": "市科技局", "B9": "注：略"}
        ),
        "a.xlsx",
    )
    assert document.text == "附件\n任务\t\t牵头单位\n编制图谱\t\t市科技局\n注：略\n"
    place = document.place(document.text.index("市科技局"))
    assert place is not None
    assert (place.sheet, place.cell) == ("表1", "D6")


def test_sheets_follow_each_other_and_hidden_ones_are_left_out() -> None:
    one, two = {"A1": "任务", "B1": "时限"}, {"A1": "措施", "B1": "责任单位"}
    assert (
        read_sheets(_workbook(one, one, two, hidden="表2"), "a.xlsx").text == "任务\t时限\n措施\t责任单位\n"
    )


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        pytest.param("任务,单位\n甲,乙\n", [["任务", "单位"], ["甲", "乙"]], id="commas"),
        pytest.param("任务;单位\n甲,丙;乙\n", [["任务", "单位"], ["甲,丙", "乙"]], id="semicolons"),
        pytest.param("任务\t单位\n甲\t乙\n", [["任务", "单位"], ["甲", "乙"]], id="tabs"),
        pytest.param("任务，单位\n甲，乙\n", [["任务", "单位"], ["甲", "乙"]], id="wide commas"),
        pytest.param(
            "sep=|\n任务|单位\n甲|乙\n", [["任务", "单位"], ["甲", "乙"]], id="a separator that is named"
        ),
        pytest.param(
            '任务,单位\r\n"甲,""丙""\n丁", 乙\r\n', [["任务", "单位"], ['甲,"丙"\n丁', "乙"]], id="quotes"
        ),
        pytest.param(
            "任务,单位\n甲\n\n乙,丙,丁\n",
            [["任务", "单位", ""], ["甲", "", ""], ["乙", "丙", "丁"]],
            id="uneven rows",
        ),
    ],
)
def test_separators_are_found(text: str, cells: list[list[str]]) -> None:
    assert _cells(read_csv(text.encode(), "a.csv")) == [cells]


def test_a_hidden_sheet_that_divides_tasks_is_named() -> None:
    tasks = {"A1": "任务", "B1": "牵头单位", "A2": "编制图谱", "B2": "市工信局"}
    for hidden, named in ((tasks, ["表2"]), ({"A1": "是", "A2": "否"}, [])):
        errors: list[InputError] = []
        document = read_sheets(_workbook(tasks, hidden, hidden="表2"), "a.xlsx", on_error=errors.append)
        assert document.text.count("市工信局") == 1
        assert [str(error) for error in errors] == [
            f"a.xlsx: the hidden sheet {name} is not read; unhide what is part of the plan, delete the rest"
            for name in named
        ]


def test_formulas_without_a_value_are_named() -> None:
    parts = {}
    with zipfile.ZipFile(
        io.BytesIO(_workbook({"A1": "任务", "B1": "牵头单位", "A2": "=B9", "B2": "=B8"}))
    ) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b"<f>B8</f><v>0</v>", b"<f>B8</f><v></v>")
    errors: list[InputError] = []
    read_sheets(invented.package(parts), "a.xlsx", on_error=errors.append)
    assert [str(error).partition(",")[0] for error in errors] == [
        "a.xlsx: the sheet 表1 holds formulas without their values (B2)"
    ]
    parts[name] = parts[name].replace(b'<c r="B2"', b'<c t="str" r="B2"')
    read_sheets(invented.package(parts), "a.xlsx", on_error=pytest.fail)


@pytest.mark.parametrize("error", ["#NAME?", "#SPILL!", "#VALUE!"])
def test_an_error_empties_its_own_cell_alone_and_is_named(error: str) -> None:
    cells = {
        **{"A1": "任务", "B1": "牵头单位", "C1": "时限", "A2": "编制图谱", "B2": "=NO()", "C2": "6月底"},
        **{"A3": "#N/A", "B3": "市科技局", "C3": "长期"},
    }
    with zipfile.ZipFile(io.BytesIO(_workbook(cells))) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    name = "xl/worksheets/sheet1.xml"
    written = parts[name].replace(b'<c r="B2"', b'<c r="B2" t="e"')
    parts[name] = written.replace(b"<f>NO()</f><v>0</v>", f"<f>NO()</f><v>{error}</v>".encode())
    assert error.encode() in parts[name]
    errors: list[InputError] = []
    document = read_sheets(invented.package(parts), "a.xlsx", on_error=errors.append)
    assert _cells(document) == [
        [["任务", "牵头单位", "时限"], ["编制图谱", "", "6月底"], ["", "市科技局", "长期"]]
    ]
    assert [str(found).partition(",")[0] for found in errors] == [
        "a.xlsx: the sheet 表1 holds errors in the place of values (B2)"
    ]


def test_an_error_in_a_comma_separated_file_is_no_agency_and_is_named() -> None:
    errors: list[InputError] = []
    document = read_csv(
        "任务,牵头单位,配合单位\n编制图谱,市科技局,#REF!\n".encode(), "a.csv", on_error=errors.append
    )
    assert _cells(document) == [[["任务", "牵头单位", "配合单位"], ["编制图谱", "市科技局", ""]]]
    assert [str(found).partition(",")[0] for found in errors] == [
        "a.csv: the table holds errors in the place of values (C2)"
    ]


def test_a_text_without_columns_is_a_text() -> None:
    document = read_csv("一、总体要求\n（市科技局负责）\n".encode(), "a.csv")
    assert (document.text, document.tables) == ("一、总体要求\n（市科技局负责）\n", ())


def test_a_quote_that_does_not_close_is_named_by_its_line() -> None:
    with pytest.raises(InputError, match=r"a\.csv:2: cannot be read as a table"):
        read_csv('任务,单位\n"甲,乙\n丙,丁\n'.encode(), "a.csv")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(
            invented.package({"xl/workbook.xml": "<workbook/>"}), "damaged|no text", id="without sheets"
        ),
        pytest.param(invented.xlsx()[:3000], "damaged", id="cut off"),
        pytest.param(_workbook({}), "no text", id="empty"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "damaged", id="a cut xls"),
    ],
)
def test_what_is_no_workbook_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read_sheets(data, "a.xlsx")
