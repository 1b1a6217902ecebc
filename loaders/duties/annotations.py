"""Find the responsibility annotations of a plan.

An annotation is a bracketed list at the end of a clause, a labelled block on lines of its own or run in behind a
sentence, or a line that holds nothing but agencies with role words. Every place that looks like one ends as an
annotation or as a miss with its reason.
"""

import re

from loaders.duties.blocks import labelled_blocks
from loaders.duties.bracket_pairs import paired
from loaders.duties.brackets import bracketed
from loaders.duties.known_elsewhere import known_elsewhere, with_own_divisions
from loaders.duties.lines import bare_lines, dashed
from loaders.duties.names import PlaceTest, no_place
from loaders.duties.passage import Annotation, Miss, Passage
from loaders.duties.tails import tails
from loaders.duties.unread_lists import unread_lists
from loaders.text.condensed import Condensed
from loaders.text.outline import Item
from loaders.text.title_kinds import gives_work, only_tells, tells

# 主办单位 holds an event, 参加 comes to it, and 主管部门 is whose office something is.
_ORGANISER = re.compile("label (?:主办|承办|协办|支持|主管|建设)|words (?:参加|主办|承办|协办)")
# Where a title says that nothing is divided, these show nothing either.
_DOER = re.compile(f"{_ORGANISER.pattern}|label (?:项目)?(?:实施|办理|完成)")


def find_annotations(
    condensed: Condensed,
    items: list[Item],
    start: int,
    end: int,
    *,
    begins_with_place: PlaceTest = no_place,
) -> tuple[list[Annotation], list[Miss]]:
    """The annotations between two offsets and the places that only look like one, each in the order of the text."""
    return annotations_of(Passage(condensed, items, start, end, begins_with_place))


def annotations_of(passage: Passage) -> tuple[list[Annotation], list[Miss]]:
    """The annotations of a passage and the places that only look like one; it knows them as taken afterwards."""
    brackets = paired(passage)
    annotations, misses = bracketed(passage, brackets)
    behind_dashes, dash_misses = dashed(passage)
    passage.take(behind_dashes)
    passage.take(dash_misses)
    blocks, block_misses = labelled_blocks(passage)
    passage.take(blocks)
    lines, line_misses = bare_lines(passage)
    passage.take(lines)
    passage.take(line_misses)
    passage.take(block_misses)
    ends = tails(passage)
    passage.take(ends)
    block_misses += unread_lists(passage)
    found = [*annotations, *behind_dashes, *blocks, *lines, *ends]
    found += known_elsewhere(passage, found, brackets)
    return (
        sorted(with_own_divisions(passage, found), key=lambda found: found.start),
        sorted(misses + dash_misses + line_misses + block_misses, key=lambda miss: miss.start),
    )


def in_company(found: list[Annotation], title: str) -> tuple[list[Annotation], list[Annotation]]:
    """The annotations of a text of this title, and those that are none where it promises none.

    A bracket of one name without any word of a role (王明(市教育局)) then says who somebody is or where something stands,
    and 主办单位 who holds an event, unless another annotation of the text shows that it divides work. In an agenda or a
    list of persons a bracket of several names shows nothing either.
    """
    if gives_work(title):
        return found, []
    lists_count = not only_tells(title)
    weak = _DOER if tells(title) or not lists_count else _ORGANISER
    lone = [one for one in found if _is_bare(one, lists_count) or _named_by(one, weak)]
    return (found, []) if len(lone) < len(found) else ([], lone)


def _is_bare(one: Annotation, lists_count: bool) -> bool:
    return one.reading.strength == 1 and not (lists_count and len(one.reading.roles) > 1)


def _named_by(one: Annotation, words: re.Pattern[str]) -> bool:
    return bool(one.reading.roles) and all(words.match(item.rule) for item in one.reading.roles)
