"""Numbered items of every kind, and what only looks like one."""

import pytest

from loaders.text.condensed import Condensed
from loaders.text.outline import item_at, number_value, read_outline

OUTLINES = [
    (
        "the official order of kinds",
        "一、任务\n（一）体系。\n1. 平台。\n（1）甲。\n2．人才。\n（二）环境。\n二、保障",
        ["一", "一/(一)", "一/(一)/1", "一/(一)/1/(1)", "一/(一)/2", "一/(二)", "二"],
    ),
    ("a kind may be left out", "三、保障\n22.领导。\n23.考核。", ["三", "三/22", "三/23"]),
    (
        "numbers that go on across sections",
        "一、甲\n（一）一。\n二、乙\n（二）二。",
        ["一", "一/(一)", "二", "二/(二)"],
    ),
    ("articles", "第一条 甲。\n（一）子。\n第二条 乙。", ["第一条", "第一条/(一)", "第二条"]),
    ("a year at the beginning of a line", "一、甲\n2023.5亿元\n二、乙", ["一", "二"]),
    ("a broken reference", "一、按照本方案第\n（三）项的要求办理有关事项并且继续做好\n二、乙", ["一", "二"]),
    ("a collection's number above the plan", "4. 临江市方案\n一、甲\n（一）子。", ["4", "一", "一/(一)"]),
    (
        "decimal numbers below a chapter",
        "第一章 总则\n1.1 目标\n1.1.1 甲类事项。\n1.1.2 乙类事项。\n1.2 原则\n第二章 任务\n2.1 任务一。\n2.2 任务二。",
        [
            "第一章",
            "第一章/1.1",
            "第一章/1.1/1.1.1",
            "第一章/1.1/1.1.2",
            "第一章/1.2",
            "第二章",
            "第二章/2.1",
            "第二章/2.2",
        ],
    ),
    (
        "decimal numbers below a simple one",
        "1.任务\n1.1 甲。\n1.2 乙。\n2.保障",
        ["1", "1/1.1", "1/1.2", "2"],
    ),
    ("a decimal number of the text", "一、任务\n投资\n1.5亿元，增长\n1.1个百分点。\n二、保障", ["一", "二"]),
    ("a month behind a number", "一、甲\n1.12月底前完成。\n2.1月底前完成。", ["一", "一/1", "一/2"]),
    ("heavenly stems", "一、任务\n甲、第一类。\n乙、第二类。\n二、保障", ["一", "一/甲", "一/乙", "二"]),
    ("two parties are no items", "一、任务\n甲、乙双方共同负责。\n二、保障", ["一", "二"]),
    ("the numerals of bankers", "壹、任务\n一、甲\n贰、保障\n一、乙", ["壹", "壹/一", "贰", "贰/一"]),
    (
        "an item below a heading is counted once",
        "（一）甲。\n二、建设示范区\n（二）\n推进。",
        ["(一)", "二", "二/(二)"],
    ),
    ("marks of Markdown", "## 一、甲\n**（一）子**\n正文。", ["一", "一/(一)"]),
]


@pytest.mark.parametrize(("reason", "text", "paths"), OUTLINES, ids=[reason for reason, _, _ in OUTLINES])
def test_outlines(reason: str, text: str, paths: list[str]) -> None:
    assert [item.path for item in read_outline(Condensed(text))] == paths, reason


def test_a_plan_on_one_line() -> None:
    filler = "推动各项工作落地见效" * 80
    text = f"前言。一、便利(一)审批。{filler}。(市住建局负责)(二)提速。{filler}。(市林业局负责)二、保障。{filler}。"
    assert [item.path for item in read_outline(Condensed(text))] == ["一", "一/(一)", "一/(二)", "二"]


def test_items_hold_their_text() -> None:
    condensed = Condensed("一、甲\n（一）子的正文。\n二、乙")
    items = read_outline(condensed)
    assert [condensed.plain[item.body : item.end] for item in items] == ["甲", "子的正文。", "乙"]
    held = item_at(items, condensed.text.index("正"))
    assert held is not None
    assert held.path == "一/(一)"


@pytest.mark.parametrize(
    ("number", "expected"),
    [("十二", 12), ("(二十一)", 21), ("3", 3), ("③", 3), ("一百零五", 105), ("2.4", 4), ("乙", 2), ("叁", 3)],
)
def test_values(number: str, expected: int) -> None:
    assert number_value(number) == expected
