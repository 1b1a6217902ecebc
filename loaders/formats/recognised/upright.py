"""From the picture of a page to a sheet: upright and clean, its lines found and read."""

import math
from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from msgspec.structs import replace

from loaders.formats.recognised.brackets import mended_brackets
from loaders.formats.recognised.engine import Engine, Picture, Quad
from loaders.formats.recognised.ink import PixelRule, rules_of, without_rules, without_seals
from loaders.formats.recognised.lone import is_number, lone_numbers
from loaders.formats.recognised.picture import PagePicture
from loaders.formats.recognised.sheet import ReadLine, Sheet

# The long side of a page on which lines are looked for; two pages side by side are wider.
_SIDE, _SIDE_ACROSS = 1_280, 1_792
_FEW = 5
_TALL = 1.5
# In heights of a line.
_LONG_LINE = 4.0
_MIN_LEAN, _MAX_LEAN = 0.002, 0.35
_MIN_PIXELS = 6
_SHOWN_HEIGHT = 32


def recognised(page: PagePicture, engine: Engine) -> Sheet:
    """Read the lines of a page."""
    turns, pixels, quads = _upright(without_seals(page.pixels, page.points), engine)
    lean = _lean(quads)
    rules = rules_of(pixels, page.points, lean)
    if rules:
        pixels = without_rules(pixels, page.points, lean)
        quads = _quads(pixels, engine)
    height, width = pixels.shape[:2]
    middle = (width / 2, height / 2)
    read = []
    for number, quad in enumerate([*quads, *lone_numbers(pixels, quads, lean)]):
        cut = _cut(pixels, quad)
        signs = engine.read(cut)
        if signs and (number < len(quads) or is_number(signs)):
            read.append((_line(quad, signs, lean, middle, height, page.points), cut))
    lines = mended_brackets([line for line, _ in read])
    return Sheet(
        turns=(turns - page.turned) % 4,
        lean=lean,
        width=width * page.points,
        height=height * page.points,
        left=page.left,
        bottom=page.bottom,
        lines=tuple(
            replace(line, picture=_small(cut)) if line.is_doubtful else line
            for line, (_, cut) in zip(lines, read, strict=True)
        ),
        rules=tuple(_in_points(rule, height, page.points) for rule in rules),
    )


def _upright(pixels: Picture, engine: Engine) -> tuple[int, Picture, list[Quad]]:
    """By how many clockwise quarter turns a page lies on its side or on its head, and its lines without them."""
    turns, quads = 0, _quads(pixels, engine)
    if _lie_on_their_side(quads):
        turns, pixels = 1, _turned_back(pixels, 1)
        quads = _quads(pixels, engine)
    longest = sorted(quads, key=lambda quad: -_size(quad)[0])[:_FEW]
    if _are_upside_down([_cut(pixels, quad) for quad in longest], engine):
        turns, pixels = turns + 2, _turned_back(pixels, 2)
        quads = _quads(pixels, engine)
    return turns, pixels, quads


def _are_upside_down(lines: Sequence[Picture], engine: Engine) -> bool:
    """Whether lines stand on their heads: where it looks so, the way in which more can be read."""
    # On typefaces like 楷体 the look alone misleads.
    return any(map(engine.is_upside_down, lines)) and _read(lines, engine) < _read(
        [_turned_back(line, 2) for line in lines], engine
    )


def _read(lines: Sequence[Picture], engine: Engine) -> float:
    """How much can be read of lines: their characters, each as far as it is sure."""
    return sum(sure for line in lines for _, sure, _ in engine.read(line))


def _turned_back(pixels: Picture, turns: int) -> Picture:
    return np.ascontiguousarray(np.rot90(pixels, turns))


def _quads(pixels: Picture, engine: Engine) -> list[Quad]:
    import cv2

    height, width = pixels.shape[:2]
    share = min(1.0, (_SIDE if height >= width else _SIDE_ACROSS) / max(height, width))
    small = (
        cv2.resize(pixels, None, fx=share, fy=share, interpolation=cv2.INTER_AREA) if share < 1 else pixels
    )
    quads = [quad / np.float32(share) for quad in engine.quads(np.asarray(small, np.uint8))]
    return [quad for quad in quads if min(_size(quad)) >= _MIN_PIXELS]


