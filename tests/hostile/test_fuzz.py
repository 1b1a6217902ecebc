"""Whatever a file holds, it becomes a document or a clear error."""

import io
import zipfile

import pytest
from formats import invented
from formats.inked import InkedPage, inked
from formats.test_conformance import FILES
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graph.model import InputError
from loaders.document import Document
from loaders.formats.dispatch import read_as
from loaders.formats.files import read_bytes
from loaders.formats.kinds import FileFormat, format_of
from loaders.pipeline import read_document
from loaders.tasks.tables import task_tables

# What plans are made of, and what breaks readers of them.
_PIECES = st.sampled_from(
    [
        *(
            "（",
            "）",
            "(",
            ")",
            "〔",
            "〕",
            "[",
            "]",
            "【",
            "】",
            "《",
            "》",
            "“",
            "”",
            "：",
            "；",
            "，",
            "。",
            "、",
            "\n",
            "\r\n",
        ),
        *(
            "\t",
            "　",
            "\u202e",
            "\u2066",
            "\u200b",
            "\ufeff",
            "\u2028",
            "\x0b",
            "\x0c",
            "\x1b",
            "\ufffe",
            "𠀀",
            "é",
            "0",
        ),
        *(
            "一、",
            "（一）",
            "1.",
            "①",
            "第一条",
            "附件",
            "牵头单位",
            "责任单位：",
            "配合单位：",
            "市科技局",
            "各县（市、区）人民政府",
        ),
        *(
            "牵头",
            "配合",
            "负责",
            "等",
            "2025年底前",
            "50%",
            "临江高新区",
            "新材料产业链",
            "# ",
            "**",
            "| a | b |",
            "---",
        ),
    ]
)
_TEXTS = st.lists(_PIECES, max_size=60).map("".join)
_quiet = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _holds_together(document: Document) -> None:
    """Every span lies in the text, and every evidence is what stands there."""
    at = 0
    for place in document.places:
        assert at <= place.start < place.end <= len(document.text)
        at = place.end
    for table in document.tables:
        assert len({len(row) for row in table.rows}) == 1
        assert all(table.start <= cell.start <= cell.end <= table.end for row in table.rows for cell in row)
    task_tables(document)
    for facts in read_document(document):
        for measure in facts.measures:
            for duty in measure.duties:
                evidence = duty.evidence
                assert document.text[evidence.start : evidence.end] == evidence.text


def _read(data: bytes, name: str) -> None:
    errors: list[InputError] = []
    try:
        for document in read_bytes(data, name, on_error=errors.append):
            _holds_together(document)
    except InputError as error:
        errors.append(error)
    assert all(name in str(error) for error in errors)


@_quiet
@given(_TEXTS)
@example("（" * 2000 + "市财政局" + "）" * 2000)
@example("（市财政局负责" * 500)
@example("市财政局、" * 2000 + "负责")
def test_any_text_is_read(text: str) -> None:
    _read(text.encode(), "plan.txt")


@_quiet
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.html", "a.csv", "a.docx", "a.md", "a.zip"]))
def test_any_bytes_become_a_document_or_an_error(data: bytes, name: str) -> None:
    _read(data, name)


@_quiet
@given(
    _TEXTS,
    st.sampled_from(["<div>{}</div>", "<p>{}", "<table><tr><td>{}<td>1<tr><td>2", "<pre>{}", "<ol><li>{}"]),
)
def test_any_page_is_read(text: str, frame: str) -> None:
    _read(("<html><meta charset=utf-8>" + frame.format(text)).encode(), "plan.html")


@_quiet
@given(st.lists(st.lists(_TEXTS, max_size=5), max_size=6))
def test_any_table_is_read(rows: list[list[str]]) -> None:
    quoted = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    _read(quoted.encode(), "plan.csv")


_PACKAGES = {
    "plan.docx": invented.docx(with_table=True),
    "plan.ofd": inked(
        InkedPage().text(72, 700, "一、创新引领").text(72, 680, "建设平台。（市科技局负责）"),
        InkedPage().text(72, 700, "附件").into_template().rule(72, 600, 500, 600).rule(72, 500, 500, 500),
    ),
}


@_quiet
@given(
    st.sampled_from(sorted(_PACKAGES)),
    st.integers(0, 10**6),
    st.binary(min_size=1, max_size=8),
    st.booleans(),
)
def test_a_damaged_package_is_read_or_refused(name: str, at: int, noise: bytes, inside: bool) -> None:
    data = bytearray(_PACKAGES[name])
    if inside:
        with zipfile.ZipFile(io.BytesIO(bytes(data))) as file:
            parts = {name: bytearray(file.read(name)) for name in file.namelist()}
        part = parts[sorted(parts)[at % len(parts)]]
        part[at % len(part) : at % len(part) + len(noise)] = noise
        data = bytearray(invented.package({name: bytes(content) for name, content in parts.items()}))
    else:
        data[at % len(data) : at % len(data) + len(noise)] = noise
    _read(bytes(data), name)


_NATIVE = {
    "plan.pdf": (FILES / "plan.pdf").read_bytes(),
    "tasks.xls": (FILES / "tasks.xls").read_bytes(),
    "tasks.xlsx": invented.xlsx(),
}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.integers(0, 10**6),
    st.binary(min_size=1, max_size=8),
    st.sampled_from(["plan.pdf", "tasks.xls", "tasks.xlsx"]),
)
def test_a_damaged_pdf_or_workbook_is_read_or_refused(at: int, noise: bytes, name: str) -> None:
    data = bytearray(_NATIVE[name])
    data[at % len(data) : at % len(data) + len(noise)] = noise
    _read(bytes(data), name)


@pytest.mark.parametrize(
    "kind",
    [
        kind
        for kind in FileFormat
        if kind not in (FileFormat.ARCHIVE, FileFormat.LEGACY_TEXT, FileFormat.LEGACY_SHEETS)
    ],
)
def test_an_empty_file_is_an_error_in_every_format(kind: FileFormat) -> None:
    with pytest.raises(InputError, match="plan"):
        read_as(kind, b"", "plan", lambda _: None)


def test_what_a_file_is_shows_in_its_bytes_not_its_name() -> None:
    assert format_of(invented.docx(), "plan.txt") is FileFormat.DOCX
    assert format_of(invented.xlsx(), "plan.doc") is FileFormat.SHEETS
    assert format_of(invented.html().encode(), "plan.xls") is FileFormat.HTML
    assert format_of(invented.csv().encode(), "plan.csv") is FileFormat.CSV
    assert format_of(b"%PDF-1.7", "plan.docx") is FileFormat.PDF
    assert format_of(invented.package({"plan.txt": "x"}), "plan.docx") is FileFormat.ARCHIVE
