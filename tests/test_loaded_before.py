"""A data set that is loaded once more changes nothing, and costs no more than to see that."""

from pathlib import Path

import pytest
from batch.plans import write_plans
from click.testing import CliRunner, Result

import graph.cli.load
from graph.cli import main
from graph.store import open_store
from graph.store.dump import dump_lines
from loaders.batch import read_into
from loaders.batch.here import Here

pytestmark = pytest.mark.usefixtures("born")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    plans = write_plans(tmp_path / "plans", 4)
    # One plan twice, so that there is something to say beside the counts.
    (plans / "again.txt").write_bytes((plans / "plan-000.txt").read_bytes())
    read(tmp_path)
    return tmp_path


def read(folder: Path) -> None:
    read_into(folder / "facts", [folder / "plans"], Here(1), on_error=pytest.fail)


def delete_zones() -> None:
    with open_store("qiantou.lbug") as store:
        store.run("MATCH (z:Zone) DETACH DELETE z", write=True)


def qiantou(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """One entry for each time that a load opened the graph."""
    times: list[bool] = []
    open_for_real = graph.cli.load.open_store

    def counted(*arguments: object, **named: object) -> object:
        times.append(True)
        return open_for_real(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(graph.cli.load, "open_store", counted)
    return times


def test_the_same_again_says_the_same_without_opening_the_graph(opened: list[bool]) -> None:
    first = qiantou("load", "facts")
    made = Path("qiantou.lbug").read_bytes()
    again = qiantou("load", "facts")
    assert "the last one holds" in first.stderr
    assert (again.stdout, again.stderr, again.exit_code) == (first.stdout, first.stderr, 0)
    assert len(opened) == 1
    assert Path("qiantou.lbug").read_bytes() == made


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda: Path("plans/plan-000.txt").write_text("没有任务。"), id="another plan"),
        pytest.param(delete_zones, id="another graph"),
        pytest.param(
            lambda: Path("qiantou.lbug").write_bytes(Path("qiantou.lbug").read_bytes()[:-1]), id="damage"
        ),
        pytest.param(lambda: Path("qiantou.lbug").unlink(), id="no graph"),
        pytest.param(lambda: Path("qiantou.lbug.wal").write_bytes(b"log"), id="a log of an earlier version"),
    ],
)
def test_what_has_changed_since_is_loaded(change: object, folder: Path, opened: list[bool]) -> None:
    qiantou("load", "facts")
    change()  # type: ignore[operator]
    read(folder)
    qiantou("load", "facts")
    assert len(opened) == 2


def test_in_another_way_it_is_loaded(opened: list[bool]) -> None:
    qiantou("load", "facts")
    assert "Measure" in qiantou("load", "facts", "--inline").stdout
    assert len(opened) == 2
    qiantou("load", "facts", "plans/plan-000.txt")
    assert len(opened) == 3


def test_what_was_deleted_by_hand_comes_back(folder: Path) -> None:
    qiantou("load", "facts")
    with open_store(folder / "qiantou.lbug", read_only=True) as store:
        before = list(dump_lines(store))
        (plan,) = store.run("MATCH (p:Plan) RETURN p.key AS key ORDER BY key LIMIT 1").rows[0]
    assert qiantou("remove", plan).exit_code == 0
    qiantou("load", "facts")
    with open_store(folder / "qiantou.lbug", read_only=True) as store:
        assert list(dump_lines(store)) == before
