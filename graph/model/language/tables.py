"""The tables of Chinese, each read when the first of its words is wanted."""

from collections.abc import Sequence

from graph.model.language.choosing import language


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
    from graph.model.language.entries import columns

    heads = columns().heads
    if column in heads:
        return heads[column]
    for side, word in columns().sides.items():
        if column.startswith(f"{side}_") and (rest := column.removeprefix(f"{side}_")) in heads:
            return f"{word}{heads[rest]}"
        if column.endswith(f"_{side}") and (rest := column.removesuffix(f"_{side}")) in heads:
            return f"{heads[rest]}{word}"
    return column


def heads(names: Sequence[str]) -> list[str]:
    """The heads of a table's columns, no two of them alike.

    Examples
    --------
    >>> from graph.model.language import speaking
    >>> with speaking("zh"):
    ...     print(heads(["name", "names"]))
    ['名称(name)', '名称(names)']
    """
    found = [head(column) for column in names]
    return [
        f"{name}({column})" if found.count(name) > 1 and name != column else name
        for name, column in zip(found, names, strict=True)
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
    from graph.model.language.entries import columns, values

    known = values()
    if column not in known:
        # Of a pair, each side says what the column says.
        column = next(
            (column.removeprefix(f"{side}_") for side in columns().sides if column.startswith(f"{side}_")),
            column,
        )
    return known.get(column, {}).get(text, text)


def query_answers(name: str, summary: str) -> str:
    """What a named query answers, in the language of the run; a query of somebody's own has its own summary."""
    if language() == "en":
        return summary
    from graph.model.language.entries import queries

    known = queries().get(name)
    return known.answers if known else summary


def query_meaning(meaning: str) -> str:
    """What a parameter of a named query stands for, in the language of the run, by its English."""
    if language() == "en":
        return meaning
    from graph.model.language.entries import meanings

    return meanings().get(meaning, meaning)


def query_title(name: str) -> str:
    """What a named query is called in the language of the run."""
    if language() == "en":
        return name
    from graph.model.language.entries import queries

    known = queries().get(name)
    return known.title if known else name
