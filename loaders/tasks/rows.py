"""Read the rows of a flattened task table below its heads, until what follows is no row."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.document import Cell
from loaders.lexicon.headings import Column, heading_role
from loaders.tasks.cells import Kind, align
from loaders.tasks.heads import RUN_TOGETHER, Head, Lines, Span
from loaders.tasks.run_together import rows_run_together

Row = tuple[Cell, ...]

_NUMBER = re.compile(r"[(（]?(?:\d{1,2}\.){0,2}(\d{1,4})[)）]?[.、．]?")
_NUMBERED = re.compile(r"(\d{1,3})[.、．)）][ \t\u3000]*(?=[^\d\s])")
_SECTION = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）、.．]|第[一二三四五六七八九十]{1,3}[章节部篇]")
_FULL_DATE = re.compile(r"[(（]?(?:19|20)\d\d年\d{1,2}月\d{1,2}日[)）]?")
_LEVELS = frozenset("省市县区州盟旗镇乡")
_LONGEST_CATEGORY = 24
_MAX_CELLS = 60
_MAX_TASK_CELLS = 8
_MAX_LINES_BETWEEN = 3


@dataclass(frozen=True, slots=True)
class _Begin:
    """Where a row begins: what its number says and where it stands, and its cells from `at`, the first in `cells`."""

    value: int
    number: Span | None
    alone: bool
    at: int
    cells: tuple[Span, ...] = ()


class RowReader:
    """Reads the rows below the heads of a table.

    Attributes
    ----------
    unread : list of (int, int)
        Rows and lines whose cells could not be told apart.
    """

    def __init__(self, lines: Lines, head: Head) -> None:
        self._lines = lines
        self._head = head
        self._number = head.kinds.index(Column.NUMBER) if Column.NUMBER in head.kinds else None
        self._columns = [place for place, kind in enumerate(head.kinds) if kind is not Column.NUMBER]
        roles = [place for place, kind in enumerate(head.kinds) if kind is Column.ROLE]
        self._words = [lines.plain((cell.start, cell.end)) for cell in head.cells]
        self._one_role = len({heading_role(self._words[place]) for place in roles}) == 1
        self._behind = head.kinds[roles[-1] + 1 :]
        self._category: Span | None = None
        self.unread: list[Span] = []

    def rows(self) -> list[Row]:
        """The rows, each with a cell for every head; one that spans the table is a heading of those below it."""
        if self._head.gap == RUN_TOGETHER:
            return rows_run_together(self._lines, self._head)
        rows = self._of_lines() if self._head.gap else self._of_cells()
        while rows and rows[-1][0] == rows[-1][-1]:
            rows.pop()
        return rows

    def row(self, number: Span | None, cells: Sequence[Span]) -> Row | None:
        """The row of these cells beside its number; None where it names nobody or its cells fit no columns."""
        head = self._head
        cells = self._without_numbers(cells) if self._number is None else cells
        kinds = self._kinds(cells)
        columns = self._columns
        if self._number and number is not None:
            columns = [place for place in columns if place > self._number]
        found = align(kinds, [head.kinds[place] for place in columns])
        if found is None:
            return None
        if self._one_role:
            found = self._one_a_line(found, columns)
        spans: dict[int, Span] = {}
        for cell, place in zip(cells, found, strict=True):
            column = columns[place]
            if column in spans and head.kinds[column] is Column.ROLE and not self._one_role:
                return None
            spans[column] = (spans.get(column, cell)[0], cell[1])
        if not any(head.kinds[column] in (Column.ROLE, Column.PERSON) for column in spans):
            return None
        if number is not None and self._number is not None:
            spans[self._number] = number
        if head.kinds[0] is Column.SECTION:
            self._category = spans.get(0, self._category)
            if self._category is not None:
                spans[0] = self._category
        nowhere = (cells[0][0], cells[0][0])
        placed = [spans.get(place, nowhere) for place in range(len(head.cells))]
        return tuple(Cell(start=start, end=end) for start, end in placed)

    def _of_cells(self) -> list[Row]:
        """The rows of a table that has each cell on a line."""
        lines, head = self._lines, self._head
        cells = lines.blocks if head.spaced else lines.cells
        at = bisect_left(cells, (head.end, 0))
        rows: list[Row] = []
        tasks = longest = 0
        alone: bool | None = None
        while at < len(cells) and not lines.is_taken(cells[at]):
            if again := self._heads_again(cells, at):
                if not rows:
                    break
                at += again
                continue
            if self._is_section(cells, at):
                rows.append((Cell(start=cells[at][0], end=cells[at][1]),) * len(head.cells))
                at += 1
                continue
            begin = self._begin(cells, at)
            if begin is None or (alone is not None and begin.alone is not alone):
                break
            stop, bounded = self._stop(cells, begin)
            own = [*begin.cells, *cells[begin.at : stop]]
            if not bounded:
                own = self._without_what_follows(own, longest)
            read = self._rows_of_one(begin.number, own) if own else []
            if read:
                rows += read
                tasks += len(read)
                longest = max(longest, len(own))
            elif self._says_who(own) if bounded else rows and self._names_agencies(own):
                self.unread.append(((begin.number or own[0])[0], own[-1][1]))
            elif not bounded or begin.number is None:
                break
            alone = begin.alone
            at = bisect_left(cells, (own[-1][1], 0))
        # Two heads without a number may as well be words of a running text.
        return rows if tasks > 1 or len(head.cells) > 2 or self._number is not None else []

    def _heads_again(self, cells: Sequence[Span], at: int) -> int:
        """How many cells print the heads once more."""
        words, count = "", 0
        wanted = "".join(self._words)
        while at + count < len(cells) and len(words) < len(wanted):
            if cells[at + count][1] - cells[at + count][0] > 2 * len(wanted):
                return 0
            words += self._lines.plain(cells[at + count])
            count += 1
            if not wanted.startswith(words):
                return 0
        return count if words == wanted else 0

    def _is_section(self, cells: Sequence[Span], at: int) -> bool:
        """Whether a line is the heading of the rows below it."""
        end = at
        while end < len(cells) and end - at < _MAX_CELLS and _SECTION.match(self._lines.text, *cells[end]):
            end += 1
        if end == at or end == len(cells):
            return False
        return bool(self._heads_again(cells, end)) or self._begin(cells, end) is not None

    def _begin(self, cells: Sequence[Span], at: int) -> _Begin | None:
        """The row that begins here, if one does."""
        if self._number is None:
            if self._lines.kind(cells[at]) in (Kind.TEXT, Kind.WORD, Kind.NUMBER):
                return _Begin(0, None, True, at)
            return None
        for ahead in range(self._number + 1):
            found = self._numbered(cells, at + ahead)
            if found is not None:
                if ahead:
                    self._category = (cells[at][0], cells[at + ahead - 1][1])
                return found
            if at + ahead < len(cells) and cells[at + ahead][1] - cells[at + ahead][0] > _LONGEST_CATEGORY:
                return None
        return None

    def _numbered(self, cells: Sequence[Span], at: int) -> _Begin | None:
        """The row whose number stands in this cell, alone or before its first words."""
        if at >= len(cells):
            return None
        text, cell = self._lines.text, cells[at]
        if whole := _NUMBER.fullmatch(text, *cell):
            return _Begin(int(whole[1]), cell, True, at + 1)
        if part := _NUMBERED.match(text, *cell):
            return _Begin(int(part[1]), (cell[0], part.end(1)), False, at + 1, ((part.end(), cell[1]),))
        return None

    def _stop(self, cells: Sequence[Span], begin: _Begin) -> tuple[int, bool]:
        """Where the cells of a row end, and whether that is where the table goes on."""
        if self._number is None:
            return self._stop_without_number(cells, begin.at)
        named = False
        end = min(len(cells), begin.at + _MAX_CELLS)
        for at in range(begin.at, end):
            if self._lines.is_taken(cells[at]) or self._is_signature(cells, at, begin.at):
                return at, False
            following = self._numbered(cells, at)
            if following is not None and following.alone is begin.alone and (at > begin.at or begin.cells):
                next_one = following.value == begin.value + 1
                # A number on a line with words may number a part of the task, until who does it was said.
                if (next_one and (begin.alone or named)) or (
                    named and (following.value > begin.value or following.value == 1)
                ):
                    return self._before_category(cells, at), True
            if named and (self._heads_again(cells, at) or self._is_section(cells, at)):
                return at, True
            named = named or self._lines.kind(cells[at]) is Kind.AGENCIES
        return end, False

    def _before_category(self, cells: Sequence[Span], at: int) -> int:
        """The category of the next row stands before its number."""
        if not self._number or self._lines.kind(cells[at - 1]) not in (Kind.WORD, Kind.TEXT):
            return at
        short = cells[at - 1][1] - cells[at - 1][0] <= _LONGEST_CATEGORY
        return at - 1 if short and self._lines.kind(cells[at - 2]) is not Kind.TEXT else at

    def _is_signature(self, cells: Sequence[Span], at: int, first: int) -> bool:
        """Whether an agency with a full date below it signs what stands above."""
        lines = self._lines
        if lines.kind(cells[at]) is not Kind.AGENCIES or at + 1 >= len(cells):
            return False
        if not _FULL_DATE.fullmatch(lines.plain(cells[at + 1])):
            return False
        return Column.DEADLINE not in self._head.kinds or any(
            lines.kind(cell) is Kind.TIME for cell in cells[first:at]
        )

    def _stop_without_number(self, cells: Sequence[Span], at: int) -> tuple[int, bool]:
        """Where a row without a number ends: behind those it names, before what is to be done next."""
        kind = self._lines.kind
        first = at
        while first < len(cells) and kind(cells[first]) is not Kind.AGENCIES:
            if first - at >= _MAX_TASK_CELLS or _SECTION.match(self._lines.text, *cells[first]):
                return first, False
            if self._lines.is_taken(cells[first]) or self._heads_again(cells, first):
                return first, False
            first += 1
        if first < len(cells) and self._is_signature(cells, first, at):
            return at, False
        stop = first
        while stop < len(cells) and stop - at < _MAX_CELLS and self._goes_on(cells, first, stop):
            stop += 1
        for following in range(stop, min(len(cells), stop + _MAX_TASK_CELLS)):
            if kind(cells[following]) is Kind.AGENCIES:
                spare = sum(column in (None, Column.NOTE, Column.TASK) for column in self._behind)
                return stop + max(0, min(spare, following - stop - 1)), True
        return stop, False

    def _goes_on(self, cells: Sequence[Span], first: int, at: int) -> bool:
        """Whether a cell behind the first that names an agency belongs to the same row."""
        kind = self._lines.kind(cells[at])
        if kind is Kind.WORD:
            is_person = Column.PERSON in self._behind and not (
                at + 1 < len(cells) and self._lines.kind(cells[at + 1]) is Kind.AGENCIES
            )
            return is_person or self._is_short_name(cells, first, at)
        if kind is Kind.AGENCIES:
            return not self._is_signature(cells, at, first)
        if kind is Kind.TIME:
            return Column.DEADLINE in self._head.kinds
        if kind is Kind.NUMBER:
            return Column.NOTE in self._behind or None in self._behind
        return kind is Kind.NOTHING

    def _kinds(self, cells: Sequence[Span]) -> list[Kind]:
        kinds = [self._lines.kind(cell) for cell in cells]
        first = kinds.index(Kind.AGENCIES) if Kind.AGENCIES in kinds else len(kinds)
        return [
            Kind.AGENCIES if self._is_short_name(cells, first, at) else kind for at, kind in enumerate(kinds)
        ]

    def _is_short_name(self, cells: Sequence[Span], first: int, at: int) -> bool:
        """人口计生 between 省卫生厅 and 省公安厅 is an agency, and so is 省新闻出版 behind one that begins with 省."""
        kind, plain = self._lines.kind, self._lines.plain
        if at <= first or kind(cells[at]) is not Kind.WORD:
            return False
        name = plain(cells[at])
        if name[0] in _LEVELS and name[0] == plain(cells[first])[0]:
            return True
        between = at + 1 < len(cells) and kind(cells[at - 1]) is kind(cells[at + 1]) is Kind.AGENCIES
        return between and len(name) <= 6 and Column.PERSON not in self._head.kinds

    def _without_what_follows(self, cells: list[Span], longest: int) -> list[Span]:
        """Leave out what stands behind the last row of a table, where nothing but its cells says where it ends."""
        kinds = self._kinds(cells)
        spare = self._behind.count(Column.TASK)
        persons = self._behind.count(Column.PERSON)
        named = False
        for at, kind in enumerate(kinds):
            goes_on = kind is kinds[at - 1] is Kind.AGENCIES
            if longest and at >= max(longest, len(self._columns)) and not goes_on:
                return cells[:at]
            if kind is Kind.AGENCIES:
                named = True
            elif named and kind is Kind.WORD and persons:
                persons -= 1
            elif named and kind in (Kind.TEXT, Kind.WORD):
                if not spare:
                    return cells[:at]
                spare -= 1
        return cells

    def _rows_of_one(self, number: Span | None, cells: Sequence[Span]) -> list[Row]:
        """The row of a number, or its rows where several tasks stand beside it; a task that names nobody is none."""
        whole = self.row(number, cells)
        if whole is not None or number is None:
            return [whole] if whole is not None else []
        named = (Kind.AGENCIES, Kind.TIME, Kind.NOTHING)
        cuts = [
            at
            for at, (before, kind) in enumerate(pairwise(self._kinds(cells)), 1)
            if kind in (Kind.TEXT, Kind.WORD) and before in named
        ]
        if not cuts:
            return []
        parts = [cells[start:stop] for start, stop in pairwise([0, *cuts, len(cells)])]
        rows = [self.row(number, part) for part in parts]
        for row, part in zip(rows, parts, strict=True):
            if row is None and self._names_agencies(part):
                self.unread.append((part[0][0], part[-1][1]))
        return [row for row in rows if row is not None]

    def _without_numbers(self, cells: Sequence[Span]) -> Sequence[Span]:
        """The cells of a row without the numbers before its task, where no head stands above the numbers."""
        kinds = [self._lines.kind(cell) for cell in cells]
        first = kinds.index(Kind.AGENCIES) if Kind.AGENCIES in kinds else len(kinds)
        return [cell for at, cell in enumerate(cells) if kinds[at] is not Kind.NUMBER or at > first]

    def _names_agencies(self, cells: Sequence[Span]) -> bool:
        return any(self._lines.kind(cell) is Kind.AGENCIES for cell in cells)

    def _says_who(self, cells: Sequence[Span]) -> bool:
        """Whether a row that could not be read has more than a task and its time."""
        kinds = [self._lines.kind(cell) for cell in cells]
        words = sum(kind in (Kind.TEXT, Kind.WORD, Kind.BROKEN) for kind in kinds)
        return self._names_agencies(cells) or words > 1

    def _one_a_line(self, found: list[int], columns: Sequence[int]) -> list[int]:
        """Of names on lines of their own the first stands in the first column that names agencies, others behind."""
        roles = [place for place, column in enumerate(columns) if self._head.kinds[column] is Column.ROLE]
        named = [at for at, place in enumerate(found) if place in roles]
        side_by_side = roles[-1] - roles[0] < len(roles) and named and named[-1] - named[0] < len(named)
        if len(named) <= len(roles) or not side_by_side:
            return found
        spread = list(found)
        for number, at in enumerate(named):
            spread[at] = roles[min(number, len(roles) - 1)]
        return spread

    def _of_lines(self) -> list[Row]:
        """The rows of a table that has each on a line."""
        lines, head = self._lines, self._head
        at = bisect_left(lines.lines, (head.end, 0))
        rows: list[Row] = []
        between: list[Span] = []
        read: Span | None = None
        for line in lines.lines[at:]:
            cells = lines.cut(line, head.gap)
            if lines.is_taken(line) or len(between) > _MAX_LINES_BETWEEN:
                break
            if not cells:
                continue
            if [lines.plain(cell) for cell in cells] == self._words:
                if not rows:
                    break
                continue
            numbered = self._number is not None and lines.kind(cells[0]) is Kind.NUMBER
            is_section = len(cells) == 1 and _SECTION.match(lines.text, *cells[0]) is not None
            own = cells[1:] if numbered else cells
            if not is_section and (not own or (self._number is not None and not numbered)):
                between.append(line)
                continue
            row = None if is_section else self.row(cells[0] if numbered else None, own)
            if row is None and not is_section and not self._says_who(own):
                between.append(line)
                continue
            self._lay_aside(rows, read, between)
            between, read = [], None
            if is_section:
                rows.append((Cell(start=line[0], end=line[1]),) * len(head.cells))
            elif row is None:
                self.unread.append(line)
            else:
                rows.append(row)
                read = line
        # A line with gaps right below the last row goes on with it; other text does not.
        if between and len(lines.cut(between[0], head.gap)) > 1:
            self._lay_aside(rows, read, between[:1])
        return rows if any(row[0] != row[-1] for row in rows) else []

    def _lay_aside(self, rows: list[Row], read: Span | None, between: Sequence[Span]) -> None:
        """Say that lines between two rows are unread; where gaps part the cells, they go on with the row above."""
        if not between:
            return
        if read is not None and not self._head.gap.strip(" "):
            rows.pop()
            self.unread.append((read[0], between[-1][1]))
        else:
            self.unread.append((between[0][0], between[-1][1]))
