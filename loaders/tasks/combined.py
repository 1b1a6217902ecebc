"""Give each part of a cell its role where the heading names two: 牵头/配合单位, 主办（协办）单位."""

import re

from graph.model import Role
from loaders.document import Cell, Document
from loaders.lexicon.headings import Combined
from loaders.lexicon.wording import any_of, role_words
from loaders.tasks.cells import CellKind, cell_kind

Parts = list[tuple[Role, Cell]]

_OPENS, _CLOSES = "(（〔[［【", ")）〕]］】"
_SLASH = re.compile(r"[/／|]")
_SAYS_ITSELF = re.compile(any_of(role_words("verb")))
_MARK = re.compile(r"[、,，;；\s]")
_COLLECTIVE = re.compile(r"各[有相关各级]*[省市县区州盟旗镇乡街道村社]+$")


def parted(document: Document, cell: Cell, combined: Combined) -> Parts | None:
    """The stretches of a cell with their roles; None where the words do not tell which is whose.

    A cell that says the roles itself, or lists names under a heading that leaves them open, is one stretch of those
    who answer.
    """
    words = document.text[cell.start : cell.end]
    if _SAYS_ITSELF.search(words):
        return [(Role.RESPONSIBLE, cell)]
    return _by_bracket(words, cell, combined) if combined.bracketed else _by_slash(words, cell, combined)


def _by_slash(words: str, cell: Cell, combined: Combined) -> Parts | None:
    cuts = [match.start() for match in _SLASH.finditer(words)]
    if not cuts:
        role = Role.RESPONSIBLE if _MARK.search(words.strip()) else combined.roles[0]
        return [(role, cell)]
    if len(cuts) + 1 != len(combined.roles):
        return None
    starts, ends = [0, *(cut + 1 for cut in cuts)], [*cuts, len(words)]
    return [
        (role, Cell(start=cell.start + start, end=cell.start + end))
        for role, start, end in zip(combined.roles, starts, ends, strict=True)
    ]


def _by_bracket(words: str, cell: Cell, combined: Combined) -> Parts | None:
    first, second = combined.roles
    groups = _groups(words)
    named = [group for group in groups if cell_kind(words[group[0] + 1 : group[1]]) is CellKind.AGENCIES]
    named = [group for group in named if not _of_a_collective(words, group)]
    if not named:
        return [(first, cell)]
    start, end = named[0]
    before = words[:start].strip()
    if len(named) > 1 or words[end + 1 :].strip() or not before:
        return None
    return [
        (first, Cell(start=cell.start, end=cell.start + start)),
        (second, Cell(start=cell.start + start + 1, end=cell.start + end)),
    ]


def _groups(words: str) -> list[tuple[int, int]]:
    """The brackets that stand in no other."""
    groups: list[tuple[int, int]] = []
    depth = start = 0
    for at, sign in enumerate(words):
        if sign in _OPENS:
            start = at if depth == 0 else start
            depth += 1
        elif sign in _CLOSES and depth:
            depth -= 1
            if depth == 0:
                groups.append((start, at))
    return groups


def _of_a_collective(words: str, group: tuple[int, int]) -> bool:
    """Whether a bracket belongs to a name: 各镇（街道）."""
    return _COLLECTIVE.match(_MARK.split(words[: group[0]].rstrip())[-1]) is not None
