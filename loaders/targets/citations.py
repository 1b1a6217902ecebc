"""Other documents that a plan names, by title and number."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_YEAR_AND_NUMBER = r"[(\[](?:(?:19|20)\d\d|20(?:__|[Xx×*]{2}))[)\]](?:第)?[0-9_Xx×*]{1,5}号"
_ISSUER = r"[\u4e00-\u9fff]{2,16}"
_ORDER = r"[\u4e00-\u9fff]{2,16}令(?:第[0-9一二三四五六七八九十百]{1,5}号)"
_TITLED = re.compile(
    rf"《(?P<title>[^《》]{{2,120}})》(?:\((?P<number>{_ISSUER}{_YEAR_AND_NUMBER}|{_ORDER})\))?"
)
_NUMBERED = re.compile(_YEAR_AND_NUMBER)
_ISSUED = re.compile(rf"{_ISSUER}\Z")
_NO_DOCUMENT = re.compile(
    r"(?:许可证|登记证|产权证|合格证|资格证|证书|承诺书|申请表|登记表|申请书|告知书|报告书|报告表|执照|证明|合同|协议书|协议|登记簿|日报|杂志|节目|专栏)\Z|证(?:\([^()]{1,8}\))?\Z"
)
# What ends a title on the line before is no part of the number.
_TITLE_ENDS = re.compile("通知|方案|意见|办法|决定|规定|规划|通报|函复")
_LEAD = re.compile(
    r"(?:按照|根据|依据|落实|执行|参照|依照|结合|贯彻|遵照|符合|对照|见|按|和|与|及|即|的|以|在|原|对)+"
)


MAX_YEAR_AND_NUMBER = 16
"""Most characters of a document's year and number."""

MAX_ISSUER = 12
"""Most characters before the year of a document's number."""


class FoundCitation(NamedTuple):
    """Another document in a text: its title, its number, or both."""

    title: str
    number: str
    start: int
    end: int


def find_citations(text: str, plain: str) -> Iterator[FoundCitation]:
    """Yield the documents that a text names, in its order.

    Parameters
    ----------
    text : str
        Text without white space, brackets of one width.
    plain : str
        The same characters as printed: titles and numbers are quoted from it.

    Yields
    ------
    FoundCitation
        Certificates, contracts and forms in book-title marks are no documents.
    """
    found = [_titled(match, plain) for match in _TITLED.finditer(text)] if "《" in text else []
    found.extend(_numbered(match, plain) for match in _numbers(text))
    covered = 0
    for one in sorted(filter(None, found), key=lambda one: (one.start, -one.end)):
        if one.start >= covered:
            yield one
            covered = one.end


def _numbers(text: str) -> Iterator[re.Match[str]]:
    """Yield the year and number of each document, found from its 号: there are few of them."""
    at = text.find("号")
    while at >= 0:
        if match := _NUMBERED.search(text, max(0, at - MAX_YEAR_AND_NUMBER), at + 1):
            yield match
        at = text.find("号", at + 1)


def _titled(match: re.Match[str], plain: str) -> FoundCitation | None:
    if _NO_DOCUMENT.search(match["title"]):
        return None
    return FoundCitation(
        title=plain[slice(*match.span("title"))],
        number=plain[slice(*match.span("number"))] if match["number"] else "",
        start=match.start(),
        end=match.end(),
    )


def _numbered(match: re.Match[str], plain: str) -> FoundCitation | None:
    text, bracket = match.string, match.start()
    issuer = _ISSUED.search(text, max(0, bracket - MAX_ISSUER), bracket)
    if not issuer:
        return None
    start = issuer.start()
    for title in _TITLE_ENDS.finditer(text, start, bracket):
        start = title.end()
    if lead := _LEAD.match(text, start, bracket):
        start = lead.end()
    if bracket - start < 2:
        return None
    return FoundCitation(title="", number=plain[start : match.end()], start=start, end=match.end())
