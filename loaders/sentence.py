"""Where a name begins in a running sentence: behind the last word that cannot be part of it."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from loaders.jurisdictions import divisions


def read_table() -> dict[str, Any]:
    """The table ``data/sentence.toml`` as it is written."""
    return tomllib.loads(files("loaders").joinpath("data/sentence.toml").read_text("utf-8"))


@cache
def _boundary() -> re.Pattern[str]:
    data = read_table()
    words = {word for part in ("verbs", "adverbs", "quantities") for word in data[part]["words"]}
    return re.compile(
        f"(?P<kept>{any_of(data['protected']['words'])})|{any_of(words)}|[{data['characters']['words']}]"
    )


def any_of(words: set[str] | list[str] | tuple[str, ...]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))


def name_start(text: str, start: int, end: int) -> int:
    """Where the name that ends at `end` begins, at the earliest at `start`.

    >>> text = "支持青岚"
    >>> name_start(text, 0, len(text))
    2
    """
    at = start
    for boundary in _boundary().finditer(text, start, end):
        if boundary["kept"]:
            continue
        if boundary.end() - boundary.start() == 1 and _in_place(text, boundary.start(), start, end):
            continue
        at = boundary.end()
    return at


def crosses_boundary(text: str, at: int) -> bool:
    """Whether a word of the sentence begins before `at` and ends behind it: 强化|工 in 强化工业."""
    if not at:
        return False
    boundary = _boundary().match(text, at - 1)
    return bool(boundary and boundary.end() > at)


def begins_with_place(name: str) -> bool:
    """Whether a name begins with a division of China, in full or short."""
    places = divisions()
    return any(name[:size] in places.short or name[:size] in places.full for size in range(2, len(name) + 1))


def _in_place(text: str, at: int, start: int, end: int) -> bool:
    """Whether the character at `at` is inside a place name."""
    return any(
        text[first : first + size] in divisions().short
        for size in (2, 3)
        for first in range(max(start, at - size + 1), min(at, end - size) + 1)
    )
