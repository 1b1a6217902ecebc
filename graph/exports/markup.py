"""GraphML and GEXF: for Gephi, Cytoscape, yEd, networkx, igraph."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

_TODAY = re.compile(r' lastmodifieddate="[^"]*"')


def write_graphml(graph: "nx.Graph", out: Path) -> None:
    """Write GraphML with typed attributes."""
    import networkx as nx

    nx.write_graphml_lxml(graph, out, infer_numeric_types=True)


def write_gexf(graph: "nx.Graph", out: Path) -> None:
    """Write GEXF 1.2, without the date of today: the same graph gives the same bytes."""
    import networkx as nx

    lines = [_TODAY.sub("", line) for line in nx.generate_gexf(graph, version="1.2draft")]
    out.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")
