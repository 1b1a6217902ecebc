"""What both ways to a Neo4j server write: nodes and edges, in the server's Cypher.

The two stores differ in the transport alone. Rows go in batches as parameters; what the server says of them is read
when the next ones are on their way. A managed transaction may run twice, but what its first run has written is gone then.
"""

import re
import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar
from urllib.parse import urlsplit

from graph.model import StoreError, StoreLostError
from graph.schema import NODES
from graph.store.indexes import LOCK
from graph.store.labels import Labels
from graph.store.rows import JOINS, EdgeRow, Join, Properties

PORT = 7687
MEASURES_AT_ONCE = 300
"""A transaction's changes are held in the server's memory: larger ones take longer, and end a heap of 512 MB."""

_PROPERTIES = {node.label: tuple(node.properties) for node in NODES}
_VALUES = {
    node.label: {
        name: {"date": f"date(row[{place}])", "dates": f"[day IN row[{place}] | date(day)]"}.get(
            type, f"row[{place}]"
        )
        for place, (name, type) in enumerate(node.properties.items())
    }
    for node in NODES
}
"""What each property is of a row's values: both drivers carry dates as text, and one of them nothing else."""
_BATCH = 5_000
_EXPECTED = re.compile(r": expected .*(?= \(line)")

Answer = Callable[[], list[tuple[Any, ...]]]
Tell = Callable[..., Answer]
"""Sends a statement and its parameters, and gives what waits for its rows."""
T = TypeVar("T")


