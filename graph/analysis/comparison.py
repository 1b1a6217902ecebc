"""Two plans, or two versions of one, side by side."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.analysis.projection import engagement
from graph.analysis.similarity import TextVectors
from graph.model import InputError, Role
from graph.network import Incidence, Strings

if TYPE_CHECKING:
    import pandas as pd

_ALIKE_FROM = 0.5
_ALIKE_IN_PLACE_FROM = 0.25
_IN_PLACE = 0.2

_STATUS_ORDER = ("added", "gone", "changed", "reassigned", "rescheduled", "retargeted", "moved", "same")
_ROLE_ORDER = (Role.LEADS, Role.RESPONSIBLE, Role.SUPPORTS)


@dataclass(frozen=True, kw_only=True, eq=False)
class Comparison:
    """What differs from one plan to another.

    `measures`: columns `status`, `before_path`, `after_path`, `before_heading`, `after_heading`, `similarity` of the
    texts (0 to 1), `agencies` (role, + or -, and name of each who came or went), `before_measure_key`,
    `after_measure_key`. Status "added", "gone", "changed" (another text), "reassigned" (the text is the same, the
    agencies or their roles are not), "rescheduled" (only the deadlines are others), "retargeted" (the zones, chains or
    goals are), "moved" (only the path is another) or "same"; in this order, then that of the texts.

    `agencies`: columns `key`, `name`, and of `leads`, `responsible` and `supports` the measures `_before`, `_after`
    and the `_change`; the largest change first. Across two jurisdictions agencies are joined by their functional
    line, or their name where they have none, else by their key.

    `deadlines`: columns `before_path`, `after_path`, `heading`, `before`, `after` (as written) and `days` by which
    the last one moved (None where one is not dated); of the measures in both plans.
    """

    measures: "pd.DataFrame"
    agencies: "pd.DataFrame"
    deadlines: "pd.DataFrame"

    def summary(self) -> "pd.DataFrame":
        """Count the measures of each status; columns `status`, `measures`."""
        import pandas as pd

        counts = self.measures["status"].value_counts()
        return pd.DataFrame(
            {
                "status": list(_STATUS_ORDER),
                "measures": [int(counts.get(status, 0)) for status in _STATUS_ORDER],
            }
        )


def compare(before: Incidence, after: Incidence) -> Comparison:
    """Compare two plans measure by measure.

    Measures are joined one to one: the most similar texts (see `TextVectors`) first, with a preference for those that
    stand at the same path. Texts count as versions of one from a similarity of 0.5, at the same path from 0.25.

    Parameters
    ----------
    before, after : Incidence
        One plan each, as `Incidence.select` or `incidence_of` gives it.

    Raises
    ------
    InputError
        If either does not hold exactly one plan.
    """
    for side in (before, after):
        if len(side.plans.key) != 1:
            titles = ", ".join(side.plans.title[:8])
            raise InputError(f"compare one plan with one other; these are {len(side.plans.key)}: {titles}")
    texts = TextVectors([*_words(before), *_words(after)])
    pairs = _joined(before, after, texts)
    name_of = _agency_names(before, after)
    return Comparison(
        measures=_measures(before, after, pairs, name_of),
        agencies=_agencies(before, after, name_of),
        deadlines=_deadlines(before, after, pairs),
    )


def _joined(before: Incidence, after: Incidence, texts: TextVectors) -> dict[int, tuple[int, float]]:
    """Of each measure before, the measure after that it became, and the similarity of their texts."""
    size = len(before.measures.key)
    first, second = texts.candidates()
    across = (first < size) & (second >= size)
    candidates = set(zip(first[across].tolist(), (second[across] - size).tolist(), strict=True))
    for places in (_by_path(before, after), _by_text(before, after)):
        candidates |= places
    pairs = np.array(sorted(candidates), dtype=np.int64).reshape(-1, 2)
    similarity = texts.similarity(pairs[:, 0], pairs[:, 1] + size)
    in_place = before.measures.path[pairs[:, 0]] == after.measures.path[pairs[:, 1]]
    alike = np.where(_words(before)[pairs[:, 0]] == _words(after)[pairs[:, 1]], 1.0, similarity)
    enough = alike >= np.where(in_place, _ALIKE_IN_PLACE_FROM, _ALIKE_FROM)
    apart = np.abs(pairs[:, 0] - pairs[:, 1])
    order = np.lexsort((pairs[:, 1], pairs[:, 0], apart, -(alike + _IN_PLACE * in_place)))
    joined: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for place in order[enough[order]].tolist():
        one, other = pairs[place].tolist()
        if one not in joined and other not in taken:
            joined[one] = (other, float(alike[place]))
            taken.add(other)
    return joined


def _by_path(before: Incidence, after: Incidence) -> set[tuple[int, int]]:
    """Pairs at the same place: path and ordinal, as the part of the key behind the plan says."""
    place = {key.rpartition("#")[2]: number for number, key in enumerate(after.measures.key)}
    found = ((number, place.get(key.rpartition("#")[2])) for number, key in enumerate(before.measures.key))
    return {(one, other) for one, other in found if other is not None}


def _by_text(before: Incidence, after: Incidence) -> set[tuple[int, int]]:
    """Pairs of the same text, the first with the first and so on where it is repeated."""
    left: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(_words(after)):
        left[text].append(number)
    return {(number, left[text].pop(0)) for number, text in enumerate(_words(before)) if left.get(text)}


def _words(side: Incidence) -> Strings:
    """The texts of the measures without white space and without the number in front, which may change alone."""
    found = []
    for path, text in zip(side.measures.path, side.measures.text, strict=True):
        text = "".join(text.split())
        number = path.rpartition("/")[2]
        found.append(text.removeprefix(number).lstrip("、.．﹒") if text.startswith(number) else text)
    return np.array(found, dtype=np.object_)


def _agency_names(before: Incidence, after: Incidence) -> Callable[[Incidence], list[tuple[str, str]]]:
    """How agencies of both plans are joined: key and name of each."""
    places = {side.plans.jurisdiction[0] for side in (before, after)}
    if len(places) == 1:
        return lambda side: list(zip(side.agencies.key, side.agencies.name, strict=True))

    def by_line(side: Incidence) -> list[tuple[str, str]]:
        agencies = side.agencies
        joint = (line or name for line, name in zip(agencies.line, agencies.name, strict=True))
        return [(name, name) for name in joint]

    return by_line


Names = Callable[[Incidence], list[tuple[str, str]]]
Change = tuple[Role, str, str]
"""The role of an agency in a measure, "+" or "-", and its name."""


def _measures(
    before: Incidence, after: Incidence, joined: dict[int, tuple[int, float]], names: Names
) -> "pd.DataFrame":
    import pandas as pd

    doing_before, doing_after = _who_does_what(before, names), _who_does_what(after, names)
    old_text, new_text = _words(before), _words(after)
    rows: list[dict[str, Any]] = []
    for one in range(len(before.measures.key)):
        if one not in joined:
            rows.append(_row("gone", before, one, None, None, None, [], one))
            continue
        other, similarity = joined[one]
        agencies = _changes(doing_before[one], doing_after[other])
        if old_text[one] != new_text[other]:
            status = "changed"
        elif agencies:
            status = "reassigned"
        elif _time_limits(before, one) != _time_limits(after, other):
            status = "rescheduled"
        elif _aims(before, one) != _aims(after, other):
            status = "retargeted"
        else:
            status = "same" if before.measures.path[one] == after.measures.path[other] else "moved"
        rows.append(_row(status, before, one, after, other, similarity, agencies, other))
    taken = {other for other, _ in joined.values()}
    rows += [
        _row("added", None, None, after, other, None, [], other)
        for other in range(len(after.measures.key))
        if other not in taken
    ]
    rows.sort(key=lambda row: (_STATUS_ORDER.index(row["status"]), row.pop("place")))
    columns = [
        "status",
        "before_path",
        "after_path",
        "before_heading",
        "after_heading",
        "similarity",
        "agencies",
    ]
    return pd.DataFrame(rows, columns=[*columns, "before_measure_key", "after_measure_key"])


def _time_limits(side: Incidence, measure: int) -> tuple[list[str], tuple[str, ...]]:
    """A measure's deadlines as written, in any order, and their dates."""
    return sorted(side.measures.deadlines[measure]), side.measures.due[measure]


