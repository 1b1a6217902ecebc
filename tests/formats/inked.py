"""OFD files written by hand, from pages of the same size and with the same methods as those of PDF."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from formats.invented import package
from formats.printed import Page

NAMESPACE = "http://www.ofdspec.org/2016"
_MM = 25.4 / 72
_HEIGHT = 800
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


@dataclass
class InkedPage(Page):
    """A page of 600 by 800 points; `objects` are what stands on it, `template` what its template draws."""

    objects: list[str] = field(default_factory=list)
    template: list[str] = field(default_factory=list)

    def text(
        self, x: float, y: float, words: str, *, size: float = 12, matrix: str = "1 0 0 1"
    ) -> "InkedPage":
        """Words whose first character begins at x, y; the matrix is that of PDF."""
        a, b, c, d = (float(part) for part in matrix.split())
        steps = f"g {len(words) - 1} {size * _MM:.4f}" if len(words) > 1 else ""
        self.objects.append(
            f'<ofd:TextObject ID="1" Boundary="{x * _MM:.4f} {(_HEIGHT - y) * _MM:.4f} 10 10" Font="2"'
            f' Size="{size * _MM:.4f}" CTM="{a} {-b} {-c} {d} 0 0">'
            f'<ofd:TextCode X="0" Y="0" DeltaX="{steps}">{escape(words)}</ofd:TextCode></ofd:TextObject>'
        )
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> "InkedPage":
        """A stroked line."""
        left, top = min(x0, x1), _HEIGHT - max(y0, y1)
        ends = [f"{(x - left) * _MM:.4f} {(_HEIGHT - y - top) * _MM:.4f}" for x, y in ((x0, y0), (x1, y1))]
        self.objects.append(
            f'<ofd:PathObject ID="1" Boundary="{left * _MM:.4f} {top * _MM:.4f} {(max(x0, x1) - left) * _MM:.4f} 1">'
            f"<ofd:AbbreviatedData>M {ends[0]} L {ends[1]}</ofd:AbbreviatedData></ofd:PathObject>"
        )
        return self

    def picture(self, x: float, y: float, width: float, height: float) -> "InkedPage":
        """A picture."""
        box = " ".join(f"{value * _MM:.4f}" for value in (x, _HEIGHT - y - height, width, height))
        self.objects.append(f'<ofd:ImageObject ID="1" Boundary="{box}" ResourceID="9"/>')
        return self

    def into_template(self) -> "InkedPage":
        """Have the template draw what stands on the page so far."""
        self.template, self.objects = self.objects, []
        return self


def inked(*pages: InkedPage, documents: int = 1) -> bytes:
    """An OFD file of these pages, its document the first of so many."""
    bodies = "".join(
        f"<ofd:DocBody><ofd:DocRoot>Doc_{number}/Document.xml</ofd:DocRoot></ofd:DocBody>"
        for number in range(documents)
    )
    templates = "".join(
        f'<ofd:TemplatePage ID="{number}" BaseLoc="Tpls/Tpl_{number}/Content.xml"/>'
        for number, page in enumerate(pages)
        if page.template
    )
    listed = "".join(
        f'<ofd:Page ID="{number}" BaseLoc="Pages/Page_{number}/Content.xml"/>' for number in range(len(pages))
    )
    parts: dict[str, str | bytes] = {
        "OFD.xml": f'{_HEAD}<ofd:OFD xmlns:ofd="{NAMESPACE}" Version="1.0" DocType="OFD">{bodies}</ofd:OFD>',
        "Doc_0/Document.xml": (
            f'{_HEAD}<ofd:Document xmlns:ofd="{NAMESPACE}"><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0'
            f" {600 * _MM:.4f} {_HEIGHT * _MM:.4f}</ofd:PhysicalBox></ofd:PageArea>{templates}</ofd:CommonData>"
            f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
        ),
    }
    for number, page in enumerate(pages):
        used = f'<ofd:Template TemplateID="{number}" ZOrder="Background"/>' if page.template else ""
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = _page(page.objects, used)
        if page.template:
            parts[f"Doc_0/Tpls/Tpl_{number}/Content.xml"] = _page(page.template)
    return package(parts)


def _page(objects: Sequence[str], used: str = "") -> str:
    return (
        f'{_HEAD}<ofd:Page xmlns:ofd="{NAMESPACE}">{used}<ofd:Content><ofd:Layer ID="1">'
        f'<ofd:PageBlock ID="1">{"".join(objects)}</ofd:PageBlock></ofd:Layer></ofd:Content></ofd:Page>'
    )
