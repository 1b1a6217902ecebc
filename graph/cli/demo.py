"""`qiantou demo`: an invented city's plans, from text to page."""

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.cli.options import OutputFile
from graph.model.language import language, say
from graph.model.names import shown

if TYPE_CHECKING:
    from graph.store.base import Store
    from graph.table import Table

_SHOWN = 8


@click.command()
@click.option(
    "--keep",
    metavar="DIR",
    type=OutputFile(dir_okay=True, file_okay=False),
    help="Keep the plans, the graph and the page in this folder.",
)
def demo(keep: Path | None) -> None:
    """Load two plans of an invented city into a fresh graph and show what comes out.

    \b
    Example:
        qiantou demo --keep demo
    """
    from graph.cli.output import write_table
    from graph.loaded import summary
    from graph.loading import load_plans
    from graph.queries import run_query
    from graph.store import open_store
    from graph.table import Table

    folder = _folder(keep)
    with _graph_file(folder, kept=keep is not None) as graph, open_store(graph) as store:
        loaded = load_plans(store, _copies(folder))
        write_table(summary(loaded, store), title=say("What was loaded"))
        click.echo()
        leads = _leads(store)
        write_table(Table(leads.columns, leads.rows[:_SHOWN]), title=say("Who leads what"))
        if len(leads.rows) > _SHOWN:
            click.echo(say("… and {count} more", count=len(leads.rows) - _SHOWN))
        click.echo()
        load = run_query(store, "agency_load")
        write_table(Table(load.columns, load.rows[:_SHOWN]), title=say("The busiest agencies"))
        click.echo()
        page = _page(store, folder / "report.html")
    click.echo(say("Open {page} in a browser.", page=shown(page)))
    if keep is not None:
        click.echo(say("Ask on with --graph {graph}, or set QIANTOU_GRAPH to it.", graph=shown(graph)))


def _folder(keep: Path | None) -> Path:
    """The folder to keep things in, else a fresh one that the page can stay in until it was read."""
    from graph.model.troubles import file_error

    if keep is None:
        return Path(tempfile.mkdtemp(prefix="qiantou-demo-"))
    try:
        keep.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise file_error(error, keep, doing="written") from None
    return keep


@contextmanager
def _graph_file(folder: Path, *, kept: bool) -> Iterator[Path]:
    """A path for the graph, taken away at the end unless it is kept."""
    path = folder / "qiantou.lbug"
    yield path
    if not kept:
        path.unlink(missing_ok=True)


def _copies(folder: Path) -> list[Path]:
    """The plans, copied where a reader can open them beside the page."""
    from graph.demo import PLANS

    return [Path(shutil.copy(plan, folder / plan.name)) for plan in PLANS]


def _leads(store: "Store") -> "Table":
    """What each agency leads, those that lead most first."""
    from graph.queries import run_query
    from graph.table import Table

    headings: defaultdict[str, list[str]] = defaultdict(list)
    for (title,) in store.run("MATCH (p:Plan) RETURN p.title AS title ORDER BY title").rows:
        for measure in run_query(store, "measures_of_plan", plan=title).records():
            for agency in measure["leads"]:
                headings[agency].append(measure["heading"])
    rows = [(agency, len(led), led) for agency, led in headings.items()]
    return Table(("agency", "leads", "measures"), sorted(rows, key=lambda row: (-row[1], row[0])))


def _page(store: "Store", path: Path) -> Path:
    from graph.model.files import whole_file
    from graph.network import read_incidence
    from graph.views.report import report_page

    with whole_file(path) as out:
        out.write_text(report_page(read_incidence(store), language=language()), encoding="utf-8")
    return path
