"""What is past its deadline on a day, and what falls due soon after it."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from graph.model import Role
from graph.network import Incidence

if TYPE_CHECKING:
    import pandas as pd

State = Literal["overdue", "soon"]
_ROLES = (Role.LEADS, Role.RESPONSIBLE, Role.SUPPORTS)


def state_of(day: str, today: date, within: int) -> State | None:
    """Whether a day (ISO) is past, or one of the so many that follow today; today itself is not past.

    Examples
    --------
    >>> today = date(2026, 11, 30)
    >>> [state_of(day, today, 30) for day in ("2026-11-29", "2026-11-30", "2026-12-30", "2026-12-31", "")]
    ['overdue', 'soon', 'soon', None, None]
    """
    if not day:
        return None
    if day < today.isoformat():
        return "overdue"
    return "soon" if day <= (today + timedelta(days=within)).isoformat() else None


def due(incidence: Incidence, today: date, within: int = 30, *, done: Collection[str] = ()) -> "pd.DataFrame":
    """List what is due: a row for each measure and each of its dates.

    A graph knows deadlines and not what was done: overdue is what was to be done before.

    Parameters
    ----------
    incidence : Incidence
        The graph.
    today : date
        The day to count from.
    within : int
        How many days after it count as soon.
    done : collection of str
        Keys of measures that are done, which are left out.

    Returns
    -------
    pandas.DataFrame
        Columns `state` (overdue, soon), `due`, `days` from today (negative where past), `plan_key`, `plan`, `path`,
        `heading`, `leads`, `responsible`, `supports` (lists of names) and `measure_key`; by date.
    """
    import pandas as pd

    measures, plans, names = incidence.measures, incidence.plans, incidence.agencies.label
    rows = []
    for measure, days in enumerate(measures.due):
        if measures.key[measure] in done:
            continue
        for day in days:
            state = state_of(day, today, within)
            if state is None:
                continue
            duties = incidence.duties_of_measure[measure]
            agencies = {
                role: list(dict.fromkeys(names[duty.agency] for duty in duties if duty.role is role))
                for role in _ROLES
            }
            plan = measures.plan[measure]
            rows.append(
                {
                    "state": state,
                    "due": day,
                    "days": (date.fromisoformat(day) - today).days,
                    "plan_key": plans.key[plan],
                    "plan": plans.title[plan],
                    "path": measures.path[measure],
                    "heading": measures.heading[measure],
                    **{str(role): agencies[role] for role in _ROLES},
                    "measure_key": measures.key[measure],
                }
            )
    rows.sort(key=lambda row: (row["due"], measures.place[row["measure_key"]]))
    columns = [
        "state",
        "due",
        "days",
        "plan_key",
        "plan",
        "path",
        "heading",
        *map(str, _ROLES),
        "measure_key",
    ]
    return pd.DataFrame(rows, columns=columns)


def states(incidence: Incidence, today: date, within: int = 30) -> dict[int, State]:
    """Give the state of each measure that is due, by its number; see `due` and `state_of_each`."""
    found: dict[int, State] = {}
    for measure, days in enumerate(incidence.measures.due):
        state = next((state for day in sorted(days) if (state := state_of(day, today, within))), None)
        if state:
            found[measure] = state
    return found


def state_of_each(frame: "pd.DataFrame") -> dict[str, State]:
    """Give the state of each measure: one with several dates is overdue where one of them is past.

    Parameters
    ----------
    frame : pandas.DataFrame
        What `due` found, the earliest date first.

    Returns
    -------
    dict of str to {"overdue", "soon"}
        By the measures' keys.
    """
    states: dict[str, State] = {}
    for key, state in zip(frame["measure_key"], frame["state"], strict=True):
        states.setdefault(key, state)
    return states


def due_by_agency(incidence: Incidence, frame: "pd.DataFrame") -> "pd.DataFrame":
    """Count for each agency the measures that are due, whatever its role: the most overdue first.

    Parameters
    ----------
    incidence : Incidence
        The graph.
    frame : pandas.DataFrame
        What `due` found in it.

    Returns
    -------
    pandas.DataFrame
        Columns `key`, `name`, `overdue`, `soon`, `overdue_leads`, `soon_leads`, and `earliest`, its first date.
        A measure with several dates counts once, as overdue where one of them is past.
    """
    import pandas as pd

    first: dict[str, str] = {}
    for key, day in zip(frame["measure_key"], frame["due"], strict=True):
        first.setdefault(key, day)
    counts: dict[int, dict[str, int]] = {}
    earliest: dict[int, str] = {}
    for key, one in state_of_each(frame).items():
        duties = incidence.duties_of_measure[incidence.measures.place[key]]
        for agency in sorted({duty.agency for duty in duties}):
            row = counts.setdefault(
                agency, dict.fromkeys(("overdue", "soon", "overdue_leads", "soon_leads"), 0)
            )
            row[one] += 1
            row[f"{one}_leads"] += any(duty.agency == agency and duty.role is Role.LEADS for duty in duties)
            earliest[agency] = min(earliest.get(agency, first[key]), first[key])
    rows = [
        {
            "key": incidence.agencies.key[agency],
            "name": incidence.agencies.label[agency],
            **row,
            "earliest": earliest[agency],
        }
        for agency, row in sorted(
            counts.items(), key=lambda item: (-item[1]["overdue"], -item[1]["soon"], item[0])
        )
    ]
    return pd.DataFrame(
        rows, columns=["key", "name", "overdue", "soon", "overdue_leads", "soon_leads", "earliest"]
    )
