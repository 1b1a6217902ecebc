"""The commands of analysis, as they are typed."""

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import click
import msgspec
import pytest
from click.testing import CliRunner, Result
from docx import Document
from facts import agency, measure, plan

from graph.cli import main
from graph.model import Facts
from graph.model.lines import to_lines
from graph.store import open_store

COMMANDS = ("centrality", "overlap", "overload", "coordinate", "compare", "gaps")

Run = Callable[..., Result]


def two_cities() -> list[Facts]:
    science = agency("市科技局", line="科技")
    industry = agency("市工业和信息化局", line="工业和信息化")
    counties = agency("各县区政府")
    return [
        plan(
            "临江市",
            "临江市低空经济行动方案",
            measure(
                "一/1",
                "引进整机企业",
                leads=[industry],
                supports=[science, "市财政局", counties],
                chains=["无人机"],
                zones=["临江高新区"],
                deadlines=["2025年底前"],
                text="引进三家整机企业。",
            ),
            measure("一/2", "建设实验室", leads=[science], supports=["市财政局"], chains=["无人机"]),
            measure(
                "二/1", "开放空域", responsible=["市交通运输局", science], convention_lead="市交通运输局"
            ),
        ),
        plan(
            "青岚市",
            "青岚市低空经济行动方案",
            measure(
                "一/1", "建设起降场", leads=["市交通运输局"], supports=[science], deadlines=["2026年底前"]
            ),
            measure("一/2", "组织飞行大会", supports=["市体育局"], zones=["青岚新区"]),
        ),
    ]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("graph") / "qiantou.lbug"
    with open_store(file) as store:
        store.replace_all(two_cities())
    return file


@pytest.fixture(scope="module")
def empty_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("graph") / "empty.lbug"
    with open_store(file) as store:
        store.replace_all([plan("临江市", "空白方案")])
    return file


