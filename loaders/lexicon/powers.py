"""Tell lists of powers (权责清单), posts or money: they name offices, and divide no task."""

import re

from loaders.lexicon.wording import any_of, wording

_POWERS = wording().powers
_KIND = re.compile(any_of(_POWERS.kinds))
_HOLDER = re.compile(f"(?:{any_of(_POWERS.holders)})(?:{any_of(_POWERS.bodies)})")

POWERS_TITLE = f"(?:{any_of(_POWERS.titles)})(?:事项)?(?:清单|目录)"
"""How the title of such a list ends."""


def lists_powers(headings: str) -> bool:
    """Whether the headings of a table are those of such a list."""
    return any(word in headings for word in _POWERS.headings)


def holder_at(text: str, at: int) -> bool:
    """Whether a label of who holds a power stands at a place (行使主体); one of who has a task may look the same."""
    return _HOLDER.match(text, at) is not None


def names_a_power(text: str, start: int, end: int) -> bool:
    """Whether a power of an office is named between two places (行政许可)."""
    return _KIND.search(text, start, end) is not None
