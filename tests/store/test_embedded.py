"""What only the embedded store can meet: its file, its lock, its engine's traps."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from city import innovation, plans
from facts import measure, plan

from graph.model import StoreError
from graph.store import open_store
from graph.store.dump import dump_lines
from graph.store.embedded import EmbeddedStore
from graph.store.engine_process import EngineProcess

pytestmark = pytest.mark.usefixtures("born")


def test_a_graph_is_there_after_closing(tmp_path: Path) -> None:
    with open_store(tmp_path / "graph.lbug") as store:
        store.replace_all(plans())
        before = list(dump_lines(store))
    with open_store(tmp_path / "graph.lbug", read_only=True) as store:
        assert list(dump_lines(store)) == before


def test_nothing_is_written_for_readers(tmp_path: Path) -> None:
    path = tmp_path / "graph.lbug"
    with open_store(path) as store:
        store.replace(innovation())
    with open_store(path, read_only=True) as one, open_store(path, read_only=True) as two:
        assert list(dump_lines(one)) == list(dump_lines(two))
        for refused in (
            lambda: one.replace(innovation()),
            lambda: one.run("CREATE (:Zone {key: 'a'})", write=True),
        ):
            with pytest.raises(StoreError, match="for reading only"):
                refused()


def test_a_graph_that_is_not_there_is_not_made_for_reading(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"none\.lbug: there is no graph here"):
        open_store(tmp_path / "none.lbug", read_only=True)
    assert list(tmp_path.iterdir()) == []


def _sqlite(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE a(b)")
    connection.commit()
    connection.close()


def _other_ladybug(path: Path) -> None:
    import ladybug

    database = ladybug.Database(path)
    connection = ladybug.Connection(database)
    connection.execute("CREATE NODE TABLE Person(name STRING, PRIMARY KEY(name))")
    connection.close()
    database.close()


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(
    ("make", "message"),
    [
        (_sqlite, "this is no graph of qiantou, but a file of another program"),
        (lambda path: path.write_bytes(b"hi"), "this is no graph of qiantou, but a file of another program"),
        (lambda path: path.write_text("plan\n" * 5000), "this is no graph of qiantou"),
        (_other_ladybug, "this is a Ladybug file, but not a graph of this version of qiantou"),
        (Path.mkdir, "this is a folder; name a file in it"),
    ],
)
def test_a_file_of_another_program_is_refused_and_left_alone(
    make: object, message: str, read_only: bool, tmp_path: Path
) -> None:
    path = tmp_path / "other.lbug"
    make(path)  # type: ignore[operator]
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError) as caught:
        open_store(path, read_only=read_only)
    assert str(caught.value).startswith(f"{path}: {message}")
    if before is not None:
        assert path.read_bytes() == before


def test_an_empty_file_is_a_new_graph_for_writing_alone(tmp_path: Path) -> None:
    path = tmp_path / "new.lbug"
    path.touch()
    with pytest.raises(StoreError, match="the graph is empty"):
        open_store(path, read_only=True)
    with open_store(path) as store:
        store.replace(innovation())


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="does not exist; make it first"):
        open_store(tmp_path / "none" / "graph.lbug")


@pytest.mark.skipif(
    not Path("/proc/self/maps").exists(), reason="reads what a process has loaded as Linux tells it"
)
def test_a_writer_loads_arrow_and_no_pandas(tmp_path: Path) -> None:
    with open_store(tmp_path / "graph.lbug") as store:
        store.replace(innovation())
        assert isinstance(store, EmbeddedStore)
        assert isinstance(store._engine, EngineProcess)
        loaded = Path(f"/proc/{store._engine._child.pid}/maps").read_text("utf-8")
    assert "/pyarrow/" in loaded
    assert "/pandas/" not in loaded


HOLDER = """
import sys, time
from graph.store import open_store
store = open_store(sys.argv[1])
print("open", flush=True)
time.sleep(60)
"""


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    path = tmp_path / "graph.lbug"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE, text=True
    ) as holder:
        try:
            assert holder.stdout is not None
            assert holder.stdout.readline() == "open\n"
            with pytest.raises(
                StoreError, match=f"is being written by process {holder.pid} on .* since .*; try again"
            ):
                open_store(path)
        finally:
            holder.kill()
    with open_store(path) as store:
        store.replace(innovation())


@pytest.mark.parametrize("before", ["nothing", "a load", "a query that writes"])
def test_a_failed_write_leaves_every_key_findable(before: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object) -> None:
        raise RuntimeError("power cut")

    found = "MATCH (p:Plan {key: $key}) RETURN p.key AS key"
    with open_store(":memory:") as store:
        if before == "a load":
            store.replace(innovation())
        elif before == "a query that writes":
            store.run(
                "CREATE (:Plan {key: $key, title: '', document_number: '', citations: []})",
                {"key": innovation().plan.key},
                write=True,
            )
        with monkeypatch.context() as patch:
            for module in ("adding", "replacing"):
                patch.setattr(f"graph.store.{module}.update_citations", fail)
            with pytest.raises(RuntimeError, match="power cut"):
                store.replace_all(plans())
        with pytest.raises(StoreError, match="duplicated primary key"):
            store.run("UNWIND ['x', 'x'] AS key CREATE (:Zone {key: key})", write=True)
        held = [] if before == "nothing" else [(innovation().plan.key,)]
        assert store.run(found, {"key": innovation().plan.key}).rows == held
        assert store.run(found, {"key": plans()[1].plan.key}).rows == []
        store.replace_all(plans())
        for facts in plans():
            assert store.run(found, {"key": facts.plan.key}).rows == [(facts.plan.key,)]
        assert store.run("MATCH (z:Zone {key: 'x'}) RETURN z.key AS key").rows == []


@pytest.mark.skipif(os.name == "nt", reason="reads the peak of memory as POSIX gives it")
def test_memory_does_not_grow_with_the_number_of_writes() -> None:
    script = (
        "import resource\n"
        "from city import innovation\n"
        "from graph.store import open_store\n"
        "with open_store(':memory:') as store:\n"
        "    for turn in range(8):\n"
        "        store.replace(innovation())\n"
        "        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
    )
    peaks = [int(line) for line in done.stdout.split()]
    unit = 1 if sys.platform == "darwin" else 1024
    # A connection that is kept holds some 100 MB a write.
    assert (peaks[-1] - peaks[2]) * unit < 200 * 2**20


def test_replacing_many_times_does_not_let_the_file_grow_without_end(tmp_path: Path) -> None:
    path = tmp_path / "graph.lbug"
    facts = plan("临江市", "方案", *[measure(f"{n}", leads=[f"市{n}局"], text="字" * 500) for n in range(20)])
    with open_store(path) as store:
        store.replace(facts)
    once = path.stat().st_size
    for _ in range(3):
        with open_store(path) as store:
            for _ in range(4):
                store.replace(facts)
    assert path.stat().st_size < 8 * once
