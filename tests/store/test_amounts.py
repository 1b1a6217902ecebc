"""Goals' printed values as numbers."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.store.amounts import amount

PAIRS = [
    pytest.param("10", "家", (10.0, 10.0, "家"), id="a count"),
    pytest.param("3,500", "万元", (35_000_000.0, 35_000_000.0, "元"), id="thousands and a magnitude"),
    pytest.param("1.5", "万亿元", (1.5e12, 1.5e12, "元"), id="two magnitudes"),
    pytest.param("2", "千万元", (2e7, 2e7, "元"), id="times a magnitude"),
    pytest.param("5-8", "%", (5.0, 8.0, "%"), id="a range"),
    pytest.param("10至12", "亿立方米", (1e9, 1.2e9, "立方米"), id="a range in words"),
    pytest.param("30", "万千瓦", (300_000.0, 300_000.0, "千瓦"), id="a unit that begins like a magnitude"),
    pytest.param("2", "个百分点", (2.0, 2.0, "个百分点"), id="a unit that holds one"),
    pytest.param("8-5", "%", (None, None, "%"), id="no range"),
    pytest.param("若干", "家", (None, None, "家"), id="a word"),
    pytest.param("", "", (None, None, ""), id="nothing"),
]


@pytest.mark.parametrize(("value", "unit", "expected"), PAIRS)
def test_a_value_is_a_number_of_its_unit(value: str, unit: str, expected: tuple[Any, ...]) -> None:
    assert tuple(amount(value, unit).values()) == expected


@given(st.text(alphabet="0123456789,.-—至", max_size=40), st.text(alphabet="十百千万亿元", max_size=4))
def test_whatever_is_printed_is_a_number_or_none(value: str, unit: str) -> None:
    made = amount(value, unit)
    assert (made["number"] is None) == (made["number_to"] is None)
    if made["number"] is not None:
        assert 0 <= made["number"] <= made["number_to"] < float("inf")
