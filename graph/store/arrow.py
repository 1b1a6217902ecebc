"""Values of the schema's types as Arrow arrays."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from graph.schema import PropertyType

if TYPE_CHECKING:
    import pyarrow as pa


def in_one(column: "pa.ChunkedArray") -> "pa.Array":
    """A column as one array, which is copied only where it is in pieces."""
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def arrow_array(values: Sequence[Any], type: PropertyType) -> "pa.Array":
    """An array of values, dates given as ISO text."""
    import pyarrow as pa

    if type == "date":
        values = [value and date.fromisoformat(value) for value in values]
    elif type == "dates":
        values = [value and [date.fromisoformat(day) for day in value] for value in values]
    return pa.array(values, arrow_type(type))


@cache
def arrow_type(type: PropertyType) -> "pa.DataType":
    """The type of such an array."""
    import pyarrow as pa

    return {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "strings": pa.list_(pa.string()),
        "dates": pa.list_(pa.date32()),
    }[type]
