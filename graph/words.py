"""The words of tables and pages, in Chinese and in English: each stands once, in `words.toml`."""

import tomllib
from functools import cache
from importlib.resources import files

LANGUAGES = ("zh", "en")
HTML_LANGUAGE = {"zh": "zh-CN", "en": "en"}


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
    table = tomllib.loads((files("graph") / "words.toml").read_text(encoding="utf-8"))
    return {name: entry[language] for name, entry in table.items()}
