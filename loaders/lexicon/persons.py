"""Tell persons and telephones in a list of agencies: they stand beside a body and are none."""

import re

from loaders.lexicon.bodies import ends_like_a_body
from loaders.lexicon.wording import any_of, wording

_PERSONS = wording().persons
_NAME = (
    rf"(?:(?:{any_of(_PERSONS.double_surnames)})[\u4e00-\u9fff]{{1,2}}"
    rf"|[{''.join(_PERSONS.surnames)}][\u4e00-\u9fff]{{1,2}})"
)
_RANK = "(?:党委|党组|党工委)?(?:常务)?副?"
_TITLE = f"{_RANK}(?:{any_of((*_PERSONS.titles, *_PERSONS.titles_alone))})"

TITLE_BEHIND_A_BODY = f"{_RANK}(?:{any_of(_PERSONS.titles)})"
"""A title as it stands behind the name of a body: 市财政局局长."""

TELEPHONE = r"(?:(?:(?:联系)?电话|手机|座机):?)?(?:0\d{2,3}-?)?\d{6,11}|(?:分机|内线|转)号?:?\d{3,6}"
"""A telephone, with or without the word for it."""

_TITLED = re.compile(rf"(?:同志|{_TITLE})$|^{_TITLE}")
_WHOLE = re.compile(_NAME)
_TITLE_AND_NAME = re.compile(rf"{_TITLE}{_NAME}(?=$|[,、;。/)])")
_WITH_TELEPHONE = re.compile(rf"{_NAME}(?=$|[,、;。/)\d])")
_ONE = rf"(?:{_TITLE}:?{_NAME}|{_NAME}(?:同志|{_TITLE})?(?:\d{{3,5}}(?!\d))?|{TELEPHONE})"
_PERSONS_AND_TELEPHONES = re.compile(rf"{_ONE}(?:[,、;:/]?{_ONE})*")


def titled_person_at(text: str, at: int) -> bool:
    """Whether a title with a person's name stands at a place (所长吴刚)."""
    return _TITLE_AND_NAME.match(text, at) is not None


def person_at(text: str, at: int) -> bool:
    """Whether a person's name stands at a place, with a title before it or a telephone behind it."""
    return titled_person_at(text, at) or _WITH_TELEPHONE.match(text, at) is not None


# Names of bodies without their noun (高新园, 市政方) end in these, given names hardly ever.
_NO_GIVEN_NAME = tuple("园城岛湾桥港方业旅控投商政群村居系")


def is_person(name: str) -> bool:
    """Whether a name is one of a person by its family name and its length.

    Examples
    --------
    >>> [is_person(name) for name in ("王明", "欧阳小青", "白河镇", "规划处", "市科技局")]
    [True, True, False, False, False]
    """
    return begins_like_a_person(name) and not name.endswith(_NO_GIVEN_NAME) and not ends_like_a_body(name)


def begins_like_a_person(name: str) -> bool:
    """Whether a name has a family name and the length of a person's."""
    return 2 <= len(name) <= 4 and _WHOLE.fullmatch(name) is not None


_MANY_PERSONS = re.compile(f"各.{{0,10}}(?:{any_of(_PERSONS.posts)})$")


def names_many_persons(name: str) -> bool:
    """Whether a name is one of many persons, by their post (各村支书, 各班主任)."""
    return name[0] == "各" and _MANY_PERSONS.match(name) is not None


def names_persons_only(text: str) -> bool:
    """Whether a text holds nothing but names of persons, with or without a title, and telephones (局长王明6391000)."""
    return _PERSONS_AND_TELEPHONES.fullmatch(text) is not None and not ends_like_a_body(text)


def titled_persons(text: str) -> list[str]:
    """The persons of a list of nothing else in which one at least has a title (李明副校长、王华); else none.

    Examples
    --------
    >>> titled_persons("李明副校长、王华"), titled_persons("高新园、白河"), titled_persons("李明副校长、教导处")
    (['李明副校长', '王华'], [], [])
    """
    names = [name for name in re.split("[、,;。]", text) if name]
    titled = any(_TITLED.search(name) for name in names)
    return names if titled and all(names_persons_only(name) for name in names) else []
