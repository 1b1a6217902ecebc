"""Of nodes that several plans may know: those that no other plan speaks of, so that what is known of them is what is said now.

Of a node that others speak of, too, the graph does not hold who said what: all of it stays.
"""

from collections.abc import Collection, Iterable

from graph.store.rows import DUTY_TYPES, Rows
from graph.store.transaction import Transaction

_DUTIES = "|".join(DUTY_TYPES.values())
_OTHER = "NOT {of}.plan IN $plans"
_SPOKEN_OF = {
    "Department": ((f"(n)-[:{_DUTIES}]->(m:Measure)", "m"),),
    "Zone": (("(m:Measure)-[:TARGETS]->(n)", "m"), ("(n)-[r:FOCUSES_ON]->(:IndustryChain)", "r")),
    "IndustryChain": (("(m:Measure)-[:TARGETS]->(n)", "m"), ("(:Zone)-[r:FOCUSES_ON]->(n)", "r")),
}
"""Where a plan speaks of a node, and what says which plan it is."""
_HOLDERS = (("Department", "ADMINISTERS"), ("Zone", "PART_OF"))
"""What holds a zone, and may be all that speaks of it."""


def spoken_of_here_alone(transaction: Transaction, rows: Rows) -> dict[str, set[str]]:
    """Keys of the nodes of these rows, by label, that no plan but theirs speaks of."""
    others = {label: _spoken_of(transaction, label, rows.nodes[label], rows.plans) for label in _SPOKEN_OF}
    held = [
        (label, holder, key)
        for label, type in _HOLDERS
        for holder, key in _holders(transaction, label, type, rows.nodes["Zone"])
    ]
    while found := {
        key
        for label, holder, key in held
        if key not in others["Zone"] and (holder not in rows.nodes[label] or holder in others[label])
    }:
        # A zone may be part of a part: each round one step up.
        others["Zone"] |= found
    return {label: rows.nodes[label].keys() - keys for label, keys in others.items()}


def _spoken_of(transaction: Transaction, label: str, keys: Iterable[str], plans: Collection[str]) -> set[str]:
    found: set[str] = set()
    for pattern, of in _SPOKEN_OF[label]:
        asked = transaction.ask(
            f"UNWIND $keys AS key MATCH (n:{label} {{key: key}}) MATCH {pattern} "
            f"WHERE {_OTHER.format(of=of)} RETURN DISTINCT key",
            keys=sorted(keys),
            plans=list(plans),
        )
        found |= {key for (key,) in asked}
    return found


def _holders(
    transaction: Transaction, label: str, type: str, zones: Iterable[str]
) -> Iterable[tuple[str, str]]:
    asked = transaction.ask(
        f"UNWIND $keys AS key MATCH (n:Zone {{key: key}}) MATCH (h:{label})-[:{type}]->(n) RETURN h.key, key",
        keys=sorted(zones),
    )
    return [(holder, key) for holder, key in asked if holder is not None]
