"""Rows of CSV that a spreadsheet shows and does not run.

Excel, WPS and LibreOffice take a cell that begins with = + - @, a tab or a line break for a formula, whoever wrote it;
a plan may. Such a text gets a ' in front of it, as people write it into a spreadsheet themselves. Numbers stay.
"""

import csv
import os
import re
import stat
from collections.abc import Callable, Sequence
from typing import TextIO

_RUN = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:,\d{3})*)?\.?\d+%?")


MARK = "\ufeff"
"""Without it in front, Excel and WPS take a CSV file in UTF-8 for one in another encoding."""


def begins_a_file(out: TextIO) -> bool:
    """Whether what is written next stands at the beginning of a file on a disk, not in a pipe or on a screen."""
    try:
        descriptor = out.fileno()
        return stat.S_ISREG(os.fstat(descriptor).st_mode) and os.lseek(descriptor, 0, os.SEEK_CUR) == 0
    except (OSError, ValueError):
        return False


def row_writer(out: TextIO, *, raw: bool = False) -> Callable[[Sequence[object]], object]:
    """A function that writes one row of CSV.

    Parameters
    ----------
    out : TextIO
        Where to, opened with ``newline=""``.
    raw : bool
        Leave every text as it is: for programs.

    Examples
    --------
    >>> import sys
    >>> row_writer(sys.stdout)(["=1+1", "-3.5", -3.5, "'=x", "市科技局"])
    '=1+1,-3.5,-3.5,''=x,市科技局
    """
    plain = csv.writer(out, lineterminator="\n")
    # A carriage return alone ends a row for readers, though not for the writer.
    quoted = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)

    def write_row(row: Sequence[object]) -> None:
        cells = row if raw else [_kept(value) if isinstance(value, str) else value for value in row]
        writer = quoted if any(isinstance(value, str) and "\r" in value for value in cells) else plain
        writer.writerow(cells)

    return write_row


def bare(text: str) -> str:
    """A cell of such a row as it was before."""
    return text[1:] if text.startswith("'") and _RUN.match(text) else text


def _kept(text: str) -> str:
    return f"'{text}" if _RUN.match(text) and not _NUMBER.fullmatch(text) else text
