"""What a writer knows from one transaction to the next: asked for once, and forgotten when others have written."""

from pathlib import Path
from typing import Any

import pytest
from facts import measure, plan

from graph.model import Facts
from graph.store import engine
from graph.store.batch import Batch
from graph.store.dump import dump_lines
from graph.store.embedded import EmbeddedStore
from graph.store.kept import MAX_NODES, Kept, Known

FIRST = plan("青岚市", "甲方案", measure("一", leads=["市科技局"], supports=["市财政局"]))
THIRD = plan("青岚市", "丙方案", measure("一", leads=["市审计局"]))
SECOND = plan("青岚市", "乙方案", measure("一", leads=["市科技局"], supports=["市教育局"]))


def test_what_the_last_write_left_is_known_to_the_next_alone() -> None:
    kept, known = Kept(), Known()
    kept.give_back(4, known)
    assert kept.take(5) is known
    assert kept.take(5) is not known
    for write in (4, 6):
        kept.give_back(4, known)
        assert kept.take(write) is not known
    kept.give_back(4, known)
    kept.forget()
    assert kept.take(5) is not known


def test_no_more_nodes_are_known_than_memory_is_given_to() -> None:
    known = Known()
    known.nodes("Zone").update((str(number), {}) for number in range(MAX_NODES + 1))
    known.nodes("Department")["one"] = {}
    assert not known.nodes("Zone")
    assert known.nodes("Department")


@pytest.mark.parametrize(
    ("before", "expected"), [([], []), ([THIRD], [2, 1, 3])], ids=["an empty graph", "a graph with plans"]
)
def test_shared_nodes_are_asked_for_once_and_the_graph_is_the_same(
    before: list[Facts], expected: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a graph that was empty, nothing is asked at all."""
    asked: list[int] = []
    ask = engine._Transaction.ask

    def listening(self: engine._Transaction, cypher: str, **parameters: Any) -> list[tuple[Any, ...]]:
        if "(n:Department {key: key}) RETURN n.key, n.name" in cypher:
            asked.append(len(parameters["keys"]))
        return ask(self, cypher, **parameters)

    monkeypatch.setattr(engine._Transaction, "ask", listening)
    for name, loads in (("one", [[FIRST], [SECOND]]), ("two", [[FIRST, SECOND]])):
        for writing in ([before], loads):
            writer = engine.Engine(tmp_path / name)
            for facts in writing:
                writer.replace(Batch.of(facts))
            writer.close()
    assert asked == expected
    apart, together = (EmbeddedStore(tmp_path / name, read_only=True) for name in ("one", "two"))
    with apart, together:
        assert list(dump_lines(apart)) == list(dump_lines(together))
