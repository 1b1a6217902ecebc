"""What the table of titles, and of what stands around them, holds."""

from functools import cache

from graph.model.tables import CheckedRow
from loaders.lexicon.tables import Exemplified, Texts, read_table


class KindWords(CheckedRow, frozen=True, kw_only=True):
    """The section ``kinds`` of ``data/titles.toml``."""

    plans: Texts
    others: Texts
    examples: Texts


class TableWords(CheckedRow, frozen=True, kw_only=True):
    """The section ``tables`` of ``data/titles.toml``."""

    lists: Texts
    tasks: Texts
    examples: Texts


class AddressedWords(CheckedRow, frozen=True, kw_only=True):
    """The section ``addressed`` of ``data/titles.toml``."""

    endings: Texts
    words: Texts
    labels: Texts
    examples: Texts


class TitleRows(CheckedRow, frozen=True, kw_only=True):
    """The table ``data/titles.toml``."""

    kinds: KindWords
    tables: TableWords
    matters: Exemplified
    telling: Exemplified
    rosters: Exemplified
    workless: Exemplified
    organs: Exemplified
    labels: Exemplified
    addressed: AddressedWords


@cache
def title_words() -> TitleRows:
    """The words by which plans are headed; read once."""
    return read_table("titles", TitleRows)
