"""Pages as a browser saves them in one file (.mht, .mhtml): the page itself, without its pictures and frames."""

import email
import email.policy
from collections.abc import Callable
from email.message import Message

from graph.model import InputError
from loaders.document import Document
from loaders.formats.html import read_html

_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030"}


def read_mhtml(data: bytes, source: str, *, on_error: Callable[[InputError], None] | None = None) -> Document:
    """Read a saved page.

    Parameters
    ----------
    data : bytes
        The file.
    source : str
        Its name.
    on_error : callable, optional
        As for `read_html`.

    Raises
    ------
    InputError
        It holds no page, or one that cannot be read.
    """
    try:
        saved = email.message_from_bytes(data, policy=email.policy.compat32)
        pages = [
            part for part in saved.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")
        ]
    except RecursionError:
        raise InputError("parts inside parts without end; save the page again as HTML", file=source) from None
    first = saved.get_param("start")
    page = next((part for part in pages if first and part["Content-ID"] == first), None) or next(
        iter(pages), None
    )
    if page is None:
        raise InputError("a saved page without its text; save it again as HTML", file=source)
    return read_html(_content(page), source, on_error=on_error)


def _content(page: Message) -> bytes:
    """The page, in UTF-8 where the part around it says in which characters it is written."""
    content = page.get_payload(decode=True)
    assert isinstance(content, bytes)
    charset = str(page.get_content_charset() or "")
    try:
        return content.decode(_WIDER.get(charset, charset)).encode("utf-8") if charset else content
    except (LookupError, UnicodeError):
        # What the page itself declares is tried next.
        return content
