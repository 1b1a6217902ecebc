"""`qiantou overlap`: who and what comes together, and whether by chance."""

from typing import Any, Literal

import click

from graph.cli.filters import Asked, analysis_options, null_option, significant_option
from graph.cli.telling import note
from graph.model.language import listed, say

_UNEVEN_FROM = 1.25


@click.command()
@click.option(
    "--of",
    type=click.Choice(["agencies", "plans", "measures"]),
    default="agencies",
    show_default=True,
    help="Pairs of agencies by the measures they share; of plans by their agencies; of measures that have a chain, "
    "a zone or nearly the whole text in common and different agencies: duties that may be given twice.",
)
@click.option(
    "--similarity",
    type=click.FloatRange(0, 1),
    default=0.5,
    show_default=True,
    metavar="COSINE",
    help="From where on two measures say nearly the same.",
)
@click.option(
    "--across-plans/--within-plan",
    "across",
    default=None,
    help="Only pairs of measures of different plans, or of one plan (with --of measures).",
)
@null_option
@significant_option(
    "Only pairs that meet more or less than chance, with q below this, the least likely first."
)
@analysis_options
def overlap(
    asked: Asked,
    of: Literal["agencies", "plans", "measures"],
    similarity: float,
    across: bool | None,
    null: Literal["sets", "lists"],
    significant: float | None,
) -> None:
    """Compare agencies, plans or measures pair by pair.

    Measures that share what their whole plan is about (体育 in a plan about sports) make no pair by that. With --narrower,
    measures meet also where one's industry stands in a class of the standards and the other's in it or below it (半导体
    and 集成电路 in C397); `reason` says in which, and on which level.

    \b
    Example:
        qiantou overlap --significant 0.05 --top 10
    """
    from graph.analysis.evidence import Evidence

    incidence = asked.incidence()
    if of == "measures":
        if significant is not None:
            raise click.UsageError("--significant is about agencies and plans; measures take --similarity")
        _measures(asked, incidence, similarity=similarity, across=across)
        return
    if across is not None:
        raise click.UsageError("--across-plans and --within-plan are about measures: add --of measures")
    from graph.analysis.list_lengths import list_effect
    from graph.analysis.overlap import overlap as compute
    from graph.analysis.overlap import sides

    frame = compute(incidence, of, null=null)
    effect = list_effect(sides(incidence, of)[2])
    if null == "sets" and effect > _UNEVEN_FROM:
        note(
            say(
                "some lists are so long that pairs meet {times} times as often by that alone; "
                "--null lists takes it into account",
                times=f"{effect:.1f}",
            )
        )
    title = (
        say("Measures that pairs of agencies share")
        if of == "agencies"
        else say("Agencies that pairs of plans share")
    )
    if significant is not None:
        frame = frame[frame["q"] < significant].sort_values(["q", "p"], kind="stable")
        title = listed([title, f"q < {significant:g}"])

    evidence = Evidence(incidence)

    def shared(row: Any) -> list[str]:
        if of == "plans":
            return _agencies_of_both(incidence, row["first_key"], row["second_key"])
        return evidence.clauses(row["first_key"], row["second_key"])

    asked.write(frame, title=title, clauses=shared)


def _measures(asked: Asked, incidence: Any, *, similarity: float, across: bool | None) -> None:
    from graph.analysis.duplicates import duplicates
    from graph.analysis.evidence import clause
    from graph.views.reasons import similar_in_words
    from graph.words import words

    place = incidence.measures.place

    def both(row: Any) -> list[str]:
        return [clause(incidence, place[row[key]]) for key in ("first_key", "second_key")]

    frame = duplicates(incidence, similarity=similarity, classes=asked.scope.narrower)
    if across is not None:
        plan = incidence.measures.plan
        kept = [
            (plan[place[first]] != plan[place[second]]) == across
            for first, second in zip(frame["first_key"], frame["second_key"], strict=True)
        ]
        frame = frame[kept]
    chinese, wanted = words(), words(asked.language)
    frame = frame.assign(reason=[similar_in_words(reason, chinese, wanted) for reason in frame["reason"]])
    told = ("plan", "path", "heading", "role", "agency", "key")
    asked.write(
        frame,
        title=say("Measures on one chain, one zone or in nearly the same words, under different agencies"),
        clauses=both,
        brief=(
            *(f"{side}_{name}" for side in ("first", "second") for name in told),
            "similarity",
            "chains",
            "zones",
            "reason",
        ),
    )


def _agencies_of_both(incidence: Any, first: str, second: str) -> list[str]:
    """The agencies in both plans; each stands in many clauses, so its name is the evidence."""
    from graph.analysis.overlap import sides

    keys, _, rows, _ = sides(incidence, "plans")
    place = {key: number for number, key in enumerate(keys)}
    common = rows[[place[first]]].multiply(rows[[place[second]]]).tocsr()
    common.sort_indices()
    names: list[str] = incidence.agencies.label[common.indices].tolist()
    return names
