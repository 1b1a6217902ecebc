"""A database that holds other things under our words, and servers that go: on a real server."""

import gc
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import msgspec
import neo4j
import pytest
from asked import ASKED
from city import innovation, manufacturing, plans, province
from click.testing import CliRunner
from facts import measure, plan
from msgspec.structs import replace
from neo4j_server import Neo4jServer
from store.cut import Line

from graph.cli import main
from graph.loaded import summary
from graph.loading import load_plans
from graph.model import StoreError, StoreLostError
from graph.model.lines import to_lines
from graph.network import read_incidence
from graph.queries import named_queries, run_query
from graph.store import Store, open_store
from graph.store.dump import dump_lines
from graph.store.import_files import write_import_files
from graph.store.labels import foreign_nodes
from graph.store.opening import GraphLocation

pytestmark = pytest.mark.server

FOREIGN = """
CREATE (a:Plan {title: '房屋平面图', date: date('2024-01-01'), citations: 7})-[:CITES]->(b:Plan:Drawing {title: 3})
CREATE (d:Department {name: '研发部'})-[:LEADS {position: 'x'}]->(m:Measure {text: 5})-[:PART_OF]->(a)
CREATE (:Person {name: '张三'})-[:LEADS]->(:Team), (:Zone {kind: 1.5})<-[:TARGETS]-(m)
CREATE (:Goal), (:IndustryChain)
"""


@pytest.fixture(params=["neo4j", "py2neo"])
def shared(request: pytest.FixtureRequest, neo4j_server: Neo4jServer) -> Iterator[Store]:
    """A database with things of another program in it."""
    with open_store(neo4j_server.uri, driver=request.param) as store:
        store.run("MATCH (n) DETACH DELETE n", write=True)
        store.run(FOREIGN, write=True)
        yield store


def fresh_dump(*facts: object) -> list[str]:
    with open_store(":memory:") as store:
        store.replace_all(facts)  # type: ignore[arg-type]
        return list(dump_lines(store))


def test_what_is_of_others_is_left_alone_and_left_out(shared: Store, tmp_path: Path) -> None:
    shared.replace_all(plans())
    facts = innovation()
    changed = replace(facts, measures=facts.measures[:-1])
    shared.replace(changed)
    expected = [changed, manufacturing(), province()]
    assert list(dump_lines(shared)) == fresh_dump(*expected)
    assert read_incidence(shared).strays == ()
    write_import_files(shared, tmp_path / "import")
    lines = [msgspec.json.encode(line) + b"\n" for one in expected for line in to_lines(one)]
    (tmp_path / "facts.jsonl").write_bytes(b"".join(lines))
    with open_store(":memory:") as alone:
        counted = summary(load_plans(alone, [tmp_path / "facts.jsonl"]), alone)
        assert summary(load_plans(shared, [tmp_path / "facts.jsonl"]), shared) == counted
    others = "MATCH (n) WHERE n.key IS NULL RETURN count(n) AS n"
    assert shared.run(others).rows == [(9,)]


def test_commands_answer_beside_what_is_of_others(
    shared: Store, neo4j_server: Neo4jServer, tmp_path: Path
) -> None:
    shared.replace_all(plans())
    file = tmp_path / "city.lbug"
    with open_store(file) as store:
        store.replace_all(plans())
    for line in (["who", "市科技局"], ["overload"], ["gaps"], ["coordinate"], ["overlap"], ["export"]):
        told = [
            CliRunner().invoke(main, [*line, "--graph", graph]) for graph in (neo4j_server.uri, str(file))
        ]
        assert [came.exit_code for came in told] == [0, 0], told[0].output
        assert told[0].output == told[1].output


def test_a_missing_database_ends_a_load_at_once(neo4j_server: Neo4jServer, tmp_path: Path) -> None:
    many = [plan("临江市", f"方案{number}", measure("一")) for number in range(700)]
    lines = [msgspec.json.encode(line) + b"\n" for one in many for line in to_lines(one)]
    (tmp_path / "facts.jsonl").write_bytes(b"".join(lines))
    for driver in ("neo4j", "py2neo"):
        came = CliRunner().invoke(
            main,
            [
                "load",
                str(tmp_path / "facts.jsonl"),
                "--graph",
                f"{neo4j_server.uri}/nosuch",
                "--driver",
                driver,
            ],
        )
        assert came.exit_code == 1
        assert len(came.stderr.splitlines()) == 1, came.stderr
        assert neo4j_server.password not in came.stderr
        # A connection that was left open warns here, and not in a later test.
        gc.collect()


