"""Facts as rows: which node is part of which, and what a row holds."""

from typing import Any

import pytest
from city import COMMITTEE, plans
from facts import agency, measure, plan
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Basis, Facts, Scope
from graph.schema import EDGES, NODES
from graph.store.batch import Batch
from graph.store.rows import JOINS, Join, merged


def parents(facts: Facts) -> dict[str, str]:
    """Path of the section that each measure is right under."""
    rows = Batch.of([facts]).rows
    measures = rows.nodes["Measure"]
    return {
        f"{measures[child]['scope']} {measures[child]['path']}": f"{measures[parent]['path']}.{measures[parent]['ordinal']}"
        for child, parent in rows.edges[Join("PART_OF", "Measure", "Measure")]
    }


SECTION = Scope.SECTION


@pytest.mark.parametrize(
    ("sketches", "expected"),
    [
        pytest.param(
            [measure("三", scope=SECTION), measure("三/(一)"), measure("四/(一)")],
            {"measure 三/(一)": "三.1"},
            id="only what lies under the section's path",
        ),
        pytest.param(
            [measure("三", scope=SECTION), measure("三/(一)", scope=SECTION), measure("三/(一)/1")],
            {"section 三/(一)": "三.1", "measure 三/(一)/1": "三/(一).1"},
            id="the nearest of nested sections",
        ),
        pytest.param(
            [measure("三", scope=SECTION), measure("三")],
            {"measure 三": "三.1"},
            id="a measure of the section's own path",
        ),
        pytest.param(
            [measure("一", scope=SECTION), measure("十一/(一)"), measure("一十")],
            {},
            id="a path that only begins with the same character",
        ),
        pytest.param(
            [
                measure("一", scope=SECTION),
                measure("一/1"),
                measure("一", scope=SECTION),
                measure("一/2"),
            ],
            {"measure 一/1": "一.1", "measure 一/2": "一.2"},
            id="of a repeated number, the last one before",
        ),
    ],
)
def test_sections(sketches: list[Any], expected: dict[str, str]) -> None:
    assert parents(plan("临江市", "方案", *sketches)) == expected


def test_every_row_has_the_properties_of_the_schema() -> None:
    rows = Batch.of(plans()).rows
    for node in NODES:
        assert rows.nodes[node.label]
        for key, properties in rows.nodes[node.label].items():
            assert set(properties) == set(node.properties)
            assert properties["key"] == key
    for join, names_of in JOINS.items():
        assert all(len(row) == 2 + len(names_of) for row in rows.edges[join])


def test_every_edge_joins_two_rows() -> None:
    rows = Batch.of(plans()).rows
    assert {join.type for join in JOINS} == {edge.name for edge in EDGES}
    for join, edges in rows.edges.items():
        for start, end, *_ in edges:
            assert start in rows.nodes[join.start]
            assert end in rows.nodes[join.end]


def test_a_stated_duty_of_a_section_is_held_over_the_section() -> None:
    lead = agency("市科技局", basis=Basis.STATED)
    rows = Batch.of([plan("临江市", "方案", measure("一", scope=SECTION, leads=[lead]))]).rows
    (row,) = rows.edges[Join("LEADS", "Department", "Measure")]
    assert row[3] == "section"


def test_one_agency_twice_in_a_list_is_two_mentions() -> None:
    twice = [agency("市发改委", canonical="市发展改革委"), "市发展改革委"]
    rows = Batch.of([plan("临江市", "方案", measure("一", leads=twice))]).rows
    assert len(rows.nodes["Department"]) == 1
    assert len(rows.edges[Join("LEADS", "Department", "Measure")]) == 2


def test_goals_of_one_name_are_numbered() -> None:
    rows = Batch.of(
        [plan("临江市", "方案", measure("一", goals=[("平台", "5", "家"), ("平台", "9", "家")]))]
    ).rows
    assert [key.rpartition("|")[2] for key in rows.nodes["Goal"]] == ["平台", "平台~2"]


def test_a_committee_brings_its_zone() -> None:
    rows = Batch.of([plan("临江市", "方案", measure("一", leads=[COMMITTEE]))]).rows
    assert list(rows.nodes["Zone"]) == ["临江市/临江高新区"]
    assert list(rows.edges[Join("ADMINISTERS", "Department", "Zone")]) == [
        ("临江市/临江高新区管委会", "临江市/临江高新区")
    ]


def test_dates_of_a_measure_are_sorted_and_once() -> None:
    deadlines = [
        ("2026年底前", "2026-12-31"),
        ("近期", ""),
        ("年底", "2024-12-31"),
        ("2026年末", "2026-12-31"),
    ]
    rows = Batch.of([plan("临江市", "方案", measure("一", deadlines=deadlines))]).rows
    (row,) = rows.nodes["Measure"].values()
    assert row["due"] == ["2024-12-31", "2026-12-31"]
    assert row["deadlines"] == ["2026年底前", "近期", "年底", "2026年末"]


values = st.dictionaries(st.sampled_from("ab"), st.sampled_from(["", "unknown", "x", "y", False, True]))


@given(known=values, new=values)
def test_what_is_known_is_never_overridden_by_nothing(known: dict[str, Any], new: dict[str, Any]) -> None:
    after = merged(known, new)
    assert set(after) == set(known)
    for name, value in after.items():
        said = new.get(name, "")
        assert value == (said if said not in ("", "unknown", False) else known[name])
