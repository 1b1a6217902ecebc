"""How likely a count is by chance, and what remains sure among many such questions."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from graph.network import Ints

Floats = NDArray[np.float64]

_STEPS = 8


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
    k, a, b, n = (
        np.asarray(part, dtype=np.float64) for part in np.broadcast_arrays(shared, first, second, total)
    )
    at_k = np.exp(_log_choose(a, k) + _log_choose(n - a, b - k) - _log_choose(n, b))
    tail = at_k * _tail(k, a, b, n, up=k * n >= a * b)
    # P(X ≤ k) and P(X ≥ k) overlap in k alone.
    probability: Floats = np.minimum(1.0, 2 * np.minimum(tail, 1 + at_k - tail))
    return probability


def _log_choose(n: Floats, k: Floats) -> Floats:
    chosen: Floats = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    return chosen


def _tail(k: Floats, a: Floats, b: Floats, n: Floats, up: NDArray[np.bool_]) -> Floats:
    """The probability from k on upwards (or downwards) relative to that of k, by the ratio of neighbouring terms.

    Away from the mean the terms fall, faster and faster, so that few of them count; all questions take each step
    together.
    """
    sums = np.ones(len(k))
    asked = np.arange(len(k))
    term = np.ones(len(k))
    part = np.zeros(len(k))
    x = k.copy()
    while len(asked):
        for _ in range(_STEPS):
            rising = (a - x) * (b - x) / np.maximum((x + 1) * (n - a - b + x + 1), 1)
            falling = x * (n - a - b + x) / ((a - x + 1) * (b - x + 1))
            term = term * np.where(up, rising, falling)
            part = part + term
            x = np.where(term > 0, x + np.where(up, 1, -1), x)
        going = term > 1e-17 * (1 + part)
        sums[asked[~going]] += part[~going]
        asked, term, part, x, up = asked[going], term[going], part[going], x[going], up[going]
        a, b, n = a[going], b[going], n[going]
    return sums


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
