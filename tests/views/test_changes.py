"""The table of changes, marked word by word, as python-docx, openpyxl and a browser's parser read it."""

from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest
from click.testing import CliRunner
from docx import Document
from facts import measure, plan
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from graph.cli import main
from graph.model import Facts
from graph.model.lines import to_lines
from graph.network import incidence_of
from graph.views.changes.marking import Mark, Pieces, marked
from graph.views.changes.table import ChangeTable, change_table
from graph.views.changes.writing import write_changes

TITLE = "临江市低空经济行动方案"
KEPT = "二、完善标准。制定无人机起降标准。"
GONE = "三、举办赛事。每年举办一次飞行大赛。"


def versions() -> tuple[Facts, Facts]:
    before = plan(
        "临江市",
        TITLE,
        measure(
            "一",
            "引进企业",
            text="一、引进企业。2025年底前引进整机企业3家。",
            leads=["市科技局"],
            supports=["市财政局"],
            deadlines=["2025年底前"],
        ),
        measure("二", "完善标准", text=KEPT, leads=["市市场监管局"]),
        measure("三", "举办赛事", text=GONE, leads=["市体育局"], deadlines=["2025年底前"]),
    )
    after = plan(
        "临江市",
        TITLE,
        measure(
            "一",
            "引进企业",
            text="一、引进企业。2026年底前引进整机企业5家。",
            leads=["市工业和信息化局"],
            supports=["市科技局"],
            deadlines=["2026年底前"],
        ),
        measure("二", "完善标准", text=KEPT, leads=["市市场监管局"]),
        measure("四", "培养飞手", text="四、培养飞手。职业院校开设专业。", responsible=["市教育局"]),
    )
    return before, after


@pytest.fixture(scope="module")
def table() -> ChangeTable:
    before, after = versions()
    return change_table(incidence_of([before]), incidence_of([after]))


def shown(pieces: Pieces) -> str:
    signs = {Mark.SAME: "{}", Mark.GONE: "-{}-", Mark.NEW: "+{}+"}
    return "".join(signs[piece.mark].format(piece.text) for piece in pieces)


@pytest.mark.parametrize(
    ("before", "after", "left", "right", "why"),
    [
        ("建设平台", "建设平台", "建设平台", "建设平台", "nothing changed"),
        ("建设平台", "建设公共平台", "建设平台", "建设+公共+平台", "words added"),
        ("2025年", "2026年", "-2025-年", "+2026+年", "a number is whole"),
        ("市科技局牵头", "市科协牵头", "-市科技局-牵头", "+市科协+牵头", "a name is whole"),
        ("甲乙丙", "丁乙戊", "-甲乙丙-", "+丁乙戊+", "one sign that stays would chop the change"),
        ("甲、丙", "丁、戊", "-甲-、-丙-", "+丁+、+戊+", "a mark between two changes stays"),
    ],
)
def test_words_are_marked(before: str, after: str, left: str, right: str, why: str) -> None:
    found = marked(before, after, ["市科技局", "市科协"])
    assert (shown(found[0]), shown(found[1])) == (left, right), why


@given(st.text("甲乙丙、。 2a", max_size=40), st.text("甲乙丙、。 2a", max_size=40))
def test_both_texts_are_whole_and_what_stays_is_in_both(before: str, after: str) -> None:
    left, right = marked(before, after, ["甲乙"])
    assert "".join(piece.text for piece in left) == before
    assert "".join(piece.text for piece in right) == after
    same = ["".join(piece.text for piece in side if piece.mark is Mark.SAME) for side in (left, right)]
    assert same[0] == same[1]


def test_what_did_not_change_is_counted_and_not_listed(table: ChangeTable) -> None:
    assert [pair.status for pair in table.pairs] == ["changed", "gone", "added"]
    assert table.summary == ("新增1项", "删除1项", "文字修改1项", "未改1项")
    before, after = versions()
    everything = change_table(incidence_of([before]), incidence_of([after]), everything=True)
    assert [pair.status for pair in everything.pairs] == ["changed", "same", "gone", "added"]


def test_duties_and_deadlines_are_listed(table: ChangeTable) -> None:
    assert [(shift.path, shift.what) for shift in table.shifts] == [
        (
            "一",
            (
                "牵头：+市工业和信息化局、-市科技局；配合：+市科技局、-市财政局",
                "时限：2025年底前 → 2026年底前（推后365天）",
            ),
        ),
        ("三", ("删除", "牵头：市体育局", "时限：2025年底前")),
        ("四", ("新增", "责任：市教育局")),
    ]


