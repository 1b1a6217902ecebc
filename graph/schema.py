"""The fixed list of node labels, edge types and their properties; every store and query keeps to it."""

from dataclasses import dataclass
from typing import Literal

PropertyType = Literal["string", "integer", "number", "boolean", "date", "strings", "dates"]


@dataclass(frozen=True, slots=True)
class NodeType:
    """A node label, its key property first among its properties."""

    label: str
    properties: dict[str, PropertyType]


@dataclass(frozen=True, slots=True)
class EdgeType:
    """An edge type, the pairs of labels it joins, and its properties."""

    name: str
    ends: tuple[tuple[str, str], ...]
    properties: dict[str, PropertyType]


NODES: tuple[NodeType, ...] = (
    NodeType(
        "Department",
        {
            "key": "string",
            "name": "string",
            "jurisdiction": "string",
            "level": "string",
            "kind": "string",
            "line": "string",
            "collective": "boolean",
            "aliases": "strings",
        },
    ),
    NodeType(
        "Zone",
        {"key": "string", "name": "string", "jurisdiction": "string", "kind": "string", "level": "string"},
    ),
    NodeType(
        "IndustryChain",
        {"key": "string", "name": "string", "aliases": "strings", "gb": "strings", "sei": "strings"},
    ),
    NodeType(
        "IndustryClass",
        {"key": "string", "standard": "string", "code": "string", "name": "string", "level": "integer"},
    ),
    NodeType(
        "Measure",
        {
            "key": "string",
            "plan": "string",
            "path": "string",
            "ordinal": "integer",
            "position": "integer",
            "heading": "string",
            "scope": "string",
            "text": "string",
            "words": "string",
            "start": "integer",
            "end": "integer",
            "duty": "string",
            "duty_start": "integer",
            "duty_end": "integer",
            "deadlines": "strings",
            "due": "dates",
            "first_due": "date",
            "last_due": "date",
            "persons": "strings",
        },
    ),
    NodeType(
        "Plan",
        {
            "key": "string",
            "title": "string",
            "jurisdiction": "string",
            "issuer": "string",
            "document_number": "string",
            "date": "date",
            "source": "string",
            "document": "integer",
            "sha256": "string",
            "facts": "string",
            "measures": "integer",
            "annotations": "integer",
            "diagnostics": "integer",
            "conventions": "strings",
            "citations": "strings",
        },
    ),
    NodeType(
        "Goal",
        {
            "key": "string",
            "indicator": "string",
            "value": "string",
            "unit": "string",
            "comparator": "string",
            "deadline": "string",
            "number": "number",
            "number_to": "number",
            "number_unit": "string",
            "due": "date",
        },
    ),
)

_EVIDENCE: dict[str, PropertyType] = {"evidence": "string", "start": "integer", "end": "integer"}
_DUTY: dict[str, PropertyType] = {
    "position": "integer",
    "basis": "string",
    "agency": "string",
    "open": "boolean",
    **_EVIDENCE,
}
_DUTY_ENDS = (("Department", "Measure"),)

EDGES: tuple[EdgeType, ...] = (
    EdgeType("LEADS", _DUTY_ENDS, _DUTY),
    EdgeType("SUPPORTS", _DUTY_ENDS, _DUTY),
    EdgeType("RESPONSIBLE_FOR", _DUTY_ENDS, _DUTY),
    EdgeType("TARGETS", (("Measure", "Zone"), ("Measure", "IndustryChain"), ("Measure", "Goal")), _EVIDENCE),
    EdgeType("PART_OF", (("Measure", "Measure"), ("Measure", "Plan"), ("Zone", "Zone")), {}),
    EdgeType("ADMINISTERS", (("Department", "Zone"),), {}),
    EdgeType("BROADER", (("IndustryChain", "IndustryClass"), ("IndustryClass", "IndustryClass")), {}),
    EdgeType("FOCUSES_ON", (("Zone", "IndustryChain"),), {"manner": "string", "plan": "string", **_EVIDENCE}),
    EdgeType("CITES", (("Plan", "Plan"),), {"evidence": "string"}),
)
