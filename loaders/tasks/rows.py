"""Read the rows of a flattened task table below its heads, until what follows is no row."""

from dataclasses import dataclass

from loaders.tasks.cells_below import CellsBelow
from loaders.tasks.heads import RUN_TOGETHER, Lines, Span, TableHead
from loaders.tasks.placing import CellRow
from loaders.tasks.rows_of_cells import rows_of_cells
from loaders.tasks.rows_of_lines import rows_of_lines
from loaders.tasks.run_together import rows_run_together


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table, each with a cell for every head, and the rows and lines that could not be taken apart.

    A row whose cells are all one is a heading of the rows below it.
    """

    read: list[CellRow]
    unread: list[Span]


def read_rows(lines: Lines, head: TableHead) -> Rows:
    """Read the rows of a table, as its heads say how they are parted."""
    if head.gap == RUN_TOGETHER:
        return Rows(rows_run_together(lines, head), [])
    rows, unread = (rows_of_lines if head.gap else rows_of_cells)(CellsBelow(lines, head))
    while rows and rows[-1][0] == rows[-1][-1]:
        rows.pop()
    return Rows(rows, unread)
