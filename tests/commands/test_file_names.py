"""A file whose name is no text costs nothing: it is read like every other, shown escaped, and found again."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from commands.forking import Came, Forked

from graph.demo import PLANS
from graph.model.names import path_of, shown
from graph.store import open_store

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps such names")

NAMES = ["方案.txt".encode("gb18030"), b"a\nb\x1b[31m.txt", "方案.txt".encode()]


@pytest.fixture
def qiantou(forked: Forked, folder: Path) -> Callable[..., Came]:
    """Run a command in the folder, with arguments as the system gives them."""
    return lambda *arguments: forked.run(*map(os.fsdecode, arguments), folder=folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the demo city's first plan three times, under names of all kinds, and a file that is no plan."""
    for number, name in enumerate(NAMES):
        text = PLANS[0].read_text("utf-8").replace("青岚市", f"青岚{'东南西'[number]}市")
        (tmp_path / os.fsdecode(name)).write_text(text, "utf-8")
    (tmp_path / os.fsdecode(b"\xb7.exe")).touch()
    return tmp_path


def test_every_plan_is_read_and_its_file_found_again(qiantou: Callable[..., Came], folder: Path) -> None:
    done = qiantou("load", ".", "--graph", "g.lbug")
    assert done.status == 0, done.errors
    assert done.errors.splitlines()[-1] == "Skipped: \\xb7.exe: no plan by its ending"
    with open_store(folder / "g.lbug", read_only=True) as store:
        sources = {source for (source,) in store.run("MATCH (p:Plan) RETURN p.source AS source").rows}
    assert sources == {shown(os.fsdecode(name)) for name in NAMES}
    for source in sources:
        assert (folder / path_of(source)).is_file()


def test_facts_of_such_a_file_are_facts(qiantou: Callable[..., Came], folder: Path) -> None:
    done = qiantou("extract", NAMES[0], "none\n.txt", "-o", "facts.jsonl")
    assert done.status == 1
    assert done.errors.splitlines()[0] == "Error: none\\x0a.txt: no such file or folder"
    lines = [json.loads(line) for line in (folder / "facts.jsonl").read_text("utf-8").splitlines()]
    assert {line["plan"] for line in lines} == {"\\xb7\\xbd\\xb0\\xb8.txt"}
    assert qiantou("load", "facts.jsonl", "--graph", "g.lbug").status == 0


@pytest.mark.parametrize("name", NAMES[:2])
def test_every_file_may_have_such_a_name(qiantou: Callable[..., Came], folder: Path, name: bytes) -> None:
    """An archive, a graph, a query, an output: what cannot be is told in one line."""
    shutil.make_archive(str(folder / "plans"), "zip", PLANS[0].parent)
    (folder / "plans.zip").rename(folder / os.fsdecode(name + b".zip"))
    (folder / os.fsdecode(name + b".cypher")).write_text("RETURN 1 AS one", "utf-8")
    for line in (
        ("check", name, "--fail-on", "never"),
        ("extract", name + b".zip", "-o", name + b".jsonl"),
        ("load", name + b".jsonl", "--graph", "g.lbug"),
        ("query", name + b".cypher", "--graph", "g.lbug", "-o", name + b".csv"),
        ("report", "--graph", "g.lbug", "-o", name + b".html"),
    ):
        done = qiantou(*line)
        assert done.status == 0, done
        assert "\x1b" not in done.output + done.errors
    assert (folder / os.fsdecode(name + b".html")).is_file()


def test_a_graph_has_a_name_that_is_text(folder: Path) -> None:
    code = "from graph.cli import main; main(prog_name='qiantou')"
    done = subprocess.run(
        [sys.executable, "-c", code, "load", NAMES[0], "--graph", b"\xb7.lbug"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith(
        "\\xb7.lbug: the engine takes names of files and folders in UTF-8 alone; keep the graph elsewhere"
    )
