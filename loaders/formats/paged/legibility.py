"""Pages that cannot be read: scanned ones, and those whose fonts hide their characters."""

import re

from loaders.formats.paged.page import Drawn
from loaders.lexicon.words import reads_as_chinese

# Shares of a page's characters and of its area.
_MAX_UNREADABLE = 0.05
_MAX_FOREIGN = 0.3
_SCAN_AREA = 0.4
_FEW_CHARACTERS = 12
# A stamp, a running head, a note of the program that scanned.
_SHORT_TEXT = 120
_MIN_DRAWN_OBJECTS = 50
_READABLE = re.compile(
    "[\\s\u0020-\u007e\u00a0-\u00d7\u00f7\u0391-\u03c9\u2010-\u203b\u20ac\u2103\u2109\u2116\u2122\u2160-\u217f"
    "\u2190-\u2199\u2200-\u22ff\u2460-\u24ff\u2500-\u27bf\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\ufe10-\ufe6f\uff00-\uffef\U00020000-\U0003ffff]"
)


class UnreadablePageError(Exception):
    """A page that cannot be read, and why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class PicturedPageError(UnreadablePageError):
    """A page whose characters could be recognised on its picture; `drawn` is what else can be made of it."""

    def __init__(self, reason: str, drawn: Drawn | None = None) -> None:
        super().__init__(reason)
        self.drawn = drawn


class Legibility:
    """Counts the characters of a page that no reader could read: it is refused where they are many."""

    def __init__(self) -> None:
        self._seen = self._unreadable = self._foreign = 0

    def keeps(self, text: str) -> bool:
        """Whether a character is one that stands for something."""
        self._seen += 1
        if _READABLE.match(text):
            return True
        code = ord(text)
        if code < 0x20 or code == 0xFFFD or 0xE000 <= code <= 0xF8FF or code >= 0xF0000:
            self._unreadable += 1
            return False
        self._foreign += 1
        return True

    def check(self) -> None:
        """Refuse the page if too much of it stands for nothing, or for what no plan says."""
        if self._unreadable > max(3, _MAX_UNREADABLE * self._seen) or self._foreign > max(
            3, _MAX_FOREIGN * self._seen
        ):
            raise PicturedPageError("its font hides what the characters are; print the file to PDF anew")


def check_scan(drawn: Drawn, *, picture_share: float, objects: int) -> None:
    """Refuse a page that has pictures, or much that is drawn, in the place of text.

    Parameters
    ----------
    drawn : Drawn
        What it draws beside its pictures.
    picture_share : float
        Share of its area that pictures cover.
    objects : int
        How many objects other than text it has.
    """
    text = "".join(glyph.text for glyph in drawn.glyphs if not glyph.text.isspace())
    pictured = picture_share > _SCAN_AREA
    if len(text) < _FEW_CHARACTERS and (pictured or (not text and objects >= _MIN_DRAWN_OBJECTS)):
        raise PicturedPageError("a picture without text (a scan)")
    if pictured and (len(text) < _SHORT_TEXT or not reads_as_chinese(text)):
        raise PicturedPageError("a picture under a text of which few words are Chinese", drawn)
