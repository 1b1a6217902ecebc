"""What is read from a workbook's own XML before its cells are: how far they reach, and how numbers are shown.

The engine that reads the cells lays a sheet out as a full rectangle and ends the process where memory does not
suffice for it, so that two cells at far corners must be found beforehand.
"""

import datetime
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from graph.model import InputError
from loaders.formats.packages import MAX_XML_BYTES, Package

MAX_SHEET_PLACES = 4_000_000

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FILLED_CELL = re.compile(rb"<(?:\w+:)?c(\s[^>]*)?(?<!/)>(?!</)")
_ROW_OR_CELL = re.compile(rb"<(?:\w+:)?(row|c)(\s[^>]*?)?(/?)>(</)?")
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']""")
_ROW_NUMBER = re.compile(rb"""\sr\s*=\s*["'](\d{1,7})["']""")
_STYLE = re.compile(rb"""\ss\s*=\s*["'](\d{1,6})["']""")
# A program that cannot calculate writes a formula without its value; an empty text is a value.
_UNCALCULATED = re.compile(
    rb"<(?:\w+:)?c(\s[^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_ERROR_VALUE = re.compile(
    rb"""<(?:\w+:)?c(\s(?:[^>]*?\s)?t\s*=\s*["']e["'][^>]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)</""",
    re.DOTALL,
)
# What the engine knows; another costs it the whole workbook.
_KNOWN_ERRORS = frozenset((b"#NULL!", b"#DIV/0!", b"#VALUE!", b"#REF!", b"#NAME?", b"#NUM!", b"#N/A"))
_IS_TEXT = re.compile(rb"""\st\s*=\s*["']str["']""")
_WORKSHEET = re.compile(rb"<(?:\w+:)?worksheet\b")
# Formats 14 to 58 have numbers only; these are the ones that show a day, a month or a share.
_BUILT_IN = {
    9: "0%", 10: "0.00%", 14: "yyyy/m/d", 15: "yyyy/m/d", 16: "m/d", 17: "yyyy/m", 22: "yyyy/m/d", 27: "yyyy年m月",
    28: "m月d日", 29: "m月d日", 30: "m/d", 31: "yyyy年m月d日", 36: "yyyy年m月", 50: "yyyy年m月", 51: "m月d日",
    52: "yyyy年m月", 53: "m月d日", 54: "m月d日", 55: "yyyy年m月", 56: "m月d日", 57: "yyyy年m月", 58: "m月d日",
}  # fmt: skip
_NOT_SHOWN = re.compile(r'\[[^\]]*\]|_.|\*.|\\(.)|"([^"]*)"')


@dataclass(slots=True)
class Formats:
    """The number format of the cells of one sheet, by row and column from 0.

    `uncalculated` are the cells of formulas without a value, `faulty` those with an error for one.
    """

    formats: dict[int, str] = field(default_factory=dict)
    styles: dict[tuple[int, int], int] = field(default_factory=dict)
    uncalculated: tuple[str, ...] = ()
    faulty: tuple[str, ...] = ()

    def shown(self, value: object, row: int, column: int) -> str:
        """A value as the sheet shows it, as far as days and shares go; other numbers without a trailing zero."""
        number_format = self.formats.get(self.styles.get((row, column), -1), "")
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, datetime.date):
            return _shown_date(value, number_format)
        if isinstance(value, int | float):
            if "%" in number_format:
                return f"{round(value * 100, 6):.10g}%"
            return f"{value:.15g}"
        return str(value)


def check_workbook(package: Package) -> dict[str, Formats]:
    """Check every sheet of a workbook; give the formats of its cells by the sheet's name.

    Raises
    ------
    InputError
        The workbook declares entities, is damaged or too large, or a sheet's cells lie so
        far apart that no table can be meant.
    """
    names = set(package.names())
    relations = {
        relation.get("Id"): relation.get("Target") or ""
        for relation in (
            package.xml("xl/_rels/workbook.xml.rels") if "xl/_rels/workbook.xml.rels" in names else ()
        )
    }
    # Parts that the engine unpacks by itself: never more than the package may.
    for name in sorted(names & {"xl/sharedStrings.xml", "xl/styles.xml"}):
        if b"<!DOCTYPE" in package.read(name, limit=MAX_XML_BYTES):
            raise InputError(
                f"{name} declares a document type; no office program writes one", file=package.source
            )
    formats = _formats(package) if "xl/styles.xml" in names else {}
    checked: dict[str, Formats] = {}
    for sheet in package.xml("xl/workbook.xml").iter(f"{_MAIN}sheet"):
        target = relations.get(sheet.get(_RELATION), "")
        path = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
        if path not in names or "chartsheet" in path:
            continue
        title = sheet.get("name") or ""
        checked[title] = _check_sheet(package, path, title, formats)
    return checked


