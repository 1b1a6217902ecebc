"""Names that a clause takes together: the members of a list, or those that 和 and 与 join, with the noun behind them."""

import re
from collections.abc import Iterator

import msgspec

from loaders.places.sentence import is_place, is_short_place, name_start
from loaders.targets.chain_wording import shapes, wording
from loaders.targets.enumerations import TRADE, Enumeration, enumerations
from loaders.targets.industries import Standing, standings
from loaders.targets.industry_names import MAX_NAME, Name, is_apart, is_general
from loaders.targets.nouns import Head, head
from loaders.text.spans import Spans

MAX_SHARED = 4
"""Most characters before a name that share its ending by 及 (动力及储能电池), whatever they say."""

MAX_REST = 2
"""Most characters behind a name of the table that make with it the name of a member: 养老|养生."""

SHORTEST_SERVICE = 4
"""Fewest characters of a service's name, 服务 with it, that no table knows."""

MAX_JOINT = 4
"""Most characters between two names that 以及 joins, in quotes."""

_JOINT = re.compile("[”’\"']?(?:以及|和|与|及|或)[“‘\"']?")
_SUFFIX = re.compile(r"(?:全?产业链条?|产业集群|产业|行业)\Z")
_SERVICE = re.compile("[^和与及]+服务")
_SUFFIX_LAST = frozenset("业链条群")
_BESIDE = frozenset("、和及与等“”‘’以")
_SUFFIX_FIRST = frozenset("产行全")
_INVESTED = re.compile("(?:的)?(?:精准|定向|产业链|专题|外资)?(?:招商|引资|双招双引|项目招引|投资合作)")
_LEADING = re.compile("重点|龙头|骨干|知名|头部|链主|领军|标杆|大型")
_NO_SPANS = Spans()
_AND = frozenset("和及与")
_AND_WORDS = frozenset(("和", "与", "以及"))


class Group(msgspec.Struct, frozen=True, gc=False):
    """Names that share what governs them and the noun behind them.

    `listed` is said of a list with 、, `called` of one whose noun calls all its members industries.
    """

    members: tuple[Name, ...]
    start: int
    end: int
    head: Head
    listed: bool = False
    closed: bool = False
    called: bool = False
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
    if text.find("、", start, end) >= 0 and (not found or any(_touches(text, name) for name in found)):
        begins = {name.start: name for name in found}
        ends = {name.end: name for name in found}
        spans: list[tuple[int, int]] = []
        for listed in enumerations(text, start, end, found):
            if group := _list(text, listed, begins, ends):
                spans.extend((member.start, member.end) for member in group.members)
                yield group
        taken = Spans(spans) if spans else _NO_SPANS
    row: list[Name] = []
    for name in found:
        if taken.meet(name.start, name.end):
            continue
        if row and not _joined(text, row[-1].end, name.start):
            yield _row(text, row)
            row = []
        row.append(name)
    if row:
        yield _row(text, row)


def _joined(text: str, end: int, start: int) -> bool:
    """Whether nothing but 和 or its like stands between two names."""
    if not 0 < start - end <= MAX_JOINT:
        return False
    joint = _JOINT.match(text, end)
    return joint is not None and joint.end() == start


def _touches(text: str, name: Name) -> bool:
    """Whether a name may be a member of a list, or 产业 behind it close one."""
    return (
        text[name.end : name.end + 1] in _BESIDE
        or text[name.start - 1 : name.start] in _BESIDE
        or text[name.end : name.end + 1] in _SUFFIX_FIRST
    )


def _row(text: str, row: list[Name]) -> Group:
    if len(row) == 1 and row[0].known and row[0].standing is Standing.FORM:
        # No noun makes an industry of a form of business by itself.
        return Group((row[0],), row[0].start, row[0].end, Head("", row[0].end, row[0].end))
    return Group(tuple(row), row[0].start, row[-1].end, head(text, row[-1].end))


