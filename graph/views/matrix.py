"""The matrix of agencies: a row leads, a column supports; agencies that work together stand together."""

from dataclasses import dataclass

from graph.views.content import Content
from graph.views.scene import coordination
from graph.views.summary import Pair, loads

SEED = 20260101
_LEVELS = (1, 2, 3, 5, 9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The agencies of the matrix in their order, those before which a community begins, and the filled cells.

    `cells` holds by (row, column), both agencies, the pair; joint pairs stand in both of their cells, where no lead
    and support do. `left_out` counts the agencies with fewer measures that there was no room for.
    """

    agencies: tuple[int, ...]
    starts: frozenset[int]
    cells: dict[tuple[int, int], Pair]
    left_out: int


def matrix(content: Content, pairs: list[Pair], *, most: int) -> Matrix:
    """Order the `most` agencies with most measures by community, and fill the cells of their pairs."""
    ranked = [load.agency for load in loads(content)]
    chosen = set(ranked[:most])
    groups = [[agency for agency in group if agency in chosen] for group in communities(content)]
    order = [agency for group in groups for agency in group]
    cells: dict[tuple[int, int], Pair] = {}
    for pair in pairs:
        if pair.lead in chosen and pair.support in chosen:
            for cell in [(pair.lead, pair.support)] + [(pair.support, pair.lead)] * pair.joint:
                if not pair.joint or cell not in cells or cells[cell].joint:
                    cells[cell] = pair
    return Matrix(
        agencies=tuple(order),
        starts=frozenset(group[0] for group in groups if group) - set(order[:1]),
        cells=cells,
        left_out=len(ranked) - len(order),
    )


def level(count: int) -> int:
    """How dark a cell is, 1 to 5."""
    return sum(count >= least for least in _LEVELS)


def communities(content: Content) -> list[list[int]]:
    """Agencies that share measures more with each other than with the rest, the busiest community first.

    Louvain communities of the coordination network, seeded; within each, agencies by their number of measures.
    """
    import networkx as nx

    scene = coordination(content)
    graph = nx.Graph()
    graph.add_nodes_from(int(node.id[1:]) for node in scene.nodes)
    graph.add_weighted_edges_from(
        (int(link.source[1:]), int(link.target[1:]), link.weight) for link in scene.links
    )
    load = {int(node.id[1:]): node.load for node in scene.nodes}
    if not load:
        return []
    found = nx.community.louvain_communities(graph, seed=SEED)
    groups = [sorted(group, key=lambda agency: (-load[agency], agency)) for group in found]
    return sorted(groups, key=lambda group: (-sum(load[agency] for agency in group), group[0]))
