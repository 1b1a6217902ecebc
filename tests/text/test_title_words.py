"""The words of titles: every example of the table is read as its section says."""

import re
from collections.abc import Callable, Sequence

import pytest

from loaders.text.issue import LABEL, ORGAN
from loaders.text.stated import _addressed
from loaders.text.tables import title_words
from loaders.text.title_kinds import gives_work, only_tells, says_plan, tells

WORDS = title_words()


@pytest.mark.parametrize(
    ("holds", "examples"),
    [
        pytest.param(says_plan, WORDS.kinds.examples, id="kinds"),
        pytest.param(gives_work, WORDS.tables.examples, id="tables of tasks and lists"),
        pytest.param(gives_work, WORDS.matters.examples, id="lists of what is handed on"),
        pytest.param(tells, WORDS.telling.examples, id="papers that tell"),
        pytest.param(tells, WORDS.rosters.examples, id="rosters"),
        pytest.param(only_tells, WORDS.workless.examples, id="papers without work"),
        pytest.param(
            lambda name: re.search(f"{ORGAN}$", name) is not None, WORDS.organs.examples, id="organs"
        ),
        pytest.param(LABEL.fullmatch, WORDS.labels.examples, id="labels"),
        pytest.param(lambda line: _addressed(line, 0), WORDS.addressed.examples, id="addressees"),
    ],
)
def test_every_example_is_read_as_its_section_says(
    holds: Callable[[str], object], examples: Sequence[str]
) -> None:
    assert [text for text in examples if not holds(text)] == []


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("青岚市降低成本工作方案", id="a plan divides work"),
        pytest.param(
            "青岚市招商会议工作方案", id="a word of a paper without work within the title of a plan"
        ),
        pytest.param("青岚市值班工作方案", id="a roster's word without its 安排"),
    ],
)
def test_a_plan_does_not_only_tell(title: str) -> None:
    assert gives_work(title)
    assert not only_tells(title)


def test_a_label_of_a_duty_addresses_nobody() -> None:
    assert not _addressed("牵头单位:", 0)
    assert not _addressed("青岚电视台:", 0)
