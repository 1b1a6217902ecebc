"""Tell persons from the offices beside them: in a list of bodies, and in the value of a person's label (责任人)."""

import re
from functools import cache

from loaders.duties.labels import Label
from loaders.duties.names import Name
from loaders.duties.splitting import split
from loaders.lexicon.bodies import ends_like_a_body, ends_like_an_agency
from loaders.lexicon.persons import (
    begins_like_a_person,
    is_person,
    names_many_persons,
    person_at,
)
from loaders.lexicon.wording import wording

_PERSON = re.compile(r"^[\u4e00-\u9fff·]{2,4}$")
_BETWEEN_MARKS = re.compile("[^、,;。/()—]+")
_PLAIN_OFFICE = re.compile("[\u4e00-\u9fff]{2,20}")
_AGENCY_AND_MORE = re.compile("[\u4e00-\u9fff]{2,12}[局委厅办部]")


def without_persons(names: list[Name]) -> list[Name]:
    """The names without the persons that stand beside a body."""
    persons = [name for name in names if is_person(name.text) or names_many_persons(name.text)]
    if not persons or len(persons) == len(names):
        return names
    return [name for name in names if name not in persons]


def have_persons(text: str, names: list[Name], listed: list[Name]) -> bool:
    """Whether each of these bodies has a person behind it (财政所所长吴刚), or the only one has one beside it."""
    if not all(ends_like_a_body(name.text) for name in names):
        return False
    beside = len(names) == 1 and any(is_person(one.text) for one in listed)
    return beside or all(person_at(text, name.end) for name in names)


def persons_and_offices(
    text: str, label: Label, stop: int
) -> tuple[list[str], list[Name], list[tuple[int, int]]]:
    """The persons of a label's value, the offices that stand in their place, and what is neither."""
    persons: list[str] = []
    offices: list[Name] = []
    others: list[tuple[int, int]] = []
    answers = label.text.endswith(_answering())
    for part in _BETWEEN_MARKS.finditer(text, label.end, stop):
        name = part.group()
        named = split(text, *part.span()) if answers and _PLAIN_OFFICE.fullmatch(name) else []
        if named and all(is_office(one.text) for one in named):
            offices += named
        elif _PERSON.match(name) and not ends_like_an_agency(name):
            persons.append(name)
        elif ends_like_an_agency(name) or _AGENCY_AND_MORE.match(name):
            others.append(part.span())
    return persons, offices, others


def is_office(name: str) -> bool:
    """教导处 and 校长室 are offices; 王建州 is a person, though a name of a place ends so."""
    if names_many_persons(name):
        return False
    return ends_like_an_agency(name) or (ends_like_a_body(name) and not begins_like_a_person(name))


@cache
def _answering() -> tuple[str, ...]:
    return wording().persons.answering
