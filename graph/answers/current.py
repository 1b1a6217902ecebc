"""The graph of a store as it is now, for whoever answers for a long time."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Lock
from typing import Any

from graph.network import Incidence, read_incidence
from graph.store.base import Store


class CurrentGraph:
    """Keeps a graph in memory, and reads it again only where a plan has changed; for several threads.

    Parameters
    ----------
    open_store : callable
        Opens the graph for reading; called each time, so that a load in between is seen.
    """

    def __init__(self, open_store: Callable[[], AbstractContextManager[Store]]) -> None:
        self._open = open_store
        self._lock = Lock()
        self._read: tuple[Any, Incidence] | None = None

    def store(self) -> AbstractContextManager[Store]:
        """The store that keeps the graph, open for reading."""
        return self._open()

    def graph(self) -> Incidence:
        """The graph as it is now."""
        with self._lock, self._open() as store:
            state = sorted(
                tuple(map(str, row)) for row in store.run("MATCH (p:Plan) RETURN p.key, p.facts").rows
            )
            if self._read is None or self._read[0] != state:
                self._read = (state, read_incidence(store))
            return self._read[1]
