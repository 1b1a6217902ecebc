"""The content's arrays are those that every analysis reads from the store."""

import dataclasses

import numpy as np
import pytest

from graph.analysis.overload import overload
from graph.network import Incidence, read_incidence
from graph.store.base import Store
from graph.views.arrays import incidence_of
from graph.views.content import Content
from graph.views.selection import select


def test_the_arrays_are_those_of_the_store(store: Store, content: Content) -> None:
    read, made = read_incidence(store), incidence_of(content)
    for part in ("agencies", "plans", "duties", "zones", "chains", "zone_targets", "chain_targets"):
        one, other = getattr(read, part), getattr(made, part)
        for field in dataclasses.fields(one):
            if field.name not in ("open",):
                np.testing.assert_array_equal(getattr(one, field.name), getattr(other, field.name))
    for name in ("key", "plan", "path", "heading", "scope", "deadlines", "due"):
        np.testing.assert_array_equal(getattr(read.measures, name), getattr(made.measures, name))


@pytest.mark.parametrize(
    "asked", [{"plans": ["营商环境"]}, {"jurisdictions": ["临江市"]}, {"roles": ["leads"]}, {}]
)
def test_narrowed_content_and_arrays_give_the_same_loads(
    store: Store, content: Content, asked: dict[str, list[str]]
) -> None:
    narrowed: Incidence = read_incidence(store).select(**asked)
    made = incidence_of(select(content, **asked)[0])
    assert overload(made, samples=20).equals(overload(narrowed, samples=20))
