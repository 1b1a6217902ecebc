"""What the embedded engine answers, as plain values."""

import re
from typing import TYPE_CHECKING, Any

from graph.schema import EDGES, NODES
from graph.store.values import plain, record
from graph.table import Table

if TYPE_CHECKING:
    import pyarrow as pa

_PROPERTIES = {node.label: node.properties for node in NODES} | {edge.name: edge.properties for edge in EDGES}
_NEEDS_READING = re.compile(
    r"\b(?:NODE|REL|RECURSIVE_REL|UNION|MAP|STRUCT|DATE|TIMESTAMP\w*|INTERVAL|UUID|U?INT128|DECIMAL)\b"
)
"""Types of columns whose values Arrow would not give as plain ones."""


def with_plain_sums(table: "pa.Table") -> "pa.Table":
    """The engine adds integers up to a type of 128 bits, which no other store gives."""
    import pyarrow as pa

    for place, column in enumerate(table.schema):
        if pa.types.is_decimal(column.type) and column.type.scale == 0:
            table = table.set_column(place, column.name, table[place].cast(pa.int64()))
    return table


def table_of_result(result: Any) -> Table:
    """The rows of a result, nodes and edges as mappings."""
    columns = tuple(result.get_column_names())
    if not columns:
        return Table((), [])
    if any(_NEEDS_READING.search(type) for type in result.get_column_data_types()):
        return Table(columns, [tuple(_record(value) for value in row) for row in result.get_all()])
    arrow = result.get_as_arrow()
    return Table(columns, list(zip(*(column.to_pylist() for column in arrow.columns), strict=True)))


def _record(value: Any) -> Any:
    """A node or an edge as its own properties: the engine pads them with those of other tables, empty."""
    if isinstance(value, dict) and "_LABEL" in value:
        label = value["_LABEL"]
        types = _PROPERTIES.get(label, {})
        kind = "type" if "_SRC" in value else "label"
        own = {name: held for name, held in value.items() if name in types or held is not None}
        return record(kind, label, {name: held for name, held in own.items() if not name.startswith("_")})
    if isinstance(value, dict) and "_NODES" in value:
        return [_record(part) for part in _alternating(value["_NODES"], value["_RELS"])]
    if isinstance(value, list):
        return [_record(part) for part in value]
    return plain(value)


def _alternating(nodes: list[Any], edges: list[Any]) -> list[Any]:
    path = [nodes[0]] if nodes else []
    for edge, node in zip(edges, nodes[1:], strict=False):
        path += [edge, node]
    return path
