"""Whether a measure acts on the industries that a clause names: by the word that governs them and by what follows."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from loaders.targets.chain_wording import Wording, wording
from loaders.targets.groups import Group
from loaders.targets.industries import Standing
from loaders.targets.industry_names import Name

_OTHER = re.compile(
    "以及|可以|以上|以下|以内|以来|以外|予以|得以|在线|在建|存在|现在|正在|所在|在岗|在校|因地制宜|高于|低于|关于|对于|属于|由于|于一体|结合实际|应用场景"
)
_MADE_OF = re.compile("[^,。;:]{0,14}?为(?:基础|支撑|手段|依托|载体|纽带|抓手|牵引|契机|媒介|平台|切入点|突破口|例|动力|底座)")
_CLUSTER = re.compile("等?(?:作)?为[^。;]{0,40}的[^,。;]{0,6}产业(?:集群|体系|格局)")
_OFFICES = re.compile("(?:[省市县区]级|相关|有关|各)?(?:行业)?(?:行政)?(?:主管|监管|管理)部门")
_DEVELOPS = (
    "发展", "壮大", "做强", "做大", "做优", "做精", "做特", "做响", "培育", "打造", "振兴", "培强", "主攻", "种植", "提升", "布局", "推进", "推动", "促进", "繁荣", "聚焦", "围绕",
)
_TECHNOLOGY_MADE = re.compile("(?:的)?(?:和|与|及)?(?:产品|装备|标准)?(?:的)?(?:研发|攻关|创新|突破|产业化|研究|协同攻关|开发|供给|迭代)")
_RESEARCH = ("突破", "攻关", "研发", "研制", "研究", "开发", "攻克", "发展", "培育")
MAX_REST = 36
"""How far into its sentence a clause is read on."""

MAX_QUOTED = 12
"""Most characters of a name in quotes before and behind an industry's."""

_ENDS = frozenset(",。;:、!?)”等和与及")


class Verdict(NamedTuple):
    """Whether a name is a target, by which rule, and the words that decided."""

    kept: bool
    rule: str
    words: str


class Governor(NamedTuple):
    """The nearest word that governs a name from its left: its class, the word, and where it ends."""

    label: str
    word: str
    end: int


class Clause(NamedTuple):
    """A clause of a text, with where its sentence ends."""

    text: str
    start: int
    end: int


def judge(clause: Clause, group: Group) -> Iterator[tuple[Name, Verdict]]:
    """Yield each name of a group with the verdict on it."""
    words = wording()
    governor = _governor(clause, group, words)
    shared = _of_group(clause, group, governor, words)
    for member in group.members:
        if member.standing is Standing.FORM and member.known:
            yield member, Verdict(False, "no industry by sense", clause.text[member.start : member.end])
        elif thing := _thing(clause, group, member, words):
            yield member, thing
        elif shared:
            yield member, shared
        else:
            yield member, _of_member(clause, group, member, governor, words)


def _governor(clause: Clause, group: Group, words: Wording) -> Governor:
    left = clause.text[clause.start : group.start]
    found = Governor("", "", -1)
    others = {match.start(): match.end() for match in _OTHER.finditer(left)}
    skip = -1
    for match in words.governors.finditer(left):
        inside = [end for start, end in others.items() if start <= match.start() < end]
        if inside or match.start() < skip:
            skip = max([skip, *inside])
            continue
        assert match.lastgroup
        if match.lastgroup in ("means", "field") and left.find("的", match.end()) >= 0:
            continue
        found = Governor(match.lastgroup, match.group(), clause.start + match.end())
    return found


