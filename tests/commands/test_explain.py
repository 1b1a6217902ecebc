"""`qiantou extract --explain`: where each name stands, and what was not read."""

import re
from pathlib import Path

from click.testing import CliRunner
from formats import invented
from formats.printed import Page, printed

from graph.cli import main
from graph.demo import PLANS
from graph.model import Diagnostic, Facts, Plan, Severity
from loaders.cli.explanation import explain
from loaders.cli.extract import extract

PLAN = ("青岚市先进材料方案", "一、创新", "建设中试基地。（牵头单位：市科技局）")


def _explained(path: Path) -> str:
    return CliRunner().invoke(extract, [str(path), "--explain"]).stderr


def test_pages_and_cells_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(printed(Page().lines("首页"), Page().lines(*PLAN)))
    (tmp_path / "b.xlsx").write_bytes(invented.xlsx())
    (tmp_path / "c.csv").write_text(invented.csv(), "utf-8")
    assert "leads 市科技局 (page 2) (stated; label 牵头单位" in _explained(tmp_path / "a.pdf")
    assert "supports 市税务局 (cell D7 of sheet 任务分工) (stated; column 配合单位" in _explained(
        tmp_path / "b.xlsx"
    )
    assert "supports 市税务局 (cell D6) (stated; column 配合单位" in _explained(tmp_path / "c.csv")


def test_what_was_not_read_is_named_with_its_page(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(printed(Page().lines("首页"), Page().lines(*PLAN[:2], "建设基地。（责任单位：）")))
    told = CliRunner().invoke(extract, [str(path)]).stderr
    assert "(page 2): error: no agency is named [unread-annotation]" in told


def test_the_coverage_counts_what_was_read_in_part() -> None:
    def finding(code: str) -> Diagnostic:
        return Diagnostic(
            code=code,
            message="not read",
            severity=Severity.WARNING,
            file="a.txt",
            line=3,
            column=9,
            start=0,
            end=3,
            excerpt="某某某",
        )

    plan = Plan(source="a.txt", document=1, title="方案", jurisdiction="青岚市", sha256="")
    facts = Facts(
        plan=plan,
        measures=(),
        annotations=5,
        diagnostics=(finding("unread-annotation"), finding("partly-read")),
    )
    lines = list(explain(facts))
    assert lines[1] == "!! a.txt:3:9 not read [unread-annotation]: 某某某"
    assert lines[-1] == (
        "== 5 annotation-like places: 4 became facts, 1 did not; 1 passage inside the others was not read;"
        " all are listed above"
    )


def test_it_is_said_in_chinese() -> None:
    told = CliRunner().invoke(main, ["extract", *map(str, PLANS), "--explain", "--language", "zh"]).stderr
    assert "(明文; 标签“" in told
    assert "产业链 " in told
    assert "不计 " in told
    # What has no letters but in names of files and codes is in Chinese.
    said = "\n".join(line for line in told.splitlines() if line.startswith("   "))
    assert not re.findall("[A-Za-z-]{3,}", said)


def test_each_target_and_each_name_left_out_has_its_reason(tmp_path: Path) -> None:
    plan = tmp_path / "a.txt"
    plan.write_text(
        "青岚市发展方案\n一、做强光伏产业链。依托工业互联网平台服务企业，支持青岚高新区扩区。（市科技局牵头）\n",
        "utf-8",
    )
    explained = _explained(plan)
    assert "chain 光伏 (called an industry: 产业链)" in explained
    assert "left out 工业互联网 (means or base: 依托)" in explained
    assert "zone 青岚高新区 (proper name: 高新技术产业开发区)" in explained
