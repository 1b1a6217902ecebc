"""Word documents: what Word shows in its final view, with the numbers that it computes."""

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, cast

from graph.model import InputError
from loaders.document import Document
from loaders.formats.builder import DocumentBuilder, GridCell, printed
from loaders.formats.packages import Package
from loaders.formats.plan_rows import write_table
from loaders.formats.recognised.images import read_images
from loaders.formats.recognised.recogniser import Recogniser
from loaders.formats.word.numbering import Numbering, W
from loaders.formats.word.scans import scans_in

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_OFFICE_DOCUMENT = "/officeDocument"
# Containers that Word shows as if their content stood in their place.
_THROUGH = frozenset(
    f"{W}{name}"
    for name in (
        *("ins", "moveTo", "hyperlink", "smartTag", "sdtContent", "customXml", "fldSimple", "dir", "bdo"),
        *("ruby", "rubyBase"),
    )
)
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_NOTES = ("footnotes", "endnotes")
_NOTE_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_MAX_COLUMNS = 1_000
_CONTENTS_STYLE = re.compile(r"toc (?:\d|heading)", re.IGNORECASE)
_OFF = frozenset({"0", "false", "off"})

_OLE_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_GRAPHIC_DATA = f"{_DRAWING}graphicData"
_EQUATION = re.compile(r"Equation|MathType", re.IGNORECASE)

_Block = str | list[list[GridCell]]


def read_docx(
    data: bytes,
    source: str,
    *,
    on_error: Callable[[InputError], None] | None = None,
    recogniser: Recogniser | None = None,
) -> Document:
    """Read a Word document (docx, docm, dotx).

    Numbers are computed as Word shows them, insertions are kept, deletions are left out. The text of a box
    stands after the paragraph that it is anchored to, footnotes and endnotes after the body. Headers, footers
    and comments are left out.

    Parameters
    ----------
    data : bytes
        The file.
    source : str
        Its name.
    on_error : callable, optional
        Called with an error that names what may hold text and cannot be read: embedded files, diagrams, pictures as
        large as a scan; without it they are left out.
    recogniser : Recogniser, optional
        What recognises the characters on pictures as large as a scan; what they say stands behind the text.

    Raises
    ------
    InputError
        The package is damaged, protected by a password or too large, or holds no text.
    """
    reader = _Reader(Package(data, source), source)
    scans = list(scans_in(reader.body))
    recognised = scans if recogniser is not None and recogniser.can else []
    unread = _unread(reader.body, len(scans) - len(recognised))
    if unread and on_error is not None:
        on_error(
            InputError(
                f"not read in it: {unread}; give what they say as text or as files of their own", file=source
            )
        )
    if not recognised or recogniser is None:
        return reader.document()
    pictures = [reader.picture(relation) for relation in recognised]
    pages = read_images(pictures, source, on_error=on_error, recogniser=recogniser)
    return reader.document().followed_by(pages) if reader.has_text() else pages


