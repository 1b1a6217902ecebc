"""Two plans side by side, with the clauses of both."""

import io

from graph.analysis.comparison import compare
from graph.analysis.evidence import clause, unwrapped
from graph.model import InputError
from graph.model.language import language
from graph.network import Incidence
from graph.serving.answer import Answer, answer
from graph.views.reasons import changes_in_words
from graph.words import words


def clause_of(graph: Incidence, place: int) -> str:
    """A measure as printed, without the line breaks of its page."""
    return unwrapped(clause(graph, place))


def change_file(before: Incidence, after: Incidence, form: str) -> tuple[str, bytes]:
    """The table of changes (修订对照表) from one plan to another, as docx, xlsx or html: its name, and the file.

    Raises
    ------
    InputError
        If the form is none of these.
    """
    from graph.views.changes.table import change_table
    from graph.views.changes.writing import ENDINGS, write_changes

    if f".{form}" not in ENDINGS:
        forms = ", ".join(ending.removeprefix(".") for ending in ENDINGS)
        raise InputError(f"the table of changes is written as {forms}, not “{form}”")
    table = change_table(before, after, language=language())
    written = io.BytesIO()
    write_changes(table, written, f".{form}", language())
    return f"{table.title}.{form}", written.getvalue()


def compared(before: Incidence, after: Incidence, limit: int = 0) -> Answer:
    """What changed from one plan to another; see `graph.analysis.comparison.compare`."""
    frame = compare(before, after).measures
    frame = frame[frame["status"] != "same"]
    sides = {"before": before, "after": after}
    for name, side in sides.items():
        place = side.measures.place
        clauses = [
            clause_of(side, place[key]) if key in place else "" for key in frame[f"{name}_measure_key"]
        ]
        frame = frame.assign(**{f"{name}_clause": clauses})
    frame = frame.assign(agencies=[changes_in_words(row, words(language())) for row in frame["agencies"]])
    return answer(" → ".join(f"《{side.plans.title[0]}》" for side in sides.values()), frame, limit)
