"""A measure's clause cut into pieces, so that a page can mark who and what each stretch of it names."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a clause and the marks on it.

    `a3` stands for agency 3, `z0` for zone 0, `c5` for chain 5; `g0` and `d0` for the clause's own first goal and
    deadline.
    """

    text: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """Evidence to be found in a clause; `start` and `end` are offsets into the plan."""

    name: str
    evidence: str
    start: int
    end: int


def cut(
    text: str, start: int, duty: str, duty_start: int, duty_end: int, marks: Iterable[Mark]
) -> tuple[Piece, ...]:
    """Cut a measure's text and its annotation where a mark begins or ends.

    Parameters
    ----------
    text : str
        The measure's text as read; its first character stands at `start` in the plan.
    duty : str
        The annotation, white space removed; it stands from `duty_start` to `duty_end` in the plan.
    marks : iterable of Mark
        A mark whose evidence stands neither at its offsets nor anywhere in the annotation marks nothing.

    Returns
    -------
    tuple of Piece
        Joined, they give the text and, where the text does not hold it already, the annotation.
    """
    end = start + len(text)
    held = start <= duty_start and duty_end <= end
    clause = text if held or not duty else f"{text}{duty}"
    spans = []
    cursor = len(text)
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.end, mark.name)):
        at, evidence = mark.start - start, mark.evidence
        if not evidence:
            continue
        if not (mark.start >= start and mark.end <= end and text.startswith(evidence, at)):
            at = clause.find(evidence, cursor)
            if at < 0:
                evidence = "".join(evidence.split())
                at = clause.find(evidence, cursor)
            if at < 0:
                continue
            cursor = at
        spans.append((at, at + len(evidence), mark.name))
    return _pieces(clause, spans)


def _pieces(clause: str, spans: list[tuple[int, int, str]]) -> tuple[Piece, ...]:
    cuts = sorted({0, len(clause), *(edge for begin, end, _ in spans for edge in (begin, end))})
    pieces = []
    for begin, end in pairwise(cuts):
        names = {name: None for left, right, name in spans if left <= begin and end <= right}
        pieces.append(Piece(clause[begin:end], tuple(names)))
    return tuple(pieces)
