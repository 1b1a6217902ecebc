"""Names of files are printed on one line, obeyed by no terminal, and come back as they were."""

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.names import path_of, shown


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (b"plan.txt", "plan.txt"),
        ("方案（2025）.docx".encode(), "方案（2025）.docx"),
        ("方案.txt".encode("gb18030"), "\\xb7\\xbd\\xb0\\xb8.txt"),
        (b"a\nb\x1b[31m\x07", "a\\x0ab\\x1b[31m\\x07"),
        ("a\u202eb\u2028c\u0085".encode(), "a\\u202eb\\u2028c\\u0085"),
        (b"a\\xb7b", "a\\x5cxb7b"),
        (b"a\\b", "a\\b"),
        (b"a\\\\x0a", "a\\\\x5cx0a"),
    ],
)
def test_a_name_is_shown_and_comes_back(name: bytes, text: str) -> None:
    assert shown(Path(os.fsdecode(name))) == text
    assert os.fsencode(path_of(text)) == name


@given(st.binary().filter(lambda name: b"\0" not in name) | st.text("\\xuU0aA4é方\n\u2028").map(str.encode))
def test_every_name_comes_back(name: bytes) -> None:
    text = shown(os.fsdecode(name))
    assert not {"Cc", "Cf", "Cs", "Zl", "Zp"} & set(map(unicodedata.category, text))
    assert text.encode("utf-8").decode("utf-8") == text
    assert path_of(text) == Path(os.fsdecode(name))
