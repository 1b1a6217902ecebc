"""The rows of a table without ruled lines: each begins at its number, or has it in its middle, or stands apart."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders.duties.line_ends import LineEnd, line_end
from loaders.formats.paged.filling import by_filling
from loaders.formats.paged.layout import Line

_NUMBER = re.compile(r"[(（]?(\d{1,4})[)）]?[、.．]?|[一二三四五六七八九十]{1,3}[、.．]?")
# In heights of a line.
_SAME_LEVEL = 0.3
_ABOVE_NUMBER = 0.1
_MAY_CUT = 0.25
_WRAPPED = 1.3
_ROW_GAP = 0.35
_SAME_CELL = 0.6
_SENTENCE_ENDS = ("。", "；", ";")
# What a name in two rows counts beside half a line out of the middle.
_PARTED = 0.3
# No page holds more, and each is compared with others.
_MAX_LINES = 3_000
_MAX_LINES_A_ROW = 120


@dataclass(frozen=True, slots=True)
class Numbering:
    """How far the numbers of a table have come, and whether they stand in the middle of their rows.

    `pending` are the first digits of a number that goes on on the next page.
    """

    last: int = 0
    centred: bool | None = None
    pending: str = ""


@dataclass(frozen=True, slots=True)
class _Number:
    """A number in its column."""

    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """Half its height."""
        return (self.top + self.bottom) / 2


def row_bounds(
    columns: Sequence[Sequence[Line]],
    number: int | None,
    top: float,
    bottom: float,
    numbering: Numbering,
    *,
    continued: bool = False,
) -> tuple[list[float] | None, Numbering]:
    """Where the rows between two heights part, from the top down, without the two; None where nothing tells.

    Parameters
    ----------
    columns : sequence of sequence of Line
        The lines of each column, from the top down.
    number : int or None
        Which column holds the rows' numbers.
    top, bottom : float
        The heights.
    numbering : Numbering
        What the rows before have come to.
    continued : bool
        Whether the page before began the table.
    """
    lines = [line for column in columns for line in column]
    if not lines:
        return [], numbering
    if number is None:
        return _apart(lines) or by_filling(columns, continued=continued), numbering
    begun = numbering.last > 0
    numbers, numbering = _numbers(columns[number], numbering)
    if not numbers:
        return ([] if numbering.last else None), numbering
    if numbering.centred is None:
        first = max(lines, key=lambda line: line.box[3])
        level = first.box[3] - numbers[0].top <= _SAME_LEVEL * first.height
        numbering = replace(numbering, centred=not level)
    if numbering.centred:
        if len(lines) > _MAX_LINES:
            return None, numbering
        return _Centred(columns, numbers, top, bottom).bounds(continued=begun), numbering
    at_top = [found.top + _ABOVE_NUMBER * (found.top - found.bottom) for found in numbers]
    # What stands above the first number belongs to the row that the page before began.
    return [y for y in at_top if any(line.box[3] > y for line in lines)], numbering


def _numbers(column: Sequence[Line], numbering: Numbering) -> tuple[list[_Number], Numbering]:
    """The numbers of a column; one that wraps in it is one."""
    found: list[_Number] = []
    last, pending = numbering.last, numbering.pending
    at = 0
    while at < len(column):
        text, box, count = column[at].text, column[at].box, 1
        if pending and pending + text == str(last):
            pending, at = "", at + 1
            continue
        wanted = str(last + 1)
        while (
            last
            and text != wanted
            and wanted.startswith(text)
            and at + count < len(column)
            and column[at + count - 1].box[1] - column[at + count].box[3] < (_WRAPPED - 1) * column[at].height
        ):
            text += column[at + count].text
            box = (box[0], column[at + count].box[1], box[2], box[3])
            count += 1
        if text != wanted and count > 1:
            text, box, count = column[at].text, column[at].box, 1
        match = _NUMBER.fullmatch("".join(text.split()))
        pending = ""
        if match is not None:
            if last and at + count == len(column) and text != wanted and wanted.startswith(text):
                pending, text = text, wanted
            found.append(_Number(box[3], box[1]))
            last = int(text) if text.isdecimal() else int(match[1]) if match[1] else last + 1
        at += count
    return found, replace(numbering, last=last, pending=pending)


class _Centred:
    """Rows whose numbers stand in their middle, as the lines of their other cells do."""

    def __init__(
        self, columns: Sequence[Sequence[Line]], numbers: Sequence[_Number], top: float, bottom: float
    ) -> None:
        self._numbers = numbers
        self._top, self._bottom = top, bottom
        self._columns = [([-_middle(line) for line in lines], lines) for lines in columns]
        self._lines = sorted((line for lines in columns for line in lines), key=lambda line: -_middle(line))
        heights = sorted(line.height for line in self._lines)
        self._height = heights[len(heights) // 2]
        self._feet: list[float] = []
        for foot in sorted(line.box[1] for line in self._lines):
            if (not self._feet or foot - self._feet[-1] > _MAY_CUT * self._height) and not self._cuts(foot):
                self._feet.append(foot)

    def bounds(self, *, continued: bool) -> list[float] | None:
        """Where the rows part, from the top down: so that all of them stand around their numbers as well as may be."""
        top = min(self._top, max(line.box[3] for line in self._lines))
        begins = self._between(self._numbers[0].middle, top) if continued else []
        best: dict[float, tuple[float, list[float]]] = {
            begin: (self._parted_words(begin), [begin]) for begin in begins
        }
        best[top] = (0.0, [])
        for number, found in enumerate(self._numbers):
            last = number + 1 == len(self._numbers)
            limit = self._bottom if last else self._numbers[number + 1].middle
            ends = [*self._between(limit, found.middle), *([self._bottom] if last else [])]
            if len(ends) > _MAX_LINES_A_ROW:
                return None
            best = self._step(best, ends or [(limit + found.middle) / 2], found, last=last)
        _, bounds = min(best.values(), key=lambda reached: reached[0])
        return [bound for bound in bounds if any(_middle(line) < bound for line in self._lines)]

    def _between(self, low: float, high: float) -> list[float]:
        return [foot for foot in self._feet if low < foot < high]

    def _step(
        self,
        best: dict[float, tuple[float, list[float]]],
        ends: Sequence[float],
        found: _Number,
        *,
        last: bool,
    ) -> dict[float, tuple[float, list[float]]]:
        """The best way to each end of a row, by the best ways to its beginnings."""
        reached: dict[float, tuple[float, list[float]]] = {}
        for end in ends:
            ways = []
            for begin, (cost, bounds) in best.items():
                skew = self._skew(begin, end, found.middle)
                if last and self._first_top(begin) - found.top <= _SAME_LEVEL * self._height:
                    # The number of a row that the page cuts stands at the row's top.
                    skew = 0.0 if end == self._bottom else skew + 1
                ways.append((cost + skew, [*bounds, end]))
            cost, bounds = min(ways, key=lambda way: way[0])
            reached[end] = cost + self._parted_words(end), bounds
        return reached

    def _first_top(self, begin: float) -> float:
        return max((line.box[3] for line in self._lines if _middle(line) < begin), default=begin)

    def _skew(self, begin: float, end: float, middle: float) -> float:
        """How far the lines of a row are from standing around its middle."""
        total = 0.0
        for middles, lines in self._columns:
            first, stop = bisect_right(middles, -begin), bisect_left(middles, -end)
            if first < stop:
                total += abs((lines[first].box[3] + lines[stop - 1].box[1]) / 2 - middle)
        return total / self._height

    def _parted_words(self, height: float) -> float:
        """How much speaks against a bound because words on both sides of it are one."""
        against = 0.0
        for middles, lines in self._columns:
            at = bisect_left(middles, -height)
            if not 0 < at < len(lines) or lines[at - 1].box[1] - lines[at].box[3] > _SAME_CELL * self._height:
                continue
            upper, lower = lines[at - 1].text, lines[at].text
            if not upper.endswith(_SENTENCE_ENDS) and line_end(upper, lower) is LineEnd.INSIDE:
                against += _PARTED
        return against

    def _cuts(self, height: float) -> bool:
        slack = _MAY_CUT * self._height
        return any(line.box[1] + slack < height < line.box[3] - slack for line in self._lines)


def _middle(line: Line) -> float:
    return (line.box[1] + line.box[3]) / 2


def _apart(lines: Sequence[Line]) -> list[float] | None:
    """Where rows part that stand farther from each other than lines do."""
    ordered = sorted(lines, key=lambda line: -line.box[3])
    gaps: list[tuple[float, float]] = []
    foot = ordered[0].box[1]
    for line in ordered[1:]:
        if line.box[3] < foot:
            gaps.append((foot - line.box[3], (foot + line.box[3]) / 2))
        foot = min(foot, line.box[1])
    height = sorted(line.height for line in lines)[len(lines) // 2]
    least = min((gap for gap, _ in gaps), default=0.0)
    wide = [y for gap, y in gaps if gap > least + _ROW_GAP * height]
    return wide or None
