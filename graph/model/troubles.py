"""What the system says may go wrong with a file, as one line that says what to do."""

import errno
import os
from pathlib import Path
from typing import Literal

from graph.model.errors import InputError
from graph.model.names import shown

_ROOM = "the disk is full; make room and try again"
_WHY = {
    errno.ENOSPC: _ROOM,
    errno.EDQUOT: _ROOM,
    errno.EFBIG: "no file may be so large here; make room or write elsewhere",
    errno.EROFS: "nothing can be written there; name a file in another folder",
    errno.EACCES: "permission denied; ask for it, or name another file",
    errno.EPERM: "permission denied; ask for it, or name another file",
    errno.ENOENT: "there is no such file or folder",
    errno.ENOTDIR: "a part of its path is no folder",
    errno.EISDIR: "it is a folder; name a file",
    errno.ENAMETOOLONG: "its name is too long",
    errno.EMFILE: "too many files are open",
    errno.EBADF: "it is closed",
}

_WRITING = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS})


def file_error(
    error: OSError, file: Path | str = "", *, doing: Literal["read", "written", ""] = ""
) -> InputError:
    """The error of a file that cannot be read or written.

    Parameters
    ----------
    error : OSError
        What the system said.
    file : Path or str, optional
        The file; else the one that the system named.
    doing : {"read", "written"}, optional
        What could not be done; else by what the system said.
    """
    doing = doing or ("written" if error.errno in _WRITING else "read")
    why = _WHY.get(error.errno or 0) or error.strerror or os.strerror(error.errno or 0) or str(error)
    named = file or error.filename or ""
    return InputError(f"cannot be {doing}: {why}", file=shown(os.fsdecode(named)) if named else "")


def system_error(error: BaseException | None) -> OSError | None:
    """What the system said behind an error of a library that wrapped it."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, OSError):
            return error
        wrapped = next((part for part in error.args if isinstance(part, BaseException)), None)
        error = wrapped or error.__cause__ or error.__context__
    return None
