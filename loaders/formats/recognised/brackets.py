"""Brackets that recognition confused, doubled or left out, mended where nothing else can have been printed."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from loaders.formats.recognised.sheet import ReadLine

MENDED = 0.3
"""How sure a mended bracket is: its line is doubtful, and said to be."""

_ROUND, _SQUARE = ("（(", "）)"), ("〔[", "〕]")
_OPENS = {sign: family for family in (_ROUND, _SQUARE) for sign in family[0]}
_CLOSES = {sign: family for family in (_ROUND, _SQUARE) for sign in family[1]}
_CLOSED_BY = {"（": "）", "(": ")", "〔": "〕", "[": "]"}
# In steps from one character to the next: two signs in one place, and a place without a sign.
_DOUBLED, _EMPTY, _TOO_WIDE = 0.75, 1.7, 2.5
_MOST_LINES = 6

Place = tuple[int, int]
"""A line and a character of it."""


def mended_brackets(lines: Sequence[ReadLine]) -> list[ReadLine]:
    """The lines of a page with the brackets that were printed."""
    found = [_without_doubles(line) for line in lines]
    for number, sign, at in _confused(found):
        line = found[number]
        found[number] = replace(
            line,
            text=f"{line.text[:at]}{sign}{line.text[at + 1 :]}",
            sure=(*line.sure[:at], MENDED, *line.sure[at + 1 :]),
        )
    # From the end on, so that the places before stay where they are.
    for (number, at), sign in sorted(_left_out(found), reverse=True):
        line = found[number]
        middle = (line.middles[at - 1] + line.middles[at]) / 2
        found[number] = replace(
            line,
            text=f"{line.text[:at]}{sign}{line.text[at:]}",
            sure=(*line.sure[:at], MENDED, *line.sure[at:]),
            middles=(*line.middles[:at], middle, *line.middles[at:]),
        )
    return found


def _without_doubles(line: ReadLine) -> ReadLine:
    """One bracket where two of its forms were read in its place: the surer."""
    step = _step(line)
    kept = list(range(len(line.text)))
    for one, other in pairwise(range(len(line.text))):
        first, second = line.text[one], line.text[other]
        alike = first != second and any(
            {first, second} <= set(signs) for family in (_ROUND, _SQUARE) for signs in family
        )
        if alike and line.middles[other] - line.middles[one] < _DOUBLED * step and {one, other} <= set(kept):
            kept.remove(min(one, other, key=lambda at: line.sure[at]))
    if len(kept) == len(line.text):
        return line
    return replace(
        line,
        text="".join(line.text[at] for at in kept),
        sure=tuple(line.sure[at] for at in kept),
        middles=tuple(line.middles[at] for at in kept),
    )


def _brackets(lines: Sequence[ReadLine]) -> Iterator[tuple[Place, str]]:
    for number, line in enumerate(lines):
        for at, sign in enumerate(line.text):
            if sign in _OPENS or sign in _CLOSES:
                yield (number, at), sign


def _confused(lines: Sequence[ReadLine]) -> list[tuple[int, str, int]]:
    """Closing brackets that are not those of what they close, and what they have to be."""
    changes: list[tuple[int, str, int]] = []
    opened: list[tuple[Place, str]] = []
    for place, sign in _brackets(lines):
        if sign in _OPENS:
            opened.append((place, sign))
            continue
        fitting = [number for number, (_, one) in enumerate(opened) if _OPENS[one] is _CLOSES[sign]]
        if not opened or place[0] - opened[-1][0][0] > _MOST_LINES:
            continue
        begin, opening = opened[-1]
        if not fitting:
            changes.append((place[0], _CLOSED_BY[opening], place[1]))
            opened.pop()
        elif fitting[-1] == len(opened) - 1:
            opened.pop()
            if _CLOSES[sign] is _SQUARE and _CLOSED_BY[opening] != sign:
                # Of a pair in two forms the Chinese one was printed.
                changes += [(begin[0], "〔", begin[1])] if opening != "〔" else [(place[0], "〕", place[1])]
        else:
            del opened[fitting[-1] :]
    return changes


def _left_out(lines: Sequence[ReadLine]) -> list[tuple[Place, str]]:
    """Where the closing bracket of an opening that has none was printed: in the one empty place behind it."""
    found: list[tuple[Place, str]] = []
    opened: list[tuple[Place, str]] = []
    for place, sign in _brackets(lines):
        if sign in _CLOSES:
            fitting = [at for at, (_, one) in enumerate(opened) if _OPENS[one] is _CLOSES[sign]]
            if fitting:
                del opened[fitting[-1] :]
            continue
        # Nobody puts a bracket of a kind into another of it.
        unclosed = [one for one in opened if one[1] == sign]
        opened = [one for one in opened if one[1] != sign]
        found += [closing for one in unclosed for closing in _closing(lines, one, place)]
        opened.append((place, sign))
    end = (len(lines), 0)
    return found + [closing for one in opened for closing in _closing(lines, one, end)]


def _closing(lines: Sequence[ReadLine], opening: tuple[Place, str], end: Place) -> list[tuple[Place, str]]:
    (number, begin), sign = opening
    places = [
        (row, at)
        for row in range(number, min(end[0] + 1, number + _MOST_LINES, len(lines)))
        for at in _empty(lines[row])
        if (number, begin) < (row, at) <= end
    ]
    return [(places[0], _CLOSED_BY[sign])] if len(places) == 1 else []


def _empty(line: ReadLine) -> list[int]:
    """The characters before which there is room for another one, between words."""
    step = _step(line)
    return [
        at
        for at in range(1, len(line.text))
        if line.text[at - 1].isalnum()
        and line.text[at].isalnum()
        and _EMPTY * step <= line.middles[at] - line.middles[at - 1] <= _TOO_WIDE * step
    ]


def _step(line: ReadLine) -> float:
    """From one Chinese character to the next, as a rule; 0 where there are none."""
    steps = sorted(
        right - left
        for left, right, one, other in zip(
            line.middles, line.middles[1:], line.text, line.text[1:], strict=False
        )
        if one > "\u3400" and other > "\u3400" and one.isalnum() and other.isalnum()
    )
    return steps[len(steps) // 2] if steps else 0.0
