"""`qiantou load`: plans into the graph."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.cli.options import format_option, graph_option, open_store
from graph.cli.telling import note
from graph.model.language import listed, say, translated
from graph.model.names import on_one_line, shown
from graph.model.plan_options import (
    decisions_option,
    jobs_option,
    ocr_option,
    place,
    tell_error,
    tell_skipped,
)
from graph.store.base import Store
from graph.store.opening import GraphLocation

if TYPE_CHECKING:
    from graph.loaded import Loaded


@click.command()
@click.argument("plans", nargs=-1, required=True, type=click.Path(), callback=place, metavar="PLAN...")
@jobs_option
@decisions_option
@click.option(
    "--inline",
    is_flag=True,
    help="Load the statements of running text, too (由市商务局牵头制定…); analyses leave them out.",
)
@ocr_option
@click.option(
    "--bulk",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Into the empty database of a stopped Neo4j server on this machine, by neo4j-admin: the files that it "
    "imports are written into this new FOLDER.",
)
@format_option
@graph_option
@click.pass_context
def load(
    context: click.Context,
    plans: tuple[Path | str, ...],
    jobs: int | None,
    decisions: Path | None,
    inline: bool,
    ocr: str,
    bulk: Path | None,
    format: str,
    graph: GraphLocation,
) -> None:
    """Read PLANs into the graph: files of any format, archives, folders, or facts of `qiantou extract`.

    Facts are files of lines (.jsonl) and data sets: folders, or URLs of them.

    Loading a plan again changes nothing; loading a changed plan replaces what was stored of it. What cannot be
    read is named, everything else is loaded, and the exit status is 1.

    \b
    Example:
        qiantou load plans/ --graph city.lbug
    """
    from graph.cli.output import write_table
    from graph.loaded import summary
    from graph.loaded_before import fingerprint, keep_told, told_before
    from graph.loading import load_plans
    from graph.model.progress import progress_bar

    importing = _Import(bulk, graph) if bulk else None
    what = "" if decisions or importing else fingerprint(plans, inline=inline)
    told = told_before(graph, what)
    if told is None:
        with open_store(importing.held if importing else graph, read_only=False) as store:
            _tell_foreign(store)
            with progress_bar(say("loading")) as on_progress:
                loaded = load_plans(
                    store,
                    plans,
                    jobs=jobs,
                    decisions=decisions,
                    inline=inline,
                    ocr=ocr,
                    on_error=tell_error,
                    on_progress=on_progress,
                    on_page=on_progress.page if on_progress else None,
                    on_skip=tell_skipped,
                )
            if loaded.sources:
                told = loaded, summary(loaded, store)
                keep_told(store, what, *told)
                if importing:
                    importing.run(store)
    # Not before the graph is in its place.
    if told is not None:
        loaded, table = told
        _tell_plans(loaded)
        _tell_repeated(loaded)
        for said in loaded.doubts:
            note(translated(said))
        write_table(table, format)
    if loaded.failures:
        context.exit(1)


def _tell_foreign(store: Store) -> None:
    """Say where the database holds what is not ours."""
    from graph.store.labels import foreign_nodes

    if foreign := foreign_nodes(store):
        named = ", ".join(f"{count} {label}" for label, count in foreign.items())
        note(
            say(
                "the database holds nodes of another program under the graph's labels ({nodes}); they are left "
                "alone; --label-prefix keeps the two apart",
                nodes=named,
            )
        )


class _Import:
    """A load that a stopped server imports."""

    held = GraphLocation(":memory:")
    """Where the graph is until then."""

    def __init__(self, folder: Path, graph: GraphLocation) -> None:
        from graph.store.bulk import find_admin

        if not graph.is_server:
            raise click.UsageError("--bulk is for a Neo4j server; name it by --graph neo4j://HOST")
        if graph.label_prefix:
            raise click.UsageError("--bulk fills an empty database, which needs no --label-prefix")
        self._folder = folder
        self._database = graph.database or "neo4j"
        self._admin = find_admin()

    def run(self, store: Store) -> None:
        from graph.store.bulk import import_graph

        finish = import_graph(store, self._folder, self._database, self._admin)
        told = say(
            "imported; start the server, and in {folder} run: {command}",
            folder=shown(self._folder),
            command=finish,
        )
        click.echo(told, err=True)


def _tell_plans(loaded: "Loaded") -> None:
    """List the plans of each file that holds several."""
    from graph.model.plan_list import plan_lines

    for source, plans in loaded.plans.items():
        if len(plans) > 1:
            for line in plan_lines(source, plans):
                click.echo(on_one_line(translated(line)), err=True)


def _tell_repeated(loaded: "Loaded") -> None:
    titles: dict[str, set[str]] = {key: set() for key in loaded.repeated}
    for plans in loaded.plans.values():
        for plan, _ in plans:
            if plan.key in titles:
                titles[plan.key].add(plan.title)
    for key, sources in loaded.repeated.items():
        # One number over two titles may be a misprint of one of them.
        if len(titles[key]) > 1:
            named = say(
                "{files} under the titles {titles}", files=listed(sources), titles=listed(sorted(titles[key]))
            )
        else:
            named = listed(sources)
        note(say("{plan} came from {files}; the last one holds", plan=key, files=named))
