"""The whole graph as typed tables: a folder of Parquet files, or one SQLite database."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from graph.exports.parts import Part, Whole
from graph.schema import PropertyType
from graph.store.arrow import arrow_array

_SQL: dict[PropertyType, str] = {
    "string": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "INTEGER",
    "date": "TEXT",
    "strings": "TEXT",
    "dates": "TEXT",
}


def write_parquet(whole: Whole, folder: Path) -> None:
    """Write a file a label (`Department.parquet`) and a file a type of edge (`LEADS.parquet`) into a folder."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    for part in (*whole.nodes, *whole.edges):
        columns = list(zip(*part.rows, strict=True)) or [()] * len(part.columns)
        table = pa.table(
            {
                name: arrow_array(column, type)
                for (name, type), column in zip(part.columns.items(), columns, strict=True)
            }
        )
        pq.write_table(table, folder / f"{part.name}.parquet")


def write_sqlite(whole: Whole, out: Path) -> None:
    """Write a table a label and a table a type of edge; lists are JSON, and the view `duty` joins who does what."""
    out.unlink(missing_ok=True)
    with closing(sqlite3.connect(out)) as database:
        for part in (*whole.nodes, *whole.edges):
            database.execute(_definition(part))
            marks = ", ".join("?" * len(part.columns))
            rows = ([_stored(value) for value in row] for row in part.rows)
            database.executemany(f'INSERT INTO "{part.name}" VALUES ({marks})', rows)
            if part.join:
                for end in ("source", "target"):
                    database.execute(f'CREATE INDEX "{part.name} by {end}" ON "{part.name}" ("{end}")')
        database.execute(_DUTY_VIEW)
        database.commit()


def _definition(part: Part) -> str:
    columns = [f'"{name}" {_SQL[type]}' for name, type in part.columns.items()]
    if part.join is None:
        columns[0] += " PRIMARY KEY"
    else:
        ends = {"source": part.join.start, "target": part.join.end}
        columns += [f'FOREIGN KEY ("{end}") REFERENCES "{label}" (key)' for end, label in ends.items()]
    return f'CREATE TABLE "{part.name}" ({", ".join(columns)})'


def _stored(value: Any) -> Any:
    return json.dumps(list(value), ensure_ascii=False) if isinstance(value, list | tuple) else value


_ROLES = {"LEADS": "leads", "SUPPORTS": "supports", "RESPONSIBLE_FOR": "responsible"}
_DUTY_VIEW = "CREATE VIEW duty AS " + " UNION ALL ".join(
    f"SELECT d.jurisdiction AS place, d.name AS agency, '{role}' AS role, r.basis, p.title AS plan, m.path, "
    f"m.heading, r.evidence, d.key AS agency_key, m.key AS measure_key FROM {type} r "
    "JOIN Department d ON d.key = r.source JOIN Measure m ON m.key = r.target JOIN Plan p ON p.key = m.plan"
    for type, role in _ROLES.items()
)
