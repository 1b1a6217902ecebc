"""How evenly a whole is shared."""

from collections.abc import Sequence

import numpy as np

from graph.analysis.chance import Floats
from graph.network import Ints


def gini(values: Floats | Ints | Sequence[float]) -> float:
    r"""Gini's coefficient: half the mean difference of any two, relative to the mean.

    :math:`\sum_i (2i - n - 1) x_i / (n \sum x)` over the values in rising order. 0 where all are equal (or there is
    nothing to share), towards 1 where one has all: :math:`1 - 1/n`.

    Examples
    --------
    >>> gini([2, 2, 2])
    0.0
    >>> gini([0, 0, 0, 4])
    0.75
    """
    rising = np.sort(np.asarray(values, dtype=np.float64))
    total = rising.sum()
    size = len(rising)
    if not total:
        return 0.0
    return float(((2 * np.arange(1, size + 1) - size - 1) * rising).sum() / (size * total))


def herfindahl(values: Floats | Ints | Sequence[float]) -> float:
    """The Herfindahl-Hirschman index: the sum of the squared shares.

    1 where one has all, 1/n where n have the same, 0 where there is nothing to share.

    Examples
    --------
    >>> herfindahl([1, 1])
    0.5
    """
    amounts = np.asarray(values, dtype=np.float64)
    total = amounts.sum()
    return float(((amounts / total) ** 2).sum()) if total else 0.0
