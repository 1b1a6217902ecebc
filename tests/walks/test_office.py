"""A supervision office: a folder of mixed plans, who does what, what is due, the ledger kept through a new version."""

import json
from pathlib import Path

import docx
import openpyxl
from commands.forking import Forked
from walks.terminal import Terminal, joined, numbers

from graph.demo import PLANS

PLAN = """\
青岚市水务局关于印发青岚市节水行动方案的通知
青水发〔2025〕7号
青岚市节水行动方案
一、管好用水
（一）核定用水定额。2026年3月底前完成。（牵头单位：市水务局；配合单位：市工业和信息化局、市财政局）
（二）更换老旧管网。2026年10月底前改造120公里。（牵头单位：市住房城乡建设局；配合单位：市水务局）
（三）开展节水宣传。（责任单位：市教育局、市水务局）
"""
LATER = (
    PLAN.replace("2026年10月底前", "2026年12月20日前")
    .replace("（三）开展节水宣传。（责任单位：市教育局、市水务局）\n", "")
    .replace("\n二、", "\n")
    + "（三）建设再生水厂。（牵头单位：市水务局）\n"
)
TODAY = "--today 2026-11-30"


def put(folder: Path, text: str) -> None:
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(folder / "节水行动.docx")


def test_a_supervision_office(forked: Forked, tmp_path: Path) -> None:
    at = Terminal(forked, tmp_path)
    plans = tmp_path / "方案"
    plans.mkdir()
    for path in PLANS:
        (plans / path.name).write_bytes(path.read_bytes())
    put(plans, PLAN)
    (plans / "通讯录.csv").write_text("姓名,电话\n林知远,0000-8886660\n", "utf-8")
    (plans / "损坏.pdf").write_bytes(b"%PDF-1.7 broken")

    # What cannot be read is named and loses nothing beside it; what is no plan is skipped with a word.
    loaded = at.shows("load 方案", status=1)
    assert "错误：方案/损坏.pdf" in loaded
    assert "跳过：方案/通讯录.csv" in loaded
    assert {"3", "38"} <= numbers(loaded)

    # What an officer types first: the place with the name, in any spelling.
    for typed in ("市水务局", "青岚市水务局", "水务局"):
        shown = at.shows(f"who {typed}")
        assert "核定用水定额" in joined(shown)
    assert "有 8 个单位符合这个名称" in at.shows("who 青岚", status=2)
    assert "没有标题含“防汛”的方案" in at.shows("who 市水务局 --plan 防汛", status=1)

    due = at.shows(f"due --plan 节水 {TODAY}")
    assert "没有完成情况" in due
    rows = json.loads(at.gives(f"due --plan 节水 {TODAY} --format json"))
    assert [(row["state"], row["due"], row["days"]) for row in rows] == [
        ("overdue", "2026-03-31", -244),
        ("overdue", "2026-10-31", -30),
    ]
    assert {"-244", "-30"} <= numbers(due)
    assert "2026-03-31" in due

    # The ledger: filled in by the office, gone on with after a new version of the plan.
    at.shows(f"ledger -o 台账.xlsx {TODAY}")
    book = openpyxl.load_workbook(tmp_path / "台账.xlsx")
    fill(book["总台账"], "核定用水定额", 完成情况="已完成", 进展情况="定额已印发")
    book.save(tmp_path / "台账.xlsx")
    kept = at.shows(f"due --plan 节水 --ledger 台账.xlsx {TODAY}")
    assert "核定用水定额" not in joined(kept)
    assert "没有完成情况" not in kept
    put(plans, LATER)
    at.shows("load 方案/节水行动.docx")
    at.shows(f"ledger --update 台账.xlsx -o 新台账.xlsx {TODAY}")
    book = openpyxl.load_workbook(tmp_path / "新台账.xlsx")
    by_task = {row["工作任务"]: row for row in table(book["总台账"])}
    assert by_task["核定用水定额"]["进展情况"] == "定额已印发"
    assert by_task["建设再生水厂"]["变动"] == "新增"
    assert "时限" in str(by_task["更换老旧管网"]["变动"])
    assert [row["工作任务"] for row in table(book["不在方案中"])] == ["开展节水宣传"]
    soon = at.shows(f"due --plan 节水 --by agency --ledger 新台账.xlsx {TODAY}")
    assert "2026-12-20" in soon
    # The folder holds a ledger by now: it is no plan.
    (plans / "台账.xlsx").write_bytes((tmp_path / "新台账.xlsx").read_bytes())
    assert "跳过：方案/台账.xlsx" in at.shows("load 方案", status=1)


def table(sheet: object) -> list[dict[str, object]]:
    head, *rows = sheet.iter_rows(values_only=True)  # type: ignore[attr-defined]
    return [dict(zip(head, row, strict=True)) for row in rows]


def fill(sheet: object, task: str, **cells: str) -> None:
    head, *rows = sheet.iter_rows()  # type: ignore[attr-defined]
    columns = [cell.value for cell in head]
    (row,) = [row for row in rows if row[columns.index("工作任务")].value == task]
    for heading, text in cells.items():
        row[columns.index(heading)].value = text
