"""Other documents that a plan names, by title and number."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_NUMBER = r"[\u4e00-\u9fff]{2,12}(?:字|令|公告|函)?(?:第)?[(\[](?:(?:19|20)\d\d|20(?:__|[Xx×*]{2}))[)\]](?:第)?[0-9_Xx×*]{1,5}号"
_ORDER = r"[\u4e00-\u9fff]{2,16}令(?:第[0-9一二三四五六七八九十百]{1,5}号)"
_TITLED = re.compile(rf"《(?P<title>[^《》]{{2,120}})》(?:\((?P<number>{_NUMBER}|{_ORDER})\))?")
_NUMBERED = re.compile(_NUMBER)
_NO_DOCUMENT = re.compile(
    r"(?:许可证|登记证|产权证|合格证|资格证|证书|承诺书|申请表|登记表|申请书|告知书|报告书|报告表|执照|证明|合同|协议书|协议|登记簿|日报|杂志|节目|专栏)\Z|证(?:\([^()]{1,8}\))?\Z"
)
_LEAD = re.compile(
    r"\A(?:按照|根据|依据|落实|执行|参照|依照|结合|贯彻|遵照|符合|对照|见|按|和|与|及|即|的|以|在|原|对)+"
)


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
    covered = 0
    for match in _anchors(text):
        start, end = match.span()
        if start < covered:
            continue
        if match.re is _TITLED:
            title = match["title"]
            if _NO_DOCUMENT.search(title):
                continue
            number = plain[slice(*match.span("number"))] if match["number"] else ""
            yield FoundCitation(title=plain[slice(*match.span("title"))], number=number, start=start, end=end)
        else:
            lead = _LEAD.match(match.group())
            start += lead.end() if lead else 0
            yield FoundCitation(title="", number=plain[start:end], start=start, end=end)
        covered = end


def _anchors(text: str) -> list[re.Match[str]]:
    matches = list(_TITLED.finditer(text)) if "《" in text else []
    at = text.find("号")
    while at >= 0:
        window = max(0, at - 36)
        for match in _NUMBERED.finditer(text, window, at + 1):
            if match.end() == at + 1:
                matches.append(match)
        at = text.find("号", at + 1)
    return sorted(matches, key=lambda match: (match.start(), -match.end()))
