"""The schema in the words of the embedded engine."""

from collections.abc import Iterator

from graph.schema import EDGES, NODES, PropertyType

_COLUMN_TYPES: dict[PropertyType, str] = {
    "string": "STRING",
    "integer": "INT64",
    "number": "DOUBLE",
    "boolean": "BOOL",
    "date": "DATE",
    "strings": "STRING[]",
    "dates": "DATE[]",
}


def schema_statements() -> Iterator[str]:
    """What makes its tables."""
    for node in NODES:
        columns = ", ".join(f"`{name}` {_COLUMN_TYPES[type]}" for name, type in node.properties.items())
        yield f"CREATE NODE TABLE {node.label}({columns}, PRIMARY KEY(key))"
    for edge in EDGES:
        parts = [f"FROM {start} TO {end}" for start, end in edge.ends]
        parts += [f"`{name}` {_COLUMN_TYPES[type]}" for name, type in edge.properties.items()]
        yield f"CREATE REL TABLE {edge.name}({', '.join(parts)})"
