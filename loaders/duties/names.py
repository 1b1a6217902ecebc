"""One agency of a printed list, and the name that it means."""

from collections.abc import Callable

import msgspec

PlaceTest = Callable[[str], bool]


def no_place(name: str) -> bool:  # noqa: ARG001
    """Know no place."""
    return False


class Name(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One agency of a list: `start` and `end` bound what is printed, `text` is the restored name.

    `open` says that 等 follows; `separator` is the mark before the name; `rule` says what was restored.
    """

    text: str
    start: int
    end: int
    separator: str = ""
    open: bool = False
    rule: str = "as printed"
