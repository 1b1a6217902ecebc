"""Find the annotations without a bracket: labels on lines of their own, or run in behind a sentence."""

import re
from collections.abc import Iterator
from functools import partial
from heapq import merge

from msgspec.structs import replace

from graph.model import Role
from loaders.duties.labels import Label, labels
from loaders.duties.passage import LONGEST, Annotation, Miss, Passage
from loaders.duties.reading import Reading
from loaders.lexicon.bodies import ends_like_a_body, ends_like_an_agency
from loaders.lexicon.labels import ANSWERING_LABEL, NOUN, PERSON_LABEL, ROLE_LABEL, ROLE_WORD, SHORT_LABEL
from loaders.lexicon.persons import is_person
from loaders.lexicon.powers import holder_at, names_a_power
from loaders.lexicon.wording import any_of, role_of, role_words, wording
from loaders.text.condensed import Condensed
from loaders.text.outline import BEHIND_A_LIST, bullets

_LONGEST_LABEL = 30
_CIRCLED = frozenset("②③④⑤⑥⑦⑧⑨⑩")
# The last characters of labels: of a word for bodies, of a role word, or of a bracket behind either.
_LABEL_ENDS = frozenset(
    word[-1]
    for word in (
        *wording().nouns.bodies,
        *wording().nouns.areas,
        *wording().nouns.areas_ends,
        *wording().nouns.pairs[1],
        *role_words("label"),
        *wording().persons.answering,
        "分工",
        ")",
    )
)
_VERB_OF_A_LABEL = re.compile("[为是](?:(?<=单位.)|(?<=部门.)|(?<=[科处股]室.))(?=[\u4e00-\u9fff]{3})")
_VERBS_OF_LABELS = ("单位为", "单位是", "部门为", "部门是", "室为", "室是")
_LABEL_WITH_VERB = re.compile(rf"{ROLE_LABEL}[为是]$")
_FIRST_NAMED = re.compile("[^、,;。:]{3,24}")
_IS_A_ROLE = re.compile(f"{ROLE_WORD}{NOUN}$")
_LABEL_HERE = re.compile(rf"(?:{ROLE_LABEL}|{ANSWERING_LABEL}(?:\([^():]{{1,8}}\))?):")
# 完成时限:9月底前责任单位:甲 has lost the mark before the label.
_LIMIT_BEFORE = re.compile("[前底末月日年初季旬]$|长期$|持续$")
_SHORT_AT_END = re.compile(f"{SHORT_LABEL}$")
_SHORT_HERE = re.compile(SHORT_LABEL)
_FURNITURE = re.compile(
    r"ICP|责任编辑|网安?备|备案号|版权(?:所有|声明|归)|网站|邮编|邮政编码|技术支持|网安|地址:|传真|Copyright|浏览器|扫一扫",
    re.IGNORECASE,
)
# 各镇(街道)均为责任单位 behind the list's full stop names more of them.
_ALL_ANSWER = re.compile(rf"各[^。;:]{{1,40}}[均都同](?:作?为|是){ROLE_WORD}{NOUN}")
_SURE = "(?:牵头|责任|配合)(?:单位|部门|科室):"
_SURE_LABEL = re.compile(rf"{_SURE}(?P<first>[^、,;。:()]{{3,16}}?)(?=[、,;。)]|$|{_SURE})")
# 成员单位:甲、乙;牵头单位:丙 names who supports before who leads.
_BESIDE_BEFORE = re.compile(rf"(?:{any_of(role_words('beside'))}):[^:;。()]{{2,200}}[;,。]?\Z")
_LONGEST_BESIDE = 210
# 取水许可 行政许可 实施主体:市水务局 says who holds a power.
_REACH_OF_A_POWER = 60
_CLOSING = {"<": ">", "“": "”"}
# 牵头单位:指负责统筹的部门 explains the word.
_DEFINES = re.compile("(?:是|系|即)?指(?!挥|导)")
# ;二是清沟渠 begins what the next list is about.
_NEXT_CLAUSE = re.compile(
    "[;,](?=(?:[二三四五六七八九十]{1,2}(?:是|要)|第[二三四五六],|其[二三四五](?!楼|层|期)))"
    "|(?<=[局委办厅府院心队处司团行署科室校区镇乡道村])(?=第[二三四五六七八九十]{1,3}[项条件步个][,、:])"
)
# 县剧团◆送电影下乡240场: a bullet begins the next item, where no name stands behind it.
_BULLET = re.compile("(?<=[\u4e00-\u9fff])[◆●■▲△○◇□▪•※](?P<next>[\u4e00-\u9fff“][^、,;。:()]+)")
_REST_OF_A_NAME = re.compile("人?民政府|政府|府|委?员会|会|[局委办部院厅]")
_NAMES_TO_A_STOP = re.compile("(?P<names>[\u4e00-\u9fff、,;]{3,80})(?:。|$)")
_AS_ABOVE = re.compile("(?:同上|同前)[。;]?$")
_PERSON_HERE = re.compile(f"{ANSWERING_LABEL}:")
_PERSON_BEFORE = re.compile(rf"{PERSON_LABEL}:[^。;:()]{{2,16}}\Z")


