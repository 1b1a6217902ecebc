"""The rows of the table of industries: for those who look for industries, and for those whose names may hold one."""

from functools import cache
from typing import Annotated, Literal

import msgspec

from graph.model.tables import CheckedRow
from loaders.lexicon.tables import read_lines

StandingName = Literal["form", "general", "goods", "sector", "established"]


class IndustryRow(CheckedRow, frozen=True, kw_only=True):
    """A row of ``data/industries.tsv``: a name, how far it stands for an industry, and its classes."""

    name: Annotated[str, msgspec.Meta(min_length=1)]
    standing: StandingName
    branch: str
    gb: str
    sei: str


@cache
def industry_rows() -> tuple[IndustryRow, ...]:
    """Every row of the table, in its order."""
    return read_lines("industries", IndustryRow)


@cache
def industry_names() -> frozenset[str]:
    """The names of the table."""
    return frozenset(row.name for row in industry_rows())
