"""Know the files that this program wrote itself: its pages, its ledgers and its tables, of changes too, are no plans."""

import re
import zipfile
from pathlib import Path, PurePath
from typing import BinaryIO

from graph.model.mark import GENERATOR

_HEAD_BYTES = 4096
_PROPERTIES = "docProps/core.xml"
_MAX_PROPERTIES_BYTES = 2**16
_AUTHOR = re.compile(rf"<dc:creator>{GENERATOR}</dc:creator>".encode())
_PAGE = re.compile(rf'<meta name="generator" content="{GENERATOR}">'.encode())
# No plan's table has columns like these, and every table written for programs has; one that holds whole plans has their
# content besides.
_COLUMNS = re.compile(
    rb"(?:\xef\xbb\xbf)?(?![a-z_,]*\b(?:content|body|full_?text)\b)[a-z][a-z_]*(?:,[a-z][a-z_]*){2,}\r?\n"
)


def is_own(path: Path) -> bool:
    """Whether a file bears the mark of this program."""
    try:
        with path.open("rb") as file:
            return bears_mark(path.name, file)
    except OSError:
        return False


def bears_mark(name: str, file: BinaryIO) -> bool:
    """Whether a file that is open and called so bears the mark of this program."""
    ending = PurePath(name).suffix.lower()
    if ending in (".xlsx", ".docx"):
        return _package_is_own(file)
    if ending == ".csv":
        return _COLUMNS.match(file.read(_HEAD_BYTES)) is not None
    return ending in (".html", ".htm") and _PAGE.search(file.read(_HEAD_BYTES)) is not None


def _package_is_own(file: BinaryIO) -> bool:
    try:
        with zipfile.ZipFile(file) as package, package.open(_PROPERTIES) as properties:
            return _AUTHOR.search(properties.read(_MAX_PROPERTIES_BYTES)) is not None
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, ValueError):
        return False
