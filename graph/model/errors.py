"""One root error and few leaves; a message says what was wrong, where, and what to do."""

from collections.abc import Sequence


class QiantouError(Exception):
    """Root of every error that qiantou raises on purpose; the command line prints its message alone."""


class InputError(QiantouError):
    """A plan, a facts file or a parameter that cannot be used.

    Parameters
    ----------
    what : str
        What was wrong and what to do about it.
    file : str, optional
        The file it was found in.
    line, column : int, optional
        The place in that file, counted from 1.
    """

    def __init__(
        self, what: str, *, file: str = "", line: int | None = None, column: int | None = None
    ) -> None:
        place = ":".join(str(part) for part in (file, line, column) if part not in ("", None))
        super().__init__(f"{place}: {what}" if place else what)
        self.what, self.file, self.line, self.column = what, file, line, column


class UnknownNameError(InputError):
    """Nothing in the graph has this name."""


class AmbiguousNameError(InputError):
    """Several things in the graph answer to this name; `candidates` are their keys, and the message lists the first."""

    def __init__(self, what: str, candidates: Sequence[str]) -> None:
        super().__init__(what)
        self.candidates = tuple(candidates)


class StoreError(QiantouError):
    """A graph store that cannot be opened, read or written, or a query that it refuses."""


class StoreLostError(StoreError):
    """A store that takes nothing any more, because its disk is full or its engine has stopped."""
