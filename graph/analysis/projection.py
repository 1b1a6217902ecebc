"""Networks of agencies, measures, chains or zones, projected from the duties by sparse products."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.model import InputError, Role
from graph.network import ROLES, Incidence, Strings

if TYPE_CHECKING:
    import networkx as nx

Unit = Literal["agencies", "measures", "chains", "zones"]
NetworkKind = Literal["coordination", "lead-support", "duties"]
Weight = Literal["none", "count", "newman", "roles"]
Matrix = Any
"""A scipy.sparse.csr_array of float64."""

ROLE_WEIGHTS: Mapping[Role, float] = {Role.LEADS: 3.0, Role.RESPONSIBLE: 2.0, Role.SUPPORTS: 1.0}
"""What a duty weighs by its role, unless the analyst says otherwise."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Network:
    """A network without loops: who the nodes are, and how strongly they are tied.

    `adjacency[i, j]` is the weight of the tie from i to j, above 0 where there is one; symmetric unless `directed`.
    `shown` marks the nodes that tables list: in a network of two kinds of nodes only one kind.
    """

    key: Strings
    name: Strings
    adjacency: Matrix
    directed: bool
    shown: NDArray[np.bool_]

    @property
    def size(self) -> int:
        """Number of nodes."""
        return len(self.key)

    @property
    def ties(self) -> int:
        """Number of ties; of a directed network, of arcs."""
        return int(self.adjacency.nnz if self.directed else self.adjacency.nnz // 2)

    @cached_property
    def undirected(self) -> Matrix:
        """The adjacency with directions ignored: weights of both directions added."""
        return as_csr(self.adjacency + self.adjacency.T) if self.directed else self.adjacency

    def to_networkx(self) -> "nx.Graph | nx.DiGraph":
        """The same as a networkx graph: nodes by key with `name`, ties with `weight` and `distance` (1/weight)."""
        import networkx as nx

        graph = nx.DiGraph() if self.directed else nx.Graph()
        graph.add_nodes_from((key, {"name": name}) for key, name in zip(self.key, self.name, strict=True))
        ties = (self.adjacency if self.directed else sparse.triu(self.adjacency)).tocoo()
        graph.add_edges_from(
            (self.key[start], self.key[end], {"weight": weight, "distance": 1 / weight})
            for start, end, weight in zip(
                ties.coords[0].tolist(), ties.coords[1].tolist(), ties.data.tolist(), strict=True
            )
        )
        return graph


def as_csr(matrix: Any) -> Matrix:
    """A matrix in canonical compressed rows: indices sorted, no zeros kept, so that products are reproducible."""
    matrix = sparse.csr_array(matrix, copy=True)
    matrix.eliminate_zeros()
    matrix.sort_indices()
    return matrix


def engagement(
    incidence: Incidence, role_weights: Mapping[Role, float] | None = None, roles: tuple[Role, ...] = ROLES
) -> Matrix:
    """Agency × measure: what an agency's heaviest role in a measure weighs.

    Parameters
    ----------
    incidence : Incidence
        The graph.
    role_weights : mapping of Role to float, optional
        Weights above 0; without them every duty weighs 1. An agency that both answers for a measure and, by
        the plan's convention, leads it counts once, by the heavier role.
    roles : tuple of Role
        The roles that count.

    Returns
    -------
    csr_array, shape (agencies, measures)
    """
    duties = incidence.duties
    weights = np.array([1.0 if role_weights is None else role_weights[role] for role in ROLES])
    kept = np.isin(duties.role, [ROLES.index(role) for role in roles])
    agency, measure, weight = duties.agency[kept], duties.measure[kept], weights[duties.role[kept]]
    # Duties are sorted by agency and measure: equal pairs are neighbours.
    starts = np.flatnonzero(
        np.r_[True, (agency[1:] != agency[:-1]) | (measure[1:] != measure[:-1])][: len(agency)]
    )
    heaviest = np.maximum.reduceat(weight, starts) if len(starts) else weight
    shape = (len(incidence.agencies.key), len(incidence.measures.key))
    return as_csr(sparse.csr_array((heaviest, (agency[starts], measure[starts])), shape=shape))


def membership(incidence: Incidence, of: Unit) -> tuple[Strings, Strings, Matrix]:
    """Keys and names of the units, and unit × measure: 1 where a measure is of the unit."""
    measures = incidence.measures
    if of == "agencies":
        return incidence.agencies.key, incidence.agencies.label, engagement(incidence)
    if of == "measures":
        identity = sparse.eye_array(len(measures.key), format="csr")
        return measures.key, measures.heading, as_csr(identity)
    keys, names, targets = (
        (incidence.chains.key, incidence.chains.name, incidence.chain_targets)
        if of == "chains"
        else (incidence.zones.key, incidence.zones.label, incidence.zone_targets)
    )
    ones = np.ones(len(targets.measure))
    shape = (len(keys), len(measures.key))
    return keys, names, as_csr(sparse.csr_array((ones, (targets.target, targets.measure)), shape=shape))


def project(rows: Matrix, weight: Weight = "count") -> Matrix:
    r"""Tie the rows of a membership matrix that have a column in common.

    Parameters
    ----------
    rows : csr_array, shape (n, m)
        Weights of rows in columns.
    weight : {"none", "count", "newman", "roles"}
        "count": the number of columns in common. "newman": each column gives :math:`1/(n_c - 1)` with the number
        :math:`n_c` of its rows, so that a long list ties its members weakly [1]_. "roles": the products of the
        weights in `rows`, added up. "none": 1.

    Returns
    -------
    csr_array, shape (n, n)
        Symmetric, without a diagonal.

    References
    ----------
    .. [1] M. E. J. Newman, Scientific collaboration networks II, Physical Review E 64, 016132 (2001).
    """
    present = rows.astype(bool).astype(np.float64)
    if weight == "roles":
        product = rows @ rows.T
    elif weight == "newman":
        sizes = present.sum(axis=0)
        shares = np.divide(1.0, sizes - 1, out=np.zeros_like(sizes), where=sizes > 1)
        product = (present * shares[None, :]) @ present.T
    else:
        product = present @ present.T
    product = as_csr(product)
    product.setdiag(0)
    product = as_csr(product)
    return product.astype(bool).astype(np.float64) if weight == "none" else product


def network(
    incidence: Incidence,
    *,
    of: Unit = "agencies",
    kind: NetworkKind = "coordination",
    weight: Weight = "count",
    role_weights: Mapping[Role, float] = ROLE_WEIGHTS,
) -> Network:
    """Build a network from the duties.

    Parameters
    ----------
    incidence : Incidence
        The graph.
    of : {"agencies", "measures", "chains", "zones"}
        The nodes.
    kind : {"coordination", "lead-support", "duties"}
        "coordination": agencies that work on one measure are tied; measures, chains or zones that one agency works
        on are tied. "lead-support": from each agency that leads a measure to those that support it or answer for it,
        agencies alone. "duties": agencies tied to the measures, chains or zones they work on, without projection.
    weight : {"none", "count", "newman", "roles"}
        What a tie weighs (see `project`): for "roles" the product of both ends' role weights, in "duties" the role
        weight itself.
    role_weights : mapping of Role to float
        For "roles".

    Raises
    ------
    InputError
        If the three do not go together.
    """
    if kind == "lead-support":
        return _lead_support(incidence, of, weight, role_weights)
    weighted = engagement(incidence, role_weights if weight == "roles" else None)
    if kind == "duties":
        return _two_kinds(incidence, of, weight, weighted)
    key, name, units = membership(incidence, of)
    rows = weighted if of == "agencies" else as_csr(units @ weighted.T)
    adjacency = project(rows, weight)
    return Network(
        key=key, name=name, adjacency=adjacency, directed=False, shown=np.ones(len(key), dtype=np.bool_)
    )


def _lead_support(
    incidence: Incidence, of: Unit, weight: Weight, role_weights: Mapping[Role, float]
) -> Network:
    if of != "agencies":
        raise InputError(f"lead-support ties agencies, not {of}; ask for --network coordination or duties")
    leads, follows = leaders_and_followers(incidence, role_weights if weight == "roles" else None)
    if weight == "newman":
        others = (leads.astype(bool) + follows.astype(bool)).sum(axis=0) - 1.0
        leads = leads * np.divide(1.0, others, out=np.zeros_like(others), where=others > 0)[None, :]
    adjacency = as_csr(leads @ follows.T)
    adjacency.setdiag(0)
    adjacency = as_csr(adjacency)
    if weight == "none":
        adjacency = adjacency.astype(bool).astype(np.float64)
    agencies = incidence.agencies
    everybody = np.ones(len(agencies.key), dtype=np.bool_)
    return Network(key=agencies.key, name=agencies.label, adjacency=adjacency, directed=True, shown=everybody)


def leaders_and_followers(
    incidence: Incidence, role_weights: Mapping[Role, float] | None = None
) -> tuple[Matrix, Matrix]:
    """Agency × measure twice: where it leads, and where it supports or answers without leading."""
    leads = engagement(incidence, role_weights, (Role.LEADS,))
    others = engagement(incidence, role_weights, (Role.SUPPORTS, Role.RESPONSIBLE))
    return leads, as_csr(others - others.multiply(leads.astype(bool)))


def _two_kinds(incidence: Incidence, of: Unit, weight: Weight, weighted: Matrix) -> Network:
    if weight == "newman":
        raise InputError("newman weighs projected ties; with --network duties use none, count or roles")
    agencies = incidence.agencies
    other: Unit = "measures" if of == "agencies" else of
    key, name, units = membership(incidence, other)
    block = as_csr(weighted @ units.T)
    if weight == "none":
        block = block.astype(bool).astype(np.float64)
    adjacency = as_csr(sparse.block_array([[None, block], [block.T, None]])) if block.nnz else None
    size = len(agencies.key) + len(key)
    shown = np.zeros(size, dtype=np.bool_)
    shown[: len(agencies.key)] = of == "agencies"
    shown[len(agencies.key) :] = of != "agencies"
    return Network(
        key=np.concatenate([agencies.key, key]),
        name=np.concatenate([agencies.label, name]),
        adjacency=sparse.csr_array((size, size)) if adjacency is None else adjacency,
        directed=False,
        shown=shown,
    )
