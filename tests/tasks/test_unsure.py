"""The names of a printed cell beside one that a line's end may part in two."""

import pytest

from loaders.document import Cell, Document
from loaders.tasks.unsure import sure_and_unsure


@pytest.mark.parametrize(
    ("printed", "sure", "unsure"),
    [
        ("市财政局、市水利局、青岚~审计局", ["市财政局、市水利局"], ["青岚审计局"]),
        ("市财政局、青岚~审计局、市教育局、体育局", ["市财政局", "市教育局、体育局"], ["青岚审计局"]),
        ("市财政局、青岚~审计局、教育局、各县区", ["市财政局", "各县区"], ["青岚审计局", "教育局"]),
        ("各县（市、区）政府\n市财政局~审计局", ["各县（市、区）政府"], ["市财政局审计局"]),
        ("市财政局~教育局", [], ["市财政局教育局"]),
    ],
)
def test_only_what_is_doubtful_is_left_out(printed: str, sure: list[str], unsure: list[str]) -> None:
    text = printed.replace("~", "\n")
    document = Document(source="plan.pdf", text=text, unsure=(printed.index("~"),))
    found = sure_and_unsure(document, Cell(start=0, end=len(text)))
    assert [["".join(text[c.start : c.end].split()) for c in part] for part in found] == [sure, unsure]
