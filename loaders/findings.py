"""What is wrong or missing in a draft, found in the process with limits that reads it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from graph.model import Diagnostic

if TYPE_CHECKING:
    from loaders.document import Document

BEFORE, WIDTH = 24, 60
"""Characters of a line that are kept before a finding, and in all."""


class Located(msgspec.Struct, array_like=True):
    """A finding, the line and column where it ends, and a window of its line with whether more follows."""

    finding: Diagnostic
    end: tuple[int, int]
    window: tuple[str, bool]


class Checked(msgspec.Struct, array_like=True):
    """What was found in one document; `listed` names its plans if there are several, `none` says why it holds none."""

    source: str
    plans: int
    listed: list[str]
    none: str
    found: list[Located]


def checked(document: "Document", settings: bytes) -> Iterator[Checked]:
    """What is found in a document, where it is read, by packed settings."""
    from graph.model.plan_list import plan_and_count, plan_lines
    from loaders.check import check as findings_of
    from loaders.pipeline import NO_PLAN, is_plan, read_document
    from loaders.positions import Positions
    from loaders.reading import Settings

    facts = list(read_document(document, Settings.unpacked(settings).decisions, inline=True))
    annotated = [one.without_statements() for one in facts]
    positions = Positions(document.text)
    found = [
        Located(finding, positions.of(finding.end), positions.window(finding.line, begin_of(finding), WIDTH))
        for finding in findings_of(document, facts)
    ]
    listed = (
        list(plan_lines(document.source, [plan_and_count(one) for one in annotated]))
        if len(facts) > 1
        else []
    )
    none = "" if any(map(is_plan, annotated)) else NO_PLAN
    yield Checked(document.source, len(facts), listed, none, found)


def begin_of(finding: Diagnostic) -> int:
    """Where in its line the window on a finding begins."""
    return max(0, finding.column - 1 - BEFORE)
