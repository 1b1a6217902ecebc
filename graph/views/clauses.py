"""A measure's clause cut into pieces, so that a page can mark who and what each stretch of it names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from graph.network import MENTIONED, Incidence


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
    """Evidence to be found in a clause; `start` and `end` are offsets into the plan.

    What has no `name` is cut out and not marked.
    """

    name: str
    evidence: str
    start: int
    end: int


def clause(incidence: Incidence, measure: int) -> tuple[Piece, ...]:
    """The clause of a measure, cut where it names agencies, zones, chains, goals and deadlines."""
    measures = incidence.measures
    text, start, duty_start = (
        measures.text[measure],
        int(measures.start[measure]),
        int(measures.duty_start[measure]),
    )
    marks = [
        *_mentions(incidence, measure),
        *_deadlines(text, start, duty_start, measures.deadlines[measure]),
    ]
    return cut(text, start, measures.duty[measure], duty_start, int(measures.duty_end[measure]), marks)


def _mentions(incidence: Incidence, measure: int) -> Iterator[Mark]:
    mentions, goals = incidence.mentions, 0
    first, end = np.searchsorted(mentions.measure, (measure, measure + 1)).tolist()
    for row in range(first, end):
        kind, node = MENTIONED[mentions.kind[row]], int(mentions.node[row])
        if kind == "goals":
            node, goals = goals, goals + 1
        name = f"{kind[0]}{node}" if node >= 0 else ""
        yield Mark(name, mentions.evidence[row], int(mentions.start[row]), int(mentions.end[row]))


def _deadlines(text: str, start: int, duty_start: int, deadlines: Iterable[str]) -> Iterator[Mark]:
    # The graph keeps deadlines as words: they are marked where these stand.
    for number, words in enumerate(deadlines):
        at = text.find(words)
        begin = start + at if at >= 0 else duty_start
        yield Mark(f"d{number}", words, begin, begin + len(words))


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
        names = {name: None for left, right, name in spans if name and left <= begin and end <= right}
        pieces.append(Piece(clause[begin:end], tuple(names)))
    return tuple(pieces)
