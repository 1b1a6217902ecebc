"""What the tables of Chinese hold, checked; nothing of it is imported before a word of them is wanted."""

from functools import cache
from pathlib import Path
from typing import TypeVar

from graph.model.tables import CheckedRow, checked

T = TypeVar("T")


class Sentence(CheckedRow, frozen=True):
    """A sentence in both languages."""

    en: str
    zh: str


class Sentences(CheckedRow, frozen=True):
    """Sentences, found by their English."""

    sentence: tuple[Sentence, ...]


class ColumnWords(CheckedRow, frozen=True):
    """Heads of columns by their names, and the words for a side that stands before or behind a name."""

    heads: dict[str, str]
    sides: dict[str, str]


class Words(CheckedRow, frozen=True):
    """The words that cells of a column hold."""

    name: str
    words: dict[str, str]


class Values(CheckedRow, frozen=True):
    """Columns whose cells hold words of a fixed list."""

    column: tuple[Words, ...]


class Query(CheckedRow, frozen=True):
    """What a named query is called, and what it answers."""

    name: str
    title: str
    answers: str


class Queries(CheckedRow, frozen=True):
    """The named queries, and what their parameters stand for."""

    query: tuple[Query, ...]
    meaning: tuple[Sentence, ...]


@cache
def sentences(name: str) -> dict[str, str]:
    """The Chinese of the sentences of a table, by their English."""
    return {row.en: row.zh for row in _table(name, Sentences).sentence}


@cache
def columns() -> ColumnWords:
    """The heads of columns."""
    return _table("columns", ColumnWords)


@cache
def values() -> dict[str, dict[str, str]]:
    """By column, the words of cells that are of a fixed list."""
    return {row.name: row.words for row in _table("values", Values).column}


@cache
def queries() -> dict[str, Query]:
    """The named queries, by their names."""
    return {row.name: row for row in _table("queries", Queries).query}


@cache
def meanings() -> dict[str, str]:
    """What the parameters of named queries stand for, by their English."""
    return {row.en: row.zh for row in _table("queries", Queries).meaning}


def _table(name: str, kind: type[T]) -> T:
    file = Path(__file__).with_name(f"{name}.toml")
    return checked(file.read_text("utf-8"), kind, f"graph/model/language/{file.name}")
