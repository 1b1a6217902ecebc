"""Find the lists of agencies that end an item's line behind a gap or a full stop, with no mark and no word of a role."""

import re

from loaders.duties.passage import Annotation, Passage
from loaders.lexicon.bodies import ends_like_a_body, ends_like_an_agency
from loaders.lexicon.labels import known_label
from loaders.lexicon.persons import is_person

_LONGEST, _SHORTEST = 120, 3
_LEVELLED = re.compile("(?:各|[省市县区州旗镇乡](?!场))[\u4e00-\u9fff]{2,}")
# Behind these stand those whom a line is about: 培训对象 市直各部门, 报 市财政局.
_TAKES_A_NAME = re.compile(
    "(?:对象|范围|人员|单位|部门|机构|科室|成员|名单|主体|地点|地址|场所|代表|嘉宾|来源|名称|电话|附件|组长|主任|主席|书记"
    "|[由向和与及对为是报送致在到于从的、:,(/“《—-])$"
)
_FEWEST_WORDS = 2
_LIMIT = re.compile(r"(?:(?:20\d\d年)?\d{1,2}月(?:底|\d{1,2}日)?前?|全年|长期|年底前?|持续推进)?[。;]?$")


def tails(passage: Passage) -> list[Annotation]:
    """Lists of agencies behind the last words of a line: 6.开展竞赛  工会、安全部."""
    found: list[Annotation] = []
    for item in passage.items:
        line = item.start
        if not passage.start <= line < passage.end:
            continue
        after = min(passage.line_end(line), item.end)
        free, taken = passage.free(line)
        if not free or (taken is not None and taken < item.end):
            continue
        lists = (one for at in _places(passage, item.body, after) if (one := _list(passage, at, after)))
        one = next(lists, None)
        if one and not known_label().search(passage.text, line, after):
            found.append(one)
    return found


def _places(passage: Passage, begin: int, after: int) -> list[int]:
    """Where a list may begin: behind each gap of a line, and behind its last full stop."""
    text = passage.text
    first = max(begin + _FEWEST_WORDS, after - _LONGEST)
    stop = text.rfind("。", first, after - 1) + 1
    places = [*passage.condensed.joints_between(first, after), *([stop] if stop else [])]
    return [
        at
        for at in sorted(places)
        if not _TAKES_A_NAME.search(text, max(begin, at - _FEWEST_WORDS), at)
        and not is_person(text[begin:at])
    ]


def _list(passage: Passage, at: int, after: int) -> Annotation | None:
    text = passage.text
    limit = _LIMIT.search(text, at, after)
    stop = limit.start() if limit else after
    if stop - at < _SHORTEST or "。" in text[at:stop] or not ends_like_a_body(text[at:stop]):
        return None
    reading = passage.read(at, stop)
    names = [item.name for item in reading.roles]
    if (
        not names
        or reading.unread
        or names[0].start
        or not all(ends_like_a_body(name.text) for name in names)
    ):
        return None
    sure = sum(map(ends_like_an_agency, (name.text for name in names)))
    if 2 * sure < len(names):
        return None
    if len(names) == 1 and (text[at - 1] == "。" or not _LEVELLED.match(names[0].text)):
        return None
    return Annotation(start=at, end=stop, origin=at, reading=reading)
