"""Read one responsibility annotation: who leads, who supports, who answers.

An annotation says it with labels (`牵头单位:甲;配合单位:乙`), with words after the names (`甲牵头,乙、丙按职责分工负责`),
with both, or with a bare list. Conditions, time limits, contacts and reading rules stand in it too.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from graph.model import Role
from loaders.duties.conventions import actors_of, stated_conventions
from loaders.duties.forms import levelled_function
from loaders.duties.labels import Label, labels, outside_brackets, without_inner_brackets
from loaders.duties.levels import restore
from loaders.duties.names import Name, PlaceTest, no_place
from loaders.duties.own_roles import with_own_role, with_roles_before
from loaders.duties.persons import have_persons, is_office, persons_and_offices, without_persons
from loaders.duties.phrases import Phrase, phrases_of
from loaders.duties.reading import Default, Reading, RoleName
from loaders.duties.splitting import split
from loaders.lexicon.bodies import ends_like_a_body, ends_like_an_agency
from loaders.lexicon.labels import NOUN, ROLE_WORD
from loaders.lexicon.persons import names_persons_only, titled_persons
from loaders.lexicon.wording import role_of, wording

_SURE_LIST = 3
_MARK_AND_MORE = 3
_LONG_REMARK = 7
_PLAIN_NAME = re.compile("(?!.*[的了是为在将对等])[\u4e00-\u9fff]{4,12}$")
# 2031年起按季度分配 and 咨询12345 behind a list are remarks.
_NO_NAME = re.compile(
    r".*\d{3}|以|按|将|须|可(?!持续)|如|自(?!治|然|贸|来)|于|从|该|此(?!前)|遇|若|待|确保|力争|争取|已|暂|拟|每|逢|经(?![济信贸开发])|见|另|咨询|详见|依据|根据"
)
# 区交通局按季通报 tells what a body does, 结果报区委组织部 to whom.
_TELLS_MORE = re.compile(
    "[局委厅办部室](?:按|将|要|应|定期|每|及时|适时|负责|统一)|^(?:结果|情况|(?:并?报送?|送)(?=[省市县区])|向)"
)
# 市苗圃 among bodies is one by its level.
_LEVELLED_NAME = re.compile("[市省县区旗](?!场|域|内|外|级)(?!.*[的了是为在将对等])[\u4e00-\u9fff]{2,7}$")
_CONDITIONS = ("按", "依", "根据", "结合", "在")
# 镇林业站指导 and 县监委督办 look on.
_WATCHES = re.compile(
    r"(?<=[局委厅办站所处科部会心联])(?:指导|监督|督办|督导|督促|考核|验收|把关|推荐|提名)$"
)
_TOGETHER = re.compile(r"^[,、]?(?:会同|联合|商)")
# 其他有关部门配合,不逐一列出,下同 behind a full stop says how to read the lists and names nobody.
_RULE_FOR_ALL = re.compile("下同|不再(?:一一|逐一)?列|不(?:逐一|一一)列")
# 各县区政府均为责任单位,下同 and 各乡镇抓好落实,下同 name them.
_NAMES_ALL = re.compile(
    "[均都](?:作?为|是|需|须|应|由|含|包括|涉及|参与|参加|配合|负责|落实|参照|执行|按)"
    rf"|(?:^|(?<=[。.]))各(?!有关|相关)[^。;:]{{1,40}}?(?:作?为{ROLE_WORD}{NOUN}|按|抓好|负责|配合|落实|参与|参照|执行|承担)"
)
# ;其中第一个为牵头单位
_OPENS_A_RULE = re.compile(r"[,;][^,;、()]{1,8}$")
_RULE_OF_A_LABEL = re.compile(r"\([^()]*(?:为|是|前|后|下同)[^()]*\)$")
_JOINT = re.compile("[/、及和与(]")
_SENTENCE = re.compile(r"。|(?<!\d)\.(?!\d|市|省|县|区|州|各|自治)")


@lru_cache(maxsize=8192)
def read_list(
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
        See `loaders.duties.levels.restore`.
    labelled : bool
        Whether the annotation begins with a label (a block), so that anything before the first label is no name.
    default : Default, optional
        The role of names without a word or a label of their own, such as a table's column gives.
    level : str
        See `loaders.duties.levels.restore`.
    """
    reader = _Reader(text)
    reader.read(labelled, default)
    roles = with_roles_before([with_own_role(item) for item in reader.roles])
    names = restore([item.name for item in roles], begins_with_place, level)
    roles = [
        RoleName(role=item.role, name=name, rule=f"{item.rule}; {name.rule}")
        for item, name in zip(roles, names, strict=True)
    ]
    return Reading(
        roles=tuple(_once(roles)),
        persons=tuple(reader.persons) if not roles else (),
        conventions=tuple(reader.rules),
        unread=tuple(reader.unread),
        strength=reader.strength,
    )


