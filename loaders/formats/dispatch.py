"""Read a file of a known format; each format's libraries are imported when its first file is read."""

from collections.abc import Callable
from functools import cache

from graph.model import InputError
from loaders.document import Document
from loaders.formats.kinds import FileFormat
from loaders.formats.recognised.recogniser import Recogniser
from loaders.formats.text import read_plain_text


def read_as(
    kind: FileFormat,
    data: bytes,
    source: str,
    on_error: Callable[[InputError], None],
    recogniser: Recogniser | None = None,
) -> Document:
    """Read a file as one of the formats that hold one document.

    Parameters
    ----------
    kind : FileFormat
        Its format; an archive is none of these.
    data : bytes
        The file.
    source : str
        Its name.
    on_error : callable
        Called with an error that concerns only a part of the file.
    recogniser : Recogniser, optional
        What recognises the characters on pictures of pages; without it one that does so where it has to.

    Raises
    ------
    InputError
        The file cannot be read.
    """
    recogniser = recogniser or _recogniser()
    match kind:
        case FileFormat.TEXT:
            return read_plain_text(data, source, on_error=on_error)
        case FileFormat.HTML:
            from loaders.formats.html import read_html

            return read_html(data, source, on_error=on_error)
        case FileFormat.MHTML:
            from loaders.formats.mhtml import read_mhtml

            return read_mhtml(data, source, on_error=on_error)
        case FileFormat.DOCX:
            from loaders.formats.word.docx import read_docx

            return read_docx(data, source, on_error=on_error, recogniser=recogniser)
        case FileFormat.PDF:
            from loaders.formats.paged.pdf import read_pdf

            return read_pdf(data, source, on_error=on_error, recognition=recogniser.file(data, is_pdf=True))
        case FileFormat.IMAGE:
            from loaders.formats.recognised.images import read_image

            return read_image(data, source, on_error=on_error, recogniser=recogniser)
        case FileFormat.OFD:
            from loaders.formats.paged.ofd import read_ofd

            return read_ofd(data, source, on_error=on_error, recogniser=recogniser)
        case FileFormat.SHEETS:
            from loaders.formats.sheets import read_sheets

            return read_sheets(data, source, on_error=on_error)
        case FileFormat.CSV:
            from loaders.formats.sheets import read_csv

            return read_csv(data, source, on_error=on_error)
        case FileFormat.LEGACY_TEXT:
            from loaders.formats.word.docx import read_docx
            from loaders.formats.word.office import convert

            return read_docx(convert(data, source, "docx"), source, on_error=on_error, recogniser=recogniser)
        case FileFormat.LEGACY_SHEETS:
            from loaders.formats.sheets import read_sheets
            from loaders.formats.word.office import convert

            return read_sheets(convert(data, source, "xlsx"), source, on_error=on_error)
        case FileFormat.ARCHIVE:
            raise ValueError("an archive holds many documents")


@cache
def _recogniser() -> Recogniser:
    return Recogniser()
