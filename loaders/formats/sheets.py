"""Workbooks and comma-separated files: each sheet's notes as lines, its cells as a table with sheet and cell."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import islice
from typing import Any

from graph.model import InputError, Place
from loaders.document import Document
from loaders.formats.builder import DocumentBuilder, GridCell
from loaders.formats.packages import Package
from loaders.formats.plan_rows import plans_of, sheets_apart, write_plans
from loaders.formats.text import OnError, decode
from loaders.formats.workbook import MAX_SHEET_PLACES, Formats, check_workbook, with_known_errors
from loaders.tasks.tables import task_tables

_DELIMITERS = (",", "\t", ";", "|", "，")
_SAMPLE_ROWS = 200
_NAMED_CELLS = 5
# An error that was copied as a text.
_ERROR = re.compile(r"#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|SPILL!|CALC!|FIELD!|GETTING_DATA)")
_MAX_FIELD = 16 * 2**20


def read_sheets(data: bytes, source: str, *, on_error: OnError | None = None) -> Document:
    """Read a workbook (xlsx, xlsm, xls, et): its visible sheets one behind the other.

    A merged cell stands in each place that it covers. Days, months and shares are written as the sheet shows them
    (2024年6月, 35%).

    Parameters
    ----------
    data : bytes
        The file.
    source : str
        Its name.
    on_error : callable, optional
        Called with an error that names the hidden sheets which divide tasks among agencies, and the cells that have
        no value or an error for one; without it they are left out.

    Raises
    ------
    InputError
        The workbook is damaged, protected by a password, too large, or holds no text.
    """
    formats: dict[str, Formats] = {}
    if data.startswith(b"PK"):
        formats = check_workbook(Package(data, source))
        if any(own.faulty for own in formats.values()):
            data = with_known_errors(Package(data, source), data)
    builder = DocumentBuilder(source)
    hidden: list[str] = []
    written: list[tuple[int, int, str]] = []
    for sheet, visible in _sheets(data, source):
        if sheet.height * sheet.width > MAX_SHEET_PLACES:
            raise InputError(
                f"the sheet {sheet.name} reaches over {sheet.height:,} rows and {sheet.width:,} columns; delete the"
                " cells far away from the table",
                file=source,
            )
        own = formats.get(sheet.name, Formats())
        grid = _grid(sheet, own)
        if visible:
            start = builder.end
            _write(builder, grid)
            written.append((start, builder.end, _heading(grid)))
            if own.uncalculated and on_error is not None:
                on_error(_without_value(sheet.name, own.uncalculated, source))
            if own.faulty and on_error is not None:
                on_error(_with_errors(sheet.name, own.faulty, source))
        elif on_error is not None and _divides_tasks(grid):
            hidden.append(sheet.name)
    builder.entries = builder.entries or sheets_apart(written)
    if hidden and on_error is not None:
        names = "、".join(hidden)
        what = (
            f"the hidden sheet {names} is not read; unhide what is part of the plan, delete the rest"
            if len(hidden) == 1
            else f"the hidden sheets {names} are not read; unhide what is part of the plan, delete the rest"
        )
        on_error(InputError(what, file=source))
    return builder.document()


def _without_value(sheet: str, cells: Sequence[str], source: str) -> InputError:
    what = (
        f"the sheet {sheet} holds formulas without their values ({_named(cells)}), read as empty; open it in Excel or"
        " WPS and save it again"
    )
    return InputError(what, file=source)


def _with_errors(sheet: str, cells: Sequence[str], source: str) -> InputError:
    what = (
        f"the sheet {sheet} holds errors in the place of values ({_named(cells)}), read as empty; correct them"
        if sheet
        else f"the table holds errors in the place of values ({_named(cells)}), read as empty; correct them"
    )
    return InputError(what, file=source)


def _named(cells: Sequence[str]) -> str:
    named = "、".join(cells[:_NAMED_CELLS])
    return named if len(cells) <= _NAMED_CELLS else f"{named}、…; {len(cells)}"


def _divides_tasks(grid: Sequence[Sequence[GridCell]]) -> bool:
    builder = DocumentBuilder("")
    _write(builder, grid)
    try:
        return bool(task_tables(builder.document()))
    except InputError:
        return False


def read_csv(data: bytes, source: str, *, on_error: OnError | None = None) -> Document:
    """Read a comma-separated file; the separator and the encoding are found.

    Parameters
    ----------
    data : bytes
        The file.
    source : str
        Its name.
    on_error : callable, optional
        Called with an error that concerns only a few damaged bytes, or the cells that hold an error for a value.

    Raises
    ------
    InputError
        The file is empty, is no text, or its quotes do not close.
    """
    text = decode(data, source, on_error=on_error)
    delimiter = _delimiter(text)
    builder = DocumentBuilder(source)
    if delimiter is None:
        return Document(source=source, text=text)
    if text[:4].lower() == "sep=":
        text = text.partition("\n")[2]
    grid: list[list[GridCell]] = []
    faulty: list[str] = []
    try:
        for number, row in enumerate(_records(text, delimiter), 1):
            values = [value.strip() for value in row]
            places = [f"{_letters(column)}{number}" for column in range(len(values))]
            faulty += [at for value, at in zip(values, places, strict=True) if _ERROR.fullmatch(value)]
            grid.append(
                [
                    GridCell("" if _ERROR.fullmatch(value) else value, Place(cell=at))
                    for value, at in zip(values, places, strict=True)
                ]
            )
    except csv.Error as error:
        raise InputError(f"cannot be read as a table: {error}", file=source, line=len(grid) + 1) from None
    _write(builder, grid)
    if faulty and on_error is not None:
        on_error(_with_errors("", faulty, source))
    return builder.document()


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    limit = csv.field_size_limit(_MAX_FIELD)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    finally:
        csv.field_size_limit(limit)


def _delimiter(text: str) -> str | None:
    """The separator by which most rows have most columns of equal number; None where no row has two."""
    if text[:4].lower() == "sep=" and len(text) > 4:
        return text[4]
    best, most = None, 0
    for delimiter in _DELIMITERS:
        counts: dict[int, int] = {}
        # Where the separator is the right one, reading all of it will name what is wrong.
        with suppress(csv.Error):
            for row in islice(_records(text, delimiter), _SAMPLE_ROWS):
                counts[len(row)] = counts.get(len(row), 0) + 1
        score = max((rows * (columns - 1) for columns, rows in counts.items()), default=0)
        if score > most:
            best, most = delimiter, score
    return best


def _sheets(data: bytes, source: str) -> Iterator[tuple[Any, bool]]:
    """Each sheet of cells, and whether it is visible."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    workbook = _guarded(lambda: CalamineWorkbook.from_filelike(io.BytesIO(data)), source)
    for number, about in enumerate(workbook.sheets_metadata):
        if about.typ == SheetTypeEnum.WorkSheet:
            sheet = _guarded(partial(workbook.get_sheet_by_index, number), source)
            yield sheet, about.visible == SheetVisibleEnum.Visible


