"""Which nodes and links a picture shows: the coordination of agencies, or the knowledge graph itself."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy import sparse

from graph.analysis.projection import as_csr, engagement
from graph.model import InputError, Role
from graph.network import Incidence
from graph.views.excerpts import WHOLE_UP_TO, is_large

READABLE_AGENCIES = 40
READABLE_LINKS = 150
"""Above so many agencies and pairs a picture of all pairs is a tangle, and only some are drawn at first."""
SMOOTH_LINKS = 6_000
"""With more links than these a page is slow; pairs that are not drawn at first are then left out of it."""
SUMMARY_AGENCIES = 300
SUMMARY_LINKS = 2_000
"""What a page has of a graph of which it holds no more than excerpts."""
SIGNIFICANT, STRONGEST, OTHER = range(3)
"""Ranks of links."""


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
    for without leading, `backward` those that the target leads. Its `rank` is SIGNIFICANT where more measures are
    shared than chance has it, and where all links are drawn at first; STRONGEST for the first tie of an agency that
    leads; OTHER for what is drawn when somebody asks for it.
    """

    source: str
    target: str
    kind: str
    weight: int = 1
    forward: int = 0
    backward: int = 0
    rank: int = SIGNIFICANT


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What is in a picture.

    `left_out` counts the pairs of agencies that share measures and are not in it, `agencies_left_out` the agencies.
    """

    network: Network
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    left_out: int = 0
    agencies_left_out: int = 0

    @property
    def asked_for(self) -> int:
        """Number of links that are drawn when somebody asks for them."""
        return sum(link.rank == OTHER for link in self.links)


def coordination(
    incidence: Incidence,
    *,
    significant: Collection[tuple[int, int]] | None = None,
    most: int = SMOOTH_LINKS,
    busiest: int | None = None,
) -> Scene:
    """Draw agencies, joined where they share a measure.

    Parameters
    ----------
    incidence : Incidence
    significant : collection of (int, int), optional
        The pairs of agencies that share more measures than chance has it, the smaller place first: these are drawn at
        first, and the strongest tie of every agency that leads. Without it, all pairs are.
    most : int
        Of more pairs than these only those drawn at first are in the picture, where some are chosen.
    busiest : int, optional
        So many agencies are in the picture, those with most measures, and `most` of their pairs: what is drawn at
        first before others, those that share most measures before others. Without it, all agencies are.
    """
    part, leads = engagement(incidence), engagement(incidence, roles=(Role.LEADS,))
    loads = np.asarray(part.sum(axis=1)).astype(np.int64)
    drawn_agencies = np.flatnonzero(loads)
    if busiest is not None:
        drawn_agencies = np.sort(np.lexsort((np.arange(len(loads)), -loads))[:busiest])
        drawn_agencies = drawn_agencies[loads[drawn_agencies] > 0]
    pairs = sparse.triu(part @ part.T, k=1).tocoo()
    source, target = (ends.astype(np.int64) for ends in pairs.coords)
    shared = dict(zip(zip(source.tolist(), target.tolist(), strict=True), pairs.data.tolist(), strict=True))
    led = as_csr(leads @ (part - leads).T)
    rank = dict.fromkeys(shared, SIGNIFICANT if significant is None else OTHER)
    if significant is not None:
        leading = set(np.flatnonzero(np.diff(led.indptr)).tolist())
        rank |= dict.fromkeys(_strongest(shared, leading), STRONGEST)
        rank |= {pair: SIGNIFICANT for pair in significant if pair in shared}
    drawn = sorted(pair for pair in shared if len(shared) <= most or rank[pair] != OTHER)
    if busiest is not None:
        there = set(drawn_agencies.tolist())
        among = [pair for pair in shared if there.issuperset(pair)]
        drawn = sorted(sorted(among, key=lambda pair: (rank[pair], -shared[pair], pair))[:most])
    return Scene(
        network=Network.COORDINATION,
        nodes=tuple(
            Node(f"a{agency}", str(incidence.agencies.label[agency]), int(loads[agency]))
            for agency in drawn_agencies.tolist()
        ),
        links=tuple(
            Link(
                f"a{one}",
                f"a{other}",
                "shares",
                int(shared[one, other]),
                int(led[one, other]),
                int(led[other, one]),
                rank[one, other],
            )
            for one, other in drawn
        ),
        left_out=len(shared) - len(drawn),
        agencies_left_out=int(np.count_nonzero(loads)) - len(drawn_agencies),
    )


def _strongest(shared: Mapping[tuple[int, int], float], leading: set[int]) -> set[tuple[int, int]]:
    """The pair with most measures of each agency that leads."""
    best: dict[int, tuple[int, int]] = {}
    for pair in sorted(shared):
        for agency in leading.intersection(pair):
            if agency not in best or shared[pair] > shared[best[agency]]:
                best[agency] = pair
    return set(best.values())


def readable(incidence: Incidence, level: float, *, among: Incidence | None = None) -> tuple[Scene, float]:
    """Draw all pairs of few agencies; of many, at first only significant ones and the strongest of who leads.

    Returns
    -------
    scene : Scene
    level : float
        The level that the pairs were chosen by; 0 where all are drawn at first.
    """
    if is_large(incidence):
        return summary_of(incidence, significant_pairs(incidence, level, among=among)), level
    everything = coordination(incidence)
    if len(everything.nodes) <= READABLE_AGENCIES or len(everything.links) <= READABLE_LINKS:
        return everything, 0.0
    return coordination(incidence, significant=significant_pairs(incidence, level, among=among)), level


def summary_of(incidence: Incidence, significant: Collection[tuple[int, int]] | None = None) -> Scene:
    """Draw the busiest agencies of a graph whose clauses are too many for a page."""
    return coordination(incidence, significant=significant, most=SUMMARY_LINKS, busiest=SUMMARY_AGENCIES)


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
    """Draw measures with the agencies that have a duty in them and the zones and chains that they act on.

    Raises
    ------
    InputError
        If there are more measures than a page can hold.
    """
    if is_large(incidence):
        raise InputError(
            f"{len(incidence.measures):,} measures are too many for one picture (at most {WHOLE_UP_TO:,}); choose "
            "some with --plan, --jurisdiction, --around, --chain or --zone"
        )
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
