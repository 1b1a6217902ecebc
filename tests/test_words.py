"""Every word of the pages is there in both languages, with the same places for values."""

import re
from pathlib import Path

import pytest

import graph
from graph.words import LANGUAGES, words

GRAPH = Path(graph.__file__).parent


def test_every_word_has_the_same_values_in_every_language() -> None:
    for name, text in words("zh").items():
        places = [sorted(re.findall(r"\{(\w+)\}", words(language)[name])) for language in LANGUAGES]
        assert places[0] == places[1], name
        assert text or name == "level_unknown"


def test_every_word_is_used() -> None:
    used = {
        word
        for path in GRAPH.rglob("*")
        if path.suffix in {".py", ".js", ".html"}
        for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))
    }
    made = re.compile(
        r"(basis|change|kind|level|section|finding|flag|link|severity|check|why)_|(coordination|knowledge)_(title|reading)"
    )
    for name in words("zh"):
        assert name in used or made.match(name), name


def test_a_language_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="zh and en"):
        words("fr")
