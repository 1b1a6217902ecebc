"""Where the nodes of a picture stand, with labels that do not cover each other."""

import unicodedata
from typing import TYPE_CHECKING, Any

from graph.views.scene import Scene

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

FONT_SIZE = 14
SEED = 20260101
_ASPECT = 1.35
_GAP = 8
_ROOM = 2.0
_KEEP_SHAPE_UP_TO = 8
_FORCES_UP_TO = 500
_ENERGY_UP_TO = 3_000
_NO_OVERLAP_UP_TO = 60
_PIVOTS = 50


def radius(load: int, heaviest: int) -> int:
    """A node's radius in pixels, its area growing with its load; 7 to 26."""
    return round(7 + 19 * (load / heaviest) ** 0.5) if heaviest else 9


def label_width(label: str, size: float = FONT_SIZE) -> float:
    """The width of a label in pixels: a full em for a wide character, six tenths for others."""
    wide = sum(unicodedata.east_asian_width(character) in "WFA" for character in label)
    return size * (wide + 0.6 * (len(label) - wide))


def positions(scene: Scene) -> dict[str, tuple[int, int]]:
    """Place a picture's nodes, in whole pixels around the middle.

    Every connected part is laid out by itself (by forces up to 500 nodes, a few rounds of an energy model
    up to 3,000, distances to pivots beyond) and the parts stand on shelves, the largest first. In a part of
    up to 60 nodes no box of a node with its label touches another; in larger ones overlaps are reduced. The
    same scene gives the same places.
    """
    import networkx as nx
    import numpy as np

    if not scene.nodes:
        return {}
    heaviest = max(node.load for node in scene.nodes)
    box_of = {}
    for node in scene.nodes:
        size = 2 * radius(node.load, heaviest)
        box_of[node.id] = (max(label_width(node.label), size) + _GAP, size + 1.5 * FONT_SIZE + _GAP)
    graph = nx.Graph()
    graph.add_nodes_from(box_of)
    for link in scene.links:
        graph.add_edge(link.source, link.target, weight=float(link.weight) ** 0.5)

    order = {node: place for place, node in enumerate(graph)}
    parts = [sorted(part, key=order.__getitem__) for part in nx.connected_components(graph)]
    parts.sort(key=lambda part: (-len(part), order[part[0]]))
    placed = []
    for part in parts:
        boxes = np.array([box_of[node] for node in part])
        place = _part(graph.subgraph(part), part, boxes)
        low, high = (place - boxes / 2).min(axis=0), (place + boxes / 2).max(axis=0)
        placed.append((place - low, high - low))
    corners = _shelves([size for _, size in placed])
    points = np.concatenate([place + corner for (place, _), corner in zip(placed, corners, strict=True)])
    points -= (points.min(axis=0) + points.max(axis=0)) / 2
    nodes = [node for part in parts for node in part]
    return {node: (round(float(x)), round(float(y))) for node, (x, y) in zip(nodes, points, strict=True)}


def _part(graph: Any, nodes: list[str], boxes: "Points") -> "Points":
    import numpy as np

    if len(nodes) == 1:
        return np.zeros((1, 2))
    place = _fill(_forces(graph, nodes))
    spread = np.sqrt(len(boxes) * np.prod(boxes.mean(axis=0)) * _ROOM)
    return _apart(place * np.array([spread * _ASPECT**0.5, spread / _ASPECT**0.5]), boxes)


def _forces(graph: Any, nodes: list[str]) -> "Points":
    import networkx as nx
    import numpy as np

    # A subgraph's own order of nodes is a set's; the layout and its start need one that does not change.
    ordered = nx.Graph()
    ordered.add_nodes_from(nodes)
    at = {node: place for place, node in enumerate(nodes)}
    ordered.add_edges_from(
        sorted(
            ((*sorted((u, v), key=at.__getitem__), data) for u, v, data in graph.edges(data=True)),
            key=lambda edge: (at[edge[0]], at[edge[1]]),
        )
    )
    size = len(nodes)
    if size > _ENERGY_UP_TO:
        return _pivots(ordered)
    start = dict(zip(nodes, _pivots(ordered), strict=True)) if size > _FORCES_UP_TO else None
    found = nx.spring_layout(
        ordered,
        pos=start,
        seed=SEED,
        k=1.6 / size**0.5,
        iterations=300 if size <= 100 else 80 if size <= _FORCES_UP_TO else 12,
        method="force" if size <= _FORCES_UP_TO else "energy",
    )
    return np.array([found[node] for node in nodes])


