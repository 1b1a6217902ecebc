"""What the table of changes lists: measures of two plans side by side, and what became of duties and deadlines."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.analysis.comparison import compare
from graph.analysis.evidence import unwrapped
from graph.model import Role
from graph.network import Incidence
from graph.views.changes.marking import Mark, Piece, Pieces, marked
from graph.views.reasons import ROLES_IN_WORDS, changes_in_words
from graph.words import words

_KEPT = ("moved", "same")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A measure in both versions, its words marked; nothing on the side that does not have it."""

    status: str
    before: Pieces
    after: Pieces


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """What became of who does a measure, and by when."""

    path: str
    task: str
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTable:
    """The table of changes; `summary` counts them in words."""

    title: str
    before: str
    after: str
    summary: tuple[str, ...]
    shifts: tuple[Shift, ...]
    pairs: tuple[Pair, ...]
    words: Mapping[str, str]


def change_table(
    before: Incidence,
    after: Incidence,
    *,
    named: Sequence[str] = (),
    language: str = "zh",
    everything: bool = False,
) -> ChangeTable:
    """Compare two plans, see `graph.analysis.comparison.compare`, and lay the changes out for readers.

    Parameters
    ----------
    before, after : Incidence
        One plan each.
    named : sequence of str
        What the two are called; their titles, without it.
    language : {"zh", "en"}
        The language of headings and notes.
    everything : bool
        Whether measures without a change are listed, too.
    """
    say = words(language)
    found = compare(before, after)
    rows = found.measures.to_dict("records")
    sides = (before, after)
    names = {name for side in sides for name in side.agencies.name}
    moved_by = {row["after_measure_key"]: row for row in found.deadlines.to_dict("records")}
    listed = [row for row in rows if everything or row["status"] not in _KEPT]
    listed = _in_order(listed, rows, sides)
    shifts = [_shift(row, sides, moved_by.get(row["after_measure_key"]), say) for row in listed]
    return ChangeTable(
        title=say["changes_title"],
        before=named[0] if named else f"《{before.plans.title[0]}》",
        after=named[1] if named else f"《{after.plans.title[0]}》",
        summary=tuple(_summary(rows, say)),
        shifts=tuple(shift for shift in shifts if shift.what),
        pairs=tuple(_pair(row, sides, names) for row in listed),
        words=say,
    )


def _in_order(
    listed: list[dict[str, Any]], joined: list[dict[str, Any]], sides: tuple[Incidence, Incidence]
) -> list[dict[str, Any]]:
    """In the order of the later plan; what is gone behind what it stood behind."""
    before, after = (side.measures.place for side in sides)
    pairs = sorted(
        (before[row["before_measure_key"]], after[row["after_measure_key"]])
        for row in joined
        if row["before_measure_key"] and row["after_measure_key"]
    )

    def place(row: dict[str, Any]) -> tuple[int, int]:
        if row["after_measure_key"]:
            return after[row["after_measure_key"]], -1
        gone = before[row["before_measure_key"]]
        ahead = bisect_left(pairs, (gone, 0)) - 1
        return (pairs[ahead][1] if ahead >= 0 else -1), gone

    return sorted(listed, key=place)


def _pair(row: Mapping[str, Any], sides: tuple[Incidence, Incidence], names: set[str]) -> Pair:
    old, new = (
        _printed(side, row[f"{name}_measure_key"])
        for name, side in zip(("before", "after"), sides, strict=True)
    )
    if old and new:
        left, right = marked(old, new, names)
    else:
        left, right = _all_of(old, Mark.GONE), _all_of(new, Mark.NEW)
    return Pair(status=row["status"], before=left, after=right)


def _all_of(text: str, mark: Mark) -> Pieces:
    return (Piece(text, mark),) if text else ()


def _printed(side: Incidence, key: str) -> str:
    if not key:
        return ""
    place = side.measures.place[key]
    return unwrapped(side.measures.text[place]) + unwrapped(side.measures.duty[place])


def _shift(
    row: Mapping[str, Any],
    sides: tuple[Incidence, Incidence],
    deadline: Mapping[str, Any] | None,
    say: Mapping[str, str],
) -> Shift:
    status = row["status"]
    version = "before" if status == "gone" else "after"
    what = []
    if status in ("added", "gone"):
        side = sides[version == "after"]
        measure = side.measures.place[row[f"{version}_measure_key"]]
        what = [say[f"change_{status}"], *_carried(side, measure, say)]
    elif row["agencies"]:
        what.append(changes_in_words(row["agencies"], say))
    if deadline:
        what.append(_put_off(deadline, say))
    return Shift(path=row[f"{version}_path"], task=unwrapped(row[f"{version}_heading"]), what=tuple(what))


def _carried(side: Incidence, measure: int, say: Mapping[str, str]) -> list[str]:
    """Who does a measure that only one plan has, and by when."""
    by_role: dict[Role, dict[int, str]] = {role: {} for role in ROLES_IN_WORDS}
    for duty in side.duties_of_measure[measure]:
        by_role[duty.role][duty.agency] = side.agencies.name[duty.agency]
    found = [f"{say[role]}：{'、'.join(listed.values())}" for role, listed in by_role.items() if listed]
    deadlines = "、".join(side.measures.deadlines[measure])
    return [*found, f"{say['deadline']}：{deadlines}"] if deadlines else found


def _put_off(deadline: Mapping[str, Any], say: Mapping[str, str]) -> str:
    old, new = ("、".join(deadline[name]) or say["no_deadline"] for name in ("before", "after"))
    days = deadline["days"]
    by = say["days_later" if days > 0 else "days_earlier"].format(days=abs(days)) if days else ""
    return f"{say['deadline']}：{old} → {new}{by}"


def _summary(rows: list[dict[str, Any]], say: Mapping[str, str]) -> list[str]:
    counts: dict[str, int] = {}
    for row in rows:
        counts[row["status"]] = counts.get(row["status"], 0) + 1
    return [
        say["change_count"].format(change=say[f"change_{status}"], count=count)
        for status, count in counts.items()
    ]
