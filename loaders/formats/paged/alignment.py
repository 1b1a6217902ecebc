"""Tables that a page prints without ruled lines: a task table known by its headings, its columns by white space."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.formats.paged.layout import Glyph, Row, rows_of
from loaders.formats.paged.ruling import Rule, RuledTable
from loaders.lexicon.headings import Column, heading_kind

# In heights of a line.
_CELL_GAP = 0.8
_MAX_ROW_GAP = 4.0
_MIN_COLUMNS = 3
_RULE_SHARE = 0.7


@dataclass(slots=True)
class _Segment:
    """Words that stand together in a row."""

    text: str
    left: float
    right: float


@dataclass(slots=True)
class _Strip:
    """A row of a page and its segments."""

    bottom: float
    top: float
    segments: list[_Segment]


def aligned_tables(glyphs: Sequence[Glyph], rules: Sequence[Rule]) -> list[RuledTable]:
    """Find tables of tasks that have headings and columns but no lines between the columns.

    The columns are the strips that white space parts below the headings. The rows are parted by horizontal lines
    where there are such, else each begins with its number. A table that neither tells apart is left as text.
    """
    strips = [_strip(row) for row in rows_of(glyphs)]
    found: list[RuledTable] = []
    at = 0
    while at < len(strips):
        kinds = [heading_kind(segment.text) for segment in strips[at].segments]
        if (
            len(kinds) >= _MIN_COLUMNS
            and Column.ROLE in kinds
            and Column.TASK in kinds
            and kinds.count(None) <= 1
        ):
            table, count = _table(strips[at:], kinds, rules)
            if table is not None:
                found.append(table)
            at += count
        else:
            at += 1
    return found


def _strip(row: Row) -> _Strip:
    glyphs = sorted((glyph for run in row for glyph in run.glyphs), key=lambda glyph: glyph.left)
    height = max(run.height for run in row)
    segments: list[_Segment] = []
    for glyph in glyphs:
        if glyph.text.isspace():
            continue
        if segments and glyph.left - segments[-1].right < _CELL_GAP * height:
            segments[-1].text += glyph.text
            segments[-1].right = max(segments[-1].right, glyph.right)
        else:
            segments.append(_Segment(glyph.text, glyph.left, glyph.right))
    return _Strip(min(run.bottom for run in row), max(run.top for run in row), segments)


def _table(
    strips: Sequence[_Strip], kinds: Sequence[Column | None], rules: Sequence[Rule]
) -> tuple[RuledTable | None, int]:
    """The table under the headings of the first strip, and how many strips it has."""
    columns = [[segment.left, segment.right] for segment in strips[0].segments]
    held = 1
    for above, strip in pairwise(strips):
        if above.bottom - strip.top > _MAX_ROW_GAP * (strip.top - strip.bottom) or not _widen(columns, strip):
            break
        held += 1
    body = strips[1:held]
    if not body:
        return None, held
    left, right = columns[0][0], columns[-1][1]
    xs = [left - 1, *((before[1] + after[0]) / 2 for before, after in pairwise(columns)), right + 1]
    top, bottom = strips[0].top + 1, body[-1].bottom - 1
    between = sorted(
        {
            rule.at
            for rule in rules
            if rule.horizontal
            and bottom < rule.at < top
            and rule.end - rule.start >= _RULE_SHARE * (right - left)
        }
    )
    if len(between) >= 2:
        ys = [bottom, *between, top]
    elif Column.NUMBER in kinds and _in_column(body[0], columns[kinds.index(Column.NUMBER)]):
        number = columns[kinds.index(Column.NUMBER)]
        ys = [bottom, *sorted(strip.top + 0.5 for strip in body if _in_column(strip, number)), top]
    else:
        return None, held
    width, height = len(xs) - 1, len(ys) - 1
    cells = tuple(tuple(row * width + column for column in range(width)) for row in range(height))
    return RuledTable((xs[0], ys[0], xs[-1], ys[-1]), tuple(xs), tuple(ys), cells, drawn=False), held


def _widen(columns: list[list[float]], strip: _Strip) -> bool:
    """Make room for a strip's segments in the columns; False where one of them reaches over two."""
    widened = [list(column) for column in columns]
    for segment in strip.segments:
        over = [column for column in widened if segment.left < column[1] and segment.right > column[0]]
        if len(over) > 1:
            return False
        middle = (segment.left + segment.right) / 2
        column = (
            over[0] if over else min(widened, key=lambda column: abs((column[0] + column[1]) / 2 - middle))
        )
        column[0], column[1] = min(column[0], segment.left), max(column[1], segment.right)
    if any(before[1] > after[0] for before, after in pairwise(widened)):
        return False
    columns[:] = widened
    return True


def _in_column(strip: _Strip, column: Sequence[float]) -> bool:
    return any(segment.left < column[1] and segment.right > column[0] for segment in strip.segments)
