"""Clauses that name industries, and the word before a name that governs it."""

import msgspec

from loaders.targets.chain_wording import Wording
from loaders.targets.groups import Group

MAX_LEFT = 80
"""How far before a name the word is looked for that governs it."""

MAX_RIGHT = 80
"""How far behind a name its clause is read."""

MAX_REST = 36
"""How far into its sentence a clause is read on."""


class Governor(msgspec.Struct, frozen=True, gc=False):
    """The nearest word that governs a name from its left: its class, the word, and where it ends."""

    label: str
    word: str
    end: int


_NONE = Governor("", "", -1)


class Clause(msgspec.Struct, frozen=True, gc=False):
    """A clause of a text."""

    text: str
    start: int
    end: int

    def behind(self, at: int) -> str:
        """What the clause says behind a place."""
        return self.text[at : min(self.end, at + MAX_RIGHT)]

    def sentence_behind(self, at: int) -> str:
        """What the sentence says behind a place, a little into the next clause."""
        limit = min(self.end + MAX_REST, at + MAX_RIGHT)
        stops = (self.text.find(mark, self.end, limit) for mark in "。;")
        return self.text[at : min((stop for stop in stops if stop >= 0), default=limit)]


def governor_of(clause: Clause, group: Group, words: Wording) -> Governor:
    """The nearest word before a group that governs it."""
    text, by_last, holders = clause.text, words.governors, words.no_governors
    first = max(clause.start, group.start - MAX_LEFT)
    closed = False
    for end in range(group.start, first, -1):
        last = text[end - 1]
        found = by_last.get(last)
        if not found:
            closed = closed or last == "的"
            continue
        if text[end : end + 1] == "、":
            continue
        for word, label in found:
            if not text.endswith(word, first, end) or (closed and label in ("means", "field")):
                continue
            at = end - len(word)
            if any(text.startswith(none, at - before) for none, before in holders.get(word, ())):
                continue
            return Governor(label, word, end)
    return _NONE
