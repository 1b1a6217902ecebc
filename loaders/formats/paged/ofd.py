"""OFD (GB/T 33190): the text and the lines that each page's content and its templates draw.

Lengths in the file are millimetres from the upper left corner; everything is turned into points from the lower left,
so that a page is read as one of PDF is.
"""

import math
import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from graph.model import InputError
from loaders.document import Document
from loaders.formats.packages import Package
from loaders.formats.paged.layout import Box, Glyph, quarter_turns, turned_box
from loaders.formats.paged.legibility import Legibility, UnreadablePageError, check_scan
from loaders.formats.paged.page import Drawn
from loaders.formats.paged.pages import MAX_CHARACTERS, read_pages
from loaders.formats.paged.ruling import Rule, drawn_rules, turned_rules

if TYPE_CHECKING:
    from loaders.formats.recognised.recogniser import Recogniser

_POINTS = 72 / 25.4
_MAX_OBJECTS = 50_000
_MAX_RULES = 20_000
_MAX_NESTING = 16
_MAX_REPEATS = 100_000
_A4 = (0.0, 0.0, 210.0, 297.0)
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_PATH_PART = re.compile(rf"([SMLQBAC])|({_NUMBER.pattern})")
# How many numbers follow each operator of a path; its last two are where it ends.
_PATH_NUMBERS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
# Shares of the size of the type, above and below the line that characters stand on.
_ASCENT, _DESCENT = 0.88, 0.12
_HALF_WIDE = 0.5
# A step of more sizes than this is a gap behind the character.
_MAX_ADVANCE = 1.1
# What the standard has stand for a character of which only the shape is known.
_SHAPE_ALONE = "¤"

_Matrix = tuple[float, float, float, float, float, float]
_UNTURNED: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def read_ofd(
    data: bytes,
    source: str,
    *,
    on_error: Callable[[InputError], None] | None = None,
    recogniser: "Recogniser | None" = None,
) -> Document:
    """Read an OFD file as a PDF is read.

    Seals, annotations and attachments are left out.

    Parameters
    ----------
    data : bytes
        The file.
    source : str
        Its name.
    on_error : callable, optional
        Called with an error that names the pages which cannot be read, where others can (without it that error is
        raised), and with one that tells of documents behind the first.
    recogniser : Recogniser, optional
        What recognises the characters on pages that are pictures; without it they are refused.

    Raises
    ------
    InputError
        The package is damaged, protected or too large, longer than a plan may be, or no page of it can be read.
    """
    reader = _Reader(Package(data, source), source)
    if reader.others and on_error is not None:
        what = f"its first document is read, {reader.others} more in it not; save each as a file of its own"
        on_error(InputError(what, file=source))
    pages = None if recogniser is None else recogniser.pictures(reader.picture)
    return read_pages(len(reader.pages), reader.page, source, on_error=on_error, recognition=pages)


