"""A plan's facts as JSON lines, written in the process that reads it: whoever prints them takes no fact apart."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from graph.model import Diagnostic, Facts
from graph.model.lines import to_lines
from loaders.formats.messages import Skipped

if TYPE_CHECKING:
    from loaders.document import Document

_ENCODER = msgspec.json.Encoder()


class PlanLines(msgspec.Struct, array_like=True):
    """The lines of one plan, and what is said beside them; see `graph.model.Facts`."""

    text: bytes
    statements: int
    diagnostics: tuple[Diagnostic, ...]

    @classmethod
    def of(cls, facts: Facts) -> "PlanLines":
        """The lines of what was read of a plan."""
        return cls(_ENCODER.encode_lines(to_lines(facts)), facts.statements, facts.diagnostics)


def lines_of(document: "Document", settings: bytes) -> Iterator[PlanLines | Skipped]:
    """Read each plan of a document, where it is read, by packed settings; what is no plan is left out."""
    from loaders.pipeline import facts_of

    for read in facts_of(document, settings):
        yield read if isinstance(read, Skipped) else PlanLines.of(read)
