"""CSV holds no cell that a spreadsheet would run, and its texts come back."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.csv_rows import bare, row_writer


def written(*row: object, raw: bool = False) -> str:
    out = io.StringIO(newline="")
    row_writer(out, raw=raw)(row)
    return out.getvalue()


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1+cmd|' /C calc'!A0", "'+1+cmd|' /C calc'!A0"),
        ("-1+1", "'-1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("＝1+1", "'＝1+1"),
        ("'=1", "''=1"),
        ("-3.5", "-3.5"),
        ("+12%", "+12%"),
        (-3.5, "-3.5"),
        (None, ""),
        ("市科技局", "市科技局"),
        ("", ""),
        ("'quoted'", "'quoted'"),
    ],
)
def test_a_text_that_would_run_is_kept_from_it(value: object, cell: str) -> None:
    assert written(value, "x") == f"{cell},x\n"
    ((read, _),) = csv.reader([written(value, "x", raw=True)])
    assert read == ("" if value is None else str(value))


@pytest.mark.parametrize("value", ["\r=1", "\n=1"])
def test_a_line_break_does_not_hide_a_formula(value: str) -> None:
    assert written(value, "x").startswith(f'"\'{value}",')


@given(st.text() | st.text("=+-@'\t\r1"))
def test_every_text_comes_back(text: str) -> None:
    ((cell, _),) = csv.reader(io.StringIO(written(text, "x"), newline=""))
    assert bare(cell) == text
    assert cell[:1] not in tuple("=@\t\r\n＝＋－＠")
