"""Heads of plans: title, issuer, number and date, and where the next plan begins."""

import pytest

from loaders.text.condensed import Condensed
from loaders.text.heads import PlanHead, read_heads
from loaders.text.outline import read_marks

HEADS = [
    (
        "a notice that issues a plan",
        "临江市人民政府办公室关于印发《临江市营商环境工作要点》的通知\n临政办发〔2024〕3号\n各县人民政府：\n一、甲\n二、乙",
        ("临江市营商环境工作要点", "临江市人民政府办公室", "临政办发〔2024〕3号"),
    ),
    (
        "a notice without book marks, its title broken over lines",
        "云岭省人民政府办公厅关于印发云岭省降低成\n本工作方案的通知\n云政办发〔2023〕7 号\n一、甲",
        ("云岭省降低成本工作方案", "云岭省人民政府办公厅", "云政办发〔2023〕7号"),
    ),
    (
        "a book mark that recognition lost",
        "3. 临江市水利局关于印发《临江市水库管护方案的通知\n临水发〔2024〕3号\n各县水利局：\n一、甲\n二、乙",
        ("临江市水库管护方案", "临江市水利局", "临水发〔2024〕3号"),
    ),
    (
        "an opinion of the State Council, its title on two lines",
        "国务院关于推动夜间经济\n升级版的意见\n国发〔2018〕32号\n一、甲",
        ("国务院关于推动夜间经济升级版的意见", "国务院", "国发〔2018〕32号"),
    ),
    (
        "a plan by itself",
        "青岚市光电产业三年行动计划\n（2024-2026年）\n一、甲",
        ("青岚市光电产业三年行动计划（2024-2026年）", "", ""),
    ),
    (
        "a plan behind the number of its annex and a colon",
        "附件2：青岚市民生实事任务分解表\n一、甲",
        ("青岚市民生实事任务分解表", "", ""),
    ),
    (
        "a plan behind a bracket that says annex",
        "（附件）青岚市安全生产整治方案\n一、甲",
        ("青岚市安全生产整治方案", "", ""),
    ),
    (
        "minutes below their masthead",
        "会议纪要\n〔2024〕第21期\n白石县人民政府办公室　2024年7月19日\n关于研究城防内涝问题的会议纪要\n7月18日，县长召开会议。\n一、甲",
        ("关于研究城防内涝问题的会议纪要", "白石县人民政府办公室", ""),
    ),
    (
        "a number in a sentence is another document's",
        "青岚市工作方案\n根据省政府要求（云政发〔2020〕1号）和云政办〔2021〕2号文件精神，制定本方案。\n一、甲",
        ("青岚市工作方案", "", ""),
    ),
    (
        "a number in brackets behind a title is another document's",
        "青岚市工作方案\n根据《省办法》（云政发〔2020〕1号），制定本方案。\n一、甲",
        ("青岚市工作方案", "", ""),
    ),
]


def _heads(text: str) -> list[PlanHead]:
    condensed = Condensed(text)
    return read_heads(condensed, read_marks(condensed))


@pytest.mark.parametrize(("reason", "text", "expected"), HEADS, ids=[reason for reason, _, _ in HEADS])
def test_heads(reason: str, text: str, expected: tuple[str, str, str]) -> None:
    (head,) = _heads(text)
    assert (head.title, head.issuer, head.document_number) == expected, reason


def test_column_headings_are_no_title() -> None:
    text = "附件1\n临江市2024年重点任务分工表\n序号\t任务\t责任分工\n1\t编制图谱\t市工信局"
    assert _heads(text)[0].title == "临江市2024年重点任务分工表"


@pytest.mark.parametrize(
    "table",
    [
        "序号\t任务\t牵头单位\n1\t修缮校舍\t县教育局\n",
        "事项\t谁牵头\n修缮校舍\t县教育局\n",
        "序号,任务,牵头单位\n1,修缮校舍,县教育局\n",
        "|任务|牵头单位|\n|---|---|\n|修缮校舍|县教育局|\n",
    ],
)
def test_a_row_of_a_table_is_no_title(table: str) -> None:
    assert _heads(table)[0].title == ""


