"""The ledger as openpyxl and LibreOffice read it."""

import subprocess
import warnings
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from facts import agency, measure, plan
from hypothesis import given
from hypothesis import strategies as st

from graph.cli import main
from graph.model import Facts, InputError, Role, Scope
from graph.network import incidence_of
from graph.store import open_store
from graph.views.ledger import (
    ALL_MEASURES,
    GONE,
    INDEX,
    entries,
    read_kept,
    sheet_names,
    write_ledger,
    write_split,
)


def facts() -> list[Facts]:
    return [
        plan(
            "临江市",
            "临江市低空经济行动方案",
            measure(
                "一/1",
                "引进整机企业",
                leads=["市工业和信息化局"],
                supports=["市财政局", agency("市科技局", open=True)],
                deadlines=[("今后三年", ""), "2026年底前"],
            ),
            measure(
                "一/2",
                "建设实验室",
                responsible=["市科技局", "各县区政府"],
                convention_lead="市科技局",
                deadlines=["2025年底前"],
            ),
            measure("二", "开放空域", leads=["市科技局"], scope=Scope.SECTION, text="=1+1\n换行 的文字"),
        ),
        plan("青岚市", "青岚市方案", measure("一", leads=["市科技局"])),
    ]


@pytest.fixture
def book(tmp_path: Path) -> Any:
    write_ledger(incidence_of(facts()), tmp_path / "ledger.xlsx")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return openpyxl.load_workbook(tmp_path / "ledger.xlsx")


def rows(sheet: Any) -> list[dict[str, Any]]:
    """The rows by their headings, without the hidden column of keys."""
    head, *others = (line[:-1] for line in sheet.iter_rows(values_only=True))
    return [dict(zip(head, row, strict=True)) for row in others]


def test_a_sheet_for_all_measures_and_one_an_agency_the_busiest_first(book: Any) -> None:
    assert book.sheetnames == [
        INDEX,
        ALL_MEASURES,
        "市科技局（临江市）",
        "市工业和信息化局（临江市）",
        "市财政局（临江市）",
        "市科技局（青岚市）",
    ]


def test_a_measure_has_its_number_agencies_deadline_plan_clause_and_blanks(book: Any) -> None:
    first = rows(book[ALL_MEASURES])[0]
    expected = {
        "序号": 1,
        "工作任务": "引进整机企业",
        "牵头单位": "市工业和信息化局（临江市）",
        "责任单位": None,
        "配合单位": "市财政局（临江市）、市科技局（临江市）等",
        "完成时限": "今后三年、2026年底前",
        "到期日": datetime(2026, 12, 31),
        "所属方案": "临江市低空经济行动方案",
        "条款": "一/1",
        **dict.fromkeys(["完成情况", "进展情况", "存在问题", "更新日期", "备注"]),
    }
    assert {heading: first[heading] for heading in expected} == expected


def test_what_a_convention_adds_says_so(book: Any) -> None:
    second = rows(book[ALL_MEASURES])[1]
    assert (second["牵头单位"], second["责任单位"]) == (
        "市科技局（临江市）（按约定）",
        "市科技局（临江市）、各县区政府（临江市）",
    )


@pytest.mark.parametrize(
    ("leads", "cell"),
    [
        pytest.param(["市科技局"], "市科技局", id="at the same place of its list"),
        pytest.param(
            ["市财政局", "市科技局"], "市财政局、市科技局", id="before its place in what is printed"
        ),
    ],
)
def test_what_is_printed_goes_before_what_a_convention_adds(leads: list[str], cell: str) -> None:
    sketch = measure("一/1", leads=leads, convention_lead="市科技局")
    [entry] = entries(incidence_of([plan("临江市", "临江市方案", sketch)]))
    assert entry.by_role[Role.LEADS] == cell


