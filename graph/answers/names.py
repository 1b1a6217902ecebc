"""Who is meant by a name that somebody typed: one agency, zone or chain of the graph, or none, or a choice."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from graph.model import AmbiguousNameError, UnknownNameError
from graph.network import Incidence
from graph.store.base import Store

_PLURALS = {"agency": "agencies", "zone": "zones", "industry chain": "industry chains", "plan": "plans"}
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
    """Find the one agency that a text names: by its key, its name, an alias, or a part that only one has.

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
    named = agency_names(graph)
    return find_name(
        "agency", [one for one in named if not jurisdictions or one.jurisdiction in jurisdictions], text
    )


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
    left = graph.run("MATCH (m:Measure) RETURN DISTINCT m.plan")
    gone = {key for (key,) in left.rows if key} - {plan.key for plan in plans}
    return find_name("plan", sorted([*plans, *(Named(key, key) for key in gone)]), text)


def find_name(what: str, named: Iterable[Named], text: str) -> Named:
    """Find the one of several that a text names; see `find_agency`.

    Examples
    --------
    >>> find_name("agency", [Named("青岚市/市科技局", "市科技局"), Named("青岚市/市财政局", "市财政局")], "科技").key
    '青岚市/市科技局'
    """
    entries = list(named)
    ways: tuple[Callable[[Named], bool], ...] = (
        lambda entry: entry.key == text,
        lambda entry: entry.name == text,
        lambda entry: text in entry.aliases,
        lambda entry: any(text in name for name in (entry.name, *entry.aliases)),
    )
    for answers in ways if text else ():
        found = [entry for entry in entries if answers(entry)]
        if len(found) == 1:
            return found[0]
        if found:
            listed = "".join(f"\n  {_told(one)}" for one in found)
            raise AmbiguousNameError(
                f"{text}: {len(found)} {_PLURALS[what]} answer to this name; name one of:{listed}",
                [one.key for one in found],
            )
    raise UnknownNameError(f"{text or '(nothing)'}: no {what} has this name{_hint(what, entries, text)}")


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
