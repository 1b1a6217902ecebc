"""What a store is asked and given while its graph is changed, whichever store it is."""

from collections.abc import Sequence
from typing import Any, Protocol

from graph.store.rows import EdgeRow, Join, Properties


class Transaction(Protocol):
    """A transaction of a store that can be asked, and given rows; `write` counts those that have written."""

    write: int

    def ask(self, cypher: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """Run one statement and give its rows."""
        ...

    def add_nodes(self, label: str, rows: Sequence[Properties]) -> None:
        """Add nodes whose keys are not in the graph."""
        ...

    def set_nodes(self, label: str, rows: Sequence[Properties]) -> None:
        """Give nodes that are in the graph these properties."""
        ...

    def tied(self, label: str, keys: Sequence[str]) -> set[str]:
        """Those of the nodes that hold what is not of the schema: a property, another label, an edge."""
        ...

    def set_edges(self, join: Join, rows: Sequence[EdgeRow]) -> None:
        """Give edges these properties, each the only one of its type between its ends."""
        ...

    def add_edges(self, join: Join, rows: Sequence[EdgeRow]) -> None:
        """Add edges between nodes that are in the graph."""
        ...
