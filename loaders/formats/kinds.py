"""Tell a file's format from its first bytes, and only among texts from the ending of its name."""

import re
from enum import StrEnum
from pathlib import PurePath

from graph.model import InputError
from loaders.formats.packages import Package


class FileFormat(StrEnum):
    """The formats that plans come in."""

    TEXT = "text"
    HTML = "html"
    MHTML = "saved page"
    CSV = "csv"
    DOCX = "docx"
    SHEETS = "sheets"
    PDF = "pdf"
    OFD = "ofd"
    LEGACY_TEXT = "legacy text"
    LEGACY_SHEETS = "legacy sheets"
    IMAGE = "image"
    ARCHIVE = "archive"


FILE_ENDINGS: dict[str, FileFormat] = {
    **dict.fromkeys((".txt", ".text", ".md", ".markdown"), FileFormat.TEXT),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml"), FileFormat.HTML),
    **dict.fromkeys((".mht", ".mhtml"), FileFormat.MHTML),
    **dict.fromkeys((".csv", ".tsv"), FileFormat.CSV),
    **dict.fromkeys((".docx", ".docm", ".dotx"), FileFormat.DOCX),
    **dict.fromkeys((".xlsx", ".xlsm", ".xls", ".et"), FileFormat.SHEETS),
    ".pdf": FileFormat.PDF,
    ".ofd": FileFormat.OFD,
    **dict.fromkeys((".doc", ".dot", ".wps", ".rtf", ".odt"), FileFormat.LEGACY_TEXT),
    **dict.fromkeys((".ods", ".xlsb"), FileFormat.LEGACY_SHEETS),
    ".zip": FileFormat.ARCHIVE,
}
"""Endings of the files that a folder or an archive is searched for."""

IMAGE_ENDINGS = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff"})
"""Endings of pictures, for which it is searched, too, where characters can be recognised."""

_IMAGE_STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
_HTML_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_MHTML_START = re.compile(
    rb"(?=\s*[A-Za-z][A-Za-z-]*:)(?=.{0,4000}?^MIME-Version:)(?=.{0,4000}?^Content-Type:\s*(?:multipart/related|text/html))",
    re.I | re.S | re.M,
)
_OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of the streams in an OLE file stand in UTF-16.
_OLE_SHEETS = tuple(f"{name}\0".encode("utf-16-le") for name in ("Workbook", "Book"))
_OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.spreadsheet": FileFormat.LEGACY_SHEETS,
    b"application/vnd.oasis.opendocument.text": FileFormat.LEGACY_TEXT,
}
_PDF_WITHIN = 1024
_PICTURE = "a picture of another kind; save it as PNG, JPEG or TIFF"
_PACKED = "an archive of another kind; unpack it, or pack it as zip"
_REFUSED = (
    (b"GIF8", _PICTURE),
    (b"Rar!\x1a\x07", _PACKED),
    (b"7z\xbc\xaf\x27\x1c", _PACKED),
    (b"\x1f\x8b\x08", _PACKED),
    (b"CAJ\0", "a CAJ file; open it in its reader and save it as PDF"),
)


def format_of(data: bytes, name: str) -> FileFormat:
    """The format of a file.

    What the bytes say wins over the name: a `.doc` is often a web page, an `.xls` often a text.

    Raises
    ------
    InputError
        A damaged package, one that is protected by a password, a picture or an archive of another kind.
    """
    for start, what in _REFUSED:
        if data.startswith(start):
            raise InputError(what, file=name)
    if data.startswith(_IMAGE_STARTS):
        return FileFormat.IMAGE
    by_name = FILE_ENDINGS.get(PurePath(name).suffix.lower(), FileFormat.TEXT)
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return FileFormat.PDF
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _package_kind(Package(data, name))
    if data.startswith(_OLE_START):
        return _ole_kind(data, name, by_name)
    if data.startswith(b"{\\rtf"):
        return FileFormat.LEGACY_TEXT
    if _HTML_START.match(data):
        return FileFormat.HTML
    if _MHTML_START.match(data):
        return FileFormat.MHTML
    return by_name if by_name in (FileFormat.HTML, FileFormat.CSV) else FileFormat.TEXT


def _package_kind(package: Package) -> FileFormat:
    names = set(package.names())
    if "mimetype" in names:
        mimetype = package.read("mimetype", limit=1024).strip()
        if mimetype in _OPEN_DOCUMENT:
            return _OPEN_DOCUMENT[mimetype]
    if "xl/workbook.bin" in names:
        return FileFormat.LEGACY_SHEETS
    if "xl/workbook.xml" in names:
        return FileFormat.SHEETS
    if "word/document.xml" in names:
        return FileFormat.DOCX
    if "[Content_Types].xml" in names:
        if any(name.startswith("word/") for name in names):
            return FileFormat.DOCX
        raise InputError("an office file, but neither a document nor a workbook", file=package.source)
    if any(name.lower() == "ofd.xml" for name in names):
        return FileFormat.OFD
    return FileFormat.ARCHIVE


def _ole_kind(data: bytes, name: str, by_name: FileFormat) -> FileFormat:
    if _OLE_ENCRYPTED in data:
        raise InputError("protected by a password; remove it", file=name)
    if by_name in (FileFormat.SHEETS, FileFormat.LEGACY_TEXT):
        return by_name
    return FileFormat.SHEETS if any(stream in data for stream in _OLE_SHEETS) else FileFormat.LEGACY_TEXT
