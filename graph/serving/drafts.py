"""Drafts as bytes, read by whoever reads plans: the graph finds it by its entry point."""

from importlib.metadata import entry_points
from typing import Any

from graph.model import InputError
from graph.network import Incidence, incidence_of
from graph.serving.answer import Answer, rows_answer

DRAFT = "draft.txt"
"""What a draft without a name is called."""


def read_draft(name: str, data: bytes) -> Incidence:
    """The one plan of a file of any known format.

    Raises
    ------
    InputError
        If it cannot be read, or holds no plan or several.
    """
    plans = _drafts("read")(name, data)
    if len(plans) != 1:
        raise InputError(f"holds {len(plans)} plans; one can be compared", file=name)
    return incidence_of(plans)


def check_draft(name: str, data: bytes, limit: int = 0) -> Answer:
    """What is wrong or missing in a file of any known format; what could not be read is the note.

    Where lines were recognised and are doubtful, a column holds their pictures, as PNG in base 64.
    """
    findings, unread = _drafts("check")(name, data)
    rows = [
        {
            "severity": str(finding.severity),
            "code": finding.code,
            "message": finding.message,
            "line": finding.line,
            "column": finding.column,
            "place": str(finding.place or ""),
            "excerpt": finding.excerpt,
            "picture": finding.picture or "",
        }
        for finding in findings
    ]
    columns: tuple[str, ...] = ("severity", "code", "message", "line", "column", "place", "excerpt")
    if any(row["picture"] for row in rows):
        columns += ("picture",)
    return rows_answer(name, rows, columns, limit, "; ".join(unread))


def _drafts(name: str) -> Any:
    (found,) = entry_points(group="qiantou.drafts", name=name)
    return found.load()
