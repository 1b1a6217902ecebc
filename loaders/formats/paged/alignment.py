"""Tables that a page prints without ruled lines: a task table known by its headings, its columns by white space."""

from collections.abc import Sequence
from itertools import pairwise

from loaders.formats.paged.layout import Glyph, rows_of
from loaders.formats.paged.margins import is_page_number
from loaders.formats.paged.regions import MAX_HEAD_LINES, MIN_COLUMNS, Aligned, Region
from loaders.formats.paged.ruling import Rule, RuledTable
from loaders.formats.paged.strips import Strip, columns_of, is_section, stand_in, strip_of, widen
from loaders.lexicon.headings import heading_kind

# In heights of a line.
_MAX_ROW_GAP = 4.0
_SAME_HEAD = 0.5
_MIN_HEADS = 2
_LONGEST_HEAD_LINE = 8
_MAX_TRIES = 8
_MAX_SKIPPED = 2
# Where the width of a Chinese character stands among those of all.
_WIDE = 0.8


def aligned_tables(
    glyphs: Sequence[Glyph], rules: Sequence[Rule], above: Aligned | None = None
) -> tuple[list[RuledTable], Aligned | None]:
    """Find tables of tasks that have headings and columns but no lines between the columns.

    The columns are the strips that white space parts below the headings. The rows are parted by horizontal lines
    where there are such, else each begins with its number. A table that neither tells apart is left as text.

    Parameters
    ----------
    glyphs : sequence of Glyph
        The characters of a page outside its ruled tables.
    rules : sequence of Rule
        Its ruled lines.
    above : Aligned, optional
        The table that the page before left open.

    Returns
    -------
    list of RuledTable, Aligned or None
        The tables from the top down, and the last if it reaches the foot of the page.
    """
    inked = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if not inked:
        return [], None
    widths = sorted(glyph.right - glyph.left for glyph in inked)
    em = widths[int(_WIDE * len(widths))]
    strips = [strip for row in rows_of(inked) if not is_page_number((strip := strip_of(row, em)).text)]
    found: list[RuledTable] = []
    left_open: Aligned | None = None
    at = 0
    if above is not None and strips:
        table, at, left_open = _continued(strips, above, rules, em)
        found += [table] if table is not None else []
    tries = 0
    while at < len(strips) and tries < _MAX_TRIES:
        if not _may_be_heads(strips[at]):
            at += 1
            continue
        tries += 1
        table, behind, left_open = _headed(strips, at, rules, em)
        if table is not None:
            found.append(table)
            at = behind
        else:
            at += 1
    return found, left_open if at >= len(strips) else None


def _may_be_heads(strip: Strip) -> bool:
    if len(strip.segments) < _MIN_HEADS:
        return False
    kinds = [heading_kind(segment.text) for segment in strip.segments]
    return len(kinds) - kinds.count(None) >= _MIN_HEADS


def _headed(
    strips: Sequence[Strip], at: int, rules: Sequence[Rule], em: float
) -> tuple[RuledTable | None, int, Aligned | None]:
    """The table whose heads stand in the strip of this number, and how far it reaches."""
    first = at
    while first and at - first < MAX_HEAD_LINES and _stands_beside(strips[first - 1], strips[first]):
        first -= 1
    for start in range(first, at + 1):
        found = _with_heads(strips, start, at, rules, em)
        if found[0] is not None:
            return found
    return None, at, None


def _with_heads(
    strips: Sequence[Strip], start: int, at: int, rules: Sequence[Rule], em: float
) -> tuple[RuledTable | None, int, Aligned | None]:
    columns: list[list[float]] = []
    sections: list[Strip] = []
    end = start
    for number in range(start, len(strips)):
        strip = strips[number]
        if number > start and strips[number - 1].bottom - strip.top > _MAX_ROW_GAP * strip.height:
            break
        if number > at and is_section(strip, columns):
            sections.append(strip)
        elif not widen(columns, strip, em, grows=number - at < MAX_HEAD_LINES):
            break
        end = number + 1
    if len(columns) < MIN_COLUMNS or end <= at + 1:
        return None, at, None
    region = Region(strips[start:end], columns, sections, rules)
    table, numbering = region.headed()
    if table is None:
        return None, at, None
    return table, end, region.left_open(numbering) if end == len(strips) else None


def _continued(
    strips: Sequence[Strip], above: Aligned, rules: Sequence[Rule], em: float
) -> tuple[RuledTable | None, int, Aligned | None]:
    """The rest of the table that the page before left open, and how far it reaches."""
    columns = [[left, right] for left, right in pairwise(above.xs)]
    start = 0
    while start < min(_MAX_SKIPPED, len(strips)) and columns_of(strips[start], columns, em) is None:
        start += 1
    end = start
    sections: list[Strip] = []
    for number in range(start, len(strips)):
        strip = strips[number]
        if number > start and strips[number - 1].bottom - strip.top > _MAX_ROW_GAP * strip.height:
            break
        if is_section(strip, columns):
            sections.append(strip)
        elif columns_of(strip, columns, em) is None:
            break
        end = number + 1
    filled = {column for strip in strips[start:end] for column in columns_of(strip, columns, em) or ()}
    if not filled or (len(filled) == 1 and not stand_in(strips[start:end], above.edges, em)):
        return None, 0, None
    region = Region(strips[start:end], columns, sections, rules, above)
    table, numbering = region.rest()
    if table is None:
        return None, 0, None
    return table, end, region.left_open(numbering) if end == len(strips) else None


def _stands_beside(upper: Strip, lower: Strip) -> bool:
    """Whether the strip above is the first line of heads that are broken over two."""
    near = upper.bottom - lower.top < _SAME_HEAD * lower.height
    return near and all(len(segment.text) <= _LONGEST_HEAD_LINE for segment in upper.segments)
