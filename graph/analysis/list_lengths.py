"""Chance meetings where measures have lists of different length: long lists bring everybody together."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.special import betainc

from graph.analysis.chance import Floats
from graph.analysis.projection import Matrix
from graph.network import Ints

_ROUNDS = 2_000
_PRECISION = 1e-10


@dataclass(frozen=True, kw_only=True, eq=False)
class Meetings:
    """Mean and variance of what two rows share by chance, each a square matrix over the kinds of rows.

    0 for two kinds of different blocks, which cannot meet.
    """

    mean: Floats
    variance: Floats


def chance_meetings(present: Matrix, blocks: Ints, kinds: Ints, kind: Ints) -> Meetings:
    r"""Expect how often rows meet if only their sizes and the lengths of the columns are given.

    A row is in a column with the probability :math:`p_{im} = x_i y_m / (1 + x_i y_m)` that keeps both on average (the
    bipartite configuration model, [1]_). What two rows share then has the mean :math:`\sum_m p_{im} p_{jm}`, and the
    variance that is left when the sizes of both are held fast:
    :math:`\sum_m q_m (1 - q_m) - C_i^2 / V_i - C_j^2 / V_j` with :math:`q_m = p_{im} p_{jm}`,
    :math:`V_i = \sum_m p_{im} (1 - p_{im})` and :math:`C_i = \sum_m q_m (1 - p_{im})`. With columns of equal
    length this is the hypergeometric variance.

    Parameters
    ----------
    present : csr_array, shape (n, m)
        1 where a row is in a column.
    blocks : int array, shape (n,)
        The block of each row; rows of different blocks have no column in common.
    kinds : int array, shape (k, 2)
        The distinct blocks and sizes of rows.
    kind : int array, shape (n,)
        Which of these each row is.

    References
    ----------
    .. [1] F. Saracco, M. J. Straka, R. Di Clemente, A. Gabrielli, G. Caldarelli, T. Squartini, Inferring monopartite
       projections of bipartite networks: an entropy-based approach, New Journal of Physics 19, 053022 (2017).
    """
    mean = np.zeros((len(kinds), len(kinds)))
    variance = np.zeros_like(mean)
    number = np.bincount(kind, minlength=len(kinds))
    lengths = np.bincount(present.indices, minlength=present.shape[1])
    for block, columns in _columns(present, blocks):
        places = np.flatnonzero((kinds[:, 0] == block) & (kinds[:, 1] > 0))
        length, times = np.unique(lengths[columns], return_counts=True)
        probability = tie_probabilities(kinds[places, 1], number[places], length, times)
        weighted = probability * times[None, :]
        shared = weighted @ probability.T
        free = shared - (weighted * probability) @ (probability**2).T
        spread = (weighted * (1 - probability)).sum(axis=1)
        together = (weighted * (1 - probability)) @ probability.T
        held = np.divide(together**2, spread[:, None], out=np.zeros_like(shared), where=spread[:, None] > 0)
        mean[np.ix_(places, places)] = shared
        variance[np.ix_(places, places)] = np.maximum(free - held - held.T, 0.0)
    return Meetings(mean=mean, variance=variance)


def list_effect(present: Matrix) -> float:
    r"""How many times as often rows meet as the same memberships would in columns of random length.

    :math:`M \sum_m s_m (s_m - 1) / (\sum_m s_m)^2` over the M columns with :math:`s_m > 0` rows. About 1 where the
    lengths are as random sets make them; far above it, long lists alone bring pairs together.
    """
    lengths = np.bincount(present.indices, minlength=present.shape[1])
    lengths = lengths[lengths > 0].astype(np.float64)
    ties = lengths.sum()
    return float(len(lengths) * (lengths * (lengths - 1)).sum() / ties**2) if ties else 1.0


def _columns(present: Matrix, blocks: Ints) -> Iterator[tuple[int, Ints]]:
    """The columns of each block."""
    block_of_cell = np.repeat(blocks, np.diff(present.indptr))
    for block in np.unique(block_of_cell).tolist():
        yield block, np.unique(present.indices[block_of_cell == block])


def tie_probabilities(size: Ints, rows: Ints, length: Ints, columns: Ints) -> Floats:
    """How likely a row of a size is in a column of a length, so that both are kept on average.

    Parameters
    ----------
    size, rows : int arrays of one shape
        Distinct sizes of rows, above 0, and how many rows have each.
    length, columns : int arrays of one shape
        Distinct lengths of columns, above 0, and how many columns have each.

    Returns
    -------
    float array, shape (sizes, lengths)
    """
    ties = float((size * rows).sum())
    x, y = size / np.sqrt(ties), length / np.sqrt(ties)
    for _ in range(_ROUNDS):
        before = x
        x = size / ((columns * y)[None, :] / (1 + x[:, None] * y[None, :])).sum(axis=1)
        y = length / ((rows * x)[:, None] / (1 + x[:, None] * y[None, :])).sum(axis=0)
        if np.abs(x / before - 1).max() < _PRECISION:
            break
    product = x[:, None] * y[None, :]
    probability: Floats = product / (1 + product)
    return probability


def meeting_probability(shared: Ints, most: Ints, mean: Floats, variance: Floats) -> Floats:
    r"""Probability of meeting as seldom or as often, two-sided, where the chances are not all alike.

    The number of meetings is taken for a binomial with the mean :math:`\mu` and the variance :math:`\sigma^2`:
    :math:`n = \mu^2 / (\mu - \sigma^2)`, but at least `most`, which errs towards chance.

    Parameters
    ----------
    shared, most : int arrays
        Meetings, and how many there could have been.
    mean, variance : float arrays
        Of the meetings by chance; the variance at most the mean.

    Returns
    -------
    float array
        0 to 1.
    """
    excess = mean - variance
    trials = np.maximum(np.divide(mean**2, excess, out=np.ones_like(mean), where=excess > 0), most)
    chance = np.minimum(mean / np.maximum(trials, 1), 1.0)
    as_seldom = betainc(np.maximum(trials - shared, 1e-12), shared + 1.0, 1 - chance)
    as_seldom = np.where(shared >= trials, 1.0, as_seldom)
    as_often = np.where(
        shared > 0, betainc(np.maximum(shared, 1), np.maximum(trials - shared, 0) + 1.0, chance), 1.0
    )
    probability: Floats = np.minimum(1.0, 2 * np.minimum(as_seldom, as_often))
    return probability
