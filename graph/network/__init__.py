"""The graph in memory: who has which duty in which measure, as arrays that every analysis and every page reads.

`reading` takes it from a store or from facts, once; `Incidence.select` narrows it for whoever asks.
"""

from graph.network.columns import (
    BASES,
    MENTIONED,
    ROLES,
    Agencies,
    Bools,
    Chains,
    Committees,
    Duties,
    Focuses,
    Goals,
    Ints,
    Lists,
    Measures,
    Mentions,
    Nodes,
    Plans,
    Strings,
    Targets,
    Zones,
    labels,
)
from graph.network.duty_lists import DutyRow
from graph.network.incidence import Incidence, plans_named
from graph.network.industries import classes_named, industries_named
from graph.network.reading import incidence_of, incidence_of_dataset, read_incidence

__all__ = [
    "BASES",
    "MENTIONED",
    "ROLES",
    "Agencies",
    "Bools",
    "Chains",
    "Committees",
    "Duties",
    "DutyRow",
    "Focuses",
    "Goals",
    "Incidence",
    "Ints",
    "Lists",
    "Measures",
    "Mentions",
    "Nodes",
    "Plans",
    "Strings",
    "Targets",
    "Zones",
    "classes_named",
    "incidence_of",
    "incidence_of_dataset",
    "industries_named",
    "labels",
    "plans_named",
    "read_incidence",
]
