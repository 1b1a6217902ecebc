"""Find the heads of a flattened task table: on lines of their own, in one line with marks or gaps, or run together."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from loaders.document import Cell
from loaders.lexicon.headings import Column, divides_tasks, heading_kind, names_places
from loaders.lexicon.labels import ROLE_WORD
from loaders.lexicon.powers import lists_powers
from loaders.lexicon.wording import role_words
from loaders.tasks.cells import CellKind, cell_kind

Span = tuple[int, int]

# Nothing parts the cells of a row.
RUN_TOGETHER = "none"
_NO_HEAD = re.compile(r"[:：。；;，,！？]")
_LONGEST_HEAD = 24
_LONGEST_GLUED = 80
_LONGEST_ROW_OF_HEADS = 400
_MAX_HEADS = 24
_NUMBER_HEADS = ("序号", "编号")
_LINE = re.compile(r"[^\r\n]+")
# What parts the cells of a line, the surest first: marks, wide gaps, any gap.
_CELL = {
    "|": re.compile(r"[^|]+"),
    "\t": re.compile(r"[^\t]+"),
    "  ": re.compile(r"(?:[^ \t\u3000]|[ \u3000](?![ \t\u3000]))+"),
    " ": re.compile(r"[^ \t\u3000]+"),
}
_CELL_WITH_MARKS = re.compile(r"[^|\t]+")
# The upper line of a head that is broken over two.
_FRAGMENT = re.compile(rf"{ROLE_WORD}|分管|联系|办结|整改|序|编|(?:主要|具体|相关|第一)(?:责任|牵头|配合)?")
# What stands before 单位 and 部门 in the heads of those who do the work.
_ROLE_WORDS = role_words("label")
_LONGEST_ROLE = 8


@dataclass(frozen=True, slots=True)
class TableHead:
    """The heads of a table.

    `gap` is what parts the cells of its rows, empty where each cell has a line; `spaced` says that empty lines part
    the heads, so that lines without one between them are one cell.
    """

    cells: tuple[Cell, ...]
    kinds: tuple[Column | None, ...]
    gap: str = ""
    spaced: bool = False

    @property
    def start(self) -> int:
        """Where the first head begins."""
        return self.cells[0].start

    @property
    def end(self) -> int:
        """Where the last head ends."""
        return self.cells[-1].end


def head_of(
    cells: Sequence[Span], kinds: Sequence[Column | None], *, gap: str = "", spaced: bool = False
) -> TableHead | None:
    """The heads of a table that divides tasks among agencies; None where they are those of no such table."""
    if Column.TASK not in kinds and Column.NUMBER in kinds:
        behind = kinds.index(Column.NUMBER) + 1
        kinds = [Column.TASK if at == behind and kind is None else kind for at, kind in enumerate(kinds)]
    known = {kind for kind in kinds if kind is not None}
    if Column.ROLE not in known or not known & {Column.TASK, Column.NUMBER, Column.SECTION}:
        return None
    if 2 * kinds.count(None) > len(kinds):
        return None
    return TableHead(tuple(Cell(start=start, end=end) for start, end in cells), tuple(kinds), gap, spaced)


def within(offset: int, spans: Sequence[Span]) -> bool:
    """Whether a place lies in one of the spans, which are sorted."""
    number = bisect_left(spans, (offset + 1, 0)) - 1
    return number >= 0 and offset < spans[number][1]


def may_be_head(text: str, at: int) -> bool:
    """A cheap look at what stands before a word of heads on its line, before the line is taken apart."""
    start = max(0, at - _LONGEST_GLUED)
    line = max(start, text.rfind("\n", start, at) + 1)
    before = text[line:at]
    if not before.strip():
        return text[start:line].rstrip().endswith(_ROLE_WORDS)
    if not any(word in before[-_LONGEST_ROLE:] for word in _ROLE_WORDS):
        return False
    if _NO_HEAD.search(before) is not None:
        return _NUMBER_HEADS[0] in before
    return len(before) > _LONGEST_ROLE or _has_short_neighbour(text, line, at + 2)


def _has_short_neighbour(text: str, start: int, end: int) -> bool:
    above = text[max(0, start - 2 * _LONGEST_HEAD) : start].rstrip().rpartition("\n")[2]
    below = text[end : end + 2 * _LONGEST_HEAD].lstrip(" \t\u3000|\r\n").partition("\n")[0]
    return any(len(line) <= _LONGEST_HEAD and not _NO_HEAD.search(line) for line in (above, below))


class Lines:
    """The lines of a text and what they are, each looked at once.

    Parameters
    ----------
    text : str
        The text.
    taken : sequence of (int, int)
        Sorted spans of it that are read as tables already.
    """

    def __init__(self, text: str, taken: Sequence[Span] = ()) -> None:
        self.text = text
        self._taken = taken
        self._kinds: dict[Span, CellKind] = {}
        self._columns: dict[str, Column | None] = {}
        self._cuts: dict[str, list[int]] = {}
        # Where the last run of lines that look like heads ended.
        self.searched = 0

    @cached_property
    def lines(self) -> list[Span]:
        """Every line that prints something, without the white space around it."""
        return list(self._stripped(_LINE, 0, len(self.text)))

    @cached_property
    def cells(self) -> list[Span]:
        """Every line, cut at the marks between cells that it may still have."""
        return [cell for line in self.lines for cell in self._stripped(_CELL_WITH_MARKS, *line)]

    @cached_property
    def blocks(self) -> list[Span]:
        """Lines without an empty one between them, as one cell."""
        blocks: list[Span] = []
        for start, end in self.lines:
            if blocks and self.text.count("\n", blocks[-1][1], start) == 1:
                blocks[-1] = (blocks[-1][0], end)
            else:
                blocks.append((start, end))
        return blocks

    def cut(self, line: Span, gap: str) -> list[Span]:
        """The cells of a line."""
        return list(self._stripped(_CELL[gap], *line))

    def is_taken(self, cell: Span) -> bool:
        """Whether a cell belongs to a table that is read already."""
        return within(cell[0], self._taken)

    def plain(self, cell: Span) -> str:
        """What a cell says, without white space."""
        return "".join(self.text[slice(*cell)].split())

    def kind(self, cell: Span) -> CellKind:
        """What a cell is."""
        kind = self._kinds.get(cell)
        if kind is None:
            words = self.text[slice(*cell)]
            kind = cell_kind(words)
            if (
                kind is not CellKind.AGENCIES
                and "\n" in words
                and cell_kind(self.plain(cell)) is CellKind.AGENCIES
            ):
                # A line's end inside a name parts no two.
                kind = CellKind.AGENCIES
            self._kinds[cell] = kind
        return kind

    def head_at(self, hit: int) -> TableHead | None:
        """The heads around a place where one may stand."""
        number = bisect_left(self.lines, (hit + 1, 0)) - 1
        line = self.lines[number]
        head = (
            self._row_of_heads(line)
            or self._glued_heads(number)
            or self._heads_on_lines(hit)
            or self._run_together(hit)
        )
        return None if head and lists_powers(self.text[head.start : head.end]) else head

    def _stripped(self, pattern: re.Pattern[str], start: int, end: int) -> Iterator[Span]:
        text = self.text
        for match in pattern.finditer(text, start, end):
            left, right = match.span()
            while left < right and text[left].isspace():
                left += 1
            while right > left and text[right - 1].isspace():
                right -= 1
            if right > left:
                yield left, right

    def _column(self, words: str) -> Column | None:
        if words not in self._columns:
            self._columns[words] = heading_kind(words)
        return self._columns[words]

    def _row_of_heads(self, line: Span) -> TableHead | None:
        if line[1] - line[0] > _LONGEST_ROW_OF_HEADS:
            return None
        for gap in _CELL:
            cells = self.cut(line, gap)
            two = len(cells) == 2 and gap != " " and divides_tasks(*(self.plain(cell) for cell in cells))
            if (two or len(cells) > 2) and all(end - start <= 2 * _LONGEST_HEAD for start, end in cells):
                kinds = [self._column(self.plain(cell)) for cell in cells]
                if kinds[0] is None and names_places(self.plain(cells[0])):
                    kinds[0] = Column.SECTION if Column.TASK in kinds else Column.TASK
                # Words with single gaps are heads only if all of them are.
                return None if gap == " " and None in kinds else head_of(cells, kinds, gap=gap)
        return None

    def _glued_heads(self, number: int) -> TableHead | None:
        """Heads in one line without anything between them; more of them may stand in the lines below."""
        cells = self._unglued(self.lines[number])
        for line in self.lines[number + 1 : number + 3] if cells else ():
            below = self._unglued(line)
            if not below:
                break
            cells += below
        return head_of(cells, [self._column(self.plain(cell)) for cell in cells]) if cells else None

    def _unglued(self, line: Span) -> list[Span]:
        """The heads that are run together between two offsets: cut so that they have the usual lengths."""
        start, end = line
        if not 8 <= end - start <= _LONGEST_GLUED or _NO_HEAD.search(self.text, start, end):
            return []
        words = self.text[start:end]
        if words not in self._cuts:
            self._cuts[words] = self._cut_of(words)
        ends = self._cuts[words]
        return (
            [(start + left, start + right) for left, right in pairwise([0, *ends])] if len(ends) > 2 else []
        )

    def _cut_of(self, words: str) -> list[int]:
        """Where each of the heads that words are run together from ends; nothing where they are no heads."""
        best: list[tuple[int, int] | None] = [(0, 0), *[None] * len(words)]
        for stop in range(2, len(words) + 1):
            for length in range(2, min(stop, 8) + 1):
                before, held = best[stop - length], best[stop]
                head = words[stop - length : stop]
                if before is None or (length > 2 and head.startswith(_NUMBER_HEADS)):
                    continue
                cost = before[0] + (0 if length == 4 else 1 if length < 6 else 3)
                if (held is None or cost < held[0]) and self._column(head) is not None:
                    best[stop] = (cost, length)
        ends: list[int] = []
        stop = len(words)
        while stop and (found := best[stop]) is not None:
            ends.append(stop)
            stop -= found[1]
        return ends[::-1] if not stop else []

    def _run_together(self, hit: int) -> TableHead | None:
        """Heads that are run together with what stands before and behind them."""
        text = self.text
        start = max(text.rfind(word, max(0, hit - _LONGEST_GLUED), hit) for word in _NUMBER_HEADS)
        if start < 0 or _NO_HEAD.search(text, start, hit):
            return None
        for stop in range(min(len(text), hit + _LONGEST_HEAD), hit + 1, -1):
            if text[stop : stop + 1].isdecimal() and (cells := self._unglued((start, stop))):
                return head_of(cells, [self._column(self.plain(cell)) for cell in cells], gap=RUN_TOGETHER)
        return None

    def _heads_on_lines(self, hit: int) -> TableHead | None:
        cells = self.cells
        first = last = bisect_left(cells, (hit + 1, 0)) - 1
        while first > 0 and last - first < _MAX_HEADS and self._is_like_head(cells[first - 1]):
            first -= 1
        while last + 1 < len(cells) and last - first < 2 * _MAX_HEADS and self._is_like_head(cells[last + 1]):
            last += 1
        self.searched = cells[last][1]
        end = self._before_number(first, last)
        heads, kinds = self._joined(cells[first : end + 1], whole=end > last)
        if Column.NUMBER in kinds:
            # A title may stand above, and the head printed before; a category may stand before the number.
            begin = len(kinds) - 1 - kinds[::-1].index(Column.NUMBER)
            begin -= begin > 0 and kinds[begin - 1] is Column.SECTION
            heads, kinds = heads[begin:], kinds[begin:]
        if not heads or not heads[0][0] <= hit < heads[-1][1]:
            return None
        between = [self.text[before[1] : after[0]] for before, after in pairwise(heads)]
        spaced = all(gap.count("\n") > 1 and not gap.strip() for gap in between)
        return head_of(heads, kinds, spaced=spaced)

    def _before_number(self, first: int, last: int) -> int:
        """The last of the heads that begin with 序号: whatever words stand before the first number."""
        cells = self.cells
        kinds = [self._column(self.plain(cell)) for cell in cells[first : last + 1]]
        if Column.NUMBER not in kinds:
            return last
        number = len(kinds) - 1 - kinds[::-1].index(Column.NUMBER)
        # The first row's category stands there too, where its column is before that of the numbers.
        category = number > 0 and kinds[number - 1] is Column.SECTION
        for at in range(last + 1, min(len(cells), last + _MAX_HEADS)):
            if self.kind(cells[at]) is CellKind.NUMBER:
                return max(last, at - 1 - category)
            words = self.plain(cells[at])
            if (
                len(words) > _LONGEST_HEAD
                or _NO_HEAD.search(words)
                or "、" in words[:4]
                or words[0] in "(（第"
            ):
                break
        return last

    def _is_like_head(self, cell: Span) -> bool:
        words = self.plain(cell)
        if len(words) > _LONGEST_HEAD or _NO_HEAD.search(words) or words.replace(".", "").isdecimal():
            return False
        if self._column(words) is not None or _FRAGMENT.fullmatch(words):
            return True
        # 单位 may be the second line of a head, 市科技局 names who does the work.
        return len(words) <= 2 or (len(words) <= 4 and self.kind(cell) is not CellKind.AGENCIES)

    def _joined(self, lines: Sequence[Span], *, whole: bool) -> tuple[list[Span], list[Column | None]]:
        """Put heads together that are broken over two lines; what is no head before or behind them is left out.

        `whole` says that the last line is a head, whatever it says.
        """
        heads: list[Span] = []
        kinds: list[Column | None] = []
        at = 0
        while at < len(lines):
            start, end = lines[at]
            kind = self._column(self.plain(lines[at]))
            if at + 1 < len(lines):
                both = self._column(self.plain((lines[at][0], lines[at + 1][1])))
                if both is not None and self._is_broken(self.plain(lines[at]), self.plain(lines[at + 1])):
                    end, kind = lines[at + 1][1], both
                    at += 1
            heads.append((start, end))
            kinds.append(kind)
            at += 1
        known = [at for at, kind in enumerate(kinds) if kind is not None]
        if not known:
            return [], []
        end = len(kinds) if whole else known[-1] + 1
        return heads[known[0] : end], kinds[known[0] : end]

    def _is_broken(self, upper: str, lower: str) -> bool:
        """Whether two lines that make a known head are one: 牵头 and 部门 are, 任务 and 责任单位 are two."""
        if len(lower) > 4 or _FRAGMENT.fullmatch(lower):
            return False
        if _FRAGMENT.fullmatch(upper):
            return True
        alone = self._column(upper)
        return (len(lower) == 2 or self._column(lower) is None) and (
            alone is None or (len(upper) == 2 and alone is Column.TASK)
        )
