"""A process of our own for work that may never end, take all of the memory or crash: that costs the work alone.

It runs no code but ours, asks for no terminal, and ends with the process that started it.
"""

import os
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import IO

_START = """\
import sys
entry, *paths = sys.argv[1:]
sys.path += paths
from importlib import import_module
module, _, name = entry.partition(":")
getattr(import_module(module), name)()
"""
_PACKAGES = Path(__file__).resolve().parents[2]
_LENGTH = struct.Struct("!Q")
_SECONDS_TO_END = 3.0


class Child:
    """A process that was started to run a function, and the way to talk to it.

    No module is imported from the working folder, the folder of a script or where the environment says: they hold
    data, and a `json.py` among it must not be run.

    Parameters
    ----------
    entry : str
        The function, as `package.module:function`; it talks through a `Parent`.
    """

    def __init__(self, entry: str) -> None:
        flags = ["-I", *(["-B"] if sys.dont_write_bytecode else [])]
        self.owner = os.getpid()
        self._started = False
        self._process = subprocess.Popen(
            [sys.executable, *flags, "-c", _START, entry, *_import_paths()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    @property
    def pid(self) -> int:
        """Its number in the system."""
        return self._process.pid

    @property
    def is_ours(self) -> bool:
        """Whether it lives and this process started it: one that was forked later must not share its pipes."""
        return self.owner == os.getpid() and self._process.poll() is None

    def send(self, message: bytes | memoryview) -> None:
        """Send it a message; that it has ended shows in what is received."""
        assert self._process.stdin is not None
        with suppress(OSError):
            _send(self._process.stdin, message)

    def receive(self) -> bytes | None:
        """Wait for its next message; None where it has ended.

        Raises
        ------
        RuntimeError
            It ended before it could do anything: qiantou is not installed as it should be.
        """
        assert self._process.stdout is not None
        if not self._started:
            if _receive(self._process.stdout) is None:
                raise RuntimeError(f"a process of {sys.executable} cannot be started; install qiantou anew")
            self._started = True
        return _receive(self._process.stdout)

    def status(self) -> int:
        """How it ended, once nothing more was received: its exit status, or a signal's number below zero."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_SECONDS_TO_END)
        self.close()
        return self._process.wait()

    def stop(self) -> None:
        """End it, whatever it does, while somebody may still wait for its message."""
        self._process.kill()

    def close(self) -> None:
        """End it, whatever it does; a process that was forked from its parent only lets go of it."""
        if self.owner == os.getpid():
            self._process.kill()
            self._process.wait()
        else:
            # Whoever forked this process waits for it.
            self._process.returncode = 0
        for pipe in (self._process.stdin, self._process.stdout):
            # What it was not sent is not missed.
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr]


class Parent:
    """In a process that was started as a `Child`: the way to talk to the process that started it, and ends it."""

    def __init__(self) -> None:
        # Whoever asks decides what an interrupt means.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        # What it has begun (a folder, a program) is then put away.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
        self._answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        self._messages: SimpleQueue[bytes] = SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()
        self.send(b"")

    def receive(self) -> bytes:
        """Wait for the next message."""
        return self._messages.get()

    def send(self, message: bytes | memoryview) -> None:
        """Send a message."""
        _send(self._answers, message)

    def _listen(self) -> None:
        while (message := _receive(sys.stdin.buffer)) is not None:
            self._messages.put(message)
        # The parent is gone.
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_SECONDS_TO_END)
        os._exit(1)


def limit_memory(size: int) -> None:
    """Let this process take no more memory than so many bytes, where the system can see to it."""
    _limit("RLIMIT_AS", size)


def limit_more_memory(size: int) -> None:
    """Let this process take so many bytes more than it has, most of which an engine has mapped and not taken."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except OSError:
        return
    limit_memory(pages * os.sysconf("SC_PAGE_SIZE") + size)


def lift_memory_limit() -> None:
    """Let this process take what memory there is."""
    try:
        import resource
    except ImportError:
        return
    most = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def limit_processor(seconds: float) -> None:
    """Have the system end this process, by SIGXCPU, where it takes so much more time of the processor from now on."""
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_CPU", int(time.process_time() + seconds) + 1)


def limit_files() -> None:
    """Let this process open no file from now on, nor write to one; what it has open it may read."""
    _limit("RLIMIT_FSIZE", 0)
    _limit("RLIMIT_NOFILE", 0)


def _limit(what: str, most: int) -> None:
    try:
        import resource
    except ImportError:
        return
    number = getattr(resource, what)
    with suppress(ValueError, OSError):
        resource.setrlimit(number, (most, resource.getrlimit(number)[1]))


def _import_paths() -> Iterator[str]:
    """Where packages are found, behind what an isolated interpreter finds by itself."""
    main = getattr(sys.modules.get("__main__"), "__file__", None)
    data = {Path.cwd().resolve(), *([Path(main).resolve().parent] if main else [])}
    for entry in sys.path:
        path = Path(entry)
        if entry and path.is_absolute() and path.resolve() not in data:
            yield entry
    yield str(_PACKAGES)


def _send(pipe: IO[bytes], message: bytes | memoryview) -> None:
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
