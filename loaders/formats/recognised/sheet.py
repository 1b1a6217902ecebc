"""What was recognised on a page, and the glyphs and ruled lines that stand for it."""

from collections.abc import Iterator

import msgspec

from loaders.doubts import DOUBTFUL
from loaders.formats.paged.layout import Box, Glyph, Lean, turned_box
from loaders.formats.paged.legibility import UnreadablePageError
from loaders.formats.paged.page import Drawn
from loaders.formats.paged.ruling import Rule
from loaders.lexicon.confusables import folded_marks

MIN_CONFIDENCE = 0.75
"""A page is refused of which the characters are less sure than this on average."""

# Marks whose two widths share how sure they are.
_TWO_WIDTHS = frozenset("（）()：:；;，,．.")
# How far a character's ink reaches from where it was read, in its widths.
_MAX_HALF = 0.75
_OPENING, _CLOSING = frozenset("（《〈「『【〔“‘"), frozenset("，。、；：）》〉」』】〕”’！？")


class ReadLine(msgspec.Struct, array_like=True, frozen=True):
    """A line as recognised, in points of the upright page, from its lower left.

    `sure` tells for each character how sure it is, from 0 to 1, `middles` where it stands on its line; `picture` is a
    small one of a line that is doubtful, as PNG.
    """

    text: str
    sure: tuple[float, ...]
    middles: tuple[float, ...]
    box: Box
    picture: bytes = b""

    @property
    def is_doubtful(self) -> bool:
        """Whether a character of it is not sure."""
        return any(sure < DOUBTFUL for sure in map(_sure, self.text, self.sure))


class Sheet(msgspec.Struct, array_like=True, frozen=True, tag=True):
    """A page as recognised.

    `turns` are the clockwise quarter turns, and `lean` the radians, counted clockwise, that were taken back from it;
    `width` and `height` are those of the upright page in points, `left` and `bottom` the corner of the page as it lies
    in the file; `rules` are its ruled lines: whether one is horizontal, where it stands, where it begins and ends.
    """

    turns: int
    lean: float
    width: float
    height: float
    left: float
    bottom: float
    lines: tuple[ReadLine, ...]
    rules: tuple[tuple[bool, float, float, float], ...]

    def drawn(self) -> Drawn:
        """The page as one is that was printed.

        Raises
        ------
        UnreadablePageError
            It has no characters, or they are too unsure.
        """
        sure = [value for line in self.lines for value in line.sure]
        if not sure:
            raise UnreadablePageError("a picture in which no text was recognised")
        confidence = sum(sure) / len(sure)
        if confidence < MIN_CONFIDENCE:
            raise UnreadablePageError(
                f"recognised with a confidence of {confidence:.2f} only, below {MIN_CONFIDENCE}; scan it anew at 200"
                " dpi or more"
            )
        flat = self.turns % 2 == 1
        width, height = (self.height, self.width) if flat else (self.width, self.height)
        box = turned_box((self.left, self.bottom, self.left + width, self.bottom + height), self.turns)
        across, up = box[:2]
        glyphs = [glyph for line in self.lines for glyph in _glyphs(line, across, up)]
        rules = [
            Rule(horizontal, at + up, start + across, end + across)
            if horizontal
            else Rule(horizontal, at + across, start + up, end + up)
            for horizontal, at, start, end in self.rules
        ]
        lean = Lean(self.lean, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2) if self.lean else None
        pictures = [
            ((left + across, bottom + up, right + across, top + up), line.picture)
            for line in self.lines
            if line.picture
            for left, bottom, right, top in [line.box]
        ]
        return Drawn(
            self.turns, box, glyphs, rules, len(glyphs), lean, recognised=True, pictures=tuple(pictures)
        )


def _glyphs(line: ReadLine, across: float, up: float) -> Iterator[Glyph]:
    """The characters of a line, moved so far."""
    text = folded_marks(line.text)
    left, bottom, right, top = line.box
    em = _em(text, line)
    for number, (sign, sure, middle) in enumerate(zip(text, line.sure, line.middles, strict=True)):
        half = em / 4 if sign.isascii() else em / 2
        begin, end = middle - half, middle + half
        # What a bracket or a stop leaves empty belongs to it: ink tells where the line begins and ends.
        # But where its box begins long before it, white space does.
        if number == 0:
            begin = max(left, middle - _MAX_HALF * em) - (em / 2 if sign in _OPENING else 0.0)
        if number == len(text) - 1:
            end = min(right, middle + _MAX_HALF * em) + (em / 2 if sign in _CLOSING else 0.0)
        end = max(end, begin + 0.1)
        sure = _sure(sign, sure)
        yield Glyph(sign, begin + across, bottom + up, end + across, top + up, sure)


def _sure(sign: str, sure: float) -> float:
    return min(1.0, 2 * sure) if sign in _TWO_WIDTHS else sure


def _em(text: str, line: ReadLine) -> float:
    """The width of a Chinese character: the line's by their number, but no more than their usual step allows."""
    left, bottom, right, top = line.box
    count = sum(0.5 if sign.isascii() else 1.0 for sign in text)
    # What a bracket or a stop leaves empty at the ends has no ink.
    count -= 0.5 * (text[0] in _OPENING) + 0.5 * (text[-1] in _CLOSING)
    steps = sorted(
        after - before
        for before, after, one, other in zip(line.middles, line.middles[1:], text, text[1:], strict=False)
        if not one.isascii() and not other.isascii() and after > before
    )
    widest = 1.25 * steps[len(steps) // 2] if steps else top - bottom
    return min((right - left) / max(count, 0.5), widest, 1.2 * (top - bottom))
