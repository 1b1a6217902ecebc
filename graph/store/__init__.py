"""Where a graph is kept: one protocol, three stores."""

from graph.store.base import Store
from graph.store.opening import GraphLocation, open_store

__all__ = ["GraphLocation", "Store", "open_store"]
