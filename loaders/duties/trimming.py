"""Cut from a printed name what is none of it: numbers, joining words, contacts, titles of persons."""

import re

from loaders.duties.names import Name
from loaders.lexicon.bodies import ends_like_an_agency

BARE_GENERIC = frozenset(("单位", "部门", "机构", "方面", "责任人", "人员", "组织"))
"""Nouns that name nobody by themselves."""

_CONTACT = re.compile(
    r"\((?:[^()]*(?:联系|电话|手机|:)[^()]*|(?:按|各|共同|分别|具体)[^()]*(?:负责|落实|配合|实施))\)$"
)
_NUMBERED = re.compile(r"^(?:\d{1,2}[.、)]|\(\d{1,2}\)|[①-⑳])")
_LEADING = re.compile(
    r"^(?:(?:由|请|以及|及|和|与|会同|联合|协同|并由|其中|主要由|具体由|同时|并)(?!平|谐|田|静|政|布|自贸|自由))+"
)
_TRAILING = re.compile(r"(?:等|共同|分别|为主|各自|具体|一起|之一)+$")
_BY = re.compile(r"^[^由]{1,30}由(?!贸|于|此)(?=.{2})")
# Characters without one of which none of these patterns holds: they are quicker to look for.
_LEADING_STARTS = frozenset("由请以及和与会联协并其主具同")
_TRAILING_ENDS = frozenset("等同别主体自起一")
_NOT_A_NAME_SIGNS = frozenset("0123456789_年月长持适时责牵配完下推施系话无-—/")
_TITLE_SIGNS = frozenset("长任记席理")
# 市财政局局长张三 answers as its agency.
_TITLE = re.compile(
    r"(?:党委|党组|党工委)?(?:常务)?副?(?:书记|主任|局长|厅长|部长|处长|科长|所长|站长|院长|校长|行长|会长|主席|秘书长|总经理|董事长)(?:[\u4e00-\u9fff]{2,3})?$"
)
_NOT_A_NAME = re.compile(
    r"\d{2,4}_*年|_年|年底|月底|长期|持续|适时|时限|^责任人?$|^牵头$|^配合$|完成$|^下同|推进$|实施$|^联系|^电话|\d{7,}|^\d+$|^无$|^[-—/]+$"
)


def trimmed(text: str, start: int, end: int, separator: str, is_open: bool) -> Name | None:
    if text.find("由", start, end) > start and (by := _BY.match(text[start:end])):
        start += by.end()
    if not text[start : start + 1].isalpha() and (numbered := _NUMBERED.match(text[start:end])):
        start += numbered.end()
    if text[start : start + 1] in _LEADING_STARTS and (lead := _LEADING.match(text[start:end])):
        start += lead.end()
    if text[end - 1 : end] in _TRAILING_ENDS and (trail := _TRAILING.search(text[start:end])):
        end = start + trail.start()
    while start < end and text[start] in ".。:•·-—*★▲☆△●>|":
        start += 1
    while start < end and text[end - 1] in ".。:•·-—(*★▲☆△●>|":
        end -= 1
    if text.endswith(")", start, end):
        if contact := _CONTACT.search(text[start:end]):
            end = start + contact.start()
        if text.endswith(")", start, end) and text.count(")", start, end) > text.count("(", start, end):
            end -= 1
    name = text[start:end]
    if len(name) < 2 or name in BARE_GENERIC:
        return None
    if not _NOT_A_NAME_SIGNS.isdisjoint(name) and _NOT_A_NAME.search(name):
        return None
    if not _TITLE_SIGNS.isdisjoint(name) and (title := _TITLE.search(name)):
        body = name[: title.start()]
        if ends_like_an_agency(body):
            name, end = body, start + title.start()
    return Name(text=name, start=start, end=end, separator=separator, open=is_open)
