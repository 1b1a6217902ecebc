"""Communities: who belongs together, how sure that is, and who stands between."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from graph.analysis.centrality import Floats, betweenness
from graph.analysis.networkit_threads import networkit_on_one_thread
from graph.analysis.projection import Matrix, Network, as_csr
from graph.network import Ints

if TYPE_CHECKING:
    import pandas as pd

SEEDS = 20


@dataclass(frozen=True, kw_only=True, eq=False)
class Communities:
    """Groups of nodes that are tied more among themselves than chance would have it.

    `community` numbers the group of each node from 1, the largest first; `modularity` is -0.5 to 1; `agreement` is
    the mean adjusted Rand index of the partitions of all seeds with this one, up to 1; `stability` the mean Jaccard
    index, 0 to 1, of each node's group with its group in each of the others.
    """

    community: Ints
    modularity: float
    agreement: float
    stability: Floats


def communities(network: Network, *, seeds: int = SEEDS, resolution: float = 1.0) -> Communities:
    """Find communities by the Leiden method, several times, and keep the partition with the highest modularity.

    Parameters
    ----------
    network : Network
        Directions are ignored; a node without ties is a community by itself.
    seeds : int
        Runs, with seeds 1, 2, …; the same network gives the same communities.
    resolution : float
        Above 1 for more and smaller communities.

    References
    ----------
    V. A. Traag, L. Waltman, N. J. van Eck, From Louvain to Leiden: guaranteeing well-connected communities,
    Scientific Reports 9, 5233 (2019).
    """
    ties = network.undirected
    found = [_numbered(partition) for partition in _leiden(ties, seeds, resolution)]
    values = [modularity(ties, partition, resolution) for partition in found]
    best = int(np.argmax(np.round(values, 12)))
    chosen = found[best]
    return Communities(
        community=chosen + 1,
        modularity=values[best],
        agreement=float(np.mean([adjusted_rand(chosen, other) for other in found])),
        stability=np.mean([_same_group(chosen, other) for other in found], axis=0),
    )


def community_table(network: Network, found: Communities) -> "pd.DataFrame":
    """List the members of each community.

    Returns
    -------
    DataFrame
        Columns `community`, `key`, `name`, `inside` (the share of its ties' weight that stays in the community, 0
        to 1; 0 without ties) and `stability`; by community, the most tied inside first.
    """
    import pandas as pd

    strength, within = _strengths(network.undirected, found.community)
    frame = pd.DataFrame(
        {
            "community": found.community,
            "key": network.key,
            "name": network.name,
            "inside": np.divide(within, strength, out=np.zeros(len(strength)), where=strength > 0),
            "stability": found.stability,
            "_within": within,
        }
    )
    frame = frame.sort_values(["community", "_within", "key"], ascending=[True, False, True])
    return frame.drop(columns="_within").reset_index(drop=True)


def brokers(network: Network, found: Communities) -> "pd.DataFrame":
    r"""Rank nodes by how far their ties spread over communities.

    Returns
    -------
    DataFrame
        Columns `key`, `name`, `community`, `reached` (communities tied to), `participation`
        (:math:`1 - \\sum_c (s_c / s)^2` with the strength :math:`s_c` into each community, 0 to 1, [1]_) and
        `betweenness`; the highest betweenness first, then participation, then by key.

    References
    ----------
    .. [1] R. Guimerà, L. A. N. Amaral, Functional cartography of complex metabolic networks, Nature 433 (2005).
    """
    import pandas as pd

    into = _into_communities(network.undirected, found.community)
    strength = np.asarray(into.sum(axis=1))
    squares = np.asarray(into.multiply(into).sum(axis=1))
    share = np.divide(squares, strength**2, out=np.ones(len(strength)), where=strength > 0)
    frame = pd.DataFrame(
        {
            "key": network.key,
            "name": network.name,
            "community": found.community,
            "reached": np.diff(into.indptr),
            "participation": np.maximum(1 - share, 0.0),
            "betweenness": betweenness(network),
        }
    )
    return frame.sort_values(
        ["betweenness", "participation", "key"], ascending=[False, False, True]
    ).reset_index(drop=True)


def modularity(ties: Matrix, community: Ints, resolution: float = 1.0) -> float:
    r"""Newman's modularity: the weight inside communities, less what chance would put there, over all weight.

    :math:`\\sum_c \\left(w_c / W - \\gamma (s_c / 2W)^2\\right)`; 0 in a network without ties.
    """
    total = float(ties.sum())
    if not total:
        return 0.0
    strength, within = _strengths(ties, community)
    sums = np.bincount(community, weights=strength)
    return float(within.sum() / total - resolution * ((sums / total) ** 2).sum())


def adjusted_rand(one: Ints, other: Ints) -> float:
    """How far two partitions agree on pairs, beyond chance: 1 if they are the same, about 0 if unrelated.

    References
    ----------
    L. Hubert, P. Arabie, Comparing partitions, Journal of Classification 2, 193-218 (1985).
    """
    _, cells = np.unique(one * (int(other.max(initial=0)) + 1) + other, return_counts=True)

    def pairs(sizes: Ints) -> float:
        return float((sizes * (sizes - 1) // 2).sum())

    together = pairs(cells)
    first, second = pairs(np.bincount(one)), pairs(np.bincount(other))
    total = len(one) * (len(one) - 1) / 2
    expected = first * second / total if total else 0.0
    highest = (first + second) / 2
    return 1.0 if highest == expected else (together - expected) / (highest - expected)


def _leiden(ties: Matrix, seeds: int, resolution: float) -> list[Ints]:
    size = ties.shape[0]
    if not ties.nnz:
        return [np.arange(size, dtype=np.int64)]
    upper = sparse.triu(ties).tocoo()
    found = []
    with networkit_on_one_thread() as nk:
        graph = nk.GraphFromCoo((upper.data, upper.coords), n=size, weighted=True, directed=False)
        for seed in range(1, seeds + 1):
            nk.setSeed(seed, False)
            method = nk.community.ParallelLeiden(graph, iterations=10, gamma=resolution)
            found.append(np.array(method.run().getPartition().getVector(), dtype=np.int64))
    return found


def _numbered(partition: Ints) -> Ints:
    """The same groups, numbered from 0, the largest first, then the one with the first node."""
    _, first, place, size = np.unique(partition, return_index=True, return_inverse=True, return_counts=True)
    number = np.empty(len(size), dtype=np.int64)
    number[np.lexsort((first, -size))] = np.arange(len(size))
    numbered: Ints = number[place.reshape(-1)]
    return numbered


def _same_group(one: Ints, other: Ints) -> Floats:
    """Of each node, the Jaccard index of its groups in two partitions."""
    _, place, both = np.unique(
        one * (int(other.max(initial=0)) + 1) + other, return_inverse=True, return_counts=True
    )
    shared = both[place.reshape(-1)]
    ratio: Floats = shared / (np.bincount(one)[one] + np.bincount(other)[other] - shared)
    return ratio


def _strengths(ties: Matrix, community: Ints) -> tuple[Floats, Floats]:
    rows = np.repeat(np.arange(ties.shape[0]), np.diff(ties.indptr))
    inside = community[rows] == community[ties.indices]
    size = ties.shape[0]
    strength: Floats = np.bincount(rows, weights=ties.data, minlength=size).astype(np.float64)
    within: Floats = np.bincount(rows, weights=ties.data * inside, minlength=size).astype(np.float64)
    return strength, within


def _into_communities(ties: Matrix, community: Ints) -> Matrix:
    size = len(community)
    of_community = sparse.csr_array(
        (np.ones(size), (np.arange(size), community)), shape=(size, int(community.max(initial=0)) + 1)
    )
    return as_csr(ties @ of_community)
