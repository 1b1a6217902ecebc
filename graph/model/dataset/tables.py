"""Facts as five tables, and back: the columns follow from the records, so that neither can leave the other behind.

`file` is the file that was read, `source` and `document` name the plan (an archive holds many), `number` counts its
measures from 1; `plan` and `measure` are the keys that every store gives them; `content` is the hash of a plan's facts
without the statements of running text, `content_inline` with them; `measures` and `measures_inline` count them.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from enum import Enum
from operator import itemgetter
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from graph.model.content import content_hash
from graph.model.errors import InputError
from graph.model.records import Diagnostic, Duty, Facts, Measure, Plan

_TARGETS: dict[str, Callable[[Any], str]] = {
    "zones": itemgetter("name"),
    "chains": itemgetter("name"),
    "deadlines": itemgetter("text"),
    "goals": itemgetter("indicator"),
    "citations": itemgetter("title"),
    "focuses": lambda focus: focus["chain"]["name"],
}
"""The targets of a measure, and what of each stands as `name`."""
_DEEPEST = 3
"""How often a record may stand in one of its kind: a zone in a zone in a zone."""
_PLAIN: dict[Any, pa.DataType] = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}


def _arrow_type(kind: Any, within: tuple[type, ...] = ()) -> pa.DataType | None:
    """The type of a column; None where a record would stand in itself deeper than a table has columns for."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    if get_origin(kind) in (Union, UnionType):
        (inner,) = set(get_args(kind)) - {NoneType, msgspec.UnsetType}
        return _arrow_type(inner, within)
    if get_origin(kind) is tuple:
        return pa.list_(_arrow_type(get_args(kind)[0], within))
    if issubclass(kind, Enum):
        return pa.string()
    return None if within.count(kind) == _DEEPEST else pa.struct(_columns(kind, within=(*within, kind)))


def _columns(
    kind: type, *, without: Iterable[str] = (), within: tuple[type, ...] = ()
) -> list[tuple[str, pa.DataType]]:
    columns = [
        (field.name, _arrow_type(field.type, within))
        for field in msgspec.structs.fields(kind)
        if field.name not in without
    ]
    return [(name, type) for name, type in columns if type is not None]


def _unset(kind: Any, within: frozenset[Any] = frozenset()) -> set[str]:
    """Names of the fields that may not stand at all, in a record and in all that is in it."""
    found: set[str] = set()
    for part in get_args(kind):
        found |= _unset(part, within)
    if kind not in within and isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        for field in msgspec.structs.fields(kind):
            if field.default is msgspec.UNSET:
                found.add(field.name)
            found |= _unset(field.type, within | {kind})
    return found


_UNSET = _unset(Facts)


_FILE = [("file", pa.string())]
_OF_PLAN = [*_FILE, ("source", pa.string()), ("document", pa.int64())]
_OF_MEASURE = [*_OF_PLAN, ("number", pa.int64()), ("measure", pa.string())]
_PARTS = ("duties", *_TARGETS)

SCHEMAS: dict[str, pa.Schema] = {
    "plans": pa.schema(
        [
            *_FILE,
            *_columns(Plan),
            ("key", pa.string()),
            ("content", pa.string()),
            ("content_inline", pa.string()),
            ("measures", pa.int64()),
            ("measures_inline", pa.int64()),
            ("annotations", pa.int64()),
            ("statements", pa.int64()),
        ]
    ),
    "measures": pa.schema([*_OF_MEASURE, ("plan", pa.string()), *_columns(Measure, without=_PARTS)]),
    "duties": pa.schema([*_OF_MEASURE, ("department_key", pa.string()), *_columns(Duty)]),
    "targets": pa.schema(
        [
            *_OF_MEASURE,
            ("kind", pa.string()),
            ("name", pa.string()),
            *(
                (field.name, _arrow_type(get_args(field.type)[0]))
                for field in msgspec.structs.fields(Measure)
                if field.name in _TARGETS
            ),
        ]
    ),
    "diagnostics": pa.schema([*_OF_PLAN, *_columns(Diagnostic, without=("file",))]),
}
"""The columns of each table; in `targets` the column that `kind` names is filled, the others are null."""

