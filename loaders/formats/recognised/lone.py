"""Numbers that stand alone beside a line, as those of a table's rows do: what finds lines overlooks some."""

import math
from collections.abc import Iterator, Sequence

import numpy as np

from loaders.formats.recognised.engine import Picture, Quad
from loaders.formats.recognised.ink import inked

# In heights of a line as it is found, which is somewhat higher than its characters.
_HEIGHTS, _WIDEST, _PADDING, _SAME_LEVEL = (0.4, 1.1), 1.6, 0.2, 0.5
_LEAST_SURE = 0.9
_MAX_TRIED = 100


def lone_numbers(pixels: Picture, quads: Sequence[Quad], lean: float) -> list[Quad]:
    """Where numbers may stand that no line of a page covers, each level with one of them."""
    if not quads:
        return []
    slope = math.tan(lean)
    heights = sorted(float(np.linalg.norm(quad[3] - quad[0])) for quad in quads)
    height = heights[len(heights) // 2]
    levels = np.sort([_level(quad, slope) for quad in quads])
    found = []
    for quad in _uncovered(pixels, quads, height):
        level = _level(quad, slope)
        near = levels[np.searchsorted(levels, level - _SAME_LEVEL * height) :]
        if near.size and near[0] <= level + _SAME_LEVEL * height:
            found.append(quad)
    return found[:_MAX_TRIED]


def is_number(read: Sequence[tuple[str, float, float]]) -> bool:
    """Whether what was read is a number, and sure."""
    return bool(read) and all(
        sign.isascii() and sign.isdecimal() and sure >= _LEAST_SURE for sign, sure, _ in read
    )


def _uncovered(pixels: Picture, quads: Sequence[Quad], height: float) -> Iterator[Quad]:
    """Around ink as high as a character that no line covers."""
    import cv2

    ink = inked(pixels, 0.0)
    for quad in quads:
        cv2.fillConvexPoly(ink, np.rint(quad).astype(np.int32), 0)
    gap = max(1, round(_PADDING * height))
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    least, most = (share * height for share in _HEIGHTS)
    for left, top, width, tall in stats[1:count, :4].tolist():
        if least <= tall <= most and width <= _WIDEST * height:
            # As much room as what finds lines leaves around them.
            spare = (height - tall) / 2
            right, bottom = left + width + spare, top + tall + spare
            left, top = left - spare, top - spare
            yield np.asarray([(left, top), (right, top), (right, bottom), (left, bottom)], np.float32)


def _level(quad: Quad, slope: float) -> float:
    """How far down the middle of a line stands, on the level page."""
    x, y = quad.mean(axis=0).tolist()
    return float(y - x * slope)
