"""Whether a measure acts on the industries that a clause names: by the word that governs them and by what follows."""

import re
from collections.abc import Iterator

from loaders.targets.chain_wording import Wording, wording
from loaders.targets.clauses import MAX_REST, Clause, Governor, governor_of
from loaders.targets.group_verdicts import KINDS, Verdict, together
from loaders.targets.groups import Group
from loaders.targets.industries import Standing, standings
from loaders.targets.industry_names import Name

PARK = "park or base that is built"
"""Why the industry in the name of a park counts."""

_DEVELOPMENT = "发展"
_SYSTEM = re.compile("(?:服务)?体系(?!认证)")
_BEGINNINGS = frozenset((*",。;:、的)”", ""))
_EVERYDAY = (Standing.GOODS, Standing.SECTOR)
_STOPS = frozenset((*",。;", ""))
_ENDS = frozenset(",。;:、!?)”等和与及")


def judge(clause: Clause, group: Group) -> Iterator[tuple[Name, Verdict]]:
    """Yield each name of a group with the verdict on it."""
    words = wording()
    if len(group.members) == 1 and not group.listed and (verdict := _at_once(clause.text, group, words)):
        yield group.members[0], verdict
        return
    governor = governor_of(clause, group, words)
    shared = together(clause, group, governor, words)
    for member in group.members:
        name = clause.text[member.start : member.end]
        if member.standing is Standing.FORM and member.known and not _brought(group, governor, words):
            yield member, Verdict(False, "no industry by sense", name)
        elif thing := _thing(clause.text, member, words):
            yield member, thing
        elif group.listed and governor.word in words.builds and words.park.match(clause.text, member.end):
            yield member, Verdict(True, PARK, governor.word)
        elif shared and shared.rule == KINDS and _made(group, member, governor, words):
            yield member, Verdict(True, "developed", governor.word)
        else:
            yield member, shared or _of_member(clause, group, member, governor, words)


def _at_once(text: str, group: Group, words: Wording) -> Verdict | None:
    """The verdict on a single name that needs no look at its clause: most are everyday words."""
    [member] = group.members
    if not member.known:
        return None
    if member.standing is Standing.FORM:
        return Verdict(False, "no industry by sense", text[member.start : member.end])
    if (
        member.standing in _EVERYDAY
        and not group.head.label
        and not text.endswith(words.direct, max(0, member.start - 4), member.start)
        and not words.built.at(text, member.end)
        and not _SYSTEM.match(text, member.end)
        and not words.raised.at(text, member.end)
        and not text.startswith("市场", member.end)
    ):
        return _thing(text, member, words) or Verdict(False, "everyday word", text[member.start : member.end])
    return None


def _brought(group: Group, governor: Governor, words: Wording) -> bool:
    """Whether firms of several industries are nurtured or brought in, whatever they do: 培育土壤修复、环境咨询企业."""
    return group.called and group.head.label == "firms" and governor.word in words.brings


def _made(group: Group, member: Name, governor: Governor, words: Wording) -> bool:
    """Whether a verb makes what a list names, though a name behind it says of what kind it is."""
    direct = governor.end == group.start and governor.word in (*words.makes, "开发")
    return direct and member.known and member.standing is Standing.ESTABLISHED


def _thing(text: str, member: Name, words: Wording) -> Verdict | None:
    """The verdict on a name that is part of another word: of an office, a licence, an event, an everyday thing."""
    name = text[member.start : member.end]
    base = name.removeprefix("现代")
    of_name = words.things_of.get(base if base in standings() else base[-2:])
    if of_name and (thing := of_name.at(text, member.end)):
        return Verdict(False, "part of a thing's name", text[member.start : thing.end])
    if name.endswith("产业") and text.startswith("化", member.end):
        return Verdict(False, "no industry by sense", name + "化")
    thing = words.things.at(text, member.end)
    if thing and thing.label == "thing":
        return Verdict(False, "part of a fixed name", text[member.start : thing.end])
    return None


def _of_member(clause: Clause, group: Group, member: Name, governor: Governor, words: Wording) -> Verdict:
    text, label = clause.text, group.head.label
    name = text[member.start : member.end]
    noun = text[group.head.start : group.head.end]
    if not member.known and not group.listed:
        direct = (
            governor.end == member.start
            or member.standing is Standing.ESTABLISHED
            or text[member.start - 1 : member.start] in _BEGINNINGS
        )
        return Verdict(direct, "called an industry", noun)
    if _around(text, member) == ("+", "+"):
        return Verdict(False, "part of a scheme", text[member.start - 1 : member.end + 1])
    if member.standing is Standing.GENERAL:
        return _general(text, member, words)
    if label == "industry" and governor.label == "develop" and words.park.match(text, member.end):
        return Verdict(governor.word not in words.enters, PARK, governor.word)
    if label == "industry" or (label == "firms" and (member.known or group.called)):
        return Verdict(True, "called an industry", noun)
    if label == "field" and group.called and member.standing is not Standing.SECTOR:
        return Verdict(True, "listed with industries", noun)
    if label == "bodies":
        kept = (
            member.standing is Standing.ESTABLISHED
            or noun.startswith("服务")
            or name.endswith("服务")
            or (name in words.bodied and governor.word in words.builds)
            or (member.standing is Standing.SECTOR and _is_regulated(text, group, governor, words))
        )
        return Verdict(kept, "bodies", noun)
    if name in words.technologies and (served := _served(text, group, member, words)):
        return Verdict(False, "means", served)
    if member.standing is Standing.ESTABLISHED:
        return _established(text, group, member, governor, words)
    if label == "goods":
        return Verdict(False, "goods", noun)
    if name in words.systems and governor.label == "develop" and (system := _SYSTEM.match(text, member.end)):
        return Verdict(True, "sector whose system is built", system.group())
    if label == "field" or (len(group.members) > 1 and not label):
        return _in_list(clause, group, member, governor, words)
    return _alone(text, group, member, governor, words)


