"""The clauses behind a number."""

import re
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


class Evidence:
    """The measures and clauses behind agencies, measures, chains or zones, by their keys.

    Parameters
    ----------
    incidence : Incidence
        The graph.
    of : {"agencies", "measures", "chains", "zones"}
        Whose keys will be asked for.
    """

    def __init__(self, incidence: Incidence, of: "Unit" = "agencies") -> None:
        from graph.analysis.projection import membership

        keys, _, self._units = membership(incidence, of)
        self._place = {key: number for number, key in enumerate(keys)}
        self._incidence = incidence

    def measures(self, *keys: str) -> Ints:
        """Places of the measures that all of these work on (or that are of all these chains or zones)."""
        rows = [self._row(key) for key in keys]
        found = rows[0]
        for row in rows[1:]:
            found = np.intersect1d(found, row, assume_unique=True)
        return found

    def clauses(self, *keys: str) -> list[str]:
        """The clauses of these measures, in the order of the plans and their texts."""
        return [clause(self._incidence, measure) for measure in self.measures(*keys).tolist()]

    def _row(self, key: str) -> Ints:
        number = self._place[key]
        row: Ints = self._units.indices[self._units.indptr[number] : self._units.indptr[number + 1]]
        return row
