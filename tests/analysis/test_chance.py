"""Probabilities and false discovery rates equal scipy's."""

from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from graph.analysis.chance import false_discovery_rate, overlap_probability


def test_a_worked_example() -> None:
    """Sets of 5 and 4 among 10 share 4: C(5,4)·C(5,0)/C(10,4) = 5/210 from above, doubled."""
    p = overlap_probability(np.array([4]), np.array([5]), np.array([4]), 10)
    assert p.tolist() == [pytest.approx(2 * comb(5, 4) / comb(10, 4))]


@given(st.data())
def test_the_probability_is_the_doubled_smaller_tail(data: st.DataObject) -> None:
    total = data.draw(st.integers(1, 30))
    first, second = data.draw(st.integers(1, total)), data.draw(st.integers(1, total))
    shared = data.draw(st.integers(max(0, first + second - total), min(first, second)))
    mass = stats.hypergeom.pmf(np.arange(total + 1), total, first, second)
    expected = min(1.0, 2 * min(mass[: shared + 1].sum(), mass[shared:].sum()))
    p = overlap_probability(np.array([shared]), np.array([first]), np.array([second]), total)
    assert p[0] == pytest.approx(expected, abs=1e-9)


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(1, 4)), min_size=1))
def test_the_rate_is_scipy_s(questions: list[tuple[float, int]]) -> None:
    p = np.array([value for value, _ in questions])
    times = np.array([number for _, number in questions])
    expected = stats.false_discovery_control(np.repeat(p, times))
    np.testing.assert_allclose(np.repeat(false_discovery_rate(p, times), times), expected, atol=1e-12)


def test_no_question_has_no_rate() -> None:
    assert false_discovery_rate(np.zeros(0)).tolist() == []
