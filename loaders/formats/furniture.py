"""What stands around a plan: a site's menus, share bars and footer, a document's table of contents."""

import re
from collections.abc import Sequence

from loaders.formats.tables import furniture_words
from loaders.lexicon.wording import any_of

_WORDS = furniture_words()
_COUNTED = any_of(_WORDS.counted.words)

NAMES = re.compile(
    rf"(?i:{any_of(_WORDS.names.within)})"
    rf"|(?:^|[\s_-]|(?<=[a-z])(?=[A-Z]))(?i:{any_of(_WORDS.names.words)})(?=$|[\s_-]|(?<=[a-z])[A-Z])"
)
"""Words of classes and ids that name furniture."""

ROLES = frozenset(_WORDS.roles.words)
"""ARIA roles of furniture."""

_LINE = re.compile(
    rf"""(?:
      扫[一描].{{0,4}}扫?.{{0,20}}(?:手机|微信|二维码).{{0,12}}
    | (?:您|你)?(?:当前|现在|所在)的?(?:所在)?的?位置(?:是)?[:：].*
    | (?:首页|网站首页)\s*(?:[>》›»/→-].*)?
    | (?:\[|【|〖)?\s*(?:{any_of(_WORDS.lines.fonts)})\s*[:：]?[\s\[【(大中小特标准默认|\])】]*(?:打印.*)?
    | [\s\[【(大中小|\])】]{{3,}}(?:打印.*)?
    | (?:[\[【〖]?\s*(?:{any_of(_WORDS.lines.tools)})\s*[\]】〗|]?\s*)+
    | 分享(?:到|至)?\s*[:：]?.{{0,30}}
    | (?:{_COUNTED})(?:次数|量|数|人次)?\s*[:：]\s*\d*\s*次?
    | (?:上|下)一[篇条页]\s*[:：].*
    | 责任编辑\s*[:：].*
    | (?:{any_of(_WORDS.lines.others)})(?:{any_of(_WORDS.lines.other_texts)})\s*[:：]?
    | {any_of(_WORDS.lines.alone)} | 适老化.{{0,6}}
    )""",
    re.VERBOSE,
)

_META_KEY = re.compile(f"{any_of(_WORDS.origin.words)}|(?:{_COUNTED})(?:次数|量|数|率)?")
_PRINTED_DATE = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*(?:\d{1,2}:\d{2}(?::\d{2})?)?\s*")
_MAX_FURNITURE_LINE = 120
_MIN_CONTENTS_LINES = 3

_FOOTER_MARK = re.compile(
    rf"{any_of(_WORDS.footer_marks.words)}|备案(?:编?号|序号)\s*[:：]|建议使用.{{0,20}}(?:浏览器|分辨率)"
    r"|All\s+Rights\s+Reserved",
    re.IGNORECASE,
)
_FOOTER_COMPANION = re.compile(
    rf"""^[\s|·•/\\]*(?:
      (?:网站)?(?:{any_of(_WORDS.footer.operators)})(?:单位|部门|方)?\s*[:：]
    | (?:{any_of(_WORDS.footer.addresses)})?地址\s*[:：]
    | (?:{any_of(_WORDS.footer.telephones)})?电话\s*[:：]
    | (?:{any_of(_WORDS.footer.labels)})\s*[:：]
    | {any_of(_WORDS.footer.links)} | 中国政府网$
    )""",
    re.VERBOSE | re.IGNORECASE,
)


def is_furniture_line(text: str) -> bool:
    """Whether a whole line is a page's own, such as a share bar, and says nothing of the plan."""
    text = text.strip()
    if len(text) > _MAX_FURNITURE_LINE:
        return False
    if _LINE.fullmatch(text):
        return True
    date = _PRINTED_DATE.match(text)
    first = _META_KEY.match(text, date.end() if date else 0)
    return first is not None and (date is not None or _META_KEY.search(text, first.end()) is not None)


_CONTENTS_LINE = re.compile(r"\s*\S.{0,80}?(?:[.．…·•‥⋯-]\s?){4,}\s*[（(]?\d{1,4}[)）]?\s*")
_CONTENTS_TITLE = re.compile(r"\s*目\s*[录次]\s*")


def contents_lines(lines: Sequence[str]) -> set[int]:
    """Numbers of the lines of a table of contents: dots lead from each to a page's number.

    They repeat the plan's headings, and read as its items they would give it a second outline.
    """
    found = {
        number
        for number, line in enumerate(lines)
        if len(line) <= _MAX_FURNITURE_LINE and _CONTENTS_LINE.fullmatch(line)
    }
    if len(found) < _MIN_CONTENTS_LINES:
        return set()
    return found | {number for number, line in enumerate(lines) if _CONTENTS_TITLE.fullmatch(line)}


def footer_start(lines: Sequence[str]) -> int:
    """Number of the first line of the site's footer; the number of lines where there is none.

    The footer is known by what only a site prints (a registration number, a copyright); the lines of its
    operator (主办单位:…) above that mark belong to it, the same label elsewhere is a duty.
    """
    start = len(lines)
    for number in range(len(lines) - 1, -1, -1):
        text = lines[number].strip()
        if not text:
            continue
        if len(text) > _MAX_FURNITURE_LINE and not _FOOTER_MARK.search(text[:_MAX_FURNITURE_LINE]):
            break
        if _FOOTER_MARK.search(text):
            start = number
        elif not _FOOTER_COMPANION.search(text):
            if start < len(lines) or len(lines) - number > 12:
                break
        elif start < len(lines):
            start = number
    return start
