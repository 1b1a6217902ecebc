"""The rows of a table without ruled lines and without numbers, by which of its columns each line fills."""

import re
from collections.abc import Sequence
from itertools import pairwise

from loaders.duties.line_ends import last_name
from loaders.formats.paged.layout import Line
from loaders.lexicon.bodies import ends_like_an_agency

# In heights of a line.
_SAME_LEVEL = 0.5
# In widths of a Chinese character.
_SLACK = 0.3
_MIN_COLUMNS = 2
_TO_A_MARK = re.compile("[^、，,;；。]+")


def by_filling(columns: Sequence[Sequence[Line]], *, continued: bool) -> list[float] | None:
    """Where rows whose cells begin at their top part, from the top down; None where it cannot be told.

    A row begins with a line of its first column: where a column has words that the line above leaves empty, where that
    line of the first column had room for more, or where all that the row began with begins again below lines with room.

    Parameters
    ----------
    columns : sequence of sequence of Line
        The lines of each column, from the top down.
    continued : bool
        Whether the first lines may be the rest of a row that the page before began.
    """
    levels = _levels(columns)
    if not levels or (0 not in levels[0] and not continued):
        return None
    rights = [max((line.box[2] for line in column), default=0.0) for column in columns]
    bounds: list[float] = []
    first = levels[0]
    for upper, lower in pairwise(levels):
        begins = _begins(upper, lower, first, rights)
        if begins is None:
            return None
        if begins:
            foot = min(line.box[1] for line in upper.values())
            bounds.append((foot + max(line.box[3] for line in lower.values())) / 2)
            first = lower
            if len(lower) < _MIN_COLUMNS:
                return None
    return bounds


def _levels(columns: Sequence[Sequence[Line]]) -> list[dict[int, Line]]:
    """The lines at one height by their columns, from the top down."""
    ordered = sorted(
        ((line, number) for number, column in enumerate(columns) for line in column),
        key=lambda pair: -pair[0].box[3],
    )
    levels: list[dict[int, Line]] = []
    top = 0.0
    for line, number in ordered:
        if not levels or top - line.box[3] > _SAME_LEVEL * line.height:
            levels.append({})
            top = line.box[3]
        levels[-1][number] = line
    return levels


def _begins(
    upper: dict[int, Line], lower: dict[int, Line], first: dict[int, Line], rights: Sequence[float]
) -> bool | None:
    """Whether the lower line begins a row; `first` is the line that the row above begins with."""
    fresh = lower.keys() - upper.keys()
    if 0 not in lower:
        # Cells in the middle of their rows tell nothing here; what a page cuts off goes on as it likes.
        return None if fresh and 0 in first else False
    if fresh:
        return True if len(lower) > 1 else None
    spare = {
        number for number in lower if upper[number].box[2] + (1 - _SLACK) * upper[number].em < rights[number]
    }
    if 0 in spare:
        return len(lower) > 1
    if any(_goes_on(upper[number].text, lower[number].text) for number in lower):
        return False
    if lower.keys() >= first.keys():
        return True if spare else None
    return False


def _goes_on(upper: str, lower: str) -> bool:
    """Whether a list goes on in the line below: behind its mark, or inside a name that ends there."""
    if upper.endswith(("、", "，")):
        return True
    name, rest = last_name(upper), _TO_A_MARK.match(lower)
    return rest is not None and not ends_like_an_agency(name) and ends_like_an_agency(name + rest.group())