class _Reader:
    """Goes through an annotation, label by label and sentence by sentence, and gathers what they say."""

    def __init__(self, text: str) -> None:
        self.rules = stated_conventions(text, 0, len(text))
        self.text = text
        if any(rule == "bracketed-leads" for rule, _, _ in self.rules):
            # (甲)、乙(括号中为牵头单位): the brackets part names.
            self.text = text.replace("(", "、").replace(")", "、")
        self._notes = _notes_inside(self.text, self.rules)
        for left, right in self._notes:
            self.text = self.text[:left] + "、" * (right - left) + self.text[right:]
        self.text = without_inner_brackets(self.text)
        self.roles: list[RoleName] = []
        self.persons: list[str] = []
        self.unread: list[tuple[int, int]] = []
        self.strength = 0

    def read(self, labelled: bool, default: Default | None) -> None:
        end = len(self.text)
        marks = [
            label
            for label in outside_brackets(self.text, labels(self.text, 0, end), 0, end)
            if not any(left <= label.start < right and label.end <= right for _, left, right in self.rules)
        ]
        stops = [*(label.start for label in marks), end]
        if not labelled:
            self._sentences(0, stops[0], default)
        for label, stop in zip(marks, stops[1:], strict=True):
            self._label(label, stop)

    def _label(self, label: Label, stop: int) -> None:
        """Read the value of a label."""
        if label.kind == "role":
            # 责任单位(排名第一的为牵头单位) says in its bracket how to read the list.
            word = _RULE_OF_A_LABEL.sub("", label.text)
            role = None if word.endswith("分工") else _role_of_label(word)
            before, strength = len(self.roles), self.strength
            if titled := titled_persons(self.text[label.end : stop]):
                self.persons += titled
                return
            self._sentences(label.end, stop, Default(role, f"label {label.text}") if role else None)
            # The label alone makes a list sure.
            self.strength = 2 if len(self.roles) > before else strength
        elif label.kind == "person" and self._offices_have_words(label, stop):
            self._sentences(label.end, stop, Default(Role.RESPONSIBLE, f"label {label.text}"))
        elif label.kind == "person":
            named, offices, others = persons_and_offices(self.text, label, stop)
            self.persons += named
            self.unread += others
            self._add(offices, role_of(label.text) or Role.RESPONSIBLE, f"label {label.text}")
            if self.persons or offices:
                self.strength = 2
        elif label.kind == "other" and self._is_office_with_person(label, stop):
            office = Name(text=label.text, start=label.start, end=label.end - 1)
            self._add([office], Role.RESPONSIBLE, "an office with a person")
            self.strength = max(self.strength, 1)
        elif label.kind == "other" and stop > label.end and not _is_known(label.text):
            self.unread.append((label.start, stop))

    def _offices_have_words(self, label: Label, stop: int) -> bool:
        """Whether offices with words of their own stand where a label asks for persons: 责任人:实训处牵头,总务处配合."""
        if not label.text.endswith(wording().persons.answering):
            return False
        phrases = phrases_of(self.text, label.end, stop)
        before = split(self.text, label.end, phrases[0].start) if phrases else []
        return bool(before) and all(is_office(name.text) for name in before)

    def _is_office_with_person(self, label: Label, stop: int) -> bool:
        """Whether a label is an office, and its value the person in it: 局办公室:王明."""
        value = self.text[label.end : stop].rstrip("。;,")
        return ends_like_an_agency(label.text) and names_persons_only(value)

    def _sentences(self, start: int, end: int, default: Default | None) -> None:
        """Read sentence by sentence; what states a convention names nobody."""
        text = self.text
        at = start
        cuts = [match.span() for match in _SENTENCE.finditer(text, start, end)] + [(end, end)]
        for number, (stop, after) in enumerate(cuts):
            rules = [
                _note_start(text, at, left)
                for _, left, right in self.rules
                if left < stop and at < right and not any(a <= left < b for a, b in self._notes)
            ]
            if number and _RULE_FOR_ALL.search(text, at, stop) and not _NAMES_ALL.search(text, at, stop):
                pass
            elif rules:
                unread = len(self.unread)
                if min(rules) > at:
                    self._clauses(at, min(rules), default, first=True)
                del self.unread[unread:]
                self._add(self._implied(at, stop), Role.RESPONSIBLE, "the plan's own rule")
                self._behind_rules(at, stop)
            elif stop > at:
                listed = number > 0 and self._lists_bodies(at, stop)
                # 配合单位:甲。乙 lists both with the wrong mark; behind one who leads the others may do so or not.
                alone = listed and not _NAMES_ALL.search(text, at, stop) and not phrases_of(text, at, stop)
                goes_on = number == 0 or (alone and default and default.role is not Role.LEADS)
                self._clauses(at, stop, default if goes_on else None, first=number == 0 or listed)
            at = after

    def _lists_bodies(self, start: int, stop: int) -> bool:
        """Whether a sentence is nothing but the names of bodies: 甲。乙。丙负责 lists them with the wrong mark."""
        names = split(self.text, start, stop)
        return bool(names) and all(ends_like_an_agency(name.text) for name in names)

    def _behind_rules(self, start: int, stop: int) -> None:
        """Read the list that a rule stands before: 首位为牵头单位:甲、乙."""
        ends = [right for _, left, right in self.rules if left < stop and start < right < stop]
        if ends and self.text[max(ends) - 1] == ":":
            self._clauses(max(ends), stop, Default(Role.RESPONSIBLE, "a list behind its rule"), first=True)
            self.strength = 2

    def _implied(self, start: int, stop: int) -> list[Name]:
        """Those whom a rule in the annotation gives this duty and the ones that follow: 以下均需各县落实,不再列出."""
        rules = [rule for rule in self.rules if rule[0] == "local-governments-implied"]
        return [
            name
            for _, left, right in rules
            if left < stop and start < right
            for name in actors_of(self.text, left, right)
        ]

    def _clauses(self, start: int, end: int, default: Default | None, *, first: bool) -> None:
        """Read names with the words behind them, and those without any at the end."""
        before = len(self.roles)
        at = start
        together: Role | None = None
        for phrase in phrases_of(self.text, start, end):
            comma = self.text.find(",", at + 1, phrase.start) if together else -1
            if together and comma > 0:
                # 甲牵头,会同乙、丙,丁承办: those behind the comma have words of their own.
                self._add(split(self.text, at, comma), together, "a list behind 会同")
                at = comma
            # 主责科室:甲牵头,乙落实: behind others' words a label gives no role to those who have their own.
            follows = len(self.roles) > before
            role = self._names_with_words(at, phrase, default, follows=follows)
            at = phrase.end
            if role is not None:
                goes_on = role is Role.LEADS and _TOGETHER.match(self.text[at : at + 4])
                together = Role.SUPPORTS if goes_on else None
        listed = split(self.text, at, end)
        names = without_persons(listed)
        if names and default is not None:
            self._add(self._until_no_name(names, end, first=at == start), default.role, default.rule)
        elif names and (first or len(self.roles) > before):
            follows = len(self.roles) > before
            if have_persons(self.text, names, listed):
                self._add(names, together or Role.RESPONSIBLE, "an office with a person")
                self.strength = max(self.strength, 1)
            else:
                self._names_without_words(names, (at, end), together or Role.RESPONSIBLE, follows=follows)

    def _until_no_name(self, names: list[Name], end: int, *, first: bool) -> list[Name]:
        """The names of a label's list, which ends where what follows is no name; `first` says that they begin it."""
        for number, name in enumerate(names):
            watches = number and _WATCHES.search(name.text)
            if not watches and ((first and not number) or ends_like_a_body(name.text)):
                continue
            between = self.text[names[number - 1].end : name.start] if number else ";"
            # 甲;6月底前完成,遇雨顺延: behind a mark and a remark stand no more names.
            remark = between.startswith(";") and (
                not number or len(between) > _MARK_AND_MORE or len(name.text) > _LONG_REMARK
            )
            if watches or remark or _NO_NAME.match(name.text):
                self.unread.append((name.start, end))
                return names[:number]
        return names

    def _names_with_words(
        self, at: int, phrase: Phrase, default: Default | None, *, follows: bool
    ) -> Role | None:
        """Give the names between a place and a phrase the role of its words; None where they have none."""
        role = role_of(phrase.words)
        if default is None:
            at = self._names_before(at, phrase.start, role)
        names = without_persons(split(self.text, at, phrase.start))
        if not names:
            # 按职责分工负责 after a closed list belongs to the list before it.
            return None
        bodies = [name for name in names if ends_like_a_body(name.text) or levelled_function()(name.text)]
        if role is None or not bodies:
            if default is None:
                self.unread.append((at, phrase.end))
                return None
            role = default.role
        # Behind a mark only who stands there has the words, the others have the label: 牵头单位:甲,乙配合.
        mark = self.text.rfind(";", at, phrase.start)
        if default is not None and role is Role.RESPONSIBLE and mark < 0 and not follows:
            role = default.role
        if default is not None and role is not default.role:
            mark = max(mark, self.text.rfind(",", at, phrase.start))
            labelled = [name for name in names if name.end <= mark]
            self._add(labelled, default.role, default.rule)
            names = names[len(labelled) :]
        if default is None:
            self.unread += [
                (name.start, name.end)
                for name in names
                if name not in bodies and not name.text.startswith(_CONDITIONS)
            ]
            names = bodies
        self._add(names, role, f"words {phrase.words}")
        self.strength = 2
        return role

    def _names_before(self, at: int, stop: int, role: Role | None) -> int:
        """Give those an answer whom a mark parts from the ones that have words: 甲、乙;丙配合. Where the rest begins."""
        cut = self.text.rfind(";", at, stop)
        if cut < 0 and role is Role.SUPPORTS and not self.roles and "、" in self.text[at:stop]:
            # Behind a comma only the many below (甲、乙,各县区配合) surely part from those before it.
            comma = self.text.rfind(",", at, stop)
            cut = comma if self.text.startswith("各", comma + 1) else -1
        if cut < 0 or self.text.count("(", at, cut) != self.text.count(")", at, cut):
            return at
        names = split(self.text, at, cut)
        if not names or not all(ends_like_a_body(name.text) for name in names):
            return at
        self._add(names, Role.RESPONSIBLE, "a list without a word")
        self.strength = max(self.strength, 1)
        return cut + 1

    def _names_without_words(
        self, names: Sequence[Name], span: tuple[int, int], role: Role, *, follows: bool
    ) -> None:
        """Names without words of their own answer where they are bodies; `follows` says that others had words."""
        if len(others := [name for name in names if not _WATCHES.search(name.text)]) > 1:
            names = others
        plain = [name for name in names if not _TELLS_MORE.search(name.text)]
        sure = [name for name in plain if ends_like_a_body(name.text)]
        if not any(ends_like_an_agency(name.text) for name in names):
            sure = []
        if len(sure) == len(names) - 1 >= _SURE_LIST:
            # A body of a kind that no table holds among many that are known.
            sure = [name for name in plain if name in sure or _PLAIN_NAME.match(name.text)]
        elif len(sure) == len(names) - 1 > 1:
            sure = [name for name in plain if name in sure or _LEVELLED_NAME.match(name.text)]
        if len(sure) < len(names):
            self.unread.append(span)
            sure = sure if follows else []
        self._add(sure, role, "a list without a word")
        if sure:
            self.strength = max(self.strength, 1)

    def _add(self, names: Sequence[Name], role: Role, rule: str) -> None:
        self.roles += [RoleName(role=role, name=name, rule=rule) for name in names]


