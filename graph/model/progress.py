"""A bar on standard error for what takes its time."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Bar:
    """Shows how many of all files are done, and where one of them is that takes long."""

    def __init__(self, show: Callable[[str, int | None, int | None], None], doing: str) -> None:
        self._show = show
        self._doing = doing

    def __call__(self, done: int, total: int) -> None:
        """So many files of all are done."""
        self._show(self._doing, done, total)

    def page(self, name: str, number: int, count: int) -> None:
        """The page of a number of a file is done, of so many."""
        self._show(f"{self._doing} {name}, page {number} of {count}", None, None)


@contextmanager
def progress_bar(doing: str, *, shown: bool = True) -> Iterator[Bar | None]:
    """Show how many of all files are done, on a terminal; None where there is none, or nothing is to be shown.

    Parameters
    ----------
    doing : str
        What is done with the files: reading.
    shown : bool
        Whether a bar is worth its while.
    """
    if not (shown and sys.stderr.isatty()):
        yield None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(doing, total=None)

        def show(what: str, done: int | None, total: int | None) -> None:
            progress.update(task, description=escape(what), completed=done, total=total)

        yield Bar(show, doing)
