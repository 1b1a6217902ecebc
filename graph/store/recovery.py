"""Graphs that an earlier version wrote in place, and whose log still waits to be folded in.

That version told nobody that a write had been kept before its log was folded in, and its log lacks rows. So the state
with the log holds only if it is whole; else the state before the write does.
"""

import time
from collections.abc import Callable
from pathlib import Path

from graph.model import StoreError
from graph.model.files import put_in_place, sync_folder
from graph.store.engine_process import EngineProcess
from graph.store.seal import seal
from graph.store.working_copy import WorkingCopy, copy_file
from graph.store.write_lock import BeingWrittenError

_LOGS = (".wal", ".wal.checkpoint", ".shadow")
_EMPTY = (".checkpoint.intent.lock", ".checkpoint.apply.lock")
_PATIENCE = 10.0
"""Seconds to wait for another one that recovers or writes the graph."""
_PLANS = (
    "MATCH (p:Plan) OPTIONAL MATCH (m:Measure)-[:PART_OF]->(p) "
    "RETURN p.key AS key, p.measures AS said, count(m) AS held"
)


def recover(file: Path, name: Path) -> None:
    """Fold a log that waits into the file, or drop it with the write that it was cut off in.

    Raises
    ------
    StoreError
        If neither the file nor the file with its log can be opened.
    """
    if not is_unfinished(file):
        return
    copy = _patiently(lambda: WorkingCopy(file, name))
    try:
        if not is_unfinished(file):
            return
        if not _recovered(file).exists():
            best = _best_state(copy, file, name)
            seal(best)
            put_in_place(best, _recovered(file))
        # From here on whoever comes next can only go on; a log beside the new file would be folded in twice.
        for suffix in (*_LOGS, *_EMPTY):
            _beside(file, suffix).unlink(missing_ok=True)
        sync_folder(file.parent)
        put_in_place(_recovered(file), file)
    except OSError as error:
        raise StoreError(
            f"{name}: its log cannot be folded in: {error.strerror}; open it once where its folder is writable"
        ) from None
    finally:
        copy.discard()


def is_unfinished(file: Path) -> bool:
    """Whether a log waits beside a file, or what became of it."""
    logs = (_beside(file, suffix) for suffix in _LOGS)
    return _recovered(file).exists() or any(log.is_file() and log.stat().st_size > 0 for log in logs)


def _recovered(file: Path) -> Path:
    return file.with_name(f".{file.name}.recovered")


def _beside(file: Path, suffix: str) -> Path:
    return file.with_name(file.name + suffix)


def _best_state(copy: WorkingCopy, file: Path, name: Path) -> Path:
    """A file with the log folded in where that is whole, else one without it."""
    folded = copy.path.with_name("folded.lbug")
    copy_file(copy.path, folded)
    for suffix in _LOGS:
        if _beside(file, suffix).exists():
            copy_file(_beside(file, suffix), _beside(folded, suffix))
    before, after = _plans(copy.path, name, copy), _plans(folded, name, copy)
    if after is not None and (before is None or _is_whole(after, before)):
        return folded
    if before is not None:
        return copy.path
    raise StoreError(
        f"{name}: a load was cut off here, and neither the file nor its log ({file.name}.wal) can be opened; "
        "move them away and load the plans again"
    )


def _plans(path: Path, name: Path, copy: WorkingCopy) -> dict[str, int] | None:
    """How many measures each plan lacks; None where the engine does not open the file."""
    try:
        engine = EngineProcess(path, name, copy.lost)
        try:
            rows = engine.run(_PLANS).rows
        finally:
            engine.close()
    except StoreError:
        return None
    return {key: said - held for key, said, held in rows}


def _is_whole(after: dict[str, int], before: dict[str, int]) -> bool:
    return before.keys() <= after.keys() and all(
        lacking == 0 or before.get(key) == lacking for key, lacking in after.items()
    )


def _patiently(take: Callable[[], WorkingCopy]) -> WorkingCopy:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return take()
        except BeingWrittenError:
            if time.monotonic() > until:
                raise
        time.sleep(0.1)
