"""Two programs load plans of the same departments into one server at once: every edge of both is there."""

import subprocess
import sys
from pathlib import Path

import msgspec
import neo4j
import pytest
from facts import measure, plan
from neo4j_server import Neo4jServer

from graph.model import Facts
from graph.model.lines import to_lines
from graph.store import open_store
from graph.store.dump import dump_lines

QIANTOU = (sys.executable, "-c", "from graph.cli import main; main(prog_name='qiantou')")
AGENCIES = [f"市第{number}局" for number in range(12)]


def invented(number: int) -> Facts:
    def at(step: int) -> str:
        return AGENCIES[(number * 5 + step) % len(AGENCIES)]

    return plan(
        "临江市",
        f"第{number}号方案",
        *[
            measure(
                f"{item}",
                leads=[at(item)],
                supports=[at(item + 1), at(item + 4)],
                zones=["高新区"],
                chains=["北斗"],
            )
            for item in range(15)
        ],
    )


def without_schema(server: Neo4jServer) -> None:
    with (
        neo4j.GraphDatabase.driver(server.address, auth=(server.user, server.password)) as driver,
        driver.session() as session,
    ):
        for kind, condition in (("CONSTRAINT", ""), ("INDEX", "WHERE type <> 'LOOKUP'")):
            for (name,) in session.run(f"SHOW {kind} YIELD name, type {condition} RETURN name").values():
                session.run(f"DROP {kind} {name}").consume()


@pytest.mark.server
@pytest.mark.parametrize("drivers", [("neo4j", "neo4j"), ("neo4j", "py2neo"), ("py2neo", "py2neo")])
def test_two_loads_at_once_lose_nothing(
    drivers: tuple[str, str], neo4j_server: Neo4jServer, tmp_path: Path
) -> None:
    """Into a database that has no constraint and no index yet, either: both make them."""
    given = [invented(number) for number in range(80)]
    with open_store(neo4j_server.uri) as store:
        store.run("MATCH (n) DETACH DELETE n", write=True)
        without_schema(neo4j_server)
        started = []
        for half, driver in enumerate(drivers):
            facts = tmp_path / f"{half}.jsonl"
            lines = (line for one in given[half::2] for line in to_lines(one))
            facts.write_bytes(b"".join(msgspec.json.encode(line) + b"\n" for line in lines))
            command = [*QIANTOU, "load", str(facts), "--graph", neo4j_server.uri, "--driver", driver]
            started.append(
                subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            )
        said = [process.communicate() for process in started]
        assert [process.returncode for process in started] == [0, 0], said
        with open_store(":memory:") as fresh:
            fresh.replace_all(given)
            assert list(dump_lines(store)) == list(dump_lines(fresh))
