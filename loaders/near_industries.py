"""Pairs of industries that may be one: what a person should look at, for the tables cannot decide it."""

from collections import Counter
from collections.abc import Iterable

from graph.model import Facts, IndustryChain
from loaders.agencies.decisions import Decisions
from loaders.agencies.near_duplicates import LEAST_SIMILAR, Pair, neighbours, pairs_that_share
from loaders.judging import INDUSTRIES


def near_industries(
    facts: Iterable[Facts], *, decisions: Decisions | None = None, least: float = LEAST_SIMILAR
) -> list[Pair]:
    """Find the pairs of industries that may be one, the most alike first.

    Two industries make a pair where their names are alike and no class of the standards tells them apart. Pairs that
    were judged are left out.

    Parameters
    ----------
    facts : iterable of Facts
        What was read from the plans.
    decisions : Decisions, optional
        Judgements already made.
    least : float
        Least similarity of two names, in per cent.
    """
    from rapidfuzz import fuzz

    counts = Counter(named.chain for plan in facts for measure in plan.measures for named in measure.chains)
    industries = {chain.name: chain for chain in counts}
    seen = {chain.name: count for chain, count in counts.items()}
    pairs = []
    for one, two in pairs_that_share({name: neighbours(name) for name in industries}):
        alike = fuzz.ratio(one, two)
        told = _told_apart(industries[one], industries[two])
        if alike < least or told or (decisions is not None and decisions.judged(one, two, INDUSTRIES)):
            continue
        first, second = sorted((one, two), key=lambda name: (-seen[name], name))
        pairs.append(
            Pair(
                jurisdiction=INDUSTRIES,
                name=first,
                other=second,
                similarity=round(alike, 1),
                reason=_reason(industries[one], industries[two]),
                name_count=seen[first],
                other_count=seen[second],
            )
        )
    return sorted(pairs, key=lambda pair: (-pair.similarity, pair.name, pair.other))


def _told_apart(one: IndustryChain, two: IndustryChain) -> bool:
    """Whether both stand in classes of one standard, and in none together."""
    return any(
        ours and theirs and not set(ours) & set(theirs)
        for ours, theirs in ((one.gb, two.gb), (one.sei, two.sei))
    )


def _reason(one: IndustryChain, two: IndustryChain) -> str:
    same = sorted({*one.gb, *one.sei} & {*two.gb, *two.sei})
    return f"names alike, both in {', '.join(same)}" if same else "names alike"
