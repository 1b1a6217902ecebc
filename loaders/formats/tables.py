"""What the table of a site's furniture holds."""

from functools import cache

from graph.model.tables import CheckedRow
from loaders.lexicon.tables import Exemplified, Texts, Words, read_table


class NameWords(CheckedRow, frozen=True, kw_only=True):
    """The section ``names`` of ``data/furniture.toml``."""

    within: Texts
    words: Texts
    examples: Texts
    others: Texts


class LineWords(CheckedRow, frozen=True, kw_only=True):
    """The section ``lines`` of ``data/furniture.toml``."""

    tools: Texts
    alone: Texts
    fonts: Texts
    others: Texts
    other_texts: Texts
    examples: Texts


class FooterWords(CheckedRow, frozen=True, kw_only=True):
    """The section ``footer`` of ``data/furniture.toml``."""

    operators: Texts
    addresses: Texts
    telephones: Texts
    labels: Texts
    links: Texts
    examples: Texts


class FurnitureRows(CheckedRow, frozen=True, kw_only=True):
    """The table ``data/furniture.toml``."""

    names: NameWords
    roles: Words
    lines: LineWords
    counted: Words
    origin: Exemplified
    footer_marks: Exemplified
    footer: FooterWords


@cache
def furniture_words() -> FurnitureRows:
    """The words of what stands around a plan; read once."""
    return read_table("furniture", FurnitureRows)
