"""Tell by its title whether a text divides work, or only tells of something."""

import re

from loaders.lexicon.powers import POWERS_TITLE
from loaders.lexicon.wording import any_of
from loaders.text.tables import title_words
from loaders.text.titles import ANY_KIND, folded

_WORDS = title_words()
_TABLE = f"(?:{ANY_KIND}|{any_of((*_WORDS.tables.lists, *_WORDS.tables.tasks))})表"
_VERSION = r"(?:19|20)\d\d.{0,12}年|试行|暂行|.{0,6}稿|.{0,10}修订|.{0,4}年版|第.{1,3}批"
_SAYS_PLAN = re.compile(
    rf"(?:{ANY_KIND}|{_TABLE}|(?:{any_of(_WORDS.matters.words)})事项|[\d一二三四五六七八九十]条)(?:{_VERSION})*$"
)


def says_plan(title: str) -> bool:
    """Whether a title says that what it heads is a plan, or a paper that plans stand beside."""
    return _SAYS_PLAN.search(folded(title)) is not None


_TELLS = re.compile(
    f"(?:{any_of(_WORDS.telling.words)})$"
    "|关于(?:召开|举行)[^。]{2,40}的通知$"
    f"|(?:{any_of(_WORDS.rosters.words)})(?:成员)?(?:工作)?(?:分工|安排)表?$"
    f"|{POWERS_TITLE}$"
)


def tells(title: str) -> bool:
    """Whether a title says that what it heads only tells of something: a notice to the public, a list of powers."""
    return _TELLS.search(folded(title)) is not None


def gives_work(title: str) -> bool:
    """Whether a title says that what it heads divides work, and does not only tell of something."""
    return says_plan(title) and not tells(title)


_NAMES_NO_WORK = re.compile(f"(?:{any_of(_WORDS.workless.words)})(?=$|1)")


def only_tells(title: str) -> bool:
    """Whether a title is one of texts that divide no work: an agenda, a list of persons, a letter."""
    return _NAMES_NO_WORK.search(folded(title)) is not None
