"""What the report says of a day: what is overdue and what is due soon, for each agency, with the clauses behind it."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.analysis.due import State, states
from graph.network import Incidence

Clauses = tuple[int, ...]
SOON = 30
"""So many days before its deadline a measure is due soon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueNow:
    """The clauses that are overdue on a day or due within so many days, in all and by agency, the most overdue first.

    A clause with several dates stands once, as overdue where one of them is past.
    """

    today: date
    within: int
    overdue: Clauses
    soon: Clauses
    agencies: tuple[tuple[int, Clauses, Clauses], ...]


def due_now(incidence: Incidence, today: date, within: int, *, collectives: bool) -> DueNow:
    """Find what is due, see `graph.analysis.due.due`; collective actors are among the agencies if they are to be."""
    # The ledger asks this module for days alone, and waits for no matrices.
    from graph.analysis.projection import engagement
    from graph.views.summary import grouped

    found = states(incidence, today, within)
    of: dict[State, Clauses] = {
        state: tuple(sorted(clause for clause, one in found.items() if one == state))
        for state in ("overdue", "soon")
    }
    # The agencies of each clause.
    part = engagement(incidence).T.tocsr()
    by_agency = {}
    for state, clauses in of.items():
        mine = part[list(clauses)].tocoo()
        named = np.array(clauses, dtype=np.int64)[mine.row]
        by_agency[state] = grouped(mine.col, named, len(incidence.agencies), len(incidence.measures))
    rows = [
        (agency, overdue, soon)
        for agency, (overdue, soon) in enumerate(zip(by_agency["overdue"], by_agency["soon"], strict=True))
        if (overdue or soon) and (collectives or not incidence.agencies.collective[agency])
    ]
    rows.sort(key=lambda row: (-len(row[1]), -len(row[2]), row[0]))
    return DueNow(today=today, within=within, overdue=of["overdue"], soon=of["soon"], agencies=tuple(rows))
