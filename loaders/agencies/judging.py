"""Human decisions on agencies, applied to facts that were read before the decisions were made."""

from msgspec.structs import replace

from graph.model import Facts
from loaders.agencies.decisions import Decisions
from loaders.agencies.resolver import Resolver
from loaders.lexicon.organs import naming_year
from loaders.places.jurisdictions import by_name


def judge_agencies(facts: Facts, decisions: Decisions) -> Facts:
    """Give each duty of a plan the department that the decisions say; all else stays as it is."""
    resolver = Resolver(by_name(facts.plan.jurisdiction), decisions, year=naming_year(facts.plan.date))
    measures = tuple(
        replace(
            measure,
            duties=tuple(
                replace(duty, department=resolver.decide(duty.agency, duty.department))
                for duty in measure.duties
            ),
        )
        for measure in facts.measures
    )
    return replace(facts, measures=measures)
