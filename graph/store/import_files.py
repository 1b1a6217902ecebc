"""The graph as CSV that `neo4j-admin database import` reads: millions of edges in seconds, into an empty database."""

import csv
import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from graph.model import StoreError
from graph.model.files import whole_folder
from graph.schema import EDGES, NODES, PropertyType
from graph.store.base import Store
from graph.store.in_order import StoredRow, edges_in_order, nodes_in_order
from graph.store.indexes import READY, SCHEMA
from graph.store.rows import JOINS, Join

ARRAY_DELIMITER = "\x1f"
"""Stands between the parts of a list: no plan prints it."""

_TYPES: dict[PropertyType, str] = {
    "string": "",
    "integer": ":long",
    "number": ":double",
    "boolean": ":boolean",
    "date": ":date",
    "strings": ":string[]",
    "dates": ":date[]",
}


FINISH = "finish.cypher"
"""What to run in the database after the import: constraints, and the empty lists that CSV cannot say."""


def write_import_files(store: Store, folder: Path, database: str = "neo4j") -> list[str]:
    """Write one file a label and a join, checked, and give the two commands that load them.

    The commands are to be run in the folder, the first while the database is stopped.

    Raises
    ------
    InputError
        If the folder exists or cannot be made.
    StoreError
        If an edge has no node at its end, or a text holds the character that stands between the parts of a list.
    """
    with whole_folder(folder) as scratch:
        options = list(_write(store, scratch))
        (scratch / FINISH).write_text("".join(f"{line};\n" for line in _finish()), encoding="utf-8")
    return [
        shlex.join(["neo4j-admin", "database", "import", "full", *options, database]),
        f"cypher-shell --file {FINISH}",
    ]


def _write(store: Store, folder: Path) -> Iterator[str]:
    keys: dict[str, set[str]] = {}
    for node in NODES:
        rows = list(nodes_in_order(store, node))
        keys[node.label] = {row[0] for row in rows}
        heading = [
            f"key:ID({node.label})" if name == "key" else f"{name}{_TYPES[type]}"
            for name, type in node.properties.items()
        ]
        file = f"nodes-{node.label}.csv"
        _write_csv(folder / file, heading, rows)
        yield f"--nodes={node.label}=./{file}"
    types = {edge.name: edge.properties for edge in EDGES}
    for join, names in sorted(JOINS.items()):
        heading = [f":START_ID({join.start})", f":END_ID({join.end})"]
        heading += [f"{name}{_TYPES[types[join.type][name]]}" for name in names]
        file = f"edges-{join.start}-{join.type}-{join.end}.csv"
        _write_csv(folder / file, heading, _checked(join, edges_in_order(store, join), keys))
        yield f"--relationships={join.type}=./{file}"
    yield "--multiline-fields=true"
    yield "--array-delimiter=U+001F"


def _checked(join: Join, edges: Iterator[StoredRow], keys: dict[str, set[str]]) -> Iterator[StoredRow]:
    for start, end, *values in edges:
        if start not in keys[join.start] or end not in keys[join.end]:
            raise StoreError(f"an edge {join.type} joins {start} and {end}, but not both are in the graph")
        yield start, end, *values


def _finish() -> Iterator[str]:
    for node in NODES:
        for name, type in node.properties.items():
            if type in ("strings", "dates"):
                # At once they would end a small server's memory.
                yield (
                    f"MATCH (n:{node.label}) WHERE n.{name} IS NULL "
                    f"CALL (n) {{ SET n.{name} = [] }} IN TRANSACTIONS OF 10000 ROWS"
                )
    yield from SCHEMA
    yield READY


def _write_csv(path: Path, heading: list[str], rows: Iterable[StoredRow]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        # All values in quotes: without them an empty text would be read as no value.
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        csv.writer(file, lineterminator="\n").writerow(heading)
        for row in rows:
            writer.writerow([_text(value) for value in row])


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return ""
    if isinstance(value, list):
        if any(ARRAY_DELIMITER in part for part in value):
            raise StoreError(f"the list {value!r} holds the character U+001F, which stands between its parts")
        return ARRAY_DELIMITER.join(value)
    return str(value)
