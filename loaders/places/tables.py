"""What the tables of zones and of the words of a sentence hold."""

from functools import cache

from graph.model.tables import CheckedRow
from loaders.lexicon.tables import Texts, Words, read_table


class Characters(CheckedRow, frozen=True, kw_only=True):
    """Single characters, written as one string."""

    words: str


class Names(CheckedRow, frozen=True, kw_only=True):
    """Names of one kind."""

    names: tuple[str, ...]


class ZoneEnding(CheckedRow, frozen=True, kw_only=True):
    """How names of one kind of zone end; a `proper` ending makes a zone of any name before it."""

    kind: str
    names: tuple[str, ...]
    proper: bool = False
    examples: tuple[str, ...]


class NamedZone(CheckedRow, frozen=True, kw_only=True):
    """A zone whose name has no such ending."""

    name: str
    kind: str


class SameZone(CheckedRow, frozen=True, kw_only=True):
    """Another name of a zone that its letters do not show, and where that is said."""

    name: str
    zone: str
    source: str


class NationalZones(CheckedRow, frozen=True, kw_only=True):
    """Kinds of zone, and single zones, that the State Council approves."""

    source: str
    kinds: Texts
    names: Texts


class ZoneRows(CheckedRow, frozen=True, kw_only=True):
    """The table ``data/zones.toml``."""

    kinds: Texts
    ending: tuple[ZoneEnding, ...]
    bare: Names
    levelled: Names
    places: Words
    regions: Words
    ports: Words
    boundaries: Words
    general: Words
    companies: Words
    named: tuple[NamedZone, ...]
    same: tuple[SameZone, ...]
    national: tuple[NationalZones, ...]

    def __post_init__(self) -> None:
        tables: dict[str, tuple[ZoneEnding | NamedZone, ...]] = {"ending": self.ending, "named": self.named}
        for table, rows in tables.items():
            for number, row in enumerate(rows, 1):
                if row.kind not in self.kinds:
                    raise ValueError(f"no kind {row.kind!r} in {table}, row {number}, kind")


class SentenceRows(CheckedRow, frozen=True, kw_only=True):
    """The table ``data/sentence.toml``."""

    verbs: Words
    adverbs: Words
    quantities: Words
    characters: Characters
    protected: Words


@cache
def zone_words() -> ZoneRows:
    """The words by which zones are found."""
    return read_table("zones", ZoneRows)


@cache
def sentence_rows() -> SentenceRows:
    """The words of a plan's sentences that end a name."""
    return read_table("sentence", SentenceRows)
