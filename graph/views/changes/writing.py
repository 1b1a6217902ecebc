"""The table of changes as the file that its ending names."""

from pathlib import Path

from graph.views.changes.table import ChangeTable


def write_changes(table: ChangeTable, path: Path, ending: str, language: str = "zh") -> None:
    """Write the table of changes as .docx, .xlsx or .html."""
    if ending == ".docx":
        from graph.views.changes.document import write_document

        write_document(table, path)
    elif ending == ".xlsx":
        from graph.views.changes.workbook import write_workbook

        write_workbook(table, path)
    else:
        from graph.views.changes.page import changes_page

        path.write_bytes(changes_page(table, language).encode(errors="replace"))
