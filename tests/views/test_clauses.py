"""A clause is cut where its marks begin and end, and loses nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.views.clauses import Mark, Piece, cut

TEXT = "建设青岚高新区。"
DUTY = "(牵头单位:市科技局;配合单位:财政局)"

CASES = [
    (
        "a zone in the text and agencies in the annotation",
        [Mark("z0", "青岚高新区", 12, 17), Mark("a0", "市科技局", 24, 28), Mark("a1", "财政局", 34, 37)],
        ["建设", "青岚高新区", "。(牵头单位:", "市科技局", ";配合单位:", "财政局", ")"],
    ),
    (
        "an annotation broken over lines: its offsets count white space that the duty has lost",
        [Mark("a0", "市科\n  技局", 24, 31), Mark("a1", "财政局", 40, 43)],
        ["建设青岚高新区。(牵头单位:", "市科技局", ";配合单位:", "财政局", ")"],
    ),
    ("evidence that is not there marks nothing", [Mark("a0", "市教育局", 99, 103)], [TEXT + DUTY]),
    (
        "one stretch with two marks",
        [Mark("a0", "市科技局", 24, 28), Mark("a1", "市科技局", 24, 28)],
        ["建设青岚高新区。(牵头单位:", "市科技局", ";配合单位:财政局)"],
    ),
]


@pytest.mark.parametrize(("title", "marks", "pieces"), CASES, ids=[case[0] for case in CASES])
def test_pieces(title: str, marks: list[Mark], pieces: list[str]) -> None:
    cut_up = cut(TEXT, 10, DUTY, 18, 18 + len(DUTY), marks)
    assert [piece.text for piece in cut_up] == pieces, title


def test_an_annotation_inside_the_text_is_not_repeated() -> None:
    whole = f"{TEXT}{DUTY}"
    assert cut(whole, 10, DUTY, 18, 18 + len(DUTY), [Mark("a0", "市科技局", 24, 28)]) == (
        Piece("建设青岚高新区。(牵头单位:"[:14]),
        Piece("市科技局", ("a0",)),
        Piece(";配合单位:财政局)"),
    )


@given(
    st.text("甲乙丙、()", max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6),
)
def test_joined_pieces_give_the_text_and_marks_their_evidence(
    text: str, spans: list[tuple[int, int]]
) -> None:
    marks = [
        Mark(f"a{number}", text[start:end], start, end)
        for number, (start, end) in enumerate(spans)
        if start < end <= len(text)
    ]
    pieces = cut(text, 0, "", len(text), len(text), marks)
    assert "".join(piece.text for piece in pieces) == text
    for mark in marks:
        assert "".join(piece.text for piece in pieces if mark.name in piece.marks) == mark.evidence
