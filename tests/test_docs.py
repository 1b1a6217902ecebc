"""The documentation builds without a warning and describes the graph that there is."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from graph.schema import EDGES, NODES

CHECKOUT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.checkout


def test_it_builds_without_a_warning(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--strict",
            "--quiet",
            "--site-dir",
            str(tmp_path / "site"),
        ],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for page in (tmp_path / "site").rglob("*.html"):
        loaded = re.findall(
            r"<(?:script|img|link rel=\"stylesheet\")[^>]*(?:src|href)=\"(https?:)", page.read_text()
        )
        assert not loaded, page


def sections() -> dict[str, str]:
    """The text below each heading of the page on the graph."""
    page = (CHECKOUT / "docs" / "graph.md").read_text("utf-8")
    return dict(re.findall(r"^### (.+?)\n(.*?)(?=^##|\Z)", page, re.M | re.S))


@pytest.mark.parametrize(
    ("name", "properties"),
    [*((node.label, node.properties) for node in NODES), *((edge.name, edge.properties) for edge in EDGES)],
)
def test_every_label_type_and_property_is_described(name: str, properties: dict[str, str]) -> None:
    (about,) = [text for heading, text in sections().items() if name in heading.split(", ")]
    assert set(properties) <= set(re.findall(r"`(\w+)`", about))


def test_no_property_is_described_that_there_is_not() -> None:
    known = {name for kind in (*NODES, *EDGES) for name in kind.properties}
    for heading, text in sections().items():
        rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", text, re.M)
        assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} <= known, heading
