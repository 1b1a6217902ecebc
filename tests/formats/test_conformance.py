"""One plan, every format: the same facts as from its plain text, and the same rows from its table."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import chromium_location
from formats import invented
from formats.inked import InkedPage, inked

from graph.model import Facts, QiantouError
from loaders.document import Cell, Document
from loaders.formats.files import read_bytes, read_documents
from loaders.pipeline import read_document
from loaders.reading import read_plans
from loaders.tasks.tables import task_tables

FILES = Path(__file__).parent / "files"
_WIDTHS = str.maketrans("（），：；．", "(),:;.")


def _solid(text: str) -> str:
    return re.sub(r"\s", "", text).translate(_WIDTHS)


def _facts(document: Document) -> list[tuple[object, ...]]:
    """What must not depend on the format: everything but white space, widths and offsets."""
    return [
        (
            measure.path,
            _solid(measure.heading),
            _solid(measure.duty),
            tuple((duty.role, duty.agency, duty.basis) for duty in measure.duties),
            tuple(zone.name for zone in measure.zones),
            tuple(chain.name for chain in measure.chains),
            tuple(_solid(deadline.text) for deadline in measure.deadlines),
        )
        for facts in read_document(document)
        for measure in facts.measures
    ]


def _plan_facts(document: Document) -> list[tuple[str, str, str]]:
    plans: list[Facts] = list(read_document(document))
    return [
        (_solid(facts.plan.title), facts.plan.jurisdiction, facts.plan.document_number) for facts in plans
    ]


def _one(data: bytes, name: str) -> Document:
    [document] = read_bytes(data, name)
    return document


def _quotes_itself(document: Document) -> None:
    for facts in read_document(document):
        for measure in facts.measures:
            quoted = document.text[measure.duty_start : measure.duty_end]
            assert _solid(quoted) == _solid(measure.duty)
            for duty in measure.duties:
                evidence = duty.evidence
                assert document.text[evidence.start : evidence.end] == evidence.text


def _ofd() -> bytes:
    """The plan as an OFD file: its lines broken over pages, the annex's table on its own."""
    lines = [
        (paragraph[at : at + 32], at == 0 and paragraph.startswith("\u3000"))
        for paragraph in invented.text().splitlines()
        for at in range(0, len(paragraph), 32)
    ]
    pages = []
    for number, first in enumerate(range(0, len(lines), 12), 1):
        page = InkedPage().text(290, 40, f"— {number} —")
        for row, (line, indented) in enumerate(lines[first : first + 12]):
            page.text(96 if indented else 72, 700 - 20 * row, line.strip("\u3000"))
        pages.append(page)
    annex = InkedPage().text(72, 700, invented.TABLE_TITLE)
    xs = (30, 66, 170, 270, 430, 580)
    for row, cells in enumerate(invented.grid()[1:]):
        top, spans = 680 - 32 * row, len(set(cells)) == 2
        annex.rule(xs[0], top, xs[-1], top).rule(xs[0], top - 32, xs[-1], top - 32)
        for x in (xs[0], xs[-1]) if spans else xs:
            annex.rule(x, top, x, top - 32)
        for x, cell in zip(xs, cells, strict=False):
            for line, words in enumerate(
                cell.replace("、临", "、\n临").replace("、市", "、\n市").split("\n")
            ):
                annex.text(x + 4, top - 14 - 14 * line, words)
    return inked(*pages, annex)


REFERENCE = _facts(_one(invented.text().encode(), "plan.txt"))

FORMS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "hard-wrapped text": ("plan.txt", lambda: invented.hard_wrapped().encode()),
    "text broken every 13 characters": ("plan.txt", lambda: invented.hard_wrapped(13).encode()),
    "GB18030": ("plan.txt", lambda: invented.text().encode("gb18030")),
    "UTF-16": ("plan.txt", lambda: invented.text().encode("utf-16")),
    "line ends of DOS": ("plan.txt", lambda: invented.text().replace("\n", "\r\n").encode()),
    "Markdown": ("plan.md", lambda: invented.markdown().encode()),
    "HTML with the site around it": ("plan.html", lambda: invented.html().encode()),
    "HTML in GBK": ("plan.html", lambda: invented.html().replace("utf-8", "gb2312").encode("gb18030")),
    "HTML named as a Word document": ("plan.doc", lambda: invented.html().encode()),
    "Word with computed numbers": ("plan.docx", invented.docx),
    "PDF": ("plan.pdf", lambda: (FILES / "plan.pdf").read_bytes()),
    "OFD": ("plan.ofd", _ofd),
}


def test_the_reference_is_what_the_plan_says() -> None:
    assert [(fact[0], len(fact[3])) for fact in REFERENCE] == [  # type: ignore[arg-type]
        ("一/(一)", 3),
        ("一/(二)/1", 3),
        ("一/(二)/2", 2),
        ("二/(一)", 2),
        ("二/(二)", 2),
        ("三/(一)", 1),
    ]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_facts(form: str) -> None:
    name, render = FORMS[form]
    document = _one(render(), name)
    assert _facts(document)[: len(REFERENCE)] == REFERENCE
    assert len(_facts(document)) == len(REFERENCE) + len(document.tables and ROWS)
    assert _plan_facts(document) == [(invented.TITLE, "临江市", invented.NUMBER)]
    _quotes_itself(document)


