"""Enumerations in a clause: 在内燃机、绿色食品和板材家具等产业 has three members and ends before 产业."""

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

import msgspec

from loaders.places.sentence import is_place, name_start
from loaders.targets.industries import standings

MAX_MEMBER = 16
"""Most characters of a member; what is longer ends the list."""

MAX_VERB = 4
"""Most characters of the verb between a place and what is listed."""

TRADE = ("进口", "出口")
"""Verbs of trade, which are part of the names of zones and kinds of trade, and end no name elsewhere."""

MIN_WHOLE = 7
"""Fewest characters of a name that holds a 、 itself."""

_SHORTEST_WITH_PLACE = 5
_AND_SO_ON = re.compile(r"等(?<![平高中均同初相对劣优]等)(?![级同效离候待额价式号于])")
_CONJUNCTION = re.compile("以及|和|及|与")
_LAST = re.compile("以及|和|及")
_NUMERALS = frozenset("0123456789一二三四五六七八九十两")
_COUNTED = re.compile(r"[0-9一二三四五六七八九十两]{1,3}(?:大|个|条|类|项)")
_NUMBERED = re.compile("[0-9一二三四五六七八九十两]{1,3}(?:大|个|条)[^,、]{0,8}?产业")
_HEAD = re.compile("产业链|产业集群|产业|行业|服务业|领域|企业|公司")
_LONGER = re.compile(
    "(?!及|和|与|等)[\u4e00-\u9fff]{1,4}?(?:设备|器械|材料|用品|制品|器具|食品|软件)(?=生产企业|制造企业|企业|产业)"
)
_UNITS = frozenset("亩吨头只羽株瓶箱套台辆")
_QUANTITY = re.compile(r"[0-9][0-9.]*[多余]?[十百千万亿]?[多余]?[亩吨头只羽株瓶箱套台辆]")
_OF_PLACES = frozenset("省市县区州园城港镇")
_QUOTES = "“”‘’\"'"
_CLOSING = frozenset("”’\"'")
_QUOTE = re.compile(f"[{_QUOTES}]")


