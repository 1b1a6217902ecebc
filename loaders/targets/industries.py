"""The tables of industries: names, other names for the same, classes, how far a name stands for one by itself."""

import re
from collections.abc import Mapping
from enum import IntEnum
from functools import cache
from typing import Annotated

import msgspec

from graph.model import IndustryChain
from graph.model.tables import CheckedRow, wrong_row
from loaders.lexicon.industry_rows import industry_rows
from loaders.lexicon.tables import path_of, read_lines
from loaders.targets.tables import chain_words


class Standing(IntEnum):
    """How far a name stands for an industry by itself; ``data/chains.toml`` says what each counts as."""

    FORM = 0
    GENERAL = 1
    GOODS = 2
    SECTOR = 3
    ESTABLISHED = 4


Filled = Annotated[str, msgspec.Meta(min_length=1)]


class _AliasRow(CheckedRow, frozen=True, kw_only=True):
    alias: Filled
    name: Filled
    source: Filled


class Industry(msgspec.Struct, frozen=True, kw_only=True):
    """A row of ``data/industries.tsv``: a name, and the codes of its classes in the standards where they are certain."""

    name: str
    standing: Standing
    branch: str
    gb: tuple[str, ...] = ()
    sei: tuple[str, ...] = ()


_HEAD = re.compile(r"(?:全?产业链条?|产业集群|产业|行业)\Z")


@cache
def industries() -> tuple[Industry, ...]:
    """Every name of the table, in its order."""
    rows = industry_rows()
    branches = frozenset(chain_words().branches)
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
            gb=tuple(row.gb.split()),
            sei=tuple(row.sei.split()),
        )
        for row in rows
    )


@cache
def aliases() -> Mapping[str, str]:
    """Every other name of ``data/industry_aliases.tsv`` with the one name of its industry."""
    rows, names = read_lines("industry_aliases", _AliasRow), standings()
    for row in rows:
        if row.name not in names:
            raise wrong_row(
                f"no industry {row.name!r}",
                path_of("industry_aliases.tsv"),
                row.alias,
                "name",
                "correct it, or add it to industries.tsv",
            )
    return {row.alias: row.name for row in rows}


@cache
def standings() -> Mapping[str, Standing]:
    """Every name of the table with its standing."""
    return {row.name: row.standing for row in industries()}


def canonical_industry(name: str) -> str:
    """The one name of an industry that the table knows under several; any other name as it is.

    >>> canonical_industry("跨境电子商务"), canonical_industry("竹编")
    ('跨境电商', '竹编')
    """
    return aliases().get(name, name)


def identify_chain(name: str) -> IndustryChain:
    """The one industry of a name as plans print it, with its classes.

    >>> identify_chain("新能源车产业链")
    IndustryChain(name='新能源汽车', aliases=('新能源车',), gb=('C3612',), sei=('5',))
    """
    return _known().get(name) or _known().get(_HEAD.sub("", name)) or IndustryChain(name=name)


@cache
def _known() -> Mapping[str, IndustryChain]:
    """The industry of every name and every alias of the tables."""
    others: dict[str, list[str]] = {}
    for alias, name in aliases().items():
        others.setdefault(name, []).append(alias)
    known = {
        row.name: IndustryChain(
            name=row.name, aliases=tuple(sorted(others.get(row.name, ()))), gb=row.gb, sei=row.sei
        )
        for row in industries()
    }
    return known | {alias: known[name] for alias, name in aliases().items()}
