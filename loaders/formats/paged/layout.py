"""Where things stand on a page: glyphs into lines.

Coordinates are those of PDF: points, the origin at the lower left.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

# Shares of a glyph's height, by which its neighbours are judged.
_SAME_LINE_OVERLAP = 0.5
_RUN_GAP = 1.0
_WORD_GAP = 0.22
_WIDE_GAP = 0.9
_DOUBLE_STRIKE = 0.25
_NOTE_MARK, _NOTE_MARK_RISE = 0.75, 0.2
_NOTE_BRACKETS = frozenset("[]〔〕【】*")
_FILE = "文件"
_LONGEST_FILE = 4
_SAME_SIZE = 0.2
_MIN_COLUMN_ROWS = 8
_MIN_COLUMN_SHARE = 0.6
_FULL_LINE = 0.7
# Radians by which text may miss the horizontal.
_MAX_TILT = 0.05


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character and its box; `sure` is how sure it is, from 0 to 1, where it was recognised on a picture."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    sure: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, its box, the height of most of its characters, and the width of a Chinese one.

    `sure` tells of each character how sure it is, where they were recognised on a picture.
    """

    text: str
    box: Box
    size: float
    em: float
    sure: tuple[float, ...] = ()

    @property
    def height(self) -> float:
        """The line's height in points."""
        return self.box[3] - self.box[1]


def quarter_turns(angle: float) -> int:
    """Clockwise quarter turns of an angle in radians; -1 for any other angle."""
    if angle == 0.0:
        return 0
    quarters = angle / (math.pi / 2)
    nearest = round(quarters)
    return nearest % 4 if abs(quarters - nearest) < _MAX_TILT else -1


def turned_box(box: Box, turns: int) -> Box:
    """A box on the page as it lies when clockwise quarter turns are taken back."""
    left, bottom, right, top = box
    if turns == 1:
        return -top, left, -bottom, right
    if turns == 2:
        return -right, -top, -left, -bottom
    if turns == 3:
        return bottom, -right, top, -left
    return box


@dataclass(frozen=True, slots=True)
class Lean:
    """By how many radians, counted clockwise, a page leans around a point."""

    angle: float
    x: float
    y: float


