"""Know the files that this program wrote itself: its pages, its ledgers and its tables, of changes too, are no plans."""

import re
import zipfile
from pathlib import Path

from graph.model.mark import GENERATOR

_HEAD_BYTES = 4096
_PROPERTIES = "docProps/core.xml"
_MAX_PROPERTIES_BYTES = 2**16
_AUTHOR = re.compile(rf"<dc:creator>{GENERATOR}</dc:creator>".encode())
_PAGE = re.compile(rf'<meta name="generator" content="{GENERATOR}">'.encode())
# No plan's table has columns like these, and every table written for programs has.
_COLUMNS = re.compile(rb"(?:\xef\xbb\xbf)?[a-z][a-z_]*(?:,[a-z][a-z_]*){2,}\r?\n")


def is_own(path: Path) -> bool:
    """Whether a file bears the mark of this program."""
    ending = path.suffix.lower()
    try:
        if ending in (".xlsx", ".docx"):
            return _package_is_own(path)
        if ending not in (".html", ".htm", ".csv"):
            return False
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError:
        return False
    return bool(_COLUMNS.match(head) if ending == ".csv" else _PAGE.search(head))


def _package_is_own(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as package, package.open(_PROPERTIES) as properties:
            return _AUTHOR.search(properties.read(_MAX_PROPERTIES_BYTES)) is not None
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, ValueError):
        return False
