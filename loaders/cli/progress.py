"""A progress bar on standard error, for terminals only."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def reading_bar() -> Iterator[Callable[[int, int], None]]:
    """Show how many files have been read."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=None)

        def report(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        yield report
