"""Agencies, measures and the duties between them as arrays: what every analysis reads.

Everything is sorted by key, so that the same graph gives the same arrays whichever store answered, and the
same numbers bit for bit.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from graph.model import Basis, Facts, InputError, Role
from graph.store.base import Store
from graph.store.rows import DUTY_TYPES, JOINS, Join, Rows, duty_agencies, rows_of

Strings = NDArray[np.object_]
Lists = NDArray[np.object_]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

ROLES = tuple(Role)
"""The role that each code in `Duties.role` stands for."""
BASES = tuple(Basis)
"""The basis that each code in `Duties.basis` stands for."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Agencies:
    """The departments, sorted by key; one array a property. `aliases` holds a tuple of names each."""

    key: Strings
    name: Strings
    jurisdiction: Strings
    level: Strings
    kind: Strings
    line: Strings
    collective: Bools
    aliases: Lists


@dataclass(frozen=True, kw_only=True, eq=False)
class Plans:
    """The plans, sorted by key."""

    key: Strings
    title: Strings
    jurisdiction: Strings
    date: Strings


@dataclass(frozen=True, kw_only=True, eq=False)
class Measures:
    """The measures in the order of their plans and, within one, of its text.

    `plan` is a place in `Plans`; `deadlines` (as written), `due` (ISO dates) and `persons` hold tuples of
    text; `duty` is the annotation and `text` what it covers.
    """

    key: Strings
    plan: Ints
    path: Strings
    heading: Strings
    scope: Strings
    text: Strings
    duty: Strings
    deadlines: Lists
    due: Lists
    persons: Lists


@dataclass(frozen=True, kw_only=True, eq=False)
class Duties:
    """Who has which role in which measure, sorted by agency, measure, role and basis, each once.

    `agency` and `measure` are places in `Agencies` and `Measures`, `role` in `ROLES`, `basis` in `BASES`;
    `position` counts from 1 in the list of the role, `open` says that the list ends in 等.
    """

    agency: Ints
    measure: Ints
    role: Ints
    basis: Ints
    position: Ints
    open: Bools


@dataclass(frozen=True, kw_only=True, eq=False)
class Zones:
    """The zones, sorted by key."""

    key: Strings
    name: Strings
    jurisdiction: Strings
    kind: Strings


@dataclass(frozen=True, kw_only=True, eq=False)
class Chains:
    """The industry chains, sorted by key."""

    key: Strings
    name: Strings


@dataclass(frozen=True, kw_only=True, eq=False)
class Goals:
    """The numeric targets, sorted by key."""

    key: Strings
    indicator: Strings
    value: Strings
    unit: Strings


@dataclass(frozen=True, kw_only=True, eq=False)
class Targets:
    """Which measure acts on which zone, chain or goal, sorted, each pair once."""

    measure: Ints
    target: Ints


