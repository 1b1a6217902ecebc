"""A text without its white space, with the way back to the text as read.

Plans are printed with names broken over lines and with brackets of every width. Reading works on the condensed
form, in which neither matters; every fact is then quoted from the text as read.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate, pairwise

from loaders.lexicon.confusables import folded_marks
from loaders.lexicon.labels import SHORT_LABEL
from loaders.lexicon.script import simplified
from loaders.text.listed_names import listed_names
from loaders.text.page_marks import page_marks

# Marks that print nothing count as white space, and so does Markdown's emphasis.
# All are spelled out, for a class of characters is quicker to test without a category (\s) in it.
_BLANK = (
    r"\x00-\x20\x85\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u2069\u3000\ufeff\ud800-\udfff"
)
# A gap behind a label (牵头单位　市科技局) or brackets around it (【牵头单位】市科技局) stand for its colon; a gap between
# two names (市教育局 市财政局) for the mark between them.
_LABEL_GAP = re.compile(
    rf"[ \t\u3000](?=[ \t\u3000]*[\u4e00-\u9fff])|[ \t\u3000]*\r?\n(?!\s*{SHORT_LABEL})(?=\s*[\u4e00-\u9fff])"
)
_OPENS_WITH_LABEL = re.compile(rf"(?:^|[\n（(〔\[【。；;])[ \t\u3000▶►▷●■◆▲★•·>*-]*{SHORT_LABEL}$")
_FURTHER_SHORT = re.compile(rf"[ \t\u3000，,]{SHORT_LABEL}$")
_LONGEST_LABEL = 24
_SPACES = frozenset(" \t\u3000\r\n")
_WRONG_MARKS = frozenset("，,。")
_LABEL_IN_BRACKETS = re.compile(
    rf"[【〖〔\[（(](?:(?={SHORT_LABEL}|完成时|时限|责任人)|(?<=[【〖〔\[])(?<![\u4e00-\u9fff].)(?=牵头.|配合.|责任.))"
    rf"({SHORT_LABEL}|完成时限|完成时间|时限|责任人|牵头|配合|责任)[】〗〕\]）)](?![ \t\u3000]*[:：])(?=[ \t\u3000]*[\u4e00-\u9fff\d])"
)
_MARK_BEHIND_LABEL = re.compile(r"[；;】〗〕\]）)](?:(?<=[位门室人导限间].)|(?<=牵头[】〗〕\]]))")
_LABEL_TYPO = re.compile(
    rf"(?<![\u4e00-\u9fff])({SHORT_LABEL}|责任人|联系人|(?:责任|牵头|分管)领导)[；;](?=\w)"
)
_LEVEL_FIRST = r"(?:市[^场]|省|县|区(?!域)|州|自治区|国家|市直|省直)[\u4e00-\u9fff]{1,14}[局委厅办部会院府心队处司团行署区]"
# (责任单位,市财政局) has a wrong mark for its colon.
_WRONG_COLON = re.compile(rf"[，,。](?=各|{_LEVEL_FIRST})")
# So have 责任单位｜市财政局 and 责任单位→市财政局.
_BARS = frozenset("|｜/／=＝→➡⇒—–-")
_BAR_FOR_COLON = re.compile(rf"(?:[|｜/／=＝→➡⇒]|[—–-]{{1,2}})[ \t\u3000]*(?=各|{_LEVEL_FIRST})")
_OPENS_WITH_ROLE = re.compile(r"[（(〔\[【，,；;][牵责配主协承][头任合办](?:单位|部门)$")
# A word of a role before a bracket of its own: 牵头(市委宣传部) 配合(市融媒体中心).
_BRACKETED_ROLE = re.compile(
    rf"[（(](?<=[\s；;。][牵配主协承责][头合办任].)(?P<names>(?:各|{_LEVEL_FIRST})[^（）()\n:：]{{0,60}})[）)](?=[\s。；;]|$)"
)
# So may 责任单位(市水务局、各区政府) have.
_BRACKETED_NAMES = re.compile(
    rf"[（(](?P<names>(?:各|{_LEVEL_FIRST})[^（）()\n:：]{{0,60}})[）)](?=[\s，,。；;]|$)"
)
# 一、建菌种场  责任单位 县农业农村局: behind a wide gap a label has a gap for its colon where an agency follows.
_WIDE_GAP_BEFORE = re.compile(rf"[ \t\u3000]{{2,}}{SHORT_LABEL}$")
_AGENCY_BEHIND = re.compile(rf"[ \t\u3000]+(?:各|{_LEVEL_FIRST})")
# Names behind a label, each but the last with a gap behind it that no other label follows.
_GAP = re.compile(r"(?<![：:])[ \t\u3000]+")
_SPACED_NAMES = re.compile(
    rf"[：:][ \t\u3000]*(?:[\u4e00-\u9fff]{{2,16}}[局委厅办部会院府心队处司团行署科室校区镇乡](?<!单位)(?<!部门)(?<!科室)"
    rf"[ \t\u3000]+(?!{SHORT_LABEL}|完成时|时限|责任人|[一二三四五六七八九十]{{1,3}}、)(?=[\u4e00-\u9fff]))+"
)
# At the beginning of a line 完成时限 2026年6月 and 牵头 市港航局 have a gap for the colon.
_LINE_GAP = re.compile(
    r"(?P<label>\n[ \t\u3000]*(?:(?:完成|办结|整改)(?:时限|时间|期限)|(?P<role>牵头|配合)))(?P<gap>[ \t\u3000]+)"
    rf"(?(role)(?=各|{_LEVEL_FIRST})|(?=\d|持续|长期|全年|每))"
)
# A gap in front of a further label stands for the mark between them: 市财政局 推进举措:.
_FURTHER_LABEL = re.compile(
    r"[ \t\u3000](?<=[局委厅办部会院府心队处司团行署科室校区镇乡道村居县市州旗站所社][ \t\u3000])(?=[ \t\u3000]*[\u4e00-\u9fff]{2,8}[:：])"
)
_REACH_OF_A_LIST = 120
# The gap is looked for before the name in front of it: that is many times quicker than the other way round.
_NAME_GAP = re.compile(
    r"[ \t\u3000\r\n](?<=[局委厅办部会院府心队处司团行署][ \t\u3000\r\n])"
    rf"(?:(?<=[ \t\u3000])(?=[ \t\u3000]*(?:{_LEVEL_FIRST}|各[县市区乡镇街有相单部地级村州盟旗]))"
    rf"|(?<=[\r\n])(?=\s*(?:{_LEVEL_FIRST}|各[县市区乡镇街有相单部地级村州盟旗][^\n。，,;；]{{0,24}})[ \t\u3000]*(?:[\r\n]|$)))"
)
_SOLID = re.compile(rf"[^{_BLANK}*]+|\*(?!\*)(?<!\*\*)")
_FOLD = tuple(
    zip(
        "（〔［【〖〈﹝｛『「{[）〕］】〗〉﹞｝』」}]＋＆，﹐︐：∶﹕︰︓；﹔︔﹑､︑．﹒！？／∕⁄＼\\｜０１２３４５６７８９",
        "(" * 12 + ")" * 12 + "+&,,,:::::;;;、、、..!?/////|0123456789",
        strict=True,
    )
)

# 各县<市、区>人民政府 and no mark of a page's source.
_ANGLED = re.compile(r"(?<=[省市县区州盟旗镇乡])<([省市县区州盟旗镇乡街道、]{1,12})>")
_FEW_LINES = 12
_WIDEST_PAGE = 60


def folded_widths(text: str) -> str:
    """A text with brackets, marks and digits of one width."""
    # One pass a character is many times faster here than one pass with a table.
    for wide, narrow in _FOLD:
        text = text.replace(wide, narrow)
    return _ANGLED.sub(r"(\1)", text) if "<" in text else text


def _blanked(raw: str, spans: list[tuple[int, int]]) -> str:
    """The text with spaces for these stretches, as long as it was."""
    pieces, end = [], 0
    for start, stop in spans:
        start = max(start, end)
        pieces += [raw[end:start], " " * (stop - start)]
        end = stop
    return "".join([*pieces, raw[end:]]) if pieces else raw


def _with_marks(raw: str) -> str:
    """The text with the marks that gaps and brackets stand for, as long as it was."""
    marked = raw
    if _MARK_BEHIND_LABEL.search(raw):
        marked = _LABEL_IN_BRACKETS.sub(r" \1:", _LABEL_TYPO.sub(r"\1:", raw))
    if "牵头（" in marked or "牵头(" in marked:
        marked = _BRACKETED_ROLE.sub(lambda found: f"：{found['names']}；", marked)
    pieces, end, labelled = [], 0, -1
    for at in sorted(at for word in ("单位", "部门", "科室") for at in _occurrences(marked, word)):
        following = marked[at : at + 1]
        if following in "：:" and (listed := listed_names(marked, at)):
            pieces += [marked[end:at], listed]
            end = at + len(listed)
            continue
        if following in "：:" and (spaced := _SPACED_NAMES.match(marked, at)):
            pieces += [marked[end:at], _GAP.sub(lambda found: "、".ljust(len(found.group())), spaced.group())]
            end = spaced.end()
            continue
        before = marked[max(0, at - _LONGEST_LABEL) : at]
        # Behind a label with another mark for its colon any other on the line has one, too.
        further = labelled >= 0 and "\n" not in marked[labelled:at] and _FURTHER_SHORT.search(before)
        if following in _BARS and (bar := _BAR_FOR_COLON.match(marked, at)):
            if further or _OPENS_WITH_LABEL.search(before):
                pieces += [marked[end:at], ":".ljust(len(bar.group()))]
                end = labelled = bar.end()
            continue
        if following in _WRONG_MARKS and _WRONG_COLON.match(marked, at):
            if _OPENS_WITH_ROLE.search(marked, max(0, at - _LONGEST_LABEL), at):
                pieces += [marked[end:at], ":"]
                end = at + 1
            continue
        if following in "（(" and (held := _BRACKETED_NAMES.match(marked, at)):
            if _OPENS_WITH_LABEL.search(before):
                pieces += [marked[end:at], f"：{held['names']}；"]
                end = held.end()
            continue
        gap = _LABEL_GAP.match(marked, at) if following in _SPACES else None
        if gap is None:
            continue
        opens = _OPENS_WITH_LABEL.search(before) or (
            _WIDE_GAP_BEFORE.search(before) and _AGENCY_BEHIND.match(marked, at)
        )
        if further or opens:
            pieces += [marked[end : gap.start()], ":".ljust(len(gap.group()))]
            end = labelled = gap.end()
    marked = "".join([*pieces, marked[end:]]) if pieces else marked
    marked = _LINE_GAP.sub(lambda gap: gap["label"] + ":".ljust(len(gap["gap"])), marked)
    marked = _FURTHER_LABEL.sub(_mark_of_gap, marked)
    return _NAME_GAP.sub("、", marked)


def _mark_of_gap(gap: re.Match[str]) -> str:
    """A semicolon for the gap behind a label's list; nothing is listed where no label stands before it on its line."""
    text, at = gap.string, gap.start()
    line = max(text.rfind("\n", max(0, at - _REACH_OF_A_LIST), at), at - _REACH_OF_A_LIST, 0)
    return ";" if ":" in text[line:at] or "：" in text[line:at] else gap.group()


