"""The table of industries: their names, other names for the same, and how far a name stands for an industry by itself."""

from collections.abc import Mapping
from enum import IntEnum
from functools import cache
from typing import Annotated

import msgspec

from graph.model.tables import Row, wrong_row
from loaders.lexicon.tables import path_of, read_lines
from loaders.targets.tables import StandingName, chain_rows


class Standing(IntEnum):
    """How far a name stands for an industry by itself; ``data/chains.toml`` says what each counts as."""

    FORM = 0
    GENERAL = 1
    GOODS = 2
    SECTOR = 3
    ESTABLISHED = 4


class _IndustryRow(Row, frozen=True, kw_only=True):
    name: Annotated[str, msgspec.Meta(min_length=1)]
    standing: StandingName
    branch: str
    aliases: str
    gb: str
    sei: str


class Industry(msgspec.Struct, frozen=True, kw_only=True):
    """A row of ``data/industries.tsv``: one industry, whatever it is called."""

    name: str
    standing: Standing
    branch: str
    aliases: tuple[str, ...] = ()


@cache
def industries() -> tuple[Industry, ...]:
    """Every industry of the table, in its order."""
    rows = read_lines("industries", _IndustryRow)
    branches = frozenset(chain_rows().branches)
    for row in rows:
        if row.branch not in branches:
            raise wrong_row(
                f"no branch {row.branch!r}",
                path_of("industries.tsv"),
                row.name,
                "branch",
                "correct it, or add it to `branches` of chains.toml",
            )
    return tuple(
        Industry(
            name=row.name,
            standing=Standing[row.standing.upper()],
            branch=row.branch,
            aliases=tuple(row.aliases.split()),
        )
        for row in rows
    )


@cache
def standings() -> Mapping[str, Standing]:
    """Every name and every alias of the table with its standing."""
    return {name: row.standing for row in industries() for name in (row.name, *row.aliases)}


@cache
def _canonical() -> Mapping[str, str]:
    return {alias: row.name for row in industries() for alias in row.aliases}


def canonical_name(name: str) -> str:
    """The one name of an industry that the table knows under several; any other name as it is.

    >>> canonical_name("跨境电子商务"), canonical_name("竹编")
    ('跨境电商', '竹编')
    """
    return _canonical().get(name, name)
