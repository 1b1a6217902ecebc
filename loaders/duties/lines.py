"""Find the lines, and the ends of lines behind a dash, that hold nothing but agencies with role words."""

import re

from loaders.duties.passage import WORDS_NOT_KNOWN, Annotation, Miss, Passage
from loaders.lexicon.bodies import ends_like_an_agency
from loaders.lexicon.labels import BARE_LABEL
from loaders.lexicon.wording import role_words, wording

_ROLE_ENDINGS = role_words("end")
_GOES_ON = frozenset("、,;:由和及与对向在是为将经请到的被把并等")
_GONE_ON = frozenset("、,;:。和及与对的并等后")
# 甲、日常保洁:区水务局牵头,各街道负责
_HEADING = re.compile(rf"[^。;:,]{{2,40}}(?<!{')(?<!'.join(wording().statements.openings)}):")
_DASH = "——"
_LONGEST, _MIN_DASHED = 160, 3
_BARE_LABEL = re.compile(BARE_LABEL)
_WATCHING = (*_ROLE_ENDINGS, "指导", "督导", "监督")
_CLAUSE = re.compile("[,;]")
_FEWEST = 2
_BEGINS_WITH_AGENCY = re.compile(
    "(?:各|[省市县区州旗镇乡])[\u4e00-\u9fff、()]{1,20}?[局委厅办部会府院心队处司团行站所道镇乡村]"
)


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


def bare_lines(passage: Passage) -> tuple[list[Annotation], list[Miss]]:
    """Lines that hold nothing but agencies with role words, behind a finished sentence or an item's short heading.

    And those behind a heading of which a part cannot be read.
    """
    text, start, end = passage.text, passage.start, passage.end
    found: list[Annotation] = []
    misses: list[Miss] = []
    starts = passage.condensed.lines_between(start, end)
    for line, after in zip(starts, [*starts[1:], end], strict=False):
        stop = after - 1 if text[after - 1] in "。;" else after
        headed = text.find(":", line, stop) >= 0 and passage.starts_item(line)
        heading = _HEADING.match(text, line, stop) if headed else None
        if not text.endswith(_ROLE_ENDINGS, line, stop) and not _BARE_LABEL.match(text, line, stop):
            if heading and passage.free(heading.end())[0] and _divides_in_part(passage, heading.end(), stop):
                misses.append(Miss(heading.end(), stop, WORDS_NOT_KNOWN))
            continue
        at = heading.end() if heading else line
        if heading is None:
            apart = at > start and text[at] not in "(由" and _is_by_itself(passage, at, after)
            if not apart or passage.starts_item(at) or not passage.in_items(at):
                continue
        if after - at <= _LONGEST and passage.free(at)[0] and (one := _duties(passage, at, stop)):
            found.append(one)
    return found, misses


def _divides_in_part(passage: Passage, at: int, stop: int, *, of: tuple[str, ...] = _ROLE_ENDINGS) -> bool:
    """Whether agencies have role words in some clauses of a stretch, and other words in the rest."""
    said = passage.text[at:stop]
    if len(said) > _LONGEST or "。" in said or not any(word in said for word in of):
        return False
    clauses = [clause for clause in _CLAUSE.split(said) if clause]
    if len(clauses) < _FEWEST or not all(map(_BEGINS_WITH_AGENCY.match, clauses)):
        return False
    return any(clause.endswith(of) for clause in clauses)


def _duties(passage: Passage, at: int, stop: int) -> Annotation | None:
    """The annotation of a stretch in which all are agencies with their role words."""
    said = passage.text[at:stop]
    if "。" in said or "要" in said:
        return None
    reading = passage.read(at, stop)
    sure = reading.strength == 2 and not reading.unread
    if sure and all(ends_like_an_agency(item.name.text) for item in reading.roles):
        return Annotation(start=at, end=stop, origin=at, reading=reading)
    return None


def dashed(passage: Passage) -> tuple[list[Annotation], list[Miss]]:
    """Lists of agencies from a dash to the end of its line: 评选班级。——德育处负责,年级组协助.

    And those of which a part cannot be read.
    """
    text = passage.text
    found: list[Annotation] = []
    misses: list[Miss] = []
    at = text.find(_DASH, passage.start, passage.end)
    while at >= 0:
        first = at + len(_DASH)
        if passage.free(at)[0] and passage.in_items(at):
            ends = (after - text.endswith("。", first, after) for after in _line_ends(passage, at))
            one = next((one for stop in ends if (one := _behind_dash(passage, first, stop))), None)
            found += [one] if one else []
            line = passage.line_end(at)
            if not one and _divides_in_part(passage, first, line, of=_WATCHING):
                misses.append(Miss(first, line, WORDS_NOT_KNOWN))
        at = text.find(_DASH, first, passage.end)
    return found, misses


def _line_ends(passage: Passage, at: int) -> tuple[int, ...]:
    """Where the printed line of a place ends, and the next one where the line is full."""
    after = passage.line_end(at)
    full = after < passage.end and passage.is_broken(passage.condensed.line_start(at), after)
    return (after, passage.line_end(after)) if full else (after,)


def _behind_dash(passage: Passage, first: int, stop: int) -> Annotation | None:
    if not _MIN_DASHED <= stop - first <= _LONGEST:
        return None
    reading = passage.read(first, stop)
    sure = reading.strength and not reading.unread
    return Annotation(start=first, end=stop, origin=first, reading=reading) if sure else None
