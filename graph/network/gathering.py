"""Plans that were laid out some at a time, as one graph: nodes by numbers, which edges name their ends by."""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph.network.parts import EDGE_COLUMNS, NODE_COLUMNS, PLACE
from graph.store.columns import GraphColumns
from graph.store.mentions import Ints
from graph.store.rows import Join, Properties, merged

_OWN = ("Plan", "Measure", "Goal")
"""Labels of which a node is of one plan alone."""


def gathered(batches: Iterable[GraphColumns]) -> dict[str | Join, pa.Table]:
    """The nodes and edges of batches, of which no two hold one plan, in the form that a store gives them in."""
    gathering = _Gathering()
    for columns in batches:
        gathering.add(columns)
    return gathering.parts()


class _Gathering:
    def __init__(self) -> None:
        self._own: dict[str, list[pa.Table]] = defaultdict(list)
        self._shared: dict[str, dict[str, Properties]] = defaultdict(dict)
        self._numbers: dict[str, int] = dict.fromkeys(_OWN, 0)
        self._edges: dict[Join, list[pa.Table]] = defaultdict(list)

    def add(self, columns: GraphColumns) -> None:
        """Take over the nodes and edges of a batch."""
        keys = {label: columns.nodes[label]["key"] for label in NODE_COLUMNS}
        places = {
            label: self._add_own(label, columns.nodes[label])
            if label in _OWN
            else self._add_shared(label, columns.nodes[label])
            for label in NODE_COLUMNS
        }
        for join, types in EDGE_COLUMNS.items():
            rows = columns.edges[join]
            ends = (("source", join.start), ("target", join.end))
            named = {
                end: places[label][pc.index_in(rows[end], value_set=keys[label]).to_numpy()]
                for end, label in ends
            }
            self._edges[join].append(pa.table({**named, **{name: rows[name] for name in types}}))

    def _add_own(self, label: str, rows: pa.Table) -> Ints:
        places = np.arange(rows.num_rows) + self._numbers[label]
        self._numbers[label] += rows.num_rows
        rows = rows.select(list(NODE_COLUMNS[label]))
        self._own[label].append(rows.append_column(PLACE, pa.array(places)))
        return places

    def _add_shared(self, label: str, rows: pa.Table) -> Ints:
        """Tell what the batch knows of nodes that others may know, too; a later one knows better."""
        nodes = self._shared[label]
        for row in rows.select(list(NODE_COLUMNS[label])).to_pylist():
            known = nodes.get(row["key"])
            nodes[row["key"]] = {**row, PLACE: len(nodes)} if known is None else _told(label, known, row)
        return np.array([nodes[key][PLACE] for key in rows["key"].to_pylist()], dtype=np.int64)

    def parts(self) -> dict[str | Join, pa.Table]:
        """All of them, each label and each join as a table."""
        parts: dict[str | Join, pa.Table] = {}
        for label, types in NODE_COLUMNS.items():
            schema = pa.schema({**types, PLACE: pa.int64()})
            if label not in _OWN:
                parts[label] = pa.Table.from_pylist([*self._shared[label].values()], schema=schema)
            elif self._own[label]:
                parts[label] = pa.concat_tables(self._own.pop(label))
            else:
                parts[label] = schema.empty_table()
        for join, types in EDGE_COLUMNS.items():
            ends = {"source": pa.int64(), "target": pa.int64()}
            parts[join] = (
                pa.concat_tables(self._edges.pop(join))
                if self._edges[join]
                else pa.schema({**ends, **types}).empty_table()
            )
        return parts


def _told(label: str, known: Properties, new: Properties) -> Properties:
    told = merged(known, new)
    if label == "Department":
        told["aliases"] = sorted({*known["aliases"], *new["aliases"]})
    return told