_REPEATED = {"measures": ("plan",), "duties": ("measure",), "targets": ("measure", "name")}
"""Columns that say what others say, for whoever asks one table alone."""
NEEDED: dict[str, pa.Schema] = {
    name: pa.schema([field for field in schema if field.name not in _REPEATED.get(name, ())])
    for name, schema in SCHEMAS.items()
}
"""The columns that facts are made of again."""
PLANS_BY_KEY = pa.schema([("key", pa.string()), *_OF_PLAN])
"""The columns by which it is found which plan has a key."""

Tables = dict[str, pa.Table]
Record = dict[str, Any]


def tables_of_facts(plans: Iterable[tuple[str, Facts]]) -> Tables:
    """Lay facts out as tables, in the order given; each comes with the name of its file.

    Raises
    ------
    InputError
        If a text of them cannot be written as UTF-8.
    """
    rows: dict[str, list[Record]] = {name: [] for name in SCHEMAS}
    for file, facts in plans:
        _add(rows, file, facts)
    return {name: pa.Table.from_pylist(rows[name], schema=schema) for name, schema in SCHEMAS.items()}


def _add(rows: dict[str, list[Record]], file: str, facts: Facts) -> None:
    plan = facts.plan
    whole = content_hash(facts)
    counted = facts.without_statements()
    plain = msgspec.to_builtins(facts, builtin_types=())
    of_plan = {"file": file, "source": plan.source, "document": plan.document}
    counts = {"annotations": facts.annotations, "statements": facts.statements}
    contents = {
        "content": whole if counted is facts else content_hash(counted),
        "content_inline": whole,
        "measures": len(counted.measures),
        "measures_inline": len(facts.measures),
    }
    rows["plans"].append({"file": file, **plain["plan"], "key": plan.key, **contents, **counts})
    rows["diagnostics"] += [{**found, **of_plan} for found in plain["diagnostics"]]
    for number, (measure, told) in enumerate(zip(facts.measures, plain["measures"], strict=True), 1):
        of_measure = {**of_plan, "number": number, "measure": facts.measure_key(measure)}
        rows["measures"].append({**of_measure, "plan": plan.key, **told})
        rows["duties"] += [
            {**of_measure, "department_key": duty.department.key, **row}
            for duty, row in zip(measure.duties, told["duties"], strict=True)
        ]
        _check_zones(measure, plan.source)
        rows["targets"] += [
            {**of_measure, "kind": kind, "name": named(target), kind: target}
            for kind, named in _TARGETS.items()
            for target in told[kind]
        ]


def _check_zones(measure: Measure, file: str) -> None:
    for zone in [*(mention.zone for mention in measure.zones), *(focus.zone for focus in measure.focuses)]:
        depth, whole = 1, zone.part_of
        while whole is not None:
            depth, whole = depth + 1, whole.part_of
        if depth > _DEEPEST:
            raise InputError(
                f"the zone {zone.name} is part of a part of more than {_DEEPEST} zones", file=file
            )


