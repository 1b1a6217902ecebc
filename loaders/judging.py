"""Human decisions on agencies and on industries, applied to facts: the one file wins over every table."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec.structs import replace

from graph.model import Facts, IndustryChain
from loaders.agencies.decisions import Decisions
from loaders.agencies.judging import judge_agencies
from loaders.targets.industries import identify_chain

INDUSTRIES = "产业链"
"""What stands as the jurisdiction of a decision on two industries, which are the same everywhere."""


def judge(facts: Iterable[Facts], decisions: Decisions | Path) -> Iterator[Facts]:
    """Give each duty the department, and each target the industry, that the decisions say; all else stays as it is.

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
        yield judge_industries(judge_agencies(plan, decisions), decisions)


def judge_industries(facts: Facts, decisions: Decisions) -> Facts:
    """Give each target of a plan the industry that the decisions say."""
    others = _decided(decisions)
    if not others and not any(decision.jurisdiction == INDUSTRIES for decision in decisions.all):
        return facts

    def decided(chain: IndustryChain, printed: str) -> IndustryChain:
        if decisions.kept_apart(printed, INDUSTRIES):
            own = identify_chain(printed)
            return own if own.name == printed else IndustryChain(name=printed)
        found = decisions.canonical(printed, INDUSTRIES) or decisions.canonical(chain.name, INDUSTRIES)
        one = identify_chain(found[0]) if found else chain
        name = found[0] if found else one.name
        aliases = {one.name, *one.aliases, *others.get(name, ())} - {name}
        return replace(one, name=name, aliases=tuple(sorted(aliases)))

    measures = tuple(
        replace(
            measure,
            chains=tuple(replace(one, chain=decided(one.chain, one.name)) for one in measure.chains),
            focuses=tuple(replace(one, chain=decided(one.chain, one.chain.name)) for one in measure.focuses),
        )
        for measure in facts.measures
    )
    return replace(facts, measures=measures)


def _decided(decisions: Decisions) -> Mapping[str, set[str]]:
    """The names that decisions make other names of each industry."""
    others: dict[str, set[str]] = defaultdict(set)
    for decision in decisions.all:
        for name in (decision.name, decision.other):
            found = decisions.canonical(name, INDUSTRIES) if decision.jurisdiction == INDUSTRIES else None
            if found:
                others[found[0]].add(name)
    return others
