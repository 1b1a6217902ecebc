"""What every store does, and nothing that only one of them can."""

from collections.abc import Mapping
from types import TracebackType
from typing import Any, Protocol, Self

from graph.model import Facts
from graph.table import Table


class Store(Protocol):
    """A graph that plans are loaded into and queries are asked of; use it as a context manager."""

    def replace(self, facts: Facts) -> None:
        """Put a plan's facts in the place of whatever was stored of that plan, in one transaction.

        Nodes that nothing refers to afterwards are gone. A failure leaves the previous state.
        """
        ...

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None, *, write: bool = False) -> Table:
        """Answer one Cypher query; refused with StoreError if it would write and `write` is false."""
        ...

    def close(self) -> None:
        """Let go of the file or the connection."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
