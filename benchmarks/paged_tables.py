"""Whether a task table printed by LibreOffice gives the facts of its Word document, by width of its columns.

    python benchmarks/paged_tables.py [--rows 60 150] [--keep FOLDER] [--only NAME]

Every form is written as docx, printed as PDF by one run of LibreOffice, and both are read. A figure is the F1 of
(row, task, role, name) of the PDF against the docx; beside it stand how many rows were said to be unsure.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from formats.divided import Form, docx

from graph.model import InputError
from loaders.formats.files import read_documents
from loaders.pipeline import read_document

WIDTHS = (1.5, 2.0, 2.5, 3.0, 3.5)
KINDS = {
    "ruled": Form(),
    "ruled, centred": Form(centred=True),
    "ruled, one name a line": Form(one_a_line=True),
    "ruled, one a line, centred": Form(one_a_line=True, centred=True),
    "ruled, commas": Form(comma="，"),
    "ruled, narrow numbers": Form(number=0.75),
    "ruled, 12 points": Form(size=12),
    "ruled, heads repeated": Form(repeated=True),
    "ruled, rows whole": Form(repeated=True, whole_rows=True),
    "ruled, merged over 4 rows": Form(merged=4),
    "ruled, merged, centred": Form(merged=4, centred=True, repeated=True),
    "ruled, 8 columns": Form(columns=8, merged=3, size=9),
    "no rules": Form(ruled=False),
    "no rules, heads repeated": Form(ruled=False, repeated=True),
    "no rules, centred": Form(ruled=False, centred=True),
    "no rules, one name a line": Form(ruled=False, one_a_line=True),
    "no rules, 8 columns": Form(ruled=False, columns=8, size=9),
    "ruled, no numbers": Form(numbered=False),
    "no rules, no numbers": Form(ruled=False, numbered=False),
    "no rules or numbers, a line": Form(ruled=False, numbered=False, one_a_line=True),
    "no rules or numbers, 8": Form(ruled=False, numbered=False, columns=8, size=9),
    "no rules or numbers, centred": Form(ruled=False, numbered=False, centred=True),
}


def forms(rows: list[int]) -> dict[str, Form]:
    """Every form by the name of its file."""
    found = {}
    for count in rows:
        for name, kind in KINDS.items():
            for landscape in (False, True):
                for width in WIDTHS:
                    side = "landscape" if landscape else "portrait"
                    key = f"{name}|{count}|{side}|{width}"
                    found[key] = replace(kind, rows=count, landscape=landscape, body=width)
    return found


def facts(path: Path) -> tuple[Counter[tuple[str, ...]], int, list[str]]:
    """What a file says, how many of its rows are unsure, and in which words that is told."""
    said: Counter[tuple[str, ...]] = Counter()
    told: list[str] = []
    errors: list[InputError] = []
    for document in read_documents(path, on_error=errors.append):
        for plan in read_document(document):
            for measure in plan.measures:
                said[measure.path, "task", measure.text] += 1
                said[measure.path, "time", *(deadline.text for deadline in measure.deadlines)] += 1
                for duty in measure.duties:
                    said[measure.path, duty.role.value, duty.agency] += 1
            told += [f"{found.place} {found.message}: {found.excerpt}" for found in plan.diagnostics]
    return said, len(told), told + [str(error) for error in errors]


def f1(found: Counter[tuple[str, ...]], wanted: Counter[tuple[str, ...]]) -> float:
    """The harmonic mean of precision and recall."""
    right = (found & wanted).total()
    return 2 * right / max(1, found.total() + wanted.total())


def main() -> None:
    """Print a line a form."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, nargs="+", default=[60, 150])
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--differences", action="store_true")
    given = parser.parse_args()
    folder = given.keep or Path(tempfile.mkdtemp(prefix="qiantou-"))
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {name: form for name, form in forms(given.rows).items() if given.only in name}
    names = {name: name.replace("|", "-").replace(", ", "_").replace(" ", "_") for name in wanted}
    missing = []
    for name, form in wanted.items():
        path = folder / f"{names[name]}.docx"
        data = docx(form)
        if not path.is_file() or path.read_bytes() != data or not path.with_suffix(".pdf").is_file():
            path.write_bytes(data)
            missing.append(path)
    if missing:
        profile = (folder / "profile").as_uri()
        program = shutil.which("soffice") or "soffice"
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
        subprocess.run(
            [*command, "--outdir", str(folder), *map(str, missing)], check=True, capture_output=True
        )
    table: dict[str, list[str]] = {}
    for name in wanted:
        path = folder / f"{names[name]}.docx"
        reference, _, _ = facts(path)
        begin = time.process_time()
        found, unsure, told = facts(path.with_suffix(".pdf"))
        seconds = time.process_time() - begin
        kind, count, side, _ = name.split("|")
        score = f1(found, reference)
        mark = f"{score:.3f}" + (f" ({unsure})" if unsure else "")
        table.setdefault(f"{kind:28} {count:>4} {side:9}", []).append(f"{mark:>12}")
        if given.differences:
            print(name, mark, f"{seconds:.2f} s")
            for label, items in (("lost", reference - found), ("wrong", found - reference)):
                for item in sorted(items)[:12]:
                    print("   ", label, *item)
            for line in told[:12]:
                print("    told", line[:200])
    print(f"{'':43}" + "".join(f"{width:>9} cm" for width in WIDTHS))
    for label, marks in table.items():
        print(label, *marks, sep="")
    if given.keep is None:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
