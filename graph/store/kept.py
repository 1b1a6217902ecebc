"""What one who writes knows of the graph from one transaction to the next."""

from collections import defaultdict

from graph.store.citations import Citations
from graph.store.rows import Properties

MAX_NODES = 50_000
"""How many nodes of a label are known at most."""


class Known:
    """The citations of all plans, and nodes that several plans share, as they are in the graph."""

    def __init__(self) -> None:
        self.citations: Citations | None = None
        self._nodes: dict[str, dict[str, Properties]] = defaultdict(dict)

    def nodes(self, label: str) -> dict[str, Properties]:
        """Those of a label by their keys, to be read and changed."""
        nodes = self._nodes[label]
        if len(nodes) > MAX_NODES:
            nodes.clear()
        return nodes


class Kept:
    """Keeps what is known as long as nobody else has written in between."""

    def __init__(self) -> None:
        self._kept: tuple[int, Known] | None = None

    def take(self, write: int) -> Known:
        """What is known if the last write but this one left it; it is to be given back when this one is done."""
        kept, self._kept = self._kept, None
        return kept[1] if kept and kept[0] == write - 1 else Known()

    def give_back(self, write: int, known: Known) -> None:
        """Keep what is known after a write."""
        self._kept = (write, known)

    def forget(self) -> None:
        """Know nothing: somebody else has written, or a write has failed."""
        self._kept = None
