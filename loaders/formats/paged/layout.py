"""Where things stand on a page: glyphs into lines, ruled lines into the cells of a table.

Coordinates are those of PDF: points, the origin at the lower left.
"""

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

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
_MIN_COLUMN_ROWS = 8
_MIN_COLUMN_SHARE = 0.6
_FULL_LINE = 0.7
# Points by which the ends of ruled lines may miss each other.
_RULE_TOLERANCE = 3.0
_MIN_RULE = 6.0
_MAX_RULE_WIDTH = 3.0
# Radians by which text may miss the horizontal.
_MAX_TILT = 0.05
_MAX_TABLE_PLACES = 200_000


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character and its box."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, its box, and the height of most of its characters."""

    text: str
    box: Box
    size: float

    @property
    def height(self) -> float:
        """The line's height in points."""
        return self.box[3] - self.box[1]


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line: `at` is its y if it is horizontal, else its x; it runs from `start` to `end`."""

    horizontal: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class RuledTable:
    """The cells of a ruled table: for each row from the top, for each column, the number of a cell.

    Cells that no line parts have one number, so a merged cell's number stands in each place that it covers.
    """

    box: Box
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[int, ...], ...]

    def cell_at(self, x: float, y: float) -> int | None:
        """The number of the cell around a point; None outside the table."""
        column = bisect_right(self.xs, x) - 1
        row = len(self.ys) - 1 - bisect_right(self.ys, y)
        if 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1:
            return self.cells[row][column]
        return None


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


def turned_rules(rules: list[Rule], turns: int) -> list[Rule]:
    """Ruled lines as they lie when clockwise quarter turns are taken back."""
    if not turns:
        return rules
    turned = []
    for rule in rules:
        ends = (
            (rule.start, rule.at, rule.end, rule.at)
            if rule.horizontal
            else (rule.at, rule.start, rule.at, rule.end)
        )
        left, bottom, right, top = turned_box(ends, turns)
        horizontal = rule.horizontal if turns == 2 else not rule.horizontal
        turned.append(
            Rule(horizontal, bottom, left, right) if horizontal else Rule(horizontal, left, bottom, top)
        )
    return turned


def drawn_rules(points: Sequence[tuple[float, float]], *, stroked: bool) -> Iterator[Rule]:
    """The horizontal and vertical lines of an outline: its strokes, and bars thin enough to be lines."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, bottom, right, top = min(xs), min(ys), max(xs), max(ys)
    if min(right - left, top - bottom) <= _MAX_RULE_WIDTH:
        if right - left >= top - bottom:
            yield Rule(True, (bottom + top) / 2, left, right)
        else:
            yield Rule(False, (left + right) / 2, bottom, top)
    elif stroked:
        for (x0, y0), (x1, y1) in pairwise(points):
            if abs(y0 - y1) <= 1:
                yield Rule(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
            elif abs(x0 - x1) <= 1:
                yield Rule(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1))


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """Put glyphs into lines, from the top down, each from left to right; of two columns the left comes first."""
    lines = (_line([glyph for run in row for glyph in run.glyphs]) for row in _in_columns(rows_of(glyphs)))
    return [line for line in lines if line.text]


def rows_of(glyphs: Iterable[Glyph]) -> list["Row"]:
    """Put the runs of glyphs that stand at one height together, from the top down."""
    rows: list[Row] = []
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


Row = list[Run]


def _in_columns(rows: list[Row]) -> list[Row]:
    """Rows in reading order: where two columns of full lines stand side by side, first the left, then the right."""
    gutter = _gutter(rows)
    if gutter is None:
        return rows
    ordered: list[Row] = []
    right: list[Row] = []
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


