"""Annotations in running text, and the measures that they cover."""

import pytest

from loaders.duties.annotations import find_annotations
from loaders.duties.measures import cut_measures, heading_of
from loaders.pipeline import read_text
from loaders.text.condensed import Condensed
from loaders.text.outline import read_outline

TEXTS = [
    ("a bracket at the end of the clause", "一、甲。做好。（市科技局负责）", ["（市科技局负责）"]),
    (
        "three in one paragraph",
        "一、甲。做好。（市科技局负责）再做。（市财政局牵头）三做。（市税务局、市财政局）",
        ["（市科技局负责）", "（市财政局牵头）", "（市税务局、市财政局）"],
    ),
    (
        "brackets in the bracket",
        "一、甲。〔责任单位：各县（市、区）人民政府〕",
        ["〔责任单位：各县（市、区）人民政府〕"],
    ),
    (
        "the end of a line behind a task that ends like a body",
        "一、甲\n1.云平台（市科技局负责）\n建好平台。\n2.乙。做好。",
        ["（市科技局负责）"],
    ),
    ("mixed widths", "一、甲。(市科技局负责）", ["(市科技局负责）"]),
    (
        "an inner bracket that is not closed",
        "一、甲。(牵头单位:市科技局;完成时限:(2023年6月)\n二、乙。(市财政局负责)",
        ["(牵头单位:市科技局;完成时限:(2023年6月)", "(市财政局负责)"],
    ),
    (
        "an open bracket ends with its line, whatever brackets follow",
        "一、甲。(牵头单位:市科技局;完成时限:(2023年6月)\n推进建设(含改造)项目。\n二、乙。",
        ["(牵头单位:市科技局;完成时限:(2023年6月)"],
    ),
    (
        "an open bracket ends with its sentence, whatever brackets follow",
        "一、甲。(牵头单位:市科技局;完成时限:(2023年6月)。推进建设(含改造)项目。\n二、乙。",
        ["(牵头单位:市科技局;完成时限:(2023年6月)"],
    ),
    (
        "an open bracket ends before the next annotation's",
        "一、甲。(责任单位:市科技局(配合单位:市财政局)\n二、乙。",
        ["(责任单位:市科技局", "(配合单位:市财政局)"],
    ),
    (
        "an open bracket ends with the last name's own, not with the text behind it",
        "一、甲。(牵头单位:市科技局(市外国专家局)推进建设。\n二、乙。",
        ["(牵头单位:市科技局(市外国专家局)"],
    ),
    (
        "an open bracket ends with the last name's own, not before the next annotation's",
        "一、甲。(责任单位:市科技局(市外国专家局)推进(配合单位:市财政局)\n二、乙。",
        ["(责任单位:市科技局(市外国专家局)", "(配合单位:市财政局)"],
    ),
    (
        "an open bracket goes on behind a stop that a label follows",
        "一、甲。(牵头单位:市科技局。配合单位:市财政局\n二、乙。",
        ["(牵头单位:市科技局。配合单位:市财政局"],
    ),
    (
        "a bracket that is never closed",
        "一、甲。（牵头单位：市科技局；配合单位：市财政局\n二、乙。",
        ["（牵头单位：市科技局；配合单位：市财政局"],
    ),
    ("a name broken over lines", "一、甲。（牵头单位：市科\n技局）", ["（牵头单位：市科技局）"]),
    (
        "a block of labels",
        "一、甲。做好。\n牵头单位：市科技局\n责任单位：市财政局等\n完成时限：2023年\n二、乙",
        ["牵头单位：市科技局责任单位：市财政局等"],
    ),
    ("a label behind a sentence", "一、甲。做好。责任单位：市科技局。\n二、乙", ["责任单位：市科技局"]),
    (
        "a line of names with words",
        "一、甲。做好。\n市科技局牵头，市财政局配合。\n二、乙",
        ["市科技局牵头，市财政局配合"],
    ),
    (
        "a bare list with a time limit",
        "一、甲。做好。（市大数据局、市公安局，2023年9月底前）",
        ["（市大数据局、市公安局，2023年9月底前）"],
    ),
    (
        "offices of a town",
        "一、甲。做好。（镇党建办、镇文化站，各村“两委”）",
        ["（镇党建办、镇文化站，各村“两委”）"],
    ),
    (
        "labels in brackets",
        "一、甲。做好。\n【牵头单位】市科技局\n【责任单位】市财政局\n【完成时限】持续推进\n",
        ["牵头单位】市科技局【责任单位】市财政局"],
    ),
    (
        "a label with the division of work",
        "一、甲。做好。\n责任单位及分工：市商务局牵头，市外事办配合。\n",
        ["责任单位及分工：市商务局牵头，市外事办"],
    ),
    (
        "names on lines of their own",
        "一、甲。做好。\n责任单位：\n市科技局\n市财政局\n各县（市、区）人民政府\n二、乙。",
        ["责任单位：市科技局市财政局各县（市、区）人民政府"],
    ),
    (
        "tasks by number",
        "任务一：强链\n牵头单位：市科技局\n完成时限：2024年\n任务二：强基\n牵头单位：市财政局\n",
        ["牵头单位：市科技局", "牵头单位：市财政局"],
    ),
    (
        "a label behind a person's",
        "一、甲。做好。牵头领导：张三副局长责任部门：建工科、安全站\n二、乙。",
        ["责任部门：建工科、安全站"],
    ),
    (
        "the next item on the line ends a label's list",
        "(一)甲。做好。责任部门：建工科、质监站(二)乙。做好。责任部门：园林局",
        ["责任部门：建工科、质监站", "责任部门：园林局"],
    ),
    (
        "the next item behind a time limit on the line",
        "一、甲。做好工作。(1)建云。做好。责任单位：云岭信通公司完成时限：2021年9月30日(2)建库。做好。责任单位：市数据局完成时限：2021年12月",
        ["责任单位：云岭信通公司", "责任单位：市数据局"],
    ),
    (
        "an open bracket whose last name has its own",
        "一、甲。做好。（牵头单位：镇农办责任单位：规建办、各村（社区）\n二、乙。",
        ["（牵头单位：镇农办责任单位：规建办、各村（社区）"],
    ),
    (
        "an open bracket whose list goes on behind a name's own",
        "一、甲。做好。（责任单位：市科技局（市大数据局）、市财政局\n本项列入考核。\n二、乙。",
        ["（责任单位：市科技局（市大数据局）、市财政局"],
    ),
    (
        "an open bracket before the next item",
        "一、甲。做好。（责任单位：市科技局、市财政局\n二、乙。做好。（责任单位：市教育局）",
        ["（责任单位：市科技局、市财政局", "（责任单位：市教育局）"],
    ),
    (
        "an open bracket that ends with its sentence",
        "一、甲。做好。（责任单位：市科技局、市财政局。另行通知。\n二、乙。",
        ["（责任单位：市科技局、市财政局"],
    ),
    (
        "a line with a label without its colon",
        "一、甲。做好。\n责任单位市教育局、市财政局\n二、乙。",
        ["责任单位市教育局、市财政局"],
    ),
    ("a label in running text", "一、甲。各责任单位市区两级要落实。", []),
    (
        "a block of quoted lines",
        "一、甲。做好。\n> 牵头单位：市科技局\n> 责任单位：市财政局\n二、乙",
        ["牵头单位：市科技局>责任单位：市财政局"],
    ),
    (
        "a block of listed lines",
        "一、甲。做好。\n- 牵头单位：市科技局\n- 完成时限：2024年\n- 责任单位：市财政局\n二、乙",
        ["牵头单位：市科技局-完成时限：2024年-责任单位：市财政局"],
    ),
    (
        "a line of names below a heading without a stop",
        "一、甲\n保险补贴\n市教育局、市财政局、团市委等按职责分工负责\n就业补助\n市财政局牵头，市教育局配合\n",
        ["市教育局、市财政局、团市委等按职责分工负责", "市财政局牵头，市教育局配合"],
    ),
    ("a line of one short name", "一、甲。做好。\n县妇联牵头\n二、乙。", ["县妇联牵头"]),
    ("a line in which a name is asked for", "一、甲。做好。\n市委要求办负责\n二、乙。", []),
    ("a line that goes on with a sentence", "一、甲。政策由\n市教育局、市财政局负责\n解释，\n并", []),
    (
        "a division of work",
        "一、甲。做好。\n部门分工：市科技局牵头，市财政局配合。\n二、乙。",
        ["部门分工：市科技局牵头，市财政局"],
    ),
    ("corner brackets", "一、甲。做好。『责任单位：市科技局』", ["『责任单位：市科技局』"]),
    ("examples", "一、甲。与高校合作（青岚大学、望溪学院）。（市科技局）", ["（市科技局）"]),
    ("explanations", "一、甲（以下简称局）。（此件公开发布）（含市直部门）做（市区）好。", []),
    (
        "names with gaps between them",
        "一、甲。做好。\n责任单位：教育局 财政局 人社局\n完成时限：2024年\n二、乙。",
        ["责任单位：教育局财政局人社局"],
    ),
    (
        "a word for all in a bracket behind a label's list",
        "一、甲。做好。\n责任单位：县教育局、县财政局（按职责分工负责）\n二、乙。",
        ["责任单位：县教育局、县财政局"],
    ),
    ("where an office is", "一、甲。成立小组。（办公室设在市科技局）", []),
    ("which body is meant", "一、甲。向社会公开报送数据的主管部门（市大数据局）。", []),
    (
        "an imprint behind the editor",
        "一、甲。（市科技局负责）\n责任编辑：李明 主办单位：临江市人民政府办公室 承办：市大数据局",
        ["（市科技局负责）"],
    ),
    ("a bracket in the middle of a sentence", "一、由主管部门（市科技局）审批，报省厅（省科技厅）备案。", []),
    ("a duty in running text", "一、市科技局要负责牵头制定方案。", []),
    (
        "an imprint",
        "一、甲。（市科技局负责）\n主办单位：临江市人民政府办公室 备案号：云ICP备1号",
        ["（市科技局负责）"],
    ),
]


