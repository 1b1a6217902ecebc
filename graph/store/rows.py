"""The nodes and edges of plans as rows of the schema: what a store writes, whichever store it is."""

from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from itertools import pairwise
from typing import Any

from graph.model import (
    Department,
    IndustryChain,
    InputError,
    Role,
    Zone,
)
from graph.schema import EDGES, NODES
from graph.standards import EMERGING, GBT, class_key, classes, classes_above

Properties = dict[str, Any]
EdgeRow = tuple[Any, ...]
"""Key of the start, key of the end, then the properties in the order of the schema."""


@dataclass(frozen=True, slots=True, order=True)
class Join:
    """An edge type between two labels."""

    type: str
    start: str
    end: str


JOINS: dict[Join, tuple[str, ...]] = {
    Join(edge.name, start, end): tuple(edge.properties) for edge in EDGES for start, end in edge.ends
}
"""Every join of the schema, and the names of its properties."""

OWNED = (
    Join("ADMINISTERS", "Department", "Zone"),
    Join("PART_OF", "Zone", "Zone"),
    Join("BROADER", "IndustryChain", "IndustryClass"),
    Join("BROADER", "IndustryClass", "IndustryClass"),
)
"""Edges of no plan: each node has those that its newest mention says."""

DUTY_TYPES = {Role.LEADS: "LEADS", Role.SUPPORTS: "SUPPORTS", Role.RESPONSIBLE: "RESPONSIBLE_FOR"}

_FORM = repr((NODES, EDGES)).encode()
_UNKNOWN = ("", "unknown", False)


@dataclass(slots=True)
class Rows:
    """Node properties by label and key, and edge rows by join; a row that is given twice is held once."""

    nodes: dict[str, dict[str, Properties]] = field(
        default_factory=lambda: {node.label: {} for node in NODES}
    )
    edges: dict[Join, dict[EdgeRow, None]] = field(default_factory=lambda: {join: {} for join in JOINS})

    @property
    def plans(self) -> list[str]:
        """Keys of the plans, sorted."""
        return sorted(self.nodes["Plan"])

    def know_department(self, department: Department) -> None:
        """Add an agency, and the zone that it is the committee of."""
        self._know("Department", _department(department))
        if department.zone:
            zone = Zone(name=department.zone, jurisdiction=department.jurisdiction)
            self.know_zone(zone)
            self._join("ADMINISTERS", ("Department", department.key), ("Zone", zone.key))

    def know_chain(self, chain: IndustryChain) -> None:
        """Add an industry."""
        self._know("IndustryChain", _chain(chain))

    def know_zone(self, zone: Zone) -> None:
        """Add a zone, and those that it is a part of."""
        self._know("Zone", _zone(zone))
        if zone.part_of is not None:
            self.know_zone(zone.part_of)
            self._join("PART_OF", ("Zone", zone.key), ("Zone", zone.part_of.key))

    def place_chains(self) -> None:
        """Add the classes of the industries, up to the top of the standards.

        Raises
        ------
        InputError
            If a code is none of its standard.
        """
        for key, chain in self.nodes["IndustryChain"].items():
            for standard, codes in ((GBT, chain["gb"]), (EMERGING, chain["sei"])):
                for code in codes:
                    place = class_key(standard, code)
                    if place not in classes():
                        raise InputError(
                            f"the industry {key} has the code {code}, which is none of {standard}; "
                            "write its facts anew with `qiantou extract`"
                        )
                    self._join("BROADER", ("IndustryChain", key), ("IndustryClass", place))
                    self._know_class(place)

    def _know_class(self, key: str) -> None:
        one = classes()[key]
        for part, above in pairwise((one, *classes_above(one))):
            self._join("BROADER", ("IndustryClass", part.key), ("IndustryClass", above.key))
        for part in (one, *classes_above(one)):
            self.nodes["IndustryClass"][part.key] = {"key": part.key, **part._asdict(), "level": part.level}

    def _know(self, label: str, properties: Properties) -> None:
        known = self.nodes[label].get(properties["key"])
        if known != properties:
            self.nodes[label][properties["key"]] = merged(known, properties) if known else properties

    def _join(self, type: str, start: tuple[str, str], end: tuple[str, str], *properties: Any) -> None:
        row = (start[1], end[1], *properties)
        self.edges[_join(type, start[0], end[0])][row] = None


@cache
def _join(type: str, start: str, end: str) -> Join:
    return Join(type, start, end)


def merged(known: Properties, new: Properties) -> Properties:
    """What is known of a node, overridden by what a new mention knows of it."""
    return {
        name: value if name not in new or new[name] in _UNKNOWN else new[name]
        for name, value in known.items()
    }


def held_hash(content: str) -> str:
    """The hash of what is held of a plan with this content (see `content_hash`), and of the form in which it is held."""
    return sha256(_FORM + content.encode()).hexdigest()


def searchable(text: str) -> str:
    """A text as a search compares it: without white space, which breaks words over lines, in small letters."""
    return "".join(text.split()).lower()


def _department(department: Department) -> Properties:
    return {
        "key": department.key,
        "name": department.name,
        "jurisdiction": department.jurisdiction,
        "level": str(department.level),
        "kind": str(department.kind),
        "line": department.line,
        "collective": department.collective,
    }


def _zone(zone: Zone) -> Properties:
    return {
        "key": zone.key,
        "name": zone.name,
        "jurisdiction": zone.jurisdiction,
        "kind": zone.kind,
        "level": str(zone.level),
    }


def _chain(chain: IndustryChain) -> Properties:
    return {
        "key": chain.key,
        "name": chain.name,
        "aliases": list(chain.aliases),
        "gb": list(chain.gb),
        "sei": list(chain.sei),
    }
