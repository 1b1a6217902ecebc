"""The ledger as one workbook, or as one an agency."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import IO, Any

from graph.analysis.due import state_of
from graph.model import InputError, Role
from graph.network import Incidence
from graph.views.due import SOON
from graph.views.ledger.columns import ALL_MEASURES, DONE, GONE, INDEX
from graph.views.ledger.entries import LedgerEntry, Order, entries
from graph.views.ledger.kept import BETWEEN, Kept
from graph.views.ledger.naming import sheet_names
from graph.views.ledger.sheets import Sheets
from graph.views.reasons import ROLES_IN_WORDS
from graph.views.workbooks import new_workbook
from graph.words import words

_TITLE = "督查台账"
_MOST_ROWS = 1_048_576


def write_ledger(
    incidence: Incidence,
    path: Path | IO[bytes],
    by: Order = "plan",
    *,
    today: date | None = None,
    within: int = SOON,
    collectives: bool = False,
    kept: Kept | None = None,
) -> None:
    """Write the ledger as a workbook: an index, a sheet with all measures, then one an agency, the busiest first.

    Parameters
    ----------
    incidence : Incidence
        The graph, with its collective actors: they stand in the lists in any case.
    path : Path or binary file
        The .xlsx file; the same graph gives the same bytes on one day.
    by : {"plan", "deadline"}
        The order of the measures, see `entries`.
    today : date, optional
        The day by which measures are overdue or due soon; by default the one it is.
    within : int
        How many days after it count as soon.
    collectives : bool
        Whether collective actors (各县区政府) have sheets of their own.
    kept : Kept, optional
        What was filled in before, see `read_kept`: it stands in the new ledger, and a column says what is new and
        what has changed; measures that are gone have a sheet.

    Raises
    ------
    InputError
        If there are more measures than a sheet has rows.
    """
    ledger = _Ledger(incidence, by, today or date.today(), within, collectives=collectives, kept=kept)
    names = sheet_names(ledger.labels, taken=[INDEX, ALL_MEASURES, GONE])
    links = [f"internal:'{name.replace(chr(39), chr(39) * 2)}'!A1" for name in names]
    with new_workbook(path, _TITLE) as book:
        sheets = ledger.sheets(book, linked=True)
        sheets.index([ledger.whole(f"internal:'{ALL_MEASURES}'!A1"), *ledger.rows(links)], ledger.heads)
        sheets.measures(ALL_MEASURES, ledger.listed)
        for agency, name in zip(ledger.agencies, names, strict=True):
            sheets.measures(name, ledger.of_agency[agency], incidence.agencies.key[agency], agency)
        if ledger.gone:
            sheets.gone(GONE, ledger.gone)


def write_split(
    incidence: Incidence,
    folder: Path,
    by: Order = "plan",
    *,
    today: date | None = None,
    within: int = SOON,
    collectives: bool = False,
    kept: Kept | None = None,
) -> int:
    """Write the ledger as a workbook an agency into a folder, and one with an index and all measures.

    The parameters are those of `write_ledger`.

    Returns
    -------
    int
        The number of workbooks.
    """
    ledger = _Ledger(incidence, by, today or date.today(), within, collectives=collectives, kept=kept)
    names = sheet_names(ledger.labels, taken=[INDEX, ALL_MEASURES, GONE])
    with new_workbook(folder / f"{ALL_MEASURES}.xlsx", _TITLE) as book:
        sheets = ledger.sheets(book, linked=True)
        rows = ledger.rows([f"external:{name}.xlsx" for name in names])
        sheets.index([ledger.whole(f"internal:'{ALL_MEASURES}'!A1"), *rows], ledger.heads)
        sheets.measures(ALL_MEASURES, ledger.listed)
        if ledger.gone:
            sheets.gone(GONE, ledger.gone)
    for agency, name in zip(ledger.agencies, names, strict=True):
        with new_workbook(folder / f"{name}.xlsx", _TITLE) as book:
            sheets = ledger.sheets(book, linked=False)
            sheets.measures(name, ledger.of_agency[agency], incidence.agencies.key[agency], agency)
    return len(names) + 1


class _Ledger:
    """What the workbooks of one ledger hold."""

    def __init__(
        self,
        incidence: Incidence,
        by: Order,
        today: date,
        within: int,
        *,
        collectives: bool,
        kept: Kept | None,
    ) -> None:
        self.today, self.within = today, within
        self.listed = entries(incidence, by)
        if len(self.listed) >= _MOST_ROWS:
            raise InputError(
                f"{len(self.listed)} measures are too many for a sheet; choose plans with --plan"
            )
        self.kept = kept.matched(self.listed) if kept else None
        self.of_agency: dict[int, list[LedgerEntry]] = defaultdict(list)
        for entry in self.listed:
            for agency in entry.agencies:
                self.of_agency[agency].append(entry)
        agencies = [one for one in self.of_agency if collectives or not incidence.agencies.collective[one]]
        self.agencies = sorted(agencies, key=lambda agency: (-len(self.of_agency[agency]), agency))
        self.labels = [incidence.agencies.label[agency] for agency in self.agencies]
        named = dict(zip(incidence.agencies.key, incidence.agencies.label, strict=True))
        self.gone = [
            (named.get(whose, whose) or ALL_MEASURES, f"{whose}{BETWEEN}{key}", cells)
            for whose, key, cells in (self.kept.without(self.listed) if self.kept else ())
        ]
        say = words()
        self.heads = (
            "单位",
            "任务数",
            *(say[role] for role in ROLES_IN_WORDS),
            "已逾期",
            f"{within}天内到期",
        )
        self._roles = {
            (duty.measure, duty.agency, duty.role)
            for duties in incidence.duties_of_measure
            for duty in duties
        }

    def sheets(self, book: Any, *, linked: bool) -> Sheets:
        return Sheets.of(book, self.today, self.within, self.kept, linked=linked)

    def whole(self, link: str) -> tuple[str, str, Sequence[int]]:
        """The row of the index for all measures."""
        given = Counter(role for _, role in {(measure, role) for measure, _, role in self._roles})
        return (ALL_MEASURES, link, self._counts(self.listed, given))

    def rows(self, links: Sequence[str]) -> list[tuple[str, str, Sequence[int]]]:
        """The rows of the index for the agencies."""
        given: dict[int, Counter[Role]] = defaultdict(Counter)
        for _, agency, role in self._roles:
            given[agency][role] += 1
        return [
            (label, link, self._counts(self.of_agency[agency], given[agency]))
            for agency, label, link in zip(self.agencies, self.labels, links, strict=True)
        ]

    def _counts(self, listed: Sequence[LedgerEntry], given: "Counter[Role]") -> list[int]:
        states = Counter(
            state_of(entry.due, self.today, self.within)
            for entry in listed
            if not self.kept or self.kept.state(entry.key) != DONE
        )
        return [len(listed), *(given[role] for role in ROLES_IN_WORDS), states["overdue"], states["soon"]]