def labelled_blocks(passage: Passage) -> tuple[list[Annotation], list[Miss]]:
    """The labelled blocks, and the labels that name no agency."""
    text, end = passage.text, passage.end
    annotations: list[Annotation] = []
    misses: list[Miss] = []
    cursor = passage.start
    for at, behind in _role_labels(passage):
        if at < cursor:
            continue
        free, next_taken = passage.free(at)
        if not free or not _stands_free(passage, at) or _DEFINES.match(text, behind):
            continue
        at = _with_beside(passage, at, cursor)
        limit = _block_limit(passage, at, next_taken)
        stop = _block_end(passage, at, limit)
        reading = passage.read(at, stop, labelled=True)
        if annotations and (same := _AS_ABOVE.match(text, behind, stop)):
            reading = _as_above(annotations[-1].reading, role_of(text[at:behind]), same.start() - at)
        if text[behind - 1] != ":" and reading.unread:
            # 牵头单位为甲,已召开会议 tells how it went.
            continue
        if not reading.roles:
            if not _PERSON_HERE.match(text, at) and not _FURNITURE.search(text, at, min(stop + 80, end)):
                misses.append(Miss(start=at, end=max(stop, behind), reason="no agency is named"))
            cursor = max(stop, behind)
            continue
        if _holds_a_power(passage, at):
            misses.append(Miss(start=at, end=stop, reason="who holds a power, and no task"))
            cursor = stop
            continue
        if _is_furniture(passage, at, stop):
            misses.append(Miss(start=at, end=stop, reason="the page's own imprint, not a measure's"))
            cursor = stop
            continue
        last = at + max(item.name.end for item in reading.roles)
        next_label = next((label.start for label in labels(text, last, stop)), stop)
        annotations.append(
            Annotation(start=at, end=_with_open(text, last, next_label), origin=at, reading=reading)
        )
        cursor = stop
    return annotations, misses


def _role_labels(passage: Passage) -> Iterator[tuple[int, int]]:
    """Each label of a role with its colon, or with the 为 of a sentence of nothing but bodies, in their order."""
    return merge(_with_colons(passage), _with_verbs(passage))


def _as_above(above: Reading, role: Role | None, at: int) -> Reading:
    """What 同上 at a place says: those whom the annotation above gives the role of the label."""
    same = tuple(
        replace(item, name=replace(item.name, start=at, end=at + 2, rule="as printed"), rule="as above")
        for item in above.roles
        if item.role is (role or Role.RESPONSIBLE)
    )
    return Reading(roles=same, strength=2 if same else 0)


