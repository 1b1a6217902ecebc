"""`qiantou gaps`: what nobody has been given."""

from typing import TYPE_CHECKING, Any

import click

from graph.cli.filters import Asked, analysis_options
from graph.model.language import say

if TYPE_CHECKING:
    from graph.analysis.gaps import GapKind

_KINDS: tuple["GapKind", ...] = ("chain", "zone", "goal", "support-only", "unassigned", "line")


@click.command()
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(_KINDS),
    help="Only such gaps; repeatable: chains, zones or goals without a lead; measures with supports only; agencies "
    "that a plan names and gives no duty; functional lines that plans of the same kind in two or more other places "
    "have.",
)
@analysis_options
def gaps(asked: Asked, kinds: tuple["GapKind", ...]) -> None:
    """List what is missing: chains, zones, goals and measures without a lead, agencies without a duty.

    Collective actors (各县区政府) count as agencies here, with or without --collectives: they can lead, too.

    \b
    Example:
        qiantou gaps
        qiantou gaps --kind support-only --plan 行动方案 --evidence
    """
    from graph.analysis.evidence import clause
    from graph.analysis.gaps import gaps as find
    from graph.views.reasons import gap_in_words
    from graph.words import words

    whole = asked.scope.whole()
    incidence = asked.scope.narrow(whole)
    place = incidence.measures.place

    def clauses(row: Any) -> list[str]:
        return [clause(incidence, place[key]) for key in row["measures"]]

    frame = find(incidence, kinds or _KINDS, elsewhere=whole)
    why = [gap_in_words(row, words(asked.language)) for row in frame.to_dict("records")]
    asked.write(
        frame.assign(why=why).drop(columns="names"),
        title=say("Gaps"),
        clauses=clauses,
        brief=("kind", "plan_key", "plan", "what", "why"),
    )
