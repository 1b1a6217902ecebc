"""Find the lists of bodies behind a label that no table knows: what they say is not guessed, and not passed over."""

import re
from collections.abc import Sequence
from functools import cache

from loaders.duties.passage import Annotation, Miss, Passage
from loaders.duties.splitting import split
from loaders.lexicon.bodies import ends_like_a_body, ends_like_an_agency
from loaders.lexicon.labels import ROLE_WORD, known_label
from loaders.lexicon.wording import any_of, wording
from loaders.text.title_kinds import gives_work

NOT_KNOWN = "the label is not known"
_LONGEST_LABEL, _LONGEST_LIST, _REACH_OF_A_NAME = 12, 200, 16
_LABEL = re.compile("[\u4e00-\u9fffA-Za-z]{1,12}$")
_LIST_END = re.compile("[。;:()]")
_FREE_BEFORE = frozenset("。;!?…),:#>-—•●◆▲■*|(")
# 盯办 ends like an office.
_LONGEST_VERB = 2
# 承运单位 and 责任战区 are labels, 市气象局 before a colon is the body itself.
_LABEL_OF_A_ROLE = re.compile(f"(?:单位|部门|机构|科室|处室|股室)$|^{ROLE_WORD}")


@cache
def _names_no_doer() -> re.Pattern[str]:
    """Labels whose list is known to give no work: who gets a paper, who meets, where something is."""
    others = wording().others
    return re.compile(
        f"(?:.*(?:{any_of(others.no_doers)})(?:单位|部门|机构|对象)?|{any_of(others.labels)}|.*(?:{any_of(others.states)}))$"
    )


def unread_lists(passage: Passage) -> list[Miss]:
    """The lists of nothing but bodies, to the end of a clause, a line or a bracket, behind a label of no table."""
    found: list[Miss] = []
    text, end = passage.text, passage.end
    colon = text.find(":", passage.start, end)
    while colon >= 0:
        stop = _list_end(passage, colon + 1) if passage.free(colon)[0] else None
        at = _label_start(passage, colon) if stop is not None else None
        if at is not None and stop is not None and passage.free(at)[0]:
            found.append(Miss(start=at, end=stop, reason=NOT_KNOWN))
        colon = text.find(":", colon + 1, end)
    return found


def said_of(misses: Sequence[Miss], annotations: Sequence[Annotation], title: str) -> list[Miss]:
    """What is to be said of a text of this title: an unknown label says nothing where no work is divided."""
    if annotations or gives_work(title):
        return list(misses)
    return [miss for miss in misses if miss.reason != NOT_KNOWN]


def _label_start(passage: Passage, colon: int) -> int | None:
    """Where the unknown label before a colon begins; None where there is none."""
    text = passage.text
    floor = passage.condensed.line_start(colon - 1, max(passage.start, colon - _LONGEST_LABEL - 1))
    match = _LABEL.search(text, floor, colon)
    if match is None or not passage.in_items(colon):
        return None
    at, label = match.start(), match.group()
    if item := passage.item_at(colon):
        at = max(at, item.body)
        label = text[at:colon]
    stands_free = at in passage.condensed.line_starts or at == floor or text[at - 1] in _FREE_BEFORE
    if not label or not (stands_free or (item and at == item.body)):
        return None
    known = known_label().match(f"{label}:")
    if _names_no_doer().match(label) or (known and known.lastgroup != "beside"):
        return None
    is_body = len(label) > _LONGEST_VERB and ends_like_a_body(label)
    return at if not is_body or _LABEL_OF_A_ROLE.search(label) else None


def _list_end(passage: Passage, at: int) -> int | None:
    """Where the list of nothing but bodies at a place ends; None where something else stands there."""
    text = passage.text
    limit = min(passage.next_item(at), at + _LONGEST_LIST)
    mark = _LIST_END.search(text, at, limit)
    stop = mark.start() if mark else limit
    line = passage.line_end(at)
    if line < stop and not passage.is_broken(passage.condensed.line_start(at), line):
        stop = line
    if not ends_like_a_body(text[max(at, stop - _REACH_OF_A_NAME) : stop]):
        return None
    names = split(text, at, stop)
    if not names or names[0].start != at or not all(ends_like_an_agency(name.text) for name in names):
        return None
    return stop