def _size(quad: Quad) -> tuple[float, float]:
    """Width and height of a line."""
    upper_left, upper_right, lower_right, lower_left = quad
    return (
        float(max(np.linalg.norm(upper_right - upper_left), np.linalg.norm(lower_right - lower_left))),
        float(max(np.linalg.norm(lower_left - upper_left), np.linalg.norm(lower_right - upper_right))),
    )


def _lie_on_their_side(quads: Sequence[Quad]) -> bool:
    sizes = [_size(quad) for quad in quads]
    tall = sum(height for width, height in sizes if height > _TALL * width)
    return tall > sum(width for width, height in sizes if height <= _TALL * width)


def _lean(quads: Sequence[Quad]) -> float:
    """The angle of most of the long lines, clockwise in radians; 0 where they are level."""
    angles = []
    for quad in quads:
        width, height = _size(quad)
        if width >= _LONG_LINE * height:
            across = (quad[1] + quad[2] - quad[0] - quad[3]) / 2
            angles.append((math.atan2(float(across[1]), float(across[0])), width))
    if not angles:
        return 0.0
    angles.sort()
    half = sum(width for _, width in angles) / 2
    passed = accumulate(width for _, width in angles)
    angle = next(angle for (angle, _), before in zip(angles, passed, strict=True) if before >= half)
    return angle if _MIN_LEAN <= abs(angle) <= _MAX_LEAN else 0.0


def _cut(pixels: Picture, quad: Quad) -> Picture:
    """The picture of one line, level."""
    import cv2

    width, height = (max(1, round(side)) for side in _size(quad))
    corners = np.asarray([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    level = cv2.getPerspectiveTransform(quad, corners)
    cut = cv2.warpPerspective(
        pixels, level, (width, height), borderMode=cv2.BORDER_REPLICATE, flags=cv2.INTER_CUBIC
    )
    return np.asarray(cut, np.uint8)


def _line(
    quad: Quad,
    read: Sequence[tuple[str, float, float]],
    lean: float,
    middle: tuple[float, float],
    height: int,
    points: float,
) -> ReadLine:
    """What was read of a line, and where it stands on the upright page."""
    ends = [(quad[0] + quad[3]) / 2, (quad[1] + quad[2]) / 2]
    (left, begin), (right, end) = (_level(float(x), float(y), lean, middle) for x, y in ends)
    half = _size(quad)[1] / 2
    bottom = height - (begin + end) / 2 - half
    return ReadLine(
        text="".join(sign for sign, _, _ in read),
        sure=tuple(round(sure, 4) for _, sure, _ in read),
        middles=tuple(round((left + share * (right - left)) * points, 2) for _, _, share in read),
        box=(left * points, bottom * points, right * points, (bottom + 2 * half) * points),
    )


def _small(cut: Picture) -> bytes:
    """The picture of a line in a few grey tones, just high enough to be read."""
    import cv2

    share = min(1.0, _SHOWN_HEIGHT / cut.shape[0])
    grey = cv2.cvtColor(
        cv2.resize(cut, None, fx=share, fy=share, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY
    )
    few = np.asarray(grey, np.uint8) & np.uint8(0xE0)
    done, png = cv2.imencode(".png", few, [cv2.IMWRITE_PNG_COMPRESSION, 9])
    return png.tobytes() if done else b""


def _level(x: float, y: float, lean: float, middle: tuple[float, float]) -> tuple[float, float]:
    """A point of the leaning page where it stands on the level one."""
    across, down = x - middle[0], y - middle[1]
    sine, cosine = math.sin(lean), math.cos(lean)
    return middle[0] + across * cosine + down * sine, middle[1] + down * cosine - across * sine


def _in_points(rule: PixelRule, height: int, points: float) -> tuple[bool, float, float, float]:
    """A ruled line from the lower left of the page."""
    if rule.horizontal:
        return True, (height - rule.at) * points, rule.start * points, rule.end * points
    return False, rule.at * points, (height - rule.end) * points, (height - rule.start) * points
