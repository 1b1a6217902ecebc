"""Brokerage against its definition, triad by triad."""

from itertools import permutations
from typing import Any

import networkx as nx
import numpy as np
import pytest
from analysis.networks import duties, network_of, weighted_graphs
from facts import agency, measure, plan
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.brokerage import BROKER_ROLES, brokerage, brokerage_counts, groups_of
from graph.network import incidence_of


def by_definition(graph: Any, groups: list[int]) -> dict[str, list[int]]:
    counts = {role: [0] * graph.number_of_nodes() for role in BROKER_ROLES}
    for a, b, c in permutations(graph, 3):
        if not (graph.has_edge(a, b) and graph.has_edge(b, c)) or graph.has_edge(a, c):
            continue
        kinds = groups[a] == groups[b], groups[b] == groups[c], groups[a] == groups[c]
        role = {
            (True, True, True): "coordinator",
            (False, False, True): "consultant",
            (False, True, False): "gatekeeper",
            (True, False, False): "representative",
            (False, False, False): "liaison",
        }[kinds]
        counts[role][b] += 1
    return counts


@given(weighted_graphs(directed=True, largest=7), st.data())
def test_every_triad_counts_as_defined(graph: Any, data: st.DataObject) -> None:
    size = graph.number_of_nodes()
    groups = data.draw(st.lists(st.integers(0, 2), min_size=size, max_size=size))
    counts = brokerage_counts(network_of(graph).adjacency, np.array(groups, dtype=np.int64))
    assert {role: count.tolist() for role, count in counts.items()} == by_definition(graph, groups)


def test_a_chain_of_three_groups_has_a_liaison() -> None:
    graph = nx.DiGraph([(0, 1), (1, 2)])
    counts = brokerage_counts(network_of(graph).adjacency, np.array([0, 1, 2]))
    assert {role: count.tolist() for role, count in counts.items() if count.any()} == {"liaison": [0, 1, 0]}


def test_agencies_of_unknown_line_are_groups_by_themselves() -> None:
    lines = {"市科技局": "科技", "县科技局": "科技", "市大数据办": "", "市金融办": ""}
    names = [agency(name, line=line) for name, line in lines.items()]
    _, groups = groups_of(incidence_of([plan("临江市", "方案", measure("一", leads=names))]), "line")
    by_name = dict(zip(sorted(lines), groups.tolist(), strict=True))
    assert by_name["市科技局"] == by_name["县科技局"]
    assert len(set(by_name.values())) == 3


def test_an_agency_belongs_to_the_plan_with_most_of_its_measures() -> None:
    facts = [
        plan("临江市", "甲方案", measure("一", leads=["市科技局"])),
        plan("临江市", "乙方案", measure("一", leads=["市科技局"]), measure("二", leads=["市科技局"])),
    ]
    assert groups_of(incidence_of(facts), "plan")[0].tolist() == ["乙方案"]


def test_a_led_lead_brokers() -> None:
    frame = brokerage(duties(["市发展改革委", "市科技局"], ["市科技局", "县科技局"]), "plan")
    assert frame.loc[0, ["name", "group", "coordinator", "total"]].tolist() == ["市科技局", "行动方案", 1, 1]


@pytest.mark.parametrize("by", ["level", "line", "plan"])
def test_no_agency_no_broker(by: Any) -> None:
    assert brokerage(duties(), by).empty
