"""Printing tables: for people, and as CSV, JSON and workbooks for programs."""

import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from graph.cli.options import RAW
from graph.model.files import whole_file
from graph.table import Table
from graph.table_files import cell, csv_text, json_text, write_workbook


def write_table(
    table: Table, format: str | None = None, out: Path | None = None, title: str | None = None
) -> None:
    """Write a table to standard output, or to a file that is there whole or not at all.

    Parameters
    ----------
    table : Table
        The rows; lists print joined by 、, None as nothing.
    format : {"table", "csv", "json", "xlsx"}, optional
        Without it, the ending of `out` decides, else "table".
    out : Path, optional
        The file to write; needed by "xlsx". A CSV file starts with a byte-order mark, for Excel's sake, and unless
        the command was given `--raw` holds nothing that Excel would run.
    title : str, optional
        Stands above a "table" and names the sheet of an "xlsx".
    """
    format = format or _format_of(out)
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
        click.echo(text, nl=False)
        return
    with whole_file(out) as path:
        path.write_text(text, encoding="utf-8-sig" if format == "csv" else "utf-8", newline="")


def counted(number: int, noun: str) -> str:
    """A number of things in words.

    Examples
    --------
    >>> counted(1, "plan"), counted(2, "plan")
    ('1 plan', '2 plans')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _format_of(out: Path | None) -> str:
    ending = out.suffix.lower().removeprefix(".") if out else ""
    return ending if ending in {"csv", "json", "xlsx"} else "table"


def _print_table(table: Table, title: str | None) -> None:
    if not sys.stdout.isatty():
        click.echo(_plain(table, title), nl=False)
        return
    from rich.console import Console

    Console(highlight=False).print(_rich(table, title))


def _plain(table: Table, title: str | None = None) -> str:
    """The table as wide as its contents, one line a row: for files and pipes, and quick with many rows."""
    from rich.cells import cell_len

    shown = [[" ".join(_visible(cell(value)).split("\n")) for value in row] for row in table.rows]
    widths = [
        max(map(cell_len, (column, *(row[place] for row in shown))))
        for place, column in enumerate(table.columns)
    ]
    numeric = _numeric(table)

    def line(texts: Sequence[str]) -> str:
        padded = []
        for text, width, right in zip(texts, widths, numeric, strict=True):
            room = " " * (width - cell_len(text))
            padded.append(room + text if right else text + room)
        return f" {'   '.join(padded)}".rstrip() + "\n"

    rule = f" {'─' * (sum(widths) + 3 * (len(widths) - 1))}\n"
    heading = f"{_visible(title)}\n" if title else ""
    return heading + line(table.columns) + rule + "".join(map(line, shown))


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


def _rich(table: Table, title: str | None) -> Any:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table as RichTable
    from rich.text import Text

    rendered = RichTable(
        box=SIMPLE_HEAD, title=Text(title) if title else None, title_justify="left", pad_edge=False
    )
    for column, right in zip(table.columns, _numeric(table), strict=True):
        rendered.add_column(Text(column), justify="right" if right else "left", overflow="fold")
    for row in table.rows:
        rendered.add_row(*(Text(_visible(cell(value))) for value in row))
    return rendered


def _visible(text: str) -> str:
    """A plan's text must not steer the terminal."""
    if text.isprintable():
        return text
    return "".join(
        "�" if unicodedata.category(char) in {"Cc", "Cf"} and char not in "\n" else char for char in text
    )


def _csv(table: Table) -> str:
    context = click.get_current_context(silent=True)
    return csv_text(table, raw=context is not None and context.meta.get(RAW, False))
