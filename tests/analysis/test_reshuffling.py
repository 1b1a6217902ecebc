"""Graphs dealt by chance keep both degree sequences and reach every graph alike."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis import reshuffling
from graph.analysis.reshuffling import reshuffled

TIES = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), unique=True)


@given(TIES, st.integers(0, 3))
def test_both_degree_sequences_stay_and_nobody_is_doubled(ties: list[tuple[int, int]], seed: int) -> None:
    agency = np.array([a for a, _ in ties], dtype=np.int64)
    measure = np.array([m for _, m in ties], dtype=np.int64)
    for dealt in reshuffled(agency, measure, 3, seed):
        assert Counter(dealt.tolist()) == Counter(agency.tolist())
        assert len(set(zip(dealt.tolist(), measure.tolist(), strict=True))) == len(ties)


@given(st.lists(st.integers(0, 2**40)), st.sampled_from([10, 63]))
def test_values_come_in_order_and_equal_ones_in_theirs(values: list[int], bits: int) -> None:
    given_values = np.array(values, dtype=np.int64)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reshuffling, "_BITS", bits)
        order, rising = reshuffling._in_order(given_values)
    assert order.tolist() == np.argsort(given_values, kind="stable").tolist()
    assert rising.tolist() == sorted(values)


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
