"""Names that a workbook accepts for its sheets, and a system for files."""

from collections.abc import Iterable, Sequence

_LONGEST_NAME = 31
_NOT_IN_NAMES = str.maketrans(
    {**dict.fromkeys('[]:*?/\\<>"|', " "), **{chr(code): " " for code in range(32)}}
)


def sheet_names(names: Iterable[str], taken: Sequence[str] = ()) -> list[str]:
    """Names that a workbook accepts: at most 31 characters, none of []:*?/\\<>"| in them, no two alike.

    Examples
    --------
    >>> sheet_names(["市科技局", "市科技局", "A/B"])
    ['市科技局', '市科技局(2)', 'A B']
    """
    used = {name.casefold() for name in taken} | {"history"}
    found = []
    for name in names:
        stem = name.translate(_NOT_IN_NAMES).strip().strip("'").strip() or "单位"
        candidate, number = _cut(stem, ""), 1
        while candidate.casefold() in used:
            number += 1
            candidate = _cut(stem, f"({number})")
        used.add(candidate.casefold())
        found.append(candidate)
    return found


def _cut(stem: str, ending: str) -> str:
    """Excel counts in UTF-16: a rare character is two."""
    while len((stem + ending).encode("utf-16-le")) // 2 > _LONGEST_NAME:
        stem = stem[:-1]
    return stem.rstrip("' ") + ending
