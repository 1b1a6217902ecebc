"""Pages and pictures on paper and as pixels: PDF and PNG, by the Chromium of this machine."""

import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from graph.model import InputError

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_SECONDS = 180


def chromium() -> str:
    """Where Chromium is: named in QIANTOU_CHROMIUM, on the path, or the one that playwright installed.

    Raises
    ------
    InputError
        If there is none.
    """
    named = os.environ.get("QIANTOU_CHROMIUM")
    for name in [named] if named else _NAMES:
        if found := shutil.which(name):
            return found
    if not named:
        with suppress(ImportError):
            from playwright.sync_api import sync_playwright

            with sync_playwright() as playwright:
                own = playwright.chromium.executable_path
            if Path(own).is_file():
                return own
    missing = f"QIANTOU_CHROMIUM names {named}, which is no program" if named else "there is none here"
    raise InputError(
        f"PDF and PNG are made by Chromium, and {missing}: install it (or `pip install 'qiantou[print]'` and "
        "`playwright install chromium`), or write .html and print it from a browser"
    )


def print_page(html: str, out: Path) -> None:
    """Write a page as PDF, on the paper that its style asks for.

    Raises
    ------
    InputError
        If there is no Chromium, or it makes none.
    """
    _run(html, out, "pdf", ["--print-to-pdf={out}", "--no-pdf-header-footer"])


def print_picture(svg: str, width: int, height: int, out: Path, kind: str) -> None:
    """Write a picture as PDF, on a page of its size, or as PNG, two pixels for each of its own.

    Raises
    ------
    InputError
        If there is no Chromium, or it makes none.
    """
    html = (
        f'<!DOCTYPE html><meta charset="utf-8"><style>@page {{ size: {width}px {height}px; margin: 0 }} '
        f"body {{ margin: 0; overflow: hidden }} svg {{ display: block }}</style>{svg}"
    )
    if kind == "pdf":
        print_page(html, out)
        return
    size = [f"--window-size={width},{height}", "--force-device-scale-factor=2"]
    _run(html, out, kind, ["--screenshot={out}", "--hide-scrollbars", *size])


def _run(html: str, out: Path, kind: str, options: list[str]) -> None:
    program = chromium()
    with tempfile.TemporaryDirectory(prefix="qiantou-", ignore_cleanup_errors=True) as folder:
        page, made = Path(folder, "page.html"), Path(folder, f"made.{kind}")
        page.write_bytes(html.encode(errors="replace"))
        line = [
            program,
            "--headless=new",
            "--disable-gpu",
            "--disable-extensions",
            "--disable-background-networking",
            "--no-first-run",
            f"--user-data-dir={folder}/profile",
            # The page is our own and reaches nothing; root has no other way.
            *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
            *(option.format(out=made) for option in options),
            page.as_uri(),
        ]
        try:
            done = subprocess.run(line, capture_output=True, timeout=_SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise InputError(f"{program} makes no {kind.upper()}: {error}") from None
        if not made.is_file():
            last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
            raise InputError(f"{program} makes no {kind.upper()} (status {done.returncode}): {''.join(last)}")
        shutil.copyfile(made, out)
