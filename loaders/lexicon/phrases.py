"""Words of a table in a text, the longest first: quicker than a pattern of many alternatives."""

from collections.abc import Container, Iterable, Mapping

import msgspec


class Found(msgspec.Struct, frozen=True, gc=False):
    """A word found: the label of its group, and its span."""

    label: str
    start: int
    end: int


class Phrases:
    """Groups of words that are looked for at given places.

    Parameters
    ----------
    groups : mapping of str to iterable of str
        The words by the label of their group. Of words of equal beginning the longest is found; of a word in two
        groups the first.
    """

    def __init__(self, groups: Mapping[str, Iterable[str]]) -> None:
        by_first: dict[str, list[tuple[str, str]]] = {}
        for label, words in groups.items():
            for word in words:
                by_first.setdefault(word[0], []).append((word, label))
        self._by_first = {
            first: (tuple(word for word, _ in words), sorted(words, key=lambda pair: -len(pair[0])))
            for first, words in by_first.items()
        }

    @property
    def firsts(self) -> Container[str]:
        """The characters that a word begins with."""
        return self._by_first

    def at(self, text: str, start: int) -> Found | None:
        """The word that stands at a place."""
        same = self._by_first.get(text[start : start + 1])
        # Most places hold no word: one look for all of them is many times quicker than one for each.
        if same and text.startswith(same[0], start):
            for word, label in same[1]:
                if text.startswith(word, start):
                    return Found(label, start, start + len(word))
        return None

    def first(self, text: str, start: int, end: int) -> Found | None:
        """The first word that stands between two places and ends before the second."""
        by_first = self._by_first
        for at, character in enumerate(text[start:end], start):
            if character in by_first and text.startswith(by_first[character][0], at, end):
                for word, label in by_first[character][1]:
                    if text.startswith(word, at, end):
                        return Found(label, at, at + len(word))
        return None


def by_last(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Words by their last character, the longest first: for looking back from a place."""
    found: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        found.setdefault(word[-1], []).append(word)
    return {last: tuple(same) for last, same in found.items()}
