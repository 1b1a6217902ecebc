"""What the search box of the site finds: agencies, zones, chains, plans and measures that hold a text."""

from graph.answers.names import agency_names, agency_spellings
from graph.network import Incidence

Hit = tuple[str, str, str]
"""Key, name, and what is said beside the name."""


def hits(graph: Incidence, text: str) -> dict[str, list[Hit]]:
    """Whatever holds a text in its names, a measure also in its clause; white space and case do not matter."""
    wanted = "".join(text.split()).lower()

    spelled = set().union(*agency_spellings(agency_names(graph), wanted)) if wanted else set()

    def found(*names: str) -> bool:
        return bool(wanted) and any(wanted in name.lower() for name in names)

    agencies, zones, chains, plans, measures = (
        graph.agencies,
        graph.zones,
        graph.chains,
        graph.plans,
        graph.measures,
    )
    return {
        "agency": [
            (key, name, place)
            for key, name, place, aliases in zip(
                agencies.key, agencies.name, agencies.jurisdiction, agencies.aliases, strict=True
            )
            if found(name, key, *aliases) or key in spelled
        ],
        "zone": [
            (key, name, kind)
            for key, name, kind in zip(zones.key, zones.name, zones.kind, strict=True)
            if found(name)
        ],
        "chain": [(key, name, "") for key, name in zip(chains.key, chains.name, strict=True) if found(name)],
        "plan": [
            (key, title, number)
            for key, title, number in zip(plans.key, plans.title, plans.document_number, strict=True)
            if found(title, number)
        ],
        "measure": [
            (key, f"{path} {heading}", plans.title[plan])
            for key, path, heading, clause, duty, plan in zip(
                measures.key,
                measures.path,
                measures.heading,
                measures.text,
                measures.duty,
                measures.plan.tolist(),
                strict=True,
            )
            if found(heading, "".join(f"{clause}{duty}".split()))
        ],
    }
