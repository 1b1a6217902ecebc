"""A stretch of a plan in which annotations are looked for, and what is known of its places."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise

import msgspec

from loaders.duties.grammar import read_list
from loaders.duties.line_ends import LineEnd, last_name, line_end, parts_names
from loaders.duties.names import PlaceTest
from loaders.duties.reading import Default, Reading, as_printed
from loaders.lexicon.bodies import ends_like_a_body
from loaders.lexicon.labels import SHORT_LABEL, known_label
from loaders.text.condensed import Condensed
from loaders.text.outline import Item, item_at

STOP = "。;!?…”》):"
"""Marks that an annotation may stand behind."""

_LONGEST_NAME = 60
# 责任部门 without its colon is no name.
_LABEL_AT_END = re.compile(rf"{SHORT_LABEL}$")
_SHORT_LABEL = re.compile("[\u4e00-\u9fff]{2,8}$")
_TO_A_MARK = re.compile("[^、,;。:]{2,40}")
LONGEST = 1500
"""Most characters of an annotation."""
WORDS_NOT_KNOWN = "the words after the names are not known"
"""Why agencies with words behind them are no annotation."""


class Annotation(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An annotation with what it says; `start` and `end` bound the quote, brackets included.

    Offsets of the reading count from `origin`.
    """

    start: int
    end: int
    origin: int
    reading: Reading


class Miss(msgspec.Struct, frozen=True, gc=False):
    """A place that looks like an annotation and gave no fact, with the reason."""

    start: int
    end: int
    reason: str


class Passage:
    """A stretch of a plan's text, its items, and the annotations that were found in it.

    Parameters
    ----------
    condensed : Condensed
        The text.
    items : list of Item
        The plan's numbered items, in the order of the text.
    start, end : int
        Where the stretch begins and ends.
    begins_with_place : callable
        See `loaders.duties.levels.restore`.
    """

    def __init__(
        self, condensed: Condensed, items: list[Item], start: int, end: int, begins_with_place: PlaceTest
    ) -> None:
        self.condensed, self.items = condensed, items
        self.text = condensed.text
        self.start, self.end = start, end
        self.begins_with_place = begins_with_place
        self._taken: list[tuple[int, int]] = []

    def take(self, found: Iterable[Annotation | Miss]) -> None:
        """Keep what follows away from these."""
        self._taken = sorted([*self._taken, *((one.start, one.end) for one in found)])

    def free(self, at: int) -> tuple[bool, int | None]:
        """Whether an offset lies outside all that is taken, and where the next taken stretch begins."""
        number = bisect_right(self._taken, (at, 1 << 60)) - 1
        if number >= 0 and self._taken[number][1] > at:
            return False, None
        return True, self._taken[number + 1][0] if number + 1 < len(self._taken) else None

    def taken_before(self, at: int) -> int:
        """Where the last taken stretch before a place ends."""
        number = bisect_right(self._taken, (at, 1 << 60)) - 1
        return self._taken[number][1] if number >= 0 else self.start

    def read(
        self, start: int, end: int, *, labelled: bool = False, default: Default | None = None
    ) -> Reading:
        """Read what stands between two offsets as an annotation."""
        breaks = self._between_names(start, end)
        text = self.text[start:end]
        for at in reversed(breaks):
            text = f"{text[:at]}、{text[at:]}"
        reading = read_list(
            text, begins_with_place=self.begins_with_place, labelled=labelled, default=default
        )
        return as_printed(reading, breaks) if breaks else reading

    def _between_names(self, start: int, end: int) -> list[int]:
        """The ends of lines, and the gaps, that part two names without a mark, counted from `start`."""
        found: list[int] = []
        joints = self.condensed.joints_between(start + 1, end)
        if not joints:
            return found
        text, line = self.text, self.condensed.line_start(start, self.start)
        for at, following in pairwise([*joints, end]):
            ends_line = at in self.condensed.line_starts
            upper = last_name(text[max(start, at - _LONGEST_NAME) : at]).rpartition(":")[2].lstrip("(")
            lower = _TO_A_MARK.match(text, at, end if ends_line else following)
            labelled = _LABEL_AT_END.search(upper) or (lower and _LABEL_AT_END.search(lower.group()))
            if not labelled and len(upper) > 1 and lower and text[lower.end() : lower.end() + 1] != ":":
                kind = line_end(upper, lower.group())
                unsure = kind is LineEnd.UNSURE and not (ends_line and self.is_broken(line, at))
                apart = (
                    not ends_line and ends_like_a_body(lower.group()) and parts_names(upper, lower.group())
                )
                if kind is LineEnd.BETWEEN or unsure or apart:
                    found.append(at - start)
            elif (
                ends_line
                and lower
                and text.startswith(":", lower.end())
                and _SHORT_LABEL.match(lower.group())
            ):
                # A label that no table knows ends the list above it; one that it knows may be broken.
                known = known_label().finditer(text, max(start, at - _LONGEST_NAME), lower.end() + 1)
                if all(label.end() <= lower.end() for label in known):
                    found.append(at - start)
            line = at if ends_line else line
        return found

    def in_items(self, at: int) -> bool:
        """Whether a place stands in a numbered item, where the plan has any."""
        return not self.items or item_at(self.items, at) is not None

    def item_at(self, at: int) -> Item | None:
        """The numbered item that holds a place."""
        return item_at(self.items, at)

    def starts_item(self, offset: int) -> bool:
        """Whether a numbered item begins at a place."""
        item = item_at(self.items, offset)
        return item is not None and item.start == offset

    def opens_item(self, offset: int) -> bool:
        """Whether a place is directly behind the number of an item."""
        item = item_at(self.items, offset)
        return item is not None and item.body == offset

    def next_item(self, at: int) -> int:
        """Where the next numbered item begins, at the latest at the end."""
        following = bisect_right(self.items, at, key=lambda item: item.start)
        return min(self.items[following].start, self.end) if following < len(self.items) else self.end

    def ends_line(self, after: int) -> bool:
        """Whether a printed line ends before a place."""
        return after >= self.end or after in self.condensed.line_starts

    def line_end(self, at: int) -> int:
        """Where the printed line of a place ends."""
        return next(iter(self.condensed.lines_between(at + 1, self.end)), self.end)

    def paragraph_start(self, at: int, floor: int) -> int:
        """Where the printed line of a place begins, or the one that it goes on with; at the earliest at `floor`."""
        line = self.condensed.line_start(at, floor)
        while line > floor and self.is_broken(self.condensed.line_start(line - 1, floor), line):
            line = self.condensed.line_start(line - 1, floor)
        return line

    def ends_paragraph(self, line: int) -> bool:
        """Whether nothing but an empty line stands between a printed line and the one before it."""
        condensed = self.condensed
        between = condensed.raw[condensed.raw_offset(line - 1) + 1 : condensed.raw_offset(line)]
        return between.count("\n") > 1 and "\f" not in between and between.isspace()

    def last_word(self, line: int) -> str:
        """What stands behind the last gap above a printed line."""
        joints = self.condensed.joints_between(self.condensed.line_start(line - 1), line)
        return self.text[joints[-1] : line] if joints else ""

    def is_broken(self, line_begin: int, line_end: int) -> bool:
        """Whether a printed line is full, so that what it says goes on in the next."""
        return self.condensed.is_full(line_begin, line_end)
