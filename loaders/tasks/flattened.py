"""Find task tables that were flattened into lines of text, as a copied web page or a converted file gives them.

Each cell stands on a line of its own (a head may be broken over two), or a row on a line with | , tabs or gaps
between its cells; the heads may be run together into one line. A row may lack its empty cells.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders.document import Document, TableSpan
from loaders.lexicon.headings import Column, heading_kind
from loaders.lexicon.script import simplified
from loaders.lexicon.wording import role_words, wording
from loaders.tasks.cells import CellKind
from loaders.tasks.cells_below import CellsBelow
from loaders.tasks.heads import Lines, Span, TableHead, head_of, may_be_head, within
from loaders.tasks.placing import CellRow, Placing
from loaders.tasks.records import TaskTable
from loaders.tasks.rows import read_rows
from loaders.tasks.tables import task_tables

# A table of tasks has a head that ends in one of these, before the end of its cell or the next head.
_BEHIND = "".join(
    sorted({word[0] for word in (*role_words("label"), *wording().times.labels, *wording().persons.labels)})
)
_OFFICES = tuple(noun for noun in wording().nouns.bodies if len(noun) == 2 and noun[-1] in "位门室")
_SIGNS = tuple(re.compile(rf"{word}(?=[\s|(（备协时\d{_BEHIND}])") for word in _OFFICES)
_ASKED = tuple(re.compile(word) for word in wording().questions.starts)
_BEFORE = re.compile(r"[^\s|]{0,8}\Z")
_BEHIND_IT = re.compile(r"[^\s|]{0,16}")
_MAX_ROWS_OF_HEADS = 4


@dataclass(frozen=True, slots=True)
class Flattened:
    """The tables of a text, and the heads, rows and lines of such tables whose cells cannot be told apart."""

    tables: tuple[TableSpan, ...] = ()
    unread: tuple[Span, ...] = ()


def all_task_tables(document: Document) -> tuple[list[TaskTable], tuple[Span, ...]]:
    """Find the task tables of a document, flattened ones too, and the places of such that cannot be read.

    Returns
    -------
    list of TaskTable, tuple of (int, int)
        Both in the order of the text.
    """
    folded = simplified(document.text)
    if folded is not document.text:
        document = replace(document, text=folded)
    tables = task_tables(_mended(document)) if document.tables else []
    spans = [(table.start, table.end) for table in tables]
    # What was lost on its page reads like lines of a text, and is none.
    flattened = find_flattened(document.text, sorted([*spans, *document.lost]))
    read = task_tables(replace(document, tables=flattened.tables)) if flattened.tables else []
    starts = {table.start for table in read}
    heads = [(table.start, table.rows[0][-1].end) for table in flattened.tables if table.start not in starts]
    # A table with cells of its own can be told apart: it is a form without rows.
    forms = [(table.start, table.end) for table in document.tables]
    found = [(table.start, table.end) for table in read]
    unread = [
        span for span in (*flattened.unread, *heads) if within(span[0], found) or not within(span[0], forms)
    ]
    return sorted([*tables, *read], key=lambda table: table.start), tuple(sorted(unread))


def find_flattened(text: str, taken: Sequence[Span] = ()) -> Flattened:
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
    signs = sorted(
        [
            match.start()
            for sign in _SIGNS
            for match in sign.finditer(text)
            if may_be_head(text, match.start())
        ]
        + [match.start() for word in _ASKED for match in word.finditer(text) if _asks(text, match.start())]
    )
    lines: Lines | None = None
    tables: list[TableSpan] = []
    unread: list[Span] = []
    behind = 0
    for sign in signs:
        if sign < behind:
            continue
        lines = lines or Lines(text, taken)
        if within(sign, taken):
            continue
        head = lines.head_at(sign)
        if head is None or head.start < behind:
            behind = max(behind, lines.searched)
            continue
        behind = head.end
        rows = read_rows(lines, head)
        if rows.read:
            behind = max(cell.end for row in rows.read for cell in row)
            tables.append(TableSpan(start=head.start, end=behind, rows=(head.cells, *rows.read)))
            unread += rows.unread
        elif len(head.cells) > 2:
            unread.append((head.start, head.end))
    return Flattened(tuple(tables), tuple(sorted(unread)))


def _asks(text: str, at: int) -> bool:
    """Whether the word of a question stands in a head: 谁牵头, but not 谁主管、谁负责的原则."""
    before, behind = _BEFORE.search(text, max(0, at - 9), at), _BEHIND_IT.match(text, at)
    words = (before.group() if before else "") + (behind.group() if behind else "")
    return heading_kind(words) is Column.ROLE


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
    lines = Lines(text)
    placing = Placing(CellsBelow(lines, head))
    roles = [place for place, kind in enumerate(head.kinds) if kind is Column.ROLE]
    rows = list(table.rows[: at + 1])
    for row in table.rows[at + 1 :]:
        cells = [(cell.start, cell.end) for cell in row]
        shifted = (
            row[-1].end == row[-1].start
            and not any(lines.kind(cells[place]) is CellKind.AGENCIES for place in roles)
            and any(lines.kind(cell) is CellKind.AGENCIES for cell in cells[: roles[0]])
        )
        printed = [cell for cell in cells if cell[1] > cell[0]]
        # A row that stands right gives its category to those below it.
        right = placing.row(None, printed) if shifted or row[0].end > row[0].start else None
        rows.append(right if shifted and right is not None else row)
    return TableSpan(start=table.start, end=table.end, rows=tuple(rows))


def _head_of_row(text: str, row: CellRow) -> TableHead | None:
    kinds = [heading_kind(text[cell.start : cell.end]) for cell in row]
    return head_of([(cell.start, cell.end) for cell in row], kinds)
