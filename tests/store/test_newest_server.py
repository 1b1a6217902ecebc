"""The newest release of Neo4j holds, changes, answers and imports what the embedded store does.

The long-term release is what all other tests of a server run on.
"""

import shlex
from collections.abc import Iterator

import pytest
from asked import ASKED
from city import innovation, manufacturing, plans, province
from msgspec.structs import replace
from neo4j_server import NEWEST, Neo4jServer, ServerProcess

from graph.queries import named_queries, run_query
from graph.store import Store, open_store
from graph.store.dump import dump_lines
from graph.store.import_files import FINISH, write_import_files

pytestmark = pytest.mark.newest


@pytest.fixture(scope="module")
def embedded() -> Iterator[Store]:
    with open_store(":memory:") as store:
        store.replace_all(plans())
        yield store


@pytest.fixture(scope="module")
def newest(embedded: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jServer]:
    """A server whose database was imported."""
    folder = tmp_path_factory.mktemp("newest") / "import"
    command, _ = write_import_files(embedded, folder)
    process = ServerProcess(NEWEST)
    try:
        process.prepare()
        process.admin(*shlex.split(command)[1:], folder=folder)
        server = process.launch()
        process.run_script(folder / FINISH)
        yield server
    finally:
        process.stop()


def test_an_import_gives_the_same_graph(newest: Neo4jServer, embedded: Store) -> None:
    with open_store(newest.uri) as store:
        assert list(dump_lines(store)) == list(dump_lines(embedded))


def test_every_query_gives_the_same_rows(newest: Neo4jServer, embedded: Store) -> None:
    """In the language that the server takes by default, and in the newest."""
    with open_store(newest.uri) as store:
        for name, query in named_queries().items():
            for values in ASKED.get(name, [{}]):
                expected = run_query(embedded, name, **values)
                assert run_query(store, name, **values) == expected, name
                assert _in_cypher_25(newest, query.text("neo4j"), query.bind(values)) == len(expected.rows), (
                    name
                )


@pytest.mark.parametrize("driver", ["neo4j", "py2neo"])
def test_loads_changes_and_removals_give_the_same_graph(
    newest: Neo4jServer, embedded: Store, driver: str
) -> None:
    facts = innovation()
    changed = replace(facts, measures=facts.measures[:-1])
    with open_store(newest.uri, driver=driver) as store:  # type: ignore[arg-type]
        store.run("MATCH (n) DETACH DELETE n", write=True)
        store.replace_all(plans())
        assert list(dump_lines(store)) == list(dump_lines(embedded))
        for expected in ([changed, manufacturing(), province()], [manufacturing(), province()]):
            if changed in expected:
                store.replace(changed)
            else:
                store.remove([changed.plan.key])
            with open_store(":memory:") as fresh:
                fresh.replace_all(expected)
                assert list(dump_lines(store)) == list(dump_lines(fresh))


def _in_cypher_25(server: Neo4jServer, text: str, values: dict[str, object]) -> int:
    import neo4j

    with (
        neo4j.GraphDatabase.driver(
            server.address, auth=(server.user, server.password), notifications_min_severity="OFF"
        ) as driver,
        driver.session() as session,
    ):
        return len(list(session.run(f"CYPHER 25 {text}", values)))
