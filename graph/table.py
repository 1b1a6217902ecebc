"""Rows with named columns: what a query answers and what every command prints."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Table:
    """Named columns and the rows under them, each row as long as the columns."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    def records(self) -> list[dict[str, Any]]:
        """One mapping of column to value a row."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_arrow(self) -> "pa.Table":
        """The same as Arrow columns; a column without any value has the type null."""
        import pyarrow as pa

        by_column = zip(*self.rows, strict=True) if self.rows else [()] * len(self.columns)
        return pa.table([pa.array(column) for column in by_column], names=list(self.columns))


def table_of(frame: "pd.DataFrame") -> Table:
    """A frame as a table of plain values; NaN becomes None."""
    columns = [[_plain(value) for value in frame[name].tolist()] for name in frame.columns]
    return Table(tuple(frame.columns), list(zip(*columns, strict=True)))


def _plain(value: Any) -> Any:
    if isinstance(value, float) and value != value:
        return None
    return value
