"""Graphs of duties as chance would have dealt them: every agency as often, every measure with as many agencies."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from graph.network import Ints

_FIRST_ROUNDS = 10
_ROUNDS = 2
_AT_ONCE = 2**22
"""Comparisons that are laid out in memory together."""

Places = NDArray[np.int32]


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
    table = _Table(agency, measure)
    rounds = _rounds(len(agency), np.random.default_rng(seed), _FIRST_ROUNDS + _ROUNDS * (samples - 1))
    for number in range(samples):
        for _ in range(_ROUNDS if number else _FIRST_ROUNDS):
            table.swap(*next(rounds))
        yield table.dealt


def _rounds(ties: int, random: np.random.Generator, rounds: int) -> Iterator[tuple[Places, int]]:
    """The places in random order, and how many pairs of them to take, of each round."""

    def draw() -> tuple[Places, int]:
        order = np.arange(ties, dtype=np.int32)
        random.shuffle(order)
        # One pair now and then rests: else every round would be an odd (or every an even) number of swaps.
        return order, max(ties // 2 - int(random.integers(2)), 0)

    if rounds <= 0:
        return
    # Drawing takes a core for half of a round's time, and knows nothing of the swaps.
    with ThreadPoolExecutor(1) as ahead:
        drawn = ahead.submit(draw)
        for left in range(rounds - 1, -1, -1):
            ready = drawn.result()
            if left:
                drawn = ahead.submit(draw)
            yield ready


class _Table:
    """The agencies of the measures, those of as many agencies in one block: a row a place in the list, a column a measure.

    So whoever is proposed to a measure is compared with all who are in it by whole rows.
    """

    def __init__(self, agency: Ints, measure: Ints) -> None:
        _, place, size = np.unique(measure, return_inverse=True, return_counts=True)
        by_size = np.argsort(size, kind="stable")
        column = np.empty(len(size), dtype=np.int64)
        self._blocks: list[tuple[int, int, int]] = []
        first = np.zeros(len(size), dtype=np.int64)
        begin = at = 0
        for length, number in zip(*np.unique(size, return_counts=True), strict=True):
            those = by_size[at : at + number]
            column[those] = np.arange(number)
            first[those] = begin
            self._blocks.append((begin, int(length), int(number)))
            begin += int(length) * int(number)
            at += int(number)
        width = np.repeat([number for *_, number in self._blocks], [number for *_, number in self._blocks])
        wide = np.empty(len(size), dtype=np.int64)
        wide[by_size] = width
        order = np.argsort(place, kind="stable")
        row = np.empty(len(agency), dtype=np.int64)
        ends = np.cumsum(size)
        row[order] = np.arange(len(agency)) - np.repeat(ends - size, size)
        self._slot: Places = (first[place] + row * wide[place] + column[place]).astype(np.int32)
        self._held = np.empty(len(agency), dtype=np.int32)
        self._held[self._slot] = agency

    @property
    def dealt(self) -> Ints:
        """The agency in each place, as the ties were given."""
        dealt: Ints = self._held[self._slot].astype(np.int64)
        return dealt

    def swap(self, order: Places, half: int) -> None:
        """Swap the agencies of pairs of places where that doubles nobody."""
        held, slots = self._held, self._slot[order]
        one, other = slots[:half], slots[half : 2 * half]
        of_one, of_other = held[one], held[other]
        proposed = np.full(len(held), -1, dtype=np.int32)
        proposed[one], proposed[other] = of_other, of_one
        rank = np.empty(len(held), dtype=np.int32)
        rank[slots] = np.arange(len(held), dtype=np.int32)
        bad = np.zeros(len(held), dtype=np.bool_)
        for begin, length, number in self._blocks:
            block, shape = slice(begin, begin + length * number), (length, number)
            _mark(
                bad[block].reshape(shape),
                proposed[block].reshape(shape),
                held[block].reshape(shape),
                rank[block].reshape(shape),
            )
        taken = ~(bad[one] | bad[other])
        held[one[taken]], held[other[taken]] = of_other[taken], of_one[taken]


def _mark(bad: NDArray[np.bool_], proposed: Places, held: Places, rank: Places) -> None:
    """Mark where somebody is proposed to a measure who is in it, or was proposed to it before."""
    length, number = held.shape
    if length * length * number <= _AT_ONCE:
        twice = proposed[:, None, :] == proposed[None, :, :]
        earlier = rank[None, :, :] < rank[:, None, :]
        bad |= ((proposed[:, None, :] == held[None, :, :]) | (twice & earlier)).any(axis=1)
        return
    for place in range(length):
        for beside in range(length):
            bad[place] |= proposed[place] == held[beside]
            if beside != place:
                twice = np.flatnonzero(proposed[place] == proposed[beside])
                bad[place, twice] |= rank[beside, twice] < rank[place, twice]
