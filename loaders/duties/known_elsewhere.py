"""Read what the words alone leave open by what the plan says elsewhere: which names it gives work, which are its own divisions."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from msgspec.structs import replace

from graph.model import Role
from loaders.duties.bracket_pairs import Brackets, lost_close
from loaders.duties.brackets import says_something_else
from loaders.duties.levels import level_of
from loaders.duties.passage import STOP, Annotation, Passage
from loaders.duties.reading import Default, RoleName

_MARK = re.compile("[、,]")
_LONGEST, _KIND = 80, 4
_AREA = re.compile("(?:[镇乡村县区市州盟旗]|街道|社区)$")
_DIVISION = frozenset("室部科股处组")
# 厅农田处、乡村处 have an owner, not a level.
_INHERITS = re.compile("; inherits .*(?<![厅局])$")
_DASH = "——"


def with_own_divisions(passage: Passage, annotations: Sequence[Annotation]) -> list[Annotation]:
    """The annotations, without the level of others before a division that the plan names by itself.

    县委巡察办牵头,信访室配合: where other lists print 信访室 without any level, and none 县信访室, it is the issuer's own.
    """
    divisions = [
        one for one in annotations if any(item.name.text[-1] in _DIVISION for item in one.reading.roles)
    ]
    if not any("; inherits " in item.rule for one in divisions for item in one.reading.roles):
        return list(annotations)
    bare = {
        item.name.text
        for one in divisions
        for item in takewhile(lambda item: not level_of([item.name]), one.reading.roles)
        if item.name.text[-1] in _DIVISION
    }
    if not bare:
        return list(annotations)
    return [
        replace(
            one,
            reading=replace(
                one.reading,
                roles=tuple(_without_level(passage, one.origin, item, bare) for item in one.reading.roles),
            ),
        )
        for one in annotations
    ]


def _without_level(passage: Passage, origin: int, item: RoleName, bare: set[str]) -> RoleName:
    name = item.name
    printed = passage.text[origin + name.start : origin + name.end]
    inherits = _INHERITS.search(item.rule)
    if inherits is None or printed not in bare or name.text in passage.text:
        return item
    return replace(
        item, name=replace(name, text=printed), rule=item.rule[: inherits.start()] + "; as printed"
    )


def known_elsewhere(
    passage: Passage, annotations: Sequence[Annotation], brackets: Brackets
) -> list[Annotation]:
    """The lists at a clause's end whose names are no sure bodies by themselves and do work elsewhere in the plan."""
    lists = list(_open_lists(passage, brackets))
    if not lists:
        return []
    known = {
        passage.text[one.origin + item.name.start : one.origin + item.name.end]
        for one in annotations
        for item in one.reading.roles
    }
    # 艺术教研组 does work where 语文教研组 does.
    kinds = {name[-3:] for name in known if len(name) > _KIND}
    default = Default(Role.RESPONSIBLE, "a list of names that do work elsewhere")
    found: list[Annotation] = []
    for start, first, stop, end in lists:
        names = _MARK.split(passage.text[first:stop])
        if not all(name in known or name[-3:] in kinds for name in names):
            continue
        reading = passage.read(first, stop, default=default)
        where = passage.text[start - 1] not in STOP and any(map(_AREA.search, names))
        if not where and not says_something_else(passage, reading, start):
            found.append(Annotation(start=start, end=end, origin=first, reading=reading))
    return found


def _open_lists(passage: Passage, brackets: Brackets) -> Iterator[tuple[int, int, int, int]]:
    """Where a bracket or a dash opens that nobody read and that ends its line, its list begins and ends, and the quote ends."""
    text = passage.text
    for at, close in brackets.pairs:
        last = close if close is not None or not passage.free(at)[0] else lost_close(passage, at)
        if last is None or last - at > _LONGEST:
            continue
        after = last + 1
        behind = after + text.startswith("。", after)
        if at > passage.start and passage.ends_line(behind) and passage.free(at)[0] and passage.in_items(at):
            yield at, at + 1, last + (close is None), after
    at = text.find(_DASH, passage.start, passage.end)
    while at >= 0:
        first = at + len(_DASH)
        end = passage.line_end(at)
        stop = end - text.endswith("。", first, end)
        if stop - at <= _LONGEST and passage.free(first)[0] and passage.in_items(at):
            yield first, first, stop, stop
        at = text.find(_DASH, first, passage.end)
