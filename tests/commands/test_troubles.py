"""Every command against a full disk, a folder that takes nothing, closed outputs, and graphs that are damaged."""

import json
import random
import shutil
import sys
from pathlib import Path

import pytest
from city import plans
from commands.forking import Came, Forked
from test_cli import commands

from graph.demo import PLANS
from graph.model.lines import to_lines
from graph.store import open_store

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="devices and limits are Linux's")

GRAPH = ["--graph", "city.lbug"]
FACTS = "facts.jsonl"
PLAN = "plan.txt"

PRINTING = {
    "agencies review": [PLAN],
    "centrality": GRAPH,
    "chains review": [PLAN],
    "check": [PLAN],
    "compare": ["临江市先进制造业集群方案", "临江市科技创新行动方案", *GRAPH],
    "coordinate": GRAPH,
    "demo": [],
    "due": GRAPH,
    "export": GRAPH,
    "extract": [PLAN],
    "gaps": GRAPH,
    "load": [FACTS, "--graph", "new.lbug"],
    "overlap": GRAPH,
    "overload": GRAPH,
    "queries": [],
    "query": ["plans", *GRAPH],
    "who": ["市科技局", *GRAPH],
}
"""What each command takes to print something."""

WRITING = {
    "agencies review": [PLAN, "-o", "{out}.csv"],
    "centrality": [*GRAPH, "-o", "{out}.csv"],
    "compare": [*PRINTING["compare"], "-o", "{out}.xlsx"],
    "coordinate": [*GRAPH, "-o", "{out}.json"],
    "demo": ["--keep", "{out}"],
    "draw": [*GRAPH, "-o", "{out}.html"],
    "due": [*GRAPH, "-o", "{out}.csv"],
    "export": [*GRAPH, "-o", "{out}.jsonl"],
    "export --format neo4j-csv": [*GRAPH, "-o", "{out}"],
    "extract": [PLAN, "-o", "{out}.jsonl"],
    "gaps": [*GRAPH, "-o", "{out}.txt"],
    "ledger": [*GRAPH, "-o", "{out}.xlsx"],
    "load": [FACTS, "--graph", "{out}.lbug"],
    "overlap": [*GRAPH, "-o", "{out}.csv"],
    "overload": [*GRAPH, "-o", "{out}.xlsx"],
    "query": ["plans", *GRAPH, "-o", "{out}.csv"],
    "report": [*GRAPH, "-o", "{out}.html"],
    "who": ["市科技局", *GRAPH, "-o", "{out}.csv"],
}
"""What each command takes to write a file."""

OPENING = {
    **{name: given for name, given in PRINTING.items() if GRAPH[0] in given},
    **{name: WRITING[name] for name in ("draw", "ledger", "report")},
    "load": [FACTS, *GRAPH],
    "mcp": GRAPH,
    "remove": ["临江市科技创新行动方案", *GRAPH],
}
"""What each command takes to open a graph; but for `serve`, which would not end where it can."""

NO_OUTPUT = {"mcp", "remove", "serve"}
"""Commands that neither print rows nor write files."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a graph, facts and a plan."""
    import msgspec

    path = tmp_path_factory.mktemp("troubles")
    with open_store(path / "city.lbug") as store:
        store.replace_all(plans())
    lines = [msgspec.json.encode(line) for facts in plans() for line in to_lines(facts)]
    (path / FACTS).write_bytes(b"\n".join(lines))
    shutil.copy(PLANS[0], path / PLAN)
    return path


@pytest.fixture(scope="module")
def closed_folder() -> str:
    """A folder in which nobody, not even root, can make a file."""
    return "/proc"


def test_every_command_is_tried() -> None:
    named = {name for name, _ in commands()}
    assert named == set(PRINTING) | {name.partition(" --")[0] for name in WRITING} | NO_OUTPUT


