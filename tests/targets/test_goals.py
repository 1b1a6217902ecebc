"""Numeric targets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.targets.deadlines import find_deadlines
from loaders.targets.goals import find_goals
from loaders.targets.tables import goal_rows

Row = tuple[str, str, str, str, str]


def goals(text: str) -> list[Row]:
    limits = list(find_deadlines(text, year=2025))
    return [
        (goal.indicator, goal.comparator, goal.value, goal.unit, goal.deadline)
        for goal in find_goals(text, limits)
    ]


FOUND = [
    (
        "到2025年,工业总产值突破1000亿元",
        [("工业总产值", ">", "1000", "亿元", "2025年")],
        "more than, by a year",
    ),
    ("机构比例不低于60%", [("机构比例", ">=", "60", "%", "")], "at least"),
    ("审批时限不超过70个工作日", [("审批时限", "<=", "70", "个工作日", "")], "at most"),
    ("2020年底前将注册周期压缩至4个月以内", [("注册周期", "<=", "4", "个月", "2020年底前")], "cut down to"),
    ("年户均停电时间低于1小时/户", [("年户均停电时间", "<", "1", "小时/户", "")], "less than"),
    ("将扣除比例提高到75%", [("扣除比例", "=", "75", "%", "")], "raised to"),
    ("工业增加值年均增长8%左右", [("工业增加值", "+", "8", "%", "")], "growth"),
    ("单位能耗下降13.5%", [("单位能耗下降", "", "13.5", "%", "")], "a fall is part of the indicator"),
    ("风险评估完成率100%", [("风险评估完成率", "", "100", "%", "")], "a rate without a comparison"),
    ("培育“小巨人”企业30家", [("培育“小巨人”企业", "", "30", "家", "")], "what is built, before the figure"),
    ("打造100个知名品牌", [("打造知名品牌", "", "100", "个", "")], "what is built, behind the figure"),
    ("首批推出不少于10项高频事项", [("首批推出高频事项", ">=", "10", "项", "")], "what is built, at least"),
    ("在青岚高新区建设中试基地3个", [("建设中试基地", "", "3", "个", "")], "a place before the verb"),
    (
        "培育年产值10亿元以上企业5家",
        [("培育年产值10亿元以上企业", "", "5", "家", "")],
        "the first figure tells what is counted",
    ),
    (
        "审批率和验收率分别达到30%、35%",
        [("审批率", ">=", "30", "%", ""), ("验收率", ">=", "35", "%", "")],
        "each its own value",
    ),
    (
        "用水、用气报装时限分别压缩至2.5、5个工作日",
        [("用水报装时限", "<=", "2.5", "个工作日", ""), ("用气报装时限", "<=", "5", "个工作日", "")],
        "a shared ending and a shared unit",
    ),
    ("确定3—4个主导方向", [("确定主导方向", "", "3—4", "个", "")], "a range"),
    ("产品合格率达到94％以上", [("产品合格率", ">=", "94", "%", "")], "a full-width unit"),
]

NO_GOAL = [
    ("单户补贴最高不超过50万元", "a grant"),
    ("营业收入增长10%以上的企业", "a condition"),
    ("2024年3月15日前完成", "a date"),
    ("加快5G网络建设", "a figure in a name"),
    ("落实国办发〔2022〕15号文件", "a document's number"),
    ("新增50亿级项目", "a class"),
    ("", "nothing"),
]


@pytest.mark.parametrize(("text", "rows", "why"), FOUND, ids=[row[2] for row in FOUND])
def test_a_numeric_target_is_read(text: str, rows: list[Row], why: str) -> None:
    assert goals(text) == rows, why


@pytest.mark.parametrize(("text", "why"), NO_GOAL, ids=[row[1] for row in NO_GOAL])
def test_what_is_no_target_is_not_read(text: str, why: str) -> None:
    assert goals(text) == [], why


def test_a_time_limit_of_another_sentence_is_not_the_goals() -> None:
    assert goals("2024年底前建成平台。产值突破10亿元") == [("产值", ">", "10", "亿元", "")]


def test_every_comparison_of_the_table_has_its_sign() -> None:
    for row in goal_rows().comparisons.values():
        for example in row.examples:
            assert [goal[1] for goal in goals(example)] == [row.sign], example


@given(st.text(alphabet="产值达到不超过10.5%亿元家个、和分别以上建成,。培育企业率", max_size=60))
def test_goals_stand_in_the_text(text: str) -> None:
    for goal in find_goals(text):
        assert 0 <= goal.start < goal.end <= len(text)
        assert goal.value in text
        assert goal.indicator
