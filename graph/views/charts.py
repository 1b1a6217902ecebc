"""Shapes of the report's charts, in the units of their view boxes; templates turn them into SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from graph.views.layout import label_width


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Point:
    """A dot of a scatter chart; `text_at` is where its label stands, None where there is no room for it."""

    row: int
    x: float
    y: float
    radius: float
    label: str
    text_at: tuple[float, float, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scatter:
    """A scatter chart in a box of `width` and `height`."""

    width: int
    height: int
    left: int
    bottom: int
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a chart over time, `height` up from the axis at `base`."""

    x: float
    base: float
    width: float
    height: float
    label: str
    count: int
    named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnChart:
    """A column chart in a box of `width` and `height`."""

    width: int
    height: int
    left: int
    bottom: int
    y_ticks: tuple[Tick, ...]
    columns: tuple[Column, ...]


def even_steps(highest: float, most: int = 6) -> list[float]:
    """Round values from 0 to at least `highest`, 1, 2 or 5 times a power of ten apart.

    >>> even_steps(13)
    [0.0, 5.0, 10.0, 15.0]
    >>> even_steps(0)
    [0.0, 1.0]
    """
    if highest <= 0:
        return [0.0, 1.0]
    rough = highest / most
    power = 10.0 ** floor(log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
    return [round(number * step, 10) for number in range(ceil(highest / step - 1e-9) + 1)]


def scatter(
    rows: Sequence[tuple[float, float, float, str]], *, width: int = 600, height: int = 400
) -> Scatter:
    """Lay out dots (x, y, weight, label): area by weight, labels of the heaviest 40 where they cover nothing."""
    left, bottom, top, right, font = 46, height - 42, 30, width - 20, 12
    xs = even_steps(max((row[0] for row in rows), default=0))
    ys = even_steps(max((row[1] for row in rows), default=0))
    heaviest = max((row[2] for row in rows), default=0) or 1
    placed = [
        (
            number,
            left + (right - left) * row[0] / xs[-1],
            bottom - (bottom - top) * row[1] / ys[-1],
            4 + 11 * (row[2] / heaviest) ** 0.5,
            row[3],
        )
        for number, row in enumerate(rows)
    ]
    order = sorted(placed, key=lambda dot: (-dot[3], dot[0]))
    dots = {number: (x - r, x + r, y - r, y + r) for number, x, y, r, _ in placed}
    taken: list[tuple[float, float, float, float]] = []
    texts = {}
    for number, x, y, r, label in order[:40]:
        long = label_width(label, font)
        for anchor, start in (("start", x + r + 4), ("end", x - r - 4 - long)):
            box = (start, start + long, y - font * 0.7, y + font * 0.7)
            inside = box[0] >= left and box[1] <= width and box[2] >= 0 and box[3] <= bottom
            free = all(not _meet(box, dot) for other, dot in dots.items() if other != number)
            if inside and free and not any(_meet(box, other) for other in taken):
                taken.append(box)
                texts[number] = (start if anchor == "start" else start + long, y + font * 0.36, anchor)
                break
    return Scatter(
        width=width,
        height=height,
        left=left,
        bottom=bottom,
        x_ticks=tuple(Tick(round(left + (right - left) * x / xs[-1], 1), f"{x:g}") for x in xs),
        y_ticks=tuple(Tick(round(bottom - (bottom - top) * y / ys[-1], 1), f"{y:g}") for y in ys),
        points=tuple(
            Point(number, round(x, 1), round(y, 1), round(r, 1), label, _rounded(texts.get(number)))
            for number, x, y, r, label in order
        ),
    )


def columns(rows: Sequence[tuple[str, int]], *, width: int = 600, height: int = 240) -> ColumnChart:
    """Lay out columns (label, count) side by side; of many labels only some are named."""
    left, bottom, top, right = 36, height - 28, 18, width - 6
    steps = even_steps(max((count for _, count in rows), default=0), 4)
    pitch = (right - left) / max(len(rows), 1)
    thick = min(pitch * 0.72, 34)
    longest = max((label_width(label, 11) for label, _ in rows), default=0) + 8
    every = max(1, ceil(longest / pitch))
    return ColumnChart(
        width=width,
        height=height,
        left=left,
        bottom=bottom,
        y_ticks=tuple(
            Tick(round(bottom - (bottom - top) * step / steps[-1], 1), f"{step:g}") for step in steps
        ),
        columns=tuple(
            Column(
                round(left + pitch * number + (pitch - thick) / 2, 1),
                round(bottom - (bottom - top) * count / steps[-1], 1),
                round(thick, 1),
                round((bottom - top) * count / steps[-1], 1),
                label,
                count,
                number % every == 0,
            )
            for number, (label, count) in enumerate(rows)
        ),
    )


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def _rounded(text: tuple[float, float, str] | None) -> tuple[float, float, str] | None:
    return text and (round(text[0], 1), round(text[1], 1), text[2])
