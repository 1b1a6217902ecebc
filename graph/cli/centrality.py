"""`qiantou centrality`: who stands in the middle."""

from typing import TYPE_CHECKING, Any

import click

from graph.cli.filters import (
    Asked,
    analysis_options,
    null_option,
    significant_option,
    weights_in_words,
    weights_option,
)
from graph.cli.telling import note
from graph.model import Role
from graph.model.language import listed, say, translated

if TYPE_CHECKING:
    from graph.analysis.brokerage import Grouping
    from graph.analysis.overlap import Null
    from graph.analysis.projection import Network, NetworkKind, Unit, Weight


@click.command()
@click.option(
    "--of",
    type=click.Choice(["agencies", "measures", "chains", "zones"]),
    default="agencies",
    show_default=True,
    help="The nodes of the network.",
)
@click.option(
    "--network",
    "kind",
    type=click.Choice(["coordination", "lead-support", "duties"]),
    default="coordination",
    show_default=True,
    help="Tie agencies that share measures (and measures, chains or zones that share agencies); agencies to "
    "those they lead, along the arcs; or agencies to what they work on.",
)
@click.option(
    "--weight",
    type=click.Choice(["none", "count", "newman", "roles"]),
    default="count",
    show_default=True,
    help="What a tie weighs: 1; the measures shared; 1/(n-1) for each of n agencies; the product of role "
    "weights. Distances are the inverse.",
)
@weights_option
@click.option(
    "--by",
    "measures",
    multiple=True,
    metavar="MEASURE",
    help="Only this measure; repeatable, the first orders the rows. Undirected: degree, strength; directed: "
    "out_degree, in_degree, out_strength, in_strength; all: betweenness, closeness, eigenvector, pagerank, core, "
    "constraint, effective_size, articulation.",
)
@click.option(
    "--brokerage",
    type=click.Choice(["level", "line", "plan"]),
    help="Instead, count the roles that agencies play between leads and supports of groups (Gould and Fernandez).",
)
@click.option("--summary", is_flag=True, help="Instead, describe the network: size, density, centralisation.")
@null_option
@significant_option("Only ties of agencies that meet more often than chance, with q below this.")
@analysis_options
def centrality(
    asked: Asked,
    of: "Unit",
    kind: "NetworkKind",
    weight: "Weight",
    role_weights: dict[Role, float],
    measures: tuple[str, ...],
    brokerage: "Grouping | None",
    summary: bool,
    null: "Null",
    significant: float | None,
) -> None:
    """Rank agencies, measures, chains or zones by their place in the network.

    \b
    Example:
        qiantou centrality --by betweenness --by degree --top 10
    """
    from graph.analysis.centrality import HEAVY, available
    from graph.analysis.centrality import centrality as compute
    from graph.analysis.evidence import Evidence
    from graph.analysis.projection import network

    incidence = asked.incidence()
    built = network(incidence, of=of, kind=kind, weight=weight, role_weights=role_weights)
    if significant is not None:
        if of != "agencies" or kind == "duties":
            raise click.UsageError("--significant is about pairs of agencies: coordination or lead-support")
        from graph.analysis.overlap import backbone

        built = backbone(built, incidence, significant, null=null)

    evidence = Evidence(incidence, of)

    def clauses(row: Any) -> list[str]:
        return evidence.clauses(row["key"])

    if summary:
        from graph.analysis.centrality import summary as describe

        asked.write(describe(built))
        return
    if brokerage is not None:
        if of != "agencies":
            raise click.UsageError("--brokerage counts the roles of agencies")
        from graph.analysis.brokerage import brokerage as count_roles

        asked.write(
            count_roles(incidence, brokerage),
            title=say("Brokerage between groups by {grouping}", grouping=translated(brokerage)),
            clauses=clauses,
        )
        return
    if not measures and len(available(built)) < len(available(built, heavy=True)):
        slow = "{measures} would take long on {count} ties; ask for them with --by"
        note(say(slow, measures=listed(HEAVY), count=built.ties))
    asked.write(
        compute(built, measures),
        title=_title(built, kind, _weight(weight, role_weights)),
        clauses=clauses,
    )


def _title(built: "Network", kind: str, weight: str) -> str:
    return say(
        "{nodes} nodes, {ties} ties of {kind}, weight {weight}",
        nodes=built.size,
        ties=built.ties,
        kind=translated(kind),
        weight=weight,
    )


def _weight(weight: str, role_weights: dict[Role, float]) -> str:
    if weight != "roles":
        return translated(weight)
    return say("roles ({weights})", weights=weights_in_words(role_weights))