def _of_group(clause: Clause, group: Group, governor: Governor, words: Wording) -> Verdict | None:
    """The verdict on all names of a group, where one rule decides on them together."""
    text, head = clause.text, group.head
    rest = text[head.end : clause.end]
    if governor.label == "means" and (left_out := _means(clause, group, governor)):
        return left_out
    if governor.label == "field" and (left_out := _field(clause, group, governor, words)):
        return left_out
    if governor.label == "given" and head.label not in ("industry", "firms"):
        return Verdict(False, "what is given", governor.word)
    if head.label == "kinds":
        return Verdict(False, "kinds of what follows", text[head.start : head.end])
    if group.listed and group.share(Standing.GENERAL) * 3 < 1 and head.label not in ("industry", "firms", "field"):
        return Verdict(False, "list of other things", text[group.start : group.end])
    if head.label == "services" and group.closed:
        return Verdict(False, "services", text[head.start : head.end])
    if quoted := _quoted(text, group, words):
        return Verdict(False, "name in quotes", quoted)
    if head.label == "goods":
        noun = text[head.start : head.end]
        if noun not in words.trade:
            return Verdict(False, "goods", noun)
    if head.label == "means":
        if _makes_technology(governor, rest):
            return None
        return Verdict(False, "means", text[head.start : head.end])
    if head.label == "never" and group.listed:
        return Verdict(False, "no list of industries", text[head.start : head.end])
    if head.label in ("industry", "field"):
        if offices := _OFFICES.match(text, head.end):
            return Verdict(False, "office", offices.group())
        fixed = words.things.at(text, head.end)
        if fixed and fixed.label == "thing" and fixed.end - fixed.start > 1:
            return Verdict(False, "fixed name", text[head.start : fixed.end])
    if head.label in ("firms", "bodies") and (doer := words.doers.at(text, head.end)):
        return Verdict(False, "doer", text[head.start : doer.end])
    if head.label == "field" and (aside := words.elsewhere.search(rest)):
        return Verdict(False, "another object", aside.group())
    return None


def _means(clause: Clause, group: Group, governor: Governor) -> Verdict | None:
    text = clause.text
    if governor.word == "以":
        made = _MADE_OF.match(text, group.end)
        if _CLUSTER.match(text, group.end):
            return Verdict(True, "of a cluster", governor.word)
        if not made:
            return None
        return Verdict(False, "means", f"以…{made.group()[-3:]}")
    if governor.word in ("发挥", "充分发挥"):
        if not re.search("优势|作用|功能|带动|引领", text[group.end : clause.end]):
            return None
        return Verdict(False, "base", governor.word)
    if governor.word == "应用" and governor.end == group.start and clause.text[governor.end - 3 : governor.end - 2] in "广":
        return None
    if governor.word == "结合" and group.head.label == "":
        return None
    return Verdict(False, "means or base", governor.word)


def _field(clause: Clause, group: Group, governor: Governor, words: Wording) -> Verdict | None:
    rest = clause.text[group.end : clause.end]
    against = words.application_against.search(rest)
    if group.head.label in ("industry", "firms"):
        return None
    if governor.word in ("在", "于"):
        applied = words.application.search(rest)
        if applied and not (against and against.start() < applied.start()):
            return Verdict(False, "field of application", f"{governor.word}…{applied.group()}")
        return None
    if against and governor.word == "面向":
        return None
    return Verdict(False, "field of application", governor.word)


def _quoted(text: str, group: Group, words: Wording) -> str:
    """The name of a platform or a campaign in quotes that holds a group."""
    opened = text.rfind("“", max(0, group.start - MAX_QUOTED), group.start)
    if opened < 0 or text.find("”", opened, group.start) >= 0:
        return ""
    closed = text.find("”", group.end, group.end + MAX_QUOTED)
    quoted = text[opened + 1 : closed] if closed >= 0 else ""
    return quoted if quoted.endswith(words.quoted) else ""


def _makes_technology(governor: Governor, rest: str) -> bool:
    return governor.word in _RESEARCH or bool(_TECHNOLOGY_MADE.match(rest))


def _thing(clause: Clause, group: Group, member: Name, words: Wording) -> Verdict | None:
    """The verdict on a name that is part of another word: of an office, a licence, an event, an everyday thing."""
    text = clause.text
    name = text[member.start : member.end]
    of_name = words.things_of.get(name) or words.things_of.get(name[-2:])
    if of_name and (thing := of_name.at(text, member.end)):
        return Verdict(False, "part of a thing's name", text[member.start : thing.end])
    thing = words.things.at(text, member.end)
    if thing and thing.label == "thing":
        return Verdict(False, "part of a fixed name", text[member.start : thing.end])
    return None


