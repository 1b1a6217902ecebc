"""Narrowing a page's content to what a person asked for."""

from collections.abc import Sequence

from graph.model import InputError, Role
from graph.views.content import Content
from graph.views.finding import find_agency, find_chain, find_zone


def select(
    content: Content,
    *,
    around: str = "",
    chain: str = "",
    zone: str = "",
    plans: Sequence[str] = (),
    jurisdictions: Sequence[str] = (),
    roles: Sequence[Role] = (),
) -> tuple[Content, str]:
    """Keep the clauses of an agency, a chain, a zone, some plans; and the duties of some places and roles.

    Parameters
    ----------
    content : Content
    around, chain, zone : str, optional
        Names as a person writes them; several narrow further.
    plans : sequence of str
        Keys of plans or parts of their titles; empty for all.
    jurisdictions : sequence of str
        Full names of places; only agencies of these. Empty for all.
    roles : sequence of Role
        Only duties of these roles; empty for all.

    Returns
    -------
    content : Content
    centre : str
        The id (a3, z0, c5) of the agency, chain or zone in it; empty where none was asked for.

    Raises
    ------
    InputError
        If nothing answers to a name, or several do.
    """
    if not (around or chain or zone or plans or jurisdictions or roles):
        return content, ""
    clauses = _of_plans(content, plans)
    key = ""
    if zone:
        place = find_zone(content, zone)
        key = f"z{content.zones[place].key}"
        clauses &= {number for number, clause in enumerate(content.clauses) if place in clause.zones}
    if chain:
        place = find_chain(content, chain)
        key = f"c{content.chains[place].key}"
        clauses &= {number for number, clause in enumerate(content.clauses) if place in clause.chains}
    if around:
        place = find_agency(content, around)
        key = f"a{content.agencies[place].key}"
        clauses &= {duty.clause for duty in content.duties_of_agency[place]}
    narrowed = content.narrow(
        clauses, roles=roles or tuple(Role), agencies=_of_places(content, jurisdictions)
    )
    return narrowed, _id(narrowed, key)


def _of_plans(content: Content, wanted: Sequence[str]) -> set[int]:
    if not wanted:
        return set(range(len(content.clauses)))
    chosen: set[int] = set()
    for text in wanted:
        exact = {place for place, plan in enumerate(content.plans) if plan.key == text}
        found = exact or {place for place, plan in enumerate(content.plans) if text in plan.title}
        if not found:
            raise InputError(f"no plan of the graph has “{text}” in its title")
        chosen |= found
    return {number for number, clause in enumerate(content.clauses) if clause.plan in chosen}


def _of_places(content: Content, wanted: Sequence[str]) -> set[int] | None:
    if not wanted:
        return None
    for jurisdiction in wanted:
        if all(agency.jurisdiction != jurisdiction for agency in content.agencies):
            raise InputError(f"no agency of the graph is of “{jurisdiction}”")
    return {place for place, agency in enumerate(content.agencies) if agency.jurisdiction in wanted}


def _id(content: Content, key: str) -> str:
    ids = {f"a{agency.key}": f"a{place}" for place, agency in enumerate(content.agencies)}
    ids |= {f"z{zone.key}": f"z{place}" for place, zone in enumerate(content.zones)}
    ids |= {f"c{chain.key}": f"c{place}" for place, chain in enumerate(content.chains)}
    return ids.get(key, "")
