"""A list of nodes and a list of edges as CSV: for Gephi's and R's imports, which read the first columns as ids."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.model.csv_rows import row_writer

if TYPE_CHECKING:
    import networkx as nx

NODES, EDGES = "nodes.csv", "edges.csv"


def write_lists(graph: "nx.Graph", folder: Path, *, raw: bool = False) -> None:
    """Write `nodes.csv` and `edges.csv` into a folder, in UTF-8 without a mark, which Gephi would read as a name."""
    write_nodes(graph, folder / NODES, raw=raw)
    names = dict.fromkeys(name for *_, values in graph.edges(data=True) for name in values)
    names = {name: None for name in names if name not in ("label", "weight")}
    kind = "Directed" if graph.is_directed() else "Undirected"
    rows = [
        [source, target, kind, number, values.get("label", ""), values.get("weight", 1)]
        + [values.get(name) for name in names]
        for number, (source, target, values) in enumerate(graph.edges(data=True))
    ]
    _write(folder / EDGES, ["Source", "Target", "Type", "Id", "Label", "Weight", *names], rows, raw=raw)


def write_nodes(graph: "nx.Graph", out: Path, *, raw: bool = False) -> None:
    """Write the nodes with their attributes."""
    names = dict.fromkeys(name for values in graph.nodes.values() for name in values)
    names = {name: None for name in names if name != "label"}
    rows = [
        [key, values["label"], *(values.get(name) for name in names)]
        for key, values in graph.nodes(data=True)
    ]
    _write(out, ["Id", "Label", *names], rows, raw=raw)


def _write(out: Path, heads: list[str], rows: list[list[Any]], *, raw: bool) -> None:
    with out.open("w", encoding="utf-8", newline="") as file:
        write = row_writer(file, raw=raw)
        write(heads)
        for row in rows:
            write([_exact(value) for value in row])


def _exact(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value