class ServerTransaction:
    """A transaction of a server, asked through one function; `settle` ends it."""

    def __init__(self, tell: Tell, labels: Labels) -> None:
        self._send = tell
        self._labels = labels
        self._told: list[tuple[Answer, str, int]] = []
        ((self.write,),) = self.ask(
            f"MERGE (lock:{LOCK} {{key: 'write'}}) "
            "SET lock.taken = timestamp(), lock.writes = coalesce(lock.writes, 0) + 1 RETURN lock.writes"
        )

    def ask(self, cypher: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """Run one statement over the graph's labels and give its rows."""
        return self._tell(cypher, **parameters)()

    def settle(self) -> None:
        """Wait for the server to have done all that it was told.

        Raises
        ------
        StoreError
            If it has made fewer edges than it was given.
        """
        for answer, type, given in self._told:
            ((made,),) = answer()
            if made < given:
                raise StoreError(
                    f"{given - made} of {given} edges {type} have no node at an end: another program "
                    "changes the graph; load again when that has ended"
                )

    def _tell(self, cypher: str, **parameters: Any) -> Answer:
        return self._send(self._labels.in_query(cypher), **parameters)

    def add_nodes(self, label: str, rows: Sequence[Properties]) -> None:
        """Add nodes whose keys are not in the graph, which the constraint makes sure of."""
        values = ", ".join(f"{name}: {value}" for name, value in _VALUES[label].items())
        self._give_nodes(f"CREATE (n:{label} {{{values}}})", label, rows)

    def set_nodes(self, label: str, rows: Sequence[Properties]) -> None:
        """Give nodes these properties; those of others stay."""
        values = ", ".join(f"n.{name} = {value}" for name, value in _VALUES[label].items())
        key = _VALUES[label]["key"]
        self._give_nodes(f"MERGE (n:{label} {{key: {key}}}) SET {values}", label, rows)

    def _give_nodes(self, written: str, label: str, rows: Sequence[Properties]) -> None:
        # Lists of values: names in every row take a quarter of the time on both sides.
        names = _PROPERTIES[label]
        for batch in _batches(rows):
            self._tell(
                f"UNWIND $rows AS row {written}", rows=[[row[name] for name in names] for row in batch]
            )

    def tied(self, label: str, keys: Sequence[str]) -> set[str]:
        """Those of the nodes that hold a property, a label or an edge that is not of the schema."""
        found = self.ask(
            f"UNWIND $keys AS key MATCH (n:{label} {{key: key}}) "
            "WHERE size(labels(n)) > 1 OR any(name IN keys(n) WHERE NOT name IN $names) OR EXISTS { "
            "MATCH (n)-[r]-(o) WHERE NOT type(r) IN $types OR NOT any(label IN labels(o) WHERE label IN $labels) "
            "} RETURN n.key",
            keys=list(keys),
            names=list(_PROPERTIES[label]),
            types=sorted({join.type for join in JOINS}),
            labels=self._labels.named(_PROPERTIES),
        )
        return {key for (key,) in found}

    def set_edges(self, join: Join, rows: Sequence[EdgeRow]) -> None:
        """Set the properties of edges that are there; those of others stay."""
        sets = ", ".join(f"r.`{name}` = row[{place}]" for place, name in enumerate(JOINS[join], 2))
        for batch in _batches(rows):
            self._tell(
                "UNWIND $rows AS row "
                f"MATCH (:{join.start} {{key: row[0]}})-[r:{join.type}]->(:{join.end} {{key: row[1]}}) SET {sets}",
                rows=[list(row) for row in batch],
            )

    def add_edges(self, join: Join, rows: Sequence[EdgeRow]) -> None:
        """Add edges, each once."""
        # A measure has none of these: those that its plan changed were deleted. To look for each among all edges of a
        # department would cost more than to write it.
        verb = "CREATE" if "Measure" in (join.start, join.end) else "MERGE"
        names = ", ".join(f"`{name}`: row[{place}]" for place, name in enumerate(JOINS[join], 2))
        for batch in _batches(rows):
            answer = self._tell(
                "UNWIND $rows AS row "
                f"MATCH (a:{join.start} {{key: row[0]}}) MATCH (b:{join.end} {{key: row[1]}}) "
                f"{verb} (a)-[r:{join.type} {{{names}}}]->(b) RETURN count(r)",
                rows=[list(row) for row in batch],
            )
            self._told.append((answer, join.type, len(batch)))


def in_transaction(tell: Tell, labels: Labels, work: Callable[[ServerTransaction], object]) -> None:
    """Do the work in a transaction that has begun, and wait until the server has done it, too."""
    transaction = ServerTransaction(tell, labels)
    work(transaction)
    transaction.settle()


def _batches(rows: Sequence[T]) -> Iterator[list[T]]:
    for start in range(0, len(rows), _BATCH):
        yield list(rows[start : start + _BATCH])


def unreachable(address: str, reason: str) -> StoreLostError:
    """No server answers there."""
    if trouble := _tls_trouble(address):
        plain = address.partition("+")[0]
        return StoreLostError(
            f"{address}: a server is there, but TLS to it fails ({trouble}); {plain}:// goes without TLS, "
            f"{plain}+ssc:// takes any certificate"
        )
    return StoreLostError(
        f"{address}: no Neo4j server answers ({reason}); is it running, is the address right?"
    )


def _tls_trouble(address: str) -> str:
    """Why the encrypted connection that the address asks for fails, where a plain one is taken."""
    parts = urlsplit(address)
    _, encrypted, trust = parts.scheme.partition("+")
    host = parts.hostname or ""
    if not encrypted:
        return ""
    context = ssl.create_default_context()
    if trust == "ssc":
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    try:
        with socket.create_connection((host, parts.port or PORT), timeout=10) as plain:
            try:
                context.wrap_socket(plain, server_hostname=host).close()
            except OSError as error:
                return getattr(error, "reason", None) or error.strerror or type(error).__name__
    except OSError:
        pass
    return ""


def unauthorised(address: str, user: str, *, password_given: bool) -> StoreLostError:
    """The server does not take the user or the password."""
    if not password_given:
        return StoreLostError(f"{address}: the server asks for a password; give it in QIANTOU_PASSWORD")
    return StoreLostError(
        f"{address}: the server refuses the user {user} or the password; give them in QIANTOU_USER and "
        "QIANTOU_PASSWORD"
    )


def refused(address: str, code: str, message: str) -> StoreError:
    """What the server says against a query or a transaction, by its code."""
    if code == "Neo.ClientError.Statement.AccessMode":
        return refused_write()
    if "TransactionTimedOut" in code:
        return StoreError("the query takes longer than it may; ask for less, or give it more with --timeout")
    # What every further transaction would meet, too.
    kind = (
        StoreLostError
        if code.startswith(("Neo.ClientError.Database.", "Neo.ClientError.Security."))
        else StoreError
    )
    return kind(f"{address}: {one_line(message)}")


def refused_write() -> StoreError:
    """A query would write that must not."""
    return StoreError("the query would write; allow it with --write")


def one_line(message: str) -> str:
    """The server's words without its picture of the place and its list of all that might stand there."""
    return _EXPECTED.sub("", message.split("\n", 1)[0]).strip().rstrip(":")
