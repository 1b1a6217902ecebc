"""Rows with named columns: what a query answers and what every command prints."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Table:
    """Named columns and the rows under them, each row as long as the columns."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    def records(self) -> list[dict[str, Any]]:
        """One mapping of column to value a row."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]
