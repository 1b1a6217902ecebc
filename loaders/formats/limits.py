"""Limits of time and memory for a process that reads files made by others."""

from contextlib import suppress

CPU_SECONDS = 8
"""Time of the processor that a file may take; a reader that knows better may ask for more (`allow`)."""

MEMORY_BYTES = 2**30

_reading: list[float] = []


def begin_file() -> None:
    """Give the next file its time of the processor; from now on files have limits here."""
    _reading[:] = [CPU_SECONDS]
    _limit_time(CPU_SECONDS)


def allow(seconds: float) -> None:
    """Let the file that is being read take that much more of the processor; where files have no limits, nothing."""
    if _reading:
        _limit_time(_reading[0] + seconds)


def limit_memory() -> None:
    """Let this process take no more memory than a file may."""
    try:
        import resource
    except ImportError:
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _limit_time(seconds: float) -> None:
    """Have the system end this process where it takes more time from now on."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime + seconds) + 1
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))
