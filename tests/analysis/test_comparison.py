"""Versions of a plan, and places side by side."""

from typing import Any

import pytest
from facts import Agency, MeasureSketch, agency, measure, plan
from msgspec.structs import replace

from graph.analysis.comparison import Comparison, compare
from graph.analysis.lines import compare_lines
from graph.model import InputError
from graph.network import Incidence, incidence_of
from graph.views.reasons import changes_in_words
from graph.words import words

LANTERNS = "举办元宵灯会，培育夜间消费品牌，延长场馆开放时间。"
RENTALS = "建立公租房申请审核联动机制，推行线上一次办理，压减申请材料三成以上。"
DRONES = "开通三条无人机配送航线，建设起降场五处，健全飞行服务保障体系。"


def version(*measures: MeasureSketch, place: str = "临江市", title: str = "行动方案") -> Incidence:
    return incidence_of([plan(place, title, *measures)])


def statuses(found: Comparison) -> list[tuple[str, str, str]]:
    frame = found.measures
    return list(zip(frame["status"], frame["before_path"], frame["after_path"], strict=True))


def of(path: str, heading: str, text: str, *leads: str | Agency, **rest: Any) -> MeasureSketch:
    return measure(path, heading, text=text, leads=leads, **rest)


def test_the_same_plan_is_the_same() -> None:
    one = version(
        of("一/1", "办灯会", LANTERNS, "市文化和旅游局"), of("一/2", "办房", RENTALS, "市住房城乡建设局")
    )
    found = compare(one, one)
    assert statuses(found) == [("same", "一/1", "一/1"), ("same", "一/2", "一/2")]
    assert found.deadlines.empty
    assert not found.agencies[["leads_change", "responsible_change", "supports_change"]].to_numpy().any()


def test_measures_come_go_and_change_text() -> None:
    found = compare(
        version(
            of("一/1", "办灯会", LANTERNS, "市文化和旅游局"), of("一/2", "办房", RENTALS, "市住房城乡建设局")
        ),
        version(
            of("一/1", "办灯会", LANTERNS.replace("延长", "逐步延长"), "市文化和旅游局"),
            of("一/2", "通航", DRONES, "市交通运输局"),
        ),
    )
    assert statuses(found) == [("added", "", "一/2"), ("gone", "一/2", ""), ("changed", "一/1", "一/1")]
    assert found.summary().to_numpy().tolist() == [
        ["added", 1],
        ["gone", 1],
        ["changed", 1],
        ["reassigned", 0],
        ["rescheduled", 0],
        ["retargeted", 0],
        ["moved", 0],
        ["same", 0],
    ]


def test_a_measure_that_moves_is_found_by_its_text() -> None:
    """A new first measure pushes all others one number on."""
    found = compare(
        version(
            of("一/1", "办灯会", LANTERNS, "市文化和旅游局"), of("一/2", "办房", RENTALS, "市住房城乡建设局")
        ),
        version(
            of("一/1", "通航", DRONES, "市交通运输局"),
            of("一/2", "办灯会", LANTERNS, "市文化和旅游局"),
            of("一/3", "办房", RENTALS, "市住房城乡建设局"),
        ),
    )
    pairs = [pair for pair in statuses(found) if pair[0] != "added"]
    assert [pair[1:] for pair in pairs] == [("一/1", "一/2"), ("一/2", "一/3")]


def test_a_measure_with_another_number_alone_has_moved() -> None:
    def numbered(path: str, text: str) -> Incidence:
        facts = plan("临江市", "行动方案", measure(path, leads=["市文化和旅游局"]))
        return incidence_of([replace(facts, measures=(replace(facts.measures[0], text=text),))])

    found = compare(
        numbered("一/(一)", f"(一){LANTERNS}"), numbered("一/(二)", f"(二) {LANTERNS[:9]}\n{LANTERNS[9:]}")
    )
    assert statuses(found) == [("moved", "一/(一)", "一/(二)")]


def test_who_came_and_who_went_is_told_by_role() -> None:
    found = compare(
        version(of("一/1", "办灯会", LANTERNS, "市文化和旅游局", supports=["市财政局"])),
        version(of("一/1", "办灯会", LANTERNS, "市商务局", supports=["市文化和旅游局"])),
    )
    row = found.measures.iloc[0]
    assert (row["status"], changes_in_words(row["agencies"], words())) == (
        "reassigned",
        "牵头：+市商务局、-市文化和旅游局；配合：+市文化和旅游局、-市财政局",
    )
    assert found.agencies[["name", "leads_change", "supports_change"]].to_numpy().tolist() == [
        ["市文化和旅游局", -1, 1],
        ["市商务局", 1, 0],
        ["市财政局", 0, -1],
    ]


