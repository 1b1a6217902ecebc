"""More facts without reading: a data set again and again, its cities under other names each time."""

import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from graph.model.dataset.folders import open_folder
from graph.model.dataset.manifest import FileRead, Manifest
from graph.model.dataset.mark import PARTS
from graph.model.dataset.reading import read_batches
from graph.model.dataset.tables import SCHEMAS
from graph.model.dataset.writing import write_manifest, write_tables

MARKS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
MEASURES = 10_000
"""In a part."""


def multiply(source: Path, target: Path, times: int) -> None:
    """Write a data set that holds another one so many times."""
    folder = open_folder(target)
    entries: list[tuple[FileRead, str]] = []
    for number, tables in enumerate(read_batches(open_folder(source), MEASURES, schemas=SCHEMAS)):
        stems = {place.removesuffix("市") for place in tables["plans"]["jurisdiction"].unique().to_pylist()}
        named = "({})".format("|".join(map(re.escape, sorted(stems - {""}))))
        for mark in MARKS[:times]:
            part = sha256(f"{mark}{number}".encode()).hexdigest()[:24]
            renamed = {name: _renamed(table, named, rf"{mark}\1") for name, table in tables.items()}
            renamed["plans"] = _with_contents(renamed["plans"])
            write_tables(folder, f"{PARTS}/{part}", renamed)
            plans = renamed["plans"].select(["file", "measures"]).to_pylist()
            entries += [
                (
                    FileRead(
                        file=plan["file"], stamp="", sha256=plan["file"], plans=1, measures=plan["measures"]
                    ),
                    part,
                )
                for plan in plans
            ]
    write_manifest(folder, Manifest.of("multiplied", entries))


def _renamed(table: pa.Table, named: str, new: str) -> pa.Table:
    columns = [_replaced(column.combine_chunks(), named, new) for column in table.columns]
    return pa.table(columns, schema=table.schema)


def _replaced(column: Any, named: str, new: str) -> Any:
    type = column.type
    if pa.types.is_string(type):
        return pc.replace_substring_regex(column, named, new)
    if pa.types.is_struct(type):
        parts = [_replaced(pc.struct_field(column, place), named, new) for place in range(type.num_fields)]
        return pa.StructArray.from_arrays(parts, fields=list(type), mask=column.is_null())
    if pa.types.is_list(type):
        return pa.ListArray.from_arrays(column.offsets, _replaced(column.values, named, new), type=type)
    return column


def _with_contents(plans: pa.Table) -> pa.Table:
    contents = pa.array([sha256(key.encode()).hexdigest() for key in plans["key"].to_pylist()])
    for name in ("content", "content_inline"):
        plans = plans.set_column(plans.column_names.index(name), name, contents)
    return plans
