"""The embedded store: one file, in process, kept by Ladybug."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any, NoReturn, Self

from graph.model import Facts, StoreError
from graph.schema import EDGES, NODES, PropertyType
from graph.store.replacing import replace_plans
from graph.store.rows import EdgeRow, Join, Properties, rows_of
from graph.store.statements import check_statement
from graph.store.values import plain, record
from graph.table import Table

if TYPE_CHECKING:
    import pyarrow as pa

_COLUMN_TYPES: dict[PropertyType, str] = {
    "string": "STRING",
    "integer": "INT64",
    "boolean": "BOOL",
    "strings": "STRING[]",
}
_NODE_TYPES = {node.label: node.properties for node in NODES}
_EDGE_TYPES = {edge.name: edge.properties for edge in EDGES}
_NEEDS_READING = re.compile(
    r"\b(?:NODE|REL|RECURSIVE_REL|UNION|MAP|STRUCT|DATE|TIMESTAMP\w*|INTERVAL|UUID|U?INT128|DECIMAL)\b"
)
"""Types of columns whose values Arrow would not give as plain ones."""


class EmbeddedStore:
    """A graph in one file; several may read it, one may write it.

    Parameters
    ----------
    path : Path
        The file; made with the schema in it if it is missing and may be written. ``:memory:`` keeps a graph of its
        own in memory, gone when it is closed.
    read_only : bool
        Open it for reading alone.

    Raises
    ------
    StoreError
        If the file is missing (read only), in use by a writer, or of another program.
    """

    engine = "ladybug"

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        import ladybug

        self._path = path
        self._read_only = read_only
        self._lock = Lock()
        if read_only and not path.exists():
            raise StoreError(
                f"{path}: there is no graph here; make it with `qiantou load PLAN`, or name one by --graph"
            )
        fresh = not path.exists() or path.stat().st_size == 0
        try:
            self._database = ladybug.Database(path, read_only=read_only)
            self._connection = ladybug.Connection(self._database)
            self._connection.init_connection()
        except (RuntimeError, OSError) as error:
            self._refuse_file(error)
        try:
            self._check_schema(fresh)
        except BaseException:
            self.close()
            raise

    def replace(self, facts: Facts) -> None:
        """Put a plan's facts in the place of whatever was stored of that plan, in one transaction."""
        self.replace_all([facts])

    def replace_all(self, facts: Sequence[Facts]) -> None:
        """Put the facts of several plans in the place of what was stored of them, in one transaction."""
        if self._read_only:
            raise StoreError(f"{self._path}: the graph is open for reading only")
        rows = rows_of(facts)
        with self._transaction("BEGIN TRANSACTION"):
            replace_plans(_Transaction(self), rows)

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None, *, write: bool = False) -> Table:
        """Answer one Cypher query; refused with StoreError if it would write and `write` is false."""
        if write and self._read_only:
            raise StoreError(f"{self._path}: the graph is open for reading only")
        check_statement(cypher, parameters or {}, write=write)
        with self._transaction("BEGIN TRANSACTION" if write else "BEGIN TRANSACTION READ ONLY"):
            return self._table(cypher, parameters or {})

    def arrow(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> "pa.Table":
        """Answer one reading query as Arrow columns."""
        check_statement(cypher, parameters or {}, write=False)
        with self._transaction("BEGIN TRANSACTION READ ONLY"):
            result = self._execute(cypher, parameters or {})
            return _with_plain_sums(result.get_as_arrow().rename_columns(_names(result)))

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _table(self, cypher: str, parameters: Mapping[str, Any]) -> Table:
        result = self._execute(cypher, parameters)
        columns = tuple(_names(result))
        if not columns:
            return Table((), [])
        if any(_NEEDS_READING.search(type) for type in result.get_column_data_types()):
            return Table(columns, [tuple(_record(value) for value in row) for row in result.get_all()])
        arrow = result.get_as_arrow()
        return Table(columns, list(zip(*(column.to_pylist() for column in arrow.columns), strict=True)))

    def _execute(self, cypher: str, parameters: Mapping[str, Any]) -> Any:
        try:
            return self._connection.execute(cypher, dict(parameters))
        except (RuntimeError, ValueError, TypeError, OverflowError) as error:
            raise StoreError(f"{self._path}: {_reason(error)}") from None

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        # A connection has one transaction at a time; threads wait for each other.
        with self._lock:
            self._execute(begin, {})
            try:
                yield
                self._execute("COMMIT", {})
            except BaseException:
                # After some errors the engine has ended the transaction itself; then there is nothing to undo.
                with suppress(RuntimeError):
                    self._connection.execute("ROLLBACK")
                raise

    def _check_schema(self, fresh: bool) -> None:
        tables = {row[1] for row in self._execute("CALL show_tables() RETURN *", {}).get_all()}
        if not tables and fresh and not self._read_only:
            with self._transaction("BEGIN TRANSACTION"):
                for statement in _schema():
                    self._execute(statement, {})
            return
        if not tables and fresh:
            raise StoreError(f"{self._path}: the graph is empty; load plans into it with `qiantou load PLAN`")
        expected: dict[str, list[str]] = {label: list(types) for label, types in _NODE_TYPES.items()}
        expected |= {name: list(types) for name, types in _EDGE_TYPES.items()}
        for table, columns in expected.items():
            found = (
                [row[1] for row in self._execute(f"CALL table_info('{table}') RETURN *", {}).get_all()]
                if table in tables
                else []
            )
            if found != columns:
                raise StoreError(
                    f"{self._path}: this is a Ladybug file, but not a graph of this version of qiantou "
                    f"(its table {table} differs); load the plans into a new file"
                )

    def _refuse_file(self, error: Exception) -> NoReturn:
        reason = str(error)
        if "set lock" in reason:
            holder = re.search(r"PID (\d+)", reason)
            by = f" by process {holder[1]}" if holder else ""
            raise StoreError(f"{self._path}: the graph is being written{by}; try again when that has ended")
        if "not a valid" in reason or "past the end" in reason:
            raise StoreError(f"{self._path}: this is no graph of qiantou, but a file of another program")
        if self._path.is_dir():
            raise StoreError(f"{self._path}: this is a folder; name a file in it")
        if not self._path.parent.is_dir():
            raise StoreError(f"{self._path}: the folder {self._path.parent} does not exist; make it first")
        raise StoreError(f"{self._path}: the graph cannot be opened: {_reason(error)}")


class _Transaction:
    """The open transaction of an embedded store."""

    def __init__(self, store: EmbeddedStore) -> None:
        self._execute = store._execute

    def ask(self, cypher: str, **parameters: Any) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self._execute(cypher, parameters).get_all()]

    def add_nodes(self, label: str, rows: Sequence[Properties]) -> None:
        if not rows:
            return
        types = _NODE_TYPES[label]
        columns = {name: [row[name] for row in rows] for name in types}
        self._copy(label, columns, types, "")

    def set_nodes(self, label: str, rows: Sequence[Properties]) -> None:
        # One by one: the engine takes the type of a list parameter from its first row.
        settable = [name for name in _NODE_TYPES[label] if name != "key"]
        sets = ", ".join(f"n.{name} = ${name}" for name in settable)
        for row in rows:
            self._execute(f"MATCH (n:{label} {{key: $key}}) SET {sets}", row)

    def add_edges(self, join: Join, rows: Sequence[EdgeRow]) -> None:
        if not rows:
            return
        types: dict[str, PropertyType] = {"from": "string", "to": "string", **_EDGE_TYPES[join.type]}
        columns = dict(zip(types, zip(*rows, strict=True), strict=True))
        self._copy(join.type, columns, types, f" (from='{join.start}', to='{join.end}')")

    def _copy(
        self,
        table: str,
        columns: Mapping[str, Sequence[Any]],
        types: Mapping[str, PropertyType],
        options: str,
    ) -> None:
        import pyarrow as pa

        arrow_types = {
            "string": pa.string(),
            "integer": pa.int64(),
            "boolean": pa.bool_(),
            "strings": pa.list_(pa.string()),
        }
        rows = pa.table(
            {name: pa.array(column, arrow_types[types[name]]) for name, column in columns.items()}
        )
        self._execute(f"COPY {table} FROM $rows{options}", {"rows": rows})


