"""Which nodes and links a picture shows: the coordination of agencies, or the knowledge graph itself."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from graph.model import Role
from graph.views.arrays import incidence_of
from graph.views.content import Content

READABLE_AGENCIES = 40
"""Above this many agencies a picture of all pairs is a tangle, and only significant ones are drawn."""


class Network(StrEnum):
    """What is drawn: agencies joined by shared measures, or every node and edge of the graph."""

    COORDINATION = "coordination"
    KNOWLEDGE = "knowledge"


@dataclass(frozen=True, slots=True)
class Node:
    """A node: `id` is its letter and place in the content (a3, m12, z0, c5), `load` its measures' number."""

    id: str
    label: str
    load: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link between two nodes.

    `kind` is a role, "targets", "administers", "focuses", or "shares" for two agencies with measures in
    common: there `weight` counts these, `forward` those that the source leads and the target supports or answers
    for without leading, `backward` those that the target leads.
    """

    source: str
    target: str
    kind: str
    weight: int = 1
    forward: int = 0
    backward: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What is drawn; `left_out` counts the pairs of agencies that share measures and are not."""

    network: Network
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    left_out: int = 0


def coordination(content: Content, *, pairs: Collection[tuple[int, int]] | None = None) -> Scene:
    """Draw agencies, joined where they share a measure.

    Parameters
    ----------
    content : Content
    pairs : collection of (int, int), optional
        The pairs of agencies to draw, the smaller place first; agencies in none of them are left out. Without
        it, all pairs that share a measure.
    """
    loads: Counter[int] = Counter()
    shared: Counter[tuple[int, int]] = Counter()
    directed: Counter[tuple[int, int]] = Counter()
    for duties in content.duties_of_clause:
        agencies = sorted({duty.agency for duty in duties})
        loads.update(agencies)
        shared.update(combinations(agencies, 2))
        leads = {duty.agency for duty in duties if duty.role is Role.LEADS}
        directed.update((lead, other) for lead in leads for other in agencies if other not in leads)
    drawn = sorted(pair for pair in shared if pairs is None or pair in pairs)
    shown = sorted(loads if pairs is None else {agency for pair in drawn for agency in pair})
    return Scene(
        network=Network.COORDINATION,
        nodes=tuple(Node(f"a{agency}", content.names[agency], loads[agency]) for agency in shown),
        links=tuple(
            Link(
                f"a{source}",
                f"a{target}",
                "shares",
                shared[source, target],
                directed[source, target],
                directed[target, source],
            )
            for source, target in drawn
        ),
        left_out=len(shared) - len(drawn),
    )


def readable(content: Content, level: float, *, among: Content | None = None) -> tuple[Scene, float]:
    """Draw all pairs of few agencies, and of many only the significant ones, if there are any.

    Returns
    -------
    scene : Scene
    level : float
        The level that the pairs were chosen by; 0 where all are drawn.
    """
    if len(content.agencies) > READABLE_AGENCIES:
        pairs = significant_pairs(content, level, among=among)
        if pairs:
            return coordination(content, pairs=pairs), level
    return coordination(content), 0.0


def significant_pairs(
    content: Content, level: float, *, among: Content | None = None
) -> set[tuple[int, int]]:
    """The pairs of agencies of `content` that share more measures than chance has it.

    Parameters
    ----------
    content : Content
    level : float
        Of the false discovery rate, 0 to 1; see `graph.analysis.overlap.overlap`.
    among : Content, optional
        The whole that chance is judged by, where `content` is a part of it.
    """
    from graph.analysis.overlap import overlap

    place = {agency.key: number for number, agency in enumerate(content.agencies)}
    frame = overlap(incidence_of(among or content), "agencies", apart_below=0.0)
    kept = frame[(frame["q"] < level) & (frame["sign"] > 0)]
    ends = zip(kept["first_key"].map(place.get), kept["second_key"].map(place.get), strict=True)
    known = [(int(one), int(other)) for one, other in ends if one == one and other == other]
    return {(min(pair), max(pair)) for pair in known}


def knowledge(content: Content) -> Scene:
    """Draw measures with the agencies that have a duty in them and the zones and chains that they act on."""
    loads: Counter[str] = Counter()
    for letter, records in (("a", content.agencies), ("z", content.zones), ("c", content.chains)):
        loads.update({f"{letter}{place}": 0 for place in range(len(records))})
    links: list[Link] = []
    for clause, duties in enumerate(content.duties_of_clause):
        measure = f"m{clause}"
        loads[measure] = 0
        joined: dict[tuple[str, str], None] = {}
        for duty in duties:
            joined[f"a{duty.agency}", str(duty.role)] = None
        links.extend(Link(agency, measure, role) for agency, role in joined)
        targets = [f"z{zone}" for zone in content.clauses[clause].zones]
        targets += [f"c{chain}" for chain in content.clauses[clause].chains]
        links.extend(Link(measure, target, "targets") for target in targets)
        loads.update({agency for agency, _ in joined} | set(targets))
    links += [Link(f"a{agency}", f"z{zone}", "administers") for agency, zone in content.administers]
    links += [
        Link(f"z{zone}", f"c{chain}", "focuses")
        for zone, chain in dict.fromkeys((zone, chain) for zone, chain, _ in content.focuses)
    ]
    nodes = (
        Node(node, _label(content, node), loads[node])
        for node in sorted(loads, key=lambda node: (node[0], int(node[1:])))
    )
    return Scene(network=Network.KNOWLEDGE, nodes=tuple(nodes), links=tuple(links))


def _label(content: Content, node: str) -> str:
    place = int(node[1:])
    match node[0]:
        case "a":
            return content.names[place]
        case "z":
            return content.zones[place].name
        case "c":
            return content.chains[place].name
        case _:
            return content.clauses[place].path
