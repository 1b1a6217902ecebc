"""What both ways to a Neo4j server have alike: who asks, what is kept, what is written in one transaction."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from graph.model import Facts, StoreError
from graph.store.kept import Kept
from graph.store.labels import Labels
from graph.store.replacing import remove_plans, replace_plans
from graph.store.server import MEASURES_AT_ONCE, ServerTransaction
from graph.store.values import plain, record
from graph.table import Table

if TYPE_CHECKING:
    import pyarrow as pa

    from graph.store.batch import Batch


class ServerStore(ABC):
    """A graph on a Neo4j server; a store of a driver opens it, writes, asks and closes."""

    engine = "neo4j"
    measures_at_once = MEASURES_AT_ONCE

    def __init__(
        self, address: str, user: str, password: str, *, read_only: bool, timeout: float, label_prefix: str
    ) -> None:
        self._address = address
        self._user = user
        self._password_given = bool(password)
        self._read_only = read_only
        self._timeout = timeout
        self._labels = Labels(label_prefix)
        self._prepared = False
        self._kept = Kept()

    def replace(self, facts: Facts) -> None:
        """Put a plan's facts in the place of whatever was stored of that plan, in one transaction."""
        self.replace_all([facts])

    def replace_all(self, facts: Sequence[Facts]) -> None:
        """Put the facts of several plans in the place of what was stored of them, in one transaction."""
        from graph.store.batch import Batch

        self.replace_batch(Batch.of(facts))

    def replace_batch(self, batch: "Batch") -> None:
        """Do the same with plans that are laid out."""
        self._check_writable()
        self._write(lambda transaction: replace_plans(transaction, batch, self._kept))

    def remove(self, plans: Sequence[str]) -> None:
        """Delete plans by their keys, and what only they referred to, in one transaction."""
        self._check_writable()
        self._write(lambda transaction: remove_plans(transaction, plans, self._kept))

    @abstractmethod
    def _write(self, work: Callable[[ServerTransaction], object]) -> None:
        """Do the work in a transaction that may run twice."""

    @abstractmethod
    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None, *, write: bool = False) -> Table:
        """Answer one Cypher query; refused with StoreError if it would write and `write` is false."""

    def arrow(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> "pa.Table":
        """Answer one reading query as Arrow columns."""
        return self.run(cypher, parameters).to_arrow()

    @abstractmethod
    def close(self) -> None:
        """Let go of the connections."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _check_writable(self) -> None:
        if self._read_only:
            raise StoreError(f"{self._address}: the graph is open for reading only")


@dataclass(frozen=True, slots=True)
class DriverTypes:
    """The classes in which a driver gives nodes, edges and paths, and how it names the type of an edge."""

    node: type[Any]
    edge: type[Any]
    path: type[Any]
    edge_type: Callable[[Any], str]

    def value(self, value: Any, labels: Labels) -> Any:
        """A value of an answer as every store gives it."""
        if isinstance(value, self.node):
            return record("label", ":".join(labels.plain(value.labels)), dict(value))
        if isinstance(value, self.edge):
            return record("type", self.edge_type(value), dict(value))
        if isinstance(value, self.path):
            path: list[Any] = [self.value(value.nodes[0], labels)]
            for edge, node in zip(value.relationships, value.nodes[1:], strict=True):
                path += [self.value(edge, labels), self.value(node, labels)]
            return path
        if isinstance(value, list):
            return [self.value(part, labels) for part in value]
        if isinstance(value, dict):
            return {name: self.value(part, labels) for name, part in value.items()}
        return plain(value)
