"""What a Neo4j server is told to look things up by: constraints on keys, and indexes on names, dates and words.

`cypher/schema.cypher` is made of this: ``python -m graph.store.indexes > cypher/schema.cypher``.
"""

import sys
from collections.abc import Iterator

from graph.schema import NODES

LOCK = "QiantouLock"
"""Label of the one node that every transaction that writes takes first: two loads would each undo a part of the other."""

MADE = "qiantou_"
"""How the names of all constraints and indexes begin."""

WORDS = f"{MADE}words"
"""The full-text index: pairs of neighbouring Chinese characters lead to the nodes that hold them."""

_INDEXED = {
    "Department": ("name", "line"),
    "Zone": ("name",),
    "IndustryChain": ("name",),
    "IndustryClass": ("name", "code"),
    "Measure": ("plan", "scope", "first_due", "last_due"),
    "Plan": ("title", "document_number", "date"),
    "Goal": ("indicator", "due"),
}
_SEARCHED = {
    "Department": ("name", "aliases"),
    "Zone": ("name",),
    "IndustryChain": ("name", "aliases"),
    "Plan": ("title", "document_number"),
    "Measure": ("words",),
}


def _schema() -> Iterator[str]:
    for label in (*(node.label for node in NODES), LOCK):
        yield (
            f"CREATE CONSTRAINT qiantou_{label.lower().removeprefix('qiantou')}_key IF NOT EXISTS "
            f"FOR (n:{label}) REQUIRE n.key IS UNIQUE"
        )
    for label, names in _INDEXED.items():
        for name in names:
            yield f"CREATE INDEX qiantou_{label.lower()}_{name} IF NOT EXISTS FOR (n:{label}) ON (n.{name})"
    # What a part of a title looks for.
    yield "CREATE TEXT INDEX qiantou_plan_title_part IF NOT EXISTS FOR (n:Plan) ON (n.title)"
    fields = dict.fromkeys(name for names in _SEARCHED.values() for name in names)
    yield (
        f"CREATE FULLTEXT INDEX {WORDS} IF NOT EXISTS FOR (n:{'|'.join(_SEARCHED)}) ON EACH [{', '.join(f'n.{name}' for name in fields)}] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"
    )


SCHEMA = tuple(_schema())
"""To run before anything is written, each in a transaction of its own; they may be there already."""

MADE_MEANWHILE = "Neo.ClientError.Schema.EquivalentSchemaRuleAlreadyExists"
"""What a server says of one of them that two programs make at once, though the statement says IF NOT EXISTS."""

READY = f"CALL db.awaitIndex('{WORDS}', 300)"
"""To run after them: a full-text index answers nobody before all that was there is in it."""

_HEAD = """\
// The constraints and indexes that qiantou makes in a Neo4j database before it writes; running them again changes
// nothing. `qiantou load` and the import's finish.cypher run them by themselves.
"""


def schema_text() -> str:
    """The statements as a file for cypher-shell or the browser."""
    return _HEAD + "".join(f"{statement};\n" for statement in SCHEMA)


if __name__ == "__main__":
    sys.stdout.write(schema_text())
