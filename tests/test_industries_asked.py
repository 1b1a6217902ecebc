"""Asking for an industry with everything below it: which measures and industries are left."""

import numpy as np
import pytest
from facts import measure, plan

from graph.model import InputError
from graph.network import Incidence, incidence_of


@pytest.fixture(scope="module")
def graph() -> Incidence:
    return incidence_of(
        [
            plan(
                "临江市",
                "临江市方案",
                measure("一", leads=["市工信局"], chains=["新能源汽车", "北斗"]),
                measure("二", leads=["市工信局"], chains=["智能网联汽车"]),
                measure("三", leads=["市商务局"], chains=["家政"]),
            ),
            plan("青岚市", "青岚市方案", measure("一", leads=["市科技局"], chains=["半导体"])),
        ]
    )


@pytest.mark.parametrize(
    ("asked", "narrower", "chains", "why"),
    [
        ("新能源汽车", False, ["新能源汽车"], "by its name"),
        ("新能源车", False, ["新能源汽车"], "by another name"),
        ("新能源汽车产业链", False, ["新能源汽车"], "with the head that plans print"),
        ("汽车", False, ["智能网联汽车"], "a class without its ending: what stands in the class itself"),
        ("汽车制造业", True, ["新能源汽车", "智能网联汽车"], "and what stands below it"),
        ("C36", True, ["新能源汽车", "智能网联汽车"], "by its code"),
        ("制造业", True, ["半导体", "新能源汽车", "智能网联汽车"], "from the top"),
        ("5", False, ["新能源汽车"], "by the code of the other standard"),
        ("家政", True, ["家政"], "an industry without a class"),
    ],
)
def test_an_industry_is_found(
    graph: Incidence, asked: str, narrower: bool, chains: list[str], why: str
) -> None:
    part = graph.select(industries=[asked], narrower=narrower)
    assert part.chains.name.tolist() == chains, why
    assert len(part.measures) == len(np.unique(part.chain_targets.measure))


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("制造业", "add --narrower"),
        ("渔业", "stands in or below the class"),
        ("新能源汽东", "did you mean 新能源汽车"),
    ],
)
def test_an_industry_that_is_not_there_is_said(graph: Incidence, asked: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        graph.select(industries=[asked])


def test_the_other_industries_of_a_measure_are_left_out(graph: Incidence) -> None:
    """北斗 in the same measure: no gap, no row of a question about cars."""
    assert "北斗" not in graph.select(industries=["C36"], narrower=True).chains.name
