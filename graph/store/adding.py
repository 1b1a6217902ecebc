"""How plans that are new to a graph are put into it column by column, as they come from tables of facts."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from graph.store.kept import Kept, Known
from graph.store.replacing import (
    citing_plan,
    keys_there,
    known_of,
    replace_owned,
    update_citations,
    write_departments,
    write_shared,
)
from graph.store.rows import OWNED, Join, Rows
from graph.store.settling import PLANNED
from graph.store.transaction import Transaction

if TYPE_CHECKING:
    import pyarrow as pa

_SHARED = ("Zone", "IndustryChain", "IndustryClass")


class BulkTransaction(Transaction, Protocol):
    """A transaction that takes whole tables, too."""

    def add_node_table(self, label: str, rows: "pa.Table") -> None:
        """Add nodes whose keys are not in the graph."""
        ...

    def add_edge_table(self, join: Join, rows: "pa.Table") -> None:
        """Add edges between nodes that are in the graph."""
        ...


def add_plans(
    transaction: BulkTransaction,
    nodes: Mapping[str, "pa.Table"],
    edges: Mapping[Join, "pa.Table"],
    kept: Kept,
) -> None:
    """Add plans of which nothing is in the graph, and what they share with those that are."""
    known = known_of(transaction, kept)
    shared = Rows()
    for label in ("Department", *_SHARED):
        for row in nodes[label].to_pylist():
            shared.nodes[label][row["key"]] = row
    for join in OWNED:
        shared.edges[join] = dict.fromkeys(tuple(row.values()) for row in edges[join].to_pylist())
    write_departments(transaction, shared.nodes["Department"], set(), known)
    for label in _SHARED:
        write_shared(transaction, label, shared.nodes[label], known)
    for label in ("Plan", "Measure"):
        transaction.add_node_table(label, nodes[label])
    _add_goals(transaction, nodes["Goal"], known)
    for join in OWNED:
        replace_owned(transaction, shared, join, known)
    for join in PLANNED:
        transaction.add_edge_table(join, edges[join])
    update_citations(transaction, known, [citing_plan(row) for row in nodes["Plan"].to_pylist()])
    kept.give_back(transaction.write, known)


def _add_goals(transaction: BulkTransaction, goals: "pa.Table", known: Known) -> None:
    """Add goals; somebody may have deleted their plan and its measures, but not them."""
    keys = goals["key"].to_pylist()
    there = set() if known.whole else keys_there(transaction, "Goal", keys)
    if there:
        left = [key in there for key in keys]
        transaction.set_nodes("Goal", goals.filter(left).to_pylist())
        goals = goals.filter([not held for held in left])
    transaction.add_node_table("Goal", goals)
