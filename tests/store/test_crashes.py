"""Whatever stops a load, the graph's file opens and holds the state before it or the state after it, whole.

A few moments, chosen for what happens in them; `benchmarks/crashes` goes through all of them.
"""

import subprocess
from pathlib import Path

import pytest
from store.crashes import Load, is_clean, killed_at, loads_at_once, made_load, outcome, readers


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Load:
    """A load that replaces plans and adds some."""
    return made_load("changed", 9, tmp_path_factory.mktemp("load"))


@pytest.fixture(scope="module")
def changed_tables(tmp_path_factory: pytest.TempPathFactory) -> Load:
    """The same from a data set, column by column."""
    return made_load("changed", 9, tmp_path_factory.mktemp("load"), as_tables=True)


MOMENTS = [
    pytest.param("copy_file_range", 1, False, "before", id="the file is being copied"),
    pytest.param("pwrite64", 15, True, "before", id="the engine writes"),
    pytest.param("fsync,fdatasync", 3, True, "before", id="the engine folds its log in"),
    pytest.param("fsync", 1, False, "before", id="the copy is whole, and not yet in place"),
    pytest.param("fsync", 2, False, "after", id="the copy is in place, and not yet on the disk"),
    pytest.param("rmdir", 1, False, "after", id="the load tidies up"),
]


@pytest.mark.strace
@pytest.mark.parametrize(("calls", "when", "engine", "expected"), MOMENTS)
def test_a_killed_load(
    calls: str, when: int, engine: bool, expected: str, changed: Load, tmp_path: Path
) -> None:
    changed.prepare(tmp_path)
    assert killed_at(changed, tmp_path, calls, when, engine=engine)
    assert outcome(changed, tmp_path) == expected


@pytest.mark.strace
@pytest.mark.parametrize(
    ("calls", "when", "expected"), [("pwrite64", 15, "before"), ("fsync,fdatasync", 3, "before")]
)
def test_a_killed_load_of_tables(
    calls: str, when: int, expected: str, changed_tables: Load, tmp_path: Path
) -> None:
    changed_tables.prepare(tmp_path)
    assert killed_at(changed_tables, tmp_path, calls, when, engine=True)
    assert outcome(changed_tables, tmp_path) == expected


@pytest.mark.strace
def test_after_a_killed_load_the_next_one_loads_and_tidies_up(changed: Load, tmp_path: Path) -> None:
    changed.prepare(tmp_path)
    assert killed_at(changed, tmp_path, "fsync", 1, engine=False)
    assert not is_clean(tmp_path)
    subprocess.run(changed.command(tmp_path), check=True, capture_output=True)
    assert outcome(changed, tmp_path) == "after"
    assert is_clean(tmp_path)


@pytest.mark.parametrize("number", [2, 5])
def test_loads_that_start_together_on_a_new_graph(number: int, tmp_path: Path) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    first = made_load("first", 9, tmp_path)
    with readers(first, folder) as wrong:
        refused = loads_at_once(first, folder, number)
    assert len(refused) < number
    assert all("the graph is being written by process" in text for text in refused)
    assert outcome(first, folder) == "after"
    assert wrong == []
    assert is_clean(folder)