def _list(text: str, listed: Enumeration, begins: dict[int, Name], ends: dict[int, Name]) -> Group | None:
    """A list as a group, where it holds a name of the table or is closed by a noun of industries."""
    listed = _with_whole_first(text, _behind_clause(text, listed, ends), ends)
    known = [_known_members(text, span, begins, ends) for span in listed.members]
    members = [name for names in known for name in names]
    noun = _list_head(text, listed, begins)
    if not members and not listed.closed and noun.label != "firms":
        return None
    if not members and noun.label not in ("industry", "firms"):
        return None
    unknown: list[Name] = []
    others = 0
    for (start, end), names in zip(listed.members, known, strict=True):
        if names:
            continue
        span = (
            (start, end - 2) if noun.label == "firms" and text.endswith("企业", start, end) else (start, end)
        )
        span = _placed_start(text, *span), span[1]
        if _is_named(text, *span, services=listed.closed and noun.label == "industry"):
            shaped = text.endswith(shapes().shaped.get(text[span[1] - 1], ()), span[0], span[1])
            unknown.append(Name(*span, Standing.GOODS if shaped else Standing.FORM, known=False))
        else:
            others += 1
    size = len(members) + len(unknown)
    if size + others < 2:
        return None
    called = _calls_industries(text, listed, noun, members, size)
    if noun.label == "firms" and _LEADING.search(text, listed.end, noun.start):
        exact = sum(text[name.start : name.end] in standings() for name in members)
        if exact * 2 <= size + others:
            # 新光、云岭重工等|重点企业 are firms by their own names.
            noun, called = Head("never", noun.start, noun.end), False
    grown = not noun.label and text.endswith(wording().makes, 0, listed.members[0][0])
    if called or len(members) * (3 if grown else 2) >= size + others:
        every = sorted([*members, *unknown], key=lambda name: name.start)
    else:
        every, others = members, others + len(unknown)
    return Group(
        tuple(every),
        listed.members[0][0],
        listed.end,
        noun,
        listed=True,
        closed=listed.closed,
        called=called,
        others=others,
    )


def _behind_clause(text: str, listed: Enumeration, ends: dict[int, Name]) -> Enumeration:
    """The list from the member on that a clause describes: 需求大、呼声高的|医疗、养老."""
    for number, (start, end) in enumerate(listed.members[:-1]):
        name = ends.get(end)
        if number and name and start < name.start and text[name.start - 1] == "的":
            members = ((name.start, end), *listed.members[number + 1 :])
            return Enumeration(members, listed.end, listed.closed)
    return listed


def _placed_start(text: str, start: int, end: int) -> int:
    """Where a member begins behind the place that makes it: 铁观音 in 安溪铁观音 has two characters or more."""
    return next(
        (at for at in (start + 3, start + 2) if end - at > 1 and is_short_place(text[start:at])), start
    )


def _with_whole_first(text: str, listed: Enumeration, ends: dict[int, Name]) -> Enumeration:
    """The list with all of its first member, where words that no table knows stand before a name: 深海钻采|装备."""
    start, end = listed.members[0]
    name = ends.get(end)
    if not name or name.start != start:
        return listed
    floor = max(0, start - MAX_SHARED - 2)
    begin = name_start(text, floor, start)
    if text.startswith(TRADE, begin):
        return listed
    whole, between = (begin, end), wording().between
    if any(grade and grade.end >= start for grade in (between.at(text, begin), between.at(text, begin - 1))):
        return listed
    if begin in (floor, start) or not text[begin:start].isalpha() or is_apart(text, begin, start):
        return listed
    return Enumeration((whole, *listed.members[1:]), listed.end, listed.closed)


def _calls_industries(text: str, listed: Enumeration, noun: Head, known: list[Name], size: int) -> bool:
    """Whether the noun behind a list, with the names that the table knows, says that all members are industries."""
    match noun.label:
        case "industry":
            return listed.closed or len(known) * 3 >= size
        case "firms":
            brought = text.endswith(wording().brings, 0, listed.members[0][0])
            plain = listed.closed and not known and text.startswith("企业", listed.end)
            return brought or plain or len(known) * (4 if listed.closed else 3) >= size
        case "field":
            sure = sum(name.standing in (Standing.ESTABLISHED, Standing.GOODS) for name in known)
            at = listed.members[0][0]
            aimed = text.endswith(wording().lists, max(0, at - 4), at) or wording().researched.match(
                text, noun.end
            )
            invested = _INVESTED.match(text, noun.end)
            return bool(listed.closed and sure * 3 >= size and (aimed or invested))
    return False


