"""Which agencies meet in measures, and which plans in agencies, more or less often than chance would have it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy import sparse

from graph.analysis.chance import Floats, false_discovery_rate, overlap_probability
from graph.analysis.projection import Matrix, Network, as_csr, engagement
from graph.network import Incidence, Ints, Strings

if TYPE_CHECKING:
    import pandas as pd

Side = Literal["agencies", "plans"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Pairs:
    """Pairs of rows of a membership matrix, `first` before `second`, and what they share.

    `total` counts the columns that could be shared; `q` is corrected over all pairs, also those not listed here,
    which share nothing and are not unlikely.
    """

    first: Ints
    second: Ints
    shared: Ints
    sizes: Ints
    total: int
    expected: Floats
    p: Floats
    q: Floats

    @property
    def jaccard(self) -> Floats:
        """Shared over the union, 0 to 1."""
        union = self.sizes[self.first] + self.sizes[self.second] - self.shared
        ratio: Floats = self.shared / np.maximum(union, 1)
        return ratio

    @property
    def coefficient(self) -> Floats:
        """Shared over the smaller of the two, 0 to 1."""
        smaller = np.minimum(self.sizes[self.first], self.sizes[self.second])
        ratio: Floats = self.shared / np.maximum(smaller, 1)
        return ratio

    @property
    def sign(self) -> Ints:
        """1 where the pair shares more than expected, -1 less, 0 as much."""
        return np.sign(self.shared - self.expected).astype(np.int64)


def overlap_pairs(rows: Matrix, *, apart_below: float = 0.05) -> Pairs:
    """Compare every two rows of a membership matrix by the columns they share.

    Expected is :math:`ab/N` for sets of a and b among N columns that have any row; see `overlap_probability` for p
    and `false_discovery_rate` for q, over all pairs of rows with a column.

    Parameters
    ----------
    rows : csr_array, shape (n, m)
        Anything above 0 is membership.
    apart_below : float
        Pairs that share nothing are listed only with q below this.

    Returns
    -------
    Pairs
        In the order of the rows.
    """
    present = as_csr(rows).astype(bool).astype(np.float64)
    sizes = np.diff(present.indptr).astype(np.int64)
    total = int((np.asarray(present.sum(axis=0)) > 0).sum())
    meeting = sparse.triu(as_csr(present @ present.T), k=1).tocoo()
    first, second = (part.astype(np.int64) for part in meeting.coords)
    shared = meeting.data.astype(np.int64)

    # Probabilities depend on the sizes and the count alone, so each combination is asked once.
    larger, smaller = np.maximum(sizes[first], sizes[second]), np.minimum(sizes[first], sizes[second])
    combinations, where, met = np.unique(
        np.stack([larger, smaller, shared], axis=1), axis=0, return_inverse=True, return_counts=True
    )
    apart = _never_meeting(sizes, combinations, met)
    questions = np.concatenate([combinations, apart[:, :3]])
    p = overlap_probability(questions[:, 2], questions[:, 0], questions[:, 1], total)
    q = false_discovery_rate(p, np.concatenate([met, apart[:, 3]]))

    unlikely = np.flatnonzero(q[len(combinations) :] < apart_below)
    extra_first, extra_second, which = _pairs_apart(present, sizes, apart[unlikely])
    first, second = np.concatenate([first, extra_first]), np.concatenate([second, extra_second])
    question = np.concatenate([where.reshape(-1), len(combinations) + unlikely[which]]).astype(np.int64)
    order = np.lexsort((second, first))
    first, second, question = first[order], second[order], question[order]
    return Pairs(
        first=first,
        second=second,
        shared=questions[question, 2],
        sizes=sizes,
        total=total,
        expected=sizes[first] * sizes[second] / max(total, 1),
        p=p[question],
        q=q[question],
    )


def _never_meeting(sizes: Ints, combinations: Ints, met: Ints) -> Ints:
    """Rows of larger size, smaller size, 0 and the number of pairs that share nothing."""
    distinct, number = np.unique(sizes[sizes > 0], return_counts=True)
    high, low = np.tril_indices(len(distinct))
    all_pairs = np.where(high == low, number[high] * (number[high] - 1) // 2, number[high] * number[low])
    place = np.searchsorted(distinct, combinations[:, :2])
    taken = np.bincount(
        place[:, 0] * (place[:, 0] + 1) // 2 + place[:, 1], weights=met, minlength=len(all_pairs)
    ).astype(np.int64)
    left = all_pairs - taken
    kept = left > 0
    zeros = np.zeros(int(kept.sum()), dtype=np.int64)
    return np.stack([distinct[high][kept], distinct[low][kept], zeros, left[kept]], axis=1)


def _pairs_apart(present: Matrix, sizes: Ints, apart: Ints) -> tuple[Ints, Ints, Ints]:
    """The pairs that share nothing, of the given sizes, and which of the given rows each is of."""
    firsts: list[Ints] = [np.zeros(0, dtype=np.int64)]
    seconds: list[Ints] = [np.zeros(0, dtype=np.int64)]
    which: list[Ints] = [np.zeros(0, dtype=np.int64)]
    for number, (high, low, _, _) in enumerate(apart.tolist()):
        rows, columns = np.flatnonzero(sizes == high), np.flatnonzero(sizes == low)
        product = (present[rows] @ present[columns].T).toarray()
        row, column = np.nonzero(product == 0)
        a, b = rows[row], columns[column]
        kept = a < b if high == low else np.ones(len(a), dtype=np.bool_)
        a, b = np.minimum(a, b)[kept], np.maximum(a, b)[kept]
        firsts.append(a)
        seconds.append(b)
        which.append(np.full(len(a), number, dtype=np.int64))
    return np.concatenate(firsts), np.concatenate(seconds), np.concatenate(which)


def overlap(incidence: Incidence, of: Side = "agencies", *, apart_below: float = 0.05) -> "pd.DataFrame":
    """List the pairs of agencies by the measures they share, or of plans by the agencies.

    Parameters
    ----------
    incidence : Incidence
        The graph.
    of : {"agencies", "plans"}
        What is paired.
    apart_below : float
        Pairs that share nothing are listed only with q below this.

    Returns
    -------
    DataFrame
        Columns `first_key`, `first`, `second_key`, `second`, `first_size`, `second_size`, `shared`, `jaccard`,
        `coefficient`, `expected`, `sign`, `p`, `q`; the pairs that share most first, then the least likely.
    """
    import pandas as pd

    key, name, rows = sides(incidence, of)
    pairs = overlap_pairs(rows, apart_below=apart_below)
    frame = pd.DataFrame(
        {
            "first_key": key[pairs.first],
            "first": name[pairs.first],
            "second_key": key[pairs.second],
            "second": name[pairs.second],
            "first_size": pairs.sizes[pairs.first],
            "second_size": pairs.sizes[pairs.second],
            "shared": pairs.shared,
            "jaccard": pairs.jaccard,
            "coefficient": pairs.coefficient,
            "expected": pairs.expected,
            "sign": pairs.sign,
            "p": pairs.p,
            "q": pairs.q,
        }
    )
    return frame.sort_values(
        ["shared", "p", "first_key", "second_key"], ascending=[False, True, True, True]
    ).reset_index(drop=True)


def sides(incidence: Incidence, of: Side) -> tuple[Strings, Strings, Matrix]:
    """Keys, names and the membership matrix that `overlap` compares: agencies in measures, or plans in agencies."""
    working = engagement(incidence)
    if of == "agencies":
        return incidence.agencies.key, incidence.agencies.name, working
    plans = incidence.plans
    of_plan = sparse.csr_array(
        (
            np.ones(len(incidence.measures.plan)),
            (incidence.measures.plan, np.arange(len(incidence.measures.plan))),
        ),
        shape=(len(plans.key), len(incidence.measures.key)),
    )
    return plans.key, plans.title, as_csr(of_plan @ working.T)


def backbone(network: Network, rows: Matrix, level: float = 0.05) -> Network:
    """Keep of a network of agencies the ties between pairs that meet more often than chance, with q below a level.

    Parameters
    ----------
    network : Network
        Nodes in the order of `rows`.
    rows : csr_array
        The membership matrix the network was projected from.
    level : float
        Of the false discovery rate, 0 to 1.
    """
    pairs = overlap_pairs(rows, apart_below=0.0)
    kept = (pairs.q < level) & (pairs.sign > 0)
    first, second = pairs.first[kept], pairs.second[kept]
    mask = sparse.csr_array((np.ones(len(first)), (first, second)), shape=network.adjacency.shape)
    return Network(
        key=network.key,
        name=network.name,
        adjacency=as_csr(network.adjacency.multiply(as_csr(mask + mask.T))),
        directed=network.directed,
        shown=network.shown,
    )
