"""What a line needs room for, so that it is not broken before it."""

import re
import unicodedata

# In widths of a Chinese character.
_TOLERANCE = 0.15
# What a line break does not part: a number or a word, and the marks that may not begin or end a line.
_UNBREAKABLE = re.compile(r"[（(〔《“‘【\[]*(?:[A-Za-z0-9.%~-]+|.)[，。、；：！？）)》〉】〕”’…]*")

WIDE = 2
"""The width of a Chinese character in a text of one width, where a Latin one has 1."""


def width_of(text: str) -> int:
    """How wide a text of one width is printed."""
    return sum(WIDE if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def room_for(text: str, em: float, width: float) -> float:
    """How much room a line needs for what the next begins with, in the unit of `em`, the width of a Chinese character."""
    first = _UNBREAKABLE.match(text)
    if first is None:
        return 0.0
    needed = sum(0.5 if sign.isascii() else 1.0 for sign in first.group()) * em
    return min(needed, width) + _TOLERANCE * em
