"""What is overdue and what is due soon, by measure and by agency."""

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from facts import measure, plan

from graph.analysis.due import due, due_by_agency
from graph.cli import main
from graph.model import Facts
from graph.network import incidence_of
from graph.store import open_store

TODAY = date(2026, 11, 30)


def facts() -> list[Facts]:
    return [
        plan(
            "临江市",
            "临江市方案",
            measure(
                "一",
                "建库",
                leads=["市水利局"],
                supports=["市财政局"],
                deadlines=[("年底", "2025-12-31"), ("明年", "2026-12-30")],
            ),
            measure("二", "建网", leads=["市财政局"], deadlines=[("今天", "2026-11-30")]),
            measure("三", "建站", leads=["市水利局"], deadlines=[("以后", "2026-12-31"), ("长期", "")]),
            measure("四", "建路", responsible=["市交通局"]),
        )
    ]


def test_each_date_that_is_past_or_near_is_a_row() -> None:
    frame = due(incidence_of(facts()), TODAY, 30)
    assert frame[["state", "due", "days", "heading", "leads", "supports"]].values.tolist() == [
        ["overdue", "2025-12-31", -334, "建库", ["市水利局"], ["市财政局"]],
        ["soon", "2026-11-30", 0, "建网", ["市财政局"], []],
        ["soon", "2026-12-30", 30, "建库", ["市水利局"], ["市财政局"]],
    ]


def test_an_agency_has_a_measure_once_as_overdue_where_one_date_is_past() -> None:
    incidence = incidence_of(facts())
    found = due_by_agency(incidence, due(incidence, TODAY, 30))
    assert found.drop(columns="key").values.tolist() == [
        ["市财政局", 1, 1, 0, 1, "2025-12-31"],
        ["市水利局", 1, 0, 1, 0, "2025-12-31"],
    ]


def test_what_is_done_is_left_out() -> None:
    incidence = incidence_of(facts())
    frame = due(incidence, TODAY, 31, done={incidence.measures.key[0]})
    assert frame["heading"].tolist() == ["建网", "建站"]


def test_nothing_is_due_in_an_empty_graph() -> None:
    empty = incidence_of([])
    assert due(empty, TODAY).empty
    assert due_by_agency(empty, due(empty, TODAY)).empty


@pytest.fixture
def graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    with open_store(tmp_path / "qiantou.lbug") as store:
        store.replace_all(facts())
    return tmp_path


def test_the_command_lists_measures_and_agencies(graph: Path) -> None:
    run = CliRunner().invoke
    day = ["--today", "2026-11-30", "--format", "json"]
    done = run(main, ["due", "--within", "2w", *day])
    assert [row["heading"] for row in json.loads(done.stdout)] == ["建库", "建网"]
    done = run(main, ["due", "--by", "agency", *day])
    assert [(row["name"], row["overdue"]) for row in json.loads(done.stdout)] == [
        ("市财政局", 1),
        ("市水利局", 1),
    ]
    done = run(main, ["due", "--today", "2026-11-30"])
    assert done.exit_code == 0
    assert "does not know what was done" in done.stderr
    for wrong in ("30", "3m", "d", "-1d", "１d"):
        assert run(main, ["due", "--within", wrong]).exit_code == 2
    assert sorted(path.name for path in graph.iterdir()) == ["qiantou.lbug"]


def test_the_command_leaves_out_what_a_ledger_calls_done(graph: Path) -> None:
    run = CliRunner().invoke
    assert run(main, ["ledger", "-o", "台账.xlsx"]).exit_code == 0
    book = openpyxl.load_workbook(graph / "台账.xlsx")
    sheet = book["总台账"]
    state = next(cell.column for cell in sheet[1] if cell.value == "完成情况")
    sheet.cell(2, state, "已完成")
    book.save(graph / "台账.xlsx")
    done = run(main, ["due", "--today", "2026-11-30", "--format", "json", "--ledger", "台账.xlsx"])
    assert [row["heading"] for row in json.loads(done.stdout)] == ["建网"]
    assert done.stderr == ""
