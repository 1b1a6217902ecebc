"""How likely a count is by chance, and what remains sure among many such questions."""

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from graph.network import Ints

Floats = NDArray[np.float64]


def overlap_probability(shared: Ints, first: Ints, second: Ints, total: Ints | int) -> Floats:
    r"""Probability that two random sets share as few or as many as they do, two-sided.

    :math:`\min(1, 2 \min(P(X \le k), P(X \ge k)))` for X hypergeometric: a set of `first` and a set of `second` drawn
    from `total` without regard to each other.

    Parameters
    ----------
    shared, first, second, total : int arrays of one shape
        Elements in common, in each set, and that could have been drawn.

    Returns
    -------
    float array
        0 to 1.
    """
    law = stats.hypergeom(total, first, second)
    tail: Floats = np.minimum(law.cdf(shared), law.sf(shared - 1))
    return np.minimum(1.0, 2 * tail)


def false_discovery_rate(probability: Floats, times: Ints | None = None) -> Floats:
    """Benjamini and Hochberg's q: the share of false discoveries if everything as unlikely is taken for real.

    Parameters
    ----------
    probability : float array
        One p a question.
    times : int array, optional
        How many questions have that p; without it, one each.

    Returns
    -------
    float array
        As ``scipy.stats.false_discovery_control`` gives for every question by itself.

    References
    ----------
    Y. Benjamini, Y. Hochberg, Controlling the false discovery rate, JRSS B 57, 289-300 (1995).
    """
    if not len(probability):
        return np.zeros(0)
    times = np.ones(len(probability), dtype=np.int64) if times is None else times
    order = np.argsort(probability, kind="stable")
    rank = np.cumsum(times[order])
    raw = probability[order] * rank[-1] / rank
    falling = np.minimum(1.0, np.minimum.accumulate(raw[::-1])[::-1])
    q = np.empty(len(probability))
    q[order] = falling
    return q
