"""Markdown: what its reader sees, every character at its place in the file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import InputError
from loaders.formats.markdown import shown
from loaders.formats.text import read_plain_text
from loaders.pipeline import read_document

PLAN = """# 青岚市方案

## 一、创新引领

**（一）建设平台。** 建设基地。（**牵头单位：**[市科技局](https://kjj.example/a "主页")；**配合单位：** `市财政局`）<!-- 待定：
（市教育局负责） -->

> （二）编制图谱。\\
> 编制图谱。（责任单位：<u>市工信局</u>、![章](a.png)市商务局）

| 任务 | 牵头单位 |
| --- | --- |
| 建**中心** | <ul><li>市科技局</li><li>市工信局</li></ul> |
| 建\\|库 | ~~市财政局~~市大数据局 |
"""


def test_marks_are_no_part_of_names() -> None:
    document = read_plain_text(PLAN.encode(), "plan.md")
    (facts,) = read_document(document)
    assert [(measure.heading, [duty.agency for duty in measure.duties]) for measure in facts.measures] == [
        ("建设平台", ["市科技局", "市财政局"]),
        ("编制图谱", ["市工信局", "市商务局"]),
        ("建中心", ["市科技局", "市工信局"]),
        ("建|库", ["市大数据局"]),
    ]
    for measure in facts.measures:
        for duty in measure.duties:
            assert PLAN[duty.evidence.start : duty.evidence.end] == duty.agency


@pytest.mark.parametrize(
    "text", ["20__年", "（〔2024〕8号）", "[市科技局](牵头)", "a < b", "2 * 3", "<!-- 市财政局", "【[】"]
)
def test_what_is_no_mark_stays(text: str) -> None:
    assert shown(text) == text


@given(st.text(alphabet='[]()<>!*`>\\|-#:/hbr局\r\n "', max_size=60))
def test_every_character_keeps_its_place(text: str) -> None:
    seen = shown(text)
    assert len(seen) == len(text)
    assert all(after in (before, " ") for before, after in zip(text, seen, strict=True))
    assert [sign for sign in seen if sign in "\r\n"] == [sign for sign in text if sign in "\r\n"]


def test_a_table_in_html_is_named_by_its_line() -> None:
    errors: list[InputError] = []
    read_plain_text("# 方案\n\n<table><tr><td>甲</table>\n".encode(), "plan.md", on_error=errors.append)
    assert [str(error).partition(" is")[0] for error in errors] == ["plan.md:3: a table in HTML"]


@pytest.mark.parametrize("sign", ["<!--", "![", "[a](", "<a ", "**", "\\", "[", ">", "<!-- -"])
def test_marks_that_never_close_cost_no_more_than_they_are_long(sign: str) -> None:
    assert len(shown(sign * 200_000)) == len(sign) * 200_000
