"""What character recognition confuses: marks that are folded back, and characters that are tried in a name."""

import re
from collections.abc import Iterator
from functools import cache

from graph.model.tables import CheckedRow
from loaders.lexicon.tables import read_table

_MOST_PLACES = 2


class Mark(CheckedRow, frozen=True, kw_only=True):
    """A mark that was printed and what it is read as, where it cannot be anything else.

    A text that holds none of `beside`, or without them none of the signs, is not looked through.
    """

    signs: str
    meant: str
    where: str
    unless: str = ""
    beside: tuple[str, ...] = ()
    examples: tuple[tuple[str, str], ...]
    kept: tuple[str, ...]


class Confusables(CheckedRow, frozen=True, kw_only=True):
    """The table ``data/confusables.toml``."""

    groups: tuple[str, ...]
    mark: tuple[Mark, ...]


@cache
def table() -> Confusables:
    """The table, read once."""
    return read_table("confusables", Confusables)


@cache
def _patterns() -> tuple[tuple[Mark, re.Pattern[str], re.Pattern[str] | None], ...]:
    """Each mark, where it is folded, and the words one of which a text must hold to be looked through."""
    return tuple(
        (
            mark,
            re.compile(mark.where, re.VERBOSE),
            re.compile("|".join(map(re.escape, mark.beside))) if len(mark.beside) > 1 else None,
        )
        for mark in table().mark
    )


def folded_marks(text: str) -> str:
    """A text with the marks that were printed, as long as it was.

    Examples
    --------
    >>> folded_marks("市科技局丶市财政局")
    '市科技局、市财政局'
    """
    for mark, pattern, words in _patterns():
        # Signs are found quickest one by one, words by one pattern.
        may_hold = words.search(text) if words else any(sign in text for sign in mark.beside or mark.signs)
        if may_hold and not any(sign in text for sign in mark.unless):
            text = pattern.sub(mark.meant, text)
    return text


@cache
def _alike() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for group in table().groups:
        for sign in group:
            found.setdefault(sign, set()).update(set(group) - {sign})
    return {sign: frozenset(others) for sign, others in found.items()}


def variants(name: str) -> Iterator[str]:
    """The names that differ from one in a character or two which recognition confuses with it, in a fixed order."""
    alike = _alike()
    places = [at for at, sign in enumerate(name) if sign in alike]
    changed = [name]
    for _ in range(_MOST_PLACES):
        further = []
        for known in changed:
            for at in places:
                if known[at] == name[at]:
                    further += [f"{known[:at]}{other}{known[at + 1 :]}" for other in sorted(alike[name[at]])]
        changed = list(dict.fromkeys(further))
        yield from changed
