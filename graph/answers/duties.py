"""What one agency has to do, measure by measure, and with whom."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np

from graph.model import Basis, Role
from graph.network import Strings, labels, plans_named
from graph.store.base import Store
from graph.store.rows import DUTY_TYPES
from graph.table import Table
from graph.words import words

_MEASURE = ("plan", "path", "heading", "deadlines", "partners", "basis")


def duties_of(
    store: Store,
    key: str,
    *,
    roles: Sequence[Role] = (),
    plans: Sequence[str] = (),
    evidence: bool = False,
    inline: bool = False,
    language: str = "zh",
) -> Table:
    """List the duties of the department with this key, by role, then in the order of the plans.

    Parameters
    ----------
    store : Store
        The graph.
    key : str
        Key of the department.
    roles : sequence of Role
        Only these roles; all without it.
    plans : sequence of str
        Only plans with one of these keys, or one of these texts in their titles; all without it.
    evidence : bool
        Add the annotation and the sentence of the measure.
    inline : bool
        Add what only sentences of running text say.
    language : {"zh", "en"}
        The language of roles and bases.

    Returns
    -------
    Table
        role, plan, path, heading, deadlines, partners (others with a part in the measure, with it in brackets),
        basis; with `evidence` also duty and text.

    Raises
    ------
    InputError
        If no plan answers to a text.
    """
    say = words(language)
    chosen = _plans(store, plans)
    partners = _partners(store, key, say)
    rows: list[tuple[Any, ...]] = []
    for role in roles or tuple(Role):
        found = store.run(
            f"MATCH (d:Department {{key: $key}})-[r:{DUTY_TYPES[role]}]->(m:Measure)-[:PART_OF]->(p:Plan) "
            "RETURN DISTINCT p.key, m.position, m.key, p.title, m.path, m.heading, m.deadlines, r.basis, m.duty, "
            "m.text",
            {"key": key},
        )
        duties: dict[tuple[str, int, str], tuple[Any, ...]] = {}
        for plan, position, measure, title, path, heading, deadlines, basis, duty, text in sorted(
            found.rows, key=lambda row: (row[0] or "", row[1] or 0, row[7] or "")
        ):
            if plan not in chosen:
                continue
            if basis == Basis.INLINE and not inline:
                continue
            row = (
                say[role],
                title,
                path,
                heading,
                deadlines,
                partners[measure],
                say.get(f"basis_{basis}", basis),
            )
            duties.setdefault((plan, position or 0, measure), (*row, duty, text) if evidence else row)
        rows += [duties[place] for place in sorted(duties)]
    return Table(("role", *_MEASURE, *(("duty", "text") if evidence else ())), rows)


def _plans(store: Store, wanted: Sequence[str]) -> set[str]:
    rows = sorted(
        (key, title or key) for key, title in store.run("MATCH (p:Plan) RETURN p.key, p.title").rows if key
    )
    keys, titles = _columns(rows)
    return set(keys[plans_named(keys, titles, wanted)])


def _columns(rows: Collection[tuple[str, str]]) -> tuple[Strings, Strings]:
    first, second = (np.array([row[side] for row in rows], dtype=np.object_) for side in (0, 1))
    return first, second


def _partners(store: Store, key: str, say: dict[str, str]) -> dict[str, list[str]]:
    """Others with a part in each measure of a department, those who lead first."""
    partners: dict[str, dict[str, None]] = defaultdict(dict)
    every = "|".join(DUTY_TYPES.values())
    rows: list[tuple[Any, ...]] = []
    for role, type in DUTY_TYPES.items():
        found = store.run(
            f"MATCH (d:Department {{key: $key}})-[:{every}]->(m:Measure)<-[r:{type}]-(o:Department) "
            "WHERE o.key <> $key RETURN DISTINCT m.key, r.position, o.key, o.name, o.jurisdiction",
            {"key": key},
        )
        rows += [(role, *row) for row in found.rows]
    known = {other: (name or other, place or "") for *_, other, name, place in rows}
    known[key] = (key, key.rpartition("/")[0])
    called = dict(zip(known, labels(*_columns(known.values())), strict=True))
    order = {role: place for place, role in enumerate(DUTY_TYPES)}
    for role, measure, _, other, *_ in sorted(
        rows, key=lambda row: (order[row[0]], row[1] or "", row[2] or 0, row[4] or "", row[3])
    ):
        partners[measure].setdefault(f"{called[other]}({say[role]})")
    return defaultdict(list, {measure: list(names) for measure, names in partners.items()})
