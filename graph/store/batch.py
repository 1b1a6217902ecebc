"""Plans that are written together, laid out once for all who look at them."""

import gc
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Self

import msgspec
import pyarrow as pa

from graph.model import Facts, InputError
from graph.model.content import content_hash
from graph.model.dataset.tables import Tables, facts_of_tables, of_plans, tables_of_facts
from graph.store.columns import GraphColumns, graph_columns, rows_of_columns
from graph.store.rows import Rows, held_hash


class Batch:
    """Plans as facts, as tables of them, and as the nodes and edges that they give; each is made when asked for.

    Parameters
    ----------
    tables : mapping
        As a data set holds them; see `graph.model.dataset.tables`. Where one plan is given twice, the last one holds.
    inline : bool
        Whether the statements of running text count.
    name : str
        What messages call the data set.
    """

    def __init__(self, tables: Tables, *, inline: bool, name: str = "") -> None:
        self._tables: Tables | None = tables
        self._facts: Sequence[Facts] | None = None
        self._name = name
        self.inline = inline

    @classmethod
    def of(cls, facts: Iterable[Facts]) -> Self:
        """Plans of facts, with the statements of their running text."""
        batch = cls({}, inline=True)
        # They are looked at more than once.
        batch._facts, batch._tables = tuple(facts), None
        return batch

    @property
    def tables(self) -> Tables:
        """The tables of facts.

        Raises
        ------
        InputError
            If a text cannot be written as UTF-8.
        """
        if self._tables is None:
            with _without_collection():
                self._tables = tables_of_facts((str(number), one) for number, one in enumerate(self.facts))
        return self._tables

    @property
    def facts(self) -> Sequence[Facts]:
        """The facts, in the order of the plans.

        Raises
        ------
        InputError
            If a row of the tables is no fact.
        """
        if self._facts is None:
            with self._refusing_damage():
                given = (facts for _, facts in facts_of_tables(self.tables))
                self._facts = [one if self.inline else one.without_statements() for one in given]
        return self._facts

    @cached_property
    def plans(self) -> list[Facts]:
        """The facts without the measures; errors as of `facts`."""
        if self._facts is not None:
            return [msgspec.structs.replace(one, measures=()) for one in self._facts]
        nothing = {name: self.tables[name].slice(0, 0) for name in ("measures", "duties", "targets")}
        with self._refusing_damage():
            return [facts for _, facts in facts_of_tables({**self.tables, **nothing})]

    @cached_property
    def columns(self) -> GraphColumns:
        """The nodes and edges as tables.

        Raises
        ------
        InputError
            As of `graph_columns`; if a row of the tables is no fact.
        """
        with _without_collection(), self._refusing_damage():
            return graph_columns(self.tables, inline=self.inline)

    @cached_property
    def rows(self) -> Rows:
        """The nodes and edges as rows."""
        columns = self.columns
        with _without_collection():
            return rows_of_columns(columns)

    @cached_property
    def states(self) -> dict[str, tuple[str, int]]:
        """The hash of the facts of each plan and the number of its measures, by its key; see `replacing.states`."""
        if self._tables is None:
            # What is held as it is need not be laid out.
            return {one.plan.key: (held_hash(content_hash(one)), len(one.measures)) for one in self.facts}
        plans, of = self.tables["plans"], "_inline" if self.inline else ""
        columns = (plans[name].to_pylist() for name in ("key", f"content{of}", f"measures{of}"))
        return {key: (held_hash(content), measures) for key, content, measures in zip(*columns, strict=True)}

    def lay_out(self) -> None:
        """Make what a write and its count ask for; errors as of `columns`."""
        # Each is kept by the look at it.
        _ = self.plans, self.columns.nodes

    def only(self, plans: Collection[str]) -> Self:
        """Some of the plans, by their keys."""
        if len(plans) == len(self.states):
            return self
        last = {key: place for place, key in enumerate(self.tables["plans"]["key"].to_pylist())}
        rows = pa.array(sorted(last[key] for key in plans), pa.int64())
        return type(self)(of_plans(self.tables, rows), inline=self.inline, name=self._name)

    @contextmanager
    def _refusing_damage(self) -> Iterator[None]:
        try:
            yield
        except msgspec.ValidationError as error:
            raise InputError(
                f"damaged: {error}; write it anew with `qiantou extract`", file=self._name
            ) from None


@contextmanager
def _without_collection() -> Iterator[None]:
    """Make a hundred thousand small objects, none of them garbage, without being searched for it again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