def is_one_line(came: Came, *words: str) -> None:
    """It failed, and said so in one line."""
    lines = came.errors.splitlines()
    assert came.status == 1, came
    assert [line for line in lines if line.startswith("Error: ")] == lines[-1:], came
    assert "Traceback" not in came.errors, came
    assert "Exception ignored" not in came.errors, came
    assert not words or any(word in lines[-1] for word in words), came


@pytest.mark.parametrize("name", PRINTING)
def test_a_full_disk_behind_standard_output(forked: Forked, folder: Path, name: str) -> None:
    came = forked.run(*name.split(), *PRINTING[name], folder=folder, stdout="full")
    is_one_line(came, "standard output: cannot be written: the disk is full")


@pytest.mark.parametrize("name", PRINTING)
def test_standard_output_is_closed(forked: Forked, folder: Path, name: str) -> None:
    came = forked.run(*name.split(), *PRINTING[name], folder=folder, stdout="closed")
    is_one_line(came, "standard output: cannot be written: it is closed")


@pytest.mark.parametrize("name", PRINTING)
def test_a_pipe_that_nobody_reads(forked: Forked, folder: Path, name: str) -> None:
    came = forked.run(*name.split(), *PRINTING[name], folder=folder, stdout="pipe")
    assert came.status == 1
    assert "Error" not in came.errors
    assert "Traceback" not in came.errors
    assert "Exception ignored" not in came.errors


