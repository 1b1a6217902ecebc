"""Who is central: one column a measure, one row a node."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph, linalg

from graph.analysis.networkit_threads import networkit_on_one_thread
from graph.analysis.projection import Matrix, Network, as_csr
from graph.model import InputError

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]

HEAVY = ("betweenness", "closeness")
"""Measures that take nodes times ties steps; `centrality` leaves them out of a network beyond `HEAVY_STEPS`."""
HEAVY_STEPS = 3_000_000_000
_ROWS_AT_ONCE = 1_000


def centrality(network: Network, measures: Sequence[str] = ()) -> "pd.DataFrame":
    """Compute centrality measures of every node.

    Parameters
    ----------
    network : Network
        The network; distances are the inverse of its weights.
    measures : sequence of str
        Names from `available`; the first orders the rows, falling, then the key. Without any, all of them, those of
        `HEAVY` only up to `HEAVY_STEPS`.

    Returns
    -------
    DataFrame
        Columns `key`, `name` and one a measure. NaN only where a measure is not defined: the constraint of a node
        without ties.

    Raises
    ------
    InputError
        If a measure has no such name.
    """
    import pandas as pd

    known = _of_kind(network)
    for measure in measures:
        if measure not in known:
            raise InputError(f"no measure “{measure}”; choose from {', '.join(known)}")
    chosen = list(measures) or available(network)
    frame = pd.DataFrame({"key": network.key, "name": network.name})
    for measure in chosen:
        values = known[measure](network)
        frame[measure] = values.astype(np.int64) if measure in _COUNTS else values
    frame = frame[network.shown]
    frame = frame.sort_values([chosen[0], "key"], ascending=[False, True])
    return frame.reset_index(drop=True)


def available(network: Network, *, heavy: bool = False) -> list[str]:
    """Names of the measures that `centrality` computes unasked; with `heavy` of all that there are."""
    light = heavy or network.size * network.adjacency.nnz <= HEAVY_STEPS
    return [name for name in _of_kind(network) if light or name not in HEAVY]


def centralisation(network: Network) -> dict[str, float]:
    r"""Freeman's centralisation of the network's degree, betweenness and closeness.

    :math:`\sum_i (c_{max} - c_i)` over the largest value that this sum can take in a network of the size, weights
    and directions ignored: 1 in a star, 0 where all nodes are alike.

    Returns
    -------
    dict of str to float
        0 to 1 each; 0 in a network of fewer than three nodes.

    References
    ----------
    L. C. Freeman, Centrality in social networks: conceptual clarification, Social Networks 1, 215-239 (1979).
    """
    size = network.size
    plain = Network(
        key=network.key,
        name=network.name,
        adjacency=network.undirected.astype(bool).astype(np.float64),
        directed=False,
        shown=network.shown,
    )
    if size < 3:
        return {"degree": 0.0, "betweenness": 0.0, "closeness": 0.0}
    largest = {
        "degree": (size - 1.0) * (size - 2.0),
        "betweenness": size - 1.0,
        "closeness": (size - 1.0) * (size - 2.0) / (2 * size - 3.0),
    }
    values = {"degree": degree(plain), "betweenness": betweenness(plain), "closeness": closeness(plain)}
    return {name: float((value.max() - value).sum() / largest[name]) for name, value in values.items()}


def summary(network: Network) -> "pd.DataFrame":
    """Describe a network in one row: `nodes`, `ties`, `density`, `parts`, `isolated`, and its centralisation.

    `density` is the share of possible ties (arcs, if directed) that there are, `parts` the number of connected parts
    with directions ignored, `isolated` those of a single node; see `centralisation` for the others.
    """
    import pandas as pd

    size = network.size
    possible = size * (size - 1)
    number, label = csgraph.connected_components(network.undirected, directed=False) if size else (0, [])
    row = {
        "nodes": size,
        "ties": network.ties,
        "density": network.adjacency.nnz / possible if possible else 0.0,
        "parts": number,
        "isolated": int((np.bincount(label) == 1).sum()) if size else 0,
        **{f"{name}_centralisation": value for name, value in centralisation(network).items()},
    }
    return pd.DataFrame([row])


def degree(network: Network) -> Floats:
    """Number of nodes tied to, in either direction."""
    return _tied(network.undirected)


def out_degree(network: Network) -> Floats:
    """Number of nodes that a node has an arc to: the agencies it leads."""
    return _tied(network.adjacency)


def in_degree(network: Network) -> Floats:
    """Number of nodes with an arc to a node: the agencies that lead it."""
    return np.bincount(network.adjacency.indices, minlength=network.size).astype(np.float64)


def strength(network: Network) -> Floats:
    """Sum of the weights of a node's ties."""
    return _sums(network.undirected, axis=1)


def out_strength(network: Network) -> Floats:
    """Sum of the weights of the arcs from a node."""
    return _sums(network.adjacency, axis=1)


