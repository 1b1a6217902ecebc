"""The lines that a page draws, and the tables that they rule."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.formats.paged.layout import Box, turned_box

# Points by which the ends of ruled lines may miss each other.
_TOLERANCE = 3.0
_MIN_RULE = 6.0
_MAX_RULE_WIDTH = 3.0
_MAX_PLACES = 200_000


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

    Cells that no line parts have one number, so a merged cell's number stands in each place that it covers. `drawn`
    says that lines part its columns.
    """

    box: Box
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[int, ...], ...]
    drawn: bool = True

    def cell_at(self, x: float, y: float) -> int | None:
        """The number of the cell around a point; None outside the table."""
        column = bisect_right(self.xs, x) - 1
        row = len(self.ys) - 1 - bisect_right(self.ys, y)
        if 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1:
            return self.cells[row][column]
        return None


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
            if rule.start <= end + _TOLERANCE:
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
        if value - first > _TOLERANCE:
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
        for at in range(bisect_right(xs, rule.start - _TOLERANCE), len(xs)):
            if xs[at] > rule.end + _TOLERANCE:
                break
            other = down[by_x[at]]
            if other.start - _TOLERANCE <= rule.at <= other.end + _TOLERANCE:
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
    if rows < 1 or columns < 1 or rows * columns < 2 or rows * columns > _MAX_PLACES:
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
    return any(rule.start - _TOLERANCE <= at <= rule.end + _TOLERANCE for rule in rules)
