"""The real plans in every store: the same bytes, and the same rows for every named query."""

from pathlib import Path

import pytest
from neo4j_server import Neo4jServer

from graph.answers.names import find_agency
from graph.loading import load_plans
from graph.model import AmbiguousNameError
from graph.queries import named_queries
from graph.store import open_store
from graph.store.dump import dump_lines

pytestmark = [pytest.mark.gold, pytest.mark.server]


@pytest.mark.parametrize("driver", ["neo4j", "py2neo"])
def test_the_seed_page_is_the_same_graph_everywhere(
    driver: str, gold_folder: Path, neo4j_server: Neo4jServer
) -> None:
    page = [gold_folder / "plans" / "development-zones.txt"]
    with open_store(":memory:") as memory, open_store(neo4j_server.uri, driver=driver) as server:  # type: ignore[arg-type]
        server.run("MATCH (n) DETACH DELETE n", write=True)
        load_plans(memory, page)
        load_plans(server, page)
        assert list(dump_lines(server)) == list(dump_lines(memory))
        with pytest.raises(AmbiguousNameError) as caught:
            find_agency(memory, "市科技局")
        agency = caught.value.candidates[0]
        plan = memory.run("MATCH (p:Plan) RETURN p.key AS key ORDER BY key").rows[0][0]
        values = {
            "agency": agency,
            "plan": plan,
            "first": agency,
            "second": agency.replace("科技", "财政"),
            "from": agency,
            "to": agency.replace("科技", "财政"),
            "today": "2030-01-01",
            "text": "高新区",
            "industry": "C",
        }
        answered = 0
        for query in named_queries().values():
            given = {one.name: values[one.name] for one in query.parameters if one.required}
            rows = memory.run(query.text(memory.engine), query.bind(given))
            assert server.run(query.text(server.engine), query.bind(given)) == rows, query.name
            answered += bool(rows.rows)
        assert answered > 20