def _schema() -> Iterator[str]:
    for node in NODES:
        columns = ", ".join(f"`{name}` {_COLUMN_TYPES[type]}" for name, type in node.properties.items())
        yield f"CREATE NODE TABLE {node.label}({columns}, PRIMARY KEY(key))"
    for edge in EDGES:
        parts = [f"FROM {start} TO {end}" for start, end in edge.ends]
        parts += [f"`{name}` {_COLUMN_TYPES[type]}" for name, type in edge.properties.items()]
        yield f"CREATE REL TABLE {edge.name}({', '.join(parts)})"


def _with_plain_sums(table: "pa.Table") -> "pa.Table":
    """The engine adds integers up to a type of 128 bits, which no other store gives."""
    import pyarrow as pa

    for place, column in enumerate(table.schema):
        if pa.types.is_decimal(column.type) and column.type.scale == 0:
            table = table.set_column(place, column.name, table[place].cast(pa.int64()))
    return table


def _names(result: Any) -> list[str]:
    return list(result.get_column_names())


def _record(value: Any) -> Any:
    """A node or an edge as its own properties: the engine pads them with those of other tables."""
    if isinstance(value, dict) and "_LABEL" in value:
        label = value["_LABEL"]
        types = _NODE_TYPES.get(label) or _EDGE_TYPES.get(label, {})
        kind = "type" if "_SRC" in value else "label"
        return record(kind, label, {name: value[name] for name in types if name in value})
    if isinstance(value, dict) and "_NODES" in value:
        return [_record(part) for part in _alternating(value["_NODES"], value["_RELS"])]
    if isinstance(value, list):
        return [_record(part) for part in value]
    return plain(value)


def _alternating(nodes: list[Any], edges: list[Any]) -> list[Any]:
    path = [nodes[0]] if nodes else []
    for edge, node in zip(edges, nodes[1:], strict=False):
        path += [edge, node]
    return path


def _reason(error: Exception) -> str:
    """The engine's own words in one line, without its picture of the place."""
    return str(error).split("\n", 1)[0].removeprefix("Runtime exception: ").strip() or type(error).__name__
