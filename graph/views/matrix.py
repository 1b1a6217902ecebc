"""The matrix of agencies: a row leads, a column supports; agencies that work together stand together."""

from dataclasses import dataclass

from graph.network import Incidence
from graph.views.summary import Pair, busiest

_LEVELS = (1, 2, 3, 5, 9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The filled cells of the matrix and its sides.

    `rows` lead, `columns` support, both by community; a community begins before each of `row_starts`
    and `column_starts`. `cells` holds by
    (row, column), both agencies, the pair; joint pairs stand in both of their cells, where no lead and support do.
    `left_out` counts the agencies with fewer measures that there was no room for.
    """

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    row_starts: frozenset[int]
    column_starts: frozenset[int]
    cells: dict[tuple[int, int], Pair]
    left_out: int


def matrix(incidence: Incidence, pairs: list[Pair], *, most: int, collectives: bool = True) -> Matrix:
    """Order the `most` agencies with most measures by community, and fill the cells of their pairs."""
    ranked = list(busiest(incidence, collectives=collectives))
    chosen = set(ranked[:most])
    cells: dict[tuple[int, int], Pair] = {}
    for pair in pairs:
        if pair.lead in chosen and pair.support in chosen:
            for cell in [(pair.lead, pair.support)] + [(pair.support, pair.lead)] * pair.joint:
                if not pair.joint or cell not in cells or cells[cell].joint:
                    cells[cell] = pair
    groups = communities_of(incidence, collectives=collectives)
    rows, columns = ({cell[side] for cell in cells} for side in (0, 1))
    order = [agency for group in groups for agency in group]
    return Matrix(
        rows=tuple(agency for agency in order if agency in rows),
        columns=tuple(agency for agency in order if agency in columns),
        row_starts=_firsts(groups, rows),
        column_starts=_firsts(groups, columns),
        cells=cells,
        left_out=len(ranked) - len(chosen),
    )


def _firsts(groups: list[list[int]], side: set[int]) -> frozenset[int]:
    firsts = [next((agency for agency in group if agency in side), None) for group in groups]
    return frozenset([agency for agency in firsts if agency is not None][1:])


def level(count: int) -> int:
    """How dark a cell is, 1 to 5."""
    return sum(count >= least for least in _LEVELS)


def communities_of(incidence: Incidence, *, collectives: bool = True) -> list[list[int]]:
    """Agencies in the communities of their coordination network, the largest community first.

    See `graph.analysis.communities.communities`; within each, agencies by their number of measures.
    """
    from graph.analysis.communities import communities
    from graph.analysis.projection import network

    load = busiest(incidence, collectives=collectives)
    if not load:
        return []
    coordination = network(incidence.select(collectives=collectives))
    groups: dict[int, list[int]] = {}
    for key, number in zip(coordination.key, communities(coordination).community.tolist(), strict=True):
        groups.setdefault(number, []).append(incidence.agencies.place[key])
    return [sorted(groups[number], key=lambda agency: (-load[agency], agency)) for number in sorted(groups)]
