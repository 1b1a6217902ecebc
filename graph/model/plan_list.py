"""The plans of a file as people read them: a line each."""

from collections.abc import Iterator, Sequence

from graph.model.records import Facts, Plan


def plan_lines(source: str, plans: Sequence[tuple[Plan, int]]) -> Iterator[str]:
    """Yield a heading and a line for each plan of a file: its title, then its issuer, number, date and place.

    Parameters
    ----------
    source : str
        The file.
    plans : sequence of pairs
        Each plan with the number of its measures, in the order of the file.
    """
    yield f"{source}: {len(plans)} plans"
    for plan, measures in plans:
        said = (plan.issuer, plan.document_number, plan.date, plan.jurisdiction)
        known = ", ".join(part for part in said if part) or "nothing known of its issue"
        yield f"  {plan.document}. {plan.title} ({known}): {measures} measure{'' if measures == 1 else 's'}"


def plan_and_count(facts: Facts) -> tuple[Plan, int]:
    """A plan with the number of its measures."""
    return facts.plan, len(facts.measures)
