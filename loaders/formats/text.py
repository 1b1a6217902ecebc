"""Plain text and Markdown: bytes to characters, by rules that never guess.

A byte order mark decides; else strict UTF-8; else GB18030, where what it gives reads as Chinese. A few damaged bytes,
as where a program cut a character in two, do not cost the file: they stand as U+FFFD, and their place is told.
The characters stay as they are, line ends too, so that every offset counts in the text as published; in Markdown spaces
stand for its marks, and the cells of a table drawn with lines are laid out in its place.
"""

import codecs
import re
from collections.abc import Callable
from pathlib import PurePath

from graph.model import InputError
from loaders.document import Document
from loaders.formats import markdown
from loaders.formats.drawn_tables import laid_out
from loaders.formats.text_tables import text_tables

MAX_TEXT_BYTES = 64 * 2**20

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x19\x1b-\x1f\x7f]")
_MAX_CONTROL_SHARE = 0.01
# A run of what is none of them is passed three times as fast as they are looked for.
_NO_CONTROL = re.compile(r"[\x80-\U0010ffff -~\t-\r\x1a]*+")
# GB18030 gives some character for almost any pair of bytes; Chinese text keeps to the signs and common hanzi.
_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]|[\x81-\xfe][\x30-\x39][\x81-\xfe][\x30-\x39]")
_COMMON_PAIR = re.compile(rb"[\xa1-\xa9\xb0-\xd7][\xa1-\xfe]")
_MIN_COMMON_SHARE = 0.75
_SAMPLE_BYTES = 2**20
_MARKDOWN = (".md", ".markdown")
_HTML_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_REPLACEMENT = "\ufffd"
_MAX_DAMAGED = 20
_MAX_DAMAGED_SHARE = 0.001

OnError = Callable[[InputError], None]


def read_plain_text(data: bytes, source: str, *, on_error: OnError | None = None) -> Document:
    """Read a plain text or a Markdown file.

    Parameters
    ----------
    data : bytes
        The file.
    source : str
        Its name.
    on_error : callable, optional
        Called with an error that concerns only a few damaged bytes, or a table that is not read.

    Raises
    ------
    InputError
        The file is empty, is no text, or is in an encoding other than UTF-8, UTF-16 with a mark, or GB18030.
    """
    text = decode(data, source, on_error=on_error)
    if PurePath(source).suffix.lower() in _MARKDOWN:
        table = _HTML_TABLE.search(text)
        if table is not None and on_error is not None:
            what = "a table in HTML is not read in Markdown; write it with pipes, or save the file as HTML"
            on_error(InputError(what, file=source, line=text.count("\n", 0, table.start()) + 1))
        return Document(
            source=source, text=markdown.shown(text), tables=text_tables(markdown.without_escaped_pipes(text))
        )
    text, drawn, unsure = laid_out(text)
    tables = [*drawn, *text_tables(text, taken=[(table.start, table.end) for table in drawn])]
    tables.sort(key=lambda table: table.start)
    return Document(source=source, text=text, tables=tuple(tables), unsure=unsure)


def decode(data: bytes, source: str, *, on_error: OnError | None = None) -> str:
    """Turn the bytes of a text file into characters.

    Parameters
    ----------
    data, source, on_error
        As for `read_plain_text`; without `on_error` damaged bytes are an error of the whole file.

    Raises
    ------
    InputError
        As for `read_plain_text`; the message names the line where the text cannot be read.
    """
    if not data:
        raise InputError("the file is empty", file=source)
    if len(data) > MAX_TEXT_BYTES:
        raise InputError(f"a text of more than {MAX_TEXT_BYTES >> 20} MB; split it", file=source)
    text = _decode_marked(data, source)
    if text is None:
        text = _decode_unmarked(data, source, on_error)
    _refuse_binary(text, source)
    if not text.strip():
        raise InputError("the file holds nothing but white space", file=source)
    return text


def _decode_marked(data: bytes, source: str) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise InputError(
                    f"marked as {encoding.upper()}, but byte {len(mark) + error.start} does not read as it;"
                    " save the file as UTF-8",
                    file=source,
                ) from None
    return None


def _decode_unmarked(data: bytes, source: str, on_error: OnError | None) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        utf8_stops_at = error.start
    if b"\0" not in data:
        damaged = None
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            damaged = _decode_damaged(data, source)
        else:
            if _reads_as_chinese(data):
                return text
        if damaged is not None:
            text, fault = damaged
            if on_error is None:
                raise fault
            on_error(fault)
            return text
    raise InputError(
        f"neither UTF-8 nor GB18030 text (byte {utf8_stops_at + 1} is the first that is not UTF-8);"
        " if it is a text, save it as UTF-8",
        file=source,
        line=data.count(b"\n", 0, utf8_stops_at) + 1,
    )


def _decode_damaged(data: bytes, source: str) -> tuple[str, InputError] | None:
    """The text of which a few bytes read in no encoding, and what is to be said of them; None where more do not."""
    most = min(_MAX_DAMAGED, _MAX_DAMAGED_SHARE * len(data))
    found = []
    for encoding in ("utf-8", "gb18030"):
        text = data.decode(encoding, "replace")
        damaged = text.count(_REPLACEMENT)
        if damaged <= most and (encoding == "utf-8" or _reads_as_chinese(data)):
            found.append((damaged, encoding, text))
    if not found:
        return None
    damaged, encoding, text = min(found)
    at = text.index(_REPLACEMENT)
    what = (
        f"a damaged character stands as {_REPLACEMENT} in this {encoding.upper()} text, here; type it anew"
        if damaged == 1
        else f"{damaged} damaged characters stand as {_REPLACEMENT} in this {encoding.upper()} text, the first one"
        " here; type them anew"
    )
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return text, InputError(what, file=source, line=line, column=column)


def _reads_as_chinese(data: bytes) -> bool:
    pairs = _PAIR.findall(data[:_SAMPLE_BYTES])
    common = sum(1 for pair in pairs if _COMMON_PAIR.fullmatch(pair))
    return common >= _MIN_COMMON_SHARE * len(pairs)


def _refuse_binary(text: str, source: str) -> None:
    nul = text.find("\0")
    if nul >= 0:
        raise InputError(
            "not a text file: it holds a NUL character",
            file=source,
            line=text.count("\n", 0, nul) + 1,
            column=nul - text.rfind("\n", 0, nul),
        )
    sample = text[:_SAMPLE_BYTES]
    if _NO_CONTROL.fullmatch(sample):
        return
    if len(_CONTROL.findall(sample)) > _MAX_CONTROL_SHARE * len(sample):
        raise InputError("not a text file: it is full of control characters", file=source)
