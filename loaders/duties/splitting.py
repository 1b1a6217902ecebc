"""Split a printed list of agencies into names.

`文化和旅游厅` is one name, `市科技局和市财政局` are two; `各市、县(市、区)人民政府` is one collective actor.
"""

import re
from functools import cache

from msgspec.structs import replace

from loaders.duties.endings import share_endings
from loaders.duties.forms import (
    AREA,
    COLLECTIVE_AREA,
    COLLECTIVE_START,
    COLLECTIVE_TAIL,
    PLACE_END,
    SHORT_PLACE,
    ZONE_END,
    function_alone,
)
from loaders.duties.line_ends import told_apart
from loaders.duties.names import Name
from loaders.duties.trimming import BARE_GENERIC, trimmed
from loaders.lexicon.bodies import BRACKETS_AT_END, ends_like_a_body, ends_like_an_agency
from loaders.lexicon.wording import any_of, bodies

_COMMA = "、,;/|"
_DOTS = ".·•・‧→—－~～_*#>!-"
_LONGEST_SINGLE = 6
_JOINERS = ("+", "&", "或", "以及", "会同", "联合", "协同", "和", "及", "与", "暨", "商")
_AGENCY_NEXT = r"(?=市|省|县|区|州|自治|国家|各|有关|相关)"
# The look ahead spares most places the many alternatives.
_TOKEN = re.compile(
    r"(?=[、,;/()“”‘’\"《》以会联协商等和及与暨.·•・‧→—－~～_*#>!\-\d①-⑳<+&|或])"
    rf"(?:[、,;/()“”‘’\"《》①-⑳+&|或]|<br ?/?>|以及|(?<!、)会同|会同(?!县)|(?:联合|协同|商){_AGENCY_NEXT}|等|和|及(?!其)|与|暨|(?<=[局委厅办])商(?=[\u4e00-\u9fff]{{2,10}}(?:[局委厅办站行部]|分公司|海关)(?![\u4e00-\u9fff]))|(?<=[局委厅办部会院府心联])[.·•・‧→—－~～_*#>!-](?=市|省|县|区|州|各|自治)|(?<=[局委厅办])[.·•・‧→～~_*#](?=[\u4e00-\u9fff]{{2,8}}[局委厅办](?:[.·•・‧、,;。)]|$))|\d{{1,2}}[.、](?=市|省|县|区|州|各|自治))"
)
_PAIRS = {"“": "”", "‘": "’", "《": "》", "(": ")", '"': '"'}
_MOST_TOKENS_IN_A_PAIR = 60
_NOT_OPEN_BEFORE = re.compile(r"[高中初平对同均]$")
_NOT_OPEN_AFTER = re.compile(r"级|额|离|保(?!障)|价|候|待")
_GENERIC_REST = re.compile(r"^(?:(?:有关|相关|其他|其它|各)*(?:单位|部门|机构|方面|人员|组织))$")
_AREA_ALONE = frozenset("镇乡村区县市州旗盟组社屯")
_AREA_ENDS = _AREA_ALONE.union("道")
_LEVELS_ALONE = frozenset("省市县")
_LEVEL_NEXT = re.compile(r"[市县区](?:\([市县区、]{1,5}\)|[两三]级)?(?=[\u4e00-\u9fff]{2,})")
_COLLECTIVE_PARTY = re.compile(r"^各.{1,12}(?:党委|党工委|政府|[)市县区旗州盟]委)$")
_KIND_OF_AREA = re.compile("(?:自贸|综保|保税|园|开发|高新|片|社|城|山|老|景)区$")
_RUN_BY_A_DIVISION = re.compile("^(?:实验室|基地|平台|校区|口岸|院系|站点)$")
_DIVISION = re.compile("(?![市省县区各])[\u4e00-\u9fff]{2,8}[处科股]$")
_GOVERNMENT = re.compile(r"^(?:人民政府|政府|管委会)$")
_PLACES_OF_A_BODY = re.compile(
    r"[\u4e00-\u9fff]{2,4}[、和及与][\u4e00-\u9fff]{2,6}[市县区州盟旗](?:人民政府|政府|党委)"
)
_OF_SUCH_PLACES = re.compile(
    r"(?:[0-9一二三四五六七八九十]{1,2}个?)?([市县区州旗](?:人民政府|政府)|社区|街道|[镇乡村])(?=[,;、。)]|$)"
)


