"""What a table says that divides tasks among agencies: its rows, who has which role in each, and what is not sure."""

from dataclasses import dataclass
from enum import StrEnum

from graph.model import Role
from loaders.document import Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleCell:
    """A cell that names agencies, the role that its column's heading gives them, and that heading.

    `with_persons` says that the heading promises persons beside them (牵头单位及责任人), `asks_who` that it asks for
    whoever does the work, a body or a person (谁负责).
    """

    role: Role
    heading: Cell
    names: Cell
    with_persons: bool = False
    asks_who: bool = False


class Doubt(StrEnum):
    """Why the names of a cell are not sure."""

    LINE_END = "whether a line of this cell ends a name cannot be told"
    ABOVE = "which names of the cell above this one repeats cannot be told"
    ROLES = "which of these names have which role of the column cannot be told"
    BLANK = "no agency stands beside this task; whether it goes on from the row above cannot be told"
    NO_LEAD = "who leads this task is left empty; whether it goes on from the row above cannot be told"
    SIGN = "what this sign says of the agency above it cannot be told"
    TOTAL = "whether these names of a row of totals have a duty cannot be told"
    NOTE = "for which tasks those are named whom this note among the rows names cannot be told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsure:
    """Names that are not sure, and why."""

    cell: Cell
    why: Doubt


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One task: spans of the document's text, from which everything is to be quoted.

    `sections` are the headings that the row stands under, from the top: rows that span the table and cells of a
    category. `tasks` are the cells that say what is to be done, from the left (重点任务, 具体措施). A cell that is
    empty, or says so (无, /), is left out, and so are the names of a cell of which it cannot be told where they end,
    which they are or which role they have: they are `unsure`. `start` and `end` bound the row's own cells, without the merged ones that
    begin in a row above. `duty` is what says who does it, where that is not the cells of the names.
    """

    start: int
    end: int
    sections: tuple[Cell, ...]
    number: Cell | None
    tasks: tuple[Cell, ...]
    roles: tuple[RoleCell, ...]
    persons: tuple[Cell, ...]
    deadline: Cell | None
    note: Cell | None
    unsure: tuple[Unsure, ...] = ()
    duty: Cell | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskTable:
    """A table that divides tasks among agencies; `start` and `end` bound it with its headings."""

    start: int
    end: int
    rows: tuple[TaskRow, ...]