def test_a_word_document_has_both_versions_marked_and_heads_on_each_page(
    table: ChangeTable, tmp_path: Path
) -> None:
    write_changes(table, tmp_path / "a.docx", ".docx")
    write_changes(table, tmp_path / "b.docx", ".docx")
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    document = Document(str(tmp_path / "a.docx"))
    shifts, pairs = document.tables
    assert [cell.text for cell in pairs.rows[0].cells] == ["原文", "修订后"]
    left, right = pairs.rows[1].cells
    assert [run.text for run in left.paragraphs[0].runs if run.font.strike][:2] == ["2025", "3"]
    assert [run.text for run in right.paragraphs[0].runs if run.font.underline][:2] == ["2026", "5"]
    assert [GONE in pairs.rows[2].cells[0].text, pairs.rows[2].cells[1].text] == [True, "（无）"]
    assert len(shifts.rows) == 4
    for grid in document.tables:
        assert grid.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
        assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in grid.rows)


def test_a_workbook_has_both_versions_marked_and_a_sheet_of_duties(
    table: ChangeTable, tmp_path: Path
) -> None:
    write_changes(table, tmp_path / "a.xlsx", ".xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx", rich_text=True)
    assert book.sheetnames == ["逐条对照", "职责和时限的变化"]
    sheet: Any = book["逐条对照"]
    gone = [part.text for part in sheet["B6"].value if getattr(part, "font", None) and part.font.strike]
    new = [part.text for part in sheet["C6"].value if getattr(part, "font", None) and part.font.u]
    assert (gone[:2], new[:2]) == (["2025", "3"], ["2026", "5"])
    assert [sheet.cell(row, 1).value for row in (6, 7, 8)] == ["文字修改", "删除", "新增"]
    assert sheet.print_title_rows == "$5:$5"
    assert str(book["职责和时限的变化"]["C6"].value).endswith("时限：2025年底前 → 2026年底前（推后365天）")


def test_a_page_has_both_versions_marked_and_escapes_what_plans_say(
    table: ChangeTable, tmp_path: Path
) -> None:
    write_changes(table, tmp_path / "a.html", ".html")
    page = html.parse(str(tmp_path / "a.html"))
    assert page.xpath("//table[@class='pairs']//tr[1]//del/text()")[:2] == ["2025", "3"]
    assert page.xpath("//table[@class='pairs']//tr[1]//ins/text()")[:2] == ["2026", "5"]
    odd = plan("临江市", "方案", measure("一", "<script>x</script>", text="<b>\x07新", leads=["市科技局"]))
    less = plan("临江市", "方案", measure("一", "旧", text="毫不相干的另一段文字", leads=["市科技局"]))
    wild = change_table(incidence_of([less]), incidence_of([odd]))
    for ending in (".html", ".docx", ".xlsx"):
        write_changes(wild, tmp_path / f"odd{ending}", ending)
    assert "<b>" not in (tmp_path / "odd.html").read_text("utf-8")
    assert "<b>新" in Document(str(tmp_path / "odd.docx")).tables[1].rows[2].cells[1].text


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, facts in zip(("old", "new"), versions(), strict=True):
        Path(f"{name}.jsonl").write_text(
            "".join(f"{msgspec.json.encode(line).decode()}\n" for line in to_lines(facts))
        )
    return tmp_path


@pytest.mark.parametrize("ending", [".docx", ".html", ".xlsx"])
def test_the_ending_decides(ending: str, files: Path) -> None:
    result = CliRunner().invoke(main, ["compare", "old.jsonl", "new.jsonl", "-o", f"changes{ending}"])
    assert (result.exit_code, result.output) == (0, f"changes{ending}: 3 changes\n")
    assert (files / f"changes{ending}").stat().st_size > 1000


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["-o", "c.pdf"], "not .pdf"),
        (["-o", "c.docx", "--show", "summary"], "the table of changes alone"),
        (["-o", "c.html", "--format", "csv"], "the table of changes alone"),
        (["-o", "c.docx", "--top", "3"], "leave out --top"),
    ],
)
def test_what_is_not_written_is_refused(options: list[str], said: str, files: Path) -> None:
    result = CliRunner().invoke(main, ["compare", "old.jsonl", "new.jsonl", *options])
    assert result.exit_code == 2
    assert said in result.output
    assert sorted(path.name for path in files.iterdir()) == ["new.jsonl", "old.jsonl"]
