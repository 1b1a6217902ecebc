"""Tables of facts in the order of their plans and texts, each row with the place of its plan and measure."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from graph.model import Basis, InputError, Scope
from graph.model.dataset.tables import Tables
from graph.store.arrow import in_one
from graph.store.mentions import Ints

Bools = NDArray[np.bool_]

_OF_PLAN = ("file", "source", "document")


@dataclass(frozen=True, kw_only=True)
class OrderedFacts:
    """The plans that hold, their measures, and what these say.

    `plan` gives the place of each measure's plan, `measure_of_duty` and `measure_of_target` that of each row's measure;
    `diagnostics` counts those of each plan.
    """

    plans: list[dict[str, Any]]
    measures: pa.Table
    plan: Ints
    duties: dict[str, pa.Array]
    measure_of_duty: Ints
    measure_of_target: Ints
    diagnostics: Ints
    inline: bool
    _targets: pa.Table

    def __len__(self) -> int:
        return len(self.plan)

    @classmethod
    def of(cls, tables: Tables, *, inline: bool) -> Self:
        """Put tables in order; see `graph_columns`."""
        held = {key: number for number, key in enumerate(tables["plans"]["key"].to_pylist())}
        rows = tables["plans"].take(pa.array([*held.values()], pa.int64())).to_pylist()
        place = {tuple(row[name] for name in _OF_PLAN): number for number, row in enumerate(rows)}
        measures = tables["measures"]
        plan = _plan_of_rows(measures, place)
        kept = plan >= 0
        if not inline:
            kept &= pc.not_equal(measures["scope"], str(Scope.INLINE)).to_numpy().astype(np.bool_)
        number = measures["number"].to_numpy()
        most = int(number.max(initial=0)) + 1
        measures, code = _sorted(measures, plan * most + number, kept)
        plan = code // most
        facts = {}
        for name in ("duties", "targets"):
            table = tables[name]
            wanted = _plan_of_rows(table, place) * most + table["number"].to_numpy()
            of = np.searchsorted(code, wanted)
            known = code[np.minimum(of, len(code) - 1)] == wanted if len(code) else of < 0
            facts[name] = _sorted(table, of, known)
        duties, measure_of_duty = facts["duties"]
        targets, measure_of_target = facts["targets"]
        found = _plan_of_rows(tables["diagnostics"], place)
        ordered = cls(
            plans=rows,
            measures=measures,
            plan=plan,
            duties={name: in_one(duties[name]) for name in duties.column_names},
            measure_of_duty=measure_of_duty,
            measure_of_target=measure_of_target,
            diagnostics=np.bincount(found[found >= 0], minlength=len(rows)),
            inline=inline,
            _targets=targets,
        )
        ordered._check_keys()
        return ordered

    @cached_property
    def keys(self) -> pa.Array:
        """The keys of the measures."""
        return in_one(self.measures["measure"])

    @cached_property
    def plan_keys(self) -> pa.Array:
        """The keys of the plans."""
        return pa.array([row["key"] for row in self.plans], pa.string())

    @cached_property
    def position(self) -> Ints:
        """Of each measure, its number in its plan from 1."""
        first = np.searchsorted(self.plan, np.arange(len(self.plans)))
        place: Ints = np.arange(len(self.plan)) - first[self.plan] + 1
        return place

    @cached_property
    def is_section(self) -> Bools:
        """Whether each measure covers a section."""
        sections: Bools = pc.equal(self.measures["scope"], str(Scope.SECTION)).to_numpy().astype(np.bool_)
        return sections

    @cached_property
    def basis(self) -> pa.Array:
        """Why each duty holds: what is stated of a section holds by it."""
        basis = self.duties["basis"]
        stated = pc.equal(basis, str(Basis.STATED))
        of_section = pc.and_(stated, pa.array(self.is_section[self.measure_of_duty]))
        return pc.if_else(of_section, str(Basis.SECTION), basis)

    @cached_property
    def _places(self) -> dict[str, Ints]:
        kinds = pc.dictionary_encode(in_one(self._targets["kind"]))
        code = kinds.indices.to_numpy()
        return {
            kind: np.flatnonzero(code == number) for number, kind in enumerate(kinds.dictionary.to_pylist())
        }

    def targets(self, kind: str) -> pa.Array:
        """The records of a kind of targets."""
        places = self._places.get(kind, np.zeros(0, dtype=np.int64))
        return in_one(self._targets[kind]).take(pa.array(places))

    def measure_of(self, kind: str) -> Ints:
        """The place of the measure of each of them."""
        of: Ints = self.measure_of_target[self._places.get(kind, np.zeros(0, dtype=np.int64))]
        return of

    def _check_keys(self) -> None:
        if pc.count_distinct(self.keys).as_py() == len(self):
            return
        seen: set[str] = set()
        for number, key in enumerate(self.keys.to_pylist()):
            if key in seen:
                (row,) = self.measures.slice(number, 1).to_pylist()
                plan = self.plans[self.plan[number]]
                raise InputError(
                    f"two measures of the plan {plan['title']} are {row['scope']} {row['path']} number "
                    f"{row['ordinal']}; write its facts anew with `qiantou extract`",
                    file=plan["source"],
                )
            seen.add(key)


def _plan_of_rows(table: pa.Table, place: dict[tuple[Any, ...], int]) -> Ints:
    """The place of the plan of each row, -1 where it is none of these."""
    if not table.num_rows:
        return np.zeros(0, dtype=np.int64)
    columns = [in_one(table[name]) for name in _OF_PLAN]
    begins = np.ones(table.num_rows, dtype=np.bool_)
    begins[1:] = False
    for column in columns:
        begins[1:] |= pc.not_equal(column[1:], column[:-1]).to_numpy(zero_copy_only=False)
    first = np.flatnonzero(begins)
    named = zip(*(column.take(pa.array(first)).to_pylist() for column in columns), strict=True)
    found = np.array([place.get(key, -1) for key in named], dtype=np.int64)
    of: Ints = np.repeat(found, np.diff(np.append(first, table.num_rows)))
    return of


def _sorted(table: pa.Table, number: Ints, kept: Bools) -> tuple[pa.Table, Ints]:
    """Some of the rows in the order of their numbers, equal ones in theirs; with the numbers."""
    if not kept.all():
        table, number = table.filter(pa.array(kept)), number[kept]
    if (number[1:] < number[:-1]).any():
        order = np.argsort(number, kind="stable")
        table, number = table.take(pa.array(order)), number[order]
    return table.combine_chunks(), number
