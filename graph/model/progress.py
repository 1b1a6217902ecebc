"""A bar on standard error for what takes its time."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress_bar(doing: str, *, shown: bool = True) -> Iterator[Callable[[int, int], None] | None]:
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
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(doing, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)