def _of_member(clause: Clause, group: Group, member: Name, governor: Governor, words: Wording) -> Verdict:
    text, label = clause.text, group.head.label
    name = text[member.start : member.end]
    noun = text[group.head.start : group.head.end]
    if not member.known and not group.listed:
        direct = governor.end == member.start or member.standing is Standing.ESTABLISHED
        return Verdict(direct, "called an industry", noun)
    if member.standing is Standing.GENERAL:
        return _general(text, member, group, words)
    if label in ("industry", "firms"):
        return Verdict(True, "called an industry", noun)
    if label == "bodies":
        kept = member.standing is Standing.ESTABLISHED or noun.startswith("服务")
        return Verdict(kept, "bodies", noun)
    if name in words.technologies and "+" in (text[member.start - 1 : member.start], text[member.end : member.end + 1]):
        return Verdict(False, "means", text[member.start - 1 : member.end + 1])
    if name in words.technologies and (served := _served(text, group, words)):
        return Verdict(False, "means", served)
    if member.standing is Standing.ESTABLISHED:
        if label == "goods" and not governor.word:
            return Verdict(False, "goods", noun)
        if name.endswith("技术") and text[member.start - 1 : member.start] == "等":
            return Verdict(False, "means", name)
        if noun == "业务" and not group.listed:
            return Verdict(False, "services", noun)
        return Verdict(True, "established", governor.word or name)
    if label == "goods":
        return Verdict(False, "goods", noun)
    if label == "field" or (len(group.members) > 1 and label == ""):
        return _in_list(clause, group, member, governor, words)
    return _alone(text, group, member, governor)


def _served(text: str, group: Group, words: Wording) -> str:
    """What a technology serves: 在…的应用, 赋能…, or nothing."""
    at = group.head.end if group.head.label == "means" else group.end
    serves = words.serve.at(text, at)
    if not serves or (text[at] == "在" and not words.application.search(text, at, at + MAX_REST)):
        return ""
    return text[serves.start : serves.end]


def _in_list(clause: Clause, group: Group, member: Name, governor: Governor, words: Wording) -> Verdict:
    if group.share(Standing.ESTABLISHED) * 2 >= 1 and (group.head.label == "field" or governor.label == "develop"):
        return Verdict(True, "listed with industries", governor.word)
    if member.standing is Standing.SECTOR and group.head.label == "field" and group.listed:
        rest = clause.text[group.head.end : _sentence_end(clause)]
        if regulated := words.regulated.search(rest) or words.regulated.search(governor.word):
            return Verdict(True, "sector that is opened or regulated", regulated.group())
    return _alone(clause.text, group, member, governor)


def _alone(text: str, group: Group, member: Name, governor: Governor) -> Verdict:
    """An everyday word is an industry where it is what a verb develops, and nothing else follows."""
    directly = governor.end == group.start and governor.word.startswith(_DEVELOPS[:14])
    after = text[group.end : group.end + 1]
    if directly and member.known and (not after or after in _ENDS):
        return Verdict(True, "developed", governor.word)
    return Verdict(False, "everyday word", text[member.start : member.end])


def _general(text: str, member: Name, group: Group, words: Wording) -> Verdict:
    name = text[member.start : member.end]
    after = text[member.end : member.end + 1]
    if not after or after in _ENDS:
        return Verdict(True, "branch", name)
    if found := words.general_after.at(text, member.end):
        return Verdict(True, "branch", text[member.start : found.end])
    if name in words.strict:
        return Verdict(False, "general word", name)
    return Verdict(True, "branch", name)


def _sentence_end(clause: Clause) -> int:
    stop = min((at for mark in "。;" if (at := clause.text.find(mark, clause.end)) >= 0), default=len(clause.text))
    return min(stop, clause.end + MAX_REST)
