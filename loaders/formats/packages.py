"""Zip packages (docx, xlsx, archives) opened without trust.

Sizes are checked as they are declared and again as the entries unpack.
"""

import io
import re
import zipfile
import zlib
from typing import Any

from graph.model import InputError

MAX_ENTRIES = 20_000
MAX_UNPACKED_BYTES = 256 * 2**20
MAX_XML_BYTES = 64 * 2**20
_CHUNK = 2**20
# Text packs to a tenth, the emptiest of sheets to a hundredth; a bomb to a thousandth.
_MAX_RATIO = 300
_SMALL_BYTES = 8 * 2**20
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}


class Budget:
    """How many bytes may still be unpacked, shared by a package and the packages inside it."""

    def __init__(self, size: int = MAX_UNPACKED_BYTES) -> None:
        self.size = self.left = size


class Package:
    """The entries of a zip file.

    Parameters
    ----------
    data : bytes
        The zip file.
    source : str
        Its name, for messages.
    budget : Budget, optional
        What it may unpack to in all.

    Raises
    ------
    InputError
        On opening: no zip file, or one with too many entries. On reading an entry: it is missing, encrypted
        or damaged, or it unpacks to more than the limit.
    """

    def __init__(self, data: bytes, source: str, *, budget: Budget | None = None) -> None:
        self._source = source
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError) as error:
            raise InputError(f"a damaged zip package: {error}", file=source) from None
        if len(entries) > MAX_ENTRIES:
            raise InputError(
                f"a zip package of {len(entries):,} entries; at most {MAX_ENTRIES:,}", file=source
            )
        self._entries = {entry.filename: entry for entry in entries}
        self._budget = budget or Budget()

    @property
    def source(self) -> str:
        """The file that this package is, for messages."""
        return self._source

    def names(self) -> list[str]:
        """Names of the entries as stored, in their order."""
        return list(self._entries)

    def entries(self) -> list[zipfile.ZipInfo]:
        """The entries, in their order."""
        return list(self._entries.values())

    def size(self, name: str) -> int:
        """How many bytes an entry says that it unpacks to."""
        return self._entries[name].file_size

    def read(self, name: str, *, limit: int = MAX_UNPACKED_BYTES) -> bytes:
        """Unpack one entry, never beyond `limit` bytes nor beyond the budget."""
        entry = self._entries.get(name)
        if entry is None:
            raise InputError(f"the part {name} is missing; save the file again", file=self._source)
        if entry.flag_bits & 0x1:
            raise InputError(f"{name} is protected by a password; remove it", file=self._source)
        if entry.file_size > _SMALL_BYTES and entry.file_size > _MAX_RATIO * entry.compress_size:
            raise InputError(
                f"{name} unpacks to {entry.file_size / max(1, entry.compress_size):,.0f} times its size; no plan does",
                file=self._source,
            )
        most = min(limit, self._budget.left)
        if entry.file_size > most:
            raise self._bomb(name, limit)
        parts: list[bytes] = []
        size = 0
        try:
            with self._zip.open(entry) as stream:
                while chunk := stream.read(min(_CHUNK, most + 1 - size)):
                    size += len(chunk)
                    if size > most:
                        raise self._bomb(name, limit)
                    parts.append(chunk)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise InputError(f"{name} in it is damaged: {error}", file=self._source) from None
        finally:
            self._budget.left -= size
        return b"".join(parts)

    def xml(self, name: str) -> Any:
        """Parse one part; nothing outside it is fetched and no entity is expanded."""
        return parse_xml(self.read(name, limit=MAX_XML_BYTES), f"{self._source}!/{name}")

    def _bomb(self, name: str, limit: int) -> InputError:
        if limit <= self._budget.left:
            what = f"{name} unpacks to more than {limit >> 20} MB"
        else:
            what = f"it unpacks to more than {self._budget.size >> 20} MB in all"
        return InputError(f"{what}; no plan is so long", file=self._source)


def entry_name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry as its writer meant it: Chinese programs store GB18030 without saying so.

    Folders are parted by slashes, also where a program of Windows wrote its own.
    """
    return _decoded_name(entry).replace("\\", "/")


def _decoded_name(entry: zipfile.ZipInfo) -> str:
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def xml_fault(message: str) -> str:
    """What the parser says is wrong, in words for people."""
    if "Excessive depth" in message:
        return "nested deeper than 256 elements"
    if "amplification" in message:
        return "entities that expand beyond measure"
    return re.sub(r"\s*\(<string>, line \d+\)|\s*XML_PARSE_HUGE\S*|\s+$", "", message)


def parse_xml(data: bytes, source: str) -> Any:
    """Parse XML that may be hostile.

    Raises
    ------
    InputError
        It is not well formed, nested deeper than 256 elements, or declares a document type (entities).
    """
    from lxml import etree

    if _STRICT in data:
        for strict, transitional in _TRANSITIONAL.items():
            data = data.replace(strict, transitional)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser=parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"damaged XML: {xml_fault(str(error))}", file=source) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise InputError("XML that declares a document type; no office program writes one", file=source)
    return root
