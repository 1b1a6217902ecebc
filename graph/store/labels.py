"""The graph's labels in a database that holds other things under the same words: with a prefix of its own."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from graph.model import StoreError
from graph.schema import NODES
from graph.store.base import Store
from graph.store.indexes import LOCK, MADE, WORDS
from graph.store.tokens import read_tokens

_LABELS = frozenset({LOCK, *(node.label for node in NODES)})
_PREFIX = re.compile(r"(?:[A-Za-z][A-Za-z0-9_]{0,30})?", re.ASCII)
_BEFORE_LABELS = frozenset(":|&!")


class Labels:
    """The names that labels and indexes have in the database.

    Parameters
    ----------
    prefix : str
        Stands before every label and behind the name of every index; empty for a database of qiantou's own.

    Raises
    ------
    StoreError
        If the prefix is not made of letters, digits and _.
    """

    def __init__(self, prefix: str = "") -> None:
        if not _PREFIX.fullmatch(prefix):
            raise StoreError(
                f"a label prefix is made of letters, digits and _, not {prefix!a}; give one as Qt"
            )
        self._prefix = prefix

    def named(self, labels: Iterable[str]) -> list[str]:
        """The names of these labels in the database, sorted."""
        return sorted(f"{self._prefix}{label}" for label in labels)

    def plain(self, labels: Iterable[str]) -> list[str]:
        """The labels of these names, sorted; others stay as they are."""
        ours = {f"{self._prefix}{label}": label for label in _LABELS}
        return sorted(ours.get(label, label) for label in labels)

    def in_query(self, cypher: str) -> str:
        """A statement with the names of the database in the place of the graph's."""
        return _renamed(cypher, self._prefix) if self._prefix else cypher


@lru_cache(maxsize=512)
def _renamed(cypher: str, prefix: str) -> str:
    tokens = read_tokens(cypher)
    parts: list[str] = []
    place, before = 0, ""
    for token in tokens.all:
        name = token.text
        if token.kind == "word" and name in _LABELS and before in _BEFORE_LABELS:
            name = prefix + name
        elif (token.kind == "word" and name.startswith(MADE)) or name == f"'{WORDS}'":
            name = name.replace(MADE, f"{MADE}{prefix.lower()}_", 1)
        parts += [tokens.plain[place : token.start], name]
        place, before = token.start + len(token.text), token.text
    return "".join(parts) + tokens.plain[place:]


def foreign_nodes(store: Store) -> dict[str, int]:
    """How many nodes of another program stand in the database under the graph's labels, by label.

    They have no key, and are left alone and out of everything.
    """
    if store.engine != "neo4j":
        return {}
    found: dict[str, int] = {}
    for node in NODES:
        all_nodes, keyed = (
            _count(store, f"MATCH (n:{node.label}){condition} RETURN count(n) AS n")
            for condition in ("", " WHERE n.key IS NOT NULL")
        )
        if all_nodes > keyed:
            found[node.label] = all_nodes - keyed
    return found


def _count(store: Store, cypher: str) -> int:
    rows: Sequence[Sequence[Any]] = store.run(cypher).rows
    return int(rows[0][0])
