"""How well plans are read off pictures of their pages: F1 of who has which role, by what the picture went through.

    python benchmarks/scans.py FOLDER [--pages 2] [--only NAME ...]

FOLDER holds plans as text. Of each plan the pages with the most annotations are set as offices print them (A4, 16
points, 28 characters a line, 22 lines a page) and drawn in every condition; what is read off the pictures is compared
with what is read from the very same lines as text. Of the typefaces those that are not installed are left out. A fact is a role with the name of an agency. Wrong without a word
is a fact that the text does not give, while no finding points at its line. Needs the extra `ocr` and a Chinese serif
typeface; pages that were recognised before are taken from QIANTOU_CACHE, so that a run may be stopped and gone on with.
"""

import argparse
import math
import re
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import numpy as np
import PIL.Image
import PIL.ImageChops
import PIL.ImageDraw
import PIL.ImageFont

from graph.model import Facts
from loaders.document import Document
from loaders.pipeline import read_document
from loaders.reading import read_plans

TYPEFACE = "Noto Serif CJK SC"
OTHER_TYPEFACES = ("WenQuanYi Zen Hei", "AR PL UKai CN", "FandolFang")
POINTS, SIZE, LEADING = 72, 16, 28.8
WIDTH, LINES = 28, 22
PAPER, LEFT, TOP = (595, 842), 78, 105
_ANNOTATION = re.compile(r"牵头|责任单位|负责|配合")

Page = PIL.Image.Image
Fact = tuple[str, str]


@cache
def file_of(family: str) -> tuple[str, str, str]:
    """The families, the file and the place in it of what the system has for a typeface."""
    found = subprocess.run(
        ["fc-match", "--format=%{family}\n%{file}\n%{index}", family],
        capture_output=True,
        text=True,
        check=True,
    )
    families, path, index = found.stdout.split("\n")
    return families, path, index


@cache
def typeface(dpi: int, points: float = SIZE, family: str = TYPEFACE) -> PIL.ImageFont.FreeTypeFont:
    """The typeface in a size."""
    _, path, index = file_of(family)
    return PIL.ImageFont.truetype(path, round(points / POINTS * dpi), index=int(index) & 0xFFFF)


def wrapped(text: str) -> Iterator[str]:
    """The lines of a text: none begins with a stop or ends with an opening bracket."""
    for paragraph in text.splitlines():
        rest = paragraph.rstrip()
        while rest:
            filled, end = 0.0, 0
            while end < len(rest) and filled + step(rest[end]) <= WIDTH:
                filled, end = filled + step(rest[end]), end + 1
            if end < len(rest) and rest[end] in "，。、；：）》”】〕":
                end += 1
            while end > 1 and rest[end - 1] in "（《“【〔":
                end -= 1
            yield rest[:end]
            rest = rest[end:]


def step(sign: str) -> float:
    """How wide a sign is, in widths of a Chinese one."""
    return 0.55 if sign.isascii() else 1.0


def chosen(text: str, pages: int) -> list[list[str]]:
    """The lines of so many pages in a row that hold the most annotations."""
    lines = list(wrapped(text))
    cut = [lines[at : at + LINES] for at in range(0, len(lines), LINES)]
    weights = [len(_ANNOTATION.findall("".join(page))) for page in cut]
    begin = max(range(max(1, len(cut) - pages + 1)), key=lambda at: sum(weights[at : at + pages]))
    return cut[begin : begin + pages]


def drawn(lines: list[str], dpi: int, family: str = TYPEFACE) -> Page:
    """A page as a printer would set it."""
    scale = dpi / POINTS
    page = PIL.Image.new("RGB", (round(PAPER[0] * scale), round(PAPER[1] * scale)), "white")
    pen = PIL.ImageDraw.Draw(page)
    for number, line in enumerate(lines):
        x = float(LEFT)
        for sign in line:
            place = (x * scale, (TOP + number * LEADING) * scale)
            pen.text(place, sign, font=typeface(dpi, SIZE, family), fill="black")
            x += SIZE * step(sign)
    return page


