"""Finding what a person means by a name: exact where there is one, else the only one that holds it."""

from collections.abc import Sequence

from graph import directory
from graph.model import InputError
from graph.views.content import Content, Target


class AmbiguousTargetError(InputError):
    """A name that several zones or chains answer to."""


def find_agency(content: Content, text: str) -> int:
    """The place of the agency that a text names; see `graph.directory.find_agency`, and its errors."""
    entries = [
        directory.Entry(agency.key, agency.name, agency.jurisdiction, agency.aliases)
        for agency in content.agencies
    ]
    found = directory.find_agency(entries, text)
    return entries.index(found)


def find_zone(content: Content, text: str) -> int:
    """The place of the zone with this key or name, or of the only one whose name holds it.

    Raises
    ------
    InputError
        If none does.
    AmbiguousTargetError
        If several do.
    """
    return _find("zone", content.zones, text)


def find_chain(content: Content, text: str) -> int:
    """The place of the industry chain; see `find_zone`."""
    return _find("chain", content.chains, text)


def _find(what: str, targets: Sequence[Target], text: str) -> int:
    exact = [place for place, target in enumerate(targets) if text in (target.key, target.name)]
    found = exact or [place for place, target in enumerate(targets) if text in target.name]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(targets[place].key for place in found)
        raise AmbiguousTargetError(f"{text}: any of these {what}s: {names}; give one of them in full")
    raise InputError(f"{text}: no {what} of the graph has this in its name")
