"""`qiantou draw`: the network as one page."""

from pathlib import Path

import click

from graph.cli.scope import Scope, page_options, scope_options
from graph.model.names import shown


@click.command()
@page_options(
    ".svg", ".png", ".pdf", of="a picture as .svg, and where Chromium is installed as .png or .pdf."
)
@click.option(
    "--network",
    type=click.Choice(["coordination", "knowledge"]),
    help="Agencies joined by shared measures, or every node and edge.  "
    "[default: coordination; knowledge with --chain or --zone]",
)
@click.option(
    "--around", default="", metavar="AGENCY", help="Only the measures of this agency, and who shares them."
)
@click.option(
    "--chain", default="", metavar="NAME", help="Only the measures that act on this industry chain."
)
@click.option("--zone", default="", metavar="NAME", help="Only the measures that act on this zone.")
@click.option(
    "--significant",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.05,
    show_default=True,
    metavar="LEVEL",
    help="Of many agencies and pairs, draw at first the pairs that share more measures than chance has it, with q below this, "
    "and the strongest of every agency that leads; the page shows all on request.",
)
@click.option(
    "--all", "everything", is_flag=True, help="Draw every pair at first, however many agencies there are."
)
@scope_options
def draw(
    scope: Scope,
    out: Path,
    network: str | None,
    around: str,
    chain: str,
    zone: str,
    significant: float,
    everything: bool,
    title: str,
) -> None:
    """Draw who works with whom, or the whole graph, as one self-contained page or as a picture.

    A click on an agency or a link opens the clauses behind it; the page needs no network. The picture is vectors as
    .svg and .pdf, pixels as .png; the last two are made by Chromium (QIANTOU_CHROMIUM, the path, or playwright's).

    \b
    Examples:
        qiantou draw -o network.html
        qiantou draw -o around.html --around 市科技局
        qiantou draw -o network.svg
        qiantou draw -o graph.html --network knowledge
    """
    from graph.answers.neighbourhood import neighbourhood
    from graph.model.files import whole_file
    from graph.model.language import counted, language, listed, say
    from graph.views.excerpts import is_large
    from graph.views.network_page import network_page
    from graph.views.picture import at_first, write_picture
    from graph.views.scene import coordination, knowledge, readable, summary_of

    whole = scope.part()
    graph, centre = neighbourhood(whole, agency=around, chain=chain, zone=zone)
    level = 0.0
    if (network or ("knowledge" if chain or zone else "coordination")) == "knowledge":
        scene = knowledge(graph)
    elif everything:
        scene = summary_of(graph) if is_large(graph) else coordination(graph)
    else:
        scene, level = readable(graph, significant, among=whole)
    kind = out.suffix.lower().removeprefix(".")
    with whole_file(out) as path:
        if kind in ("svg", "png", "pdf"):
            scene = at_first(scene)
            write_picture(graph, scene, path, kind, language(), title, level)
        else:
            page = network_page(graph, scene, language=language(), title=title, level=level, centre=centre)
            path.write_bytes(page.encode(errors="replace"))
    held = listed([counted(len(scene.nodes), "node"), counted(len(scene.links), "link")])
    if scene.asked_for:
        held = say("{what}; {count} of these are drawn on request", what=held, count=scene.asked_for)
    click.echo(say("{file}: {what}", file=shown(out), what=held))
