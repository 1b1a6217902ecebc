"""The demo city: what a newcomer runs first."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph.cli import main
from graph.demo import PLANS

pytestmark = pytest.mark.smoke

SECONDS = 15
"""Of the processor, so that a busy machine fails no test."""


def demo(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-c", "from graph.cli import main; main(prog_name='qiantou')", "demo", *arguments]
    return subprocess.run(
        line,
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "TMPDIR": str(folder), "QIANTOU_GRAPH": str(folder / "other.lbug")},
    )


def test_it_shows_who_leads_what_and_names_its_page_within_seconds(tmp_path: Path) -> None:
    before = os.times()
    done = demo(tmp_path)
    after = os.times()
    assert sum(after[2:4]) - sum(before[2:4]) < SECONDS
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    for heading in ("What was loaded", "Who leads what", "The busiest agencies"):
        assert heading in done.stdout
    assert "市市场监管局" in done.stdout
    assert "保护知识产权" in done.stdout
    (page,) = tmp_path.glob("*/report.html")
    assert str(page) in done.stdout
    assert "青岚市" in page.read_text("utf-8")


def test_it_leaves_the_page_and_no_graph(tmp_path: Path) -> None:
    assert demo(tmp_path).returncode == 0
    files = {file.name for file in tmp_path.rglob("*") if file.is_file()}
    assert files == {"report.html", *(plan.name for plan in PLANS)}


def test_everything_is_read(tmp_path: Path) -> None:
    printed = demo(tmp_path).stdout
    (plans,) = re.findall(r"^ ?Plan +(\d+)", printed, re.MULTILINE)
    assert plans == "2"
    (found,), (read,) = (re.findall(rf"annotations {word} +(\d+)", printed) for word in ("found", "read"))
    assert found == read


def test_what_is_kept_can_be_asked_on_and_shown_again(tmp_path: Path) -> None:
    runner = CliRunner()
    kept = tmp_path / "some" / "folder"
    first = runner.invoke(main, ["demo", "--keep", str(kept)])
    assert first.exit_code == 0, first.output
    again = runner.invoke(main, ["demo", "--keep", str(kept)])
    assert again.output == first.output
    asked = runner.invoke(main, ["who", "市数据局", "--graph", str(kept / "qiantou.lbug")])
    assert asked.exit_code == 0, asked.output
    assert "推动数据共享" in asked.output


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    done = demo(tmp_path, "--keep", str(tmp_path / "taken" / "inner"))
    assert done.returncode == 1
    assert "taken" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_city_can_be_drawn_though_no_pair_of_it_is_beyond_chance(tmp_path: Path) -> None:
    runner = CliRunner()
    assert runner.invoke(main, ["demo", "--keep", str(tmp_path)]).exit_code == 0
    graph, page = str(tmp_path / "qiantou.lbug"), str(tmp_path / "network.html")
    drawn = runner.invoke(main, ["draw", "--graph", graph, "-o", page])
    assert drawn.exit_code == 0
    assert re.search(r"[1-9]\d* nodes, [1-9]\d+ links$", drawn.stdout.strip())
