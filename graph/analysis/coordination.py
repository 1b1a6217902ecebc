"""Who must work with whom: leads and their supports, the way between two, and where it would break."""

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.analysis.evidence import Evidence
from graph.analysis.projection import Network, Unit, as_csr, leaders_and_followers, membership
from graph.model import InputError, Role
from graph.network import Incidence

if TYPE_CHECKING:
    import pandas as pd


def lead_support(incidence: Incidence, role_weights: Mapping[Role, float] | None = None) -> "pd.DataFrame":
    """List who leads whom, in how many measures.

    Parameters
    ----------
    incidence : Incidence
        The graph.
    role_weights : mapping of Role to float, optional
        With them `weight` is the sum of the products of both roles' weights, without them the number of measures.

    Returns
    -------
    DataFrame
        Columns `lead_key`, `lead`, `support_key`, `support`, `measures`, `weight`; `support` supports the measure or
        answers for it without leading. Most measures first, then by keys.
    """
    import pandas as pd

    leads, follows = leaders_and_followers(incidence)
    counts = as_csr(leads @ follows.T).tocoo()
    lead, support = counts.coords
    weight = counts.data
    if role_weights is not None and len(lead):
        heavy_leads, heavy_follows = leaders_and_followers(incidence, role_weights)
        weight = np.asarray(as_csr(heavy_leads @ heavy_follows.T)[lead, support]).reshape(-1)
    agencies = incidence.agencies
    frame = pd.DataFrame(
        {
            "lead_key": agencies.key[lead],
            "lead": agencies.label[lead],
            "support_key": agencies.key[support],
            "support": agencies.label[support],
            "measures": counts.data.astype(np.int64),
            "weight": weight,
        }
    )
    frame = frame[frame["lead_key"] != frame["support_key"]]
    return frame.sort_values(
        ["measures", "lead_key", "support_key"], ascending=[False, True, True]
    ).reset_index(drop=True)


def matrix(pairs: "pd.DataFrame", top: int | None = None) -> "pd.DataFrame":
    """Turn `lead_support` into a matrix: a row a lead, a column a support, the number of measures in the cells.

    Parameters
    ----------
    pairs : DataFrame
        What `lead_support` gave.
    top : int, optional
        Only so many leads and supports, those with most measures.

    Returns
    -------
    DataFrame
        Columns `key`, `lead` and one a support, named by its key where two share a name; rows and columns by
        their sums, falling. 0 where they do not meet.
    """
    names = pairs.groupby("support")["support_key"].nunique()
    column = pairs["support"].where(pairs["support"].map(names) == 1, pairs["support_key"])
    wide = pairs.assign(column=column).pivot_table(
        index=["lead_key", "lead"], columns="column", values="measures", aggfunc="sum", fill_value=0
    )
    rows = wide.sum(axis=1).sort_values(ascending=False, kind="stable").index[:top]
    columns = wide.sum(axis=0).sort_values(ascending=False, kind="stable").index[:top]
    wide = wide.loc[rows, columns].reset_index()
    return wide.rename(columns={"lead_key": "key", "lead": "name"}).rename_axis(columns=None)


def path_between(incidence: Incidence, network: Network, start: str, end: str) -> "pd.DataFrame":
    """Find the closest way from one agency to another, over those it has to pass.

    Parameters
    ----------
    incidence : Incidence
        The graph.
    network : Network
        Of its agencies; distances are the inverse of the weights, paths follow the arcs of a directed network.
    start, end : str
        Keys of agencies.

    Returns
    -------
    DataFrame
        Columns `step` (from 1), `from_key`, `from`, `to_key`, `to`, `weight`, `measures` (how many they share) and
        `clauses` (their headings, each with its path).

    Raises
    ------
    InputError
        If no way leads there.
    """
    import networkx as nx
    import pandas as pd

    graph = network.to_networkx()
    try:
        nodes = nx.dijkstra_path(graph, start, end, weight="distance")
    except nx.NetworkXNoPath:
        raise InputError(f"no shared measures join {start} and {end}, not even over others") from None
    name = dict(zip(network.key, network.name, strict=True))
    evidence = Evidence(incidence)
    rows = []
    for step, (a, b) in enumerate(pairwise(nodes), 1):
        shared = evidence.measures(a, b).tolist()
        rows.append(
            {
                "step": step,
                "from_key": a,
                "from": name[a],
                "to_key": b,
                "to": name[b],
                "weight": graph.edges[a, b]["weight"],
                "measures": len(shared),
                "clauses": [f"{incidence.measures.path[m]} {incidence.measures.heading[m]}" for m in shared],
            }
        )
    columns = ["step", "from_key", "from", "to_key", "to", "weight", "measures", "clauses"]
    return pd.DataFrame(rows, columns=columns)


