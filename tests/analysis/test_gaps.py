"""Gaps that are there, and none that are not."""

import pytest
from facts import MeasureSketch, agency, measure, plan

from graph.analysis.gaps import gaps, same_kind
from graph.model import Facts
from graph.network import incidence_of
from graph.views.reasons import gap_in_words
from graph.words import words


def found(*facts: Facts) -> list[tuple[str, str, str]]:
    rows = gaps(incidence_of(facts)).to_dict("records")
    return [(row["kind"], row["what"], gap_in_words(row, words())) for row in rows]


def city(*measures: MeasureSketch, place: str = "临江市", title: str = "低空经济行动方案") -> Facts:
    return plan(place, f"{place}{title}", *measures)


def test_a_chain_a_zone_and_a_goal_without_lead() -> None:
    measures = measure(
        "一/1",
        "引进企业",
        responsible=["市商务局"],
        chains=["无人机"],
        zones=["临江高新区"],
        goals=[("企业", "3", "家")],
    )
    why = "1项措施涉及，只有责任单位，没有牵头单位"
    assert found(city(measures)) == [
        ("chain", "无人机", why),
        ("zone", "临江高新区", why),
        ("goal", "企业", why),
    ]


def test_a_lead_in_one_measure_is_enough_for_a_chain_but_only_in_its_plan() -> None:
    led = measure("一/1", leads=["市商务局"], chains=["无人机"])
    open_measure = measure("一/2", supports=["市财政局"], chains=["无人机"])
    assert [row[:2] for row in found(city(led, open_measure))] == [("support-only", "一/2 推进第一/2项工作")]
    facts = [city(led), city(open_measure, title="工业行动方案")]
    why = "1项措施涉及，没有牵头单位，也没有责任单位；有牵头单位的方案：临江市低空经济行动方案"
    assert ("chain", "无人机", why) in found(*facts)


def test_a_measure_with_supports_only_names_them() -> None:
    assert found(city(measure("一/1", "办会", supports=["市财政局", "市体育局"]))) == [
        ("support-only", "一/1 办会", "只有配合单位：市体育局、市财政局")
    ]


def test_an_agency_that_is_named_without_a_duty() -> None:
    """市科技局 has a duty in the other plan, and 市数据局 is known there by its alias 市大数据局; 市财政局 has one here."""
    here = city(
        measure("一/1", leads=["市财政局"], text="由市科技局认定，市大数 据局和市财政局复核，市科技局备案。")
    )
    known = city(
        measure("一/1", leads=["市科技局"]),
        measure("一/2", leads=[agency("市大数据局", canonical="市数据局")]),
        title="工业行动方案",
    )
    why = "1项措施提到，本方案没有给它任务"
    assert found(here, known) == [("unassigned", "市数据局", why), ("unassigned", "市科技局", why)]


def test_agencies_of_other_places_are_not_looked_for() -> None:
    here = city(measure("一/1", leads=["市财政局"], text="学习外地市科技局的做法。"))
    assert found(here, city(measure("一/1", leads=["市科技局"]), place="青岚市")) == []


def test_a_line_that_two_other_places_have() -> None:
    def science(place: str) -> Facts:
        leads = [agency("市科技局", line="科技"), agency("市商务局", line="商务")]
        return city(measure("一/1", leads=leads), place=place)

    here = city(measure("一/1", leads=[agency("市商务局", line="商务")]))
    assert found(here, science("青岚市"), science("白石县")) == [
        ("line", "科技", "白石县、青岚市的同类方案有此条线的任务")
    ]
    assert found(here, science("青岚市")) == []


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("优化营商环境三年行动计划（2025—2027年）", "优化营商环境行动方案", True),
        ("关于印发优化营商环境若干措施的通知", "优化营商环境若干措施", True),
        ("“十四五”养老服务规划", "养老服务规划", True),
        ("优化营商环境行动方案", "低空经济发展行动方案", False),
        ("行动方案", "行动方案", False),
    ],
)
def test_plans_of_one_kind_have_titles_alike(one: str, other: str, alike: bool) -> None:
    assert same_kind(f"临江市{one}", f"青岚市{other}", ("临江市", "青岚市")) is alike


@pytest.mark.parametrize("facts", [[], [plan("临江市", "空白方案")]])
def test_no_measure_no_gap(facts: list[Facts]) -> None:
    assert found(*facts) == []