def test_deadlines_that_move_are_told_in_days() -> None:
    found = compare(
        version(
            of("一/1", "办灯会", LANTERNS, "市文化和旅游局", deadlines=["2025年底前"]),
            of("一/2", "办房", RENTALS, "市住房城乡建设局", deadlines=["2025年底前"]),
        ),
        version(
            of("一/1", "办灯会", LANTERNS, "市文化和旅游局", deadlines=["2026年底前"]),
            of("一/2", "办房", RENTALS, "市住房城乡建设局", deadlines=["长期坚持"]),
        ),
    )
    assert found.deadlines[["after_path", "before", "after", "days"]].to_numpy().tolist() == [
        ["一/1", ["2025年底前"], ["2026年底前"], 365],
        ["一/2", ["2025年底前"], ["长期坚持"], None],
    ]


@pytest.mark.parametrize(
    ("old", "new", "status"),
    [
        ({"deadlines": ["2025年底前"]}, {"deadlines": ["2026年底前"]}, "rescheduled"),
        ({"deadlines": ["2025年底前"]}, {}, "rescheduled"),
        ({"deadlines": [("年底前", "2025-12-31")]}, {"deadlines": [("年底前", "2026-12-31")]}, "rescheduled"),
        ({"chains": ["灯具"]}, {"chains": ["文旅"]}, "retargeted"),
        ({"zones": ["临江高新区"]}, {}, "retargeted"),
        ({"goals": [("灯会", "3", "场")]}, {"goals": [("灯会", "5", "场")]}, "retargeted"),
        ({"deadlines": ["2025年底前", "长期坚持"]}, {"deadlines": ["长期坚持", "2025年底前"]}, "same"),
    ],
)
def test_a_deadline_or_a_target_that_changes_alone_is_a_change(
    old: dict[str, Any], new: dict[str, Any], status: str
) -> None:
    """Both may stand in the annotation, where the text does not show them."""
    before, after = (
        incidence_of([replace(facts, measures=(replace(facts.measures[0], text=LANTERNS),))])
        for facts in (
            plan("临江市", "行动方案", of("一/1", "办灯会", LANTERNS, "市文化和旅游局", **rest))
            for rest in (old, new)
        )
    )
    assert statuses(compare(before, after)) == [(status, "一/1", "一/1")]


def test_agencies_of_two_cities_are_joined_by_line() -> None:
    found = compare(
        version(of("一/1", "办灯会", LANTERNS, agency("市文化和旅游局", line="文化旅游"))),
        version(of("一/1", "办灯会", LANTERNS, agency("市文化广电旅游局", line="文化旅游")), place="青岚市"),
    )
    assert found.agencies[["name", "leads_before", "leads_after"]].to_numpy().tolist() == [["文化旅游", 1, 1]]
    assert found.measures.loc[0, "status"] == "same"


def test_one_plan_is_compared_with_one() -> None:
    two = incidence_of([plan("临江市", "甲方案"), plan("临江市", "乙方案")])
    with pytest.raises(InputError, match="these are 2: 乙方案, 甲方案"):
        compare(two, version())


def test_empty_plans_compare() -> None:
    found = compare(version(), version())
    assert found.measures.empty
    assert found.agencies.empty
    assert found.deadlines.empty


def test_what_a_line_leads_here_and_there() -> None:
    facts = [
        plan(
            "临江市",
            "甲方案",
            measure("一", "建设实验室", leads=[agency("市科技局", line="科技")], chains=["光伏"]),
            measure("二", "招商", leads=["市商务局"], supports=[agency("市科技局", line="科技")]),
        ),
        plan("青岚市", "乙方案", measure("一", "评奖", responsible=[agency("市科技局", line="科技")])),
    ]
    frame = compare_lines(incidence_of(facts), ["科技"])
    assert frame.to_dict("records") == [
        {
            "line": "科技",
            "jurisdiction": "临江市",
            "agencies": ["市科技局"],
            "leads": 1,
            "responsible": 0,
            "supports": 1,
            "lead_share": 0.5,
            "chains": ["光伏"],
            "led": ["建设实验室"],
        },
        {
            "line": "科技",
            "jurisdiction": "青岚市",
            "agencies": ["市科技局"],
            "leads": 0,
            "responsible": 1,
            "supports": 0,
            "lead_share": 0,
            "chains": [],
            "led": [],
        },
    ]
    with pytest.raises(InputError, match="no agency of the graph is of the line “海洋”; it holds 科技"):
        compare_lines(incidence_of(facts), ["海洋"])
    assert compare_lines(incidence_of([])).empty