class Span(Protocol):
    """A name that is known to stand in the text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Enumeration(msgspec.Struct, frozen=True, gc=False):
    """A list of names: the spans of its members, where what follows it begins, and whether 等 or a number closes it."""

    members: tuple[tuple[int, int], ...]
    end: int
    closed: bool


def enumerations(text: str, start: int, end: int, known: Sequence[Span]) -> Iterator[Enumeration]:
    """Yield the enumerations with 、 in a clause of a text, in its order.

    Parameters
    ----------
    text : str
        Text without white space.
    start, end : int
        Span of the clause.
    known : sequence of Span
        Names known to stand in the clause, in its order: they tell where the first and the last member end.
    """
    begins = {span.start: span.end for span in known}
    ends = {span.end: span.start for span in known}
    items = _split(text, start, end, known)
    quoted = _QUOTE.search(text, start, end) is not None
    last_item = len(items) - 1
    at = 0
    first = items[0]
    while at < last_item:
        members = [_first_member(text, _behind_closing(text, first[0], begins), first[1], ends)]
        stop, closed = end, False
        while at < last_item:
            at += 1
            item_start, item_end = items[at]
            if begin := _behind_place_and_verb(text, item_start, item_end):
                # 支持青岚、临江发展|铝箔、铝材 lists places, then what they grow.
                members, item_start = [], begin
            so_on = None
            if text.find("等", item_start + 1, item_end) >= 0:
                so_on = _AND_SO_ON.search(text, item_start + 1, item_end)
            if so_on:
                members.extend(_joined(text, item_start, so_on.start(), begins))
                stop, closed = so_on.end(), True
                break
            if at != last_item and (number := _NUMBERED.search(text, item_start + 1, item_end)):
                members.extend(_joined(text, item_start, number.start(), begins))
                stop, closed = number.start(), True
                break
            if at == last_item or item_end - item_start > MAX_MEMBER:
                last, stop = _last_members(text, item_start, item_end, begins)
                members.extend(last)
                break
            members.append((item_start, item_end))
        if text[stop : stop + 1] in _NUMERALS and (counted := _COUNTED.match(text, stop, items[at][1])):
            stop, closed = counted.end(), True
        if text[stop : stop + 1] in _NUMERALS and (quantity := _QUANTITY.match(text, stop, items[at][1])):
            stop = quantity.end()
        first = stop, items[at][1]
        if quoted:
            members = [_unquoted(text, *member) for member in members]
        members = [_unmeasured(text, *member) for member in members]
        named = [(begin, close) for begin, close in members if close - begin > 1 or ends.get(close) == begin]
        if named:
            yield Enumeration(tuple(named), stop, closed)


def _behind_closing(text: str, start: int, begins: dict[int, int]) -> int:
    """Where a list goes on behind the name that closes the one before: 储能等服务业|和餐饮、住宿."""
    end = begins.get(start, 0)
    joint = _CONJUNCTION.match(text, end) if end else None
    return joint.end() if joint else start


def _behind_place_and_verb(text: str, start: int, end: int) -> int:
    """Where the name in a member begins that opens with a place and a verb; 0 for none."""
    if end - start < _SHORTEST_WITH_PLACE:
        return 0
    begin = name_start(text, start, end)
    verbs = range(max(start + 2, begin - MAX_VERB), begin - 1)
    return (
        begin
        if begin < end and any(text[at - 1] in _OF_PLACES or is_place(text[start:at]) for at in verbs)
        else 0
    )


def _split(text: str, start: int, end: int, known: Sequence[Span]) -> list[tuple[int, int]]:
    """The spans between the 、 of a clause that are not inside a known name: 农、林、牧、渔业 is one."""
    items = []
    whole = [
        span for span in known if span.end - span.start >= MIN_WHOLE and "、" in text[span.start : span.end]
    ]
    at, number = start, 0
    while (stop := text.find("、", at, end)) >= 0:
        while number < len(whole) and whole[number].end <= stop:
            number += 1
        if number < len(whole) and whole[number].start < stop:
            at = whole[number].end
        else:
            items.append((start, stop))
            at = start = stop + 1
    return [*items, (start, end)]


def _unmeasured(text: str, start: int, end: int) -> tuple[int, int]:
    """A member without how much of it there is: 设施蔬菜|1.5万亩."""
    quantity = _QUANTITY.search(text, start + 1, end) if text[end - 1] in _UNITS else None
    return start, quantity.start() if quantity else end


def _unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _QUOTES:
        start += 1
    while end > start and text[end - 1] in _QUOTES:
        end -= 1
    return start, end


def _first_member(text: str, start: int, end: int, ends: dict[int, int]) -> tuple[int, int]:
    start, end = _unquoted(text, max(start, end - MAX_MEMBER), end)
    if end in ends:
        first = ends[end]
        while first in ends or (text[first - 1] in "及和与" and first - 1 in ends):
            first = ends.get(first) or ends[first - 1]
        return max(start, first), end
    opened = max(text.rfind("“", start, end), text.rfind("‘", start, end))
    begin = opened + 1 if opened >= 0 else name_start(text, start, end)
    return (begin + 2 if text.startswith(TRADE, begin) else begin), end


def _joined(text: str, start: int, end: int, begins: dict[int, int]) -> list[tuple[int, int]]:
    """The members in 家用电器和纺织服装, which 等 follows."""
    if begins.get(start, 0) >= end:
        return [(start, end)]
    joints = list(_LAST.finditer(text, start + 1, end - 1))
    if not joints or begins.get(start, 0) > joints[-1].end():
        return [(start, end)]
    return [(start, joints[-1].start()), (joints[-1].end(), end)]


def _last_members(
    text: str, start: int, end: int, begins: dict[int, int]
) -> tuple[list[tuple[int, int]], int]:
    """The members in 旅游和体育产业发展, which no 等 follows, and where what follows them begins."""
    members: list[tuple[int, int]] = []
    while True:
        at = start + (start < end and text[start] in _QUOTES)
        stop = begins.get(at, 0)
        while stop in begins:
            stop = begins[stop]
        if stop and text[stop:end] in standings():
            stop = end
        if stop and (longer := _LONGER.match(text, stop, end)):
            # 康复|治疗设备|生产企业
            stop = longer.end()
        if not stop or stop > end:
            head = _HEAD.search(text, min(start + 2, end), min(end, start + MAX_MEMBER))
            if not head and end - start > 8:
                return members, start
            stop = head.start() if head else end
            if counted := _COUNTED.search(text, min(start + 2, stop), stop):
                stop = counted.start()
            joint = _CONJUNCTION.search(text, min(start + 2, stop), stop)
            stop = joint.start() if joint else stop
            quote = text.find("“", at + 2, stop)
            stop = quote if quote >= 0 else stop
        members.append((start, stop))
        while stop < end and text[stop] in _CLOSING:
            stop += 1
        joint = _CONJUNCTION.match(text, stop, end)
        if not joint:
            return members, stop
        start = joint.end()
