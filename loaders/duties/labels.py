"""Find the labels of an annotation (牵头单位:, 责任人:, 完成时限:), those that no table knows too."""

import re
from typing import Literal

import msgspec

from loaders.lexicon.bodies import ends_like_a_body
from loaders.lexicon.labels import NOUN, known_label
from loaders.lexicon.persons import is_person

LabelKind = Literal["role", "person", "time", "contact", "other"]


class Label(msgspec.Struct, frozen=True, gc=False):
    """A label and its kind; `end` is behind the colon."""

    kind: LabelKind
    text: str
    start: int
    end: int


_WITHOUT_COLON = re.compile(rf"{NOUN}[为是市省县区州旗镇乡各自]")
_INNER = re.compile(r"\((?=[^():]{0,60}:)")
# 技术 in 技术支撑:
_BEFORE_A_LABEL = re.compile("(?:^|(?<=[,;。、(]))[\u4e00-\u9fff]{2,4}$")
_LONGEST_BEFORE = 5
_OTHER_LABEL = re.compile(
    r"(?:^|(?<=[,;。、(]))([\u4e00-\u9fffA-Za-z]{1,12}):(?:(?!\d)|(?<=咨询:|热线:|客服:|监督:))"
)


def labels(text: str, start: int, end: int) -> list[Label]:
    """The labels between two offsets of a folded text; one that the table does not know is of the kind other."""
    found: list[Label] = []
    if text.find(":", start, end) < 0 and not _WITHOUT_COLON.search(text, start, end):
        return found
    for match in known_label().finditer(text, start, end):
        kind = match.lastgroup
        assert kind is not None
        sort: LabelKind = "role" if kind in ("named", "bare", "beside") else kind  # type: ignore[assignment]
        at = _whole_start(text, start, match.start()) if kind == "role" else match.start()
        found.append(Label(sort, text[at : match.end(kind)], at, match.end()))
    known = {label.end: number for number, label in enumerate(found)}
    for match in _OTHER_LABEL.finditer(text, start, end):
        number = known.get(match.end(), -1)
        if number < 0:
            found.append(Label("other", match.group(1), match.start(), match.end()))
        elif (
            found[number].kind == "other"
            and text[match.start() - 1 : match.start()] != "、"
            and not ends_like_a_body(text[match.start() : found[number].start])
        ):
            # 手续办理情况 is one label, though the table knows its end alone.
            found[number] = Label("other", found[number].text, match.start(), match.end())
    return sorted(found, key=lambda label: label.start)


def _whole_start(text: str, start: int, at: int) -> int:
    """Where the label begins that the table knows by its end: 技术支撑 is one label, and no 技术 stands before it."""
    before = _BEFORE_A_LABEL.search(text, max(start, at - _LONGEST_BEFORE), at)
    if before is None or ends_like_a_body(before.group()) or is_person(before.group()):
        return at
    return before.start()


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


def without_inner_brackets(text: str) -> str:
    """The text of an annotation with the marks of a bracket taken out that holds a role's label to its end.

    甲(乙,配合单位:丙) and 甲(配合单位:丙) say who supports, whether an author left a bracket open or set one too many;
    the lengths stay. 甲(责任单位:丙)、丁 stays as it is: the list goes on behind what the bracket says of 甲.
    """
    opens = [match.start() for match in _INNER.finditer(text)]
    for at in reversed(opens):
        close = text.find(")", at)
        inner = text[at + 1 : close if close >= 0 else len(text)]
        behind = text[close + 1 : close + 2] if close >= 0 else ""
        if "(" in inner or behind not in ("", ")", ",", ";", "。"):
            continue
        label = next((one for one in labels(inner, 0, len(inner)) if one.kind == "role"), None)
        if label is None:
            continue
        if label.start and inner[label.start - 1] not in ",;":
            continue
        left = "、" * label.start + ";" if label.start else ";"
        text = text[:at] + left + inner[label.start :] + (";" + text[close + 1 :] if close >= 0 else "")
    return text
