"""Who has too much on its desk: how many duties, how heavy, how broad, due when, and how sure that is."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy import sparse

from graph.analysis.chance import Floats
from graph.analysis.concentration import gini, herfindahl
from graph.analysis.projection import ROLE_WEIGHTS, Matrix, as_csr, engagement, membership, project
from graph.analysis.ranking import resampled_ranks, row_sums
from graph.analysis.reshuffling import reshuffled
from graph.model import Role
from graph.network import Incidence, Ints, Strings

if TYPE_CHECKING:
    import pandas as pd

Group = Literal["plan", "jurisdiction", "line"]

SEED = 20260101
_TIES_TO_DEAL = 5_000_000
_FEWEST_SAMPLES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """From where on a number is flagged.

    `lead_share`: the share of all leads; `load_ratio`: the load in multiples of the mean of its jurisdiction's
    agencies; `z`: how many standard deviations the load is above what chance deals; `peak`: measures due in one
    month.
    """

    lead_share: float = 0.15
    load_ratio: float = 3.0
    z: float = 3.0
    peak: float = 5.0


def overload(
    incidence: Incidence,
    *,
    role_weights: Mapping[Role, float] = ROLE_WEIGHTS,
    thresholds: Thresholds | None = None,
    samples: int = 200,
    seed: int = SEED,
) -> "pd.DataFrame":
    r"""Measure the load of every agency.

    Parameters
    ----------
    incidence : Incidence
        The graph.
    role_weights : mapping of Role to float
        What a measure weighs for an agency, by its heaviest role in it.
    thresholds : Thresholds, optional
        From where on a number is flagged.
    samples : int
        Graphs dealt by chance, and resamples of the measures; of large graphs fewer are dealt, but 20 at least.
    seed : int
        The same seed gives the same numbers.

    Returns
    -------
    DataFrame
        One row an agency, the heaviest load first, then by key:

        - `key`, `name`, `level`, `line`;
        - `leads`, `responsible`, `supports`: measures in each role; `measures`: in any;
        - `load`: the sum of the weights of its measures; `fractional`: the sum of :math:`1/n` over its measures with
          n agencies each;
        - `plans`, `sections`, `chains`, `zones`: how many its measures are of; `partners`: agencies it shares
          measures with;
        - `breadth`: the mean of these five, each relative to the largest of all agencies, 0 to 1; `depth`: the
          load relative to the largest, 0 to 1; `span`: breadth × depth;
        - `lead_share`: its share of all leads, 0 to 1; `load_ratio`: its load over the mean load of the agencies
          of its jurisdiction;
        - `peak`, `peak_month`: the most measures due in one month, and the first such month (empty without);
        - `z_load`, `z_leads`, `z_fractional`, `z_peak`: how many standard deviations above the mean of graphs dealt
          by chance that keep the number of measures of each agency and of agencies of each measure
          (see `reshuffled`); 0 where chance leaves no choice;
        - `rank`, `rank_low`, `rank_high`: place by load, and the 95 % interval of it when measures are resampled
          with replacement;
        - `flags`: names of the thresholds that it reaches (see `Thresholds`).
    """
    import pandas as pd

    agencies = incidence.agencies
    weighted = engagement(incidence, role_weights)
    by_role = {role: _row_sizes(engagement(incidence, roles=(role,))) for role in Role}
    load = row_sums(weighted)
    due, months = due_months(incidence)
    peak, peak_month = _peaks(as_csr(weighted.astype(bool).astype(np.float64)) @ due, months)
    breadth = _breadth(incidence, weighted)
    fractional = row_sums(_fractions(weighted))
    frame = pd.DataFrame(
        {
            "key": agencies.key,
            "name": agencies.label,
            "level": agencies.level,
            "line": agencies.line,
            "leads": by_role[Role.LEADS],
            "responsible": by_role[Role.RESPONSIBLE],
            "supports": by_role[Role.SUPPORTS],
            "measures": _row_sizes(weighted),
            "load": load,
            "fractional": fractional,
            **breadth,
        }
    )
    frame["breadth"] = np.mean([_relative(column) for column in breadth.values()], axis=0)
    frame["depth"] = _relative(load)
    frame["span"] = frame["breadth"] * frame["depth"]
    frame["lead_share"] = by_role[Role.LEADS] / max(int(by_role[Role.LEADS].sum()), 1)
    mean = _mean_of_place(incidence, load)
    frame["load_ratio"] = np.divide(load, mean, out=np.zeros(len(load)), where=mean > 0)
    frame["peak"] = peak
    frame["peak_month"] = peak_month
    observed: dict[str, Floats | Ints] = {
        "load": load,
        "leads": by_role[Role.LEADS],
        "fractional": fractional,
        "peak": peak,
    }
    for name, z in _against_chance(incidence, weighted, due, observed, samples, seed).items():
        frame[f"z_{name}"] = z
    frame["rank"], frame["rank_low"], frame["rank_high"] = resampled_ranks(weighted, samples, seed)
    frame["flags"] = pd.Series(_flags(frame, thresholds or Thresholds()), dtype=object)
    return frame.sort_values(["load", "key"], ascending=[False, True]).reset_index(drop=True)


def due_months(incidence: Incidence) -> tuple[Matrix, list[str]]:
    """Measure × month: 1 where a measure is due in the month; and the months (2025-06), sorted."""
    pairs = [
        (measure, date[:7]) for measure, dates in enumerate(incidence.measures.due) for date in dates if date
    ]
    months = sorted({month for _, month in pairs})
    place = {month: number for number, month in enumerate(months)}
    distinct = sorted({(measure, place[month]) for measure, month in pairs})
    cells = np.array(distinct, dtype=np.int64).reshape(-1, 2)
    shape = (len(incidence.measures.key), len(months))
    return as_csr(sparse.csr_array((np.ones(len(cells)), (cells[:, 0], cells[:, 1])), shape=shape)), months


def deadlines(incidence: Incidence) -> "pd.DataFrame":
    """Count the measures of every agency due in every month.

    Returns
    -------
    DataFrame
        Columns `month` (2025-06), `key`, `name`, `measures`; by month, the busiest agency first.
    """
    import pandas as pd

    due, months = due_months(incidence)
    counts = as_csr(engagement(incidence) @ due).tocoo()
    agency, month = counts.coords
    frame = pd.DataFrame(
        {
            "month": np.array(months, dtype=np.object_)[month] if months else np.array([], dtype=np.object_),
            "key": incidence.agencies.key[agency],
            "name": incidence.agencies.label[agency],
            "measures": counts.data.astype(np.int64),
        }
    )
    return frame.sort_values(["month", "measures", "key"], ascending=[True, False, True]).reset_index(
        drop=True
    )


def concentration(incidence: Incidence, role_weights: Mapping[Role, float] = ROLE_WEIGHTS) -> "pd.DataFrame":
    """Say how evenly the work is shared: `gini`, `hhi` and the largest share, of leads, load and fractional load.

    Returns
    -------
    DataFrame
        Columns `quantity`, `agencies`, `total`, `gini`, `hhi`, `largest`, `largest_share`.
    """
    import pandas as pd

    weighted = engagement(incidence, role_weights)
    quantities = {
        "leads": _row_sizes(engagement(incidence, roles=(Role.LEADS,))).astype(np.float64),
        "load": row_sums(weighted),
        "fractional": row_sums(_fractions(weighted)),
    }
    rows = [
        {"quantity": name, **_shared(values, incidence.agencies.label)} for name, values in quantities.items()
    ]
    return pd.DataFrame(rows)


def by_group(
    incidence: Incidence, by: Group, role_weights: Mapping[Role, float] = ROLE_WEIGHTS
) -> "pd.DataFrame":
    """Sum the load up by plan, or by the jurisdiction or functional line of the agencies.

    Returns
    -------
    DataFrame
        Columns `group`, `agencies`, `measures`, `leads`, `responsible`, `supports`, `load`, `mean_load`, `gini`,
        `hhi` (of the load within the group), `largest`, `largest_share`; the heaviest load first. Agencies without
        a line or jurisdiction are one group without a name.
    """
    import pandas as pd

    rows = []
    for name, part in _parts(incidence, by):
        weighted = engagement(part, role_weights)
        load = row_sums(weighted)
        shared = _shared(load, part.agencies.label)
        rows.append(
            {
                "group": name,
                "agencies": shared["agencies"],
                "measures": int((np.asarray(weighted.sum(axis=0)) > 0).sum()),
                **{str(role): int(engagement(part, roles=(role,)).nnz) for role in _ROLE_ORDER},
                "load": shared["total"],
                "mean_load": float(load.mean()),
                **{column: shared[column] for column in ("gini", "hhi", "largest", "largest_share")},
            }
        )
    columns = ["group", "agencies", "measures", *map(str, _ROLE_ORDER), "load", "mean_load", "gini", "hhi"]
    frame = pd.DataFrame(rows, columns=[*columns, "largest", "largest_share"])
    return frame.sort_values(["load", "group"], ascending=[False, True]).reset_index(drop=True)


_ROLE_ORDER = (Role.LEADS, Role.RESPONSIBLE, Role.SUPPORTS)


def _parts(incidence: Incidence, by: Group) -> "list[tuple[str, Incidence]]":
    parts = []
    if by == "plan":
        for number, title in enumerate(incidence.plans.title):
            part = incidence.keep_duties(incidence.measures.plan[incidence.duties.measure] == number)
            parts.append((title, part))
    else:
        names = incidence.agencies.jurisdiction if by == "jurisdiction" else incidence.agencies.line
        for name in sorted(set(names)):
            parts.append((name, incidence.keep_duties((names == name)[incidence.duties.agency])))
    return [(name, part) for name, part in parts if len(part.agencies.key)]


def _shared(values: Floats, names: Strings) -> "dict[str, str | int | float]":
    total = float(values.sum())
    return {
        "agencies": len(values),
        "total": total,
        "gini": gini(values),
        "hhi": herfindahl(values),
        "largest": str(names[values.argmax()]) if total else "",
        "largest_share": float(values.max() / total) if total else 0.0,
    }


def _row_sizes(matrix: Matrix) -> Ints:
    sizes: Ints = np.diff(matrix.indptr).astype(np.int64)
    return sizes


def _fractions(weighted: Matrix) -> Matrix:
    """Agency × measure: 1/n in each measure with n agencies."""
    present = weighted.astype(bool).astype(np.float64)
    sizes = np.asarray(present.sum(axis=0))
    return as_csr(present * np.divide(1.0, sizes, out=np.zeros_like(sizes), where=sizes > 0)[None, :])


def _relative(values: Floats | Ints) -> Floats:
    largest = values.max(initial=0)
    relative: Floats = values / largest if largest else np.zeros(len(values))
    return relative


def _breadth(incidence: Incidence, weighted: Matrix) -> dict[str, Ints]:
    present = weighted.astype(bool).astype(np.float64)
    measures = np.arange(len(incidence.measures.key))
    groups = {}
    for name, group in (("plans", incidence.measures.plan), ("sections", incidence.section)):
        shape = (len(measures), int(group.max(initial=-1)) + 1)
        groups[name] = sparse.csr_array((np.ones(len(measures)), (measures, group)), shape=shape)
    groups["chains"] = membership(incidence, "chains")[2].T
    groups["zones"] = membership(incidence, "zones")[2].T
    counts = {name: _row_sizes(as_csr(present @ group)) for name, group in groups.items()}
    counts["partners"] = _row_sizes(project(weighted, "none"))
    return counts


def _mean_of_place(incidence: Incidence, load: Floats) -> Floats:
    places, place = np.unique(incidence.agencies.jurisdiction.astype(str), return_inverse=True)
    sums = np.bincount(place, weights=load, minlength=len(places))
    means: Floats = (sums / np.maximum(np.bincount(place, minlength=len(places)), 1))[place]
    return means


def _peaks(due: Matrix, months: list[str]) -> tuple[Ints, list[str]]:
    if not months:
        return np.zeros(due.shape[0], dtype=np.int64), [""] * due.shape[0]
    counts = due.toarray()
    peak = counts.max(axis=1).astype(np.int64)
    names = [months[month] if most else "" for month, most in zip(counts.argmax(axis=1), peak, strict=True)]
    return peak, names


def _against_chance(
    incidence: Incidence,
    weighted: Matrix,
    due: Matrix,
    observed: Mapping[str, Floats | Ints],
    samples: int,
    seed: int,
) -> dict[str, Floats]:
    size = len(incidence.agencies.key)
    ties = weighted.tocoo()
    agency, measure = (part.astype(np.int64) for part in ties.coords)
    leads = engagement(incidence, roles=(Role.LEADS,))
    leading = np.asarray(leads[agency, measure]).reshape(-1) if len(agency) else np.zeros(0)
    share = np.asarray(_fractions(weighted)[agency, measure]).reshape(-1) if len(agency) else np.zeros(0)
    weights: dict[str, Floats] = {"load": ties.data, "leads": leading, "fractional": share}
    months = due.shape[1]
    place, month = as_csr(due[measure]).nonzero() if months and len(agency) else (measure[:0], measure[:0])

    samples = min(samples, max(_FEWEST_SAMPLES, _TIES_TO_DEAL // max(len(agency), 1)))
    sums = {name: np.zeros(size) for name in observed}
    squares = {name: np.zeros(size) for name in observed}
    for dealt in reshuffled(agency, measure, samples, seed):
        drawn: dict[str, Floats | Ints] = {
            name: np.bincount(dealt, weights=weight, minlength=size) for name, weight in weights.items()
        }
        by_month = np.bincount(dealt[place] * months + month, minlength=size * months)
        drawn["peak"] = by_month.reshape(size, months).max(axis=1) if months else np.zeros(size)
        for name, values in drawn.items():
            # Differences from what is observed are small numbers, whose squares keep their digits.
            difference = values - observed[name]
            sums[name] += difference
            squares[name] += difference**2
    scores = {}
    for name in observed:
        mean = sums[name] / samples
        deviation = np.sqrt(np.maximum(squares[name] - samples * mean**2, 0) / (samples - 1))
        sure = deviation > 1e-9
        scores[name] = np.divide(-mean, deviation, out=np.zeros(size), where=sure)
    return scores


def _flags(frame: "pd.DataFrame", thresholds: Thresholds) -> list[list[str]]:
    reached = {
        "lead_share": (frame["leads"] > 0) & (frame["lead_share"] >= thresholds.lead_share),
        "load_ratio": frame["load_ratio"] >= thresholds.load_ratio,
        "z": frame["z_load"] >= thresholds.z,
        "peak": frame["peak"] >= thresholds.peak,
    }
    rows = zip(*(reached[name].tolist() for name in THRESHOLDS), strict=True)
    return [[name for name, is_reached in zip(THRESHOLDS, row, strict=True) if is_reached] for row in rows]


THRESHOLDS = tuple(field.name for field in fields(Thresholds))
"""Names of the thresholds."""
