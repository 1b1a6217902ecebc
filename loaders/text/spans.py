"""Stretches of a text, looked up by place."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable


class Spans:
    """Stretches that do not overlap, in any order when given.

    Parameters
    ----------
    spans : iterable of (int, int)
        Start and end of each, the end exclusive.
    """

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = [end for _, end in ordered]

    def cover(self, at: int) -> bool:
        """Whether the character at a place is inside one of them."""
        index = bisect_right(self._starts, at) - 1
        return index >= 0 and at < self._ends[index]

    def meet(self, start: int, end: int) -> bool:
        """Whether one of them shares a character with a stretch."""
        index = bisect_left(self._starts, end) - 1
        return index >= 0 and start < self._ends[index]
