"""The table of what recognition confuses: every row folds its examples and leaves what only looks like them."""

import pytest

from loaders.lexicon.confusables import Mark, folded_marks, table, variants
from loaders.lexicon.words import reads_as_chinese
from loaders.pipeline import read_text

MARKS = [pytest.param(mark, id=f"{mark.signs} for {mark.meant}") for mark in table().mark]


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_is_folded_where_it_cannot_be_anything_else(mark: Mark) -> None:
    assert mark.examples
    assert mark.kept
    for read, printed in mark.examples:
        assert folded_marks(read) == printed
    for text in mark.kept:
        assert folded_marks(text) == text


def test_groups_hold_characters_that_differ() -> None:
    for group in table().groups:
        assert len(group) > 1
        assert len(set(group)) == len(group), group


def test_names_that_recognition_confuses_with_one_are_tried_nearest_first() -> None:
    found = list(variants("市科枝局"))
    assert "市科技局" in found
    assert found == list(dict.fromkeys(found))
    assert "市科枝局" not in found


def test_strokes_between_names_part_them_in_any_text() -> None:
    text = "青岚市行动方案\n一、培育产业。（牵头单位：市科技局丶市财政局；配合单位：市教育局）"
    (facts,) = read_text(text)
    assert [duty.agency for duty in facts.measures[0].duties] == ["市科技局", "市财政局", "市教育局"]
    assert facts.measures[0].duties[1].evidence.text == "市财政局"


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("推进重点项目建设，完善工作机制，加强组织领导", True),
        ("惟逗重燕颂曰逮设亠兀善工炸机刮", False),
        ("", False),
        ("Scanned by Example 2025", False),
    ],
)
def test_words_tell_chinese_from_noise(text: str, reads: bool) -> None:
    assert reads_as_chinese(text) is reads
