"""The command line in the language of the run: `--language` of every command, help, and what click says itself."""

import re
from collections.abc import Iterable
from typing import IO, Any

import click

from graph.cli.inputs import InputsKept
from graph.model.language import LANGUAGES, choose, helping, language, say, translated

_GAP = 2
_WIDEST_NAME = 30
_PIECE = re.compile(r"[\[（“《]*(?:[!-~]+|.)[、，。；：）”》]*")
"""What stays on one line of help: a word, a Chinese character with the marks behind it."""


def language_option() -> click.Option:
    """The option `--language`, which every command has."""

    def speak(_context: click.Context, _option: click.Parameter, asked: str | None) -> None:
        if asked:
            choose(asked)

    return click.Option(
        ["--language"],
        type=click.Choice(LANGUAGES),
        is_eager=True,
        expose_value=False,
        callback=speak,
        help="Speak Chinese or English, in CSV and JSON, too.  [default: QIANTOU_LANGUAGE, else the locale]",
    )


class HelpFormatter(click.HelpFormatter):
    """Writes help in Chinese where the run speaks it, in lines that count a character of it as two cells."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how a command is called."""
        super().write_usage(prog, args, helping("Usage: ") if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        if language() == "en":
            super().write_heading(heading)
        else:
            self.write(f"{'':>{self.current_indent}}{helping(heading)}：\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs; one that begins with \\b keeps its lines."""
        if language() == "en":
            super().write_text(text)
            return
        paragraphs = []
        for paragraph in text.split("\n\n"):
            if paragraph.startswith("\b"):
                kept = paragraph.removeprefix("\b\n").splitlines()
                paragraphs.append("\n".join(" " * self.current_indent + helping(line) for line in kept))
            else:
                lines = _wrapped(helping(paragraph), self.width - self.current_indent)
                paragraphs.append("\n".join(" " * self.current_indent + line for line in lines))
        self.write("\n\n".join(paragraphs) + "\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = _WIDEST_NAME, col_spacing: int = _GAP
    ) -> None:
        """Write names with what each is for."""
        if language() == "en":
            super().write_dl(rows, col_max, col_spacing)
            return
        rows = list(rows)
        first = min(max((len(name) for name, _ in rows), default=0), col_max) + col_spacing
        for name, text in rows:
            lines = _wrapped(_described(text), self.width - first - self.current_indent) or [""]
            if len(name) > first - col_spacing:
                self.write(f"{'':>{self.current_indent}}{name}\n")
                name = ""
            for line in lines:
                self.write(f"{'':>{self.current_indent}}{name:{first}}{line}".rstrip() + "\n")
                name = ""


class Speaking(InputsKept):
    """The context of a command: what it reads is kept, and its help is in the language of the run."""

    formatter_class = HelpFormatter


class ToldError(click.ClickException):
    """What click found wrong, in the language of the run."""

    def __init__(self, error: click.ClickException) -> None:
        super().__init__(translated(error.format_message()))
        self.exit_code = error.exit_code  # type: ignore[misc]
        self.context = error.ctx if isinstance(error, click.UsageError) else None

    def show(self, file: IO[Any] | None = None) -> None:
        """Print it as click prints its own."""
        if self.context is not None:
            click.echo(self.context.get_usage(), err=file is None, file=file)
            asked = f"{self.context.command_path} {self.context.help_option_names[-1]}"
            click.echo(say("Try '{command}' for help.", command=asked) + "\n", err=file is None, file=file)
        click.echo(say("Error: {message}", message=self.message), err=file is None, file=file)


def speaks(command: click.Command) -> click.Command:
    """Let a command, and those below it, take `--language` and help in it."""
    command.context_class = Speaking
    if isinstance(command, click.Group):
        for one in command.commands.values():
            speaks(one)
    elif not any("--language" in parameter.opts for parameter in command.params):
        command.params.append(language_option())
    return command


def _described(text: str) -> str:
    """What an option is for, with what click adds in brackets behind it."""
    said, bracket, extras = text.rpartition("  [")
    if not bracket:
        return helping(text)
    parts = []
    for part in extras.removesuffix("]").split("; "):
        kind, colon, shown = part.partition(": ")
        parts.append(f"{helping(kind + colon)}{helping(shown)}" if colon else helping(part))
    return f"{helping(said)}  [{'；'.join(parts)}]"


def _wrapped(text: str, width: int) -> list[str]:
    # What measures cells takes longer to import than most of the commands whose help is asked for.
    from graph.cli.fitting import wrapped

    return wrapped(" ".join(text.split()), width, _PIECE)
