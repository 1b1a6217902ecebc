"""Days that no calendar has (2月30日)."""

import re
from calendar import monthrange
from collections.abc import Iterator

_DAY = re.compile(r"(?:((?:19|20)\d\d)年)?(\d{1,2})月(\d{1,2})日")
_LEAP_YEAR = 2000


def impossible_days(text: str) -> Iterator[re.Match[str]]:
    """The days in a text that no calendar has; one without its year may be of a leap year.

    >>> [day.group() for day in impossible_days("2026年2月29日前启动，2月29日前完成，6月31日前总结")]
    ['2026年2月29日', '6月31日']
    """
    for match in _DAY.finditer(text):
        year, month, day = (int(part) if part else _LEAP_YEAR for part in match.groups())
        if not (1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
            yield match
