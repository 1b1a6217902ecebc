"""Every notebook runs from a clean state as its reader would run it, and is kept without outputs."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from neo4j_server import Neo4jServer

CHECKOUT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((CHECKOUT / "notebooks").glob("*.ipynb"))
SERVER = "QIANTOU_TEST_NEO4J"

pytestmark = pytest.mark.checkout


def cells(notebook: Path, kind: str = "code") -> list[dict[str, Any]]:
    content = json.loads(notebook.read_text("utf-8"))
    return [cell for cell in content["cells"] if cell["cell_type"] == kind]


def needs_server(notebook: Path) -> bool:
    return SERVER in notebook.read_text("utf-8")


def test_there_are_five() -> None:
    assert len(NOTEBOOKS) == 5
    assert [notebook for notebook in NOTEBOOKS if needs_server(notebook)]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda notebook: notebook.stem)
def test_it_is_kept_without_outputs(notebook: Path) -> None:
    content = json.loads(notebook.read_text("utf-8"))
    assert content["metadata"]["kernelspec"]["name"] == "python3"
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells(notebook))
    assert cells(notebook, "markdown")[0]["source"][0].startswith("# ")


@pytest.mark.parametrize(
    "notebook", [notebook for notebook in NOTEBOOKS if not needs_server(notebook)], ids=lambda it: it.stem
)
def test_it_runs(notebook: Path, tmp_path: Path) -> None:
    executed(notebook, tmp_path)


@pytest.mark.server
@pytest.mark.parametrize(
    "notebook", [notebook for notebook in NOTEBOOKS if needs_server(notebook)], ids=lambda it: it.stem
)
def test_it_runs_against_a_server(notebook: Path, tmp_path: Path, neo4j_server: Neo4jServer) -> None:
    executed(notebook, tmp_path, **{SERVER: neo4j_server.uri})


@pytest.mark.parametrize(
    "notebook", [notebook for notebook in NOTEBOOKS if needs_server(notebook)], ids=lambda it: it.stem
)
def test_without_a_server_it_says_so_and_runs(notebook: Path, tmp_path: Path) -> None:
    executed(notebook, tmp_path)


def executed(notebook: Path, folder: Path, **environment: str) -> None:
    """Run a copy by the README's command; no cell may fail, warn, or leave a file behind."""
    copy = folder / notebook.name
    shutil.copy(notebook, copy)
    others = {name: value for name, value in os.environ.items() if not name.startswith("QIANTOU_")}
    done = subprocess.run(
        [sys.executable, "-m", "jupyter", "execute", "--inplace", copy.name],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**others, **environment, "PYTHONUTF8": "1"},
    )
    assert done.returncode == 0, done.stderr[-4000:]
    outputs = [output for cell in cells(copy) for output in cell["outputs"]]
    assert outputs
    assert all(cell["execution_count"] for cell in cells(copy))
    assert not [output for output in outputs if output["output_type"] == "error"]
    assert not ["".join(output["text"]) for output in outputs if output.get("name") == "stderr"]
    assert [file.name for file in folder.iterdir() if not file.name.startswith(".")] == [notebook.name]
