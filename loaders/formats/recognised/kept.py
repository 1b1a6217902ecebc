"""Sheets of pages that were recognised before, kept by the content of their file in a folder that may be deleted."""

import os
import re
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import msgspec

from loaders.formats.recognised.sheet import Sheet

FOLDER_VARIABLE = "QIANTOU_CACHE"
MAX_BYTES = 256 * 2**20
"""How much is kept; what was not asked for the longest goes first."""

_MAKING = 5
_OWN = "recognised"
_NAME = re.compile(r"[0-9a-f]{64}-\d+")
_PRUNED_EVERY = 64


class Kept:
    """The sheets in the folder of `QIANTOU_CACHE`, or of the system; nothing is kept where that is empty."""

    def __init__(self) -> None:
        self._put = 0

    def get(self, key: str, number: int) -> Sheet | None:
        """The sheet of a page of the file with this hash."""
        folder = _folder()
        if folder is None:
            return None
        file = _file(folder, key, number)
        with suppress(OSError, msgspec.DecodeError):
            sheet = msgspec.msgpack.decode(file.read_bytes(), type=Sheet)
            os.utime(file)
            return sheet
        return None

    def put(self, key: str, number: int, sheet: Sheet) -> None:
        """Keep a sheet; that it cannot be kept is no error."""
        folder = _folder()
        if folder is None:
            return
        file = _file(folder, key, number)
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=file.parent)
            try:
                with os.fdopen(handle, "wb") as out:
                    out.write(msgspec.msgpack.encode(sheet))
                Path(name).replace(file)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
            self._put += 1
            if self._put % _PRUNED_EVERY == 1:
                _prune(folder)


def _file(folder: Path, key: str, number: int) -> Path:
    return folder / _engine() / key[:2] / f"{key}-{number}"


def _folder() -> Path | None:
    named = os.environ.get(FOLDER_VARIABLE)
    if named is not None:
        return Path(named) / _OWN if named else None
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        base = "~/Library/Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    with suppress(RuntimeError):
        return Path(base).expanduser() / "qiantou" / _OWN if base else None
    return None


def _engine() -> str:
    """What a sheet depends on beside its page."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"{_MAKING}-rapidocr-{version('rapidocr')}"
    except PackageNotFoundError:
        return str(_MAKING)


def _prune(folder: Path) -> None:
    found = []
    for file in folder.rglob("*"):
        if _NAME.fullmatch(file.name):
            # Another process may have put it away.
            with suppress(OSError):
                known = file.stat()
                found.append((known.st_mtime, known.st_size, file))
    held = 0
    for _, size, file in sorted(found, reverse=True):
        held += size
        if held > MAX_BYTES:
            file.unlink(missing_ok=True)
