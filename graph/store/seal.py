"""The mark at the end of a graph's file by which it is seen whether the file is as qiantou wrote it.

The engine trusts its file: a few bytes that a disk or a download has changed may end the process that opens it, or any
query later. It leaves alone what stands behind its last page. A note of whoever wrote the file may stand between the two.
"""

import os
import struct
from enum import Enum
from functools import lru_cache
from pathlib import Path
from zlib import crc32

_SEAL = struct.Struct("<8sQI")
_MARK = b"qiantou\x01"
_CHUNK = 2**20


class Condition(Enum):
    """What the seal says of a file."""

    SEALED = "as it was written"
    CHANGED = "changed since, by another program or by damage"
    UNKNOWN = "never sealed"


def seal(file: Path, note: bytes = b"") -> None:
    """Put the mark behind a finished file that has none, and a note before it."""
    with file.open("r+b") as opened:
        size, check = 0, 0
        while part := opened.read(_CHUNK):
            size, check = size + len(part), crc32(part, check)
        opened.write(note)
        opened.write(_SEAL.pack(_MARK, size, _whole_check(size, note, check)))


def note_of(file: Path) -> bytes:
    """The note of a file that is as it was sealed; nothing of any other."""
    if condition(file) is not Condition.SEALED:
        return b""
    size, mark = _read(file)
    pages = mark[0] if mark else size
    with file.open("rb") as opened:
        opened.seek(pages)
        return opened.read(size - pages)


def unseal(file: Path) -> None:
    """Take the mark and the note away, where there is one, before the engine writes."""
    size, mark = _read(file)
    if mark is not None:
        os.truncate(file, min(size, mark[0]))


def condition(file: Path) -> Condition:
    """Whether a file is as it was sealed."""
    now = file.stat()
    return _condition(file, (now.st_dev, now.st_ino, now.st_size, now.st_mtime_ns))


@lru_cache(maxsize=16)
def _condition(file: Path, _identity: tuple[int, ...]) -> Condition:
    """The same, read once for whoever opens a file again and again."""
    size, mark = _read(file)
    if mark is None:
        return Condition.UNKNOWN
    pages, said = mark
    check = 0
    with file.open("rb") as opened:
        for start in range(0, min(pages, size), _CHUNK):
            check = crc32(opened.read(min(_CHUNK, pages - start)), check)
        note = opened.read(max(size - pages, 0))
    is_so = pages <= size and said == _whole_check(pages, note, check)
    return Condition.SEALED if is_so else Condition.CHANGED


def _whole_check(size: int, note: bytes, check: int) -> int:
    """The check sum of the pages with that of the note, where there is one, and of where it begins."""
    return crc32(note + size.to_bytes(8, "little"), check) if note else check


def _read(file: Path) -> tuple[int, tuple[int, int] | None]:
    """How long the file is without its mark, and the size and the check sum that the mark says."""
    with file.open("rb") as opened:
        size = opened.seek(0, os.SEEK_END)
        if size < _SEAL.size:
            return size, None
        opened.seek(size - _SEAL.size)
        mark, said, check = _SEAL.unpack(opened.read(_SEAL.size))
    return (size - _SEAL.size, (said, check)) if mark == _MARK else (size, None)
