"""The parts of the graph in memory: nodes and edges of one sort each, as arrays of equal length."""

from collections import Counter
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from graph.model import Basis, Role
from graph.network.texts import LongTexts
from graph.standards import EMERGING, GBT, IndustryClass, class_key, classes, classes_above

Strings = NDArray[np.object_]
Lists = NDArray[np.object_]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

ROLES = tuple(Role)
"""The role that each code in `Duties.role` stands for."""
BASES = tuple(Basis)
"""The basis that each code in `Duties.basis` stands for."""
MENTIONED = ("agencies", "zones", "chains", "goals")
"""The nodes that each code in `Mentions.kind` stands for."""


_NATIONWIDE = "全国"
_LEVEL = "省市州盟县区旗"
"""What a place's name ends in, and names of bodies leave out (青岚高新区管委会 of 青岚市)."""


def labels(names: Strings, places: Strings) -> Strings:
    """Names with their places, where several places of one rank are there (two cities, but no city with its county).

    Bodies of the whole country and names that say their place by themselves need none; two of one name always do.

    Examples
    --------
    >>> names = np.array(["市科技局", "青岚高新区管委会", "市科技局", "财政部"], dtype=object)
    >>> labels(names, np.array(["临江市", "青岚市", "青岚市", "全国"], dtype=object)).tolist()
    ['市科技局（临江市）', '青岚高新区管委会', '市科技局（青岚市）', '财政部']
    """
    shared = Counter(names)
    ranks = Counter(map(_rank, {*places} - {"", _NATIONWIDE}))
    return np.array(
        [
            f"{name}（{place or '?'}）"
            if shared[name] > 1 or (ranks[_rank(place)] > 1 and not _says(name, place))
            else name
            for name, place in zip(names, places, strict=True)
        ],
        dtype=np.object_,
    )


def _rank(place: str) -> int:
    """0 for provinces, 1 for cities, 2 for counties, 3 where it is not known."""
    if place.endswith(("省", "自治区")):
        return 0
    return 1 if place.endswith(("市", "州", "盟", "地区")) else 2 if place else 3


def _says(name: str, place: str) -> bool:
    return place == _NATIONWIDE or (len(place) > 1 and place.rstrip(_LEVEL) in name)


@dataclass(frozen=True, kw_only=True, eq=False)
class PropertyArrays:
    """Arrays of one length, one a property."""

    def __len__(self) -> int:
        return len(getattr(self, fields(self)[0].name))

    def take(self, places: Ints) -> Self:
        """The same columns with these rows alone, in this order."""
        return replace(self, **{field.name: getattr(self, field.name)[places] for field in fields(self)})


@dataclass(frozen=True, kw_only=True, eq=False)
class Nodes(PropertyArrays):
    """Nodes with a key each."""

    key: Strings

    @cached_property
    def place(self) -> dict[str, int]:
        """The row of each key."""
        return {key: number for number, key in enumerate(self.key)}


@dataclass(frozen=True, kw_only=True, eq=False)
class Agencies(Nodes):
    """The departments, sorted by key. `aliases` holds a tuple of names each."""

    name: Strings
    jurisdiction: Strings
    level: Strings
    kind: Strings
    line: Strings
    collective: Bools
    aliases: Lists

    @cached_property
    def label(self) -> Strings:
        """What each is called wherever agencies are listed; see `labels`."""
        return labels(self.name, self.jurisdiction)


@dataclass(frozen=True, kw_only=True, eq=False)
class Plans(Nodes):
    """The plans, sorted by key; `diagnostics` counts what their readers should look at."""

    title: Strings
    jurisdiction: Strings
    issuer: Strings
    document_number: Strings
    date: Strings
    diagnostics: Ints


