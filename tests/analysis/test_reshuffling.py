"""Graphs dealt by chance keep both degree sequences and reach every graph alike."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.reshuffling import reshuffled
from graph.network import Ints

TIES = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), unique=True)


@given(TIES, st.integers(0, 3))
def test_both_degree_sequences_stay_and_nobody_is_doubled(ties: list[tuple[int, int]], seed: int) -> None:
    agency = np.array([a for a, _ in ties], dtype=np.int64)
    measure = np.array([m for _, m in ties], dtype=np.int64)
    for dealt in reshuffled(agency, measure, 3, seed):
        assert Counter(dealt.tolist()) == Counter(agency.tolist())
        assert len(set(zip(dealt.tolist(), measure.tolist(), strict=True))) == len(ties)


def test_every_graph_comes_as_often() -> None:
    """Three agencies of one measure each and three measures of one agency each: 6 graphs."""
    places = np.arange(3)
    found = Counter(tuple(dealt.tolist()) for dealt in reshuffled(places, places, 3_000, seed=1))
    assert len(found) == 6
    assert max(found.values()) < 1.4 * 500
    assert min(found.values()) > 0.6 * 500


def test_the_same_seed_deals_the_same() -> None:
    agency, measure = np.repeat(np.arange(10), 3), np.arange(30) % 10
    one, other = ([dealt.tolist() for dealt in reshuffled(agency, measure, 4, seed=7)] for _ in range(2))
    assert one == other
    assert one[0] != agency.tolist()


def one_by_one(agency: Ints, measure: Ints, samples: int, seed: int) -> list[list[int]]:
    """The same rounds, swap by swap."""
    random = np.random.default_rng(seed)
    dealt, of, given = agency.tolist(), measure.tolist(), []
    for number in range(samples):
        for _ in range(2 if number else 10):
            order = random.permutation(len(dealt)).tolist()
            half = max(len(order) // 2 - int(random.integers(2)), 0)
            pairs = list(zip(order[:half], order[half : 2 * half], strict=True))
            seen = set(zip(dealt, of, strict=True))
            fresh = {}
            for mine, theirs in [*pairs, *((other, one) for one, other in pairs)]:
                proposed = (dealt[theirs], of[mine])
                fresh[mine] = proposed not in seen
                seen.add(proposed)
            for one, other in pairs:
                if fresh[one] and fresh[other]:
                    dealt[one], dealt[other] = dealt[other], dealt[one]
        given.append(list(dealt))
    return given


@pytest.mark.parametrize("at_once", [0, 2**22])
def test_swaps_of_a_round_are_those_that_double_nobody_one_by_one(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.analysis.reshuffling._AT_ONCE", at_once)
    random = np.random.default_rng(5)
    pairs = np.unique(random.integers(12, size=160) * 40 + random.integers(40, size=160))
    agency, measure = pairs // 40, pairs % 40
    assert [row.tolist() for row in reshuffled(agency, measure, 6, 3)] == one_by_one(agency, measure, 6, 3)
