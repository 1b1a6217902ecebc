"""A graph's file holds the state before a write or the state after it, whatever happens in between."""

import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from city import innovation, manufacturing, plans, province
from facts import measure, plan

from graph.cli import main
from graph.model import StoreError, StoreLostError
from graph.store import open_store
from graph.store.batch import Batch
from graph.store.dump import dump_lines
from graph.store.embedded import EmbeddedStore
from graph.store.engine import Engine

posix = pytest.mark.skipif(os.name == "nt", reason="works with POSIX files, limits and signals")


pytestmark = pytest.mark.usefixtures("born")


def dump(path: Path) -> list[str]:
    with open_store(path, read_only=True) as store:
        return list(dump_lines(store))


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of one plan, made once."""
    path = tmp_path_factory.mktemp("made") / "graph.lbug"
    with open_store(path) as store:
        store.replace(innovation())
    assert names(path.parent) == ["graph.lbug"]
    return path


@pytest.fixture
def graph(made: Path, tmp_path: Path) -> Path:
    """A graph of one plan, alone in its folder."""
    return Path(shutil.copy(made, tmp_path))


def test_a_load_that_changes_nothing_leaves_the_file(graph: Path) -> None:
    before = graph.stat().st_ino
    with open_store(graph) as store:
        store.replace(innovation())
    assert graph.stat().st_ino == before


def test_readers_see_the_state_before_until_the_store_is_closed(graph: Path) -> None:
    count = "MATCH (p:Plan) RETURN count(p) AS n"
    with open_store(graph, read_only=True) as early:
        with open_store(graph) as store:
            store.replace(province())
            assert store.run(count).rows == [(2,)]
            with open_store(graph, read_only=True) as late:
                assert late.run(count).rows == [(1,)]
        assert early.run(count).rows == [(1,)]
    with open_store(graph, read_only=True) as after:
        assert after.run(count).rows == [(2,)]
    assert names(graph.parent) == ["graph.lbug"]


def test_a_block_that_ends_in_an_error_leaves_the_file_as_it_was(graph: Path) -> None:
    before = graph.read_bytes()

    def fail() -> None:
        with open_store(graph) as store:
            store.replace(province())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert graph.read_bytes() == before
    assert names(graph.parent) == ["graph.lbug"]


def test_nothing_written_is_nothing_put_in_place(graph: Path, tmp_path: Path) -> None:
    before = graph.stat()
    with open_store(graph) as store:
        store.run("MATCH (n) RETURN count(n)")
    assert graph.stat().st_ino == before.st_ino
    with open_store(tmp_path / "new.lbug"):
        pass
    assert names(tmp_path) == ["graph.lbug"]


def test_what_a_killed_writer_left_is_swept_and_nothing_else(graph: Path) -> None:
    left = graph.with_name(".graph.lbug.new-a1b2c3d4")
    left.mkdir()
    (left / "graph.lbug.wal").write_bytes(b"log")
    others = ["graph.lbug.new-a1b2c3d4", ".graph.lbug.new", ".graph.lbug.new-a1b2c3d4.lock", "graph.lbug.bak"]
    for other in others:
        (graph.parent / other).write_text("mine")
    with open_store(graph) as store:
        store.replace(province())
    assert names(graph.parent) == sorted([*others, "graph.lbug"])


@posix
def test_a_link_is_written_through_and_the_file_keeps_its_mode(graph: Path, tmp_path: Path) -> None:
    graph.chmod(0o640)
    link = tmp_path / "elsewhere" / "link.lbug"
    link.parent.mkdir()
    link.symlink_to(graph)
    with open_store(link) as store:
        store.replace(province())
    assert link.is_symlink()
    assert stat.S_IMODE(graph.stat().st_mode) == 0o640
    assert len(dump(graph)) == len(dump(link)) > 10
    assert names(link.parent) == ["link.lbug"]


@posix
def test_a_new_graph_has_the_mode_that_the_user_gives_new_files(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        with open_store(tmp_path / "graph.lbug") as store:
            store.replace(province())
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "graph.lbug").stat().st_mode) == 0o640


def test_the_lock_names_its_owner_and_ends_with_it(graph: Path) -> None:
    lock = graph.with_name(".graph.lbug.lock")
    lock.write_text("left behind")
    with open_store(graph):
        owner = json.loads(lock.read_text())
        assert (owner["pid"], owner["host"]) == (os.getpid(), socket.gethostname())
        told = (
            f"{graph}: the graph is being written by process {os.getpid()} on {socket.gethostname()} since "
        )
        with pytest.raises(StoreError, match=told.replace("(", r"\(")):
            open_store(graph)
    assert names(graph.parent) == ["graph.lbug"]


CONTENDER = """
import sys
from facts import measure, plan
from graph.model import StoreError
from graph.store import open_store
name, path = sys.argv[1:]
facts = plan("临江市", f"方案{name}", *[measure(f"{n}", leads=["市科技局"]) for n in range(30)])
sys.stdin.readline()
try:
    with open_store(path) as store:
        store.replace(facts)
