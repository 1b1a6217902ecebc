"""How plans replace what was stored of them, and how they go, in the Cypher that every engine runs.

The order: the edges that the plans do not give any more go, then the nodes, then what only they referred to; edges and
nodes that stay are updated in place; what is left is joined with the new rows; last the citations between all
plans are brought up to date. What somebody else has put into the graph stays: properties, labels, nodes and edges that
are not of the schema. Every step reads values through parameters alone.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any

from graph.schema import NODES
from graph.store.citations import Citations, CitingPlan
from graph.store.kept import Kept, Known
from graph.store.rows import (
    DUTY_TYPES,
    OWNED,
    Join,
    Properties,
    Rows,
    merged,
)
from graph.store.settling import PLANNED, settle_edges
from graph.store.stated import spoken_of_here_alone
from graph.store.transaction import Transaction

if TYPE_CHECKING:
    from graph.store.batch import Batch

GONE = "gone"
"""The scope of a measure that its plan does not give any more, kept for what somebody has tied to it."""

_OWN = ("Plan", "Measure", "Goal")
"""Labels of which a node is of one plan alone."""
_DUTIES = "|".join(DUTY_TYPES.values())
_PROPERTIES = {node.label: tuple(node.properties) for node in NODES}
_CITES = Join("CITES", "Plan", "Plan")
_PLACED = Join("BROADER", "IndustryChain", "IndustryClass")

_USED = {
    "Department": (f"(n)-[:{_DUTIES}]->(:Measure)",),
    "Zone": (
        "(:Measure)-[:TARGETS]->(n)",
        "(:Department)-[:ADMINISTERS]->(n)",
        "(n)-[:FOCUSES_ON]->(:IndustryChain)",
        "(:Zone)-[:PART_OF]->(n)",
    ),
    "IndustryChain": ("(:Measure)-[:TARGETS]->(n)", "(:Zone)-[:FOCUSES_ON]->(n)"),
    "IndustryClass": ("(:IndustryChain)-[:BROADER]->(n)", "(:IndustryClass)-[:BROADER]->(n)"),
}
"""What keeps a node that no plan owns; each label stands before those that its edges hold."""


def states(transaction: Transaction, plans: Collection[str]) -> dict[str, tuple[str | None, int]]:
    """Of the plans that are in the graph, the hash of their facts and the number of measures that are there."""
    if not plans:
        return {}
    found = transaction.ask(
        "UNWIND $plans AS key MATCH (p:Plan {key: key}) OPTIONAL MATCH (m:Measure)-[:PART_OF]->(p) "
        "RETURN key, p.facts, count(m)",
        plans=sorted(plans),
    )
    return {key: (known, measures) for key, known, measures in found}


def known_of(transaction: Transaction, kept: Kept) -> Known:
    """What is known of the graph, looked at once whether it is empty."""
    known = kept.take(transaction.write)
    if known.whole is None:
        known.whole = _is_empty(transaction)
    return known


def _is_empty(transaction: Transaction) -> bool:
    """Whether the graph holds no node of any label of the schema, whoever has put it there."""
    return not any(
        nodes for node in NODES for (nodes,) in transaction.ask(f"MATCH (n:{node.label}) RETURN count(n)")
    )


def left_behind(transaction: Transaction) -> set[str]:
    """Keys of plans that are gone by somebody's hand, while measures of them are there."""
    found = transaction.ask("MATCH (m:Measure) WHERE m.plan IS NOT NULL RETURN DISTINCT m.plan")
    plans = _keys(found)
    return plans - keys_there(transaction, "Plan", plans) if plans else plans


def replace_plans(transaction: Transaction, batch: "Batch", kept: Kept) -> bool:
    """Put plans in the place of what was stored of them, where that is not the same; whether it was not."""
    known = known_of(transaction, kept)
    held = states(transaction, known.may_hold(batch.states))
    changed = [key for key, state in batch.states.items() if held.get(key) != state]
    if changed:
        rows = batch.only(changed).rows
        _replace(transaction, rows, held.keys() & rows.nodes["Plan"].keys(), known)
        update_citations(transaction, known, [citing_plan(row) for row in rows.nodes["Plan"].values()])
    kept.give_back(transaction.write, known)
    return bool(changed)


