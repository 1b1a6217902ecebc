"""The whole graph as lines of JSON, sorted: two stores hold one graph if their dumps are the same bytes."""

import json
from collections.abc import Iterator

from graph.schema import NODES
from graph.store.base import Store
from graph.store.in_order import edges_in_order, nodes_in_order
from graph.store.rows import JOINS


def dump_lines(store: Store) -> Iterator[str]:
    """Yield one line a node, then one an edge, without line ends; no more than some are held at once.

    What has no key is of another program and left out. Nodes are sorted by label and key, edges by type, ends and
    properties.
    """
    for node in sorted(NODES, key=lambda node: node.label):
        for row in nodes_in_order(store, node):
            properties = dict(zip(node.properties, row, strict=True))
            yield _line({"node": node.label, "properties": properties})
    for join in sorted(JOINS):
        for start, end, *values in edges_in_order(store, join):
            properties = dict(zip(JOINS[join], values, strict=True))
            heading = {"edge": join.type, "start": join.start, "end": join.end, "from": start, "to": end}
            yield _line({**heading, "properties": properties})


def _line(content: dict[str, object]) -> str:
    return json.dumps(content, ensure_ascii=False)
