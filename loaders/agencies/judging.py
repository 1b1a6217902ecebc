"""Human decisions on agencies, applied to facts that were read before the decisions were made."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from graph.model import Facts
from loaders.agencies.decisions import Decisions
from loaders.agencies.resolver import Resolver
from loaders.lexicon.organs import naming_year
from loaders.places.jurisdictions import by_name


def judge(facts: Iterable[Facts], decisions: Decisions | Path) -> Iterator[Facts]:
    """Give each duty the department that the decisions say; all else stays as it is.

    Parameters
    ----------
    facts : iterable of Facts
        What was read from plans.
    decisions : Decisions or Path
        The judgements, or the file that holds them.

    Raises
    ------
    InputError
        The file cannot be used; the message names the line.
    """
    if isinstance(decisions, Path):
        decisions = Decisions.read(decisions)
    for plan in facts:
        resolver = Resolver(by_name(plan.plan.jurisdiction), decisions, year=naming_year(plan.plan.date))
        measures = tuple(
            replace(
                measure,
                duties=tuple(
                    replace(duty, department=resolver.decide(duty.agency, duty.department))
                    for duty in measure.duties
                ),
            )
            for measure in plan.measures
        )
        yield replace(plan, measures=measures)
