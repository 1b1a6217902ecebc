"""Line and column of an offset in a text, both counted from 1."""

from bisect import bisect_right
from functools import cached_property


class Positions:
    """The lines of a text."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        at = self._text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self._text.find("\n", at + 1)
        return starts

    def of(self, offset: int) -> tuple[int, int]:
        """Line and column of the character at `offset`."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def window(self, number: int, begin: int, width: int) -> tuple[str, bool]:
        """So many characters of a line from the one at `begin` on, and whether more follow."""
        start = self._starts[number - 1] + begin
        end = self._starts[number] if number < len(self._starts) else len(self._text)
        shown = self._text[start : min(end, start + width + 2)].rstrip("\r\n")
        return shown[:width], len(shown) > width
