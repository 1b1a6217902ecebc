"""Fold traditional characters into the simplified ones that every table is written in, character by character."""

from functools import cache
from typing import Annotated

import msgspec

from graph.model.tables import CheckedRow
from loaders.lexicon.tables import read_lines

# No text of a plan in traditional characters is without one of these; none of them is printed in a simplified one.
_SIGNS = "單門責辦廳關縣區負實領導請與國務業產發會員處動進長點項設標"


_Character = Annotated[str, msgspec.Meta(min_length=1, max_length=1)]


class _Pair(CheckedRow, frozen=True, kw_only=True):
    printed: _Character
    simplified: _Character


@cache
def _table() -> dict[int, str]:
    return {ord(row.printed): row.simplified for row in read_lines("traditional", _Pair)}


def is_traditional(text: str) -> bool:
    """Whether a text is printed in traditional characters."""
    return any(sign in text for sign in _SIGNS)


def simplified(text: str, *, within: str | None = None) -> str:
    """A text in simplified characters, as long as it was.

    Parameters
    ----------
    text : str
        A text, or a few words of one; 乾县 stays as it is in a text that is printed in simplified characters.
    within : str, optional
        The text whose words they are, which tells more surely in which characters it is printed.

    Examples
    --------
    >>> simplified("市教育局牽頭負責")
    '市教育局牵头负责'
    """
    return text.translate(_table()) if is_traditional(text if within is None else within) else text
