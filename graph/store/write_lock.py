"""One writer at a time: a lock file beside the graph that names its owner."""

import json
import os
import socket
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from graph.model import StoreError

if sys.platform == "win32":
    import msvcrt

    def _hold(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def engine_writes(file: Path) -> bool:  # noqa: ARG001
        """Whether an engine has the file itself open for writing; here, opening it would have failed."""
        return False
else:
    import fcntl

    def _hold(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def engine_writes(file: Path) -> bool:
        """Whether an engine has the file itself open for writing, which no store of this version does."""
        with file.open("rb") as opened:
            try:
                fcntl.lockf(opened, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except (BlockingIOError, PermissionError):
                return True
            return False


class BeingWrittenError(StoreError):
    """Another one holds the right to write the graph."""


class WriteLock:
    """The right to write a graph, held until it is let go or its process ends.

    The system keeps the lock, so that no process that was killed leaves it behind; the file only says whose it is.

    Raises
    ------
    BeingWrittenError
        If another one holds it.
    OSError
        If the file cannot be made.
    """

    def __init__(self, target: Path, name: Path) -> None:
        self._file = target.with_name(f".{target.name}.lock")
        while True:
            self._handle = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o666)
            try:
                _hold(self._handle)
            except (BlockingIOError, PermissionError):
                owner = self._owner()
                os.close(self._handle)
                raise BeingWrittenError(
                    f"{name}: the graph is being written{owner}; try again when that has ended"
                ) from None
            except OSError:
                os.close(self._handle)
                raise
            if self._is_in_place():
                break
            # Its last owner took the file away after we had opened it.
            os.close(self._handle)
        try:
            self._sign()
        except BaseException:
            self.release()
            raise

    def release(self) -> None:
        """Let others write."""
        with suppress(OSError):
            self._file.unlink()
        os.close(self._handle)

    def _sign(self) -> None:
        os.ftruncate(self._handle, 0)
        owner = {
            "pid": os.getpid(),
            "host": socket.gethostname(),
            "since": datetime.now().astimezone().isoformat(sep=" ", timespec="seconds"),
        }
        os.write(self._handle, json.dumps(owner).encode())

    def _is_in_place(self) -> bool:
        try:
            return os.path.samestat(os.fstat(self._handle), self._file.stat())
        except FileNotFoundError:
            return False

    def _owner(self) -> str:
        try:
            owner = json.loads(os.pread(self._handle, 1_000, 0))
            return f" by process {owner['pid']} on {owner['host']} since {owner['since']}"
        except (OSError, ValueError, KeyError, TypeError):
            # It has not yet written its name.
            return ""
