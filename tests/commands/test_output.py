"""Tables for people and for programs."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from city import plans
from click.testing import CliRunner

from graph.cli import main
from graph.cli.output import write_table
from graph.store import open_store
from graph.table import Table
from graph.table_files import cell

pytestmark = pytest.mark.usefixtures("born")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (3, "3"),
        (0.333333, "0.3333"),
        (12345.678, "1.235e+04"),
        (["甲", "乙"], "甲、乙"),
        ([], ""),
        ([["甲", 1], None], "甲、1、"),
        ("文", "文"),
        ({"label": "Zone", "name": "高新区"}, '{"label": "Zone", "name": "高新区"}'),
    ],
)
def test_a_value_as_people_read_it(value: Any, shown: str) -> None:
    assert cell(value) == shown


def test_a_table_is_aligned_by_the_width_of_its_characters(capsys: pytest.CaptureFixture[str]) -> None:
    write_table(Table(("agency", "n"), [("市科技局", 3), ("ab", 12)]), title="标题")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].strip() == "标题"
    assert lines[1].split() == ["agency", "n"]
    assert lines[3] == " 市科技局    3"
    assert lines[4] == " ab         12"


def test_a_row_is_one_line_however_long(capsys: pytest.CaptureFixture[str]) -> None:
    write_table(Table(("text",), [("长" * 500,), ("[bold]markup[/bold]",)]))
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 4
    assert lines[3].strip() == "[bold]markup[/bold]"


@pytest.mark.parametrize("text", ["\x1b[31m红", "倒\u202e转", "响\x07", "回\r车"])
def test_a_text_does_not_steer_the_terminal(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    write_table(Table(("text",), [(text,)]))
    out = capsys.readouterr().out
    assert not set(out) & set("\x1b\u202e\x07\r")
    assert "�" in out


def test_an_empty_table_has_its_columns(capsys: pytest.CaptureFixture[str]) -> None:
    empty = Table(("a", "b"), [])
    for format, expected in (("csv", "a,b\n"), ("json", "[]\n")):
        write_table(empty, format)
        assert capsys.readouterr().out == expected
    write_table(empty, "table")
    assert capsys.readouterr().out.split()[:2] == ["a", "b"]


def test_programs_read_back_what_was_written(capsys: pytest.CaptureFixture[str]) -> None:
    table = Table(("text", "list", "n", "yes"), [('引"号,\n行', ["甲"], 0.1, True), ("", [], None, False)])
    write_table(table, "json")
    assert json.loads(capsys.readouterr().out) == table.records()
    write_table(table, "csv")
    assert capsys.readouterr().out == 'text,list,n,yes\n"引""号,\n行",甲,0.1,true\n,,,false\n'


def test_a_workbook_holds_texts_as_texts(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    write_table(Table(("text", "n"), [("=1+1", 1), ("http://x", 2.5)]), None, path, title="一[张]表/很长" * 9)
    from openpyxl import load_workbook

    (sheet,) = load_workbook(path).worksheets
    assert [[cell.value for cell in row] for row in sheet.rows] == [
        ["text", "n"],
        ["=1+1", 1],
        ["http://x", 2.5],
    ]
    assert sheet["A2"].data_type == "s"
    assert sheet.freeze_panes == "A2"
    assert len(sheet.title) <= 31


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("report -o page.docx", "page.docx: this writes .html or .htm or .pdf, not .docx"),
        (
            "draw -o network.docx",
            "network.docx: this writes .html or .htm or .svg or .png or .pdf, not .docx",
        ),
        ("ledger -o ledger.csv", "ledger.csv: this writes .xlsx, not .csv"),
        ("overload -o load.pdf", "load.pdf: this writes .csv or .json or .xlsx or .txt, not .pdf"),
        ("queries --format csv -o queries.json", "No such option"),
        (
            "query plans --format csv -o plans.json",
            "--format csv does not go with plans.json; give one of both",
        ),
    ],
)
def test_a_file_is_what_its_ending_says(
    command: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with open_store(tmp_path / "qiantou.lbug") as store:
        store.replace_all(plans())
    done = CliRunner().invoke(main, command.split())
    assert done.exit_code == 2
    assert told in " ".join(done.stderr.split())
    assert [file.name for file in tmp_path.iterdir()] == ["qiantou.lbug"]


def test_csv_in_a_file_has_the_mark_that_excel_needs_and_none_in_a_pipe(tmp_path: Path) -> None:
    """Also where the shell made the file; --raw is for programs."""
    with open_store(tmp_path / "qiantou.lbug") as store:
        store.replace_all(plans())
    command = [sys.executable, "-m", "graph", "query", "plans", "--format", "csv"]
    piped = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True).stdout
    for more, mark in (([], b"\xef\xbb\xbf"), (["--raw"], b"")):
        with (tmp_path / "plans.csv").open("wb") as out:
            subprocess.run([*command, *more], cwd=tmp_path, stdout=out, check=True)
        assert (tmp_path / "plans.csv").read_bytes() == mark + piped


def test_ctrl_c_ends_with_the_status_of_shells_and_one_word(tmp_path: Path) -> None:
    for number in range(30):
        text = (
            f"青岚市第{number}号实施方案\n"
            + "一、推进工作。建设平台。（市科技局牵头，市财政局配合）\n" * 2_000
        )
        (tmp_path / f"plan{number}.txt").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "graph", "load", ".", "--jobs", "2"]
    running = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, start_new_session=True)
    until = time.monotonic() + 60
    while not list(tmp_path.glob(".qiantou.lbug*")) and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(0.5)
    os.killpg(running.pid, signal.SIGINT)
    _, told = running.communicate(timeout=60)
    # Python itself ends by the signal where that came inside the import of an extension; a shell calls both 130.
    assert running.returncode in (130, -signal.SIGINT)
    assert told.decode().splitlines()[-1] == "Interrupted."
    assert "Traceback" not in told.decode()
    assert not (tmp_path / "qiantou.lbug").exists()
