"""`qiantou coordinate`: who must work with whom."""

from typing import TYPE_CHECKING, Any, Literal

import click

from graph.cli.filters import Asked, analysis_options, null_option, significant_option, weights_option
from graph.cli.telling import note
from graph.model import Role
from graph.model.language import say

if TYPE_CHECKING:
    from graph.analysis.evidence import Evidence
    from graph.analysis.overlap import Null
    from graph.analysis.projection import Network, Weight
    from graph.network import Incidence


@click.command()
@click.option(
    "--show",
    type=click.Choice(["pairs", "matrix", "communities", "brokers", "failures"]),
    default="pairs",
    show_default=True,
    help="Leads with those that support them, as pairs or as a matrix; communities of agencies that work together; "
    "the brokers between these; single points of failure.",
)
@click.option(
    "--path",
    nargs=2,
    metavar="AGENCY AGENCY",
    help="Instead, the closest way from one agency to another, with the measures on it.",
)
@click.option(
    "--weight",
    type=click.Choice(["count", "newman", "roles"]),
    default="count",
    show_default=True,
    help="What a tie weighs: the measures shared; 1/(n-1) for each of n agencies; the product of role weights.",
)
@weights_option
@click.option(
    "--resolution",
    type=click.FloatRange(0, min_open=True),
    default=1.0,
    show_default=True,
    metavar="NUMBER",
    help="Above 1 for more and smaller communities.",
)
@null_option
@significant_option("Only ties of agencies that meet more often than chance, with q below this.")
@analysis_options
def coordinate(
    asked: Asked,
    show: Literal["pairs", "matrix", "communities", "brokers", "failures"],
    path: tuple[str, str] | None,
    weight: "Weight",
    role_weights: dict[Role, float],
    resolution: float,
    null: "Null",
    significant: float | None,
) -> None:
    """Show who must work with whom, in which groups, over whom, and where it would break.

    \b
    Example:
        qiantou coordinate --show matrix --top 12
        qiantou coordinate --path 市财政局 市科技局 --jurisdiction 临江市
    """
    from graph.analysis.evidence import Evidence
    from graph.analysis.projection import network

    incidence = asked.incidence()
    if show in ("pairs", "matrix") and not path:
        if significant is not None:
            raise click.UsageError("--significant is about communities, brokers, failures and paths")
        weights = role_weights if weight == "roles" else None
        _write_pairs(asked, incidence, weights, as_matrix=show == "matrix")
        return
    ties = network(incidence, weight=weight, role_weights=role_weights)
    if significant is not None:
        from graph.analysis.overlap import backbone

        ties = backbone(ties, incidence, significant, null=null)
    evidence = Evidence(incidence)
    if path:
        _write_path(asked, incidence, ties, evidence, path)
        return

    def of_agency(row: Any) -> list[str]:
        return evidence.clauses(*row["key"].split("—"))

    if show == "failures":
        from graph.analysis.coordination import failures

        asked.write(failures(incidence, ties), title=say("Single points of failure"), clauses=of_agency)
        return
    from graph.analysis.communities import brokers, communities, community_table

    found = communities(ties, resolution=resolution)
    title = say(
        "{count} communities, modularity {modularity}, agreement over seeds {agreement}",
        count=len(set(found.community.tolist())),
        modularity=f"{found.modularity:.3f}",
        agreement=f"{found.agreement:.2f}",
    )
    frame = community_table(ties, found) if show == "communities" else brokers(ties, found)
    asked.write(frame, title=title, clauses=of_agency)


def _write_pairs(
    asked: Asked, incidence: "Incidence", role_weights: dict[Role, float] | None, *, as_matrix: bool
) -> None:
    """Who leads whom."""
    from graph.analysis.coordination import lead_support, matrix

    pairs = lead_support(incidence, role_weights)
    if as_matrix:
        asked.write(matrix(pairs, asked.top), title=say("Measures that the row leads with the column"))
        return
    if pairs.empty and len(incidence.agencies.key) > 1:
        note(say("no measure here has both a lead and others; --show communities reads who shares measures"))
    asked.write(
        pairs,
        title=say("Who leads whom"),
        clauses=lambda row: _led(incidence, row["lead_key"], row["support_key"]),
    )


def _write_path(
    asked: Asked, incidence: "Incidence", ties: "Network", evidence: "Evidence", path: tuple[str, str]
) -> None:
    """Over whom one agency comes to another."""
    from graph.analysis.coordination import path_between
    from graph.answers.names import find_agency

    start, end = (find_agency(incidence, text, asked.scope.jurisdictions).key for text in path)
    asked.write(
        path_between(incidence, ties, start, end),
        title=say("From {start} to {end}", start=start, end=end),
        clauses=lambda row: evidence.clauses(row["from_key"], row["to_key"]),
    )


def _led(incidence: "Incidence", lead: str, support: str) -> list[str]:
    """The clauses of the measures in which one leads the other."""
    from graph.analysis.evidence import clause
    from graph.analysis.projection import leaders_and_followers

    leads, follows = leaders_and_followers(incidence)
    place = incidence.agencies.place
    shared = leads[[place[lead]]].multiply(follows[[place[support]]]).tocsr()
    return [clause(incidence, measure) for measure in sorted(shared.indices.tolist())]
