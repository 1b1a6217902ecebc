"""What stands in a cell that repeats another: 同上, 〃, and an empty one where the plan says so."""

import re
from collections.abc import Sequence

from loaders.document import Cell, Document, TableSpan

_AS_ABOVE = re.compile(
    r"[(（]?(?:同上(?:[一]?[行栏格列项]|所述)?|同前|[〃″“”〞＂\"]{1,4}|''|’’|‘‘|‘’|´´|'')[)）]?"
)
_AS_LEFT = re.compile(r"[(（]?同左[)）]?")
# 同上，市财政局 says that more or fewer do it than above, and not whom that takes in.
_PARTLY = re.compile(r"[(（]?同[上左前](?!级)")
_BLANK_IS_ABOVE = re.compile(
    r"(?P<which>[^。；;\n\t|()（）]{0,40}?)(?:空白|为空|空着|未填|不填|空格|留空)[^。；;\n\t|]{0,12}?"
    r"(?:同上|[与和同]上[^。；;\n\t|]{0,4}[行栏格项列][^。；;\n\t|]{0,3}(?:相同|一致|同)|[与和同]上[一]?[行栏格项列])"
)
# How far around a table a note about its cells may stand.
_AROUND = 160


def plain_cell(document: Document, cell: Cell) -> str:
    """What a cell prints, without white space."""
    return plain(document.text[cell.start : cell.end])


def plain(words: str) -> str:
    """The words without white space."""
    return "".join(words.split())


def is_as_above(words: str) -> bool:
    """Whether a cell says that it repeats the one above."""
    return _AS_ABOVE.fullmatch(plain(words)) is not None


def is_as_left(words: str) -> bool:
    """Whether a cell says that it repeats the one at its left."""
    return _AS_LEFT.fullmatch(plain(words)) is not None


def repeats_in_part(words: str) -> bool:
    """Whether a cell repeats another in a way that its words do not tell."""
    return _PARTLY.match(plain(words)) is not None


def note_of_blanks(document: Document, table: TableSpan) -> str | None:
    """What a note in or around a table says before it says that empty cells repeat those above; None without one."""
    text = document.text
    around = text[max(0, table.start - _AROUND) : table.start] + "\n" + text[table.end : table.end + _AROUND]
    within = "\n".join(text[cell.start : cell.end] for row in table.rows for cell in dict.fromkeys(row))
    found = _BLANK_IS_ABOVE.search(around) or ("空" in within and _BLANK_IS_ABOVE.search(within)) or None
    return plain(found["which"]) if found is not None else None


def blanks_repeat(note: str | None, heads: Sequence[str]) -> list[bool]:
    """For each heading whether an empty cell below it repeats the one above: those that the note names, else all."""
    if note is None:
        return [False] * len(heads)
    named = [bool(head) and plain(head) in note for head in heads]
    return named if any(named) else [bool(head) for head in heads]
