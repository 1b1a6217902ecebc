"""Rows of tables without ruled lines that are to be told of: where they stand in the text."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from graph.model import Place
from loaders.document import Document
from loaders.formats.paged.layout import Box
from loaders.formats.paged.page import Page

Span = tuple[int, int]


def with_doubted_rows(document: Document, pages: Sequence[Page]) -> Document:
    """The document with the rows whose cells nearly touch, and with those whose cells cannot be told apart."""
    if not any(page.touching or page.lost for page in pages):
        return document
    spans = {span.place: (span.start, span.end) for span in document.places}
    return replace(
        document,
        touching=_joined(_rows(pages, lambda page: page.touching, spans), document.text),
        lost=_joined(_rows(pages, lambda page: page.lost, spans), document.text),
    )


def _rows(
    pages: Sequence[Page], boxes: Callable[[Page], Sequence[Box]], spans: dict[Place, Span]
) -> Iterator[Span]:
    """From where to where the words in each box stand."""
    for page in pages:
        if not boxes(page):
            continue
        lines = sorted(page.all_lines(), key=lambda line: line.box[1] + line.box[3])
        middles = [(line.box[1] + line.box[3]) / 2 for line in lines]
        for left, bottom, right, top in boxes(page):
            found = [
                spans[place]
                for line in lines[bisect_right(middles, bottom) : bisect_left(middles, top)]
                if left < (line.box[0] + line.box[2]) / 2 < right and (place := page.place(line.box)) in spans
            ]
            if found:
                yield min(start for start, _ in found), max(end for _, end in found)


def _joined(spans: Iterator[Span], text: str) -> tuple[Span, ...]:
    """Spans of which those are one that overlap, or stand on lines one below the other."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and not text[joined[-1][1] : start].strip():
            start, end = joined[-1][0], max(joined.pop()[1], end)
        joined.append((start, end))
    return tuple(joined)