def _replace(transaction: Transaction, rows: Rows, plans: set[str], known: Known) -> None:
    stored = _stored_keys(transaction, known.may_hold(rows.plans), plans)
    loose, missing = (
        settle_edges(transaction, rows.plans, rows)
        if stored
        else (defaultdict(set), {join: list(rows.edges[join]) for join in PLANNED})
    )
    for label, keys in stored.items():
        _drop(transaction, label, keys - rows.nodes[label].keys(), known)
    _delete_unused(transaction, loose, known)
    alone = spoken_of_here_alone(transaction, rows) if stored else {}
    write_departments(
        transaction, rows.nodes["Department"], loose["Department"], known, alone.get("Department", ())
    )
    for label in ("Zone", "IndustryChain", "IndustryClass"):
        write_shared(transaction, label, rows.nodes[label], known, alone.get(label, ()))
    for label in _OWN:
        # Somebody may have deleted a plan and its measures, but not their goals.
        there = set() if known.whole and not stored else keys_there(transaction, label, rows.nodes[label])
        transaction.set_nodes(label, [row for key, row in rows.nodes[label].items() if key in there])
        transaction.add_nodes(label, [row for key, row in rows.nodes[label].items() if key not in there])
    for join in OWNED:
        replace_owned(transaction, rows, join, known)
    for join, edges in missing.items():
        transaction.add_edges(join, edges)


def remove_plans(transaction: Transaction, plans: Sequence[str], kept: Kept) -> None:
    """Delete what is stored of these plans, and what only they referred to."""
    known = kept.take(transaction.write)
    stored = _stored_keys(transaction, list(plans), keys_there(transaction, "Plan", plans))
    if not stored:
        return
    loose, _ = settle_edges(transaction, list(plans), Rows())
    _delete(transaction, "Plan", stored.pop("Plan"), known)
    for label, keys in stored.items():
        _drop(transaction, label, keys, known)
    _delete_unused(transaction, loose, known)
    write_departments(transaction, {}, loose["Department"], known)
    update_citations(transaction, known, (), plans)
    kept.give_back(transaction.write, known)


def _stored_keys(transaction: Transaction, plans: list[str], there: set[str]) -> dict[str, set[str]]:
    """Keys of the nodes that are of these plans alone, by label; nothing where none of the plans is stored.

    `there` are those of the plans that have a node.
    """
    if not plans:
        return {}
    ask = transaction.ask
    # Somebody may have deleted the plan alone: what it left behind is stored, too.
    stored = {
        "Plan": there,
        "Measure": _keys(ask("MATCH (m:Measure) WHERE m.plan IN $plans RETURN m.key", plans=plans)),
    }
    if not any(stored.values()):
        return {}
    goals = "MATCH (m:Measure)-[:TARGETS]->(g:Goal) WHERE m.plan IN $plans RETURN DISTINCT g.key"
    return {**stored, "Goal": _keys(ask(goals, plans=plans))}


def keys_there(transaction: Transaction, label: str, keys: Iterable[str]) -> set[str]:
    """Those of the keys that a node of the label has."""
    # By the index: for a list after IN the embedded engine reads every node of the label.
    return _keys(
        transaction.ask(f"UNWIND $keys AS key MATCH (n:{label} {{key: key}}) RETURN n.key", keys=sorted(keys))
    )


def _drop(transaction: Transaction, label: str, keys: set[str], known: Known) -> None:
    """Delete nodes that no plan gives any more; a measure that somebody has tied something to stays, as gone."""
    tied = transaction.tied(label, sorted(keys)) if keys else set()
    _delete(transaction, label, keys - tied, known)
    if tied and label == "Measure":
        transaction.ask(
            f"UNWIND $keys AS key MATCH (m:Measure {{key: key}}) SET m.scope = '{GONE}', m.due = NULL, "
            "m.first_due = NULL, m.last_due = NULL",
            keys=sorted(tied),
        )


