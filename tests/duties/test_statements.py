"""Statements of running text that give a body a task, and sentences that give none."""

import pytest

from graph.model import Basis, Role, Scope
from loaders.pipeline import read_text

L, S, R = Role.LEADS, Role.SUPPORTS, Role.RESPONSIBLE

STATEMENTS = [
    ("behind 由", "由市商务局牵头制定办法。", [(L, "市商务局")]),
    (
        "two bodies in one sentence",
        "由市商务局牵头制定办法，市财政局配合。",
        [(L, "市商务局"), (S, "市财政局")],
    ),
    ("a subject that has to", "各地要落实属地管理责任。", [(R, "各地")]),
    ("two collectives without a mark", "各地各有关部门要做好宣传。", [(R, "各地"), (R, "各有关部门")]),
    ("a list with its level", "市公安局、司法局应加强联动。", [(R, "市公安局"), (R, "市司法局")]),
    ("one with another", "市市场监管局要会同有关部门加强分析。", [(R, "市市场监管局"), (R, "有关部门")]),
    ("duties of members", "市生态环境局：负责组织应急监测。", [(R, "市生态环境局")]),
    ("a task behind a colon", "市气象局：及时提供信息，发布预警。", [(R, "市气象局")]),
    ("what a meeting decided", "会议决定，由市住建局负责改造。", [(R, "市住建局")]),
    ("behind a condition", "涉及林地的，由林业主管部门进行审查。", [(R, "林业主管部门")]),
]
NONE = [
    ("a person of an agency", "市气象局负责人介绍了天气情况。"),
    ("words that begin like a task", "青岚市应急体系日益完善，市场要素加快流动。"),
    ("reason and origin", "由于市财政局已经拨款，项目自由推进。"),
    ("an annotation says it already", "推进备案。（由市水务局负责）"),
    ("no body", "企业家要敢于创新。"),
    ("what a body says or has", "市气象局：今日晴。\n市财政局：6391000\n市商务局：王明"),
    ("a label", "牵头单位：组织部门提供名单。"),
]


@pytest.mark.parametrize(("reason", "text", "roles"), STATEMENTS, ids=[row[0] for row in STATEMENTS])
def test_a_sentence_gives_a_task(reason: str, text: str, roles: list[tuple[Role, str]]) -> None:
    (facts,) = read_text(f"青岚市工作方案\n一、任务\n{text}\n", inline=True)
    said = [measure for measure in facts.measures if measure.scope is Scope.INLINE]
    assert [(duty.role, duty.agency) for measure in said for duty in measure.duties] == roles, reason
    assert {duty.basis for measure in said for duty in measure.duties} == {Basis.INLINE}


@pytest.mark.parametrize(("reason", "text"), NONE, ids=[row[0] for row in NONE])
def test_a_sentence_gives_none(reason: str, text: str) -> None:
    (facts,) = read_text(f"青岚市工作方案\n一、任务\n{text}\n", inline=True)
    assert not [measure for measure in facts.measures if measure.scope is Scope.INLINE], reason
    assert facts.statements == 0


@pytest.mark.parametrize(
    "word",
    [
        "应急",
        "应用",
        "应对",
        "应届",
        "应收",
        "应付",
        "应税",
        "应变",
        "应激",
        "应聘",
        "应答",
        "应征",
        "要素",
        "要求",
        "要点",
        "要闻",
        "要件",
        "要害",
        "要事",
        "要领",
        "要义",
        "须知",
        "需求",
        "承担着",
    ],
)
def test_a_word_that_only_begins_like_a_modal_gives_none(word: str) -> None:
    (facts,) = read_text(f"青岚市工作方案\n一、任务\n市水务局{word}清单和台账。\n", inline=True)
    assert (facts.measures, facts.statements) == ((), 0)


def test_statements_are_counted_and_not_read_unless_asked_for() -> None:
    (facts,) = read_text("青岚市工作方案\n一、任务\n由市商务局牵头制定办法。\n")
    assert (facts.measures, facts.statements) == ((), 1)
    [found] = facts.diagnostics
    assert "give a body a task: 1" in found.message


def test_names_of_a_statement_are_quoted_at_their_place() -> None:
    text = "青岚市工作方案\n一、任务\n由市商务局\n牵头制定办法，市财政局配合。\n"
    (facts,) = read_text(text, inline=True)
    for measure in facts.measures:
        for duty in measure.duties:
            assert text[duty.evidence.start : duty.evidence.end] == duty.evidence.text
