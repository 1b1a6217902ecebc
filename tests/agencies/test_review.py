"""`qiantou agencies review`: pairs of departments that may be one, judged in a file or in the terminal."""

from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from graph.cli import main
from graph.model.lines import to_lines
from loaders.agencies.decisions import Decisions
from loaders.agencies.near_duplicates import near_duplicates
from loaders.cli.agencies import agencies
from loaders.pipeline import read_text

PLAN = """青岚市人民政府办公室关于印发青岚市优化服务行动方案的通知

青岚市优化服务行动方案

一、重点任务
（一）便利开办。压缩办理时限。（责任单位：市不动产登记中心、市发改委、市卫生健康委、市财政局）
（二）优化服务。提升办理水平。（责任单位：市不动产交易登记中心、市发展改革委、市卫生健康局、市民政局）
（三）共享数据。推动数据共享。（责任单位：市大数据局、市数据局、市云改办、市云上改造工作领导小组办公室）
（四）汇聚人才。做好人才服务。（责任单位：市科技局、市科技工业信息化局、各县区政府、各县市区政府、市不动产登记中心）
"""

PAIRS = {
    ("市不动产登记中心", "市不动产交易登记中心"): "one shortens the other",
    ("市卫生健康委", "市卫生健康局"): "same functions",
    ("市大数据局", "市数据局"): "one succeeded the other",
    ("市云上改造工作领导小组办公室", "市云改办"): "one shortens the other",
    ("市科技局", "市科技工业信息化局"): "functions of one among those of the other",
    ("各县区政府", "各县市区政府"): "alike",
}


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "plan.txt"
    file.write_text(PLAN, encoding="utf-8")
    return file


def run(*arguments: object, answers: str | None = None) -> Result:
    return CliRunner().invoke(
        agencies, ["review", *map(str, arguments)], input=answers, catch_exceptions=False
    )


def test_departments_that_may_be_one_are_paired_and_no_others() -> None:
    pairs = near_duplicates(read_text(PLAN))
    assert {(pair.name, pair.other): pair.reason for pair in pairs} == PAIRS
    assert {pair.jurisdiction for pair in pairs} == {"青岚市"}


def test_the_department_named_more_often_stands_first() -> None:
    pair = next(pair for pair in near_duplicates(read_text(PLAN)) if pair.name == "市不动产登记中心")
    assert (pair.name_count, pair.other_count) == (2, 1)


def test_departments_of_two_places_make_no_pair() -> None:
    other = PLAN.replace("青岚市", "临海市").replace("市卫生健康委", "市卫生健康局")
    facts = [*read_text(PLAN.replace("市卫生健康局", "市卫生健康委")), *read_text(other)]
    assert not [pair for pair in near_duplicates(facts) if "卫生" in pair.name]


def test_a_file_is_written_filled_in_and_obeyed(plan: Path, tmp_path: Path) -> None:
    file = tmp_path / "decisions.csv"
    assert run(plan, "-o", file).exit_code == 0
    text = file.read_text(encoding="utf-8-sig")
    assert text.splitlines()[0].startswith("decision,jurisdiction,name,other")
    assert len(text.splitlines()) == 1 + len(PAIRS)

    file.write_text(text.replace(",青岚市,市卫生健康委", "same,青岚市,市卫生健康委"), encoding="utf-8")
    [facts] = read_text(PLAN, decisions=Decisions.read(file))
    names = {department.name for department in facts.departments()}
    assert "市卫生健康委" in names
    assert "市卫生健康局" not in names


def test_reviewing_again_keeps_the_decisions_and_asks_only_what_is_open(plan: Path, tmp_path: Path) -> None:
    file = tmp_path / "decisions.csv"
    file.write_text(
        "decision,jurisdiction,name,other\ndifferent,青岚市,市大数据局,市数据局\n", encoding="utf-8"
    )
    for _ in range(2):
        assert run(plan, "-o", file).exit_code == 0
        lines = file.read_text(encoding="utf-8-sig").splitlines()
        assert lines[1].startswith("different,青岚市,市大数据局,市数据局")
        assert len(lines) == 1 + len(PAIRS)


def test_without_a_terminal_the_pairs_are_printed(plan: Path) -> None:
    result = run(plan)
    assert len(result.stdout.splitlines()) == 1 + len(PAIRS)


def test_facts_are_reviewed_as_plans_are(plan: Path, tmp_path: Path) -> None:
    facts = tmp_path / "facts.jsonl"
    lines = [msgspec.json.encode(line) for one in read_text(PLAN) for line in to_lines(one)]
    facts.write_bytes(b"\n".join(lines))
    assert run(facts).stdout == run(plan).stdout


def test_answers_in_the_terminal_are_saved_at_once(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("loaders.cli.reviewing._in_terminal", lambda: True)
    file = tmp_path / "decisions.csv"
    result = run(plan, "--decisions", file, answers="d\nk\n2\nq\n")
    assert result.exit_code == 0
    assert "2 decisions saved" in result.stdout
    pairs = near_duplicates(read_text(PLAN))
    judged = Decisions.read(file).all
    assert [(one.verdict, one.name, one.other) for one in judged] == [
        ("different", pairs[0].name, pairs[0].other),
        ("same", pairs[2].other, pairs[2].name),
    ]


def test_a_file_that_cannot_be_read_fails_after_the_others(plan: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_text("no fact\n", encoding="utf-8")
    result = run(broken, plan)
    assert result.exit_code == 1
    assert "broken.jsonl" in result.stderr
    assert "市卫生健康委" in result.stdout


def test_loading_facts_again_obeys_decisions_made_since(tmp_path: Path) -> None:
    facts, decisions, graph = tmp_path / "facts.jsonl", tmp_path / "decisions.csv", tmp_path / "graph.lbug"
    lines = [msgspec.json.encode(line) for one in read_text(PLAN) for line in to_lines(one)]
    facts.write_bytes(b"\n".join(lines))
    decisions.write_text(
        "decision,jurisdiction,name,other\nsame,青岚市,市卫生健康委,市卫生健康局\n", encoding="utf-8"
    )
    load = CliRunner().invoke(
        main,
        ["load", str(facts), "--graph", str(graph), "--decisions", str(decisions)],
        catch_exceptions=False,
    )
    assert load.exit_code == 0
    who = CliRunner().invoke(
        main, ["who", "市卫生健康委", "--graph", str(graph), "--format", "csv"], catch_exceptions=False
    )
    assert [row.split(",")[2] for row in who.stdout.splitlines()[1:]] == ["一/(一)", "一/(二)"]
