"""Find task tables that were flattened into lines of text, as a copied web page or a converted file gives them.

Each cell stands on a line of its own (a head may be broken over two), or a row on a line with | , tabs or wide gaps
between its cells; the heads may be run together into one line. A row may lack its empty cells.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from loaders.cells import Kind, align, kind_of
from loaders.document import Cell, Document, TableSpan
from loaders.tables import Column, TaskTable, heading_kind, heading_role, task_tables

# A table of tasks has a head that ends in one of these, at the end of a line, of a cell, or before the next head.
_GATES = tuple(
    re.compile(rf"{word}(?=[ \t\u3000]*[\r\n|\t]|[ \u3000]{{2}}|[完进办责配协备时分牵联主参落实\d]|\()")
    for word in ("单位", "部门", "科室")
)
_NO_HEAD = re.compile(r"[:：。；;，,！？]")
_LONGEST_HEAD = 24
_LONGEST_GLUED = 80
_NUMBER_HEADS = ("序号", "编号")
_MAX_HEADS = 24
_MAX_CELLS = 60
_NONE = "none"
_LINE = re.compile(r"[^\r\n]+")
_GAP = {
    "|": re.compile(r"[^|]+"),
    "\t": re.compile(r"[^\t]+"),
    " ": re.compile(r"(?:[^ \t\u3000]|[ \u3000](?![ \t\u3000]))+"),
}
_CELLS_OF_A_LINE = re.compile(r"[^|\t]+")
_NUMBER = re.compile(r"[(（]?(\d{1,4})[)）]?[.、．]?")
_NUMBERED = re.compile(r"(\d{1,3})[.、．)）][ \t\u3000]*(?=[^\d\s])")
_SECTION = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）、.．]|第[一二三四五六七八九十]{1,3}[章节部篇]")
_FRAGMENT = re.compile(
    r"牵头|责任|配合|协办|主办|承办|参与|协同|落实|实施|完成|办结|推进|整改|分管|主管|联系|序|编|(?:主要|具体|相关|第一)(?:责任|牵头|配合)?"
)
_FULL_DATE = re.compile(r"[(（]?(?:19|20)\d\d年\d{1,2}月\d{1,2}日[)）]?")
_LEVELS = frozenset("省市县区州盟旗镇乡")
_MAX_TASK_CELLS = 10
_MAX_ROWS_OF_HEADS = 4
_LONGEST_ROW = 2000
_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Flattened:
    """The tables of a text, and the heads, rows and lines of such tables whose cells cannot be told apart."""

    tables: tuple[TableSpan, ...] = ()
    unread: tuple[_Span, ...] = ()


def find_flattened(text: str, taken: Sequence[_Span] = ()) -> Flattened:
    """Find the flattened task tables of a text.

    Parameters
    ----------
    text : str
        The text of a document.
    taken : sequence of (int, int)
        Sorted spans of it that are read as tables already.

    Returns
    -------
    Flattened
        Tables as spans of the text, in its order, each row with a cell for every head.

    Examples
    --------
    >>> text = "序号\\n工作任务\\n牵头\\n单位\\n1\\n编制图谱\\n市科技局\\n2\\n发布清单\\n市财政局\\n"
    >>> [table] = find_flattened(text).tables
    >>> [[text[cell.start : cell.end] for cell in row] for row in table.rows[1:]]
    [['1', '编制图谱', '市科技局'], ['2', '发布清单', '市财政局']]
    """
    hits = sorted(match.start() for gate in _GATES for match in gate.finditer(text))
    reader: _Reader | None = None
    tables: list[TableSpan] = []
    unread: list[_Span] = []
    behind = 0
    for hit in hits:
        if hit < behind or not _may_be_head(text, hit) or _inside(hit, taken):
            continue
        if reader is None:
            reader = _Reader(text, taken)
        head = reader.head_at(hit)
        if head is None or head.start < behind:
            continue
        table, lost = reader.table(head)
        if table is not None:
            tables.append(table)
            behind = table.end
        elif head.sure:
            unread.append((head.start, head.end))
            behind = head.end
        unread += lost
    return Flattened(tuple(tables), tuple(sorted(unread)))


def all_task_tables(document: Document) -> tuple[list[TaskTable], tuple[_Span, ...]]:
    """The task tables of a document, flattened ones too, and the places of such that cannot be read.

    Returns
    -------
    list of TaskTable, tuple of (int, int)
        Both in the order of the text.
    """
    tables = task_tables(_mended(document)) if document.tables else []
    flattened = find_flattened(document.text, [(table.start, table.end) for table in tables])
    if flattened.tables:
        tables += task_tables(replace(document, tables=flattened.tables))
        tables.sort(key=lambda table: table.start)
    return tables, flattened.unread


def _may_be_head(text: str, at: int) -> bool:
    """A cheap look at the line before it is taken apart."""
    start = max(0, at - _LONGEST_GLUED)
    start = max(start, text.rfind("\n", start, at) + 1)
    return _NO_HEAD.search(text, start, at + 2) is None or "序号" in text[start:at]


def _inside(at: int, spans: Sequence[_Span]) -> bool:
    number = bisect_left(spans, (at + 1, 0)) - 1
    return number >= 0 and at < spans[number][1]


@dataclass(frozen=True, slots=True)
class _Head:
    """The heads of a table: `gap` parts the cells of its rows, or is empty where each cell has a line."""

    cells: tuple[Cell, ...]
    kinds: tuple[Column | None, ...]
    gap: str = ""
    spaced: bool = False

    @property
    def start(self) -> int:
        return self.cells[0].start

    @property
    def end(self) -> int:
        return self.cells[-1].end

    @property
    def sure(self) -> bool:
        """Whether nothing but a table begins like this."""
        return len(self.cells) > 2


def _head(
    cells: Sequence[_Span], kinds: Sequence[Column | None], *, gap: str = "", spaced: bool = False
) -> _Head | None:
    known = {kind for kind in kinds if kind is not None}
    if Column.ROLE not in known or not known & {Column.TASK, Column.NUMBER, Column.SECTION}:
        return None
    if 2 * kinds.count(None) > len(kinds):
        return None
    return _Head(tuple(Cell(start=start, end=end) for start, end in cells), tuple(kinds), gap, spaced)


class _Reader:
    """The lines of a text and what they are, each looked at once."""

    def __init__(self, text: str, taken: Sequence[_Span]) -> None:
        self.text = text
        self._taken = taken
        self._kinds: dict[_Span, Kind] = {}

    @cached_property
    def lines(self) -> list[_Span]:
        return list(self._stripped(_LINE, 0, len(self.text)))

    @cached_property
    def cells(self) -> list[_Span]:
        """Every line, cut at the marks between cells that it may still have."""
        return [cell for line in self.lines for cell in self._stripped(_CELLS_OF_A_LINE, *line)]

    @cached_property
    def blocks(self) -> list[_Span]:
        """Lines without an empty one between them, as one cell."""
        blocks: list[_Span] = []
        for start, end in self.lines:
            if blocks and self.text.count("\n", blocks[-1][1], start) == 1:
                blocks[-1] = (blocks[-1][0], end)
            else:
                blocks.append((start, end))
        return blocks

    def cut(self, line: _Span, gap: str) -> list[_Span]:
        """The cells of a line."""
        return list(self._stripped(_GAP[gap], *line))

    def is_taken(self, cell: _Span) -> bool:
        """Whether a cell belongs to a table that is read already."""
        return _inside(cell[0], self._taken)

    def _stripped(self, pattern: re.Pattern[str], start: int, end: int) -> Iterator[_Span]:
        text = self.text
        for match in pattern.finditer(text, start, end):
            left, right = match.span()
            while left < right and text[left].isspace():
                left += 1
            while right > left and text[right - 1].isspace():
                right -= 1
            if right > left:
                yield left, right

    def plain(self, span: _Span) -> str:
        return "".join(self.text[slice(*span)].split())

    def kind(self, span: _Span) -> Kind:
        kind = self._kinds.get(span)
        if kind is None:
            kind = self._kinds[span] = kind_of(self.text[slice(*span)])
        return kind

    # Heads

    def head_at(self, hit: int) -> _Head | None:
        """The heads around a place where one may stand."""
        number = bisect_left(self.lines, (hit + 1, 0)) - 1
        if number < 0:
            return None
        line = self.lines[number]
        return (
            self._row_of_heads(line)
            or self._glued_heads(number)
            or self._heads_on_lines(hit)
            or self._run_together(hit)
        )

    def _row_of_heads(self, line: _Span) -> _Head | None:
        for gap, pattern in _GAP.items():
            cells = list(self._stripped(pattern, *line))
            if len(cells) > 2 and all(end - start <= 2 * _LONGEST_HEAD for start, end in cells):
                return _head(cells, [heading_kind(self.text[slice(*cell)]) for cell in cells], gap=gap)
        return None

    def _glued_heads(self, number: int) -> _Head | None:
        cells = self._unglued(self.lines[number])
        if not cells:
            return None
        for line in self.lines[number + 1 : number + 3]:
            below = self._unglued(line)
            if not below:
                break
            cells += below
        return _head(cells, [heading_kind(self.text[slice(*cell)]) for cell in cells])

    def _unglued(self, line: _Span) -> list[_Span]:
        """The heads that were run together into one line: cut where they are of the usual length."""
        start, end = line
        if not 8 <= end - start <= _LONGEST_GLUED or _NO_HEAD.search(self.text, start, end):
            return []
        best: list[tuple[int, int] | None] = [None] * (end - start + 1)
        best[0] = (0, 0)
        for stop in range(2, end - start + 1):
            for length in range(2, 9):
                before = best[stop - length] if stop >= length else None
                if before is None:
                    continue
                cost = before[0] + (0 if length == 4 else 1 if length < 6 else 3)
                held = best[stop]
                words = self.text[start + stop - length : start + stop]
                if (
                    (held is None or cost < held[0])
                    and (length == 2 or not words.startswith(_NUMBER_HEADS))
                    and heading_kind(words) is not None
                ):
                    best[stop] = (cost, length)
        cells: list[_Span] = []
        stop = end - start
        while stop and (found := best[stop]) is not None:
            cells.append((start + stop - found[1], start + stop))
            stop -= found[1]
        return cells[::-1] if stop == 0 and len(cells) > 2 else []

    def _run_together(self, hit: int) -> _Head | None:
        """Heads that are run together with what stands before and behind them."""
        text = self.text
        start = max(text.rfind(word, max(0, hit - _LONGEST_GLUED), hit) for word in _NUMBER_HEADS)
        if start < 0 or _NO_HEAD.search(text, start, hit):
            return None
        for stop in range(min(len(text), hit + _LONGEST_HEAD), hit + 1, -1):
            cells = self._unglued((start, stop))
            if cells and text[stop : stop + 1].isdigit():
                return _head(cells, [heading_kind(text[slice(*cell)]) for cell in cells], gap=_NONE)
        return None

    def _heads_on_lines(self, hit: int) -> _Head | None:
        cells = self.cells
        at = bisect_left(cells, (hit + 1, 0)) - 1
        first = at
        while first > 0 and at - first < _MAX_HEADS and self._like_head(cells[first - 1]):
            first -= 1
        last = at
        while last + 1 < len(cells) and last - first < 2 * _MAX_HEADS and self._like_head(cells[last + 1]):
            last += 1
        heads, kinds = self._joined(cells[first : last + 1])
        numbers = [place for place, kind in enumerate(kinds) if kind is Column.NUMBER]
        if numbers:
            begin = numbers[-1]
            begin -= begin > 0 and kinds[begin - 1] is Column.SECTION
            heads, kinds = heads[begin:], kinds[begin:]
        if len(heads) < 2 or heads[-1][1] < hit:
            return None
        spaced = all(
            self.text.count("\n", before[1], after[0]) > 1 for before, after in pairwise(heads)
        ) and not any("\n\n" in self.text[slice(*head)] for head in heads)
        return _head(heads, kinds, spaced=spaced)

    def _like_head(self, cell: _Span) -> bool:
        if cell[1] - cell[0] > _LONGEST_HEAD:
            return False
        words = self.plain(cell)
        return (
            not _NO_HEAD.search(words)
            and (heading_kind(words) is not None or _FRAGMENT.fullmatch(words) is not None or len(words) <= 4)
            and not words[0].isdigit()
        )

    def _joined(self, lines: Sequence[_Span]) -> tuple[list[_Span], list[Column | None]]:
        """Put heads together that are broken over two lines; what is no head before or behind them is left out."""
        heads: list[_Span] = []
        kinds: list[Column | None] = []
        at = 0
        while at < len(lines):
            words = self.plain(lines[at])
            alone = heading_kind(words)
            if at + 1 < len(lines):
                following = self.plain(lines[at + 1])
                both = heading_kind(words + following)
                broken = (
                    _FRAGMENT.fullmatch(words) or alone is None or (len(words) == 2 and alone is Column.TASK)
                )
                if both is not None and len(following) <= 4 and broken and not _FRAGMENT.fullmatch(following):
                    heads.append((lines[at][0], lines[at + 1][1]))
                    kinds.append(both)
                    at += 2
                    continue
            heads.append(lines[at])
            kinds.append(alone)
            at += 1
        while kinds and kinds[0] is None:
            del heads[0], kinds[0]
        while kinds and kinds[-1] is None:
            del heads[-1], kinds[-1]
        return heads, kinds

    # Rows

    def table(self, head: _Head) -> tuple[TableSpan | None, list[_Span]]:
        """The table below a head, if it has rows, and the spans of what could not be told apart."""
        rows = _Rows(self, head)
        found = rows.run_together() if head.gap == _NONE else rows.of_lines() if head.gap else rows.of_cells()
        if found is None:
            return None, []
        end = max(cell.end for row in found for cell in row)
        return TableSpan(start=head.start, end=end, rows=(head.cells, *found)), rows.unread


_Row = tuple[Cell, ...]


class _Rows:
    """Reads the rows below a head one after the other, until what follows is no row."""

    def __init__(self, reader: _Reader, head: _Head) -> None:
        self._reader = reader
        self._head = head
        self._number = head.kinds.index(Column.NUMBER) if Column.NUMBER in head.kinds else None
        self._columns = [place for place, kind in enumerate(head.kinds) if kind is not Column.NUMBER]
        roles = [place for place, kind in enumerate(head.kinds) if kind is Column.ROLE]
        self._named = [reader.plain((cell.start, cell.end)) for cell in head.cells]
        self._one_role = len({heading_role(self._named[place]) for place in roles}) == 1
        self._behind = list(head.kinds[roles[-1] + 1 :])
        self._category: _Span | None = None
        self.unread: list[_Span] = []

    def of_cells(self) -> list[_Row] | None:
        """Rows whose cells stand on lines of their own."""
        reader, head = self._reader, self._head
        cells = reader.blocks if head.spaced else reader.cells
        at = bisect_left(cells, (head.end, 0))
        rows: list[_Row] = []
        tasks = 0
        longest = 0
        while at < len(cells) and not reader.is_taken(cells[at]):
            if again := self._heads_again(cells, at):
                at += again
                continue
            if self._is_section(cells, at):
                rows.append(self._section(cells[at]))
                at += 1
                continue
            begin = self._begin(cells, at)
            if begin is None:
                break
            value, number, at_first, row_cells = begin
            stop, bounded = self._stop(cells, at_first, value, row_cells)
            row_cells += cells[at_first:stop]
            if not bounded:
                row_cells = self._without_what_follows(row_cells, longest)
            if not row_cells:
                break
            row = self.row(number, row_cells)
            if row is not None:
                rows.append(row)
                tasks += 1
                longest = max(longest, len(row_cells))
            elif any(reader.kind(cell) is Kind.AGENCIES for cell in row_cells):
                self.unread.append((number or row_cells[0])[:1] + row_cells[-1][1:])
            else:
                break
            at = bisect_left(cells, (row_cells[-1][1], 0))
        enough = 1 if self._number is not None or len(head.cells) > 2 else 2
        while rows and self._is_heading(rows[-1]):
            rows.pop()
        return rows if tasks >= enough else None

    def _heads_again(self, cells: Sequence[_Span], at: int) -> int:
        """How many cells print the heads once more."""
        words, count = "", 0
        wanted = "".join(self._named)
        while (
            at + count < len(cells)
            and len(words) < len(wanted)
            and cells[at][1] - cells[at][0] <= len(wanted)
        ):
            words += self._reader.plain(cells[at + count])
            count += 1
            if not wanted.startswith(words):
                return 0
        return count if words == wanted else 0

    def _value(self, cell: _Span) -> tuple[int, _Span, _Span | None] | None:
        """The number that begins a row: its value, its span and what stands behind it on the line."""
        text = self._reader.text
        whole = _NUMBER.fullmatch(text, *cell)
        if whole:
            return int(whole[1]), cell, None
        part = _NUMBERED.match(text, *cell)
        if part:
            return int(part[1]), (cell[0], part.end(1)), (part.end(), cell[1])
        return None

    def _is_section(self, cells: Sequence[_Span], at: int) -> bool:
        """Whether a line is the heading of the rows below it."""
        end = at
        while end < len(cells) and end - at < _MAX_CELLS and _SECTION.match(self._reader.text, *cells[end]):
            end += 1
        if end == at or end == len(cells):
            return False
        if self._heads_again(cells, end):
            return True
        return self._begin(cells, end) is not None if self._number is not None else end - at == 1

    def _is_heading(self, row: _Row) -> bool:
        return row[0].end > row[0].start and row[0] == row[-1]

    def _section(self, cell: _Span) -> _Row:
        return (Cell(start=cell[0], end=cell[1]),) * len(self._head.cells)

    def _begin(self, cells: Sequence[_Span], at: int) -> tuple[int, _Span | None, int, list[_Span]] | None:
        """The row that begins here: its number's value and span, where its cells go on, and its cells so far."""
        if self._number is None:
            kind = self._reader.kind(cells[at])
            return (0, None, at, []) if kind in (Kind.TEXT, Kind.WORD) else None
        ahead = 0
        while ahead <= self._number and at + ahead < len(cells):
            found = self._value(cells[at + ahead])
            if found is not None:
                if ahead:
                    self._category = (cells[at][0], cells[at + ahead - 1][1])
                value, number, rest = found
                return value, number, at + ahead + 1, [rest] if rest else []
            ahead += 1
        return None

    def _stop(self, cells: Sequence[_Span], at: int, value: int, begun: Sequence[_Span]) -> tuple[int, bool]:
        """Where the cells of a row end, and whether that is where the next begins."""
        if self._number is None:
            return self._stop_without_number(cells, at)
        reader = self._reader
        named = False
        for stop in range(at, min(len(cells), at + _MAX_CELLS)):
            cell = cells[stop]
            if reader.is_taken(cell):
                return stop, False
            found = self._value(cell)
            if found is not None and (stop > at or begun):
                following = found[0]
                # A number on a line with words numbers a part of the task, unless who does it was said.
                alone = found[2] is None
                if (following == value + 1 and (alone or named)) or (
                    named and (following > value or following == 1)
                ):
                    return self._before_category(cells, stop), True
            if named and (self._heads_again(cells, stop) or self._is_section(cells, stop)):
                return stop, True
            named = named or reader.kind(cell) is Kind.AGENCIES
        return min(len(cells), at + _MAX_CELLS), False

    def _before_category(self, cells: Sequence[_Span], stop: int) -> int:
        """The category of the next row stands before its number."""
        if self._number and self._reader.kind(cells[stop - 1]) in (Kind.WORD, Kind.TEXT):
            before = self._reader.kind(cells[stop - 2])
            if before is not Kind.TEXT and cells[stop - 1][1] - cells[stop - 1][0] <= _LONGEST_HEAD:
                return stop - 1
        return stop

    def _stop_without_number(self, cells: Sequence[_Span], at: int) -> tuple[int, bool]:
        """Where a row without a number ends: behind those it names, before what is to be done next."""
        kind = self._reader.kind
        first = at
        while first < len(cells) and kind(cells[first]) is not Kind.AGENCIES:
            if first - at >= _MAX_TASK_CELLS or (first > at and self._heads_again(cells, first)):
                return first, False
            first += 1
        stop = first
        while stop < len(cells) and stop - at < _MAX_CELLS and self._goes_on(cells, first, stop):
            stop += 1
        following = stop
        while following < len(cells) and following - stop < _MAX_TASK_CELLS:
            if kind(cells[following]) is Kind.AGENCIES:
                spare = sum(column in (None, Column.NOTE, Column.TASK) for column in self._behind)
                return stop + max(0, min(spare, following - stop - 1)), True
            following += 1
        return stop, False

    def _goes_on(self, cells: Sequence[_Span], first: int, at: int) -> bool:
        """Whether a cell behind the first that names an agency belongs to the same row."""
        kind = self._reader.kind(cells[at])
        if kind is Kind.WORD:
            return self._is_short_name(cells, first, at) or (
                Column.PERSON in self._behind
                and at + 1 < len(cells)
                and self._reader.kind(cells[at + 1]) is not Kind.AGENCIES
            )
        return (
            kind in (Kind.AGENCIES, Kind.NOTHING)
            or (kind is Kind.TIME and Column.DEADLINE in self._head.kinds)
            or (kind is Kind.NUMBER and (Column.NOTE in self._behind or None in self._behind))
        )

    def _is_short_name(self, cells: Sequence[_Span], first: int, at: int) -> bool:
        """人口计生 between 省卫生厅 and 省公安厅 is an agency, and so is 省新闻出版 behind one that begins with 省."""
        reader = self._reader
        if at <= first or reader.kind(cells[at]) is not Kind.WORD:
            return False
        before, name = reader.plain(cells[at - 1]), reader.plain(cells[at])
        if reader.kind(cells[at - 1]) is not Kind.AGENCIES and before[0] != name[0]:
            return False
        return (name[0] in _LEVELS and name[0] == reader.plain(cells[first])[0]) or (
            at + 1 < len(cells) and reader.kind(cells[at + 1]) is Kind.AGENCIES and len(name) <= 6
        )

    def _without_what_follows(self, cells: list[_Span], longest: int) -> list[_Span]:
        """Leave out what stands behind the last row of a table: text, or a signature with its date."""
        reader = self._reader
        kinds = [reader.kind(cell) for cell in cells]
        spare = self._behind.count(Column.TASK)
        named = False
        for at, kind in enumerate(kinds):
            if kind is Kind.AGENCIES:
                follows = reader.plain(cells[at + 1]) if at + 1 < len(cells) else ""
                if named and _FULL_DATE.fullmatch(follows):
                    return cells[:at]
                named = True
            elif named and kind in (Kind.TEXT, Kind.WORD) and not self._is_short_name(cells, 0, at):
                if kind is Kind.WORD and self._behind.count(Column.PERSON) and kinds[at - 1] is Kind.AGENCIES:
                    continue
                if not spare:
                    return cells[:at]
                spare -= 1
            if longest and at >= max(longest, len(self._columns)):
                return cells[:at]
        return cells

    def row(self, number: _Span | None, cells: Sequence[_Span]) -> _Row | None:
        reader, head = self._reader, self._head
        kinds = [reader.kind(cell) for cell in cells]
        first = next((at for at, kind in enumerate(kinds) if kind is Kind.AGENCIES), len(kinds))
        kinds = [
            Kind.AGENCIES
            if kind is Kind.WORD and first < at and self._is_short_name(cells, first, at)
            else kind
            for at, kind in enumerate(kinds)
        ]
        columns = self._columns
        if self._number and number is not None:
            columns = [place for place in columns if place > self._number]
        found = align(kinds, [head.kinds[place] for place in columns])
        if found is None:
            return None
        if self._one_role:
            found = self._one_a_line(found, columns)
        spans: dict[int, _Span] = {}
        for cell, place in zip(cells, found, strict=True):
            column = columns[place]
            if column in spans and head.kinds[column] is Column.ROLE and not self._one_role:
                return None
            spans[column] = (spans.get(column, cell)[0], cell[1])
        if number is not None and self._number is not None:
            spans[self._number] = number
        if head.kinds[0] is Column.SECTION:
            self._category = spans.get(0, self._category)
            if self._category is not None:
                spans[0] = self._category
        if not any(head.kinds[column] in (Column.ROLE, Column.PERSON) for column in spans):
            return None
        nowhere = cells[0][0]
        return tuple(
            Cell(start=spans[place][0], end=spans[place][1])
            if place in spans
            else Cell(start=nowhere, end=nowhere)
            for place in range(len(head.cells))
        )

    def _one_a_line(self, found: list[int], columns: Sequence[int]) -> list[int]:
        """Of names on lines of their own the first stands in the first column that names agencies, others behind."""
        roles = [place for place, column in enumerate(columns) if self._head.kinds[column] is Column.ROLE]
        named = [at for at, place in enumerate(found) if place in roles]
        if (
            len(named) <= len(roles)
            or named[-1] - named[0] >= len(named)
            or roles[-1] - roles[0] >= len(roles)
        ):
            return found
        spread = list(found)
        for number, at in enumerate(named):
            spread[at] = roles[min(number, len(roles) - 1)]
        return spread

    def of_lines(self) -> list[_Row] | None:
        """Rows that stand on one line each, their cells parted as those of the heads."""
        reader, head = self._reader, self._head
        lines = reader.lines
        at = bisect_left(lines, (head.end, 0))
        rows: list[_Row] = []
        tasks = 0
        missed = 0
        while at < len(lines) and not reader.is_taken(lines[at]) and missed < 3:
            cells = reader.cut(lines[at], head.gap)
            words = [reader.plain(cell) for cell in cells]
            row = None
            if words == self._named:
                pass
            elif len(cells) == 1:
                if not _SECTION.match(reader.text, *cells[0]):
                    missed += 1
                    at += 1
                    continue
                rows.append(self._section(cells[0]))
            else:
                number = (
                    cells[0] if self._number is not None and reader.kind(cells[0]) is Kind.NUMBER else None
                )
                row = self.row(number, cells[1:] if number else cells)
                if row is None:
                    self.unread.append((cells[0][0], cells[-1][1]))
                else:
                    rows.append(row)
                    tasks += 1
            missed = 0
            at += 1
        while rows and self._is_heading(rows[-1]):
            rows.pop()
        return rows if tasks else None

    def run_together(self) -> list[_Row] | None:
        """Rows that nothing parts: each begins at the number that follows, behind a sentence and those it names."""
        head, text = self._head, self._reader.text
        if head.kinds[0] is not Column.NUMBER or head.kinds.count(Column.ROLE) > 1 or self._behind:
            return None
        rows: list[_Row] = []
        at = head.end
        digits = re.compile(r"\d{1,3}").match(text, at)
        while digits is not None:
            following = re.compile(rf"(?<!\d){int(digits.group()) + 1}(?![\d年月日%.])")
            for match in following.finditer(text, digits.end(), digits.end() + _LONGEST_ROW):
                names = (text.rfind("。", digits.end(), match.start()) + 1, match.start())
                if names[0] and self._reader.kind(names) is Kind.AGENCIES:
                    break
            else:
                break
            nowhere = Cell(start=digits.end(), end=digits.end())
            row = [nowhere] * len(head.cells)
            row[0] = Cell(start=digits.start(), end=digits.end())
            row[1] = Cell(start=digits.end(), end=names[0])
            row[-1] = Cell(start=names[0], end=names[1])
            rows.append(tuple(row))
            digits = re.compile(r"\d{1,3}").match(text, match.start())
        return rows or None


