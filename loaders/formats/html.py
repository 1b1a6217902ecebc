"""Web pages: the plan's lines and tables without the page around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from lxml import etree

from graph.model import InputError
from loaders.document import Document
from loaders.formats import furniture
from loaders.formats.builder import DocumentBuilder, GridCell, SpanningCell, printed, spread
from loaders.formats.menus import PageWords
from loaders.formats.packages import xml_fault
from loaders.formats.plan_rows import write_table
from loaders.formats.text import OnError, decode
from loaders.formats.word.counting import printed_number

_DROPPED = frozenset({
    "script", "style", "noscript", "template", "head", "nav", "footer", "aside", "button", "select",
    "option", "datalist", "textarea", "input", "iframe", "frame", "object", "embed", "applet", "svg",
    "canvas", "audio", "video", "map", "picture", "img", "dialog", "meter", "progress",
})  # fmt: skip
_BLOCKS = frozenset({
    "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup",
    "hr", "html", "legend", "li", "main", "menu", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_CHARSET = re.compile(
    rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*["']?([\w-]+)""", re.I
)
_CHARSET_WITHIN = 8192
# Servers and templates of the West declare these of any page, and they read any bytes.
_CHARSETS_NOT_BELIEVED = frozenset({"iso-8859-1", "iso8859-1", "latin1", "windows-1252", "us-ascii", "ascii"})
_MIN_UTF8_EXCESS = 12
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_KEEPS_BREAKS = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.I)
_SPACES = " \t\r\n\f"
_SPACE = re.compile(f"[{_SPACES}]+")
# A picture inside the page: no part of it is read, and the parser takes no attribute that is so long.
_DATA_URI = re.compile(r"data:[^,<>\"']{0,200}+,[\w+/=%.~!*()\r\n-]{1000,}+", re.ASCII)
# The parser compares each attribute of a tag with all the others; no page has so many.
_MANY_ATTRIBUTES = re.compile(
    r"""(<[A-Za-z][^\s<>]*+)(?:\s++[^\s<>="']++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s<>"']++))?){500,}+"""
)
_BOTH_WIDE = re.compile(
    "[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u3000-\u303f\U00020000-\U0003ffff“”‘’—…]{2}"
)
# A class that names furniture is not believed of an element that holds this share of the page's own words.
_MAX_FURNITURE_SHARE = 0.4
_CELLS = frozenset({"td", "th"})
_MENU_TAGS = frozenset({"ul", "ol", "dl", "div", "table", "td"})
_MAX_CELL_LINES = 40
# A cell of more lines that holds this share of the page's words holds the page.
_MAX_SHORT_CELL_LINES = 5
_PAGE_CELL_SHARE = 0.5
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)")
_OWN_NUMBER = re.compile(
    r"\s*(?:\d{1,3}(?:[、．)）]|\.(?!\d))|[(（][\d一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|[①-⑳])"
)
_LIST_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_CHINESE_LIST_STYLES = frozenset({"cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal"})


def read_html(data: bytes, source: str, *, on_error: OnError | None = None) -> Document:
    """Read a web page.

    Menus, scripts, share bars, hidden parts and the site's footer are left out. Block elements become lines,
    tables of data become tables, and numbers that a browser would print before list items are computed.

    Parameters
    ----------
    data : bytes
        The page.
    source : str
        Its name.
    on_error : callable, optional
        Called with an error that concerns only a few damaged bytes.

    Raises
    ------
    InputError
        The page is empty, its characters cannot be read, or it is nested deeper than a browser would show.
    """
    text = _DATA_URI.sub("data:,", decode_html(data, source, on_error=on_error))
    text = _MANY_ATTRIBUTES.sub(r"\1", text)
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser=parser)
    except (etree.LxmlError, AssertionError) as error:
        raise InputError(f"cannot be read as a web page: {error}", file=source) from None
    if root is None:
        raise InputError("cannot be read as a web page: it is empty", file=source)
    for entry in parser.error_log:
        if entry.level >= etree.ErrorLevels.FATAL:
            raise InputError(
                f"cannot be read as a web page: {xml_fault(entry.message)}", file=source, line=entry.line
            )
    return _Page(root, source).document()


def decode_html(data: bytes, source: str, *, on_error: OnError | None = None) -> str:
    """Turn the bytes of a page into characters: by its mark, its own declaration, else as for plain text.

    Raises
    ------
    InputError
        None of them reads the page.
    """
    declared = _CHARSET.search(data, 0, _CHARSET_WITHIN)
    if declared is not None and declared[1].lower() != b"utf-8" and not _is_surely_utf8(data):
        name = declared[1].decode("ascii").lower()
        encoding = "gb18030" if name in ("gb2312", "gbk", "gb_2312-80", "x-gbk", "hz-gb-2312") else name
        if encoding not in _CHARSETS_NOT_BELIEVED:
            try:
                return decode(data.decode(encoding).encode("utf-8"), source)
            except (UnicodeError, LookupError):
                pass
    return decode(data, source, on_error=on_error)


