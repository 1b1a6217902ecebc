"""Which words of a text are new in another version of it, and which are gone."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from rapidfuzz.distance import LCSseq

_SHORTEST = 2
"""Between two changes a shorter stretch that stays would only chop them: it is said again with them."""
_OTHERS = r"[0-9A-Za-z.%]+|\s+|."


class Mark(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text."""

    text: str
    mark: Mark


Pieces = tuple[Piece, ...]


def marked(before: str, after: str, names: Iterable[str] = ()) -> tuple[Pieces, Pieces]:
    """Mark what is gone from one text and what is new in the other.

    Parameters
    ----------
    before, after : str
        The two versions.
    names : iterable of str
        Words that are whole or not at all: names of agencies. So are numbers and Latin words.

    Examples
    --------
    >>> for side in marked("由市科技局牵头，2025年底前完成。", "由市数据局牵头，2026年底前完成。", ["市科技局", "市数据局"]):
    ...     print("".join(piece.text if piece.mark == "same" else f"[{piece.text}]" for piece in side))
    由[市科技局]牵头，[2025]年底前完成。
    由[市数据局]牵头，[2026]年底前完成。
    """
    whole = sorted({name for name in names if name}, key=lambda name: (-len(name), name))
    word = re.compile("|".join([*map(re.escape, whole), _OTHERS]), re.DOTALL)
    old, new = word.findall(before), word.findall(after)
    sides: tuple[list[Piece], list[Piece]] = ([], [])
    for same, old_words, new_words in _stretches(old, new):
        for side, words, mark in zip(sides, (old_words, new_words), (Mark.GONE, Mark.NEW), strict=True):
            side += [Piece(text, Mark.SAME if same else mark) for text in words]
    return _joined(sides[0]), _joined(sides[1])


def _stretches(old: list[str], new: list[str]) -> Iterator[tuple[bool, list[str], list[str]]]:
    """The words of both in turn, and whether they stay."""
    steps = LCSseq.opcodes(old, new)
    runs = [
        (step.tag == "equal", old[step.src_start : step.src_end], new[step.dest_start : step.dest_end])
        for step in steps
    ]
    for number, (same, old_words, new_words) in enumerate(runs):
        between = 0 < number < len(runs) - 1
        yield same and not (between and _chops(old_words)), old_words, new_words


def _chops(words: list[str]) -> bool:
    return sum(map(len, words)) < _SHORTEST and "".join(words).isalnum()


def _joined(pieces: list[Piece]) -> Pieces:
    return tuple(
        Piece("".join(piece.text for piece in run), mark)
        for mark, run in groupby(pieces, key=lambda piece: piece.mark)
    )
