"""What both ways to a Neo4j server write: constraints, nodes and edges, in the server's Cypher.

The two stores differ in the transport alone. Rows go in batches as parameters; nodes and edges are merged on
their keys, since a managed transaction may run twice.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from graph.model import StoreError
from graph.schema import NODES
from graph.store.rows import JOINS, EdgeRow, Join, Properties

MEASURES_AT_ONCE = 300
"""A transaction's changes are held in the server's memory: larger ones take longer, and end a heap of 512 MB."""

_BATCH = 5_000
_EXPECTED = re.compile(r": expected .*(?= \(line)")

CONSTRAINTS = (
    *(
        f"CREATE CONSTRAINT qiantou_{node.label.lower()}_key IF NOT EXISTS "
        f"FOR (n:{node.label}) REQUIRE n.key IS UNIQUE"
        for node in NODES
    ),
    "CREATE INDEX qiantou_measure_plan IF NOT EXISTS FOR (n:Measure) ON (n.plan)",
)
"""To run before anything is written, each in a transaction of its own; they may be there already."""

Ask = Callable[..., list[tuple[Any, ...]]]
T = TypeVar("T")


class ServerTransaction:
    """A transaction of a server, asked through one function."""

    def __init__(self, ask: Ask) -> None:
        self.ask = ask

    def add_nodes(self, label: str, rows: Sequence[Properties]) -> None:
        """Merge nodes on their keys."""
        for batch in _batches(rows):
            self.ask(
                f"UNWIND $rows AS row MERGE (n:{label} {{key: row.key}}) SET n = row",
                rows=batch,
            )

    set_nodes = add_nodes

    def add_edges(self, join: Join, rows: Sequence[EdgeRow]) -> None:
        """Merge edges on their ends and properties."""
        names = ", ".join(f"`{name}`: row[{place}]" for place, name in enumerate(JOINS[join], 2))
        for batch in _batches(rows):
            self.ask(
                "UNWIND $rows AS row "
                f"MATCH (a:{join.start} {{key: row[0]}}) MATCH (b:{join.end} {{key: row[1]}}) "
                f"MERGE (a)-[r:{join.type} {{{names}}}]->(b)",
                rows=[list(row) for row in batch],
            )


def _batches(rows: Sequence[T]) -> Iterator[list[T]]:
    for start in range(0, len(rows), _BATCH):
        yield list(rows[start : start + _BATCH])


def unreachable(address: str, reason: str) -> StoreError:
    """No server answers there."""
    return StoreError(f"{address}: no Neo4j server answers ({reason}); is it running, is the address right?")


def unauthorised(address: str, user: str, *, password_given: bool) -> StoreError:
    """The server does not take the user or the password."""
    if not password_given:
        return StoreError(f"{address}: the server asks for a password; give it in QIANTOU_PASSWORD")
    return StoreError(
        f"{address}: the server refuses the user {user} or the password; give them in QIANTOU_USER and "
        "QIANTOU_PASSWORD"
    )


def refused_write() -> StoreError:
    """A query would write that must not."""
    return StoreError("the query would write; allow it with --write")


def one_line(message: str) -> str:
    """The server's words without its picture of the place and its list of all that might stand there."""
    return _EXPECTED.sub("", message.split("\n", 1)[0]).strip().rstrip(":")