def _gutter(rows: list[Row]) -> float | None:
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
        parts.append(glyph.text)
        last = glyph
    inked = [glyph for glyph in members if not glyph.text.isspace()] or members
    box = (
        min(glyph.left for glyph in inked),
        min(glyph.bottom for glyph in inked),
        max(glyph.right for glyph in inked),
        max(glyph.top for glyph in inked),
    )
    heights = sorted(glyph.top - glyph.bottom for glyph in inked)
    return Line("".join(parts).strip(), box, heights[len(heights) // 2])


def _is_note_mark(glyph: Glyph, before: Glyph, tallest: Glyph) -> bool:
    """Whether a character is part of a footnote's mark: small, raised, and behind Chinese (m² is none)."""
    height = tallest.top - tallest.bottom
    return (
        glyph.top - glyph.bottom <= _NOTE_MARK * height
        and glyph.bottom >= tallest.bottom + _NOTE_MARK_RISE * height
        and not before.text.isascii()
        and (glyph.text.isdigit() or glyph.text in _NOTE_BRACKETS)
    )


def ruled_tables(rules: Sequence[Rule]) -> list[RuledTable]:
    """Find the tables that ruled lines draw, from the top down: at least two rows or two columns of cells."""
    horizontal = _joined([rule for rule in rules if rule.horizontal])
    vertical = _joined([rule for rule in rules if not rule.horizontal])
    tables = []
    for across, down in _connected(horizontal, vertical):
        table = _table(across, down)
        if table is not None:
            tables.append(table)
    return sorted(tables, key=lambda table: (-table.box[3], table.box[0]))


def _joined(rules: list[Rule]) -> list[Rule]:
    """Lines in one row that touch become one: many programs draw a border cell by cell."""
    joined: list[Rule] = []
    by_place: dict[int, list[Rule]] = {}
    places = _snapped([rule.at for rule in rules])
    for rule in rules:
        by_place.setdefault(places[rule.at], []).append(rule)
    for members in by_place.values():
        members.sort(key=lambda rule: rule.start)
        at = sum(rule.at for rule in members) / len(members)
        start, end = members[0].start, members[0].end
        for rule in members[1:]:
            if rule.start <= end + _RULE_TOLERANCE:
                end = max(end, rule.end)
            else:
                joined.append(Rule(rule.horizontal, at, start, end))
                start, end = rule.start, rule.end
        joined.append(Rule(members[0].horizontal, at, start, end))
    return [rule for rule in joined if rule.end - rule.start >= _MIN_RULE]


def _snapped(values: list[float]) -> dict[float, int]:
    """Number of the group of each value, where values within the tolerance make a group."""
    groups: dict[float, int] = {}
    group, first = -1, float("-inf")
    for value in sorted(set(values)):
        if value - first > _RULE_TOLERANCE:
            group, first = group + 1, value
        groups[value] = group
    return groups


def _connected(across: list[Rule], down: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Groups of lines that cross or touch each other."""
    parent = list(range(len(across) + len(down)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    by_x = sorted(range(len(down)), key=lambda number: down[number].at)
    xs = [down[number].at for number in by_x]
    for number, rule in enumerate(across):
        for at in range(bisect_right(xs, rule.start - _RULE_TOLERANCE), len(xs)):
            if xs[at] > rule.end + _RULE_TOLERANCE:
                break
            other = down[by_x[at]]
            if other.start - _RULE_TOLERANCE <= rule.at <= other.end + _RULE_TOLERANCE:
                parent[root(len(across) + by_x[at])] = root(number)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for number, rule in enumerate(across + down):
        groups.setdefault(root(number), ([], []))[0 if rule.horizontal else 1].append(rule)
    yield from groups.values()


def _table(across: list[Rule], down: list[Rule]) -> RuledTable | None:
    if len(across) < 2 or not down:
        return None
    left, right = min(rule.start for rule in across), max(rule.end for rule in across)
    bottom, top = min(rule.at for rule in across), max(rule.at for rule in across)
    # Tables open at their sides are common: their edges are where the horizontal lines end.
    xs = _distinct([*(rule.at for rule in down), left, right])
    ys = _distinct([*(rule.at for rule in across), bottom, top])
    columns, rows = len(xs) - 1, len(ys) - 1
    if rows < 1 or columns < 1 or rows * columns < 2 or rows * columns > _MAX_TABLE_PLACES:
        return None
    parent = list(range(rows * columns))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    walls = _by_place(down, xs)
    floors = _by_place(across, ys)
    for row in range(rows):
        # Rows count from the top, the heights from the bottom.
        low, high = ys[rows - 1 - row], ys[rows - row]
        for column in range(columns):
            number = row * columns + column
            if column + 1 < columns and not _covers(walls[column + 1], (low + high) / 2):
                parent[root(number + 1)] = root(number)
            middle = (xs[column] + xs[column + 1]) / 2
            if row + 1 < rows and not _covers(floors[rows - 1 - row], middle):
                parent[root(number + columns)] = root(number)
    cells = tuple(tuple(root(row * columns + column) for column in range(columns)) for row in range(rows))
    if len({number for row_cells in cells for number in row_cells}) < 2:
        return None
    return RuledTable((xs[0], ys[0], xs[-1], ys[-1]), tuple(xs), tuple(ys), cells)


def _distinct(values: list[float]) -> list[float]:
    groups = _snapped(values)
    members: dict[int, list[float]] = {}
    for value in values:
        members.setdefault(groups[value], []).append(value)
    return sorted(sum(group) / len(group) for group in members.values())


def _by_place(rules: list[Rule], places: list[float]) -> list[list[Rule]]:
    lines: list[list[Rule]] = [[] for _ in places]
    for rule in rules:
        nearest = min(range(len(places)), key=lambda number: abs(places[number] - rule.at))
        lines[nearest].append(rule)
    return lines


def _covers(rules: list[Rule], at: float) -> bool:
    return any(rule.start - _RULE_TOLERANCE <= at <= rule.end + _RULE_TOLERANCE for rule in rules)
