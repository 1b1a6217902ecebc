"""A scheduler and two workers over TCP: what they write is what one machine writes, whatever happens to a worker."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from batch.plans import content, held, write_plans

from graph.model import InputError
from loaders.batch import cluster as cluster_of_dask
from loaders.batch import groups as group_sizes
from loaders.batch import read_into
from loaders.batch.cluster import Cluster
from loaders.batch.groups import Done, FileGroup, grouped
from loaders.batch.here import Here
from loaders.batch.listing import Listed
from loaders.reading import Settings

pytest.importorskip("distributed")
_TESTS = Path(__file__).parents[1]


def _wait_for(ready: Callable[[], bool]) -> None:
    until = time.monotonic() + 120
    while not ready():
        assert time.monotonic() < until
        time.sleep(0.1)


def _answers(address: str) -> bool:
    host, _, port = address.removeprefix("tcp://").partition(":")
    with suppress(OSError), socket.create_connection((host, int(port)), timeout=1):
        return True
    return False


@contextmanager
def scheduler(workers: int = 2, failures: int = 3) -> Iterator[tuple[str, list["subprocess.Popen[bytes]"]]]:
    """A scheduler with so many workers, each a process of its own that starts no other in its place."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{probe.getsockname()[1]}"
    environment = {
        **os.environ,
        "PYTHONPATH": str(_TESTS),
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": str(failures),
    }
    started: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str) -> None:
        command = [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]]
        started.append(
            subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environment,
            )
        )

    try:
        start("dask_scheduler", "--host", "127.0.0.1", "--port", address.rpartition(":")[2], "--no-dashboard")
        for _ in range(workers):
            start("dask_worker", address, "--no-nanny", "--nthreads", "1", "--no-dashboard")
        _wait_for(lambda: _answers(address))
        yield address, started[1:]
    finally:
        for process in reversed(started):
            with suppress(OSError):
                process.kill()
            process.wait()


def test_a_cluster_writes_what_one_machine_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also with a worker that is killed in the middle: nothing is lost, nothing is there twice."""
    monkeypatch.setattr(group_sizes, "_FILES", 2)
    plans = write_plans(tmp_path / "plans", 40)
    read_into(tmp_path / "here", [plans], Here(2), on_error=pytest.fail)
    with scheduler() as (address, workers), Cluster(address) as cluster:
        done: list[int] = []

        def progress(count: int, _of: int) -> None:
            if not done:
                workers[0].send_signal(signal.SIGKILL)
            done.append(count)

        run = read_into(tmp_path / "there", [plans], cluster, on_error=pytest.fail, on_progress=progress)
    assert run.read == run.plans == done[-1] == 40
    assert content(tmp_path / "there") == content(tmp_path / "here")


def test_a_file_that_ends_workers_is_tried_alone_and_named(tmp_path: Path) -> None:
    from batch.ending import Ending

    plans = write_plans(tmp_path / "plans", 3)
    system = Ending()
    files = [
        Listed(path.name, "1", 1, str(path), system)
        for path in sorted([*plans.iterdir(), plans / "ends-all.txt"])
    ]
    from graph.model.dataset.folders import open_folder

    like = FileGroup((), {}, open_folder(tmp_path / "facts"), Settings().packed(), "run")
    groups = list(grouped(files, {}, like))
    assert len(groups) == 1
    came: dict[str, Done | InputError] = {}
    with scheduler(workers=3, failures=0) as (address, _), Cluster(address) as cluster:
        _wait_for(lambda: cluster.workers == 3)
        for group, what in cluster.read(groups):
            came.update((file.name, what) for file in group.files)
    assert {name for name, what in came.items() if isinstance(what, InputError)} == {"ends-all.txt"}
    assert all(isinstance(came[f"plan-{number:03}.txt"], Done) for number in range(3))


def test_a_scheduler_that_is_not_there_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_of_dask, "_SECONDS_TO_ANSWER", 3)
    with pytest.raises(InputError, match=r"no scheduler of Dask answers at tcp://127\.0\.0\.1:1"):
        Cluster("tcp://127.0.0.1:1")


def test_workers_that_are_all_gone_end_the_run_and_what_was_read_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(group_sizes, "_FILES", 1)
    plans = write_plans(tmp_path / "plans", 12)
    with scheduler(workers=1) as (address, workers), Cluster(address, patience=2) as cluster:

        def progress(_done: int, _of: int) -> None:
            workers[0].kill()

        # The only worker is gone, and nobody is left to read: the run must not wait for ever.
        with pytest.raises(InputError, match="kept: give the same command once more"):
            read_into(tmp_path / "facts", [plans], cluster, on_error=pytest.fail, on_progress=progress)
    read_into(tmp_path / "facts", [plans], Here(1), on_error=pytest.fail)
    assert len(held(tmp_path / "facts")) == 12
