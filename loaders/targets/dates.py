"""The date of the last day of a time limit, from its written parts."""

import re
from calendar import monthrange

_DIGITS = "〇零一二三四五六七八九"


def date_of(match: re.Match[str], plan_year: int | None) -> str:
    """The ISO date of the last day of a time limit, from the named groups of its match; empty where none is told."""
    parts = match.groupdict()
    year = year_of(parts, plan_year)
    if year is None:
        return ""
    if parts.get("season"):
        # No calendar says when a term begins.
        return ""
    if half := parts.get("half"):
        return f"{year}-06-30" if half == "上" else f"{year}-12-31"
    if quarter := parts.get("quarter"):
        month = 3 * ("一二三四".find(quarter) + 1 or int(quarter))
        return f"{year}-{month:02}-{monthrange(year, month)[1]}"
    if not parts.get("month"):
        return f"{year}-12-31"
    month = _month(parts["month"])
    last = monthrange(year, month)[1]
    day = int(parts["day"]) if parts.get("day") else {"上": 10, "中": 20}.get(parts.get("third") or "", last)
    # 2月30日 is a mistake for a day that only its author knows.
    return f"{year}-{month:02}-{day:02}" if 1 <= day <= last else ""


def year_of(parts: dict[str, str | None], plan_year: int | None) -> int | None:
    """The year of a time limit: as written, the plan's own, or the one after it."""
    written = parts.get("year")
    if written:
        digits = "".join(
            str("0123456789".find(c)) if c.isascii() else str(max(0, _DIGITS.find(c) - 1)) for c in written
        )
        return int(digits) if re.fullmatch(r"\d{4}", written) or written[0] == "二" else None
    # 次年 follows a year that the sentence gives elsewhere.
    if plan_year is None or parts.get("relative") in ("次年", "翌年"):
        return None
    return plan_year + 1 if parts.get("relative") == "明年" else plan_year


def _month(written: str) -> int:
    if written.isascii():
        return int(written)
    return (
        10 + "一二".find(written[1:]) + 1
        if written[0] == "十" and len(written) > 1
        else "一二三四五六七八九十".find(written) + 1
    )
