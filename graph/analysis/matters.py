"""What two measures are both about: a chain, a zone, or a class of industries; and how much of it is their plans' own."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from graph.network import Incidence
from graph.standards import EMERGING, GBT, IndustryClass

_GROUP_UP_TO = 50
_LEVELS = {GBT: ("门类", "大类", "中类", "小类"), EMERGING: ("一级", "二级")}


class Matter:
    """What measures of one graph act on, of one kind: chains, zones or classes.

    Parameters
    ----------
    incidence : Incidence
    of_measure : sequence of sequence of int
        What each measure acts on, by its number.
    names : sequence of str
        What each is called.
    broad : sequence of set of int, optional
        Of each measure, what it must share with another one to make a pair: one of the two has to hold it here.
    """

    def __init__(
        self,
        incidence: Incidence,
        of_measure: Sequence[Sequence[int]],
        names: Sequence[str],
        broad: Sequence[frozenset[int]] | None = None,
    ) -> None:
        self._of = [frozenset(mine) for mine in of_measure]
        self._broad = self._of if broad is None else broad
        self._names = names
        self._plan: list[int] = incidence.measures.plan.tolist()
        self._measures = Counter(self._plan)
        self._acting = Counter(
            (self._plan[measure], one) for measure, mine in enumerate(self._of) for one in mine
        )

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Yield the pairs that share something, the earlier measure first; what more than 50 share makes none."""
        groups: dict[int, list[int]] = defaultdict(list)
        for measure, mine in enumerate(self._of):
            for one in mine:
                groups[one].append(measure)
        for one in sorted(groups):
            if len(groups[one]) <= _GROUP_UP_TO:
                for first, second in combinations(groups[one], 2):
                    if one in self._broad[first] or one in self._broad[second]:
                        yield first, second

    def shared(self, first: int, second: int) -> list[int]:
        """What both measures act on."""
        return sorted(self._of[first] & self._of[second] & (self._broad[first] | self._broad[second]))

    def common(self, first: int, second: int) -> list[str]:
        """The names of what both measures act on."""
        return [self._names[one] for one in self.shared(first, second)]

    def weight(self, first: int, second: int) -> float:
        """How little of what they share is the subject of their plans: 1 where no other measure acts on it."""
        return max((self._weight(one, first, second) for one in self.shared(first, second)), default=0.0)

    def _weight(self, one: int, first: int, second: int) -> float:
        plans = Counter((self._plan[first], self._plan[second]))
        return 1 - max(
            (self._acting[plan, one] - own) / (self._measures[plan] - own + 1) for plan, own in plans.items()
        )


def class_matter(incidence: Incidence) -> Matter:
    """The classes that industries of different names meet under, below the top; called by code, name and level."""
    chains = incidence.chains
    direct = [frozenset(one for one in mine if one.level > 1) for mine in chains.classes]
    known = sorted(frozenset().union(*direct))
    number = {one: place for place, one in enumerate(known)}
    of_measure: list[frozenset[int]] = []
    broad: list[frozenset[int]] = []
    for mine in incidence.chains_of_measure:
        under = {one for chain in mine for one in chains.lineage[chain]}
        of_measure.append(frozenset(number[one] for one in under if one in number))
        broad.append(frozenset(number[one] for chain in mine for one in direct[chain]))
    return Matter(incidence, [sorted(mine) for mine in of_measure], [called(one) for one in known], broad)


def called(one: IndustryClass) -> str:
    """A class by code, name and level: C397 电子器件制造（中类）."""
    return f"{one.code} {one.name}（{_LEVELS[one.standard][one.level - 1]}）"
