"""Find the labels of an annotation (牵头单位:, 责任人:, 完成时限:), those that no table knows too."""

import re
from typing import Literal

import msgspec

from loaders.lexicon.labels import NOUN, known_label

LabelKind = Literal["role", "person", "time", "contact", "other"]


class Label(msgspec.Struct, frozen=True, gc=False):
    """A label and its kind; `end` is behind the colon."""

    kind: LabelKind
    text: str
    start: int
    end: int


_WITHOUT_COLON = re.compile(rf"{NOUN}[为是市省县区州旗镇乡各自]")
_OTHER_LABEL = re.compile(r"(?:^|(?<=[,;。、(]))([\u4e00-\u9fff]{2,8}):(?!\d)")


def labels(text: str, start: int, end: int) -> list[Label]:
    """The labels between two offsets of a folded text; one that the table does not know is of the kind other."""
    found: list[Label] = []
    if text.find(":", start, end) < 0 and not _WITHOUT_COLON.search(text, start, end):
        return found
    for match in known_label().finditer(text, start, end):
        kind = match.lastgroup
        assert kind is not None
        sort: LabelKind = "role" if kind in ("named", "bare") else kind  # type: ignore[assignment]
        found.append(Label(sort, match.group(kind), match.start(), match.end()))
    known = {label.end for label in found}
    for match in _OTHER_LABEL.finditer(text, start, end):
        if match.end() not in known:
            found.append(Label("other", match.group(1), match.start(), match.end()))
    return sorted(found, key=lambda label: label.start)


def outside_brackets(text: str, found: list[Label], start: int, end: int) -> list[Label]:
    """Drop labels that stand inside a bracket of the annotation, unless the bracket never closes."""
    depth_at: dict[int, int] = {}
    depth, wanted, number = 0, [label.start for label in found], 0
    for match in re.compile(r"[()]").finditer(text, start, end):
        while number < len(wanted) and wanted[number] <= match.start():
            depth_at[wanted[number]] = depth
            number += 1
        depth = max(0, depth + (1 if match.group() == "(" else -1))
    for at in wanted[number:]:
        depth_at[at] = depth
    closes = depth == 0
    return [label for label in found if depth_at[label.start] == 0 or not closes]
