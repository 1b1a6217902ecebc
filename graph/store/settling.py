"""Edges of a plan that is loaded again: those that it still gives stay, with what somebody has noted on them."""

from collections import defaultdict
from collections.abc import Iterable

from graph.store.rows import JOINS, OWNED, EdgeRow, Join, Rows
from graph.store.transaction import Transaction

PLANNED = tuple(join for join in JOINS if join not in OWNED and join.type != "CITES")
"""Edges that a plan gives."""


def settle_edges(
    transaction: Transaction, plans: list[str], rows: Rows
) -> tuple[dict[str, set[str]], dict[Join, list[EdgeRow]]]:
    """Let the edges that the plans gave be those that they give; give what may be loose now, and what is missing.

    An edge stays where its ends do, with what somebody has noted on it, whatever it says of its place in the plan.
    """
    loose: dict[str, set[str]] = defaultdict(set)
    missing: dict[Join, list[EdgeRow]] = {}
    for join in PLANNED:
        owned = f"{'a' if join.start == 'Measure' else 'b' if join.end == 'Measure' else 'r'}.plan IN $plans"
        pattern = f"(a:{join.start})-[r:{join.type}]->(b:{join.end})"
        names = "".join(f", r.`{name}`" for name in JOINS[join])
        stored = _by_ends(
            transaction.ask(f"MATCH {pattern} WHERE {owned} RETURN a.key, b.key{names}", plans=plans)
        )
        wanted = _by_ends(rows.edges[join])
        for label, keys in zip((join.start, join.end), zip(*stored, strict=True), strict=False):
            loose[label].update(keys)
        changed = [ends for ends, held in stored.items() if set(held) != set(wanted.get(ends, ()))]
        # Two duties of one agency in one measure are not told apart; a zone's focus may be of another plan.
        kept = {
            ends
            for ends in changed
            if join.type != "FOCUSES_ON" and len(stored[ends]) == len(wanted.get(ends, ())) == 1
        }
        transaction.set_edges(join, [wanted[ends][0] for ends in changed if ends in kept])
        gone = set(changed) - kept
        if gone:
            transaction.ask(
                f"UNWIND $pairs AS pair MATCH (a:{join.start} {{key: pair.source}})-[r:{join.type}]->"
                f"(b:{join.end} {{key: pair.target}}) WHERE {owned} DELETE r",
                pairs=[{"source": source, "target": target} for source, target in sorted(gone)],
                plans=plans,
            )
        missing[join] = [
            row for ends, given in wanted.items() if ends not in stored or ends in gone for row in given
        ]
    return loose, missing


def _by_ends(edges: Iterable[EdgeRow]) -> dict[tuple[str, str], list[EdgeRow]]:
    found: dict[tuple[str, str], list[EdgeRow]] = defaultdict(list)
    for edge in edges:
        # What has no key is of another program.
        if edge[0] is not None and edge[1] is not None:
            found[edge[0], edge[1]].append(edge)
    return found
