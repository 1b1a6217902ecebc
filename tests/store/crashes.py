"""Loads that are stopped at a chosen moment, and what the graph's file then holds.

A moment is a system call: `strace` kills the process that makes it, or the limit of a file's size, or of a small file
system, refuses it. The file must then open and hold the state before the load or the state after it, whole.
"""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec
from facts import measure, plan

from graph.model import Facts, StoreError
from graph.model.dataset.folders import open_folder
from graph.model.dataset.manifest import FileRead, Manifest
from graph.model.dataset.writing import write_manifest, write_part
from graph.model.lines import to_lines
from graph.store import open_store
from graph.store.dump import dump_lines

Kind = Literal["first", "again", "changed"]
Outcome = Literal["before", "after", "lost or half", "does not open"]

GRAPH = "graph.lbug"
QIANTOU = (sys.executable, "-c", "from graph.cli import main; main(prog_name='qiantou')")


@dataclass(frozen=True)
class Load:
    """A load: the graph before it, its input, and both states that its file may hold."""

    kind: Kind
    plans: int
    before: Path | None
    after: Path
    facts: Path
    states: dict[Outcome, list[str]]

    @property
    def end(self) -> Outcome:
        """What the file holds when nothing stopped the load."""
        return "before" if self.kind == "again" else "after"

    def arguments(self, folder: Path) -> list[str]:
        """What `qiantou` is given to load into a graph in a folder."""
        return ["load", str(self.facts), "--graph", str(folder / GRAPH)]

    def command(self, folder: Path) -> list[str]:
        """The command that loads into a copy of the graph in a folder."""
        return [*QIANTOU, *self.arguments(folder)]

    def prepare(self, folder: Path) -> Path:
        """Put the graph before the load into a folder that holds nothing else."""
        return self.put(self.before, folder)

    def put(self, state: Path | None, folder: Path) -> Path:
        """Put a graph into a folder that then holds nothing else; whoever reads meanwhile sees it or the last one."""
        graph = folder / GRAPH
        for entry in folder.iterdir():
            if entry.is_dir():
                shutil.rmtree(entry)
            elif entry != graph or state is None:
                entry.unlink()
        if state is not None:
            new = folder / "new"
            shutil.copy(state, new)
            new.replace(graph)
        return graph


def made_load(kind: Kind, plans: int, folder: Path, *, as_tables: bool = False) -> Load:
    """Make a load of invented plans: the first, all of them unchanged, or a third changed and as many new.

    From a file of lines, or from a data set.
    """
    old = [_invented(number, "市科技局") for number in range(plans)]
    changed = [_invented(number, "市教育局") for number in range(plans * 2 // 3, plans * 4 // 3)]
    given = {"first": old, "again": old, "changed": changed}[kind]
    facts = folder / (f"{kind}-{plans}" if as_tables else f"{kind}-{plans}.jsonl")
    if as_tables:
        _write_tables(facts, given)
    else:
        facts.write_bytes(
            b"".join(msgspec.json.encode(line) + b"\n" for one in given for line in to_lines(one))
        )
    before = None if kind == "first" else folder / f"{kind}-{plans}-before.lbug"
    after = folder / f"{kind}-{plans}-after.lbug"
    if before is not None:
        with open_store(before) as store:
            store.replace_all(old)
        shutil.copy(before, after)
    with open_store(after) as store:
        store.replace_all(given)
    states: dict[Outcome, list[str]] = {
        "before": [] if before is None else dump(before),
        "after": dump(after),
    }
    # Else nothing could be seen of what was lost.
    assert (states["before"] == states["after"]) == (kind == "again")
    return Load(kind, plans, before, after, facts, states)


def _write_tables(folder: Path, facts: Sequence[Facts]) -> None:
    files = [FileRead(file=f"{number}.txt", stamp="", sha256=str(number)) for number in range(len(facts))]
    named = [(entry.file, one) for entry, one in zip(files, facts, strict=True)]
    part = write_part(open_folder(folder), "", files, named)
    write_manifest(open_folder(folder), Manifest.of("", [(entry, part.id) for entry in files]))


def _invented(number: int, lead: str) -> Facts:
    return plan(
        "临江市",
        f"第{number}号方案",
        *[
            measure(
                f"{item}", leads=[lead], supports=[f"市第{number % 7}局"], chains=["北斗"], zones=["高新区"]
            )
            for item in range(3)
        ],
    )


def dump(path: Path) -> list[str]:
    """All that a graph holds; nothing where there is none."""
    if not path.exists():
        return []
    with open_store(path, read_only=True) as store:
        return list(dump_lines(store))


def outcome(load: Load, folder: Path) -> Outcome:
    """What the file holds now."""
    try:
        held = dump(folder / GRAPH)
    except StoreError:
        return "does not open"
    return next((name for name, state in load.states.items() if held == state), "lost or half")


def killed_at(load: Load, folder: Path, calls: str, when: int, *, engine: bool) -> bool:
    """Load, killed where one of its threads makes such a call for the `when`-th time; whether it came to that.

    With `engine` the engine's process is looked at too, and most often the one to be killed.
    """
    follow = ["-f"] if engine else []
    trace = [
        "-qq",
        "-o",
        os.devnull,
        "-e",
        f"trace={calls}",
        "-e",
        f"inject={calls}:signal=SIGKILL:when={when}",
    ]
    done = subprocess.run(
        ["strace", *follow, *trace, *load.command(folder)], capture_output=True, text=True, check=False
    )
    if done.returncode not in (0, -9):
        # The engine was killed: the command says so in a line.
        assert done.returncode == 1, done.stderr
        assert "the graph is as it was before" in done.stderr, done.stderr
        assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.returncode != 0


@contextmanager
def readers(load: Load, folder: Path) -> Iterator[list[Outcome]]:
    """Read the graph again and again while something happens to it; gives what was seen that may not be."""
    wrong: list[Outcome] = []
    ended = threading.Event()

    def read() -> None:
        while not ended.is_set():
            seen = outcome(load, folder)
            if seen not in load.states:
                wrong.append(seen)
            ended.wait(0.05)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield wrong
    finally:
        ended.set()
        reader.join()


def loads_at_once(load: Load, folder: Path, number: int) -> Sequence[str]:
    """Load several times at once; what the commands that did not load say."""
    started = [
        subprocess.Popen(
            load.command(folder),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        for _ in range(number)
    ]
    said = [process.communicate()[1] for process in started]
    return [text for process, text in zip(started, said, strict=True) if process.returncode != 0]


def is_clean(folder: Path) -> bool:
    """Whether a folder holds the graph and nothing that a load left."""
    return [entry.name for entry in folder.iterdir()] == [GRAPH]
