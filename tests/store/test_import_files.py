"""The CSV for Neo4j's own import: checked; that it is imported is shown with bulk loads."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from city import plans
from facts import agency, measure, plan

from graph.model import InputError, StoreError
from graph.store import Store, open_store
from graph.store.dump import dump_lines
from graph.store.import_files import write_import_files


@pytest.fixture
def memory() -> Iterator[Store]:
    with open_store(":memory:") as store:
        store.replace_all(plans())
        yield store


def test_every_node_and_edge_is_a_row(memory: Store, tmp_path: Path) -> None:
    write_import_files(memory, tmp_path / "import")
    rows = 0
    for path in (tmp_path / "import").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows += sum(1 for _ in csv.reader(file)) - 1
    assert rows == len(list(dump_lines(memory)))


def test_the_same_graph_gives_the_same_bytes(memory: Store, tmp_path: Path) -> None:
    write_import_files(memory, tmp_path / "one")
    with open_store(":memory:") as other:
        for facts in reversed(plans()):
            other.replace(facts)
        write_import_files(other, tmp_path / "two")
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert files == sorted(path.name for path in (tmp_path / "two").iterdir())
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_folder_that_is_there_is_left_alone(memory: Store, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(InputError, match="mine: exists already"):
        write_import_files(memory, tmp_path / "mine")
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_a_text_that_the_format_cannot_say_is_refused(tmp_path: Path) -> None:
    with open_store(":memory:") as store:
        store.replace(plan("临江市", "方案", measure("一", leads=[agency("市\x1f局", canonical="市局")])))
        with pytest.raises(StoreError, match=r"U\+001F"):
            write_import_files(store, tmp_path / "import")
    assert list(tmp_path.iterdir()) == []
