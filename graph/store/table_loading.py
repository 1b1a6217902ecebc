"""Tables of facts into an engine: what is there as it is is left alone, what is new goes in column by column."""

from collections.abc import Sequence
from typing import Protocol

import pyarrow as pa

from graph.model import Facts
from graph.model.dataset.tables import Tables, facts_of_tables, of_plans
from graph.store.columns import GraphColumns, graph_columns
from graph.store.rows import Join, held_hash


class TakesColumns(Protocol):
    """An engine, in this process or another."""

    def states(self, plans: Sequence[str]) -> dict[str, tuple[str | None, int]]:
        """Of the plans that are held, the hash of their facts and how many of their measures are there."""
        ...

    def add_plans(self, nodes: dict[str, pa.Table], edges: dict[Join, pa.Table]) -> None:
        """Add plans of which nothing is held; see `GraphColumns`."""
        ...

    def replace_all(self, facts: Sequence[Facts]) -> bool:
        """Put plans in the place of what is held of them; whether that was anything else."""
        ...


def add_tables(engine: TakesColumns, tables: Tables, columns: GraphColumns, *, inline: bool) -> bool:
    """Put the plans of tables in the place of what is held of them; whether that was anything else."""
    plans = tables["plans"]
    keys = plans["key"].to_pylist()
    contents = plans["content_inline" if inline else "content"].to_pylist()
    # Where one plan is given twice, the last one holds.
    last = {key: place for place, key in enumerate(keys)}
    held = engine.states(list(last))
    measures = plans["measures_inline" if inline else "measures"].to_pylist()
    changed = {
        place for key, place in last.items() if held.get(key) != (held_hash(contents[place]), measures[place])
    }
    new = sorted(place for place in changed if keys[place] not in held)
    old = sorted(changed - set(new))
    if new:
        if len(new) < len(last):
            columns = graph_columns(of_plans(tables, pa.array(new)), inline=inline)
        engine.add_plans(columns.nodes, columns.edges)
    if old:
        facts = [one for _, one in facts_of_tables(of_plans(tables, pa.array(old)))]
        engine.replace_all(facts if inline else [one.without_statements() for one in facts])
    return bool(changed)
