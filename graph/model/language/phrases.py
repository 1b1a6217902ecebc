"""Sentences in the language of the run, by their English."""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from graph.model.language.choosing import language

_VALUE = re.compile(r"\{(\w*)\}")
_OUR_WORDS = frozenset({"doing", "things", "what"})
_LISTS = frozenset({"names", "endings"})
"""Values that are names in a row."""
_LEAST, _LEAST_BETWEEN = 4, 8
"""Characters that a sentence needs beside its values to be known by them."""


def say(message: str, /, **values: object) -> str:
    """A message with its values, in the language of the run.

    Parameters
    ----------
    message : str
        The English, with {name} for each value; the key of its Chinese.
    **values : object
        What stands for the names.

    Examples
    --------
    >>> from graph.model.language import speaking
    >>> with speaking("zh"):
    ...     print(say("Open {page} in a browser.", page="report.html"))
    请用浏览器打开 report.html。
    """
    text = message if language() == "en" else _sentences("messages").get(message, message)
    return text.format(**values) if values else text


def counted(number: int, noun: str) -> str:
    """A number of things in words.

    Examples
    --------
    >>> from graph.model.language import speaking
    >>> with speaking("en"):
    ...     print(counted(1, "plan"), counted(2, "plan"))
    1 plan 2 plans
    >>> with speaking("zh"):
    ...     print(counted(1, "plan"), counted(2, "plan"))
    1 份方案 2 份方案
    """
    if language() == "en":
        return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
    return say(f"{{count}} {noun}s", count=number)


def listed(names: Iterable[str]) -> str:
    """Names in a row, with the mark between them that the language uses."""
    return (", " if language() == "en" else "、").join(names)


def helping(text: str) -> str:
    """A paragraph of help in the language of the run; how its lines were broken does not matter."""
    if language() == "en":
        return text
    plain = " ".join(text.split())
    return _sentences("help").get(plain, text)


def translated(text: str) -> str:
    """A sentence with its values filled in, in the language of the run; as it is where no table knows it.

    Values that are sentences themselves (a reason, a hint) are translated, too.

    Examples
    --------
    >>> from graph.model.language import speaking
    >>> with speaking("zh"):
    ...     print(translated("there is no query who; see `qiantou queries`"))
    没有名为 who 的查询；用 `qiantou queries` 列出全部
    """
    return text if language() == "en" else _translated(text).text


def rules_in_words(rules: str) -> str:
    """The rules by which a name was read, in the language of the run.

    Examples
    --------
    >>> from graph.model.language import speaking
    >>> with speaking("zh"):
    ...     print(rules_in_words("label 牵头单位; inherits 市"))
    标签“牵头单位”；承接前面的“市”
    """
    if language() == "en":
        return rules
    return "；".join(_known("rules", rule).text for rule in rules.split("; "))


class _Found(NamedTuple):
    """A text in Chinese as far as the tables know it, and how many of its characters they know."""

    known: int
    text: str


def _translated(text: str) -> _Found:
    """A text by the sentence that knows most of it; what it is about (a file, a line, a graph) may stand before."""
    best, start = _Found(0, text), 0
    while start >= 0:
        found = _known("messages", text[start:])
        if found.known > best.known:
            best = _Found(found.known, text[:start] + found.text)
        start = text.find(": ", start) + 2 if ": " in text[start:] else -1
    return best


def _known(table: str, text: str) -> _Found:
    """A text by the sentence of a table that it is, with its values."""
    exact = _sentences(table).get(text)
    if exact is not None:
        return _Found(len(text), exact)
    best: tuple[int, re.Match[str], str] | None = None
    for size, parts, pattern, chinese in _templates(table):
        # Most are ruled out by what they begin and end with.
        if not (text.startswith(parts[0]) and text.endswith(parts[-1])) or (best and size <= best[0]):
            continue
        if all(part in text for part in parts) and (match := re.fullmatch(pattern, text, re.DOTALL)):
            best = size, match, chinese
    if best is None:
        return _Found(0, text)
    said = _of_a_rule if table == "rules" else _said
    values = {name: said(name, found) for name, found in best[1].groupdict().items()}
    known = best[0] + sum(value.known for value in values.values())
    return _Found(known, best[2].format(**{name: value.text for name, value in values.items()}))


def _of_a_rule(name: str, found: str) -> _Found:
    """A value of a rule: a rule itself, or words of a row of the lexicon, where a place or a level may stand."""
    if name == "rule":
        return _known("rules", found)
    return _Found(0, found.replace("{place}", "某地").replace("{level}", "某级"))


def _said(name: str, found: str) -> _Found:
    """A value of a sentence, by its name, as the language of the run says it."""
    if name in _LISTS:
        return _Found(0, found.replace(" or ", "或").replace(", ", "、"))
    # A word alone is a name that somebody gave, if it does not stand where only our own do.
    return _translated(found) if " " in found or name in _OUR_WORDS else _Found(0, found)


def in_words(error: Exception) -> str:
    """What an error says, behind the place it is about, in the language of the run."""
    text, what = str(error), getattr(error, "what", "")
    if what and text.endswith(what):
        return f"{text.removesuffix(what)}{translated(what)}"
    return translated(text)


def _sentences(name: str) -> dict[str, str]:
    from graph.model.language.entries import sentences

    return sentences(name)


def _template(table: str, message: str) -> tuple[int, list[str], str, str]:
    parts = _VALUE.split(message)
    texts, names = parts[::2], parts[1::2]
    seen: set[str] = set()
    pattern = re.escape(texts[0])
    for name, text in zip(names, texts[1:], strict=True):
        pattern += (f"(?P={name})" if name in seen else f"(?P<{name}>.*?)") + re.escape(text)
        seen.add(name)
    return sum(map(len, texts)), texts, pattern, _sentences(table)[message]


@cache
def _templates(table: str) -> list[tuple[int, list[str], str, str]]:
    """Every sentence with values: its length without them, its fixed parts, a pattern, its Chinese."""
    made = (_template(table, message) for message in _sentences(table) if "{" in message)
    return [
        template
        for template in made
        if template[0] >= (_LEAST if template[1][0] or template[1][-1] else _LEAST_BETWEEN)
    ]
