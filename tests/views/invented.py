"""Graphs drawn at random, for pictures of any size."""

from random import Random

from facts import measure, plan

from graph.network import Incidence, incidence_of


def invented(agencies: int, measures: int, seed: int = 0) -> Incidence:
    """A plan whose measures have a lead and one to four supports, drawn at random."""
    random = Random(seed)
    sketches = []
    for number in range(measures):
        lead, *supports = (
            f"市第{agency:05}号工作局"
            for agency in random.sample(range(agencies), min(agencies, random.randint(2, 5)))
        )
        sketches.append(measure(str(number), "工作", leads=[lead], supports=supports))
    return incidence_of([plan("临江市", "方案", *sketches)])