@dataclass(frozen=True, kw_only=True, eq=False)
class Incidence:
    """A graph of plans as arrays; see the classes of its parts.

    Take it from a store with `read_incidence` or from facts with `incidence_of`; narrow it with `select`.
    """

    agencies: Agencies
    plans: Plans
    measures: Measures
    duties: Duties
    zones: Zones
    chains: Chains
    goals: Goals
    zone_targets: Targets
    chain_targets: Targets
    goal_targets: Targets

    @cached_property
    def section(self) -> Ints:
        """Of each measure, the number of its plan's top section, counted over all plans."""
        places: dict[tuple[int, str], int] = {}
        pairs = zip(self.measures.plan.tolist(), self.measures.path, strict=True)
        return np.array(
            [places.setdefault((plan, path.split("/", 1)[0]), len(places)) for plan, path in pairs],
            dtype=np.int64,
        )

    def select(
        self,
        *,
        plans: Sequence[str] = (),
        jurisdictions: Sequence[str] = (),
        roles: Sequence[Role] = (),
        collectives: bool = True,
    ) -> "Incidence":
        """Narrow the graph to some plans, places and roles.

        Parameters
        ----------
        plans : sequence of str
            Keys of plans or parts of their titles; empty for all.
        jurisdictions : sequence of str
            Full names of places; only agencies of these. Empty for all.
        roles : sequence of Role
            Only duties of these roles; empty for all.
        collectives : bool
            Whether collective actors (各县区政府, 市直有关部门) count as agencies.

        Returns
        -------
        Incidence
            The chosen plans with all their measures, also those that no duty is left of; only the agencies,
            zones, chains and goals that these measures name.

        Raises
        ------
        InputError
            If no plan or no agency answers to a name that was given.
        """
        chosen = self._chosen_plans(plans)
        measures = chosen[self.measures.plan]
        agencies = self._chosen_places(jurisdictions)
        if not collectives:
            agencies = agencies & ~self.agencies.collective
        duties = measures[self.duties.measure] & agencies[self.duties.agency]
        if roles:
            duties &= np.isin(self.duties.role, [ROLES.index(role) for role in roles])
        return self._keep(chosen, measures, duties)

    def keep_duties(self, duties: Bools) -> "Incidence":
        """Keep some of the duties, and the agencies that these are of; all measures stay."""
        plans, measures = (np.ones(len(part.key), dtype=np.bool_) for part in (self.plans, self.measures))
        return self._keep(plans, measures, duties)

    def _chosen_plans(self, wanted: Sequence[str]) -> Bools:
        if not wanted:
            return np.ones(len(self.plans.key), dtype=np.bool_)
        chosen = np.zeros(len(self.plans.key), dtype=np.bool_)
        for text in wanted:
            found = self.plans.key == text
            if not found.any():
                found = np.array([text in title for title in self.plans.title], dtype=np.bool_)
            if not found.any():
                raise InputError(f"no plan of the graph has “{text}” in its title{_listed(self.plans.title)}")
            chosen |= found
        return chosen

    def _chosen_places(self, wanted: Sequence[str]) -> Bools:
        if not wanted:
            return np.ones(len(self.agencies.key), dtype=np.bool_)
        for place in wanted:
            if not (self.agencies.jurisdiction == place).any():
                known = sorted(set(self.agencies.jurisdiction) - {""})
                raise InputError(f"no agency of the graph is of “{place}”{_listed(known)}")
        return np.isin(self.agencies.jurisdiction, list(wanted))

    def _keep(self, plan: Bools, measure: Bools, duty: Bools) -> "Incidence":
        duties = _taken(self.duties, np.flatnonzero(duty))
        agency = np.zeros(len(self.agencies.key), dtype=np.bool_)
        agency[duties.agency] = True
        new_measure = np.cumsum(measure) - 1
        measures = _taken(self.measures, np.flatnonzero(measure))
        parts: dict[str, Any] = {}
        for name, nodes in (("zone", self.zones), ("chain", self.chains), ("goal", self.goals)):
            links: Targets = getattr(self, f"{name}_targets")
            kept = _taken(links, np.flatnonzero(measure[links.measure]))
            there = np.zeros(len(nodes.key), dtype=np.bool_)
            there[kept.target] = True
            parts[f"{name}s"] = _taken(nodes, np.flatnonzero(there))
            parts[f"{name}_targets"] = Targets(
                measure=new_measure[kept.measure], target=(np.cumsum(there) - 1)[kept.target]
            )
        return Incidence(
            agencies=_taken(self.agencies, np.flatnonzero(agency)),
            plans=_taken(self.plans, np.flatnonzero(plan)),
            measures=replace(measures, plan=(np.cumsum(plan) - 1)[measures.plan]),
            duties=replace(
                duties, agency=(np.cumsum(agency) - 1)[duties.agency], measure=new_measure[duties.measure]
            ),
            **parts,
        )


Part = TypeVar("Part", bound=Agencies | Plans | Measures | Duties | Zones | Chains | Goals | Targets)


def _taken(part: Part, places: Ints) -> Part:
    taken = {field.name: getattr(part, field.name)[places] for field in fields(part)}
    return replace(part, **taken)


def _listed(names: Iterable[str]) -> str:
    shown = list(names)
    more = f" and {len(shown) - 8} more" if len(shown) > 8 else ""
    return f"; it holds {', '.join(shown[:8])}{more}" if shown else "; it holds none"


def read_incidence(store: Store) -> Incidence:
    """Read the whole graph of a store.

    Raises
    ------
    StoreError
        If the store cannot be read.
    """
    return _assemble(lambda part: store.arrow(_QUERIES[part]))


def incidence_of(facts: Iterable[Facts]) -> Incidence:
    """Build the same arrays as a store would give after loading these facts, without a store."""
    rows = rows_of(list(facts))
    return _assemble(lambda part: _table_of(rows, part))


_COLUMNS: dict[str, dict[str, pa.DataType]] = {
    "Department": {
        **dict.fromkeys(("key", "name", "jurisdiction", "level", "kind", "line"), pa.string()),
        "collective": pa.bool_(),
        "aliases": pa.list_(pa.string()),
    },
    "Plan": dict.fromkeys(("key", "title", "jurisdiction", "date"), pa.string()),
    "Measure": {
        **dict.fromkeys(("key", "plan", "path", "heading", "scope", "text", "duty"), pa.string()),
        "position": pa.int64(),
        **dict.fromkeys(("deadlines", "due", "persons"), pa.list_(pa.string())),
    },
    "Zone": dict.fromkeys(("key", "name", "jurisdiction", "kind"), pa.string()),
    "IndustryChain": dict.fromkeys(("key", "name"), pa.string()),
    "Goal": dict.fromkeys(("key", "indicator", "value", "unit"), pa.string()),
}
_DUTY_COLUMNS = {"basis": pa.string(), "position": pa.int64(), "open": pa.bool_()}
_JOINS = {type: Join(type, "Department", "Measure") for type in DUTY_TYPES.values()} | {
    label: Join("TARGETS", "Measure", label) for label in ("Zone", "IndustryChain", "Goal")
}


