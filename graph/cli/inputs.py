"""What a command reads is never what it writes over."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from graph.model.errors import InputError
from graph.model.names import shown

_FACTS = ".jsonl"
"""Ending of a file that is no plan, so that it may be written into a folder of plans again and again."""


class InputsKept(click.Context):
    """Runs a command only if the file it is to write (`-o`) is none of the files and folders it reads."""

    def invoke(self, callback: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Run the command, or another callable."""
        if callback is self.command.callback:
            for out in _paths(self, written=True):
                for read in _paths(self, written=False):
                    _check(out, read)
        return super().invoke(callback, *args, **kwargs)


def _paths(context: click.Context, *, written: bool) -> Iterator[Path]:
    """What is given as a path, or as an argument that may be one, and is there."""
    for parameter in context.command.params:
        is_path = isinstance(parameter, click.Argument) or isinstance(parameter.type, click.Path)
        if is_path and ("-o" in parameter.opts) is written:
            value = context.params.get(parameter.name or "")
            for path in value if isinstance(value, tuple) else (value,):
                # What is no name at all is not there either.
                with suppress(OSError, ValueError):
                    if isinstance(path, str | Path) and Path(path).exists():
                        yield Path(path)


def _check(out: Path, read: Path) -> None:
    if out.samefile(read):
        raise InputError("this file is read; name another one to write", file=shown(out))
    if out.resolve().is_relative_to(read.resolve()) and out.suffix.lower() != _FACTS:
        raise InputError(
            f"this file lies in {shown(read)}, which is read; name another one to write", file=shown(out)
        )