def failures(incidence: Incidence, network: Network) -> "pd.DataFrame":
    """List the single points of failure: what falls apart, or is led by nobody, without one agency or one pair.

    Returns
    -------
    DataFrame
        Columns `kind`, `key`, `name`, `affected` (how many) and `who` (their names): "articulation": agencies cut off
        from the largest part when this one is gone; "bridge": agencies cut off when this pair no longer works
        together; "only lead": chains and zones whose measures this agency alone leads, where there are two at
        least. By kind, the most affected first, then by key.
    """
    import networkx as nx
    import pandas as pd

    graph = network.to_networkx().to_undirected()
    name = dict(zip(network.key, network.name, strict=True))
    rows: list[tuple[str, str, str, list[str]]] = []
    for part in nx.connected_components(graph):
        if len(part) > 1:
            for kind, cuts in zip(("articulation", "bridge"), _cuts(graph, part), strict=True):
                rows += [
                    (
                        kind,
                        "—".join(nodes),
                        "—".join(name[node] for node in nodes),
                        [name[node] for node in off],
                    )
                    for nodes, off in cuts
                ]
    rows += _only_leads(incidence)
    frame = pd.DataFrame(
        [(kind, key, label, len(who), who) for kind, key, label, who in rows],
        columns=["kind", "key", "name", "affected", "who"],
    )
    return frame.sort_values(["kind", "affected", "key"], ascending=[True, False, True]).reset_index(
        drop=True
    )


Cut = tuple[list[str], list[str]]
"""The one or two nodes that hold a part together, and those cut off without them."""


def _cuts(graph: Any, part: set[str]) -> tuple[list[Cut], list[Cut]]:
    """The articulation points and the bridges of a connected part, by walking the tree of its blocks once."""
    import networkx as nx

    blocks = [frozenset(block) for block in nx.biconnected_components(graph.subgraph(part))]
    blocks.sort(key=lambda block: min(block))
    points = set(nx.articulation_points(graph.subgraph(part)))
    tree = nx.Graph()
    tree.add_nodes_from(range(len(blocks)))
    tree.add_edges_from((number, node) for number, block in enumerate(blocks) for node in block & points)
    children = nx.dfs_successors(tree, 0)
    below: dict[Any, set[str]] = {}
    for node in nx.dfs_postorder_nodes(tree, 0):
        own = {node} if node in points else set(blocks[node] - points)
        below[node] = own.union(*(below[child] for child in children.get(node, ())))

    def rest(sides: list[set[str]]) -> list[str]:
        sides = sorted((side for side in sides if side), key=lambda side: (-len(side), min(side)))
        return [key for side in sides[1:] for key in sorted(side)]

    at_points: list[Cut] = [
        ([node], rest([*(below[child] for child in children[node]), part - below[node]]))
        for node in sorted(points)
    ]
    at_bridges: list[Cut] = []
    for number, block in enumerate(blocks):
        if len(block) == 2:
            farther = max(
                block, key=lambda node: (node not in points or node in children.get(number, ()), node)
            )
            side = below[farther] if farther in points else {farther}
            at_bridges.append((sorted(block), rest([side, part - side])))
    return at_points, at_bridges


def _only_leads(incidence: Incidence) -> list[tuple[str, str, str, list[str]]]:
    leads, _ = leaders_and_followers(incidence)
    by_agency: dict[int, list[str]] = {}
    units_led: tuple[Unit, ...] = ("chains", "zones")
    for of in units_led:
        _, names, units = membership(incidence, of)
        led = as_csr(units @ leads.T)
        for unit in np.flatnonzero(np.diff(led.indptr) == 1).tolist():
            if led.data[led.indptr[unit]] >= 2:
                by_agency.setdefault(int(led.indices[led.indptr[unit]]), []).append(names[unit])
    agencies = incidence.agencies
    return [
        ("only lead", agencies.key[agency], agencies.label[agency], targets)
        for agency, targets in by_agency.items()
    ]
