"""networkx graphs as exports write them: nodes by id with a label, every value a text, a number or a truth."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from graph.analysis.projection import NetworkKind, network
from graph.exports.attributes import Attributes
from graph.exports.parts import Part, Whole
from graph.network import Incidence

if TYPE_CHECKING:
    import networkx as nx

Content = Literal["whole", "coordination", "lead-support", "duties"]

# What XML cannot hold, whatever it is escaped as.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Gephi and networkx take `start` and `end` for times.
_RENAMED = {"start": "start_offset", "end": "end_offset"}
_CAPTIONS = ("name", "title", "heading", "indicator")


def whole_graph(whole: Whole) -> "nx.MultiDiGraph":
    """Every node and edge: ids are label and key, `node` is the label, `edge` the type, the rest the properties."""
    import networkx as nx

    graph = nx.MultiDiGraph()
    for part in whole.nodes:
        for row in part.rows:
            values = _values(part, row, first=0)
            caption = next((values[name] for name in _CAPTIONS if values.get(name)), row[0])
            graph.add_node(_id(part.name, row[0]), label=caption, node=part.name, **values)
    for part in whole.edges:
        if part.join is None:
            continue
        for row in part.rows:
            source, target = _id(part.join.start, row[0]), _id(part.join.end, row[1])
            values = _values(part, row, first=2)
            graph.add_edge(source, target, label=part.join.type, edge=part.join.type, **values)
    return graph


def network_graph(
    incidence: Incidence, kind: NetworkKind, attributes: Mapping[str, Attributes]
) -> "nx.Graph | nx.DiGraph":
    """A network of agencies by their keys, with their attributes; ties weigh the measures shared.

    In "duties" the measures are nodes too, with `path`, `plan` and `due`; `node` tells the two kinds apart.
    """
    import networkx as nx

    graph = network(incidence, kind=kind).to_networkx()
    for key, label in zip(incidence.agencies.key, incidence.agencies.label, strict=True):
        described = _plain({"label": label, "node": "Department", **attributes.get(key, {})})
        graph.nodes[key].update(described)
    if kind == "duties":
        measures, plans = incidence.measures, incidence.plans
        for place, key in enumerate(measures.key):
            described = {
                "label": measures.heading[place] or measures.path[place],
                "node": "Measure",
                "path": measures.path[place],
                "plan": plans.title[measures.plan[place]],
                "due": measures.due[place],
            }
            graph.nodes[key].update(_plain(described))
    for values in graph.nodes.values():
        values["name"] = _text(values["name"])
    return nx.relabel_nodes(graph, {key: _text(key) for key in graph})


def _id(label: str, key: str) -> str:
    return _text(f"{label}:{key}")


def _values(part: Part, row: tuple[Any, ...], *, first: int) -> Attributes:
    names = list(part.columns)[first:]
    return _plain(dict(zip(names, row[first:], strict=True)))


def _plain(values: Mapping[str, Any]) -> Attributes:
    return {
        _RENAMED.get(name, name): _text("、".join(value))
        if isinstance(value, list | tuple)
        else _text(value)
        if isinstance(value, str)
        else value
        for name, value in values.items()
        if value is not None
    }


def _text(value: str) -> str:
    return _NOT_XML.sub("\ufffd", value)
