"""Duties that may be given twice: measures about the same thing that different agencies lead or answer for."""

from typing import TYPE_CHECKING

import numpy as np

from graph.analysis.matters import Matter, class_matter
from graph.analysis.projection import Matrix, engagement
from graph.analysis.similarity import TextVectors, ordered_pairs
from graph.model import Role
from graph.network import Incidence, Ints

if TYPE_CHECKING:
    import pandas as pd


def heads_of_measures(incidence: Incidence) -> Matrix:
    """Measure × agency: who leads, or where nobody does, who answers for the measure."""
    leads = engagement(incidence, roles=(Role.LEADS,))
    responsible = engagement(incidence, roles=(Role.RESPONSIBLE,))
    return (leads + responsible * (~incidence.is_led)[None, :]).T.tocsr()


def duplicates(
    incidence: Incidence, *, similarity: float = 0.5, classes: bool = False, subject: float = 0.5
) -> "pd.DataFrame":
    """List the pairs of measures that name the same chain or zone, or say nearly the same, under different agencies.

    The agencies are those that lead, and where nobody leads a measure, those who answer for it. Pairs with one in
    common are left out, and so are measures without any. Chains and zones of more than 50 measures pair none by themselves.

    What a plan is about as a whole is discounted: in a plan about sports every pair of measures shares 体育. Of a chain
    or a zone t in both measures of a pair,

    .. math:: w(t) = 1 - \\max_p \\frac{n_p(t)}{N_p + 1}

    over the plans p of the two, where :math:`N_p` counts the plan's other measures and :math:`n_p(t)` those of them
    that act on t; the 1 keeps plans of few measures from having a subject. The pair's `weight` is the largest w(t); one
    below 1 - `subject` is no pair by what it names, only by its text.

    Parameters
    ----------
    incidence : Incidence
        The graph.
    similarity : float
        Texts count as nearly the same from this cosine (see `TextVectors`), 0 to 1.
    classes : bool
        Whether industries also meet under a class of the standards, where one stands in it and the other in or below
        it (半导体 and 集成电路 in C397). Classes at the top (制造业) join none.
    subject : float
        The share of a plan's measures from which on a chain or a zone is the plan's own subject, 0 to 1.

    Returns
    -------
    DataFrame
        Columns `first_key`, `first_plan`, `first_path`, `first_heading`, `first_role` (of these agencies: leads or
        responsible), `first_agency`, the same of `second`,
        `similarity`, `weight`, `chains`, `zones`, `classes` (lists of names in common, classes with their level) and
        `reason` in words; the most alike first.
    """
    import pandas as pd

    texts = TextVectors(incidence.measures.text.tolist())
    first, second = texts.candidates()
    near = texts.similarity(first, second) >= similarity
    matters = [
        Matter(incidence, incidence.chains_of_measure, incidence.chains.name.tolist()),
        Matter(incidence, incidence.zones_of_measure, incidence.zones.name.tolist()),
    ]
    matters += [class_matter(incidence)] if classes else []
    grouped = np.array(
        sorted({pair for matter in matters for pair in matter.pairs()}), dtype=np.int64
    ).reshape(-1, 2)
    first, second = ordered_pairs(
        np.concatenate([first[near], grouped[:, 0]]), np.concatenate([second[near], grouped[:, 1]])
    )
    heads = heads_of_measures(incidence)
    headed = np.diff(heads.indptr) > 0
    apart = np.asarray(heads[first].multiply(heads[second]).sum(axis=1)).reshape(-1) == 0
    kept = headed[first] & headed[second] & apart
    first, second = first[kept], second[kept]

    alike = texts.similarity(first, second)
    pairs = list(zip(first.tolist(), second.tolist(), strict=True))
    weight = np.array(
        [max((matter.weight(*pair) for matter in matters), default=0.0) for pair in pairs], dtype=np.float64
    )
    worth = np.flatnonzero((alike >= similarity) | (weight >= 1 - subject))
    first, second, alike, weight = first[worth], second[worth], alike[worth], weight[worth]
    pairs = [pairs[place] for place in worth.tolist()]
    common = [[matter.common(*pair) for pair in pairs] for matter in matters]
    common += [[[] for _ in pairs]] * (3 - len(common))
    chains, zones, under = common
    # Measures on one industry need no class to meet under.
    shared = [[] if named else found for named, found in zip(chains, under, strict=True)]
    frame = pd.DataFrame(
        {
            **_side(incidence, "first", first, heads),
            **_side(incidence, "second", second, heads),
            "similarity": alike,
            "weight": weight,
            "chains": pd.Series(chains, dtype=object),
            "zones": pd.Series(zones, dtype=object),
            "classes": pd.Series(shared, dtype=object),
            "reason": [
                _reason(near, *named)
                for near, *named in zip((alike >= similarity).tolist(), chains, zones, shared, strict=True)
            ],
        }
    )
    order = np.lexsort((second, first, -weight, -alike))
    return frame.iloc[order].reset_index(drop=True)


def _side(incidence: Incidence, side: str, measures: Ints, heads: Matrix) -> dict[str, object]:
    import pandas as pd

    of_measures = heads[measures]
    of_measures.sort_indices()
    parts = np.split(of_measures.indices, of_measures.indptr[1:-1]) if len(measures) else []
    names = [incidence.agencies.label[part].tolist() for part in parts]
    return {
        f"{side}_key": incidence.measures.key[measures],
        f"{side}_plan": incidence.plans.title[incidence.measures.plan[measures]],
        f"{side}_path": incidence.measures.path[measures],
        f"{side}_heading": incidence.measures.heading[measures],
        f"{side}_role": [str(Role.LEADS if led else Role.RESPONSIBLE) for led in incidence.is_led[measures]],
        f"{side}_agency": pd.Series(names, dtype=object),
    }


def _reason(near: bool, chains: list[str], zones: list[str], classes: list[str]) -> str:
    reasons = ["文字相近"] if near else []
    reasons += [f"同一产业链：{'、'.join(chains)}"] if chains else []
    reasons += [f"同一园区：{'、'.join(zones)}"] if zones else []
    reasons += [f"同属一类产业：{'、'.join(classes)}"] if classes else []
    return "；".join(reasons)
