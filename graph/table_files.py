"""Tables as files for other programs: CSV, JSON, and workbooks."""

import io
import json
import unicodedata
from pathlib import Path
from typing import IO, Any

from graph.model.csv_rows import row_writer
from graph.model.language import heads, say
from graph.model.language import value as word
from graph.model.mark import GENERATOR
from graph.table import Table


def cell(value: Any) -> str:
    """One value as people read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, list | tuple):
        return "、".join(cell(part) for part in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def in_words(table: Table, *, heads_too: bool = True) -> Table:
    """The table in the language of the run; for who chooses columns by their names, without the heads."""
    rows = [
        tuple(
            word(column, found) if isinstance(found, str) else found
            for column, found in zip(table.columns, row, strict=True)
        )
        for row in table.rows
    ]
    return Table(tuple(heads(table.columns)) if heads_too else table.columns, rows)


def csv_text(table: Table, *, raw: bool = False) -> str:
    """The table as CSV; without `raw` it holds nothing that a spreadsheet would run."""
    target = io.StringIO(newline="")
    write = row_writer(target, raw=raw)
    write(table.columns)
    for row in table.rows:
        write([_exact(value) for value in row])
    return target.getvalue()


def _exact(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return cell(value) if isinstance(value, list | tuple | dict) else value


def json_text(table: Table) -> str:
    """The table as a list of objects, one a line."""
    lines = (json.dumps(record, ensure_ascii=False) for record in table.records())
    return "[\n" + ",\n".join(lines) + "\n]\n" if table.rows else "[]\n"


def write_workbook(table: Table, out: Path | IO[bytes], title: str | None = None) -> None:
    """Write the table as the one sheet of a workbook, named by the title."""
    import xlsxwriter

    with xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties({"author": GENERATOR})
        name = "".join(char for char in title or "" if char not in "[]:*?/\\")[:31].strip("'")
        sheet = book.add_worksheet(name or None)
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        for column, heading in enumerate(table.columns):
            sheet.write_string(0, column, heading, head)
        for number, row in enumerate(table.rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, int | float) and not isinstance(value, bool):
                    sheet.write_number(number, column, value, wrap)
                else:
                    sheet.write_string(number, column, cell(value), wrap)
        for column, heading in enumerate(table.columns):
            longest = max((_width(cell(row[column])) for row in table.rows), default=0)
            sheet.set_column(column, column, min(max(longest, _width(heading)) + 2, 60))
        sheet.freeze_panes(1, 0)
        if table.rows:
            sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
