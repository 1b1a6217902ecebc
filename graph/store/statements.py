"""What may be asked of a graph: one statement over its nodes and edges, by a closed list of words.

An engine's own read-only transaction lets through more than that: files are read and written, extensions loaded,
settings changed. Nothing is looked for here that must not be; what is not known is refused. Clauses of Cypher begin
with words of a closed list, and two values never stand side by side without one of these words or a mark between
them: any other statement (LOAD FROM, COPY x, INSTALL x, CREATE TABLE x) has two.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import NoReturn

import msgspec

from graph.model import StoreError
from graph.model.tables import CheckedRow, checked
from graph.store.tokens import Token, Tokens, read_tokens


@dataclass(frozen=True, slots=True)
class Dialect:
    """The words of an engine, keywords in capitals, functions and procedures in small letters."""

    heads: frozenset[str]
    changing_heads: frozenset[str]
    reads: frozenset[str]
    writes: frozenset[str]
    closing: frozenset[str]
    calls: frozenset[str]
    functions: frozenset[str]


class _DialectRow(CheckedRow, frozen=True, kw_only=True):
    heads: str
    changing_heads: str
    reads: str
    writes: str
    closing: str
    calls: str
    functions: str


@cache
def dialect(engine: str) -> Dialect:
    """The dialect that an engine speaks."""
    text = files("graph.store").joinpath("dialects.toml").read_text("utf-8")
    row = checked(text, dict[str, _DialectRow], "graph/store/dialects.toml")[engine]
    words = {name: frozenset(said.split()) for name, said in msgspec.structs.asdict(row).items()}
    small = {name: frozenset(map(str.lower, words[name])) for name in ("calls", "functions")}
    return Dialect(**(words | small))


def checked_statement(cypher: str, parameters: Collection[str], engine: str, *, write: bool) -> str:
    """The query as the engine may be given it: one statement that queries, or with `write` also changes.

    Raises
    ------
    StoreError
        If it is empty, several statements, or says what no query over nodes and edges says; if a parameter is
        missing, which the engine would read as null.
    """
    plain, needed = _checked(cypher, engine, write)
    if missing := [name for name in needed if name not in parameters]:
        raise StoreError(f"the query needs a value of {' and '.join(f'${name}' for name in missing)}")
    return plain


@lru_cache(maxsize=256)
def _checked(cypher: str, engine: str, write: bool) -> tuple[str, tuple[str, ...]]:
    tokens = read_tokens(cypher)
    statement = list(tokens.all)
    while statement and statement[-1].text == ";":
        statement.pop()
    if not statement:
        raise StoreError("the query is empty")
    _Check(tokens, statement, dialect(engine), write).run()
    named = {token.text.removeprefix("$") for token in statement if token.kind == "parameter"}
    return tokens.plain, tuple(sorted(named))


class _Check:
    """The walk over one statement."""

    def __init__(self, tokens: Tokens, statement: list[Token], known: Dialect, write: bool) -> None:
        self._tokens = tokens
        self._statement = statement
        self._known = known
        self._write = write
        self._keywords = known.reads | known.writes if write else known.reads

    def run(self) -> None:
        place = self._check_head()
        after_value = False
        for number in range(place, len(self._statement)):
            token = self._statement[number]
            if token.kind == "mark":
                if token.text == ";":
                    self._tokens.refuse(token, "several statements; ask them one at a time")
                after_value = token.text in ")]}"
            elif self._is_keyword(number):
                after_value = _upper(token) in self._known.closing
                self._check_called(number)
            else:
                if after_value:
                    self._refuse_word(token)
                self._check_function(number)
                after_value = True

    def _check_head(self) -> int:
        """The number of the first word behind EXPLAIN or PROFILE, which has to open a query."""
        place = 0
        while place < len(self._statement) and _upper(self._statement[place]) in (
            "EXPLAIN",
            "PROFILE",
            "LOGICAL",
        ):
            place += 1
        first = self._statement[min(place, len(self._statement) - 1)]
        heads = self._known.heads | (self._known.changing_heads if self._write else frozenset())
        if place == len(self._statement) or first.kind != "word" or _upper(first) not in heads:
            self._refuse_word(first)
        return place

    def _is_keyword(self, number: int) -> bool:
        token = self._statement[number]
        behind_dot = number > 0 and self._statement[number - 1].text == "."
        return token.kind == "word" and not behind_dot and _upper(token) in self._keywords

    def _check_called(self, number: int) -> None:
        """A procedure behind CALL has to be a known one; a subquery is looked through like the rest."""
        if _upper(self._statement[number]) != "CALL" or self._text(number + 1) in ("{", "(", ":"):
            return
        name = self._dotted(number + 1)
        if name not in self._known.calls:
            self._tokens.refuse(
                self._statement[number],
                f"CALL of “{name}”; a query may call {', '.join(sorted(self._known.calls))}",
            )

    def _check_function(self, number: int) -> None:
        if self._statement[number].kind not in ("word", "name") or self._text(number + 1) != "(":
            return
        first = number
        while (
            first >= 2
            and self._text(first - 1) == "."
            and self._statement[first - 2].kind in ("word", "name")
        ):
            first -= 2
        name = self._dotted(first)
        called = first > 0 and _upper(self._statement[first - 1]) == "CALL"
        if not called and name not in self._known.functions:
            self._tokens.refuse(self._statement[number], f"“{name}” is no function that a query may use")

    def _dotted(self, number: int) -> str:
        """The name that begins at a token, with the parts behind its dots, in small letters."""
        if number >= len(self._statement):
            return ""
        parts = [self._statement[number].bare]
        while self._text(number + 1) == "." and number + 2 < len(self._statement):
            number += 2
            parts.append(self._statement[number].bare)
        name = ".".join(parts)
        return name.lower() if name.isascii() else name

    def _text(self, number: int) -> str:
        return self._statement[number].text if 0 <= number < len(self._statement) else ""

    def _refuse_word(self, token: Token) -> NoReturn:
        word = _upper(token)
        if word in self._known.writes and token.kind == "word" and not self._write:
            raise StoreError(f"the query would write ({word}); allow it with --write")
        self._tokens.refuse(
            token,
            f"“{_shortened(token.text)}” cannot stand here: a query is made of "
            f"{', '.join(sorted(self._known.heads))} over the graph's nodes and edges; load plans with "
            "`qiantou load`, write files with `qiantou export`",
        )


def _upper(token: Token) -> str:
    """A word in capitals; one of other letters than the keywords' own is none, whatever its capitals are."""
    return token.text.upper() if token.kind == "word" and token.text.isascii() else ""


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
