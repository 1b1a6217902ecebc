"""`qiantou overload`: who has too much on its desk."""

from typing import TYPE_CHECKING, Any, Literal

import click

from graph.cli.filters import Asked, analysis_options, weights_in_words, weights_option
from graph.model import Role
from graph.model.language import head, listed, say, translated

if TYPE_CHECKING:
    from graph.analysis.overload import Thresholds

_BRIEF = (
    "key",
    "name",
    "leads",
    "responsible",
    "supports",
    "load",
    "fractional",
    "span",
    "lead_share",
    "load_ratio",
    "peak",
    "peak_month",
    "z_load",
    "rank",
    "rank_low",
    "rank_high",
    "flags",
)
_THRESHOLDS = ("lead_share", "load_ratio", "z", "peak")


def _thresholds(
    _context: click.Context, _option: click.Parameter, given: tuple[str, ...]
) -> dict[str, float]:
    found: dict[str, float] = {}
    for text in given:
        name, _, number = text.partition("=")
        try:
            found[name] = float(number)
        except ValueError:
            name = ""
        if name not in _THRESHOLDS:
            raise click.BadParameter(f"“{text}” is not one of {', '.join(_THRESHOLDS)} = a number")
    return found


@click.command()
@click.option(
    "--by",
    type=click.Choice(["agency", "plan", "jurisdiction", "line", "month"]),
    default="agency",
    show_default=True,
    help="One row an agency; or sums by plan, jurisdiction or functional line; or what is due by month.",
)
@weights_option
@click.option(
    "--threshold",
    "thresholds",
    multiple=True,
    metavar="NAME=NUMBER",
    callback=_thresholds,
    help="From where on to flag: lead_share (0.15), load_ratio (3, to the mean of the place), z (3), peak (5 due in a month); "
    "repeatable.",
)
@click.option("--flagged", is_flag=True, help="Only agencies that reach a threshold.")
@click.option(
    "--summary", is_flag=True, help="Instead, say how evenly the work is shared: Gini, HHI, largest share."
)
@click.option(
    "--samples",
    type=click.IntRange(min=2),
    default=200,
    show_default=True,
    metavar="N",
    help="Graphs dealt by chance, and resamples of the measures.",
)
@analysis_options
def overload(
    asked: Asked,
    by: Literal["agency", "plan", "jurisdiction", "line", "month"],
    role_weights: dict[Role, float],
    thresholds: dict[str, float],
    flagged: bool,
    summary: bool,
    samples: int,
) -> None:
    """Measure the load of every agency: how much, how heavy, how broad, due when, and how sure that is.

    \b
    Example:
        qiantou overload --top 10
        qiantou overload --by month --plan 行动方案
    """
    import pandas as pd

    from graph.analysis.evidence import Evidence
    from graph.analysis.overload import Thresholds, by_group, concentration, deadlines
    from graph.analysis.overload import overload as compute
    from graph.views.reasons import flags_in_words
    from graph.words import words

    if by != "agency" and (flagged or summary):
        raise click.UsageError("--flagged and --summary are about agencies; leave out --by")
    incidence = asked.incidence()
    weights = weights_in_words(role_weights)
    if summary:
        asked.write(
            concentration(incidence, role_weights),
            title=say("How evenly the work is shared; {weights}", weights=weights),
        )
    elif by == "month":
        asked.write(deadlines(incidence), title=say("Measures due by month"), clauses=_due(incidence))
    elif by == "agency":
        limits = Thresholds(**thresholds)
        evidence = Evidence(incidence)
        frame = compute(incidence, role_weights=role_weights, thresholds=limits, samples=samples)
        if flagged:
            frame = frame[frame["flags"].map(bool)]
        flags = [flags_in_words(row, limits, words(asked.language)) for row in frame.to_dict("records")]
        asked.write(
            frame.assign(flags=pd.Series(flags, index=frame.index, dtype=object)),
            title=say(
                "Load of agencies; a measure weighs {weights}; flagged from {limits}",
                weights=weights,
                limits=_limits(limits),
            ),
            clauses=lambda row: evidence.clauses(row["key"]),
            brief=_BRIEF,
        )
    else:
        asked.write(
            by_group(incidence, by, role_weights),
            title=say("Load by {group}; a measure weighs {weights}", group=translated(by), weights=weights),
        )


def _limits(thresholds: "Thresholds") -> str:
    return listed(f"{head(name)} {getattr(thresholds, name):g}" for name in _THRESHOLDS)


def _due(incidence: Any) -> Any:
    """The clauses of an agency that are due in a row's month."""
    from graph.analysis.evidence import Evidence, clause

    evidence = Evidence(incidence)

    def clauses(row: Any) -> list[str]:
        return [
            clause(incidence, measure)
            for measure in evidence.measures(row["key"]).tolist()
            if any(date.startswith(row["month"]) for date in incidence.measures.due[measure])
        ]

    return clauses
