"""Whatever a query says, no file is read, none is written, and it ends: queries made by a grammar, and attacks.

`QIANTOU_FUZZ` names how many; a failure is seen again by the same number.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from city import plans
from hostile.query_grammar import Maker

from graph.asking import Asking, Limits
from graph.model import StoreError
from graph.store import open_store
from graph.store.opening import GraphLocation

COUNT = int(os.environ.get("QIANTOU_FUZZ", "400"))
SECRET = "the-secret-of-the-machine"
SECONDS = 4.0
WRITES = 10
"""One query of so many may change the graph."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two graphs, and files of the kinds that the engine reads, each with the secret."""
    with open_store(tmp_path / "read.lbug") as store:
        store.replace_all(plans())
    with open_store(tmp_path / "other.lbug") as store:
        store.replace_all(plans()[:1])
        store.run("CREATE (:Zone {key: $key})", {"key": SECRET}, write=True)
    shutil.copy(tmp_path / "read.lbug", tmp_path / "write.lbug")
    (tmp_path / "a.csv").write_text(f"{SECRET}\n", "utf-8")
    (tmp_path / "a.so").write_text(SECRET, "utf-8")
    pq.write_table(pa.table({"a": [SECRET]}), tmp_path / "a.parquet")
    return tmp_path


class Worker:
    """The process that asks; another takes its place where it ends, or is kept busy for too long."""

    def __init__(self, graph: Path, mode: str) -> None:
        self._command = [sys.executable, str(Path(__file__).with_name("fuzzed.py")), str(graph), mode]
        self._start()

    def _start(self) -> None:
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )

    def ask(self, cypher: str) -> tuple[str, str]:
        """What came of a query: rows, refused, or ended, and the words."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        timer = threading.Timer(SECONDS, self._process.kill)
        timer.start()
        try:
            self._process.stdin.write(json.dumps(cypher) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = ""
        finally:
            timer.cancel()
        if not line:
            self._process.kill()
            self._process.wait()
            self._start()
            return "ended", ""
        kind, words = json.loads(line)
        return kind, words

    def close(self) -> None:
        """Let it end by itself: what it wrote takes its place then."""
        try:
            self._process.communicate(timeout=30)
        finally:
            self._process.kill()


def state(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file but the graph that may be written, and what it holds."""
    for file in sorted(folder.rglob("*")):
        if file.is_file() and "write.lbug" not in str(file.relative_to(folder)):
            yield file.name, hashlib.sha256(file.read_bytes()).hexdigest()


def test_no_query_reads_or_writes_a_file(folder: Path) -> None:
    files = [str(folder / name) for name in ("a.csv", "a.so", "a.parquet", "other.lbug")]
    maker = Maker(20_26, files, str(folder / "made"))
    before = list(state(folder))
    readers = Worker(folder / "read.lbug", "read"), Worker(folder / "write.lbug", "write")
    came: Counter[str] = Counter()
    ended = []
    try:
        for number in range(COUNT):
            cypher = maker.query()
            kind, words = readers[number % WRITES == 0].ask(cypher)
            came[kind] += 1
            shown = words if kind == "rows" else ""
            # A query may print its own words.
            assert SECRET not in shown or SECRET in cypher, cypher
            if kind == "ended" and number % WRITES:
                ended.append(cypher)
    finally:
        for worker in readers:
            worker.close()
    print(dict(came))
    assert list(state(folder)) == before
    assert came["rows"] > COUNT // 20
    assert came["refused"] > COUNT // 5
    with (
        open_store(folder / "write.lbug", read_only=True) as store,
        open_store(folder / "read.lbug") as first,
    ):
        for made in ("show_tables", "table_info"):
            cypher = f"CALL {made}({'' if made == 'show_tables' else repr('Zone')}) RETURN *"
            assert store.run(cypher) == first.run(cypher)
    asking = Asking(GraphLocation.parse(folder / "read.lbug"), Limits(seconds=SECONDS))
    for cypher in ended[:20]:
        with pytest.raises(StoreError):
            asking.ask(cypher)
