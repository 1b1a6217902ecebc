"""What is around an agency, a chain or a zone."""

import numpy as np

from graph.answers.names import find_agency, find_chain, find_zone
from graph.network import Bools, Incidence, Ints


def neighbourhood(
    incidence: Incidence, *, agency: str = "", chain: str = "", zone: str = ""
) -> tuple[Incidence, str]:
    """Keep the measures of an agency, a chain and a zone; several names narrow further.

    Parameters
    ----------
    incidence : Incidence
    agency, chain, zone : str, optional
        Names as a person writes them.

    Returns
    -------
    incidence : Incidence
        The measures with everybody and everything that they name.
    centre : str
        The id (a3, z0, c5) of the agency, else the chain, else the zone in it; empty where none was asked for.

    Raises
    ------
    UnknownNameError
        If nothing answers to a name.
    AmbiguousNameError
        If several do.
    """
    measures = np.ones(len(incidence.measures), dtype=np.bool_)
    asked = ""
    if zone:
        asked = f"z{(key := find_zone(incidence, zone).key)}"
        on = incidence.zone_targets
        measures &= _of(incidence, on.measure[on.target == incidence.zones.place[key]])
    if chain:
        asked = f"c{(key := find_chain(incidence, chain).key)}"
        on = incidence.chain_targets
        measures &= _of(incidence, on.measure[on.target == incidence.chains.place[key]])
    if agency:
        asked = f"a{(key := find_agency(incidence, agency).key)}"
        duties = incidence.duties
        measures &= _of(incidence, duties.measure[duties.agency == incidence.agencies.place[key]])
    if not asked:
        return incidence, ""
    kept = incidence.keep_measures(measures)
    nodes = {"a": kept.agencies, "z": kept.zones, "c": kept.chains}[asked[0]]
    place = nodes.place.get(asked[1:])
    return kept, "" if place is None else f"{asked[0]}{place}"


def _of(incidence: Incidence, measures: Ints) -> Bools:
    marks = np.zeros(len(incidence.measures), dtype=np.bool_)
    marks[measures] = True
    return marks
