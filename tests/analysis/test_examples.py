"""The examples in the docstrings."""

import doctest
import importlib

import pytest

MODULES = (
    "graph.analysis.concentration",
    "graph.analysis.evidence",
    "graph.analysis.gaps",
    "graph.ledger",
    "graph.model.csv_rows",
    "graph.model.names",
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    failed, tried = doctest.testmod(importlib.import_module(name))
    assert tried
    assert not failed
