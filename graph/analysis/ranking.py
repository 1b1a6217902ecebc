"""How sure a rank is: ranks by sums, and how they hold when the columns are drawn anew."""

import numpy as np
from scipy import stats

from graph.analysis.chance import Floats
from graph.analysis.projection import Matrix
from graph.network import Ints

_COLUMNS_AT_ONCE = 50


def resampled_ranks(weighted: Matrix, samples: int = 200, seed: int = 20260101) -> tuple[Ints, Ints, Ints]:
    """Rank rows by their sums, and see how the ranks hold when the columns are drawn anew with replacement.

    Parameters
    ----------
    weighted : csr_array, shape (agencies, measures)
        What each measure weighs for each agency.
    samples : int
        Resamples.
    seed : int
        The same seed gives the same ranks.

    Returns
    -------
    rank, low, high : int arrays
        Places from 1 (equal sums share the better one), and the 2.5 % and 97.5 % quantiles of the resamples.
    """
    rows, columns = weighted.shape
    rank = _ranks(row_sums(weighted)[:, None])[:, 0]
    if not weighted.nnz:
        return rank, rank, rank
    random = np.random.default_rng(seed)
    drawn = []
    for start in range(0, samples, _COLUMNS_AT_ONCE):
        number = min(_COLUMNS_AT_ONCE, samples - start)
        times = np.empty((columns, number))
        for sample in range(number):
            times[:, sample] = np.bincount(random.integers(columns, size=columns), minlength=columns)
        drawn.append(_ranks(weighted @ times))
    ranks = np.concatenate(drawn, axis=1) if drawn else rank.reshape(rows, 1)
    low = np.quantile(ranks, 0.025, axis=1, method="lower")
    high = np.quantile(ranks, 0.975, axis=1, method="higher")
    return rank, low.astype(np.int64), high.astype(np.int64)


def _ranks(sums: Floats) -> Ints:
    ranks: Ints = stats.rankdata(-sums, method="min", axis=0).astype(np.int64)
    return ranks


def row_sums(matrix: Matrix) -> Floats:
    sums: Floats = np.asarray(matrix.sum(axis=1), dtype=np.float64)
    return sums
