"""Write the files beside this script that LibreOffice has to make: run it where the invented plan has changed."""

import tempfile
from pathlib import Path

from formats import invented
from formats.test_conformance import FILES, convert


def write_files() -> None:
    """Write `plan.pdf` and `tasks.xls`."""
    FILES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plan, tasks = Path(folder, "plan.docx"), Path(folder, "tasks.xlsx")
        plan.write_bytes(invented.docx(with_table=True))
        tasks.write_bytes(invented.xlsx())
        convert(plan, "pdf")
        convert(tasks, "xls")
        for made in (plan.with_suffix(".pdf"), tasks.with_suffix(".xls")):
            (FILES / made.name).write_bytes(made.read_bytes())


if __name__ == "__main__":
    write_files()
