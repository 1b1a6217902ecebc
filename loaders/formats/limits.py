"""Limits of time and memory for a process that reads files made by others."""

from graph.model.child import limit_processor

CPU_SECONDS = 8
"""Time of the processor that a file may take; a reader that knows better may ask for more (`allow`)."""

MEMORY_BYTES = 2**30

_reading: list[float] = []


def begin_file() -> None:
    """Give the next file its time of the processor; from now on files have limits here."""
    _reading[:] = [CPU_SECONDS]
    limit_processor(CPU_SECONDS)


def allow(seconds: float) -> None:
    """Let the file that is being read take that much more of the processor; where files have no limits, nothing."""
    if _reading:
        limit_processor(_reading[0] + seconds)
