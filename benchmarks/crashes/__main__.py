"""What a graph's file holds after a load was stopped: killed at its system calls, out of room at every step of growth.

    python benchmarks/crashes [--plans 10 300] [--moments 200] [--step 65536] [--only kill disk together]
                              [--loads first again changed] [--rounds 10] [--tables]

For a first load, one of unchanged plans and one that replaces plans and adds some, over graphs of so many invented
plans. All the while `serve`, `query` and this process read the graph. Whatever happened, it has to open and hold the
state before or the state after: the last three columns have to be 0. A kill takes the process that makes the call, or
all processes of the load, in turn; at each tenth the load is run again, and has to end well and leave nothing behind.

Needs a C compiler, and for a full disk the right to mount one.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import get_args

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
sys.path.insert(0, str(Path(__file__).parent))

from loads import Killer
from readers import Readers
from store.crashes import Kind, Load, Outcome, is_clean, loads_at_once, made_load, outcome

_ROOM = 65_536
WAYS = ("kill", "disk", "together")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--plans", type=int, nargs="+", default=[10, 300])
    parser.add_argument(
        "--moments", type=int, default=200, help="so many of the load's calls, or all where it makes fewer"
    )
    parser.add_argument(
        "--step", type=int, default=_ROOM, help="bytes that the disk is made bigger each time"
    )
    parser.add_argument("--only", nargs="+", choices=WAYS, default=WAYS)
    parser.add_argument("--loads", nargs="+", choices=get_args(Kind), default=get_args(Kind))
    parser.add_argument("--rounds", type=int, default=10, help="how often two and five loads start together")
    parser.add_argument("--tables", action="store_true", help="load a data set instead of a file of lines")
    args = parser.parse_args()
    print(
        f"{'load':>8} {'plans':>6} {'stopped by':>12} {'moments':>8} {'before':>7} {'after':>6} "
        f"{'lost or half':>13} {'do not open':>12} {'read wrong':>11}  read by serve, query, dump"
    )
    with tempfile.TemporaryDirectory() as made:
        for plans in args.plans:
            for kind in args.loads:
                load = made_load(kind, plans, Path(made), as_tables=args.tables)
                if "kill" in args.only:
                    _kill(load, args.moments)
                if "disk" in args.only:
                    _fill(load, args.step)
                if "together" in args.only:
                    for number in (2, 5):
                        _start_together(load, number, args.rounds)


def _report(load: Load, how: str, outcomes: Counter[Outcome], readers: Readers, begun: float) -> None:
    read = ", ".join(map(str, readers.asked.values()))
    print(
        f"{load.kind:>8} {load.plans:>6} {how:>12} {outcomes.total():>8} {outcomes['before']:>7} "
        f"{outcomes['after']:>6} {outcomes['lost or half']:>13} {outcomes['does not open']:>12} "
        f"{len(readers.wrong):>11}  {read} ({time.perf_counter() - begun:.0f} s)",
        flush=True,
    )
    for seen in dict.fromkeys(readers.wrong):
        print(f"    {seen}")


def _kill(load: Load, moments: int) -> None:
    """Kill at calls on the graph's files, by chance or all of them."""
    begun, outcomes, calls = time.perf_counter(), Counter[Outcome](), Counter[str]()
    with _folder() as folder, Readers(load, folder) as readers, Killer(folder) as killer:
        arguments = load.arguments(folder)
        killer.load(arguments)
        made = killer.calls()
        chosen = random.Random(moments).sample(range(1, made + 1), min(moments, made))
        for turn, when in enumerate(sorted(chosen)):
            load.prepare(folder)
            status, errors = killer.load(arguments, when=when, everything=turn % 2 == 1)
            if not killer.killed_at():
                continue
            calls[killer.killed_at()] += 1
            if status != -9:
                # The engine was killed: the command says so in a line.
                assert status == 1, (status, errors)
                assert "the graph is as it was before" in errors, errors
                assert len(errors.splitlines()) == 1, errors
            outcomes[outcome(load, folder)] += 1
            if turn % 10 == 0:
                assert killer.load(arguments) == (0, ""), (when, killer.killed_at())
                assert outcome(load, folder) == load.end, when
                assert is_clean(folder), list(folder.iterdir())
    _report(load, "kill", outcomes, readers, begun)
    print(f"    of {made} calls, at {', '.join(f'{name} {n}' for name, n in calls.most_common())}")


def _fill(load: Load, step: int) -> None:
    """Load on a disk that has one step more room each time, until there is enough."""
    begun, outcomes = time.perf_counter(), Counter[Outcome]()
    size = (load.before.stat().st_size if load.before else 0) + step
    with _folder() as folder, _disk(folder), Readers(load, folder) as readers, Killer(folder) as killer:
        while True:
            _resize(folder, 2**30)
            load.prepare(folder)
            _resize(folder, size)
            status, errors = killer.load(load.arguments(folder))
            outcomes[outcome(load, folder)] += 1
            if status == 0:
                break
            line = errors.strip()
            assert status == 1, f"{size}: {status}: {line}"
            assert "\n" not in line, line
            assert "disk is full" in line or "cannot be written" in line, line
            size += step
    _report(load, "full disk", outcomes, readers, begun)


def _start_together(load: Load, number: int, rounds: int) -> None:
    """Start several loads at once."""
    begun, outcomes = time.perf_counter(), Counter[Outcome]()
    with _folder() as folder, Readers(load, folder) as readers:
        for _ in range(rounds):
            load.prepare(folder)
            refused = loads_at_once(load, folder, number)
            assert len(refused) < number
            assert all("the graph is being written" in text for text in refused), refused
            assert is_clean(folder), list(folder.iterdir())
            outcomes[outcome(load, folder)] += 1
    _report(load, f"{number} at once", outcomes, readers, begun)


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "here")
        folder.mkdir()
        yield folder


@contextmanager
def _disk(folder: Path) -> Iterator[None]:
    """A file system in memory."""
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def _resize(folder: Path, size: int) -> None:
    command = ["mount", "-o", f"remount,size={size}", folder]
    # What a reader still has open takes room, too.
    while subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode != 0:
        time.sleep(0.1)


if __name__ == "__main__":
    main()