def test_tls_to_a_plain_server_is_called_so(neo4j_server: Neo4jServer) -> None:
    for scheme in ("neo4j+s", "bolt+ssc"):
        with pytest.raises(StoreError, match="TLS to it fails"):
            open_store(neo4j_server.uri.replace("bolt", scheme).replace("neo4j://", f"{scheme}://"))


def test_a_server_that_goes_ends_a_load_and_says_what_was_loaded(
    neo4j_server: Neo4jServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = [
        plan("临江市", f"方案{number}", *[measure(f"{item}") for item in range(200)]) for number in range(8)
    ]
    lines = [msgspec.json.encode(line) + b"\n" for one in given for line in to_lines(one)]
    (tmp_path / "facts.jsonl").write_bytes(b"".join(lines))
    # The driver would try for half a minute whether the server comes back.
    driver = partial(neo4j.GraphDatabase.driver, max_transaction_retry_time=2)
    monkeypatch.setattr(neo4j.GraphDatabase, "driver", driver)
    line = Line(int(neo4j_server.address.rpartition(":")[2]))
    with open_store(f"{neo4j_server.uri.rpartition(':')[0]}:{line.port}") as store:
        store.run("MATCH (n) DETACH DELETE n", write=True)
        write = store.replace_batch

        def once(facts: object) -> None:
            write(facts)  # type: ignore[arg-type]
            line.cut()

        store.replace_batch = once  # type: ignore[method-assign,assignment]
        begin = time.monotonic()
        with pytest.raises(StoreLostError, match=r"no Neo4j server answers .*; 2 plans were loaded before"):
            load_plans(store, [tmp_path / "facts.jsonl"])
        assert time.monotonic() - begin < 30


@pytest.mark.parametrize("driver", ["neo4j", "py2neo"])
def test_a_prefix_keeps_a_graph_apart(neo4j_server: Neo4jServer, driver: str) -> None:
    """From nodes that have a key like ours, and from a graph with another prefix."""
    place = GraphLocation.parse(neo4j_server.uri, driver, "Qt")  # type: ignore[arg-type]
    with open_store(neo4j_server.uri) as other, open_store(place) as ours:
        other.run("MATCH (n) DETACH DELETE n", write=True)
        other.run(
            "CREATE (:Plan {key: '临江市/临政发〔2024〕1号', citations: 7})-[:CITES]->(:Zone)", write=True
        )
        for facts in (plans(), [replace(innovation(), measures=innovation().measures[:-1])], plans()):
            ours.replace_all(facts)
        assert list(dump_lines(ours)) == fresh_dump(*plans())
        with open_store(":memory:") as alone:
            alone.replace_all(plans())
            for name in named_queries():
                values = ASKED.get(name, [{}])[0]
                assert run_query(ours, name, **values) == run_query(alone, name, **values), name
        kinds = ours.run("MATCH (p:Plan)<-[:PART_OF]-(m:Measure) RETURN p, m LIMIT 1").rows[0]
        assert [kind["label"] for kind in kinds] == ["Plan", "Measure"]
        assert other.run("MATCH (p:Plan) RETURN count(p) AS n").rows == [(1,)]
        ours.remove([one.plan.key for one in plans()])
        assert list(dump_lines(ours)) == []
        assert other.run("MATCH (n) WHERE NOT n:QtQiantouLock RETURN count(n) AS n").rows == [(2,)]


def test_a_load_names_what_is_foreign_once(shared: Store, neo4j_server: Neo4jServer, tmp_path: Path) -> None:
    lines = [msgspec.json.encode(line) + b"\n" for line in to_lines(innovation())]
    (tmp_path / "facts.jsonl").write_bytes(b"".join(lines))
    assert foreign_nodes(shared) == {
        "Department": 1,
        "Zone": 1,
        "IndustryChain": 1,
        "Measure": 1,
        "Plan": 2,
        "Goal": 1,
    }
    told = CliRunner().invoke(main, ["load", str(tmp_path / "facts.jsonl"), "--graph", neo4j_server.uri])
    assert told.exit_code == 0
    assert told.stderr.count("another program") == 1
    assert "2 Plan" in told.stderr
    apart = ["load", str(tmp_path / "facts.jsonl"), "--graph", neo4j_server.uri, "--label-prefix", "Qt"]
    assert "another program" not in CliRunner().invoke(main, apart).stderr
