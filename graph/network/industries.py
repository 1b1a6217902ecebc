"""Which industries a name or a code means: one by its name, a class of the standards, or all that stands below."""

import re
from collections.abc import Sequence

import numpy as np

from graph.model import InputError
from graph.network.columns import Bools, Chains
from graph.standards import IndustryClass, classes

_HEAD = re.compile(r"(?<=.)(?:产业链条?|产业集群|制造业|产业|行业|制造|业)$")


def industries_named(chains: Chains, wanted: Sequence[str], *, narrower: bool = False) -> Bools:
    """Which industries of a graph answer to one of these names.

    Parameters
    ----------
    chains : Chains
    wanted : sequence of str
        An industry by any of its names (新能源汽车, 新能源汽车产业链), or a class of the standards by its name (汽车制造业,
        汽车) or code (C36, 1.2). A class means the industries that stand in it, none below it.
    narrower : bool
        Whether a class means what stands below it as well.

    Raises
    ------
    InputError
        If no industry of the graph answers to a name.
    """
    found = np.zeros(len(chains), dtype=np.bool_)
    for text in wanted:
        named = _named(chains, text)
        meant = classes_named(text)
        stands = chains.lineage if narrower else chains.classes
        in_class = np.array([not meant.isdisjoint(mine) for mine in stands], dtype=np.bool_)
        mine = named | in_class if narrower or not named.any() else named
        if not mine.any():
            raise InputError(_nothing(chains, text, meant))
        found |= mine
    return found


def classes_named(text: str) -> frozenset[IndustryClass]:
    """The classes of the standards that a name or a code means: C36 for 汽车制造业, 汽车 and C36.

    >>> sorted(one.code for one in classes_named("集成电路"))
    ['C3973']
    """
    stem = _HEAD.sub("", text)
    return frozenset(
        one for one in classes().values() if text in (one.code, one.name) or stem == _HEAD.sub("", one.name)
    )


def _named(chains: Chains, text: str) -> Bools:
    names = {text, _HEAD.sub("", text)}
    return np.array(
        [
            name in names or not names.isdisjoint(aliases)
            for name, aliases in zip(chains.name, chains.aliases, strict=True)
        ],
        dtype=np.bool_,
    )


def _nothing(chains: Chains, text: str, meant: frozenset[IndustryClass]) -> str:
    if any(not meant.isdisjoint(lineage) for lineage in chains.lineage):
        return (
            f"no industry of the graph stands in the class “{text}” itself; add --narrower for those below it"
        )
    if meant:
        return f"no industry of the graph stands in or below the class “{text}”"
    from rapidfuzz.process import extractOne

    close = extractOne(text, [*chains.name, *(one.name for one in classes().values())], score_cutoff=60)
    hint = f"; did you mean {close[0]}?" if close else ""
    return f"no industry of the graph and no class of the standards is called “{text}”{hint}"
