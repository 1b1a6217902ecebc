"""The rows of a page as stretches of characters that stand together, and the columns that white space parts."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from loaders.formats.paged.layout import Box, Glyph, PageRow

MAX_ROW_GAP = 4.0
"""How far the rows of a table stand apart at most, in heights of a line."""

# In widths of a Chinese character.
_CELL_GAP = 0.5
_TOLERANCE = 0.1
_SAME_EDGE = 0.2
_NARROW_GAP = 0.08
# Marks that fill the left half of their width alone.
_HALF_WIDE = frozenset("、，。；：）)")
_SECTION = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]{1,3}[章节部篇]"
)


@dataclass(slots=True)
class Segment:
    """Characters that stand together in a row; `begin` and `end` are those of their cell, where they are known."""

    glyphs: list[Glyph]
    em: float
    begin: float | None = None
    end: float = math.inf

    @property
    def text(self) -> str:
        """What they say."""
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def left(self) -> float:
        """Where the first begins."""
        return self.glyphs[0].left if self.begin is None else self.begin

    @property
    def right(self) -> float:
        """Where the last ends; a mark that hangs over the edge of its cell has nothing in its right half."""
        last = self.glyphs[-1]
        return min(last.right - (self.em / 2 if last.text in _HALF_WIDE else 0.0), self.end)


@dataclass(slots=True)
class Strip:
    """A row of a page and its segments."""

    bottom: float
    top: float
    segments: list[Segment]

    @property
    def text(self) -> str:
        """What the row says."""
        return "".join(segment.text for segment in self.segments)

    @property
    def height(self) -> float:
        """How tall the row is."""
        return self.top - self.bottom

    @property
    def box(self) -> Box:
        """Where the row stands."""
        return self.segments[0].left, self.bottom, self.segments[-1].right, self.top

    def part(self, columns: Sequence[Sequence[float]]) -> None:
        """Cut the segments that reach over two columns, where the gap between them is narrow or a mark hangs into it."""
        parted: list[Segment] = []
        for segment in self.segments:
            begin = 0
            for at, (glyph, after) in enumerate(pairwise(segment.glyphs), 1):
                if any(
                    _parts_columns(glyph, after, before, column, segment.em)
                    for before, column in pairwise(columns)
                ):
                    parted.append(Segment(segment.glyphs[begin:at], segment.em))
                    begin = at
            parted.append(replace(segment, glyphs=segment.glyphs[begin:], begin=None) if begin else segment)
        self.segments = parted


def _parts_columns(
    glyph: Glyph, after: Glyph, before: Sequence[float], column: Sequence[float], em: float
) -> bool:
    """Whether the second of two characters begins a column, and the first ends the one before."""
    off = abs(after.left - column[0])
    if glyph.text in _HALF_WIDE and before[1] - em < glyph.right < before[1] + 2 * em:
        return off < _CELL_GAP * em
    return off < _TOLERANCE * em and after.left - glyph.right > _NARROW_GAP * em


def strip_of(row: PageRow, em: float) -> Strip:
    glyphs = sorted((glyph for run in row for glyph in run.glyphs), key=lambda glyph: glyph.left)
    segments: list[Segment] = []
    for glyph in glyphs:
        if not segments or glyph.left - segments[-1].glyphs[-1].right >= _CELL_GAP * em:
            segments.append(Segment([], em))
        segments[-1].glyphs.append(glyph)
    return Strip(min(run.bottom for run in row), max(run.top for run in row), segments)


def columns_of(strip: Strip, columns: Sequence[Sequence[float]], em: float) -> set[int] | None:
    """The columns in which a strip has words; None where some reach over two."""
    strip.part(columns)
    found: set[int] = set()
    for segment in strip.segments:
        over = [
            number
            for number, (left, right) in enumerate(columns)
            if segment.left < right - _TOLERANCE * em and segment.right > left + _TOLERANCE * em
        ]
        if len(over) != 1 or segment.left < columns[0][0] or segment.right > columns[-1][1]:
            return None
        found.add(over[0])
    return found


def widen(columns: list[list[float]], strip: Strip, em: float, *, grows: bool) -> bool:
    """Make room for a strip's segments in the columns; False where one of them reaches over two."""
    widened = [list(column) for column in columns]
    strip.part(columns)
    for segment in strip.segments:
        slack = _TOLERANCE * em
        over = [
            column
            for column in widened
            if segment.left < column[1] - slack and segment.right > column[0] + slack
        ]
        if len(over) > 1:
            return False
        if over:
            column = over[0]
        elif grows:
            column = [segment.left, segment.right]
            widened.append(column)
        else:
            column = min(widened, key=lambda held: max(held[0] - segment.right, segment.left - held[1]))
        column[0], column[1] = min(column[0], segment.left), max(column[1], segment.right)
    widened.sort()
    if any(before[1] > after[0] + _TOLERANCE * em for before, after in pairwise(widened)):
        return False
    columns[:] = widened
    return True


def is_section(strip: Strip, columns: Sequence[Sequence[float]]) -> bool:
    """Whether a line over several columns is the heading of the rows below it."""
    if len(strip.segments) != 1 or not _SECTION.match(strip.text):
        return False
    [segment] = strip.segments
    return sum(segment.left < column[1] and segment.right > column[0] for column in columns) > 1


def stand_in(strips: Sequence[Strip], edges: Sequence[tuple[float, float]], em: float) -> bool:
    """Whether all lines begin where those of a column do, or stand in its middle."""
    slack = _SAME_EDGE * em
    return all(
        any(
            abs(segment.left - left) < slack or abs(segment.left + segment.right - left - right) < 2 * slack
            for left, right in edges
        )
        for strip in strips
        for segment in strip.segments
    )
