"""Centrality equals networkx's, and what can be counted by hand."""

from typing import Any

import networkx as nx
import numpy as np
import pytest
from analysis.networks import duties, network_of, weighted_graphs
from hypothesis import given, settings

from graph.analysis.centrality import (
    articulation,
    available,
    betweenness,
    centralisation,
    centrality,
    closeness,
    constraint,
    core,
    degree,
    effective_size,
    eigenvector,
    pagerank,
    strength,
)
from graph.analysis.projection import network
from graph.model import InputError

GRAPHS = weighted_graphs()
DIGRAPHS = weighted_graphs(directed=True)


def values(by_node: dict[int, float], graph: Any) -> list[float]:
    return [by_node[node] for node in range(graph.number_of_nodes())]


@given(GRAPHS)
def test_degree_and_strength_are_networkx_s(graph: Any) -> None:
    assert degree(network_of(graph)).tolist() == values(dict(graph.degree()), graph)
    assert strength(network_of(graph)).tolist() == values(dict(graph.degree(weight="weight")), graph)


@pytest.mark.parametrize("graphs", [GRAPHS, DIGRAPHS])
def test_betweenness_and_closeness_are_networkx_s(graphs: Any) -> None:
    @given(graphs)
    def holds(graph: Any) -> None:
        ours = network_of(graph)
        expected = nx.betweenness_centrality(graph, weight="distance")
        np.testing.assert_allclose(betweenness(ours), values(expected, graph), atol=1e-12)
        expected = nx.closeness_centrality(graph, distance="distance")
        np.testing.assert_allclose(closeness(ours), values(expected, graph), atol=1e-12)

    holds()


@pytest.mark.parametrize("graphs", [GRAPHS, DIGRAPHS])
def test_pagerank_is_networkx_s(graphs: Any) -> None:
    @given(graphs)
    def holds(graph: Any) -> None:
        expected = nx.pagerank(graph, tol=1e-13, max_iter=10_000)
        np.testing.assert_allclose(pagerank(network_of(graph)), values(expected, graph), atol=1e-10)

    holds()


@given(GRAPHS)
def test_core_and_articulation_are_networkx_s(graph: Any) -> None:
    assert core(network_of(graph)).tolist() == values(nx.core_number(graph), graph)
    expected = set(nx.articulation_points(graph))
    assert set(np.flatnonzero(articulation(network_of(graph))).tolist()) == expected


@given(weighted_graphs(smallest=1))
def test_constraint_and_effective_size_are_networkx_s(graph: Any) -> None:
    ours = network_of(graph)
    np.testing.assert_allclose(
        constraint(ours), values(nx.constraint(graph, weight="weight"), graph), atol=1e-12
    )
    # For all nodes at once networkx 3.6 divides by the strongest tie of the wrong end; node by node it does not.
    by_node = nx.effective_size(graph, nodes=list(graph), weight="weight")
    expected = [0.0 if np.isnan(value) else value for value in values(by_node, graph)]
    np.testing.assert_allclose(effective_size(ours), expected, atol=1e-12)


@given(GRAPHS)
def test_the_eigenvector_is_networkx_s_on_the_leading_part(graph: Any) -> None:
    ours = eigenvector(network_of(graph))
    if graph.number_of_edges() == 0:
        assert not ours.any()
        return
    assert np.linalg.norm(ours) == pytest.approx(1)
    part = max(
        (graph.subgraph(part) for part in nx.connected_components(graph)),
        key=lambda part: max(nx.adjacency_spectrum(part).real),
    )
    expected = (
        nx.eigenvector_centrality_numpy(part, weight="weight")
        if len(part) > 2
        else dict.fromkeys(part, 0.5**0.5)
    )
    scale = np.linalg.norm(ours[sorted(part)])
    np.testing.assert_allclose(
        ours[sorted(part)] / scale, [abs(expected[node]) for node in sorted(part)], atol=1e-8
    )