def _aims(side: Incidence, measure: int) -> tuple[set[str], set[str], set[str]]:
    """What a measure acts on."""
    return (
        {side.zones.key[zone] for zone in side.zones_of_measure[measure]},
        {side.chains.key[chain] for chain in side.chains_of_measure[measure]},
        {side.goals.label[goal] for goal in side.goals_of_measure[measure]},
    )


def _row(
    status: str,
    before: Incidence | None,
    one: int | None,
    after: Incidence | None,
    other: int | None,
    similarity: float | None,
    agencies: list[Change],
    place: int,
) -> dict[str, Any]:
    def of(side: Incidence | None, number: int | None, name: str) -> str:
        return "" if side is None or number is None else str(getattr(side.measures, name)[number])

    return {
        "status": status,
        "before_path": of(before, one, "path"),
        "after_path": of(after, other, "path"),
        "before_heading": of(before, one, "heading"),
        "after_heading": of(after, other, "heading"),
        "similarity": np.nan if similarity is None else similarity,
        "agencies": agencies,
        "before_measure_key": of(before, one, "key"),
        "after_measure_key": of(after, other, "key"),
        "place": place,
    }


def _who_does_what(side: Incidence, names: Names) -> list[dict[Role, dict[str, str]]]:
    """Of each measure, by role, the agencies: joint key to name."""
    joint = names(side)
    doing: list[dict[Role, dict[str, str]]] = [{} for _ in side.measures.key]
    for role in Role:
        matrix = engagement(side, roles=(role,)).tocoo()
        agency, measure = matrix.coords
        for who, what in zip(agency.tolist(), measure.tolist(), strict=True):
            key, name = joint[who]
            doing[what].setdefault(role, {})[key] = name
    return doing


