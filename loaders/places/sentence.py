"""Where a name begins in a running sentence: behind the last word that cannot be part of it."""

from dataclasses import dataclass
from functools import cache

from loaders.lexicon.phrases import by_last
from loaders.places.divisions import divisions
from loaders.places.tables import sentence_rows

MAX_PLACE = 15
"""Most characters of a division's full name."""


@dataclass(frozen=True, slots=True)
class _Boundaries:
    """Words that end a name to their right: by their last character, and the long ones by their first.

    `kept` gives, for a word, the words that hold it and end no name, with its place in them; `doubtful` are the words
    that one of these holds, or a place.
    """

    by_last: dict[str, tuple[str, ...]]
    by_first: dict[str, tuple[str, ...]]
    kept: dict[str, tuple[tuple[str, int], ...]]
    doubtful: frozenset[str]


@cache
def _boundaries() -> _Boundaries:
    data = sentence_rows()
    words = {*data.verbs.words, *data.adverbs.words, *data.quantities.words}
    words.update(data.characters.words)
    by_first: dict[str, list[str]] = {}
    kept: dict[str, list[tuple[str, int]]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        if len(word) > 1:
            by_first.setdefault(word[0], []).append(word)
        for holder in data.protected.words:
            if (at := holder.find(word)) >= 0:
                kept.setdefault(word, []).append((holder, at))
    return _Boundaries(
        by_last=by_last(words),
        by_first={first: tuple(found) for first, found in by_first.items()},
        kept={word: tuple(holders) for word, holders in kept.items()},
        doubtful=frozenset(words.intersection("".join(divisions().short)).union(kept)),
    )


def name_start(text: str, start: int, end: int) -> int:
    """Where the name that ends at `end` begins, at the earliest at `start`.

    >>> name_start("支持青岚", 0, 4)
    2
    """
    boundaries = _boundaries()
    by_last, doubtful = boundaries.by_last, boundaries.doubtful
    for last in range(end - 1, start - 1, -1):
        words = by_last.get(text[last])
        if not words or not text.endswith(words, start, last + 1):
            continue
        for word in words:
            if text.endswith(word, start, last + 1) and not (
                word in doubtful and _kept(text, word, last + 1 - len(word), start, end, boundaries)
            ):
                return last + 1
    return start


def _kept(text: str, word: str, at: int, start: int, end: int, boundaries: _Boundaries) -> bool:
    """Whether a word that ends names is here part of one: of a place, or of a word that holds it."""
    if any(text.startswith(holder, at - before) for holder, before in boundaries.kept.get(word, ())):
        return True
    return len(word) == 1 and _in_place(text, at, start, end)


def crossing_words() -> dict[str, tuple[str, ...]]:
    """Words of the sentence by their first character: one across a name's beginning shows that it is none (强|化工)."""
    return _boundaries().by_first


def begins_with_place(name: str) -> bool:
    """Whether a name begins with a division of China, in full or short."""
    places = divisions()
    for size in range(2, min(len(name), MAX_PLACE) + 1):
        start = name[:size]
        if start in places.short or start in places.full:
            return True
    return False


def is_short_place(name: str) -> bool:
    """Whether a name is the short one of a division of China: 广州 of 广州市."""
    return name in divisions().short


def is_place(name: str) -> bool:
    """Whether a name is that of a division of China, in full or short."""
    places = divisions()
    return name in places.short or name in places.full


def _in_place(text: str, at: int, start: int, end: int) -> bool:
    """Whether the character at `at` is inside a place name."""
    short = divisions().short
    return any(
        text[first : first + size] in short
        for size in (2, 3, 4)
        for first in range(max(start, at - size + 1), min(at, end - size) + 1)
    )