def _delete(transaction: Transaction, label: str, keys: set[str], known: Known) -> None:
    if keys:
        known.whole = False
        nodes = known.nodes(label)
        for key in keys:
            nodes.pop(key, None)
        transaction.ask(
            f"UNWIND $keys AS key MATCH (n:{label} {{key: key}}) DETACH DELETE n", keys=sorted(keys)
        )


def _delete_unused(transaction: Transaction, loose: Mapping[str, set[str]], known: Known) -> None:
    """Delete those of the loose nodes that nothing refers to, and then what only they held."""
    ask = transaction.ask
    loose = defaultdict(set, loose)
    for label, uses in _USED.items():
        unused = " AND ".join(f"NOT EXISTS {{ MATCH {use} }}" for use in uses)
        keys = loose.pop(label, set())
        while keys:
            again: set[str] = set()
            for join in OWNED:
                if join.start == label:
                    held = _held(transaction, join, keys)
                    (again if join.end == label else loose[join.end]).update(held)
            free = ask(
                f"UNWIND $keys AS key MATCH (n:{label} {{key: key}}) WHERE {unused} RETURN n.key",
                keys=sorted(keys),
            )
            _drop(transaction, label, _keys(free), known)
            keys = again


def _held(transaction: Transaction, join: Join, keys: Iterable[str]) -> set[str]:
    return {end for _, end in _owned(transaction, join, keys)}


def _owned(transaction: Transaction, join: Join, keys: Iterable[str]) -> set[tuple[Any, ...]]:
    found = transaction.ask(
        f"UNWIND $keys AS key MATCH (a:{join.start} {{key: key}})-[:{join.type}]->(b:{join.end}) "
        "RETURN key, b.key",
        keys=sorted(keys),
    )
    return set(found)


def write_departments(
    transaction: Transaction,
    new: Mapping[str, Properties],
    loose: set[str],
    known: Known,
    alone: Collection[str] = (),
) -> None:
    """Write the departments with every name that a duty of the graph gives them.

    Those that lost a duty (`loose`) are asked for the names that are left; the others only gain names. Of those that
    no other plan speaks of (`alone`), what is not said any more is not known any more.
    """
    names = defaultdict(set, {key: set(row["aliases"]) for key, row in new.items()})
    stored = _stored(transaction, "Department", loose | set(new), known)
    for key, agency in _names_in_graph(transaction, sorted(loose & set(stored))):
        names[key].add(agency)
    for key in stored.keys() - loose:
        names[key].update(stored[key]["aliases"] or ())
    there = {
        key: held if key not in new else new[key] if key in alone else merged(held, new[key])
        for key, held in stored.items()
    }
    wanted = {key: {**row, "aliases": sorted(names[key])} for key, row in ({**new, **there}).items()}
    _write(transaction, "Department", stored, wanted, known)


def _names_in_graph(transaction: Transaction, keys: list[str]) -> list[tuple[Any, ...]]:
    if not keys:
        return []
    return transaction.ask(
        f"MATCH (d:Department)-[r:{_DUTIES}]->(:Measure) WHERE d.key IN $keys "
        "RETURN DISTINCT d.key, r.agency",
        keys=keys,
    )


def write_shared(
    transaction: Transaction,
    label: str,
    new: dict[str, Properties],
    known: Known,
    alone: Collection[str] = (),
) -> None:
    """Write nodes that several plans may know; what is stored of those in `alone` does not count."""
    stored = _stored(transaction, label, new.keys(), known)
    wanted = {
        key: merged(stored[key], row) if key in stored and key not in alone else row
        for key, row in new.items()
    }
    _write(transaction, label, stored, wanted, known)


def _write(
    transaction: Transaction,
    label: str,
    stored: Mapping[str, Properties],
    wanted: Mapping[str, Properties],
    known: Known,
) -> None:
    """Add the wanted nodes that are not stored, and change those that are stored in another form."""
    keys = sorted(wanted)
    transaction.set_nodes(
        label, [wanted[key] for key in keys if key in stored and wanted[key] != stored[key]]
    )
    transaction.add_nodes(label, [wanted[key] for key in keys if key not in stored])
    known.nodes(label).update(wanted)


