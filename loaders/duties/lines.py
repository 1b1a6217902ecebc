"""Find the lines that hold nothing but agencies with role words, behind a finished sentence."""

import re

from loaders.duties.passage import Annotation, Passage
from loaders.lexicon.bodies import ends_like_an_agency
from loaders.lexicon.labels import BARE_LABEL
from loaders.lexicon.wording import role_words

_ROLE_ENDINGS = role_words("end")
_GOES_ON = frozenset("、,;:由和及与对向在是为将经请到的被把并等")
_GONE_ON = frozenset("、,;:。和及与对的并等后")
_BARE_LABEL = re.compile(BARE_LABEL)


def _is_by_itself(passage: Passage, at: int, after: int) -> bool:
    """Whether a line neither goes on with the sentence before it nor is gone on with by the next."""
    text = passage.text
    if text[at - 1] in "。;)”":
        return True
    return (
        text[at - 1] not in _GOES_ON
        and not passage.is_broken(passage.condensed.line_start(at - 1), at)
        and (after >= passage.end or text[after] not in _GONE_ON)
    )


def bare_lines(passage: Passage) -> list[Annotation]:
    """Lines that hold nothing but agencies with role words, behind a finished sentence."""
    text, start, end = passage.text, passage.start, passage.end
    found: list[Annotation] = []
    starts = passage.condensed.lines_between(start, end)
    for at, after in zip(starts, [*starts[1:], end], strict=False):
        if not 6 <= after - at <= 160 or at == start:
            continue
        stop = after - 1 if text[after - 1] in "。;" else after
        if (
            not (text.endswith(_ROLE_ENDINGS, at, stop) or _BARE_LABEL.match(text, at, stop))
            or "。" in text[at:stop]
            or text[at] in "(由"
            or not _is_by_itself(passage, at, after)
        ):
            continue
        if not passage.free(at)[0] or passage.starts_item(at) or not passage.in_items(at):
            continue
        reading = passage.read(at, stop)
        if (
            reading.strength == 2
            and not reading.unread
            and all(ends_like_an_agency(item.name.text) for item in reading.roles)
            and "要" not in text[at:stop]
        ):
            found.append(Annotation(start=at, end=stop, origin=at, reading=reading))
    return found
