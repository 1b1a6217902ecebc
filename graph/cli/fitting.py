"""A table in the width of a terminal: numbers stay whole, texts wrap, what has no room stands below its row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from graph.model.language import heads, listed, say

LATER = frozenset(
    {
        "basis",
        "closeness",
        "coefficient",
        "constraint",
        "core",
        "effective_size",
        "eigenvector",
        "expected",
        "first_size",
        "fractional",
        "hhi",
        "jaccard",
        "p",
        "peak",
        "peak_month",
        "rank_high",
        "rank_low",
        "second_size",
        "sign",
        "span",
        "stability",
        "weight",
        "z_load",
    }
)
"""Columns that give way first."""

_GAP = 3
_TEXT = 16
"""Cells that a text needs at least, if it has so many."""
_HEADING = 12
_PIECE = re.compile(r"[（(《“]*(?:[0-9A-Za-z.,%+/:~-]+_?|.)[、，。；：）)》”]*")
"""What stays on one line: a number, a word, a character with the mark behind it."""


@dataclass(frozen=True, slots=True)
class _Fit:
    """The columns side by side with their widths, those below, and those left out, by their places."""

    widths: dict[int, int]
    below: tuple[int, ...]
    out: tuple[int, ...]


def fitted(
    columns: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool], width: int
) -> list[str]:
    """Lay out a table in lines of at most `width` cells.

    Columns keep their order. Numbers are never broken: a column of them that has no room is left out, and the last line
    names it. A text wraps; a column of texts that has no room stands below each row, behind its name.

    Parameters
    ----------
    columns : sequence of str
        The names of the columns; their heads are printed.
    rows : sequence of sequence of str
        The cells as they are shown.
    numeric : sequence of bool
        Whether each column holds numbers.
    width : int
        Cells in a line.
    """
    named = heads(columns)
    fit = _fit(columns, named, rows, numeric, width)
    lines = _side_by_side([wrapped(named[place], room) for place, room in fit.widths.items()], fit, numeric)
    lines.append(" " + "─" * min(width - 1, sum(fit.widths.values()) + _GAP * (len(fit.widths) - 1)))
    for row in rows:
        lines += _side_by_side(
            [wrapped(row[place], room) for place, room in fit.widths.items()], fit, numeric
        )
        for place in fit.below:
            if row[place]:
                lines += _below(named[place], row[place], width)
    if fit.out:
        left = say("Without {names}: --wide shows all.", names=listed(named[place] for place in fit.out))
        lines += [f" {line}" for line in wrapped(left, width - 1)]
    return lines


def wrapped(text: str, width: int, piece: re.Pattern[str] = _PIECE) -> list[str]:
    """Cut a text into lines of at most so many cells, between what a pattern says stays on one line.

    Examples
    --------
    >>> wrapped("完成12345户，2026年底前", 10)
    ['完成12345', '户，2026年', '底前']
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, room = "", width
        for found in piece.findall(paragraph):
            for part in [found] if cell_len(found) <= width else list(found):
                if cell_len(part) > room:
                    lines.append(line.rstrip())
                    line, room = "", width
                    part = part.lstrip()
                line += part
                room -= cell_len(part)
        lines.append(line.rstrip())
    return lines


def _fit(
    columns: Sequence[str],
    named: Sequence[str],
    rows: Sequence[Sequence[str]],
    numeric: Sequence[bool],
    width: int,
) -> _Fit:
    full, least = [], []
    for place, heading in enumerate(named):
        longest = max((_width(row[place]) for row in rows), default=0)
        full.append(max(longest, cell_len(heading)))
        pieces = max(map(cell_len, _PIECE.findall(heading)), default=0)
        least.append(
            max(longest, min(cell_len(heading), max(_HEADING, pieces)))
            if numeric[place]
            else min(full[-1], _TEXT)
        )
    room, chosen = width - 1 + _GAP, []
    # A text that has no room is still to be read below; a number is gone.
    order = sorted(
        range(len(columns)),
        key=lambda place: (columns[place] in LATER, place > 1 and not numeric[place], place),
    )
    for place in order:
        if least[place] + _GAP <= room:
            chosen.append(place)
            room -= least[place] + _GAP
    widths = {place: least[place] for place in sorted(chosen)}
    # What is left goes to whoever needs it, the narrowest first.
    while room > 0 and (wanting := [place for place in widths if widths[place] < full[place]]):
        widths[min(wanting, key=lambda place: (widths[place], place))] += 1
        room -= 1
    others = [place for place in range(len(columns)) if place not in widths]
    return _Fit(
        widths,
        tuple(place for place in others if not numeric[place]),
        tuple(place for place in others if numeric[place]),
    )


def _width(text: str) -> int:
    return max(map(cell_len, text.split("\n")))


def _side_by_side(cells: list[list[str]], fit: _Fit, numeric: Sequence[bool]) -> list[str]:
    lines = []
    for number in range(max(map(len, cells), default=0)):
        parts = []
        for (place, width), lines_of_cell in zip(fit.widths.items(), cells, strict=True):
            text = lines_of_cell[number] if number < len(lines_of_cell) else ""
            room = " " * (width - cell_len(text))
            parts.append(room + text if numeric[place] else text + room)
        lines.append(f" {(' ' * _GAP).join(parts)}".rstrip())
    return lines


def _below(heading: str, text: str, width: int) -> list[str]:
    label = f"   {heading}: "
    first, *rest = wrapped(text, max(width - cell_len(label), _TEXT))
    return [label + first, *(" " * cell_len(label) + line for line in rest)]
