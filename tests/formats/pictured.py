"""Plans of invented places set on pages as an office scans them; run it to write the pictures beside it anew.

`scan.png` has a red head, running text and a round seal over its last lines; `scan.tif` has two pages of another plan,
the second a ruled table, which lies on its side and leans.
"""

import math
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import PIL.Image
import PIL.ImageChops
import PIL.ImageDraw
import PIL.ImageFont

FILES = Path(__file__).parent / "files"
DPI = 150
_FONT = "Noto Serif CJK SC"
_POINTS = 72

PLAN = (
    "青岚市人民政府办公室文件",
    "青政办发〔2025〕12号",
    "青岚市推动工业设计发展行动方案",
    "　　一、培育设计主体。支持企业建设工业设计中心，到2026年底前认定15家。（牵头单位：市工业和信息化局；配合单位：市科技局、市财政局）",
    "　　二、建设服务平台。在青岚高新区建设设计公共服务平台，为中小企业提供服务。（市商务局牵头，市市场监管局、市人力资源社会保障局配合）",
    "　　三、壮大人才队伍。鼓励院校开设设计课程。（责任单位：市教育局、市总工会）",
    "青岚市人民政府办公室",
    "2025年3月18日",
)
FACTS = [
    ("leads", "市工业和信息化局"),
    ("supports", "市科技局"),
    ("supports", "市财政局"),
    ("leads", "市商务局"),
    ("supports", "市市场监管局"),
    ("supports", "市人力资源社会保障局"),
    ("responsible", "市教育局"),
    ("responsible", "市总工会"),
]
NOTICE = (
    "白石县优化口岸服务工作方案",
    "　　一、压缩通关时间。推行提前申报，落实到每个窗口。（县商务局负责）",
    "　　二、任务分工见附表。",
)
TABLE = (
    ("序号", "重点任务", "牵头单位", "配合单位"),
    ("1", "扩建货运站场", "县交通运输局", "县自然资源局"),
    ("2", "开通冷链专线", "县商务局", "县农业农村局、县供销社"),
    ("3", "设立服务专窗", "县行政审批局", "县税务局"),
)
TABLE_FACTS = [
    ("responsible", "县商务局"),
    ("leads", "县交通运输局"),
    ("supports", "县自然资源局"),
    ("leads", "县商务局"),
    ("supports", "县农业农村局"),
    ("supports", "县供销社"),
    ("leads", "县行政审批局"),
    ("supports", "县税务局"),
]


@cache
def font(points: float) -> PIL.ImageFont.FreeTypeFont:
    """The printing type in a size."""
    found = subprocess.run(
        ["fc-match", "--format=%{file}\n%{index}", _FONT], capture_output=True, text=True, check=True
    )
    path, index = found.stdout.split("\n")
    return PIL.ImageFont.truetype(path, round(points / _POINTS * DPI), index=int(index) & 0xFFFF)


def wrapped(text: str, width: int) -> list[str]:
    """A paragraph's lines: no stop begins one."""
    lines, line, filled = [], "", 0.0
    for sign in text:
        step = 0.5 if sign.isascii() else 1.0
        if filled + step > width and sign not in "，。、；：）":
            lines.append(line)
            line, filled = "", 0.0
        line, filled = line + sign, filled + step
    return [*lines, line]


