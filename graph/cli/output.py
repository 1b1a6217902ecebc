"""Printing tables: for people, and as CSV, JSON and workbooks for programs."""

import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from shutil import get_terminal_size

import click

from graph.cli.options import RAW, WIDE
from graph.model.csv_rows import MARK, begins_a_file
from graph.model.files import whole_file
from graph.model.language import asked_for, heads, language
from graph.model.names import shown
from graph.table import Table
from graph.table_files import cell, csv_text, in_words, json_text, write_workbook


def write_table(
    table: Table, format: str | None = None, out: Path | None = None, title: str | None = None
) -> None:
    """Write a table to standard output, or to a file that is there whole or not at all.

    Parameters
    ----------
    table : Table
        The rows; lists print joined by 、, None as nothing. For people (a table, a workbook) heads and words of fixed
        lists are in the language of the run, for programs only where `--language` was given.
    format : {"table", "csv", "json", "xlsx"}, optional
        Without it, the ending of `out` decides, else "table".
    out : Path, optional
        The file to write; needed by "xlsx". A CSV file starts with a byte-order mark, for Excel's sake, and unless
        the command was given `--raw` holds nothing that Excel would run.
    title : str, optional
        Stands above a "table" and names the sheet of an "xlsx".
    """
    named = _format_of(out)
    if out is not None and format and named not in (None, format):
        raise click.UsageError(f"--format {format} does not go with {shown(out)}; give one of both")
    format = format or named or "table"
    if format in ("table", "xlsx") or asked_for():
        table = in_words(table, heads_too=format != "table")
    if format == "xlsx":
        if out is None:
            raise click.UsageError("a workbook needs a file: give -o FILE.xlsx")
        with whole_file(out) as path:
            write_workbook(table, path, title)
        return
    if format == "table" and out is None:
        _print_table(table, title)
        return
    text = {"csv": _csv, "json": json_text, "table": _plain}[format](table)
    if out is None:
        mark = format == "csv" and not _asked(RAW) and begins_a_file(sys.stdout)
        click.echo(f"{MARK}{text}" if mark else text, nl=False)
        return
    with whole_file(out) as path:
        path.write_text(text, encoding="utf-8-sig" if format == "csv" else "utf-8", newline="")


def words_of(format: str | None, out: Path | None) -> str:
    """The language of words in the cells: for people that of the run; programs have Chinese unless they ask."""
    people = (format or _format_of(out) or "table") in ("table", "xlsx")
    return language() if people else asked_for() or "zh"


def _format_of(out: Path | None) -> str | None:
    """The format that a file's ending names, if it names one."""
    endings = {".csv": "csv", ".json": "json", ".xlsx": "xlsx", ".txt": "table"}
    return endings.get(out.suffix.lower()) if out else None


def _print_table(table: Table, title: str | None) -> None:
    if _asked(WIDE) or not sys.stdout.isatty():
        click.echo(_plain(table, title), nl=False)
        return
    from graph.cli.fitting import fitted, wrapped

    width = get_terminal_size().columns
    lines = wrapped(_visible(title), width) if title else []
    click.echo("\n".join([*lines, *fitted(table.columns, _shown(table), _numeric(table), width)]))


def _shown(table: Table) -> list[list[str]]:
    return [[_visible(cell(value)) for value in row] for row in table.rows]


def _plain(table: Table, title: str | None = None) -> str:
    """The table as wide as its contents, one line a row: for files and pipes, and quick with many rows."""
    from rich.cells import cell_len

    shown = [[" ".join(text.split("\n")) for text in row] for row in _shown(table)]
    named = heads(table.columns)
    widths = [max(map(cell_len, (name, *(row[place] for row in shown)))) for place, name in enumerate(named)]
    numeric = _numeric(table)

    def line(texts: Sequence[str]) -> str:
        padded = []
        for text, width, right in zip(texts, widths, numeric, strict=True):
            room = " " * (width - cell_len(text))
            padded.append(room + text if right else text + room)
        return f" {'   '.join(padded)}".rstrip() + "\n"

    rule = f" {'─' * (sum(widths) + 3 * (len(widths) - 1))}\n"
    heading = f"{_visible(title)}\n" if title else ""
    return heading + line(named) + rule + "".join(map(line, shown))


def _numeric(table: Table) -> list[bool]:
    """Whether each column holds nothing but numbers."""
    columns = (
        [row[place] for row in table.rows if row[place] is not None] for place in range(len(table.columns))
    )
    return [
        bool(values)
        and all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)
        for values in columns
    ]


def _visible(text: str) -> str:
    """A plan's text must not steer the terminal."""
    if text.isprintable():
        return text
    return "".join(
        "�" if unicodedata.category(char) in {"Cc", "Cf"} and char not in "\n" else char for char in text
    )


def _csv(table: Table) -> str:
    return csv_text(table, raw=_asked(RAW))


def _asked(flag: str) -> bool:
    """Whether a flag was given that the command's context keeps."""
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.meta.get(flag, False))
