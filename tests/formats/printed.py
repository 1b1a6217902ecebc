"""PDF files written by hand, object by object."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate


def pdf(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, the first being its catalog."""
    head = b"%PDF-1.7\n"
    written = [b"%d 0 obj\n%s\nendobj\n" % (number, content) for number, content in enumerate(objects, 1)]
    offsets = [*accumulate((len(content) for content in written[:-1]), initial=len(head))]
    body = head + b"".join(written)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (
        body
        + table
        + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    )


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(content), content)


@dataclass
class Page:
    """What stands on a page of 600 by 800 points: operators of a content stream."""

    operators: list[str] = field(default_factory=list)
    rotate: int = 0

    def text(self, x: float, y: float, words: str, *, size: float = 12, matrix: str = "1 0 0 1") -> "Page":
        """Words whose first character begins at x, y."""
        self.operators.append(
            f"BT /F {size} Tf {matrix} {x} {y} Tm <{words.encode('utf-16-be').hex()}> Tj ET"
        )
        return self

    def lines(self, *lines: str, x: float = 72, top: float = 700, leading: float = 20) -> "Page":
        """Lines one below the other."""
        for number, line in enumerate(lines):
            self.text(x, top - number * leading, line)
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> "Page":
        """A stroked line."""
        self.operators.append(f"{x0} {y0} m {x1} {y1} l S")
        return self

    def bar(self, x: float, y: float, width: float, height: float) -> "Page":
        """A filled rectangle."""
        self.operators.append(f"{x} {y} {width} {height} re f")
        return self

    def table(self, xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]]) -> "Page":
        """A ruled table; `ys` from the top down. A cell may have several lines."""
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        for row, y in zip(rows, ys, strict=False):
            for cell, x in zip(row, xs, strict=False):
                for number, line in enumerate(cell.split("\n")):
                    self.text(x + 4, y - 14 - 14 * number, line)
        return self

    def picture(self, x: float, y: float, width: float, height: float) -> "Page":
        """A picture of one grey point."""
        self.operators.append(f"q {width} 0 0 {height} {x} {y} cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q")
        return self


def printed(*pages: Page, unicode: bool = True) -> bytes:
    """A PDF of these pages, its Chinese font named and not embedded; or one whose font hides its characters."""
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[4 0 R]>>"
        if unicode
        else b"<</Type/Font/Subtype/Type0/BaseFont/Hidden/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>"
    )
    descendant = (
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/FontDescriptor 6 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>"
    )
    to_private_use = stream(
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange"
        b" 1 beginbfrange <0000> <FFFF> <E000> endbfrange endcmap end"
    )
    descriptor = (
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880"
        b"/Descent -120/CapHeight 880/StemV 80>>"
    )
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", font, descendant, to_private_use, descriptor]
    kids = []
    for page in pages:
        kids.append(b"%d 0 R" % (len(objects) + 1))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Rotate %d/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>>>"
            % (page.rotate, len(objects) + 2)
        )
        objects.append(stream("\n".join(page.operators).encode("latin-1")))
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    return pdf(objects)
