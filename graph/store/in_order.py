"""Nodes and edges of a store, sorted and row by row: every export of the whole graph reads them here."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from graph.schema import NodeType
from graph.store.base import Store
from graph.store.rows import JOINS, Join

if TYPE_CHECKING:
    import pyarrow as pa

StoredRow = tuple[Any, ...]

_ROWS_AT_ONCE = 10_000


def nodes_in_order(store: Store, node: NodeType) -> Iterator[StoredRow]:
    """Yield the properties of the nodes of a label by key, dates as ISO text; what has no key is of another program."""
    columns = [f"n.`{name}`" for name in node.properties]
    yield from _rows(store, f"MATCH (n:{node.label}) WHERE n.key IS NOT NULL RETURN", columns)


def edges_in_order(store: Store, join: Join) -> Iterator[StoredRow]:
    """Yield the keys of both ends and the properties of the edges of a join, sorted by all of them in this order."""
    columns = ["a.key", "b.key", *(f"r.`{name}`" for name in JOINS[join])]
    yield from _rows(
        store,
        f"MATCH (a:{join.start})-[r:{join.type}]->(b:{join.end}) "
        "WHERE a.key IS NOT NULL AND b.key IS NOT NULL RETURN",
        columns,
    )


def _rows(store: Store, pattern: str, columns: list[str]) -> Iterator[StoredRow]:
    named = ", ".join(f"{column} AS c{number}" for number, column in enumerate(columns))
    # Columns of Arrow take a tenth of the memory of rows: only so many at once become these.
    for batch in _sorted(store.arrow(f"{pattern} {named}")):
        yield from zip(
            *([_plain(value) for value in column.to_pylist()] for column in batch.columns), strict=True
        )


def _sorted(table: "pa.Table") -> Iterator["pa.Table"]:
    """The rows in order, some at a time: of a large table there is no second copy."""
    import pyarrow as pa
    import pyarrow.compute as pc

    by = [
        (field.name, "ascending")
        for field in table.schema
        if not pa.types.is_list(field.type) and not pa.types.is_null(field.type)
    ]
    if not table.num_rows or not by:
        yield table
        return
    # Short offsets tell no more than 2 GB of text apart, and all of a column is laid into one.
    long = [
        field.with_type(pa.large_string()) if pa.types.is_string(field.type) else field
        for field in table.schema
    ]
    table = table.cast(pa.schema(long))
    order = pc.sort_indices(table, sort_keys=by)
    for start in range(0, len(order), _ROWS_AT_ONCE):
        yield table.take(order.slice(start, _ROWS_AT_ONCE))


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return [_plain(part) for part in value] if isinstance(value, list) else value
