"""What may be asked of the embedded engine beside what its own read-only transactions refuse.

The engine would also copy rows into files, load extensions and change its schema. Some of that passes in a
read-only transaction, and one kind (COPY of a duplicate key) ends the process instead of raising.
"""

import re
from collections.abc import Collection

from graph.model import StoreError

_UNSEEN = re.compile(
    r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`[^`]*`|//[^\n]*|/\*.*?\*/",
    re.DOTALL,
)
_EXPLAINED = re.compile(r"(?:EXPLAIN|PROFILE)\s+(?:LOGICAL\s+)?", re.IGNORECASE)
_PARAMETER = re.compile(r"\$(\w+)")
_READS = frozenset({"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CALL"})
_WRITES = frozenset({"CREATE", "MERGE"})
_SCHEMA = re.compile(r"CREATE\s+(?!\(|\w+\s*=)", re.IGNORECASE)
_FILES = re.compile(r"\bLOAD\s+(?:WITH\b.*?\bHEADERS\b.*?)?FROM\b", re.IGNORECASE | re.DOTALL)


def check_statement(cypher: str, parameters: Collection[str], *, write: bool) -> None:
    """Let through one statement that queries, or with `write` also changes, nodes and edges.

    Raises
    ------
    StoreError
        If it is empty, several statements, or one that is not about nodes and edges; if a parameter is
        missing, which the engine would read as null.
    """
    bare = (
        _UNSEEN.sub(lambda part: " " if part[0].startswith("/") else "''", cypher).strip().rstrip(";").strip()
    )
    if not bare:
        raise StoreError("the query is empty")
    if ";" in bare:
        raise StoreError("the query holds several statements; ask them one at a time")
    missing = sorted(set(_PARAMETER.findall(bare)) - set(parameters))
    if missing:
        raise StoreError(f"the query needs a value of {' and '.join(f'${name}' for name in missing)}")
    bare = _EXPLAINED.sub("", bare, count=1) if _EXPLAINED.match(bare) else bare
    word = re.match(r"\w*", bare)
    first = word[0].upper() if word else ""
    if first in _WRITES and not write:
        raise StoreError(f"the query would write ({first}); allow it with --write")
    if (first not in _READS and first not in _WRITES) or _SCHEMA.match(bare) or _FILES.search(bare):
        raise StoreError(
            f"the embedded graph answers queries over its nodes and edges, not “{_start(bare)}”; "
            "load plans with `qiantou load`, write files with `qiantou export`"
        )


def _start(bare: str) -> str:
    return " ".join(bare.split()[:2])
