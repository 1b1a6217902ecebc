"""Content drawn at random, for pictures of any size."""

from random import Random

from graph.model import Role
from graph.views.content import Agency, Clause, Content, Duty, Plan


def invented(agencies: int, measures: int, seed: int = 0) -> Content:
    """A plan whose measures have a lead and one to four supports, drawn at random."""
    random = Random(seed)
    duties = []
    for measure in range(measures):
        chosen = random.sample(range(agencies), min(agencies, random.randint(2, 5)))
        duties += [
            Duty(measure, Role.LEADS if place == 0 else Role.SUPPORTS, max(place, 1), agency)
            for place, agency in enumerate(chosen)
        ]
    return Content(
        plans=[Plan(key="p", title="方案")],
        agencies=[Agency(key=f"{number:05}", name=f"市第{number}号工作局") for number in range(agencies)],
        clauses=[
            Clause(key=f"m{number}", plan=0, path=str(number), heading="工作", pieces=())
            for number in range(measures)
        ],
        duties=duties,
    )
