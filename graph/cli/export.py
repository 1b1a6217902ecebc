"""`qiantou export`: the graph, or a network of it, for other programs."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.cli.options import RAW, OutputFile, open_store, raw_option
from graph.cli.scope import Scope, scope_options
from graph.exports.formats import FORMATS, Format, format_of
from graph.model.errors import InputError
from graph.model.language import say
from graph.model.names import shown
from graph.store.opening import GraphLocation

if TYPE_CHECKING:
    import networkx as nx

    from graph.exports.graphs import Content
    from graph.exports.parts import Whole


@click.command()
@click.option(
    "--format",
    "format",
    type=click.Choice([format.name for format in FORMATS]),
    help="By default what the ending of -o says: "
    + ", ".join(f"{' '.join(format.endings)} {format.name}" for format in FORMATS if format.endings)
    + "; without -o lines of JSON. "
    + ", ".join(format.name for format in FORMATS if format.folder)
    + " make a new folder: csv the lists of nodes and edges that Gephi and R import, neo4j-csv what "
    "`neo4j-admin database import` reads.",
)
@click.option(
    "--network",
    "content",
    type=click.Choice(["whole", "coordination", "lead-support", "duties"]),
    help="Every node and edge; agencies tied by the measures they share; agencies to those they lead; or agencies "
    "to their measures.  [default: whole; for pajek and dl coordination]",
)
@click.option(
    "-o",
    "--output",
    "out",
    type=OutputFile(dir_okay=True),
    help="The file, or for several files the new folder, to write.",
)
@click.option(
    "--collectives",
    is_flag=True,
    help="Give collective actors (各县区政府, 市直有关部门) a place in networks, too.",
)
@raw_option
@scope_options
def export(
    scope: Scope, format: str | None, content: "Content | None", out: Path | None, collectives: bool
) -> None:
    """Write the graph in a format of the field, sorted: equal graphs give equal bytes, whatever keeps them.

    Each agency bears its place, level, line, kind, load, community and centralities, those of the part that was
    asked for, in every format but jsonl and neo4j-csv, which hold the whole graph as it is loaded. Beside a .dl,
    which has no attributes, NAME.attributes.csv holds them.

    \b
    Examples:
        qiantou export -o city.gexf
        qiantou export --network lead-support -o leads.net
        qiantou export --format parquet -o tables
    """
    try:
        chosen = format_of(format, out)
    except InputError as error:
        raise click.UsageError(str(error)) from None
    narrowed = bool(scope.plans or scope.jurisdictions or scope.roles)
    if chosen.takes == "store":
        if narrowed or content not in (None, "whole"):
            raise click.UsageError(f"{chosen.name} holds the whole graph; choose another --format for a part")
        _write_store(chosen, scope.graph, out)
        return
    if out is None:
        raise click.UsageError(
            f"{chosen.name} needs {'a new folder' if chosen.folder else 'a file'}: give -o"
        )
    if chosen.takes == "tables":
        if content not in (None, "whole"):
            raise click.UsageError(
                f"{chosen.name} holds every node and edge; choose another --format for {content}"
            )
        _write(chosen, _tables(scope, narrowed=narrowed, collectives=collectives), out)
        return
    content = content or ("coordination" if chosen.networks else "whole")
    graph = _graph(scope, content, narrowed=narrowed, collectives=collectives)
    _write(chosen, graph, out)
    if chosen.name == "dl":
        from graph.exports.lists import write_nodes
        from graph.model.files import whole_file

        with whole_file(out.with_suffix(".attributes.csv")) as path:
            write_nodes(graph, path, raw=_raw())


def _graph(scope: Scope, content: "Content", *, narrowed: bool, collectives: bool) -> "nx.Graph":
    from graph.exports.attributes import agency_attributes
    from graph.exports.graphs import network_graph, whole_graph

    if content == "whole":
        return whole_graph(_tables(scope, narrowed=narrowed, collectives=collectives))
    incidence = scope.part(collectives=collectives)
    return network_graph(incidence, content, agency_attributes(incidence, collectives=collectives))


def _tables(scope: Scope, *, narrowed: bool, collectives: bool) -> "Whole":
    from graph.exports.attributes import agency_attributes
    from graph.exports.parts import read_whole

    incidence = scope.part()
    attributes = agency_attributes(incidence, collectives=collectives)
    with open_store(scope.graph) as store:
        return read_whole(store, incidence, attributes, narrowed=narrowed, roles=scope.roles)


def _write(format: Format, content: "nx.Graph | Whole", out: Path) -> None:
    from graph.model.files import whole_file, whole_folder

    with (whole_folder if format.folder else whole_file)(out) as path:
        if format.name == "csv":
            format.write(content, path, raw=_raw())
        else:
            format.write(content, path)


def _raw() -> bool:
    raw: bool = click.get_current_context().meta.get(RAW, False)
    return raw


def _write_store(format: Format, graph: GraphLocation, out: Path | None) -> None:
    if format.folder:
        from graph.store.import_files import write_import_files

        if out is None:
            raise click.UsageError("neo4j-csv needs a new folder: give -o FOLDER")
        with open_store(graph) as store:
            commands = write_import_files(store, out)
        click.echo(
            say(
                "To load them into an empty database, in {folder}, the server stopped for the first:",
                folder=shown(out),
            ),
            err=True,
        )
        click.echo("\n".join(commands))
        return
    from graph.model.files import whole_file
    from graph.store.dump import dump_lines

    with open_store(graph) as store:
        if out is None:
            for line in dump_lines(store):
                click.echo(line)
            return
        with whole_file(out) as path, path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in dump_lines(store))