def leaning_box(box: Box, lean: Lean) -> Box:
    """The box around what a box of the upright page covers on the page as it leans."""
    sine, cosine = math.sin(lean.angle), math.cos(lean.angle)
    corners = [
        (across * cosine + up * sine, up * cosine - across * sine)
        for across in (box[0] - lean.x, box[2] - lean.x)
        for up in (box[1] - lean.y, box[3] - lean.y)
    ]
    xs, ys = [x + lean.x for x, _ in corners], [y + lean.y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """Put glyphs into lines, from the top down, each from left to right; of two columns the left comes first."""
    lines = (
        _line([glyph for run in row for glyph in run.glyphs])
        for row in _with_heads_whole(_in_columns(rows_of_glyphs(glyphs)))
    )
    return [line for line in lines if line.text]


def rows_of_glyphs(glyphs: Iterable[Glyph]) -> list["PageRow"]:
    """Put the runs of glyphs that stand at one height together, from the top down."""
    rows: list[PageRow] = []
    for run in sorted(_runs(glyphs), key=lambda run: -run.top):
        if rows:
            # A tall sign must not pull the next line in: the row keeps the height of its first run.
            first = rows[-1][0]
            overlap = min(run.top, first.top) - max(run.bottom, first.bottom)
            if overlap >= _SAME_LINE_OVERLAP * min(run.height, first.height):
                rows[-1].append(run)
                continue
        rows.append([run])
    return rows


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs that were written one behind the other."""

    glyphs: list[Glyph]
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """The run's height in points."""
        return self.top - self.bottom


PageRow = list[Run]


def _with_heads_whole(rows: list[PageRow]) -> list[PageRow]:
    """Rows with the 文件 of a head that several issue behind the last of the names that it stands beside."""
    at = 0
    while at < len(rows):
        beside = [run for run in rows[at] if _says(run) == _FILE]
        if not beside:
            at += 1
            continue
        mark, stop = beside[0], at + 1
        while stop < len(rows) and _stands_under(rows[stop], rows[stop - 1], mark):
            stop += 1
        if stop > at + 1:
            rest = [run for run in rows[at] if run is not mark]
            rows[at:stop] = [*([rest] if rest else []), *rows[at + 1 : stop], [mark]]
        at = stop
    return rows


def _says(run: Run) -> str:
    return "".join(glyph.text for glyph in run.glyphs).strip() if len(run.glyphs) <= _LONGEST_FILE else ""


def _stands_under(row: PageRow, above: PageRow, mark: Run) -> bool:
    """Whether a row is the next of the names beside a mark."""
    near = min(run.bottom for run in above) - row[0].top < row[0].height
    return near and all(
        run.right <= mark.left and abs(run.height - mark.height) <= _SAME_SIZE * mark.height for run in row
    )


def _in_columns(rows: list[PageRow]) -> list[PageRow]:
    """Rows in reading order: where two columns of full lines stand side by side, first the left, then the right."""
    gutter = _gutter(rows)
    if gutter is None:
        return rows
    ordered: list[PageRow] = []
    right: list[PageRow] = []
    for row in rows:
        if any(run.left < gutter < run.right for run in row):
            ordered += [*right, row]
            right = []
            continue
        left_part = [run for run in row if run.right <= gutter]
        right_part = [run for run in row if run.left >= gutter]
        if left_part:
            ordered.append(left_part)
        if right_part:
            right.append(right_part)
    return ordered + right


def _gutter(rows: list[PageRow]) -> float | None:
    """The middle of the white strip between two columns of running text; None where there is none."""
    if len(rows) < _MIN_COLUMN_ROWS:
        return None
    left = min(run.left for row in rows for run in row)
    right = max(run.right for row in rows for run in row)
    middle = (left + right) / 2
    parted = []
    for row in rows:
        before = max((run.right for run in row if run.right <= middle), default=None)
        after = min((run.left for run in row if run.left >= middle), default=None)
        crossed = any(run.left < middle < run.right for run in row)
        if before is not None and after is not None and not crossed and after - before >= row[0].height:
            parted.append((before, after))
    if len(parted) < max(_MIN_COLUMN_ROWS, _MIN_COLUMN_SHARE * len(rows)):
        return None
    gutter_left, gutter_right = max(before for before, _ in parted), min(after for _, after in parted)
    full = sum(1 for before, _ in parted if before - left >= _FULL_LINE * (gutter_left - left))
    if gutter_left >= gutter_right or full < _MIN_COLUMN_SHARE * len(parted):
        return None
    return (gutter_left + gutter_right) / 2


def _runs(glyphs: Iterable[Glyph]) -> Iterator[Run]:
    members: list[Glyph] = []
    for glyph in glyphs:
        if members:
            last = members[-1]
            height = max(last.top - last.bottom, 0.1)
            overlap = min(last.top, glyph.top) - max(last.bottom, glyph.bottom)
            near = -height <= glyph.left - last.right <= _RUN_GAP * height
            if not near or overlap < _SAME_LINE_OVERLAP * min(height, glyph.top - glyph.bottom):
                yield _run(members)
                members = []
        members.append(glyph)
    if members:
        yield _run(members)


def _run(glyphs: list[Glyph]) -> Run:
    return Run(
        glyphs,
        min(glyph.left for glyph in glyphs),
        min(glyph.bottom for glyph in glyphs),
        max(glyph.right for glyph in glyphs),
        max(glyph.top for glyph in glyphs),
    )


def _line(members: list[Glyph]) -> Line:
    members.sort(key=lambda glyph: glyph.left)
    parts: list[str] = []
    sure: list[float] = []
    last: Glyph | None = None
    tallest = max(members, key=lambda glyph: glyph.top - glyph.bottom)
    for glyph in members:
        if last is not None:
            if _is_note_mark(glyph, last, tallest):
                continue
            height = last.top - last.bottom
            if glyph.text == last.text and glyph.left - last.left < _DOUBLE_STRIKE * height:
                continue
            gap = glyph.left - last.right
            words = (
                last.text.isascii() and glyph.text.isascii() and last.text.isalnum() and glyph.text.isalnum()
            )
            spaced = last.text.isspace() or glyph.text.isspace()
            if not spaced and gap > (_WORD_GAP if words else _WIDE_GAP) * height:
                parts.append(" ")
                sure.append(1.0)
        parts.append(glyph.text)
        sure.append(1.0 if glyph.sure is None else glyph.sure)
        last = glyph
    inked = [glyph for glyph in members if not glyph.text.isspace()] or members
    box = (
        min(glyph.left for glyph in inked),
        min(glyph.bottom for glyph in inked),
        max(glyph.right for glyph in inked),
        max(glyph.top for glyph in inked),
    )
    heights = sorted(glyph.top - glyph.bottom for glyph in inked)
    # White space at the ends is none of recognised characters.
    known = () if members[0].sure is None else tuple(sure)
    return Line("".join(parts).strip(), box, heights[len(heights) // 2], _em(inked), known)


def _em(glyphs: Sequence[Glyph]) -> float:
    wide = sorted(glyph.right - glyph.left for glyph in glyphs if not glyph.text.isascii())
    if wide:
        return wide[len(wide) // 2]
    return 2 * max(glyph.right - glyph.left for glyph in glyphs)


def _is_note_mark(glyph: Glyph, before: Glyph, tallest: Glyph) -> bool:
    """Whether a character is part of a footnote's mark: small, raised, and behind Chinese (m² is none)."""
    height = tallest.top - tallest.bottom
    return (
        glyph.top - glyph.bottom <= _NOTE_MARK * height
        and glyph.bottom >= tallest.bottom + _NOTE_MARK_RISE * height
        and not before.text.isascii()
        and (glyph.text.isdigit() or glyph.text in _NOTE_BRACKETS)
    )
