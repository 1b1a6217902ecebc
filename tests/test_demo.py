"""The demo city: what a newcomer runs first."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph.cli import main
from graph.demo import PLANS

SECONDS = 15
"""Of the processor, so that a busy machine fails no test."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the demo printed, the folder that it had, and the seconds of the processor that it took."""

    output: str
    folder: Path
    seconds: float


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """The demo, run as a newcomer runs it."""
    folder = tmp_path_factory.mktemp("demo")
    before = os.times()
    done = subprocess.run(
        [sys.executable, "-c", "from graph.cli import main; main(prog_name='qiantou')", "demo"],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "TMPDIR": str(folder), "QIANTOU_GRAPH": str(folder / "other.lbug")},
    )
    after = os.times()
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    return Shown(done.stdout, folder, sum(after[2:4]) - sum(before[2:4]))


@pytest.mark.smoke
def test_it_shows_who_leads_what_and_names_its_page_within_seconds(shown: Shown) -> None:
    assert shown.seconds < SECONDS
    for heading in ("What was loaded", "Who leads what", "The busiest agencies"):
        assert heading in shown.output
    assert "市市场监管局" in shown.output
    assert "保护知识产权" in shown.output
    (page,) = shown.folder.glob("*/report.html")
    assert str(page) in shown.output
    assert "青岚市" in page.read_text("utf-8")


@pytest.mark.smoke
def test_it_leaves_the_page_and_no_graph(shown: Shown) -> None:
    files = {file.name for file in shown.folder.rglob("*") if file.is_file()}
    assert files == {"report.html", *(plan.name for plan in PLANS)}


@pytest.mark.smoke
def test_everything_is_read(shown: Shown) -> None:
    (plans,) = re.findall(r"^ ?Plan +(\d+)", shown.output, re.MULTILINE)
    assert plans == "2"
    (found,), (read,) = (
        re.findall(rf"annotations {word} +(\d+)", shown.output) for word in ("found", "read")
    )
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
    done = CliRunner().invoke(main, ["demo", "--keep", str(tmp_path / "taken" / "inner")])
    assert done.exit_code == 1
    assert "taken" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_city_can_be_drawn_though_no_pair_of_it_is_beyond_chance(tmp_path: Path) -> None:
    runner = CliRunner()
    assert runner.invoke(main, ["demo", "--keep", str(tmp_path)]).exit_code == 0
    graph, page = str(tmp_path / "qiantou.lbug"), str(tmp_path / "network.html")
    drawn = runner.invoke(main, ["draw", "--graph", graph, "-o", page])
    assert drawn.exit_code == 0
    assert re.search(r"[1-9]\d* nodes, [1-9]\d+ links$", drawn.stdout.strip())
