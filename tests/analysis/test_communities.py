"""Communities of graphs whose communities are known."""

from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
import pytest
from analysis.networks import network_of, weighted_graphs
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.communities import adjusted_rand, brokers, communities, community_table, modularity


def two_cliques_and_a_broker() -> Any:
    """Nodes 0-3 and 5-8 know each other; 4 knows 3 and 5."""
    graph = nx.compose(nx.complete_graph(4), nx.relabel_nodes(nx.complete_graph(4), lambda node: node + 5))
    graph.add_edges_from([(3, 4), (4, 5)])
    return nx.relabel_nodes(nx.Graph(sorted(graph.edges)), {node: node for node in range(9)})


def ordered(graph: Any) -> Any:
    arranged = nx.Graph()
    arranged.add_nodes_from(sorted(graph))
    arranged.add_edges_from(graph.edges(data=True))
    return arranged


def test_two_cliques_are_two_communities_and_sure() -> None:
    found = communities(network_of(ordered(two_cliques_and_a_broker())))
    groups = found.community.tolist()
    assert len(set(groups[:4])) == len(set(groups[5:])) == 1
    assert groups[0] != groups[8]
    assert found.stability[[0, 8]].min() > 0.8
    assert found.agreement > 0.6


def test_the_broker_between_cliques_reaches_both() -> None:
    network = network_of(ordered(two_cliques_and_a_broker()))
    top = brokers(network, communities(network)).iloc[0]
    assert (top["name"], top["reached"], top["participation"]) == ("市0004局", 2, pytest.approx(0.5))


def test_members_come_with_their_community_the_most_tied_inside_first() -> None:
    graph = nx.Graph()
    graph.add_weighted_edges_from([(0, 1, 5.0), (1, 2, 5.0), (3, 4, 1.0)])
    network = network_of(graph)
    frame = community_table(network, communities(network))
    assert frame[["community", "name", "inside"]].to_numpy().tolist() == [
        [1, "市0001局", 1],
        [1, "市0000局", 1],
        [1, "市0002局", 1],
        [2, "市0003局", 1],
        [2, "市0004局", 1],
    ]


@given(weighted_graphs(smallest=1), st.data(), st.sampled_from([0.5, 1.0, 2.0]))
def test_modularity_is_networkx_s(graph: Any, data: st.DataObject, resolution: float) -> None:
    size = graph.number_of_nodes()
    labels = np.array(data.draw(st.lists(st.integers(0, 3), min_size=size, max_size=size)), dtype=np.int64)
    value = modularity(network_of(graph).adjacency, labels, resolution)
    if not graph.number_of_edges():
        assert value == 0
        return
    groups = [set(np.flatnonzero(labels == label).tolist()) for label in set(labels.tolist())]
    assert value == pytest.approx(nx.community.modularity(graph, groups, resolution=resolution), abs=1e-12)


@given(
    st.integers(2, 8).flatmap(lambda n: st.tuples(*[st.lists(st.integers(0, 3), min_size=n, max_size=n)] * 2))
)
def test_agreement_is_counted_over_pairs(labels: tuple[list[int], list[int]]) -> None:
    one, other = labels
    pairs = list(combinations(range(len(one)), 2))
    first = [one[a] == one[b] for a, b in pairs]
    second = [other[a] == other[b] for a, b in pairs]
    both = sum(a and b for a, b in zip(first, second, strict=True))
    expected = sum(first) * sum(second) / len(pairs)
    highest = (sum(first) + sum(second)) / 2
    value = adjusted_rand(np.array(one), np.array(other))
    assert value == pytest.approx(1.0 if highest == expected else (both - expected) / (highest - expected))


@given(weighted_graphs())
def test_no_partition_of_networkx_is_much_better(graph: Any) -> None:
    found = communities(network_of(graph), seeds=5)
    assert found.community.tolist() == communities(network_of(graph), seeds=5).community.tolist()
    if graph.number_of_edges():
        best = nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=1))
        assert found.modularity >= best - 0.05


@pytest.mark.parametrize("graph", [nx.empty_graph(0), nx.empty_graph(1), nx.empty_graph(3)], ids=str)
def test_nodes_without_ties_are_communities_by_themselves(graph: Any) -> None:
    network = network_of(graph)
    found = communities(network)
    size = graph.number_of_nodes()
    assert found.community.tolist() == list(range(1, size + 1))
    assert (found.modularity, found.agreement) == (0, 1)
    assert not community_table(network, found).isna().any().any()
    assert brokers(network, found)["participation"].tolist() == [0] * size
