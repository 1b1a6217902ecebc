"""Duties given twice: found where they are, and nowhere else."""

from math import log, sqrt

import numpy as np
import pytest
from facts import MeasureSketch, measure, plan

from graph.analysis.duplicates import duplicates
from graph.analysis.similarity import TextVectors
from graph.network import Incidence, incidence_of

RENTALS = "建立公租房申请审核联动机制，推行线上一次办理，压减申请材料三成以上。"
RENTALS_AGAIN = "建立公租房申请审核联动机制，推行线上一次办理，压减办理材料三成以上。"
LANTERNS = "举办元宵灯会，培育夜间消费品牌。"


def graph(*measures: MeasureSketch) -> Incidence:
    return incidence_of([plan("临江市", "工作方案", *measures)])


def found(incidence: Incidence) -> list[tuple[str, str, str]]:
    frame = duplicates(incidence)
    return list(zip(frame["first_path"], frame["second_path"], frame["reason"], strict=True))


def test_the_similarity_is_the_cosine_of_weighted_trigrams() -> None:
    """甲乙丙丁 and 甲乙丙戊 have one sequence each of their own and one in common; a third text has none."""
    texts = TextVectors(["甲乙，丙丁", "甲乙丙 戊", "短"])
    rare, common = 1 + log(4 / 2), 1 + log(4 / 3)
    similarity = texts.similarity(np.array([0, 0, 0]), np.array([0, 1, 2]))
    expected = common**2 / sqrt(rare**2 + common**2) ** 2
    assert similarity.tolist() == [pytest.approx(1), pytest.approx(expected), 0]


def test_near_same_texts_under_different_leads_are_a_duty_given_twice() -> None:
    incidence = graph(
        measure("一/1", leads=["市住房城乡建设局"], text=RENTALS),
        measure("一/2", leads=["市文化和旅游局"], text=LANTERNS),
        measure("二/3", leads=["市政务服务局"], text=RENTALS_AGAIN),
    )
    assert found(incidence) == [("一/1", "二/3", "文字相近")]
    assert duplicates(incidence).loc[0, "first_agency"] == ["市住房城乡建设局"]


def test_the_same_lead_may_do_a_thing_twice() -> None:
    leads = ["市住房城乡建设局"]
    assert not found(
        graph(measure("一/1", leads=leads, text=RENTALS), measure("一/2", leads=leads, text=RENTALS))
    )


def test_measures_without_lead_or_responsible_agency_are_not_paired() -> None:
    assert not found(
        graph(
            measure("一/1", supports=["市财政局"], text=RENTALS),
            measure("一/2", leads=["市民政局"], text=RENTALS),
        )
    )


def test_who_answers_stands_in_where_nobody_leads_and_is_not_called_a_lead() -> None:
    incidence = graph(
        measure("一/1", responsible=["市财政局"], text=RENTALS),
        measure("一/2", leads=["市民政局"], text=RENTALS),
    )
    (row,) = duplicates(incidence).to_dict("records")
    assert (row["first_role"], row["first_agency"]) == ("responsible", ["市财政局"])
    assert (row["second_role"], row["second_agency"]) == ("leads", ["市民政局"])


def test_one_chain_under_two_leads_is_a_pair_with_its_reason() -> None:
    incidence = graph(
        measure("一/1", "引进整机企业", leads=["市工业和信息化局"], chains=["无人机"], zones=["临江高新区"]),
        measure("二/1", "办好飞行大会", leads=["市体育局"], chains=["无人机"], zones=["临江高新区"]),
        measure("三/1", "修建公园", leads=["市体育局"], chains=["光伏"]),
    )
    assert found(incidence) == [("一/1", "二/1", "同一产业链：无人机；同一园区：临江高新区")]


def test_a_chain_of_many_measures_pairs_none_by_itself() -> None:
    many = [
        measure(f"一/{number}", f"办第{number}件事", leads=[f"市{number}局"], chains=["光伏"])
        for number in range(51)
    ]
    assert not [reason for *_, reason in found(graph(*many)) if reason == "同一产业链：光伏"]


@pytest.mark.parametrize("measures", [[], [measure("一/1", leads=["市科技局"])]])
def test_few_measures_make_no_pairs(measures: list[MeasureSketch]) -> None:
    assert duplicates(graph(*measures)).empty


def test_what_a_whole_plan_is_about_makes_no_pair() -> None:
    about = [
        measure(f"一/({number})", leads=[f"市{name}局"], chains=["体育", *more])
        for number, (name, more) in enumerate(
            [("体育", ()), ("教育", ()), ("财政", ["会展"]), ("文旅", ["会展"]), ("商务", ()), ("统计", ())]
        )
    ]
    frame = duplicates(incidence_of([plan("临江市", "临江市体育产业方案", *about)]), similarity=1.0)
    assert frame["chains"].tolist() == [["会展", "体育"]]
    # Four other measures of the plan: all are on 体育, none is on 会展.
    assert frame["weight"].tolist() == [1.0]


def test_two_measures_of_a_small_plan_are_a_pair_all_the_same() -> None:
    two = [
        measure(path, leads=[lead], chains=["体育"])
        for path, lead in (("一", "市体育局"), ("二", "市财政局"))
    ]
    frame = duplicates(incidence_of([plan("临江市", "临江市体育产业方案", *two)]), similarity=1.0)
    assert frame["weight"].tolist() == [1.0]


def test_two_cities_meet_under_a_class_only_when_asked() -> None:
    cities = [
        plan("临江市", "临江市方案", measure("一", leads=["市工信局"], chains=["集成电路"])),
        plan("青岚市", "青岚市方案", measure("一", leads=["市科技局"], chains=["半导体"])),
    ]
    graph = incidence_of(cities)
    assert duplicates(graph, similarity=1.0).empty
    frame = duplicates(graph, similarity=1.0, classes=True)
    assert frame["classes"].tolist() == [["C397 电子器件制造（中类）", "1.2 电子核心产业（二级）"]]
    assert frame["reason"].tolist() == ["同属一类产业：C397 电子器件制造（中类）、1.2 电子核心产业（二级）"]


def test_the_top_of_a_standard_joins_nothing() -> None:
    cities = [
        plan("临江市", "临江市方案", measure("一", leads=["市工信局"], chains=["制造业"])),
        plan("青岚市", "青岚市方案", measure("一", leads=["市科技局"], chains=["半导体"])),
    ]
    assert duplicates(incidence_of(cities), similarity=1.0, classes=True).empty
