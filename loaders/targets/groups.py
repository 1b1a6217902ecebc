"""Names that a clause takes together: the members of a list, or those that 和 and 与 join, with the noun behind them."""

import re
from collections.abc import Iterator

import msgspec

from loaders.places.sentence import is_place
from loaders.targets.chain_wording import shapes, wording
from loaders.targets.enumerations import Enumeration, enumerations
from loaders.targets.industries import Standing
from loaders.targets.industry_names import MAX_NAME, Name, is_apart, is_general
from loaders.text.spans import Spans

MAX_SHARED = 4
"""Most characters before a name that share its ending by 及 (动力及储能电池), whatever they say."""

MAX_HEAD = 14
"""How far behind a name the noun is looked for that says what it is a name of."""

_JOINT = re.compile("[”’\"']?(?:以及|和|与|及|或)[“‘\"']?")
_SUFFIX = re.compile(r"(?:全?产业链条?|产业集群|产业|行业)\Z")
_SUFFIX_LAST = frozenset("业链条群")
_AND_SO_ON = re.compile("[”’]?等?(?:[0-9一二三四五六七八九十两]{1,3}(?:大|个|条|类|项))?")
_USES = re.compile("应用|研发|制造|加工|服务|生产|经营|经销")
_LED_ON = frozenset(("means", "services", "goods"))
_FARTHER = frozenset(("industry", "firms", "field", "bodies"))
_NO_BUSINESS = frozenset("务态主绩内界余者")
_NO_SPANS = Spans()
_AND = frozenset(("和", "及", "与", ""))


class Head(msgspec.Struct, frozen=True, gc=False):
    """The noun behind a name or a list: its class in the table (empty for none), and its span."""

    label: str
    start: int
    end: int


class Group(msgspec.Struct, frozen=True, gc=False):
    """Names that share what governs them and the noun behind them; `listed` for a list with 、."""

    members: tuple[Name, ...]
    start: int
    end: int
    head: Head
    listed: bool = False
    closed: bool = False
    others: int = 0

    def share(self, least: Standing) -> float:
        """Which part of all members stands for an industry at least as far."""
        reach = sum(
            member.known and (member.standing >= least or member.standing is Standing.GENERAL)
            for member in self.members
        )
        return reach / (len(self.members) + self.others)


def groups(text: str, start: int, end: int, found: list[Name]) -> Iterator[Group]:
    """Yield the groups of names in a clause of a text."""
    taken = _NO_SPANS
    if text.find("、", start, end) >= 0:
        begins = {name.start: name for name in found}
        ends = {name.end: name for name in found}
        spans: list[tuple[int, int]] = []
        for listed in enumerations(text, start, end, found):
            if group := _list(text, listed, begins, ends):
                spans.extend((member.start, member.end) for member in group.members)
                yield group
        taken = Spans(spans)
    row: list[Name] = []
    for name in found:
        if taken.meet(name.start, name.end):
            continue
        if row and not ((joint := _JOINT.match(text, row[-1].end)) and joint.end() == name.start):
            yield _row(text, row)
            row = []
        row.append(name)
    if row:
        yield _row(text, row)


def _row(text: str, row: list[Name]) -> Group:
    return Group(tuple(row), row[0].start, row[-1].end, head(text, row[-1].end))


def head(text: str, at: int) -> Head:
    """The noun that stands behind a name at a place, whatever adjectives and numbers stand between."""
    words = wording()
    limit = at + MAX_HEAD
    so_on = _AND_SO_ON.match(text, at)
    at = so_on.end() if so_on and so_on.end() > at else at
    if link := words.links.match(text, at):
        at = link.end()
    while at < limit:
        if found := words.heads.at(text, at):
            if text[found.start : found.end] == "业" and text[found.end : found.end + 1] in _NO_BUSINESS:
                return Head("", at, at)
            longer = words.between.at(text, at)
            if found.label in _LED_ON and (noun := _farther(text, found.end)):
                return noun
            if not longer or longer.end <= found.end:
                return Head(found.label, found.start, found.end)
        between = words.between.at(text, at)
        if not between:
            break
        at = between.end
    return Head("", at, at)


def _farther(text: str, at: int) -> Head | None:
    """The noun behind another one that it belongs to: 服务|领域, 数字技术|应用|产业."""
    between = _USES.match(text, at)
    noun = wording().heads.at(text, between.end() if between else at)
    return Head(noun.label, noun.start, noun.end) if noun and noun.label in _FARTHER else None


def _list(text: str, listed: Enumeration, begins: dict[int, Name], ends: dict[int, Name]) -> Group | None:
    """A list as a group, where it holds a name of the table or is closed by a noun of industries."""
    noun = _list_head(text, listed, begins)
    members: list[Name] = []
    unknown: list[Name] = []
    others = 0
    for span in listed.members:
        if names := list(_known_members(text, span, begins, ends)):
            members += names
        elif _is_named(text, *span):
            shaped = text.endswith(shapes().shaped.get(text[span[1] - 1], ()), span[0], span[1])
            unknown.append(Name(*span, Standing.GOODS if shaped else Standing.FORM, known=False))
        else:
            others += 1
    size = len(members) + len(unknown)
    if size < 2 or not (members or (noun.label == "industry" and listed.closed)):
        return None
    strong = noun.label == "industry" and (listed.closed or len(members) * 3 >= size)
    if strong or len(members) * 2 >= size + others:
        every = sorted([*members, *unknown], key=lambda name: name.start)
    else:
        every, others = members, others + len(unknown)
    return Group(
        tuple(every), listed.members[0][0], listed.end, noun, listed=True, closed=listed.closed, others=others
    )


def _list_head(text: str, listed: Enumeration, begins: dict[int, Name]) -> Head:
    """The noun behind a list; a name right behind it says that the members are kinds of it, or industries with it."""
    follower = begins.get(listed.end)
    if "的" in text[slice(*listed.members[-1])]:
        return Head("", listed.end, listed.end)
    if not follower or not listed.closed:
        return head(text, listed.end)
    noun = head(text, follower.end)
    if follower.standing is Standing.GENERAL and noun.label != "industry":
        return head(text, listed.end)
    return noun if noun.label == "industry" else Head("kinds", follower.start, follower.end)


def _known_members(
    text: str, span: tuple[int, int], begins: dict[int, Name], ends: dict[int, Name]
) -> Iterator[Name]:
    """Yield the names of the table in a member: at its end, or at its beginning before a noun of industries."""
    start, end = span
    member = text[start:end]
    stem = _SUFFIX.sub("", member) if member[-1] in _SUFFIX_LAST else member
    if name := ends.get(end) or ends.get(start + len(stem)):
        first = begins.get(start)
        if first and first is not name and text[first.end : name.start] in ("和", "与", "以及"):
            yield first
            yield name
            return
        before = text[start : max(start, name.start)]
        if before[-1:] in _AND and before:
            apart = len(before) > MAX_SHARED and before[:-1].endswith(shapes().unnamed.get(before[-2], ()))
        else:
            apart = is_apart(text, start, name.start)
        yield Name(name.start if apart else min(start, name.start), name.end, name.standing)
    elif (
        (name := begins.get(start)) and name.end < end and head(text, name.end).label in ("industry", "firms")
    ):
        yield name


def _is_named(text: str, start: int, end: int) -> bool:
    """Whether an unknown member of a list may be a name."""
    member = text[start:end]
    stem = _SUFFIX.sub("", member)
    return (
        1 < len(member) <= MAX_NAME
        and "的" not in member
        and not member.endswith(shapes().unnamed.get(member[-1], ()))
        and not is_place(member)
        and (stem == member or not is_general(stem))
    )