class Sheet:
    """White paper of a size in points."""

    def __init__(self, width: float, height: float) -> None:
        self.image = PIL.Image.new("RGB", (self.pixels(width), self.pixels(height)), "white")
        self.pen = PIL.ImageDraw.Draw(self.image)

    @staticmethod
    def pixels(points: float) -> int:
        """Points in pixels."""
        return round(points / _POINTS * DPI)

    def write(self, x: float, y: float, text: str, *, size: float = 16, fill: str = "black") -> None:
        """Write one line, its upper left at a place."""
        for sign in text:
            self.pen.text((self.pixels(x), self.pixels(y)), sign, font=font(size), fill=fill)
            x += size * (0.55 if sign.isascii() else 1.0)

    def paragraphs(self, texts: Sequence[str], y: float, *, size: float = 16, width: int = 28) -> float:
        """Write paragraphs, and say where they end."""
        for text in texts:
            for line in wrapped(text, width):
                self.write(72, y, line, size=size)
                y += 1.75 * size
        return y

    def table(
        self, rows: Sequence[Sequence[str]], xs: Sequence[float], y: float, *, size: float = 12
    ) -> None:
        """Draw a ruled table."""
        top, height = y, 2.2 * size
        for row in rows:
            self.pen.line(
                [self.pixels(xs[0]), self.pixels(y), self.pixels(xs[-1]), self.pixels(y)], "black", 2
            )
            for x, cell in zip(xs, row, strict=False):
                self.write(x + 5, y + 0.5 * size, cell, size=size)
            y += height
        self.pen.line([self.pixels(xs[0]), self.pixels(y), self.pixels(xs[-1]), self.pixels(y)], "black", 2)
        for x in xs:
            self.pen.line([self.pixels(x), self.pixels(top), self.pixels(x), self.pixels(y)], "black", 2)

    def seal(self, x: float, y: float, *, radius: float = 58) -> None:
        """Put a round red seal with a star over a place, as ink that lets what is black shine through."""
        ink = PIL.Image.new("RGB", self.image.size, "white")
        pen = PIL.ImageDraw.Draw(ink)
        box = [self.pixels(value) for value in (x - radius, y - radius, x + radius, y + radius)]
        pen.ellipse(box, outline=(214, 40, 40), width=self.pixels(3))
        corners = [
            (x + reach * math.sin(turn * math.pi / 5), y - reach * math.cos(turn * math.pi / 5))
            for turn, reach in enumerate([20, 8] * 5)
        ]
        pen.polygon([(self.pixels(a), self.pixels(b)) for a, b in corners], fill=(214, 40, 40))
        for number, sign in enumerate("青岚市人民政府办公室"):
            angle = (number - 4.5) * 0.42
            place = (x + 44 * math.sin(angle) - 6, y - 44 * math.cos(angle) - 8)
            pen.text(tuple(map(self.pixels, place)), sign, font=font(12), fill=(214, 40, 40))
        self.image.paste(PIL.ImageChops.multiply(self.image, ink))
        self.pen = PIL.ImageDraw.Draw(self.image)


def plan() -> PIL.Image.Image:
    """The plan with a red head and a seal."""
    sheet = Sheet(595, 620)
    sheet.write(96, 40, PLAN[0], size=32, fill="#d62828")
    sheet.write(210, 100, PLAN[1])
    sheet.pen.line([sheet.pixels(72), sheet.pixels(130), sheet.pixels(523), sheet.pixels(130)], "#d62828", 4)
    sheet.write(110, 150, PLAN[2], size=22)
    end = sheet.paragraphs(PLAN[3:6], 200)
    sheet.write(330, end + 20, PLAN[6])
    sheet.write(354, end + 48, PLAN[7])
    sheet.seal(420, end + 40)
    return sheet.image


def notice() -> list[PIL.Image.Image]:
    """The two pages of the other plan."""
    first = Sheet(595, 300)
    first.write(100, 50, NOTICE[0], size=22)
    first.paragraphs(NOTICE[1:], 110)
    second = Sheet(595, 300)
    second.table(TABLE, (60, 100, 220, 340, 530), 60)
    leaning = second.image.rotate(-1, fillcolor="white", resample=PIL.Image.Resampling.BICUBIC)
    return [first.image.convert("L"), leaning.convert("L").rotate(-90, expand=True)]


def write_files() -> None:
    """Write `scan.png` and `scan.tif`."""
    plan().quantize(16).save(FILES / "scan.png", dpi=(DPI, DPI), optimize=True)
    first, second = (page.quantize(8) for page in notice())
    first.save(
        FILES / "scan.tif",
        save_all=True,
        append_images=[second],
        dpi=(DPI, DPI),
        compression="tiff_adobe_deflate",
    )


if __name__ == "__main__":
    write_files()
