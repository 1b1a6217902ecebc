"""Tell what the cells of a flattened row are, and which column each stood in.

The text of such a row keeps the order of its cells and loses which are empty; a list of agencies, a time and a word
can be told apart, so the cells find their columns by the order of the heads and by what they say.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

from loaders.lexicon.bodies import ends_like_a_body, ends_like_an_agency
from loaders.lexicon.headings import Column
from loaders.lexicon.wording import any_of, role_words, wording


class CellKind(StrEnum):
    """What a cell is by its words.

    A `word` is short and may be a person, a category or a short name; a `broken` list of agencies ends inside a name.
    """

    NUMBER = "number"
    AGENCIES = "agencies"
    TIME = "time"
    BROKEN = "broken"
    NOTHING = "nothing"
    WORD = "word"
    TEXT = "text"


_NOTHING = re.compile(r"[\s/\\无—–\-－_、。·.*]*")
_NUMBER = re.compile(r"[(（]?(?:\d{1,4}|\d{1,2}(?:[.-]\d{1,2}){1,2})[)）]?[.、．]?")
_TIME = re.compile(
    r"[^、，,；;。]{0,6}?(?:20\d\d年?|\d{1,2}月份?|[一二三四]季度|[上下]半年|年底|月底|季末|长期|持续|全年|每年|常态|立行立改|即知即改|立即)"
    r"(?:[\d年月日份号底前末初起至到内间—–\-－.~～/()（）、化]|完成|坚持|推进|整改|开展|实施|长期|分步|阶段|持续|[动开竣完]工|投入使用|启用|建成)*"
)
_WORD = re.compile(r"[\u4e00-\u9fff·“”()（）]{2,10}(?:\d{7,12})?")
_PARTS = re.compile(r"[、,，;；/\s]+|以及|和(?=[各市省县区有相])")
_BRACKETED = re.compile(r"[(（〔\[][^()（）〔〕\[\]]{0,40}[)）〕\]]")
_AND_OTHERS = re.compile(r"等(?:[\u4e00-\u9fff]{0,6}(?:部门|单位|机构|地区|方面))?$")
# 建设局 is an office, 建设办公楼 a task.
_TASK_VERB = re.compile(any_of(wording().task_verbs.words).replace("建设", "建设(?![局委厅部处科和交环])"))
_WHO_DOES = re.compile(rf"(?:{any_of(role_words('end'))}|组织实施)[。;；]?$")
_ROLE_AT_END = re.compile(any_of(role_words("end")))
_LONGEST_LIST = 600
_LONGEST_NAME = 26
_LONGEST_REST = 9


def cell_kind(text: str) -> CellKind:
    """What a cell is by its words.

    Examples
    --------
    >>> [cell_kind(cell).value for cell in ("12", "市科技局、各县区", "2025年底前", "王一帆", "建成三个平台。", "/")]
    ['number', 'agencies', 'time', 'word', 'text', 'nothing']
    """
    if len(text) > _LONGEST_LIST:
        return CellKind.TEXT
    plain = "".join(text.split())
    if _NOTHING.fullmatch(plain):
        return CellKind.NOTHING
    if _NUMBER.fullmatch(plain):
        return CellKind.NUMBER
    if _TIME.fullmatch(plain):
        return CellKind.TIME
    listed = _list_of_agencies(text)
    if listed is not None:
        return listed
    return CellKind.WORD if _WORD.fullmatch(plain) else CellKind.TEXT


def _list_of_agencies(text: str) -> CellKind | None:
    """Whether a cell lists bodies: its first and its last are, and so are most; or all but its last are."""
    cell = text.strip(" \t\u3000\r\n。;；,，、")
    if "。" in cell or "：" in cell or ":" in cell or _TASK_VERB.match(cell):
        return None
    if _WHO_DOES.search(cell):
        first = _PARTS.split(cell, maxsplit=1)[0]
        return CellKind.AGENCIES if ends_like_a_body(_ROLE_AT_END.split(first, maxsplit=1)[0]) else None
    parts = [_AND_OTHERS.sub("", part) for part in _PARTS.split(_BRACKETED.sub("", cell)) if part]
    parts = [part for part in parts if part]
    if not parts or any(len(part) > _LONGEST_NAME for part in parts):
        return None
    # 启用两所。 ends like a body, but a list that ends like a sentence has names that leave no doubt.
    is_body = ends_like_an_agency if text.rstrip().endswith("。") else ends_like_a_body
    bodies = [is_body(part) or (number > 0 and part in "镇乡区县市") for number, part in enumerate(parts)]
    if bodies[0] and bodies[-1] and 2 * sum(bodies) > len(bodies):
        return CellKind.AGENCIES
    broken = len(parts) > 1 and all(bodies[:-1]) and len(parts[-1]) <= _LONGEST_REST
    return CellKind.BROKEN if broken and not text.rstrip().endswith("。") else None


_NEVER = -100
_FITS: dict[CellKind, dict[Column | None, int]] = {
    CellKind.AGENCIES: {Column.ROLE: 4, Column.NOTE: -1, None: -1},
    CellKind.TIME: {Column.DEADLINE: 4, Column.NOTE: 0, None: 0},
    CellKind.WORD: {
        Column.PERSON: 3, Column.SECTION: 2, Column.TASK: 1, Column.ROLE: -1, Column.NOTE: 0, Column.DEADLINE: -2, None: 0
    },
    CellKind.TEXT: {Column.TASK: 3, Column.SECTION: 1, Column.NOTE: 1, Column.DEADLINE: -2, None: 1},
    CellKind.NUMBER: {Column.NOTE: 1, None: 1},
    CellKind.BROKEN: {},
    CellKind.NOTHING: {
        Column.ROLE: 1, Column.PERSON: 1, Column.DEADLINE: 1, Column.NOTE: 1, Column.SECTION: 1, None: 1
    },
}  # fmt: skip
# How much better than each in its own column another reading must be.
_OWN_PLACE = 3
_AGAIN = {Column.TASK: -1, Column.ROLE: -1, Column.NOTE: -1, None: -2}


def align(kinds: Sequence[CellKind], columns: Sequence[Column | None]) -> list[int] | None:
    """The column of each cell of a row that may have lost its empty cells, or None where the cells fit no columns.

    Where the cells are as many as the columns, each stands in its own, unless what they say speaks against it. Else the
    order is kept and the columns that the cells fit best are taken; several cells of tasks, agencies or notes may
    stand in one column, and the first cell says what is to be done where a column does before any names who.

    Parameters
    ----------
    kinds : sequence of CellKind
        What each cell is, from the left.
    columns : sequence of Column or None
        What each column holds; None where its head is not known.

    Returns
    -------
    list of int or None
        For each cell the number of its column, never falling.

    Examples
    --------
    >>> align([CellKind.TEXT, CellKind.AGENCIES, CellKind.TIME], [Column.TASK, Column.ROLE, Column.ROLE, Column.DEADLINE])
    [0, 1, 3]
    """
    if not kinds or not columns:
        return None
    if _all_in_place(kinds, columns):
        return list(range(len(columns)))
    first_role = columns.index(Column.ROLE) if Column.ROLE in columns else len(columns)
    before = [place for place in range(first_role) if columns[place] in (Column.TASK, Column.SECTION)]
    first_limit = before[-1] if before else len(columns) - 1
    if before and _fit(kinds[0], columns[first_limit]) == _NEVER:
        # 建设临江新区 and 2025年底前建成 say what is to be done where they stand first.
        kinds = [CellKind.TEXT, *kinds[1:]]
    own = _NEVER
    if len(kinds) == len(columns):
        own = sum(_fit(kind, column) for kind, column in zip(kinds, columns, strict=True))
    best = [
        _fit(kinds[0], column) if place <= first_limit else _NEVER for place, column in enumerate(columns)
    ]
    if Column.TASK in columns[:first_role] and kinds[1:2] not in ([CellKind.TEXT], [CellKind.WORD]):
        # The only cell before those who do it says what is to be done.
        best = [_NEVER if columns[place] is Column.SECTION else score for place, score in enumerate(best)]
    came: list[list[int]] = []
    for kind in kinds[1:]:
        scores, origins = [], []
        reach, origin = _NEVER, -1
        for place, column in enumerate(columns):
            score, start = reach, origin
            if column in _AGAIN and best[place] + _AGAIN[column] > score:
                score, start = best[place] + _AGAIN[column], place
            fit = _fit(kind, column)
            scores.append(score + fit if score > _NEVER and fit > _NEVER else _NEVER)
            origins.append(start)
            if best[place] > reach:
                reach, origin = best[place], place
        best = scores
        came.append(origins)
    place = max(range(len(columns)), key=lambda place: (best[place], -place))
    if own >= best[place] - _OWN_PLACE and own > _NEVER // 2:
        return list(range(len(columns)))
    if best[place] <= _NEVER // 2:
        return None
    found = [place]
    for origins in reversed(came):
        place = origins[place]
        found.append(place)
    return found[::-1]


_IN_PLACE = {
    Column.ROLE: (CellKind.AGENCIES, CellKind.NOTHING),
    Column.DEADLINE: (CellKind.TIME, CellKind.NOTHING),
    Column.TASK: (CellKind.TEXT, CellKind.WORD, CellKind.AGENCIES),
}
_ELSEWHERE = (CellKind.WORD, CellKind.NUMBER, CellKind.NOTHING)


def _all_in_place(kinds: Sequence[CellKind], columns: Sequence[Column | None]) -> bool:
    """Whether each cell suits its own column, also a task that ends like a body: 划分普查小区."""
    if len(kinds) != len(columns) or CellKind.AGENCIES not in kinds:
        return False
    return all(
        kind in (_ELSEWHERE if column is None else _IN_PLACE.get(column, _ELSEWHERE))
        for kind, column in zip(kinds, columns, strict=True)
    )


def _fit(kind: CellKind, column: Column | None) -> int:
    return _FITS[kind].get(column, _NEVER)
