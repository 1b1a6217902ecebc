"""Tables in a plain text: Markdown's pipes, with or without its rule, and lines of tabs as a spreadsheet gives."""

import re
from collections.abc import Iterator, Sequence

from loaders.document import Cell, TableSpan
from loaders.duties.line_ends import LineEnd, is_open, line_end
from loaders.lexicon.bodies import ends_like_a_body
from loaders.lexicon.headings import divides_tasks, names_owners

_LINE = re.compile(r"[^\r\n]*")
_PIPE_RULE = re.compile(r":?-+:?")
# Uprights between cells that no border was drawn around, and a wide pipe.
_PIPES = str.maketrans("│┃║｜", "||||")
_LAST_NAME = re.compile(r"[^、,，;；]*$")
_FIRST_NAME = re.compile(r"[^、,，;；。：:]*")
_SIGNS = ("|", "\t", "│", "┃", "║", "｜")
_NOTE = re.compile(r"[\s（(※*]*(?:备?注|说明)\d?[:：]")
_NUMBER = re.compile(r"\s*(\d{1,3})[.、]?\t")
_MIN_TABS = 2
_MIN_PIPES = 2

_Row = tuple[Cell, ...]


def text_tables(text: str, taken: Sequence[tuple[int, int]] = ()) -> tuple[TableSpan, ...]:
    """Find the tables of a text, in its order; their cells are spans of it, and none lies in the stretches `taken`.

    Examples
    --------
    >>> text = "| 任务 | 单位 |\\n| --- | --- |\\n| 图谱 | 市科技局 |"
    >>> [table] = text_tables(text)
    >>> [[text[cell.start : cell.end] for cell in row] for row in table.rows]
    [['任务', '单位'], ['图谱', '市科技局']]
    """
    if not any(sign in text for sign in _SIGNS):
        return ()
    text = text.translate(_PIPES)
    tables = [
        table
        for table in (*_pipe_tables(text), *_tab_tables(text))
        if not any(start < table.end and table.start < end for start, end in taken)
    ]
    return tuple(sorted(tables, key=lambda table: table.start))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    for match in _LINE.finditer(text):
        if match.end() > match.start():
            yield match.span()


def _pipe_tables(text: str) -> Iterator[TableSpan]:
    if "|" not in text:
        return
    lines = [span for span in _lines(text) if "|" in text[slice(*span)]]
    at = 0
    while at + 1 < len(lines):
        head, following = lines[at], lines[at + 1]
        ruled = _is_rule(text, following)
        pipes = text.count("|", *head)
        if not _follows(text, head, following) or not (
            ruled or pipes == text.count("|", *following) >= _MIN_PIPES
        ):
            at += 1
            continue
        rows = [_cells(text, *head, "|")]
        at += 2 if ruled else 1
        # A row below a cell that spans rows lacks it, and its mark.
        while (
            at < len(lines)
            and _follows(text, lines[at - 1], lines[at])
            and (ruled or _MIN_PIPES <= text.count("|", *lines[at]) <= pipes)
        ):
            rows.append(_cells(text, *lines[at], "|"))
            at += 1
        yield _table(head[0], lines[at - 1][1], rows)


def _is_rule(text: str, line: tuple[int, int]) -> bool:
    cells = _cells(text, *line, "|")
    return len(cells) > 1 and all(_PIPE_RULE.fullmatch(text, cell.start, cell.end) for cell in cells)


def _follows(text: str, line: tuple[int, int], after: tuple[int, int]) -> bool:
    return text.count("\n", line[1], after[0]) <= 1 and not text[line[1] : after[0]].strip()


