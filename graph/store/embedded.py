"""The embedded store: one file that several may read and one may write, or a graph in memory."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from shutil import disk_usage
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from graph.model import Facts, StoreError, StoreLostError
from graph.model.names import shown
from graph.store.engine import Engine
from graph.store.engine_process import EngineProcess
from graph.store.putting import put_batch
from graph.store.recovery import recover
from graph.store.seal import Condition, condition
from graph.store.working_copy import WorkingCopy
from graph.table import Table

if TYPE_CHECKING:
    import pyarrow as pa

    from graph.store.batch import Batch

_IN_MEMORY = ":memory:"
_CAREFUL = 2**32
"""Bytes of memory for the engine of a file that may be damaged: lengths in it may be any."""
_ROOM = 2**30
"""Bytes that a folder in memory must have free to keep a graph."""


class EmbeddedStore:
    """A graph in one file; several may read it, one may write it.

    What is written is read at once through this store, and by others when it is closed: the file then holds all of
    it. A block (``with``) that ends in an error, a process that ends before, leaves the file as it was.

    Parameters
    ----------
    path : Path
        The file; made if it is missing and something is written. ``:memory:`` keeps a graph of its own, in memory
        where the system can, gone when it is closed.
    read_only : bool
        Open it for reading alone.
    memory : int
        Bytes of memory that the engine may keep pages and rows in; 0 for most of the machine's.
    expendable : bool
        Whether this process may end with a damaged file. Else a file that is not as it was written (see `seal`) is
        read in a process of its own, whose end is one line here.

    Raises
    ------
    StoreError
        If the file is missing (read only), in use by a writer, or of another program.
    """

    engine = "ladybug"
    measures_at_once = 20_000
    """Each write folds its log into the file, which costs as much as the file is big."""

    def __init__(
        self, path: Path, *, read_only: bool = False, memory: int = 0, expendable: bool = False
    ) -> None:
        self._path = path
        self._read_only = read_only
        self._changed = self._closed = False
        self._note = b""
        self._folder: TemporaryDirectory[str] | None = None
        self._copy: WorkingCopy | None = None
        self._engine: Engine | EngineProcess
        if str(path) == _IN_MEMORY:
            # The engine's own mode in memory breaks its index of keys when a transaction is rolled back.
            self._folder = TemporaryDirectory(prefix="qiantou-", dir=_memory_folder())
            self._engine = Engine(Path(self._folder.name, "graph.lbug"), path, memory=memory)
            return
        # A link is followed, never replaced.
        file = Path(os.path.realpath(path))
        self._check_place(file)
        recover(file, path)
        if read_only:
            if expendable or condition(file) is Condition.SEALED:
                self._engine = Engine(file, path, read_only=True, memory=memory)
            else:
                self._engine = EngineProcess(file, path, self._damaged, memory or _CAREFUL, read_only=True)
            return
        self._copy = WorkingCopy(file, path)
        try:
            self._engine = EngineProcess(self._copy.path, path, self._copy.lost, memory)
        except BaseException:
            self._copy.discard()
            raise

    def replace(self, facts: Facts) -> None:
        """Put a plan's facts in the place of whatever was stored of that plan, in one transaction."""
        self.replace_all([facts])

    def replace_all(self, facts: Sequence[Facts]) -> None:
        """Put several plans in the place of what was stored of them: new ones in one transaction, changed ones in another."""
        from graph.store.batch import Batch

        self.replace_batch(Batch.of(facts))

    def replace_batch(self, batch: "Batch") -> None:
        """Do the same with plans that are laid out."""
        self._check_writable()
        self._changed |= put_batch(self._engine, batch)

    def remove(self, plans: Sequence[str]) -> None:
        """Delete plans by their keys, and what only they referred to, in one transaction."""
        self._check_writable()
        self._engine.remove(plans)
        self._changed = True

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None, *, write: bool = False) -> Table:
        """Answer one Cypher query; refused with StoreError if it would write and `write` is false."""
        if write:
            self._check_writable()
        answer = self._engine.run(cypher, parameters, write=write)
        self._changed |= write
        return answer

    def arrow(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> "pa.Table":
        """Answer one reading query as Arrow columns."""
        return self._engine.arrow(cypher, parameters)

    def keep(self, note: bytes) -> None:
        """Keep a note in the file with what was written, until somebody writes again; see `note_of`."""
        self._note = note

    def close(self) -> None:
        """Let go of the file, and if something was written, let it hold that from now on."""
        if self._closed:
            return
        try:
            self._engine.close()
            if self._copy is not None and self._changed:
                self._copy.take_place(self._note)
        finally:
            self._clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.close()
        else:
            self._abandon()

    def _abandon(self) -> None:
        """Let go of the file as it was before."""
        try:
            if isinstance(self._engine, EngineProcess):
                self._engine.end()
            else:
                self._engine.close()
        finally:
            self._clear()

    def _clear(self) -> None:
        self._closed = True
        if self._copy is not None:
            self._copy.discard()
        if self._folder is not None:
            self._folder.cleanup()

    def _check_writable(self) -> None:
        if self._read_only:
            raise StoreError(f"{self._path}: the graph is open for reading only")
        self._note = b""

    def _damaged(self, reason: str) -> StoreLostError:
        return StoreLostError(
            f"{self._path}: cannot be read ({reason}): another program changed the graph, or it is damaged; "
            "load the plans into a new file"
        )

    def _check_place(self, file: Path) -> None:
        try:
            str(file).encode()
        except UnicodeEncodeError:
            raise StoreError(
                f"{shown(file)}: the engine takes names of files and folders in UTF-8 alone; keep the graph elsewhere"
            ) from None
        if file.is_dir():
            raise StoreError(f"{self._path}: this is a folder; name a file in it")
        if not file.parent.is_dir():
            raise StoreError(f"{self._path}: the folder {self._path.parent} does not exist; make it first")
        if self._read_only and not file.exists():
            raise StoreError(
                f"{self._path}: there is no graph here; make it with `qiantou load PLAN`, or name one by --graph"
            )


def _memory_folder() -> str | None:
    """A folder that the system keeps in memory, where it has a big one; containers often have a tiny one."""
    folder = "/dev/shm"
    return folder if os.access(folder, os.W_OK) and disk_usage(folder).free >= _ROOM else None
