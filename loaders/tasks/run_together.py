"""Rows of a flattened table that nothing parts but their numbers and the agencies that each names."""

import re

from loaders.document import Cell
from loaders.lexicon.headings import Column
from loaders.tasks.cells import CellKind
from loaders.tasks.heads import Lines, TableHead

_LONGEST_ROW = 2000
_MAX_NUMBERS = 40
_DIGITS = re.compile(r"\d{1,3}")


def rows_run_together(lines: Lines, head: TableHead) -> list[tuple[Cell, ...]]:
    """Read rows of which each begins at the number that follows, behind a sentence and those it names.

    None are read where the heads are not a number, a task and, last, one column of agencies.
    """
    text = lines.text
    one_role = head.kinds.count(Column.ROLE) == 1 and head.kinds[-1] is Column.ROLE
    rows: list[tuple[Cell, ...]] = []
    digits = _DIGITS.match(text, head.end) if one_role and head.kinds[0] is Column.NUMBER else None
    while digits is not None:
        end = _end_of_row(lines, int(digits.group()), digits.end())
        if end is None:
            break
        names, following = end
        row = [Cell(start=digits.end(), end=digits.end())] * len(head.cells)
        row[0] = Cell(start=digits.start(), end=digits.end())
        row[head.kinds.index(Column.TASK)] = Cell(start=digits.end(), end=names)
        row[-1] = Cell(start=names, end=following)
        rows.append(tuple(row))
        digits = _DIGITS.match(text, following)
    return rows


def _end_of_row(lines: Lines, value: int, at: int) -> tuple[int, int] | None:
    """Where those that a row names stand: from the end of its last sentence to the number of the next row or of the line."""
    following = re.compile(rf"(?<!\d){value + 1}(?![\d年月日%.])")
    for count, match in enumerate(following.finditer(lines.text, at, at + _LONGEST_ROW)):
        names = lines.text.rfind("。", at, match.start()) + 1
        if names and lines.kind((names, match.start())) is CellKind.AGENCIES:
            return names, match.start()
        if count >= _MAX_NUMBERS:
            break
    # The last row ends with its line.
    stop = min(end for end in (lines.text.find("\n", at), len(lines.text)) if end >= 0)
    names = lines.text.rfind("。", at, stop) + 1
    return (names, stop) if names and lines.kind((names, stop)) is CellKind.AGENCIES else None
