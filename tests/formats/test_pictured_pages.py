"""Which pages are given to recognition, and pictures of whole pages inside Word documents, OFD and PDF."""

import fcntl
import io
import zipfile
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import PIL.Image
import pypdfium2
import pytest
from formats.inked import InkedPage, inked
from formats.invented import docx_of, paragraph
from formats.pictured import FACTS, FILES
from formats.printed import Page, printed

from graph.model import InputError, Severity
from loaders.document import Cell, Document, PlacedSpan, RecognisedSpan, TableSpan
from loaders.formats.files import read_bytes
from loaders.formats.paged.legibility import UnreadablePageError
from loaders.formats.paged.page import Drawn
from loaders.formats.paged.pdf import read_pdf
from loaders.formats.recognised.sheet import ReadLine, Sheet
from loaders.pipeline import read_document

PNG = FILES / "scan.png"
TEXT = ("一、推进重点项目建设，完善工作机制，加强组织领导。", "（市科技局负责）")
LONG = [f"第{sign}条 推进重点项目建设，完善工作机制，加强组织领导。" for sign in "一二三四五六"]
NOISE = ["惟逗重燕颂曰逮设亠兀善工炸机刮茄弪姐纵锑导"] * 8


class Recognition:
    """Recognises a line on every page, or nothing where it has none; `asked` are the pages it was given."""

    hint = "what to do"

    def __init__(self, line: str, *, always: bool = False, ahead: int = 2) -> None:
        self.line = line
        self.always = always
        self.ahead = ahead
        self.asked: list[int] = []
        self.told: list[tuple[int, int]] = []

    @property
    def begin(self) -> "Callable[[int], Future[Drawn]]":
        return self._begin

    def _begin(self, number: int) -> "Future[Drawn]":
        self.asked.append(number)
        future: Future[Drawn] = Future()
        if not self.line:
            future.set_exception(UnreadablePageError("nothing is seen"))
            return future
        middles = tuple(100.0 + 16 * place for place in range(len(self.line)))
        line = ReadLine(
            self.line, (0.99,) * len(self.line), middles, (92.0, 700.0, 92.0 + 16 * len(self.line), 716.0)
        )
        future.set_result(Sheet(0, 0.0, 600.0, 800.0, 0.0, 0.0, (line,), ()).drawn())
        return future

    def done(self, number: int, count: int) -> None:
        self.told.append((number, count))


PAGES = (
    Page().lines(*TEXT),
    Page().picture(0, 0, 600, 800),
    Page().picture(0, 0, 600, 800).lines(*LONG),
    Page().picture(0, 0, 600, 800).lines(*NOISE),
    Page().picture(0, 0, 600, 800).text(290, 40, "— 5 —"),
)


@pytest.mark.parametrize("ahead", [1, 2, 9])
def test_pages_without_usable_text_are_recognised_and_no_others(ahead: int) -> None:
    recognition = Recognition("（市教育局负责）", ahead=ahead)
    document = read_pdf(printed(*PAGES), "plan.pdf", recognition=recognition)
    assert recognition.asked == [2, 4, 5]
    assert recognition.told == [(2, 5), (4, 5), (5, 5)]
    assert [span.place.page for span in document.recognised] == [2, 4, 5]
    assert [document.text[span.start : span.end] for span in document.recognised] == ["（市教育局负责）"] * 3
    assert LONG[0].replace(" ", "") in document.text.replace(" ", "")
    assert NOISE[0] not in document.text


def test_all_pages_are_recognised_where_that_is_asked_for() -> None:
    recognition = Recognition("（市教育局负责）", always=True)
    document = read_pdf(printed(*PAGES), "plan.pdf", recognition=recognition)
    assert recognition.asked == [1, 2, 3, 4, 5]
    assert TEXT[1] not in document.text


def test_where_nothing_is_recognised_what_the_page_has_is_read() -> None:
    errors: list[InputError] = []
    document = read_pdf(printed(*PAGES), "plan.pdf", recognition=Recognition(""), on_error=errors.append)
    assert [str(error) for error in errors] == ["plan.pdf: page 2, 5: nothing is seen"]
    assert NOISE[0] in document.text
    assert [(page.page, page.why) for page in document.unrecognised] == [(4, "nothing is seen")]


def test_where_nothing_may_be_recognised_it_is_said_what_to_do() -> None:
    errors: list[InputError] = []
    recognition = Recognition("（市教育局负责）", ahead=0)
    read_pdf(printed(*PAGES), "plan.pdf", recognition=recognition, on_error=errors.append)
    assert recognition.asked == []
    assert [str(error) for error in errors] == [
        "plan.pdf: page 2, 5: a picture without text (a scan); what to do"
    ]