def _stored(
    transaction: Transaction, label: str, keys: AbstractSet[str], known: Known
) -> dict[str, Properties]:
    """Those of the nodes that are in the graph, by their keys."""
    nodes = known.nodes(label)
    asked = sorted(keys - nodes.keys())
    if asked and not known.whole:
        names = _PROPERTIES[label]
        found = transaction.ask(
            # By the index: for a list after IN the embedded engine reads every node of the label.
            f"UNWIND $keys AS key MATCH (n:{label} {{key: key}}) RETURN {', '.join(f'n.{name}' for name in names)}",
            keys=asked,
        )
        nodes.update((row[0], dict(zip(names, row, strict=True))) for row in found)
    return {key: nodes[key] for key in sorted(keys & nodes.keys())}


def replace_owned(transaction: Transaction, rows: Rows, join: Join, known: Known) -> None:
    """Give nodes the edges that their newest mention says; what they held before may go.

    A mention that says nothing of committees and larger zones leaves them; an industry's classes stand in the mention.
    """
    wanted = set(rows.edges[join])
    starts = set(rows.nodes[join.start]) if join == _PLACED else {start for start, _ in wanted}
    if not starts:
        return
    old = known.edges(join, starts) if known.whole else _owned(transaction, join, starts)
    gone = sorted(old - wanted)
    for start, end in gone:
        transaction.ask(
            f"MATCH (a:{join.start} {{key: $source}})-[r:{join.type}]->(b:{join.end} {{key: $target}}) DELETE r",
            source=start,
            target=end,
        )
    transaction.add_edges(join, sorted(wanted - old))
    known.set_edges(join, starts, wanted)
    left = {end for _, end in gone} - set(rows.nodes[join.end])
    if left:
        _delete_unused(transaction, {join.end: left}, known)


def update_citations(
    transaction: Transaction, known: Known, new: Iterable[CitingPlan], gone: Sequence[str] = ()
) -> None:
    """Bring the citations up to date that the new plans and the gone ones touch; all where nothing is known yet."""
    ask = transaction.ask
    if known.citations is None:
        found = ask(
            "MATCH (p:Plan) WHERE p.key IS NOT NULL AND p.citations IS NOT NULL "
            "RETURN p.key, p.title, p.document_number, p.citations"
        )
        names = ("key", "title", "document_number", "citations")
        known.citations = Citations(citing_plan(dict(zip(names, row, strict=True))) for row in found)
        of = ask("MATCH (a:Plan)-[:CITES]->(:Plan) WHERE a.key IS NOT NULL RETURN DISTINCT a.key")
        wanted, touched = known.citations.edges(), _keys(of)
    else:
        touched = known.citations.change(new, gone)
        wanted = known.citations.edges(touched)
    stored = known.edges(_CITES, touched) if known.whole else _cited(transaction, touched)
    rows = {(*pair, citation) for pair, citation in wanted.items()}
    for citing, cited, _ in sorted(stored - rows, key=str):
        ask(
            "MATCH (a:Plan {key: $citing})-[r:CITES]->(b:Plan {key: $cited}) DELETE r",
            citing=citing,
            cited=cited,
        )
    transaction.add_edges(_CITES, sorted(rows - stored))
    known.set_edges(_CITES, touched, rows)


def _cited(transaction: Transaction, plans: Iterable[str]) -> set[tuple[Any, ...]]:
    found = transaction.ask(
        "UNWIND $keys AS key MATCH (a:Plan {key: key})-[r:CITES]->(b:Plan) WHERE b.key IS NOT NULL "
        "RETURN key, b.key, r.evidence",
        keys=sorted(plans),
    )
    return set(found)


def citing_plan(plan: Properties) -> CitingPlan:
    return CitingPlan(
        key=plan["key"],
        title=plan["title"] or "",
        number=plan["document_number"] or "",
        citations=tuple(plan["citations"]),
    )


def _keys(rows: Iterable[tuple[Any, ...]]) -> set[str]:
    return {row[0] for row in rows}