def _is_surely_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8 by more than chance, whatever the page declares."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return len(data) - len(text) >= _MIN_UTF8_EXCESS


class _Page:
    """One page as blocks: a line is a string, a table is a grid."""

    def __init__(self, root: Any, source: str) -> None:
        self._source = source
        self._root = root
        self._words = PageWords(root, _DROPPED)
        self._grids: dict[Any, list[list[GridCell]] | None] = {}

    def document(self) -> Document:
        blocks = self._blocks(self._root)
        lines = [block if isinstance(block, str) else printed(block) for block in blocks]
        blocks = blocks[: furniture.footer_start(lines)]
        builder = DocumentBuilder(self._source)
        title = self._declared_title()
        if title and not _stands_in(title, lines):
            builder.line(title)
        for block in blocks:
            if not isinstance(block, str):
                write_table(builder, block)
            elif not furniture.is_furniture_line(block):
                builder.line(block)
        return builder.document()

    def _declared_title(self) -> str:
        for meta in self._root.iter("meta"):
            if (meta.get("name") or "").lower() == "articletitle":
                return _SPACE.sub(" ", meta.get("content") or "").strip()
        return ""

    def _blocks(self, element: Any) -> list[str | list[list[GridCell]]]:
        """Lines and tables beneath an element, in order."""
        flow = _Flow()
        self._walk(element, flow)
        flow.end_line()
        return flow.blocks

    def _walk(self, element: Any, flow: "_Flow", keeps_breaks: bool = False, number: str = "") -> None:
        tag = element.tag
        block = tag in _BLOCKS
        if not block and (tag in _DROPPED or not isinstance(tag, str) or tag[0] == "{"):
            return
        said = element.items()
        if said and (looks := _looks(tuple(said))) is not _PLAIN:
            if self._is_furniture(element, tag, looks):
                return
            keeps_breaks = keeps_breaks or looks.keeps_breaks
        pieces = flow.pieces
        numbers = None
        if block:
            if tag in _MENU_TAGS and self._words.are_a_menu(element):
                return
            if pieces:
                flow.end_line()
            if tag == "table" and (grid := self._data_table(element)) is not None:
                flow.blocks.append(grid)
                return
            if tag == "ol":
                numbers = _list_numbers(element)
            keeps_breaks = keeps_breaks or tag == "pre"
        elif tag == "br":
            pieces.append(_BREAK)
            return
        if number:
            pieces.append(number)
        if text := element.text:
            pieces.append(_kept(text, keeps_breaks))
        for child in element:
            number = next(numbers, "") if numbers and child.tag == "li" else ""
            self._walk(child, flow, keeps_breaks, number)
            if tail := child.tail:
                pieces.append(_kept(tail, keeps_breaks))
        if block and pieces:
            flow.end_line()

    def _is_furniture(self, element: Any, tag: str, looks: "_Looks") -> bool:
        if looks.hidden or tag in ("html", "body"):
            return looks.hidden
        return looks.named and not self._words.hold_more_than(_MAX_FURNITURE_SHARE, element)

    def _data_table(self, table: Any) -> list[list[GridCell]] | None:
        """The grid of a table that holds data; None for one that only lays the page out."""
        if table not in self._grids:
            self._grids[table] = self._read_table(table)
        return self._grids[table]

    def _read_table(self, table: Any) -> list[list[GridCell]] | None:
        if (table.get("role") or "").lower() in ("presentation", "none"):
            return None
        nested = list(table.iterdescendants("table"))
        rows = list(table.iter("tr"))
        if nested:
            rows = [row for row in rows if next(row.iterancestors("table")) is table]
        if not rows or max(len(row) for row in rows) < 2 or (len(rows) < 2 and not self._continues(table)):
            return None
        if any(self._data_table(inner) is not None for inner in nested):
            return None
        cells: list[list[SpanningCell]] = []
        for row in rows:
            line: list[SpanningCell] = []
            for cell in row:
                if cell.tag not in _CELLS:
                    continue
                blocks = self._lines_within(cell)
                if len(blocks) > _MAX_CELL_LINES or self._holds_the_page(cell, blocks):
                    return None
                line.append(
                    SpanningCell("\n".join(blocks), _number(cell, "colspan", 1), _number(cell, "rowspan", 1))
                )
            cells.append(line)
        return spread(cells, self._source)

    def _continues(self, table: Any) -> bool:
        """Whether a table of one row directly follows a table of data with as many columns."""
        before = table.getprevious()
        if before is None or before.tag != "table" or (before.tail or "").strip():
            return False
        grid = self._data_table(before)
        columns = sum(_number(cell, "colspan", 1) for cell in table.iter("td", "th"))
        return grid is not None and len(grid[0]) == columns

    def _holds_the_page(self, cell: Any, blocks: list[str]) -> bool:
        return len(blocks) > _MAX_SHORT_CELL_LINES and self._words.hold_more_than(_PAGE_CELL_SHARE, cell)

    def _lines_within(self, cell: Any) -> list[str]:
        return [block.strip() if isinstance(block, str) else printed(block) for block in self._blocks(cell)]


