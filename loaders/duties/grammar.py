"""Read one responsibility annotation: who leads, who supports, who answers.

An annotation says it with labels (`牵头单位:甲;配合单位:乙`), with words after the names (`甲牵头,乙、丙按职责分工负责`),
with both, or with a bare list. Conditions, time limits, contacts and reading rules stand in it too.
"""

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple

import msgspec
from msgspec.structs import replace

from graph.model import Role
from loaders.duties.conventions import conventions
from loaders.duties.names import Name, PlaceTest, no_place, restore, split
from loaders.lexicon.bodies import ends_like_a_body, ends_like_an_agency
from loaders.lexicon.labels import NOUN, ROLE_WORD, known_label
from loaders.lexicon.wording import any_of, role_of, role_words, wording
from loaders.text.spans import Spans

LabelKind = Literal["role", "person", "time", "contact", "other"]


class RoleName(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A name with its role; `rule` tells the words that gave the role, and what was restored of the name."""

    role: Role
    name: Name
    rule: str


class Reading(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What an annotation says.

    `convention` bounds a sentence that states how the plan's lists are to be read, `unread` are stretches that are
    neither names nor known words, `strength` is how sure the reading is: labels and role words that name bodies are
    2, a bare list of agencies 1, nothing 0.
    """

    roles: tuple[RoleName, ...] = ()
    persons: tuple[str, ...] = ()
    conventions: tuple[tuple[str, int, int], ...] = ()
    unread: tuple[tuple[int, int], ...] = ()
    strength: int = 0


class Default(msgspec.Struct, frozen=True, gc=False):
    """The role of names without words of their own, and what gives it."""

    role: Role
    rule: str


class Label(msgspec.Struct, frozen=True, gc=False):
    """A label and its kind; `end` is behind the colon."""

    kind: LabelKind
    text: str
    start: int
    end: int


_WITHOUT_COLON = re.compile(rf"{NOUN}[为是市省县区州旗镇乡各自]")
_OTHER_LABEL = re.compile(r"(?:^|(?<=[,;。、(]))([\u4e00-\u9fff]{2,8}):(?!\d)")


def labels(text: str, start: int, end: int) -> list[Label]:
    """The labels between two offsets of a folded text; one that the table does not know is of the kind other."""
    found: list[Label] = []
    if text.find(":", start, end) < 0 and not _WITHOUT_COLON.search(text, start, end):
        return found
    for match in known_label().finditer(text, start, end):
        kind = match.lastgroup
        assert kind is not None
        sort: LabelKind = "role" if kind in ("named", "bare") else kind  # type: ignore[assignment]
        found.append(Label(sort, match.group(kind), match.start(), match.end()))
    known = {label.end for label in found}
    for match in _OTHER_LABEL.finditer(text, start, end):
        if match.end() not in known:
            found.append(Label("other", match.group(1), match.start(), match.end()))
    return sorted(found, key=lambda label: label.start)


_ACCORDING = (
    r"按照?[“\"][^”\"]{1,20}[”\"](?:的)?(?:原则|要求)|"
    r"(?:按照|按|依照|依据|依|根据|结合)(?:照)?(?:各自|自身|各|本级|有关|相关|法定|本部门|本单位|部门)*(?:的)?"
    r"(?:工作|行业|监管|管理|管辖)?(?:职责|职能|权限|分工|任务|实际|职权|法|属地|规定|层级|程序)+"
    r"(?:和|与|及)?(?:职责|职能|权限|分工|任务|领域|范围|管理|原则|要求|负责|内)*"
)
_FILLERS = any_of(wording().fillers.words).replace("组织", "(?<!党)组织").replace("会商", ",?会商")
_FILLER = rf"(?:{_ACCORDING})|{_FILLERS}"
_VERB = any_of(role_words("verb")).replace("协办", "(?<!政)协办")
_PHRASE_STARTS = "按依根结作为,会" + "".join(
    sorted({word[0] for word in (*wording().fillers.words, *role_words("verb"))})
)
_PHRASE = re.compile(
    rf"(?=[{_PHRASE_STARTS}])(?:(?:{_FILLER}|{_VERB})*?(?:{_VERB})(?:{_FILLER}|{_VERB})*(?=[,;。、.)]|$|会同|联合|商(?=市|省|县|区|自治|国家|各|有关)|\()"
    rf"|(?:作)?为(?:总)?{ROLE_WORD}{NOUN}(?=[,;。、.)]|$))"
)
_SURE_LIST = 3
_PLAIN_NAME = re.compile("(?!.*[的了是为在将对等])[\u4e00-\u9fff]{4,12}$")
_CONDITIONS = ("按", "依", "根据", "结合", "在")
# 市财政局负责资金保障: what each of several does.
_TASK = re.compile(
    rf"(?P<verb>负责|牵头|配合|协助|参与)(?:{_FILLER})*(?P<task>[\u4e00-\u9fff“”、]{{2,16}})(?=[,;。)]|$)"
)
_OF_OTHERS = re.compile("牵头|配合|单位|部门|会同|负责")
_BRACKETS_AND_QUOTES = re.compile("[()“”]")
_OWN_ROLE = re.compile(rf"\(((?:总)?{ROLE_WORD}{NOUN}?)\)$")
_TOGETHER = re.compile(r"^[,、]?(?:会同|联合|商)")
# 其他有关部门配合,不逐一列出,下同 behind a full stop says how to read the lists and names nobody.
_RULE_FOR_ALL = re.compile("下同|不再(?:一一|逐一)?列|不(?:逐一|一一)列")
_SENTENCE = re.compile(r"。|(?<!\d)\.(?!\d|市|省|县|区|州|各|自治)")


@lru_cache(maxsize=8192)
def read(
    text: str,
    *,
    begins_with_place: PlaceTest = no_place,
    labelled: bool = False,
    default: Default | None = None,
    level: str = "",
) -> Reading:
    """Read an annotation without its brackets; all offsets of the reading count from its first character.

    The same list closes clause after clause of a plan, so readings are kept for a while.

    Parameters
    ----------
    text : str
        Folded text of the annotation (see `loaders.text.condensed`).
    begins_with_place : callable
        See `loaders.duties.names.restore`.
    labelled : bool
        Whether the annotation begins with a label (a block), so that anything before the first label is no name.
    default : Default, optional
        The role of names without a word or a label of their own, such as a table's column gives.
    level : str
        See `loaders.duties.names.restore`.
    """
    start, end = 0, len(text)
    marks = _outside_brackets(text, labels(text, start, end), start, end)
    roles: list[RoleName] = []
    persons: list[str] = []
    unread: list[tuple[int, int]] = []
    strength = 0
    rules = conventions(text, start, end)
    head_end = marks[0].start if marks else end
    if not labelled:
        found, leftover, sure = _sentences(text, start, head_end, rules, default)
        roles += found
        unread += leftover
        strength = max(strength, sure)
    for number, label in enumerate(marks):
        value_end = marks[number + 1].start if number + 1 < len(marks) else end
        if label.kind == "role":
            role = None if label.text.endswith("分工") else role_of(label.text)
            of_label = Default(role, f"label {label.text}") if role is not None else None
            found, leftover, _ = _sentences(text, label.end, value_end, rules, of_label)
            roles += found
            unread += leftover
            if found:
                strength = 2
        elif label.kind == "person":
            named, others = _persons(text, label.end, value_end)
            persons += named
            unread += others
            strength = max(strength, 2 if persons else 0)
        elif label.kind == "other" and value_end > label.end and label.text not in _other_labels():
            unread.append((label.start, value_end))
    roles = [_with_own_role(item) for item in roles]
    names = restore([item.name for item in roles], begins_with_place, level)
    roles = [
        RoleName(role=item.role, name=name, rule=f"{item.rule}; {name.rule}")
        for item, name in zip(roles, names, strict=True)
    ]
    return Reading(
        roles=tuple(_once(roles)),
        persons=tuple(persons) if not roles else (),
        conventions=tuple(rules),
        unread=tuple(unread),
        strength=strength,
    )


@cache
def _other_labels() -> frozenset[str]:
    return frozenset(wording().others.labels)


def _with_own_role(item: RoleName) -> RoleName:
    """市发展改革委(牵头) has its role in its own bracket."""
    name = item.name
    match = _OWN_ROLE.search(name.text)
    role = role_of(match.group(1)) if match else None
    if match is None or role is None or not ends_like_a_body(name.text[: match.start()]):
        return item
    cut = replace(name, text=name.text[: match.start()], end=name.end - len(match.group()))
    return RoleName(role=role, name=cut, rule=f"words {match.group(1)}")


def _outside_brackets(text: str, found: list[Label], start: int, end: int) -> list[Label]:
    """Drop labels that stand inside a bracket of the annotation, unless the bracket never closes."""
    depth_at: dict[int, int] = {}
    depth, wanted, number = 0, [label.start for label in found], 0
    for match in re.compile(r"[()]").finditer(text, start, end):
        while number < len(wanted) and wanted[number] <= match.start():
            depth_at[wanted[number]] = depth
            number += 1
        depth = max(0, depth + (1 if match.group() == "(" else -1))
    for at in wanted[number:]:
        depth_at[at] = depth
    closes = depth == 0
    return [label for label in found if depth_at[label.start] == 0 or not closes]


def _once(roles: list[RoleName]) -> list[RoleName]:
    seen: set[tuple[Role, str]] = set()
    kept = []
    for item in roles:
        if (item.role, item.name.text) not in seen:
            seen.add((item.role, item.name.text))
            kept.append(item)
    return kept


_PERSON = re.compile(r"^[\u4e00-\u9fff·]{2,4}$")
_BETWEEN_MARKS = re.compile("[^、,;。/()]+")
_AGENCY_AND_MORE = re.compile("[\u4e00-\u9fff]{2,12}[局委厅办部]")


def _persons(text: str, start: int, end: int) -> tuple[list[str], list[tuple[int, int]]]:
    """The persons of a label's value, and what stands among them that is longer than any name."""
    persons: list[str] = []
    others: list[tuple[int, int]] = []
    for part in _BETWEEN_MARKS.finditer(text, start, end):
        name = part.group()
        if _PERSON.match(name) and not ends_like_an_agency(name):
            persons.append(name)
        elif ends_like_an_agency(name) or _AGENCY_AND_MORE.match(name):
            others.append(part.span())
    return persons, others


def _sentences(
    text: str, start: int, end: int, rules: list[tuple[str, int, int]], default: Default | None
) -> tuple[list[RoleName], list[tuple[int, int]], int]:
    """Read sentence by sentence; what states a convention names nobody."""
    roles: list[RoleName] = []
    unread: list[tuple[int, int]] = []
    strength = 0
    at = start
    cuts = [match.span() for match in _SENTENCE.finditer(text, start, end)] + [(end, end)]
    for number, (stop, after) in enumerate(cuts):
        if number and _RULE_FOR_ALL.search(text, at, stop):
            at = after
            continue
        if stop > at and not any(left < stop and at < right for _, left, right in rules):
            found, leftover, sure = _clauses(
                text, at, stop, default if number == 0 else None, first=number == 0
            )
            roles += found
            unread += leftover
            strength = max(strength, sure)
        elif any(left < stop and at < right for _, left, right in rules):
            first_rule = min(left for _, left, right in rules if left < stop and at < right)
            if first_rule > at:
                found, leftover, sure = _clauses(text, at, first_rule, default, first=True)
                roles += found
                strength = max(strength, sure)
        at = after
    return roles, unread, strength


def _clauses(
    text: str, start: int, end: int, default: Default | None, *, first: bool
) -> tuple[list[RoleName], list[tuple[int, int]], int]:
    """Read names with the words behind them; names without any take the role of the label, or answer."""
    roles: list[RoleName] = []
    unread: list[tuple[int, int]] = []
    strength = 0
    at = start
    together: Role | None = None
    for phrase in _phrases(text, start, end):
        names = split(text, at, phrase.start)
        role = role_of(phrase.words)
        if not names:
            # 按职责分工负责 after a closed list belongs to the list before it.
            at = phrase.end
            continue
        bodies = [name for name in names if ends_like_a_body(name.text)]
        if role is None or not bodies:
            if default is None:
                unread.append((at, phrase.end))
                at = phrase.end
                continue
            role = default.role
        if default is not None and role is Role.RESPONSIBLE:
            role = default.role
        if default is None:
            unread += [
                (name.start, name.end)
                for name in names
                if name not in bodies and not name.text.startswith(_CONDITIONS)
            ]
        for name in bodies if default is None else names:
            roles.append(RoleName(role=role, name=name, rule=f"words {phrase.words}"))
        strength = 2
        at = phrase.end
        together = Role.SUPPORTS if role is Role.LEADS and _TOGETHER.match(text[at : at + 4]) else None
    names = split(text, at, end)
    if names and (default is not None or first or roles):
        role = default.role if default is not None else together or Role.RESPONSIBLE
        sure = [name for name in names if default is not None or ends_like_a_body(name.text)]
        if default is None and not any(ends_like_an_agency(name.text) for name in names):
            sure = []
        if default is None and len(sure) == len(names) - 1 >= _SURE_LIST:
            # A body of a kind that no table holds among many that are known.
            sure = [name for name in names if name in sure or _PLAIN_NAME.match(name.text)]
        if default is None and len(sure) < len(names):
            unread.append((at, end))
            sure = sure if roles else []
        rule = default.rule if default is not None else "a list without a word"
        roles += [RoleName(role=role, name=name, rule=rule) for name in sure]
        if sure and default is None:
            strength = max(strength, 1)
    return roles, unread, strength


class _Phrase(NamedTuple):
    """Words that give the names before them a role."""

    start: int
    end: int
    words: str


def is_role_phrase(text: str) -> bool:
    """Whether a text is nothing but words that give a role (按职责分工负责)."""
    return _PHRASE.fullmatch(text) is not None


def _phrases(text: str, start: int, end: int) -> list[_Phrase]:
    """Role phrases outside brackets and quotes; each stands behind a name and before a mark."""
    phrases = [
        _Phrase(match.start(), match.end(), match.group()) for match in _PHRASE.finditer(text, start, end)
    ]
    taken = Spans((phrase.start, phrase.end) for phrase in phrases)
    phrases += [
        _Phrase(match.start(), match.end(), match["verb"])
        for match in _TASK.finditer(text, start, end)
        if not taken.meet(*match.span())
        and not _OF_OTHERS.search(match["task"])
        and not ends_like_an_agency(match["task"])
        and ends_like_a_body(text[max(start, match.start() - 8) : match.start()])
    ]
    found = []
    depth, quoted, at = 0, 0, start
    for phrase in sorted(phrases):
        for mark in _BRACKETS_AND_QUOTES.finditer(text, at, phrase.start):
            kind = mark.group()
            depth += kind == "("
            depth -= kind == ")" and depth > 0
            quoted = 1 if kind == "“" else 0 if kind == "”" else quoted
        at = phrase.start
        if depth == 0 and not quoted:
            found.append(phrase)
    return found
