"""What a graph's file holds after a load was stopped: killed at its system calls, out of room at every step of growth.

    python benchmarks/crashes.py [--plans 10 300] [--moments 40] [--step 65536] [--only call time disk together]
                                [--loads first again changed]

For a first load, one of an unchanged plan and one that replaces plans and adds some, over graphs of so many invented
plans. Needs strace, and for a full disk the right to mount one. The file is read all the while. Whatever happened, it
has to open and hold the state before or the state after; the last two columns have to be 0.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import get_args

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from store.crashes import (
    ENGINE_CALLS,
    OWN_CALLS,
    Kind,
    Load,
    Outcome,
    calls_made,
    is_clean,
    killed_at,
    loads_at_once,
    made_load,
    outcome,
    readers,
)

_ROOM = 65_536
WAYS = ("call", "time", "disk", "together")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--plans", type=int, nargs="+", default=[10, 300])
    parser.add_argument(
        "--moments",
        type=int,
        default=40,
        help="at most so many of the command's own calls, and as many of the engine's, for each load",
    )
    parser.add_argument(
        "--step", type=int, default=_ROOM, help="bytes that the disk is made bigger each time"
    )
    parser.add_argument("--only", nargs="+", choices=WAYS, default=WAYS)
    parser.add_argument("--loads", nargs="+", choices=get_args(Kind), default=get_args(Kind))
    args = parser.parse_args()
    print(
        f"{'load':>8} {'plans':>6} {'stopped by':>12} {'moments':>8} {'before':>7} {'after':>6} "
        f"{'lost or half':>13} {'do not open':>12}"
    )
    with tempfile.TemporaryDirectory() as made:
        for plans in args.plans:
            for kind in args.loads:
                load = made_load(kind, plans, Path(made))
                if "call" in args.only:
                    _report(load, "kill, call", _killed(load, args.moments))
                if "time" in args.only:
                    _report(load, "kill, time", _killed_some_time(load, args.moments))
                if "disk" in args.only:
                    _report(load, "full disk", _filled(load, args.step))
                if "together" in args.only:
                    for number in (2, 5):
                        _report(load, f"{number} at once", _together(load, number))


def _report(load: Load, how: str, outcomes: Iterator[Outcome]) -> None:
    counts = Counter(outcomes)
    print(
        f"{load.kind:>8} {load.plans:>6} {how:>12} {counts.total():>8} {counts['before']:>7} {counts['after']:>6} "
        f"{counts['lost or half']:>13} {counts['does not open']:>12}",
        flush=True,
    )


def _killed(load: Load, moments: int) -> Iterator[Outcome]:
    """Kill at each of the command's own calls, and at calls of the engine, evenly chosen."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "here")
        folder.mkdir()
        for group, engine in ((OWN_CALLS, False), (ENGINE_CALLS, True)):
            for calls in group:
                load.prepare(folder)
                made = calls_made(load, folder, calls, engine=engine)
                budget = max(moments // len(group), 1)
                for when in sorted({1 + made * turn // budget for turn in range(budget)} if made else ()):
                    load.prepare(folder)
                    with readers(load, folder) as wrong:
                        reached = killed_at(load, folder, calls, when, engine=engine)
                    if reached:
                        yield (wrong or [outcome(load, folder)])[0]


def _killed_some_time(load: Load, moments: int) -> Iterator[Outcome]:
    """Kill the load and its engine together, as a power cut does, at moments all over the time that it takes."""
    chance = random.Random(moments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "here")
        folder.mkdir()
        load.prepare(folder)
        begin = time.perf_counter()
        subprocess.run(load.command(folder), capture_output=True, check=True)
        takes = time.perf_counter() - begin
        for _ in range(moments):
            load.prepare(folder)
            with readers(load, folder) as wrong:
                started = subprocess.Popen(
                    load.command(folder),
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
                try:
                    started.wait(chance.uniform(0, takes))
                except subprocess.TimeoutExpired:
                    os.killpg(started.pid, signal.SIGKILL)
                    started.wait()
            yield (wrong or [outcome(load, folder)])[0]


def _filled(load: Load, step: int) -> Iterator[Outcome]:
    """Load on disks that have one step more room each time, until there is enough."""
    least = load.before.stat().st_size if load.before else 0
    size = least + step
    while True:
        with _disk(size) as folder:
            load.prepare(folder)
            with readers(load, folder) as wrong:
                done = subprocess.run(load.command(folder), capture_output=True, text=True, check=False)
            found = (wrong or [outcome(load, folder)])[0]
            if done.returncode != 0:
                line = done.stderr.strip()
                assert done.returncode == 1, f"{size}: {done.returncode}: {line}"
                assert "\n" not in line, line
                assert "disk is full" in line or "cannot be written" in line, line
        yield found
        if done.returncode == 0:
            return
        size += step


@contextmanager
def _disk(size: int) -> Iterator[Path]:
    """A file system in memory of so many bytes."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)


def _together(load: Load, number: int) -> Iterator[Outcome]:
    """Start several loads at once."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        load.prepare(folder)
        with readers(load, folder) as wrong:
            refused = loads_at_once(load, folder, number)
        assert all("is being written by process" in text for text in refused), refused
        assert is_clean(folder)
        yield (wrong or [outcome(load, folder)])[0]


if __name__ == "__main__":
    main()
