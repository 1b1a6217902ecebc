"""Turn a card, whose heads stand at the left of what they head (任务名称 | 垃圾分类), into rows below their heads."""

from collections.abc import Sequence

from loaders.document import Cell, Document, TableSpan
from loaders.lexicon.headings import Column, heading_kind

Pair = tuple[Cell, Cell]

_FEWEST_HEADS = 3
# 家庭教育支持行动 reads like a head of tasks and is one's name.
_OF_A_VALUE = (None, Column.TASK, Column.SECTION)


def upright(document: Document, table: TableSpan) -> TableSpan:
    """The table with the heads above the row of each card; a table that is no card as it is.

    A card has one head or several in a row, each with its value at its right, or one column more for each further
    task. Several cards may stand in one table: each begins with the head that the first begins with.
    """
    pairs = _pairs(document, table)
    if not pairs:
        return _turned(document, table)
    first = _text(document, pairs[0][0])
    cards: list[list[Pair]] = []
    for pair in pairs:
        if not cards or _text(document, pair[0]) == first:
            cards.append([])
        cards[-1].append(pair)
    if not all(_divides_work(document, card) for card in cards):
        return table
    width = max(map(len, cards))
    rows: list[tuple[Cell, ...]] = []
    for card in cards:
        nothing = Cell(start=card[-1][1].end, end=card[-1][1].end)
        for side in (0, 1):
            rows.append((*(pair[side] for pair in card), *[nothing] * (width - len(card))))
    return TableSpan(start=table.start, end=table.end, rows=tuple(rows))


def _turned(document: Document, table: TableSpan) -> TableSpan:
    """The table with a row for each column behind its first, which holds the heads; a table with its heads above as it is."""
    heads = [heading_kind(_text(document, row[0])) for row in table.rows]
    values = [heading_kind(_text(document, cell)) for cell in table.rows[0][1:]]
    if None in heads or not _are_of_work(heads) or len(table.rows[0]) < _FEWEST_HEADS:
        return table
    if any(kind not in _OF_A_VALUE for kind in values):
        return table
    return TableSpan(start=table.start, end=table.end, rows=tuple(zip(*table.rows, strict=True)))


def _pairs(document: Document, table: TableSpan) -> list[Pair]:
    """Each head with what stands at its right; nothing where a row is not made of them."""
    pairs: list[Pair] = []
    for row in table.rows:
        cells = [cell for place, cell in enumerate(row) if place == 0 or cell != row[place - 1]]
        if len(cells) % 2:
            return []
        for head, value in zip(cells[::2], cells[1::2], strict=True):
            value_kind = heading_kind(_text(document, value))
            if heading_kind(_text(document, head)) is None or value_kind not in _OF_A_VALUE:
                return []
            pairs.append((head, value))
    return pairs


def _divides_work(document: Document, card: Sequence[Pair]) -> bool:
    kinds = [heading_kind(_text(document, head)) for head, _ in card]
    return len(kinds) >= _FEWEST_HEADS and _are_of_work(kinds)


def _are_of_work(kinds: Sequence[Column | None]) -> bool:
    return Column.ROLE in kinds and Column.TASK in kinds


def _text(document: Document, cell: Cell) -> str:
    return document.text[cell.start : cell.end].strip()
