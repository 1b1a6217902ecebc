"""Putting files in place so that a power cut leaves the old one or the new one, whole."""

import os
from contextlib import suppress
from pathlib import Path


def put_in_place(source: Path, target: Path) -> None:
    """Give a finished file the name of another one in the same file system, and see it to the disk."""
    _sync(source, os.O_RDWR)
    source.replace(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """See to the disk which names a folder holds."""
    # Windows neither opens folders nor needs to.
    with suppress(PermissionError):
        _sync(folder, os.O_RDONLY)


def _sync(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