def _read(text: str) -> tuple[Condensed, list[str], list[str]]:
    condensed = Condensed(text)
    found, misses = find_annotations(condensed, read_outline(condensed), 0, len(condensed.text))
    return (
        condensed,
        ["".join(text[slice(*condensed.raw_span(one.start, one.end))].split()) for one in found],
        [miss.reason for miss in misses],
    )


@pytest.mark.parametrize(("reason", "text", "quotes"), TEXTS, ids=[reason for reason, _, _ in TEXTS])
def test_annotations(reason: str, text: str, quotes: list[str]) -> None:
    assert _read(text)[1] == quotes, reason


def test_a_label_without_an_agency_is_a_miss() -> None:
    assert _read("一、甲。做好。（责任单位：）")[1:] == ([], ["no agency is named"])


def test_an_unknown_label_is_a_miss_and_an_explained_word_is_none() -> None:
    assert _read("一、甲。\n责任战区：东战区指挥部、西战区指挥部。")[1:] == ([], ["the label is not known"])
    assert _read("一、甲。\n责任片区：指白河镇政府、白石镇政府。")[1:] == ([], [])


@pytest.mark.parametrize("words", ["市教育局负责，全体群众关注", "我们市教育局负责，市财政局知情"])
def test_a_clause_that_begins_with_no_agency_makes_no_miss(words: str) -> None:
    assert _read(f"一、重点\n1.甲：{words}\n2.乙。")[1:] == ([], [])


