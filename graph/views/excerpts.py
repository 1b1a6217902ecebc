"""Which clauses a page holds: all of them, or of a large graph the first few behind each number."""

from collections.abc import Sequence

from graph.network import Incidence

WHOLE_UP_TO = 4_000
"""A page of more measures than these holds excerpts, so that it stays below some 6 MB."""
_EACH = 5
_PLENTY = 2_000


def is_large(incidence: Incidence) -> bool:
    """Whether the measures of a graph are too many for a page to hold their clauses."""
    return len(incidence.measures) > WHOLE_UP_TO


class Excerpts:
    """The clauses that a page holds.

    Parameters
    ----------
    incidence : Incidence
        The graph that the page is about.

    Attributes
    ----------
    partial : bool
        Whether the graph is too large for a page to hold all clauses.
    kept : dict of int to int
        Of each clause that the page holds its number in the graph, and its number in the page.
    """

    def __init__(self, incidence: Incidence) -> None:
        self.partial = is_large(incidence)
        whole = () if self.partial else range(len(incidence.measures))
        self.kept: dict[int, int] = {number: number for number in whole}

    def of(self, clauses: Sequence[int]) -> list[int]:
        """The numbers in the page of what it holds of these clauses: of a large graph, the first five.

        Once the page holds plenty, those of the five that it holds already, else the first.
        """
        if not self.partial:
            return list(clauses)
        first = clauses[:_EACH]
        if len(self.kept) >= _PLENTY:
            first = [clause for clause in first if clause in self.kept] or first[:1]
        return [self.kept.setdefault(clause, len(self.kept)) for clause in first]

    def most(self, rows: int) -> int | None:
        """How many rows of a long table the page has: no limit, or of a large graph so many."""
        return rows if self.partial else None
