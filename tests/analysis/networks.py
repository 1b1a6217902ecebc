"""Networks and graphs of duties for the tests of analysis."""

from collections.abc import Iterable
from typing import Any

import networkx as nx
import numpy as np
from facts import agency, measure, plan
from hypothesis import strategies as st
from scipy import sparse

from graph.analysis.projection import Network, as_csr
from graph.network import Incidence, incidence_of


def network_of(graph: Any) -> Network:
    """A networkx graph with nodes 0 … n-1 as a network."""
    size = graph.number_of_nodes()
    matrix = (
        as_csr(nx.to_scipy_sparse_array(graph, nodelist=range(size), weight="weight", dtype=float))
        if size
        else as_csr(sparse.csr_array((0, 0)))
    )
    names = np.array([f"市{number:04}局" for number in range(size)], dtype=np.object_)
    return Network(
        key=names,
        name=names,
        adjacency=matrix,
        directed=graph.is_directed(),
        shown=np.ones(size, dtype=np.bool_),
    )


@st.composite
def weighted_graphs(draw: st.DrawFn, *, directed: bool = False, smallest: int = 0, largest: int = 12) -> Any:
    """Small networkx graphs with nodes 0 … n-1, whole weights and distances that are their inverse."""
    size = draw(st.integers(smallest, largest))
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(range(size))
    pairs = [(a, b) for a in range(size) for b in range(size) if a != b and (directed or a < b)]
    for a, b in draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []:
        weight = draw(st.integers(1, 4))
        graph.add_edge(a, b, weight=float(weight), distance=1 / weight)
    return graph


def duties(*lists: Iterable[str], title: str = "行动方案", jurisdiction: str = "临江市") -> Incidence:
    """A plan whose measures each have one list of agencies, the first leading."""
    sketches = []
    for number, names in enumerate(lists, 1):
        first, *others = names
        sketches.append(
            measure(f"一/{number}", leads=[agency(first)], supports=[agency(name) for name in others])
        )
    return incidence_of([plan(jurisdiction, title, *sketches)])
