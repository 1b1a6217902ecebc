"""The words of time limits, compiled from ``data/deadlines.toml``."""

import re
from dataclasses import dataclass
from functools import cache

from loaders.lexicon.wording import any_of
from loaders.targets.tables import deadline_rows


@dataclass(frozen=True, slots=True)
class DeadlineWords:
    """The patterns by which time limits and their labels are found, and the last year of each five-year plan."""

    labelled: re.Pattern[str]
    labels: tuple[str, ...]
    undated: re.Pattern[str]
    verb: re.Pattern[str]
    plans: dict[str, int]


@cache
def deadline_words() -> DeadlineWords:
    """The compiled table; read once."""
    data = deadline_rows()
    return DeadlineWords(
        labelled=re.compile(f"(?:{any_of(data.labels)})(?:为|是)?:?(?P<value>[^;。]{{1,40}})"),
        labels=tuple(data.labels),
        undated=re.compile(any_of(data.undated)),
        verb=re.compile(any_of(data.verbs)),
        plans=data.five_year_plans,
    )
