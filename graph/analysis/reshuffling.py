"""Graphs of duties as chance would have dealt them: every agency as often, every measure with as many agencies."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from graph.network import Ints

_FIRST_ROUNDS = 10
_ROUNDS = 2
_BITS = 63
"""Of a whole number without its sign."""


def reshuffled(agency: Ints, measure: Ints, samples: int, seed: int) -> Iterator[Ints]:
    """Deal the agencies to the places of the measures anew, again and again.

    Both degree sequences are kept: each agency has as many measures as before and each measure as many agencies,
    none twice. A round proposes to swap the agencies of every two of randomly paired places and takes what
    doubles nobody (the swap method, [1]_, many swaps at once).

    Parameters
    ----------
    agency, measure : int arrays of one length
        The ties, each pair once.
    samples : int
        How many graphs to give.
    seed : int
        The same seed gives the same graphs.

    Yields
    ------
    int array
        The agency in each place; the measures stay where they are.

    References
    ----------
    .. [1] A. R. Rao, R. Jana, S. Bandyopadhyay, A Markov chain Monte Carlo method for generating random (0,1)-matrices
       with given marginals, Sankhya A 58, 225-242 (1996).
    """
    random = np.random.default_rng(seed)
    dealt = agency.copy()
    rounds = _FIRST_ROUNDS
    for _ in range(samples):
        for _ in range(rounds):
            _swap(dealt, measure, random)
        rounds = _ROUNDS
        yield dealt.copy()


def _swap(agency: Ints, measure: Ints, random: np.random.Generator) -> None:
    order = random.permutation(len(agency))
    # One pair now and then rests: else every round would be an odd (or every an even) number of swaps.
    half = max(len(order) // 2 - int(random.integers(2)), 0)
    one, other = order[:half], order[half : 2 * half]
    width = int(measure.max(initial=0)) + 1
    present = np.sort(agency * width + measure)
    proposed = np.concatenate([agency[other] * width + measure[one], agency[one] * width + measure[other]])
    fresh = _new_and_first(proposed, present)
    taken = fresh[:half] & fresh[half:]
    one, other = one[taken], other[taken]
    agency[one], agency[other] = agency[other], agency[one]


def _new_and_first(values: Ints, present: Ints) -> NDArray[np.bool_]:
    """Which values are not among those present (sorted), and not proposed before in the same array."""
    order, rising = _in_order(values)
    first = np.ones(len(rising), dtype=np.bool_)
    first[1:] = rising[1:] != rising[:-1]
    place = np.searchsorted(present, rising)
    first &= present[np.minimum(place, len(present) - 1)] != rising if len(present) else first
    fresh = np.empty(len(values), dtype=np.bool_)
    fresh[order] = first
    return fresh


def _in_order(values: Ints) -> tuple[Ints, Ints]:
    """The places of values not below 0 in rising order, equal ones in theirs, and the values in that order."""
    bits = max(len(values) - 1, 0).bit_length()
    if int(values.max(initial=0)).bit_length() + bits > _BITS:
        order = np.argsort(values, kind="stable")
        return order, values[order]
    # Numbers are sorted several times as fast as places by their numbers: each carries its place in its low bits.
    packed = (values << bits) | np.arange(len(values), dtype=np.int64)
    packed.sort()
    return packed & ((1 << bits) - 1), packed >> bits
