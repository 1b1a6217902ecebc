"""The table of how plans word a duty, compiled once."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from graph.model import Role


@cache
def table() -> dict[str, Any]:
    """The rows of `data/wording.toml`."""
    return tomllib.loads(files("loaders").joinpath("data/wording.toml").read_text("utf-8"))


def any_of(words: Iterable[str]) -> str:
    """An alternation of these words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


@cache
def _roles() -> tuple[tuple[Role, tuple[str, ...]], ...]:
    return tuple((Role(row["name"]), tuple(row["words"])) for row in table()["role"])


@lru_cache(maxsize=1024)
def role_of(phrase: str) -> Role | None:
    """The role that a label or a verb phrase gives: the first row of the table that has a word of it."""
    for role, words in _roles():
        if any(word in phrase for word in words):
            return role
    return None
