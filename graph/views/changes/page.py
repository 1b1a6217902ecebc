"""The table of changes as one self-contained page that prints on A4."""

from graph.views.changes.table import ChangeTable
from graph.views.page import asset, render
from graph.words import HTML_LANGUAGE


def changes_page(table: ChangeTable, language: str = "zh") -> str:
    """Write the table of changes as HTML."""
    return render(
        "changes.html",
        styles=[asset("base.css"), asset("changes.css")],
        language=HTML_LANGUAGE[language],
        title=table.title,
        table=table,
        words=table.words,
    )
