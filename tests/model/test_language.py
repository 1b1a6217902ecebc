"""The language of a run: who decides it, and how a sentence is put into it."""

import pytest

from graph.model.errors import InputError
from graph.model.language import counted, head, heads, in_words, language, say, speaking, translated, value

VARIABLES = ("QIANTOU_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "", "LC_MESSAGES": ""}, "en"),
        ({"LANG": "en_US.UTF-8", "QIANTOU_LANGUAGE": "zh"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "QIANTOU_LANGUAGE": "en"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "QIANTOU_LANGUAGE": "fr"}, "zh"),
        ({}, "en"),
    ],
    ids=str,
)
def test_the_first_variable_that_is_set_decides(
    environment: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, text in environment.items():
        monkeypatch.setenv(name, text)
    assert language() == expected


def test_what_was_asked_for_decides_before_all() -> None:
    with speaking("zh"):
        assert language() == "zh"
        with speaking(None):
            assert language() == "en"
        assert language() == "zh"
    assert language() == "en"


def test_english_reads_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(name: str, kind: type) -> None:
        raise AssertionError(name, kind)

    monkeypatch.setattr("graph.model.language.entries._table", none)
    assert say("Open {page} in a browser.", page="a.html") == "Open a.html in a browser."
    assert translated("there is no such file") == "there is no such file"
    assert (head("lead_share"), value("kind", "zone"), counted(2, "plan")) == (
        "lead_share",
        "zone",
        "2 plans",
    )


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        # a sentence as it stands
        ("nothing answers to the query", "没有符合查询的内容"),
        # with values, which stay as they are
        ("市科技局 is 青岚市/市科技局 here", "市科技局 在这里是 青岚市/市科技局"),
        # a value with braces is no place for a value
        ("{a} is {b} here", "{a} 在这里是 {b}"),
        # behind what it is about
        ("city.lbug: nothing answers to the query", "city.lbug: 没有符合查询的内容"),
        # what no table knows
        ("somebody's own words: these", "somebody's own words: these"),
        ("", ""),
    ],
)
def test_a_sentence_is_known_by_the_one_it_was_made_from(english: str, chinese: str) -> None:
    with speaking("zh"):
        assert translated(english) == chinese


def test_an_error_keeps_its_place() -> None:
    error = InputError("nothing answers to the query", file="a b: nothing.txt", line=3)
    with speaking("zh"):
        assert in_words(error) == "a b: nothing.txt:3: 没有符合查询的内容"
    assert in_words(error) == str(error)


def test_no_two_heads_of_a_table_are_alike() -> None:
    with speaking("zh"):
        assert heads(["first_path", "second_path"]) == ["甲编号", "乙编号"]
        assert heads(["evidence", "evidence_key", "市税务局"]) == ["原文", "evidence_key", "市税务局"]
        assert len(set(heads(["name", "names", "title", "heading"]))) == 4