def _occurrences(text: str, word: str) -> Iterator[int]:
    """The offsets behind each occurrence of a word."""
    at = text.find(word)
    while at >= 0:
        yield at + len(word)
        at = text.find(word, at + len(word))


def _as_printed(printed: str, folded: str, marked: str) -> str:
    """The printed characters with the marks that were put in among the folded ones."""
    return "".join(
        [own if same == now else now for own, same, now in zip(printed, folded, marked, strict=True)]
    )


class Condensed:
    """The characters of `raw` that print, folded to one width.

    Parameters
    ----------
    raw : str
        The text as read.
    within : str, optional
        The text that it is a part of, which tells in which characters it is printed.

    Attributes
    ----------
    raw : str
        The text as read.
    plain : str
        `raw` without white space, marks that print nothing, emphasis and page marks; a gap that stands for a
        label's colon or a list's mark is one.
    text : str
        `plain` with brackets, commas, colons, semicolons, stops and digits of one width, in simplified characters;
        as long as `plain`.
    lines : list of int
        Offsets into `text` where a printed line begins, from the first.
    line_starts : frozenset of int
        The same offsets.
    """

    def __init__(self, raw: str, *, within: str | None = None) -> None:
        self.raw = raw
        self._page_marks = page_marks(raw)
        shown = folded_marks(_blanked(raw, self._page_marks))
        folded = simplified(shown, within=within)
        solid = _with_marks(folded)
        runs = [match.span() for match in _SOLID.finditer(solid)]
        self._raw_starts = [start for start, _ in runs]
        self._starts = [0, *accumulate([end - start for start, end in runs])]
        self.text = folded_widths("".join([solid[start:end] for start, end in runs]))
        printed = solid if folded is shown else _as_printed(shown, folded, solid)
        self.plain = "".join([printed[start:end] for start, end in runs])
        breaks = "\n\r\x0b\x0c\x85\u2028\u2029"
        has_break = re.compile(f"[{breaks}]").search
        self.lines: list[int] = []
        end_before = 0
        for start, (raw_start, raw_end) in zip(self._starts, runs, strict=False):
            if start == 0 or raw[end_before] == "\n" or has_break(raw, end_before, raw_start):
                self.lines.append(start)
            end_before = raw_end
        assert self._starts[-1] == len(self.text)
        self.line_starts = frozenset(self.lines)

    @cached_property
    def width(self) -> int:
        """The width at which lines are broken by force, in characters; 0 where they end with their paragraphs."""
        widths = sorted(after - at for at, after in pairwise(self.lines))
        if len(widths) < _FEW_LINES:
            return 0
        wide = widths[int(len(widths) * 0.9)]
        return wide if wide <= _WIDEST_PAGE else 0

    def is_full(self, begin: int, end: int) -> bool:
        """Whether a printed line between two offsets reaches the width at which lines are broken by force."""
        return self.width > 0 and end - begin >= self.width - 3

    def lines_between(self, start: int, end: int) -> list[int]:
        """Where the printed lines between two offsets begin."""
        return self.lines[bisect_left(self.lines, start) : bisect_left(self.lines, end)]

    def joints_between(self, start: int, end: int) -> list[int]:
        """Where white space was left out between two offsets: gaps and the ends of lines."""
        return self._starts[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def line_spans(self, start: int, end: int) -> list[tuple[int, int]]:
        """The printed lines that begin between two offsets, each to the next one or to `end`."""
        return list(pairwise([*self.lines_between(start, end), end]))

    def line_start(self, offset: int, floor: int = 0) -> int:
        """Where the printed line of the character at `offset` begins, at the earliest at `floor`."""
        line = bisect_right(self.lines, offset) - 1
        return max(self.lines[line], floor) if line >= 0 else floor

    def raw_offset(self, offset: int) -> int:
        """Where the condensed character at `offset` stands in the text as read."""
        if offset >= len(self.text):
            return self.raw_span(len(self.text) - 1, len(self.text))[1] if self.text else 0
        run = bisect_right(self._starts, offset) - 1
        return self._raw_starts[run] + offset - self._starts[run]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the text as read from the first to the last of these characters."""
        if end <= start:
            at = self.raw_offset(start)
            return at, at
        starts, raw_starts = self._starts, self._raw_starts
        first = bisect_right(starts, start) - 1
        last = bisect_right(starts, end - 1, first) - 1
        return raw_starts[first] + start - starts[first], raw_starts[last] + end - starts[last]

    def printed(self, raw_start: int, raw_end: int) -> str:
        """A stretch of the text as read without white space and page marks."""
        marks = self._page_marks
        first = bisect_right(marks, raw_start, key=lambda span: span[1])
        pieces, end = [], raw_start
        for start, stop in marks[first : bisect_left(marks, raw_end, first, key=lambda span: span[0])]:
            pieces.append(self.raw[end : max(start, end)])
            end = min(max(stop, end), raw_end)
        return "".join("".join([*pieces, self.raw[end:raw_end]]).split())

    def shift(self, start: int, end: int) -> int | None:
        """How far the raw offsets of a stretch lie behind its own, where nothing was left out of it; else None."""
        run = bisect_right(self._starts, start) - 1
        if run < 0 or run + 1 >= len(self._starts) or end > self._starts[run + 1]:
            return None
        return self._raw_starts[run] - self._starts[run]

    def offset(self, raw_offset: int) -> int:
        """The first condensed character at or after a place in the text as read."""
        run = bisect_right(self._raw_starts, raw_offset) - 1
        if run < 0:
            return 0
        offset, end = self._starts[run] + raw_offset - self._raw_starts[run], self._starts[run + 1]
        return offset if offset < end else end
