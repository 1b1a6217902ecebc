"""Each rule of the check finds what it is for, at its place, and nothing in a clean plan."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Severity
from loaders.check import RULES, at_least, check
from loaders.cli.check import check as command
from loaders.document import Document
from loaders.pipeline import read_document

CLEAN = """临江市工作方案
一、任务
（一）建平台。建好平台。（市科技局牵头，市财政局配合）
（二）强保障。拨付资金。（市财政局牵头，市科技局配合）
"""

DRAFTS = [
    ("no-lead", CLEAN + "（三）抓宣传。广泛宣传。（市教育局负责）\n", "市教育局负责"),
    ("plan-without-leads", "临江市方案\n一、甲。做好。（市科技局负责）\n", "（市科技局负责）"),
    ("no-duty", CLEAN + "（三）抓宣传。广泛宣传。\n", "（三）抓宣传。"),
    ("two-leads", CLEAN + "（三）抓宣传。做好。（市教育局、市财政局牵头）\n", "市教育局、市财政局"),
    (
        "two-names",
        CLEAN + "（三）抓宣传。做好。（市发改委牵头）\n（四）抓项目。做好。（市发展改革委牵头）\n",
        "市发展改革委",
    ),
    ("former-name", CLEAN + "（三）抓宣传。做好。（市工商局牵头）\n", "市工商局"),
    ("only-supports", CLEAN + "（三）抓宣传。做好。（市财政局牵头，市教育局配合）\n", "市教育局"),
    (
        "late-plan",
        CLEAN + "（三）抓宣传。2023年底前完成。（市财政局牵头）\n临江市人民政府\n2024年3月1日\n",
        "2023年底前",
    ),
    ("two-roles", CLEAN + "（三）抓宣传。做好。（市财政局牵头，市财政局配合）\n", "市财政局牵头"),
    ("unread-annotation", CLEAN + "（三）抓宣传。做好。（责任单位：）\n", "（责任单位：）"),
    (
        "partly-read",
        CLEAN + "（三）抓宣传。做好。（市财政局指导，市教育局牵头；备注：每月一报）\n",
        "市财政局指导",
    ),
    (
        "impossible-date",
        "临江市方案\n一、甲。做好。（市财政局负责）\n临江市人民政府\n2024年2月30日\n",
        "2024年2月30日",
    ),
    ("no-annotation", "临江市方案\n一、甲。做好。\n", "临江市方案"),
    ("unclosed-bracket", CLEAN + "（三）抓宣传。做好。（责任单位：市财政局\n", "（责任单位：市财政局"),
    ("impossible-date", CLEAN + "（三）抓宣传。2031年2月30日前完成。（市财政局牵头）\n", "2031年2月30日"),
    (
        "two-roles",
        CLEAN + "（三）抓宣传。做好。（市发改委牵头，市发展改革委、市教育局配合）\n",
        "市发改委牵头",
    ),
    ("only-in-a-sentence", CLEAN + "（三）抓宣传。由市教育局牵头，广泛宣传。\n", "（三）抓宣传。"),
    (
        "only-in-a-sentence",
        "临江市方案\n一、甲。由市教育局牵头，广泛宣传。\n二、乙。做好台账。\n三、丙。（市水利局牵头）\n",
        "一、甲。由市教育局牵头",
    ),
    ("numbering-gap", CLEAN + "（五）抓宣传。做好。（市财政局牵头）\n", "（五）抓宣传"),
    (
        "duty-twice",
        CLEAN
        + "（三）修渠道。对全市灌区渠道逐段排查并修复渗漏点位。（市水利局牵头）\n"
        + "（四）护渠道。对全市灌区渠道逐段排查并修复渗漏点位。（市农业农村局牵头）\n",
        "护渠道",
    ),
]


def _codes(text: str) -> dict[str, str]:
    document = Document(source="draft.txt", text=text)
    return {
        finding.code: text[finding.start : finding.end]
        for finding in check(document, list(read_document(document, inline=True)))
    }


def test_an_unknown_agency_is_told_once_with_its_bracket() -> None:
    text = (
        CLEAN
        + "（三）抓宣传。做好。（责任单位：临江汇（筹））\n（四）抓项目。做好。（责任单位：临江汇（筹））\n"
    )
    document = Document(source="draft.txt", text=text)
    told = [
        one
        for one in check(document, list(read_document(document, inline=True)))
        if one.code == "unknown-agency"
    ]
    assert [text[one.start : one.end] for one in told] == ["临江汇（筹）"]


def test_a_clean_plan_has_no_finding() -> None:
    assert _codes(CLEAN) == {}


@pytest.mark.parametrize(("code", "text", "marked"), DRAFTS, ids=[code for code, _, _ in DRAFTS])
def test_each_rule_marks_its_place(code: str, text: str, marked: str) -> None:
    found = _codes(text)
    assert code in found
    assert code == "no-annotation" or marked in found[code]


def test_every_rule_is_tested() -> None:
    of_pages = {"recognised", "doubtful-line", "doubtful-name", "poor-text", "touching-cells"}
    assert {code for code, _, _ in DRAFTS} | {"unknown-agency"} | of_pages == set(RULES)


def test_numbers_start_anew_in_each_plan_of_a_file() -> None:
    plan = "{}.青岚市关于印发《青岚市{}方案》的通知（2024年3月1日）\n各县区人民政府：\n一、任务\n1.建库。（市水利局牵头）\n2.建网。（市教育局牵头）\n"
    text = "".join(plan.format(number, name) for number, name in enumerate(("甲类", "乙类", "丙类"), 4))
    assert "numbering-gap" not in _codes(text)
    assert "no-duty" not in _codes(text)


def test_severities_are_ordered() -> None:
    assert at_least(Severity.ERROR, Severity.WARNING)
    assert not at_least(Severity.INFO, Severity.WARNING)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.txt"
    path.write_text({code: text for code, text, _ in DRAFTS}["no-lead"], "utf-8")
    return path


def test_the_exit_status_says_whether_there_are_findings(draft: Path) -> None:
    assert CliRunner().invoke(command, [str(draft)]).exit_code == 1
    assert CliRunner().invoke(command, [str(draft), "--fail-on", "error"]).exit_code == 0
    assert CliRunner().invoke(command, [str(draft), "--fail-on", "never"]).exit_code == 0


def test_people_see_the_line_with_the_text_marked(draft: Path) -> None:
    lines = CliRunner().invoke(command, [str(draft)]).output.splitlines()
    at = next(number for number, line in enumerate(lines) if "[no-lead]" in line)
    assert lines[at].startswith(f"{draft}:5:13: warning: ")
    assert lines[at + 1].strip() == "（三）抓宣传。广泛宣传。（市教育局负责）"
    assert lines[at + 2].count("^") == 2 * len("（市教育局负责）")


def test_programs_read_json_and_sarif(draft: Path) -> None:
    records = json.loads(CliRunner().invoke(command, [str(draft), "--format", "json"]).output)
    assert {record["code"] for record in records} >= {"no-lead"}
    sarif = json.loads(CliRunner().invoke(command, [str(draft), "--format", "sarif"]).output)
    (run,) = sarif["runs"]
    assert {result["ruleId"] for result in run["results"]} <= {
        rule["id"] for rule in run["tool"]["driver"]["rules"]
    }
    region = run["results"][-1]["locations"][0]["physicalLocation"]["region"]
    assert region["startLine"] >= 1


def test_a_file_that_is_not_there_is_named(tmp_path: Path, draft: Path) -> None:
    result = CliRunner().invoke(command, [str(tmp_path / "none.txt"), str(draft), "--fail-on", "never"])
    assert result.exit_code == 1
    assert "none.txt" in result.output
    assert "[no-lead]" in result.output


PIECES = [
    *("市科技局", "汇（筹）", "（牵头单位：", "；配合单位：", "、", "，", "）", "。\n"),
    *("一、", "2.", "负责", "2024年底前", "做好"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_plan_can_be_checked(text: str) -> None:
    document = Document(source="draft.txt", text=text)
    for finding in check(document, list(read_document(document, inline=True))):
        assert 0 <= finding.start <= finding.end <= len(text)


def test_an_open_bracket_makes_no_gap_in_the_numbering() -> None:
    text = CLEAN + "（三）抓宣传。做好。（责任单位：市财政局\n（五）抓项目。做好。（市财政局牵头）\n"
    document = Document(source="draft.txt", text=text)
    codes = [found.code for found in check(document, list(read_document(document, inline=True)))]
    assert "unclosed-bracket" in codes
    assert "numbering-gap" not in codes


def test_statements_of_running_text_are_no_measures_of_the_check() -> None:
    document = Document(source="draft.txt", text=CLEAN + "三、保障\n各县区要加强领导。市财政局要保障经费。\n")
    codes = [found.code for found in check(document, list(read_document(document, inline=True)))]
    assert "no-lead" not in codes
    assert "two-roles" not in codes
