"""The verdict on names that a clause takes together, where one rule decides on all of them: a means, a field, goods, doers."""

import re

import msgspec

from loaders.targets.chain_wording import Wording
from loaders.targets.clauses import Clause, Governor
from loaders.targets.groups import Group
from loaders.targets.industries import Standing

KINDS = "kinds of what follows"
"""Why the members of a list before another name do not count."""

MAX_INSTITUTE = 20
"""How far behind an industry's name the end of a body's name is looked for."""

MAX_QUOTED = 12
"""Most characters of a name in quotes before and behind an industry's."""

_OFFICES = re.compile(
    "(?:[省市县区]级|相关|有关|各)?(?:行业)?(?:行政)?(?:主管|监管|管理)部门|[^,。;、的]{0,6}(?:办公室|领导小组|联席会议)"
)
_MERGED = ("融合", "深度融合", "市场")
_DESCRIBED = re.compile("等?[^,。;、]{0,6}[于为]一体")
_APPLIED = re.compile("[^,。;、]{0,6}(?:创新应用|应用试点|应用示范|应用场景|大模型|解决方案|智能体)")
_INSTITUTE_SIGNS = ("中心", "实验室", "研究院", "中试")


class Verdict(msgspec.Struct, frozen=True, gc=False):
    """Whether a name is a target, by which rule, and the words that decided."""

    kept: bool
    rule: str
    words: str


def together(clause: Clause, group: Group, governor: Governor, words: Wording) -> Verdict | None:
    """The verdict on all names of a group, where one rule decides on them together."""
    return (
        _by_governor(clause, group, governor, words)
        or _by_list(clause.text, group)
        or _quoted(clause.text, group, words)
        or _by_head(clause, group, governor, words)
    )


def _by_governor(clause: Clause, group: Group, governor: Governor, words: Wording) -> Verdict | None:
    match governor.label:
        case "means":
            return _means(clause, group, governor, words)
        case "field":
            return _field(clause, group, governor, words)
        case "given" if group.head.label not in ("industry", "firms"):
            return Verdict(False, "what is given", governor.word)
    return None


def _means(clause: Clause, group: Group, governor: Governor, words: Wording) -> Verdict | None:
    text = clause.text
    if governor.word == "以":
        if words.cluster.match(text, group.end):
            return Verdict(True, "of a cluster", governor.word)
        base = words.base.match(text, group.end) or words.carries.match(text, group.end)
        return Verdict(False, "means", f"以…{base.group()[-3:]}") if base else None
    if governor.word in ("发挥", "充分发挥"):
        strength = words.strengths.search(clause.behind(group.end))
        return Verdict(False, "base", f"{governor.word}…{strength.group()}") if strength else None
    if governor.word == "结合" and not group.head.label:
        return None
    return Verdict(False, "means or base", governor.word)


def _field(clause: Clause, group: Group, governor: Governor, words: Wording) -> Verdict | None:
    if group.head.label in ("industry", "firms"):
        made_for = governor.word == "面向" and clause.text.startswith("的", group.head.end)
        return Verdict(False, "field of application", governor.word) if made_for else None
    rest = clause.behind(group.end)
    against = words.application_against.search(rest)
    if governor.word in ("在", "于"):
        if group.head.label == "field" and clause.text.startswith("的", group.head.end):
            return Verdict(False, "field of application", governor.word)
        applied = words.application.search(rest)
        if applied and not (against and against.start() < applied.start()):
            return Verdict(False, "field of application", f"{governor.word}…{applied.group()}")
        if (
            group.head.label == "field"
            and group.listed
            and not words.application_against.search(clause.sentence_behind(group.head.end))
        ):
            return Verdict(False, "field of application", governor.word)
        return None
    if against and governor.word == "面向":
        return None
    return Verdict(False, "field of application", governor.word)


def _by_list(text: str, group: Group) -> Verdict | None:
    head = group.head
    if head.label == "kinds":
        return Verdict(False, KINDS, text[head.start : head.end])
    if not group.listed:
        return None
    if head.label == "never":
        return Verdict(False, "no list of industries", text[head.start : head.end])
    if described := _DESCRIBED.match(text, group.end):
        return Verdict(False, "no list of industries", described.group())
    if head.label == "services" and group.closed:
        return Verdict(False, "services", text[head.start : head.end])
    if head.label not in ("industry", "firms", "field") and group.share(Standing.GENERAL) * 3 < 1:
        return Verdict(False, "list of other things", text[group.members[0].start : group.members[0].end])
    return None


def _quoted(text: str, group: Group, words: Wording) -> Verdict | None:
    """The verdict on names inside that of a platform or a campaign in quotes."""
    opened = text.rfind("“", max(0, group.start - MAX_QUOTED), group.start)
    if opened < 0 or text.find("”", opened, group.start) >= 0:
        return None
    closed = text.find("”", group.end, group.end + MAX_QUOTED)
    quoted = text[opened + 1 : closed] if closed >= 0 else ""
    if text.startswith(_MERGED, closed + 1):
        return None
    if "+" in quoted and group.head.label not in ("industry", "firms"):
        return Verdict(False, "part of a scheme", quoted)
    return Verdict(False, "name in quotes", quoted) if quoted.endswith(words.quoted) else None


def _by_head(clause: Clause, group: Group, governor: Governor, words: Wording) -> Verdict | None:
    text, head = clause.text, group.head
    noun = text[head.start : head.end]
    if institute := _institute(text, group.end, words):
        return Verdict(False, "name of a body", institute)
    fields = group.listed and "field" in (head.label, governor.label)
    if fields and (scene := _scene(clause, head.end, words)):
        return Verdict(False, "field of application", scene)
    match head.label:
        case "goods" if noun not in words.trade:
            return Verdict(False, "goods", noun)
        case "means":
            made = governor.word in words.researches or words.made.match(clause.behind(head.end))
            return None if made else Verdict(False, "means", noun)
        case "bodies" if text.startswith("开展", head.end):
            return Verdict(False, "doer", noun)
        case "firms" | "bodies" if doer := words.doers.match(text, head.end):
            return Verdict(False, "doer", text[head.start : doer.end()])
        case "industry" | "field":
            if offices := _OFFICES.match(text, head.end):
                return Verdict(False, "office", offices.group())
            fixed = words.things.at(text, head.end)
            if head.label == "industry" and fixed and fixed.label == "thing" and fixed.end - fixed.start > 1:
                return Verdict(False, "fixed name", text[head.start : fixed.end])
            if (group.listed or head.label == "field") and (applied := _APPLIED.match(text, head.end)):
                return Verdict(False, "field of application", applied.group())
            if head.label == "field" and (aside := words.elsewhere.search(clause.behind(head.end))):
                return Verdict(False, "another object", aside.group())
    return None


def _institute(text: str, at: int, words: Wording) -> str:
    """The rest of a body's name behind an industry's; empty for none."""
    behind = text[at : at + MAX_INSTITUTE]
    if not any(sign in behind for sign in _INSTITUTE_SIGNS):
        return ""
    named = words.institutes.match(behind)
    return named.group() if named else ""


def _scene(clause: Clause, at: int, words: Wording) -> str:
    """What a list of fields is to use, where nothing else is done with them before; empty for nothing."""
    rest = clause.sentence_behind(at)
    scene, against = words.scenes.search(rest), words.scenes_against.search(rest)
    return scene.group() if scene and not (against and against.start() < scene.start()) else ""
