"""Ask queries that somebody typed: each in a process of its own, with limits of time, memory and rows.

A query can keep an engine busy for hours, fill the memory, or make it crash. Here that costs the query alone. The
process opens the graph, and is then held by the system to what it has open: no file of the machine can be read or
written, whatever the query says.
"""

import json
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from graph.model import QiantouError, StoreError
from graph.model.child import Child, Parent, limit_files, limit_more_memory, limit_processor
from graph.store.opening import GraphLocation, open_store
from graph.table import Table

_ROWS_AT_ONCE = 1_000
_OUT_OF_MEMORY = ("bad_alloc", "Buffer manager exception", "malloc of size", "realloc of size")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take: seconds from its start to its last row, bytes of memory, rows of the answer."""

    seconds: float = 30.0
    memory: int = 2 << 30
    rows: int = 1_000_000


class Asking:
    """Asks a graph queries, each in a process of its own; may be used from several threads.

    Parameters
    ----------
    location : GraphLocation
        The graph, with user and password where a server asks for them.
    limits : Limits
        What each query may take.
    """

    def __init__(self, location: GraphLocation, limits: Limits | None = None) -> None:
        self._location = location
        self._limits = limits or Limits()
        self._lock = threading.Lock()
        self._running: set[Child] = set()
        self._closed = False

    @property
    def engine(self) -> str:
        """The dialect of Cypher that the graph speaks."""
        return self._location.engine

    def ask(self, cypher: str, parameters: Mapping[str, Any] | None = None, *, write: bool = False) -> Table:
        """Answer one query.

        Raises
        ------
        StoreError
            If the store refuses the query or cannot answer it; if it takes more than its limits, or makes the engine
            crash.
        """
        request = {
            "location": asdict(self._location),
            "cypher": cypher,
            "parameters": dict(parameters or {}),
            "write": write,
            "limits": asdict(self._limits),
        }
        with self._child() as child:
            late = threading.Event()

            def stop() -> None:
                late.set()
                child.stop()

            timer = threading.Timer(self._limits.seconds, stop)
            timer.daemon = True
            timer.start()
            try:
                return self._answer(child, json.dumps(request).encode(), late)
            finally:
                timer.cancel()

    def close(self) -> None:
        """End all that is being asked; whoever waits for it gets a StoreError."""
        with self._lock:
            self._closed = True
            for child in self._running:
                child.stop()

    @contextmanager
    def _child(self) -> Iterator[Child]:
        with self._lock:
            if self._closed:
                raise StoreError("the query was stopped")
            child = Child("graph.asking:answer")
            self._running.add(child)
        try:
            yield child
        finally:
            with self._lock:
                self._running.discard(child)
            child.close()

    def _answer(self, child: Child, request: bytes, late: threading.Event) -> Table:
        columns: tuple[str, ...] = ()
        rows: list[tuple[Any, ...]] = []
        try:
            child.send(request)
            while (message := child.receive()) is not None:
                part = json.loads(message)
                if "error" in part:
                    raise StoreError(part["error"])
                if "end" in part:
                    return Table(columns, rows)
                columns = tuple(part.get("columns", columns))
                rows += map(tuple, part.get("rows", ()))
        except RuntimeError as error:
            if not self._closed and not late.is_set():
                raise StoreError(str(error)) from None
        raise self._ended(late)

    def _ended(self, late: threading.Event) -> StoreError:
        limits = self._limits
        if self._closed:
            return StoreError("the query was stopped")
        if late.is_set():
            return StoreError(
                f"the query takes more than {limits.seconds:g} s; ask for less, or give it more with --timeout"
            )
        return StoreError(
            f"the query makes the engine crash, or takes more than {limits.memory / 2**30:g} GB; ask for less, "
            "or give it more with --memory"
        )


def answer() -> None:
    """Answer the parent's request: what the process runs."""
    parent = Parent()
    request = json.loads(parent.receive())
    limits = Limits(**request["limits"])
    try:
        _reply(parent, request, limits)
    except QiantouError as error:
        _send(parent, error=_told(str(error), limits))
    except MemoryError:
        _send(parent, error=_told("bad_alloc", limits))
    except Exception as error:
        _send(parent, error=_told(f"the query fails: {type(error).__name__}: {error}", limits))
    # The engine's threads and what it has in memory are not worth an orderly end.
    os._exit(0)


def _reply(parent: Parent, request: Mapping[str, Any], limits: Limits) -> None:
    location, write = GraphLocation(**request["location"]), request["write"]
    with open_store(
        location,
        read_only=not write,
        memory=limits.memory // 2,
        timeout=limits.seconds,
        expendable=True,
    ) as store:
        limit_processor(limits.seconds * (os.cpu_count() or 1))
        limit_more_memory(limits.memory // 2)
        if not write and not location.is_server:
            # Modules are imported with the first rows, and may not be any more afterwards.
            store.run("MATCH (p:Plan) RETURN p, 1 AS one, [1] AS many LIMIT 1")
            store.run("RETURN 1 AS one")
            limit_files()
        table = store.run(request["cypher"], request["parameters"], write=write)
    if len(table.rows) > limits.rows:
        _send(parent, error=f"the answer has more than {limits.rows:,} rows; end the query with LIMIT")
        return
    _send(parent, columns=table.columns)
    for start in range(0, len(table.rows), _ROWS_AT_ONCE):
        _send(parent, rows=table.rows[start : start + _ROWS_AT_ONCE])
    _send(parent, end=True)


def _send(parent: Parent, **part: Any) -> None:
    parent.send(json.dumps(part, default=str).encode())


def _told(message: str, limits: Limits) -> str:
    if any(words in message for words in _OUT_OF_MEMORY):
        return f"the query takes more than {limits.memory / 2**30:g} GB; ask for less, or give it more with --memory"
    return message
