"""Read who issues a notice, and which plans it says it encloses."""

import re

from loaders.text.condensed import Condensed
from loaders.text.issue import ORGAN
from loaders.text.titles import ANY_KIND

_SEVERAL = re.compile(r"[两二三四五六七八九十\d](?:个|项|部|份)")
_ANNEXES = re.compile(r"附件:")
_ANNEX_ENTRY = re.compile(r"\d{1,2}[.、](.{4,90}?)[。;]?")
_ISSUER = re.compile(
    rf"([\u4e00-\u9fff“”·、()]{{2,80}}?{ORGAN}(?:\([\u4e00-\u9fff]{{2,12}}\))?)(?=关于|印发|转发|批转)|(国务院)(?=关于|印发)"
)
_ISSUED = re.compile(
    rf"(?:关于)?(?:印发|转发|批转|公布|下发|发布)([^。;《》:]{{4,160}}?(?:{ANY_KIND}|\d条|[一二三四五六七八九十]条)(?:\([^()]{{2,30}}\))?)的?(?:通知|公告|函)"
)
_BOOK = r"《((?:[^《》]|《[^《》]*》){4,160})》"
_BOOKS = rf"{_BOOK}(?:[、,和及与]{{0,2}}{_BOOK})?(?:[、,和及与]{{0,2}}{_BOOK})?"
_ISSUED_BOOKS = re.compile(rf"(?:印发|转发|批转|公布|下发|发布){_BOOKS}")
_LOST_MARK = re.compile(r"(?:印发|转发|批转|公布|下发|发布)《([^《》。;]{4,160})的通知$")
_COVERED_BOOKS = re.compile(
    rf"(?:现将|印发|转发|批转|公布|下发|发布|。|:|^){_BOOKS}(?:等?(?:文件|方案)?)?(?=的通知|已经|已|业经|经[^。]{{2,40}}(?:同意|审议|批准|通过)|印发|予以|转发|下发|发布)"
)


def issuer_of(condensed: Condensed, start: int, end: int) -> str:
    """Who issues, as printed, where a title between two offsets begins with the name of an organ."""
    match = _ISSUER.match(condensed.text, start, end)
    return condensed.plain[slice(*match.span(1 if match.group(1) else 2))] if match else ""


def enclosed_in(condensed: Condensed, start: int, end: int) -> tuple[str, ...]:
    """The titles that a notice's own title, between two offsets, says it issues."""
    text = condensed.text
    if match := _ISSUED_BOOKS.search(text, start, end):
        return _groups(condensed, match)
    if lost := _LOST_MARK.search(text, start, end):
        return _groups(condensed, lost)
    match = _ISSUED.search(text, start, end)
    if match and text.count("《", start, match.start()) == text.count("》", start, match.start()):
        return _groups(condensed, match)
    return ()


def covered_in(condensed: Condensed, start: int, end: int) -> tuple[str, ...]:
    """The titles that the text of a covering notice says are issued with it (现将《…》印发给你们)."""
    match = _COVERED_BOOKS.search(condensed.text, start, end)
    return _groups(condensed, match) if match else ()


def names_several(title: str) -> bool:
    """Whether what a notice issues is more than one paper (…等三个方案)."""
    return _SEVERAL.search(title) is not None


def annexes_in(condensed: Condensed, start: int, end: int) -> tuple[str, ...]:
    """The titles that the list of annexes between two offsets names."""
    text = condensed.text
    found: list[str] = []
    listing = False
    for at, after in condensed.line_spans(start, end):
        label = _ANNEXES.match(text, at, after)
        listing = listing or label is not None
        entry = _ANNEX_ENTRY.fullmatch(text, label.end() if label else at, after) if listing else None
        if entry is not None:
            found.append(condensed.plain[slice(*entry.span(1))].strip("《》"))
        elif listing and label is None:
            break
    return tuple(found)


def _groups(condensed: Condensed, match: re.Match[str]) -> tuple[str, ...]:
    spans = [match.span(number) for number in range(1, match.re.groups + 1)]
    return tuple(condensed.plain[at:after] for at, after in spans if at >= 0)
