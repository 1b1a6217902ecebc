"""Which language a run speaks: the one asked for, else that of the environment."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

LANGUAGES = ("zh", "en")
VARIABLE = "QIANTOU_LANGUAGE"
"""The variable of the environment that names the language of every run."""


@dataclass(slots=True)
class _Run:
    asked: str | None = None


_run = _Run()


def language() -> str:
    """The language of this run: what was asked for, QIANTOU_LANGUAGE, else what the locale says; zh or en."""
    return _run.asked or _named(os.environ.get(VARIABLE, "")) or _by_locale()


def asked_for() -> str | None:
    """The language that this run was expressly asked to speak, also to programs."""
    return _run.asked


def choose(language: str | None) -> None:
    """Speak this language from now on."""
    _run.asked = language


@contextmanager
def speaking(language: str | None) -> Iterator[None]:
    """Speak a language for a while; None for that of the environment.

    Examples
    --------
    >>> with speaking("zh"):
    ...     print(asked_for())
    zh
    """
    before = _run.asked
    _run.asked = language
    try:
        yield
    finally:
        _run.asked = before


def _named(text: str) -> str | None:
    """The language that a locale's name begins with (zh_CN.UTF-8, en), if it is one of ours."""
    name = text.lower()[:2]
    return name if name in LANGUAGES else None


def _by_locale() -> str:
    # As POSIX has it: the first that is set decides, whatever it says.
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if text := os.environ.get(variable):
            return _named(text) or "en"
    if sys.platform == "win32":
        import ctypes
        import locale

        code = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return _named(locale.windows_locale.get(code, "")) or "en"
    return "en"
