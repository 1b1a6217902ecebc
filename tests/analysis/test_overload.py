"""Loads counted by hand, and against chance."""

from typing import Any

import numpy as np
import pytest
from analysis.networks import duties
from facts import agency, measure, plan
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.concentration import gini, herfindahl
from graph.analysis.overload import Thresholds, by_group, concentration, deadlines, overload
from graph.analysis.projection import as_csr, engagement
from graph.analysis.ranking import resampled_ranks
from graph.model import Role
from graph.network import Incidence, incidence_of

AMOUNTS = st.lists(st.integers(0, 50).map(float), min_size=1, max_size=12)


@given(AMOUNTS)
def test_gini_is_half_the_relative_mean_difference(values: list[float]) -> None:
    mean = sum(values) / len(values)
    differences = sum(abs(a - b) for a in values for b in values) / len(values) ** 2
    assert gini(values) == pytest.approx(differences / (2 * mean) if mean else 0)


@given(AMOUNTS)
def test_the_index_is_the_sum_of_squared_shares(values: list[float]) -> None:
    total = sum(values)
    assert herfindahl(values) == pytest.approx(sum((value / total) ** 2 for value in values) if total else 0)


def test_equal_loads_are_not_concentrated() -> None:
    assert gini([3, 3, 3]) == 0
    assert herfindahl([3, 3, 3]) == pytest.approx(1 / 3)


def test_a_star_is_wholly_concentrated() -> None:
    assert gini([0] * 99 + [5]) == pytest.approx(0.99)
    assert herfindahl([0, 0, 5]) == 1


def row(frame: Any, name: str) -> dict[str, Any]:
    found: dict[str, Any] = frame[frame["name"] == name].iloc[0].to_dict()
    return found


def two_plans() -> Incidence:
    return incidence_of(
        [
            plan(
                "临江市",
                "甲方案",
                measure(
                    "一/1",
                    leads=["市科技局"],
                    supports=["市财政局", "市商务局"],
                    chains=["光伏", "无人机"],
                    deadlines=["2025年底前"],
                ),
                measure(
                    "一/2",
                    leads=["市科技局"],
                    zones=["临江高新区"],
                    deadlines=["2025年底前", ("年中", "2025-06-30")],
                ),
                measure("二/1", responsible=["市科技局", "市财政局"], convention_lead="市科技局"),
            ),
            plan(
                "临江市",
                "乙方案",
                measure("一/1", leads=["市财政局"], supports=["市科技局"], chains=["光伏"]),
            ),
        ]
    )


def test_a_load_counted_by_hand() -> None:
    """市科技局 leads three measures (one by convention, which it also answers for) and supports one."""
    expected = {
        "leads": 3,
        "responsible": 1,
        "supports": 1,
        "measures": 4,
        "load": 3 + 3 + 3 + 1,
        "fractional": pytest.approx(1 / 3 + 1 + 1 / 2 + 1 / 2),
        "plans": 2,
        "sections": 3,
        "chains": 2,
        "zones": 1,
        "partners": 2,
        "breadth": 1,
        "depth": 1,
        "span": 1,
        "lead_share": 0.75,
        "peak": 2,
        "peak_month": "2025-12",
        "rank": 1,
    }
    found = row(overload(two_plans()), "市科技局")
    assert {name: found[name] for name in expected} == expected


def test_what_is_less_is_less_in_every_column() -> None:
    found = row(overload(two_plans()), "市财政局")
    assert found["load"] == 1 + 2 + 3
    assert found["breadth"] == pytest.approx((2 / 2 + 3 / 3 + 2 / 2 + 0 + 2 / 2) / 5)
    assert found["depth"] == pytest.approx(6 / 10)
    assert found["span"] == pytest.approx(found["breadth"] * 0.6)
    assert (found["peak"], found["peak_month"]) == (1, "2025-12")


def test_the_weights_can_be_set() -> None:
    weights = {Role.LEADS: 1.0, Role.RESPONSIBLE: 1.0, Role.SUPPORTS: 0.5}
    assert row(overload(two_plans(), role_weights=weights), "市科技局")["load"] == 3.5


def test_flags_say_why() -> None:
    thresholds = Thresholds(lead_share=0.7, load_ratio=1.5, z=100, peak=2)
    assert row(overload(two_plans(), thresholds=thresholds), "市科技局")["flags"] == [
        "lead_share",
        "load_ratio",
        "peak",
    ]
    assert row(overload(two_plans(), thresholds=thresholds), "市商务局")["flags"] == []


