"""Read a table of words as what it has to be: no unknown field, no word outside its closed list.

An error names file, row and field: a typing error in a table is never taken for a word.
"""

import re
import tomllib
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from graph.model.errors import InputError

T = TypeVar("T")

_PLACE = re.compile(r" - at (?:`key` in )?`\$(?P<path>[^`]*)`$")
_STEP = re.compile(r"\.(?P<field>[^.\[]+)|\[(?P<row>\d+)\]|\[\.\.\.\]")


class CheckedRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of a table: a typing error in a field's name is refused."""


def checked(text: str, kind: type[T], file: str) -> T:
    """The rows of a table in TOML.

    Parameters
    ----------
    text : str
        What stands in the table.
    kind : type
        The struct that says which fields it has.
    file : str
        The path of the table, for errors.

    Raises
    ------
    InputError
        A field is unknown or missing, or a value is of the wrong kind; names file, row and field.
    """
    try:
        rows: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{error}; correct the table", file=file) from None
    try:
        return msgspec.convert(rows, kind)
    except msgspec.ValidationError as error:
        raise InputError(f"{_with_row(str(error), rows)}; correct the row", file=file) from None


def checked_lines(text: str, kind: type[T], file: str) -> tuple[T, ...]:
    """The rows of a table of which each is a line, with tabs between its fields.

    Lines that begin with # are comments; the first other one names the fields.

    Raises
    ------
    InputError
        As of `checked`; names file, line and field.
    """
    lines = [
        (number, line.split("\t"))
        for number, line in enumerate(text.splitlines(), 1)
        if line and not line.startswith("#")
    ]
    names = lines[0][1] if lines else []
    rows = []
    for number, fields in lines[1:]:
        row = dict(zip(names, fields, strict=False))
        try:
            if len(fields) != len(names):
                raise msgspec.ValidationError(f"{len(fields)} fields where there are {len(names)}")
            rows.append(msgspec.convert(row, kind))
        except msgspec.ValidationError as error:
            said = _with_row(str(error), row, f"line {number} ({fields[0]})")
            raise InputError(f"{said}; correct the row", file=file) from None
    return tuple(rows)


def wrong_row(what: str, file: str, row: str, field: str, do: str) -> InputError:
    """The error of a row that its struct cannot tell to be wrong."""
    return InputError(f"{what} in {row}, {field}; {do}", file=file)


def _with_row(said: str, rows: Any, line: str = "") -> str:
    """What msgspec says, with the row's number from 1 and its name in place of a path from 0."""
    place = _PLACE.search(said)
    at, steps = rows, [line] if line else list[str]()
    for step in _STEP.finditer(place["path"] if place else ""):
        if step["row"] is not None and isinstance(at, list) and int(step["row"]) < len(at):
            at = at[int(step["row"])]
            named = at.get("name", "") if isinstance(at, Mapping) else at
            steps.append(f"row {int(step['row']) + 1}" + (f" ({named})" if named else ""))
        elif step["field"] is not None:
            at = at.get(step["field"], {}) if isinstance(at, Mapping) else {}
            steps.append(step["field"])
    said = said[: place.start()] if place else said
    return f"{said} in {', '.join(steps)}" if steps else said
