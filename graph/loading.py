"""Loading plans and files of facts into a graph, and what came of it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.model import Facts, InputError, Ocr, Plan, QiantouError, StoreLostError
from graph.model.dataset.mark import is_dataset
from graph.model.lines import from_lines
from graph.model.names import shown
from graph.model.troubles import file_error
from graph.schema import EDGES, NODES
from graph.store.base import Store, batches
from graph.store.embedded import EmbeddedStore
from graph.store.replacing import GONE
from graph.store.rows import OWNED, EdgeRow, Join, rows_of
from graph.table import Table

if TYPE_CHECKING:
    from graph.model.dataset.tables import Tables
    from graph.store.columns import Columns

OnError = Callable[[QiantouError], None]
OnProgress = Callable[[int, int], None]
OnSkip = Callable[[str], None]
OnPage = Callable[[str, int, int], None]

_OURS = "WHERE n.key IS NOT NULL"
_COUNTED = {"Measure": f"{_OURS} AND n.scope <> '{GONE}'"}
_SHOWN_ERRORS = 10
_UNREAD = "unread-annotation"


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
    keys: dict[str, set[str]] = field(default_factory=lambda: {node.label: set() for node in NODES})
    edges_of: dict[str, Counter[str]] = field(default_factory=dict)
    owned: dict[Join, set[EdgeRow]] = field(default_factory=lambda: {join: set() for join in OWNED})
    annotations: int = 0
    unread: int = 0
    statements: int = 0
    diagnostics: int = 0
    failures: int = 0
    doubts: list[str] = field(default_factory=list)

    @property
    def nodes(self) -> dict[str, int]:
        """Number of nodes by label."""
        return {label: len(keys) for label, keys in self.keys.items()}

    @property
    def edges(self) -> Counter[str]:
        """Number of edges by type; of a plan that came more than once, those that hold."""
        counts = sum(self.edges_of.values(), Counter[str]())
        for join, edges in self.owned.items():
            counts[join.type] += len(edges)
        return counts

    @property
    def repeated(self) -> dict[str, list[str]]:
        """Keys of plans that came more than once, with their sources in the order of the input."""
        return {key: sources for key, sources in self.sources.items() if len(sources) > 1}

    @property
    def coverage(self) -> float:
        """Part of the annotation-like places that became facts, from 0 to 1; 1 where there was none."""
        return 1 - self.unread / self.annotations if self.annotations else 1.0

    def add(self, facts: Facts) -> None:
        """Count one plan that was loaded."""
        rows = rows_of([facts])
        for label, nodes in rows.nodes.items():
            self.keys[label].update(nodes)
        counts = self.edges_of[facts.plan.key] = Counter[str]()
        for join, edges in rows.edges.items():
            if join in self.owned:
                self.owned[join].update(edges)
            else:
                counts[join.type] += len(edges)
        self._add_plan(facts, len(facts.measures))

    def add_tables(self, tables: "Tables", columns: "Columns") -> None:
        """Count the plans of tables that were loaded, laid out as these columns."""
        from graph.model.dataset.tables import facts_of_tables

        for label, keys in columns.keys.items():
            self.keys[label].update(keys.to_pylist())
        counts = {plan: Counter[str]() for plan in columns.plans}
        self.edges_of.update(counts)
        for join, edges in columns.edges.items():
            if join in self.owned:
                self.owned[join].update(tuple(row.values()) for row in edges.to_pylist())
            elif join in columns.plan_of:
                for count, given in zip(counts.values(), columns.edges_by_plan(join), strict=True):
                    count[join.type] += given
        measures = dict(zip(columns.plans, columns.measures.tolist(), strict=True))
        nothing = {name: tables[name].slice(0, 0) for name in ("measures", "duties", "targets")}
        for _, facts in facts_of_tables({**tables, **nothing}):
            self._add_plan(facts, measures[facts.plan.key])

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


def load_plans(
    store: Store,
    paths: Sequence[Path | str],
    *,
    jobs: int | None = None,
    decisions: Path | None = None,
    inline: bool = False,
    ocr: str = Ocr.AUTO,
    on_error: OnError | None = None,
    on_progress: OnProgress | None = None,
    on_skip: OnSkip | None = None,
    on_page: OnPage | None = None,
) -> Loaded:
    """Load plans, archives and folders of them, and facts (.jsonl files and data sets) into a graph.

    Plans that are new to the graph are written many in one transaction; one that cannot be written does not keep
    the others out.

    Parameters
    ----------
    store : Store
        The graph, open for writing.
    paths : sequence of Path or str
        What to load, in this order; texts are URLs of data sets.
    jobs : int, optional
        Processes to read plans with; by default as many as pay.
    decisions : Path, optional
        A file of human decisions on the identity of agencies.
    inline : bool
        Load the statements of running text, too.
    ocr : str
        Of which pages characters are recognised: auto, those without usable text; never; always.
    on_error : callable, optional
        Called with each error; what is good beside it is loaded all the same. Without it the first is raised.
    on_progress : callable, optional
        Called with the number of files read and the number of all files.
    on_skip : callable, optional
        Called with each file, or part of one, that is no plan, and why.
    on_page : callable, optional
        Called with the name of a file, the number of a page of it that was recognised, and how many it has.

    Raises
    ------
    StoreLostError
        If the store takes nothing any more.
    QiantouError
        Without `on_error`, the first thing that could not be read or written.
    """
    loaded = Loaded()

    def fail(error: QiantouError) -> None:
        loaded.failures += 1
        if on_error is None:
            raise error
        on_error(error)

    for as_tables, group in groupby(paths, key=lambda path: decisions is None and _has_tables(store, path)):
        if as_tables:
            _load_datasets(store, group, loaded, fail, inline=inline)
            continue
        read = _read(
            [*group], jobs, decisions, fail, on_progress, on_skip, inline=inline, ocr=ocr, on_page=on_page
        )
        for batch in batches(read, store.measures_at_once):
            _load_batch(store, batch, loaded, fail)
    return loaded


def _has_tables(store: Store, path: Path | str) -> bool:
    return isinstance(store, EmbeddedStore) and _reader_of_facts(path) is _read_dataset


def _load_datasets(
    store: Store, folders: Iterable[Path | str], loaded: Loaded, fail: OnError, *, inline: bool
) -> None:
    """Load data sets table by table; what cannot be written so is tried plan by plan."""
    from msgspec import ValidationError

    from graph.model.dataset.folders import open_folder
    from graph.model.dataset.reading import read_batches
    from graph.model.dataset.tables import facts_of_tables
    from graph.store.columns import columns_of

    assert isinstance(store, EmbeddedStore)
    for path in folders:
        try:
            for tables in read_batches(open_folder(path), store.measures_at_once, on_error=fail):
                try:
                    columns = columns_of(tables, inline=inline)
                    store.replace_tables(tables, columns, inline=inline)
                except StoreLostError:
                    raise
                except QiantouError:
                    plans = (facts for _, facts in facts_of_tables(tables))
                    counted = [facts if inline else facts.without_statements() for facts in plans]
                    _load_batch(store, counted, loaded, fail)
                else:
                    loaded.add_tables(tables, columns)
        except ValidationError as error:
            fail(InputError(f"damaged: {error}; write it anew with `qiantou extract`", file=shown(path)))
        except InputError as error:
            fail(error)


def _load_batch(store: Store, batch: Sequence[Facts], loaded: Loaded, fail: OnError) -> None:
    try:
        for facts in _replace(store, batch, fail):
            loaded.add(facts)
    except StoreLostError as error:
        if store.engine == "ladybug":
            raise
        raise StoreLostError(f"{error}; {len(loaded.sources)} plans were loaded before") from None


def _replace(store: Store, batch: Sequence[Facts], fail: OnError) -> Iterator[Facts]:
    """Write the plans of a batch, and yield those that were; halves of it where one cannot be written."""
    try:
        store.replace_all(batch)
    except StoreLostError:
        raise
    except QiantouError as error:
        if len(batch) == 1:
            fail(error)
            return
        middle = len(batch) // 2
        yield from _replace(store, batch[:middle], fail)
        yield from _replace(store, batch[middle:], fail)
    else:
        yield from batch


def summary(loaded: Loaded, store: Store | None = None) -> Table:
    """Say what was loaded and, if a store is given, what its graph holds now.

    Returns
    -------
    Table
        Columns `what`, `loaded` and, with a store, `graph`: labels of nodes, measures kept as gone where there are any,
        types of edges, annotations and how many of them became facts, findings, and the coverage in per cent.
    """
    rows: list[tuple[Any, ...]] = []
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
        rows.append((edge.name, loaded.edges[edge.name] if edge.name != "CITES" else None, inside))
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


def _read(
    paths: Sequence[Path | str],
    jobs: int | None,
    decisions: Path | None,
    fail: OnError,
    on_progress: OnProgress | None,
    on_skip: OnSkip | None,
    *,
    inline: bool,
    ocr: str,
    on_page: OnPage | None,
) -> Iterator[Facts]:
    for read, group in groupby(paths, key=_reader_of_facts):
        if read is not None:
            plans = (
                facts if inline else facts.without_statements()
                for path in group
                for facts in read(path, fail)
            )
            yield from plans if decisions is None else _judged(plans, decisions)
            continue
        (reader,) = entry_points(group="qiantou.readers", name="plans")
        options: dict[str, Any] = {} if decisions is None else {"decisions": decisions}
        if inline:
            options["inline"] = True
        if ocr != Ocr.AUTO:
            options["ocr"] = ocr
        if on_page is not None:
            options["on_page"] = on_page
        yield from reader.load()(
            list(group), jobs=jobs, on_error=fail, on_progress=on_progress, on_skip=on_skip, **options
        )


def _reader_of_facts(path: Path | str) -> Callable[[Any, OnError], Iterator[Facts]] | None:
    """What reads facts that were written before; None for plans."""
    if isinstance(path, str):
        return _read_dataset
    if path.suffix.lower() == ".jsonl":
        return _read_facts
    return _read_dataset if is_dataset(path) else None


def _read_dataset(path: Path | str, fail: OnError) -> Iterator[Facts]:
    from graph.model.dataset.folders import open_folder
    from graph.model.dataset.reading import read_dataset

    try:
        yield from read_dataset(open_folder(path), on_error=fail)
    except InputError as error:
        fail(error)


def _judged(plans: Iterable[Facts], decisions: Path) -> Iterator[Facts]:
    """Facts with the human decisions applied that were made after they were written."""
    (judge,) = entry_points(group="qiantou.judges", name="decisions")
    yield from judge.load()(plans, decisions)


def _read_facts(path: Path, fail: OnError) -> Iterator[Facts]:
    errors: list[InputError] = []
    found = False
    try:
        with path.open("rb") as lines:
            for facts in from_lines(lines, file=shown(path), on_error=errors.append):
                found = True
                yield facts
    except OSError as error:
        fail(file_error(error, path, doing="read"))
        return
    # A file without any fact is one mistake, not one a line.
    first = errors[: _SHOWN_ERRORS if found else 1]
    for mistake in first:
        fail(mistake)
    if found and len(errors) > len(first):
        fail(InputError(f"{len(errors) - len(first)} more of its lines cannot be used", file=shown(path)))
    if not errors and not found:
        fail(InputError("holds no facts; write some with `qiantou extract`", file=shown(path)))
