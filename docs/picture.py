"""Make the picture of the README: the report of the demo city, as a browser shows it.

Run `python docs/picture.py [FILE.png]` in a checkout with the test extras; it needs Chromium, as the tests do
(QIANTOU_CHROMIUM names one, else one on the path, else Playwright's own).
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from click.testing import CliRunner
from playwright.sync_api import sync_playwright

from graph.cli import main

PICTURE = Path(__file__).with_name("report.png")
WIDTH, HEIGHT = 1280, 1180
MOST_BYTES = 300_000


def take(picture: Path = PICTURE) -> None:
    """Load the demo city, open its report and save the top of it as a PNG."""
    named = os.environ.get("QIANTOU_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        result = CliRunner().invoke(main, ["demo", "--keep", folder], catch_exceptions=False)
        if result.exit_code:
            raise SystemExit(result.output)
        browser = playwright.chromium.launch(
            executable_path=named, args=["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"]
        )
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto((Path(folder) / "report.html").as_uri())
        page.screenshot(path=picture)
        browser.close()
    size = picture.stat().st_size
    if size >= MOST_BYTES:
        raise SystemExit(f"{picture}: {size:,} bytes; a README picture has less than {MOST_BYTES:,}")
    print(f"{picture}: {size:,} bytes")


if __name__ == "__main__":
    take(*map(Path, sys.argv[1:2]))
