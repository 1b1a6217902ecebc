"""Which agencies meet in measures, and which plans in agencies, more or less often than chance would have it."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from graph.analysis.chance import Floats, false_discovery_rate, overlap_probability
from graph.analysis.list_lengths import chance_meetings, meeting_probability
from graph.analysis.projection import Matrix, Network, as_csr, engagement
from graph.network import Incidence, Ints, Strings

if TYPE_CHECKING:
    import pandas as pd

Side = Literal["agencies", "plans"]
Null = Literal["sets", "lists"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Pairs:
    """Pairs of rows of a membership matrix, `first` before `second`, and what they share.

    `total` counts the columns that a pair could have shared; `q` is corrected over all pairs that could meet, also
    those not listed here, which share nothing and are not unlikely.
    """

    first: Ints
    second: Ints
    shared: Ints
    total: Ints
    expected: Floats
    sizes: Ints
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
        signs: Ints = np.sign(self.shared - self.expected).astype(np.int64)
        return signs


def overlap_pairs(
    rows: Matrix, blocks: Ints | None = None, *, null: Null = "sets", apart_below: float = 0.05
) -> Pairs:
    """Compare the rows of a membership matrix pair by pair by the columns they share.

    See `false_discovery_rate` for q, over all pairs of rows with a column.

    Parameters
    ----------
    rows : csr_array, shape (n, m)
        Anything above 0 is membership.
    blocks : int array, shape (n,), optional
        The block of each row. Rows of different blocks have no column in common and cannot meet; such pairs are no
        question of chance. Without it all rows are of one block.
    null : {"sets", "lists"}
        What chance is. "sets": rows of a and b columns are random sets among the N columns that have any row of the
        block; expected is :math:`ab/N`, p hypergeometric (see `overlap_probability`). "lists": columns keep their
        numbers of rows as well, for lists of very different length bring pairs together (or, all short, keep them
        apart) by themselves; see `chance_meetings` and `meeting_probability`.
    apart_below : float
        Pairs that share nothing are listed only with q below this.

    Returns
    -------
    Pairs
        In the order of the rows.
    """
    present = as_csr(rows).astype(bool).astype(np.float64)
    sizes = np.diff(present.indptr).astype(np.int64)
    blocks = np.zeros(len(sizes), dtype=np.int64) if blocks is None else blocks
    kinds, kind = np.unique(np.stack([blocks, sizes], axis=1), axis=0, return_inverse=True)
    kind = kind.reshape(-1)
    totals = _columns_of_blocks(present, blocks)

    meeting = sparse.triu(as_csr(present @ present.T), k=1).tocoo()
    first, second = (part.astype(np.int64) for part in meeting.coords)
    shared = meeting.data.astype(np.int64)
    # Probabilities depend on sizes, total and count alone, so each combination is asked once.
    most = int(shared.max(initial=0)) + 1
    low, high = np.minimum(kind[first], kind[second]), np.maximum(kind[first], kind[second])
    codes, where, met = np.unique(
        (low * len(kinds) + high) * most + shared, return_inverse=True, return_counts=True
    )
    low, high, count = codes // most // len(kinds), codes // most % len(kinds), codes % most
    apart_low, apart_high, left = _never_meeting(kinds, np.bincount(kind), low, high, met)

    low, high = np.concatenate([low, apart_low]), np.concatenate([high, apart_high])
    count = np.concatenate([count, np.zeros(len(left), dtype=np.int64)])
    total = totals[kinds[low, 0]]
    a, b = kinds[low, 1], kinds[high, 1]
    if null == "sets":
        # Divided last, so that what is expected is exact where it is a whole number.
        expected = a * b / np.maximum(total, 1)
        p = overlap_probability(count, b, a, total)
    else:
        chances = chance_meetings(present, blocks, kinds, kind)
        expected = chances.mean[low, high]
        p = meeting_probability(count, np.minimum(a, b), expected, chances.variance[low, high])
    q = false_discovery_rate(p, np.concatenate([met, left]))

    unlikely = len(codes) + np.flatnonzero(q[len(codes) :] < apart_below)
    extra_first, extra_second, which = _pairs_apart(present, kind, low[unlikely], high[unlikely])
    first, second = np.concatenate([first, extra_first]), np.concatenate([second, extra_second])
    question = np.concatenate([where.reshape(-1), unlikely[which]])
    order = np.lexsort((second, first))
    question = question[order]
    return Pairs(
        first=first[order],
        second=second[order],
        shared=count[question],
        total=total[question],
        expected=expected[question],
        sizes=sizes,
        p=p[question],
        q=q[question],
    )


def _columns_of_blocks(present: Matrix, blocks: Ints) -> Ints:
    """How many columns have a row of each block."""
    rows = np.repeat(blocks, np.diff(present.indptr))
    pairs = np.unique(rows * present.shape[1] + present.indices)
    counts: Ints = np.bincount(pairs // max(present.shape[1], 1), minlength=int(blocks.max(initial=-1)) + 1)
    return counts


def _never_meeting(kinds: Ints, number: Ints, low: Ints, high: Ints, met: Ints) -> tuple[Ints, Ints, Ints]:
    """Pairs of kinds (block and size) and how many pairs of rows of these kinds share nothing."""
    lows: list[Ints] = [np.zeros(0, dtype=np.int64)]
    highs: list[Ints] = [np.zeros(0, dtype=np.int64)]
    for block in np.unique(kinds[:, 0]).tolist():
        places = np.flatnonzero((kinds[:, 0] == block) & (kinds[:, 1] > 0))
        a, b = np.triu_indices(len(places))
        lows.append(places[a])
        highs.append(places[b])
    a, b = np.concatenate(lows), np.concatenate(highs)
    pairs = np.where(a == b, number[a] * (number[a] - 1) // 2, number[a] * number[b])
    codes = a * len(kinds) + b
    np.subtract.at(pairs, np.searchsorted(codes, low * len(kinds) + high), met)
    kept = pairs > 0
    return a[kept], b[kept], pairs[kept]


def _pairs_apart(present: Matrix, kind: Ints, low: Ints, high: Ints) -> tuple[Ints, Ints, Ints]:
    """The pairs of rows of the given kinds that share nothing, and which of the given pairs of kinds each is of."""
    firsts: list[Ints] = [np.zeros(0, dtype=np.int64)]
    seconds: list[Ints] = [np.zeros(0, dtype=np.int64)]
    which: list[Ints] = [np.zeros(0, dtype=np.int64)]
    for upper in np.unique(high).tolist():
        questions = np.flatnonzero(high == upper)
        of_low = dict(zip(low[questions].tolist(), questions.tolist(), strict=True))
        rows, columns = np.flatnonzero(kind == upper), np.flatnonzero(np.isin(kind, low[questions]))
        row, column = np.nonzero((present[rows] @ present[columns].T).toarray() == 0)
        a, b = rows[row], columns[column]
        # Two rows of one kind come in both orders, a row never with itself: it shares its columns.
        kept = (kind[a] != kind[b]) | (a < b)
        a, b = a[kept], b[kept]
        firsts.append(np.minimum(a, b))
        seconds.append(np.maximum(a, b))
        which.append(np.array([of_low[number] for number in kind[b].tolist()], dtype=np.int64))
    return np.concatenate(firsts), np.concatenate(seconds), np.concatenate(which)


def overlap(
    incidence: Incidence, of: Side = "agencies", *, null: Null = "sets", apart_below: float = 0.05
) -> "pd.DataFrame":
    """List the pairs of agencies by the measures they share, or of plans by the agencies.

    Only agencies that chains of plans and agencies join could meet: the measures of other cities' plans, which have
    no agency in common with these, do not count as chances.

    Parameters
    ----------
    incidence : Incidence
        The graph.
    of : {"agencies", "plans"}
        What is paired.
    null : {"sets", "lists"}
        What chance is, see `overlap_pairs`.
    apart_below : float
        Pairs that share nothing are listed only with q below this.

    Returns
    -------
    DataFrame
        Columns `first_key`, `first`, `second_key`, `second`, `first_size`, `second_size`, `shared`, `jaccard`,
        `coefficient`, `expected`, `sign`, `p`, `q`; the pairs that share most first, then the least likely.
    """
    import pandas as pd

    key, name, rows, blocks = sides(incidence, of)
    pairs = overlap_pairs(rows, blocks, null=null, apart_below=apart_below)
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


def sides(incidence: Incidence, of: Side) -> tuple[Strings, Strings, Matrix, Ints]:
    """Keys, names, memberships and blocks of what `overlap` compares: agencies in measures, or plans in agencies."""
    working = engagement(incidence)
    agencies, plans = incidence.agencies, incidence.plans
    number = len(incidence.measures.plan)
    of_plan = sparse.csr_array(
        (np.ones(number), (incidence.measures.plan, np.arange(number))), shape=(len(plans.key), number)
    )
    in_plans = as_csr(of_plan @ working.T)
    joined = sparse.block_array([[None, in_plans], [in_plans.T, None]]) if in_plans.nnz else None
    blocks = np.zeros(len(plans.key) + len(agencies.key), dtype=np.int64)
    if joined is not None:
        blocks = csgraph.connected_components(joined, directed=False)[1].astype(np.int64)
    if of == "agencies":
        return agencies.key, agencies.label, working, blocks[len(plans.key) :]
    return plans.key, plans.title, in_plans, blocks[: len(plans.key)]


def backbone(network: Network, incidence: Incidence, level: float = 0.05, *, null: Null = "sets") -> Network:
    """Keep of a network the ties between agencies that meet more often than chance, with q below a level.

    Parameters
    ----------
    network : Network
        Of the agencies of `incidence`.
    incidence : Incidence
        The graph.
    level : float
        Of the false discovery rate, 0 to 1.
    null : {"sets", "lists"}
        What chance is, see `overlap_pairs`.
    """
    _, _, rows, blocks = sides(incidence, "agencies")
    pairs = overlap_pairs(rows, blocks, null=null, apart_below=0.0)
    kept = (pairs.q < level) & (pairs.sign > 0)
    first, second = pairs.first[kept], pairs.second[kept]
    mask = sparse.csr_array((np.ones(len(first)), (first, second)), shape=network.adjacency.shape)
    return replace(network, adjacency=as_csr(network.adjacency.multiply(as_csr(mask + mask.T))))
