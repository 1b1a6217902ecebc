"""The measures of a graph as the ledger lists them."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from graph.analysis.evidence import unwrapped
from graph.model import Basis, Role
from graph.network import DutyRow, Incidence
from graph.views.reasons import ROLES_IN_WORDS
from graph.words import words

Order = Literal["plan", "deadline"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One measure as the ledger lists it; `agencies` maps the place of each agency to its roles in words."""

    measure: int
    key: str
    task: str
    text: str
    by_role: dict[Role, str]
    deadlines: str
    due: str
    plan: str
    path: str
    agencies: dict[int, str]

    @property
    def planned(self) -> tuple[str, ...]:
        """The cells that the plans fill, see `graph.views.ledger.columns.PLANNED`."""
        return (
            self.task,
            self.text,
            *(self.by_role[role] for role in ROLES_IN_WORDS),
            self.deadlines,
            self.due,
            self.plan,
            self.path,
        )


def entries(incidence: Incidence, by: Order = "plan") -> list[LedgerEntry]:
    """List the measures of a graph.

    Parameters
    ----------
    incidence : Incidence
        The graph.
    by : {"plan", "deadline"}
        In the order of the plans and their texts, or by the first date due, those without one last.
    """
    found = [_entry(incidence, measure) for measure in range(len(incidence.measures))]
    if by == "deadline":
        found.sort(key=lambda entry: (entry.due == "", entry.due))
    return found


def _entry(incidence: Incidence, measure: int) -> LedgerEntry:
    measures, names, say = incidence.measures, incidence.agencies.label, words()
    by_convention = say["by_basis"].format(basis=say["basis_convention"])
    of_role: dict[Role, dict[int, DutyRow]] = {role: {} for role in ROLES_IN_WORDS}
    for duty in incidence.duties_of_measure[measure]:
        listed = of_role[duty.role]
        # What is printed goes before what a convention adds.
        if duty.agency not in listed or listed[duty.agency].basis is Basis.CONVENTION:
            listed[duty.agency] = duty
    roles_of: dict[int, list[str]] = defaultdict(list)
    by_role = {}
    for role, listed in of_role.items():
        duties = sorted(listed.values(), key=lambda duty: (duty.position, duty.agency))
        shown = [
            names[duty.agency] + (by_convention if duty.basis is Basis.CONVENTION else "") for duty in duties
        ]
        by_role[role] = "、".join(shown) + ("等" if any(duty.open for duty in duties) else "")
        for duty in duties:
            roles_of[duty.agency].append(say[role])
    due = measures.due[measure]
    section = "（本节各项）" if incidence.covers_section[measure] else ""
    return LedgerEntry(
        measure=measure,
        key=measures.key[measure],
        task=unwrapped(measures.heading[measure]) + section,
        text=unwrapped(measures.text[measure]),
        by_role=by_role,
        deadlines="、".join(measures.deadlines[measure]),
        due=due[0] if due else "",
        plan=incidence.plans.title[measures.plan[measure]]
        + (
            say["by_basis"].format(basis=say["basis_ocr"])
            if measures.plan[measure] in incidence.recognised_plans
            else ""
        ),
        path=measures.path[measure],
        agencies={agency: "、".join(parts) for agency, parts in roles_of.items()},
    )
