"""What a load put into the graph, and how it is told."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph.model import Facts, Plan
from graph.schema import EDGES, NODES
from graph.store.base import Store
from graph.store.replacing import GONE
from graph.store.rows import OWNED, EdgeRow, Join
from graph.table import Table

if TYPE_CHECKING:
    from graph.store.batch import Batch

_OURS = "WHERE n.key IS NOT NULL"
_COUNTED = {"Measure": f"{_OURS} AND n.scope <> '{GONE}'"}
_UNREAD = "unread-annotation"
_OWN = ("Measure", "Plan", "Goal")


@dataclass
class Loaded:
    """What a load put into the graph.

    `nodes` and `edges` count what the plans gave, by label and type, a shared node and an edge of no plan once; `annotations` counts the
    annotation-like places found in them, `unread` those that became no fact, `statements` the sentences of running
    text that give a body a task, `diagnostics` all findings, `doubts` says what was recognised on pictures and where;
    `plans` holds the plans of each source with the number of their measures, `repeated` names the plans that came more than once, with the sources, of which the last one holds.
    """

    sources: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    plans: dict[str, list[tuple[Plan, int]]] = field(default_factory=lambda: defaultdict(list))
    shared: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    counts_of: dict[str, Counter[str]] = field(default_factory=dict)
    owned: dict[Join, set[EdgeRow]] = field(default_factory=lambda: {join: set() for join in OWNED})
    annotations: int = 0
    unread: int = 0
    statements: int = 0
    diagnostics: int = 0
    failures: int = 0
    doubts: list[str] = field(default_factory=list)

    @property
    def nodes(self) -> dict[str, int]:
        """Number of nodes by label; of a plan that came more than once, those that hold."""
        counts = {**self._counts, "Plan": len(self.counts_of)}
        return {
            node.label: counts.get(node.label, 0) if node.label in _OWN else len(self.shared[node.label])
            for node in NODES
        }

    @property
    def edges(self) -> Counter[str]:
        """Number of edges by type; of a plan that came more than once, those that hold."""
        counts = self._counts
        for join, edges in self.owned.items():
            counts[join.type] += len(edges)
        return counts

    @property
    def _counts(self) -> Counter[str]:
        """Of what is of one plan alone, by label and type."""
        counts: Counter[str] = Counter()
        for given in self.counts_of.values():
            counts.update(given)
        return counts

    @property
    def repeated(self) -> dict[str, list[str]]:
        """Keys of plans that came more than once, with their sources in the order of the input."""
        return {key: sources for key, sources in self.sources.items() if len(sources) > 1}

    @property
    def coverage(self) -> float:
        """Part of the annotation-like places that became facts, from 0 to 1; 1 where there was none."""
        return 1 - self.unread / self.annotations if self.annotations else 1.0

    def add(self, batch: "Batch") -> None:
        """Count plans that were loaded."""
        columns = batch.columns
        for label, keys in columns.shared_keys.items():
            self.shared[label].update(keys)
        own = zip(columns.plans, columns.measures.tolist(), columns.goals.tolist(), strict=True)
        counts = {plan: Counter(Measure=measures, Goal=goals) for plan, measures, goals in own}
        self.counts_of.update(counts)
        for join, edges in columns.edges.items():
            if join in self.owned:
                self.owned[join].update(tuple(row.values()) for row in edges.to_pylist())
            elif join in columns.plan_of:
                for count, given in zip(counts.values(), columns.edges_by_plan(join), strict=True):
                    count[join.type] += given
        for facts in batch.plans:
            self._add_plan(facts, counts[facts.plan.key]["Measure"])

    def _add_plan(self, facts: Facts, measures: int) -> None:
        self.sources[facts.plan.key].append(facts.plan.source)
        self.plans[facts.plan.source].append((facts.plan, measures))
        self.annotations += facts.annotations
        self.unread += sum(diagnostic.code == _UNREAD for diagnostic in facts.diagnostics)
        self.statements += facts.statements
        self.diagnostics += len(facts.diagnostics)
        self.doubts += [
            f"{found.location}: {found.message}: {found.excerpt}"
            for found in facts.diagnostics
            if found.is_of_ocr
        ]


def summary(loaded: Loaded, store: Store | None = None) -> Table:
    """Say what was loaded and, if a store is given, what its graph holds now.

    Returns
    -------
    Table
        Columns `what`, `loaded` and, with a store, `graph`: labels of nodes, measures kept as gone where there are any,
        types of edges, annotations and how many of them became facts, findings, and the coverage in per cent.
    """
    rows: list[tuple[Any, ...]] = []
    edges = loaded.edges
    for label, count in loaded.nodes.items():
        rows.append(
            (label, count, _count(store, f"MATCH (n:{label}) {_COUNTED.get(label, _OURS)} RETURN count(n)"))
        )
    gone = _count(store, f"MATCH (n:Measure) {_OURS} AND n.scope = '{GONE}' RETURN count(n)")
    if gone:
        # What somebody has tied something to, and no plan gives any more.
        rows.append(("gone measures", None, gone))
    for edge in EDGES:
        inside = sum(
            _count(
                store,
                f"MATCH (a:{start})-[r:{edge.name}]->(b:{end}) "
                "WHERE a.key IS NOT NULL AND b.key IS NOT NULL RETURN count(r)",
            )
            or 0
            for start, end in edge.ends
        )
        rows.append((edge.name, edges[edge.name] if edge.name != "CITES" else None, inside))
    rows += [
        ("annotations found", loaded.annotations, None),
        ("annotations read", loaded.annotations - loaded.unread, None),
        ("inline sentences", loaded.statements, None),
        ("coverage %", round(100 * loaded.coverage, 2), None),
        ("diagnostics", loaded.diagnostics, None),
    ]
    if store is None:
        return Table(("what", "loaded"), [row[:2] for row in rows])
    return Table(("what", "loaded", "graph"), rows)


def _count(store: Store | None, cypher: str) -> int | None:
    return None if store is None else int(store.run(cypher).rows[0][0])
