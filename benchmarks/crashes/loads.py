"""Loads that are started in forks of one process, which has imported what they need, and killed at a chosen call."""

import json
import os
import struct
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any, Self

_SOURCE = Path(__file__).with_name("calls.c")
_STATE = struct.Struct("iii36s")


class Killer:
    """Runs loads into a folder, each killed at the call on the folder's files that is asked for.

    Parameters
    ----------
    folder : Path
        The folder of the graph.
    """

    def __init__(self, folder: Path) -> None:
        self._made = tempfile.TemporaryDirectory()
        library, self._state = Path(self._made.name, "calls.so"), Path(self._made.name, "state")
        subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", library, _SOURCE, "-ldl"], check=True)
        self._state.write_bytes(_STATE.pack(0, 0, 0, b""))
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={
                **os.environ,
                "LD_PRELOAD": str(library),
                "CRASH_STATE": str(self._state),
                "CRASH_FOLDER": os.path.realpath(folder),
            },
        )

    def load(self, arguments: list[str], *, when: int = 0, everything: bool = False) -> tuple[int, str]:
        """Run a load, killed at the `when`-th call or not at all; its status, and what it said of errors."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._state.open("r+b") as state:
            state.write(_STATE.pack(0, when, int(everything), b""))
        self._process.stdin.write(json.dumps(arguments) + "\n")
        self._process.stdin.flush()
        status, errors = json.loads(self._process.stdout.readline())
        return status, errors

    def calls(self) -> int:
        """How many calls the last load made."""
        return int(_STATE.unpack(self._state.read_bytes())[0])

    def killed_at(self) -> str:
        """The call that the last load was killed at; empty where it came to none."""
        return bytes(_STATE.unpack(self._state.read_bytes())[3]).rstrip(b"\0").decode()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()
        self._made.cleanup()


def serve() -> None:
    """Run a load for every line: what the process of a `Killer` does."""
    import graph.cli.load
    import graph.cli.output
    import graph.loading
    import graph.store.embedded  # noqa: F401

    for line in sys.stdin:
        print(json.dumps(_forked(json.loads(line))), flush=True)


def _forked(arguments: list[str]) -> tuple[int, str]:
    with tempfile.TemporaryFile() as errors:
        child = os.fork()
        if child == 0:
            os.setsid()
            nothing = os.open(os.devnull, os.O_RDWR)
            for handle, number in ((nothing, 0), (nothing, 1), (errors.fileno(), 2)):
                os.dup2(handle, number)
            os._exit(_run(arguments))
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        errors.seek(0)
        return status, errors.read().decode("utf-8", "replace")


def _run(arguments: list[str]) -> Any:
    from graph.cli import main

    # A file of its own: what was open before the fork is of the process that waits.
    sys.stderr = open(2, "w", encoding="utf-8", buffering=1, closefd=False)  # noqa: SIM115
    try:
        main(arguments, prog_name="qiantou")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


if __name__ == "__main__":
    serve()