def test_text_is_text_without_line_breaks_and_never_a_formula(book: Any) -> None:
    cell = book[ALL_MEASURES]["C4"]
    assert cell.data_type == "s"
    assert cell.value.endswith("=1+1换行的文字")
    assert rows(book[ALL_MEASURES])[2]["工作任务"] == "开放空域（本节各项）"


def test_an_agency_s_sheet_says_what_it_is_to_each_measure(book: Any) -> None:
    found = rows(book["市科技局（临江市）"])
    assert [(row["序号"], row["本单位职责"], row["条款"]) for row in found] == [
        (1, "配合", "一/1"),
        (2, "牵头、责任", "一/2"),
        (3, "牵头", "二"),
    ]


def test_every_sheet_is_ready_to_work_with(book: Any) -> None:
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "C2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.column_dimensions["C"].width > 10
        (rule,) = sheet.data_validations.dataValidation
        assert "已完成" in rule.formula1
        headings = [cell.value for cell in sheet[1]]
        assert (
            headings[headings.index("完成情况")]
            == sheet[next(iter(rule.sqref.ranges)).coord.split(":")[0][:-1] + "1"].value
        )


def test_rows_are_as_high_as_their_wrapped_text(tmp_path: Path) -> None:
    """具体内容 is 48 wide: 90 Chinese characters and the number and heading before them take four lines."""
    wordy = plan(
        "临江市",
        "方案",
        measure("一", "办", leads=["市科技局"], text="文" * 90),
        measure("二", leads=["市科技局"]),
    )
    write_ledger(incidence_of([wordy]), tmp_path / "ledger.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "ledger.xlsx")[ALL_MEASURES]
    assert [sheet.row_dimensions[number].height for number in (2, 3)] == [72, 18]


def test_by_deadline_the_first_due_come_first_and_the_undated_last() -> None:
    listed = entries(incidence_of(facts()), "deadline")
    assert [(entry.path, entry.due) for entry in listed] == [
        ("一/2", "2025-12-31"),
        ("一/1", "2026-12-31"),
        ("二", ""),
        ("一", ""),
    ]


def test_collectives_have_sheets_only_if_asked_for(tmp_path: Path) -> None:
    write_ledger(incidence_of(facts()), tmp_path / "ledger.xlsx", collectives=True)
    assert "各县区政府（临江市）" in openpyxl.load_workbook(tmp_path / "ledger.xlsx").sheetnames


def test_the_same_graph_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.xlsx", "other.xlsx"):
        write_ledger(incidence_of(facts()), tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "other.xlsx").read_bytes()


def test_a_cell_holds_what_a_workbook_can(tmp_path: Path) -> None:
    long = plan(
        "临江市",
        "方案",
        measure("一", text="长" * 40_000, leads=["市科技局"], deadlines=[("古时", "0900-01-01")]),
    )
    write_ledger(incidence_of([long]), tmp_path / "ledger.xlsx")
    (row,) = rows(openpyxl.load_workbook(tmp_path / "ledger.xlsx")[ALL_MEASURES])
    assert len(row["具体内容"]) == 32_767
    assert row["具体内容"].endswith("…")
    assert row["到期日"] == "0900-01-01"


@given(st.lists(st.text(max_size=40)))
def test_sheet_names_are_legal_and_distinct(names: list[str]) -> None:
    found = sheet_names(names, taken=[ALL_MEASURES])
    assert len({name.casefold() for name in [*found, ALL_MEASURES]}) == len(names) + 1
    for name in found:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name.strip("'") == name
        assert name.casefold() != "history"


@pytest.mark.smoke
def test_the_command_writes_the_file_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example of the command's help, with the graph in the working folder."""
    monkeypatch.chdir(tmp_path)
    with open_store(tmp_path / "qiantou.lbug") as store:
        store.replace_all(facts())
    command = main.commands.get("ledger") or main.get_command(None, "ledger")  # type: ignore[arg-type]
    line = next(
        line.strip() for line in (command.help or "").splitlines() if line.strip().startswith("qiantou ")
    )
    done = CliRunner().invoke(main, line.split()[1:])
    assert (done.exit_code, done.output) == (0, "4 measures written to 台账.xlsx\n")
    assert [row["条款"] for row in rows(openpyxl.load_workbook("台账.xlsx")[ALL_MEASURES])] == [
        "一/2",
        "一/1",
        "二",
        "一",
    ]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["qiantou.lbug", "台账.xlsx"]
    refused = CliRunner().invoke(main, ["ledger", "-o", "台账.csv"])
    assert (refused.exit_code, "台账.csv: this writes .xlsx, not .csv" in refused.output) == (2, True)


def test_the_index_leads_to_every_sheet_and_counts(tmp_path: Path) -> None:
    write_ledger(incidence_of(facts()), tmp_path / "ledger.xlsx", today=date(2026, 12, 15))
    book = openpyxl.load_workbook(tmp_path / "ledger.xlsx")
    table = [[cell.value for cell in row] for row in book[INDEX].iter_rows(min_row=4)]
    assert table[:3] == [
        ["单位", "任务数", "牵头", "责任", "配合", "已逾期", "30天内到期"],
        [ALL_MEASURES, 4, 4, 1, 1, 1, 1],
        ["市科技局（临江市）", 3, 2, 1, 1, 1, 1],
    ]
    targets = [row[0].hyperlink.location for row in book[INDEX].iter_rows(min_row=5)]
    assert [target.split("!")[0].strip("'") for target in targets] == book.sheetnames[1:]
    assert all(sheet["A1"].hyperlink.location == f"'{INDEX}'!A1" for sheet in book.worksheets[1:])


def test_every_sheet_prints_on_a4_with_its_head_on_each_page(book: Any) -> None:
    for sheet in book.worksheets[1:]:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$1:$1"


def test_what_is_late_is_red_and_what_is_soon_due_amber_unless_it_is_done(tmp_path: Path) -> None:
    write_ledger(incidence_of(facts()), tmp_path / "ledger.xlsx", today=date(2026, 12, 15))
    sheet = openpyxl.load_workbook(tmp_path / "ledger.xlsx")[ALL_MEASURES]
    due, state = (
        next(cell.column_letter for cell in sheet[1] if cell.value == heading)
        for heading in ("到期日", "完成情况")
    )
    found = {
        (str(place.sqref), rule.dxf.font.color.rgb): rule.formula[0]
        for place in sheet.conditional_formatting
        for rule in place.rules
    }
    late = f'OR(${state}2="已逾期",AND(ISNUMBER(${due}2),${state}2<>"已完成",${due}2<DATE(2026,12,15)))'
    soon = f'AND(ISNUMBER(${due}2),${state}2<>"已完成",${due}2>=DATE(2026,12,15),${due}2<=DATE(2027,1,14))'
    assert found == {
        (f"{column}2:{column}5", colour): rule
        for column in (due, state)
        for colour, rule in (("FF9C0006", late), ("FF7A4B00", soon))
    }


def fill(path: Path, sheet: str, row: int, **cells: Any) -> None:
    """Write into a ledger as an office does; a heading that is not there becomes a column."""
    book = openpyxl.load_workbook(path)
    heads = {cell.value: cell.column for cell in book[sheet][1]}
    for heading, value in cells.items():
        column = heads.get(heading) or book[sheet].max_column + 1
        book[sheet].cell(1, column, heading)
        book[sheet].cell(row, column, value)
    book.save(path)


def revised() -> list[Facts]:
    """The plans anew: one measure renumbered, one changed, one gone, one new."""
    return [
        plan(
            "临江市",
            "临江市低空经济行动方案",
            measure("一/1", "办好赛事", leads=["市体育局"]),
            measure(
                "一/2",
                "引进整机企业",
                leads=["市工业和信息化局"],
                supports=["市财政局", agency("市科技局", open=True)],
                deadlines=[("今后三年", ""), "2026年底前"],
            ),
            measure("二", "开放空域", leads=["市财政局"], scope=Scope.SECTION, text="=1+1\n换行 的文字"),
        ),
        plan("青岚市", "青岚市方案", measure("一", leads=["市科技局"])),
    ]


def test_an_update_keeps_what_was_filled_in_and_says_what_changed(tmp_path: Path) -> None:
    old, new = tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    write_ledger(incidence_of(facts()), old)
    science = "市科技局（临江市）"
    fill(
        old,
        ALL_MEASURES,
        2,
        完成情况="推进中",
        进展情况="已签约2家",
        更新日期=datetime(2026, 3, 1),
        督办人="张三",
    )
    fill(old, ALL_MEASURES, 3, 进展情况="实验室已建成")
    fill(old, science, 3, 备注="本单位已报", 得分=95)
    fill(old, ALL_MEASURES, 5, 完成情况="已完成")
    fill(old, science, 5, 工作任务="本局自加的任务", 进展情况="顺利")
    write_ledger(incidence_of(revised()), new, kept=read_kept([old]), today=date(2026, 12, 15))
    book = openpyxl.load_workbook(new)
    found = {row["工作任务"]: row for row in rows(book[ALL_MEASURES])}
    assert [(name, row["变动"]) for name, row in found.items()] == [
        ("办好赛事", "新增"),
        ("引进整机企业", "有变动：具体内容、条款"),
        ("开放空域（本节各项）", "有变动：牵头单位"),
        ("推进第一项工作", None),
    ]
    moved = found["引进整机企业"]
    assert [moved[heading] for heading in ("完成情况", "进展情况", "更新日期", "督办人")] == [
        "推进中",
        "已签约2家",
        datetime(2026, 3, 1),
        "张三",
    ]
    gone = {(row["单位"], row["工作任务"]): row for row in rows(book[GONE])}
    assert list(gone) == [
        (ALL_MEASURES, "建设实验室"),
        (science, "建设实验室"),
        (science, "本局自加的任务"),
    ]
    assert gone[science, "本局自加的任务"]["进展情况"] == "顺利"
    assert gone[ALL_MEASURES, "建设实验室"]["进展情况"] == "实验室已建成"
    assert gone[science, "建设实验室"]["备注"] == "本单位已报"
    assert gone[science, "建设实验室"]["得分"] == 95
    assert book[INDEX]["F5"].value == 0


def test_what_comes_back_has_what_was_filled_in_before_it_went(tmp_path: Path) -> None:
    old, between, new = (tmp_path / f"{name}.xlsx" for name in ("old", "between", "new"))
    write_ledger(incidence_of(facts()), old)
    fill(old, ALL_MEASURES, 3, 进展情况="实验室已建成")
    fill(old, "市科技局（临江市）", 3, 备注="本单位已报")
    write_ledger(incidence_of(revised()), between, kept=read_kept([old]))
    write_ledger(incidence_of(facts()), new, kept=read_kept([between]))
    book = openpyxl.load_workbook(new)
    assert rows(book[ALL_MEASURES])[1]["进展情况"] == "实验室已建成"
    assert rows(book["市科技局（临江市）"])[1]["备注"] == "本单位已报"


def test_an_update_without_a_change_marks_nothing_and_again_gives_the_same(tmp_path: Path) -> None:
    old, new, again = (tmp_path / f"{name}.xlsx" for name in ("old", "new", "again"))
    write_ledger(incidence_of(facts()), old)
    fill(old, ALL_MEASURES, 2, 完成情况="推进中")
    write_ledger(incidence_of(facts()), new, kept=read_kept([old]))
    book = openpyxl.load_workbook(new)
    assert GONE not in book.sheetnames
    assert {row["变动"] for sheet in book.worksheets[1:] for row in rows(sheet)} == {None}
    write_ledger(incidence_of(facts()), again, kept=read_kept([new]))
    assert new.read_bytes() == again.read_bytes()


def test_a_split_ledger_is_a_workbook_an_agency_and_comes_back(tmp_path: Path) -> None:
    count = write_split(incidence_of(facts()), tmp_path, today=date(2026, 12, 15))
    names = sorted(path.stem for path in tmp_path.iterdir())
    assert count == len(names) == 5
    assert ALL_MEASURES in names
    own = tmp_path / "市科技局（临江市）.xlsx"
    assert openpyxl.load_workbook(own).sheetnames == ["市科技局（临江市）"]
    index = openpyxl.load_workbook(tmp_path / f"{ALL_MEASURES}.xlsx")[INDEX]
    assert index["A6"].hyperlink.target == own.name
    fill(own, "市科技局（临江市）", 2, 完成情况="已完成", 进展情况="已办结")
    kept = read_kept([tmp_path])
    assert len(kept.done()) == 1
    write_ledger(incidence_of(facts()), tmp_path / "whole.xlsx", kept=kept)
    book = openpyxl.load_workbook(tmp_path / "whole.xlsx")
    assert rows(book["市科技局（临江市）"])[0]["进展情况"] == "已办结"


@pytest.mark.parametrize("content", [b"no workbook", None, "other"])
def test_what_is_no_ledger_is_refused(content: bytes | str | None, tmp_path: Path) -> None:
    path = tmp_path / "old.xlsx"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content:
        book = openpyxl.Workbook()
        book.active["A1"] = "序号"
        book.save(path)
    with pytest.raises(InputError, match=r"old\.xlsx"):
        read_kept([path])


def test_the_command_updates_a_ledger_in_its_place_and_splits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with open_store(tmp_path / "qiantou.lbug") as store:
        store.replace_all(facts())
    run = CliRunner().invoke
    assert run(main, ["ledger", "-o", "台账.xlsx"]).exit_code == 0
    fill(Path("台账.xlsx"), ALL_MEASURES, 2, 进展情况="已签约")
    done = run(main, ["ledger", "--update", "台账.xlsx", "-o", "新台账.xlsx", "--today", "2026-12-15"])
    assert done.exit_code == 0, done.output
    assert rows(openpyxl.load_workbook("新台账.xlsx")[ALL_MEASURES])[0]["进展情况"] == "已签约"
    done = run(main, ["ledger", "--split", "-o", "各单位"])
    assert (done.exit_code, done.output) == (0, "4 measures written to 5 workbooks in 各单位\n")
    assert run(main, ["ledger", "--split", "-o", "各单位.xlsx"]).exit_code == 2
    assert run(main, ["ledger", "-o", "各单位二"]).exit_code == 2


def test_an_empty_graph_gives_an_empty_ledger(tmp_path: Path) -> None:
    write_ledger(incidence_of([]), tmp_path / "ledger.xlsx")
    book = openpyxl.load_workbook(tmp_path / "ledger.xlsx")
    assert book.sheetnames == [INDEX, ALL_MEASURES]
    assert rows(book[ALL_MEASURES]) == []


@pytest.mark.office
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    write_ledger(incidence_of(facts()), tmp_path / "ledger.xlsx")
    done = subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1",
            "--outdir",
            str(tmp_path),
            str(tmp_path / "ledger.xlsx"),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert "error" not in (done.stdout + done.stderr).lower()
    sheets = {file.stem.removeprefix("ledger-") for file in tmp_path.glob("ledger-*.csv")}
    assert sheets == {
        INDEX,
        ALL_MEASURES,
        "市科技局（临江市）",
        "市工业和信息化局（临江市）",
        "市财政局（临江市）",
        "市科技局（青岚市）",
    }
    lines = (tmp_path / f"ledger-{ALL_MEASURES}.csv").read_text("utf-8").splitlines()
    assert len(lines) == 5
    assert "2026-12-31" in lines[1]
