"""`qiantou check` names everything: where a finding stands, what was left out, what could not be read."""

import json
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from formats import invented
from formats.printed import Page, printed

from loaders.check import RULES
from loaders.cli.check import check

PLAN = "青岚市先进材料方案\n一、创新\n（一）甲。建设中试基地。（牵头单位：市科技局）\n（二）乙。编制图谱。（配合单位：市财政局）\n"


def _run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(check, [str(argument) for argument in arguments])
    return result.exit_code, result.stdout, result.stderr


def test_files_left_out_of_folders_and_archives_are_named(tmp_path: Path) -> None:
    (tmp_path / "方案.txt").write_text(PLAN, "utf-8")
    (tmp_path / "图.gif").write_bytes(b"x")
    with zipfile.ZipFile(tmp_path / "附件.zip", "w") as archive:
        archive.writestr("方案.txt", PLAN)
        archive.writestr("表.rar", "x")
    status, output, errors = _run(tmp_path, "--fail-on", "never")
    assert status == 0
    assert errors.splitlines() == [
        f"Skipped: {tmp_path}/图.gif: no plan by its ending",
        f"Skipped: {tmp_path}/附件.zip!/表.rar: no plan by its ending",
    ]
    assert " findings in 2 plans: " in output


def test_a_file_of_several_plans_lists_them(tmp_path: Path) -> None:
    path = tmp_path / "plans.txt"
    path.write_text(f"{PLAN}青岚市先进能源方案\n青政发〔2024〕3号\n一、甲。做好。（市能源局牵头）\n", "utf-8")
    listed = [
        f"{path}: 2 plans",
        "  1. 青岚市先进材料方案 (青岚市): 2 measures",
        "  2. 青岚市先进能源方案 (青政发〔2024〕3号, 青岚市): 1 measure",
    ]
    assert _run(path)[1].splitlines()[:3] == listed
    _, output, errors = _run(path, "--format", "json")
    assert errors.splitlines() == listed
    assert json.loads(output)


def test_a_draft_is_checked_whatever_it_calls_itself_and_a_folder_s_readme_is_not(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text("说明\n这里是各市的方案。\n", "utf-8")
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    assert "[no-annotation]" in _run(path)[1]
    _, output, errors = _run(tmp_path)
    assert "in 1 plan" in output
    assert "README.md: no plan: no duty stands in it" in errors


def test_a_page_and_a_cell_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(printed(Page().lines("首页"), Page().lines(*PLAN.splitlines())))
    (tmp_path / "b.xlsx").write_bytes(invented.xlsx())
    _, output, _ = _run(tmp_path)
    assert "a.pdf:5:11 (page 2): warning: 一/(二) 乙: no agency leads [no-lead]" in output
    assert "(cell D7 of sheet 任务分工): info: 市税务局 only supports in this plan [only-supports]" in output
    records = json.loads(_run(tmp_path, "--format", "json")[1])
    assert {record["place"]["page"] for record in records if record["file"].endswith(".pdf")} == {2}
    [run] = json.loads(_run(tmp_path, "--format", "sarif")[1])["runs"]
    assert "page 2" in {result["locations"][0]["message"]["text"] for result in run["results"]}


def test_a_cut_line_shows_that_it_is_cut_and_its_mark_stands_below_the_text(tmp_path: Path) -> None:
    plan = tmp_path / "a.txt"
    plan.write_text(PLAN.replace("编制图谱", "ABC１２3\t编制产业链图谱并建立动态管理的清单制度" * 3), "utf-8")
    lines = _run(plan)[1].splitlines()
    at = next(number for number, line in enumerate(lines) if "[no-lead]" in line)
    shown, mark = lines[at + 1], lines[at + 2]
    assert shown.startswith("    …")
    assert shown.endswith("（配合单位：市财政局）")
    width = sum(1 if sign.isascii() or sign == "…" else 2 for sign in shown[: shown.index("（配合")])
    assert mark == " " * width + "^" * 2 * len("（配合单位：市财政局）")


@pytest.mark.parametrize("sign", ["\x1b", "\x9b", "\u202e", "\u2067"])
def test_what_a_terminal_would_obey_is_not_printed(tmp_path: Path, sign: str) -> None:
    plan = tmp_path / "a.txt"
    plan.write_text(PLAN.replace("（二）乙", f"（二）{sign}[31m乙") + "附则。\n" * 99, "utf-8")
    status, output, _ = _run(plan)
    assert status == 1
    assert "[no-lead]" in output
    assert sign not in output


def test_sarif_says_where_a_finding_ends_and_what_could_not_be_read(tmp_path: Path) -> None:
    plan = tmp_path / "临江 方案.txt"
    plan.write_text(PLAN, "utf-8")
    status, output, errors = _run(plan, tmp_path / "没有.txt", "--format", "sarif", "--fail-on", "never")
    assert status == 1
    assert "没有.txt" in errors
    [run] = json.loads(output)["runs"]
    [invocation] = run["invocations"]
    assert not invocation["executionSuccessful"]
    assert "没有.txt" in invocation["toolExecutionNotifications"][0]["message"]["text"]
    [found] = [result for result in run["results"] if result["ruleId"] == "no-lead"]
    place = found["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"].isascii()
    assert unquote(place["artifactLocation"]["uri"]) == f"file://{plan}"
    region = place["region"]
    lines = PLAN.splitlines()
    assert (
        lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1]
        == "（配合单位：市财政局）"
    )
    assert region["endLine"] == region["startLine"] == 4


def test_the_rules_are_listed() -> None:
    status, output, _ = _run("--rules")
    assert status == 0
    assert [line.split()[0] for line in output.splitlines()] == sorted(RULES)


def test_one_finding_is_counted_as_one(tmp_path: Path) -> None:
    plan = tmp_path / "a.txt"
    plan.write_text("青岚市方案\n一、甲\n做好工作。（牵头单位：市科技局）\n", "utf-8")
    assert _run(plan)[1].splitlines()[-1] == "0 findings in 1 plan"


def test_a_finding_is_as_severe_as_its_rule(tmp_path: Path) -> None:
    plan = tmp_path / "a.txt"
    plan.write_text(PLAN + "（三）丙。做好工作。（牵头单位：）\n", "utf-8")
    records = json.loads(_run(plan, "--format", "json")[1])
    assert "unread-annotation" in {record["code"] for record in records}
    assert {record["severity"] == RULES[record["code"]].severity for record in records} == {True}
