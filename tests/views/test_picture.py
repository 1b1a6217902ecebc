"""The README's picture is there, is small, and can be made again."""

import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
PICTURE = CHECKOUT / "docs" / "report.png"


@pytest.mark.checkout
def test_the_picture_is_a_small_png() -> None:
    assert PICTURE.read_bytes().startswith(b"\x89PNG")
    assert PICTURE.stat().st_size < 300_000


@pytest.mark.checkout
@pytest.mark.browser
def test_the_picture_can_be_made_again(tmp_path: Path) -> None:
    picture = tmp_path / "report.png"
    script = [sys.executable, str(CHECKOUT / "docs" / "picture.py"), str(picture)]
    done = subprocess.run(script, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert str(picture) in done.stdout
