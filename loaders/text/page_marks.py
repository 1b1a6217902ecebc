"""Find what marks the pages of a text: numbers between dashes, “Page 12”, and the running heads beside them."""

import re
from collections import Counter

_NUMBER = r"\d{1,4}"
_GAP = r"[ \t\u3000]*"
_MARK = re.compile(
    rf"^{_GAP}(?:"
    rf"[-—–－─·•~]{{1,2}}{_GAP}{_NUMBER}{_GAP}[-—–－─·•~]{{1,2}}"
    rf"|(?:[\[【（(]{_GAP})?第{_GAP}{_NUMBER}{_GAP}页(?:[ \t,，/]*共{_GAP}{_NUMBER}{_GAP}页)?{_GAP}[\]】）)]?"
    rf"|[#=*<>!\[【（( \t-]{{0,12}}(?:[Pp]age|PAGE)[ \t.:：#_-]{{0,3}}{_NUMBER}(?:{_GAP}(?:of|/){_GAP}{_NUMBER})?"
    rf"[ \t:：#=*<>\]】）)-]{{0,12}}"
    r")[ \t\u3000\r]*$",
    re.MULTILINE,
)
# A search for a line's end is many times quicker than one for its beginning.
_MAY_BE_MARK = re.compile(rf"\n{_GAP}+(?:[\[【（(]{_GAP}+)?[-—–－─·•~第]")
_PAGE_WORDS = ("page", "Page", "PAGE")
_BEFORE_FORM_FEED = re.compile(rf"\n({_GAP}{_NUMBER}[ \t\r]*)\n?\f")
_DIGITS = re.compile(r"[\d\W_]+")
_LONGEST_RUNNING_HEAD = 30
_FEWEST_PAGES = 3
# A sentence, a list of agencies, an item or a date of issue that stands first on several pages is no running head.
_SAYS_SOMETHING = re.compile(
    r"^\s*(?:19|20)\d\d年\d{1,2}月\d{1,2}日\s*$|[。；;：:，、]|牵头|负责|单位|部门|[（(](?:[一二三四五六七八九十]|\d)"
)


def page_marks(raw: str) -> list[tuple[int, int]]:
    """The stretches of a text that only say which page it is, in the order of the text."""
    may_be = _MAY_BE_MARK.search(f"\n{raw}") or any(word in raw for word in _PAGE_WORDS)
    marks = [match.span() for match in _MARK.finditer(raw)] if may_be else []
    if "\f" in raw:
        marks = sorted({*marks, *(match.span(1) for match in _BEFORE_FORM_FEED.finditer(raw))})
    if len(marks) >= _FEWEST_PAGES:
        marks = sorted({*marks, *_running_heads(raw, marks)})
    return marks


def _running_heads(raw: str, marks: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The lines beside the marks that are the same on most pages but for a number."""
    beside: list[tuple[str, int, int]] = []
    for start, end in marks:
        for at, stop in (_line_before(raw, start), _line_behind(raw, end)):
            line = raw[at:stop]
            if 0 < len(line.strip()) <= _LONGEST_RUNNING_HEAD and not _SAYS_SOMETHING.search(line):
                beside.append((_DIGITS.sub("", line), at, stop))
    counts = Counter(same for same, _, _ in beside)
    enough = max(_FEWEST_PAGES, len(marks) // 2)
    return [(at, stop) for same, at, stop in beside if len(same) > 1 and counts[same] >= enough]


def _line_before(raw: str, start: int) -> tuple[int, int]:
    end = start
    while end > 0 and raw[end - 1].isspace():
        end -= 1
    floor = max(0, end - 2 * _LONGEST_RUNNING_HEAD)
    return max(raw.rfind("\n", floor, end) + 1, floor), end


def _line_behind(raw: str, end: int) -> tuple[int, int]:
    start = end
    while start < len(raw) and raw[start].isspace():
        start += 1
    stop = raw.find("\n", start, start + 2 * _LONGEST_RUNNING_HEAD)
    return start, stop if stop >= 0 else min(len(raw), start + 2 * _LONGEST_RUNNING_HEAD)
