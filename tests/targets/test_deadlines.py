"""Time limits and their dates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.targets.deadlines import (
    find_annotation_deadlines,
    find_cell_deadlines,
    find_deadlines,
    normalise,
)
from loaders.targets.tables import deadline_rows

IN_TEXT = [
    ("缓缴社保费政策延续至年底,并扩围", [], "how long a policy is in force, without a year"),
    ("每年一季度公布清单", [("每年一季度", "")], "a quarter of every year"),
    (
        "2025年春耕前完成整修,汛期前完成修复",
        [("2025年春耕前", ""), ("汛期前", "")],
        "what the year of farms and rivers brings",
    ),
    ("每季度末通报清理情况", [("每季度末", "")], "each quarter's end without 前"),
    ("上半年完成试点申报", [("上半年", "2025-06-30")], "half a year in which something is done"),
    ("上半年经济运行平稳", [], "half a year of which is told"),
    (
        "推进改革。完成时限:2023年12月牵头单位:市发改委",
        [("2023年12月", "2023-12-31")],
        "a labelled month before another label",
    ),
    ("完成时限:持续推进。", [("持续推进", "")], "a label without a date"),
    ("力争到2025年底建成", [("2025年底", "2025-12-31")], "what is strived for by a year's end"),
    ("2023年全市新增企业50家", [("2023年", "2023-12-31")], "a figure for a whole city"),
    ("2023年底前完成改造", [("2023年底前", "2023-12-31")], "the end of a year"),
    ("2023年6月底前建立机制", [("2023年6月底前", "2023-06-30")], "the end of a month"),
    ("2024年2月底前", [("2024年2月底前", "2024-02-29")], "a leap year"),
    ("2024年3月15日前报送", [("2024年3月15日前", "2024-03-15")], "a day"),
    ("2024年上半年前完成", [("2024年上半年前", "2024-06-30")], "half a year"),
    ("2024年第三季度前完成", [("2024年第三季度前", "2024-09-30")], "a quarter"),
    (
        "2026年2月30日前建成平台",
        [("2026年2月30日前", "")],
        "a day that no calendar has, which is not another day",
    ),
    ("2025年秋季学期前新增学位", [("2025年秋季学期前", "")], "a term, whose date no calendar tells"),
    ("第三季度前完成", [("第三季度前", "2025-09-30")], "a quarter of the plan's year"),
    ("8月底前全面实现", [("8月底前", "2025-08-31")], "a month of the plan's year"),
    (
        "今年年底前完成,明年6月底前建成",
        [("今年年底前", "2025-12-31"), ("明年6月底前", "2026-06-30")],
        "this and next year",
    ),
    (
        "年底前印发,年内推广",
        [("年底前", "2025-12-31"), ("年内", "2025-12-31")],
        "the plan's year without its number",
    ),
    ("“十四五”末达到300个", [("“十四五”末", "2025-12-31")], "the end of a five-year plan"),
    ("十五五期间实现翻番", [("十五五期间", "2030-12-31")], "a five-year plan without quotes"),
    ("到2025年,产值翻番", [("2025年", "2025-12-31")], "到 is no part of the limit"),
    ("2023年组织对接会8场", [("2023年", "2023-12-31")], "a bare year before a verb"),
    ("力争2026年接待游客300万人次", [("2026年", "2026-12-31")], "a bare year after 力争"),
    (
        "20__年6月底前完成,20__年开工建设",
        [("20__年6月底前", ""), ("20__年", "")],
        "masked years are kept as printed",
    ),
    ("二〇二四年底前", [("二〇二四年底前", "2024-12-31")], "a year in characters"),
    ("在本意见印发之日起30日内制定办法", [("本意见印发之日起30日内", "")], "days from an event"),
    ("每年6月底前下达计划", [("每年6月底前", "")], "a limit that returns has no date"),
    ("力争用3年时间打造", [("3年时间", "")], "a span of years"),
    ("建设驿站。三年内培训工匠500人以上", [("三年内", "")], "a span of years that begins a sentence"),
    ("于2026年建成大桥", [("2026年", "2026-12-31")], "于 before the limit"),
    ("建设粮仓。2026年,全市新增粮仓9座", [("2026年", "2026-12-31")], "a year to come that opens a sentence"),
    (
        "分别于6月底、10月中旬前报送",
        [("6月底", "2025-06-30"), ("10月中旬前", "2025-10-20")],
        "months of the plan's year behind 于",
    ),
    ("次年3月底前报告", [("次年3月底前", "")], "a year that the sentence does not give"),
    ("“十五五”时期实现翻番", [("“十五五”时期", "2030-12-31")], "the time of a five-year plan, before a verb"),
    ("本方案印发后30个工作日内出台细则", [("本方案印发后30个工作日内", "")], "days after an issue"),
    ("公布清单并动态调整,长期坚持。", [("长期坚持", "")], "lasting, as a clause of its own"),
]

NO_LIMIT = [
    ("加强检查,春节前后不停工", "days around a feast"),
    ("提前谋划,汛期前的准备要充分", "what is done before a season"),
    ("对2025年底前到期的贷款予以延期", "a date of a thing"),
    ("支持2025年6月底前已开工的项目", "a date of what has begun"),
    ("截至2024年底,共有企业50家", "what has been reached"),
    ("截至2025年6月底已建成10个", "what 已 says is done"),
    ("延续失业保险费率政策至2025年底", "the term of a policy"),
    ("2023年新增入库的企业给予奖励", "what is paid for"),
    ("2022年新认定的高新技术企业", "a thing that a year dates"),
    ("落实2023年全市经济工作会议精神", "a meeting that a year dates"),
    ("在2022年政府性融资担保业务中", "a year behind 在"),
    ("自2023年1月1日起施行", "a beginning"),
    ("2023年10月1日至2024年3月31日期间给予补贴", "a period"),
    ("政策执行至2027年12月31日", "a validity"),
    ("落实《青岚市2024年工作要点》", "a year in a title"),
    ("对2023年有实绩的企业给予奖励", "a year that qualifies"),
    ("2023年度进口增量大的企业", "a business year"),
    ("市级财政对2023年四季度贡献突出的地区", "a quarter that qualifies"),
    ("3个工作日内办结", "a processing time"),
    ("力争年均增长8%", "a yearly average"),
    ("旅客数不低于2019年同期", "a year to compare with"),
    ("平均房价低于2024年", "于 of a comparison"),
    ("转让股权。5年内免征3项税费", "the duration of a benefit"),
    ("取得住房后3年内出售2套以上的", "a span from an event"),
    ("基础良好。2023年,全市新增粮仓9座", "a year past that opens a sentence"),
    ("常态化开展活动", "a manner"),
    ("坚持五年规划", "no limit at all"),
]

IN_ANNOTATION = [
    ("(市发展改革委负责,完成时限:2024年10月)", [("2024年10月", "2024-10-31")], "a labelled month"),
    (
        "牵头单位:市发改委完成时限:2023年6月底前并长期坚持",
        [("2023年6月底前", "2023-06-30"), ("长期坚持", "")],
        "two limits after one label",
    ),
    ("(市财政局牵头;时限:持续推进)", [("持续推进", "")], "a limit without a date"),
    (
        "(责任单位:市教育局;完成时间:2025年6月、12月)",
        [("2025年6月", "2025-06-30"), ("12月", "2025-12-31")],
        "two months of one year",
    ),
    ("(责任单位:市教育局;完成时限:2023-2025年)", [("2023-2025年", "2025-12-31")], "years to the last"),
    ("(市教育局;按季度推进)", [("按季度推进", "")], "a limit that returns, without a label"),
    ("(责任单位:市教育局;完成时限:按省部署)", [("按省部署", "")], "a value that no table holds is kept"),
    ("(市住建局牵头,2024年底前完成)", [("2024年底前", "2024-12-31")], "a limit without a label"),
    ("(市住建局牵头,持续推进)", [("持续推进", "")], "an undated limit without a label"),
    ("(完成时限:第三季度)", [("第三季度", "2025-09-30")], "a quarter in an annotation"),
    ("(市直有关部门、各县(市、区)人民政府)", [], "agencies alone"),
    ("(市推进2024年重点工作领导小组)", [], "a year in an agency's name"),
]


@pytest.mark.parametrize(("text", "limits", "why"), IN_TEXT, ids=[row[2] for row in IN_TEXT])
def test_a_time_limit_is_found_with_its_date(text: str, limits: list[tuple[str, str]], why: str) -> None:
    assert [(one.text, one.date) for one in find_deadlines(text, year=2025)] == limits, why


@pytest.mark.parametrize(("text", "why"), NO_LIMIT, ids=[row[1] for row in NO_LIMIT])
def test_what_is_no_time_limit_is_not_found(text: str, why: str) -> None:
    assert [one.text for one in find_deadlines(text, year=2025)] == [], why


@pytest.mark.parametrize(("text", "limits", "why"), IN_ANNOTATION, ids=[row[2] for row in IN_ANNOTATION])
def test_an_annotation_gives_its_time_limits(text: str, limits: list[tuple[str, str]], why: str) -> None:
    assert [(one.text, one.date) for one in find_annotation_deadlines(text, year=2025)] == limits, why


IN_CELL = [
    ("2024年12月", [("2024年12月", "2024-12-31")], "a bare month"),
    ("2024.12", [("2024.12", "2024-12-31")], "a month in figures"),
    ("2024-6-30前", [("2024-6-30前", "2024-06-30")], "a day in figures"),
    ("2024年第三季度", [("2024年第三季度", "2024-09-30")], "a quarter"),
    ("6月", [("6月", "2025-06-30")], "a month of the plan's year"),
    ("长期坚持", [("长期坚持", "")], "a limit without a date"),
    ("2024年6月、2025年6月", [("2024年6月", "2024-06-30"), ("2025年6月", "2025-06-30")], "two limits"),
    ("按序时进度", [("按序时进度", "")], "words that no table holds"),
    ("1.2.3", [("1.2.3", "")], "figures that are no date"),
]


@pytest.mark.parametrize(("text", "limits", "why"), IN_CELL, ids=[row[2] for row in IN_CELL])
def test_a_cell_for_the_time_limit_is_one(text: str, limits: list[tuple[str, str]], why: str) -> None:
    assert [(one.text, one.date) for one in find_cell_deadlines(text, year=2025)] == limits, why


def test_the_year_of_the_plan_is_not_guessed() -> None:
    assert normalise("6月底前") == ""
    assert normalise("年底前") == ""
    assert normalise("6月底前", year=2024) == "2024-06-30"


def test_every_five_year_plan_of_the_table_has_a_date() -> None:
    plans = deadline_rows().five_year_plans
    years = list(plans.values())
    assert years == list(range(years[0], years[-1] + 1, 5))
    for plan, year in plans.items():
        assert normalise(f"“{plan}”末") == f"{year}-12-31"


def test_every_undated_limit_of_the_table_is_found() -> None:
    for words in deadline_rows().undated:
        found = [one.text for one in find_annotation_deadlines(f"(市科技局负责;完成时限:{words})")]
        assert found == [words]


@given(st.text(alphabet="20_1345年月日底末前内到“”十四五期间第季度半上,。每;自至起", max_size=60))
def test_time_limits_stand_in_the_text_and_do_not_overlap(text: str) -> None:
    for find in (find_deadlines, find_annotation_deadlines):
        end = 0
        for one in find(text, year=2024):
            assert one.start >= end
            assert text[one.start : one.end] == one.text
            assert one.date == "" or len(one.date) == 10
            end = one.end


SECTIONS = {
    name: section
    for name in deadline_rows().__struct_fields__
    if hasattr(section := getattr(deadline_rows(), name), "limits") or hasattr(section, "none")
}


@pytest.mark.parametrize("name", SECTIONS)
def test_every_example_of_a_section_is_read_as_it_says(name: str) -> None:
    section = SECTIONS[name]
    limits, none = getattr(section, "limits", ()), getattr(section, "none", ())
    assert [text for text in limits if not list(find_deadlines(text, year=2031))] == []
    assert [text for text in none if list(find_deadlines(text, year=2031))] == []
