"""Cells that no line parts and that nearly touch: parted where their columns are known to begin, and told of."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from loaders.formats.paged.strips import MAX_ROW_GAP, Segment, Strip, is_section

# In widths of a Chinese character.
_SAME_START = 0.4
_REACHES = 0.5
# A column begins where so many of its lines do, and few others beside it.
_MIN_STARTS = 3
_STRAY_SHARE = 0.25


def column_starts(strips: Sequence[Strip], heads: Sequence[Sequence[float]], em: float) -> list[float]:
    """Where the lines of each column but the first begin, for those that have one left edge.

    Parameters
    ----------
    strips : sequence of Strip
        The rows below the heads.
    heads : sequence of (float, float)
        Where the head of each column begins and ends.
    em : float
        The width of a Chinese character.
    """
    lefts = sorted(segment.left for strip in strips for segment in strip.segments[1:])
    starts = []
    for before, after in pairwise(heads):
        low, high = before[1] - _REACHES * em, after[0] + _SAME_START * em
        between = lefts[bisect_right(lefts, low) : bisect_left(lefts, high)]
        most: list[float] = []
        for at, left in enumerate(between):
            near = between[at : bisect_right(between, left + _SAME_START * em)]
            most = max(most, near, key=len)
        if len(most) >= _MIN_STARTS and len(between) - len(most) <= _STRAY_SHARE * len(most):
            starts.append(most[len(most) // 2])
    return starts


def part_at(strip: Strip, starts: Sequence[float], em: float) -> bool:
    """Part the cells of a row that nearly touch where their columns begin; whether that was needed, and done.

    Only a row is parted of which two cells stand apart, and each where a column begins: no running text does.
    """
    for segment in strip.segments:
        _keep_between(segment, starts, em)
    first, *others = strip.segments
    if (
        not others
        or not starts
        or first.left > starts[-1]
        or not all(segment.left in starts for segment in others)
    ):
        return False
    parted: list[Segment] = []
    for segment in strip.segments:
        pieces = _parted(segment, starts, em)
        if pieces is None:
            return False
        parted += pieces
    done = len(parted) > len(strip.segments)
    strip.segments = parted
    return done


def _keep_between(segment: Segment, starts: Sequence[float], em: float) -> None:
    """Bound a segment by the beginning of its column and of the next: where it was recognised is not exact."""
    for start in starts:
        if abs(segment.left - start) < _REACHES * em:
            segment.begin = start
        elif abs(segment.right - start) < _REACHES * em:
            segment.end = start


def _parted(segment: Segment, starts: Sequence[float], em: float) -> list[Segment] | None:
    """A segment cut where the columns over which it reaches begin; None where no character begins there."""
    glyphs, begin, pieces = segment.glyphs, 0, []
    low = segment.begin
    for start in starts:
        if not segment.left + _REACHES * em < start < segment.right - _REACHES * em:
            continue
        at = min(range(begin + 1, len(glyphs)), key=lambda at: abs(glyphs[at].left - start), default=begin)
        if at == begin or abs(glyphs[at].left - start) > _SAME_START * em:
            return None
        pieces.append(Segment(glyphs[begin:at], segment.em, low, start))
        begin, low = at, start
    return [*pieces, Segment(glyphs[begin:], segment.em, low, segment.end)]


def lost_rows(strips: Sequence[Strip], columns: Sequence[Sequence[float]], behind_a_row: bool) -> int:
    """How many of the strips go on with a table although their cells cannot be told apart.

    Parameters
    ----------
    strips : sequence of Strip
        What stands below the table, and the table's last row where `behind_a_row`.
    columns : sequence of (float, float)
        Where the table's columns begin and end.
    behind_a_row : bool
        Whether the first of the strips is of the table.
    """
    count = stands_in_cells = 0
    for number in range(behind_a_row, len(strips)):
        strip = strips[number]
        if number and strips[number - 1].bottom - strip.top > MAX_ROW_GAP * strip.height:
            break
        over = [
            sum(segment.left < column[1] and segment.right > column[0] for column in columns)
            for segment in strip.segments
        ]
        # Running text is one stretch over the columns.
        if over[0] != 1 and len(over) == 1 and not is_section(strip, columns):
            break
        stands_in_cells += len(over) > 1
        count += 1
    return count if stands_in_cells else 0
