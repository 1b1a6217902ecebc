"""The engine in a process of its own: what ends it costs one line and a copy, not the caller and the graph."""

import signal
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from graph.model import StoreLostError
from graph.model.child import Child
from graph.store.engine_messages import receive, send
from graph.store.rows import Join
from graph.table import Table

if TYPE_CHECKING:
    import pyarrow as pa

    from graph.store.batch import Batch


class EngineProcess:
    """An engine that is asked from another process.

    Parameters
    ----------
    path : Path
        The file it works on.
    name : Path
        What messages call the file.
    lost : callable
        Makes of a reason the error to raise when the engine has ended or can no longer be relied on.
    memory : int
        Bytes of memory that the engine may keep pages and rows in, and as many for all else; 0 for most of the
        machine's.
    read_only : bool
        Open the file for reading alone.

    Raises
    ------
    StoreError
        If the engine refuses the file.
    """

    def __init__(
        self,
        path: Path,
        name: Path,
        lost: Callable[[str], StoreLostError],
        memory: int = 0,
        *,
        read_only: bool = False,
    ) -> None:
        self._lost = lost
        self._read_only = read_only
        self._turn = Lock()
        self._child = Child("graph.store.engine_worker:serve")
        try:
            self._ask(path, name, memory, read_only)
        except BaseException:
            self.end()
            raise

    def replace(self, batch: "Batch") -> bool:
        """Put plans in the place of what was stored of them, in one transaction; see `Engine.replace`."""
        changed: bool = self._ask("replace", batch.tables, batch.inline)
        return changed

    def states(self, plans: Sequence[str]) -> dict[str, tuple[str | None, int]]:
        """What is held of these plans; see `Engine.states`."""
        held: dict[str, tuple[str | None, int]] = self._ask("states", list(plans))
        return held

    def add_plans(self, nodes: dict[str, "pa.Table"], edges: dict[Join, "pa.Table"]) -> None:
        """Add plans of which nothing is held, in one transaction."""
        self._ask("add_plans", nodes, edges)

    def remove(self, plans: Sequence[str]) -> None:
        """Delete plans by their keys, and what only they referred to, in one transaction."""
        self._ask("remove", list(plans))

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None, *, write: bool = False) -> Table:
        """Answer one Cypher query; refused with StoreError if it would write and `write` is false."""
        table: Table = self._ask("run", cypher, dict(parameters or {}), write)
        return table

    def arrow(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> "pa.Table":
        """Answer one reading query as Arrow columns."""
        return self._ask("arrow", cypher, dict(parameters or {}))

    def close(self) -> None:
        """Have the engine finish its file, and see that it can be opened."""
        try:
            if not self._read_only:
                self._ask("close")
        finally:
            self.end()

    def end(self) -> None:
        """End the process, whatever it does."""
        self._child.close()

    def _ask(self, *request: Any) -> Any:
        with self._turn:
            if not self._child.is_ours:
                raise self._lost("its engine has ended")
            try:
                send(request, self._child.send)
                try:
                    error, answer = receive(self._child.receive)
                except EOFError:
                    raise self._stopped() from None
                if isinstance(error, StoreLostError):
                    raise self._lost(str(error))
            except BaseException:
                # An answer that nobody waited for must not be taken for the next one.
                self.end()
                raise
        if isinstance(error, MemoryError) and self._read_only:
            raise self._lost("it would take more memory than there is")
        if error is not None:
            raise error
        return answer

    def _stopped(self) -> StoreLostError:
        code = self._child.status()
        how = signal.Signals(-code).name if code < 0 else f"status {code}"
        return self._lost(f"its engine stopped with {how}, mostly for want of memory or room")
