"""Ladybug, the engine of the embedded store: one file, in process, asked in Cypher."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, NoReturn

from graph.model import StoreError, StoreLostError
from graph.schema import EDGES, NODES, PropertyType
from graph.store.answers import table_of_result, with_plain_sums
from graph.store.arrow import arrow_array
from graph.store.engine_schema import schema_statements
from graph.store.kept import Kept
from graph.store.replacing import left_behind, remove_plans, replace_plans, states
from graph.store.rows import EdgeRow, Join, Properties
from graph.store.statements import checked_statement
from graph.table import Table

if TYPE_CHECKING:
    import pyarrow as pa

    from graph.store.batch import Batch

_NODE_TYPES = {node.label: node.properties for node in NODES}
_EDGE_TYPES = {edge.name: edge.properties for edge in EDGES}
_ENDS: tuple[str, str] = ("from", "to")
_LOST = re.compile(r"^(?:IO exception|Cannot (?:read|write)|Checkpoint failed)")
"""How the engine says that its file cannot be relied on any more."""
_CHANGES = re.compile(r"\b(?:COPY|CREATE|SET|DELETE)\b")
_BULK = 5_000
"""Measures from which on a write may wait for others before it is folded into the file."""
_WAITING = 3_000_000
"""Rows, edges among them, that may wait beside a small file."""


class Engine:
    """Ladybug on a file that nobody else writes.

    It is not to be trusted with a crash: a log of it lacks the rows that were copied in, and a full disk may end the
    process. What is at stake belongs on a copy of the file, and in a process of its own.

    Parameters
    ----------
    path : Path
        The file; made with the schema in it if it is missing or empty and may be written.
    name : Path, optional
        What messages call the file.
    read_only : bool
        Open it for reading alone.
    memory : int
        Bytes of memory that it may keep pages and rows in; 0 for most of the machine's.
    expendable : bool
        Whether a write that fails may end the process: big writes are then folded into the file some at a time.

    Raises
    ------
    StoreError
        If the file is in use by a writer, or of another program.
    """

    def __init__(
        self,
        path: Path,
        name: Path | None = None,
        *,
        read_only: bool = False,
        memory: int = 0,
        expendable: bool = False,
    ) -> None:
        import ladybug

        self.file = path
        self.name = name or path
        self._read_only = read_only
        self._expendable = expendable
        self._writing = Lock()
        self._writes = 0
        self._folded = self._loose = 0
        self._left_behind: set[str] | None = None
        self._kept = Kept()
        fresh = not path.exists() or path.stat().st_size == 0
        try:
            # Only this binding copies from Arrow, and a transaction must not cross over from another one.
            self._database = ladybug.Database(
                path, read_only=read_only, backend="pybind", auto_checkpoint=False, buffer_pool_size=memory
            )
        except (RuntimeError, OSError) as error:
            self._refuse_file(error)
        try:
            self._check_schema(fresh)
            if not read_only:
                self._checkpoint()
        except BaseException:
            self.close()
            raise

    def replace(self, batch: "Batch") -> bool:
        """Put plans in the place of what was stored of them, in one transaction; whether that was anything else."""
        bulk = self._expendable and batch.tables["measures"].num_rows >= _BULK
        with self._write(bulk=bulk) as transaction:
            return replace_plans(transaction, batch, self._kept)

    def states(self, plans: Sequence[str]) -> dict[str, tuple[str | None, int]]:
        """What is held of these plans; see `graph.store.replacing.states`.

        Of a plan that is gone while its measures are there, too.
        """
        with self._transaction("BEGIN TRANSACTION READ ONLY") as transaction:
            if self._left_behind is None:
                self._left_behind = left_behind(transaction)
            gone = dict.fromkeys(self._left_behind.intersection(plans), (None, -1))
            return {**gone, **states(transaction, plans)}

    def add_plans(self, nodes: dict[str, "pa.Table"], edges: dict[Join, "pa.Table"]) -> None:
        """Add plans of which nothing is held, in one transaction; see `GraphColumns`."""
        bulk = self._expendable and nodes["Measure"].num_rows >= _BULK
        with self._write(bulk=bulk, left_behind=self._left_behind) as transaction:
            from graph.store.adding import add_plans

            add_plans(transaction, nodes, edges, self._kept)

    def remove(self, plans: Sequence[str]) -> None:
        """Delete plans by their keys, and what only they referred to, in one transaction."""
        with self._write() as transaction:
            remove_plans(transaction, plans, self._kept)

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None, *, write: bool = False) -> Table:
        """Answer one Cypher query; refused with StoreError if it would write and `write` is false."""
        cypher = checked_statement(cypher, parameters or {}, "ladybug", write=write)
        if write:
            with self._write() as transaction:
                return table_of_result(transaction.execute(cypher, parameters))
        with self._transaction("BEGIN TRANSACTION READ ONLY") as transaction:
            return table_of_result(transaction.execute(cypher, parameters))

    def arrow(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> "pa.Table":
        """Answer one reading query as Arrow columns."""
        cypher = checked_statement(cypher, parameters or {}, "ladybug", write=False)
        with self._transaction("BEGIN TRANSACTION READ ONLY") as transaction:
            result = transaction.execute(cypher, parameters)
            return with_plain_sums(result.get_as_arrow().rename_columns(result.get_column_names()))

    def close(self) -> None:
        """Let go of the file."""
        try:
            if self._loose:
                self._checkpoint()
        finally:
            self._database.close()

    @contextmanager
    def _transaction(self, begin: str) -> Iterator["_Transaction"]:
        """Open a transaction on a connection of its own: a connection holds all rows copied through it."""
        import ladybug

        connection = ladybug.Connection(self._database)
        transaction = _Transaction(connection, self.name)
        try:
            transaction.execute(begin)
            yield transaction
            transaction.execute("COMMIT")
        except BaseException:
            # After some errors the engine has ended the transaction by itself; then there is nothing to undo.
            with suppress(RuntimeError):
                connection.execute("ROLLBACK")
            raise
        finally:
            connection.close()

    @contextmanager
    def _write(self, *, bulk: bool = False, left_behind: set[str] | None = None) -> Iterator["_Transaction"]:
        """Open a transaction that writes, and fold it into the file at its end.

        A bulk is folded in when as many rows wait as the file has got, and not a few: each fold costs as much as the
        file is big.
        """
        with self._writing:
            if self._loose and not bulk:
                self._checkpoint()
            self._writes += 1
            # Whoever does not say better may leave measures behind.
            self._left_behind = left_behind
            transaction = None
            try:
                with self._transaction("BEGIN TRANSACTION") as transaction:
                    transaction.write = self._writes
                    yield transaction
                self._loose += transaction.copied
                if not bulk or self._loose >= max(self._folded, _WAITING):
                    self._checkpoint()
            except BaseException as error:
                self._kept.forget()
                if self._loose and transaction is not None and transaction.changed:
                    # What was rolled back has broken the index of keys; see `_checkpoint`.
                    self._loose = 0
                    raise StoreLostError(str(error)) from None
                raise

    def _checkpoint(self) -> None:
        """Fold the log into the file.

        A transaction that is rolled back breaks the engine's index of keys where rows it touched are still in the
        log alone; so no write begins before the last one is folded in, or it ends the engine when it fails.
        """
        import ladybug

        with ladybug.Connection(self._database) as connection:
            _Transaction(connection, self.name).execute("CHECKPOINT")
        self._folded += self._loose
        self._loose = 0

    def _check_schema(self, fresh: bool) -> None:
        with self._transaction("BEGIN TRANSACTION READ ONLY") as transaction:
            tables = {
                row[1]: transaction.columns(row[1]) for row in transaction.ask("CALL show_tables() RETURN *")
            }
        if not tables and fresh and not self._read_only:
            with self._write() as transaction:
                for statement in schema_statements():
                    transaction.execute(statement)
            return
        if not tables and fresh:
            raise self._empty()
        expected: dict[str, list[str]] = {label: list(types) for label, types in _NODE_TYPES.items()}
        expected |= {name: list(types) for name, types in _EDGE_TYPES.items()}
        for table, columns in expected.items():
            # Somebody may have added columns.
            if not set(columns) <= set(tables.get(table, ())):
                raise StoreError(
                    f"{self.name}: this is a Ladybug file, but not a graph of this version of qiantou "
                    f"(its table {table} differs); load the plans into a new file"
                )

    def _empty(self) -> StoreError:
        return StoreError(f"{self.name}: the graph is empty; load plans into it with `qiantou load PLAN`")

    def _refuse_file(self, error: Exception) -> NoReturn:
        reason = str(error)
        if "empty database" in reason:
            # It was taken away a moment ago.
            raise self._empty()
        if "set lock" in reason:
            holder = re.search(r"PID (\d+)", reason)
            by = f" by process {holder[1]}" if holder else ""
            raise StoreError(f"{self.name}: the graph is being written{by}; try again when that has ended")
        if "not a valid" in reason or "past the end" in reason:
            raise StoreError(f"{self.name}: this is no graph of qiantou, but a file of another program")
        raise StoreError(f"{self.name}: the graph cannot be opened: {_reason(error)}")


class _Transaction:
    """An open transaction of an embedded store."""

    write = 0

    def __init__(self, connection: Any, path: Path) -> None:
        self._connection = connection
        self._path = path
        self.changed = False
        self.copied = 0

    def execute(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> Any:
        self.changed |= bool(_CHANGES.search(cypher))
        try:
            return self._connection.execute(cypher, dict(parameters or {}))
        except (RuntimeError, ValueError, TypeError, OverflowError) as error:
            reason = _reason(error)
            kind = StoreLostError if _LOST.match(reason) else StoreError
            raise kind(f"{self._path}: {reason}") from None

    def columns(self, table: str) -> list[str]:
        return [row[1] for row in self.ask(f"CALL table_info('{_quoted(table)}') RETURN *")]

    def ask(self, cypher: str, **parameters: Any) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.execute(cypher, parameters).get_all()]

    def add_nodes(self, label: str, rows: Sequence[Properties]) -> None:
        if not rows:
            return
        self._check_keys(label, arrow_array([row["key"] for row in rows], "string"))
        types = _NODE_TYPES[label]
        self._copy(label, _arrow({name: [row[name] for row in rows] for name in types}, types.values()))

    def add_node_table(self, label: str, rows: "pa.Table") -> None:
        if rows.num_rows:
            self._check_keys(label, rows["key"])
            self._copy(label, rows)

    def _check_keys(self, label: str, keys: "pa.Array | pa.ChunkedArray") -> None:
        """A key that is there already would end the process in a big copy."""
        import pyarrow as pa
        import pyarrow.compute as pc

        stored = self.execute(
            f"LOAD FROM $rows MATCH (n:{label} {{key: new_key}}) RETURN new_key",
            {"rows": pa.table({"new_key": keys})},
        )
        taken = sorted(key for (key,) in stored.get_all())
        if not taken and pc.count_distinct(keys).as_py() < len(keys):
            taken = [key for key, times in Counter(keys.to_pylist()).items() if times > 1]
        if taken:
            raise StoreError(f"{self._path}: two nodes {label} would have the key {taken[0]!r}")

    def set_nodes(self, label: str, rows: Sequence[Properties]) -> None:
        if not rows:
            return
        types = _NODE_TYPES[label]
        given = _arrow({f"new_{name}": [row[name] for row in rows] for name in types}, types.values())
        sets = ", ".join(f"n.`{name}` = new_{name}" for name in types if name != "key")
        self.execute(f"LOAD FROM $rows MATCH (n:{label} {{key: new_key}}) SET {sets}", {"rows": given})

    def tied(self, label: str, keys: Sequence[str]) -> set[str]:
        """Those of the nodes that hold a value in a column, or an edge of a table, that is not of the schema."""
        found = self.ask(
            f"MATCH (n:{label})-[r]-() WHERE n.key IN $keys AND NOT label(r) IN $types RETURN DISTINCT n.key",
            keys=list(keys),
            types=sorted(_EDGE_TYPES),
        )
        added = [name for name in self.columns(label) if name not in _NODE_TYPES[label]]
        if added:
            held = " OR ".join(f"n.`{name}` IS NOT NULL" for name in added)
            found += self.ask(
                f"UNWIND $keys AS key MATCH (n:{label} {{key: key}}) WHERE {held} RETURN n.key",
                keys=list(keys),
            )
        return {key for (key,) in found}

    def set_edges(self, join: Join, rows: Sequence[EdgeRow]) -> None:
        if not rows:
            return
        types = _EDGE_TYPES[join.type]
        names = ("source", "target", *(f"new_{name}" for name in types))
        columns = dict(zip(names, zip(*rows, strict=True), strict=True))
        sets = ", ".join(f"r.`{name}` = new_{name}" for name in types)
        self.execute(
            f"LOAD FROM $rows MATCH (:{join.start} {{key: source}})-[r:{join.type}]->(:{join.end} {{key: target}}) "
            f"SET {sets}",
            {"rows": _arrow(columns, ("string", "string", *types.values()))},
        )

    def add_edges(self, join: Join, rows: Sequence[EdgeRow]) -> None:
        if not rows:
            return
        types: dict[str, PropertyType] = {**dict.fromkeys(_ENDS, "string"), **_EDGE_TYPES[join.type]}
        columns = dict(zip(types, zip(*rows, strict=True), strict=True))
        self.add_edge_table(join, _arrow(columns, types.values()))

    def add_edge_table(self, join: Join, rows: "pa.Table") -> None:
        if not rows.num_rows:
            return
        rows = rows.rename_columns([*_ENDS, *_EDGE_TYPES[join.type]])
        if not _EDGE_TYPES[join.type] and self.columns(join.type):
            # A copy cannot leave out all columns that somebody has added.
            self.execute(
                f"LOAD FROM $rows MATCH (a:{join.start} {{key: `from`}}), (b:{join.end} {{key: `to`}}) "
                f"CREATE (a)-[:{join.type}]->(b)",
                {"rows": rows},
            )
            return
        self._copy(join.type, rows, f" (from='{join.start}', to='{join.end}')")

    def _copy(self, table: str, rows: "pa.Table", options: str = "") -> None:
        self.copied += rows.num_rows
        names = ", ".join(f"`{name}`" for name in rows.column_names if name not in _ENDS)
        self.execute(f"COPY {table}{f'({names})' if names else ''} FROM $rows{options}", {"rows": rows})


def _arrow(columns: Mapping[str, Sequence[Any]], types: Iterable[PropertyType]) -> "pa.Table":
    import pyarrow as pa

    return pa.table(
        {name: arrow_array(column, type) for (name, column), type in zip(columns.items(), types, strict=True)}
    )


def _quoted(name: str) -> str:
    return name.replace("\\", "\\\\").replace("'", "\\'")


def _reason(error: Exception) -> str:
    """The engine's own words in one line, without its picture of the place."""
    return str(error).split("\n", 1)[0].removeprefix("Runtime exception: ").strip() or type(error).__name__
