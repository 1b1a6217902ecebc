"""Find the statements in running text that give a body a task: 市商务局要…, 由市司法局牵头…, 市公安局:负责….

They are softer than annotations: the body stands at the beginning of its sentence, or behind 由.
"""

import re
from collections.abc import Iterator
from functools import cache

import msgspec
from msgspec.structs import replace

from graph.model import Role
from loaders.duties.levels import restore
from loaders.duties.names import Name
from loaders.duties.passage import Passage
from loaders.duties.reading import RoleName
from loaders.duties.splitting import split
from loaders.lexicon.bodies import ends_like_a_body, ends_like_an_agency
from loaders.lexicon.wording import any_of, bodies, role_of, role_words, wording


class Statement(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A sentence that says duties: `start` to `end` the sentence, `said_start` to `said_end` the words that say them.

    Offsets of the names count from the beginning of the text.
    """

    start: int
    end: int
    said_start: int
    said_end: int
    roles: tuple[RoleName, ...]


_SENTENCE = re.compile("[。;!?]")
_LONGEST_SUBJECT = 60
_FEWEST = 3
_BY = re.compile(r"由(?<![自理缘因]由)(?!于|此|来|浅|表)")


@cache
def _last_characters() -> str:
    endings = bodies().endings
    return "".join(sorted({word[-1] for word in (*endings.strong, *endings.weak)})) + ")"


@cache
def _task_start() -> re.Pattern[str]:
    """The first character of a word that may give a task, behind a body's last one; it is the rarer of the two."""
    ends = re.escape(_last_characters())
    starts = "".join(sorted({word[0] for word in wording().statements.modals}))
    return re.compile(rf"[{starts}](?:(?<=[{ends}].)|(?<=[{ends}]:.))")


@cache
def _modal() -> re.Pattern[str]:
    statements = wording().statements
    return re.compile(f"(?!{any_of(statements.no_modals)})(?:{any_of(statements.modals)})(?!人)")


@cache
def _task_behind_colon() -> re.Pattern[str]:
    """The colon between a body and what it does: 市气象局:及时提供信息."""
    statements = wording().statements
    ends = re.escape(_last_characters())
    return re.compile(rf":(?<=[{ends}]:)(?:{any_of(statements.adverbs)})*(?:{any_of(statements.tasks)})")


def _places(text: str, start: int, end: int) -> Iterator[tuple[int, bool]]:
    """Where a body with a task may end, and, marked, where one may begin behind 由."""
    for match in _task_start().finditer(text, start, end):
        at = match.start()
        if _modal().match(text, at, end):
            yield at - (text[at - 1] == ":"), False
    for match in _task_behind_colon().finditer(text, start, end):
        yield match.start(), False
    for match in _BY.finditer(text, start, end):
        yield match.end(), True


@cache
def _verb_of() -> re.Pattern[str]:
    statements = wording().statements
    return re.compile(rf"[,:]?(?:{any_of((*statements.modals, *statements.verbs))})")


@cache
def _openings() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(wording().statements.openings)})[,:]?")


def find_statements(passage: Passage) -> Iterator[Statement]:
    """Yield the sentences outside annotations that say a duty, in the order of the text."""
    text, end = passage.text, passage.end
    places = sorted(_places(text, passage.start, end))
    roles: list[RoleName] = []
    known: set[int] = set()
    sentence = (passage.start, passage.start)
    for at, behind_by in places:
        if at >= sentence[1]:
            yield from _statement(sentence, roles)
            roles, sentence = [], _sentence_around(passage, at)
        if not passage.free(at)[0]:
            continue
        found = _behind_by(text, at, sentence[1]) if behind_by else _at_beginning(text, *sentence, at)
        roles += [item for item in found if item.name.start not in known]
        known.update(item.name.start for item in found)
    yield from _statement(sentence, roles)


def _statement(sentence: tuple[int, int], roles: list[RoleName]) -> Iterator[Statement]:
    if not roles:
        return
    start = min(item.name.start for item in roles)
    stop = max(item.name.end for item in roles)
    yield Statement(start=sentence[0], end=sentence[1], said_start=start, said_end=stop, roles=tuple(roles))


def _sentence_around(passage: Passage, at: int) -> tuple[int, int]:
    """The sentence that holds a place: it begins behind a mark, an item's number or the line above."""
    text = passage.text
    start = max(passage.start, at - _LONGEST_SUBJECT)
    for match in _SENTENCE.finditer(text, start, at - 1):
        start = match.end()
    start = max(start, passage.taken_before(at), passage.paragraph_start(at - 1, start))
    item = passage.item_at(at - 1)
    if item is not None and item.body <= at - 1:
        start = max(start, item.body)
    end = _SENTENCE.search(text, at, passage.end)
    return start, end.start() if end else passage.end


