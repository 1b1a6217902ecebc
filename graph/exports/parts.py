"""The whole graph as tables, one a label and one a join, for formats that hold every node and edge."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from graph.model import Role
from graph.network import Incidence
from graph.schema import EDGES, NODES, PropertyType
from graph.store.base import Store
from graph.store.in_order import StoredRow, edges_in_order, nodes_in_order
from graph.store.rows import DUTY_TYPES, JOINS, Join


@dataclass(frozen=True, slots=True)
class Part:
    """Nodes of one label (the key first), or edges of one join (the keys of both ends first), sorted.

    `name` is the label, or the edge's type; where the type joins several, with the label of its end, or of its start
    where that tells them apart.
    """

    name: str
    columns: Mapping[str, PropertyType]
    rows: list[StoredRow]
    join: Join | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """Every node and edge of a graph, or of the part of it that was asked for."""

    nodes: tuple[Part, ...]
    edges: tuple[Part, ...]


def read_whole(
    store: Store,
    incidence: Incidence,
    attributes: Mapping[str, Mapping[str, Any]],
    *,
    narrowed: bool = False,
    roles: Collection[Role] = (),
) -> Whole:
    """Read the graph of a store, its departments with the attributes of exports.

    Parameters
    ----------
    store : Store
    incidence : Incidence
        The same graph in memory, or the part of it that was asked for.
    attributes : mapping of key to mapping
        What is said of each agency beside its properties; see `agency_attributes`.
    narrowed : bool
        Whether only what the incidence holds is asked for; edges stay where both ends do.
    roles : collection of Role
        Only duties of these roles; empty for all.
    """
    kept = _keys(incidence) if narrowed else None
    nodes = []
    for node in NODES:
        rows = list(nodes_in_order(store, node))
        if kept is not None:
            rows = [row for row in rows if row[0] in kept[node.label]]
        part = Part(node.label, node.properties, rows)
        nodes.append(_described(part, attributes) if node.label == "Department" else part)
    keys = {part.name: {row[0] for row in part.rows} for part in nodes}
    types = {edge.name: edge for edge in EDGES}
    left_out = {DUTY_TYPES[role] for role in Role if roles and role not in roles}
    edges = []
    for join in sorted(JOINS):
        rows = [] if join.type in left_out else list(edges_in_order(store, join))
        rows = [row for row in rows if row[0] in keys[join.start] and row[1] in keys[join.end]]
        ends: dict[str, PropertyType] = {"source": "string", "target": "string"}
        edges.append(Part(_name(join), {**ends, **types[join.type].properties}, rows, join))
    return Whole(tuple(nodes), tuple(edges))


def _name(join: Join) -> str:
    ends = next(edge.ends for edge in EDGES if edge.name == join.type)
    if len(ends) == 1:
        return join.type
    told_by_end = len({end for _, end in ends}) == len(ends)
    return f"{join.type}_{join.end if told_by_end else join.start}"


def _keys(incidence: Incidence) -> dict[str, set[str]]:
    return {
        "Department": set(incidence.agencies.key),
        "Plan": set(incidence.plans.key),
        "Measure": set(incidence.measures.key),
        "Zone": set(incidence.zones.key),
        "IndustryChain": set(incidence.chains.key),
        "IndustryClass": {one.key for lineage in incidence.chains.lineage for one in lineage},
        "Goal": set(incidence.goals.key),
    }


def _described(part: Part, attributes: Mapping[str, Mapping[str, Any]]) -> Part:
    """The departments with their attributes; those that the schema holds already stay as they are."""
    kinds: dict[type, PropertyType] = {int: "integer", float: "number", bool: "boolean", str: "string"}
    added: dict[str, PropertyType] = {}
    for known in attributes.values():
        added |= {name: kinds[type(value)] for name, value in known.items() if name not in part.columns}
    rows = []
    for row in part.rows:
        known = attributes.get(row[0], {})
        rows.append((*row, *(known.get(name) for name in added)))
    return Part(part.name, {**part.columns, **added}, rows)
