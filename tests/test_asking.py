"""Queries that somebody typed: asked in a process that ends by itself, and reaches nothing but the graph."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from city import plans
from click.testing import CliRunner

from graph.asking import Asking, Limits
from graph.cli import main
from graph.model import StoreError
from graph.queries import named_queries
from graph.store import open_store
from graph.store.opening import GraphLocation

ENDLESS = "UNWIND range(1, 60000000) AS x RETURN count(DISTINCT x) AS n"
"""Takes minutes, and little memory."""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented city's graph in a file."""
    path = tmp_path_factory.mktemp("asking") / "city.lbug"
    with open_store(path) as store:
        store.replace_all(plans())
    return path


def asking(graph: Path, **limits: float) -> Asking:
    return Asking(GraphLocation.parse(graph), Limits(**limits))  # type: ignore[arg-type]


def test_the_answer_is_the_stores(graph: Path) -> None:
    with open_store(graph, read_only=True) as store:
        for cypher, parameters in (
            (named_queries()["agency_load"].text("ladybug"), {"collectives": True}),
            ("MATCH (d:Department)-[r:LEADS]->(m) RETURN d, r, m ORDER BY r.start, m.key, d.key", {}),
            ("MATCH (p:Plan {key: $key}) RETURN p.key, p.citations, 1.5, null", {"key": plans()[0].plan.key}),
            ("RETURN 9223372036854775807 AS a, '\u2028\U00020000' AS b, {c: [true, null]} AS d", {}),
            ("MATCH (z:Zone {key: 'none'}) RETURN z.key AS key", {}),
        ):
            assert asking(graph).ask(cypher, parameters) == store.run(cypher, parameters)


@pytest.mark.parametrize(
    ("cypher", "limits", "message"),
    [
        (
            ENDLESS,
            {"seconds": 3},
            "the query takes more than 3 s; ask for less, or give it more with --timeout",
        ),
        ("UNWIND range(1, 400000000) AS x RETURN count(x) AS n", {}, "the query takes more than 2 GB"),
        ("RETURN size(repeat('x', 3000000000)) AS n", {}, "the query takes more than 2 GB"),
        ("UNWIND range(1, 101) AS x RETURN x", {"rows": 100}, "the answer has more than 100 rows"),
        ("RETURN $a", {}, "the query needs a value of $a"),
        ("LOAD FROM '/etc/passwd' RETURN *", {}, "“LOAD” cannot stand here"),
        ("MATCH (n:Nothing) RETURN n", {}, "Table Nothing does not exist"),
        ("RETURN date('soon') AS n", {}, "soon"),
    ],
)
def test_a_query_beyond_its_limits_is_one_line(
    graph: Path, cypher: str, limits: dict[str, float], message: str
) -> None:
    start = time.monotonic()
    with pytest.raises(StoreError) as caught:
        asking(graph, **limits).ask(cypher)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert time.monotonic() - start < 30


WRITES_MUCH = "UNWIND range(1, 400000000) AS x WITH collect(x) AS many CREATE (:Zone {key: string(many[1])})"


@pytest.mark.skipif(sys.platform != "linux", reason="the system's limits are Linux's")
@pytest.mark.parametrize(
    ("cypher", "limits", "message"),
    [
        (ENDLESS.replace("RETURN", "WITH") + " CREATE (:Zone {key: 'x'})", {"seconds": 3}, "more than 3 s"),
        (WRITES_MUCH, {"seconds": 60, "memory": 1 << 29}, "0.5 GB"),
    ],
)
def test_a_writing_query_beyond_its_limits_leaves_the_graph(
    graph: Path, cypher: str, limits: dict[str, float], message: str
) -> None:
    before = graph.read_bytes()
    with pytest.raises(StoreError) as caught:
        asking(graph, **limits).ask(cypher, write=True)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert graph.read_bytes() == before
    asking(graph).ask("MATCH (z:Zone {key: 'none'}) DELETE z", write=True)
    assert [entry.name for entry in graph.parent.iterdir()] == [graph.name]


ABORTS = """
import os, sys
sys.path += sys.argv[2:]
import graph.asking
graph.asking.open_store = lambda *_, **__: os.abort()
graph.asking.answer()
"""

LAX = """
import sys
sys.path += sys.argv[2:]
import graph.asking, graph.store.embedded
graph.store.embedded.checked_statement = lambda cypher, *_, **__: cypher
graph.asking.answer()
"""


