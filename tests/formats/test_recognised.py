"""Pages that are pictures: read by recognition where the extra is installed, refused in words where it is not."""

import fcntl
import struct
import subprocess
import sys
import zlib
from base64 import b64decode
from pathlib import Path

import msgspec
import openpyxl
import pytest
from click.testing import CliRunner
from formats.pictured import FACTS, FILES, TABLE_FACTS
from formats.printed import Page, printed
from msgspec import UNSET
from msgspec.structs import replace

from graph.cli import main
from graph.model import Basis, Facts, InputError, Ocr
from loaders.doubts import DOUBTFUL
from loaders.formats.files import find_files, read_bytes
from loaders.formats.paged.legibility import UnreadablePageError
from loaders.formats.recognised import installed, kept, recogniser
from loaders.formats.recognised.kept import Kept
from loaders.formats.recognised.picture import MAX_PIXELS, page_of_image, pictures_in
from loaders.formats.recognised.recogniser import Recogniser
from loaders.formats.recognised.sheet import MIN_CONFIDENCE, ReadLine, Sheet
from loaders.pipeline import read_document
from loaders.reading import read_plans

PNG, TIFF = FILES / "scan.png", FILES / "scan.tif"


@pytest.fixture(scope="module")
def plan(recognised_once: Path) -> Facts:
    with recognised_once.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        [facts] = read_plans([PNG])
    return facts


@pytest.fixture(scope="module")
def notice(recognised_once: Path) -> Facts:
    with recognised_once.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        [facts] = read_plans([TIFF])
    return facts


def _duties(facts: Facts) -> list[tuple[str, str]]:
    return [(str(duty.role), duty.agency) for measure in facts.measures for duty in measure.duties]


def test_a_scan_with_a_red_head_and_a_seal_is_read(plan: Facts) -> None:
    assert _duties(plan) == FACTS
    about = plan.plan
    assert (about.issuer, about.document_number, about.date) == (
        "青岚市人民政府办公室",
        "青政办发〔2025〕12号",
        "2025-03-18",
    )


def test_the_pages_of_a_tiff_are_read_the_table_on_its_side_cell_by_cell(notice: Facts) -> None:
    assert _duties(notice) == TABLE_FACTS


def test_facts_say_that_they_were_recognised_how_surely_and_where(plan: Facts, notice: Facts) -> None:
    for facts in (plan, notice):
        for measure in facts.measures:
            for duty in measure.duties:
                assert duty.basis is Basis.OCR
                assert duty.evidence.ocr is not UNSET
                assert 0 < duty.evidence.ocr <= 1
    place = plan.measures[0].duties[0].evidence.place
    assert place is not None
    assert place.page == 1
    assert place.box is not None
    # The first annotation stands in the upper half of a page of 595 by 620 points.
    left, bottom, right, top = place.box
    assert 60 < left < right < 540
    assert 360 < bottom < top < 400


def test_the_place_on_a_page_that_lies_on_its_side_is_that_in_the_file(notice: Facts) -> None:
    place = notice.measures[1].duties[0].evidence.place
    assert place is not None
    assert place.page == 2
    assert place.box is not None
    left, bottom, right, top = place.box
    # On its side a line is higher than wide.
    assert top - bottom > right - left
    assert 0 <= left < right <= 300
    assert 0 <= bottom < top <= 595


def test_a_recognised_plan_says_so_and_names_its_doubtful_lines(notice: Facts) -> None:
    said = [finding for finding in notice.diagnostics if finding.code == "recognised"]
    assert ["pages 1-2" in finding.message for finding in said] == [True]


def test_only_a_doubtful_line_shows_its_picture(plan: Facts, notice: Facts) -> None:
    for facts in (plan, notice):
        for finding in facts.diagnostics:
            assert (finding.picture is not UNSET) is (finding.code == "doubtful-line")
            if finding.picture is not UNSET:
                picture = b64decode(finding.picture)
                assert picture.startswith(b"\x89PNG")
                assert len(picture) < 8_000


