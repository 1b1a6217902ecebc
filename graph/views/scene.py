"""Which nodes and links a picture shows: the coordination of agencies, or the knowledge graph itself."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from graph.model import Role
from graph.network import Incidence

READABLE_AGENCIES = 40
"""Above this many agencies a picture of all pairs is a tangle, and only significant ones are drawn."""


class Network(StrEnum):
    """What is drawn: agencies joined by shared measures, or every node and edge of the graph."""

    COORDINATION = "coordination"
    KNOWLEDGE = "knowledge"


@dataclass(frozen=True, slots=True)
class Node:
    """A node: `id` is its letter and place in the graph (a3, m12, z0, c5), `load` its measures' number."""

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


def coordination(incidence: Incidence, *, pairs: Collection[tuple[int, int]] | None = None) -> Scene:
    """Draw agencies, joined where they share a measure.

    Parameters
    ----------
    incidence : Incidence
    pairs : collection of (int, int), optional
        The pairs of agencies to draw, the smaller place first; agencies in none of them are left out. Without
        it, all pairs that share a measure.
    """
    loads: Counter[int] = Counter()
    shared: Counter[tuple[int, int]] = Counter()
    directed: Counter[tuple[int, int]] = Counter()
    for duties in incidence.duties_of_measure:
        agencies = sorted({duty.agency for duty in duties})
        loads.update(agencies)
        shared.update(combinations(agencies, 2))
        leads = {duty.agency for duty in duties if duty.role is Role.LEADS}
        directed.update((lead, other) for lead in leads for other in agencies if other not in leads)
    drawn = sorted(pair for pair in shared if pairs is None or pair in pairs)
    shown = sorted(loads if pairs is None else {agency for pair in drawn for agency in pair})
    return Scene(
        network=Network.COORDINATION,
        nodes=tuple(Node(f"a{agency}", incidence.agencies.label[agency], loads[agency]) for agency in shown),
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


def readable(incidence: Incidence, level: float, *, among: Incidence | None = None) -> tuple[Scene, float]:
    """Draw all pairs of few agencies, and of many only the significant ones, if there are any.

    Returns
    -------
    scene : Scene
    level : float
        The level that the pairs were chosen by; 0 where all are drawn.
    """
    if len(incidence.agencies) > READABLE_AGENCIES:
        pairs = significant_pairs(incidence, level, among=among)
        if pairs:
            return coordination(incidence, pairs=pairs), level
    return coordination(incidence), 0.0


def significant_pairs(
    incidence: Incidence, level: float, *, among: Incidence | None = None
) -> set[tuple[int, int]]:
    """The pairs of agencies of `incidence` that share more measures than chance has it.

    Parameters
    ----------
    incidence : Incidence
    level : float
        Of the false discovery rate, 0 to 1; see `graph.analysis.overlap.overlap`.
    among : Incidence, optional
        The whole that chance is judged by, where `incidence` is a part of it.
    """
    from graph.analysis.overlap import overlap

    place = incidence.agencies.place
    frame = overlap(among or incidence, "agencies", apart_below=0.0)
    kept = frame[(frame["q"] < level) & (frame["sign"] > 0)]
    ends = zip(kept["first_key"].map(place.get), kept["second_key"].map(place.get), strict=True)
    known = [(int(one), int(other)) for one, other in ends if one == one and other == other]
    return {(min(pair), max(pair)) for pair in known}


def knowledge(incidence: Incidence) -> Scene:
    """Draw measures with the agencies that have a duty in them and the zones and chains that they act on."""
    loads: Counter[str] = Counter()
    for letter, records in (("a", incidence.agencies), ("z", incidence.zones), ("c", incidence.chains)):
        loads.update({f"{letter}{place}": 0 for place in range(len(records))})
    links: list[Link] = []
    for clause, duties in enumerate(incidence.duties_of_measure):
        measure = f"m{clause}"
        loads[measure] = 0
        joined: dict[tuple[str, str], None] = {}
        for duty in duties:
            joined[f"a{duty.agency}", str(duty.role)] = None
        links.extend(Link(agency, measure, role) for agency, role in joined)
        targets = [f"z{zone}" for zone in incidence.zones_of_measure[clause]]
        targets += [f"c{chain}" for chain in incidence.chains_of_measure[clause]]
        links.extend(Link(measure, target, "targets") for target in targets)
        loads.update({agency for agency, _ in joined} | set(targets))
    committees, focuses = incidence.committees, incidence.focuses
    links += [
        Link(f"a{agency}", f"z{zone}", "administers")
        for agency, zone in zip(committees.agency.tolist(), committees.zone.tolist(), strict=True)
    ]
    links += [
        Link(f"z{zone}", f"c{chain}", "focuses")
        for zone, chain in dict.fromkeys(zip(focuses.zone.tolist(), focuses.chain.tolist(), strict=True))
    ]
    nodes = (
        Node(node, _label(incidence, node), loads[node])
        for node in sorted(loads, key=lambda node: (node[0], int(node[1:])))
    )
    return Scene(network=Network.KNOWLEDGE, nodes=tuple(nodes), links=tuple(links))


def _label(incidence: Incidence, node: str) -> str:
    place = int(node[1:])
    match node[0]:
        case "a":
            return str(incidence.agencies.label[place])
        case "z":
            return str(incidence.zones.label[place])
        case "c":
            return str(incidence.chains.name[place])
        case _:
            return str(incidence.measures.path[place])
