"""What a question is answered with: a table, its title, and what to know about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.table import Table, table_of

if TYPE_CHECKING:
    import pandas as pd

MOST_ROWS = 1_000
"""Rows of an answer at most; a download holds all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A table with a title; `note` says what to know about it, `total` counts the rows before any were left out."""

    title: str
    table: Table
    total: int
    note: str = ""

    def to_json(self) -> dict[str, Any]:
        """The answer as plain values."""
        return {
            "title": self.title,
            "note": self.note,
            "total": self.total,
            "columns": list(self.table.columns),
            "rows": self.table.records(),
        }


def answer(title: str, table: "Table | pd.DataFrame", limit: int = 0, note: str = "") -> Answer:
    """An answer of the first rows of a table; of all where the limit is 0."""
    whole = table if isinstance(table, Table) else table_of(table)
    rows = whole.rows[:limit] if limit else whole.rows
    return Answer(title=title, table=Table(whole.columns, rows), total=len(whole.rows), note=note)


def rows_answer(
    title: str, rows: Sequence[Mapping[str, Any]], columns: tuple[str, ...], limit: int = 0, note: str = ""
) -> Answer:
    """An answer of rows that are mappings."""
    return answer(title, Table(columns, [tuple(row[name] for name in columns) for row in rows]), limit, note)
