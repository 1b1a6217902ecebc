"""Writing files: whole or not at all, and so that a power cut leaves the old one or the new one."""

import errno
import os
import re
import secrets
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from graph.model.errors import InputError
from graph.model.names import shown
from graph.model.troubles import file_error

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What the system says where a disk, or a user's part of it, is full."""
_GRAPH = b"LBUG"
"""How the file of a graph begins."""
_NAME = 40
"""Characters of a name that another name is made of: in UTF-8 they may be four bytes each, of 255."""
_OWN_STREAM = re.compile(r"/dev/(?:(stdout)|(stderr)|fd/(\d+))|/proc/self/fd/(\d+)")


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """Give a path to write to, whose content becomes that of `out` when the block ends well.

    A link is written through, a device or a pipe is written to, and a graph stays a graph. A new file has the mode
    that the user gives new files, an old one keeps its own.

    Raises
    ------
    InputError
        If it cannot be written, or is a graph.
    """
    if _is_stream(out):
        with tempfile.TemporaryDirectory(prefix="qiantou-") as folder:
            scratch = Path(folder, "output")
            with _told(out, FULL):
                yield scratch
            with _told(out):
                _pour(scratch, out)
        return
    target = Path(os.path.realpath(out))
    with _told(out):
        _check(out, target)
        scratch = beside(target)
        os.close(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
    try:
        with _told(out, FULL):
            yield scratch
        with _told(out):
            if target.exists():
                shutil.copymode(target, scratch)
            put_in_place(scratch, target)
    finally:
        scratch.unlink(missing_ok=True)


@contextmanager
def whole_folder(out: Path) -> Iterator[Path]:
    """Give a new folder to write files into, which becomes `out` when the block ends well.

    Raises
    ------
    InputError
        If `out` exists or cannot be made.
    """
    if out.exists():
        raise InputError("exists already; name a new folder", file=shown(out))
    scratch = beside(out)
    with _told(out):
        scratch.mkdir()
        try:
            yield scratch
            scratch.rename(out)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def beside(target: Path) -> Path:
    """A name that nothing has, in the folder of a file or folder that is to be put in place whole."""
    return target.with_name(f".{target.name[:_NAME]}.{secrets.token_hex(4)}.part")


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


def _is_stream(out: Path) -> bool:
    """Whether it is a device, a pipe or an open file of this process, none of which can be replaced."""
    if _OWN_STREAM.fullmatch(str(out)):
        return True
    try:
        mode = out.stat().st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _pour(scratch: Path, out: Path) -> None:
    """Write a finished file to a device or a pipe; to one that is open already, where it stands."""
    own = _OWN_STREAM.fullmatch(str(out))
    if own:
        number = 1 if own[1] else 2 if own[2] else int(own[3] or own[4])
        handle = os.dup(number)
    else:
        handle = os.open(out, os.O_WRONLY)
    with scratch.open("rb") as finished, os.fdopen(handle, "wb") as stream:
        shutil.copyfileobj(finished, stream)


def _check(out: Path, target: Path) -> None:
    if target.is_dir():
        raise InputError("this is a folder; name a file in it", file=shown(out))
    if not target.exists():
        return
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    with target.open("rb") as there:
        if there.read(len(_GRAPH)) == _GRAPH:
            raise InputError("this is a graph and stays one; name another file", file=shown(out))


@contextmanager
def _told(out: Path, numbers: frozenset[int] | None = None) -> Iterator[None]:
    """Tell what goes wrong with writing a file in one line: all of it, or what has these numbers."""
    try:
        yield
    except OSError as error:
        _tell(out, error, numbers)
        raise
    except Exception as error:
        # Writers of workbooks wrap what the system says.
        if isinstance(error.__context__, OSError) and not isinstance(error, InputError):
            _tell(out, error.__context__, numbers)
        raise


def _tell(out: Path, error: OSError, numbers: frozenset[int] | None) -> None:
    if numbers is None or error.errno in numbers:
        raise file_error(error, out, doing="written") from None
