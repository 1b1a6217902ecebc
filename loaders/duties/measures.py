"""Find the responsibility annotations of a plan and cut the text into the measures that they cover.

An annotation is a bracketed list at the end of a clause, a labelled block on lines of its own or run in behind a
sentence, or a line that holds nothing but agencies with role words. Every place that looks like one ends as an
annotation or as a miss with its reason.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from loaders.duties.grammar import Reading, is_role_phrase, labels, read
from loaders.duties.names import PlaceTest, no_place
from loaders.lexicon.bodies import ends_like_a_body, ends_like_an_agency
from loaders.lexicon.labels import BARE_LABEL, PERSON_LABEL, ROLE_LABEL
from loaders.lexicon.wording import any_of, role_words, wording
from loaders.text.condensed import Condensed
from loaders.text.outline import BEHIND_A_LIST, Item, bullets, item_at


class Annotation(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An annotation with what it says; `start` and `end` bound the quote, brackets included.

    Offsets of the reading count from `origin`.
    """

    start: int
    end: int
    origin: int
    reading: Reading


class Miss(msgspec.Struct, frozen=True, gc=False):
    """A place that looks like an annotation and gave no fact, with the reason."""

    start: int
    end: int
    reason: str


class Cut(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The measure of one annotation: `item` the numbered item that holds it, `start` to `end` the text it covers.

    `section` says that the annotation stands in a heading and covers the items below it.
    """

    annotation: Annotation
    item: Item | None
    start: int
    end: int
    section: bool


_STOP = "。;!?…”》):"
_LONGEST = 1500
_LONGEST_HEADING = 60
_SHORTEST_TEXT = 20
_SENTENCE_END = re.compile("[。;!?]")
# A pattern that begins with a class of characters is many times quicker to look for.
_CLAUSE_END = re.compile(r"[。;:!?(](?:(?<!\()|(?=[^()]{0,8}(?:单位|部门|科室):))")
_BRACKETS = re.compile("[()]")
_ROLE_WORDS = re.compile(any_of((*role_words("verb"), *role_words("label"))))
_ROLE_ENDINGS = role_words("end")
_ENDS_WITH_ROLE = re.compile(f"(?:{'|'.join(_ROLE_ENDINGS)})$")
_GOES_ON = frozenset("、,;:由和及与对向在是为将经请到的被把并等")
_GONE_ON = frozenset("、,;:。和及与对的并等后")
_BARE_LABEL = re.compile(BARE_LABEL)
_ENDS_WITH_TIME = re.compile("[年月日底前末]$|长期|持续|坚持$|完成$")
_INSTITUTION = re.compile("(?:大学|学院|科学院|研究院|研究所|公司|集团|银行|医院|学校)$")
_BODY_NOUN = re.compile("(?:部门|单位|机构|窗口)$")
_NO_NAME = re.compile("设在|设于|挂靠|隶属于|负责人")
_AT_LABEL = re.compile(rf"[\u4e00-\u9fff、]{{0,8}}?{ROLE_LABEL}:")
# The last characters of labels: of a word for bodies, of a role word, or of a bracket behind either.
_LABEL_ENDS = frozenset(
    word[-1] for word in (*wording().nouns.bodies, *wording().nouns.areas, *role_words("label"), "分工", ")")
)
_LABEL_HERE = re.compile(rf"(?:{ROLE_LABEL}):")
_FURNITURE = re.compile(
    r"ICP|责任编辑|备案号?|版权|网站|邮编|邮政编码|技术支持|网安|地址:|传真|Copyright|浏览器|扫一扫",
    re.IGNORECASE,
)


@cache
def _no_duty() -> re.Pattern[str]:
    return re.compile(any_of(wording().no_duty.starts))


def find_annotations(
    condensed: Condensed,
    items: list[Item],
    start: int,
    end: int,
    *,
    begins_with_place: PlaceTest = no_place,
) -> tuple[list[Annotation], list[Miss]]:
    """The annotations between two offsets and the places that only look like one, each in the order of the text."""
    annotations, misses = _bracketed(condensed, items, start, end, begins_with_place)
    taken = [(found.start, found.end) for found in annotations] + [(miss.start, miss.end) for miss in misses]
    blocks, block_misses = _blocks(condensed, items, start, end, begins_with_place, sorted(taken))
    taken += [(found.start, found.end) for found in blocks]
    lines = _bare_lines(condensed, items, start, end, begins_with_place, sorted(taken))
    return (
        sorted(annotations + blocks + lines, key=lambda found: found.start),
        sorted(misses + block_misses, key=lambda miss: miss.start),
    )


def _bracket_pairs(text: str, items: list[Item], start: int, end: int) -> list[tuple[int, int | None]]:
    """Each opening bracket with its closing one, or None; no pair crosses into another item."""
    pairs: dict[int, int | None] = {}
    stack: list[int] = []
    starts = [item.start for item in items]
    number = bisect_left(starts, start)
    for match in _BRACKETS.finditer(text, start, end):
        at = match.start()
        while number < len(starts) and starts[number] <= at:
            if starts[number] < at or text[at] == "(":
                stack.clear()
            number += 1
        if match.group() == "(":
            pairs[at] = None
            stack.append(at)
        elif stack:
            pairs[stack.pop()] = at
    return sorted(pairs.items())


def _bracketed(
    condensed: Condensed, items: list[Item], start: int, end: int, begins_with_place: PlaceTest
) -> tuple[list[Annotation], list[Miss]]:
    text = condensed.text
    annotations: list[Annotation] = []
    misses: list[Miss] = []
    cursor = start
    for at, close in _bracket_pairs(text, items, start, end):
        if at < cursor:
            continue
        reach = min(at + 40, end)
        labelled = text.find(":", at, reach) >= 0 and _AT_LABEL.match(text, at + 1, reach) is not None
        if close is None or close - at > _LONGEST:
            if not labelled:
                continue
            close = _repaired_close(condensed, items, at, end)
        inner_end = close if close < end and text[close] == ")" else close + 1
        if text.count("(", at + 1, close) > text.count(")", at + 1, close):
            # The annotation's own bracket is missing: the last one is a name's.
            inner_end = close + 1
        if not labelled and not _may_be_duty(condensed, items, at, inner_end, start, end):
            continue
        reading = read(text[at + 1 : inner_end], begins_with_place=begins_with_place)
        quote_end = min(close + 1, end)
        if _is_duty(condensed, items, reading, at, quote_end, labelled, end):
            annotations.append(Annotation(start=at, end=quote_end, origin=at + 1, reading=reading))
            cursor = quote_end
        elif labelled or _is_near_miss(text, at, inner_end, reading):
            reason = "no agency is named" if labelled else "the words after the names are not known"
            misses.append(Miss(start=at, end=quote_end, reason=reason))
            cursor = quote_end
    return annotations, misses


def _may_be_duty(
    condensed: Condensed, items: list[Item], at: int, inner_end: int, start: int, end: int
) -> bool:
    """A cheap look before the bracket is read: is it where annotations stand, and does it end like one?"""
    text = condensed.text
    if inner_end - at < 4:
        return False
    if _no_duty().match(text, at + 1) and not _ENDS_WITH_ROLE.search(
        text, max(at + 1, inner_end - 6), inner_end
    ):
        return False
    if not _closes_a_clause(condensed, items, at, inner_end + 1, start, end):
        return False
    return (
        _ROLE_WORDS.search(text, at, inner_end) is not None
        or _ENDS_WITH_TIME.search(text, max(at + 1, inner_end - 6), inner_end) is not None
        or ends_like_a_body(text[max(at + 1, inner_end - 12) : inner_end])
    )


def _closes_a_clause(
    condensed: Condensed, items: list[Item], at: int, after: int, start: int, end: int
) -> bool:
    text = condensed.text
    if at <= start or text[at - 1] in _STOP:
        return True
    if after >= end or text[after] in "。;,:①②③④⑤⑥⑦⑧⑨⑩" or _starts_item(items, after):
        return True
    return after in condensed.line_starts and not ends_like_an_agency(text[max(start, at - 6) : at])


def _starts_item(items: list[Item], offset: int) -> bool:
    item = item_at(items, offset)
    return item is not None and item.start == offset


def _is_duty(
    condensed: Condensed, items: list[Item], reading: Reading, at: int, after: int, labelled: bool, end: int
) -> bool:
    if not reading.roles and not reading.persons:
        return False
    if labelled or reading.strength == 2:
        return True
    inside = not items or item_at(items, at) is not None
    ends_clause = (
        at == 0
        or condensed.text[at - 1] in _STOP
        or after >= end
        or condensed.text[after] in "。;"
        or after in condensed.line_starts
    )
    named = [item.name.text for item in reading.roles]
    # A list of universities or companies in the middle of a sentence gives examples.
    examples = at > 0 and condensed.text[at - 1] not in _STOP and all(map(_INSTITUTION.search, named))
    # One behind a noun for bodies says which body that is.
    names_it = _BODY_NOUN.search(condensed.text, max(0, at - 2), at) is not None
    no_list = any(_NO_NAME.search(name) for name in named)
    return (
        reading.strength == 1
        and not reading.unread
        and inside
        and ends_clause
        and not (examples or names_it or no_list)
    )


def _is_near_miss(text: str, at: int, inner_end: int, reading: Reading) -> bool:
    """Whether a bracket without a fact still talks of agencies with a role word at its end."""
    tail = text[max(at + 1, inner_end - 8) : inner_end]
    if is_role_phrase(text[at + 1 : inner_end]):
        # 按职责分工负责 by itself speaks of the list before it.
        return False
    return not reading.roles and bool(re.search(r"(?:牵头|负责|配合|负责落实|组织实施)$", tail))


def _repaired_close(condensed: Condensed, items: list[Item], at: int, end: int) -> int:
    """Where an annotation whose bracket is not closed, or closed by another's, ends: offset of its last character."""
    text = condensed.text
    limit = min(end, at + _LONGEST)
    following = bisect_right(items, at, key=lambda item: item.start)
    if following < len(items):
        limit = min(limit, items[following].start)
    last = -1
    for match in re.compile(r"[()。]").finditer(text, at + 1, limit):
        mark = match.group()
        if mark == ")":
            last = match.start()
            after = match.end()
            if (
                after >= limit
                or text[after] in "。"
                or (after in condensed.line_starts and text[after] not in "、,;")
            ):
                return last
        elif mark == "(" and _AT_LABEL.match(text, match.end(), limit):
            return last if last >= 0 else match.start() - 1
        elif mark == "。" and last < 0 and not labels(text, match.end(), min(match.end() + 12, limit)):
            return match.start() - 1
    return last if last >= 0 else limit - 1


def _free(taken: list[tuple[int, int]], at: int) -> tuple[bool, int | None]:
    """Whether an offset lies outside all taken spans, and where the next taken span begins."""
    number = bisect_right(taken, (at, 1 << 60)) - 1
    if number >= 0 and taken[number][1] > at:
        return False, None
    return True, taken[number + 1][0] if number + 1 < len(taken) else None


def _blocks(
    condensed: Condensed,
    items: list[Item],
    start: int,
    end: int,
    begins_with_place: PlaceTest,
    taken: list[tuple[int, int]],
) -> tuple[list[Annotation], list[Miss]]:
    """Labels without a bracket: on lines of their own, or run in behind a sentence."""
    text = condensed.text
    annotations: list[Annotation] = []
    misses: list[Miss] = []
    cursor = start
    for at, behind in _role_labels(condensed, start, end):
        if at < cursor:
            continue
        free, next_taken = _free(taken, at)
        if not free or not _stands_free(condensed, at, start):
            continue
        limit = _block_limit(text, items, at, end, next_taken)
        stop = _block_end(condensed, at, limit)
        reading = read(text[at:stop], begins_with_place=begins_with_place, labelled=True)
        if not reading.roles:
            if not _FURNITURE.search(text, at, min(stop + 80, end)):
                misses.append(Miss(start=at, end=max(stop, behind), reason="no agency is named"))
            cursor = max(stop, behind)
            continue
        if _is_furniture(condensed, items, at, stop, end):
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


_LONGEST_LABEL = 30


def _role_labels(condensed: Condensed, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Each label of a role with its colon, found from the colon: there are few of them."""
    text = condensed.text
    colon, floor = text.find(":", start, end), start
    while colon >= 0:
        if text[colon - 1] in _LABEL_ENDS:
            window = max(floor, colon - _LONGEST_LABEL)
            # 平台建设 on the line above is no part of the label.
            match = _LABEL_HERE.search(text, condensed.line_start(colon - 1, window), colon + 1)
            if match is not None and match.end() == colon + 1:
                yield match.start(), match.end()
        floor = colon + 1
        colon = text.find(":", floor, end)


def _with_open(text: str, at: int, stop: int) -> int:
    """Take the 等… that ends a list into the quote."""
    match = re.compile(r"等[^,;。:()]{0,14}?(?:部门|单位|机构)?(?=[,;。)]|$)").match(text, at, stop)
    return match.end() if match else at


def _stands_free(condensed: Condensed, at: int, start: int) -> bool:
    if at == start or at in condensed.line_starts or condensed.text[at - 1] in "。;!?…):,#>-—•●◆▲■*|":
        return True
    if _PERSON_BEFORE.search(condensed.text, max(start, at - _LONGEST_LABEL), at):
        return True
    before, here = condensed.raw_offset(at - 1), condensed.raw_offset(at)
    return here - before > 1


_PERSON_BEFORE = re.compile(rf"{PERSON_LABEL}:[^。;:()]{{2,16}}\Z")


def _block_limit(text: str, items: list[Item], at: int, end: int, next_taken: int | None) -> int:
    following = bisect_right(items, at, key=lambda item: item.start)
    limit = items[following].start if following < len(items) else end
    limit = min(limit, end, at + _LONGEST, next_taken if next_taken is not None else end)
    next_item = BEHIND_A_LIST.search(text, at, limit)
    return next_item.start() if next_item else limit


def _block_end(condensed: Condensed, at: int, limit: int) -> int:
    """Where a labelled block ends: at a line that neither continues a name nor begins with a label."""
    text = condensed.text
    kinds = {label.start: label.kind for label in labels(text, at, limit)}
    first = min(kinds, default=at)
    line_begin, kind = at, "role"
    for offset, is_stop in _breaks(condensed, at, limit):
        if offset <= first:
            continue
        after = offset + 1 if is_stop else offset + bullets(text, offset, limit)
        if after in kinds:
            line_begin, kind = after, kinds[after]
            continue
        if is_stop or (kind != "role" and not _is_broken(condensed, line_begin, offset)):
            return offset
        if text[offset] in "、,;)等" or text[offset - 1] in "、,;:(":
            line_begin = offset
            continue
        last_piece = re.split(r"[、,;:]", text[line_begin:offset])[-1]
        broken = _is_broken(condensed, line_begin, offset)
        if ends_like_a_body(last_piece) and not broken:
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


def _is_broken(condensed: Condensed, line_begin: int, line_end: int) -> bool:
    """Whether a printed line is full, so that what it says goes on in the next."""
    return condensed.width > 0 and line_end - line_begin >= condensed.width - 3


def _breaks(condensed: Condensed, at: int, limit: int) -> list[tuple[int, bool]]:
    stops = [(match.start(), True) for match in re.compile("。").finditer(condensed.text, at, limit)]
    lines = [(offset, False) for offset in range(at + 1, limit) if offset in condensed.line_starts]
    return sorted(stops + lines)


def _is_furniture(condensed: Condensed, items: list[Item], at: int, stop: int, end: int) -> bool:
    """主办单位:…网站 at the foot of a page is the page's imprint."""
    begin = condensed.line_start(at, max(0, at - _LONGEST_LABEL))
    if _FURNITURE.search(condensed.text, begin, min(stop + 80, end)):
        return True
    return (
        bool(items)
        and item_at(items, at) is None
        and _LABEL_HERE.match(condensed.text, at) is not None
        and condensed.text.startswith(("主办", "承办", "支持"), at)
    )


def _is_by_itself(condensed: Condensed, at: int, after: int, end: int) -> bool:
    """Whether a line neither goes on with the sentence before it nor is gone on with by the next."""
    text = condensed.text
    if text[at - 1] in "。;)”":
        return True
    return (
        text[at - 1] not in _GOES_ON
        and not _is_broken(condensed, condensed.line_start(at - 1), at)
        and (after >= end or text[after] not in _GONE_ON)
    )


def _bare_lines(
    condensed: Condensed,
    items: list[Item],
    start: int,
    end: int,
    begins_with_place: PlaceTest,
    taken: list[tuple[int, int]],
) -> list[Annotation]:
    """Lines that hold nothing but agencies with role words, behind a finished sentence."""
    text = condensed.text
    found: list[Annotation] = []
    starts = condensed.lines_between(start, end)
    for at, after in zip(starts, [*starts[1:], end], strict=False):
        if not 6 <= after - at <= 160 or at == start:
            continue
        stop = after - 1 if text[after - 1] in "。;" else after
        if (
            not (text.endswith(_ROLE_ENDINGS, at, stop) or _BARE_LABEL.match(text, at, stop))
            or "。" in text[at:stop]
            or text[at] in "(由"
            or not _is_by_itself(condensed, at, after, end)
        ):
            continue
        if not _free(taken, at)[0] or _starts_item(items, at) or (items and item_at(items, at) is None):
            continue
        reading = read(text[at:stop], begins_with_place=begins_with_place)
        if (
            reading.strength == 2
            and not reading.unread
            and all(ends_like_an_agency(item.name.text) for item in reading.roles)
            and "要" not in text[at:stop]
        ):
            found.append(Annotation(start=at, end=stop, origin=at, reading=reading))
    return found


def cut_measures(
    condensed: Condensed, items: list[Item], annotations: Sequence[Annotation], start: int, end: int
) -> list[Cut]:
    """Give each annotation the text that it covers.

    That is from the annotation before it or from its item's number; where the annotation directly follows its item's
    heading and no other follows, it is the text behind it.
    """
    text = condensed.text
    cuts: list[Cut] = []
    previous = start
    for number, annotation in enumerate(annotations):
        item = item_at(items, annotation.start)
        begin, stop = max(previous, item.start if item else start), annotation.start
        section = item is not None and _covers_items_below(text, items, item, annotation, end)
        if item is not None and not section and _is_heading(text, max(begin, item.body), stop):
            following = annotations[number + 1].start if number + 1 < len(annotations) else end
            if following >= item.end and item.end - annotation.end > _SHORTEST_TEXT:
                begin, stop = annotation.end, item.end
        cuts.append(Cut(annotation=annotation, item=item, start=begin, end=stop, section=section))
        previous = max(annotation.end, stop)
    return cuts


def _is_heading(text: str, start: int, end: int) -> bool:
    return start < end and end - start <= _LONGEST_HEADING and not _SENTENCE_END.search(text, start, end - 1)


def _covers_items_below(text: str, items: list[Item], item: Item, annotation: Annotation, end: int) -> bool:
    """Whether the annotation closes a heading and the next thing printed is an item below it."""
    after = annotation.end
    while after < end and text[after] in "。;,.":
        after += 1
    following = bisect_right(items, annotation.start, key=lambda found: found.start)
    if following >= len(items) or items[following].start != after or items[following].depth <= item.depth:
        return False
    return _is_heading(text, item.body, annotation.start)


def heading_of(condensed: Condensed, cut: Cut) -> str:
    """The item's own short heading, or the first clause of the text that the annotation covers."""
    text = condensed.text
    if cut.item is None:
        return _first_clause(condensed, cut.start, cut.end)
    own = _first_clause(
        condensed, cut.item.body, min(cut.item.end, max(cut.annotation.start, cut.item.body + 1))
    )
    return own or _first_clause(condensed, cut.start, cut.end) or text[cut.item.start : cut.item.body]


def _first_clause(condensed: Condensed, start: int, end: int) -> str:
    mark = _CLAUSE_END.search(condensed.text, start, min(end, start + 120))
    stop = mark.start() if mark else end
    for offset in condensed.lines_between(start + 1, min(stop, start + 41)):
        if _ends_heading(condensed, start, offset):
            stop = offset
            break
    return condensed.plain[start : min(stop, start + 120)].strip("*#,，、")


def _ends_heading(condensed: Condensed, start: int, offset: int) -> bool:
    """A printed line well short of the page's width is a heading; a full one goes on."""
    return condensed.width == 0 or offset - start < condensed.width - 6