def test_measures_begin_behind_the_annotation_before() -> None:
    condensed = Condensed("一、甲\n（一）平台建设。建平台。（市科技局负责）引人才。（市人社局负责）")
    items = read_outline(condensed)
    found, _ = find_annotations(condensed, items, 0, len(condensed.text))
    cuts = cut_measures(condensed, items, found, 0, len(condensed.text))
    assert [condensed.plain[cut.start : cut.end] for cut in cuts] == ["（一）平台建设。建平台。", "引人才。"]
    assert [heading_of(condensed, cut) for cut in cuts] == ["平台建设", "平台建设"]


def test_an_annotation_directly_below_the_heading_covers_the_text_behind_it() -> None:
    condensed = Condensed(
        "一、甲\n1.平台建设\n牵头单位：市科技局\n建好三个光电平台，引进一批高水平的创新人才。\n2.强保障。拨付资金。（市财政局负责）"
    )
    items = read_outline(condensed)
    found, _ = find_annotations(condensed, items, 0, len(condensed.text))
    cuts = cut_measures(condensed, items, found, 0, len(condensed.text))
    assert [condensed.plain[cut.start : cut.end] for cut in cuts] == [
        "建好三个光电平台，引进一批高水平的创新人才。",
        "2.强保障。拨付资金。",
    ]
    assert [heading_of(condensed, cut) for cut in cuts] == ["平台建设", "强保障"]