DATES = [
    ("above the seal", "青岚市方案\n一、甲\n青岚市人民政府\n2024年3月7日", "2024-03-07"),
    (
        "below the title, in a bracket",
        "青岚市方案\n（2024年3月7日）\n一、甲。2025年1月1日前完成。",
        "2024-03-07",
    ),
    ("in Chinese numerals", "青岚市方案\n一、甲\n青岚市人民政府\n二〇二四年十月二十一日", "2024-10-21"),
    ("behind a label", "青岚市方案\n成文日期：2024年3月7日\n发布日期：2024年3月9日\n一、甲", "2024-03-07"),
    ("a site's own date for want of another", "青岚市方案\n发布日期：2024-03-09\n一、甲", "2024-03-09"),
    ("who printed it and when", "青岚市方案\n一、甲\n青岚市人民政府办公室2024年3月7日印发", "2024-03-07"),
    (
        "in a bracket with who issued it behind",
        "青岚市方案\n（2024年3月7日　青岚市人民政府）\n一、甲",
        "2024-03-07",
    ),
    ("a row of a table above the text", "青岚市方案\n日期\t2024年3月7日\n一、甲", "2024-03-07"),
    (
        "a label in a bracket's sentence is none",
        "青岚市方案\n（2024年3月7日青岚市人民政府常务会议）\n一、甲",
        "",
    ),
    ("a deadline is none", "青岚市方案\n到2025年12月31日，全部完成。\n一、甲。2024年6月30日前完成。", ""),
    ("the end of validity is none", "青岚市方案\n一、甲\n本方案有效期至2026年12月31日。", ""),
    ("no month has this number", "青岚市方案\n一、甲\n2024年13月7日", ""),
]


@pytest.mark.parametrize(("reason", "text", "date"), DATES, ids=[reason for reason, _, _ in DATES])
def test_the_date_of_issue(reason: str, text: str, date: str) -> None:
    assert _heads(text)[0].date == date, reason


def test_a_date_of_issue_that_no_calendar_has_is_kept_apart() -> None:
    (head,) = _heads("青岚市方案\n一、甲\n青岚市人民政府\n2024年2月30日")
    assert head.date == ""
    assert len(head.no_days) == 1


def test_a_chapter_of_a_collection_names_the_place_of_its_plans() -> None:
    plan = "关于推进{}工作的实施方案\n（2024年3月1日）\n一、甲。做好。（市水利局牵头）\n"
    text = f"汇编\n（一）望海\n{plan.format('水库')}{plan.format('渔港')}（二）青岚市\n{plan.format('泵站')}"
    assert [head.under for head in _heads(text)] == ["望海", "望海", "青岚市"]


def test_a_collection_numbers_its_plans() -> None:
    assert [head.title for head in _heads("方案范文 文档1\n一、甲\n二、乙\n方案范文 篇2\n一、丙")] == [
        "方案范文文档1",
        "方案范文篇2",
    ]


def test_a_gazette_prints_plan_after_plan() -> None:
    text = "青岚市气象要点\n一、甲\n做好。（市气象局负责）\n青岚市防汛要点\n一、乙\n做好。（市水利局负责）"
    assert [head.title for head in _heads(text)] == ["青岚市气象要点", "青岚市防汛要点"]


def test_a_notice_and_its_plan_are_one() -> None:
    text = "市政府关于印发方案的通知\n一、提高认识。\n二、抓好落实。\n青岚市防汛工作方案\n一、乙。（市水利局负责）"
    assert len(_heads(text)) == 1


def test_an_empty_text_has_one_plan_that_says_nothing() -> None:
    (head,) = _heads("")
    assert (head.start, head.end, head.title) == (0, 0, "")
