"""What one agency has to do, measure by measure, and with whom."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from graph.model import Role
from graph.store.base import Store
from graph.store.rows import DUTY_TYPES
from graph.table import Table

ROLE_WORDS = {Role.LEADS: "牵头", Role.SUPPORTS: "配合", Role.RESPONSIBLE: "负责"}
"""How tables say a role."""

BASIS_WORDS = {"stated": "明文", "convention": "约定", "section": "章节"}
"""How tables say why a duty holds: printed, by a plan-wide convention, over a section."""

_MEASURE = ("plan", "path", "heading", "deadlines", "partners", "basis")


def duties_of(
    store: Store,
    key: str,
    *,
    roles: Sequence[Role] = (),
    plans: Sequence[str] = (),
    evidence: bool = False,
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
        Only plans with one of these keys or with one of these in their title; all without it.
    evidence : bool
        Add the annotation and the sentence of the measure.

    Returns
    -------
    Table
        role, plan, path, heading, deadlines, partners (others with a part in the measure, with it in brackets),
        basis; with `evidence` also duty and text.
    """
    partners = _partners(store, key)
    rows: list[tuple[Any, ...]] = []
    for role in roles or tuple(Role):
        found = store.run(
            f"MATCH (d:Department {{key: $key}})-[r:{DUTY_TYPES[role]}]->(m:Measure)-[:PART_OF]->(p:Plan) "
            "RETURN DISTINCT m.plan, m.position, m.key, p.title, m.path, m.heading, m.deadlines, r.basis, m.duty, "
            "m.text",
            {"key": key},
        )
        duties: dict[tuple[str, int], tuple[Any, ...]] = {}
        for plan, position, measure, title, path, heading, deadlines, basis, duty, text in sorted(
            found.rows, key=lambda row: (row[0], row[1], row[7])
        ):
            if plans and not any(part == plan or part in title for part in plans):
                continue
            row = (
                ROLE_WORDS[role],
                title,
                path,
                heading,
                deadlines,
                partners[measure],
                BASIS_WORDS[basis],
            )
            duties.setdefault((plan, position), (*row, duty, text) if evidence else row)
        rows += [duties[place] for place in sorted(duties)]
    return Table(("role", *_MEASURE, *(("duty", "text") if evidence else ())), rows)


def _partners(store: Store, key: str) -> dict[str, list[str]]:
    """Others with a part in each measure of a department, those who lead first."""
    partners: dict[str, dict[str, None]] = defaultdict(dict)
    every = "|".join(DUTY_TYPES.values())
    for role, type in DUTY_TYPES.items():
        found = store.run(
            f"MATCH (d:Department {{key: $key}})-[:{every}]->(m:Measure)<-[r:{type}]-(o:Department) "
            "WHERE o.key <> $key RETURN DISTINCT m.key, r.position, o.name",
            {"key": key},
        )
        for measure, _, name in sorted(found.rows):
            partners[measure].setdefault(f"{name}({ROLE_WORDS[role]})")
    return defaultdict(list, {measure: list(names) for measure, names in partners.items()})