@pytest.mark.parametrize("recognition", [None, Recognition("", ahead=0), Recognition("")])
def test_poor_text_under_a_picture_is_not_read_in_silence(recognition: Recognition | None) -> None:
    pages = (
        Page().lines("青岚市行动方案", *TEXT),
        Page().picture(0, 0, 600, 800).lines(*NOISE, "（市教育局负责）"),
        Page().picture(0, 0, 600, 800).lines(*LONG),
    )
    document = read_pdf(printed(*pages), "plan.pdf", recognition=recognition)
    [facts] = read_document(document)
    [found] = [found for found in facts.diagnostics if found.code == "poor-text"]
    assert found.severity is Severity.WARNING
    assert found.message.startswith("page 2 is a picture, and of the text that lies under it few words")
    why = (
        "few words are Chinese" if recognition is None else "what to do" if not recognition.ahead else "seen"
    )
    assert found.message.endswith(why)
    assert document.text[found.start : found.end].split("\n")[0].strip() == NOISE[0]


def _with_parts(package: bytes, parts: dict[str, bytes], changes: dict[str, tuple[str, str]]) -> bytes:
    """A package with further parts, and with words replaced in those it has."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name in changes:
                before, after = changes[name]
                assert before.encode() in content
                content = content.replace(before.encode(), after.encode())
            new.writestr(name, content)
        for name, part in parts.items():
            new.writestr(name, part)
    return out.getvalue()


def _docx() -> bytes:
    picture = (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<wp:extent cx="5600000" cy="8000000"/><a:graphic><a:graphicData uri="a/picture"><a:blip r:embed="rId9"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    relation = '<Relationship Id="rId9" Type="image" Target="media/image1.png"/></Relationships>'
    return _with_parts(
        docx_of(paragraph("附件") + picture),
        {"word/media/image1.png": PNG.read_bytes()},
        {"word/_rels/document.xml.rels": ("</Relationships>", relation)},
    )


def _ofd() -> bytes:
    resources = (
        '<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016" BaseLoc="Res"><ofd:MultiMedias>'
        '<ofd:MultiMedia ID="9" Type="Image"><ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia>'
        "</ofd:MultiMedias></ofd:Res>"
    )
    return _with_parts(
        inked(InkedPage().picture(0, 0, 600, 800)),
        {"Doc_0/DocumentRes.xml": resources.encode(), "Doc_0/Res/a.png": PNG.read_bytes()},
        {
            "Doc_0/Document.xml": (
                "</ofd:CommonData>",
                "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData>",
            )
        },
    )


def _pdf() -> bytes:
    """The picture as the second page of a file, behind one with text, and upside down as its viewer shows it."""
    page = io.BytesIO()
    PIL.Image.open(PNG).convert("RGB").save(page, "PDF", resolution=150)
    document = pypdfium2.PdfDocument(printed(Page().lines("青岚市文件汇编")))
    document.import_pages(pypdfium2.PdfDocument(page.getvalue()))
    document[1].set_rotation(180)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("name", ["docx", "ofd", "pdf"])
def test_the_picture_of_a_page_inside_a_file_is_read_as_the_page(name: str, recognised_once: Path) -> None:
    errors: list[InputError] = []
    data = {"docx": _docx, "ofd": _ofd, "pdf": _pdf}[name]()
    with recognised_once.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        [document] = read_bytes(data, f"plan.{name}", on_error=errors.append)
    assert errors == []
    found = [
        (str(duty.role), duty.agency)
        for facts in read_document(document)
        for measure in facts.measures
        for duty in measure.duties
    ]
    assert found == FACTS
    if name == "docx":
        assert document.text.startswith("附件\n")
    if name == "pdf":
        span = next(
            span for span in document.recognised if "市总工会" in document.text[span.start : span.end]
        )
        assert span.place.page == 2
        assert span.place.box is not None
        # As it lies in the file the page is upright.
        assert span.place.box[:2] == pytest.approx((72, 203), abs=6)


def test_a_document_behind_another_keeps_its_offsets() -> None:
    from graph.model import Place

    place = Place(page=1)
    table = TableSpan(start=0, end=4, rows=((Cell(start=0, end=1), Cell(start=2, end=3)),))
    other = Document(
        source="b",
        text="甲\t乙\n丙",
        tables=(table,),
        places=(PlacedSpan(start=4, end=5, place=place),),
        unsure=(2,),
        recognised=(RecognisedSpan(start=4, end=5, sure=(0.9,), place=place),),
    )
    both = Document(source="a", text="前文").followed_by(other)
    assert both.text == "前文\n甲\t乙\n丙"
    cell = both.tables[0].rows[0][1]
    assert both.text[cell.start : cell.end] == "乙"
    assert both.place(7) == place
    assert both.evidence(7, 8).ocr == 0.9
    assert both.unsure == (5,)
