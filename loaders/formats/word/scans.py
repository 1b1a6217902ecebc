"""Pictures in a Word document that are as large as a page: scans that somebody put into it."""

from collections.abc import Iterator
from typing import Any

from loaders.formats.word.numbering import W

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_BLIP = f"{_DRAWING}blip"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_A4_TWIPS = (11_906, 16_838)
_EMU_A_TWIP = 635
_SCAN_AREA = 0.4


def scans_in(body: Any) -> Iterator[str]:
    """The relationships of the pictures as large as a scan, in their order; empty for one that names none."""
    page = body.find(f".//{W}pgSz")
    sides = () if page is None else (page.get(f"{W}w") or "", page.get(f"{W}h") or "")
    width, height = map(int, sides) if all(map(str.isdecimal, sides)) and sides else _A4_TWIPS
    scan = _SCAN_AREA * width * height * _EMU_A_TWIP**2
    for extent in body.iter(_EXTENT):
        blip = extent.getparent().find(f".//{_BLIP}")
        sides = (extent.get("cx") or "", extent.get("cy") or "")
        large = all(side.isdecimal() and len(side) < 12 for side in sides)
        if blip is not None and large and int(sides[0]) * int(sides[1]) > scan:
            yield blip.get(_EMBED) or ""