def _check_sheet(package: Package, path: str, title: str, formats: dict[int, str]) -> Formats:
    data = package.read(path, limit=MAX_XML_BYTES)
    if not _WORKSHEET.search(data) or b"<!DOCTYPE" in data:
        raise InputError(f"the sheet {title} is not written as office programs write it", file=package.source)
    styles: dict[tuple[int, int], int] = {}
    top, bottom, left, right = 2**31, -1, 2**31, -1
    for row, column, attributes in _filled_cells(data):
        top, bottom = min(top, row), max(bottom, row)
        left, right = min(left, column), max(right, column)
        style = _STYLE.search(attributes)
        if style and int(style[1]) in formats:
            styles[row, column] = int(style[1])
    if bottom >= 0 and (bottom - top + 1) * (right - left + 1) > MAX_SHEET_PLACES:
        raise InputError(
            f"the sheet {title} reaches over {bottom - top + 1:,} rows and {right - left + 1:,} columns;"
            " delete the cells far away from the table",
            file=package.source,
        )
    return Formats(formats, styles, tuple(_uncalculated(data)), tuple(_faulty(data)))


def _faulty(data: bytes) -> Iterator[str]:
    """References of the cells whose value is an error (#NAME?)."""
    for match in _ERROR_VALUE.finditer(data):
        reference = _REFERENCE.search(match[1])
        if reference is not None:
            yield f"{reference[1].decode().upper()}{reference[2].decode()}"


def with_known_errors(package: Package, data: bytes) -> bytes:
    """The workbook with errors that the engine knows in the place of those that it does not (#SPILL!)."""
    sheets = {
        name: package.read(name, limit=MAX_XML_BYTES)
        for name in package.names()
        if name.startswith("xl/worksheets/") and name.endswith(".xml")
    }
    mended = {name: mend for name, sheet in sheets.items() if (mend := _mended(sheet)) != sheet}
    if not mended:
        return data
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        for name in package.names():
            file.writestr(name, mended.get(name) or package.read(name))
    return written.getvalue()


def _mended(sheet: bytes) -> bytes:
    return _ERROR_VALUE.sub(
        lambda match: (
            match[0] if match[2] in _KNOWN_ERRORS else match[0].replace(match[2] + b"</", b"#N/A</")
        ),
        sheet,
    )


def _uncalculated(data: bytes) -> Iterator[str]:
    """References of the cells whose formula has no value."""
    for match in _UNCALCULATED.finditer(data):
        reference = _REFERENCE.search(match[1])
        if reference is not None and not _IS_TEXT.search(match[1]):
            yield f"{reference[1].decode().upper()}{reference[2].decode()}"


def _filled_cells(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Row, column (from 0) and attributes of each cell that holds something."""
    for match in _FILLED_CELL.finditer(data):
        reference = _REFERENCE.search(match[1] or b"")
        if reference is None:
            # Cells may leave their place out: it is then that of all before them, the empty ones too.
            yield from _counted_cells(data)
            return
        yield int(reference[2]) - 1, _column(reference[1]), match[1]


def _counted_cells(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    row = column = -1
    for match in _ROW_OR_CELL.finditer(data):
        attributes = match[2] or b""
        if match[1] == b"row":
            number = _ROW_NUMBER.search(attributes)
            row, column = int(number[1]) - 1 if number else row + 1, -1
            continue
        reference = _REFERENCE.search(attributes)
        row, column = (int(reference[2]) - 1, _column(reference[1])) if reference else (row, column + 1)
        if not match[3] and not match[4]:
            yield row, column, attributes


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def _formats(package: Package) -> dict[int, str]:
    """The formats that show a day, a month or a share, by the number of the style that uses them."""
    root = package.xml("xl/styles.xml")
    codes = dict(_BUILT_IN)
    for number_format in root.iter(f"{_MAIN}numFmt"):
        code = (number_format.get("formatCode") or "").split(";")[0]
        shown = _NOT_SHOWN.sub(lambda match: match[1] or match[2] or "", code)
        if re.search(r"[ymd年月日%]", shown, re.IGNORECASE):
            codes[_number(number_format)] = shown
    used = root.find(f"{_MAIN}cellXfs")
    return {
        style: codes[number]
        for style, entry in enumerate(() if used is None else used)
        if (number := _number(entry)) in codes
    }


def _number(element: Any) -> int:
    value = element.get("numFmtId") or ""
    return int(value) if value.isdecimal() and len(value) < 9 else 0


def _shown_date(value: datetime.date, number_format: str) -> str:
    """A day as plans print it, no finer than the format shows it."""
    code = number_format.lower()
    year, month, day = f"{value.year}年", f"{value.month}月", f"{value.day}日"
    if not code or ("y" in code and "m" in code and "d" in code):
        return year + month + day
    return (year if "y" in code else "") + (month if "m" in code else "") + (day if "d" in code else "")
