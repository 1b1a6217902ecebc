"""Functional lines (科技, 财政) across places."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.analysis.projection import Matrix, engagement
from graph.model import InputError, Role
from graph.network import Incidence

if TYPE_CHECKING:
    import pandas as pd

_ROLE_ORDER = (Role.LEADS, Role.RESPONSIBLE, Role.SUPPORTS)


def compare_lines(incidence: Incidence, lines: Iterable[str] = ()) -> "pd.DataFrame":
    """Show what each functional line leads in each jurisdiction.

    Parameters
    ----------
    incidence : Incidence
        The graph.
    lines : iterable of str
        Only these lines (科技, 财政); without any, all that lead, support or answer for something.

    Returns
    -------
    DataFrame
        Columns `line`, `jurisdiction`, `agencies` (names), `leads`, `responsible`, `supports` (measures), `lead_share`
        of all leads of agencies of the jurisdiction, `chains` (names of those it leads measures on) and `led`
        (headings of the measures it leads); by line, then jurisdiction.

    Raises
    ------
    InputError
        If the graph has no agency of a line.
    """
    import pandas as pd

    agencies = incidence.agencies
    wanted = list(lines)
    known = sorted(set(agencies.line) - {""})
    for line in wanted:
        if line not in known:
            raise InputError(
                f"no agency of the graph is of the line “{line}”; it holds {', '.join(known) or 'none'}"
            )
    by_role = {role: engagement(incidence, roles=(role,)) for role in _ROLE_ORDER}
    leads = by_role[Role.LEADS]
    chains_of: dict[int, list[str]] = defaultdict(list)
    for measure, chain in zip(incidence.chain_targets.measure, incidence.chain_targets.target, strict=True):
        chains_of[int(measure)].append(incidence.chains.name[chain])
    all_leads = {
        place: _columns(leads, np.flatnonzero(agencies.jurisdiction == place)).size
        for place in set(agencies.jurisdiction)
    }
    groups = sorted(
        {(line, place) for line, place in zip(agencies.line, agencies.jurisdiction, strict=True) if line}
    )
    rows = []
    for line, place in groups:
        if wanted and line not in wanted:
            continue
        members = np.flatnonzero((agencies.line == line) & (agencies.jurisdiction == place))
        led = _columns(leads, members).tolist()
        rows.append(
            {
                "line": line,
                "jurisdiction": place,
                "agencies": agencies.name[members].tolist(),
                **{str(role): int(_columns(matrix, members).size) for role, matrix in by_role.items()},
                "lead_share": len(led) / max(all_leads[place], 1),
                "chains": sorted({chain for measure in led for chain in chains_of[measure]}),
                "led": [incidence.measures.heading[measure] for measure in led],
            }
        )
    columns = ["line", "jurisdiction", "agencies", *map(str, _ROLE_ORDER), "lead_share", "chains", "led"]
    return pd.DataFrame(rows, columns=columns)


def _columns(matrix: Matrix, rows: Any) -> Any:
    """The distinct columns that some rows of a matrix have, sorted."""
    return np.unique(matrix[rows].indices)
