"""What one who writes knows of the graph from one transaction to the next."""

from collections import defaultdict
from collections.abc import Iterable

from graph.store.citations import Citations
from graph.store.rows import EdgeRow, Join, Properties

MAX_NODES = 50_000
"""How many nodes of a label are known at most."""


class Known:
    """The citations of all plans, and nodes that several plans share, as they are in the graph.

    `whole` says that the graph was empty when its writer came, and that nothing of it was deleted or forgotten since:
    what is not known then is not there, and need not be asked for. None before anybody has looked.
    """

    def __init__(self) -> None:
        self.citations: Citations | None = None
        self.whole: bool | None = None
        self._nodes: dict[str, dict[str, Properties]] = defaultdict(dict)
        self._edges: dict[Join, dict[str, set[EdgeRow]]] = defaultdict(dict)

    def may_hold(self, plans: Iterable[str]) -> list[str]:
        """Those of the plans that may be in the graph."""
        held = self.citations or ()
        return [plan for plan in plans if not self.whole or plan in held]

    def nodes(self, label: str) -> dict[str, Properties]:
        """Those of a label by their keys, to be read and changed."""
        nodes = self._nodes[label]
        if len(nodes) > MAX_NODES:
            nodes.clear()
            self.whole = False
        return nodes

    def edges(self, join: Join, starts: Iterable[str]) -> set[EdgeRow]:
        """Those of a join that begin at these nodes; all of them where the whole graph is known."""
        held = self._edges[join]
        return {edge for start in starts for edge in held.get(start, ())}

    def set_edges(self, join: Join, starts: Iterable[str], edges: Iterable[EdgeRow]) -> None:
        """From now on, these are the edges of a join that begin at these nodes."""
        if self.whole:
            held = self._edges[join]
            held.update((start, set()) for start in starts)
            for edge in edges:
                held.setdefault(edge[0], set()).add(edge)


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
