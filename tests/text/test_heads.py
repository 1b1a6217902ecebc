"""Heads of plans: title, issuer, number and date, and where the next plan begins."""

import pytest

from loaders.text.condensed import Condensed
from loaders.text.heads import Head, read_heads
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
        "a number in brackets behind a title is another document's",
        "青岚市工作方案\n根据《省办法》（云政发〔2020〕1号），制定本方案。\n一、甲",
        ("青岚市工作方案", "", ""),
    ),
]


def _heads(text: str) -> list[Head]:
    condensed = Condensed(text)
    return read_heads(condensed, read_marks(condensed))


@pytest.mark.parametrize(("reason", "text", "expected"), HEADS, ids=[reason for reason, _, _ in HEADS])
def test_heads(reason: str, text: str, expected: tuple[str, str, str]) -> None:
    (head,) = _heads(text)
    assert (head.title, head.issuer, head.document_number) == expected, reason


def test_column_headings_are_no_title() -> None:
    text = "附件1\n临江市2024年重点任务分工表\n序号\t任务\t责任分工\n1\t编制图谱\t市工信局"
    assert _heads(text)[0].title == "临江市2024年重点任务分工表"


def test_the_date_of_issue() -> None:
    assert _heads("青岚市方案\n一、甲\n青岚市人民政府\n2024年3月7日")[0].date == "2024-03-07"
    assert _heads("青岚市方案\n一、甲\n2024年13月7日")[0].date == ""


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