except StoreError as error:
    assert "is being written" in str(error), error
    print("refused")
else:
    print("written")
"""


def with_tests() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}


@pytest.mark.parametrize("writers", [2, 5])
def test_loads_that_start_together_do_not_lose_one_another(writers: int, tmp_path: Path) -> None:
    path = tmp_path / "graph.lbug"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", CONTENDER, str(number), str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=with_tests(),
        )
        for number in range(writers)
    ]
    for process in started:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    said = [process.communicate()[0].strip() for process in started]
    assert all(process.returncode == 0 for process in started)
    assert set(said) <= {"written", "refused"}
    with open_store(path, read_only=True) as store:
        held = store.run("MATCH (p:Plan) RETURN p.title AS title ORDER BY title").rows
        assert held == [(f"方案{number}",) for number, word in enumerate(said) if word == "written"] != []
        measures = store.run("MATCH (m:Measure) RETURN count(m) AS n").rows
        assert measures == [(30 * len(held),)]
    assert names(tmp_path) == ["graph.lbug"]


@posix
def test_an_engine_that_dies_is_one_line_and_the_state_before(graph: Path) -> None:
    before = graph.read_bytes()
    store = EmbeddedStore(graph)
    store.replace(province())
    os.kill(store._engine._child._process.pid, signal.SIGSEGV)  # type: ignore[union-attr]
    while store._engine._child.is_ours:  # type: ignore[union-attr]
        time.sleep(0.01)
    for ask in (lambda: store.replace(manufacturing()), lambda: store.run("RETURN 1"), store.close):
        with pytest.raises(StoreLostError, match="the graph is as it was before"):
            ask()
    assert graph.read_bytes() == before
    assert names(graph.parent) == ["graph.lbug"]


@contextmanager
def no_file_above(size: int) -> Iterator[None]:
    """Have the system refuse to let a file grow above a size, as a full disk would."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def sizable(number: int) -> list[str]:
    """Names of a plan's leads, so that no two plans are alike."""
    return [f"市第{number}{part}局" for part in "甲乙丙丁"]


@posix
@pytest.mark.parametrize("part", [0, 60, 99])
def test_a_full_disk_is_one_line_and_the_state_before(part: int, graph: Path) -> None:
    before = dump(graph)
    size = graph.stat().st_size * part // 100
    many = [
        plan("临江市", f"方案{n}", *[measure(f"{m}", leads=sizable(m)) for m in range(20)]) for n in range(9)
    ]
    with no_file_above(size), pytest.raises(StoreLostError) as caught, open_store(graph) as store:
        store.replace_all([*many, innovation()])
    assert str(caught.value).startswith(f"{graph}: ")
    assert "the graph is as it was before" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert dump(graph) == before
    assert names(graph.parent) == ["graph.lbug"]


