"""The table of industries: their names, other names for the same, and how far a name stands for an industry by itself."""

import csv
from collections.abc import Mapping
from enum import IntEnum
from functools import cache
from importlib.resources import files

import msgspec


class Standing(IntEnum):
    """How far a name stands for an industry by itself; ``data/chains.toml`` says what each counts as."""

    FORM = 0
    GENERAL = 1
    GOODS = 2
    SECTOR = 3
    ESTABLISHED = 4


class Industry(msgspec.Struct, frozen=True, kw_only=True):
    """A row of ``data/industries.tsv``: one industry, whatever it is called."""

    name: str
    standing: Standing
    branch: str
    aliases: tuple[str, ...] = ()


@cache
def industries() -> tuple[Industry, ...]:
    """Every industry of the table, in its order."""
    rows = files("loaders").joinpath("data/industries.tsv").read_text("utf-8").splitlines()
    return tuple(
        Industry(
            name=row["name"],
            standing=Standing[row["standing"].upper()],
            branch=row["branch"],
            aliases=tuple(row["aliases"].split()),
        )
        for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)
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