def _mended(document: Document) -> Document:
    """The document with the rows of its tables that lack their first cells put right.

    A cell that spans rows is printed once, and a text gives the rows below it with one cell less, filled up at the
    end: no cell of theirs that should name an agency does, and one before it.
    """
    tables = tuple(_mended_table(document.text, table) for table in document.tables)
    return document if tables == document.tables else replace(document, tables=tables)


def _mended_table(text: str, table: TableSpan) -> TableSpan:
    if not any(row[-1].end == row[-1].start for row in table.rows[1:]):
        return table
    heads = [_head_of_row(text, row) for row in table.rows[:_MAX_ROWS_OF_HEADS]]
    at, head = next(((at, head) for at, head in enumerate(heads) if head is not None), (0, None))
    if head is None:
        return table
    reader = _Reader(text, ())
    rows = _Rows(reader, head)
    roles = [place for place, kind in enumerate(head.kinds) if kind is Column.ROLE]
    put_right = list(table.rows[: at + 1])
    for row in table.rows[at + 1 :]:
        cells = [(cell.start, cell.end) for cell in row if cell.end > cell.start]
        kinds = [
            reader.kind((cell.start, cell.end)) if cell.end > cell.start else Kind.NOTHING for cell in row
        ]
        found = None
        if (
            row[-1].end == row[-1].start
            and not any(kinds[place] is Kind.AGENCIES for place in roles)
            and Kind.AGENCIES in kinds[: roles[0]]
        ) or row is table.rows[at + 1]:
            number = cells[0] if head.kinds[0] is Column.NUMBER and kinds[0] is Kind.NUMBER else None
            found = rows.row(number, cells[1:] if number else cells)
        put_right.append(row if found is None or row[-1].end > row[-1].start else found)
    return TableSpan(start=table.start, end=table.end, rows=tuple(put_right))


def _head_of_row(text: str, row: _Row) -> _Head | None:
    return _head(
        [(cell.start, cell.end) for cell in row],
        [heading_kind(text[cell.start : cell.end]) for cell in row],
    )