def _with_verbs(passage: Passage) -> Iterator[tuple[int, int]]:
    """Each label of a role with the verb that stands for its colon: 牵头单位为市财政局."""
    text, floor = passage.text, passage.start
    if not any(sign in text for sign in _VERBS_OF_LABELS):
        return
    for verb in _VERB_OF_A_LABEL.finditer(text, passage.start, passage.end):
        label = _LABEL_WITH_VERB.search(text, max(floor, verb.end() - _LONGEST_LABEL), verb.end())
        first = _FIRST_NAMED.match(text, verb.end(), passage.end)
        if label and first and ends_like_an_agency(first.group()) and not _IS_A_ROLE.search(first.group()):
            yield label.start(), verb.end()
        floor = verb.end()


def _with_colons(passage: Passage) -> Iterator[tuple[int, int]]:
    """Each label of a role with its colon, found from the colon: there are few of them."""
    text, end = passage.text, passage.end
    colon, floor = text.find(":", passage.start, end), passage.start
    while colon >= 0:
        if text[colon - 1] in _LABEL_ENDS:
            window = max(floor, colon - _LONGEST_LABEL)
            # A label holds no bracket that is open, so that nothing before one is tried.
            opened = text.rfind("(", window, colon)
            window = opened + 1 if opened > text.rfind(")", window, colon) else window
            # 平台建设 on the line above is no part of the label, 责任单 before 位 is.
            line = passage.condensed.line_start(colon - 1, window)
            broken = _SHORT_AT_END.search(text, window, colon)
            line = broken.start() if broken and broken.start() < line else line
            match = _LABEL_HERE.search(text, line, colon + 1)
            if match is not None and match.end() == colon + 1:
                yield match.start(), match.end()
        floor = colon + 1
        colon = text.find(":", floor, end)


def _with_open(text: str, at: int, stop: int) -> int:
    """Take the 等… that ends a list into the quote."""
    match = re.compile(r"等[^,;。:()]{0,14}?(?:部门|单位|机构)?(?=[,;。)]|$)").match(text, at, stop)
    return match.end() if match else at


def _stands_free(passage: Passage, at: int) -> bool:
    condensed, start = passage.condensed, passage.start
    if (
        at == start
        or at in condensed.line_starts
        or passage.opens_item(at)
        or condensed.text[at - 1] in "。;!?…):,#<>“-—•●◆▲■*|○◇△□▪◦※→▶►▷★☆"
    ):
        return True
    if _LIMIT_BEFORE.search(condensed.text, max(start, at - 6), at) and _SHORT_HERE.match(condensed.text, at):
        return True
    if _PERSON_BEFORE.search(condensed.text, max(start, at - _LONGEST_LABEL), at):
        return True
    if (first := _SURE_LABEL.match(condensed.text, at)) and ends_like_an_agency(first["first"]):
        # The mark before the label was left out: 实行特许经营牵头单位:县住建局.
        return True
    before, here = condensed.raw_offset(at - 1), condensed.raw_offset(at)
    return here - before > 1


def _block_limit(passage: Passage, at: int, next_taken: int | None) -> int:
    text = passage.text
    limit = min(passage.next_item(at), at + LONGEST, next_taken if next_taken is not None else passage.end)
    if (close := _CLOSING.get(text[at - 1 : at])) and (closes := text.find(close, at, limit)) >= 0:
        limit = closes
    if clause := _NEXT_CLAUSE.search(text, at, limit):
        limit = clause.start()
    bullet = next(
        (one for one in _BULLET.finditer(text, at, limit) if not ends_like_an_agency(one["next"])), None
    )
    limit = bullet.start() if bullet else limit
    next_item = BEHIND_A_LIST.search(text, at, limit)
    if next_item and next_item.group() in _CIRCLED and text.find("①", at, next_item.start()) >= 0:
        # The list itself is numbered: ①市交通局②市公安局.
        return limit
    return next_item.start() if next_item else limit


