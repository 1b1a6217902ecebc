"""The tables of Chinese, each read when the first of its words is wanted."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from graph.model.language.choosing import language


@cache
def table(name: str) -> dict[str, Any]:
    """A table as it stands in its file."""
    import tomllib

    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text("utf-8"))


def head(column: str) -> str:
    """The head of a column in the language of the run; a name that stands in no table is its own head.

    Examples
    --------
    >>> from graph.model.language import speaking
    >>> with speaking("zh"):
    ...     print(head("lead_share"), head("市税务局"))
    牵头占比 市税务局
    """
    if language() == "en":
        return column
    columns = table("columns")
    if column in columns:
        return str(columns[column])
    for side, word in table("columns")["sides"].items():
        if column.startswith(f"{side}_") and (rest := column.removeprefix(f"{side}_")) in columns:
            return f"{word}{columns[rest]}"
        if column.endswith(f"_{side}") and (rest := column.removesuffix(f"_{side}")) in columns:
            return f"{columns[rest]}{word}"
    return column


def heads(columns: Sequence[str]) -> list[str]:
    """The heads of a table's columns, no two of them alike.

    Examples
    --------
    >>> from graph.model.language import speaking
    >>> with speaking("zh"):
    ...     print(heads(["name", "names"]))
    ['名称(name)', '名称(names)']
    """
    found = [head(column) for column in columns]
    return [
        f"{name}({column})" if found.count(name) > 1 and name != column else name
        for name, column in zip(found, columns, strict=True)
    ]


def value(column: str, text: str) -> str:
    """A cell's word in the language of the run, if the column holds words of a fixed list.

    Examples
    --------
    >>> from graph.model.language import speaking
    >>> with speaking("zh"):
    ...     print(value("status", "added"), value("name", "added"))
    新增 added
    """
    if language() == "en":
        return text
    words: dict[str, str] = table("values").get(column, {})
    return words.get(text, text)


def query_answers(name: str, summary: str) -> str:
    """What a named query answers, in the language of the run; a query of somebody's own has its own summary."""
    if language() == "en":
        return summary
    return str(table("queries").get(name, {}).get("answers", summary))


def query_title(name: str) -> str:
    """What a named query is called in the language of the run."""
    if language() == "en":
        return name
    return str(table("queries").get(name, {}).get("title", name))
