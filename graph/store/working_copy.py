"""A graph is changed on a copy beside its file, which takes the file's place when all is done, or never."""

import os
import re
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from graph.model import StoreError, StoreLostError
from graph.model.files import FULL, put_in_place
from graph.store.seal import seal, unseal
from graph.store.write_lock import WriteLock, engine_writes

_SAYS_FULL = re.compile("|".join(re.escape(os.strerror(number)) for number in sorted(FULL)))
_LITTLE = 2**20
"""Bytes that are left on a disk that is full to an engine."""


class WorkingCopy:
    """A copy of a graph's file for its one writer; whoever reads the file keeps reading the old one.

    Parameters
    ----------
    target : Path
        The file, which need not be there; no symbolic link.
    name : Path
        What messages call it.

    Raises
    ------
    StoreError
        If another one writes the graph, or the folder cannot be written to.
    StoreLostError
        If the disk is full.
    """

    def __init__(self, target: Path, name: Path) -> None:
        self._target = target
        self._name = name
        self._folder: Path | None = None
        self._lock: WriteLock | None = None
        try:
            self._lock = WriteLock(target, name)
            _sweep(target)
            self._folder = Path(tempfile.mkdtemp(prefix=f".{target.name}.new-", dir=target.parent))
            self.path = self._folder / "graph.lbug"
            if target.exists():
                if engine_writes(target):
                    raise StoreError(
                        f"{name}: another program writes this file; try again when that has ended"
                    )
                copy_file(target, self.path)
                unseal(self.path)
        except BaseException as error:
            self.discard()
            if isinstance(error, OSError):
                raise self._refusal(error) from None
            raise

    def take_place(self, note: bytes = b"") -> None:
        """Put the copy, which nobody has open any more, in the place of the file, with a note."""
        try:
            seal(self.path, note)
            if self._target.exists():
                shutil.copymode(self._target, self.path)
            put_in_place(self.path, self._target)
        except OSError as error:
            raise self._refusal(error) from None

    def discard(self) -> None:
        """Take away what is left of the copy, and let others write."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        if self._lock is not None:
            self._lock.release()
        self._folder = self._lock = None

    def lost(self, reason: str) -> StoreLostError:
        """The error that says why nothing more can be written."""
        full = _SAYS_FULL.search(reason) or shutil.disk_usage(self._target.parent).free < _LITTLE
        why = "the disk is full" if full else f"it cannot be written any more ({reason})"
        return StoreLostError(
            f"{self._name}: {why}; the graph is as it was before"
            + ("; make room and try again" if full else "")
        )

    def _refusal(self, error: OSError) -> StoreError:
        if error.errno in FULL:
            return self.lost(os.strerror(error.errno))
        return StoreError(f"{self._name}: cannot be written: {error.strerror}; its folder has to be writable")


def copy_file(source: Path, target: Path) -> None:
    """Copy a file, where the file system can by sharing its blocks."""
    with source.open("rb") as old, target.open("xb") as new:
        # What the system does not copy by itself, for whatever reason, is left to the next line.
        with suppress(OSError, AttributeError):
            while os.copy_file_range(old.fileno(), new.fileno(), 2**30):
                pass
        shutil.copyfileobj(old, new, 2**20)


def _sweep(target: Path) -> None:
    """Take away the copies of writers that were killed."""
    left = re.compile(rf"\.{re.escape(target.name)}\.new-\w{{8}}")
    for entry in list(target.parent.iterdir()):
        if left.fullmatch(entry.name) and entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry, ignore_errors=True)