@pytest.mark.office
@pytest.mark.parametrize("ending", ["doc", "odt", "rtf"])
def test_older_office_formats_give_the_same_facts(ending: str, tmp_path: Path) -> None:
    # LibreOffice writes a question mark for the sign behind a number into an RTF file.
    (tmp_path / "plan.docx").write_bytes(invented.docx(with_table=True, computed=ending != "rtf"))
    convert(tmp_path / "plan.docx", "odt" if ending == "doc" else ending)
    if ending == "doc":
        # LibreOffice loses the tables of a docx when it writes .doc at once.
        convert(tmp_path / "plan.odt", "doc")
    [document] = read_documents(tmp_path / f"plan.{ending}")
    assert _facts(document)[: len(REFERENCE)] == REFERENCE
    assert rows_of(document) == ROWS
    # A reader has less time and memory than an office needs.
    errors: list[QiantouError] = []
    [facts] = read_plans([tmp_path / f"plan.{ending}"], on_error=errors.append)
    assert (len(facts.measures), errors) == (len(_facts(document)), [])


@pytest.mark.browser
def test_a_page_printed_by_a_browser_gives_the_same_facts(tmp_path: Path) -> None:
    (tmp_path / "plan.html").write_text(
        "<meta charset=utf-8><style>@page { size: A5 }</style>"
        + "".join(f"<p style='text-indent:2em'>{line.strip()}</p>" for line in invented.text().splitlines())
        + invented.html_table(" border=1 style='border-collapse:collapse'"),
        "utf-8",
    )
    # With headers and footers: the date, the title, the address and the page's number stand on each page.
    subprocess.run(
        [
            *(chromium_location(), "--headless", "--no-sandbox", "--disable-gpu"),
            *(f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={tmp_path / 'plan.pdf'}"),
            (tmp_path / "plan.html").as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=60,
    )
    [document] = read_documents(tmp_path / "plan.pdf")
    assert _facts(document)[: len(REFERENCE)] == REFERENCE
    assert rows_of(document) == ROWS
    assert "plan.html" not in document.text


def convert(path: Path, ending: str) -> None:
    """Convert a file beside itself, by LibreOffice with a profile of its own."""
    profile = (path.parent / "profile").as_uri()
    subprocess.run(
        [
            *(shutil.which("soffice") or "soffice", f"-env:UserInstallation={profile}", "--headless"),
            *("--convert-to", ending, "--outdir", str(path.parent), str(path)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )


def rows_of(document: Document) -> list[tuple[object, ...]]:
    """The rows of the document's only task table, as words."""

    def words(cell: Cell | None) -> str:
        return "" if cell is None else re.sub(r"\s", "", document.text[cell.start : cell.end])

    [table] = task_tables(document)
    return [
        (
            tuple(map(words, row.sections)),
            words(row.number),
            tuple(map(words, row.tasks)),
            tuple((role.role.value, words(role.names)) for role in row.roles),
            words(row.deadline),
        )
        for row in table.rows
    ]


ROWS = [
    (("一、创新引领",), "1", ("建设中试基地",), (("leads", "市科技局"), ("supports", "市财政局、临江高新区管委会")), "2025年底前"),
    (("一、创新引领",), "2", ("发布需求清单",), (("leads", "市科技局"), ("supports", "市工业和信息化局、市教育局")), "每季度"),
    (("一、创新引领",), "3", ("发布需求清单",), (("leads", "市市场监管局"), ("supports", "市税务局")), "2024年12月底前"),
]  # fmt: skip

TABLE_FORMS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "xlsx with merged cells": ("tasks.xlsx", invented.xlsx),
    "xls": ("tasks.xls", lambda: (FILES / "tasks.xls").read_bytes()),
    "csv": ("tasks.csv", lambda: invented.csv().encode("utf-8-sig")),
    "csv in GBK": ("tasks.csv", lambda: invented.csv().encode("gb18030")),
    "csv with semicolons": ("tasks.csv", lambda: invented.csv().replace('","', '";"').encode()),
    "tab-separated": ("tasks.tsv", lambda: invented.csv().replace('","', '"\t"').encode()),
    "Markdown": ("tasks.md", lambda: invented.markdown_table().encode()),
    "text copied from a sheet": (
        "tasks.txt",
        lambda: "\n".join("\t".join(row) for row in invented.grid()).encode(),
    ),
    "HTML": ("tasks.html", lambda: f"<html><meta charset=utf-8><body>{invented.html_table()}".encode()),
    "Word": ("tasks.docx", lambda: invented.docx(with_table=True)),
    "PDF": ("plan.pdf", lambda: (FILES / "plan.pdf").read_bytes()),
    "OFD": ("plan.ofd", _ofd),
}


@pytest.mark.parametrize("form", TABLE_FORMS)
def test_every_form_gives_the_same_table(form: str) -> None:
    name, render = TABLE_FORMS[form]
    assert rows_of(_one(render(), name)) == ROWS


@pytest.mark.parametrize("form", TABLE_FORMS)
def test_rows_of_a_table_have_cells_of_equal_number_within_it(form: str) -> None:
    name, render = TABLE_FORMS[form]
    for table in _one(render(), name).tables:
        assert len({len(row) for row in table.rows}) == 1
        assert all(table.start <= cell.start <= cell.end <= table.end for row in table.rows for cell in row)


def test_places_name_page_and_box_or_sheet_and_cell() -> None:
    printed = _one((FILES / "plan.pdf").read_bytes(), "plan.pdf")
    place = printed.place(printed.text.index("市税务局"))
    assert place is not None
    assert place.page == 1
    assert place.box is not None
    left, bottom, right, top = place.box
    assert 0 < left < right < 600
    assert 0 < bottom < top < 850
    sheet = _one(invented.xlsx(), "tasks.xlsx")
    place = sheet.place(sheet.text.index("市税务局"))
    assert place is not None
    assert (place.sheet, place.cell) == ("任务分工", "D7")
    listed = _one(invented.csv().encode(), "tasks.csv")
    place = listed.place(listed.text.index("市税务局"))
    assert place is not None
    assert place.cell == "D6"
