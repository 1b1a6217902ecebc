"""From files to facts: order, errors, processes, and evidence that stands where it says."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Basis, Facts, QiantouError, Role
from graph.model.lines import from_lines
from loaders.cli.extract import extract
from loaders.pipeline import read_text
from loaders.reading import read_plans

PLAN = """临江市工作方案
一、任务
（一）建平台。2024年底前，在青岚高新区建好平台。
（牵头单位：市科
技局；配合单位：财政局等）
"""


def _evidences(facts: Facts) -> list[tuple[str, int, int]]:
    found = []
    for measure in facts.measures:
        for fact in (
            *measure.duties,
            *measure.zones,
            *measure.chains,
            *measure.deadlines,
            *measure.goals,
            *measure.citations,
            *measure.focuses,
        ):
            found.append((fact.evidence.text, fact.evidence.start, fact.evidence.end))
    for other in (*facts.plan.citations, *facts.plan.conventions):
        found.append((other.evidence.text, other.evidence.start, other.evidence.end))
    return found


def test_a_broken_name_is_quoted_as_it_stands() -> None:
    (facts,) = read_text(PLAN, "plan.txt")
    (measure,) = facts.measures
    assert measure.agencies(Role.LEADS) == ["市科技局"]
    assert measure.agencies(Role.SUPPORTS) == ["市财政局"]
    lead, support = measure.duties
    assert (lead.evidence.text, support.evidence.text) == ("市科\n技局", "财政局")
    assert support.open
    assert measure.duty == "（牵头单位：市科技局；配合单位：财政局等）"
    assert [deadline.date for deadline in measure.deadlines] == ["2024-12-31"]


_PIECES = (
    "一、", "（一）", "1.", "市科技局", "财政局", "（牵头单位：", "（", "）", "〔", "〕", "；配合单位：", "等", "牵头", "负责", "，", "。",
    "\n", " ", "\u3000", "列第一位者为牵头单位，下同", "2024年底前", "《临江市规划》", "临政发〔2023〕1号", "光电产业链", "青岚高新区",
    "“", "”", "责任单位：", "\x00", "\u202e", "\ud800", "各县（市、区）人民政府", "增长10%以上", "\t", "\r\n",
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=60).map("".join))
def test_every_evidence_is_a_substring_at_its_offsets(text: str) -> None:
    for facts in read_text(text, "any.txt"):
        for quote, start, end in _evidences(facts):
            assert text[start:end] == quote
        for measure in facts.measures:
            assert "".join(text[measure.duty_start : measure.duty_end].split()) == measure.duty
            assert measure.start <= measure.end
            assert measure.end <= measure.duty_start or measure.start >= measure.duty_end
        assert facts.annotations >= len(facts.measures)
        unread = sum(diagnostic.code == "unread-annotation" for diagnostic in facts.diagnostics)
        assert facts.annotations == len(facts.measures) + unread


def test_a_convention_adds_a_lead_and_rewrites_nothing() -> None:
    (facts,) = read_text(
        "一、甲。好。（教育部、财政部负责。列第一位者为牵头单位，下同）\n二、乙。好。（财政部、教育部负责）"
    )
    assert [convention.rule for convention in facts.plan.conventions] == ["first-listed-leads"]
    for measure in facts.measures:
        assert measure.agencies(Role.LEADS) == []
        added = [duty for duty in measure.duties if duty.basis is Basis.CONVENTION]
        assert [(duty.role, duty.position, duty.agency) for duty in added] == [
            (Role.LEADS, 1, measure.agencies(Role.RESPONSIBLE)[0])
        ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(12):
        (tmp_path / f"plan{number:02d}.txt").write_text(PLAN.replace("临江", f"临江{number}"), "utf-8")
    (tmp_path / "plan05.txt").write_bytes(b"\x00\x01\x02\xff\xfe\x00" * 50)
    return tmp_path


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_bad_file_loses_no_other_and_the_order_is_kept(folder: Path, jobs: int) -> None:
    errors: list[QiantouError] = []
    progress: list[tuple[int, int]] = []
    facts = list(
        read_plans(
            [folder],
            jobs=jobs,
            on_error=errors.append,
            on_progress=lambda done, all_: progress.append((done, all_)),
        )
    )
    assert [Path(one.plan.source).name for one in facts] == [f"plan{n:02d}.txt" for n in range(12) if n != 5]
    assert len(errors) == 1
    assert "plan05.txt" in str(errors[0])
    assert progress[-1] == (12, 12)


def test_lines_lead_back_to_the_same_facts(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(PLAN, "utf-8")
    out = tmp_path / "facts.jsonl"
    result = CliRunner().invoke(extract, [str(plan), "-o", str(out)])
    assert result.exit_code == 0, result.output
    assert list(from_lines(out.read_bytes().splitlines())) == read_text(PLAN, str(plan))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["facts.jsonl", "plan.txt"]


def test_csv_has_one_measure_a_row(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(PLAN, "utf-8")
    header, row = CliRunner().invoke(extract, [str(plan), "--format", "csv"]).stdout.splitlines()
    assert header.startswith("plan,document,title,")
    assert "市科技局,市财政局" in row


def test_explain_says_why(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(PLAN, "utf-8")
    result = CliRunner().invoke(extract, [str(plan), "--explain"])
    assert "label 配合单位; inherits 市" in result.stderr
    assert "1 annotation-like places: 1 became facts, 0 did not" in result.stderr
    assert json.loads(result.stdout)["leads"] == ["市科技局"]


def test_an_unwritable_output_is_named(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(PLAN, "utf-8")
    result = CliRunner().invoke(extract, [str(plan), "-o", str(tmp_path / "no" / "facts.jsonl")])
    assert result.exit_code == 1


def test_actors_that_are_not_listed_again_answer_by_convention() -> None:
    (facts,) = read_text(
        "一、甲。好。（省司法厅负责。以下均需各市、县（市、区）人民政府贯彻落实，不再列出）\n二、乙。好。（省财政厅负责）"
    )
    (measure,) = facts.measures[1:]
    assert measure.agencies(Role.RESPONSIBLE) == ["省财政厅"]
    added = [duty for duty in measure.duties if duty.basis is Basis.CONVENTION]
    assert [duty.agency for duty in added] == ["各市、县（市、区）人民政府"]
    assert added[0].evidence.text.startswith("以下均需")


def test_the_words_of_a_convention_are_no_part_of_its_actors() -> None:
    text = "一、甲。做好。（省司法厅牵头。以下均需各县（市、区）政府负责落实，不再列出）"
    (facts,) = read_text(text)
    assert [duty.agency for duty in facts.measures[0].duties] == ["省司法厅", "各县（市、区）政府"]


def test_marked_names_lead_by_convention() -> None:
    (facts,) = read_text(
        "一、甲。好。（责任单位：市发展改革委*、市财政局，标*为牵头单位）\n二、乙。好。（市教育局、市财政局*负责）"
    )
    assert [measure.agencies(Role.RESPONSIBLE) for measure in facts.measures] == [
        ["市发展改革委", "市财政局"],
        ["市教育局", "市财政局"],
    ]
    leads = [
        [duty.agency for duty in measure.duties if duty.role is Role.LEADS] for measure in facts.measures
    ]
    assert leads == [["市发展改革委"], ["市财政局"]]


def test_two_plans_of_one_title_on_one_page_are_two() -> None:
    facts = read_text("方案 文档1\n" + PLAN + "\n方案 文档1\n" + PLAN)
    assert len({one.plan.key for one in facts}) == len(facts) == 2


@pytest.mark.parametrize(
    ("name", "place"),
    [("2034年青岚市任务分工表.csv", "青岚市"), ("北京路项目.csv", ""), ("附件1.csv", "")],
)
def test_a_table_without_a_title_is_called_by_its_file_and_is_of_the_place_that_the_name_says(
    name: str, place: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text("序号,任务,牵头单位\n1,修缮校舍,县教育局\n", "utf-8")
    (facts,) = read_plans([path])
    assert (facts.plan.title, facts.plan.jurisdiction) == (f"{path.stem}#1", place)


def test_files_that_are_no_plans_are_named(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    (tmp_path / "photo.jpg").write_bytes(b"no plan")
    with ZipFile(tmp_path / "plans.zip", "w") as archive:
        archive.write(tmp_path / "plan.txt", "plan.txt")
        archive.writestr("table.rar", "no plan")
    result = CliRunner().invoke(extract, [str(tmp_path)])
    assert result.exit_code == 0
    assert "Skipped:" in result.stderr
    assert "photo.jpg" in result.stderr
    assert "plans.zip!/table.rar: no plan by its ending" in result.stderr
