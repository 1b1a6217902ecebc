"""The whole graph as lines of JSON, sorted: two stores hold one graph if their dumps are the same bytes."""

import json
from collections.abc import Iterator
from typing import Any

from graph.schema import NODES
from graph.store.base import Store
from graph.store.rows import JOINS


def dump_lines(store: Store) -> Iterator[str]:
    """Yield one line a node, then one an edge, without line ends.

    What has no key is of another program and left out. Nodes are sorted by label and key, edges by type, ends and properties.
    """
    for node in sorted(NODES, key=lambda node: node.label):
        names = tuple(node.properties)
        found = store.run(f"MATCH (n:{node.label}) WHERE n.key IS NOT NULL RETURN {_columns('n', names)}")
        yield from _lines(({"node": node.label}, dict(zip(names, row, strict=True))) for row in found.rows)
    for join in sorted(JOINS):
        names = JOINS[join]
        found = store.run(
            f"MATCH (a:{join.start})-[r:{join.type}]->(b:{join.end}) "
            "WHERE a.key IS NOT NULL AND b.key IS NOT NULL "
            f"RETURN {', '.join(['a.key', 'b.key', *(_column('r', name) for name in names)])}"
        )
        heading = {"edge": join.type, "start": join.start, "end": join.end}
        yield from _lines(
            ({**heading, "from": row[0], "to": row[1]}, dict(zip(names, row[2:], strict=True)))
            for row in found.rows
        )


def _columns(variable: str, names: tuple[str, ...]) -> str:
    return ", ".join(_column(variable, name) for name in names)


def _column(variable: str, name: str) -> str:
    return f"{variable}.`{name}` AS `{name}`"


def _lines(rows: Iterator[tuple[dict[str, Any], dict[str, Any]]]) -> list[str]:
    return sorted(
        json.dumps({**heading, "properties": properties}, ensure_ascii=False) for heading, properties in rows
    )
