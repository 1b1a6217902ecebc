"""What is on the picture of a page beside its characters: red seals, which are taken off, and ruled lines."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loaders.formats.recognised.engine import Picture

Mask = NDArray[np.uint8]

# Points. A seal is 4 to 5 cm wide, with some room for scans of another size; a sign of a red head is smaller.
_SEAL_SIDE = (70.0, 190.0)
_SEAL_GAP = 9.0
_SEAL_SHAPE = 1.7
_RED = 40
_MIN_RED = 0.0005
_FAINT, _DARKEST_RED = 10, 120.0
# A ruled line is longer than any stroke, thinner than any sign, and may be broken for a little.
_RULE_LENGTH, _RULE_WIDTH, _RULE_GAP = 30.0, 3.5, 2.5
_BLACK_SHARE = 25
_AROUND = 31


@dataclass(frozen=True, slots=True)
class PixelRule:
    """A ruled line in pixels from the upper left."""

    horizontal: bool
    at: float
    start: float
    end: float


def without_seals(pixels: Picture, points: float) -> Picture:
    """A page without its round red seals; what is black under them stays."""
    import cv2

    blue, green, red = cv2.split(pixels)
    inked = cv2.subtract(red, cv2.max(blue, green)) > _RED
    if inked.mean() < _MIN_RED:
        return pixels
    gap = max(3, round(_SEAL_GAP / points))
    closed = cv2.morphologyEx(
        inked.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((gap, gap), np.uint8), iterations=1
    )
    count, _, stats, _ = cv2.connectedComponentsWithStats(closed)
    cleaned = pixels
    for number in range(1, count):
        left, top, width, height = (int(value) for value in stats[number][:4])
        sides = sorted((width * points, height * points))
        if sides[0] < _SEAL_SIDE[0] or sides[1] > _SEAL_SIDE[1] or sides[1] > _SEAL_SHAPE * sides[0]:
            continue
        if cleaned is pixels:
            cleaned = pixels.copy()
        window = (slice(top, top + height), slice(left, left + width))
        # In red light red ink is nearly as bright as paper; black ink is not.
        light = red[window].astype(np.float32)
        bright = max(float(np.percentile(light[inked[window]], _FAINT)), _DARKEST_RED)
        cleaned[window] = np.minimum(light * (255 / bright), 255).astype(np.uint8)[:, :, None]
    return cleaned


def rules_of(pixels: Picture, points: float, lean: float) -> list[PixelRule]:
    """The ruled lines of a page as they stand when it is level."""
    return [
        rule
        for horizontal in (True, False)
        for rule in _rules(_lines(inked(pixels, lean), points, horizontal=horizontal), points, horizontal)
    ]


def without_rules(pixels: Picture, points: float, lean: float) -> Picture:
    """A page without its ruled lines."""
    import cv2

    ink = inked(pixels, lean)
    lines = cv2.bitwise_or(
        _lines(ink, points, horizontal=True, thin=True), _lines(ink, points, horizontal=False, thin=True)
    )
    wide = _turned(np.asarray(cv2.dilate(lines, np.ones((3, 3), np.uint8)), np.uint8), -lean)
    cleaned = pixels.copy()
    cleaned[wide > 0] = 255
    return cleaned


def inked(pixels: Picture, lean: float) -> Mask:
    """Where a page has ink, when it is level."""
    import cv2

    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    mask = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _AROUND, _BLACK_SHARE
    )
    return _turned(np.asarray(mask, np.uint8), lean)


def _turned(mask: Mask, lean: float) -> Mask:
    import cv2

    if not lean:
        return mask
    height, width = mask.shape
    back = cv2.getRotationMatrix2D((width / 2, height / 2), float(np.degrees(lean)), 1.0)
    return np.asarray(cv2.warpAffine(mask, back, (width, height), flags=cv2.INTER_NEAREST), np.uint8)


def _lines(inked: Mask, points: float, *, horizontal: bool, thin: bool = False) -> Mask:
    """Where ink runs on for the length of a ruled line."""
    import cv2

    gap, length = max(2, round(_RULE_GAP / points)), round(_RULE_LENGTH / points)
    shape = (lambda size: (size, 1)) if horizontal else (lambda size: (1, size))
    whole = cv2.morphologyEx(inked, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, shape(gap)))
    long = cv2.getStructuringElement(cv2.MORPH_RECT, shape(length))
    lines = np.asarray(cv2.morphologyEx(whole, cv2.MORPH_OPEN, long), np.uint8)
    if not thin:
        return lines
    kept = np.zeros_like(inked)
    for rule in _boxes(lines, points, horizontal):
        left, top, width, height = rule
        window = (slice(top, top + height), slice(left, left + width))
        kept[window] = lines[window]
    return kept


def _boxes(lines: Mask, points: float, horizontal: bool) -> Iterator[tuple[int, int, int, int]]:
    import cv2

    count, _, stats, _ = cv2.connectedComponentsWithStats(lines)
    for number in range(1, count):
        left, top, width, height = (int(value) for value in stats[number][:4])
        if (height if horizontal else width) * points <= _RULE_WIDTH:
            yield left, top, width, height


def _rules(lines: Mask, points: float, horizontal: bool) -> Iterator[PixelRule]:
    for left, top, width, height in _boxes(lines, points, horizontal):
        if horizontal:
            yield PixelRule(True, top + height / 2, left, left + width)
        else:
            yield PixelRule(False, left + width / 2, top, top + height)
