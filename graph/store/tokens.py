"""A query as its words: what stands where, with nothing left that two lexers could read differently.

White space of every kind, comments and look-alike dashes are folded into plain ones of the same length, so that the
engine is given what was looked at here, and the places it names are those of the query as written.
"""

import re
from dataclasses import dataclass
from typing import Literal, NoReturn

from graph.model import StoreError

Kind = Literal["word", "name", "string", "number", "parameter", "mark"]

MOST_CHARACTERS = 100_000
DEEPEST = 60
"""Brackets in brackets: engines parse them by recursion, and some end the process over a few thousand."""

_DASHES = "\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_LEFT_ARROWS = "\u27e8\u3008\ufe64\uff1c"
_RIGHT_ARROWS = "\u27e9\u3009\ufe65\uff1e"
_PLAIN = {
    ord(char): plain
    for chars, plain in ((_DASHES, "-"), (_LEFT_ARROWS, "<"), (_RIGHT_ARROWS, ">"))
    for char in chars
}
_ESCAPE = r"\\(?:[\\'\"`bfnrtBFNRT]|[xX][0-9a-fA-F]{2}|[uU][0-9a-fA-F]{4})"
# Some engines put these characters in before they look where a text ends.
_HIDDEN_MARK = re.compile(r"\\[uU]00[0-7]")
_WORD = r"[^\W\d]\w*"
_TOKEN = re.compile(
    rf"""
      (?P<space>(?:[ \t-\r\x1c-\x1f\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]
               | /\*.*?\*/ | //[^\n\r]*)+)
    | (?P<word>{_WORD})
    | (?P<name>(?:`[^`\\]*`)+)
    | (?P<string>'(?:[^'\\]|{_ESCAPE})*' | "(?:[^"\\]|{_ESCAPE})*")
    | (?P<number>(?:[0-9]+(?:\.[0-9]+)?|(?<!\.)\.[0-9]+)(?:[eE]-?[0-9]+)?)
    | (?P<parameter>\$(?:{_WORD}|[0-9]+|(?:`[^`\\]*`)+))
    | (?P<mark>(?!/\*)[()\[\]{{}},.:;|+\-*/%^<>=!&~{_DASHES}{_LEFT_ARROWS}{_RIGHT_ARROWS}])
    """,
    re.VERBOSE | re.DOTALL,
)
_UNENDED = {
    "'": "a text without its closing '",
    '"': 'a text without its closing "',
    "`": "a name without its closing `, or with a \\ in it",
}
_CLOSES = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a mark or a value, and where it starts."""

    kind: Kind
    text: str
    start: int

    @property
    def bare(self) -> str:
        """A name without its back ticks; every other text as it is."""
        return self.text[1:-1].replace("``", "`") if self.kind == "name" else self.text


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a query, and the query rewritten from them."""

    all: tuple[Token, ...]
    plain: str

    def refuse(self, token: Token, what: str) -> NoReturn:
        """Raise StoreError over a token."""
        raise StoreError(f"{_place(self.plain, token.start)}: {what}")


def read_tokens(cypher: str) -> Tokens:
    """Take a query apart.

    Raises
    ------
    StoreError
        If a character stands outside of texts and names that no engine knows, if a text, a name or a bracket is not
        closed, or brackets are nested too deep.
    """
    if len(cypher) > MOST_CHARACTERS:
        raise StoreError(f"a query of {len(cypher):,} characters; at most {MOST_CHARACTERS:,} are read")
    tokens: list[Token] = []
    plain: list[str] = []
    place = 0
    while place < len(cypher):
        match = _TOKEN.match(cypher, place)
        if match is None:
            _refuse_character(cypher, place)
        kind, text = match.lastgroup, match[0]
        if kind == "space":
            plain.append("".join("\n" if char == "\n" else " " for char in text))
        else:
            if kind == "string" and (hidden := _HIDDEN_MARK.search(text)):
                raise StoreError(
                    f"{_place(cypher, place + hidden.start())}: write the character itself instead of {hidden[0]}…"
                )
            text = text.translate(_PLAIN) if kind == "mark" else text
            tokens.append(Token(kind, text, place))  # type: ignore[arg-type]
            plain.append(text)
        place = match.end()
    _check_brackets(cypher, tokens)
    return Tokens(tuple(tokens), "".join(plain))


def _check_brackets(cypher: str, tokens: list[Token]) -> None:
    opened: list[Token] = []
    for token in tokens:
        if token.kind != "mark":
            continue
        if token.text in "([{":
            opened.append(token)
            if len(opened) > DEEPEST:
                raise StoreError(f"{_place(cypher, token.start)}: more than {DEEPEST} brackets in each other")
        elif token.text in _CLOSES and (not opened or opened.pop().text != _CLOSES[token.text]):
            raise StoreError(f"{_place(cypher, token.start)}: “{token.text}” closes no bracket")
    if opened:
        raise StoreError(f"{_place(cypher, opened[-1].start)}: “{opened[-1].text}” is not closed")


def _refuse_character(cypher: str, place: int) -> NoReturn:
    char = cypher[place]
    what = _UNENDED.get(char, "")
    if what and char in "'\"":
        what += ", or with a \\ before what needs none; write the character itself"
    elif cypher.startswith("/*", place):
        what = "a comment without its end */"
    elif not what:
        shown = f"“{char}”" if char.isprintable() else "a character that is not seen"
        what = f"{shown} (U+{ord(char):04X}) belongs to no query; put a name that holds it between `"
    raise StoreError(f"{_place(cypher, place)}: {what}")


def _place(cypher: str, start: int) -> str:
    line = cypher.count("\n", 0, start) + 1
    return f"line {line}, column {start - (cypher.rfind(chr(10), 0, start) + 1) + 1} of the query"
