"""Run commands one after another, each in a fork of this process: a JSON line in, what came of it as one out.

A case names the command's arguments, its folder, where standard output goes ("closed", "full", "pipe" that nobody
reads, or nothing for what is returned), and how many bytes a file may have.
"""

import json
import os
import resource
import sys
import threading
import traceback
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import click

import graph
import loaders
from graph.cli import main


def serve() -> None:
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
    for line in sys.stdin:
        print(json.dumps(_run(json.loads(line))), flush=True)


def _run(case: dict[str, Any]) -> dict[str, Any]:
    # Pipes, for files have a limit in some cases.
    output, errors = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        status = 70
        try:
            status = _command(case, output[1], errors[1])
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
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


def _command(case: dict[str, Any], output: int, errors: int) -> int:
    os.chdir(case["folder"])
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(errors, 2)
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
