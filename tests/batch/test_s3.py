"""Plans in an object store, read into a data set in the same store, by a server that is no mock."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from batch.plans import plan
from conftest import missing, required
from s3_server import S3Server, running

pytest.importorskip("s3fs")


@pytest.fixture
def s3(tmp_path: Path) -> Iterator[S3Server]:
    if reason := missing("server"):
        (pytest.fail if required("server") else pytest.skip)(reason)
    with running(tmp_path) as server:
        yield server


def test_a_bucket_is_read_into_a_bucket_and_loaded_from_there(s3: S3Server, tmp_path: Path) -> None:
    for number in range(3):
        inner = s3.buckets / "plans" / "2027" / f"plan-{number}.txt"
        inner.parent.mkdir(parents=True, exist_ok=True)
        inner.write_text(plan(number), encoding="utf-8")
    (s3.buckets / "plans" / "2027" / "picture.gif").write_bytes(b"GIF89a")
    (s3.buckets / "facts").mkdir()

    def qiantou(*arguments: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "graph", *arguments],
            check=False,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, **s3.environment},
        )
        return done.returncode, done.stderr

    read = ["extract", "s3://plans/2027", "--format", "parquet", "-o", "s3://facts/set"]
    status, said = qiantou(*read)
    assert (status, "3 files (3 read, 0 as before), 3 plans, 6 measures" in said) == (0, True), said
    assert "s3://plans/2027/picture.gif: no plan by its ending" in said
    (s3.buckets / "plans" / "2027" / "plan-1.txt").write_text(plan(7), encoding="utf-8")
    status, said = qiantou(*read)
    assert (status, "3 files (1 read, 2 as before)" in said) == (0, True), said
    status, said = qiantou("load", "s3://nothing/set", "--graph", str(tmp_path / "none.lbug"))
    assert (status, "Error: s3://nothing/set: no data set of facts is there" in said) == (1, True), said
    graph = tmp_path / "city.lbug"
    assert qiantou("load", "s3://facts/set", "--graph", str(graph))[0] == 0
    from graph import open_store

    with open_store(graph, read_only=True) as store:
        sources = [row[0] for row in store.run("MATCH (p:Plan) RETURN p.source ORDER BY p.source").rows]
    assert sources == [f"s3://plans/2027/plan-{number}.txt" for number in range(3)]
