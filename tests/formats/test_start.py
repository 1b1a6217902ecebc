"""Sets of characters that are worked out once: every pattern compiles into what it always did."""

import re
from importlib import import_module
from typing import Any

import pytest

from loaders.formats.start import remember_sets

PATTERNS = [
    ("[\u4e00-\u9fff]{2,8}局", 0),
    ("(?<![\u4e00-\u9fff])[\u4e00-\u9fff、“”]+", 0),
    (r"[^。；\d]+[省市县]", 0),
    (r"[^\s\U00020000-\U0002a6df]", 0),
    ("[a-zÀ-ÿſ]+[\u4e00-\u9fff]", re.IGNORECASE),
    ("[A-Z省市县]", re.IGNORECASE | re.ASCII),
]
_COMPILER: Any = import_module("re._compiler")
_PARSER: Any = import_module("re._parser")


def _code(pattern: str, flags: int) -> list[int]:
    return list(_COMPILER._code(_PARSER.parse(pattern, flags), flags))


def test_patterns_compile_into_what_they_always_did(monkeypatch: pytest.MonkeyPatch) -> None:
    before = [_code(*one) for one in PATTERNS]
    asked: list[object] = []
    work_out = _COMPILER._optimize_charset

    def counted(signs: object, *case: object) -> object:
        asked.append(signs)
        return work_out(signs, *case)

    monkeypatch.setattr(_COMPILER, "_optimize_charset", counted)
    remember_sets()
    assert [_code(*one) for one in PATTERNS] == before
    once = len(asked)
    assert [_code(*one) for one in PATTERNS[:4]] == before[:4]
    assert len(asked) == once


def test_a_library_without_that_function_compiles_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    before = _COMPILER._optimize_charset
    monkeypatch.delattr(_COMPILER, "_optimize_charset")
    remember_sets()
    assert not hasattr(_COMPILER, "_optimize_charset")
    monkeypatch.undo()
    assert _COMPILER._optimize_charset is before