@posix
def test_a_load_on_a_full_disk_says_one_line(graph: Path, tmp_path: Path) -> None:
    from click.testing import CliRunner

    text = tmp_path / "plan.txt"
    text.write_text("临江市工作方案\n\n一、建设中心\n(一)建设。(牵头单位:市科技局)\n", encoding="utf-8")
    before = dump(graph)
    with no_file_above(graph.stat().st_size // 2):
        result = CliRunner().invoke(main, ["load", str(text), "--graph", str(graph)])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == (
        f"Error: {graph}: the disk is full; the graph is as it was before; make room and try again\n"
    )
    assert dump(graph) == before


def test_a_key_that_is_there_never_reaches_a_copy(tmp_path: Path) -> None:
    engine = Engine(tmp_path / "graph.lbug")
    engine.replace(Batch.of([innovation()]))
    row = {"key": "临江市/高新区", "name": "高新区", "jurisdiction": "临江市", "kind": ""}
    for rows in (
        [row, row],
        [{**row, "key": zone} for (zone,) in engine.run("MATCH (z:Zone) RETURN z.key").rows],
    ):
        with (
            pytest.raises(StoreError, match="two nodes Zone would have the key"),
            engine._write() as transaction,
        ):
            transaction.add_nodes("Zone", rows)
    engine.close()


CUT_OFF = """
import os, signal, sys
from pathlib import Path
from city import innovation, province
from graph.store.batch import Batch
from graph.store.engine import Engine
from msgspec.structs import replace

engine = Engine(Path(sys.argv[1]))
engine.replace(Batch.of([innovation()]))
engine._checkpoint = lambda: os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[2] == "a query":
    engine.run("CREATE (:Zone {key: 'x'})", write=True)
else:
    # Its log lacks the rows of new measures, and holds that the old ones went.
    renumbered = tuple(replace(one, ordinal=one.ordinal + 50) for one in innovation().measures)
    engine.replace(Batch.of([replace(innovation(), measures=renumbered), province()]))
"""


def cut_off(path: Path, what: str) -> None:
    """Leave a graph as a version left it that wrote in place and was killed before its log was folded in."""
    done = subprocess.run([sys.executable, "-c", CUT_OFF, str(path), what], env=with_tests(), check=False)
    assert done.returncode == -signal.SIGKILL
    assert path.with_name(f"{path.name}.wal").stat().st_size > 0


@posix
@pytest.mark.parametrize(("what", "read_only"), [("a query", True), ("a load", False)])
def test_a_log_that_waits_is_folded_in_where_it_is_whole(
    what: str, read_only: bool, graph: Path, tmp_path: Path
) -> None:
    old = tmp_path / "old.lbug"
    cut_off(old, what)
    open_store(old, read_only=read_only).close()
    assert names(tmp_path) == ["graph.lbug", "old.lbug"]
    zones = {"a query": [("x",)], "a load": []}[what]
    with open_store(old, read_only=True) as store:
        assert store.run("MATCH (z:Zone {key: 'x'}) RETURN z.key AS key").rows == zones
        store_lines = [line for line in dump_lines(store) if '"x"' not in line]
    assert store_lines == dump(graph)


@posix
def test_a_recovery_that_was_cut_off_is_gone_on_with(graph: Path, tmp_path: Path) -> None:
    before = dump(graph)
    graph.rename(tmp_path / ".old.lbug.recovered")
    old = tmp_path / "old.lbug"
    cut_off(old, "a query")
    assert dump(old) == before
    assert names(tmp_path) == ["old.lbug"]


def test_a_log_of_which_nothing_can_be_made_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "graph.lbug"
    path.write_bytes(b"half a graph" * 1000)
    path.with_name("graph.lbug.wal").write_bytes(b"half a log" * 1000)
    for read_only in (True, False):
        with pytest.raises(StoreError, match=r"move them away and load the plans again"):
            open_store(path, read_only=read_only)
    assert names(tmp_path) == ["graph.lbug", "graph.lbug.wal"]


@posix
def test_a_file_that_another_engine_writes_is_left_alone(graph: Path) -> None:
    before = graph.read_bytes()
    script = (
        "import sys, ladybug; database = ladybug.Database(sys.argv[1]); print('open', flush=True); "
        "sys.stdin.readline()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(graph)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        try:
            assert other.stdout is not None
            other.stdout.readline()
            with pytest.raises(StoreError, match="another program writes this file"):
                open_store(graph)
        finally:
            other.kill()
    assert graph.read_bytes() == before


FAILING_BULK = """
import sys
from pathlib import Path
import graph.store.engine as engine
from graph.model import StoreLostError
from graph.store.batch import Batch
from city import plans

engine._BULK = 1
one = engine.Engine(Path(sys.argv[1]), expendable=True)
first, second, *rest = plans()
one.replace(Batch.of([first]))
one.replace(Batch.of([second]))
assert one._loose
copy = engine._Transaction._copy
engine._Transaction._copy = lambda self, table, *rest: copy(self, table, *rest) if table != "LEADS" else 1 / 0
try:
    one.replace(Batch.of(rest))
except StoreLostError:
    print("lost", flush=True)
"""


@posix
def test_a_bulk_that_fails_over_rows_that_wait_is_lost_whole(tmp_path: Path) -> None:
    script = [sys.executable, "-c", FAILING_BULK, str(tmp_path / "graph.lbug")]
    done = subprocess.run(script, env=with_tests(), check=False, capture_output=True, text=True)
    assert done.stdout == "lost\n", done.stderr


def test_bulks_that_wait_for_each_other_are_folded_in_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.store.engine._BULK", 1)
    monkeypatch.setattr("graph.store.engine._WAITING", 100)
    for name, expendable in (("bulk.lbug", True), ("one.lbug", False)):
        engine = Engine(tmp_path / name, expendable=expendable)
        for facts in plans():
            engine.replace(Batch.of([facts]))
        engine.close()
    assert dump(tmp_path / "bulk.lbug") == dump(tmp_path / "one.lbug")
