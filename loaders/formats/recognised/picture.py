"""A page as a picture: drawn from a PDF, or one of the pictures of an image file."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.model import InputError
from loaders.formats.paged.legibility import UnreadablePageError
from loaders.formats.recognised.engine import Picture

MAX_PIXELS = 150_000_000
"""An A3 page of 600 dpi has half as many."""

_DRAWN_DPI = 200
_SHORTEST_SIDE, _LONGEST_SIDE = 2_000, 4_000
_A4_HEIGHT, _A5_WIDTH, _A2_HEIGHT = 842.0, 420.0, 1_684.0
_POINTS = 72


@dataclass(frozen=True, slots=True)
class PagePicture:
    """The picture of a page in colours (blue, green, red) and how many points a pixel is.

    `turned` are the clockwise quarter turns that were done to show it, `left` and `bottom` the corner of the page in
    the file.
    """

    pixels: Picture
    points: float
    turned: int = 0
    left: float = 0.0
    bottom: float = 0.0


def page_of_pdf(document: Any, number: int) -> PagePicture:
    """The page of a number from 1, drawn.

    Raises
    ------
    UnreadablePageError
        It is damaged.
    """
    import pypdfium2

    try:
        page = document[number - 1]
        long = max(*page.get_size(), 1.0)
        scale = min(max(_DRAWN_DPI / _POINTS, _SHORTEST_SIDE / long), _LONGEST_SIDE / long)
        pixels = page.render(scale=scale).to_numpy()
    except pypdfium2.PdfiumError:
        raise UnreadablePageError("damaged; save the file again") from None
    left, bottom, _, _ = page.get_cropbox()
    turned = page.get_rotation() // 90
    return PagePicture(np.ascontiguousarray(pixels[:, :, :3]), 1 / scale, turned, left, bottom)


@contextmanager
def opened(data: bytes, source: str) -> Iterator[Any]:
    """An image file, of which nothing is unpacked yet.

    Raises
    ------
    InputError
        It is damaged, or has more pixels than any page.
    """
    import PIL.Image

    # The limit here is ours, and it is told in our words.
    PIL.Image.MAX_IMAGE_PIXELS = None
    try:
        with PIL.Image.open(io.BytesIO(data)) as image:
            yield image
    except (OSError, SyntaxError, ValueError, EOFError, PIL.Image.DecompressionBombError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError("a damaged picture; save it again", file=source) from None


def pictures_in(data: bytes, source: str) -> int:
    """How many pictures an image file holds.

    Raises
    ------
    InputError
        It is damaged.
    """
    with opened(data, source) as image:
        return int(getattr(image, "n_frames", 1))


def page_of_image(data: bytes, number: int) -> PagePicture:
    """The picture of a number from 1 of an image file, as it is meant to be looked at.

    Raises
    ------
    UnreadablePageError
        It is damaged, or has more pixels than any page.
    """
    import PIL.ImageOps

    try:
        with opened(data, "") as image:
            if number > 1:
                image.seek(number - 1)
            width, height = image.size
            if width * height > MAX_PIXELS:
                raise UnreadablePageError(
                    f"{width:,} × {height:,} pixels, at most {MAX_PIXELS:,} are read; scan it anew at 200 to 300 dpi"
                )
            dpi = image.info.get("dpi", (0, 0))[0]
            image.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
            upright = PIL.ImageOps.exif_transpose(image)
            shown = (
                upright.convert("RGBA") if "transparency" in upright.info or "A" in upright.mode else upright
            )
            if shown.mode == "RGBA":
                paper = PIL.Image.new("RGBA", shown.size, "white")
                shown = PIL.Image.alpha_composite(paper, shown)
            shown = shown.convert("RGB")
    except InputError as error:
        raise UnreadablePageError(error.what) from None
    drawn = max(shown.size)
    if drawn > _LONGEST_SIDE:
        shown = shown.resize([max(1, round(side * _LONGEST_SIDE / drawn)) for side in shown.size])
    pixels = np.ascontiguousarray(np.asarray(shown)[:, :, ::-1])
    return PagePicture(pixels, _points(float(dpi or 0), max(width, height)) / max(shown.size))


def _points(dpi: float, side: int) -> float:
    """How long the long side of a picture is: by what the file says where that is a page, else as A4."""
    said = side / dpi * _POINTS if dpi > 0 else 0.0
    return said if _A5_WIDTH <= said <= _A2_HEIGHT else _A4_HEIGHT