def _is_regulated(text: str, group: Group, governor: Governor, words: Wording) -> bool:
    """Whether bodies are put in order, or brought in: 规范托育机构, 加强培训机构监管."""
    behind = words.misdeeds.at(text, group.head.end) is not None
    return behind or governor.word in words.orders or governor.word in words.brings


def _established(text: str, group: Group, member: Name, governor: Governor, words: Wording) -> Verdict:
    name = text[member.start : member.end]
    noun = text[group.head.start : group.head.end]
    if group.head.label == "goods" and not governor.word:
        return Verdict(False, "goods", noun)
    if governor.word in words.trade and not group.head.label and name.endswith(words.traded):
        return Verdict(False, "goods", governor.word)
    if governor.word in words.enters and words.built.at(text, member.end):
        return Verdict(False, "park that is not built", governor.word)
    if name.endswith("技术") and text[member.start - 1 : member.start] == "等":
        return Verdict(False, "means", name)
    return Verdict(True, "established", governor.word or name)


def _served(text: str, group: Group, member: Name, words: Wording) -> str:
    """What a technology serves: 在…的应用, 赋能…, or nothing."""
    if "+" in _around(text, member):
        return text[member.start - 1 : member.end + 1]
    at = group.head.end if group.head.label == "means" else group.end
    serves = words.serve.at(text, at)
    if not serves or (text[at] == "在" and not words.application.search(text, at, at + MAX_REST)):
        return ""
    return text[serves.start : serves.end]


def _around(text: str, member: Name) -> tuple[str, str]:
    return text[member.start - 1 : member.start], text[member.end : member.end + 1]


def _in_list(clause: Clause, group: Group, member: Name, governor: Governor, words: Wording) -> Verdict:
    label = group.head.label
    developed = governor.end == group.start and governor.word in words.makes and group.listed
    if not label and not member.known and member.standing is Standing.FORM and not developed:
        return Verdict(False, "unknown name", clause.text[member.start : member.end])
    if governor.word in words.trade and not label and member.standing is Standing.GOODS:
        return Verdict(False, "goods", governor.word)
    if group.share(Standing.ESTABLISHED) * 2 >= 1 and (label == "field" or governor.label in ("develop", "")):
        return Verdict(True, "listed with industries", governor.word)
    if (
        member.standing is Standing.SECTOR
        and not label
        and clause.text.startswith(("开放", "对外开放", "市场准入", "准入", "融合", "深度融合"), group.end)
    ):
        return Verdict(True, "sector that is opened or regulated", governor.word)
    task = clause.text.endswith("安全", 0, member.end)
    fields = label == "field" and (group.listed or clause.text.startswith("等", member.end))
    if member.standing is Standing.SECTOR and fields and not task:
        rest = clause.sentence_behind(group.head.end)
        supervised = words.supervised.search(rest)
        if supervised and group.share(Standing.GOODS) * 3 >= 1:
            return Verdict(True, "sector that is opened or regulated", supervised.group())
        if group.share(Standing.GOODS) * 2 <= 1:
            return Verdict(False, "list of other things", clause.text[member.start : member.end])
        if regulated := words.regulated.search(rest) or words.regulated.search(governor.word):
            return Verdict(True, "sector that is opened or regulated", regulated.group())
    return _alone(clause.text, group, member, governor, words)


def _alone(text: str, group: Group, member: Name, governor: Governor, words: Wording) -> Verdict:
    """An everyday word is an industry where it is what a verb makes, and nothing else follows."""
    if governor.word in words.builds and (park := words.built.at(text, member.end)):
        return Verdict(True, PARK, text[member.end : park.end])
    directly, after = governor.end == group.start, text[group.end : group.end + 1]
    if member.standing is Standing.SECTOR and governor.word in words.orders:
        if text.startswith("市场", member.end):
            return Verdict(True, "market that is put in order", governor.word)
        if directly and (after in _STOPS or text.startswith(("发展", "健康"), group.end)):
            return Verdict(True, "sector that is put in order", governor.word)
        # 规范金融服务收费 orders a sector, 清理规范公路收费 the tolls of roads.
        if directly and text.startswith("服务收费", group.end - 2):
            return Verdict(True, "sector that is put in order", governor.word)
    named = member.known or group.listed
    raised = words.raised.at(text, group.end)
    # Behind one name 发展 may be that of a fund or of a plan.
    how = text[raised.start : raised.end] if raised else _DEVELOPMENT * group.listed
    if (
        how
        and text.startswith(how, group.end)
        and directly
        and governor.label == "develop"
        and member.standing in _EVERYDAY
    ):
        return Verdict(True, "raised", how)
    if directly and governor.word in words.makes and named and (not after or after in _ENDS):
        return Verdict(True, "developed", governor.word)
    return Verdict(False, "everyday word", text[member.start : member.end])


def _general(text: str, member: Name, words: Wording) -> Verdict:
    name = text[member.start : member.end]
    after = text[member.end : member.end + 1]
    if not after or after in _ENDS:
        return Verdict(True, "branch", name)
    if text.startswith("企业", member.end) and text[member.end + 2 : member.end + 3].isdigit():
        return Verdict(False, "unit of statistics", name)
    if found := words.general_after.at(text, member.end):
        return Verdict(True, "branch", text[member.start : found.end])
    if name in words.strict:
        return Verdict(False, "general word", name)
    return Verdict(True, "branch", name)
