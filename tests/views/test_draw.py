"""The command `qiantou draw` narrows, refuses, and writes whole files."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner, Result
from facts import measure, plan
from views.city import linjiang

from graph.cli import main
from graph.store.opening import open_store


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented city's graph in a file."""
    path = tmp_path_factory.mktemp("draw") / "city.lbug"
    with open_store(path) as store:
        for facts in linjiang():
            store.replace(facts)
    return path


def draw(graph: Path, out: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["draw", "--graph", str(graph), "-o", str(out), *options])


def data(out: Path) -> dict[str, Any]:
    found = re.search(
        r'<script type="application/json" id="data">(.*?)</script>',
        out.read_text(encoding="utf-8"),
        re.DOTALL,
    )
    assert found
    return json.loads(found[1])


@pytest.mark.smoke
def test_the_whole_network_by_default(city: Path, tmp_path: Path) -> None:
    out = tmp_path / "network.html"
    result = draw(city, out)
    assert result.exit_code == 0, result.output
    held = data(out)
    assert held["network"] == "coordination"
    assert len(held["clauses"]) == 7
    assert result.output == f"{out}: {len(held['nodes'])} nodes, {len(held['edges'])} links\n"


@pytest.mark.parametrize(
    ("options", "network", "headings"),
    [
        (
            ["--around", "科技局"],
            "coordination",
            ["建设创新平台", "完善科技金融", "壮大产业链条", "支持创新企业"],
        ),
        (["--chain", "工业互联网"], "knowledge", ["壮大产业链条", "支持创新企业"]),
        (["--zone", "临港经开区"], "knowledge", ["壮大产业链条"]),
        (["--zone", "临港经开区", "--network", "coordination"], "coordination", ["壮大产业链条"]),
        (
            ["--plan", "营商环境", "--network", "knowledge"],
            "knowledge",
            ["简化企业开办", "降低用能成本", "支持创新企业"],
        ),
    ],
)
def test_what_is_asked_for_is_drawn(
    city: Path, tmp_path: Path, options: list[str], network: str, headings: list[str]
) -> None:
    out = tmp_path / "part.html"
    result = draw(city, out, *options)
    assert result.exit_code == 0, result.output
    held = data(out)
    assert held["network"] == network
    assert [clause["heading"] for clause in held["clauses"]] == headings


def test_the_same_graph_gives_the_same_bytes(city: Path, tmp_path: Path) -> None:
    pages = []
    for name in ("one.html", "other.html"):
        draw(city, tmp_path / name, "--network", "knowledge")
        pages.append((tmp_path / name).read_bytes())
    assert pages[0] == pages[1]


@pytest.mark.parametrize("arguments", [["draw"], ["draw", "--network", "knowledge"], ["report"]])
def test_another_process_gives_the_same_bytes(city: Path, tmp_path: Path, arguments: list[str]) -> None:
    pages = []
    for seed in ("1", "2"):
        out = tmp_path / f"{seed}.html"
        code = "from graph.cli import main; main(prog_name='qiantou')"
        line = [sys.executable, "-c", code, *arguments, "--graph", str(city), "-o", str(out)]
        subprocess.run(line, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed})
        pages.append(out.read_bytes())
    assert pages[0] == pages[1]


def test_above_forty_agencies_few_pairs_are_drawn_at_first(tmp_path: Path) -> None:
    random = Random(7)
    names = [f"市第{number}局" for number in range(60)]
    together = [measure(f"一/{n}", leads=["市甲局"], supports=["市乙局"]) for n in range(12)]
    scattered = [
        measure(f"二/{n}", leads=random.sample(names, 1), supports=random.sample(names, 3)) for n in range(90)
    ]
    scattered = [
        measure(
            one.path,
            leads=one.agencies["leads"],
            supports=sorted({*one.agencies["supports"]} - {*one.agencies["leads"]}),
        )
        for one in scattered
    ]
    graph = tmp_path / "many.lbug"
    with open_store(graph) as store:
        store.replace(plan("临江市", "临江市工作要点", *together, *scattered))
    assert draw(graph, tmp_path / "some.html", "--language", "zh").exit_code == 0
    assert draw(graph, tmp_path / "all.html", "--all", "--language", "zh").exit_code == 0
    some, everything = data(tmp_path / "some.html"), data(tmp_path / "all.html")
    pairs = [
        {some["agencies"][int(edge[end][1:])]["name"] for end in ("from", "to")}
        for edge in some["edges"]
        if edge["rank"] == 0
    ]
    first = sum(edge["rank"] < 2 for edge in some["edges"])
    assert {"市甲局", "市乙局"} in pairs
    assert len(pairs) < len(everything["edges"]) / 10
    assert len(some["edges"]) == len(everything["edges"])
    assert {edge["rank"] for edge in everything["edges"]} == {0}
    assert len(some["agencies"]) == len(everything["agencies"]) == 62
    assert f"其余 {len(everything['edges']) - first} 对" in (tmp_path / "some.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("options", "status", "message"),
    [
        (["--around", "市气象局"], 1, "市气象局: no agency has this name"),
        (["--around", "市"], 2, "name one of:\n  临江市/"),
        (["--chain", "航天"], 1, "航天: no industry chain has this name"),
        (["--plan", "文旅"], 1, "no plan of the graph has “文旅” in its title"),
        (["--jurisdiction", "白石县"], 1, "no plan and no agency of the graph is of “白石县”"),
        (["--significant", "2"], 2, "--significant"),
    ],
)
def test_what_is_not_there_is_refused(
    city: Path, tmp_path: Path, options: list[str], status: int, message: str
) -> None:
    out = tmp_path / "none.html"
    result = draw(city, out, *options)
    assert result.exit_code == status
    assert message in result.output
    assert not out.exists()


def test_a_missing_graph_is_one_clear_line(tmp_path: Path) -> None:
    result = draw(tmp_path / "none.lbug", tmp_path / "page.html")
    assert result.exit_code == 1
    assert "there is no graph here" in result.output