def grey(page: Page) -> Page:
    """Faint print on grey paper."""
    return page.convert("L").point(lambda value: 70 + value * 145 // 255)


def leaning(page: Page) -> Page:
    """Put on the glass askew by one degree."""
    return page.rotate(-1, resample=PIL.Image.Resampling.BICUBIC, fillcolor="white")


def compressed(page: Page, quality: int = 40) -> Page:
    """Kept as a poor JPEG."""
    with tempfile.TemporaryFile() as file:
        page.save(file, "JPEG", quality=quality)
        return PIL.Image.open(file).convert("RGB")


def noisy(page: Page) -> Page:
    """Grain, and specks of dust."""
    chance = np.random.default_rng(1)
    pixels = np.asarray(page.convert("L")).astype(np.float32)
    pixels += chance.normal(0, 25, pixels.shape)
    pixels[chance.random(pixels.shape) < 0.002] = 0
    return PIL.Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def sealed(page: Page) -> Page:
    """A round red seal over the last lines."""
    scale = page.width / PAPER[0]
    ink = PIL.Image.new("RGB", page.size, "white")
    pen = PIL.ImageDraw.Draw(ink)
    x, y, radius, red = 400 * scale, 690 * scale, 58 * scale, (214, 40, 40)
    pen.ellipse([x - radius, y - radius, x + radius, y + radius], outline=red, width=round(3 * scale))
    star = [
        (x + reach * scale * math.sin(turn * math.pi / 5), y - reach * scale * math.cos(turn * math.pi / 5))
        for turn, reach in enumerate([22, 9] * 5)
    ]
    pen.polygon(star, fill=red)
    for number, sign in enumerate("青岚市人民政府办公室"):
        angle = (number - 4.5) * 0.42
        place = (x + 42 * scale * math.sin(angle) - 6 * scale, y - 42 * scale * math.cos(angle) - 8 * scale)
        pen.text(place, sign, font=typeface(round(POINTS * scale), 12), fill=red)
    return PIL.ImageChops.multiply(page, ink)


def photographed(page: Page) -> Page:
    """Taken by hand on a dark table: in perspective, not sharp, the light from one side and a shadow over it."""
    import cv2

    paper = np.asarray(page.convert("RGB"))
    height, width = paper.shape[:2]
    margin = round(0.06 * width)
    corners = np.asarray([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    seen = corners * 0.97 + margin + width * np.asarray([(0.05, 0.02), (-0.02, 0), (0.01, 0.01), (0, -0.01)])
    to = cv2.getPerspectiveTransform(corners, seen.astype(np.float32))
    size = (width + 2 * margin, height + 2 * margin)
    shot = cv2.warpPerspective(paper, to, size, borderValue=(62, 48, 40), flags=cv2.INTER_AREA)
    across, down = np.meshgrid(np.linspace(0, 1, size[0]), np.linspace(0, 1, size[1]))
    light = 1 - 0.35 * across - 0.2 * down
    light[across + 0.6 * down > 1.15] *= 0.75
    light = cv2.GaussianBlur(light, (0, 0), width / 40)
    shot = cv2.GaussianBlur(shot, (0, 0), 0.9) * light[:, :, None]
    return compressed(PIL.Image.fromarray(np.clip(shot, 0, 255).astype(np.uint8)), quality=70)


CONDITIONS: dict[str, tuple[int, Callable[[Page], Page]]] = {
    "300 dpi": (300, lambda page: page),
    "200 dpi": (200, lambda page: page),
    "150 dpi": (150, lambda page: page),
    "200 dpi, faint on grey": (200, grey),
    "200 dpi, leaning by 1°": (200, leaning),
    "200 dpi, JPEG of quality 40": (200, compressed),
    "200 dpi, noise": (200, noisy),
    "200 dpi, red seal": (200, sealed),
    "200 dpi, photographed": (200, photographed),
    **{f"200 dpi, {family}": (200, lambda page: page) for family in OTHER_TYPEFACES},
}
FAMILIES = {f"200 dpi, {family}": family for family in OTHER_TYPEFACES}


def facts_of(plans: list[Facts]) -> Counter[Fact]:
    """Each role with its agency, as often as it is given."""
    return Counter(
        (str(duty.role), duty.agency)
        for plan in plans
        for measure in plan.measures
        for duty in measure.duties
    )


def unsaid(plans: list[Facts], wrong: Counter[Fact]) -> int:
    """How many of the wrong facts no finding points at."""
    left, count = wrong.copy(), 0
    for plan in plans:
        doubted = [
            (finding.start, finding.end) for finding in plan.diagnostics if finding.code != "recognised"
        ]
        for measure in plan.measures:
            for duty in measure.duties:
                fact, at = (str(duty.role), duty.agency), duty.evidence
                if left[fact] > 0:
                    left[fact] -= 1
                    count += not any(start < at.end and at.start < end for start, end in doubted)
    return count


def measured(name: str, plans: dict[str, list[list[str]]], folder: Path) -> None:
    """Print one row of the table."""
    dpi, worn = CONDITIONS[name]
    family = FAMILIES.get(name, TYPEFACE)
    if family not in file_of(family)[0]:
        print(f"  {family} is not installed", flush=True)
        return
    begin = time.perf_counter()
    given = found = right = silent = pages = 0
    for plan, sheets in plans.items():
        text = "\n".join(line for lines in sheets for line in lines)
        wanted = facts_of(list(read_document(Document(source=plan, text=text))))
        first, *rest = (worn(drawn(lines, dpi, family)) for lines in sheets)
        file = folder / f"{plan}.tif"
        first.save(file, save_all=True, append_images=rest, dpi=(dpi, dpi), compression="tiff_deflate")
        read = list(read_plans([file], on_error=lambda error: print(error)))
        got = facts_of(read)
        wrong = got - wanted
        given, found, right = given + wanted.total(), found + got.total(), right + (got & wanted).total()
        silent += unsaid(read, wrong)
        pages += len(sheets)
        if wanted != got:
            print(f"  {plan}: missing {dict(wanted - got)}, wrong {dict(wrong)}", flush=True)
    precision, recall = right / found if found else 1.0, right / given if given else 1.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    seconds = time.perf_counter() - begin
    print(
        f"| {name} | {pages} | {given} | {precision:.3f} | {recall:.3f} | {f1:.3f} | {silent} |"
        f"  ({seconds:.0f} s)",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=2)
    parser.add_argument("--only", nargs="*", default=list(CONDITIONS), choices=list(CONDITIONS))
    args = parser.parse_args()
    plans = {
        path.stem: chosen(path.read_text("utf-8"), args.pages) for path in sorted(args.folder.glob("*.txt"))
    }
    print(
        "| condition | pages | facts | precision | recall | F1 | wrong without a word |\n|---|---|---|---|---|---|---|"
    )
    with tempfile.TemporaryDirectory() as folder:
        for name in args.only:
            measured(name, plans, Path(folder))


if __name__ == "__main__":
    main()
