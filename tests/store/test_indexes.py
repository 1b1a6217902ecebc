"""What a server looks things up by: the shipped file, and an index that finds what a scan finds."""

import random
from collections.abc import Iterator

import pytest
from city import plans
from facts import measure, plan
from neo4j_server import Neo4jServer

from graph.queries import SCHEMA_FILE, query_folder, run_query
from graph.schema import NODES
from graph.store import Store, open_store
from graph.store.indexes import SCHEMA, schema_text


def test_the_shipped_file_is_what_a_load_runs() -> None:
    """Else: python -m graph.store.indexes > cypher/schema.cypher."""
    assert (query_folder() / SCHEMA_FILE).read_text("utf-8") == schema_text()


def test_every_label_has_a_key() -> None:
    for node in NODES:
        assert any(f"FOR (n:{node.label}) REQUIRE n.key IS UNIQUE" in statement for statement in SCHEMA)


@pytest.fixture
def server_store(neo4j_server: Neo4jServer) -> Iterator[Store]:
    with open_store(neo4j_server.uri) as store:
        store.run("MATCH (n) DETACH DELETE n", write=True)
        yield store


@pytest.mark.server
def test_a_search_by_the_index_finds_what_a_scan_finds(server_store: Store) -> None:
    """Texts of few characters of all kinds, broken over lines, and every part of some of them."""
    chance = random.Random(8)
    alphabet = "高新区产业5gG的 \n、“》。aИ한か龥𠮷"
    texts = ["".join(chance.choices(alphabet, k=chance.randint(1, 12))) for _ in range(60)]
    given = [
        plan("临江市", "方案", *(measure(f"{item}", "甲", text=text) for item, text in enumerate(texts)))
    ]
    server_store.replace_all([*plans(), *given])
    asked = {
        part[start : start + length] for part in texts[:20] for start in range(8) for length in (1, 2, 3, 5)
    }
    with open_store(":memory:") as scanned:
        scanned.replace_all([*plans(), *given])
        for text in sorted(asked):
            assert run_query(server_store, "search", text=text) == run_query(scanned, "search", text=text), (
                text
            )
