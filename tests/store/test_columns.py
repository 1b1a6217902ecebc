"""Facts as columns: the same nodes and edges as row by row."""

from datetime import date
from typing import Any

import pytest
from city import COMMITTEE, plans
from facts import agency, measure, plan

from graph.model import Facts, InputError, Scope
from graph.model.dataset.tables import Tables, tables_of_facts
from graph.schema import NODES
from graph.store.columns import columns_of
from graph.store.rows import JOINS, duty_agencies, rows_of

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


def plain(value: Any) -> Any:
    if isinstance(value, list):
        return [plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize("inline", [False, True])
@pytest.mark.parametrize(
    "facts",
    [
        pytest.param([], id="nothing"),
        pytest.param(plans(), id="a city"),
        pytest.param([*plans(), *reversed(plans())], id="plans that come twice"),
        pytest.param(ODD, id="sections, goals of one name, two names in one list"),
    ],
)
def test_columns_hold_what_rows_hold(facts: list[Facts], inline: bool) -> None:
    rows = rows_of(facts if inline else [one.without_statements() for one in facts])
    names: dict[str, set[str]] = {}
    for key, name in duty_agencies(rows):
        names.setdefault(key, set()).add(name)
    for key, department in rows.nodes["Department"].items():
        department["aliases"] = sorted(names[key])
    columns = columns_of(tables(facts), inline=inline)
    for node in NODES:
        held = [
            {name: plain(value) for name, value in row.items()}
            for row in columns.nodes[node.label].to_pylist()
        ]
        if node.label not in ("Plan", "Measure", "Goal"):
            assert [row["key"] for row in held] == columns.shared_keys[node.label]
        assert {row["key"]: row for row in held} == rows.nodes[node.label]
        assert len(held) == len(rows.nodes[node.label])
    for join in JOINS:
        edges = [tuple(row.values()) for row in columns.edges[join].to_pylist()]
        assert sorted(edges) == sorted(rows.edges[join])


def test_edges_are_counted_by_plan() -> None:
    facts = plans()
    columns = columns_of(tables(facts))
    for number, one in enumerate(facts):
        rows = rows_of([one.without_statements()])
        assert columns.measures[number] == len(rows.nodes["Measure"])
        for join in columns.plan_of:
            assert columns.edges_by_plan(join)[number] == len(rows.edges[join])


def test_an_edge_that_is_given_twice_is_held_once() -> None:
    (one,) = [plan("临江市", "方案", measure("一", leads=["市财政局"]))]
    twice = tables([one])
    twice["duties"] = twice["duties"].take([0, 0])
    assert columns_of(twice).edges[next(join for join in JOINS if join.type == "LEADS")].num_rows == 1


def test_two_measures_of_one_key_are_refused() -> None:
    doubled = tables([plan("临江市", "方案", measure("一"), measure("二"))])
    doubled["measures"] = doubled["measures"].take([0, 0])
    with pytest.raises(InputError, match="two measures of the plan 方案"):
        columns_of(doubled)