def test_a_report_shows_the_pictures_of_doubtful_lines_and_the_plans_that_were_recognised(
    notice: Facts, tmp_path: Path
) -> None:
    run, graph, found = CliRunner(), str(tmp_path / "city.lbug"), tmp_path / "found.json"
    assert run.invoke(main, ["load", str(TIFF), "--graph", graph]).exit_code == 0
    shown = replace(notice.diagnostics[0], code="doubtful-line", picture="UE5H")
    found.write_bytes(msgspec.json.encode([shown]))
    page, ledger = tmp_path / "report.html", tmp_path / "ledger.xlsx"
    assert (
        run.invoke(
            main,
            ["report", "--graph", graph, "--check", str(found), "-o", str(page), "--language", "zh"],
        ).exit_code
        == 0
    )
    html = page.read_text("utf-8")
    assert '<img alt="" src="data:image/png;base64,UE5H">' in html
    assert "白石县优化口岸服务工作方案 <small>（按识别）</small>" in html
    assert run.invoke(main, ["ledger", "--graph", graph, "-o", str(ledger)]).exit_code == 0
    sheets = openpyxl.load_workbook(ledger).worksheets
    cells = {str(cell) for sheet in sheets for row in sheet.values for cell in row}
    assert "白石县优化口岸服务工作方案（按识别）" in cells


