"""A label's names each with a number or a dash before it: 责任单位:(1)市财政局(2)市教育局 lists two."""

import re

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NAMES = (
    r"[ \t\u3000]*(?:[\u4e00-\u9fff、]|[（(][^（）()\n:：\d]{1,20}[）)]){1,40}"
    "(?<=[局委厅办部会院府心队处司团行署科室校区镇乡村站所社馆企园）)])(?:牵头|配合|负责)?"
    r"[、，,；;。]?[ \t\u3000\r\n]*"
)
_KINDS = tuple(
    re.compile(f"(?P<mark>{mark}){_NAMES}")
    for mark in (
        r"[（(](?P<number>\d{1,2})[）)]",
        r"(?P<number>\d{1,2})[.．、)）](?!\d)",
        f"(?P<number>[{_CIRCLED}])",
        "[-–—•●▪◆■·]",
    )
)
_FIRST = re.compile(r"[:：][ \t\u3000\r\n]*(?=[（(]1[）)]|1[.．、)）](?!\d)|①|[-–—•●▪◆■·])")


def listed_names(text: str, colon: int) -> str:
    """The list behind a label's colon with a mark between names for each number; empty where none is numbered.

    As long as it was.
    """
    begin = _FIRST.match(text, colon)
    if begin is None:
        return ""
    for kind in _KINDS:
        pieces, at = [begin.group()], begin.end()
        while (found := kind.match(text, at)) and _number(found) in (0, len(pieces)):
            pieces.append("、".ljust(len(found["mark"])) + found.group()[len(found["mark"]) :])
            at = found.end()
        if len(pieces) > 2:
            return "".join(pieces)
    return ""


def _number(found: re.Match[str]) -> int:
    """What a mark prints; 0 where it is no number."""
    printed = found.groupdict().get("number", "0")
    return _CIRCLED.index(printed) + 1 if printed in _CIRCLED else int(printed)
