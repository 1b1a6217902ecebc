"""The page of `qiantou draw`: a network that pyvis draws, with the clauses behind every node and link."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from graph.model import Role
from graph.network import Incidence
from graph.views.excerpts import Excerpts
from graph.views.layout import FONT_SIZE, positions, radius
from graph.views.page import asset, render
from graph.views.page_data import group_of, page_data, totals_of
from graph.views.scene import Link, Network, Node, Scene
from graph.words import HTML_LANGUAGE, words

_FONTS = '"Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei", sans-serif'
_VIS_NETWORK = "templates/lib/vis-9.1.2/vis-network.min.js"

AGENCY_COLOURS = {
    "department": "#2f5f8f",
    "government": "#8c3a32",
    "party": "#b5533c",
    "public": "#7c5a8c",
    "zone": "#2f7d6b",
    "vertical": "#8a6d2b",
    "enterprise": "#5f6caf",
    "office": "#4f7f9e",
    "collective": "#8b939c",
    "unknown": "#6b7680",
}
_SHAPES = {"a": "dot", "m": "square", "z": "triangle", "c": "diamond"}
_COLOURS = {"m": "#b9c2cc", "z": "#2a9d74", "c": "#c8862a"}
_TYPES = {"m": "measure", "z": "zone", "c": "chain"}
_LINKS = {
    "shares": ("#8794a3", 0.4, False),
    "directed": ("#2f5f8f", 0.6, False),
    "leads": ("#9c2f2f", 0.7, False),
    "supports": ("#2f5f8f", 0.5, False),
    "responsible": ("#5b6470", 0.5, False),
    "targets": ("#c8862a", 0.6, True),
    "administers": ("#2f7d6b", 0.9, False),
    "focuses": ("#c8862a", 0.9, False),
}


def network_page(
    incidence: Incidence,
    scene: Scene,
    *,
    language: str = "zh",
    title: str = "",
    level: float = 0.0,
    centre: str = "",
) -> str:
    """Draw a scene as one self-contained HTML page.

    Parameters
    ----------
    incidence : Incidence
        What the scene was made of.
    scene : Scene
    language : {"zh", "en"}
    title : str, optional
        Stands above the picture; what is drawn, without it.
    level : float, optional
        The false discovery rate that the pairs drawn at first were chosen by; 0 where all are.
    centre : str, optional
        The id of the node whose clauses are open at first.

    Returns
    -------
    str
        The page, the same for the same arguments.
    """
    say = words(language)
    network = nodes_and_links(scene, incidence)
    excerpts = Excerpts(incidence)
    totals = totals_of(incidence, scene, excerpts) if excerpts.partial else None
    reading = [say[f"{scene.network}_reading"]]
    if level:
        reading.append(say["significant_only"].format(level=level, count=scene.asked_for))
    if scene.left_out:
        reading.append(say["left_out"].format(count=scene.left_out))
    if excerpts.partial:
        reading.append(say["excerpts_only"])
    if scene.agencies_left_out:
        reading.append(say["agencies_left_out"].format(count=scene.agencies_left_out))
    return render(
        "network.html",
        scripts=[vis_network(), asset("clauses.js"), asset("network.js")],
        styles=[asset("base.css"), asset("network.css")],
        data=lambda: {
            "network": str(scene.network),
            "words": say,
            **page_data(incidence, language, excerpts, drawn={node.id for node in scene.nodes}),
            **({"totals": totals} if totals else {}),
            "nodes": network.nodes,
            "edges": network.edges,
            "options": network.options,
            "centre": centre,
            "communities": _communities(incidence, scene),
        },
        language=HTML_LANGUAGE[language],
        title=title or say[f"{scene.network}_title"],
        reading=("" if language == "zh" else " ").join(reading),
        words=say,
        scene=scene,
        legend=legend_of(scene, incidence, say),
        choices=_choices(incidence, scene, excerpts),
        partial=excerpts.partial,
        heaviest=_heaviest(scene),
        chosen=bool(level),
    )


def _communities(incidence: Incidence, scene: Scene) -> list[int]:
    """The community of each agency, to be coloured by; none in a picture of everything."""
    if scene.network is not Network.COORDINATION or not len(incidence.agencies):
        return []
    from graph.analysis.communities import communities
    from graph.analysis.projection import network

    found: list[int] = communities(network(incidence)).community.tolist()
    return found


@cache
def vis_network() -> str:
    """The script of vis-network, as pyvis ships it (Apache 2.0 or MIT)."""
    return (files("pyvis") / _VIS_NETWORK).read_text(encoding="utf-8")


def nodes_and_links(scene: Scene, incidence: Incidence) -> Any:
    """A network of pyvis: what its page and its picture draw, at its place and with its look."""
    from pyvis.edge import Edge
    from pyvis.network import Network as PyvisNetwork
    from pyvis.node import Node as PyvisNode

    # Its own template asks hosts for styles, and its add_node and add_edge search a list for every item.
    network = PyvisNetwork(directed=True)
    place = positions(scene)
    heaviest = max((node.load for node in scene.nodes), default=0)
    for node in scene.nodes:
        x, y = place[node.id]
        network.nodes.append(
            PyvisNode(
                node.id,
                _SHAPES[node.id[0]],
                node.label,
                x=x,
                y=y,
                size=6 if node.id[0] == "m" else radius(node.load, heaviest),
                color=_node_colour(node, incidence),
            ).options
        )
    most = max((link.weight for link in scene.links), default=1)
    for link in scene.links:
        network.edges.append(Edge(link.source, link.target, True, **_edge_look(link, most)).options)
    network.options = _options(scene)
    return network


def _node_colour(node: Node, incidence: Incidence) -> dict[str, Any]:
    colour = (
        AGENCY_COLOURS[group_of(incidence, int(node.id[1:]))] if node.id[0] == "a" else _COLOURS[node.id[0]]
    )
    lit = {"background": colour, "border": "#1d2733"}
    return {"background": colour, "border": "#ffffff", "highlight": lit, "hover": lit}


def _edge_look(link: Link, most: int) -> dict[str, Any]:
    shares = link.kind == "shares"
    directed = shares and (link.forward or link.backward)
    colour, opacity, dashed = _LINKS["directed" if directed else link.kind]
    return {
        "id": f"{link.source}-{link.target}" if shares else f"{link.source}-{link.target}-{link.kind}",
        "kind": link.kind,
        "rank": link.rank,
        "width": round(1 + 7 * link.weight / max(most, 8), 2) if shares else 1.5,
        "color": {"color": colour, "highlight": "#1d2733", "hover": "#1d2733", "opacity": opacity},
        "dashes": dashed,
        "arrows": {
            "to": {"enabled": bool(link.forward) if shares else True},
            "from": {"enabled": bool(link.backward)},
        },
    }


def _options(scene: Scene) -> dict[str, Any]:
    many = len(scene.links) > 1_500
    return {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False, "randomSeed": 1},
        "interaction": {
            "hover": True,
            "hideEdgesOnDrag": many,
            "hideEdgesOnZoom": many,
            "selectConnectedEdges": False,
            "keyboard": {"enabled": True, "bindToWindow": False},
        },
        "nodes": {
            "borderWidth": 1.5,
            "font": {
                "size": FONT_SIZE,
                "face": _FONTS,
                "color": "#1d2733",
                "strokeWidth": 3,
                "strokeColor": "#ffffff",
            },
            "scaling": {"label": {"drawThreshold": 8, "maxVisible": 18}},
        },
        "edges": {
            "smooth": False,
            "arrowStrikethrough": False,
            "arrows": {
                "to": {"scaleFactor": 0.45},
                "from": {"scaleFactor": 0.45},
            },
        },
    }


def _heaviest(scene: Scene) -> int:
    if scene.network is Network.COORDINATION:
        return max((link.weight for link in scene.links), default=1)
    return max((node.load for node in scene.nodes if node.id[0] == "a"), default=1)


def legend_of(scene: Scene, incidence: Incidence, say: dict[str, str]) -> list[dict[str, Any]]:
    """What the shapes and colours of a picture stand for."""
    drawn = {node.id for node in scene.nodes}
    groups = {group_of(incidence, int(node[1:])) for node in drawn if node[0] == "a"}
    entries: list[dict[str, Any]] = [
        {"shape": "dot", "colour": colour, "label": say[f"kind_{group}"]}
        for group, colour in AGENCY_COLOURS.items()
        if group in groups
    ]
    letters = {node[0] for node in drawn}
    entries += [
        {"shape": _SHAPES[letter], "colour": _COLOURS[letter], "label": say[name]}
        for letter, name in _TYPES.items()
        if letter in letters
    ]
    kinds = {link.kind for link in scene.links}
    kinds |= {"directed"} if any(link.forward or link.backward for link in scene.links) else set()
    entries += [
        {
            "shape": "line",
            "colour": colour,
            "dashed": dashed,
            "label": say[kind if kind in set(Role) else f"link_{kind}"],
        }
        for kind, (colour, _, dashed) in _LINKS.items()
        if kind in kinds
    ]
    return entries


def _choices(
    incidence: Incidence, scene: Scene, excerpts: Excerpts
) -> list[tuple[str, list[tuple[str, str]]]]:
    """What can be filtered by; in a page of excerpts only what agencies are."""

    def numbered(labels: Iterable[str]) -> list[tuple[str, str]]:
        return [(str(place), label) for place, label in enumerate(labels)]

    agencies = incidence.agencies
    there = [int(node.id[1:]) for node in scene.nodes] if excerpts.partial else range(len(agencies))
    lines = sorted({agencies.line[agency] for agency in there} - {""})
    places = sorted({agencies.jurisdiction[agency] for agency in there} - {""})
    of_agencies = {
        name: [(one, one) for one in named] for name, named in (("jurisdiction", places), ("line", lines))
    }
    if excerpts.partial:
        return [*of_agencies.items()]
    return [
        ("plan", numbered(incidence.plans.title)),
        ("jurisdiction", of_agencies["jurisdiction"]),
        ("zone", numbered(incidence.zones.label)),
        ("chain", numbered(incidence.chains.name)),
        ("line", of_agencies["line"]),
    ]