def in_strength(network: Network) -> Floats:
    """Sum of the weights of the arcs to a node."""
    return _sums(network.adjacency, axis=0)


def betweenness(network: Network) -> Floats:
    r"""Share of the shortest paths between other nodes that pass a node.

    :math:`\sum_{s \ne v \ne t} \sigma_{st}(v) / \sigma_{st}` over :math:`(n-1)(n-2)` ordered pairs, with distances
    that are the inverse of the weights and, in a directed network, along the arcs. 0 to 1, as in
    ``networkx.betweenness_centrality``.

    References
    ----------
    U. Brandes, A faster algorithm for betweenness centrality, Journal of Mathematical Sociology 25, 163-177 (2001).
    """
    size = network.size
    if size < 3 or not network.adjacency.nnz:
        return np.zeros(size)
    with networkit_on_one_thread() as nk:
        found = nk.centrality.Betweenness(_distances(network, nk), normalized=False).run().scores()
    scores: Floats = np.array(found) / ((size - 1) * (size - 2))
    return scores


def closeness(network: Network) -> Floats:
    r"""Inverse of the mean distance from the nodes that reach a node, scaled by their share of the network.

    :math:`\frac{r}{n-1} \cdot \frac{r}{\sum d(u, v)}` over the r nodes u that reach v (Wasserman and Faust), with
    distances that are the inverse of the weights. In a directed network paths lead to the node. 0 and above, as in
    ``networkx.closeness_centrality``; above 1 where ties weigh more than 1.
    """
    size = network.size
    if size < 2 or not network.adjacency.nnz:
        return np.zeros(size)
    with networkit_on_one_thread() as nk:
        variant = nk.centrality.ClosenessVariant.GENERALIZED
        graph = _distances(network, nk, reverse=network.directed)
        found = np.array(nk.centrality.Closeness(graph, True, variant).run().scores())
    reaching = np.diff((network.adjacency.T.tocsr() if network.directed else network.adjacency).indptr) > 0
    scores: Floats = np.where(reaching, found, 0.0)
    return scores


def eigenvector(network: Network) -> Floats:
    """A node's entry in the leading eigenvector of the weights, directions ignored; the squares add up to 1.

    Where the network falls apart, only the part (or the parts) with the largest eigenvalue have values above 0: the
    limit of the power method started from equal values.

    References
    ----------
    P. Bonacich, Power and centrality, American Journal of Sociology 92, 1170-1182 (1987).
    """
    matrix = network.undirected
    if not matrix.nnz:
        return np.zeros(network.size)
    number, label = csgraph.connected_components(matrix, directed=False)
    order = np.argsort(label, kind="stable")
    parts = np.split(order, np.cumsum(np.bincount(label, minlength=number))[:-1])
    leading = [(part, *_perron(matrix[part][:, part])) for part in parts if len(part) > 1]
    top = max(value for _, value, _ in leading)
    scores = np.zeros(network.size)
    for part, value, vector in leading:
        if value >= top * (1 - 1e-10):
            scores[part] = vector * vector.sum()
    normed: Floats = scores / np.linalg.norm(scores)
    return normed


def _perron(matrix: Matrix) -> tuple[float, Floats]:
    """The largest eigenvalue of a connected network and its vector, of length 1 and without signs."""
    size = matrix.shape[0]
    if size <= 64:
        values, vectors = np.linalg.eigh(matrix.toarray())
    else:
        values, vectors = linalg.eigsh(matrix, k=1, which="LA", v0=np.ones(size), tol=1e-12)
    vector = np.abs(vectors[:, -1])
    return float(values[-1]), vector / np.linalg.norm(vector)


def pagerank(network: Network, damping: float = 0.85) -> Floats:
    """Share of a walker's time that follows ties in proportion to their weights, and jumps with 1 - damping.

    Along the arcs of a directed network: from those who lead to those who are led. Adds up to 1.

    Parameters
    ----------
    network : Network
        The network.
    damping : float
        Probability of following a tie, 0 to 1.

    References
    ----------
    S. Brin, L. Page, The anatomy of a large-scale hypertextual web search engine (1998).
    """
    size = network.size
    if size == 0:
        return np.zeros(0)
    outgoing = _sums(network.adjacency, axis=1)
    moves = as_csr(
        network.adjacency.T * np.divide(1.0, outgoing, out=np.zeros(size), where=outgoing > 0)[None, :]
    )
    stuck = outgoing == 0
    rank = np.full(size, 1 / size)
    for _ in range(1_000):
        new = damping * (moves @ rank + rank[stuck].sum() / size) + (1 - damping) / size
        if np.abs(new - rank).sum() < 1e-14:
            break
        rank = new
    total: Floats = rank / rank.sum()
    return total


def core(network: Network) -> Floats:
    """The largest k for which a node is in a part of the network where every node has k ties; unweighted.

    References
    ----------
    S. B. Seidman, Network structure and minimum degree, Social Networks 5, 269-287 (1983).
    """
    if not network.adjacency.nnz:
        return np.zeros(network.size)
    with networkit_on_one_thread() as nk:
        found = nk.centrality.CoreDecomposition(_graph(network.undirected, nk, directed=False)).run().scores()
    return np.array(found)


