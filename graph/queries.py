"""Named queries: one file of Cypher each, whose header says what it answers, takes and gives.

A header is the comment lines at the top: what the query answers, then ``@param NAME TYPE [= DEFAULT] — MEANING``
and ``@column NAME — MEANING``. The text runs on every engine; where that cannot be, ``NAME.ENGINE.cypher`` beside
it holds the text for that engine, under the same header.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from graph.model.errors import InputError
from graph.model.names import shown
from graph.store.base import Store
from graph.store.rows import searchable
from graph.table import Table

_PARAMETER = re.compile(r"@param (?P<name>\w+) (?P<type>\w+)(?: = (?P<default>.+?))? — (?P<meaning>.+)")
_COLUMN = re.compile(r"@column (?P<name>\w+) — (?P<meaning>.+)")
_REQUIRED: Any = object()
SCHEMA_FILE = "schema.cypher"
"""The file among the queries that asks nothing: what a server looks things up by."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a query takes: `type` is string, words (white space and case do not matter), strings, integer, number,
    boolean or date (ISO, or today).
    """

    name: str
    type: str
    meaning: str
    default: Any = _REQUIRED

    @property
    def required(self) -> bool:
        """Whether the query has no answer without it."""
        return self.default is _REQUIRED


@dataclass(frozen=True, slots=True)
class Query:
    """A query and its header; `texts` holds the Cypher of each engine that needs its own, "" that of the others."""

    name: str
    summary: str
    parameters: tuple[Parameter, ...]
    columns: tuple[tuple[str, str], ...]
    texts: Mapping[str, str]

    def text(self, engine: str) -> str:
        """The Cypher for an engine."""
        return self.texts.get(engine, self.texts[""])

    def bind(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Give every parameter its value: the one given, read from text where it is text, or its default.

        Raises
        ------
        InputError
            If a value is missing, of another type, or of a parameter that the query does not have.
        """
        declared = {parameter.name: parameter for parameter in self.parameters}
        if unknown := sorted(set(values) - set(declared)):
            takes = f"it takes {', '.join(declared)}" if declared else "it takes none"
            raise InputError(f"the query {self.name} has no parameter {', '.join(unknown)}; {takes}")
        missing = [name for name, known in declared.items() if known.required and name not in values]
        if missing:
            shown = " ".join(f"-p {name}=…" for name in missing)
            raise InputError(f"the query {self.name} needs {', '.join(missing)}; give {shown}")
        return {
            name: _read(values.get(name, known.default), known.type, name) for name, known in declared.items()
        }


def query_folder() -> Path:
    """Where the named queries lie: in the installed package, or in the checkout."""
    inside = Path(__file__).parent / "cypher"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "cypher"


@cache
def named_queries() -> dict[str, Query]:
    """All named queries by name, sorted.

    Raises
    ------
    InputError
        If a header cannot be read.
    """
    files = sorted(file for file in query_folder().glob("*.cypher") if file.name != SCHEMA_FILE)
    queries = {}
    for file in files:
        name, _, engine = file.stem.partition(".")
        if not engine:
            texts = {
                other.stem.partition(".")[2]: other.read_text(encoding="utf-8")
                for other in files
                if other.stem.partition(".")[0] == name
            }
            queries[name] = parse_query(name, texts, file=shown(file))
    return queries


def named_query(name: str) -> Query:
    """The query of that name.

    Raises
    ------
    InputError
        If there is none; the message offers what it may have been.
    """
    queries = named_queries()
    if name in queries:
        return queries[name]
    from rapidfuzz.process import extractOne

    close = extractOne(name, list(queries), score_cutoff=75)
    hint = f"did you mean {close[0]}?" if close else "see `qiantou queries`"
    raise InputError(f"there is no query {name}; {hint}")


def run_query(store: Store, name: str, **values: Any) -> Table:
    """Answer a named query.

    Raises
    ------
    InputError
        If there is no such query, or its parameters do not fit.
    StoreError
        If the store cannot answer.
    """
    query = named_query(name)
    return store.run(query.text(store.engine), query.bind(values))


def parse_query(name: str, texts: Mapping[str, str], *, file: str = "") -> Query:
    """Read a query and its header.

    Raises
    ------
    InputError
        If a line of the header is no parameter and no column, or has a type or default that is none.
    """
    summary: list[str] = []
    parameters: list[Parameter] = []
    columns: list[tuple[str, str]] = []
    for number, line in enumerate(texts[""].splitlines(), 1):
        if not line.startswith("//"):
            break
        comment = line.removeprefix("//").strip()
        if match := _PARAMETER.fullmatch(comment):
            parameters.append(_parameter(match, file, number))
        elif match := _COLUMN.fullmatch(comment):
            columns.append((match["name"], match["meaning"]))
        elif comment.startswith("@"):
            raise InputError(
                "neither `@param NAME TYPE [= DEFAULT] — …` nor `@column NAME — …`", file=file, line=number
            )
        elif comment:
            summary.append(comment)
    return Query(name, " ".join(summary), tuple(parameters), tuple(columns), dict(texts))


def _parameter(match: re.Match[str], file: str, number: int) -> Parameter:
    type = match["type"]
    if type not in _READERS:
        raise InputError(f"a parameter is one of {', '.join(_READERS)}, not {type}", file=file, line=number)
    if match["default"] is None:
        return Parameter(match["name"], type, match["meaning"])
    try:
        default = json.loads(match["default"])
    except ValueError:
        raise InputError(f"the default {match['default']} is no JSON", file=file, line=number) from None
    _read(default, type, match["name"])
    return Parameter(match["name"], type, match["meaning"], default)


def _read(value: Any, type: str, name: str) -> Any:
    try:
        return _READERS[type](value)
    except (ValueError, TypeError):
        raise InputError(f"{name} is {_ARTICLES[type]}, not {value!r}") from None


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _words(value: Any) -> str:
    return searchable(_string(value))


def _strings(value: Any) -> list[str]:
    return (
        [part for part in value.split(",") if part]
        if isinstance(value, str)
        else [_string(part) for part in value]
    )


def _integer(value: Any) -> int:
    if isinstance(value, bool | float):
        raise TypeError
    return int(value)


def _boolean(value: Any) -> bool:
    words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    if isinstance(value, bool):
        return value
    if str(value).lower() not in words:
        raise ValueError
    return words[str(value).lower()]


def _date(value: Any) -> str:
    if value == "today":
        return date.today().isoformat()
    return date.fromisoformat(value).isoformat()


_READERS: dict[str, Callable[[Any], Any]] = {
    "string": _string,
    "words": _words,
    "strings": _strings,
    "integer": _integer,
    "number": float,
    "boolean": _boolean,
    "date": _date,
}
_ARTICLES = {
    "string": "a text",
    "words": "a text",
    "strings": "texts with commas between them",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "date": "a date as 2025-12-31, or today",
}
