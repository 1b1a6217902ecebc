"""What there is to say of a plan beside its facts, each with its place in the document."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from graph.model import Diagnostic, Measure, Severity
from loaders.agencies.mending import doubtful_names
from loaders.document import Document
from loaders.doubts import doubts
from loaders.drafts import Draft, Resolve
from loaders.positions import Positions
from loaders.text.condensed import Condensed
from loaders.text.days import impossible_days


@dataclass(frozen=True, slots=True)
class Remarks:
    """Makes the diagnostics of a document from places in its text."""

    document: Document
    condensed: Condensed
    positions: Positions

    def of(
        self, code: str, message: str, start: int, end: int, severity: Severity = Severity.WARNING
    ) -> Diagnostic:
        """A diagnostic of a stretch of the text, with its line, its column and its first words."""
        line, column = self.positions.of(start)
        return Diagnostic(
            code=code,
            message=message,
            severity=severity,
            file=self.document.source,
            line=line,
            column=column,
            start=start,
            end=end,
            excerpt="".join(self.document.text[start : min(end, start + 120)].split()),
            place=self.document.place(start),
        )

    def impossible_limits(self, measures: Sequence[Measure]) -> Iterator[Diagnostic]:
        """The days of time limits that no calendar has, each once."""
        offset = self.condensed.offset
        limits = dict.fromkeys(
            (limit.evidence.start, limit.evidence.end) for one in measures for limit in one.deadlines
        )
        for first, last in limits:
            start = offset(first)
            for day in impossible_days(self.condensed.text[start : offset(last)]):
                place = self.condensed.raw_span(start + day.start(), start + day.end())
                yield self.of("impossible-date", f"there is no {day.group()}", *place)

    def doubts(
        self, drafts: Sequence[Draft], span: tuple[int, int], resolve: Resolve
    ) -> Iterator[Diagnostic]:
        """What is doubtful of the characters that were recognised on pictures."""
        duties = [duty for draft in drafts for duty in draft.duties]
        for doubt in (*doubts(self.document, *span), *doubtful_names(duties, resolve)):
            found = self.of(doubt.code, doubt.message, doubt.start, doubt.end, doubt.severity)
            shown = b64encode(doubt.picture).decode("ascii")
            yield replace(found, picture=shown) if shown else found
