"""The real plans that are no plain text hold every annotation that their plain text has."""

import json
import re
from pathlib import Path

import pytest

from loaders.formats.files import read_documents

pytestmark = pytest.mark.gold
_FOLD = str.maketrans("（）〔〕［］【】〈〉[]，：；．", "()()()()()(),:;.")


def _solid(text: str) -> str:
    return re.sub(r"\s", "", text).translate(_FOLD)


def test_every_annotation_stands_in_the_text_and_page_furniture_does_not(gold_folder: Path) -> None:
    files = [path for path in sorted((gold_folder / "plans").iterdir()) if path.suffix not in (".txt", ".md")]
    assert files
    for path in files:
        gold = json.loads((gold_folder / "gold" / f"{path.stem}.json").read_text("utf-8"))
        text = _solid("".join(document.text for document in read_documents(path)))
        quoted = [measure["duty"] for measure in (*gold["measures"], *gold.get("section_duties", []))]
        assert [duty for duty in quoted if _solid(duty) not in text] == [], path.name
        plain = _solid(path.with_suffix(".txt").read_text("utf-8"))
        assert len(text) <= 1.1 * len(plain), path.name
        assert "扫一扫" not in text
