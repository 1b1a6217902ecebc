"""`qiantou draw`: the network as one page."""

from pathlib import Path

import click

from graph.cli.options import graph_option, jurisdiction_option, open_store, plan_option, role_option
from graph.model import Role
from graph.store.opening import GraphLocation

_READABLE_AGENCIES = 40


@click.command()
@graph_option
@click.option(
    "-o",
    "--output",
    "out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The page to write, one file that needs no network.",
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
@plan_option
@jurisdiction_option
@role_option
@click.option(
    "--significant",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.05,
    show_default=True,
    metavar="Q",
    help=f"Above {_READABLE_AGENCIES} agencies, only draw pairs that share more measures than chance has it, at "
    "this false discovery rate.",
)
@click.option("--all", "everything", is_flag=True, help="Draw every pair, however many agencies there are.")
@click.option("--title", default="", help="What stands above the picture.")
@click.option(
    "--language",
    type=click.Choice(["zh", "en"]),
    default="zh",
    show_default=True,
    help="The page's language.",
)
def draw(
    graph: GraphLocation,
    out: Path,
    network: str | None,
    around: str,
    chain: str,
    zone: str,
    plans: tuple[str, ...],
    jurisdictions: tuple[str, ...],
    roles: tuple[Role, ...],
    significant: float,
    everything: bool,
    title: str,
    language: str,
) -> None:
    """Draw who works with whom, or the whole graph, as one self-contained page.

    \b
    qiantou draw -o network.html
    qiantou draw -o around.html --around 市科技局
    qiantou draw -o chain.html --chain 新能源汽车
    """
    from graph.cli.output import whole_file
    from graph.directory import AmbiguousAgencyError
    from graph.views.content import read_content
    from graph.views.finding import AmbiguousTargetError
    from graph.views.network_page import network_page
    from graph.views.scene import coordination, knowledge, significant_pairs
    from graph.views.selection import select

    with open_store(graph) as store:
        whole = read_content(store)
    try:
        content, centre = select(
            whole,
            around=around,
            chain=chain,
            zone=zone,
            plans=plans,
            jurisdictions=jurisdictions,
            roles=roles,
        )
    except AmbiguousAgencyError as error:
        names = ", ".join(candidate.key for candidate in error.candidates)
        raise click.UsageError(f"{error}; name one of: {names}") from error
    except AmbiguousTargetError as error:
        raise click.UsageError(str(error)) from error
    level = 0.0
    if (network or ("knowledge" if chain or zone else "coordination")) == "knowledge":
        scene = knowledge(content)
    elif everything or len(content.agencies) <= _READABLE_AGENCIES:
        scene = coordination(content)
    else:
        level = significant
        scene = coordination(content, pairs=significant_pairs(content, level))
    page = network_page(content, scene, language=language, title=title, level=level, centre=centre)
    with whole_file(out) as path:
        path.write_bytes(page.encode(errors="replace"))
    click.echo(f"{out}: {len(scene.nodes)} nodes, {len(scene.links)} links")
