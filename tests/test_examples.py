"""Every example in a docstring does what it says."""

import doctest
from importlib import import_module
from pkgutil import walk_packages

import pytest

import graph
import loaders

MODULES = [
    module.name
    for package in (graph, loaders)
    for module in walk_packages(package.__path__, f"{package.__name__}.")
    if "py2neo" not in module.name and not module.name.endswith("__main__")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    failed, _ = doctest.testmod(import_module(name))
    assert not failed


def test_examples_are_there() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    tried = sum(len(test.examples) for name in MODULES for test in finder.find(import_module(name)))
    assert tried > 30
