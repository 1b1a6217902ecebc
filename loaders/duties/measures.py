"""Cut the text of a plan into the measures that its annotations cover."""

import re
from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from loaders.duties.passage import Annotation
from loaders.lexicon.labels import known_label
from loaders.text.condensed import Condensed
from loaders.text.outline import Item, item_at


class Cut(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The measure of one annotation: `item` the numbered item that holds it, `start` to `end` the text it covers.

    `section` says that the annotation stands in a heading and covers the items below it, `first` that no other stands
    before it.
    """

    annotation: Annotation
    item: Item | None
    start: int
    end: int
    section: bool
    first: bool = False


_LONGEST_HEADING = 60
_SHORTEST_TEXT = 20
_REACH = 120
_SHORT_LABEL = re.compile("[\u4e00-\u9fff]{2,6}:")
_SENTENCE_END = re.compile("[。;!?]")
# A pattern that begins with a class of characters is many times quicker to look for.
_CLAUSE_END = re.compile(r"[。;:!?(](?:(?<!\()|(?=[^()]{0,8}(?:单位|部门|科室):))")


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
        opens = item is not None and item.body == annotation.start
        if item is not None and not section and (opens or _is_heading(text, max(begin, item.body), stop)):
            following = annotations[number + 1].start if number + 1 < len(annotations) else end
            if following >= item.end and (opens or item.end - annotation.end > _SHORTEST_TEXT):
                begin, stop = annotation.end, item.end
        cuts.append(
            Cut(annotation=annotation, item=item, start=begin, end=stop, section=section, first=not number)
        )
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
        start = _first_own_line(condensed, cut.start, cut.end)
        if cut.first and cut.end > start:
            start = _last_own_line(condensed, start, cut.end)
        for begin, end in ((start, cut.end), (cut.annotation.end, len(text))):
            if said := _named_by_a_label(condensed, begin, end) or first_clause(condensed, begin, end):
                return said
        return ""
    own = ""
    if cut.annotation.start > cut.item.body:
        own = first_clause(condensed, cut.item.body, min(cut.item.end, cut.annotation.start))
    return own or first_clause(condensed, cut.start, cut.end) or text[cut.item.start : cut.item.body]


def _last_own_line(condensed: Condensed, start: int, end: int) -> int:
    """Where the last line of a stretch begins that no label opens: above it stands the plan's title, or its preface."""
    line = condensed.line_start(end - 1, start)
    while line > start:
        above = condensed.line_start(line - 1, start)
        if not known_label().match(condensed.text, line) and not condensed.is_full(above, line):
            break
        line = above
    return line


def _first_own_line(condensed: Condensed, start: int, end: int) -> int:
    """Where the first line of a stretch begins that no label opens: 责任人:王明 above it is of the measure before."""
    for line, after in condensed.line_spans(start, end):
        if not known_label().match(condensed.text, line, after):
            return line if line > start and known_label().match(condensed.text, start) else start
    return start


def _named_by_a_label(condensed: Condensed, start: int, end: int) -> str:
    """What stands behind a short label of no duty on its line: 项目名称:建设泵站."""
    label = _SHORT_LABEL.match(condensed.text, start, end)
    if label is None:
        return ""
    # No further is anything read; the lines of a whole plan are many.
    stop = next(iter(condensed.lines_between(label.end(), min(end, label.end() + _REACH + 1))), end)
    return first_clause(condensed, label.end(), stop)


def first_clause(condensed: Condensed, start: int, end: int) -> str:
    """The words of a stretch up to its first mark, or to the end of a short line."""
    mark = _CLAUSE_END.search(condensed.text, start, min(end, start + _REACH))
    stop = mark.start() if mark else end
    for offset in condensed.lines_between(start + 1, min(stop, start + 41)):
        if _ends_heading(condensed, start, offset):
            stop = offset
            break
    return condensed.plain[start : min(stop, start + _REACH)].strip("*#,，、—○◎●◆◇■□▲△★☆▪•")


def _ends_heading(condensed: Condensed, start: int, offset: int) -> bool:
    """A printed line well short of the page's width is a heading; a full one goes on."""
    return condensed.width == 0 or offset - start < condensed.width - 6