@pytest.fixture
def run(graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    return lambda *line: CliRunner().invoke(main, list(line), env={"QIANTOU_GRAPH": str(graph)})


def rows(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.output
    found: list[dict[str, object]] = json.loads(result.stdout)
    return found


def examples(name: str) -> list[list[str]]:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    lines = (command.help or "").splitlines()
    return [shlex.split(line.strip())[1:] for line in lines if line.strip().startswith("qiantou ")]


@pytest.mark.smoke
@pytest.mark.parametrize("name", COMMANDS)
def test_the_examples_of_the_help_run(name: str, run: Run, tmp_path: Path) -> None:
    for file, lead in (("征求意见稿.docx", "市科技局"), ("印发稿.docx", "市财政局")):
        document = Document()
        for line in ("临江市低空经济行动方案", "一、重点任务", f"（一）建设平台。（牵头单位：{lead}）"):
            document.add_paragraph(line)
        document.save(str(tmp_path / file))
    lines = examples(name)
    assert lines
    for line in lines:
        result = run(*line)
        assert result.exit_code == 0, result.output
        assert result.stdout.strip()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_the_same_filters(name: str, run: Run) -> None:
    words = [
        "--plan",
        "--jurisdiction",
        "--role",
        "--collectives",
        "--top",
        "--evidence",
        "--format",
        "--output",
    ]
    assert not [word for word in words if word not in run(name, "--help").output]


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("format", ["table", "csv", "json"])
def test_a_graph_without_measures_gives_a_clear_answer(name: str, format: str, empty_graph: Path) -> None:
    plans = ["空白", "空白"] if name == "compare" else []
    line = [name, *plans, "--format", format]
    result = CliRunner().invoke(main, line, env={"QIANTOU_GRAPH": str(empty_graph)})
    assert result.exit_code == 0, result.output
    assert "nan" not in result.stdout.lower()
    assert not result.stderr
    if format == "table":
        assert result.stdout.endswith("Nothing to list.\n")


@pytest.mark.parametrize("name", COMMANDS)
def test_no_cell_is_nan(name: str, run: Run) -> None:
    plans = ["临江市", "青岚市"] if name == "compare" else []
    for format in ("table", "csv", "json"):
        result = run(name, *plans, "--format", format)
        assert result.exit_code == 0, result.output
        assert "nan" not in result.stdout.lower()


def test_centrality_ranks_agencies_and_leaves_collectives_out(run: Run) -> None:
    found = rows(run("centrality", "--by", "degree", "--jurisdiction", "临江市", "--format", "json"))
    assert [(row["name"], row["degree"]) for row in found] == [
        ("市科技局", 3),
        ("市工业和信息化局", 2),
        ("市财政局", 2),
        ("市交通运输局", 1),
    ]
    with_all = rows(run("centrality", "--by", "degree", "--collectives", "--format", "json"))
    assert "各县区政府（临江市）" in {row["name"] for row in with_all}


@pytest.mark.parametrize(
    "command",
    [
        ["centrality"],
        ["centrality", "--brokerage", "line"],
        ["coordinate"],
        ["coordinate", "--show", "matrix"],
        ["coordinate", "--show", "communities"],
        ["coordinate", "--show", "brokers"],
        ["coordinate", "--path", "财政", "工业"],
        ["overlap"],
        ["overload"],
        ["overload", "--summary"],
    ],
)
def test_every_agency_of_several_cities_stands_with_its_place(run: Run, command: list[str]) -> None:
    told = run(*command)
    assert told.exit_code == 0, told.output
    assert re.search(r"局（(?:临江|青岚)市）", told.stdout)
    assert not re.findall(r"市\w+局(?!（)", told.stdout.split("\n", 1)[1])


def test_evidence_quotes_the_clauses(run: Run) -> None:
    found = rows(run("overlap", "--top", "1", "--evidence", "--format", "json"))
    assert [clause[:16] for clause in found[0]["evidence"]] == [
        "《临江市低空经济行动方案》一/1",
        "《临江市低空经济行动方案》一/2",
    ]


def test_measures_under_different_leads_are_told_with_the_reason(run: Run) -> None:
    found = rows(run("overlap", "--of", "measures", "--format", "json"))
    assert [(row["first_path"], row["second_path"], row["reason"]) for row in found] == [
        ("一/1", "一/2", "同一产业链：无人机")
    ]
    assert rows(run("overlap", "--of", "measures", "--across-plans", "--format", "json")) == []
    assert rows(run("overlap", "--of", "measures", "--within-plan", "--format", "json")) == found


def test_brokerage_and_summary_take_the_place_of_the_table(run: Run) -> None:
    assert "gatekeeper" in rows(run("centrality", "--brokerage", "line", "--format", "json"))[0]
    assert rows(run("centrality", "--summary", "--format", "json"))[0]["nodes"] == 7


def test_what_is_left_out_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.analysis.centrality.HEAVY_STEPS", 5)
    result = run("centrality", "--format", "json")
    assert "betweenness, closeness would take long" in result.stderr
    assert "betweenness" not in rows(result)[0]


def test_plans_without_leads_point_to_communities(run: Run) -> None:
    result = run("coordinate", "--role", "responsible", "--role", "supports")
    assert "--show communities" in result.stderr
    assert result.stdout.endswith("Nothing to list.\n")


def test_the_way_between_two_agencies_has_its_clauses(run: Run) -> None:
    line = ["coordinate", "--path", "财政", "工业", "--evidence", "--format", "json"]
    (step,) = rows(run(*line))
    assert (step["from"], step["to"]) == ("市财政局（临江市）", "市工业和信息化局（临江市）")
    assert step["measures"] == 1
    assert step["evidence"][0].startswith("《临江市低空经济行动方案》一/1")  # type: ignore[index]
    several = run("coordinate", "--path", "市科技局", "市财政局")
    assert several.exit_code == 2
    assert "\n  临江市/市科技局\n  青岚市/市科技局" in several.output


def test_plans_are_compared_from_files_and_from_the_graph(run: Run, tmp_path: Path) -> None:
    lines = [msgspec.json.encode(line) for facts in two_cities() for line in to_lines(facts)]
    (tmp_path / "facts.jsonl").write_bytes(b"\n".join(lines))
    found = rows(run("compare", "facts.jsonl#1", "临江市", "--all", "--format", "json"))
    assert {row["status"] for row in found} == {"same"}
    assert rows(run("compare", "facts.jsonl#1", "临江市", "--format", "json")) == []
    several = run("compare", "facts.jsonl", "临江市")
    assert several.exit_code == 1
    assert "holds several plans; add the number of one: #1 临江市低空经济行动方案, #2" in several.output
    assert "none is number 3" in run("compare", "facts.jsonl#3", "临江市").output


def test_a_day_that_no_calendar_has_is_said_and_not_moved(run: Run, tmp_path: Path) -> None:
    for name, day in (("draft", "2月30日"), ("issued", "3月15日")):
        text = f"青岚市方案\n一、推进工作。在2026年{day}前建成平台。（市科技局牵头）\n"
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    result = run("compare", "draft.txt", "issued.txt", "--show", "deadlines", "--format", "json")
    assert [(row["before"], row["days"]) for row in rows(result)] == [(["2026年2月30日前"], None)]
    assert result.stderr == "Note: draft.txt:2:9: there is no 2026年2月30日\n"


def test_overload_can_be_narrowed_widened_and_summed_up(run: Run) -> None:
    assert "fractional" in run("overload").stdout
    assert "sections" not in run("overload").stdout
    assert "sections" in run("overload", "--wide").stdout
    flagged = rows(run("overload", "--threshold", "lead_share=0.2", "--flagged", "--format", "json"))
    assert flagged
    assert all("界限20%" in row["flags"][0] for row in flagged)  # type: ignore[index]
    months = rows(run("overload", "--by", "month", "--evidence", "--format", "json"))
    assert [row["month"] for row in months] == ["2025-12"] * 3 + ["2026-12"] * 2
    assert {row["quantity"] for row in rows(run("overload", "--summary", "--format", "json"))} >= {
        "leads",
        "load",
    }
    assert [row["group"] for row in rows(run("overload", "--by", "line", "--format", "json"))][:2] == [
        "",
        "科技",
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("overload --threshold fame=1", "“fame=1” is not one of lead_share"),
        ("overload --by plan --summary", "leave out --by"),
        ("compare 临江市", "name two plans"),
        ("compare 临江市 青岚市 --lines", "leave out BEFORE and AFTER"),
        ("coordinate --significant 0.05", "--significant is about communities"),
        ("centrality --of zones --network duties --significant 0.05", "pairs of agencies"),
        ("centrality --weights leads=3", "no weight for"),
        ("centrality --weights leads=3,supports=-1,responsible=2", "“supports=-1” is not a role"),
        ("overlap --of measures --significant 0.05", "measures take --similarity"),
        ("overlap --across-plans", "add --of measures"),
        ("overlap --top 0", "--top"),
    ],
)
def test_wrong_usage_is_told_with_status_2(line: str, message: str, run: Run) -> None:
    result = run(*line.split())
    assert result.exit_code == 2
    assert message in result.output


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("centrality --plan 海洋", "no plan of the graph has “海洋” in its title; it holds"),
        (
            "overlap --jurisdiction 白石县",
            "no plan and no agency of the graph is of “白石县”; it holds 临江市, 青岚市",
        ),
        ("centrality --by fame", "no measure “fame”"),
        ("centrality --of chains --network lead-support", "lead-support ties agencies"),
        ("centrality --graph missing.lbug", "there is no graph here"),
    ],
)
def test_what_is_not_there_is_told_in_one_line_with_status_1(line: str, message: str, run: Run) -> None:
    result = run(*line.split())
    assert result.exit_code == 1
    assert message in result.output
    assert len(result.output.strip().splitlines()) == 1
