"""Reading the graph into memory, from a store or from facts.

Everything is sorted by key, so that the same graph gives the same arrays whichever store answered, and the
same numbers bit for bit. Somebody may have changed the graph by hand: a value that is missing reads as empty, an edge
to a node without a key does not count, and neither does a measure whose plan is gone.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from graph.model import Basis, Facts, Role, Scope, StoreError
from graph.model.dataset.folders import Folder
from graph.model.dataset.reading import read_batches
from graph.model.dataset.tables import PLANS_BY_KEY, Tables, tables_of_facts
from graph.network.columns import (
    BASES,
    MENTIONED,
    ROLES,
    Agencies,
    Chains,
    Committees,
    Duties,
    Focuses,
    Goals,
    Ints,
    Measures,
    Mentions,
    Plans,
    Targets,
    Zones,
)
from graph.network.gathering import gathered
from graph.network.incidence import Incidence
from graph.network.parts import EDGE_COLUMNS, NODE_COLUMNS, PLACE, Types
from graph.network.texts import LongTexts
from graph.store.base import Store
from graph.store.columns import graph_columns
from graph.store.replacing import GONE
from graph.store.rows import DUTY_TYPES, Join

_AT_ONCE = 20_000
"""Measures of a data set that are laid out at a time."""
Edges = dict[str, Any]
"""Columns of edges between two labels, their ends as places."""


def read_incidence(store: Store, *, close: bool = False) -> Incidence:
    """Read the whole graph of a store.

    Parameters
    ----------
    store : Store
        The graph.
    close : bool
        Close it as soon as all is read: of a large graph its engine holds as much memory as the rest takes.

    Raises
    ------
    StoreError
        If the store cannot be read, or holds something else than what plans are loaded as.
    """
    parts = {part: store.arrow(query) for part, query in _queries(store.engine).items()}
    if close:
        store.close()
    return _assemble(parts.pop)


def incidence_of(facts: Iterable[Facts]) -> Incidence:
    """Build the same arrays as a store would give after loading these facts, without a store."""
    return incidence_of_tables(tables_of_facts((str(number), one) for number, one in enumerate(facts)))


def incidence_of_tables(tables: Tables) -> Incidence:
    """Build the same arrays from the tables of a data set, without an object a duty."""
    return _assemble(gathered([graph_columns(tables)]).pop)


def incidence_of_dataset(folder: Folder) -> Incidence:
    """Build the same arrays from a data set, some files at a time.

    Raises
    ------
    InputError
        If it holds no facts, is damaged or of another version, or two measures have one key.
    """
    return _assemble(gathered(map(graph_columns, _batches(folder))).pop)


def _batches(folder: Folder) -> Iterator[Tables]:
    """The tables of a data set some files at a time; of a plan that is in it twice, the last one."""
    last: dict[str, tuple[str, ...]] = {}
    for tables in read_batches(folder, None, schemas={"plans": PLANS_BY_KEY}):
        last.update((key, tuple(place)) for key, *place in _rows(tables["plans"]))
    for tables in read_batches(folder, _AT_ONCE):
        holds = [last[key] == tuple(place) for key, *place in _rows(tables["plans"])]
        yield tables if all(holds) else {**tables, "plans": tables["plans"].filter(pa.array(holds))}


def _rows(plans: pa.Table) -> Iterator[tuple[str, ...]]:
    return zip(*(plans[name].to_pylist() for name in PLANS_BY_KEY.names), strict=True)


_NAMED_BY = {"ladybug": "offset(id({node}))"}
_LABELS = dict(zip(MENTIONED, ("Department", "Zone", "IndustryChain", "Goal"), strict=True))
_TEXTS = ("text", "duty")
_HELD = ("evidence", "basis")
_NAMES = ("name", "title")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_UNCOUNTED = (str(Scope.INLINE), GONE)
_EMPTY: dict[pa.DataType, Any] = {pa.string(): "", pa.int64(): 0, pa.bool_(): False}


@cache
def _queries(engine: str) -> dict[str | Join, str]:
    named = _NAMED_BY.get(engine, "{node}.key")
    queries: dict[str | Join, str] = {}
    for label, columns in NODE_COLUMNS.items():
        # What only a sentence of running text says counts in nothing; edges to what is left out are, too.
        counted = f"AND NOT coalesce(n.scope, '') IN {[*_UNCOUNTED]} " if label == "Measure" else ""
        # What has no key is of another program.
        queries[label] = f"MATCH (n:{label}) WHERE n.key IS NOT NULL {counted}RETURN " + ", ".join(
            [f"{named.format(node='n')} AS {PLACE}", *(f"n.`{name}` AS `{name}`" for name in columns)]
        )
    ends = f"{named.format(node='a')} AS source, {named.format(node='b')} AS target"
    for join, columns in EDGE_COLUMNS.items():
        extra = "".join(f", r.`{name}` AS `{name}`" for name in columns)
        pattern = f"MATCH (a:{join.start})-[r:{join.type}]->(b:{join.end}) WHERE a.key IS NOT NULL AND b.key IS NOT NULL"
        queries[join] = f"{pattern} RETURN {ends}{extra}"
    return queries


def _assemble(table: Callable[[str | Join], pa.Table]) -> Incidence:
    nodes = {label: _nodes(table(label), columns, label) for label, columns in NODE_COLUMNS.items()}
    plan = _places(nodes["Measure"]["plan"], nodes["Plan"]["key"])
    position = nodes["Measure"]["position"].to_numpy()
    order = np.lexsort((np.arange(len(plan)), position, plan))
    order = order[plan[order] >= 0]
    strays = pc.unique(nodes["Measure"]["plan"].filter(pa.array(plan < 0))).to_pylist()
    nodes["Measure"] = nodes["Measure"].take(pa.array(order))
    named = {label: rows[PLACE] for label, rows in nodes.items()}
    nodes = {label: rows.drop_columns([PLACE]) for label, rows in nodes.items()}
    edges = {join: _edges(table(join), columns, named, join) for join, columns in EDGE_COLUMNS.items()}
    duties = {role: edges[Join(type, "Department", "Measure")] for role, type in DUTY_TYPES.items()}
    targets = {
        kind: edges[Join("TARGETS", "Measure", label)]
        for kind, label in _LABELS.items()
        if label != "Department"
    }
    measures = nodes["Measure"].drop_columns(["plan", "position"])
    zone_focus = edges[Join("FOCUSES_ON", "Zone", "IndustryChain")]
    incidence = Incidence(
        agencies=Agencies(**_arrays(nodes["Department"])),
        plans=Plans(**_arrays(nodes["Plan"])),
        measures=_measures(measures, plan[order]),
        duties=_duties(duties),
        zones=Zones(**_arrays(nodes["Zone"])),
        chains=Chains(**_arrays(nodes["IndustryChain"])),
        goals=Goals(**_arrays(nodes["Goal"])),
        zone_targets=_targets(targets["zones"]),
        chain_targets=_targets(targets["chains"]),
        goal_targets=_targets(targets["goals"]),
        read_mentions=lambda: _mentions([*duties.values()], targets),
        committees=Committees(**_pairs(edges[Join("ADMINISTERS", "Department", "Zone")], "agency", "zone")),
        focuses=_focuses(zone_focus),
        strays=tuple(sorted(strays)),
    )
    # What Arrow has let go of it gives back to the system only when it is told to.
    pa.default_memory_pool().release_unused()
    return incidence.keep_measures(np.ones(len(order), dtype=np.bool_)) if strays else incidence


def _nodes(rows: pa.Table, columns: Types, label: str) -> pa.Table:
    """Nodes of a label sorted by key; the order of UTF-8 bytes is that of code points."""
    rows = _typed(rows, {**columns, PLACE: rows[PLACE].type}, label)
    rows = rows.filter(pc.not_equal(rows["key"], ""))
    for name in set(_NAMES) & set(columns):
        named = pc.if_else(pc.equal(rows[name], ""), rows["key"], rows[name])
        rows = rows.set_column(rows.column_names.index(name), name, named)
    return rows.take(pc.sort_indices(rows["key"]))


def _edges(rows: pa.Table, columns: Types, named: Mapping[str, pa.ChunkedArray], join: Join) -> Edges:
    """The edges between nodes that are there, `source` and `target` as places."""
    ends = {"source": named[join.start].type, "target": named[join.end].type}
    rows = _typed(rows, {**ends, **columns}, join.type)
    source, target = _places(rows["source"], named[join.start]), _places(rows["target"], named[join.end])
    there = (source >= 0) & (target >= 0)
    if not there.all():
        rows, source, target = rows.filter(pa.array(there)), source[there], target[there]
    # Evidence is text for pages alone, and is read out of its column when they ask; a basis becomes a number.
    plain = [name for name in columns if name not in _HELD]
    held = {name: rows[name] for name in columns if name in _HELD}
    return {**_arrays(rows.select(plain)), **held, "source": source, "target": target}


def _typed(rows: pa.Table, columns: Types, of: str) -> pa.Table:
    typed = {}
    for name, type in columns.items():
        try:
            typed[name] = rows[name].combine_chunks().cast(type)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
            raise StoreError(
                f"{of} has values of `{name}` that are no {type}: somebody changed the graph; "
                "set them right, or load its plans again"
            ) from None
        if type in _EMPTY:
            typed[name] = pc.fill_null(typed[name], _EMPTY[type])
    return pa.table(typed)


def _arrays(rows: pa.Table) -> dict[str, Any]:
    return {name: _values(rows[name]) for name in rows.column_names}


def _values(column: pa.ChunkedArray) -> NDArray[Any]:
    if pa.types.is_list(column.type):
        return _lists_of(column, bool)
    if pa.types.is_string(column.type) and column.num_chunks:
        coded = column.combine_chunks().dictionary_encode()
        # One object a text, however often it stands there.
        texts: NDArray[Any] = coded.dictionary.to_numpy(zero_copy_only=False)
        plain: NDArray[Any] = texts[coded.indices.to_numpy()]
    else:
        plain = column.to_numpy()
    return plain


def _lists_of(column: pa.ChunkedArray, kept: Callable[[str | None], bool]) -> NDArray[Any]:
    """The lists of a column as tuples of what is kept of each; most are empty, and are one object."""
    array: NDArray[Any] = np.empty(len(column), dtype=np.object_)
    array[:] = [()] * len(column)
    filled = pc.greater(pc.fill_null(pc.list_value_length(column), 0), 0)
    lists = column.filter(filled).to_pylist()
    for place, values in zip(np.flatnonzero(filled.to_numpy()).tolist(), lists, strict=True):
        array[place] = tuple(filter(kept, values))
    return array


def _dates(column: pa.ChunkedArray) -> NDArray[Any]:
    return _lists_of(column, _is_date)


def _is_date(text: str | None) -> bool:
    if not text or not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _places(values: pa.ChunkedArray, keys: pa.ChunkedArray) -> Ints:
    """Where each value stands in others, -1 where it is none of them."""
    found: Ints = pc.fill_null(pc.index_in(values, value_set=keys), -1).to_numpy().astype(np.int64)
    return found


def _pairs(edges: Mapping[str, NDArray[Any]], source: str, target: str) -> dict[str, Ints]:
    pairs = np.unique(np.stack([edges["source"], edges["target"]], axis=1), axis=0)
    return {source: pairs[:, 0], target: pairs[:, 1]}


def _measures(rows: pa.Table, plan: Ints) -> Measures:
    texts = {name: LongTexts(rows[name].combine_chunks()) for name in _TEXTS}
    return Measures(
        **{**_arrays(rows.drop_columns([*_TEXTS])), **texts, "due": _dates(rows["due"]), "plan": plan}
    )


def _targets(edges: Mapping[str, NDArray[Any]]) -> Targets:
    return Targets(**_pairs(edges, "measure", "target"))


def _focuses(edges: Mapping[str, NDArray[Any]]) -> Focuses:
    rows = sorted(set(zip(*(edges[name].tolist() for name in ("source", "target", "manner")), strict=True)))
    manners = np.array([manner for *_, manner in rows], dtype=np.object_)
    places = np.array([row[:2] for row in rows], dtype=np.int64).reshape(-1, 2)
    return Focuses(zone=places[:, 0], chain=places[:, 1], manner=manners)


def _mentions(duties: list[Edges], targets: Mapping[str, Edges]) -> Mentions:
    parts = [(MENTIONED.index("agencies"), edges, "target", "source") for edges in duties]
    parts += [(MENTIONED.index(kind), edges, "source", "target") for kind, edges in targets.items()]
    columns = {
        "measure": [edges[measure] for _, edges, measure, _ in parts],
        "kind": [np.full(len(edges["source"]), code, dtype=np.int64) for code, edges, *_ in parts],
        "node": [edges[node] for *_, edges, _, node in parts],
        **{name: [edges[name] for _, edges, *_ in parts] for name in ("start", "end")},
    }
    evidence = [edges["evidence"].cast(pa.large_string()).combine_chunks() for _, edges, *_ in parts]
    mentions = Mentions(
        **{name: np.concatenate(arrays) for name, arrays in columns.items()},
        evidence=LongTexts(pa.concat_arrays(evidence)),
    )
    order = np.lexsort((mentions.node, mentions.kind, mentions.end, mentions.start, mentions.measure))
    return mentions.take(order)


def _duties(by_role: Mapping[Role, Edges]) -> Duties:
    names = ("source", "target", "position", "open")
    edges = {name: np.concatenate([by_role[role][name] for role in ROLES]) for name in names}
    agency, measure, position, is_open = (edges[name] for name in ("source", "target", "position", "open"))
    role_code = np.repeat(np.arange(len(ROLES)), [len(by_role[role]["source"]) for role in ROLES])
    # What somebody wrote into the graph without a basis stands there as stated.
    known = pa.array([str(basis) for basis in BASES])
    coded = [pc.index_in(by_role[role]["basis"], value_set=known) for role in ROLES]
    stated = BASES.index(Basis.STATED)
    basis = np.concatenate([pc.fill_null(part, stated).to_numpy() for part in coded]).astype(np.int64)
    order = np.lexsort((~is_open, position, basis, role_code, measure, agency))
    agency, measure, role_code, basis = (part[order] for part in (agency, measure, role_code, basis))
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = (
        (agency[1:] != agency[:-1])
        | (measure[1:] != measure[:-1])
        | (role_code[1:] != role_code[:-1])
        | (basis[1:] != basis[:-1])
    )
    return Duties(
        agency=agency[first],
        measure=measure[first],
        role=role_code[first],
        basis=basis[first],
        position=position[order][first],
        open=is_open[order][first].astype(np.bool_),
    )
