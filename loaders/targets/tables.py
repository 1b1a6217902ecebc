"""What the tables of industries' wording, time limits and numeric targets hold."""

from functools import cache
from typing import Annotated, Literal

import msgspec

from graph.model.tables import CheckedRow
from loaders.lexicon.industry_rows import StandingName
from loaders.lexicon.tables import Texts, Words, read_table

ComparisonName = Literal["more", "less", "least", "most", "level", "growth", "fall", "build"]


class Endings(CheckedRow, frozen=True, kw_only=True):
    """Endings of one kind."""

    endings: Texts


class Names(CheckedRow, frozen=True, kw_only=True):
    """Names of the table ``data/industries.tsv``."""

    names: Texts


class StandingRow(CheckedRow, frozen=True, kw_only=True):
    """What a standing means, and a sentence in which such a name counts and one in which it does not."""

    meaning: str
    counts: str
    does_not: str


class LinksWords(CheckedRow, frozen=True, kw_only=True):
    """The section ``links`` of ``data/chains.toml``."""

    words: Texts
    before: Texts
    between: Texts


class HeadsWords(CheckedRow, frozen=True, kw_only=True):
    """The section ``heads`` of ``data/chains.toml``."""

    between: Texts
    industry: Texts
    firms: Texts
    bodies: Texts
    field: Texts
    goods: Texts
    not_goods: Texts
    services: Texts
    means: Texts
    never: Texts


class GeneralWords(CheckedRow, frozen=True, kw_only=True):
    """The section ``general`` of ``data/chains.toml``."""

    after: Texts
    strict: Texts


class ThingsWords(CheckedRow, frozen=True, kw_only=True):
    """The section ``things`` of ``data/chains.toml``."""

    all: Texts
    excepted: Texts = msgspec.field(name="except")
    names: dict[str, Texts]


class EndingWords(CheckedRow, frozen=True, kw_only=True):
    """The table ``endings``."""

    words: Texts
    workings: Texts
    none: Texts


class GovernorsWords(CheckedRow, frozen=True, kw_only=True):
    """The section ``governors`` of ``data/chains.toml``."""

    given: Texts
    means: Texts
    field: Texts
    develop: Texts
    none: Texts
    makes: Texts
    orders: Texts
    lists: Texts
    brings: Texts
    builds: Texts
    researches: Texts
    trade: Texts


class TakenWords(CheckedRow, frozen=True, kw_only=True):
    """The section ``taken`` of ``data/chains.toml``."""

    base: Texts
    cluster: Texts
    strengths: Texts
    carries: Texts


class ApplicationWords(CheckedRow, frozen=True, kw_only=True):
    """The sections ``application`` and ``scenes`` of ``data/chains.toml``."""

    words: Texts
    against: Texts


class DoersWords(CheckedRow, frozen=True, kw_only=True):
    """The section ``doers`` of ``data/chains.toml``."""

    words: Texts
    manners: Texts


class SupervisedWords(CheckedRow, frozen=True, kw_only=True):
    """The section ``supervised`` of ``data/chains.toml``."""

    words: Texts
    misdeeds: Texts


class InstitutesWords(CheckedRow, frozen=True, kw_only=True):
    """The section ``institutes`` of ``data/chains.toml``."""

    words: Texts
    parted: Texts


class NeverWords(CheckedRow, frozen=True, kw_only=True):
    """The section ``never`` of ``data/chains.toml``."""

    words: Texts
    stems: Texts


class WholeWords(CheckedRow, frozen=True, kw_only=True):
    """The section ``whole`` of ``data/chains.toml``."""

    words: Texts
    services: Texts


class BuiltWords(CheckedRow, frozen=True, kw_only=True):
    """The section ``built`` of ``data/chains.toml``."""

    words: Texts
    parks: Texts
    enters: Texts


class TechnologiesWords(CheckedRow, frozen=True, kw_only=True):
    """The section ``technologies`` of ``data/chains.toml``."""

    names: Texts
    serve: Texts


class ChainRows(CheckedRow, frozen=True, kw_only=True):
    """The table ``data/chains.toml``."""

    branches: Texts
    standing: dict[StandingName, StandingRow]
    modifiers: Words
    endings: EndingWords
    links: LinksWords
    heads: HeadsWords
    general: GeneralWords
    things: ThingsWords
    governors: GovernorsWords
    taken: TakenWords
    made: Words
    application: ApplicationWords
    scenes: ApplicationWords
    raised: Words
    institutes: InstitutesWords
    regulated: Words
    elsewhere: Words
    doers: DoersWords
    supervised: SupervisedWords
    never: NeverWords
    whole: WholeWords
    unnamed: Endings
    shaped: Endings
    quoted: Endings
    traded: Endings
    technologies: TechnologiesWords
    bodied: Names
    systems: Names
    built: BuiltWords


FiveYearPlan = Annotated[str, msgspec.Meta(pattern="^十[一二三四五六七八九]?五$")]
Year = Annotated[int, msgspec.Meta(ge=2000, le=2099)]


class LimitWords(CheckedRow, frozen=True, kw_only=True):
    """Words that make a time limit, and texts with one."""

    words: Texts
    limits: Texts


class NoLimitWords(CheckedRow, frozen=True, kw_only=True):
    """Words that say that a date is no time limit, and texts without one."""

    words: Texts
    none: Texts


class CountedFromWords(CheckedRow, frozen=True, kw_only=True):
    """The section ``counted_from`` of ``data/deadlines.toml``."""

    issued: Texts
    begun: Texts
    limits: Texts


class WholeOfAPlace(CheckedRow, frozen=True, kw_only=True):
    """The section ``whole`` of ``data/deadlines.toml``."""

    words: Texts
    told: Texts
    limits: Texts
    none: Texts


class NextLabels(CheckedRow, frozen=True, kw_only=True):
    """The section ``next_labels`` of ``data/deadlines.toml``."""

    starts: Texts
    ends: Texts
    limits: Texts


class DeadlineRows(CheckedRow, frozen=True, kw_only=True):
    """The table ``data/deadlines.toml``."""

    labels: Texts
    undated: Texts
    verbs: Texts
    five_year_plans: dict[FiveYearPlan, Year]
    seasons: LimitWords
    done: LimitWords
    counted_from: CountedFromWords
    lasting: NoLimitWords
    paid_for: NoLimitWords
    dated_things: NoLimitWords
    whole: WholeOfAPlace
    next_labels: NextLabels
    signs: Words


class Comparison(CheckedRow, frozen=True, kw_only=True):
    """Words of one comparison, and the sign that they give."""

    words: Texts
    sign: Literal["", "+", "<", "<=", "=", ">", ">="]
    examples: Texts = ()


class GoalRows(CheckedRow, frozen=True, kw_only=True):
    """The table ``data/goals.toml``."""

    comparisons: dict[ComparisonName, Comparison]
    units: Words
    grants: Words
    leads: Words
    trails: Words


@cache
def chain_words() -> ChainRows:
    """The words around the names of industries."""
    return read_table("chains", ChainRows)


@cache
def deadline_rows() -> DeadlineRows:
    """The words of time limits."""
    return read_table("deadlines", DeadlineRows)


@cache
def goal_rows() -> GoalRows:
    """The words around the figures of numeric targets."""
    return read_table("goals", GoalRows)
