"""What takes a text of n takes four of it some four times as long, whatever its text is made of."""

import time
from collections.abc import Callable

import pytest

from loaders.document import Document
from loaders.pipeline import read_document

# The square of the length would take sixteen times as long.
_GROWTH = 8
_MEASURABLE = 0.1

TEXTS: dict[str, Callable[[int], str]] = {
    # What it is made of: such a text, the longer the greater the number.
    "numbering that begins again and again": lambda count: "一、重点工作\n做好各项工作。\n" * count,
    "articles that begin again and again": lambda count: "第一条 为做好工作，制定本办法。\n" * count,
    "notices without a duty": lambda count: "关于做好工作的通知\n一、总体要求\n做好工作。\n" * count,
}


def _seconds(text: str) -> float:
    document = Document(source="plan.txt", text=text)
    started = time.process_time()
    for _ in read_document(document):
        pass
    return time.process_time() - started


@pytest.mark.parametrize("made_of", TEXTS)
def test_time_grows_with_the_length(made_of: str) -> None:
    build, count = TEXTS[made_of], 500
    _seconds(build(count))
    while (short := _seconds(build(count))) < _MEASURABLE:
        count *= 2
    # A process that is disturbed is measured again.
    assert any(_seconds(build(4 * count)) < _GROWTH * short for _ in range(2)), count