@dataclass(frozen=True, kw_only=True, eq=False)
class Measures(Nodes):
    """The measures in the order of their plans and, within one, of its text.

    `plan` is a place in `Plans`; `deadlines` (as written), `due` (ISO dates) and `persons` hold tuples of
    text; `duty` is the annotation and `text` what it covers: from `duty_start` to `duty_end`, and from `start` on, in
    the plan as it was read.
    """

    plan: Ints
    path: Strings
    heading: Strings
    scope: Strings
    text: LongTexts
    start: Ints
    duty: LongTexts
    duty_start: Ints
    duty_end: Ints
    deadlines: Lists
    due: Lists
    persons: Lists


@dataclass(frozen=True, kw_only=True, eq=False)
class Zones(Nodes):
    """The zones, sorted by key."""

    name: Strings
    jurisdiction: Strings
    kind: Strings
    level: Strings

    @cached_property
    def label(self) -> Strings:
        """What each is called wherever zones are listed; see `labels`."""
        return labels(self.name, self.jurisdiction)


@dataclass(frozen=True, kw_only=True, eq=False)
class Chains(Nodes):
    """The industry chains, sorted by key; `aliases`, `gb` and `sei` (codes of their classes) hold tuples."""

    name: Strings
    aliases: Lists
    gb: Lists
    sei: Lists

    @cached_property
    def classes(self) -> list[tuple[IndustryClass, ...]]:
        """The classes that each stands in; a code that somebody wrote and no standard has counts for nothing."""
        known = classes()
        keys = (
            [*(class_key(GBT, code) for code in gb), *(class_key(EMERGING, code) for code in sei)]
            for gb, sei in zip(self.gb, self.sei, strict=True)
        )
        return [tuple(known[key] for key in mine if key in known) for mine in keys]

    @cached_property
    def lineage(self) -> list[frozenset[IndustryClass]]:
        """The classes that each stands in or below."""
        return [
            frozenset(above for one in mine for above in (one, *classes_above(one))) for mine in self.classes
        ]


@dataclass(frozen=True, kw_only=True, eq=False)
class Goals(Nodes):
    """The numeric targets, sorted by key."""

    indicator: Strings
    comparator: Strings
    value: Strings
    unit: Strings

    @cached_property
    def label(self) -> list[str]:
        """What each aims at, in words."""
        columns = (self.indicator, self.comparator, self.value, self.unit)
        return [f"{what} {how}{value}{unit}".strip() for what, how, value, unit in zip(*columns, strict=True)]


@dataclass(frozen=True, kw_only=True, eq=False)
class Duties(PropertyArrays):
    """Who has which role in which measure, sorted by agency, measure, role and basis, each once.

    `agency` and `measure` are places in `Agencies` and `Measures`, `role` in `ROLES`, `basis` in `BASES`;
    `position` counts from 1 in the list of the role, `open` says that the list ends in 等.
    """

    agency: Ints
    measure: Ints
    role: Ints
    basis: Ints
    position: Ints
    open: Bools


@dataclass(frozen=True, kw_only=True, eq=False)
class Targets(PropertyArrays):
    """Which measure acts on which zone, chain or goal, sorted, each pair once."""

    measure: Ints
    target: Ints


@dataclass(frozen=True, kw_only=True, eq=False)
class Mentions(PropertyArrays):
    """Where the text of a measure names a node, sorted by measure and place in the text.

    `kind` is a place in `MENTIONED` and `node` one in these nodes, -1 where a selection left the node out; `evidence`
    stands from `start` to `end` in the plan as it was read.
    """

    measure: Ints
    kind: Ints
    node: Ints
    evidence: LongTexts
    start: Ints
    end: Ints


@dataclass(frozen=True, kw_only=True, eq=False)
class Committees(PropertyArrays):
    """Which agency is the committee of which zone, sorted."""

    agency: Ints
    zone: Ints


@dataclass(frozen=True, kw_only=True, eq=False)
class Focuses(PropertyArrays):
    """Which zone is said to focus on which chain, and as what (首位产业), sorted."""

    zone: Ints
    chain: Ints
    manner: Strings
