"""The words of a site's furniture: every example of the table is known, and what only looks like it is not."""

import pytest

from loaders.formats.furniture import NAMES, contents_lines, footer_start, is_furniture_line
from loaders.formats.tables import furniture_words

WORDS = furniture_words()
MARK = "云ICP备12345号"


def test_every_example_of_a_name_is_known() -> None:
    assert [name for name in WORDS.names.examples if not NAMES.search(name)] == []


def test_a_word_within_another_word_names_no_furniture() -> None:
    assert [name for name in WORDS.names.others if NAMES.search(name)] == []


@pytest.mark.parametrize("line", [*WORDS.lines.examples, *WORDS.origin.examples])
def test_every_example_of_a_line_is_a_page_s_own(line: str) -> None:
    assert is_furniture_line(f" {line} ")


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("来源：市财政局", id="one word of an origin, and no date"),
        pytest.param("简体字规范", id="more than the word"),
        pytest.param("分享" + "创新成果" * 30, id="longer than a share bar"),
    ],
)
def test_a_line_of_the_plan_is_not_the_page_s(line: str) -> None:
    assert not is_furniture_line(line)


@pytest.mark.parametrize("mark", WORDS.footer_marks.examples)
def test_a_mark_begins_a_footer(mark: str) -> None:
    assert footer_start(["一、甲。", mark]) == 1


@pytest.mark.parametrize("line", WORDS.footer.examples)
def test_a_footer_reaches_up_over_its_lines(line: str) -> None:
    assert footer_start(["一、甲。", line, "", MARK]) == 1
    assert footer_start(["一、甲。", line]) == 2


@pytest.mark.parametrize(
    ("lines", "start"),
    [
        pytest.param(["一、甲。", "牵头单位：市财政局", MARK], 2, id="a duty above the footer stays"),
        pytest.param([MARK, *["甲"] * 12], 0, id="twelve lines below the mark"),
        pytest.param([MARK, *["甲"] * 13], 14, id="a mark that far up closes no page"),
        pytest.param(["甲" * 121, MARK], 1, id="a paragraph ends the footer"),
    ],
)
def test_where_a_footer_begins(lines: list[str], start: int) -> None:
    assert footer_start(lines) == start


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        pytest.param(
            ["目 录", "一、甲…………1", "二、乙....2", "三、丙………… 3"], {0, 1, 2, 3}, id="three entries"
        ),
        pytest.param(["目录", "一、甲…………1", "二、乙…………2"], set(), id="two are no table of contents"),
        pytest.param(["一、甲…1", "二、乙…2", "三、丙…3"], set(), id="an ellipsis leads to no page"),
    ],
)
def test_lines_of_a_table_of_contents(lines: list[str], found: set[int]) -> None:
    assert contents_lines(lines) == found
