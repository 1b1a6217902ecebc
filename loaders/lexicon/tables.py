"""Read the tables of ``loaders/data``, each checked by the struct that says what it holds."""

from importlib.resources import files
from typing import TypeVar

from graph.model.tables import CheckedRow, checked, checked_lines

T = TypeVar("T")

Texts = tuple[str, ...]


class Words(CheckedRow, frozen=True, kw_only=True):
    """Words of one kind."""

    words: tuple[str, ...]


class Exemplified(CheckedRow, frozen=True, kw_only=True):
    """Words of one kind, and texts that hold one of them."""

    words: Texts
    examples: Texts


def read_table(name: str, kind: type[T]) -> T:
    """A table of ``loaders/data``, checked.

    Parameters
    ----------
    name : str
        Its file, without the ending.
    kind : type
        The struct that says which fields it has.

    Raises
    ------
    InputError
        A field is unknown or missing, or a value is of the wrong kind; names file, row and field.
    """
    return checked(_text(f"{name}.toml"), kind, path_of(f"{name}.toml"))


def read_lines(name: str, kind: type[T]) -> tuple[T, ...]:
    """The rows of a table of ``loaders/data`` of which each is a line, checked.

    Raises
    ------
    InputError
        As of `read_table`; names file, line and field.
    """
    return checked_lines(_text(f"{name}.tsv"), kind, path_of(f"{name}.tsv"))


def path_of(file: str) -> str:
    """How errors name a table."""
    return f"loaders/data/{file}"


def _text(file: str) -> str:
    return files("loaders").joinpath("data", file).read_text("utf-8")
