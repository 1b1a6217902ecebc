"""UCINET's DL: a list of ties with labels, in one mode or in two."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

_APART = re.compile(r"""[\s,"'=:]+""")


def write_dl(graph: "nx.Graph", out: Path) -> None:
    """Write a network as DL, its ties as edgelist1, or as edgelist2 where agencies are tied to measures.

    Each tie of a network without directions stands twice, as UCINET wants it.
    """
    label = _labels(graph)
    kinds = [
        [key for key, kind in graph.nodes(data="node") if kind == sort] for sort in ("Department", "Measure")
    ]
    rows, columns = kinds
    two = bool(columns)
    ties = [(source, target, weight) for source, target, weight in graph.edges(data="weight")]
    if two:
        ties = [
            (*((b, a) if graph.nodes[a]["node"] == "Measure" else (a, b)), weight) for a, b, weight in ties
        ]
        head = [f"DL nr={len(rows)}, nc={len(columns)}", "format = edgelist2"]
        head += ["row labels:", *(label[key] for key in rows), "column labels:"]
        head += [label[key] for key in columns]
    else:
        if not graph.is_directed():
            ties += [(target, source, weight) for source, target, weight in ties]
        head = [f"DL n={len(rows)}", "format = edgelist1", "labels:", *(label[key] for key in rows)]
    place = {key: number for keys in kinds for number, key in enumerate(keys, 1)}
    lines = sorted((place[source], place[target], weight) for source, target, weight in ties)
    data = [f"{source} {target} {weight:g}" for source, target, weight in lines]
    out.write_text("\n".join([*head, "data:", *data]) + "\n", encoding="utf-8", newline="")


def _labels(graph: "nx.Graph") -> dict[str, str]:
    """A label each, of one word: DL parts labels by white space and commas."""
    labels: dict[str, str] = {}
    taken: set[str] = set()
    for key, text in graph.nodes(data="label"):
        word = _APART.sub("_", text) or "_"
        labels[key] = word if word not in taken else _APART.sub("_", key)
        taken.add(labels[key])
    return labels
