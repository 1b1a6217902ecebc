"""Values of engines as plain values: what a table holds whichever store answered."""

from datetime import date, datetime, time, timedelta
from typing import Any

_PLAIN = (str, int, float, bool, type(None))


def plain(value: Any) -> Any:
    """Turn temporal values into ISO text, and look into lists and mappings."""
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    return str(value)
