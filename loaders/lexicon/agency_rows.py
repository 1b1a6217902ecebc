"""What a row of the tables of agencies holds."""

from functools import cache

import msgspec

from graph.model import DepartmentKind, Level
from graph.model.tables import CheckedRow, wrong_row
from loaders.lexicon.tables import path_of, read_table


class Named(CheckedRow, frozen=True, kw_only=True):
    """A name with its other spellings and the years, both included, in which an organ was so called."""

    name: str
    forms: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    successor: str = ""
    examples: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.since is not None and self.until is not None and self.since > self.until:
            raise ValueError(f"{self.name} ends in {self.until}, before it begins in {self.since}")


class FunctionRow(Named, frozen=True, kw_only=True):
    """A function of government; `before` gives its short form before an ending, `parts` those in merged names."""

    line: str
    kind: DepartmentKind = DepartmentKind.DEPARTMENT
    before: dict[str, str] = msgspec.field(default_factory=dict)
    parts: tuple[str, ...] = ()


class OrganRow(Named, frozen=True, kw_only=True):
    """A body with a name of its own, at some levels or at all."""

    line: str
    kind: DepartmentKind = DepartmentKind.DEPARTMENT
    levels: tuple[Level, ...] | None = None


class CentralRow(OrganRow, frozen=True, kw_only=True):
    """A central body; `renamed` says that its successor is the same body under another name."""

    renamed: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.renamed and (not self.successor or self.until is None):
            raise ValueError(
                f"{self.name} is renamed, and lacks its successor or the year until when it was so called"
            )


class BranchRow(Named, frozen=True, kw_only=True):
    """A central body's branch; ``{place}`` and ``{level}`` stand in its forms."""

    line: str
    kind: DepartmentKind = DepartmentKind.CENTRAL_BRANCH
    by_level: bool = True


class MergerRow(CheckedRow, frozen=True, kw_only=True):
    """The official spelling of a merged function."""

    name: str
    of: tuple[str, ...]
    forms: tuple[str, ...] = ()
    examples: tuple[str, ...]


class LineWords(CheckedRow, frozen=True, kw_only=True):
    """Words in a name that tell its line."""

    line: str
    words: tuple[str, ...]
    examples: tuple[str, ...]


class KindWords(CheckedRow, frozen=True, kw_only=True):
    """Endings of a name that tell its kind."""

    kind: DepartmentKind
    words: tuple[str, ...]
    examples: tuple[str, ...]


class Abbreviation(CheckedRow, frozen=True, kw_only=True):
    """What offices shorten inside the name of a leading group."""

    name: str
    forms: tuple[str, ...]


class CollectiveWords(CheckedRow, frozen=True, kw_only=True):
    """What names of collective actors are made of; `others` are names that only look like them."""

    begins: tuple[str, ...]
    holds: tuple[str, ...]
    ends: tuple[str, ...]
    levels: tuple[str, ...]
    of_levels: tuple[str, ...]
    whole: tuple[str, ...]
    patterns: tuple[str, ...]
    examples: tuple[str, ...]
    others: tuple[str, ...]


class Agencies(CheckedRow, frozen=True, kw_only=True):
    """The table ``data/agencies.toml``; `lines` is the closed list of functional lines."""

    lines: tuple[str, ...]
    function: tuple[FunctionRow, ...]
    merger: tuple[MergerRow, ...]
    organ: tuple[OrganRow, ...]
    branch: tuple[BranchRow, ...]
    enterprise: tuple[LineWords, ...]
    institution: tuple[LineWords, ...]
    ending: tuple[KindWords, ...]
    abbreviation: tuple[Abbreviation, ...]
    collective: CollectiveWords


class Central(CheckedRow, frozen=True, kw_only=True):
    """The table ``data/central.toml``."""

    organ: tuple[CentralRow, ...]


@cache
def agencies() -> Agencies:
    """The rows of the agencies of provinces, cities and counties, checked."""
    table = read_table("agencies", Agencies)
    functions = {row.name for row in table.function}
    for number, row in enumerate(table.merger, 1):
        if unknown := [name for name in row.of if name not in functions]:
            raise wrong_row(
                f"no function is named {unknown[0]!r}",
                path_of("agencies.toml"),
                f"merger, row {number} ({row.name})",
                "of",
                "correct it, or add the row",
            )
    check_rows("agencies", "function", table.function, table.lines)
    for name, rows in (
        ("organ", table.organ),
        ("branch", table.branch),
        ("enterprise", table.enterprise),
        ("institution", table.institution),
    ):
        check_rows("agencies", name, rows, table.lines)
    return table


@cache
def central() -> Central:
    """The rows of the central bodies, checked."""
    table = read_table("central", Central)
    check_rows("central", "organ", table.organ, agencies().lines)
    return table


def check_rows(
    file: str,
    table: str,
    rows: tuple[FunctionRow | OrganRow | BranchRow | LineWords, ...],
    lines: tuple[str, ...],
) -> None:
    """Refuse a line outside the closed list, and a successor that no row is named.

    Raises
    ------
    InputError
        Names file, table, row and field.
    """
    names = {row.name for row in rows if isinstance(row, Named)}
    path = path_of(f"{file}.toml")
    for number, row in enumerate(rows, 1):
        named = f"{table}, row {number}" + (f" ({row.name})" if isinstance(row, Named) else "")
        if row.line not in lines:
            raise wrong_row(
                f"no line {row.line!r}",
                path,
                named,
                "line",
                "correct it, or add it to `lines` of agencies.toml",
            )
        if isinstance(row, Named) and row.successor and row.successor not in names:
            raise wrong_row(
                f"no row is named {row.successor!r}", path, named, "successor", "correct it, or add the row"
            )
