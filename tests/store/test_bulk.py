"""A first load by `neo4j-admin`, and the same graph as by transactions."""

import os
import shlex
from pathlib import Path

import msgspec
import pytest
from city import plans
from click.testing import CliRunner
from facts import measure, plan
from neo4j_server import ServerProcess

from graph.cli import main
from graph.model import Facts
from graph.model.lines import to_lines
from graph.store import open_store
from graph.store.dump import dump_lines
from graph.store.import_files import FINISH


def facts_file(folder: Path, given: list[Facts]) -> str:
    file = folder / "facts.jsonl"
    file.write_bytes(b"".join(msgspec.json.encode(line) + b"\n" for one in given for line in to_lines(one)))
    return str(file)


@pytest.fixture
def facts(tmp_path: Path) -> str:
    return facts_file(tmp_path, plans())


def admin_says(folder: Path, script: str) -> None:
    """Make a `neo4j-admin` of this script."""
    folder.mkdir()
    program = folder / "neo4j-admin"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def test_without_neo4j_admin_nothing_is_written(
    facts: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("NEO4J_HOME", raising=False)
    came = CliRunner().invoke(
        main, ["load", facts, "--bulk", str(tmp_path / "import"), "--graph", "neo4j://localhost"]
    )
    assert came.exit_code == 1
    assert "neither on the path nor in NEO4J_HOME" in came.stderr
    assert not (tmp_path / "import").exists()


def test_what_neo4j_admin_refuses_is_said(
    facts: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin_says(tmp_path / "bin", "echo 'Import failed: the database is in use' >&2; exit 1")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
    came = CliRunner().invoke(
        main, ["load", facts, "--bulk", str(tmp_path / "import"), "--graph", "neo4j://localhost/plans"]
    )
    assert came.exit_code == 1
    assert came.stderr == (
        "Error: neo4j-admin cannot import into the database plans: Import failed: the database is in use\n"
    )


@pytest.mark.parametrize(
    "graph", [["--graph", "a.lbug"], ["--graph", "bolt://localhost", "--label-prefix", "Qt"]]
)
def test_a_bulk_load_is_for_a_server_of_its_own(facts: str, tmp_path: Path, graph: list[str]) -> None:
    came = CliRunner().invoke(main, ["load", facts, "--bulk", str(tmp_path / "import"), *graph])
    assert came.exit_code == 2


@pytest.mark.server
def test_a_bulk_load_gives_the_graph_of_a_load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = plan(
        "临江市", '引"号,逗号', measure("一", '行\n列\t\\"', leads=['"', "a;b", "a,b", "''", "\\"])
    )
    given = [*plans(), hostile]
    process = ServerProcess()
    try:
        process.prepare()
        admin_says(tmp_path / "bin", f'exec {shlex.join(process.admin_command())} "$@"')
        monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
        for name, value in process.environment().items():
            monkeypatch.setenv(name, value)
        folder = tmp_path / "import"
        facts = facts_file(tmp_path, given)
        came = CliRunner().invoke(main, ["load", facts, "--bulk", str(folder), "--graph", "bolt://localhost"])
        assert came.exit_code == 0, came.stderr
        assert f"cypher-shell --file {FINISH}" in came.stderr
        server = process.launch()
        process.run_script(folder / FINISH)
        with open_store(server.uri) as store, open_store(":memory:") as loaded:
            loaded.replace_all(given)
            assert list(dump_lines(store)) == list(dump_lines(loaded))
            store.replace_all(given)
            assert list(dump_lines(store)) == list(dump_lines(loaded))
    finally:
        process.stop()
