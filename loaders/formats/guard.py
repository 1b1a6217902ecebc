"""Read files of formats whose engines are native code in a process of its own.

A file made for it can drive such an engine into endless work, all of the memory or a crash (a PDF whose form draws
itself twice does so). In a helper process, with a limit of time and memory, that costs one file and not the run. The
helper is started with the first such file and serves all that follow.
"""

import atexit
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import IO

import msgspec

from graph.model import InputError
from loaders.document import Document
from loaders.formats.dispatch import read_as
from loaders.formats.kinds import Kind
from loaders.formats.limits import CPU_SECONDS, MEMORY_BYTES, begin_file, limit_memory

_WALL_SECONDS = 300
_LENGTH = struct.Struct("!Q")
_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from loaders.formats.guard import serve; serve()"


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
        reply = _helper().ask(_Request(kind, source, data))
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


class _Helper:
    """The helper process of this process."""

    def __init__(self) -> None:
        import json

        self.owner = os.getpid()
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def ask(self, request: _Request) -> _Reply | None:
        """The reply; None where the helper ended over it."""
        timer = threading.Timer(_WALL_SECONDS, self._process.kill)
        timer.daemon = True
        timer.start()
        try:
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            _send(self._process.stdin, msgspec.msgpack.encode(request))
            reply = _receive(self._process.stdout)
        except OSError:
            reply = None
        except BaseException:
            # Interrupted between a question and its answer: the next answer would be to this one.
            self.close()
            raise
        finally:
            timer.cancel()
        if reply is None:
            self.close()
            return None
        return msgspec.msgpack.decode(reply, type=_Reply)

    @property
    def is_ours(self) -> bool:
        """Whether it lives and this process started it: a process forked later must not share its pipes."""
        return self.owner == os.getpid() and self._process.poll() is None

    def close(self) -> None:
        """End it."""
        if self.owner != os.getpid():
            return
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._process.wait()


_lock = threading.Lock()
_current: list[_Helper] = []


def _helper() -> _Helper:
    if not _current or not _current[0].is_ours:
        for helper in _current:
            helper.close()
        _current.insert(0, _Helper())
    return _current[0]


def close_helper() -> None:
    """End the helper process of this process, if there is one; the next file starts another."""
    for helper in _current:
        helper.close()
    _current.clear()


atexit.register(close_helper)


def _send(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(_LENGTH.pack(len(message)))
    pipe.write(message)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes | None:
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    message = pipe.read(length)
    return message if len(message) == length else None


def serve() -> None:
    """Answer requests on standard input until it closes: what the helper process runs."""
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    limit_memory()
    while (message := _receive(sys.stdin.buffer)) is not None:
        begin_file()
        _send(replies, msgspec.msgpack.encode(_answer(message)))


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