# Of a character whose lower half is rare the next one is found fast.
_BREAK = "\ue0fd"


class _Flow:
    """What is read of a page: its lines and tables, and the pieces of the line that has not ended."""

    def __init__(self) -> None:
        self.blocks: list[str | list[list[GridCell]]] = []
        self.pieces: list[str] = []

    def end_line(self) -> None:
        """Add the lines that the pieces make."""
        if self.pieces:
            text = "".join(self.pieces)
            self.pieces.clear()
            # Between two blocks there mostly is white space.
            if text.isspace():
                return
            if _is_one_line(text):
                self.blocks.append(text)
            else:
                self.blocks += [line for line in _collapse(text).split("\n") if line.strip()]


@dataclass(frozen=True, slots=True)
class _Looks:
    """What the attributes of an element say: it is hidden, is named like furniture, keeps the breaks of its lines."""

    hidden: bool = False
    named: bool = False
    keeps_breaks: bool = False


_PLAIN = _Looks()


# Attributes are much the same all over a page.
@lru_cache(4096)
def _looks(attributes: tuple[tuple[str, str], ...]) -> _Looks:
    said = dict(attributes)
    style = said.get("style", "")
    looks = _Looks(
        hidden="hidden" in said or _HIDDEN.search(style) is not None,
        named=said.get("role", "").lower() in furniture.ROLES
        or any(furniture.NAMES.search(said.get(name, "")) for name in ("class", "id")),
        keeps_breaks=_KEEPS_BREAKS.search(style) is not None,
    )
    return _PLAIN if looks == _PLAIN else looks


def _is_one_line(text: str) -> bool:
    """Whether a browser shows a text as it stands; to look for single characters is many times faster than a pattern."""
    return not (
        text[0] == " "
        or text[-1] == " "
        or "\n" in text
        or _BREAK in text
        or "  " in text
        or "\t" in text
        or "\r" in text
        or "\f" in text
    )


def _kept(text: str, keeps_breaks: bool) -> str:
    if _BREAK in text:
        text = text.replace(_BREAK, " ")
    return re.sub(r"\r\n?|\n", _BREAK, text) if keeps_breaks else text


def _collapse(text: str) -> str:
    """White space as a browser shows it; a line break between two Chinese characters is no space."""
    if "\n" in text or "\r" in text:
        parts = [part.strip(_SPACES) for part in text.replace("\r", "\n").split("\n")]
        parts = [part for part in parts if part]
        text = "".join(
            part if _BOTH_WIDE.match(part[-1] + after[0]) else part + " "
            for part, after in pairwise([*parts, " "])
        )
    if "  " in text or "\t" in text or "\f" in text:
        text = _SPACE.sub(" ", text)
    return text.replace(_BREAK, "\n").strip(" ")


def _list_numbers(ordered: Any) -> Iterator[str]:
    """What a browser prints before each item of an ordered list."""
    style = _LIST_STYLE.search(ordered.get("style") or "")
    number = _number(ordered, "start", 1) - 1
    for item in ordered.iterchildren("li"):
        number = _number(item, "value", number + 1)
        if _OWN_NUMBER.match(next((text for text in item.itertext() if not text.isspace()), "")):
            # The author numbered the items, too.
            yield ""
        elif style is None:
            yield printed_number(number, _LIST_TYPES.get(ordered.get("type") or "", "decimal")) + ". "
        elif style[1] == "none":
            yield ""
        elif style[1] in _CHINESE_LIST_STYLES:
            yield printed_number(number, "chineseCountingThousand") + "、"
        else:
            yield printed_number(number, "decimal") + ". "


def _number(element: Any, name: str, default: int) -> int:
    said = element.get(name)
    if said is None:
        return default
    match = re.match(r"\s*([+-]?\d{1,6})", said)
    return int(match[1]) if match else default


def _stands_in(title: str, lines: list[str]) -> bool:
    return re.sub(r"\s", "", title) in re.sub(r"\s", "", "".join(lines))
