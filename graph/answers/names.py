"""Who is meant by a name that somebody typed: one agency, zone or chain of the graph, or none, or a choice."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import entry_points

from graph.model import AmbiguousNameError, UnknownNameError
from graph.network import Incidence
from graph.store.base import Store
from graph.store.replacing import GONE

_PLURALS = {"agency": "agencies", "zone": "zones", "industry chain": "industry chains", "plan": "plans"}
_LISTED = 12
"""Of more that answer to one name, a message names so many."""
_LISTS = {"agency": "agency_aliases", "plan": "plans"}


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """A node of the graph by its key, its name, its place, and the other names that plans use for it."""

    key: str
    name: str
    jurisdiction: str = ""
    aliases: tuple[str, ...] = ()


def agency_names(graph: Store | Incidence) -> list[Named]:
    """List every agency of a graph, sorted by key."""
    if isinstance(graph, Incidence):
        part = graph.agencies
        columns = (part.key, part.name, part.jurisdiction, part.aliases)
        return [Named(*values) for values in zip(*columns, strict=True)]
    found = graph.run("MATCH (d:Department) RETURN d.key, d.name, d.jurisdiction, d.aliases")
    return sorted(
        Named(key, name or key, place or "", tuple(filter(None, aliases or ())))
        for key, name, place, aliases in found.rows
        if key
    )


def find_agency(graph: Store | Incidence, text: str, jurisdictions: Sequence[str] = ()) -> Named:
    """Find the one agency that a text names.

    By its key, its name or an alias, also behind its place (玉林市科技局, 玉林科技局); by any other spelling that is
    known (科学技术局); by the name of a body that it took over from; or by a part of its names that only one has.

    Parameters
    ----------
    graph : Store or Incidence
        The graph.
    text : str
        What somebody typed.
    jurisdictions : sequence of str
        If given, only agencies of these places count.

    Raises
    ------
    AmbiguousNameError
        If several agencies answer to the text in the same way.
    UnknownNameError
        If none does; the message offers names that are close.
    """
    named = [one for one in agency_names(graph) if not jurisdictions or one.jurisdiction in jurisdictions]
    return find_name("agency", named, text, spelled=agency_spellings(named, text))


def agency_spellings(named: Iterable[Named], text: str) -> tuple[set[str], set[str]]:
    """Keys of what a name means in other words, and of those that took over from what it means."""
    known = list(named)
    places = sorted({one.jurisdiction for one in known})
    ways: dict[str, set[str]] = {"spellings": set(), "successors": set()}
    for point in entry_points(group="qiantou.names"):
        ways[point.name] |= point.load()(text, places)
    with_place = {one.key for one in known if text == one.jurisdiction + one.name}
    return ways["spellings"] | with_place, ways["successors"]


def find_zone(graph: Incidence, text: str) -> Named:
    """Find the one zone that a text names; see `find_agency`."""
    zones = graph.zones
    return find_name("zone", map(Named, zones.key, zones.name, zones.jurisdiction), text)


def find_chain(graph: Incidence, text: str) -> Named:
    """Find the one industry chain that a text names; see `find_agency`."""
    return find_name("industry chain", map(Named, graph.chains.key, graph.chains.name), text)


def find_plan(graph: Store, text: str) -> Named:
    """Find the one plan that a text names: by its key, its document number, its title or a part of this.

    A plan that somebody deleted from the graph answers to its key as long as measures of it are left.
    """
    found = graph.run("MATCH (p:Plan) RETURN p.key, p.title, p.jurisdiction, p.document_number")
    plans = [
        Named(key, title or key, place or "", (number,) if number else ())
        for key, title, place, number in found.rows
        if key
    ]
    left = graph.run(f"MATCH (m:Measure) WHERE m.scope <> '{GONE}' RETURN DISTINCT m.plan")
    gone = {key for (key,) in left.rows if key} - {plan.key for plan in plans}
    return find_name("plan", sorted([*plans, *(Named(key, key) for key in gone)]), text)


def find_name(
    what: str,
    named: Iterable[Named],
    text: str,
    *,
    spelled: tuple[Collection[str], Collection[str]] = ((), ()),
) -> Named:
    """Find the one of several that a text names; see `find_agency`.

    `spelled` gives the keys that the text means by other words, and those to take where nothing else is meant.

    Examples
    --------
    >>> find_name("agency", [Named("青岚市/市科技局", "市科技局"), Named("青岚市/市财政局", "市财政局")], "科技").key
    '青岚市/市科技局'
    """
    entries = list(named)
    # One plan may print a short name that means the agencies of other places as well.
    surely, perhaps = spelled
    ways: tuple[Callable[[Named], bool], ...] = (
        lambda entry: entry.key == text,
        lambda entry: text in (entry.name, *entry.aliases) or entry.key in surely,
        lambda entry: entry.key in perhaps,
        lambda entry: any(text in name for name in (entry.name, *entry.aliases)),
    )
    for answers in ways if text else ():
        found = [entry for entry in entries if answers(entry)]
        if len(found) == 1:
            return found[0]
        if found:
            raise _ambiguous(text, _PLURALS[what], found)
    raise UnknownNameError(f"{text or '(nothing)'}: no {what} has this name{_hint(what, entries, text)}")


def _ambiguous(text: str, things: str, found: Sequence[Named]) -> AmbiguousNameError:
    names = "".join(f"\n  {_told(one)}" for one in found[:_LISTED])
    keys = [one.key for one in found]
    if len(found) <= _LISTED:
        return AmbiguousNameError(
            f"{text}: {len(found)} {things} answer to this name; name one of:{names}", keys
        )
    return AmbiguousNameError(
        f"{text}: {len(found)} {things} answer to this name; name one of:{names}\n"
        f"  … and {len(found) - _LISTED} more; write more of the name, or its place before it",
        keys,
    )


def _told(named: Named) -> str:
    names = dict.fromkeys((named.name, *named.aliases))
    others = [name for name in names if f"/{named.key}".rpartition("/")[2] != name]
    return named.key + (f"  ({'、'.join(others)})" if others else "")


def _hint(what: str, entries: Sequence[Named], text: str) -> str:
    from rapidfuzz.process import extract

    if not entries:
        return f"; the graph holds no {what} of this place" if text else ""
    names = sorted({name for entry in entries for name in (entry.name, *entry.aliases)})
    close = [name for name, _, _ in extract(text, names, limit=3, score_cutoff=50)]
    if close:
        return f"; did you mean {' or '.join(close)}?"
    return f"; list them with `qiantou query {_LISTS[what]}`" if what in _LISTS else ""
