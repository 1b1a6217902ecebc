"""Tell a text that says something in Chinese from one whose characters are noise, by its words."""

import re
from functools import cache
from importlib.resources import files

_HANZI = re.compile("[\u4e00-\u9fff]+")
# Plans have 0.46 to 0.65, and less than 0.4 where a fifth of their characters is wrong.
_MIN_SHARE = 0.4


@cache
def _words() -> frozenset[str]:
    lines = files("loaders").joinpath("data/words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def reads_as_chinese(text: str) -> bool:
    """Whether enough of a text's characters stand in common words.

    Examples
    --------
    >>> reads_as_chinese("推进重点项目建设"), reads_as_chinese("惟逗重燕颂曰逮设")
    (True, False)
    """
    words = _words()
    hanzi = "".join(_HANZI.findall(text))
    known = at = 0
    while at < len(hanzi) - 1:
        step = 2 if hanzi[at : at + 2] in words else 1
        known += step if step == 2 else 0
        at += step
    return known >= _MIN_SHARE * len(hanzi) > 0
