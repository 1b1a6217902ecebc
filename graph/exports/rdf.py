"""The whole graph as RDF in Turtle: organisations by W3C ORG, plans, quotations and attribution by PROV.

Departments are `org:Organization`s and agents, plans `prov:Plan`s. A duty stands twice: as one triple of our own
vocabulary (`q:leads`), and as a `prov:Attribution` with its role and the characters it came from.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from graph.exports.parts import Part, Whole
from graph.model import InputError, Role
from graph.store.rows import DUTY_TYPES
from graph.words import words

if TYPE_CHECKING:
    from rdflib.term import Node

    Triple = tuple[Node, Node, Node]

BASE = "urn:qiantou:"
VOCABULARY = f"{BASE}vocabulary:"

_ROLES = {type: role for role, type in DUTY_TYPES.items()}
_CLASSES = {
    "Department": ("ORG.Organization", "PROV.Organization"),
    "Plan": ("PROV.Plan", "PROV.Entity"),
    "Measure": ("PROV.Entity",),
    "Zone": ("PROV.Location",),
    "IndustryChain": ("SKOS.Concept",),
    "IndustryClass": ("SKOS.Concept",),
    "Goal": (),
}
_PROPERTIES = {
    ("Department", "name"): "SKOS.prefLabel",
    ("Department", "aliases"): "SKOS.altLabel",
    ("Plan", "title"): "DCTERMS.title",
    ("Plan", "issuer"): "DCTERMS.publisher",
    ("Plan", "document_number"): "DCTERMS.identifier",
    ("Plan", "date"): "DCTERMS.issued",
    ("Measure", "heading"): "DCTERMS.title",
    ("Measure", "text"): "PROV.value",
    ("Zone", "name"): "RDFS.label",
    ("IndustryChain", "name"): "SKOS.prefLabel",
    ("IndustryChain", "aliases"): "SKOS.altLabel",
    ("IndustryClass", "name"): "SKOS.prefLabel",
    ("IndustryClass", "code"): "SKOS.notation",
    ("Goal", "indicator"): "RDFS.label",
}
_JOINS = {"BROADER": "SKOS.broader", "PART_OF": "DCTERMS.isPartOf", "CITES": "DCTERMS.references"}


def write_turtle(whole: Whole, out: Path) -> None:
    """Write the graph; the same graph gives the same bytes.

    Raises
    ------
    InputError
        If rdflib, which the extra `rdf` brings, is not installed.
    """
    try:
        from rdflib import Graph
        from rdflib.namespace import DCTERMS, ORG, PROV, SKOS
    except ImportError:
        raise InputError("Turtle needs rdflib: install qiantou[rdf]") from None

    graph = Graph()
    for prefix, namespace in (
        ("org", ORG),
        ("prov", PROV),
        ("dcterms", DCTERMS),
        ("skos", SKOS),
        ("q", VOCABULARY),
    ):
        graph.bind(prefix, namespace, replace=True)
    for triple in _triples(whole):
        graph.add(triple)
    graph.serialize(out, format="turtle", encoding="utf-8")


def _triples(whole: Whole) -> "Iterator[Triple]":
    from rdflib import RDF, SKOS, Literal
    from rdflib.namespace import ORG, PROV

    for role in Role:
        yield _own(f"role:{role}"), RDF.type, PROV.Role
        yield _own(f"role:{role}"), RDF.type, ORG.Role
        yield _own(f"role:{role}"), SKOS.prefLabel, Literal(words("zh")[role], lang="zh")
    for part in whole.nodes:
        for row in part.rows:
            yield from _node_triples(part, dict(zip(part.columns, row, strict=True)))
    for part in whole.edges:
        for row in part.rows:
            yield from _edge_triples(part, dict(zip(part.columns, row, strict=True)))


def _node_triples(part: Part, values: Mapping[str, Any]) -> "Iterator[Triple]":
    from rdflib import RDF, Literal
    from rdflib.namespace import PROV

    node = _node(part.name, values["key"])
    for name in (f"Q.{part.name}", *_CLASSES[part.name]):
        yield node, RDF.type, _term(name)
    for name, value in values.items():
        term = _term(_PROPERTIES.get((part.name, name), f"Q.{name}"))
        for one in value if isinstance(value, list | tuple) else (value,):
            if one not in (None, ""):
                yield node, term, Literal(one)
    if part.name == "Measure":
        yield node, PROV.wasQuotedFrom, _node("Plan", values["plan"])


def _edge_triples(part: Part, values: Mapping[str, Any]) -> "Iterator[Triple]":
    from rdflib import RDF, Literal
    from rdflib.namespace import PROV

    if part.join is None:
        return
    join = part.join
    start, end = _node(join.start, values["source"]), _node(join.end, values["target"])
    role = _ROLES.get(join.type)
    yield start, _term(_JOINS.get(join.type, f"Q.{role or join.type.lower()}")), end
    if role is None:
        return
    duty = _own(f"duty:{quote(values['target'])}#{role}-{values['basis']}-{quote(values['source'])}")
    yield end, PROV.qualifiedAttribution, duty
    yield end, PROV.wasAttributedTo, start
    yield duty, RDF.type, PROV.Attribution
    yield duty, PROV.agent, start
    yield duty, PROV.hadRole, _own(f"role:{role}")
    for name in ("basis", "position", "open", "agency", "evidence", "start", "end"):
        if values[name] not in (None, ""):
            yield duty, PROV.value if name == "evidence" else _term(f"Q.{name}"), Literal(values[name])


def _term(name: str) -> "Node":
    """A term of a vocabulary by its short name: `PROV.Plan`, or `Q.leads` of our own."""
    from rdflib import URIRef, namespace

    prefix, _, term = name.partition(".")
    return URIRef(VOCABULARY + term) if prefix == "Q" else getattr(namespace, prefix)[term]


def _own(path: str) -> "Node":
    from rdflib import URIRef

    return URIRef(BASE + path)


def _node(label: str, key: str) -> "Node":
    return _own(f"{label}:{quote(key)}")
