"""The words of the pages, in Chinese and in English."""

import tomllib
from functools import cache
from importlib.resources import files

LANGUAGES = ("zh", "en")
HTML_LANGUAGE = {"zh": "zh-CN", "en": "en"}


@cache
def words(language: str) -> dict[str, str]:
    """Every word of the pages in one language.

    Raises
    ------
    ValueError
        If the language is not one of LANGUAGES.
    """
    if language not in LANGUAGES:
        raise ValueError(f"{language!r}: the pages speak {' and '.join(LANGUAGES)}")
    table = tomllib.loads((files("graph.views") / "words.toml").read_text(encoding="utf-8"))
    return {name: entry[language] for name, entry in table.items()}
