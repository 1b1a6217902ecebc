"""The table of changes as the file that its ending names."""

from pathlib import Path
from typing import IO

from graph.views.changes.table import ChangeTable

ENDINGS = (".docx", ".xlsx", ".html")


def write_changes(table: ChangeTable, out: Path | IO[bytes], ending: str, language: str = "zh") -> None:
    """Write the table of changes as .docx, .xlsx or .html."""
    if ending == ".docx":
        from graph.views.changes.document import write_document

        write_document(table, out)
    elif ending == ".xlsx":
        from graph.views.changes.workbook import write_changes_workbook

        write_changes_workbook(table, out)
    else:
        from graph.views.changes.page import changes_page

        page = changes_page(table, language).encode(errors="replace")
        if isinstance(out, Path):
            out.write_bytes(page)
        else:
            out.write(page)
