"""Values of engines as plain values: what a table holds whichever store answered."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

_PLAIN = (str, int, float, bool, type(None))


def plain(value: Any) -> Any:
    """Turn temporal values, those of Neo4j's drivers too, into ISO text and decimals into numbers, however deep."""
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    iso = getattr(value, "iso_format", None)
    if iso is not None:
        return iso()
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, timedelta):
        return value.total_seconds()
    return str(value)


def record(kind: str, name: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    """A node (`kind` "label") or an edge ("type") as a mapping, its properties sorted by name."""
    return {kind: name, **{key: plain(properties[key]) for key in sorted(properties)}}