def constraint(network: Network) -> Floats:
    r"""Burt's constraint: how far a node's ties lead to nodes that are tied to each other.

    :math:`\sum_j \left(p_{ij} + \sum_q p_{iq} p_{qj}\right)^2` over the neighbours j, where :math:`p_{ij}` is the
    share of j in the strength of i; directions ignored. About 0 (many separate contacts) to above 1; NaN for a node
    without ties. As in ``networkx.constraint``.

    References
    ----------
    R. S. Burt, Structural holes and good ideas, American Journal of Sociology 110, 349-399 (2004).
    """
    shares = _shares(network.undirected)
    local = as_csr(shares + _product_at(shares, shares, network.undirected))
    scores = _sums(as_csr(local.multiply(local)), axis=1)
    return np.where(np.diff(network.undirected.indptr) > 0, scores, np.nan)


def effective_size(network: Network) -> Floats:
    r"""Burt's effective size: the number of a node's contacts, less what is redundant among them.

    :math:`\sum_j \left(1 - \sum_q p_{iq} m_{jq}\right)` over the neighbours j, where :math:`p_{iq}` is the share
    of q in the strength of i and :math:`m_{jq}` the tie of j and q relative to the strongest of j; directions
    ignored. 0 without ties, up to the degree. As in ``networkx.effective_size`` with weights.

    References
    ----------
    R. S. Burt, Structural Holes (1992).
    """
    matrix = network.undirected
    strongest = np.zeros(network.size)
    tied = np.diff(matrix.indptr) > 0
    if tied.any():
        strongest[tied] = np.maximum.reduceat(matrix.data, matrix.indptr[:-1][tied])
    relative = as_csr(matrix * np.divide(1.0, strongest, out=np.zeros(network.size), where=tied)[:, None])
    redundant = _product_at(_shares(matrix), as_csr(relative.T), matrix)
    return _tied(matrix) - _sums(redundant, axis=1)


def articulation(network: Network) -> NDArray[np.bool_]:
    """Whether the network falls into more parts without the node; directions ignored."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_edges_from(zip(*(part.tolist() for part in network.undirected.tocoo().coords), strict=True))
    cut = np.zeros(network.size, dtype=np.bool_)
    cut[list(nx.articulation_points(graph))] = True
    return cut


Measure = Callable[[Network], NDArray[Any]]

_BOTH: dict[str, Measure] = {
    "betweenness": betweenness,
    "closeness": closeness,
    "eigenvector": eigenvector,
    "pagerank": pagerank,
    "core": core,
    "constraint": constraint,
    "effective_size": effective_size,
    "articulation": articulation,
}
_UNDIRECTED: dict[str, Measure] = {"degree": degree, "strength": strength, **_BOTH}
_DIRECTED: dict[str, Measure] = {
    "out_degree": out_degree,
    "in_degree": in_degree,
    "out_strength": out_strength,
    "in_strength": in_strength,
    **_BOTH,
}
_COUNTS = ("degree", "out_degree", "in_degree", "core")


def _of_kind(network: Network) -> dict[str, Measure]:
    return _DIRECTED if network.directed else _UNDIRECTED


def _tied(matrix: Matrix) -> Floats:
    ties: Floats = np.diff(matrix.indptr).astype(np.float64)
    return ties


def _sums(matrix: Matrix, axis: int) -> Floats:
    sums: Floats = np.asarray(matrix.sum(axis=axis), dtype=np.float64)
    return sums


def _shares(matrix: Matrix) -> Matrix:
    sums = _sums(matrix, axis=1)
    return as_csr(matrix * np.divide(1.0, sums, out=np.zeros(len(sums)), where=sums > 0)[:, None])


def _product_at(first: Matrix, second: Matrix, ties: Matrix) -> Matrix:
    """The product of two matrices where there are ties, some rows at a time: all of it could be a full square."""
    present = ties.astype(bool).astype(np.float64)
    starts = range(0, max(first.shape[0], 1), _ROWS_AT_ONCE)
    parts = [
        (first[start : start + _ROWS_AT_ONCE] @ second).multiply(present[start : start + _ROWS_AT_ONCE])
        for start in starts
    ]
    return as_csr(sparse.vstack(parts))


def _graph(matrix: Matrix, nk: Any, *, directed: bool) -> Any:
    ties = (matrix if directed else sparse.triu(matrix)).tocoo()
    return nk.GraphFromCoo((ties.data, ties.coords), n=matrix.shape[0], weighted=True, directed=directed)


def _distances(network: Network, nk: Any, *, reverse: bool = False) -> Any:
    matrix = as_csr(network.adjacency.T) if reverse else network.adjacency.copy()
    matrix.data = 1 / matrix.data
    return _graph(matrix, nk, directed=network.directed)