class _Reader:
    def __init__(self, package: Package, source: str) -> None:
        self._source = source
        self._package = package
        self._main = self._main_part()
        styles = self._part("styles")
        self._numbering = Numbering(self._part("numbering"), styles)
        self._contents_styles = set() if styles is None else set(_contents_styles(styles))
        self.body = self._package.xml(self._main).find(f"{W}body")
        if self.body is None:
            raise InputError("a Word document without a body; save it again", file=source)

    def document(self) -> Document:
        builder = DocumentBuilder(self._source)
        stories = [self.body]
        for name in _NOTES:
            notes = self._part(name)
            if notes is not None:
                stories += [note for note in notes if note.get(f"{W}type") not in _NOTE_SEPARATORS]
        for story in stories:
            for block in self._blocks(story):
                if isinstance(block, str):
                    if block.strip():
                        builder.line(block)
                else:
                    write_table(builder, block)
        return builder.document()

    def has_text(self) -> bool:
        """Whether the body says anything beside its pictures."""
        return any((text.text or "").strip() for text in self.body.iter(f"{W}t"))

    def picture(self, relation: str) -> bytes:
        """The picture of a relationship; nothing where it is missing."""
        folder, main = posixpath.split(self._main)
        relations = posixpath.join(folder, "_rels", f"{main}.rels")
        if relations not in self._package.names():
            return b""
        for known in self._package.xml(relations):
            if known.get("Id") == relation:
                path = posixpath.normpath(posixpath.join(folder, known.get("Target") or ""))
                path = path.lstrip("/") if path.startswith("/") else path
                return self._package.read(path) if path in self._package.names() else b""
        return b""

    def _main_part(self) -> str:
        if "_rels/.rels" in self._package.names():
            for relation in self._package.xml("_rels/.rels"):
                if (relation.get("Type") or "").endswith(_OFFICE_DOCUMENT):
                    return (relation.get("Target") or "").lstrip("/")
        return "word/document.xml"

    def _part(self, name: str) -> Any:
        """A part beside the main one, by its relationship or its usual name; None where there is none."""
        folder, main = posixpath.split(self._main)
        path = posixpath.join(folder, f"{name}.xml")
        relations = posixpath.join(folder, "_rels", f"{main}.rels")
        if relations in self._package.names():
            for relation in self._package.xml(relations):
                if (relation.get("Type") or "").endswith(f"/{name}"):
                    target = relation.get("Target") or ""
                    path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        return self._package.xml(path) if path in self._package.names() else None

    def _blocks(self, story: Any, *, in_cell: bool = False) -> Iterator[_Block]:
        """Paragraphs as strings and tables as grids, in order."""
        held = ""
        for element in _content(story):
            if element.tag == f"{W}p":
                if self._is_contents(element):
                    continue
                text, boxes = self._paragraph(element, alone=in_cell)
                if _mark_deleted(element):
                    held += text
                else:
                    yield held + text
                    held = ""
                for box in boxes:
                    yield from self._blocks(box)
            elif element.tag == f"{W}tbl":
                if held:
                    yield held
                    held = ""
                yield from self._table(element)
        if held:
            yield held

    def _is_contents(self, paragraph: Any) -> bool:
        """Whether a paragraph is a line of the table of contents, by its style."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return style is not None and style.get(f"{W}val") in self._contents_styles

    def _paragraph(self, paragraph: Any, *, alone: bool) -> tuple[str, list[Any]]:
        """What a paragraph says and the boxes in it; its number counts `alone` where it says nothing else."""
        parts: list[str] = []
        boxes: list[Any] = []
        fields: list[int] = []
        for child in paragraph:
            _collect(child, parts, boxes, fields)
        text = "".join(parts)
        if not text.strip() and _mark_deleted(paragraph):
            return text, boxes
        label = self._numbering.label(paragraph)
        return (label + text.lstrip(" ") if label and (alone or text.strip()) else text), boxes

    def _table(self, table: Any) -> Iterator[_Block]:
        rows = [row for row in _content(table) if row.tag == f"{W}tr" and not _flag(row, "trPr", "del")]
        grid: list[list[GridCell]] = []
        above: list[GridCell] = []
        nested = total = 0
        layout: list[_Block] = []
        for row in rows:
            line: list[GridCell] = [GridCell("") for _ in range(_grid_before(row))]
            for cell in _content(row):
                if cell.tag != f"{W}tc":
                    continue
                blocks = list(self._blocks(cell, in_cell=True))
                layout += blocks
                text = "\n".join(
                    block.strip() if isinstance(block, str) else printed(block) for block in blocks
                )
                text = text.strip("\n")
                total += len(text)
                nested += sum(len(printed(block)) for block in blocks if not isinstance(block, str))
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                continues = merge is not None and merge.get(f"{W}val") != "restart"
                if (
                    _flag(cell, "tcPr", "hMerge")
                    and cell.find(f"{W}tcPr/{W}hMerge").get(f"{W}val") != "restart"
                ):
                    laid = line[-1] if line else GridCell(text)
                elif continues and len(line) < len(above):
                    laid = above[len(line)]
                else:
                    laid = GridCell(text)
                line += [laid] * _span(cell)
            grid.append(line)
            above = line
        columns = max((len(line) for line in grid), default=0)
        if columns <= 1 or (nested and (len(grid) <= 1 or 2 * nested > total)):
            yield from layout
        else:
            yield grid


def _unread(body: Any, scans: int) -> str:
    """What in a document may hold text and is not read, in words; empty where there is nothing."""
    counts: Counter[tuple[str, str]] = Counter()
    for element in body.iter(f"{W}altChunk", _OLE_OBJECT, _GRAPHIC_DATA):
        tag = element.tag
        if tag == f"{W}altChunk":
            counts["inserted file", "inserted files"] += 1
        elif tag == _OLE_OBJECT:
            counts["embedded file", "embedded files"] += not _EQUATION.match(element.get("ProgID") or "")
        else:
            counts["diagram", "diagrams"] += (element.get("uri") or "").endswith("/diagram")
    counts["picture as large as a scan", "pictures as large as a scan"] += scans
    return ", ".join(
        f"{count} {one if count == 1 else many}" for (one, many), count in counts.items() if count
    )


def _contents_styles(styles: Any) -> Iterator[str]:
    """Styles that Word gives the lines of a table of contents, whatever the language of its menus."""
    for style in styles.findall(f"{W}style"):
        name = style.find(f"{W}name")
        if name is not None and _CONTENTS_STYLE.fullmatch(name.get(f"{W}val") or ""):
            yield style.get(f"{W}styleId") or ""


def _content(element: Any) -> Iterator[Any]:
    """Children, through content controls, insertions and the first alternative."""
    for child in element:
        tag = child.tag
        if tag == f"{W}sdt":
            content = _control(child)
            if content is not None:
                yield from _content(content)
        elif tag in (f"{W}customXml", f"{W}ins", f"{W}moveTo"):
            yield from _content(child)
        elif tag == f"{_MC}AlternateContent":
            yield from _content(_alternative(child))
        else:
            yield child


def _control(control: Any) -> Any:
    """What a content control holds; None where it holds only the words that ask for something."""
    if control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
        return None
    return control.find(f"{W}sdtContent")


def _alternative(choices: Any) -> Any:
    """The first alternative that says something, else the first: some programs draw the text in the last alone."""
    first = choices[0] if len(choices) else choices
    return next((choice for choice in choices if choice.find(f".//{W}t") is not None), first)


def _collect(element: Any, parts: list[str], boxes: list[Any], fields: list[int]) -> None:
    """Add the text of a run or a container in a paragraph, and the text boxes anchored in it.

    `fields` says where in `parts` each open field began: what it has there when its result begins are instructions.
    """
    tag = element.tag
    if tag in (f"{W}t", _MATH_TEXT):
        parts.append(element.text or "")
    elif tag in _SIGNS:
        parts.append(_SIGNS[tag])
    elif tag == f"{W}sym":
        parts.append(_symbol(element))
    elif tag == f"{W}fldChar":
        _turn_field(element.get(f"{W}fldCharType"), parts, fields)
    elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
        boxes += _outermost_boxes(element)
    else:
        for child in _inside(element):
            _collect(child, parts, boxes, fields)


def _inside(element: Any) -> Iterable[Any]:
    """The elements whose text is that of a run or a container; none where it is hidden or no text."""
    tag = element.tag
    if tag == f"{W}r":
        return () if _is_hidden(element) else element
    if tag == f"{W}sdt":
        content = _control(element)
        return () if content is None else (content,)
    if tag == f"{_MC}AlternateContent":
        return cast("Iterable[Any]", _alternative(element))
    known = tag in _THROUGH or (isinstance(tag, str) and tag.startswith(_MATH_TEXT[:-1]))
    return element if known else ()


def _turn_field(kind: str | None, parts: list[str], fields: list[int]) -> None:
    if kind == "begin":
        fields.append(len(parts))
    elif fields and kind == "separate":
        del parts[fields[-1] :]
    elif fields and kind == "end":
        fields.pop()


def _symbol(element: Any) -> str:
    """A character given by its code; one of a font of pictures says nothing."""
    code = element.get(f"{W}char") or ""
    number = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{1,4}", code) else 0
    return chr(number) if 0x20 < number < 0xD800 or 0xF900 <= number < 0xFFFE else ""


def _outermost_boxes(element: Any) -> Iterator[Any]:
    for child in element:
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag == f"{_MC}AlternateContent":
            yield from _outermost_boxes(_alternative(child))
        else:
            yield from _outermost_boxes(child)


def _is_hidden(run: Any) -> bool:
    return _flag(run, "rPr", "vanish")


def _mark_deleted(paragraph: Any) -> bool:
    return any(paragraph.find(f"{W}pPr/{W}rPr/{W}{name}") is not None for name in ("del", "moveFrom"))


def _flag(element: Any, properties: str, name: str) -> bool:
    found = element.find(f"{W}{properties}/{W}{name}")
    return found is not None and found.get(f"{W}val") not in _OFF


def _grid_before(row: Any) -> int:
    return _count(row.find(f"{W}trPr/{W}gridBefore"), 0)


def _span(cell: Any) -> int:
    return max(1, _count(cell.find(f"{W}tcPr/{W}gridSpan"), 1))


def _count(element: Any, default: int) -> int:
    value = "" if element is None else element.get(f"{W}val") or ""
    return min(int(value), _MAX_COLUMNS) if value.isdecimal() and len(value) < 10 else default
