"""How an engine takes a batch: what is there as it is is left alone, what is new goes in column by column."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from graph.store.rows import Join

if TYPE_CHECKING:
    import pyarrow as pa

    from graph.store.batch import Batch


class TakesColumns(Protocol):
    """An engine, in this process or another."""

    def states(self, plans: Sequence[str]) -> dict[str, tuple[str | None, int]]:
        """Of the plans that are held, the hash of their facts and how many of their measures are there."""
        ...

    def add_plans(self, nodes: dict[str, "pa.Table"], edges: dict[Join, "pa.Table"]) -> None:
        """Add plans of which nothing is held; see `GraphColumns`."""
        ...

    def replace(self, batch: "Batch") -> bool:
        """Put plans in the place of what is held of them; whether that was anything else."""
        ...


def put_batch(engine: TakesColumns, batch: "Batch") -> bool:
    """Put plans in the place of what is held of them; whether that was anything else."""
    held = engine.states(list(batch.states))
    changed = [key for key, state in batch.states.items() if held.get(key) != state]
    new = [key for key in changed if key not in held]
    old = [key for key in changed if key in held]
    if new:
        columns = batch.only(new).columns
        engine.add_plans(columns.nodes, columns.edges)
    if old:
        engine.replace(batch.only(old))
    return bool(changed)
