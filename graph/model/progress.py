"""A bar on standard error for what takes its time."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(slots=True)
class _Shown:
    console: "Console | None" = None


_shown = _Shown()


def tell(line: str) -> None:
    """Print a line on standard error, above the bar if one is shown."""
    if _shown.console is None:
        click.echo(line, err=True)
    else:
        _shown.console.print(line, markup=False, highlight=False, emoji=False, soft_wrap=True)


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
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(doing, total=None)

        def show(what: str, done: int | None, total: int | None) -> None:
            progress.update(task, description=escape(what), completed=done, total=total)

        _shown.console = console
        try:
            yield Bar(show, doing)
        finally:
            _shown.console = None
