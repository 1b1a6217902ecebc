"""Gould and Fernandez's roles: who stands between which groups."""

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from scipy import sparse

from graph.analysis.projection import Matrix, as_csr, network
from graph.network import Incidence, Ints

if TYPE_CHECKING:
    import pandas as pd

Grouping = Literal["level", "line", "plan"]

BROKER_ROLES = ("coordinator", "consultant", "gatekeeper", "representative", "liaison")


def brokerage(incidence: Incidence, by: Grouping = "line") -> "pd.DataFrame":
    """Count the roles that each agency plays in the network from leads to those that support or answer.

    An agency b brokers where a leads b, b leads c, and a does not lead c. With groups A, B, C the roles are
    coordinator (A A A), consultant (A B A), gatekeeper (A B B), representative (A A B) and liaison (A B C).

    Parameters
    ----------
    incidence : Incidence
        The graph.
    by : {"level", "line", "plan"}
        Groups of agencies; "plan" is the plan with most of an agency's measures, the first by key where several have.
        An agency of unknown level or line is a group by itself.

    Returns
    -------
    DataFrame
        Columns `key`, `name`, `group`, the five roles and `total`; the most brokerage first, then by key.

    References
    ----------
    R. V. Gould, R. M. Fernandez, Structures of mediation: a formal approach to brokerage in transaction networks,
    Sociological Methodology 19, 89-126 (1989).
    """
    import pandas as pd

    names, groups = groups_of(incidence, by)
    counts = brokerage_counts(network(incidence, kind="lead-support").adjacency, groups)
    frame = pd.DataFrame({"key": incidence.agencies.key, "name": incidence.agencies.label, "group": names})
    for role in BROKER_ROLES:
        frame[role] = counts[role]
    frame["total"] = frame[list(BROKER_ROLES)].sum(axis=1)
    return frame.sort_values(["total", "key"], ascending=[False, True]).reset_index(drop=True)


def groups_of(incidence: Incidence, by: Grouping) -> tuple[Any, Ints]:
    """The name of each agency's group, and its number; those without a name are alone."""
    agencies = incidence.agencies
    if by == "plan":
        names = incidence.plans.title[_main_plan(incidence)] if len(agencies.key) else agencies.label
        return names, _main_plan(incidence)
    names = agencies.level if by == "level" else agencies.line
    known = sorted(set(names) - {"", "unknown"})
    number = {name: place for place, name in enumerate(known)}
    groups = [number.get(name, len(known) + place) for place, name in enumerate(names)]
    return names, np.array(groups, dtype=np.int64)


def _main_plan(incidence: Incidence) -> Ints:
    duties = incidence.duties
    pairs = np.unique(np.stack([duties.agency, duties.measure], axis=1), axis=0)
    counts = np.zeros((len(incidence.agencies.key), len(incidence.plans.key)), dtype=np.int64)
    np.add.at(counts, (pairs[:, 0], incidence.measures.plan[pairs[:, 1]]), 1)
    return counts.argmax(axis=1) if counts.size else np.zeros(len(counts), dtype=np.int64)


def brokerage_counts(arcs: Matrix, groups: Ints) -> dict[str, Ints]:
    """Count each node's roles, by sparse products: two-step paths by groups, less those that an arc shortens.

    Parameters
    ----------
    arcs : csr_array, shape (n, n)
        Above 0 where there is an arc; no loops.
    groups : int array, shape (n,)
        The group of each node.

    Returns
    -------
    dict of str to int array, shape (n,)
    """
    tie = as_csr(arcs).astype(bool).astype(np.int64)
    rows = np.repeat(np.arange(tie.shape[0]), np.diff(tie.indptr))
    alike = groups[rows] == groups[tie.indices]
    same = as_csr(sparse.csr_array((tie.data * alike, tie.indices, tie.indptr), shape=tie.shape))
    other = as_csr(tie - same)

    def paths(first: Matrix, second: Matrix) -> Ints:
        counts: Ints = _sums(first, 0) * _sums(second, 1)
        return counts

    def returning(first: Matrix) -> Ints:
        return _sums(as_csr(first.multiply(first.T)), 0)

    def shortened(first: Matrix, second: Matrix, direct: Matrix) -> Ints:
        """Of each b, the a → b → c with an arc a → c, each of the given kind."""
        return _sums(as_csr(first.multiply(direct @ second.T)), 0)

    abroad = _same_group_paths(other, groups)
    return {
        "coordinator": paths(same, same) - returning(same) - shortened(same, same, same),
        "consultant": abroad - returning(other) - shortened(other, other, same),
        "gatekeeper": paths(other, same) - shortened(other, same, other),
        "representative": paths(same, other) - shortened(same, other, other),
        "liaison": paths(other, other) - abroad - shortened(other, other, other),
    }


def _same_group_paths(other: Matrix, groups: Ints) -> Ints:
    """Of each b, the pairs (a, c) of one group, with arcs a → b → c from and to groups other than b's."""
    size = len(groups)
    _, number = np.unique(groups, return_inverse=True)
    of_group = sparse.csr_array(
        (np.ones(size, dtype=np.int64), (np.arange(size), number)),
        shape=(size, int(number.max(initial=-1)) + 1),
    )
    incoming, outgoing = as_csr(other.T @ of_group), as_csr(other @ of_group)
    return _sums(as_csr(incoming.multiply(outgoing)), 1)


def _sums(matrix: Matrix, axis: int) -> Ints:
    sums: Ints = np.asarray(matrix.sum(axis=axis), dtype=np.int64)
    return sums
