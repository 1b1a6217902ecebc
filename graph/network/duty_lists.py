"""The duties by measure or by agency: kept as arrays, and made records when somebody asks for some."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, overload

import numpy as np

from graph.model import Basis, Role
from graph.network.columns import BASES, ROLES, Duties, Ints

_AT_ONCE = 20_000
"""Duties that are made records together, where all are looked at."""


class DutyRow(NamedTuple):
    """One row of `Duties`, its codes read."""

    measure: int
    role: Role
    position: int
    agency: int
    basis: Basis
    open: bool


class DutyLists(Sequence[list[DutyRow]]):
    """A list of duties for each of so many nodes.

    Parameters
    ----------
    duties : Duties
        All of them, in the order that they are to have in the lists.
    node : array of int
        The node of each.
    number : int
        How many nodes there are.
    """

    def __init__(self, duties: Duties, node: Ints, number: int) -> None:
        order = np.argsort(node, kind="stable")
        self._duties = duties.take(order)
        self._starts: Ints = np.searchsorted(node[order], np.arange(number + 1))

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, place: int) -> list[DutyRow]: ...
    @overload
    def __getitem__(self, place: slice) -> list[list[DutyRow]]: ...
    def __getitem__(self, place: int | slice) -> list[DutyRow] | list[list[DutyRow]]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        if not 0 <= place < len(self):
            raise IndexError(place)
        return self._rows(int(self._starts[place]), int(self._starts[place + 1]))

    def __iter__(self) -> Iterator[list[DutyRow]]:
        first, rows = 0, self._rows(0, 0)
        starts: list[int] = self._starts.tolist()
        for begin, end in pairwise(starts):
            if end > first + len(rows):
                first, rows = begin, self._rows(begin, max(end, begin + _AT_ONCE))
            yield rows[begin - first : end - first]

    def _rows(self, begin: int, end: int) -> list[DutyRow]:
        duties = self._duties
        columns = (duties.measure, duties.role, duties.position, duties.agency, duties.basis, duties.open)
        return [
            DutyRow(measure, ROLES[role], position, agency, BASES[basis], is_open)
            for measure, role, position, agency, basis, is_open in zip(
                *(column[begin:end].tolist() for column in columns), strict=True
            )
        ]