def facts_of_tables(
    tables: Mapping[str, pa.Table], files: Collection[str] | None = None
) -> Iterator[tuple[str, Facts]]:
    """Give the facts back, each with the name of its file, in the order of the plans' rows.

    Parameters
    ----------
    tables : mapping
        All five, as `tables_of_facts` gave them.
    files : collection of str, optional
        Only the plans of these files.

    Raises
    ------
    msgspec.ValidationError
        If a row is no fact.
    """
    rows = {name: _rows(table, name, files) for name, table in tables.items()}
    duties, targets = _grouped(rows["duties"], _measure_of), _grouped(rows["targets"], _measure_of)
    measures, diagnostics = _grouped(rows["measures"], _plan_of), _grouped(rows["diagnostics"], _plan_of)
    for row in rows["plans"]:
        of = _plan_of(row)
        yield (
            row["file"],
            Facts(
                plan=msgspec.convert(row, Plan),
                measures=tuple(
                    _measure(
                        measure, duties.get(_measure_of(measure), []), targets.get(_measure_of(measure), [])
                    )
                    for measure in measures.get(of, ())
                ),
                annotations=row["annotations"],
                statements=row["statements"],
                diagnostics=tuple(
                    # A diagnostic names the document, as the plan does.
                    msgspec.convert({**found, "file": found["source"]}, Diagnostic)
                    for found in diagnostics.get(of, ())
                ),
            ),
        )


def _rows(table: pa.Table, name: str, files: Collection[str] | None) -> list[Record]:
    """The rows of a table, without what does not stand: a table knows no other word for it than null."""
    rows: list[Record] = table.to_pylist()
    if files is not None:
        # Not by Arrow: to make an array of the names, it would import pandas.
        wanted = set(files)
        rows = [row for row in rows if row["file"] in wanted]
    drop = _DROPS[name]
    if drop is not None:
        for row in rows:
            drop(row)
    return rows


def _drop_of(type: pa.DataType) -> Callable[[Any], None] | None:
    """What takes the fields that may not stand out of values of a type; None where there are none."""
    if pa.types.is_list(type):
        of_each = _drop_of(type.value_type)
        if of_each is None:
            return None

        def drop_of_each(values: list[Any] | None) -> None:
            for value in values or ():
                of_each(value)

        return drop_of_each
    return _drop_of_fields(type) if pa.types.is_struct(type) else None


def _drop_of_fields(fields: pa.StructType | pa.Schema) -> Callable[[Any], None] | None:
    inner = [(field.name, drop) for field in fields if (drop := _drop_of(field.type)) is not None]
    unset = [field.name for field in fields if field.name in _UNSET]
    if not inner and not unset:
        return None

    def drop_of_fields(value: Record | None) -> None:
        if value is not None:
            for name in unset:
                if value[name] is None:
                    del value[name]
            for name, drop in inner:
                drop(value[name])

    return drop_of_fields


_DROPS = {name: _drop_of_fields(schema) for name, schema in SCHEMAS.items()}


def of_files(table: pa.Table, files: Collection[str]) -> pa.Table:
    """The rows of these files alone."""
    if set(table["file"].unique().to_pylist()) <= set(files):
        return table
    return table.filter(pc.is_in(table["file"], value_set=pa.array(list(files), pa.string())))


def of_plans(tables: Mapping[str, pa.Table], rows: pa.Array) -> Tables:
    """The tables of some plans alone, by the rows of these; the plans of their files need not all be among them."""
    plans = tables["plans"].take(rows)
    if plans.num_rows == tables["plans"].num_rows:
        return dict(tables)
    files = plans["file"].unique().to_pylist()
    return {**{name: of_files(table, files) for name, table in tables.items()}, "plans": plans}


def _measure(row: Record, duties: list[Record], targets: list[Record]) -> Measure:
    parts: dict[str, list[Any]] = {kind: [] for kind in _TARGETS}
    for target in targets:
        parts[target["kind"]].append(target[target["kind"]])
    return msgspec.convert({**row, **parts, "duties": duties}, Measure)


def _plan_of(row: Record) -> tuple[Any, ...]:
    return row["file"], row["source"], row["document"]


def _measure_of(row: Record) -> tuple[Any, ...]:
    return *_plan_of(row), row["number"]


def _grouped(
    rows: list[Record], of: Callable[[Record], tuple[Any, ...]]
) -> dict[tuple[Any, ...], list[Record]]:
    found: dict[tuple[Any, ...], list[Record]] = {}
    for row in rows:
        found.setdefault(of(row), []).append(row)
    return found
