"""The nodes and edges of plans as Arrow tables: straight from tables of facts, without an object a duty.

What many measures share (agencies, zones, industries) is told once a distinct mention, in the order of the last ones;
the rest is moved column by column.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import methodcaller
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph.model import Department, IndustryChain, Zone
from graph.model.dataset.tables import Tables
from graph.schema import EDGES, NODES
from graph.store.arrow import arrow_array
from graph.store.mentions import Distinct, Ints, distinct, evidence_of, without_repeats
from graph.store.ordered_facts import OrderedFacts
from graph.store.rows import DUTY_TYPES, JOINS, Join, Rows
from graph.store.tables_of_measures import goal_keys, goal_table, measure_table, plan_table, section_table

_TYPES = {node.label: node.properties for node in NODES}
_PART_OF_PLAN = Join("PART_OF", "Measure", "Plan")
_PART_OF_SECTION = Join("PART_OF", "Measure", "Measure")
_ZONE, _CHAIN, _GOAL = (Join("TARGETS", "Measure", end) for end in ("Zone", "IndustryChain", "Goal"))
_FOCUS = Join("FOCUSES_ON", "Zone", "IndustryChain")


@dataclass(frozen=True)
class GraphColumns:
    """What plans give: nodes by label, with the properties of the schema, and edges by join, their ends before them.

    The nodes are put together when they are asked for, `shared_keys` are those of the ones that several plans may know;
    `plans` are the keys of the plans, `measures` and `goals` how many each has. `plan_of` says, of the edges that measures give, the place of each one's plan.
    """

    shared_keys: dict[str, list[str]]
    plans: list[str]
    measures: Ints
    goals: Ints
    edges: dict[Join, pa.Table]
    plan_of: dict[Join, Ints]
    make_nodes: Callable[[], dict[str, pa.Table]]

    @cached_property
    def nodes(self) -> dict[str, pa.Table]:
        """The nodes, `key` first."""
        return self.make_nodes()

    def edges_by_plan(self, join: Join) -> list[int]:
        """How many edges of a join each plan gives."""
        counts: list[int] = np.bincount(self.plan_of[join], minlength=len(self.plans)).tolist()
        return counts


def graph_columns(tables: Tables, *, inline: bool = False) -> GraphColumns:
    """Lay out facts; where one plan is given twice, the last one holds.

    Parameters
    ----------
    tables : mapping
        The five tables of a data set; plans are told apart by file, source and document.
    inline : bool
        Whether the statements of running text count.

    Raises
    ------
    InputError
        If two measures have one key, or the code of an industry is none of its standard.
    """
    return _Layout(OrderedFacts.of(tables, inline=inline)).columns()


def rows_of_columns(columns: GraphColumns) -> Rows:
    """The same as rows."""
    nodes = {
        label: {row["key"]: row for row in _with_days_as_text(table).to_pylist()}
        for label, table in columns.nodes.items()
    }
    edges = {
        join: dict.fromkeys(zip(*(column.to_pylist() for column in table.columns), strict=True))
        for join, table in columns.edges.items()
    }
    return Rows(nodes, edges)


def _with_days_as_text(table: pa.Table) -> pa.Table:
    """A table with its dates as ISO text: what a query takes as parameters."""
    kinds = {pa.date32(): pa.string(), pa.list_(pa.date32()): pa.list_(pa.string())}
    return table.cast(pa.schema([(field.name, kinds.get(field.type, field.type)) for field in table.schema]))


class _Layout:
    def __init__(self, facts: OrderedFacts) -> None:
        self._facts = facts
        self._edges: dict[Join, pa.Table] = {}
        self._plan_of: dict[Join, Ints] = {}
        self._told: list[tuple[tuple[int, int, int], Callable[[Rows], None]]] = []

    def columns(self) -> GraphColumns:
        """Put the nodes and edges together."""
        facts = self._facts
        of_plan = facts.plan_keys.take(pa.array(facts.plan))
        self._join(_PART_OF_PLAN, facts.keys, of_plan, np.arange(len(facts)))
        parts, wholes = section_table(facts)
        self._join(_PART_OF_SECTION, facts.keys.take(parts), facts.keys.take(wholes), parts.to_numpy())
        self._add_duties()
        self._add_zones()
        self._add_chains()
        goals = goal_keys(facts)
        self._join_evidence(_GOAL, "goals", goals)
        self._add_focuses()
        shared = Rows()
        for _, tell in sorted(self._told, key=lambda told: told[0]):
            tell(shared)
        shared.place_chains()
        aliases = self._aliases()
        for key, department in shared.nodes["Department"].items():
            department["aliases"] = sorted(aliases[key])
        own = ("Plan", "Measure", "Goal")

        def make_nodes() -> dict[str, pa.Table]:
            nodes = {label: _shared(shared, label) for label in shared.nodes if label not in own}
            tables = {
                "Plan": plan_table(facts),
                "Measure": measure_table(facts),
                "Goal": goal_table(facts, goals),
            }
            return {**tables, **nodes}

        return GraphColumns(
            shared_keys={label: sorted(nodes) for label, nodes in shared.nodes.items() if label not in own},
            plans=facts.plan_keys.to_pylist(),
            measures=np.bincount(facts.plan, minlength=len(facts.plans)),
            goals=np.bincount(facts.plan[facts.measure_of("goals")], minlength=len(facts.plans)),
            edges={
                join: self._edges[join] if join in self._edges else _owned(shared, join) for join in JOINS
            },
            plan_of=self._plan_of,
            make_nodes=make_nodes,
        )

    def _aliases(self) -> dict[str, set[str]]:
        """The names that duties give each agency."""
        duties = self._facts.duties
        names = {"key": duties["department_key"], "name": duties["agency"]}
        found: dict[str, set[str]] = defaultdict(set)
        for one in distinct(pa.StructArray.from_arrays([*names.values()], [*names])).values:
            found[one["key"]].add(one["name"])
        return found

    def _add_duties(self) -> None:
        duties, of = self._facts.duties, self._facts.measure_of_duty
        departments = distinct(duties["department"])
        known = [msgspec.convert(value, Department) for value in departments.values]
        for one, last in zip(known, departments.last.tolist(), strict=True):
            self._tell((int(of[last]), 0, last), methodcaller("know_department", one))
        basis = self._facts.basis
        for role, type in DUTY_TYPES.items():
            mine = np.flatnonzero(pc.equal(duties["role"], str(role)).to_numpy(zero_copy_only=False))
            places = pa.array(mine)
            columns = {
                "position": duties["position"].take(places),
                "basis": basis.take(places),
                "agency": duties["agency"].take(places),
                "open": duties["open"].take(places),
                **evidence_of(duties["evidence"].take(places)),
            }
            source = duties["department_key"].take(places)
            self._join(
                Join(type, "Department", "Measure"),
                source,
                self._facts.keys.take(pa.array(of[mine])),
                of[mine],
                columns,
                repeats=(departments.codes[mine], of[mine]),
            )

    def _add_zones(self) -> None:
        zones = distinct(pc.struct_field(self._facts.targets("zones"), "zone"))
        known = [msgspec.convert(value, Zone) for value in zones.values]
        self._tell_targets("zones", 1, zones, [methodcaller("know_zone", one) for one in known])
        self._join_evidence(_ZONE, "zones", _of(zones, [one.key for one in known]), zones.codes)

    def _add_chains(self) -> None:
        chains = distinct(pc.struct_field(self._facts.targets("chains"), "chain"))
        known = [msgspec.convert(value, IndustryChain) for value in chains.values]
        self._tell_targets("chains", 2, chains, [methodcaller("know_chain", one) for one in known])
        self._join_evidence(_CHAIN, "chains", _of(chains, [one.key for one in known]), chains.codes)

    def _add_focuses(self) -> None:
        focuses, of = self._facts.targets("focuses"), self._facts.measure_of("focuses")
        zones, chains = (distinct(pc.struct_field(focuses, name)) for name in ("zone", "chain"))
        in_zones = [msgspec.convert(value, Zone) for value in zones.values]
        on_chains = [msgspec.convert(value, IndustryChain) for value in chains.values]
        self._tell_targets("focuses", 3, zones, [methodcaller("know_zone", one) for one in in_zones])
        self._tell_targets("focuses", 3, chains, [methodcaller("know_chain", one) for one in on_chains])
        plans = self._facts.plan_keys.take(pa.array(self._facts.plan[of]))
        columns = {
            "manner": pc.struct_field(focuses, "manner"),
            "plan": plans,
            **evidence_of(pc.struct_field(focuses, "evidence")),
        }
        self._join(
            _FOCUS,
            _of(zones, [one.key for one in in_zones]),
            _of(chains, [one.key for one in on_chains]),
            of,
            columns,
            repeats=(zones.codes, chains.codes),
        )

    def _tell(self, when: tuple[int, int, int], tell: Callable[[Rows], None]) -> None:
        self._told.append((when, tell))

    def _tell_targets(
        self, kind: str, stage: int, mentions: Distinct, tells: Sequence[Callable[[Rows], None]]
    ) -> None:
        of = self._facts.measure_of(kind)
        for tell, last in zip(tells, mentions.last.tolist(), strict=True):
            self._tell((int(of[last]), stage, last), tell)

    def _join_evidence(self, join: Join, kind: str, target: pa.Array, codes: Ints | None = None) -> None:
        of = self._facts.measure_of(kind)
        evidence = evidence_of(pc.struct_field(self._facts.targets(kind), "evidence"))
        repeats = None if codes is None else (of, codes)
        self._join(join, self._facts.keys.take(pa.array(of)), target, of, evidence, repeats=repeats)

    def _join(
        self,
        join: Join,
        source: pa.Array,
        target: pa.Array,
        of: Ints,
        columns: dict[str, Any] | None = None,
        *,
        repeats: tuple[Ints, Ints] | None = None,
    ) -> None:
        """Hold the edges of a join; `of` names the measure of each, `repeats` its ends by numbers."""
        rows = pa.table({"source": source, "target": target, **(columns or {})})
        if repeats is not None:
            kept = without_repeats(*repeats, rows)
            if kept is not None:
                rows, of = rows.take(pa.array(kept)), of[kept]
        self._edges[join] = rows
        self._plan_of[join] = self._facts.plan[of]


def _of(mentions: Distinct, keys: list[str]) -> pa.Array:
    """The key of each mention."""
    return pa.array(keys, pa.string()).take(pa.array(mentions.codes))


def _shared(rows: Rows, label: str) -> pa.Table:
    nodes = [rows.nodes[label][key] for key in sorted(rows.nodes[label])]
    types = _TYPES[label]
    return pa.table({name: arrow_array([node[name] for node in nodes], types[name]) for name in types})


def _owned(rows: Rows, join: Join) -> pa.Table:
    edges = sorted(rows.edges[join])
    ends = {name: [edge[place] for edge in edges] for place, name in enumerate(("source", "target"))}
    empty: dict[str, list[str]] = {name: [] for name in JOINS[join]}
    types = {edge.name: edge.properties for edge in EDGES}[join.type]
    return pa.table(
        {name: arrow_array(values, types.get(name, "string")) for name, values in {**ends, **empty}.items()}
    )
