"""Facts as columns: the same nodes and edges as row by row."""

from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from city import COMMITTEE, plans
from facts import agency, measure, plan

from graph.model import Facts, InputError, Scope
from graph.model.dataset.tables import Tables, tables_of_facts
from graph.schema import NODES
from graph.store.batch import Batch
from graph.store.columns import graph_columns
from graph.store.rows import JOINS

ODD = [
    plan(
        "临江市",
        "方案",
        measure("一", scope=Scope.SECTION, leads=[COMMITTEE]),
        measure(
            "一/1",
            text="5G \u3000基\x1f站, ÀΣ和İ\n的建\u2029设",
            leads=[agency("市发改委", canonical="市发展改革委"), "市发展改革委"],
            goals=[("平台", "5-8", "万家"), ("平台", "9", "家")],
            deadlines=[("2026年底前", "2026-12-31"), ("近期", ""), ("年底", "2024-12-31")],
        ),
        measure("二", scope=Scope.INLINE, leads=["市财政局"]),
    )
]


def tables(facts: list[Facts]) -> Tables:
    return tables_of_facts((str(number), one) for number, one in enumerate(facts))


@pytest.mark.parametrize(
    ("given", "held"),
    [
        pytest.param([*plans(), *reversed(plans())], [*reversed(plans())], id="plans that come twice"),
        pytest.param(
            ODD, [one.without_statements() for one in ODD], id="without the statements of running text"
        ),
    ],
)
def test_the_same_is_held(given: list[Facts], held: list[Facts]) -> None:
    columns, wanted = graph_columns(tables(given)), graph_columns(tables(held))
    assert columns.shared_keys == wanted.shared_keys
    for node in NODES:
        assert _sorted(columns.nodes[node.label]) == _sorted(wanted.nodes[node.label])
    for join in JOINS:
        assert _sorted(columns.edges[join]) == _sorted(wanted.edges[join])


def _sorted(table: pa.Table) -> list[dict[str, Any]]:
    return sorted(table.to_pylist(), key=repr)


def test_nothing_gives_empty_tables_of_the_schema() -> None:
    columns = graph_columns(tables([]))
    for node in NODES:
        assert (columns.nodes[node.label].num_rows, columns.nodes[node.label].column_names) == (
            0,
            list(node.properties),
        )
    for join, names in JOINS.items():
        assert columns.edges[join].num_rows == 0
        assert columns.edges[join].column_names == ["source", "target", *names]


def test_what_a_measure_says_stands_in_its_columns() -> None:
    nodes = graph_columns(tables(ODD)).nodes
    (measure,) = [row for row in nodes["Measure"].to_pylist() if row["path"] == "一/1"]
    assert "5g基站,àς和i̇的建设" in measure["words"]
    assert (measure["deadlines"], measure["first_due"], measure["last_due"]) == (
        ["2026年底前", "近期", "年底"],
        date(2024, 12, 31),
        date(2026, 12, 31),
    )
    (renamed,) = [row for row in nodes["Department"].to_pylist() if row["name"] == "市发展改革委"]
    assert renamed["aliases"] == ["市发展改革委", "市发改委"]
    assert [(row["value"], row["number"], row["number_to"]) for row in nodes["Goal"].to_pylist()] == [
        ("5-8", 50000.0, 80000.0),
        ("9", 9.0, 9.0),
    ]


def test_edges_are_counted_by_plan() -> None:
    facts = plans()
    columns = graph_columns(tables(facts))
    for number, one in enumerate(facts):
        rows = Batch.of([one.without_statements()]).rows
        assert columns.measures[number] == len(rows.nodes["Measure"])
        for join in columns.plan_of:
            assert columns.edges_by_plan(join)[number] == len(rows.edges[join])


def test_an_edge_that_is_given_twice_is_held_once() -> None:
    (one,) = [plan("临江市", "方案", measure("一", leads=["市财政局"]))]
    twice = tables([one])
    twice["duties"] = twice["duties"].take([0, 0])
    assert graph_columns(twice).edges[next(join for join in JOINS if join.type == "LEADS")].num_rows == 1


def test_two_measures_of_one_key_are_refused() -> None:
    doubled = tables([plan("临江市", "方案", measure("一"), measure("二"))])
    doubled["measures"] = doubled["measures"].take([0, 0])
    with pytest.raises(InputError, match="two measures of the plan 方案"):
        graph_columns(doubled)
