"""Read a table of ``loaders/data`` as what it has to be: no unknown field, no word outside its closed list."""

import re
import tomllib
from importlib.resources import files
from typing import Any, TypeVar

import msgspec

from graph.model import InputError

Table = TypeVar("Table")

_PLACE = re.compile(r" - at `\$(?P<path>[^`]*)`$")
_STEP = re.compile(r"\.(?P<field>[^.\[]+)|\[(?P<row>\d+)\]|\[\.\.\.\]")


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of a table: a typing error in a field's name is refused."""


class Words(Row, frozen=True, kw_only=True):
    """Words of one kind."""

    words: tuple[str, ...]


def read_table(name: str, kind: type[Table]) -> Table:
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
    return checked(files("loaders").joinpath("data", f"{name}.toml").read_text("utf-8"), kind, f"{name}.toml")


def checked(text: str, kind: type[Table], file: str) -> Table:
    """The rows of a table's text.

    Raises
    ------
    InputError
        As of `read_table`.
    """
    try:
        rows: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{error}; correct the table", file=f"loaders/data/{file}") from None
    try:
        return msgspec.convert(rows, kind)
    except msgspec.ValidationError as error:
        raise InputError(
            f"{_with_row(str(error), rows)}; correct the row", file=f"loaders/data/{file}"
        ) from None


def _with_row(said: str, rows: Any) -> str:
    """What msgspec says, with the row's number from 1 and its name in place of a path from 0."""
    place = _PLACE.search(said)
    if place is None:
        return said
    at, steps = rows, list[str]()
    for step in _STEP.finditer(place["path"]):
        if step["row"] is not None and isinstance(at, list) and int(step["row"]) < len(at):
            at = at[int(step["row"])]
            named = at.get("name", "") if isinstance(at, dict) else at
            steps.append(f"row {int(step['row']) + 1}" + (f" ({named})" if named else ""))
        elif step["field"] is not None:
            at = at.get(step["field"], {}) if isinstance(at, dict) else {}
            steps.append(step["field"])
    return f"{said[: place.start()]} in {', '.join(steps)}" if steps else said[: place.start()]