@pytest.mark.parametrize(
    ("heading", "covered"),
    [
        pytest.param("建设" * 30, "behind", id="sixty characters head what stands behind them"),
        pytest.param("建设" * 30 + "好", "before", id="sixty-one are no heading"),
        pytest.param("先建平台。再引人才", "before", id="two sentences are no heading"),
    ],
)
def test_a_heading_is_short_and_one_sentence(heading: str, covered: str) -> None:
    behind = "建好三个光电中心，引进一批高水平的创新人才队伍。"
    condensed = Condensed(f"一、甲\n1.{heading}（市科技局负责）\n{behind}\n2.乙。做好。")
    items = read_outline(condensed)
    found, _ = find_annotations(condensed, items, 0, len(condensed.text))
    [cut] = cut_measures(condensed, items, found, 0, len(condensed.text))
    assert condensed.plain[cut.start : cut.end] == (behind if covered == "behind" else f"1.{heading}")


def test_what_stands_behind_it_is_the_next_one_s_where_there_is_one() -> None:
    condensed = Condensed(
        "一、甲\n1.新建绿道。（县住建局负责）全长五公里，沿线设置驿站和服务点。（白河镇负责）"
    )
    items = read_outline(condensed)
    found, _ = find_annotations(condensed, items, 0, len(condensed.text))
    cuts = cut_measures(condensed, items, found, 0, len(condensed.text))
    assert [condensed.plain[cut.start : cut.end] for cut in cuts] == [
        "1.新建绿道。",
        "全长五公里，沿线设置驿站和服务点。",
    ]


def test_what_stands_above_all_items_is_a_measure_and_no_section() -> None:
    condensed = Condensed("修渠。（市水利局负责）\n一、修路\n铺路。（市交通局负责）")
    items = read_outline(condensed)
    found, _ = find_annotations(condensed, items, 0, len(condensed.text))
    cuts = cut_measures(condensed, items, found, 0, len(condensed.text))
    assert [(condensed.plain[cut.start : cut.end], cut.item is None, cut.section) for cut in cuts] == [
        ("修渠。", True, False),
        ("一、修路铺路。", False, False),
    ]


def test_an_annotation_in_a_heading_covers_the_section() -> None:
    condensed = Condensed(
        "一、甲\n（一）商事改革（指标牵头单位：市审批局）\n1.登记。（市场监管局负责）\n2.注销。（市税务局负责）"
    )
    items = read_outline(condensed)
    found, _ = find_annotations(condensed, items, 0, len(condensed.text))
    assert [cut.section for cut in cut_measures(condensed, items, found, 0, len(condensed.text))] == [
        True,
        False,
        False,
    ]


def test_a_thousand_brackets_are_no_trouble() -> None:
    assert _read("一、甲。" + "（" * 1000 + "市科技局" + "）" * 1000)[1] == []


HEADINGS = {
    "before the first measure without a number stands the plan's title": (
        "青岚市任务分解\n推行网办\n牵头单位：市数据局\n推广执照\n牵头单位：市司法局\n",
        ["推行网办", "推广执照"],
    ),
    "what a label opens is none": (
        "青岚市任务分解\n◎推行网办\n分管领导：王明\n牵头单位：市数据局\n",
        ["推行网办"],
    ),
    "what stands behind its label, and not what closed the measure before": (
        "青岚市任务分解\n项目名称：推行网办\n牵头单位：市数据局\n责任人：王明\n项目名称：推广执照\n牵头单位：市司法局\n",
        ["推行网办", "推广执照"],
    ),
    "what stands behind its annotation": (
        "青岚市任务分解\n○牵头单位：市数据局\n　具体任务：推行网办。\n○牵头单位：市司法局\n　具体任务：推广执照。\n",
        ["推行网办", "推广执照"],
    ),
    "a ticked box of a list": (
        "青岚市任务分解\n- [ ] **任务1**：推行网办（牵头：市数据局）\n- [x] **任务2**：推广执照（牵头：市司法局）\n",
        ["推行网办", "推广执照"],
    ),
    "measures counted in brackets, gaps for the colons": (
        "青岚市任务分解\n举措（1）：推行网办\n 牵头单位 市数据局 配合单位 市税务局、市公安局\n 完成时限 2026年6月\n"
        "举措（2）：推广执照\n 牵头 市司法局\n 配合 市财政局\n",
        ["推行网办", "推广执照"],
    ),
}


@pytest.mark.parametrize(("text", "headings"), HEADINGS.values(), ids=HEADINGS)
def test_a_measure_is_headed_by_its_own_words(text: str, headings: list[str]) -> None:
    [facts] = read_text(text)
    assert [one.heading for one in facts.measures] == headings
    assert all(one.duties for one in facts.measures)
