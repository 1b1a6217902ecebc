"""A real server ends a query after the time that it was given, whoever talks to it."""

import time
from pathlib import Path

import neo4j
import pytest
from click.testing import CliRunner
from neo4j_server import Neo4jServer

from graph.cli import main
from graph.model import StoreError
from graph.store import open_store

pytestmark = [pytest.mark.server, pytest.mark.parametrize("driver", ["neo4j", "py2neo"])]

LONG = "UNWIND range(1, 90000000000) AS n WITH n WHERE n % 7 = 8 RETURN count(n) AS n"


def running(server: Neo4jServer) -> list[str]:
    """The long queries that the server is still at."""
    with neo4j.GraphDatabase.driver(server.address, auth=(server.user, server.password)) as asked:
        found = asked.execute_query("SHOW TRANSACTIONS YIELD currentQuery RETURN currentQuery AS query")
        return [row["query"] for row in found.records if row["query"].startswith("UNWIND range(1, 9")]


def ended(server: Neo4jServer) -> bool:
    until = time.monotonic() + 30
    while running(server) and time.monotonic() < until:
        time.sleep(0.2)
    return not running(server)


def test_a_query_that_takes_longer_ends(neo4j_server: Neo4jServer, driver: str) -> None:
    with open_store(neo4j_server.uri, driver=driver, read_only=True, timeout=1) as store:  # type: ignore[arg-type]
        with pytest.raises(StoreError, match="the query takes longer than it may"):
            store.run(LONG)
        assert ended(neo4j_server)
        assert store.run("RETURN 1 AS one").rows == [(1,)]


def test_a_store_without_a_limit_leaves_others_alone(neo4j_server: Neo4jServer, driver: str) -> None:
    with (
        open_store(neo4j_server.uri, driver=driver, read_only=True, timeout=0.5) as short,  # type: ignore[arg-type]
        open_store(neo4j_server.uri, driver=driver, read_only=True) as long,  # type: ignore[arg-type]
    ):
        slow = "UNWIND range(1, 20000000) AS n WITH n WHERE n % 7 = 8 RETURN count(n) AS n"
        assert short.run("RETURN 1 AS one").rows == [(1,)]
        assert long.run(slow).rows == [(0,)]


def test_the_command_gives_its_timeout_to_the_server(
    neo4j_server: Neo4jServer, driver: str, tmp_path: Path
) -> None:
    asked = tmp_path / "long.cypher"
    asked.write_text(LONG, encoding="utf-8")
    came = CliRunner().invoke(
        main, ["query", str(asked), "--graph", neo4j_server.uri, "--driver", driver, "--timeout", "2"]
    )
    assert came.exit_code == 1
    (line,) = came.stderr.splitlines()
    assert "--timeout" in line
    assert ended(neo4j_server)