class _Reader:
    def __init__(self, package: Package, source: str) -> None:
        self._package = package
        # Programs write the names of parts in any case.
        self._names = {name.lower(): name for name in reversed(package.names())}
        bodies = _children(self._xml("OFD.xml"), "DocBody")
        roots = [_text(_first(body, "DocRoot")) for body in bodies]
        roots = [root for root in roots if root]
        if not roots:
            raise InputError("an OFD file that names no document; save it again", file=source)
        self.others = len(roots) - 1
        main = _path("", roots[0])
        document = self._document = self._xml(main)
        self._folder = posixpath.dirname(main)
        area = _first(document, "PageArea")
        self._box = _page_box(area) or _A4
        self._templates = {
            template.get("ID") or "": template.get("BaseLoc") or ""
            for template in _children(_first(document, "CommonData"), "TemplatePage")
        }
        self._read_templates: dict[str, Any] = {}
        self.pages = [page.get("BaseLoc") or "" for page in _children(_first(document, "Pages"), "Page")]
        if len(set(self.pages)) < len(self.pages):
            raise InputError("an OFD file of which several pages are one part; save it again", file=source)

    def picture(self, number: int) -> bytes:
        """The largest picture of a page; nothing where it has none."""
        try:
            content = self._part(self.pages[number - 1])
            images = [item for item in content.iter() if _local(item) == "ImageObject"]
            largest = max(images, key=_area, default=None)
            location = "" if largest is None else self._media.get(largest.get("ResourceID") or "", "")
            return self._package.read(self._names[location.lower()]) if location else b""
        except (InputError, KeyError):
            return b""

    @cached_property
    def _media(self) -> dict[str, str]:
        """Where the pictures lie, by their number."""
        found: dict[str, str] = {}
        common = _first(self._document, "CommonData")
        for part in (*_children(common, "PublicRes"), *_children(common, "DocumentRes")):
            path = _path(self._folder, _text(part))
            if path.lower() not in self._names:
                continue
            resources = self._xml(path)
            base = posixpath.join("/", posixpath.dirname(path), resources.get("BaseLoc") or "")
            for media in resources.iter():
                if _local(media) == "MultiMedia":
                    found[media.get("ID") or ""] = _path(base, _text(_first(media, "MediaFile")))
        return found

    def page(self, number: int) -> Drawn:
        """What the page of a number from 1 draws."""
        try:
            content = self._part(self.pages[number - 1])
            templates = [
                self._template(used.get("TemplateID") or "") for used in _children(content, "Template")
            ]
        except InputError as error:
            raise UnreadablePageError(f"damaged ({error.what}); save the file again") from None
        box = _page_box(_first(content, "Area")) or self._box
        drawn = _Drawn(box)
        for layers in (*templates, content):
            drawn.add_layers(layers)
        drawn.legibility.check()
        turns, glyphs = drawn.upright()
        share = drawn.picture_area / (box[2] * box[3])
        whole = turned_box((0.0, 0.0, box[2] * _POINTS, box[3] * _POINTS), turns)
        page = Drawn(turns, whole, glyphs, turned_rules(drawn.rules, turns), len(glyphs))
        check_scan(page, picture_share=share, objects=drawn.objects)
        return page

    def _template(self, key: str) -> Any:
        if key not in self._read_templates:
            location = self._templates.get(key)
            self._read_templates[key] = self._part(location) if location else None
        return self._read_templates[key]

    def _part(self, location: str) -> Any:
        for path in (_path(self._folder, location), _path("", location)):
            if path.lower() in self._names:
                return self._xml(path)
        return self._xml(_path(self._folder, location))

    def _xml(self, name: str) -> Any:
        return self._package.xml(self._names.get(name.lower(), name))


@dataclass(slots=True)
class _Drawn:
    """What a page draws, in points."""

    box: Box
    characters: list[tuple[int, str, Box]] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    picture_area: float = 0.0
    objects: int = 0
    legibility: Legibility = field(default_factory=Legibility)

    def add_layers(self, content: Any) -> None:
        """Add the layers of a page or a template."""
        for layer in _children(_first(content, "Content"), "Layer"):
            self._add(layer, depth=0)

    def upright(self) -> tuple[int, list[Glyph]]:
        """By how many quarter turns most characters are turned, and those with their boxes turned back."""
        most = Counter(turns for turns, _, _ in self.characters if turns >= 0).most_common(1)
        turned = most[0][0] if most else 0
        return turned, [
            Glyph(text, *turned_box(box, turned)) for turns, text, box in self.characters if turns == turned
        ]

    def _add(self, block: Any, *, depth: int) -> None:
        for item in block:
            name = _local(item)
            self.objects += name in ("PathObject", "ImageObject")
            if self.objects > _MAX_OBJECTS or len(self.rules) > _MAX_RULES:
                return
            if name == "TextObject":
                self._add_text(item)
            elif name == "PathObject":
                self._add_path(item)
            elif name == "ImageObject":
                self.picture_area += _area(item)
            elif name == "PageBlock" and depth < _MAX_NESTING:
                self._add(item, depth=depth + 1)

    def _add_text(self, item: Any) -> None:
        size = next(iter(_numbers(item.get("Size"), 1) or ()), 0.0)
        if size <= 0 or (item.get("Visible") or "").lower() == "false":
            return
        place = _placed(item)
        turns = quarter_turns(math.atan2(place[1], place[0]))
        stretch = next(iter(_numbers(item.get("HScale"), 1) or ()), 1.0)
        x = y = 0.0
        for code in _children(item, "TextCode"):
            x = next(iter(_numbers(code.get("X"), 1) or ()), x)
            y = next(iter(_numbers(code.get("Y"), 1) or ()), y)
            text = code.text or ""
            across, down = _steps(code.get("DeltaX"), len(text)), _steps(code.get("DeltaY"), len(text))
            for number, sign in enumerate(text):
                if len(self.characters) > MAX_CHARACTERS:
                    raise UnreadablePageError(f"more than {MAX_CHARACTERS:,} characters")
                width = size * stretch * (_HALF_WIDE if sign.isascii() else 1.0)
                if number < len(across) and width < across[number] <= _MAX_ADVANCE * size * stretch:
                    width = across[number]
                if not sign.isspace() and self.legibility.keeps("\ufffd" if sign == _SHAPE_ALONE else sign):
                    corners = [
                        self._point(place, x + over, y + under)
                        for over in (0.0, width)
                        for under in (-_ASCENT * size, _DESCENT * size)
                    ]
                    xs, ys = [corner[0] for corner in corners], [corner[1] for corner in corners]
                    self.characters.append((turns, sign, (min(xs), min(ys), max(xs), max(ys))))
                if number < len(across):
                    x += across[number]
                elif not down:
                    x += width
                if number < len(down):
                    y += down[number]

    def _add_path(self, item: Any) -> None:
        stroked = (item.get("Stroke") or "true").lower() != "false"
        filled = (item.get("Fill") or "false").lower() == "true"
        if not (stroked or filled) or (item.get("Visible") or "").lower() == "false":
            return
        place = _placed(item)
        for data in _children(item, "AbbreviatedData"):
            for outline in _outlines(data.text or ""):
                points = [self._point(place, x, y) for x, y in outline]
                self.rules += drawn_rules(points, stroked=stroked)

    def _point(self, place: _Matrix, x: float, y: float) -> tuple[float, float]:
        """A point of an object on the page."""
        a, b, c, d, e, f = place
        left, top, _, height = self.box
        across, down = a * x + c * y + e - left, b * x + d * y + f - top
        return across * _POINTS, (height - down) * _POINTS


