"""Duties given twice: measures about the same thing that different agencies lead."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from graph.analysis.projection import Matrix, Unit, engagement, membership
from graph.analysis.similarity import Texts, ordered_pairs
from graph.model import Role
from graph.network import Incidence, Ints, Targets

if TYPE_CHECKING:
    import pandas as pd

_GROUP_UP_TO = 50


def leads_of_measures(incidence: Incidence) -> Matrix:
    """Measure × agency: who leads, or where nobody does, who answers for the measure."""
    leads = engagement(incidence, roles=(Role.LEADS,))
    responsible = engagement(incidence, roles=(Role.RESPONSIBLE,))
    led = np.asarray(leads.sum(axis=0)) > 0
    return (leads + responsible * (~led)[None, :]).T.tocsr()


def duplicates(incidence: Incidence, *, similarity: float = 0.5) -> "pd.DataFrame":
    """List the pairs of measures that name the same chain or zone, or say nearly the same, under different leads.

    Where nobody leads a measure, those who answer for it stand for its leads. Pairs with a lead in common are left
    out, and so are measures without any. Chains and zones of more than 50 measures pair none by themselves.

    Parameters
    ----------
    incidence : Incidence
        The graph.
    similarity : float
        Texts count as nearly the same from this cosine (see `Texts`), 0 to 1.

    Returns
    -------
    DataFrame
        Columns `first_key`, `first_plan`, `first_path`, `first_heading`, `first_leads`, the same of `second`,
        `similarity`, `chains`, `zones` (lists of names in common) and `reason` in words; the most alike first.
    """
    import pandas as pd

    texts = Texts(incidence.measures.text.tolist())
    first, second = texts.candidates()
    near = texts.similarity(first, second) >= similarity
    groups = [
        pair
        for targets in (incidence.chain_targets, incidence.zone_targets)
        for pair in _pairs_in_groups(targets)
    ]
    grouped = np.array(groups, dtype=np.int64).reshape(-1, 2)
    first, second = ordered_pairs(
        np.concatenate([first[near], grouped[:, 0]]), np.concatenate([second[near], grouped[:, 1]])
    )
    leads = leads_of_measures(incidence)
    led = np.diff(leads.indptr) > 0
    apart = np.asarray(leads[first].multiply(leads[second]).sum(axis=1)).reshape(-1) == 0
    kept = led[first] & led[second] & apart
    first, second = first[kept], second[kept]

    alike = texts.similarity(first, second)
    chains = _in_common(incidence, "chains", first, second)
    zones = _in_common(incidence, "zones", first, second)
    frame = pd.DataFrame(
        {
            **_side(incidence, "first", first, leads),
            **_side(incidence, "second", second, leads),
            "similarity": alike,
            "chains": pd.Series(chains, dtype=object),
            "zones": pd.Series(zones, dtype=object),
            "reason": [
                _reason(near, *targets)
                for near, *targets in zip((alike >= similarity).tolist(), chains, zones, strict=True)
            ],
        }
    )
    targets = np.array([len(a) + len(b) for a, b in zip(chains, zones, strict=True)], dtype=np.int64)
    order = np.lexsort((second, first, -targets, -alike))
    return frame.iloc[order].reset_index(drop=True)


def _pairs_in_groups(targets: Targets) -> Iterator[tuple[int, int]]:
    for target in np.unique(targets.target).tolist():
        group = np.unique(targets.measure[targets.target == target])
        if len(group) <= _GROUP_UP_TO:
            earlier, later = np.triu_indices(len(group), k=1)
            yield from zip(group[earlier].tolist(), group[later].tolist(), strict=True)


def _in_common(incidence: Incidence, of: Unit, first: Ints, second: Ints) -> list[list[str]]:
    _, names, units = membership(incidence, of)
    by_measure = units.T.tocsr()
    common = by_measure[first].multiply(by_measure[second]).tocsr()
    common.sort_indices()
    return (
        [names[part].tolist() for part in np.split(common.indices, common.indptr[1:-1])] if len(first) else []
    )


def _side(incidence: Incidence, side: str, measures: Ints, leads: Matrix) -> dict[str, object]:
    import pandas as pd

    of_measures = leads[measures]
    of_measures.sort_indices()
    parts = np.split(of_measures.indices, of_measures.indptr[1:-1]) if len(measures) else []
    names = [incidence.agencies.label[part].tolist() for part in parts]
    return {
        f"{side}_key": incidence.measures.key[measures],
        f"{side}_plan": incidence.plans.title[incidence.measures.plan[measures]],
        f"{side}_path": incidence.measures.path[measures],
        f"{side}_heading": incidence.measures.heading[measures],
        f"{side}_leads": pd.Series(names, dtype=object),
    }


def _reason(near: bool, chains: list[str], zones: list[str]) -> str:
    reasons = ["文字相近"] if near else []
    reasons += [f"同一产业链：{'、'.join(chains)}"] if chains else []
    reasons += [f"同一园区：{'、'.join(zones)}"] if zones else []
    return "；".join(reasons)
