"""What the search box of the site finds: agencies, zones, chains, plans and measures that hold a text."""

from graph.answers.names import agency_names, agency_spellings
from graph.network import Incidence
from graph.queries import run_query
from graph.store.base import Store
from graph.store.rows import searchable

Hit = tuple[str, str, str]
"""Key, name, and what is said beside the name."""


def hits(store: Store, graph: Incidence, text: str) -> dict[str, list[Hit]]:
    """Whatever holds a text in its names, a measure also in its clause; white space and case do not matter.

    The store looks it up, by its index where it has one; of that stands here what is in `graph`. Agencies answer to
    all their spellings.
    """
    wanted = searchable(text)
    found: dict[str, set[str]] = {}
    for kind, _, _, _, key in run_query(store, "search", text=text).rows:
        found.setdefault(kind, set()).add(key)
    spelled = set().union(*agency_spellings(agency_names(graph), wanted)) if wanted else set()
    agencies, zones, chains, plans, measures = (
        graph.agencies,
        graph.zones,
        graph.chains,
        graph.plans,
        graph.measures,
    )

    def places(kind: str, keys: list[str]) -> list[int]:
        known = found.get(kind, set())
        return [place for place, key in enumerate(keys) if key in known]

    return {
        "agency": [
            (key, name, place)
            for key, name, place in zip(agencies.key, agencies.name, agencies.jurisdiction, strict=True)
            if key in spelled or key in found.get("Department", set()) or (wanted and wanted in key.lower())
        ],
        "zone": [
            (zones.key[place], zones.name[place], zones.kind[place])
            for place in places("Zone", zones.key.tolist())
        ],
        "chain": [
            (chains.key[place], chains.name[place], "")
            for place in places("IndustryChain", chains.key.tolist())
        ],
        "plan": [
            (plans.key[place], plans.title[place], plans.document_number[place])
            for place in places("Plan", plans.key.tolist())
        ],
        "measure": [
            (
                measures.key[place],
                f"{measures.path[place]} {measures.heading[place]}",
                plans.title[measures.plan[place]],
            )
            for place in places("Measure", measures.key.tolist())
        ],
    }
