"""Pajek: a network, or a project that holds the attributes as partitions and vectors, which Pajek works with."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

# Readers split lines by the rules of a shell: neither quotes nor backslashes may stand in a label.
_INSTEAD = str.maketrans({'"': "”", "'": "’", "\\": "＼"})


def write_network(graph: "nx.Graph", out: Path) -> None:
    """Write a network (.net): labels are unique, attributes stand behind them as names and values."""
    _write(out, [*_network(graph, attributes=True)])


def write_project(graph: "nx.Graph", out: Path) -> None:
    """Write a project (.paj): the network, a partition for every text and truth, a vector for every number."""
    lines = ["*Network agencies", *_network(graph, attributes=False)]
    nodes = list(graph.nodes.values())
    for name in dict.fromkeys(name for values in nodes for name in values if name not in ("label", "name")):
        values = [node.get(name) for node in nodes]
        if name == "community" or not any(_is_number(value) for value in values):
            groups = sorted({str(value) for value in values if value is not None})
            number = {group: place for place, group in enumerate(groups, 1)}
            legend = ", ".join(f"{place} {_label(group)}" for group, place in number.items())
            lines += [f"*Partition {name} ({legend})"[:250], f"*Vertices {len(nodes)}"]
            lines += [str(number.get(str(value), 0)) for value in values]
        else:
            lines += [f"*Vector {name}", f"*Vertices {len(nodes)}"]
            lines += [repr(float(value)) if _is_number(value) else "0" for value in values]
    _write(out, lines)


def _network(graph: "nx.Graph", *, attributes: bool) -> Iterator[str]:
    yield f"*Vertices {graph.number_of_nodes()}"
    number = {}
    taken: set[str] = set()
    for place, (key, values) in enumerate(graph.nodes(data=True), 1):
        number[key] = place
        label = _label(values["label"])
        label = label if label not in taken else _label(key)
        taken.add(label)
        line = f'{place} "{label}" 0.0 0.0 ellipse'
        if attributes:
            kept = {name: value for name, value in values.items() if name not in ("label", "name")}
            line += "".join(f' {name} "{_label(str(value))}"' for name, value in kept.items() if value != "")
        yield line
    yield "*Arcs" if graph.is_directed() else "*Edges"
    for source, target, values in graph.edges(data=True):
        yield f"{number[source]} {number[target]} {values.get('weight', 1):g}"


def _label(text: str) -> str:
    return re.sub(r"\s+", " ", text.translate(_INSTEAD)).strip()


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _write(out: Path, lines: list[str]) -> None:
    out.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")
