"""Tables with a column for each agency and signs for what it does."""

import pytest
from duties.said import Who, of

from graph.model import Role
from loaders.formats.text import read_plain_text
from loaders.pipeline import read_document

SIGNS = [("校园安全", "▲", "△", ""), ("学位供给", "▲", "", "△"), ("总务", "", "", "")]
SIGNED: list[Who] = [(["市教育局"], ["市公安局"], []), (["市教育局"], ["市财政局"], [])]
NOT_SAID: list[Who] = []


def said(rows: list[tuple[str, ...]], note: str) -> tuple[list[Who], list[str]]:
    lines = ["青岚市任务分工方案", *("\t".join(row) for row in rows), note]
    (facts,) = read_document(read_plain_text("\n".join(lines).encode(), "plan.txt"))
    who = [
        (of(measure, Role.LEADS), of(measure, Role.SUPPORTS), of(measure, Role.RESPONSIBLE))
        for measure in facts.measures
    ]
    return who, [found.message for found in facts.diagnostics if found.code == "unread-annotation"]


HEADS = ("任务", "市教育局", "市公安局", "市财政局")


@pytest.mark.parametrize(
    ("rows", "note", "who", "unsure"),
    [
        pytest.param([HEADS, *SIGNS], "注：▲为牵头单位，△为配合单位。", SIGNED, 0, id="a legend"),
        pytest.param(
            [HEADS, *SIGNS], "牵头单位用▲表示，配合单位用△表示。", SIGNED, 0, id="a legend the other way"
        ),
        pytest.param(
            [
                HEADS,
                *[tuple(words.replace("▲", "牵头").replace("△", "配合") for words in row) for row in SIGNS],
            ],
            "",
            SIGNED,
            0,
            id="words",
        ),
        pytest.param(
            [("任务", "责任单位", "责任单位", ""), HEADS, ("校园安全", "√", "", "√")],
            "",
            [([], [], ["市教育局", "市财政局"])],
            0,
            id="one sign below a heading",
        ),
        pytest.param(
            [HEADS, ("校园安全", "√", "", "√")], "", NOT_SAID, 2, id="nothing says what the sign means"
        ),
        pytest.param([HEADS, ("教师数", "120", "3", "5")], "", NOT_SAID, 0, id="numbers are no signs"),
    ],
)
def test_signs_say_who_does_what(rows: list[tuple[str, ...]], note: str, who: list[Who], unsure: int) -> None:
    found, messages = said(rows, note)
    assert found == who
    assert len([one for one in messages if one.startswith("what this sign says")]) == unsure
