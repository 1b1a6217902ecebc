"""A document as read: its text, the tables in it, and where each stretch stood in the file."""

from bisect import bisect_right
from dataclasses import dataclass, replace

from msgspec import UNSET, UnsetType

from graph.model import Evidence, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a table as a span of the document's text; a merged cell stands in each place it covers."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSpan:
    """A table in the document's text: its rows from the top, each a row of cells of equal number."""

    start: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedSpan:
    """A stretch of the text that stood in one place of the file."""

    start: int
    end: int
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognisedSpan:
    """A line whose characters were recognised on a picture; `sure` tells for each how sure it is, from 0 to 1.

    `picture` is a small PNG of a line that is doubtful.
    """

    start: int
    end: int
    sure: tuple[float, ...]
    place: Place
    picture: bytes = b""

    @property
    def confidence(self) -> float:
        """How sure its least sure character is."""
        return min(self.sure)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnrecognisedSpan:
    """The text of a page that is a picture, but of which its own text is read, and why."""

    start: int
    end: int
    page: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A plan that the format itself tells from the others: a row of a table of plans, or a sheet of its own.

    What a column of the table says of it stands in that cell; `dates` are the surest first.
    """

    start: int
    end: int
    title: Cell | None = None
    issuer: Cell | None = None
    number: Cell | None = None
    dates: tuple[Cell, ...] = ()
    places: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The text of one file, and the structure that its format gives.

    `source` is the path as the user gave it (inside an archive: ``archive.zip!/inner.docx``); `places` are sorted
    and do not overlap; a plain text has none. `unsure` are the offsets of line ends inside cells of which it cannot be
    told whether a name ends with them. `recognised` are the lines that were read off a picture, in order,
    `unrecognised` the pages that could have been. `touching` are the stretches of rows whose cells nearly touch, and
    were parted where their columns begin, `lost` those of rows that go on with a table, but of which the cells cannot be
    told apart. `entries` are the plans that the format tells apart by itself.
    """

    source: str
    text: str
    tables: tuple[TableSpan, ...] = ()
    places: tuple[PlacedSpan, ...] = ()
    unsure: tuple[int, ...] = ()
    recognised: tuple[RecognisedSpan, ...] = ()
    unrecognised: tuple[UnrecognisedSpan, ...] = ()
    touching: tuple[tuple[int, int], ...] = ()
    lost: tuple[tuple[int, int], ...] = ()
    entries: tuple[Entry, ...] = ()

    def evidence(self, start: int, end: int) -> Evidence:
        """The characters from `start` to `end`, with the place where they began."""
        place = self.place(start) if self.places else None
        ocr = self._confidence(start, end) if self.recognised else UNSET
        return Evidence(text=self.text[start:end], start=start, end=end, place=place, ocr=ocr)

    def _confidence(self, start: int, end: int) -> float | UnsetType:
        """How sure the least sure character between two offsets is, where they were recognised."""
        found: list[float] = []
        at = bisect_right(self.recognised, start, key=lambda span: span.start) - 1
        for span in self.recognised[max(at, 0) :]:
            if span.start >= end:
                break
            found += span.sure[max(start - span.start, 0) : max(end - span.start, 0)]
        return min(found) if found else UNSET

    def followed_by(self, other: "Document") -> "Document":
        """This document with another one's text behind its own."""
        text = self.text if self.text.endswith("\n") else self.text + "\n"
        by = len(text)

        def moved(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
            return tuple(Cell(start=cell.start + by, end=cell.end + by) for cell in cells)

        return Document(
            source=self.source,
            text=text + other.text,
            tables=(
                *self.tables,
                *(
                    TableSpan(start=table.start + by, end=table.end + by, rows=tuple(map(moved, table.rows)))
                    for table in other.tables
                ),
            ),
            places=(
                *self.places,
                *(replace(span, start=span.start + by, end=span.end + by) for span in other.places),
            ),
            unsure=(*self.unsure, *(offset + by for offset in other.unsure)),
            recognised=(
                *self.recognised,
                *(replace(span, start=span.start + by, end=span.end + by) for span in other.recognised),
            ),
            unrecognised=(
                *self.unrecognised,
                *(replace(span, start=span.start + by, end=span.end + by) for span in other.unrecognised),
            ),
            touching=(*self.touching, *((start + by, end + by) for start, end in other.touching)),
            lost=(*self.lost, *((start + by, end + by) for start, end in other.lost)),
        )

    def is_unsure(self, start: int, end: int) -> bool:
        """Whether a line's end of which it cannot be told whether it parts two names lies between two offsets."""
        at = bisect_right(self.unsure, start)
        return at < len(self.unsure) and self.unsure[at] < end

    def place(self, offset: int) -> Place | None:
        """Where in the file the character at `offset` stood, if the format has places."""
        at = bisect_right(self.places, offset, key=lambda span: span.start) - 1
        if at >= 0 and offset < self.places[at].end:
            return self.places[at].place
        return None
