"""The words of tables and pages, in Chinese and in English: each stands once, in `words.toml`."""

import re
from functools import cache
from importlib.resources import files

from graph.model.tables import CheckedRow, checked

LANGUAGES = ("zh", "en")
HTML_LANGUAGE = {"zh": "zh-CN", "en": "en"}


_VALUE = re.compile(r"\{\w+\}")


class _Entry(CheckedRow, frozen=True, kw_only=True):
    zh: str
    en: str

    def __post_init__(self) -> None:
        if sorted(_VALUE.findall(self.zh)) != sorted(_VALUE.findall(self.en)):
            raise ValueError("zh and en have different values in {}")


@cache
def words(language: str = "zh") -> dict[str, str]:
    """Every word in one language, by its name.

    Raises
    ------
    ValueError
        If the language is not one of LANGUAGES.

    Examples
    --------
    >>> words("zh")["leads"], words("en")["leads"]
    ('牵头', 'leads')
    """
    if language not in LANGUAGES:
        raise ValueError(f"{language!r}: there are words for {' and '.join(LANGUAGES)}")
    return {name: getattr(entry, language) for name, entry in _table().items()}


@cache
def _table() -> dict[str, _Entry]:
    text = files("graph").joinpath("words.toml").read_text("utf-8")
    return checked(text, dict[str, _Entry], "graph/words.toml")
