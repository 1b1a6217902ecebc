"""Tell by its ending whether a name is one of a body."""

import re
from functools import cache

from loaders.lexicon.phrases import by_last
from loaders.lexicon.wording import bodies

_NAMED_BY_ITS_START = re.compile(
    r"各(?!负其责|司其职|项|类|自|方面)(?:[\u4e00-\u9fff]{2,10}|[街镇乡村县区市州盟旗校园班组系院所站科处室部队团场])$|中国[\u4e00-\u9fff]{2,4}$"
)
_BRACKET_AT_END = re.compile(r"\([^()]*\)$")
BRACKETS_AT_END = re.compile(r"(?:\([^()]*\))+$")


@cache
def _strong_endings() -> dict[str, tuple[str, ...]]:
    return by_last(bodies().endings.strong)


@cache
def _all_endings() -> dict[str, tuple[str, ...]]:
    endings = bodies().endings
    return by_last([*endings.strong, *endings.weak])


def ends_like_a_body(name: str) -> bool:
    """Whether the name ends as names of agencies and collective actors do."""
    if len(name) < 2:
        return False
    bare = BRACKETS_AT_END.sub("", name) if name[-1] == ")" else name
    if bare.endswith(bodies().endings.no_body):
        return False
    return bare.endswith(_all_endings().get(bare[-1:], ())) or bool(_NAMED_BY_ITS_START.match(bare))


def ends_like_an_agency(name: str) -> bool:
    """Whether the name ends as only names of agencies do: enough to read a list without any role word."""
    if len(name) < 3:
        return False
    bare = _BRACKET_AT_END.sub("", name) if name[-1] == ")" else name
    if bare.endswith(bodies().endings.no_body):
        return False
    return bare.endswith(_strong_endings().get(bare[-1:], ())) or (
        name.startswith(("各", "有关", "镇", "乡", "街道")) and ends_like_a_body(name)
    )
