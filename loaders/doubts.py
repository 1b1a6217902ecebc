"""What is to be said of what was read off pages: which characters were recognised, and where reading is doubtful."""

from collections.abc import Iterator

import msgspec

from graph.model import Severity
from loaders.document import Document

DOUBTFUL = 0.8
"""A character less sure than this makes its line doubtful: most that are wrong are."""


class Doubt(msgspec.Struct, frozen=True):
    """A finding before it has its line and column."""

    code: str
    message: str
    start: int
    end: int
    severity: Severity
    picture: bytes = b""


def doubts(document: Document, start: int, end: int) -> Iterator[Doubt]:
    """What is to be said of the lines between two offsets: recognised or not though they should be, or parted in doubt."""
    for page in document.unrecognised:
        if start <= page.start < end:
            message = (
                f"page {page.page} is a picture, and of the text that lies under it few words are Chinese, or there is"
                f" little of it; it is read as it stands: {page.why}"
            )
            yield Doubt("poor-text", message, page.start, page.end, Severity.WARNING)
    for row, row_end in document.touching:
        if start <= row < end:
            message = "cells of this row, or of the line below it, nearly touch; compare with the page what they are read as"
            yield Doubt("touching-cells", message, row, row_end, Severity.WARNING)
    lines = [span for span in document.recognised if start <= span.start < end]
    if not lines:
        return
    sure = [value for span in lines for value in span.sure]
    pages = sorted({span.place.page for span in lines if span.place.page is not None})
    message = (
        f"characters recognised on {'page' if len(pages) == 1 else 'pages'} {ranges(pages)} with a mean confidence of"
        f" {sum(sure) / len(sure):.2f}; compare what matters with the pictures"
    )
    yield Doubt("recognised", message, lines[0].start, lines[0].end, Severity.INFO)
    for span in lines:
        if span.confidence < DOUBTFUL:
            text = document.text[span.start : span.end]
            unsure = "".join(sign for sign, value in zip(text, span.sure, strict=True) if value < DOUBTFUL)
            message = (
                f"recognised with a confidence of {span.confidence:.2f} only: {unsure}; compare the picture"
            )
            yield Doubt("doubtful-line", message, span.start, span.end, Severity.WARNING, span.picture)


def ranges(numbers: list[int]) -> str:
    """Sorted numbers in few words: 1, 2, 3, 7 → 1-3, 7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
