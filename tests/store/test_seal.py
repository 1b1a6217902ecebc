"""A graph's file says whether it is as qiantou wrote it; one that is not cannot end the process that reads it."""

import os
import random
import shutil
import time
from pathlib import Path

import pytest
from city import innovation, manufacturing, province

from graph.model import StoreLostError
from graph.store import open_store
from graph.store.dump import dump_lines
from graph.store.embedded import EmbeddedStore
from graph.store.engine import Engine
from graph.store.engine_process import EngineProcess
from graph.store.seal import Condition, condition, note_of, seal, unseal

pytestmark = pytest.mark.usefixtures("born")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "graph.lbug"
    with open_store(path) as store:
        store.replace_all([innovation(), province()])
    return path


@pytest.fixture
def graph(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path))


def engine_of(path: Path, *, expendable: bool = False) -> type:
    with EmbeddedStore(path, read_only=True, expendable=expendable) as store:
        return type(store._engine)


def flip(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)


def test_a_graph_is_sealed_and_read_in_process(graph: Path) -> None:
    assert condition(graph) is Condition.SEALED
    assert engine_of(graph) is Engine


def test_any_other_byte_is_seen(graph: Path) -> None:
    good = graph.read_bytes()
    chance = random.Random(1)
    for place in [0, len(good) - 1, len(good) - 9, *(chance.randrange(len(good)) for _ in range(40))]:
        flip(graph, place)
        assert condition(graph) is Condition.CHANGED, place
        graph.write_bytes(good)
        os.utime(graph, ns=(place, place))
        assert condition(graph) is Condition.SEALED


def test_a_note_is_sealed_with_the_file_and_goes_when_somebody_writes(graph: Path) -> None:
    assert note_of(graph) == b""
    with open_store(graph, read_only=True) as store:
        held = list(dump_lines(store))
    with EmbeddedStore(graph) as store:
        store.run("CREATE (:Zone {key: 'a'})", write=True)
        store.run("MATCH (z:Zone {key: 'a'}) DELETE z", write=True)
        store.keep(b"of this graph" * 1000)
    assert note_of(graph) == b"of this graph" * 1000
    assert engine_of(graph) is Engine
    with open_store(graph, read_only=True) as store:
        assert list(dump_lines(store)) == held
    good = graph.read_bytes()
    for place in (0, -2, -9, -25, -13_000):
        flip(graph, place)
        assert condition(graph) is Condition.CHANGED, place
        assert note_of(graph) == b""
        graph.write_bytes(good)
        os.utime(graph, ns=(place + 20_000, place + 20_000))
    with EmbeddedStore(graph) as store:
        store.keep(b"nothing was written")
    assert graph.read_bytes() == good
    with EmbeddedStore(graph) as store:
        store.replace(manufacturing())
    assert condition(graph) is Condition.SEALED
    assert note_of(graph) == b""


@pytest.mark.parametrize("part", [-1, 1000])
def test_a_file_that_was_cut_off_has_no_seal(graph: Path, part: int) -> None:
    graph.write_bytes(graph.read_bytes()[:part])
    assert condition(graph) is Condition.UNKNOWN


def test_a_file_that_is_not_as_it_was_sealed_is_read_in_a_process_of_its_own(graph: Path) -> None:
    with open_store(graph, read_only=True) as store:
        held = list(dump_lines(store))
    unseal(graph)
    assert condition(graph) is Condition.UNKNOWN
    assert engine_of(graph) is EngineProcess
    assert engine_of(graph, expendable=True) is Engine
    with open_store(graph, read_only=True) as store:
        assert list(dump_lines(store)) == held
        assert store.arrow("MATCH (p:Plan) RETURN p.key AS key").num_rows == 2
    seal(graph)
    assert engine_of(graph) is Engine


def test_what_another_program_wrote_is_read_and_sealed_by_the_next_load(graph: Path) -> None:
    engine = Engine(graph)
    engine.run("CREATE (:Zone {key: 'x'})", write=True)
    engine.close()
    assert condition(graph) is not Condition.SEALED
    with open_store(graph, read_only=True) as store:
        assert store.run("MATCH (z:Zone {key: 'x'}) RETURN count(z) AS n").rows == [(1,)]
    with open_store(graph) as store:
        store.replace(manufacturing())
    assert condition(graph) is Condition.SEALED
    with open_store(graph, read_only=True) as store:
        assert store.run("MATCH (z:Zone {key: 'x'}) RETURN count(z) AS n").rows == [(1,)]


def test_an_engine_that_a_damaged_file_ends_is_one_line(graph: Path) -> None:
    unseal(graph)
    with EmbeddedStore(graph, read_only=True) as store:
        assert isinstance(store._engine, EngineProcess)
        os.kill(store._engine._child.pid, 11)
        while store._engine._child.is_ours:
            time.sleep(0.01)
        with pytest.raises(StoreLostError) as caught:
            store.run("RETURN 1 AS one")
    assert str(caught.value).startswith(f"{graph}: cannot be read (its engine ")
    assert "load the plans into a new file" in str(caught.value)
    assert "\n" not in str(caught.value)
