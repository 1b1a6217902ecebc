"""Brackets that recognition confused, doubled or left out: mended where nothing else can have been printed."""

import pytest

from loaders.formats.recognised.brackets import MENDED, mended_brackets
from loaders.formats.recognised.sheet import ReadLine

EMPTY = "▢"
"""Stands for a place in which nothing was recognised."""
DOUBLED = "\N{COMBINING LOW LINE}"
"""Says that what precedes stands where the next one stands."""


def line(printed: str) -> ReadLine:
    """A line of characters 10 points wide."""
    at, signs, middles = 0.0, [], []
    for sign in printed:
        if sign == DOUBLED:
            at -= 8
        elif sign == EMPTY:
            at += 10
        else:
            signs.append(sign)
            middles.append(at + 5)
            at += 10
    return ReadLine(
        text="".join(signs), sure=(0.9,) * len(signs), middles=tuple(middles), box=(0.0, 0.0, at, 12.0)
    )


@pytest.mark.parametrize(
    ("read", "printed", "why"),
    [
        (["各市〔州]政府"], ["各市〔州〕政府"], "one pair has one form, the Chinese one"),
        (["各市[州〕政府"], ["各市〔州〕政府"], "one pair has one form, the Chinese one"),
        (["各市[州]政府"], ["各市[州]政府"], "a pair of one form is left alone"),
        ([f"各市〔{DOUBLED}[州〕政府"], ["各市〔州〕政府"], "two forms in one place are one bracket"),
        (["〔市科技局负责）"], ["〔市科技局负责〕"], "no round bracket is open"),
        (["〔县（市）负责）"], ["〔县（市）负责〕"], "the round bracket is closed already"),
        (["（〔2025〕6号）"], ["（〔2025〕6号）"], "brackets in brackets"),
        (["牵头单位）"], ["牵头单位）"], "what is not open is not known"),
        ([f"〔市科技局负责{EMPTY}二、建设平台"], ["〔市科技局负责〕二、建设平台"], "the one empty place"),
        (
            ["（市科技局、", f"财政局{EMPTY}二、建设平台"],
            ["（市科技局、", "财政局）二、建设平台"],
            "a line below",
        ),
        (
            [f"〔市科技局{EMPTY}负责{EMPTY}二、建设平台"],
            ["〔市科技局负责二、建设平台"],
            "two empty places: it may be either",
        ),
        ([f"关于印发{EMPTY}方案的通知"], ["关于印发方案的通知"], "nothing is open"),
        ([f"（一式{EMPTY}两份）的要求"], ["（一式两份）的要求"], "it is closed behind the blank"),
        (
            [f"（市科技局{EMPTY}二、建设平台。（市财政局）"],
            ["（市科技局）二、建设平台。（市财政局）"],
            "before the next one opens",
        ),
    ],
)
def test_brackets_are_mended(read: list[str], printed: list[str], why: str) -> None:
    found = mended_brackets([line(text) for text in read])
    assert [one.text for one in found] == printed, why
    for one in found:
        assert len(one.text) == len(one.sure) == len(one.middles)
        assert list(one.middles) == sorted(one.middles)


def test_a_mended_bracket_makes_its_line_doubtful() -> None:
    [found] = mended_brackets([line("各市（州〕政府")])
    assert found.text == "各市（州）政府"
    assert found.sure[found.text.index("）")] == MENDED
    assert found.is_doubtful
    [kept] = mended_brackets([line("各市（州）政府")])
    assert not kept.is_doubtful