def split(text: str, start: int, end: int) -> list[Name]:
    """Split the list that stands between two offsets of a folded text, shared endings restored."""
    return share_endings(_merge_compounds(text, _Splitter(text, start, end).names()))


class _Splitter:
    """Goes through the marks and joining words of a list once, and cuts where one parts two names."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text, self._end = text, end
        self._tokens = list(_TOKEN.finditer(text, start, end))
        self._names: list[Name] = []
        self._at, self._separator = start, ""
        # Where 等 cuts the name off, and the noun behind it that the name lacks.
        self._cut_off, self._noun = -1, ""

    def names(self) -> list[Name]:
        closed: list[str] = []
        for number, token in enumerate(self._tokens):
            mark = token.group()
            if closed and mark == closed[-1]:
                closed.pop()
            elif mark in _PAIRS and self._has_close(number, _PAIRS[mark]):
                closed.append(_PAIRS[mark])
            elif closed or (mark == "、" and self._shares_its_bureau(token)):
                continue
            elif mark in _COMMA or mark in _DOTS or mark[0] == "<" or mark[0].isnumeric():
                self._cut(token)
            elif mark == "等":
                self._leave_open(token)
            elif mark in _JOINERS and self._parts_two_names(number, token):
                self._cut(token)
        self._put(self._end)
        return self._names

    def _shares_its_bureau(self, token: re.Match[str]) -> bool:
        """Whether what stands before a mark is a level whose bureau the next one names: 市、县(区)财政局 are many."""
        at, end = self._at, token.start()
        return (
            end - at == 1
            and self._text[at] in _LEVELS_ALONE
            and _LEVEL_NEXT.match(self._text, end + 1) is not None
        )

    def _cut(self, token: re.Match[str]) -> None:
        self._put(token.start())
        self._at, self._separator = token.end(), token.group()

    def _put(self, stop: int) -> None:
        """Take what stands before a place as a name."""
        text, at = self._text, self._at
        is_open = self._cut_off >= 0
        name = trimmed(text, at, self._cut_off if is_open else stop, self._separator, is_open)
        if name is not None:
            if self._noun:
                name = replace(name, text=name.text + self._noun, rule=f"shares the ending {self._noun}")
                self._noun = ""
            self._names += _apart(name) if len(name.text) > _LONGEST_SINGLE else [name]
        elif self._goes_on_with_area(text[at:stop]):
            # 各街道、镇 is one collective.
            last = self._names[-1]
            self._names[-1] = replace(last, text=text[last.start : stop], end=stop)
        elif is_open and self._names:
            self._names[-1] = replace(self._names[-1], open=True)
        self._cut_off = -1

    def _goes_on_with_area(self, piece: str) -> bool:
        return (
            bool(self._names)
            and self._separator == "、"
            and piece in _AREA_ALONE
            and self._names[-1].text[-1] in _AREA_ENDS
        )

    def _leave_open(self, token: re.Match[str]) -> None:
        """Take 等 as the end of a list, where it is none of a word's characters."""
        if self._cut_off >= 0:
            if token.start() == self._at and self._names:
                self._cut_off = token.start()
            return
        text, at = self._text, self._at
        left = text[at : token.start()]
        ends_list = (
            bool(left)
            and not _NOT_OPEN_BEFORE.search(left[-1])
            and not _NOT_OPEN_AFTER.match(text, token.end(), self._end)
            and ends_like_a_body(left)
        )
        if ends_list or (not left and self._names):
            self._cut_off = token.start()
        elif behind := _noun_behind(text, left, token, self._end):
            self._cut_off, self._noun = token.start(), behind

    def _parts_two_names(self, number: int, token: re.Match[str]) -> bool:
        """Whether 和, 及, 与 … stands between two names rather than inside one."""
        text = self._text
        left = text[self._at : token.start() if self._cut_off < 0 else self._cut_off]
        following = self._tokens[number + 1].start() if number + 1 < len(self._tokens) else self._end
        rest = text[token.end() : following]
        if rest in BARE_GENERIC or (self._cut_off >= 0 and _GENERIC_REST.match(rest)):
            return False
        right = text[token.end() : self._next_cut(number)]
        if (_KIND_OF_AREA.match(left) or _RUN_BY_A_DIVISION.search(left)) and _DIVISION.match(right):
            # 自贸区和特殊区域发展处 and 实验室与设备管理处 are one division each.
            return False
        if (
            (not left or _may_end_before_a_joiner(left))
            and ends_like_a_body(right)
            and (len(right) > 2 or right[0] == "各")
        ):
            return True
        return bool(PLACE_END.match(left)) and bool(_PLACES_OF_A_BODY.match(text, token.end(), self._end))

    def _has_close(self, number: int, close: str) -> bool:
        behind = self._tokens[number + 1 : number + _MOST_TOKENS_IN_A_PAIR]
        return any(later.group() == close for later in behind)

    def _next_cut(self, number: int) -> int:
        closes = ""
        for later in self._tokens[number + 1 :]:
            mark = later.group()
            if closes:
                closes = "" if mark == closes else closes
            elif mark in _PAIRS:
                closes = _PAIRS[mark]
            elif (
                mark in _COMMA
                or mark in _DOTS
                or mark in ("等", "以及")
                or mark[0] == "<"
                or mark[0].isnumeric()
            ):
                return later.start()
        return self._end


