"""Limits of time and memory for a process that reads files made by others."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from graph.model.child import limit_processor

CPU_SECONDS = 8
"""Time of the processor that one document may take."""

WALL_SECONDS = 300
"""Time that it may take at all, in another program or waiting for a disk."""

MEMORY_BYTES = 2**30
"""Memory that a process which reads may take."""


PROGRAM_SECONDS, PROGRAM_BYTES = 60, 8 * 2**30
"""Time of the processor and memory of another program that converts a document."""

OUT_OF_TIME, OUT_OF_MEMORY = -getattr(signal, "SIGALRM", 0), 3
"""How a process ends that was given too little of them."""

# The rest is for what is made of the pages.
_SHARE_OF_PAGES = 0.6
_pages_until: list[float] = []
_end: list[float] = []
# What is done here for a page that another process recognised.
_SECONDS_A_RECOGNISED_PAGE = 0.5


@contextmanager
def limited(seconds: int) -> Iterator[None]:
    """Have this process ended where what is done within takes more time."""
    now = time.process_time()
    _pages_until[:], _end[:] = [now + _SHARE_OF_PAGES * seconds], [now + seconds]
    limit_processor(seconds)
    _wake_after(WALL_SECONDS)
    try:
        yield
    finally:
        _wake_after(0)
        _end.clear()


def _wake_after(seconds: int) -> None:
    """Have the system end this process after so many seconds, by SIGALRM; 0 for never."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


@contextmanager
def of_a_program() -> Iterator[None]:
    """Give a program that is started within limits of its own: a whole office needs more than a reader."""
    try:
        import resource
    except ImportError:
        yield
        return
    # The limit is this process's own, too, until the program has started: what it has taken so far must not end it.
    seconds = int(time.process_time()) + PROGRAM_SECONDS
    own = {
        resource.RLIMIT_CPU: (seconds, resource.getrlimit(resource.RLIMIT_CPU)),
        resource.RLIMIT_AS: (PROGRAM_BYTES, resource.getrlimit(resource.RLIMIT_AS)),
    }
    for what, (most, (_, hard)) in own.items():
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    try:
        yield
    finally:
        for what, (_, before) in own.items():
            resource.setrlimit(what, before)


def may_read_on() -> bool:
    """Whether there is time for one more page; where there are no limits, always."""
    return not _pages_until or time.process_time() < _pages_until[0]


def page_was_recognised() -> None:
    """Give the document more time: it waited for another process, which has limits of its own."""
    if _end:
        _pages_until[0] += _SECONDS_A_RECOGNISED_PAGE
        _end[0] += _SECONDS_A_RECOGNISED_PAGE
        limit_processor(_end[0] - time.process_time())
        _wake_after(WALL_SECONDS)


def memory_taken() -> int:
    """Bytes of memory that this process has taken; 0 where the system does not tell."""
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    return 0
