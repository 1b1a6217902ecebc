"""What an export says of each agency beside its properties: load, community, centralities."""

from typing import TYPE_CHECKING, Any

import numpy as np

from graph.analysis.centrality import centrality
from graph.analysis.communities import communities
from graph.analysis.projection import ROLE_WEIGHTS, Network, engagement, network
from graph.analysis.ranking import row_sums
from graph.model import Role

if TYPE_CHECKING:
    from graph.network import Incidence

Attributes = dict[str, Any]

COUNTS = {Role.LEADS: "leads", Role.SUPPORTS: "supports", Role.RESPONSIBLE: "responsible"}


def agency_attributes(incidence: "Incidence", *, collectives: bool = False) -> dict[str, Attributes]:
    """Describe every agency of a graph, by its key.

    Parameters
    ----------
    incidence : Incidence
        The graph.
    collectives : bool
        Whether collective actors have a place in the network; without it they have none there, as in every analysis.

    Returns
    -------
    dict of str to dict
        `place`, `level`, `line`, `kind` and `collective`; `leads`, `supports`, `responsible` and `measures`, how many
        it has; `load`, its measures weighed by role; `community` and the centralities (`degree`, `strength`,
        `betweenness` …) in the coordination network, ties weighed by the measures shared. A value that is not
        defined, such as the constraint of an agency without ties, is missing.
    """
    agencies = incidence.agencies
    coordination = network(incidence.select(collectives=collectives))
    weighted = engagement(incidence, ROLE_WEIGHTS)
    columns: dict[str, list[Any]] = {
        "place": agencies.jurisdiction.tolist(),
        "level": agencies.level.tolist(),
        "line": agencies.line.tolist(),
        "kind": agencies.kind.tolist(),
        "collective": agencies.collective.tolist(),
        **{
            name: np.diff(engagement(incidence, roles=(role,)).indptr).tolist()
            for role, name in COUNTS.items()
        },
        "measures": np.diff(weighted.indptr).tolist(),
        "load": row_sums(weighted).tolist(),
    }
    placed = _places(coordination)
    return {
        key: {
            name: value
            for name, value in {**dict(zip(columns, row, strict=True)), **placed.get(key, {})}.items()
            if value == value
        }
        for key, row in zip(agencies.key, zip(*columns.values(), strict=True), strict=True)
    }


def _places(coordination: Network) -> dict[str, Attributes]:
    """The community and the centralities of each node."""
    found = dict(zip(coordination.key, communities(coordination).community.tolist(), strict=True))
    measured = centrality(coordination).set_index("key").drop(columns="name").to_dict("index")
    return {key: {"community": community, **measured[key]} for key, community in found.items()}