def _area(item: Any) -> float:
    _, _, width, height = _numbers(item.get("Boundary"), 4) or (0.0,) * 4
    return abs(width * height)


def _placed(item: Any) -> _Matrix:
    """How an object's own coordinates lie on its page: its matrix, then the corner of its boundary."""
    left, top, _, _ = _numbers(item.get("Boundary"), 4) or (0.0,) * 4
    a, b, c, d, e, f = _numbers(item.get("CTM"), 6) or _UNTURNED
    return a, b, c, d, e + left, f + top


def _steps(written: str | None, count: int) -> list[float]:
    """From each character to the next; “g 5 3.5” stands for five times 3.5."""
    steps: list[float] = []
    parts = iter((written or "").split())
    for part in parts:
        if part == "g":
            times, step = next(parts, "0"), _numbers(next(parts, ""), 1)
            if step and times.isdecimal() and len(times) < 8:
                steps += [step[0]] * min(int(times), count, _MAX_REPEATS)
        elif step := _numbers(part, 1):
            steps.append(step[0])
        if len(steps) >= count:
            break
    return steps


def _outlines(data: str) -> Iterator[list[tuple[float, float]]]:
    """The outlines of a path; of a curve only where it ends."""
    points: list[tuple[float, float]] = []
    operator, numbers = "", list[float]()
    for match in _PATH_PART.finditer(data):
        if match[1]:
            operator, numbers = match[1], []
            if operator == "C" and len(points) > 1:
                points.append(points[0])
        else:
            numbers.append(float(match[2]))
        if operator and operator != "C" and len(numbers) == _PATH_NUMBERS[operator]:
            if operator in "SM":
                if len(points) > 1:
                    yield points
                points = []
            points.append((numbers[-2], numbers[-1]))
            numbers = []
    if len(points) > 1:
        yield points


def _page_box(area: Any) -> Box | None:
    """Left, top, width and height of a page."""
    for name in ("PhysicalBox", "ApplicationBox", "ContentBox"):
        found = None if area is None else _first(area, name)
        numbers = None if found is None else _numbers(_text(found), 4)
        if numbers is not None and numbers[2] > 0 and numbers[3] > 0:
            left, top, width, height = numbers
            return left, top, width, height
    return None


def _numbers(written: str | None, count: int) -> Sequence[float] | None:
    """Exactly so many finite numbers; None for anything else."""
    found = _NUMBER.findall(written or "")
    return [float(number) for number in found] if len(found) == count else None


def _local(element: Any) -> str:
    """An element's name without its namespace, of which there are several in use."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _children(element: Any, name: str) -> list[Any]:
    return [] if element is None else [child for child in element if _local(child) == name]


def _first(element: Any, name: str) -> Any:
    """The first element of a name at or below another."""
    if element is None:
        return None
    return next((found for found in element.iter() if _local(found) == name), None)


def _text(element: Any) -> str:
    return "" if element is None else (element.text or "").strip()


def _path(folder: str, location: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, location.strip())).lstrip("/")
