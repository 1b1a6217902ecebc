"""What the commands that read plans have alike on both sides: options, and how they say what is not read."""

from pathlib import Path

import click

from graph.model.language import in_words, say, translated
from graph.model.names import on_one_line, path_or_url
from graph.model.ocr import Ocr
from graph.model.progress import tell


def place(_context: click.Context, _option: click.Parameter, value: str | tuple[str, ...] | None) -> object:
    """Make paths of what is no URL."""
    if value is None:
        return None
    return tuple(map(path_or_url, value)) if isinstance(value, tuple) else path_or_url(value)


jobs_option = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    envvar="QIANTOU_JOBS",
    metavar="N",
    help="Processes to read with.  [default: as many as pay]",
)
decisions_option = click.option(
    "--decisions",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
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