def _at_beginning(text: str, start: int, end: int, at: int) -> list[RoleName]:
    """The bodies that a sentence begins with, up to a place; behind a comma where a condition stands before."""
    if opening := _openings().match(text, start, at):
        start = opening.end()
    reach = max(start, at - _LONGEST_SUBJECT)
    for begin in (start, text.rfind(",", reach, at) + 1):
        if reach <= begin < at and not _BY.search(text, begin, at) and (names := _bodies(text, begin, at)):
            return _with_roles(text, names, at, end)
    return []


def _behind_by(text: str, at: int, end: int) -> list[RoleName]:
    """The bodies behind 由, up to the verb of what they do."""
    for stop in range(at + _FEWEST - 1, min(at + _LONGEST_SUBJECT, end)):
        if (
            text[stop - 1] in _last_characters()
            and _verb_of().match(text, stop, end)
            and (names := _bodies(text, at, stop))
        ):
            return _with_roles(text, names, stop, end)
    return []


def _bodies(text: str, start: int, end: int) -> list[Name]:
    """The names between two places, where all are bodies and nothing else stands between them."""
    if end - start < _FEWEST - 1 or end - start > _LONGEST_SUBJECT:
        return []
    names = split(text, start, end)
    if not names or not all(ends_like_a_body(name.text) for name in names):
        return []
    if not all(_is_sure(name.text) for name in names) or names[0].start > start + 1:
        return []
    return [part for name in names for part in _parts(name)]


def _parts(name: Name) -> list[Name]:
    match = _TWO_COLLECTIVES.match(name.text)
    if match is None or name.end - name.start != len(name.text):
        return [name]
    cut = name.start + match.end(1)
    return [
        replace(name, text=match.group(1), end=cut),
        replace(name, text=match.group(2), start=cut, separator=""),
    ]


_SURE_START = re.compile(
    r"各|有关|相关|市|省|县|区|州|自治|国务院|国家|地方|全市|全省|乡|镇|街道|其他|行业|[\u4e00-\u9fff]{2,6}(?:省|市|县|区|州|部门|主管)"
)
_NO_SUBJECT = re.compile(
    "[的了是为对将在把被向从以]|推动|加快|提升|落实|强化|领导干部|完善|支持|鼓励|引导|依托|通过|聚焦|围绕|坚持|按照|根据|主体$|企业$|^(?:开发区|高新区|园区|地方)$"
)
# 各地各有关部门 are two.
_TWO_COLLECTIVES = re.compile(r"(各(?!级)[^各、]{1,10})(各[^各、]{2,12})$")


def _is_sure(name: str) -> bool:
    """Whether a name at the beginning of a sentence is surely one of a body."""
    if _NO_SUBJECT.search(name):
        return False
    return (len(name) >= _FEWEST and ends_like_an_agency(name)) or bool(_SURE_START.match(name))


# What the words behind a body say of its role, behind 要 and how it is to be done.
_ROLE_BEHIND = re.compile(
    rf"[,:]?(?:要|应当?|必?须|需|务必)?(?:切实|认真|积极|共同|主动|密切|分别|具体|履行好?|发挥好?|做好)*(?P<role>{any_of(role_words('verb'))})"
)
_WITH = re.compile(r"[,:]?(?:要|应当?|牵头|负责)?,?会同(?P<who>[^。;:!?]{2,40})")


def _with_roles(text: str, names: list[Name], at: int, end: int) -> list[RoleName]:
    """Give the bodies the role of the words behind them, and those behind 会同 the same."""
    match = _ROLE_BEHIND.match(text, at, end)
    role = (role_of(match["role"]) if match else None) or Role.RESPONSIBLE
    others = _with_whom(text, at, end)
    return [
        RoleName(role=role, name=name, rule=f"sentence; {name.rule}") for name in restore([*names, *others])
    ]


def _with_whom(text: str, at: int, end: int) -> list[Name]:
    """The bodies behind 会同, up to the first verb that all before it are bodies of."""
    match = _WITH.match(text, at, end)
    if match is None:
        return []
    start, limit = match.span("who")
    for stop in range(start + _FEWEST - 1, limit + 1):
        ends = text[stop - 1] in _last_characters() and (stop == limit or _verb_of().match(text, stop))
        if ends and (names := _bodies(text, start, stop)):
            return names
    return []