def test_a_large_eigenvector_is_networkx_s() -> None:
    graph = nx.barabasi_albert_graph(200, 3, seed=1)
    expected = nx.eigenvector_centrality(graph, tol=1e-12, max_iter=10_000)
    np.testing.assert_allclose(eigenvector(network_of(graph)), values(expected, graph), atol=1e-8)


@given(weighted_graphs(largest=8))
@settings(max_examples=50)
def test_centralisation_is_between_0_and_1(graph: Any) -> None:
    assert all(0 <= value <= 1 + 1e-12 for value in centralisation(network_of(graph)).values())


def test_a_star_is_wholly_centralised() -> None:
    assert centralisation(network_of(nx.star_graph(7))) == pytest.approx(
        {"degree": 1, "betweenness": 1, "closeness": 1}
    )


def test_a_ring_is_not_centralised() -> None:
    assert centralisation(network_of(nx.cycle_graph(7))) == pytest.approx(
        {"degree": 0, "betweenness": 0, "closeness": 0}
    )


def test_the_broker_of_two_cliques_stands_between_them() -> None:
    """Nodes 0-3 and 5-8 are cliques; 4 joins them and lies on all 16 of 28 shortest paths between others."""
    graph = nx.compose(nx.complete_graph(4), nx.relabel_nodes(nx.complete_graph(4), lambda node: node + 5))
    graph.add_edges_from([(3, 4), (4, 5)])
    graph = nx.convert_node_labels_to_integers(graph, ordering="sorted")
    frame = centrality(network_of(graph), ["betweenness", "articulation", "constraint"])
    top = frame.iloc[0]
    assert top["name"] == "市0004局"
    assert top["betweenness"] == pytest.approx(16 / 28)
    assert bool(top["articulation"])
    assert frame["constraint"].idxmin() == 0


def test_the_table_is_ordered_by_the_first_measure_then_the_key() -> None:
    frame = centrality(network_of(nx.star_graph(3)), ["degree"])
    assert frame["degree"].tolist() == [3, 1, 1, 1]
    assert frame["key"].tolist() == ["市0000局", "市0001局", "市0002局", "市0003局"]


def test_an_unknown_measure_is_named_with_those_there_are() -> None:
    with pytest.raises(InputError, match="no measure “influence”; choose from degree, strength"):
        centrality(network_of(nx.star_graph(3)), ["influence"])


def test_heavy_measures_are_left_out_of_a_huge_network_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    star = network_of(nx.star_graph(3))
    assert "betweenness" in available(star)
    monkeypatch.setattr("graph.analysis.centrality.HEAVY_STEPS", 5)
    assert "betweenness" not in available(star)
    assert "betweenness" in centrality(star, ["betweenness"])


@pytest.mark.parametrize(
    "graph", [nx.empty_graph(0), nx.empty_graph(1), nx.empty_graph(3), nx.path_graph(2)], ids=str
)
@pytest.mark.parametrize("directed", [False, True])
def test_degenerate_networks_have_sensible_rows(graph: Any, directed: bool) -> None:
    ours = network_of(graph.to_directed() if directed else graph)
    frame = centrality(ours)
    assert len(frame) == graph.number_of_nodes()
    assert not frame.drop(columns="constraint").isna().any().any()
    assert centralisation(ours) == {"degree": 0, "betweenness": 0, "closeness": 0}


def test_the_lead_of_a_plan_is_its_most_central_agency() -> None:
    incidence = duties(
        ["市发展改革委", "市科技局"], ["市发展改革委", "市财政局"], ["市发展改革委", "市商务局"]
    )
    frame = centrality(network(incidence))
    assert frame.loc[0, "name"] == "市发展改革委"
    assert frame.loc[0, "degree"] == 3
    directed = centrality(network(incidence, kind="lead-support"))
    assert directed.loc[0, "name"] == "市发展改革委"
    assert directed["in_degree"].tolist() == [0, 1, 1, 1]
