"""Tables that a page prints without ruled lines: a task table known by its headings, its columns by white space."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from loaders.formats.paged.layout import Box, Glyph, rows_of_glyphs
from loaders.formats.paged.margins import is_page_number
from loaders.formats.paged.regions import MAX_HEAD_LINES, MIN_COLUMNS, Aligned, Region
from loaders.formats.paged.ruling import Rule, RuledTable
from loaders.formats.paged.strips import MAX_ROW_GAP, Strip, columns_of, is_section, stand_in, strip_of, widen
from loaders.formats.paged.touching import column_starts, lost_rows, part_at
from loaders.lexicon.headings import heading_kind

# In heights of a line.
_SAME_HEAD = 0.5
_MIN_HEADS = 2
_LONGEST_HEAD_LINE = 8
_MAX_TRIES = 8
_MAX_SKIPPED = 2
# Where the width of a Chinese character stands among those of all.
_WIDE = 0.8


@dataclass(slots=True)
class AlignedPage:
    """The tables of a page without lines between their columns, from the top down.

    `left_open` is the last if it reaches the foot of the page. `touching` are rows whose cells nearly touch, and were
    parted where their columns begin; `lost` are rows of a table of which the cells cannot be told apart.
    """

    tables: list[RuledTable] = field(default_factory=list)
    left_open: Aligned | None = None
    touching: list[Box] = field(default_factory=list)
    lost: list[Box] = field(default_factory=list)

    def add(self, found: "_Found") -> None:
        """Take what was found."""
        self.tables += [found.table] if found.table is not None else []
        self.touching += [strip.box for strip in found.touching]
        self.lost += [strip.box for strip in found.lost]
        self.left_open = found.left_open


@dataclass(slots=True)
class _Found:
    """A table on a page, up to which strip it and what is lost of it reach."""

    table: RuledTable | None
    end: int
    left_open: Aligned | None = None
    touching: Sequence[Strip] = ()
    lost: Sequence[Strip] = ()


def aligned_tables(
    glyphs: Sequence[Glyph], rules: Sequence[Rule], above: Aligned | None = None
) -> AlignedPage:
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
    """
    page = AlignedPage()
    inked = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if not inked:
        return page
    widths = sorted(glyph.right - glyph.left for glyph in inked)
    em = widths[int(_WIDE * len(widths))]
    strips = [strip for row in rows_of_glyphs(inked) if not is_page_number((strip := strip_of(row, em)).text)]
    at = 0
    if above is not None and strips:
        found = _continued(strips, above, rules, em)
        page.add(found)
        at = found.end
    tries = 0
    while at < len(strips) and tries < _MAX_TRIES:
        if not _may_be_heads(strips[at]):
            at += 1
            continue
        tries += 1
        found = _headed(strips, at, rules, em)
        page.add(found)
        at = found.end if found.table is not None or found.lost else at + 1
    if at < len(strips):
        page.left_open = None
    return page


def _may_be_heads(strip: Strip) -> bool:
    if len(strip.segments) < _MIN_HEADS:
        return False
    kinds = [heading_kind(segment.text) for segment in strip.segments]
    return len(kinds) - kinds.count(None) >= _MIN_HEADS


def _headed(strips: Sequence[Strip], at: int, rules: Sequence[Rule], em: float) -> _Found:
    """The table whose heads stand in the strip of this number."""
    first = at
    while first and at - first < MAX_HEAD_LINES and _stands_beside(strips[first - 1], strips[first]):
        first -= 1
    for start in range(first, at + 1):
        found = _with_heads(strips, start, at, rules, em)
        if found.table is not None or found.lost:
            return found
    return _Found(None, at)


def _with_heads(strips: Sequence[Strip], start: int, at: int, rules: Sequence[Rule], em: float) -> _Found:
    columns: list[list[float]] = []
    sections: list[Strip] = []
    touching: list[Strip] = []
    starts: list[float] = []
    end = start
    for number in range(start, len(strips)):
        strip = strips[number]
        if number > start and _stands_apart(strips[number - 1], strip):
            break
        if number == at + 1:
            starts = column_starts(strips[number:], columns, em)
        if number > at and is_section(strip, columns):
            sections.append(strip)
        else:
            touching += [strip] if part_at(strip, starts, em) else []
            if not widen(columns, strip, em, grows=number - at < MAX_HEAD_LINES):
                break
        end = number + 1
    if len(columns) < MIN_COLUMNS or end <= at + 1:
        return _Found(None, at)
    region = Region(strips[start:end], columns, sections, rules)
    table, numbering = region.headed()
    if table is None and region.wraps:
        # Lines read for rows would give a row's names to another.
        left_open = replace(region.left_open(numbering), is_lost=True) if end == len(strips) else None
        return _Found(None, end, left_open, (), strips[at + 1 : end])
    if table is None:
        return _Found(None, at)
    return _found(strips, table, end, columns, region.left_open(numbering), touching)


def _continued(strips: Sequence[Strip], above: Aligned, rules: Sequence[Rule], em: float) -> _Found:
    """The rest of the table that the page before left open."""
    columns = [[left, right] for left, right in pairwise(above.xs)]
    if above.is_lost:
        return _found(strips, None, 0, columns, above, [])
    starts = [left for left, _ in above.edges[1:]]
    touching: list[Strip] = []

    def fits(strip: Strip) -> bool:
        if columns_of(strip, columns, em) is not None:
            return True
        if not part_at(strip, starts, em) or columns_of(strip, columns, em) is None:
            return False
        touching.append(strip)
        return True

    start = 0
    while start < min(_MAX_SKIPPED, len(strips)) and not fits(strips[start]):
        start += 1
    end = start
    sections: list[Strip] = []
    for number in range(start, len(strips)):
        strip = strips[number]
        if number > start and _stands_apart(strips[number - 1], strip):
            break
        if is_section(strip, columns):
            sections.append(strip)
        elif not fits(strip):
            break
        end = number + 1
    filled = {column for strip in strips[start:end] for column in columns_of(strip, columns, em) or ()}
    if not filled or (len(filled) == 1 and not stand_in(strips[start:end], above.edges, em)):
        return _Found(None, 0)
    region = Region(strips[start:end], columns, sections, rules, above)
    table, numbering = region.rest()
    if table is None:
        return _found(strips, None, 0, columns, above, [])
    return _found(strips, table, end, columns, region.left_open(numbering), touching)


def _found(
    strips: Sequence[Strip],
    table: RuledTable | None,
    end: int,
    columns: Sequence[Sequence[float]],
    left_open: Aligned,
    touching: list[Strip],
) -> _Found:
    """The table, and the rows below it that are lost."""
    lost = strips[end : end + lost_rows(strips[max(end - 1, 0) :], columns, end > 0)]
    at_foot = end + len(lost) == len(strips)
    left_open = replace(left_open, is_lost=True) if lost else left_open
    if lost and end:
        # What is lost may be the rest of the last row.
        touching = [*touching, strips[end - 1]]
    return _Found(table, end + len(lost), left_open if at_foot else None, touching, lost)


def _stands_apart(upper: Strip, lower: Strip) -> bool:
    return upper.bottom - lower.top > MAX_ROW_GAP * lower.height


def _stands_beside(upper: Strip, lower: Strip) -> bool:
    """Whether the strip above is the first line of heads that are broken over two."""
    near = upper.bottom - lower.top < _SAME_HEAD * lower.height
    return near and all(len(segment.text) <= _LONGEST_HEAD_LINE for segment in upper.segments)