def _block_end(passage: Passage, at: int, limit: int) -> int:
    """Where a labelled block ends: at a line that neither continues a name nor begins with a label."""
    text = passage.text
    found = labels(text, at, limit)
    kinds = {label.start: label.kind for label in found}
    first = min(kinds, default=at)
    line_begin = at
    for offset, is_stop in _breaks(passage.condensed, at, limit):
        if offset <= first or any(map(partial(_breaks_a_label, text, offset), found)):
            continue
        after = offset + 1 if is_stop else offset + bullets(text, offset, limit)
        if after in kinds:
            line_begin = after
            continue
        kind = next((kinds[start] for start in reversed(kinds) if start < offset), "role")
        if is_stop and (_ALL_ANSWER.match(text, after, limit) or _goes_on_with_names(passage, after, limit)):
            continue
        empty = not is_stop and text[offset - 1] == ":"
        broken = passage.is_broken(line_begin, offset) and not passage.ends_paragraph(offset)
        if is_stop or (kind != "role" and not empty and not broken):
            return offset
        goes_on = text[offset] in "、,;)等" or text[offset - 1] in "、,;:("
        if goes_on or _goes_on_with_rest(passage, offset, limit):
            line_begin = offset
            continue
        last_piece = re.split(r"[、,;:]", text[line_begin:offset])[-1]
        if ends_like_a_body(last_piece) and not broken:
            return offset
        if passage.ends_paragraph(offset) and is_person(passage.last_word(offset)):
            return offset
        if (
            not broken
            and not ends_like_a_body(last_piece)
            and len(last_piece) > 2
            and offset - line_begin < 8
        ):
            return offset
        line_begin = offset
    return limit


def _goes_on_with_rest(passage: Passage, offset: int, limit: int) -> bool:
    """Whether a line begins with the rest of a name that the one above leaves open: 各区人 + 民政府."""
    rest = _REST_OF_A_NAME.match(passage.text, offset, limit)
    return rest is not None and (
        rest.end() == limit or passage.text[rest.end()] in "、,;。" or passage.ends_line(rest.end())
    )


def _goes_on_with_names(passage: Passage, at: int, limit: int) -> bool:
    """Whether nothing but names of agencies stands in the line behind a full stop: 市民政局。市财政局."""
    text = passage.text
    names = _NAMES_TO_A_STOP.match(text, at, min(limit, passage.line_end(at)))
    return names is not None and all(map(ends_like_an_agency, re.split("[、,;]", names["names"])))


def _breaks_a_label(text: str, offset: int, label: Label) -> bool:
    """Whether a line ends inside the word of a role and its noun, or before its colon: 责任单 + 位:."""
    short = _SHORT_AT_END.search(text, label.start, label.end - 1)
    return short is not None and short.start() < offset < label.end


def _breaks(condensed: Condensed, at: int, limit: int) -> list[tuple[int, bool]]:
    stops = [(match.start(), True) for match in re.compile("。").finditer(condensed.text, at, limit)]
    lines = [(offset, False) for offset in range(at + 1, limit) if offset in condensed.line_starts]
    return sorted(stops + lines)


def _with_beside(passage: Passage, at: int, floor: int) -> int:
    """Where the list of a label begins that is one only beside the label at a place, and stands before it."""
    item = passage.item_at(at)
    floor = max(floor, passage.taken_before(at), item.start if item else 0, at - _LONGEST_BESIDE)
    found = _BESIDE_BEFORE.search(passage.text, floor, at)
    return found.start() if found and _stands_free(passage, found.start()) else at


def _holds_a_power(passage: Passage, at: int) -> bool:
    """Whether a label says who holds a power of an office (权责清单)."""
    if not holder_at(passage.text, at):
        return False
    item = passage.item_at(at)
    begin = max(item.start if item else passage.start, at - _REACH_OF_A_POWER)
    return names_a_power(passage.text, begin, at)


def _is_furniture(passage: Passage, at: int, stop: int) -> bool:
    """主办单位:…网站 at the foot of a page is the page's imprint."""
    text = passage.text
    begin = passage.condensed.line_start(at, max(0, at - _LONGEST_LABEL))
    of_a_site = text.startswith(("主办", "承办", "支持"), at)
    # An editor below the last measure of a newspaper's page does not make it an imprint.
    reach = min(stop + 80, passage.end) if of_a_site else passage.line_end(stop - 1)
    if _FURNITURE.search(text, begin, reach):
        return True
    return not passage.in_items(at) and _LABEL_HERE.match(text, at) is not None and of_a_site
