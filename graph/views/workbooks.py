"""What the workbooks for people have alike."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import xlsxwriter

from graph.model.mark import GENERATOR

LONGEST_CELL = 32_767
_LINE, _HIGHEST = 18.0, 409.0
"""Points of a line of text, and of the highest row that there may be."""


@contextmanager
def new_workbook(path: Path | IO[bytes], title: str) -> Iterator[Any]:
    """Write a workbook in which every text stays one, and which bears the mark of this program."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    # What is not to be a file leaves none behind on the way.
    options["in_memory"] = not isinstance(path, Path)
    with xlsxwriter.Workbook(path, options) as book:
        # Without a fixed date each run would give another file.
        book.set_properties({"title": title, "author": GENERATOR, "created": datetime(2000, 1, 1)})
        yield book


def row_height(cells: Iterable[tuple[str, float]]) -> float:
    """Points that the longest of a row's texts needs, each wrapped in a column so many characters wide.

    LibreOffice does not fit the height of rows that it opens.
    """
    lines = max(
        (sum(max(1, -(-_width(line) // (width - 1))) for line in text.split("\n")) for text, width in cells),
        default=1,
    )
    return float(min(lines * _LINE, _HIGHEST))


def _width(text: str) -> float:
    """Characters of a line; a Chinese one, of three bytes, is two wide."""
    return (len(text) + len(text.encode())) / 2
