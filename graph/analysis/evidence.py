"""The clauses behind a number."""

from collections.abc import Sequence

import numpy as np

from graph.analysis.projection import Unit, membership
from graph.network import Incidence, Ints


def clause(incidence: Incidence, measure: int) -> str:
    """A measure with its plan's title, its place and its annotation, as printed."""
    measures = incidence.measures
    title = incidence.plans.title[measures.plan[measure]]
    return f"《{title}》{measures.path[measure]} {measures.text[measure]}{measures.duty[measure]}"


def measures_behind(incidence: Incidence, keys: Sequence[str], of: Unit = "agencies") -> Ints:
    """Places of the measures that all of these agencies work on, or that are of all these chains or zones."""
    known, _, units = membership(incidence, of)
    place = {key: number for number, key in enumerate(known)}
    found = np.arange(len(incidence.measures.key))
    for key in keys:
        number = place[key]
        row = units.indices[units.indptr[number] : units.indptr[number + 1]]
        found = np.intersect1d(found, row, assume_unique=True)
    return found


def clauses_behind(incidence: Incidence, keys: Sequence[str], of: Unit = "agencies") -> list[str]:
    """The clauses of `measures_behind`, in the order of the plans and their texts."""
    return [clause(incidence, measure) for measure in measures_behind(incidence, keys, of).tolist()]
