"""Whatever goes wrong below a command ends in one line on standard error, and in an exit status that says so."""

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import click

from graph.model.errors import AmbiguousNameError, QiantouError
from graph.model.language import in_words, say, translated
from graph.model.names import on_one_line
from graph.model.troubles import file_error, system_error

_OUTPUT = "standard output"
_WRITING = frozenset({errno.EBADF, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.ENOSPC})
_INTERRUPTED = 130
"""The status of a command that Ctrl-C ended, as shells have it."""
TRACE = "QIANTOU_TRACEBACK"
"""The variable of the environment that asks for Python's own words on what nobody foresaw."""


class UndecidedError(click.ClickException):
    """The user has to say which of several is meant."""

    exit_code = 2


@contextmanager
def told_in_a_line() -> Iterator[None]:
    """Turn what goes wrong within into the one line that click prints."""
    _prepare_streams()
    try:
        yield
        if sys.stdout is not None:
            sys.stdout.flush()
    except click.Abort:
        click.echo(say("Aborted."), err=True)
        raise click.exceptions.Exit(1) from None
    except (click.ClickException, click.exceptions.Exit):
        raise
    except KeyboardInterrupt:
        click.echo(say("Interrupted."), err=True)
        raise click.exceptions.Exit(_INTERRUPTED) from None
    except AmbiguousNameError as error:
        # One candidate a line.
        raise UndecidedError("\n".join(map(on_one_line, in_words(error).split("\n")))) from error
    except QiantouError as error:
        raise click.ClickException(on_one_line(in_words(error))) from error
    except Exception as error:
        if _is_closed_pipe(error):
            raise
        if os.environ.get(TRACE):
            raise
        raise click.ClickException(on_one_line(translated(_told(error)))) from error


def note(text: str) -> None:
    """Print something worth knowing, in a line on standard error."""
    click.echo(on_one_line(say("Note: {message}", message=text)), err=True)


def _told(error: Exception) -> str:
    if (trouble := system_error(error)) is not None:
        return str(
            file_error(trouble, _OUTPUT, doing="written") if _is_output(trouble) else file_error(trouble)
        )
    if isinstance(error, MemoryError):
        return "there is not enough memory for this; ask for less, or use a machine with more"
    if isinstance(error, RecursionError):
        return "something in the input is nested too deep to be read"
    return (
        f"an error that nobody foresaw ({type(error).__name__}: {error}); is the graph or a file damaged? "
        f"{TRACE}=1 shows where it happened, for a report"
    )


def _is_closed_pipe(error: Exception) -> bool:
    return isinstance(error, OSError) and error.errno == errno.EPIPE


def _is_output(trouble: OSError) -> bool:
    """Whether it is standard output that nothing can be written to: what waits for it is then thrown away."""
    # What is written to a file is told with its name.
    if trouble.filename is not None or trouble.errno not in _WRITING:
        return False
    with suppress(OSError, ValueError, io.UnsupportedOperation):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return True


def _prepare_streams() -> None:
    for descriptor, stream in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, stream) is None:
            # Nothing can be written to it, as before; but no file that is opened takes its place.
            with suppress(OSError):
                os.fstat(descriptor)
                continue
            os.open(os.devnull, os.O_RDONLY)
    if sys.stdout is None:
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    for output in (sys.stdout, sys.stderr):
        # A name that is no text, or a character that the terminal lacks, costs itself alone.
        if isinstance(output, io.TextIOWrapper):
            output.reconfigure(errors="backslashreplace")
