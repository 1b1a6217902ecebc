"""Workbooks and comma-separated files that hold a plan in each row, or in each sheet."""

import csv
import io
from pathlib import Path

import pytest
import xlsxwriter

from graph.model import Facts
from loaders.formats.files import read_documents
from loaders.formats.html import read_html
from loaders.formats.sheets import read_csv, read_sheets
from loaders.pipeline import read_document

TEXT = "各有关单位：\n一、培育主体。新增企业20家。（牵头单位：市科技局；配合单位：财政局）\n二、{}。（市商务局负责）"


def _csv(rows: list[list[str]]) -> list[Facts]:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return list(read_document(read_csv(written.getvalue().encode(), "a.csv")))


def _workbook(*sheets: list[list[str]]) -> list[Facts]:
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    for rows in sheets:
        sheet = workbook.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    workbook.close()
    return list(read_document(read_sheets(buffer.getvalue(), "a.xlsx")))


def _identity(facts: Facts) -> tuple[str, str, str, str, str, int]:
    plan = facts.plan
    return plan.title, plan.issuer, plan.document_number, plan.date, plan.jurisdiction, len(facts.measures)


@pytest.mark.parametrize(
    ("reason", "heads", "row", "expected"),
    [
        (
            "every cell says its own",
            ["标题", "文号", "发文机关", "发布日期", "正文"],
            ["关于加强人才工作的实施方案", "青政发〔2031〕4号", "青岚市人民政府", "2031-02-09"],
            ("关于加强人才工作的实施方案", "青岚市人民政府", "青政发〔2031〕4号", "2031-02-09", "青岚市", 2),
        ),
        (
            "the title names issuer and number, the day is digits alone",
            ["序号", "文件名称", "时间", "内容"],
            ["1", "青岚市人民政府办公室关于印发《便民行动方案》的通知（青政办发〔2031〕6号）", "20310301"],
            ("便民行动方案", "青岚市人民政府办公室", "青政办发〔2031〕6号", "2031-03-01", "青岚市", 2),
        ),
        (
            "the day of making goes before that of showing, and a column names the place",
            ["省份", "城市", "发布日期", "成文日期", "政策名称", "政策内容", "链接"],
            ["云岭省", "青岚市", "2031/5/8", "2031年4月30日", "2031年便民工作要点"],
            ("2031年便民工作要点", "", "", "2031-04-30", "青岚市", 2),
        ),
        (
            "heads in English",
            ["id", "title", "agency", "pub_date", "content"],
            ["7", "青岚市便民行动方案", "青岚市人民政府", "2031.4.30"],
            ("青岚市便民行动方案", "青岚市人民政府", "", "2031-04-30", "青岚市", 2),
        ),
    ],
)
def test_the_cells_of_a_row_say_what_its_plan_is(
    reason: str, heads: list[str], row: list[str], expected: tuple[str, ...]
) -> None:
    other = [("丙县" + cell if "方案" in cell or "要点" in cell else "") for cell in row]
    found = _csv([heads, [*row, TEXT.format("引进企业")], [*other, TEXT.format("兴建市场")]])
    assert _identity(found[0]) == expected, reason
    assert len(found) == 2, reason


def test_a_plan_keeps_the_cell_it_came_from() -> None:
    (facts,) = _csv(
        [["标题", "文号", "正文"], ["青岚市便民方案", "青政发〔2031〕4号", TEXT.format("兴建市场")]]
    )
    place = facts.measures[0].duties[0].evidence.place
    assert place is not None
    assert place.cell == "C2"


def test_rows_without_a_title_go_on_with_the_plan_above() -> None:
    rows = [
        ["青岚市便民方案", "青政发〔2031〕4号", TEXT.format("兴建市场")],
        ["", "", "三、办证。（市公安局负责）"],
    ]
    (facts,) = _csv([["标题", "文号", "正文"], *rows])
    assert [measure.path for measure in facts.measures] == ["一", "二", "三"]


def test_a_day_that_no_calendar_has_is_said_with_its_row() -> None:
    row = ["青岚市便民方案", "2031-02-30", TEXT.format("兴建市场")]
    (facts,) = _csv([["标题", "发布日期", "正文"], row])
    assert facts.plan.date == ""
    assert [(found.code, found.place) for found in facts.diagnostics if found.code == "impossible-date"]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            [
                ["名称", "内容", "牵头单位"],
                [
                    "修路",
                    "修建村道三十公里，贯通全部自然村，验收合格后移交养护单位管理并建立台账",
                    "县交通局",
                ],
            ],
            id="a table of tasks",
        ),
        pytest.param(
            [
                ["名称", "内容", "时间"],
                [
                    "读书月",
                    "举办读书会十二场，每场不少于百人。（牵头单位：市图书馆；配合单位：市教育局）",
                    "4月",
                ],
            ],
            id="what happens, no papers",
        ),
    ],
)
def test_other_tables_are_one_plan(rows: list[list[str]]) -> None:
    assert len(_csv([*rows, rows[1]])) == 1


TASKS = [["序号", "任务", "牵头单位"], ["1", "编制图谱", "市科技局"], ["2", "兴建市场", "市商务局"]]


def test_sheets_of_two_places_are_two_plans_and_those_of_one_are_one() -> None:
    apart = _workbook([["青岚市重点任务分工表"], *TASKS], [["南平市重点任务分工表"], *TASKS])
    assert [(facts.plan.title, facts.plan.jurisdiction, len(facts.measures)) for facts in apart] == [
        ("青岚市重点任务分工表", "青岚市", 2),
        ("南平市重点任务分工表", "南平市", 2),
    ]
    (one,) = _workbook([["青岚市重点任务分工表"], *TASKS], [["青岚市重点项目清单"], *TASKS])
    assert len(one.measures) == 4


def test_a_sheet_beside_a_table_of_plans_is_read_too() -> None:
    plans = [["标题", "文号", "正文"], ["青岚市便民方案", "青政发〔2031〕4号", TEXT.format("兴建市场")]]
    found = _workbook(plans, [["南平市重点任务分工表"], *TASKS])
    assert [facts.plan.title for facts in found] == ["青岚市便民方案", "南平市重点任务分工表"]


def test_a_table_of_plans_with_english_heads_is_not_taken_for_one_of_this_program(tmp_path: Path) -> None:
    path = tmp_path / "policies.csv"
    path.write_text(
        f'title,content,date,agency\n青岚市便民方案,"{TEXT.format("建库")}",2031-02-03,青岚市人民政府\n'
    )
    (document,) = read_documents(path)
    assert [facts.plan.date for facts in read_document(document)] == ["2031-02-03"]


def test_a_web_page_may_hold_such_a_table() -> None:
    cells = "".join(
        f"<tr><td>{place}水库管护方案</td><td>{place[0]}政发〔2031〕4号</td><td><p>{TEXT.format('建库')}</p></td></tr>"
        for place in ("青岚市", "望海市")
    )
    page = f"<p>资料</p><table><tr><th>文件名称</th><th>文号</th><th>主要内容</th></tr>{cells}</table>"
    found = list(read_document(read_html(page.encode(), "a.html")))
    assert [facts.plan.document_number for facts in found if facts.measures] == [
        "青政发〔2031〕4号",
        "望政发〔2031〕4号",
    ]
