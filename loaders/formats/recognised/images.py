"""Image files: every picture in one is a page."""

from collections.abc import Callable, Sequence

from graph.model import InputError
from loaders.document import Document
from loaders.formats.paged.legibility import PicturedPageError
from loaders.formats.paged.page import Drawn
from loaders.formats.paged.pages import read_pages
from loaders.formats.recognised.recogniser import Recogniser


def read_image(
    data: bytes,
    source: str,
    *,
    on_error: Callable[[InputError], None] | None = None,
    recogniser: Recogniser,
) -> Document:
    """Read a PNG, a JPEG or a TIFF of one page or many.

    Parameters
    ----------
    data : bytes
        The file.
    source : str
        Its name.
    on_error : callable, optional
        Called with an error that names the pages which cannot be read, where others can; without it that error is
        raised.
    recogniser : Recogniser
        What recognises its characters.

    Raises
    ------
    InputError
        The file is damaged, or none of its pages can be read.
    """
    pages = recogniser.file(data, is_pdf=False)
    if not pages.ahead:
        raise InputError(f"a picture; {pages.hint}", file=source)
    from loaders.formats.recognised.picture import pictures_in

    return read_pages(pictures_in(data, source), _pictured, source, on_error=on_error, recognition=pages)


def read_images(
    pictures: Sequence[bytes],
    source: str,
    *,
    on_error: Callable[[InputError], None] | None = None,
    recogniser: Recogniser,
) -> Document:
    """Read pictures, each an image file with one page, as the pages of one document; see `read_image`."""
    pages = recogniser.pictures(lambda number: pictures[number - 1])
    return read_pages(len(pictures), _pictured, source, on_error=on_error, recognition=pages)


def _pictured(_: int) -> Drawn:
    raise PicturedPageError("a picture")