def _role_of_label(word: str) -> Role | None:
    """The role of a label; one that asks for those who support and for others says only who answers."""
    parts = {role_of(part) for part in _JOINT.split(word)} if _JOINT.search(word) else set()
    return Role.RESPONSIBLE if Role.SUPPORTS in parts and len(parts - {None}) > 1 else role_of(word)


def _note_start(text: str, start: int, rule: int) -> int:
    """Where the bracket opens that holds a rule (注:带★为牵头单位), or its clause begins; else where the rule does."""
    opens = text.rfind("(", start, rule)
    if opens >= 0 and text.find(")", opens, rule) < 0:
        return opens
    clause = _OPENS_A_RULE.search(text, start, rule)
    return clause.start() if clause and not ends_like_a_body(clause.group()[1:]) else rule


def _notes_inside(text: str, rules: Sequence[tuple[str, int, int]]) -> list[tuple[int, int]]:
    """The brackets that hold a rule and behind which the list goes on: 甲(首位为牵头单位,下同)、乙."""
    found = []
    for _, left, right in rules:
        opens, closes = text.rfind("(", 0, left), text.find(")", right - 1)
        if opens >= 0 and text.find(")", opens, left) < 0 and text[closes + 1 : closes + 2] in ("、", ","):
            found.append((opens, closes + 1))
    return found


@cache
def _other_labels() -> frozenset[str]:
    return frozenset(wording().others.labels)


def _is_known(label: str) -> bool:
    return label in _other_labels() or label.endswith((*wording().others.states, *wording().others.no_doers))


def _once(roles: list[RoleName]) -> list[RoleName]:
    seen: set[tuple[Role, str]] = set()
    kept = []
    for item in roles:
        if (item.role, item.name.text) not in seen:
            seen.add((item.role, item.name.text))
            kept.append(item)
    return kept