def test_a_file_that_was_recognised_before_is_not_recognised_again(
    plan: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def started(_: str) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(recogniser, "Child", started)
    [document] = read_bytes(PNG.read_bytes(), "scan.png")
    [facts] = read_document(document)
    assert _duties(facts) == _duties(plan)


@pytest.mark.parametrize(
    ("ocr", "there", "says"),
    [
        pytest.param(Ocr.AUTO, False, r"pip install 'qiantou\[ocr\]'", id="not installed"),
        pytest.param(Ocr.NEVER, True, "--ocr auto", id="not wanted"),
    ],
)
@pytest.mark.parametrize("kind", ["image", "pdf"])
def test_what_is_not_recognised_is_refused_with_what_to_do(
    ocr: Ocr, there: bool, says: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from loaders.formats.dispatch import read_as
    from loaders.formats.kinds import format_of

    monkeypatch.setattr(recogniser, "is_installed", lambda: there)
    data = PNG.read_bytes() if kind == "image" else printed(Page().picture(0, 0, 600, 800))
    with pytest.raises(InputError, match=says):
        read_as(format_of(data, "plan"), data, "plan", pytest.fail, Recogniser(ocr))


def test_the_commands_say_what_was_recognised(
    plan: Facts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert plan
    run = CliRunner()
    for command in (["extract", str(PNG)], ["check", str(PNG), "--fail-on", "never"]):
        done = run.invoke(main, command)
        assert done.exit_code == 0
        assert "characters recognised on page 1 with a mean confidence of" in done.output
    graph = str(tmp_path / "city.lbug")
    loaded = run.invoke(main, ["load", str(PNG), "--graph", graph])
    assert loaded.exit_code == 0
    assert "scan.png:1:1 (page 1): characters recognised on page 1" in loaded.stderr
    who = run.invoke(main, ["who", "市教育局", "--graph", graph, "--language", "zh"])
    assert "识别" in who.output
    monkeypatch.setenv("QIANTOU_OCR", "never")
    for command in (["extract"], ["check"], ["load", "--graph", graph]):
        refused = run.invoke(main, [*command, str(PNG)])
        assert refused.exit_code == 1
        assert "a picture; --ocr auto recognises it" in refused.stderr


def test_no_part_of_the_extra_is_imported_before_a_page_needs_it(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("青岚市行动方案\n一、招商。（市商务局负责）", "utf-8")
    script = (
        "import sys\nfrom pathlib import Path\nfrom loaders.formats.files import read_documents\n"
        "from loaders.reading import read_plans\n"
        "assert list(read_documents(Path(sys.argv[1])))\n"
        "assert list(read_plans([Path(sys.argv[1])]))\n"
        "print(sorted({'rapidocr', 'onnxruntime', 'cv2', 'PIL', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "plan.txt")], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_pictures_in_a_folder_are_plans_only_where_they_can_be_read(tmp_path: Path) -> None:
    for name in ("a.txt", "b.png", "c.JPG", "d.tiff"):
        (tmp_path / name).write_bytes(bytes(10_000))
    (tmp_path / "icon.png").write_bytes(bytes(100))
    skipped: list[str] = []
    assert [path.name for path in find_files([tmp_path])] == ["a.txt"]
    found = find_files([tmp_path], images=True, on_skip=skipped.append)
    assert [path.name for path in found] == ["a.txt", "b.png", "c.JPG", "d.tiff"]
    assert skipped == [f"{tmp_path}/icon.png: a picture too small for a page of a plan"]


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    head = width.to_bytes(4) + height.to_bytes(4) + bytes([1, 0, 0, 0, 0])
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(100)))
        + chunk(b"IEND", b"")
    )


def _tiff(pages: int) -> bytes:
    """Pages of one pixel, all the same."""
    tags = [
        (256, 3, 1),
        (257, 3, 1),
        (258, 3, 1),
        (259, 3, 1),
        (262, 3, 1),
        (273, 4, 8),
        (278, 3, 1),
        (279, 4, 1),
    ]
    entries = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
    length = 2 + len(entries) + 4
    parts = [b"II*\0", struct.pack("<I", 10), b"\0\0"]
    for page in range(1, pages + 1):
        after = 10 + page * length if page < pages else 0
        parts += [struct.pack("<H", len(tags)), entries, struct.pack("<I", after)]
    return b"".join(parts)


def test_a_picture_of_more_pixels_than_any_page_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(UnreadablePageError, match=r"100,000 × 100,000 pixels, at most .* scan it anew"):
        page_of_image(_png(100_000, 100_000), 1)
    assert MAX_PIXELS < 10**9


def test_a_damaged_picture_is_named() -> None:
    with pytest.raises(InputError, match=r"plan\.png: a damaged picture"):
        pictures_in(b"\x89PNG\r\n\x1a\n\0", "plan.png")
    with pytest.raises(UnreadablePageError, match="a damaged picture"):
        page_of_image(PNG.read_bytes()[:3000], 1)


def test_a_tiff_of_too_many_pages_is_refused() -> None:
    with pytest.raises(InputError, match="10,000 pages; at most 3,000 are read, split the file"):
        list(read_bytes(_tiff(10_000), "plan.tif"))


def _sheet(text: str, sure: float, **changes: object) -> Sheet:
    middles = tuple(100.0 + 16 * number for number in range(len(text)))
    box = (92.0, 700.0, 92.0 + 16 * len(text), 716.0)
    line = ReadLine(text, (sure,) * len(text), middles, box)
    about = {
        "turns": 0,
        "lean": 0.0,
        "width": 595.0,
        "height": 842.0,
        "left": 0.0,
        "bottom": 0.0,
        "rules": (),
    }
    return Sheet(**{**about, **changes}, lines=(line,))  # type: ignore[arg-type]


@pytest.mark.parametrize("sure", [MIN_CONFIDENCE - 0.01, 0.1])
def test_a_page_that_is_too_unsure_is_refused(sure: float) -> None:
    with pytest.raises(
        UnreadablePageError, match=rf"a confidence of {sure:.2f} only, below {MIN_CONFIDENCE}"
    ):
        _sheet("市科技局", sure).drawn()


def test_a_page_without_characters_is_refused() -> None:
    with pytest.raises(UnreadablePageError, match="no text was recognised"):
        Sheet(0, 0.0, 595.0, 842.0, 0.0, 0.0, (), ()).drawn()


@pytest.mark.parametrize(
    ("turns", "inside"), [(0, (92, 700)), (1, (-750, 92)), (2, (-503, -142)), (3, (92, -503))]
)
def test_a_sheet_stands_where_a_printed_page_so_turned_does(turns: int, inside: tuple[float, float]) -> None:
    drawn = _sheet("市科技局", 0.99, turns=turns).drawn()
    left, bottom, right, top = drawn.box
    assert (right - left, top - bottom) == (595.0, 842.0)
    for glyph in drawn.glyphs:
        assert left <= glyph.left < glyph.right <= right
        assert bottom <= glyph.bottom < glyph.top <= top
    assert inside


def test_brackets_share_their_confidence_between_their_widths() -> None:
    glyphs = _sheet("（市", 0.76).drawn().glyphs
    assert [glyph.sure for glyph in glyphs] == [1.0, 0.76]
    assert DOUBTFUL > 0.76


def test_what_is_kept_is_found_by_content_limited_and_safe_to_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(kept.FOLDER_VARIABLE, str(tmp_path))
    (tmp_path / "mine.txt").write_text("kept")
    sheets = Kept()
    sheet = _sheet("市科技局", 0.9)
    sheets.put("a" * 64, 1, sheet)
    assert sheets.get("a" * 64, 1) == sheet
    assert sheets.get("a" * 64, 2) is None
    [file] = [path for path in tmp_path.rglob("*-1") if path.is_file()]
    file.write_bytes(b"\xff")
    assert sheets.get("a" * 64, 1) is None
    monkeypatch.setattr(kept, "MAX_BYTES", 0)
    Kept().put("b" * 64, 1, sheet)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["mine.txt"]
    monkeypatch.setenv(kept.FOLDER_VARIABLE, "")
    Kept().put("c" * 64, 1, sheet)
    assert Kept().get("c" * 64, 1) is None


def test_the_extra_is_looked_for_without_importing_it() -> None:
    assert installed.is_installed()
