"""What an office adds to the graph (properties, labels, nodes and edges of its own) outlives every load."""

import json
from pathlib import Path
from typing import Any

import pytest
from city import innovation, manufacturing, plans, province
from facts import measure, plan
from msgspec.structs import replace

from graph.loaded import Loaded, summary
from graph.model import Facts
from graph.network import read_incidence
from graph.store import Store, open_store
from graph.store.batch import Batch
from graph.store.dump import dump_lines
from graph.store.embedded import EmbeddedStore
from graph.store.engine import Engine

PLATFORM = innovation().measure_key(innovation().measures[1])
FIRMS = innovation().measure_key(innovation().measures[2])


pytestmark = pytest.mark.usefixtures("born")


def dumped(store: Store) -> list[str]:
    return list(dump_lines(store))


def fresh(*facts: Facts) -> list[str]:
    with open_store(":memory:") as store:
        store.replace_all(facts)
        return dumped(store)


def without(path: str) -> Facts:
    """The first plan without one of its measures."""
    facts = innovation()
    return replace(facts, measures=tuple(measure for measure in facts.measures if measure.path != path))


def tie_note(store: Store, key: str) -> None:
    """Tie a note of the office's to a measure, each time anew."""
    if isinstance(store, EmbeddedStore):
        # By the engine itself: qiantou makes no tables of others.
        assert isinstance(store._engine, Engine)
        with store._engine._write() as transaction:
            transaction.execute("CREATE NODE TABLE IF NOT EXISTS Note(key STRING, PRIMARY KEY(key))")
            transaction.execute("CREATE REL TABLE IF NOT EXISTS ABOUT(FROM Note TO Measure, said STRING)")
    store.run(
        "MATCH (m:Measure {key: $key}) CREATE (:Note {key: $key})-[:ABOUT {said: '已约谈'}]->(m)",
        {"key": key},
        write=True,
    )


def notes(store: Store) -> list[Any]:
    return store.run(
        "MATCH (n:Note)-[r:ABOUT]->(m:Measure) RETURN m.key AS key, r.said AS said ORDER BY key"
    ).rows


@pytest.fixture(params=["neo4j", "py2neo"])
def server_store(request: pytest.FixtureRequest) -> Any:
    server = request.getfixturevalue("neo4j_server")
    with open_store(server.uri, driver=request.param) as store:
        store.run("MATCH (n) DETACH DELETE n", write=True)
        yield store


def test_a_note_on_a_measure_of_a_changed_plan_stays(any_store: Store) -> None:
    any_store.replace_all(plans())
    tie_note(any_store, PLATFORM)
    changed = without("一/(二)")
    any_store.replace(changed)
    assert notes(any_store) == [(PLATFORM, "已约谈")]
    assert dumped(any_store) == fresh(changed, manufacturing(), province())


def test_a_measure_with_a_note_that_its_plan_dropped_stays_as_gone(any_store: Store) -> None:
    any_store.replace_all(plans())
    tie_note(any_store, PLATFORM)
    any_store.replace(without("一/(一)"))
    assert notes(any_store) == [(PLATFORM, "已约谈")]
    gone = any_store.run("MATCH (m:Measure) WHERE m.scope = 'gone' RETURN m.key AS key").rows
    assert gone == [(PLATFORM,)]
    rest = [
        line for line in dumped(any_store) if json.loads(line).get("properties", {}).get("key") != PLATFORM
    ]
    assert rest == fresh(without("一/(一)"), manufacturing(), province())
    incidence = read_incidence(any_store)
    assert PLATFORM not in incidence.measures.key
    assert incidence.strays == ()
    assert ("gone measures", None, 1) in summary(Loaded(), any_store).rows


def test_a_measure_that_comes_back_is_no_longer_gone(any_store: Store) -> None:
    any_store.replace_all(plans())
    tie_note(any_store, PLATFORM)
    any_store.replace(without("一/(一)"))
    any_store.replace(innovation())
    assert notes(any_store) == [(PLATFORM, "已约谈")]
    assert dumped(any_store) == fresh(*plans())


def test_a_measure_of_a_removed_plan_stays_with_its_note(any_store: Store) -> None:
    any_store.replace_all(plans())
    tie_note(any_store, FIRMS)
    any_store.remove([innovation().plan.key])
    assert notes(any_store) == [(FIRMS, "已约谈")]
    assert read_incidence(any_store).strays == ()
    any_store.replace(innovation())
    assert notes(any_store) == [(FIRMS, "已约谈")]
    assert dumped(any_store) == fresh(*plans())


def test_many_changed_measures_are_set_in_place(any_store: Store) -> None:
    def many(word: str, deadlines: list[str]) -> Facts:
        items = [
            measure(f"{item}", f"{word}{item}", leads=["市科技局"], deadlines=deadlines) for item in range(40)
        ]
        return plan("临江市", "方案", *items)

    any_store.replace(many("甲", []))
    any_store.replace(many("乙", ["2026年底前"]))
    assert dumped(any_store) == fresh(many("乙", ["2026年底前"]))


