"""What is read of a graph: of each label and each join the columns, by their types."""

from collections.abc import Mapping

import pyarrow as pa

from graph.store.rows import DUTY_TYPES, Join

Types = Mapping[str, pa.DataType]
PLACE = "place"
"""The number of a node: edges name their ends by it, in a tenth of the memory that keys take."""


def _texts(*names: str) -> dict[str, pa.DataType]:
    return dict.fromkeys(names, pa.string())


def _lists(*names: str) -> dict[str, pa.DataType]:
    return dict.fromkeys(names, pa.list_(pa.string()))


def _numbers(*names: str) -> dict[str, pa.DataType]:
    return dict.fromkeys(names, pa.int64())


NODE_COLUMNS: dict[str, Types] = {
    "Department": {
        **_texts("key", "name", "jurisdiction", "level", "kind", "line"),
        "collective": pa.bool_(),
        **_lists("aliases"),
    },
    "Plan": {
        **_texts("key", "title", "jurisdiction", "issuer", "document_number", "date"),
        **_numbers("diagnostics"),
    },
    "Measure": {
        **_texts("key", "plan", "path", "heading", "scope", "text", "duty"),
        **_numbers("position", "start", "duty_start", "duty_end"),
        **_lists("deadlines", "due", "persons"),
    },
    "Zone": _texts("key", "name", "jurisdiction", "kind", "level"),
    "IndustryChain": {**_texts("key", "name"), **_lists("aliases", "gb", "sei")},
    "Goal": _texts("key", "indicator", "comparator", "value", "unit"),
}
EVIDENCE = {**_texts("evidence"), **_numbers("start", "end")}
EDGE_COLUMNS: dict[Join, Types] = {
    **{
        Join(type, "Department", "Measure"): {
            **_texts("basis"),
            **_numbers("position"),
            "open": pa.bool_(),
            **EVIDENCE,
        }
        for type in DUTY_TYPES.values()
    },
    **{Join("TARGETS", "Measure", label): EVIDENCE for label in ("Zone", "IndustryChain", "Goal")},
    Join("ADMINISTERS", "Department", "Zone"): {},
    Join("FOCUSES_ON", "Zone", "IndustryChain"): _texts("manner"),
}
