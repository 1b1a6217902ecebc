"""Leads and supports, the ways between agencies, and what would break."""

from typing import Any

import networkx as nx
import pytest
from analysis.networks import duties, network_of, weighted_graphs
from facts import measure, plan
from hypothesis import given

from graph.analysis.coordination import failures, lead_support, matrix, path_between
from graph.analysis.projection import network
from graph.model import InputError, Role
from graph.network import incidence_of

LISTS = [
    ["市发展改革委", "市科技局", "市财政局"],
    ["市发展改革委", "市科技局"],
    ["市科技局", "市财政局"],
]


def test_leads_and_their_supports_are_counted() -> None:
    frame = lead_support(duties(*LISTS))
    assert frame[["lead", "support", "measures"]].to_numpy().tolist() == [
        ["市发展改革委", "市科技局", 2],
        ["市发展改革委", "市财政局", 1],
        ["市科技局", "市财政局", 1],
    ]


def test_a_lead_by_convention_leads_those_who_answer_but_not_itself() -> None:
    facts = plan(
        "临江市", "方案", measure("一", responsible=["市科技局", "市财政局"], convention_lead="市科技局")
    )
    weights = {Role.LEADS: 3.0, Role.RESPONSIBLE: 2.0, Role.SUPPORTS: 1.0}
    frame = lead_support(incidence_of([facts]), weights)
    assert frame[["lead", "support", "measures", "weight"]].to_numpy().tolist() == [
        ["市科技局", "市财政局", 1, 6]
    ]


def test_the_matrix_has_the_busiest_first() -> None:
    wide = matrix(lead_support(duties(*LISTS)))
    assert wide.drop(columns="key").to_dict("split")["data"] == [["市发展改革委", 2, 1], ["市科技局", 0, 1]]
    assert list(wide.columns) == ["key", "name", "市科技局", "市财政局"]
    assert list(matrix(lead_support(duties(*LISTS)), top=1)["name"]) == ["市发展改革委"]


def test_supports_of_one_name_are_told_apart() -> None:
    facts = [
        plan(city, f"{city}方案", measure("一", leads=["市科技局"], supports=["市财政局"]))
        for city in ("临江市", "青岚市")
    ]
    wide = matrix(lead_support(incidence_of(facts)))
    assert set(wide.columns) == {"key", "name", "市财政局（临江市）", "市财政局（青岚市）"}


def test_the_way_goes_over_the_strongest_ties_with_their_measures() -> None:
    """市财政局 and 市商务局 never meet; both work with 市科技局, and also with 市教育局, but there once only."""
    lists = (
        [["市科技局", "市财政局"]] * 2
        + [["市科技局", "市商务局"]] * 2
        + [["市教育局", "市财政局"], ["市教育局", "市商务局"]]
    )
    incidence = duties(*lists)
    frame = path_between(incidence, network(incidence), "临江市/市财政局", "临江市/市商务局")
    assert frame[["step", "from", "to", "weight", "measures"]].to_numpy().tolist() == [
        [1, "市财政局", "市科技局", 2, 2],
        [2, "市科技局", "市商务局", 2, 2],
    ]
    assert frame.loc[0, "clauses"] == ["一/1 推进第一/1项工作", "一/2 推进第一/2项工作"]


def test_no_way_is_an_error_that_says_so() -> None:
    incidence = duties(["市科技局"], ["市财政局"])
    with pytest.raises(InputError, match="no shared measures join 临江市/市科技局 and 临江市/市财政局"):
        path_between(incidence, network(incidence), "临江市/市科技局", "临江市/市财政局")


@given(weighted_graphs())
def test_what_is_cut_off_is_what_falls_away(graph: Any) -> None:
    ours = network_of(graph)
    named = ours.to_networkx()
    frame = failures(duties(), ours)
    expected = {}
    for node in nx.articulation_points(named):
        expected["articulation", node] = left(named, node, nodes=[node])
    for a, b in nx.bridges(named):
        expected["bridge", "—".join(sorted((a, b)))] = left(named, a, edges=[(a, b)])
    found = {(row["kind"], row["key"]): len(row["who"]) for row in frame.to_dict("records")}
    assert found == expected


def left(
    graph: Any, node: str, *, nodes: list[str] | None = None, edges: list[tuple[str, str]] | None = None
) -> int:
    rest = graph.subgraph(nx.node_connected_component(graph, node)).copy()
    rest.remove_nodes_from(nodes or [])
    rest.remove_edges_from(edges or [])
    return int(rest.number_of_nodes() - max(map(len, nx.connected_components(rest))))


def test_whoever_alone_leads_a_chain_is_a_point_of_failure() -> None:
    facts = plan(
        "临江市",
        "方案",
        measure("一", leads=["市科技局"], chains=["光伏", "无人机"]),
        measure("二", leads=["市科技局"], chains=["光伏"]),
        measure("三", leads=["市商务局"], chains=["无人机"]),
    )
    incidence = incidence_of([facts])
    frame = failures(incidence, network(incidence))
    assert frame.to_dict("records") == [
        {"kind": "only lead", "key": "临江市/市科技局", "name": "市科技局", "affected": 1, "who": ["光伏"]}
    ]


@pytest.mark.parametrize("lists", [[], [["市科技局"]], [["市科技局"], ["市财政局"]]])
def test_degenerate_graphs_coordinate_nothing(lists: list[list[str]]) -> None:
    incidence = duties(*lists)
    assert lead_support(incidence).empty
    assert matrix(lead_support(incidence)).empty
    assert failures(incidence, network(incidence)).empty