@pytest.mark.parametrize("name", WRITING)
def test_no_room_for_the_file(forked: Forked, folder: Path, name: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    came = forked.run(
        *name.split(), *[part.format(out=out) for part in WRITING[name]], folder=folder, most=100
    )
    is_one_line(
        came, "no file may be so large here", "the disk is full", "the graph cannot be opened", "no room"
    )
    left = [path for path in tmp_path.iterdir() if path.name != "out" or path.is_file()]
    assert left == []


@pytest.mark.parametrize("name", WRITING)
def test_a_folder_that_takes_no_file(forked: Forked, folder: Path, name: str, closed_folder: str) -> None:
    came = forked.run(
        *name.split(), *[part.format(out=f"{closed_folder}/out") for part in WRITING[name]], folder=folder
    )
    is_one_line(came, f"{closed_folder}/out")


@pytest.mark.parametrize("name", WRITING)
def test_an_output_that_is_a_folder_or_nothing(
    forked: Forked, folder: Path, name: str, tmp_path: Path
) -> None:
    option = "--graph" if name == "load" else "--keep" if name == "demo" else "-o"
    arguments = [part for part in WRITING[name] if "{out}" not in part]
    for out in (str(tmp_path), ""):
        if name == "demo" and out:
            continue
        came = forked.run(
            *name.split(), *arguments, *([] if option in arguments else [option]), out, folder=folder
        )
        assert came.status in (1, 2), came
        assert "Traceback" not in came.errors, came
        assert came.errors.splitlines()[-1].startswith("Error: "), came
        assert "foresaw" not in came.errors, came
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", range(14))
def test_a_damaged_graph(forked: Forked, folder: Path, number: int, tmp_path: Path) -> None:
    """A few bytes are other than they were: an answer or a line, and never the end of the process without a word."""
    chance = random.Random(number)
    data = bytearray((folder / "city.lbug").read_bytes())
    for _ in range(2**number // 16 + 1):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    shutil.copy(folder / FACTS, tmp_path)
    for place, name in enumerate(sorted(OPENING)):
        if (place + number) % 4:
            continue
        (tmp_path / "city.lbug").write_bytes(data)
        given = [part.format(out=tmp_path / "out") for part in OPENING[name]]
        came = forked.run(*name.split(), *given, folder=tmp_path)
        assert "Traceback" not in came.errors, (name, came)
        if came.status:
            is_one_line(came)
        else:
            assert "city.lbug is not as qiantou wrote it" in came.errors, (name, came)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"plan": ' + "[" * 100_000 + "]" * 100_000 + "}", "nested"),
        ('{"plan": ' + '{"a":' * 100_000 + "1" + "}" * 100_000 + "}", "nested"),
        ('{"plan": "a", "document": 99999999999999999999}', "not a"),
        ('{"plan": 1e400}', "not a"),
        ("\\ud800", "not a line of JSON"),
        ("\x00", "not a line of JSON"),
    ],
)
def test_facts_that_are_none(forked: Forked, folder: Path, line: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text((folder / FACTS).read_text("utf-8") + "\n" + line + "\n", "utf-8")
    came = forked.run("load", "bad.jsonl", "--graph", "new.lbug", folder=tmp_path)
    assert came.status == 1
    assert "Traceback" not in came.errors
    assert message in came.errors, came.errors
    assert all(told.startswith("Error: bad.jsonl") for told in came.errors.splitlines()), came.errors


@pytest.mark.parametrize("number", [2**63, 2**64, 2**70, -(2**63) - 1])
def test_numbers_beyond_the_graphs_cost_their_line_and_its_plan(
    forked: Forked, folder: Path, number: int, tmp_path: Path
) -> None:
    lines = [json.loads(line) for line in (folder / FACTS).read_text("utf-8").splitlines()]
    big = json.loads(json.dumps(lines[0]))
    big |= {"plan": "other.txt", "title": "另一个方案", "document_number": "", "start": number, "end": number}
    (tmp_path / "big.jsonl").write_text("\n".join(json.dumps(line) for line in [big, *lines]), "utf-8")
    came = forked.run("load", "big.jsonl", "--graph", "new.lbug", folder=tmp_path)
    assert came.status == 1
    told = "Error: big.jsonl:1: not a fact of qiantou: a number of more than 64 bits"
    assert came.errors.splitlines()[0] == told
    assert all(line.startswith("Error: big.jsonl:") for line in came.errors.splitlines())
    with open_store(tmp_path / "new.lbug", read_only=True) as store:
        # The line that was not read may have been of the plan beside it.
        assert store.run("MATCH (p:Plan) RETURN count(p) AS n").rows[0][0] >= len(plans()) - 1


def test_what_nobody_foresaw_is_one_line_too(monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from graph.cli import main

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a fault")

    monkeypatch.setattr("graph.queries.named_queries", fail)
    came = CliRunner().invoke(main, ["queries"])
    assert came.exit_code == 1
    assert came.stderr.splitlines() == [
        "Error: an error that nobody foresaw (ZeroDivisionError: a fault); is the graph or a file damaged? "
        "QIANTOU_TRACEBACK=1 shows where it happened, for a report"
    ]
    monkeypatch.setenv("QIANTOU_TRACEBACK", "1")
    assert isinstance(CliRunner().invoke(main, ["queries"]).exception, ZeroDivisionError)


def test_names_are_printed_on_one_line(forked: Forked, folder: Path, tmp_path: Path) -> None:
    name = "a\nb\x1b[31m\u202e"
    shutil.copytree(folder, tmp_path / "city")
    for line in (
        ("load", f"{name}.txt", *GRAPH),
        ("extract", f"{name}.docx"),
        ("query", "plans", "--graph", f"{name}.lbug"),
        ("query", "plans", *GRAPH, "-o", f"{name}/x.csv"),
        ("compare", f"{name}.jsonl", f"{name}.jsonl", *GRAPH),
        ("query", f"{name}.cypher", *GRAPH),
    ):
        came = forked.run(*line, folder=tmp_path / "city")
        is_one_line(came, "a\\x0ab\\x1b[31m")
        assert "\x1b" not in came.errors
    came = forked.run("report", *GRAPH, "-o", f"{name}.html", folder=tmp_path / "city")
    assert came.output.startswith("a\\x0ab\\x1b[31m\\u202e.html: ")
    assert (tmp_path / "city" / f"{name}.html").exists()
