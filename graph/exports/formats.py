"""Which formats there are, what each holds, and by which endings it is known."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Literal

from graph.model import InputError
from graph.model.names import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: `takes` says whether its writer gets the lines, the store, a networkx graph or the tables of all.

    `networks` says whether it is made for networks of agencies, so that the coordination is what it holds unless
    asked for more; `folder` that it is several files.
    """

    name: str
    takes: Literal["store", "graph", "tables"]
    writer: str = ""
    endings: tuple[str, ...] = ()
    folder: bool = False
    networks: bool = False

    @property
    def write(self) -> Callable[..., None]:
        """The writer, imported when it is asked for."""
        module, _, name = self.writer.partition(":")
        found: Callable[..., None] = getattr(import_module(f"graph.exports.{module}"), name)
        return found


FORMATS = (
    Format(name="jsonl", takes="store", endings=(".jsonl", ".ndjson")),
    Format(name="neo4j-csv", takes="store", folder=True),
    Format(name="graphml", takes="graph", writer="markup:write_graphml", endings=(".graphml",)),
    Format(name="gexf", takes="graph", writer="markup:write_gexf", endings=(".gexf",)),
    Format(name="pajek", takes="graph", writer="pajek:write_network", endings=(".net",), networks=True),
    Format(
        name="pajek-project", takes="graph", writer="pajek:write_project", endings=(".paj",), networks=True
    ),
    Format(name="dl", takes="graph", writer="ucinet:write_dl", endings=(".dl",), networks=True),
    Format(name="csv", takes="graph", writer="lists:write_lists", folder=True),
    Format(name="parquet", takes="tables", writer="columns:write_parquet", folder=True),
    Format(
        name="sqlite", takes="tables", writer="columns:write_sqlite", endings=(".sqlite", ".sqlite3", ".db")
    ),
    Format(name="turtle", takes="tables", writer="rdf:write_turtle", endings=(".ttl",)),
)


def format_of(name: str | None, out: Path | None) -> Format:
    """The format of this name, else of the ending of the file, else lines of JSON for standard output.

    Raises
    ------
    InputError
        If the ending says no format, or another one than the name.
    """
    ending = out.suffix.lower() if out else ""
    by_ending = next((format for format in FORMATS if ending in format.endings), None)
    by_name = next((format for format in FORMATS if format.name == name), None)
    if by_name and by_ending and by_name is not by_ending:
        raise InputError(f"--format {name} and the ending {ending} say two things; leave one out")
    is_stream = out is not None and out.exists() and not out.is_file() and not out.is_dir()
    if by_name or by_ending or out is None or is_stream:
        return by_name or by_ending or FORMATS[0]
    folders = ", ".join(format.name for format in FORMATS if format.folder)
    endings = " ".join(ending for format in FORMATS for ending in format.endings)
    raise InputError(
        f"its ending names no format: there are {endings}, and --format with {folders} for a new folder",
        file=shown(out),
    )
