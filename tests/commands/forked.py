"""Run commands one after another, each in a fork of this process: a JSON line in, what came of it as one out.

A case names the command's arguments, its folder, where standard output goes ("closed", "full", "pipe" that nobody
reads, "both" for what is returned with the errors in it, or nothing for what is returned), how many bytes a file may
have, variables to set, and how wide the terminal is, if there is one.
"""

import gc
import json
import os
import pty
import resource
import sys
import termios
import threading
import traceback
from collections.abc import Callable
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import click

# Beside this file.
from nursery import Nursery

import graph
import loaders
from graph.cli import main
from graph.model import child

Case = dict[str, Any]


def serve() -> None:
    nursery = Nursery()
    child.subprocess = nursery.subprocess()  # type: ignore[attr-defined]
    context = click.Context(main)
    for name in main.list_commands(context):
        main.get_command(context, name)
    for package in (graph, loaders):
        for found in walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.endswith("__main__"):
                import_module(found.name)
    for module in (
        "ladybug",
        "networkit",
        "networkx",
        "pandas",
        "pyarrow",
        "rich.console",
        "scipy.sparse",
        "scipy.stats",
    ):
        import_module(module)
    # What is here already is then not copied into each fork that collects its garbage.
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        case = json.loads(line)
        print(json.dumps(_in_a_terminal(case) if case["columns"] else _run(case)), flush=True)
    nursery.close()


def _run(case: Case) -> dict[str, Any]:
    # Pipes, for files have a limit in some cases.
    output, errors = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        _end_with(lambda: _command(case, output[1], errors[1]))
    read: dict[str, str] = {}
    readers = [
        threading.Thread(target=_read, args=(ends, name, read))
        for ends, name in ((output, "output"), (errors, "errors"))
    ]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return {"status": os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), **read}


def _read(ends: tuple[int, int], name: str, read: dict[str, str]) -> None:
    os.close(ends[1])
    with os.fdopen(ends[0], "rb") as pipe:
        read[name] = pipe.read().decode("utf-8", "replace")


def _in_a_terminal(case: Case) -> dict[str, Any]:
    child, terminal = pty.fork()
    if child == 0:
        termios.tcsetwinsize(1, (40, case["columns"]))
        _end_with(lambda: _terminal_command(case))
    parts = []
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:
            break
        if not part:
            break
        parts.append(part)
    os.close(terminal)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return {"status": status, "output": b"".join(parts).decode().replace("\r\n", "\n"), "errors": ""}


def _end_with(command: Callable[[], int]) -> None:
    """End this fork with the status of the command."""
    status = 70
    try:
        status = command()
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def _terminal_command(case: Case) -> int:
    os.chdir(case["folder"])
    sys.stdin = open(0, encoding="utf-8")  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", buffering=1)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", buffering=1)  # noqa: SIM115
    return _ended(case)


def _command(case: Case, output: int, errors: int) -> int:
    os.chdir(case["folder"])
    os.environ.update(case["environment"])
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(output if case["stdout"] == "both" else errors, 2)
    sys.stdin, sys.stderr = open(0, encoding="utf-8"), open(2, "w", encoding="utf-8", buffering=1)  # noqa: SIM115
    if case["stdout"] == "closed":
        os.close(1)
        sys.stdout = None  # type: ignore[assignment]
    else:
        if case["stdout"] == "full":
            output = os.open("/dev/full", os.O_WRONLY)
        elif case["stdout"] == "pipe":
            reader, output = os.pipe()
            os.close(reader)
        os.dup2(output, 1)
        sys.stdout = open(1, "w", encoding="utf-8", errors="strict")  # noqa: SIM115
    if case["most"] is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (case["most"], case["most"]))
    return _ended(case)


def _ended(case: Case) -> int:
    """Run the command; its status."""
    try:
        main(case["arguments"], prog_name="qiantou")
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    # What Python does at its end.
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        print("Exception ignored in: <stdout>", file=sys.stderr)
        status = 120
    return status


if __name__ == "__main__":
    serve()
