"""Find the words that give the names before them a role: 牵头, 按职责分工负责, 配合."""

import re
from typing import NamedTuple

from loaders.lexicon.bodies import ends_like_a_body, ends_like_an_agency
from loaders.lexicon.labels import NOUN, ROLE_WORD
from loaders.lexicon.wording import any_of, role_words, wording
from loaders.text.spans import Spans

_ACCORDING = (
    r"按照?[“\"][^”\"]{1,20}[”\"](?:的)?(?:原则|要求)|"
    r"(?:按照|按|依照|依据|依|根据|结合)(?:照)?(?:各自|自身|各|本级|有关|相关|法定|本部门|本单位|部门)*(?:的)?"
    r"(?:工作|行业|监管|管理|管辖)?(?:职责|职能|权限|分工|任务|实际|职权|法|属地|规定|层级|程序)+"
    r"(?:和|与|及)?(?:职责|职能|权限|分工|任务|领域|范围|管理|原则|要求|负责|内)*"
)
_FILLERS = any_of(wording().fillers.words).replace("组织", "(?<!党)组织").replace("会商", ",?会商")
_FILLER = rf"(?:{_ACCORDING})|{_FILLERS}"
_VERB = any_of(role_words("verb")).replace("协办", "(?<!政)协办")
_PHRASE_STARTS = "按依根结作为,会均都同" + "".join(
    sorted({word[0] for word in (*wording().fillers.words, *role_words("verb"))})
)
# 甲牵头乙配合 has lost its comma.
_NEXT_WITH_WORDS = rf"[市省县区州旗镇各][\u4e00-\u9fff、]{{1,24}}?(?:{_VERB})(?:[,;。)]|$)"
_PHRASE = re.compile(
    rf"(?=[{_PHRASE_STARTS}])(?:(?:{_FILLER}|{_VERB})*?(?:{_VERB})(?:{_FILLER}|{_VERB}|并(?!由))*(?=[,;。、./)]|$|会同|联合|商(?=市|省|县|区|自治|国家|各|有关)|\(|(?<=牵头)(?={_NEXT_WITH_WORDS}))"
    rf"|[均都同]?作?[为是](?:总|第[一二三]|主要|共同|直接|具体|主体|监管|属地|行业){{0,2}}{ROLE_WORD}{NOUN}(?=[,;。、.)]|$))"
)
# 市财政局负责资金保障: what each of several does.
_TASK = re.compile(
    rf"(?P<verb>负责|牵头|配合|协助|参与)(?:{_FILLER})*(?:并(?:负责)?)?(?P<task>[\u4e00-\u9fff“”、]{{2,16}})(?=[,;。)]|$)"
)
_OF_OTHERS = re.compile("牵头|配合|单位|部门|会同|负责")
_BRACKETS_AND_QUOTES = re.compile("[()“”]")


class Phrase(NamedTuple):
    """Words that give the names before them a role."""

    start: int
    end: int
    words: str


def is_role_phrase(text: str) -> bool:
    """Whether a text is nothing but words that give a role (按职责分工负责)."""
    return _PHRASE.fullmatch(text) is not None


def phrases_of(text: str, start: int, end: int) -> list[Phrase]:
    """Role phrases outside brackets and quotes; each stands behind a name and before a mark."""
    phrases = [
        Phrase(match.start(), match.end(), match.group()) for match in _PHRASE.finditer(text, start, end)
    ]
    taken = Spans((phrase.start, phrase.end) for phrase in phrases)
    phrases += [
        Phrase(match.start(), match.end(), match["verb"])
        for match in _TASK.finditer(text, start, end)
        if not taken.meet(*match.span())
        and not _OF_OTHERS.search(match["task"])
        and not ends_like_an_agency(match["task"])
        and ends_like_a_body(text[max(start, match.start() - 8) : match.start()])
    ]
    found = []
    depth, quoted, at = 0, 0, start
    for phrase in sorted(phrases):
        for mark in _BRACKETS_AND_QUOTES.finditer(text, at, phrase.start):
            kind = mark.group()
            depth += kind == "("
            depth -= kind == ")" and depth > 0
            quoted = 1 if kind == "“" else 0 if kind == "”" else quoted
        at = phrase.start
        if depth == 0 and not quoted:
            found.append(phrase)
    return found
