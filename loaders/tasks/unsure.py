"""Tell the names of a cell that are sure from those that a line's end may part in two."""

import re
from itertools import pairwise

from loaders.document import Cell, Document

_MARKS = frozenset("、,，;；")
_OPENS, _CLOSES = frozenset("(（〔[［"), frozenset(")）〕]］")
# Behind a doubtful name only one that brings its own level is sure: what it would inherit is not.
_OWN_LEVEL = re.compile(r"\s*(?:[各省市县区州盟旗镇乡]|自治|国家|国务院)")


def sure_and_unsure(document: Document, cell: Cell) -> tuple[list[Cell], list[Cell]]:
    """The stretches of a cell whose names are sure, and the others, each in the order of the text."""
    text, doubts = document.text, {at for at in document.unsure if cell.start <= at < cell.end}
    sure: list[Cell] = []
    unsure: list[Cell] = []
    certain = True
    for start, end in _pieces(text, cell, doubts):
        if any(start <= at < end for at in doubts):
            certain = False
            unsure.append(Cell(start=start, end=end))
        elif certain or _OWN_LEVEL.match(text, start, end):
            first = sure.pop().start if sure and certain else start
            sure.append(Cell(start=first, end=end))
            certain = True
        elif text[start:end].strip():
            unsure.append(Cell(start=start, end=end))
    return sure, unsure


def _pieces(text: str, cell: Cell, doubts: set[int]) -> list[tuple[int, int]]:
    """The cell cut at the marks that no bracket holds, and at the line ends that are sure to part two names."""
    cuts, depth = [cell.start - 1], 0
    for at in range(cell.start, cell.end):
        sign = text[at]
        depth += (sign in _OPENS) - (sign in _CLOSES and depth > 0)
        if depth == 0 and (sign in _MARKS or (sign == "\n" and at not in doubts)):
            cuts.append(at)
    return [(before + 1, after) for before, after in pairwise([*cuts, cell.end])]