def _guarded(read: Callable[[], Any], source: str) -> Any:
    try:
        return read()
    except Exception as error:
        if "password" in str(error).lower():
            raise InputError("protected by a password; remove it", file=source) from None
        raise InputError(f"a damaged workbook ({error}); save it again", file=source) from None
    except BaseException as error:
        # A panic of the engine does not derive from Exception, and is no reason to end the run.
        if type(error).__name__ != "PanicException":
            raise
        raise InputError("a damaged workbook; save it again", file=source) from None


def _grid(sheet: Any, formats: Formats) -> list[list[GridCell]]:
    if sheet.start is None:
        return []
    top, left = sheet.start
    grid: list[list[GridCell]] = []
    for row, values in enumerate(sheet.to_python(), top):
        line = []
        for column, value in enumerate(values, left):
            text = "" if value == "" else formats.shown(value, row, column)
            line.append(_cell(text, sheet.name, row, column))
        grid.append(line)
    for (row, column), (last_row, last_column) in sheet.merged_cell_ranges or ():
        merged = None
        for grid_row in grid[max(0, row - top) : last_row - top + 1]:
            for place in range(max(0, column - left), min(last_column - left + 1, len(grid_row))):
                merged = merged or grid_row[place]
                grid_row[place] = merged
    return grid


def _cell(text: str, sheet: str, row: int, column: int) -> GridCell:
    text = "" if _ERROR.fullmatch(text) else text
    return GridCell(_lines(text), Place(sheet=sheet, cell=f"{_letters(column)}{row + 1}"))


def _lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def _write(builder: DocumentBuilder, grid: Sequence[Sequence[GridCell]]) -> None:
    """Write a sheet: rows of one cell before and behind the table are lines, empty rows and columns are left out.

    A table that holds a plan in each row is written plan by plan.
    """
    rows = [row for row in grid if any(cell.text for cell in row)]
    if plans := plans_of(rows):
        write_plans(builder, plans)
        return
    single = [len({id(cell) for cell in row if cell.text}) == 1 for row in rows]
    first = single.index(False) if False in single else len(rows)
    last = len(rows) - single[::-1].index(False) if False in single else len(rows)
    _write_lines(builder, rows[:first])
    width = max((_width(row) for row in rows[first:last]), default=0)
    if first < last:
        builder.table([row[:width] for row in rows[first:last]])
    _write_lines(builder, rows[last:] if first < last else [])


def _heading(grid: Sequence[Sequence[GridCell]]) -> str:
    """What the first row of a sheet says, where it says one thing."""
    first = next(
        ({cell.text: None for cell in row if cell.text} for row in grid if any(cell.text for cell in row)), {}
    )
    return "".join(next(iter(first)).split()) if len(first) == 1 else ""


def _width(row: Sequence[GridCell]) -> int:
    return max((column for column, cell in enumerate(row, 1) if cell.text), default=0)


def _write_lines(builder: DocumentBuilder, rows: Iterable[Sequence[GridCell]]) -> None:
    for row in rows:
        cell = next(cell for cell in row if cell.text)
        for text, place in cell.parts:
            builder.line(text, place)
