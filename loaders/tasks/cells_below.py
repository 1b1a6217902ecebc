"""What the cells below the heads of a flattened table say, by the cells beside them and by the heads."""

import re
from collections.abc import Sequence

from graph.model import Level
from loaders.lexicon.headings import Column
from loaders.lexicon.organs import tables
from loaders.lexicon.wording import wording
from loaders.tasks.cells import CellKind
from loaders.tasks.heads import Lines, Span, TableHead

_FULL_DATE = re.compile(r"[(（]?(?:19|20)\d\d年\d{1,2}月\d{1,2}日[)）]?")
_LEVELS = frozenset("省市县区州盟旗镇乡")
_LONGEST_SHORT_NAME = 6
_LONGEST_REST = 6
# A list that goes on: a mark at its end, or a bracket that has not closed.
_GOES_ON = re.compile(r"[、,，]$|[(（〔][^()（）〔〕]*$")


class CellsBelow:
    """The cells below the heads of a table.

    Attributes
    ----------
    lines : Lines
        The lines of the text.
    head : Head
        The heads.
    words : list of str
        What each head says.
    number : int or None
        The column of the rows' numbers.
    behind : tuple of (Column or None)
        What the columns behind the last one of agencies hold.
    """

    def __init__(self, lines: Lines, head: TableHead) -> None:
        self.lines = lines
        self.head = head
        self.words = [lines.plain((cell.start, cell.end)) for cell in head.cells]
        self.number = head.kinds.index(Column.NUMBER) if Column.NUMBER in head.kinds else None
        last_role = max(place for place, kind in enumerate(head.kinds) if kind is Column.ROLE)
        self.behind = head.kinds[last_role + 1 :]

    def kind(self, cell: Span) -> CellKind:
        """What a cell is by its own words."""
        return self.lines.kind(cell)

    def kinds(self, cells: Sequence[Span]) -> list[CellKind]:
        """What the cells of a row are, each by its own words and by what stands beside it."""
        kinds = [self.kind(cell) for cell in cells]
        first = _first_agencies(kinds)
        return [
            CellKind.AGENCIES if self.is_short_name(cells, first, at) else kind
            for at, kind in enumerate(kinds)
        ]

    def is_short_name(self, cells: Sequence[Span], first: int, at: int) -> bool:
        """人口计生 between 省卫生厅 and 省公安厅 is an agency, and so is 省新闻出版 behind one that begins with 省."""
        if at <= first or self.kind(cells[at]) is not CellKind.WORD:
            return False
        name = self.lines.plain(cells[at])
        if name.endswith(wording().columns.task):
            # 县民生实事 in a column of notes says where the task comes from.
            return False
        if name[0] in _LEVELS and name[0] == self.lines.plain(cells[first])[0]:
            return True
        between = (
            at + 1 < len(cells) and self.kind(cells[at - 1]) is self.kind(cells[at + 1]) is CellKind.AGENCIES
        )
        return between and len(name) <= _LONGEST_SHORT_NAME and Column.PERSON not in self.head.kinds

    def gone_on(self, cell: Span, line: Span) -> Span | None:
        """A cell with the line below it, where it ends inside a name, or behind a mark, and that line is its rest."""
        lines = self.lines
        words, below = lines.plain(cell), lines.plain(line)
        if lines.is_taken(line) or lines.text.count("\n", cell[1], line[0]) > 1:
            return None
        ends_inside = (
            lines.kind(cell) is CellKind.BROKEN
            or _GOES_ON.search(words) is not None
            or (lines.kind(cell) is CellKind.WORD and _is_one_bureau(words + below))
        )
        kind, both = lines.kind(line), (cell[0], line[1])
        rest = kind in (CellKind.AGENCIES, CellKind.BROKEN) or (
            kind in (CellKind.WORD, CellKind.TEXT) and len(below) <= _LONGEST_REST
        )
        if not ends_inside or not rest:
            return None
        return (
            both if lines.kind(both) in {CellKind.AGENCIES, kind} - {CellKind.WORD, CellKind.TEXT} else None
        )

    def without_numbers(self, cells: Sequence[Span]) -> Sequence[Span]:
        """The cells of a row without the numbers before its task, where no head stands above the numbers."""
        if self.number is not None:
            return cells
        kinds = [self.kind(cell) for cell in cells]
        first = _first_agencies(kinds)
        return [cell for at, cell in enumerate(cells) if kinds[at] is not CellKind.NUMBER or at > first]

    def names_agencies(self, cells: Sequence[Span]) -> bool:
        """Whether a cell is one that names agencies."""
        return any(self.kind(cell) is CellKind.AGENCIES for cell in cells)

    def says_who(self, cells: Sequence[Span]) -> bool:
        """Whether a row that could not be read has more than a task and its time."""
        kinds = [self.kind(cell) for cell in cells]
        words = sum(kind in (CellKind.TEXT, CellKind.WORD, CellKind.BROKEN) for kind in kinds)
        return self.names_agencies(cells) or words > 1

    def heads_again(self, cells: Sequence[Span], at: int) -> int:
        """How many cells print the heads once more."""
        words, count = "", 0
        wanted = "".join(self.words)
        while at + count < len(cells) and len(words) < len(wanted):
            if cells[at + count][1] - cells[at + count][0] > 2 * len(wanted):
                return 0
            words += self.lines.plain(cells[at + count])
            count += 1
            if not wanted.startswith(words):
                return 0
        return count if words == wanted else 0

    def is_signature(self, cells: Sequence[Span], at: int, first: int) -> bool:
        """Whether an agency with a full date below it signs what stands above."""
        if self.kind(cells[at]) is not CellKind.AGENCIES or at + 1 >= len(cells):
            return False
        if not _FULL_DATE.fullmatch(self.lines.plain(cells[at + 1])):
            return False
        return Column.DEADLINE not in self.head.kinds or any(
            self.kind(cell) is CellKind.TIME for cell in cells[first:at]
        )


def _is_one_bureau(name: str) -> bool:
    """Whether two lines make one bureau that the tables know: 市住房和城乡 and 建设局 below it."""
    return name[0] in _LEVELS and tables().body(name[1:], Level.CITY) is not None


def _first_agencies(kinds: Sequence[CellKind]) -> int:
    return kinds.index(CellKind.AGENCIES) if CellKind.AGENCIES in kinds else len(kinds)
