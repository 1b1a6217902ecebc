"""Processes that commands start for engines, readers and questions, forked from one that has imported what they need.

A fork is as new as the process that `graph.model.child` would have started: its folder, its environment, its limits
and its pipes are those of whoever asks for it.
"""

import gc
import json
import os
import resource
import select
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import IO, Any

# What each imports in any case, before or with its first request.
ENTRIES = {
    "graph.store.engine_worker:serve": (
        "graph.store.batch",
        "graph.store.engine_worker",
        "ladybug",
        "pyarrow",
    ),
    "graph.asking:answer": ("graph.asking", "graph.store.embedded", "ladybug"),
    "loaders.formats.start:serve": ("loaders.formats.reader", "loaders.pipeline"),
}
_LIMITS = (resource.RLIMIT_FSIZE,)
_MOST = 1 << 20


class Nursery:
    """A process for each entry, from which the processes of commands are forked."""

    def __init__(self) -> None:
        self._asked: dict[str, socket.socket] = {}
        self._keepers: list[subprocess.Popen[bytes]] = []
        for entry in ENTRIES:
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            with theirs:
                line = [sys.executable, __file__, entry, str(theirs.fileno())]
                # Its output is not that of the commands.
                self._keepers.append(
                    subprocess.Popen(
                        line,
                        pass_fds=[theirs.fileno()],
                        stdin=subprocess.DEVNULL,
                        stdout=subprocess.DEVNULL,
                        stderr=subprocess.DEVNULL,
                    )
                )
            self._asked[entry] = ours

    def close(self) -> None:
        """End them."""
        for asked in self._asked.values():
            asked.close()
        for keeper in self._keepers:
            keeper.wait()

    def subprocess(self) -> Any:
        """What `graph.model.child` is given for the module `subprocess`, to have its processes forked where they can."""
        return _Subprocess(self._asked)


class _Subprocess:
    """The module `subprocess`, but for who starts processes."""

    def __init__(self, asked: dict[str, socket.socket]) -> None:
        self._asked = asked

    def __getattr__(self, name: str) -> Any:
        return getattr(subprocess, name)

    def Popen(self, line: list[str], **settings: Any) -> Any:  # noqa: N802
        entry, *paths = line[line.index("-c") + 2 :]
        asked = self._asked.get(entry)
        return subprocess.Popen(line, **settings) if asked is None else _Born(asked, paths)


class _Born:
    """A forked process, as a `subprocess.Popen` of it would be."""

    def __init__(self, asked: socket.socket, paths: list[str]) -> None:
        (their_in, our_in), (our_out, their_out), (told, tell) = os.pipe(), os.pipe(), os.pipe()
        request = {
            "paths": paths,
            "folder": str(Path.cwd()),
            "environment": dict(os.environ),
            # Asked of the system, for `os.umask` would change it.
            "mask": int(Path("/proc/self/status").read_text("utf-8").partition("Umask:")[2].split()[0], 8),
            "limits": [resource.getrlimit(limit) for limit in _LIMITS],
        }
        socket.send_fds(asked, [json.dumps(request).encode()], [their_in, their_out, tell])
        for end in (their_in, their_out, tell):
            os.close(end)
        self._told = told
        self.returncode: int | None = None
        self.stdin: IO[bytes] = os.fdopen(our_in, "wb")
        self.stdout: IO[bytes] = os.fdopen(our_out, "rb")
        self.pid = int(os.read(told, 16))

    def poll(self) -> int | None:
        return self._look(0)

    def wait(self, timeout: float | None = None) -> int:
        code = self._look(timeout)
        if code is None:
            raise subprocess.TimeoutExpired("a forked process", timeout or 0)
        return code

    def kill(self) -> None:
        if self.poll() is None:
            # It may end in between.
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def _look(self, seconds: float | None) -> int | None:
        if self.returncode is None and select.select([self._told], [], [], seconds)[0]:
            self.returncode = int(os.read(self._told, 16) or -signal.SIGKILL)
            os.close(self._told)
        return self.returncode


def _keep(entry: str, asked: socket.socket) -> None:
    """Fork a process for each that is asked for, and tell how it ended, until nobody can ask any more."""
    for name in ENTRIES[entry]:
        import_module(name)
    gc.collect()
    gc.freeze()
    module, _, name = entry.partition(":")
    function = getattr(import_module(module), name)
    tells: dict[int, tuple[int, int]] = {}
    watched = select.poll()
    watched.register(asked, select.POLLIN)
    while True:
        for ready, _ in watched.poll():
            if ready != asked.fileno():
                pid, tell = tells.pop(ready)
                watched.unregister(ready)
                os.close(ready)
                status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
                _tell(tell, status)
                os.close(tell)
                continue
            message, given, _, _ = socket.recv_fds(asked, _MOST, 3)
            if not message:
                os._exit(0)
            pid = os.fork()
            if pid == 0:
                for other in [asked.fileno(), given[2], *tells, *(tell for _, tell in tells.values())]:
                    os.close(other)
                _live(json.loads(message), given[0], given[1], function)
            _tell(given[2], pid)
            watch = os.pidfd_open(pid)
            watched.register(watch, select.POLLIN)
            tells[watch] = pid, given[2]
            os.close(given[0])
            os.close(given[1])


def _tell(whom: int, number: int) -> None:
    try:
        os.write(whom, f"{number:<16}".encode())
    except OSError:
        # Nobody waits for it any more.
        return


def _live(request: dict[str, Any], standard_in: int, standard_out: int, function: Any) -> None:
    """Be the process that was asked for."""
    status = 1
    try:
        os.dup2(standard_in, 0)
        os.dup2(standard_out, 1)
        os.close(standard_in)
        os.close(standard_out)
        sys.stdin, sys.stdout = open(0, encoding="utf-8"), open(1, "w", encoding="utf-8")  # noqa: SIM115
        os.chdir(request["folder"])
        os.umask(request["mask"])
        os.environ.clear()
        os.environ.update(request["environment"])
        for limit, (soft, hard) in zip(_LIMITS, request["limits"], strict=True):
            resource.setrlimit(limit, (soft, hard))
        sys.path += request["paths"]
        function()
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        os._exit(status)


if __name__ == "__main__":
    _keep(sys.argv[1], socket.socket(fileno=int(sys.argv[2])))