def _tab_tables(text: str) -> Iterator[TableSpan]:
    if "\t" not in text:
        return
    rows: list[tuple[int, int]] = []
    width = 0
    lines = [*_lines(text), (0, 0)]
    for number, line in enumerate(lines):
        tabs = text.count("\t", *_stripped(text, *line, signs=" \u3000"))
        # A program may leave out the empty cells at a line's end.
        if rows and 0 < tabs <= width:
            if len(rows) > 1 and _is_rest_of_row(text, rows[-1], line, width):
                rows[-1] = (rows[-1][0], line[1])
            else:
                rows.append(line)
            continue
        if rows and not tabs and _is_rest(text, rows[-1], line):
            rows[-1] = (rows[-1][0], line[1])
            continue
        if rows and not tabs and _is_note(text, rows, line, lines[min(number + 1, len(lines) - 1)]):
            continue
        if len(rows) > 1:
            yield _table(rows[0][0], rows[-1][1], [_cells(text, *row, "\t") for row in rows])
        begins = tabs >= _MIN_TABS or (tabs == 1 and _are_heads(text, line))
        rows, width = ([line], tabs) if begins else ([], 0)


def _are_heads(text: str, line: tuple[int, int]) -> bool:
    """Whether a line of two cells heads a table of tasks and those who do them, in whatever order."""
    first, last = (text[cell.start : cell.end] for cell in _cells(text, *line, "\t"))
    return divides_tasks(first, last) or names_owners(first, last)


def _is_rest_of_row(text: str, row: tuple[int, int], line: tuple[int, int], width: int) -> bool:
    """Whether a line goes on inside the last cell of the numbered row above, which it makes whole."""
    cells = text.count("\t", *row)
    return (
        0 < cells < width == cells + text.count("\t", *line)
        and _NUMBER.match(text, *row) is not None
        and not text.startswith("\t", line[0])
        and _NUMBER.match(text, *line) is None
        and not text.endswith("\t", *row)
    )


def _is_note(
    text: str, rows: Sequence[tuple[int, int]], line: tuple[int, int], below: tuple[int, int]
) -> bool:
    """Whether a line without a tab is a note between two rows of a table.

    Their numbers go on behind it, or have none and as many cells as those above.
    """
    if not _NOTE.match(text, *line):
        return False
    before, after = (_NUMBER.match(text, *row) for row in (rows[-1], below))
    if before is None and after is None:
        return text.count("\t", *rows[-1]) == text.count("\t", *below)
    return before is not None and after is not None and int(after[1]) == int(before[1]) + 1


def _is_rest(text: str, row: tuple[int, int], line: tuple[int, int]) -> bool:
    """Whether a line without a tab is the rest of the name that the last cell of the row above ends inside."""
    last, rest = text[text.rfind("\t", *row) + 1 : row[1]].strip(), text[slice(*line)].strip()
    if not last or not rest or not _follows(text, row, line):
        return False
    name = _LAST_NAME.search(last)
    listed = name is not None and (len(name.group()) < len(last) or is_open(last))
    first = _FIRST_NAME.match(rest)
    return (
        listed
        and name is not None
        and (is_open(last) or line_end(name.group(), rest) is LineEnd.INSIDE)
        and first is not None
        and ends_like_a_body(last + first.group())
    )


def _cells(text: str, start: int, end: int, mark: str) -> _Row:
    """The cells between marks, without the white space around them; outer pipes may be left out."""
    if mark == "|":
        start, end = _stripped(text, start, end)
        start += text.startswith("|", start, end)
        end -= text.endswith("|", start, end)
    cells = []
    while True:
        at = text.find(mark, start, end)
        stop = end if at < 0 else at
        cells.append(_cell(text, start, stop))
        if at < 0:
            return tuple(cells)
        start = at + 1


def _cell(text: str, start: int, end: int) -> Cell:
    first, last = _stripped(text, start, end)
    return Cell(start=first, end=last)


def _stripped(text: str, start: int, end: int, signs: str | None = None) -> tuple[int, int]:
    line = text[start:end]
    start += len(line) - len(line.lstrip(signs))
    end = max(start, end - (len(line) - len(line.rstrip(signs))))
    return start, end


def _table(start: int, end: int, rows: Sequence[_Row]) -> TableSpan:
    width = max(map(len, rows))
    padded = tuple((*row, *[Cell(start=row[-1].end, end=row[-1].end)] * (width - len(row))) for row in rows)
    return TableSpan(start=start, end=end, rows=padded)
