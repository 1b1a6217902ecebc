"""The words of duties, persons, times and columns, and of bodies: each table read and checked once."""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Literal

from graph.model import Role
from graph.model.tables import CheckedRow
from loaders.lexicon.tables import Words, read_table

Use = Literal["label", "head", "verb", "end", "short", "beside"]


class RoleWords(CheckedRow, frozen=True, kw_only=True):
    """The words that give a role, each with the places where it stands."""

    name: Role
    words: dict[str, tuple[Use, ...]]
    examples: tuple[str, ...]


class Nouns(CheckedRow, frozen=True, kw_only=True):
    """What stands behind the word of a role in a label; two characters of
    `pairs` make one, too, and `areas`, or few characters before one of
    `areas_ends`, are one only behind some words."""

    bodies: tuple[str, ...]
    pairs: tuple[str, str]
    areas: tuple[str, ...]
    areas_behind: tuple[str, ...]
    areas_ends: str


class Persons(CheckedRow, frozen=True, kw_only=True):
    """Labels of persons, heads of columns that name persons without being such labels, titles and family names."""

    labels: tuple[str, ...]
    columns: tuple[str, ...]
    examples: tuple[str, ...]
    answering: tuple[str, ...]
    titles: tuple[str, ...]
    titles_alone: tuple[str, ...]
    posts: tuple[str, ...]
    surnames: tuple[str, ...]
    double_surnames: tuple[str, ...]


class Times(CheckedRow, frozen=True, kw_only=True):
    """Labels of time limits, and what the heads of their columns are made of."""

    labels: tuple[str, ...]
    nouns: tuple[str, ...]
    behind: tuple[str, ...]
    progress: tuple[str, ...]
    spans: tuple[str, ...]
    examples: tuple[str, ...]


class Labels(CheckedRow, frozen=True, kw_only=True):
    """Labels of one kind."""

    labels: tuple[str, ...]


class Others(CheckedRow, frozen=True, kw_only=True):
    """Labels that name neither agency, person nor time, the ends of such labels, and words of those whose agencies do
    no work of the plan."""

    labels: tuple[str, ...]
    states: tuple[str, ...]
    no_doers: tuple[str, ...]


class Starts(CheckedRow, frozen=True, kw_only=True):
    """What a stretch of text begins with."""

    starts: tuple[str, ...]


class ColumnHeads(CheckedRow, frozen=True, kw_only=True):
    """Heads of columns beside those of roles, persons and times."""

    number: tuple[str, ...]
    role: tuple[str, ...]
    note: tuple[str, ...]
    states: tuple[str, ...]
    section: tuple[str, ...]
    task: tuple[str, ...]
    task_behind: tuple[str, ...]
    places: tuple[str, ...]
    owners: tuple[str, ...]
    owned: tuple[str, ...]


class Questions(CheckedRow, frozen=True, kw_only=True):
    """Heads of columns that ask who does what when: words for who and their beginnings, what they do, what is done, and when."""

    who: tuple[str, ...]
    starts: tuple[str, ...]
    does: tuple[str, ...]
    helps: tuple[str, ...]
    task: tuple[str, ...]
    when: tuple[str, ...]
    examples: tuple[str, ...]


class Powers(CheckedRow, frozen=True, kw_only=True):
    """What lists of powers, posts or money are called, head their columns by, and say of who holds a power."""

    titles: tuple[str, ...]
    headings: tuple[str, ...]
    kinds: tuple[str, ...]
    holders: tuple[str, ...]
    bodies: tuple[str, ...]


class Statements(CheckedRow, frozen=True, kw_only=True):
    """What stands behind and before the bodies of statements in running text."""

    modals: tuple[str, ...]
    no_modals: tuple[str, ...]
    openings: tuple[str, ...]
    verbs: tuple[str, ...]
    tasks: tuple[str, ...]
    adverbs: tuple[str, ...]
    examples: tuple[str, ...]


class Wording(CheckedRow, frozen=True, kw_only=True):
    """The table ``data/wording.toml``."""

    role: tuple[RoleWords, ...]
    nouns: Nouns
    modifiers: Words
    divisions: Words
    persons: Persons
    times: Times
    contacts: Labels
    others: Others
    columns: ColumnHeads
    questions: Questions
    powers: Powers
    task_verbs: Words
    fillers: Words
    no_duty: Starts
    statements: Statements


class Endings(CheckedRow, frozen=True, kw_only=True):
    """Endings of the names of bodies."""

    strong: tuple[str, ...]
    weak: tuple[str, ...]
    no_body: tuple[str, ...]
    without_level: tuple[str, ...]
    with_level: tuple[str, ...]
    named: tuple[str, ...]


class Levels(CheckedRow, frozen=True, kw_only=True):
    """Words of a level, and what follows them where they are none."""

    words: tuple[str, ...]
    not_before: dict[str, tuple[str, ...]]

    def __post_init__(self) -> None:
        if unknown := self.not_before.keys() - set(self.words):
            raise ValueError(f"no level is written {min(unknown)!r} in not_before")


class Party(CheckedRow, frozen=True, kw_only=True):
    """Organs of a committee of the Party."""

    organs: tuple[str, ...]


class ZonesOfLists(CheckedRow, frozen=True, kw_only=True):
    """Zones in a list of agencies, and the bodies that they share."""

    endings: tuple[str, ...]
    bodies: tuple[str, ...]
    levels: tuple[str, ...]
    examples: tuple[str, ...]


class Branches(CheckedRow, frozen=True, kw_only=True):
    """Branches of systems: what they are called, what they do, and whose they are."""

    shared: tuple[str, ...]
    systems: tuple[str, ...]
    operators: tuple[str, ...]
    owners: tuple[str, ...]
    examples: tuple[str, ...]


class Bodies(CheckedRow, frozen=True, kw_only=True):
    """The table ``data/bodies.toml``."""

    endings: Endings
    levels: Levels
    systems: Starts
    party: Party
    functions: Words
    zones: ZonesOfLists
    branches: Branches


@cache
def wording() -> Wording:
    """The words of duties, persons, times and columns."""
    return read_table("wording", Wording)


@cache
def bodies() -> Bodies:
    """The words that names of bodies are made of."""
    return read_table("bodies", Bodies)


def any_of(words: Iterable[str]) -> str:
    """An alternation of these words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


@cache
def role_words(use: Use) -> tuple[str, ...]:
    """The words of all roles that stand in a place: in a label, behind a name, at the end of a line."""
    return tuple(word for row in wording().role for word, uses in row.words.items() if use in uses)


@cache
def _words_by_role() -> Sequence[tuple[Role, tuple[str, ...]]]:
    return [(row.name, tuple(row.words)) for row in wording().role]


@lru_cache(maxsize=1024)
def role_of(phrase: str) -> Role | None:
    """The role that a label or a verb phrase gives: the first row of the table that has a word of it."""
    for role, words in _words_by_role():
        if any(word in phrase for word in words):
            return role
    return None