def _pivots(graph: Any) -> "Points":
    """Place nodes by their hop distances to a few pivots far from each other.

    References
    ----------
    U. Brandes, C. Pich: Eigensolver methods for progressive multidimensional scaling of large data, 2006.
    """
    import networkx as nx
    import numpy as np
    from scipy.sparse.csgraph import dijkstra

    links = nx.to_scipy_sparse_array(graph, weight=None)
    pivot, rows = 0, []
    nearest = np.full(len(graph), np.inf)
    for _ in range(min(len(graph), _PIVOTS)):
        rows.append(dijkstra(links, indices=pivot, unweighted=True))
        nearest = np.minimum(nearest, rows[-1])
        pivot = int(np.argmax(nearest))
    squares = np.array(rows).T ** 2
    centred = squares - squares.mean(axis=0) - squares.mean(axis=1, keepdims=True) + squares.mean()
    _, axes = np.linalg.eigh(centred.T @ centred)
    place = centred @ axes[:, [-1, -2]]
    # Leaves of one node coincide exactly; forces cannot part what stands in one point.
    noise = np.random.default_rng(SEED).normal(0, 0.02, place.shape)
    return np.asarray(place / max(float(np.abs(place).max()), 1e-9) + noise)


def _fill(place: "Points") -> "Points":
    """Turn the longer way across and spread it over a square of side 1 around the middle.

    In larger parts each axis is spread most of the way to even ranks: forces crowd the middle and leave the corners
    empty. Small parts keep their shape.
    """
    import numpy as np

    place = place - place.mean(axis=0)
    _, axes = np.linalg.eigh(place.T @ place)
    across = axes[:, 1] * (1 if axes[np.argmax(np.abs(axes[:, 1])), 1] > 0 else -1)
    place = np.stack([place @ across, place @ np.array([-across[1], across[0]])], axis=1)
    low, high = place.min(axis=0), place.max(axis=0)
    if len(place) <= _KEEP_SHAPE_UP_TO:
        return np.asarray((place - (low + high) / 2) / max(float((high - low).max()), 1e-9))
    unit = (place - low) / np.where(high > low, high - low, 1)
    ranks = np.argsort(np.argsort(place, axis=0, kind="stable"), axis=0, kind="stable") / (len(place) - 1)
    return np.asarray(0.35 * unit + 0.65 * ranks - 0.5)


def _apart(place: "Points", boxes: "Points") -> "Points":
    """Push overlapping boxes apart along the shorter way, widening the whole where that does not end."""
    import numpy as np
    from scipy.spatial import cKDTree

    largest = boxes.max(axis=0)
    few = len(place) <= _NO_OVERLAP_UP_TO
    for turn in range(5_000 if few else 60):
        near = cKDTree(place / largest).query_pairs(1.0, p=np.inf, output_type="ndarray")
        near = near[np.lexsort((near[:, 1], near[:, 0]))]
        left, right = near[:, 0], near[:, 1]
        apart = place[right] - place[left]
        overlap = (boxes[left] + boxes[right]) / 2 - np.abs(apart)
        touching = (overlap > 0).all(axis=1)
        if not touching.any():
            break
        left, right, apart, overlap = left[touching], right[touching], apart[touching], overlap[touching]
        axis = np.argmin(overlap, axis=1)
        rows = np.arange(len(left))
        push = np.zeros_like(apart)
        push[rows, axis] = np.where(apart[rows, axis] >= 0, 1.0, -1.0) * (overlap[rows, axis] / 2 + 1)
        place = place.copy()
        np.add.at(place, left, -push)
        np.add.at(place, right, push)
        if turn % 50 == 49:
            place = place * 1.05
    return place


def _shelves(sizes: "list[Points]") -> list[tuple[float, float]]:
    """The upper left corner of each part, in rows about as wide as the whole should be."""
    widest = max(float(width) for width, _ in sizes)
    wanted = max(widest, (sum(float(width * height) for width, height in sizes) * _ASPECT * 1.2) ** 0.5)
    corners: list[tuple[float, float]] = []
    x = y = tallest = 0.0
    for width, height in sizes:
        if x and x + float(width) > wanted:
            x, y, tallest = 0.0, y + tallest + 2 * _GAP, 0.0
        corners.append((x, y))
        x += float(width) + 2 * _GAP
        tallest = max(tallest, float(height))
    return corners
