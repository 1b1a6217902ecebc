"""The words of duties: one table, and every pattern built from it."""

import pytest

from graph.model import Role
from loaders.duties.grammar import read_list
from loaders.lexicon.headings import Column, heading_kind, heading_role
from loaders.lexicon.persons import names_many_persons, titled_persons
from loaders.lexicon.powers import holder_at, lists_powers, names_a_power
from loaders.lexicon.wording import RoleWords, bodies, role_of, role_words, wording
from loaders.tasks.flattened import find_flattened
from loaders.text.title_kinds import tells

ROWS = wording().role
WORDS = [pytest.param(row.name, word, id=f"{row.name.value}-{word}") for row in ROWS for word in row.words]
LABELS = [item for item in WORDS if item.values[1] in role_words("label")]
VERBS = [item for item in WORDS if item.values[1] in role_words("verb")]
NOUNS = (*wording().nouns.bodies, *wording().nouns.areas)


def roles_of(text: str) -> list[tuple[Role, str]]:
    return [(item.role, item.name.text) for item in read_list(text).roles]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name.value)
def test_every_example_of_the_table_has_its_role(row: RoleWords) -> None:
    for example in row.examples:
        assert role_of(example) is row.name, example


def test_every_word_stands_once() -> None:
    words = [word for row in ROWS for word in row.words]
    assert len(words) == len(set(words))
    for words in (NOUNS, wording().persons.labels, wording().times.labels, wording().others.labels):
        assert len(words) == len(set(words))
    for words in (bodies().endings.strong, bodies().endings.weak, bodies().functions.words):
        assert len(words) == len(set(words))


@pytest.mark.parametrize(("role", "word"), LABELS)
def test_a_word_of_a_role_is_a_label(role: Role, word: str) -> None:
    assert roles_of(f"{word}单位:市科技局") == [(role, "市科技局")]


@pytest.mark.parametrize(("role", "word"), VERBS)
def test_a_word_of_a_role_stands_behind_a_name(role: Role, word: str) -> None:
    assert roles_of(f"市科技局{word}") == [(role, "市科技局")]


@pytest.mark.parametrize(("role", "word"), LABELS)
def test_a_word_of_a_role_heads_a_column(role: Role, word: str) -> None:
    heading = f"{word}单位"
    assert (heading_kind(heading), heading_role(heading)) == (Column.ROLE, role)


@pytest.mark.parametrize("heading", wording().questions.examples)
def test_a_question_heads_a_column(heading: str) -> None:
    assert heading_kind(heading) is Column.ROLE


@pytest.mark.parametrize(
    ("heading", "kind", "role"),
    [
        ("谁来干", Column.ROLE, Role.RESPONSIBLE),
        ("由谁来帮", Column.ROLE, Role.SUPPORTS),
        ("哪个部门牵头", Column.ROLE, Role.LEADS),
        ("干什么", Column.TASK, Role.RESPONSIBLE),
        ("什么时候干完", Column.DEADLINE, Role.RESPONSIBLE),
        ("责任部门及职责", Column.ROLE, Role.RESPONSIBLE),
    ],
)
def test_what_a_heading_asks_for(heading: str, kind: Column, role: Role) -> None:
    assert (heading_kind(heading), heading_role(heading)) == (kind, role)


@pytest.mark.parametrize(("role", "word"), LABELS)
@pytest.mark.parametrize("form", ["序号\n工作任务\n{}\n", "序号 | 工作任务 | {}\n"], ids=["lines", "marks"])
def test_a_word_of_a_role_heads_a_flattened_column(role: Role, word: str, form: str) -> None:
    heads = form.format(f"{word}单位")
    gap = " | " if "|" in heads else "\n"
    rows = [("1", "编制产业图谱", "市科技局"), ("2", "发布服务清单", "市财政局")]
    text = heads + "".join(gap.join(row) + "\n" for row in rows)
    [table] = find_flattened(text).tables
    heading = text[table.rows[0][-1].start : table.rows[0][-1].end]
    assert (heading_kind(heading), heading_role(heading)) == (Column.ROLE, role)
    assert [text[row[-1].start : row[-1].end] for row in table.rows[1:]] == ["市科技局", "市财政局"]


@pytest.mark.parametrize("noun", NOUNS)
def test_a_noun_stands_behind_the_word_in_labels_and_columns(noun: str) -> None:
    assert roles_of(f"责任{noun}:市科技局") == [(Role.RESPONSIBLE, "市科技局")]
    assert heading_kind(f"责任{noun}") is Column.ROLE


@pytest.mark.parametrize("noun", wording().nouns.areas)
def test_whom_a_measure_supports_does_no_work(noun: str) -> None:
    assert heading_kind(f"帮扶{noun}") is not Column.ROLE


@pytest.mark.parametrize("label", wording().persons.labels)
def test_a_person_is_no_agency_in_labels_and_columns(label: str) -> None:
    reading = read_list(f"{label}:王明")
    assert (reading.roles, reading.persons) == ((), ("王明",))
    assert heading_kind(label) is Column.PERSON


@pytest.mark.parametrize("label", wording().times.labels)
def test_a_time_is_no_agency_in_labels_and_columns(label: str) -> None:
    assert roles_of(f"责任单位:市科技局;{label}:2031年6月") == [(Role.RESPONSIBLE, "市科技局")]
    assert heading_kind(label) is Column.DEADLINE


def test_a_title_of_a_person_stands_before_and_behind_a_name_and_behind_a_body() -> None:
    persons = wording().persons
    for title in (*persons.titles, *persons.titles_alone):
        assert titled_persons(f"王明{title}") == [f"王明{title}"], title
        assert titled_persons(f"{title}王明") == [f"{title}王明"], title
    for title in persons.titles:
        assert roles_of(f"责任单位:市科技局{title}王明") == [(Role.RESPONSIBLE, "市科技局")], title
    assert all(names_many_persons(f"各村{post}") for post in persons.posts)


def test_a_word_of_powers_tells_a_list_of_powers() -> None:
    powers = wording().powers
    assert all(tells(f"青岚市水务局{word}清单") for word in powers.titles)
    assert all(lists_powers(f"序号|{word}|责任单位") for word in powers.headings)
    assert all(names_a_power(f"取水许可 {word} 实施主体:", 0, 20) for word in powers.kinds)
    assert all(holder_at(f"{word}{body}:市水务局", 0) for word in powers.holders for body in powers.bodies)
