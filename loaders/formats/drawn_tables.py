"""Tables that a plain text draws with box characters (┌─┬─┐) or as +---+, laid out cell by cell.

A cell stands over several lines of the text, with those of other cells between them. The lines of such a table are
written anew: each cell whole, each row beginning on the line where it began, all of it as long as it was, so that every
offset and every line behind the table counts in the text as published.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from loaders.document import Cell, TableSpan
from loaders.duties.line_ends import LineEnd, line_ends
from loaders.formats.drawn_rows import row_begins
from loaders.formats.wrapping import WIDE, room_for, width_of

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|$)")
_UPRIGHT = "│┃║|┆┇┊┋"
_ACROSS = "─━═┄┅┈┉╌╍"
_CORNERS = "".join(chr(code) for code in range(0x2500, 0x2580) if chr(code) not in _UPRIGHT + _ACROSS) + "+"
_BORDER = re.compile(rf"[{re.escape(_CORNERS)}](?:[{_ACROSS}=-]+[{re.escape(_CORNERS + _UPRIGHT)}]?)+")
_PART_OF_BORDER = re.compile(rf"[{_ACROSS}]+|[-=]{{3,}}")
_BETWEEN_CELLS = re.compile(rf"[{re.escape(_UPRIGHT + _CORNERS)}]")
_BETWEEN_CONTENTS = re.compile(rf"[{re.escape(_UPRIGHT)}]")
_MIN_ROWS = 2
_DRAWN = re.compile(r"[\u250c-\u256c\u256d-\u2570]|\+[-=]")


@dataclass(slots=True, eq=False)
class _DrawnCell:
    """The lines of a cell as drawn, with the room that they leave."""

    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Drawn:
    """A table: the offsets of its lines, what parts its cells, and its rows, each with the line on which it begins."""

    start: int
    end: int
    newlines: list[str]
    upright: str
    rows: list[tuple[int, list[_DrawnCell]]]
    widths: list[int]


def laid_out(text: str) -> tuple[str, tuple[TableSpan, ...], tuple[int, ...]]:
    """The text with its drawn tables laid out, their cells, and where a line's end may part two names or not.

    Examples
    --------
    >>> drawn = "┌──┬──┐\\n│任务│牵头│\\n│图谱│市司│\\n│　　│法局│\\n└──┴──┘\\n"
    >>> text, [table], _ = laid_out(drawn.replace("│图谱", "├──┼──┤\\n│图谱"))
    >>> [[text[cell.start : cell.end] for cell in row] for row in table.rows]
    [['任务', '牵头'], ['图谱', '市司法局']]
    """
    if _DRAWN.search(text) is None:
        return text, (), ()
    pieces: list[str] = []
    tables: list[TableSpan] = []
    unsure: list[int] = []
    end = 0
    for drawn in _drawn_tables(text):
        written = _written(drawn)
        if written is None:
            continue
        words, table, doubts = written
        pieces += [text[end : drawn.start], words]
        tables.append(table)
        unsure += doubts
        end = drawn.end
    return "".join([*pieces, text[end:]]), tuple(tables), tuple(unsure)


def _drawn_tables(text: str) -> Iterator[_Drawn]:
    lines = [match for match in _LINE.finditer(text) if match.group()]
    at = 0
    while at < len(lines):
        if not _BORDER.fullmatch(lines[at][1].strip()):
            at += 1
            continue
        stop = at
        while stop < len(lines) and _is_drawn(lines[stop][1].strip()):
            stop += 1
        table = _table(lines[at:stop])
        if table is not None:
            yield table
        at = max(stop, at + 1)


def _is_drawn(line: str) -> bool:
    return (
        bool(line) and (line[0] in _UPRIGHT or line[0] in _CORNERS) and len(_BETWEEN_CELLS.findall(line)) > 1
    )


def _table(lines: Sequence[re.Match[str]]) -> _Drawn | None:
    contents = [
        _pieces(line[1], _BETWEEN_CONTENTS) for line in lines if not _BORDER.fullmatch(line[1].strip())
    ]
    count = max((len(pieces) for pieces in contents), default=0)
    if count < _MIN_ROWS:
        return None
    edges = _edges(next(pieces for pieces in contents if len(pieces) == count))
    rows: list[tuple[int, list[_DrawnCell]]] = []
    begins = set(range(count))
    widths = [0] * count
    unparted = row_begins(_groups(lines, count))
    for number, line in enumerate(lines):
        drawn = line[1].strip()
        if _BORDER.fullmatch(drawn):
            begins = set(range(count))
            continue
        if number in unparted:
            begins = set(range(count))
        across = _PART_OF_BORDER.search(drawn) is not None
        pieces = _pieces(drawn, _BETWEEN_CELLS if across else _BETWEEN_CONTENTS)
        places = _places(pieces, edges)
        bordered = {
            place
            for piece, covered in zip(pieces, places, strict=True)
            if _PART_OF_BORDER.fullmatch(piece.strip())
            for place in covered
        }
        begins |= bordered
        if begins and not bordered:
            rows.append((number, _new_row(rows, places, begins)))
            begins = set()
        for piece, covered in zip(pieces, places, strict=True):
            if rows and covered and covered[0] not in bordered:
                rows[-1][1][covered[0]].lines.append(piece)
                if len(covered) == 1:
                    widths[covered[0]] = max(widths[covered[0]], width_of(piece))
    if len(rows) < _MIN_ROWS:
        return None
    upright = next(found[0] for line in lines if (found := _BETWEEN_CONTENTS.search(line[1])))
    return _Drawn(lines[0].start(), lines[-1].end(), [line[2] for line in lines], upright, rows, widths)


def _groups(lines: Sequence[re.Match[str]], count: int) -> list[list[tuple[int, list[str]]]]:
    """The lines between two that are drawn, each with what stands in its columns, where it has all of them."""
    groups: list[list[tuple[int, list[str]]]] = [[]]
    for number, line in enumerate(lines):
        drawn = line[1].strip()
        if _BORDER.fullmatch(drawn) or _PART_OF_BORDER.search(drawn):
            groups.append([])
        elif len(pieces := _pieces(drawn, _BETWEEN_CONTENTS)) == count:
            groups[-1].append((number, pieces))
    return [group for group in groups if group]


def _new_row(
    rows: Sequence[tuple[int, list[_DrawnCell]]], places: Sequence[range], begins: set[int]
) -> list[_DrawnCell]:
    """The cells of a row: those that no line parts from the row above are the same."""
    row: list[_DrawnCell] = []
    for covered in places:
        goes_on = rows and covered and covered[0] not in begins
        cell = rows[-1][1][covered[0]] if goes_on else _DrawnCell()
        row += [cell] * len(covered)
    return row


def _pieces(line: str, between: re.Pattern[str]) -> list[str]:
    """What stands between the uprights of a line."""
    pieces = between.split(line.strip())
    return pieces[1:-1] if len(pieces) > 2 and not pieces[0] and not pieces[-1] else pieces


def _edges(pieces: Sequence[str]) -> list[int]:
    """Where each column ends, in half widths."""
    edges, at = [], 0
    for piece in pieces:
        at += width_of(piece) + 1
        edges.append(at)
    return edges


def _places(pieces: Sequence[str], edges: Sequence[int]) -> list[range]:
    """The columns that each piece covers, all of them in turn."""
    if len(pieces) == len(edges):
        return [range(at, at + 1) for at in range(len(edges))]
    if len(pieces) > len(edges):
        return [range(min(at, len(edges) - 1), min(at + 1, len(edges))) for at in range(len(pieces))]
    places: list[range] = []
    first = at = 0
    for number, piece in enumerate(pieces):
        at += width_of(piece) + 1
        left = len(pieces) - number - 1
        last = min(range(len(edges)), key=lambda column: abs(edges[column] - at))
        stop = len(edges) if not left else max(first + 1, min(last + 1, len(edges) - left))
        places.append(range(first, stop))
        first = stop
    return places


def _written(drawn: _Drawn) -> tuple[str, TableSpan, list[int]] | None:
    """The table's lines written anew; None where they would not fit."""
    length = drawn.end - drawn.start
    parts: list[str] = []
    size = line = 0
    spans: dict[int, Cell] = {}
    unsure: list[int] = []
    rows: list[tuple[Cell, ...]] = []

    def add(words: str) -> None:
        nonlocal size
        parts.append(words)
        size += len(words)

    for number, (begins, cells) in enumerate(drawn.rows):
        while line < begins:
            add(drawn.newlines[line] or "\n")
            line += 1
        free = (
            (drawn.rows[number + 1][0] if number + 1 < len(drawn.rows) else len(drawn.newlines)) - begins - 1
        )
        first = True
        for column, cell in enumerate(cells):
            if id(cell) in spans:
                continue
            if not first:
                add(drawn.upright)
            first = False
            start = drawn.start + size
            for words, end in _parts(cell, drawn.widths[column]):
                add(words)
                if end is LineEnd.INSIDE:
                    continue
                if end is LineEnd.UNSURE:
                    unsure.append(drawn.start + size)
                breaks = free > 0
                add(drawn.newlines[line] or "\n" if breaks else " ")
                line, free = line + breaks, free - breaks
            spans[id(cell)] = Cell(start=start, end=drawn.start + size)
        rows.append(tuple(spans[id(cell)] for cell in cells))
    stop = drawn.start + size
    rest = "".join(drawn.newlines[line:])
    spare = length - size - len(rest)
    if spare < 0:
        return None
    return (
        "".join([*parts, " " * spare, rest]),
        TableSpan(start=drawn.start, end=stop, rows=tuple(rows)),
        unsure,
    )


def _parts(cell: _DrawnCell, width: int) -> list[tuple[str, LineEnd | None]]:
    """The lines of a cell that say something, each with what its end is; the last ends inside."""
    lines = [line for line in cell.lines if line.strip()]
    texts = [line.strip() for line in lines]
    margin = min((width_of(line) - width_of(line.lstrip()) for line in lines), default=0)
    room = width - 2 * min(margin, 1)
    filled = [room - width_of(text) < room_for(after, WIDE, room) for text, after in pairwise(texts)]
    ends: list[LineEnd | None] = [
        *line_ends(["".join(text.split()) for text in texts], filled),
        LineEnd.INSIDE,
    ]
    return list(zip(texts, ends, strict=False))