def _apart(name: Name) -> list[Name]:
    """The names of one in which the marks are lost: 县商务局县人社局."""
    whole = name.end - name.start == len(name.text) and name.text[0] != "各"
    words = told_apart(name.text) if whole else []
    if len(words) < 2:
        return [name]
    parts: list[Name] = []
    at = name.start
    for word in words:
        mark = "、" if parts else name.separator
        parts.append(replace(name, text=word, start=at, end=at + len(word), separator=mark))
        at += len(word)
    return parts


def _noun_behind(text: str, left: str, token: re.Match[str], end: int) -> str:
    """The noun of 教育、民政等部门 or 青岚、临江等市政府, which the last name before 等 lacks; else empty."""
    for noun in ("部门", "主管部门"):
        if text.startswith(noun, token.end()):
            return noun if function_alone().match(left) else ""
    government = _OF_SUCH_PLACES.match(text, token.end(), end)
    return government.group(1) if government and SHORT_PLACE.match(left) else ""


@cache
def _many_bureaus() -> re.Pattern[str]:
    """What 各县(市)海洋 begins like: a compound level with nothing but the work of its bureaus behind it."""
    return re.compile(rf"各(?:{AREA}[、和及]?)+(?:{any_of(bodies().functions.words)})+$")


def _may_end_before_a_joiner(left: str) -> bool:
    """综合门户港 in 综合门户港及公铁水联运 is no body, 市教育局 in 市教育局及市财政局 is one."""
    if left[0] == "各" and _many_bureaus().match(left):
        # 各县(市)海洋与渔业局 is one.
        return False
    return ends_like_an_agency(left) or (
        len(left) > 2
        and bool(ZONE_END.search(left) or PLACE_END.match(left) or left.startswith(COLLECTIVE_START))
    )


_SECOND_PLACE = re.compile(
    rf"(?:{AREA})+(?P<department>[\u4e00-\u9fff()]{{2,}}(?:[局委办厅站院所]|部门|中心))$"
)
_RANKS = {word: rank for rank, words in enumerate(("镇乡道", "县区旗", "市州盟", "省")) for word in words}


def _goes_on_with_place(first: str, second: str) -> bool:
    """Whether 县(市、区)人民政府 or 县(区)水务局 goes on with 各市; 市教育局 does not go on with 各县区."""
    if COLLECTIVE_TAIL.match(second):
        return True
    match = _SECOND_PLACE.match(second)
    if match is None:
        return False
    above = BRACKETS_AT_END.sub("", first)[-1]
    return "(" in second or _RANKS.get(second[0], 0) <= _RANKS.get(above, 0)


def _merge_compounds(text: str, names: list[Name]) -> list[Name]:
    """Put 各市、县(市、区)人民政府 together again."""
    merged: list[Name] = []
    for name in names:
        before = merged[-1] if merged else None
        if (
            before
            and name.separator in ("、", "和", "及", "与")
            and (
                (COLLECTIVE_AREA.match(before.text) and _goes_on_with_place(before.text, name.text))
                or (_COLLECTIVE_PARTY.match(before.text) and _GOVERNMENT.match(name.text))
            )
        ):
            merged[-1] = replace(before, text=text[before.start : name.end], end=name.end, open=name.open)
        else:
            merged.append(name)
    return merged
