"""What the scripts of pages read: clauses with those who have a duty in them, and counts where these are too many."""

from collections.abc import Container
from typing import Any

import numpy as np

from graph.analysis.projection import engagement
from graph.model import Basis, DepartmentKind, Role
from graph.network import Incidence
from graph.views.clauses import clause
from graph.views.excerpts import Excerpts
from graph.views.scene import Scene
from graph.words import words

_KIND_GROUPS = {
    "department": (DepartmentKind.DEPARTMENT,),
    "government": (DepartmentKind.GOVERNMENT,),
    "party": (DepartmentKind.PARTY,),
    "public": (DepartmentKind.CONGRESS, DepartmentKind.COURT, DepartmentKind.MASS_ORGANISATION),
    "zone": (DepartmentKind.ZONE_COMMITTEE,),
    "vertical": (DepartmentKind.CENTRAL_BRANCH, DepartmentKind.FINANCIAL_REGULATOR),
    "enterprise": (DepartmentKind.ENTERPRISE, DepartmentKind.INSTITUTION),
    "office": (DepartmentKind.OFFICE, DepartmentKind.COORDINATING_BODY),
    "collective": (DepartmentKind.COLLECTIVE,),
    "unknown": (DepartmentKind.UNKNOWN,),
}
GROUP_OF_KIND = {str(kind): group for group, kinds in _KIND_GROUPS.items() for kind in kinds}


def page_data(
    incidence: Incidence, language: str, excerpts: Excerpts, *, drawn: Container[str] = ()
) -> dict[str, Any]:
    """The graph as the pages' scripts read it: short lists that refer to each other by place.

    Of a large graph it is what the excerpts hold, with the plans and agencies of these and the agencies that are
    drawn: others are 0.
    """
    say = words(language)
    roles = {role: place for place, role in enumerate(Role)}
    bases = {basis: place for place, basis in enumerate(Basis)}
    agencies, measures, plans = incidence.agencies, incidence.measures, incidence.plans
    clauses = excerpts.kept
    named: Container[int] = range(len(agencies))
    of_plans: Container[int] = range(len(plans))
    if excerpts.partial:
        named = {duty.agency for measure in clauses for duty in incidence.duties_of_measure[measure]}
        of_plans = {int(measures.plan[measure]) for measure in clauses}
    return {
        "plans": [
            {"title": plans.title[plan], "number": plans.document_number[plan]} if plan in of_plans else 0
            for plan in range(len(plans))
        ],
        "agencies": [
            {
                "name": label,
                "place": agencies.jurisdiction[agency],
                "level": say.get(f"level_{agencies.level[agency]}", agencies.level[agency]),
                "kind": say[f"kind_{group_of(incidence, agency)}"],
                "line": agencies.line[agency],
                "aliases": [alias for alias in agencies.aliases[agency] if alias != agencies.name[agency]],
            }
            if agency in named or f"a{agency}" in drawn
            else 0
            for agency, label in enumerate(agencies.label)
        ],
        "zones": [{"name": name} for name in incidence.zones.label],
        "chains": [{"name": name} for name in incidence.chains.name],
        "clauses": [
            {
                "plan": int(measures.plan[measure]),
                "path": measures.path[measure],
                "heading": measures.heading[measure],
                "section": bool(incidence.covers_section[measure]),
                "deadlines": measures.deadlines[measure],
                "zones": incidence.zones_of_measure[measure],
                "chains": incidence.chains_of_measure[measure],
                "pieces": [
                    [piece.text, " ".join(piece.marks)] if piece.marks else piece.text
                    for piece in clause(incidence, measure)
                ],
            }
            for measure in clauses
        ],
        "duties": [
            [number, roles[duty.role], duty.agency, bases[duty.basis]]
            for measure, number in clauses.items()
            for duty in incidence.duties_of_measure[measure]
        ],
    }


def totals_of(incidence: Incidence, scene: Scene, excerpts: Excerpts) -> dict[str, Any]:
    """Counts of agencies and of pairs, with some of their clauses: what a page of excerpts cannot count itself."""
    of_role = {
        str(role): np.asarray(engagement(incidence, roles=(role,)).sum(axis=1)).astype(int).tolist()
        for role in Role
    }
    part = engagement(incidence)
    measures = {
        node.id: part.indices[part.indptr[agency] : part.indptr[agency + 1]]
        for node in scene.nodes
        for agency in (int(node.id[1:]),)
    }
    return {
        "loads": {
            node.id: {
                **{role: counts[int(node.id[1:])] for role, counts in of_role.items()},
                "count": node.load,
                "clauses": excerpts.of(measures[node.id].tolist()),
            }
            for node in scene.nodes
        },
        "links": {
            f"{link.source}-{link.target}": {
                "count": link.weight,
                "forward": link.forward,
                "backward": link.backward,
                "clauses": excerpts.of(np.intersect1d(measures[link.source], measures[link.target]).tolist()),
            }
            for link in scene.links
        },
    }


def group_of(incidence: Incidence, agency: int) -> str:
    """The group of kinds that an agency is coloured by."""
    if incidence.agencies.collective[agency]:
        return "collective"
    return GROUP_OF_KIND.get(incidence.agencies.kind[agency], "unknown")
