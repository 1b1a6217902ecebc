"""Pictures of the network as SVG, PNG and PDF, and the report on paper, read by libraries that are not ours."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest
from click.testing import CliRunner, Result
from facts import measure, plan
from views.city import HOSTILE, linjiang

from graph.cli import main
from graph.store import open_store

LEADS = [f"市第{number}局" for number in range(1, 46)]
NS = {"svg": "http://www.w3.org/2000/svg"}


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented city's graph."""
    path = tmp_path_factory.mktemp("printing") / "city.lbug"
    with open_store(path) as store:
        store.replace_all(linjiang())
    return path


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph whose matrix and tables take several pages."""
    path = tmp_path_factory.mktemp("printing") / "large.lbug"
    measures = [
        measure(
            str(number),
            leads=[lead],
            supports=[LEADS[(number + place) % 45] for place in range(9)],
            chains=[f"新产业{number}"],
            zones=[f"临江第{number}产业园"],
            deadlines=[f"20{26 + number % 4}年底前"],
        )
        for number, lead in enumerate(LEADS, 1)
    ]
    with open_store(path) as store:
        store.replace_all([plan("临江市", "临江市工作要点", *measures)])
    return path


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def written(*arguments: str) -> None:
    result = run(*arguments, "--language", "zh")
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("kind", ["coordination", "knowledge"])
def test_the_picture_names_every_node_and_draws_every_link(kind: str, city: Path, tmp_path: Path) -> None:
    out = tmp_path / "n.svg"
    result = run("draw", "--graph", str(city), "--network", kind, "-o", str(out))
    counted = re.search(r"(\d+) nodes, (\d+) links", result.output)
    assert counted, result.output
    root = ElementTree.fromstring(out.read_bytes())
    labels = [text.text for text in root.iterfind("svg:text[@text-anchor]", NS)]
    assert (len(labels), len(root.findall("svg:g", NS))) == (int(counted[1]), int(counted[2]))
    assert HOSTILE in labels
    assert not root.findall(".//svg:script", NS)
    width, height = (float(root.get(side, "0")) for side in ("width", "height"))
    for text in root.iterfind("svg:text", NS):
        assert 0 <= float(text.get("x", "-1")) <= width
        assert 0 <= float(text.get("y", "-1")) <= height
    first = out.read_bytes()
    assert run("draw", "--graph", str(city), "--network", kind, "-o", str(out)).exit_code == 0
    assert out.read_bytes() == first


def test_of_many_pairs_the_picture_holds_the_first_and_counts_the_others(large: Path, tmp_path: Path) -> None:
    drawn = {}
    for name, more in (("some", []), ("all", ["--all"])):
        out = tmp_path / f"{name}.svg"
        written("draw", "--graph", str(large), "-o", str(out), *more)
        root = ElementTree.fromstring(out.read_bytes())
        drawn[name] = len(root.findall("svg:g", NS)), "".join(root.itertext())
    assert 0 < drawn["some"][0] < drawn["all"][0]
    assert f"另有 {drawn['all'][0] - drawn['some'][0]} 对未画出" in drawn["some"][1]
    assert "未画出" not in drawn["all"][1]


@pytest.mark.browser
def test_the_picture_is_made_of_pixels_and_of_vectors(city: Path, tmp_path: Path) -> None:
    for ending in ("svg", "png", "pdf"):
        written("draw", "--graph", str(city), "-o", str(tmp_path / f"n.{ending}"))
    root = ElementTree.fromstring((tmp_path / "n.svg").read_bytes())
    width, height = (int(root.get(side, "0")) for side in ("width", "height"))
    png = (tmp_path / "n.png").read_bytes()
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (2 * width, 2 * height)
    with pypdfium2.PdfDocument(tmp_path / "n.pdf") as document:
        assert len(document) == 1
        assert "市科技局" in document[0].get_textpage().get_text_range()


@pytest.mark.browser
def test_the_report_prints_with_its_heads_on_each_page_and_no_heading_alone(
    large: Path, tmp_path: Path
) -> None:
    out = tmp_path / "report.pdf"
    written("report", "--graph", str(large), "-o", str(out))
    with pypdfium2.PdfDocument(out) as document:
        assert {tuple(map(round, page.get_size())) for page in document} == {(595, 842)}
        pages = [page.get_textpage().get_text_range() for page in document]
    matrix = [text for text in pages if "牵头 ↓ 配合 →" in text]
    assert matrix == pages[: len(matrix)]
    assert len(matrix) > 1
    zones = [text for text in pages if re.search(r"临江第\d+产业园", text)]
    assert len(zones) > 1
    for text in zones:
        assert re.search(r"园区\s+措施\s+牵头\s+责任\s+配合", text), text
    for heading in ("任务的广度与深度", "何时到期"):
        (page,) = [text for text in pages if re.search(rf"^{heading}", text, re.M)]
        # The chart's own numbers and axes stand on the page of its heading.
        below = page[page.index(heading) :]
        assert ("广度 →" if "广度" in heading else "2027") in below


def test_without_chromium_a_line_says_what_to_do(
    city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QIANTOU_CHROMIUM", str(tmp_path / "none"))
    for command, name in (("report", "r.pdf"), ("draw", "n.png"), ("draw", "n.pdf")):
        result = run(command, "--graph", str(city), "-o", str(tmp_path / name))
        assert result.exit_code == 1
        assert "made by Chromium" in result.output
        assert "write .html" in result.output
        assert not (tmp_path / name).exists()


def test_a_chromium_that_fails_is_said(city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "chromium"
    fake.write_text("#!/bin/sh\necho 'no display' >&2\nexit 3\n", encoding="utf-8")
    fake.chmod(0o755)
    monkeypatch.setenv("QIANTOU_CHROMIUM", str(fake))
    result = run("report", "--graph", str(city), "-o", str(tmp_path / "r.pdf"))
    assert result.exit_code == 1
    assert "makes no PDF (status 3): no display" in result.output
    assert not (tmp_path / "r.pdf").exists()