def test_a_crash_of_the_engine_is_one_line(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.model.child._START", ABORTS)
    with pytest.raises(StoreError, match="makes the engine crash, or takes more than 2 GB; ask for less"):
        asking(graph).ask("RETURN 1 AS a")


@pytest.mark.parametrize(("given", "gigabytes"), [((), 2), (("--memory", "4", "--timeout", "60"), 4)])
def test_a_query_may_be_given_more_memory(
    given: tuple[str, ...], gigabytes: int, graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Limits] = []

    class Noting(Asking):
        def __init__(self, location: GraphLocation, limits: Limits) -> None:
            asked.append(limits)
            super().__init__(location, limits)

    monkeypatch.setattr("graph.asking.Asking", Noting)
    done = CliRunner().invoke(main, ["query", "plans", "--graph", str(graph), *given])
    assert done.exit_code == 0
    assert [limits.memory for limits in asked] == [gigabytes * 2**30]


def test_a_graph_that_cannot_be_opened_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"none\.lbug: there is no graph here"):
        asking(tmp_path / "none.lbug").ask("RETURN 1 AS a")


def test_writing_needs_leave_and_is_seen(graph: Path) -> None:
    asked = asking(graph)
    with pytest.raises(StoreError, match="allow it with --write"):
        asked.ask("CREATE (:Zone {key: $key})", {"key": "k"})
    asked.ask("CREATE (:Zone {key: $key})", {"key": "k"}, write=True)
    assert asked.ask("MATCH (z:Zone {key: 'k'}) RETURN count(z) AS n").rows == [(1,)]
    asked.ask("MATCH (z:Zone {key: 'k'}) DELETE z", write=True)


@pytest.mark.skipif(sys.platform != "linux", reason="the system's limits are Linux's")
@pytest.mark.parametrize(
    "cypher",
    [
        "LOAD FROM '{file}' (header=false, delim='|', file_format='csv') RETURN *",
        "CALL READ_CSV_SERIAL('{file}') RETURN *",
        "CALL READ_CSV_PARALLEL('{file}') RETURN *",
        "COPY (RETURN 'x') TO '{folder}/made.csv'",
        "EXPORT DATABASE '{folder}/made'",
        "ATTACH '{file}' AS other (DBTYPE lbug)",
        "LOAD EXTENSION '{folder}/made.so'",
    ],
)
def test_past_its_own_rules_the_process_still_reaches_no_file(
    graph: Path, cypher: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("the secret\n", "utf-8")
    monkeypatch.setattr("graph.model.child._START", LAX)
    with pytest.raises(StoreError) as caught:
        asking(graph).ask(cypher.format(file=secret, folder=tmp_path))
    assert "the secret" not in str(caught.value)
    assert list(tmp_path.iterdir()) == [secret]


@pytest.fixture
def endless(graph: Path) -> Iterator[tuple[Asking, threading.Thread, list[str]]]:
    """A query that is being asked, the thread that waits for it, and what the thread was told."""
    asked, told = asking(graph, seconds=50), list[str]()

    def ask() -> None:
        try:
            asked.ask(ENDLESS)
        except StoreError as error:
            told.append(str(error))

    waiting = threading.Thread(target=ask)
    waiting.start()
    time.sleep(1.5)
    yield asked, waiting, told
    asked.close()
    waiting.join()


def test_closing_ends_what_is_being_asked(endless: tuple[Asking, threading.Thread, list[str]]) -> None:
    asked, waiting, told = endless
    asked.close()
    waiting.join(3)
    assert told == ["the query was stopped"]
    with pytest.raises(StoreError, match="the query was stopped"):
        asked.ask("RETURN 1 AS a")


COMMAND = "from graph.cli import main; main(prog_name='qiantou')"


@pytest.mark.skipif(os.name == "nt", reason="sends signals")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_the_process_ends_with_who_asked(graph: Path, how: signal.Signals) -> None:
    command = [sys.executable, "-c", COMMAND, "query", "-", "--graph", str(graph), "--timeout", "50"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        process.stdin.write(ENDLESS)
        process.stdin.close()
        process.stdin = None
        child = _child(process.pid)
        time.sleep(1)
        start = time.monotonic()
        process.send_signal(how)
        _, told = process.communicate(timeout=20)
        assert process.returncode == (130 if how == signal.SIGINT else -how), told
        assert "Traceback" not in told
        while _lives(child):
            assert time.monotonic() - start < 5
            time.sleep(0.05)


def _child(parent: int) -> int:
    for _ in range(200):
        found = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True
        ).stdout
        if found.strip():
            return int(found.split()[0])
        time.sleep(0.05)
    raise AssertionError("no process was started")


def _lives(pid: int) -> bool:
    done = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True)
    return done.stdout.strip() not in ("", "Z", "Zl")