def _queries() -> dict[str | Join, str]:
    queries: dict[str | Join, str] = {}
    for label, columns in _COLUMNS.items():
        queries[label] = f"MATCH (n:{label}) RETURN " + ", ".join(f"n.{name} AS {name}" for name in columns)
    for join in _JOINS.values():
        extra = "".join(f", r.{name} AS {name}" for name in _DUTY_COLUMNS) if join.type != "TARGETS" else ""
        pattern = f"MATCH (a:{join.start})-[r:{join.type}]->(b:{join.end})"
        queries[join] = f"{pattern} RETURN a.key AS source, b.key AS target{extra}"
    return queries


_QUERIES = _queries()


def _table_of(rows: Rows, part: str | Join) -> pa.Table:
    if isinstance(part, Join):
        names = ("source", "target", *JOINS[part])
        return pa.table({name: [row[place] for row in rows.edges[part]] for place, name in enumerate(names)})
    nodes: list[dict[str, Any]] = [rows.nodes[part][key] for key in sorted(rows.nodes[part])]
    if part == "Department":
        seen: dict[str, set[str]] = {}
        for key, name in duty_agencies(rows):
            seen.setdefault(key, set()).add(name)
        nodes = [{**node, "aliases": sorted(seen.get(node["key"], ()))} for node in nodes]
    return pa.table({name: [node[name] for node in nodes] for name in _COLUMNS[part]})


def _assemble(table: Callable[[str | Join], pa.Table]) -> Incidence:
    nodes = {label: _ordered(table(label), columns) for label, columns in _COLUMNS.items()}
    plans = nodes["Plan"]
    measures = nodes["Measure"]
    plan = _places(measures["plan"], plans["key"])
    order = np.lexsort((np.arange(len(plan)), measures["position"].to_numpy(), plan))
    measures = measures.take(pa.array(order))
    keys = {label: rows["key"] for label, rows in nodes.items()} | {"Measure": measures["key"]}
    texts = {
        name: _values(measures[name]) for name in _COLUMNS["Measure"] if name not in ("plan", "position")
    }
    links = {
        label: _targets(table(join), keys["Measure"], keys[label])
        for label, join in _JOINS.items()
        if join.type == "TARGETS"
    }
    return Incidence(
        agencies=Agencies(**_arrays(nodes["Department"])),
        plans=Plans(**_arrays(plans)),
        measures=Measures(plan=plan[order], **texts),
        duties=_duties(
            {role: table(_JOINS[type]) for role, type in DUTY_TYPES.items()},
            keys["Department"],
            keys["Measure"],
        ),
        zones=Zones(**_arrays(nodes["Zone"])),
        chains=Chains(**_arrays(nodes["IndustryChain"])),
        goals=Goals(**_arrays(nodes["Goal"])),
        zone_targets=links["Zone"],
        chain_targets=links["IndustryChain"],
        goal_targets=links["Goal"],
    )


def _ordered(rows: pa.Table, columns: Mapping[str, pa.DataType]) -> pa.Table:
    """Sort by key; the order of UTF-8 bytes is that of code points."""
    rows = _typed(rows, columns)
    return rows.take(pc.sort_indices(rows["key"]))


def _typed(rows: pa.Table, columns: Mapping[str, pa.DataType]) -> pa.Table:
    return pa.table({name: rows[name].combine_chunks().cast(type) for name, type in columns.items()})


def _arrays(rows: pa.Table) -> dict[str, Any]:
    return {name: _values(rows[name]) for name in rows.column_names}


def _values(column: pa.ChunkedArray) -> NDArray[Any]:
    if not pa.types.is_list(column.type):
        plain: NDArray[Any] = column.to_numpy()
        return plain
    values: NDArray[Any] = np.empty(len(column), dtype=np.object_)
    values[:] = [tuple(value) for value in column.to_pylist()]
    return values


def _places(values: pa.ChunkedArray, keys: pa.ChunkedArray) -> Ints:
    found: Ints = pc.index_in(values, value_set=keys).to_numpy().astype(np.int64)
    return found


def _targets(rows: pa.Table, measures: pa.ChunkedArray, targets: pa.ChunkedArray) -> Targets:
    rows = _typed(rows, {"source": pa.string(), "target": pa.string()})
    pairs = np.unique(
        np.stack([_places(rows["source"], measures), _places(rows["target"], targets)], axis=1), axis=0
    )
    return Targets(measure=pairs[:, 0], target=pairs[:, 1])


def _duties(by_role: Mapping[Role, pa.Table], agencies: pa.ChunkedArray, measures: pa.ChunkedArray) -> Duties:
    basis_names = pa.array([str(basis) for basis in BASES])
    columns: list[list[NDArray[Any]]] = [[] for _ in range(6)]
    for code, role in enumerate(ROLES):
        rows = _typed(by_role[role], {"source": pa.string(), "target": pa.string(), **_DUTY_COLUMNS})
        parts = (
            _places(rows["source"], agencies),
            _places(rows["target"], measures),
            np.full(len(rows), code, dtype=np.int64),
            _places(rows["basis"], basis_names),
            rows["position"].to_numpy(),
            rows["open"].to_numpy(),
        )
        for column, part in zip(columns, parts, strict=True):
            column.append(part)
    agency, measure, role_code, basis, position, is_open = (np.concatenate(column) for column in columns)
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
