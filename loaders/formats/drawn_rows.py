"""Tell where the rows of a drawn table begin that no line parts: by their numbers, their tasks and the room of cells."""

import re
from collections.abc import Sequence
from itertools import pairwise

from loaders.duties.line_ends import LineEnd, line_end
from loaders.formats.wrapping import WIDE, room_for, width_of
from loaders.lexicon.headings import Column, heading_kind, names_places

Line = tuple[int, Sequence[str]]
"""The number of a line and the pieces between its uprights."""

_LAST_NAME = re.compile(r"[^、,，;；]*$")
_OF_TASKS = (Column.TASK, Column.SECTION)


def row_begins(groups: Sequence[Sequence[Line]]) -> set[int]:
    """The lines on which rows begin though no line is drawn above them.

    `groups` are the lines between two that are drawn. Where those parts the rows below the heads, each of them is one
    row; else a row begins with its number, or with a task that does not go on from the line above.
    """
    at = next((at for at, group in enumerate(groups) if _kinds(group) or _kinds(group[:1])), None)
    if at is None:
        return set()
    head = groups[at] if _kinds(groups[at]) else groups[at][:1]
    kinds = _kinds(head)
    same = groups[at][len(head) :]
    below = [group for group in (same, *groups[at + 1 :]) if group]
    begins = {same[0][0]} if same else set()
    for group in below:
        numbers = [line for line in group if _numbered(line, kinds)]
        if len(below) > 1 and len(numbers) < 2:
            continue
        for before, line in pairwise(group):
            if line in numbers or (not numbers and _begins(before[1], line[1], kinds)):
                begins.add(line[0])
    return begins


def _kinds(group: Sequence[Line]) -> list[Column | None]:
    """What the columns hold if these lines are heads of a table that divides tasks; else nothing."""
    columns = zip(*(pieces for _, pieces in group), strict=False)
    words = ["".join("".join(column).split()) for column in columns]
    kinds = [heading_kind(head) for head in words]
    if words and kinds[0] is None and names_places(words[0]):
        kinds[0] = Column.SECTION
    known = sum(kind is not None for kind in kinds)
    return kinds if Column.ROLE in kinds and 2 * known >= len(kinds) else []


def _numbered(line: Line, kinds: Sequence[Column | None]) -> bool:
    if Column.NUMBER not in kinds:
        return False
    return bool(line[1][kinds.index(Column.NUMBER)].strip())


def _begins(above: Sequence[str], line: Sequence[str], kinds: Sequence[Column | None]) -> bool:
    """Whether a line begins a row: it has a task, and its cells do not all go on where those above had no more room."""
    first_role = kinds.index(Column.ROLE)
    tasks = [place for place in range(first_role) if kinds[place] in _OF_TASKS]
    if not line[tasks[-1] if tasks else 0].strip():
        return False
    said = [place for place, piece in enumerate(line) if piece.strip()]
    if not all(_is_full(above[place], line[place].strip()) for place in said):
        return True
    named = [place for place in said if kinds[place] is Column.ROLE]
    return bool(named) and not any(_goes_on(above[place], line[place]) for place in named)


def _is_full(piece: str, following: str) -> bool:
    """Whether a line of a cell has no room for what the next begins with."""
    text = piece.strip()
    margin = width_of(piece) - width_of(piece.lstrip())
    room = width_of(piece) - 2 * min(margin, 1)
    return bool(text) and room - width_of(text) < room_for(following, WIDE, room)


def _goes_on(above: str, line: str) -> bool:
    last = _LAST_NAME.search(above.strip())
    return last is None or not last.group() or line_end(last.group(), line.strip()) is LineEnd.INSIDE
