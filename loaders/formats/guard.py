"""Read files of formats whose engines are native code in a process of its own.

A file made for it can drive such an engine into endless work, all of the memory or a crash (a PDF whose form draws
itself twice does so). In a helper process, with a limit of time and memory, that costs one file and not the run. The
helper is started with the first such file and serves all that follow.
"""

import atexit
import threading
from collections.abc import Callable

import msgspec

from graph.model import InputError
from graph.model.child import Child, Parent, limit_memory
from loaders.document import Document
from loaders.formats.dispatch import read_as
from loaders.formats.kinds import Kind
from loaders.formats.limits import CPU_SECONDS, MEMORY_BYTES, begin_file

_WALL_SECONDS = 300


class _Request(msgspec.Struct, array_like=True):
    kind: Kind
    source: str
    data: bytes


class _Failure(msgspec.Struct, array_like=True):
    what: str
    file: str
    line: int | None
    column: int | None

    @classmethod
    def of(cls, error: InputError) -> "_Failure":
        return cls(error.what, error.file, error.line, error.column)

    def error(self) -> InputError:
        return InputError(self.what, file=self.file, line=self.line, column=self.column)


class _Reply(msgspec.Struct, array_like=True):
    document: Document | None
    errors: list[_Failure]


def read_guarded(kind: Kind, data: bytes, source: str, on_error: Callable[[InputError], None]) -> Document:
    """Read a file as `read_as` does, in the helper process.

    Raises
    ------
    InputError
        Also where the file takes more time or memory than a plan may, or makes its engine crash.
    """
    with _lock:
        reply = _ask(_Request(kind, source, data))
    if reply is None:
        raise InputError(
            f"it crashes its reader, or takes more than {MEMORY_BYTES >> 30} GB or {CPU_SECONDS} s to read: the file is"
            " damaged; open it and save it again",
            file=source,
        )
    if reply.document is None:
        *parts, last = reply.errors
        for failure in parts:
            on_error(failure.error())
        raise last.error()
    for failure in reply.errors:
        on_error(failure.error())
    return reply.document


_lock = threading.Lock()
_current: list[Child] = []


def _helper() -> Child:
    if not _current or not _current[0].is_ours:
        close_helper()
        _current.append(Child("loaders.formats.guard:serve"))
    return _current[0]


def _ask(request: _Request) -> _Reply | None:
    """The reply to a request; None where the helper ended over it."""
    helper = _helper()
    timer = threading.Timer(_WALL_SECONDS, helper.close)
    timer.daemon = True
    timer.start()
    try:
        helper.send(msgspec.msgpack.encode(request))
        reply = helper.receive()
    except BaseException:
        # Interrupted between a question and its answer: the next answer would be to this one.
        helper.close()
        raise
    finally:
        timer.cancel()
    if reply is None:
        helper.close()
        return None
    return msgspec.msgpack.decode(reply, type=_Reply)


def close_helper() -> None:
    """End the helper process of this process, if there is one; the next file starts another."""
    for helper in _current:
        helper.close()
    _current.clear()


atexit.register(close_helper)


def serve() -> None:
    """Answer requests: what the helper process runs."""
    parent = Parent()
    limit_memory(MEMORY_BYTES)
    while True:
        message = parent.receive()
        begin_file()
        parent.send(msgspec.msgpack.encode(_answer(message)))


def _answer(message: bytes) -> _Reply:
    request = msgspec.msgpack.decode(message, type=_Request)
    errors: list[InputError] = []
    document = None
    try:
        document = read_as(request.kind, request.data, request.source, errors.append)
    except InputError as error:
        errors.append(error)
    except MemoryError:
        errors.append(InputError(f"takes more than {MEMORY_BYTES >> 30} GB to read", file=request.source))
    except Exception as error:
        errors.append(InputError(f"its reader failed ({type(error).__name__}: {error})", file=request.source))
    return _Reply(document, [_Failure.of(error) for error in errors])
