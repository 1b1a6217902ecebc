"""networkit, made to give the same digits every time."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def networkit_on_one_thread() -> Iterator[Any]:
    """Give networkit; with several threads the last digits of its sums would depend on their timing."""
    import networkit as nk

    before = nk.getMaxNumberOfThreads()
    nk.setNumberOfThreads(1)
    try:
        yield nk
    finally:
        nk.setNumberOfThreads(before)
