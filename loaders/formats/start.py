"""What a reading process runs first: it has patterns compile in half the time, then reads.

The standard library visits each character of a set when it compiles a pattern, the 20,992 of a range of Chinese ones
too, and does so anew wherever the set stands in one of our hundreds of patterns. That was a third of a reader's start.
"""

from functools import cache
from importlib import import_module
from typing import Any


def serve() -> None:
    """Read what is asked for, see `loaders.formats.reader`."""
    remember_sets()
    from loaders.formats.reader import serve as read

    read()


def remember_sets() -> None:
    """Have each set of characters of the patterns that are compiled from now on worked out once.

    This wraps a function that the standard library keeps to itself, so it is done in a process of our own alone; where
    there is none of that name, patterns compile as they always did.
    """
    compiler: Any = import_module("re._compiler")
    work_out = getattr(compiler, "_optimize_charset", None)
    if work_out is None:
        return

    @cache
    def once(signs: tuple[Any, ...]) -> Any:
        return work_out(list(signs))

    def worked_out(signs: Any, is_cased: Any = None, *case: Any) -> Any:
        # Where case is of no matter, more than the characters decides what a set is.
        return once(tuple(signs)) if is_cased is None else work_out(signs, is_cased, *case)

    compiler._optimize_charset = worked_out
