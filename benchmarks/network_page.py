"""How large a network opens and pans smoothly in Chromium.

    python benchmarks/network_page.py [--agencies 2000] [--links 10000]

Prints the page's size, the seconds until its first picture, and the milliseconds between frames while it is dragged.
Needs Chromium as the tests do.
"""

import argparse
import os
import shutil
import tempfile
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Any

import numpy as np
from analysis_scale import synthetic
from playwright.sync_api import sync_playwright

from graph.model import Role
from graph.network import ROLES, Duties, Incidence
from graph.views.network_page import network_page
from graph.views.scene import coordination


def invented(agencies: int, links: int) -> Incidence:
    """Measures that each join two agencies drawn at random, every pair once."""
    random = Random(1)
    pairs: dict[tuple[int, int], None] = {}
    while len(pairs) < links:
        one, other = random.sample(range(agencies), 2)
        pairs[min(one, other), max(one, other)] = None
    graph = synthetic(agencies, links, 1)
    ends = np.array(list(pairs), dtype=np.int64)
    order = np.lexsort((np.tile(np.arange(links), 2), ends.T.reshape(-1)))
    ones = np.ones(2 * links, dtype=np.int64)
    duties = Duties(
        agency=ends.T.reshape(-1),
        measure=np.tile(np.arange(links), 2),
        role=np.repeat([ROLES.index(Role.LEADS), ROLES.index(Role.SUPPORTS)], links),
        basis=0 * ones,
        position=ones,
        open=np.zeros(2 * links, dtype=np.bool_),
    )
    return replace(graph, duties=duties.take(order))


def drag(page: Any) -> list[float]:
    """Milliseconds between frames while the picture is dragged for two seconds."""
    page.evaluate(
        "frames = []; (function tick() { frames.push(performance.now()); requestAnimationFrame(tick); })()"
    )
    page.mouse.move(300, 300)
    page.mouse.down()
    first = page.evaluate("frames.length")
    for step in range(120):
        page.mouse.move(300 + 3 * step, 300 + step)
        page.wait_for_timeout(16)
    times = page.evaluate(f"frames.slice({first})")
    page.mouse.up()
    return [later - earlier for earlier, later in pairwise(times)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--agencies", type=int, default=2_000)
    parser.add_argument("--links", type=int, default=10_000)
    asked = parser.parse_args()
    incidence = invented(asked.agencies, asked.links)
    begin = time.perf_counter()
    html = network_page(incidence, coordination(incidence))
    drawn = time.perf_counter() - begin
    print(
        f"{asked.agencies:,} agencies, {asked.links:,} links: {len(html.encode()) / 1e6:.1f} MB in {drawn:.1f} s"
    )
    chromium = os.environ.get("QIANTOU_CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "network.html"
        file.write_text(html, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        begin = time.perf_counter()
        page.goto(file.as_uri())
        page.wait_for_function("document.body.dataset.drawn === 'true'")
        print(f"first picture after {time.perf_counter() - begin:.2f} s")
        gaps = drag(page)
        print(
            f"frames while dragged: median {median(gaps):.0f} ms, 95 % within {quantiles(gaps, n=20)[-1]:.0f} ms"
        )
        browser.close()


if __name__ == "__main__":
    main()