def note_edges(store: Store) -> None:
    """Note something on every duty of an agency, and on what it is for."""
    if isinstance(store, EmbeddedStore):
        assert isinstance(store._engine, Engine)
        with store._engine._write() as transaction:
            for table in ("LEADS", "SUPPORTS", "TARGETS", "PART_OF", "Measure"):
                transaction.execute(f"ALTER TABLE {table} ADD IF NOT EXISTS note STRING")
    for pattern in ("(a:Department)-[r:LEADS|SUPPORTS]->(:Measure)", "(a:Measure)-[r:TARGETS|PART_OF]->()"):
        store.run(f"MATCH {pattern} WHERE a.key IS NOT NULL SET r.note = '已核'", write=True)


def noted(store: Store) -> list[Any]:
    return store.run(
        "MATCH (a)-[r:LEADS|SUPPORTS|TARGETS|PART_OF]->(b) WHERE r.note = '已核' "
        "RETURN a.key AS source, b.key AS target ORDER BY source, target"
    ).rows


def test_what_is_noted_on_edges_stays_where_the_edges_do(any_store: Store) -> None:
    any_store.replace_all(plans())
    note_edges(any_store)
    before = noted(any_store)
    assert len(before) > 20
    changed = without("一/(二)")
    moved = [
        replace(
            one,
            duties=tuple(
                replace(duty, position=duty.position + 1, evidence=replace(duty.evidence, start=7, end=9))
                for duty in one.duties
            ),
        )
        for one in changed.measures
    ]
    changed = replace(changed, measures=tuple(moved))
    any_store.replace(changed)
    assert dumped(any_store) == fresh(changed, manufacturing(), province())
    gone = [ends for ends in before if FIRMS in ends]
    assert gone
    assert noted(any_store) == [ends for ends in before if ends not in gone]
    any_store.remove([innovation().plan.key])
    any_store.replace(innovation())
    assert dumped(any_store) == fresh(*plans())


def test_columns_that_an_office_added_do_not_stop_loads(tmp_path: Path) -> None:
    """On the embedded store, whose tables hold what they were made for."""
    path = tmp_path / "graph.lbug"
    engine = Engine(path)
    engine.replace(Batch.of(plans()))
    with engine._write() as transaction:
        transaction.execute("ALTER TABLE Measure ADD status STRING")
        transaction.execute("ALTER TABLE Department ADD phone STRING")
        transaction.execute("ALTER TABLE LEADS ADD note STRING")
        transaction.execute(f"MATCH (m:Measure {{key: '{PLATFORM}'}}) SET m.status = '已完成'")
        transaction.execute("MATCH (d:Department {key: '临江市/市委编办'}) SET d.phone = '1234'")
    engine.close()
    with open_store(path) as store:
        store.replace(without("一"))
        store.replace(innovation())
    with open_store(path, read_only=True) as store:
        assert dumped(store) == fresh(*plans())
        ((measure,),) = store.run("MATCH (m:Measure) WHERE m.status IS NOT NULL RETURN m").rows
        assert (measure["key"], measure["status"]) == (PLATFORM, "已完成")
        # The agency had lost its only duty in between, and stayed for its number.
        phones = store.run("MATCH (d:Department) WHERE d.phone IS NOT NULL RETURN d.name AS name").rows
        assert phones == [("市委编办",)]


@pytest.mark.server
def test_properties_and_labels_of_the_office_stay(server_store: Store) -> None:
    """On a server, whose nodes take any property."""
    server_store.replace_all(plans())
    for statement in (
        "MATCH (m:Measure {key: $key}) SET m.status = '已完成', m:Watched",
        "MATCH (d:Department {key: '临江市/市科技局'}) SET d.phone = '1234'",
        "MATCH (d:Department {key: '临江市/市委编办'}) SET d.phone = '5678'",
        "MATCH (p:Plan) WHERE p.key STARTS WITH '临江市' SET p.owner = '督查室'",
    ):
        server_store.run(statement, {"key": FIRMS} if "$key" in statement else {}, write=True)
    owners = server_store.run("MATCH (p:Plan) WHERE p.owner = '督查室' RETURN count(p) AS n").rows
    server_store.replace(without("一/(二)"))
    server_store.replace(without("一"))
    server_store.replace_all(plans())
    asked = "MATCH (m:Watched) RETURN m.key AS key, m.status AS status, m.scope AS scope"
    assert server_store.run(asked).rows == [(FIRMS, "已完成", "measure")]
    asked = "MATCH (d:Department) WHERE d.phone IS NOT NULL RETURN d.name AS name, d.phone AS phone ORDER BY phone"
    assert server_store.run(asked).rows == [("市科技局", "1234"), ("市委编办", "5678")]
    assert server_store.run("MATCH (p:Plan) WHERE p.owner = '督查室' RETURN count(p) AS n").rows == owners
    assert dumped(server_store) == fresh(*plans())


@pytest.mark.server
def test_nodes_stay_the_same_nodes(server_store: Store) -> None:
    """What an office drew with a measure in it, by the server's own number of the node, still holds it."""
    asked = "MATCH (m:Measure {key: $key}) RETURN elementId(m) AS id"
    server_store.replace(innovation())
    before = server_store.run(asked, {"key": PLATFORM}).rows
    server_store.replace(without("一/(二)"))
    assert server_store.run(asked, {"key": PLATFORM}).rows == before