def _changes(old: dict[Role, dict[str, str]], new: dict[Role, dict[str, str]]) -> list[Change]:
    changes: list[Change] = []
    for role in _ROLE_ORDER:
        before, after = old.get(role, {}), new.get(role, {})
        changes += [(role, "+", after[key]) for key in sorted(after.keys() - before.keys())]
        changes += [(role, "-", before[key]) for key in sorted(before.keys() - after.keys())]
    return changes


def _agencies(before: Incidence, after: Incidence, names: Names) -> "pd.DataFrame":
    import pandas as pd

    rows: dict[str, dict[str, Any]] = {}
    for side, when in ((before, "before"), (after, "after")):
        joint = names(side)
        for role in _ROLE_ORDER:
            counts = np.diff(engagement(side, roles=(role,)).indptr).tolist()
            for (key, name), count in zip(joint, counts, strict=True):
                row = rows.setdefault(key, {"key": key, "name": name})
                row[f"{role}_{when}"] = row.get(f"{role}_{when}", 0) + count
    columns = ["key", "name"]
    for role in _ROLE_ORDER:
        columns += [f"{role}_before", f"{role}_after", f"{role}_change"]
    for row in rows.values():
        for role in _ROLE_ORDER:
            old, new = row.setdefault(f"{role}_before", 0), row.setdefault(f"{role}_after", 0)
            row[f"{role}_change"] = new - old

    def order(row: dict[str, Any]) -> tuple[Any, ...]:
        return (
            *(-abs(row[f"{role}_change"]) for role in (Role.LEADS, Role.RESPONSIBLE, Role.SUPPORTS)),
            row["key"],
        )

    return pd.DataFrame(sorted(rows.values(), key=order), columns=columns)


def _deadlines(before: Incidence, after: Incidence, joined: dict[int, tuple[int, float]]) -> "pd.DataFrame":
    import pandas as pd

    rows = []
    for one, (other, _) in sorted(joined.items()):
        old, new = before.measures.deadlines[one], after.measures.deadlines[other]
        old_due, new_due = before.measures.due[one], after.measures.due[other]
        if _time_limits(before, one) == _time_limits(after, other):
            continue
        dated = bool(old_due and new_due)
        rows.append(
            {
                "before_path": before.measures.path[one],
                "after_path": after.measures.path[other],
                "heading": after.measures.heading[other],
                "before": list(old),
                "after": list(new),
                "days": (_day(new_due[-1]) - _day(old_due[-1])).days if dated else None,
                "before_measure_key": before.measures.key[one],
                "after_measure_key": after.measures.key[other],
            }
        )
    columns = [
        "before_path",
        "after_path",
        "heading",
        "before",
        "after",
        "days",
        "before_measure_key",
        "after_measure_key",
    ]
    frame = pd.DataFrame(rows, columns=columns)
    # As numbers, an undated one would turn all of them into fractions.
    frame["days"] = pd.Series([row["days"] for row in rows], dtype=object)
    return frame


def _day(text: str) -> date:
    return date.fromisoformat(text)