def _list_head(text: str, listed: Enumeration, begins: dict[int, Name]) -> Head:
    """The noun behind a list; a name right behind it says that the members are kinds of it, or industries with it."""
    at = listed.end
    while listed.closed and at not in begins and (between := wording().between.at(text, at)):
        at = between.end
    follower = begins.get(at)
    if "的" in text[slice(*listed.members[-1])]:
        return Head("", listed.end, listed.end)
    if follower and not follower.known and head(text, follower.end).label == "industry":
        # What 产业 alone makes a name of says here no more than of what sort the members are.
        return head(text, follower.end)
    if not follower or not listed.closed:
        noun, last = head(text, listed.end, closed=listed.closed), listed.members[-1][1]
        firms = not noun.label and text.endswith("企业", 0, last)
        return Head("firms", last - 2, listed.end) if firms else noun
    noun = head(text, follower.end)
    if text.endswith("产业", 0, follower.end):
        return Head("industry", follower.start, follower.end)
    if follower.standing is Standing.ESTABLISHED and wording().raised.at(text, follower.end):
        # 稀土、镁合金等新材料|产业化 are industries as far as it is.
        return Head("industry", follower.start, follower.end)
    if follower.standing is not Standing.GENERAL and _heads_a_list(text, listed, follower, noun):
        return Head("industry", follower.start, follower.end)
    if follower.standing is Standing.GENERAL and noun.label != "industry":
        return head(text, listed.end)
    fields = noun.label == "field" and follower.standing is Standing.FORM
    called = fields or noun.label in ("industry", "firms")
    return noun if called else Head("kinds", follower.start, follower.end)


def _heads_a_list(text: str, listed: Enumeration, follower: Name, noun: Head) -> bool:
    """Whether a name behind a list is that of the industry whose parts it lists: 检测、认证等科技服务机构."""
    if text.endswith("服务业", 0, follower.end):
        return True
    at = listed.members[0][0]
    made = text.endswith(tuple(wording().builds), max(0, at - 4), at)
    return made and text.endswith("服务", 0, follower.end) and noun.label in ("", "bodies")


def _name_at_end(text: str, start: int, end: int, ends: dict[int, Name]) -> Name | None:
    """The name of the table with which a member ends, whatever 产业 or 业 stands behind it."""
    if name := ends.get(end):
        return name
    if text[end - 1] not in _SUFFIX_LAST:
        return None
    suffix = _SUFFIX.search(text[start:end])
    name = ends.get(start + suffix.start()) if suffix else ends.get(end - 1)
    if suffix and name and name.standing in (Standing.GOODS, Standing.SECTOR):
        # 汽车产业 is called an industry, whatever else the list holds.
        return Name(name.start, name.end, Standing.ESTABLISHED, name.known)
    return name if suffix or text[end - 1] == "业" else None


def _known_members(
    text: str, span: tuple[int, int], begins: dict[int, Name], ends: dict[int, Name]
) -> tuple[Name, ...]:
    """The names of the table in a member: at its end, or at its beginning before a noun of industries."""
    start, end = span
    name = _name_at_end(text, start, end, ends)
    first = begins.get(start)
    if name:
        if first and first is not name and text[first.end : name.start] in _AND_WORDS:
            return first, name
        if name.start <= start:
            return (name,)
        if (described := text.rfind("的", start, name.start)) >= 0:
            # 以节能低碳为主导的|建材业
            start = described + 1
            if name.start <= start:
                return (name,)
        before = text[start : name.start]
        if before[-1] in _AND:
            apart = len(before) > MAX_SHARED and before[:-1].endswith(shapes().unnamed.get(before[-2], ()))
        else:
            apart = is_apart(text, start, name.start)
        return (name,) if apart else (Name(start, name.end, name.standing),)
    if first and first.end < end:
        rest = text[first.end : end]
        second = begins.get(first.end + 1) if rest[0] in _AND_WORDS else None
        if second and text[second.end : end] in ("业", "产业", "行业"):
            return first, second
        if rest[0] in _AND_WORDS and len(rest) > MAX_REST and _is_named(text, start, end):
            return (Name(start, end, first.standing),)
        if rest == "服务" or (rest == "技术" and text.startswith("等", end)):
            return (Name(start, end, first.standing),)
        if rest in wording().link_words or head(text, first.end).label in ("industry", "firms"):
            return (first,)
        if len(rest) <= MAX_REST and first.standing >= Standing.SECTOR and _is_named(text, start, end):
            return (Name(start, end, first.standing),)
    return ()


def _is_named(text: str, start: int, end: int, *, services: bool = False) -> bool:
    """Whether an unknown member of a list may be a name; that of a service where the list says so."""
    member = text[start:end]
    stem = _SUFFIX.sub("", member)
    return (
        1 < len(member) <= MAX_NAME
        and not any(character.isdigit() for character in member)
        and "的" not in member
        and (
            not member.endswith(shapes().unnamed.get(member[-1], ()))
            or (services and len(member) > SHORTEST_SERVICE and _SERVICE.fullmatch(member) is not None)
        )
        and not is_place(member)
        and member not in shapes().stems.get(member[-1], ())
        and member not in wording().link_words
        and (stem == member or not is_general(stem))
    )
