"""How a Neo4j server goes about the named queries: by indexes where one can serve, never pair by pair of all nodes."""

from collections.abc import Iterator
from typing import Any

import neo4j
import pytest
from asked import ASKED
from city import plans
from neo4j_server import Neo4jServer

from graph.queries import Query, named_queries
from graph.store import open_store

pytestmark = pytest.mark.server

INDEXED = {
    "agency_deadlines_by_month",
    "deadlines_by_month",
    "due_between",
    "industry_leads",
    "line_comparison",
    "measures_of_plan",
    "measures_with_text",
    "measures_without_lead",
    "overdue",
    "search",
    "section_duties",
}
"""Queries that an index leads to their nodes; the others count all nodes of a label, or look into lists of names."""


@pytest.fixture(scope="module")
def session(neo4j_server: Neo4jServer) -> Iterator[neo4j.Session]:
    with open_store(neo4j_server.uri) as store:
        store.run("MATCH (n) DETACH DELETE n", write=True)
        store.replace_all(plans())
    with (
        neo4j.GraphDatabase.driver(
            neo4j_server.address,
            auth=(neo4j_server.user, neo4j_server.password),
            notifications_min_severity="OFF",
        ) as driver,
        driver.session() as session,
    ):
        session.run("CALL db.awaitIndexes(300)").consume()
        yield session


def operators(plan: Any) -> Iterator[str]:
    yield plan["operatorType"].partition("@")[0]
    for child in plan.get("children", ()):
        yield from operators(child)


@pytest.mark.parametrize("query", named_queries().values(), ids=lambda query: query.name)
def test_no_query_reads_all_nodes_or_joins_all_with_all(session: neo4j.Session, query: Query) -> None:
    for values in ASKED.get(query.name, [{}]):
        asked = session.run(f"EXPLAIN {query.text('neo4j')}", query.bind(values))
        used = set(operators(asked.consume().plan))
        assert not used & {"AllNodesScan", "CartesianProduct"}, used
        if query.name in INDEXED:
            assert "NodeByLabelScan" not in used


def test_all_roles_of_an_agency_are_read_in_one_pass(session: neo4j.Session) -> None:
    """Each edge of a duty is met once for all agencies together."""
    duties = session.run("MATCH ()-[r:LEADS|SUPPORTS|RESPONSIBLE_FOR]->() RETURN count(r)").single(
        strict=True
    )[0]
    for name in ("agency_load", "line_comparison"):
        query = named_queries()[name]
        profile = session.run(
            f"PROFILE {query.text('neo4j')}", query.bind({"line": ""} if name[0] == "l" else {})
        )
        expanded = [
            part["rows"] for part in parts(profile.consume().profile) if "Expand" in part["operatorType"]
        ]
        assert sum(expanded) <= 2 * duties, expanded


def parts(plan: Any) -> Iterator[Any]:
    yield plan
    for child in plan.get("children", ()):
        yield from parts(child)
