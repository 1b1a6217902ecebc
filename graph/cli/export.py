"""`qiantou export`: the whole graph for other programs."""

from pathlib import Path

import click

from graph.cli.options import OutputFile, graph_option, open_store
from graph.model.names import shown
from graph.store.opening import GraphLocation


@click.command()
@click.option(
    "--format",
    "format",
    type=click.Choice(["jsonl", "neo4j-csv"]),
    default="jsonl",
    show_default=True,
    help="Lines of JSON, or a folder of CSV for `neo4j-admin database import`.",
)
@click.option(
    "-o",
    "--output",
    "out",
    type=OutputFile(dir_okay=True),
    help="The file, or for neo4j-csv the new folder, to write.",
)
@graph_option
def export(format: str, out: Path | None, graph: GraphLocation) -> None:
    """Write every node and edge of the graph, sorted: equal graphs give equal bytes, whatever keeps them.

    \b
    Example:
        qiantou export --format neo4j-csv -o import
    """
    if format == "neo4j-csv":
        from graph.store.import_files import write_import_files

        if out is None:
            raise click.UsageError("neo4j-csv needs a new folder: give -o FOLDER")
        with open_store(graph) as store:
            commands = write_import_files(store, out)
        click.echo(
            f"To load them into an empty database, in {shown(out)}, the server stopped for the first:",
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
