"""What the commands that read plans have alike on both sides: options, and how they say what is not read."""

import os
from pathlib import Path

import click

from graph.model.errors import InputError
from graph.model.language import in_words, say, translated
from graph.model.names import on_one_line, path_or_url, shown
from graph.model.ocr import Ocr
from graph.model.progress import tell


def place(_context: click.Context, _option: click.Parameter, value: str | tuple[str, ...] | None) -> object:
    """Make paths of what is no URL."""
    if value is None:
        return None
    return tuple(map(path_or_url, value)) if isinstance(value, tuple) else path_or_url(value)


class FileToRead(click.Path):
    """A file that an option names: one that is not there is a trouble of that file, as with a plan, and no wrong usage.

    Parameters
    ----------
    folders : bool
        Whether a folder will do, too.
    """

    def __init__(self, *, folders: bool = False) -> None:
        super().__init__(dir_okay=folders, path_type=Path)

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """Make a path of it.

        Raises
        ------
        InputError
            If there is no such file.
        """
        path = Path(value)
        if not path.exists():
            raise InputError("there is no such file", file=shown(path))
        if not self.dir_okay and path.is_dir():
            raise InputError("it is a folder; name a file", file=shown(path))
        return super().convert(value, param, ctx)


jobs_option = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    envvar="QIANTOU_JOBS",
    metavar="N",
    help="Processes to read with.  [default: as many as pay]",
)
decisions_option = click.option(
    "--decisions",
    type=FileToRead(),
    envvar="QIANTOU_DECISIONS",
    help="Human decisions on agencies, see `qiantou agencies review`.",
)
ocr_option = click.option(
    "--ocr",
    type=click.Choice([ocr.value for ocr in Ocr]),
    default=Ocr.AUTO.value,
    show_default=True,
    envvar="QIANTOU_OCR",
    help="Recognise the characters on pages that are pictures (extra ocr): auto those without usable text.",
)


def tell_error(error: Exception) -> None:
    """Say what cannot be read, while the rest is."""
    tell(on_one_line(say("Error: {message}", message=in_words(error))))


def tell_skipped(what: str) -> None:
    """Say which file is left out, and why."""
    tell(on_one_line(say("Skipped: {what}", what=translated(what))))
