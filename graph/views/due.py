"""What the report says of a day: what is overdue and what is due soon, for each agency, with the clauses behind it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from graph.analysis.due import State, due, state_of_each
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
    found = state_of_each(due(incidence, today, within))
    states = {incidence.measures.place[key]: state for key, state in found.items()}
    of: dict[State, Clauses] = {
        state: tuple(sorted(clause for clause, one in states.items() if one == state))
        for state in ("overdue", "soon")
    }
    by_agency: dict[int, dict[State, list[int]]] = defaultdict(lambda: {"overdue": [], "soon": []})
    for clause, state in sorted(states.items()):
        for agency in {duty.agency for duty in incidence.duties_of_measure[clause]}:
            if collectives or not incidence.agencies.collective[agency]:
                by_agency[agency][state].append(clause)
    rows = [(agency, tuple(its["overdue"]), tuple(its["soon"])) for agency, its in by_agency.items()]
    rows.sort(key=lambda row: (-len(row[1]), -len(row[2]), row[0]))
    return DueNow(today=today, within=within, overdue=of["overdue"], soon=of["soon"], agencies=tuple(rows))
