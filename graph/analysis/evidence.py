"""The clauses behind a number."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from graph.network import Incidence, Ints

if TYPE_CHECKING:
    from graph.analysis.projection import Unit


def clause(incidence: Incidence, measure: int) -> str:
    """A measure with its plan's title, its place and its annotation, as printed."""
    measures = incidence.measures
    title = incidence.plans.title[measures.plan[measure]]
    return f"《{title}》{measures.path[measure]} {measures.text[measure]}{measures.duty[measure]}"


_GAP = re.compile(r"\s+")
_BETWEEN_WORDS = re.compile(r"(?<=[!-~])\s+(?=[!-~])")


def unwrapped(text: str) -> str:
    """A text without the line breaks and spaces of its page; between Latin words and numbers one space stays.

    Examples
    --------
    >>> unwrapped("建设  国家级\\n开发区 5G  base\\n stations")
    '建设国家级开发区5G base stations'
    """
    return _GAP.sub("", _BETWEEN_WORDS.sub("\0", text)).replace("\0", " ")


def measures_behind(incidence: Incidence, keys: Sequence[str], of: "Unit" = "agencies") -> Ints:
    """Places of the measures that all of these agencies work on, or that are of all these chains or zones."""
    from graph.analysis.projection import membership

    known, _, units = membership(incidence, of)
    place = {key: number for number, key in enumerate(known)}
    found = np.arange(len(incidence.measures.key))
    for key in keys:
        number = place[key]
        row = units.indices[units.indptr[number] : units.indptr[number + 1]]
        found = np.intersect1d(found, row, assume_unique=True)
    return found


def clauses_behind(incidence: Incidence, keys: Sequence[str], of: "Unit" = "agencies") -> list[str]:
    """The clauses of `measures_behind`, in the order of the plans and their texts."""
    return [clause(incidence, measure) for measure in measures_behind(incidence, keys, of).tolist()]
