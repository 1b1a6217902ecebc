"""The words that names of bodies are made of: each example of the table means what its table says."""

import pytest

from graph.model import Scope
from loaders.duties.levels import restore
from loaders.duties.splitting import split
from loaders.lexicon.bodies import ends_like_a_body, ends_like_an_agency
from loaders.lexicon.headings import Column, heading_kind
from loaders.lexicon.persons import is_person
from loaders.lexicon.script import simplified
from loaders.lexicon.wording import bodies, wording
from loaders.pipeline import read_text


def names(text: str) -> list[str]:
    return [name.text for name in restore(split(text, 0, len(text)))]


@pytest.mark.parametrize("name", [*bodies().zones.examples, *bodies().branches.examples])
def test_a_zone_and_a_branch_take_no_level(name: str) -> None:
    assert names(f"市教育局、{name}") == ["市教育局", name]


@pytest.mark.parametrize("name", bodies().endings.with_level)
def test_these_departments_take_the_level_though_zones_end_so(name: str) -> None:
    assert names(f"区水务局、{name}") == ["区水务局", f"区{name}"]


@pytest.mark.parametrize("word", bodies().endings.strong)
def test_a_strong_ending_alone_tells_an_agency(word: str) -> None:
    assert ends_like_an_agency(f"青岚{word}")


@pytest.mark.parametrize("word", bodies().endings.weak)
def test_a_weak_ending_tells_a_body(word: str) -> None:
    assert ends_like_a_body(f"青岚{word}")


def test_an_ending_is_strong_or_weak() -> None:
    assert not set(bodies().endings.strong) & set(bodies().endings.weak)


@pytest.mark.parametrize("label", wording().persons.examples)
def test_a_label_of_a_person_heads_its_column(label: str) -> None:
    assert heading_kind(label) is Column.PERSON


@pytest.mark.parametrize("label", wording().times.examples)
def test_a_label_of_a_time_heads_its_column(label: str) -> None:
    assert heading_kind(label) is Column.DEADLINE


@pytest.mark.parametrize("sentence", wording().statements.examples)
def test_an_example_of_a_statement_is_one(sentence: str) -> None:
    (facts,) = read_text(f"青岚市方案\n一、任务\n{sentence}。\n", inline=True)
    assert [measure.scope for measure in facts.measures] == [Scope.INLINE]


@pytest.mark.parametrize("name", ["王明", "欧阳小青", "李建国"])
def test_a_person_is_told_by_the_family_name(name: str) -> None:
    assert is_person(name)


@pytest.mark.parametrize("name", ["规划处", "白河镇", "高新园", "金融城", "方山镇", "市科技局", "明"])
def test_no_body_is_taken_for_a_person(name: str) -> None:
    assert not is_person(name)


def test_folding_keeps_every_offset() -> None:
    text = "東港市教育局牽頭，各縣區政府負責"
    assert simplified(text) == "东港市教育局牵头，各县区政府负责"
    assert len(simplified(text)) == len(text)


def test_a_simplified_text_is_left_as_it_is() -> None:
    text = "市教育局牵头，著名乾坤"
    assert simplified(text) is text
