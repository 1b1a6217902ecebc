"""Columns in which the same is said again and again: what is distinct in them, and what stands there twice."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Ints = NDArray[np.int64]

_BETWEEN, _NONE = "\x1f", "\x02"


@dataclass(frozen=True, slots=True)
class Distinct:
    """The distinct values of a column in the order of their first places: the number of each row's, and where each stands last."""

    codes: Ints
    last: Ints
    values: list[Any]


def distinct(column: pa.Array) -> Distinct:
    """Find the distinct records of a column."""
    if not len(column):
        nothing = np.zeros(0, dtype=np.int64)
        return Distinct(nothing, nothing, [])
    parts = _leaves(column)
    joined = pc.binary_join_element_wise(*parts, _BETWEEN, null_handling="replace", null_replacement=_NONE)
    codes = joined.dictionary_encode().indices.to_numpy().astype(np.int64)
    places = np.arange(len(codes), dtype=np.int64)
    first = np.zeros(int(codes.max()) + 1, dtype=np.int64)
    last = first.copy()
    first[codes[::-1]] = places[::-1]
    last[codes] = places
    return Distinct(codes, last, column.take(pa.array(first)).to_pylist())


def _leaves(column: pa.Array) -> list[pa.Array]:
    """The plain columns of records as texts."""
    type = column.type
    if pa.types.is_struct(type):
        return [leaf for place in range(type.num_fields) for leaf in _leaves(pc.struct_field(column, place))]
    if pa.types.is_list(type):
        return [pc.binary_join(column, _BETWEEN + _BETWEEN)]
    return [column if pa.types.is_string(type) else column.cast(pa.string())]


def evidence_of(column: pa.Array) -> dict[str, pa.Array]:
    """The columns that an edge holds of its evidence."""
    names = {"evidence": "text", "start": "start", "end": "end"}
    return {name: pc.struct_field(column, field) for name, field in names.items()}


def without_repeats(source: Ints, target: Ints, rows: pa.Table) -> Ints | None:
    """The places of the rows without those that stand there before, whole; None where there are none such.

    Only rows of the same ends, given by numbers, are looked at.
    """
    pair = source * (int(target.max(initial=0)) + 1) + target
    order = np.argsort(pair, kind="stable")
    same = pair[order][1:] == pair[order][:-1]
    if not same.any():
        return None
    doubtful = np.zeros(len(pair), dtype=np.bool_)
    doubtful[order[1:][same]] = doubtful[order[:-1][same]] = True
    places = np.flatnonzero(doubtful)
    kept = np.ones(len(pair), dtype=np.bool_)
    seen: set[tuple[Any, ...]] = set()
    columns = rows.take(pa.array(places)).to_pydict().values()
    for place, row in zip(places.tolist(), zip(*columns, strict=True), strict=True):
        kept[place] = row not in seen
        seen.add(row)
    return None if kept.all() else np.flatnonzero(kept)
