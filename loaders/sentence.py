"""Where a name begins in a running sentence: behind the last word that cannot be part of it."""

import tomllib
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from loaders.jurisdictions import divisions


def read_table() -> dict[str, Any]:
    """The table ``data/sentence.toml`` as it is written."""
    return tomllib.loads(files("loaders").joinpath("data/sentence.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class _Boundaries:
    """Words that end a name to their right, and, from `kept` on, words that hold one and end none."""

    words: AhoCorasick
    kept: int


@cache
def _boundaries() -> _Boundaries:
    data = read_table()
    ending = {word for part in ("verbs", "adverbs", "quantities") for word in data[part]["words"]}
    ending.update(data["characters"]["words"])
    return _Boundaries(
        words=AhoCorasick(
            [*sorted(ending), *data["protected"]["words"]], matchkind=MatchKind.LeftmostLongest
        ),
        kept=len(ending),
    )


class Sentences:
    """The words of a text that end a name to their right.

    Parameters
    ----------
    text : str
        Text without white space.
    """

    def __init__(self, text: str) -> None:
        boundaries = _boundaries()
        self._text = text
        matches = boundaries.words.find_matches_as_indexes(text)
        self._starts = [start for index, start, _ in matches if index < boundaries.kept]
        self._ends = [end for index, _, end in matches if index < boundaries.kept]

    def name_start(self, start: int, end: int) -> int:
        """Where the name that ends at `end` begins, at the earliest at `start`.

        >>> Sentences("支持青岚").name_start(0, 4)
        2
        """
        last = bisect_right(self._ends, end) - 1
        while last >= 0 and self._ends[last] > start:
            at = self._starts[last]
            if self._ends[last] - at > 1 or not _in_place(self._text, at, start, end):
                return self._ends[last]
            last -= 1
        return start

    def crosses(self, at: int) -> bool:
        """Whether a word of the sentence begins before `at` and ends behind it: 强化 in 强化|工业 at 化."""
        last = bisect_left(self._starts, at) - 1
        return last >= 0 and self._ends[last] > at


def begins_with_place(name: str) -> bool:
    """Whether a name begins with a division of China, in full or short."""
    places = divisions()
    return any(name[:size] in places.short or name[:size] in places.full for size in range(2, len(name) + 1))


def _in_place(text: str, at: int, start: int, end: int) -> bool:
    """Whether the character at `at` is inside a place name."""
    short = divisions().short
    return any(
        text[first : first + size] in short
        for size in (2, 3)
        for first in range(max(start, at - size + 1), min(at, end - size) + 1)
    )
