"""The files for Neo4j's own tools: they name what the schema has, and a real server answers their Cypher."""

import json
import re
from collections.abc import Iterator
from typing import Any

import neo4j
import pytest
from city import plans
from neo4j_server import Neo4jServer

from graph.queries import query_folder
from graph.schema import EDGES, NODES
from graph.store import open_store

PROPERTIES = {node.label: set(node.properties) for node in NODES}
TYPES = {edge.name for edge in EDGES}
BLOOM = json.loads((query_folder() / "bloom.json").read_text("utf-8"))
DASHBOARD = json.loads((query_folder() / "neodash.json").read_text("utf-8"))
REPORTS = [report for page in DASHBOARD["pages"] for report in page["reports"]]
STYLE = (query_folder() / "qiantou.grass").read_text("utf-8")


def test_the_style_draws_every_label_and_type() -> None:
    captions = dict(
        re.findall(r"^node\.(\w+) \{.*?^  caption: \"\{(\w+)\}\";$", STYLE, re.MULTILINE | re.DOTALL)
    )
    assert set(captions) == set(PROPERTIES)
    assert all(name in PROPERTIES[label] for label, name in captions.items())
    assert set(re.findall(r"^relationship\.(\w+) \{", STYLE, re.MULTILINE)) == TYPES
    assert STYLE.count("{") == STYLE.count("}")


def test_the_perspective_knows_every_label_and_type() -> None:
    assert {label for category in BLOOM["categories"] for label in category["labels"]} == set(PROPERTIES)
    assert {edge["name"] for edge in BLOOM["relationshipTypes"]} == TYPES
    for category in BLOOM["categories"]:
        (caption,) = category["captions"]
        label, _, name = caption["key"].partition("-")
        assert name in PROPERTIES[label]
    for template in BLOOM["templates"]:
        (parameter,) = template["params"]
        assert parameter["name"] in template["text"]
        assert parameter["suggestionProp"] in PROPERTIES[parameter["suggestionLabel"]]


def test_the_reports_of_the_dashboard_stand_side_by_side() -> None:
    for page in DASHBOARD["pages"]:
        taken: set[tuple[int, int]] = set()
        for report in page["reports"]:
            place = {
                (x, y)
                for x in range(report["x"], report["x"] + report["width"])
                for y in range(report["y"], report["y"] + report["height"])
            }
            assert not place & taken
            assert all(x < 24 for x, _ in place)
            taken |= place
    assert len({report["id"] for report in REPORTS}) == len(REPORTS)


@pytest.fixture(scope="module")
def session(neo4j_server: Neo4jServer) -> Iterator[neo4j.Session]:
    with open_store(neo4j_server.uri) as store:
        store.run("MATCH (n) DETACH DELETE n", write=True)
        store.replace_all(plans())
    auth = (neo4j_server.user, neo4j_server.password)
    with neo4j.GraphDatabase.driver(neo4j_server.address, auth=auth) as driver, driver.session() as session:
        yield session


@pytest.mark.server
@pytest.mark.parametrize("template", BLOOM["templates"], ids=lambda template: template["id"])
def test_every_search_phrase_finds_something(session: neo4j.Session, template: dict[str, Any]) -> None:
    (parameter,) = template["params"]
    label, name = parameter["suggestionLabel"], parameter["suggestionProp"]
    values = [value for (value,) in session.run(f"MATCH (n:{label}) RETURN n.{name}")]
    bound = parameter["name"].removeprefix("$")
    assert any(session.run(template["cypher"], {bound: value}).peek() for value in values)


@pytest.mark.server
@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report["id"])
def test_every_report_has_the_columns_that_it_shows(session: neo4j.Session, report: dict[str, Any]) -> None:
    result = session.run(report["query"])
    assert result.peek()
    if report["type"] == "bar":
        assert {name for name in report["selection"].values() if name != "(none)"} <= set(result.keys())