def test_who_always_leads_is_heavier_than_chance_deals() -> None:
    """Six agencies with ten measures each; one leads all of its own and the others' leads are mixed."""
    names = [f"市{number}局" for number in range(6)]
    lists = [["市0局", names[1 + number % 5]] for number in range(10)]
    lists += [[names[1 + number % 5], names[1 + (number + 1) % 5]] for number in range(20)]
    frame = overload(duties(*lists))
    assert row(frame, "市0局")["z_load"] > 2.5
    assert row(frame, "市0局")["z_leads"] > 2.5
    assert (frame.loc[frame["name"] != "市0局", "z_load"] < 2).all()


def test_z_has_mean_0_and_deviation_1_where_roles_are_dealt_by_chance() -> None:
    random = np.random.default_rng(3)
    lists = [[f"市{number}局" for number in random.choice(40, size=4, replace=False)] for _ in range(300)]
    z = overload(duties(*lists))["z_load"]
    assert abs(z.mean()) < 0.3
    assert 0.7 < z.std() < 1.3


def test_a_clear_first_place_holds_and_close_ones_do_not() -> None:
    weighted = as_csr(
        np.vstack([np.ones(60), np.arange(60) % 3 == 0, np.arange(60) % 3 == 1, np.arange(60) == 0])
    )
    rank, low, high = resampled_ranks(weighted)
    assert rank.tolist() == [1, 2, 2, 4]
    assert (low[0], high[0]) == (1, 1)
    assert (low[1], high[1]) == (low[2], high[2]) == (2, 3)
    assert (low <= rank).all()
    assert (rank <= high).all()


def test_deadlines_are_counted_by_month() -> None:
    assert deadlines(two_plans())[["month", "name", "measures"]].to_numpy().tolist() == [
        ["2025-06", "市科技局", 1],
        ["2025-12", "市科技局", 2],
        ["2025-12", "市商务局", 1],
        ["2025-12", "市财政局", 1],
    ]


def test_concentration_of_leads_load_and_fractions() -> None:
    frame = concentration(two_plans()).set_index("quantity")
    assert frame.loc["leads", ["total", "gini", "hhi", "largest", "largest_share"]].tolist() == [
        4,
        pytest.approx(gini([3, 1, 0])),
        pytest.approx(0.75**2 + 0.25**2),
        "市科技局",
        0.75,
    ]
    assert frame.loc["fractional", "total"] == pytest.approx(4)


def test_groups_sum_up() -> None:
    by_plan = by_group(two_plans(), "plan").set_index("group")
    assert by_plan.loc["甲方案", ["agencies", "measures", "leads", "load"]].tolist() == [3, 3, 3, 9 + 3 + 1]
    assert by_plan.loc["乙方案", ["agencies", "measures", "leads", "load"]].tolist() == [2, 1, 1, 4]
    assert by_group(two_plans(), "jurisdiction")["group"].tolist() == ["临江市"]
    lines = incidence_of(
        [
            plan(
                "临江市",
                "甲",
                measure("一", leads=[agency("市科技局", line="科技"), agency("县科技局", line="科技")]),
            )
        ]
    )
    assert by_group(lines, "line")[["group", "agencies", "gini"]].to_numpy().tolist() == [["科技", 2, 0]]


def test_an_agency_counts_a_measure_once_by_its_heaviest_role() -> None:
    weights = {Role.LEADS: 3.0, Role.RESPONSIBLE: 2.0, Role.SUPPORTS: 1.0}
    assert engagement(two_plans(), weights).sum() == 10 + 6 + 1


@pytest.mark.parametrize("lists", [[], [["市科技局"]], [["市科技局"]] * 3, [["市科技局"], ["市财政局"]]])
def test_degenerate_graphs_have_sensible_rows(lists: list[list[str]]) -> None:
    incidence = duties(*lists)
    frame = overload(incidence)
    assert len(frame) == len({name for names in lists for name in names})
    assert not frame.isna().any().any()
    assert (frame["z_load"] == 0).all()
    assert deadlines(incidence).empty
    assert len(concentration(incidence)) == 3
    for by in ("plan", "jurisdiction", "line"):
        assert len(by_group(incidence, by)) == bool(lists)  # type: ignore[arg-type]
