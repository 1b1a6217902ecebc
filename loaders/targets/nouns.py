"""The noun behind a name or a list of names that says what they are names of: firms, fields, goods, industries."""

import re

import msgspec

from loaders.places.sentence import name_start
from loaders.targets.chain_wording import wording
from loaders.targets.industries import standings

MAX_BRACKET = 10
"""Most characters of a bracket that stands between a name and its noun: 康复辅助器具(辅具)产业."""

MAX_HEAD = 14
"""How far behind a name the noun is looked for that says what it is a name of."""

_GOODS = re.compile("[\u4e00-\u9fff]{1,10}?(设备|零部件|产品|商品|物资|废弃物)")
_INDUSTRIES = re.compile(
    "(?P<quality>[\u4e00-\u9fff]{2,8}的)?[\u4e00-\u9fff]{0,8}?"
    "(?P<noun>产业集群|产业链|产业|行业|现代服务业|服务业|研发制造|生产制造)(?![园化区])"
)
_AND_SO_ON = re.compile(
    "[”’]?等?(?:“[^“”]{1,8}”)?(?:[0-9一二三四五六七八九十两]{1,3}(?:大|个|条|类|项|批))?"
    "(?:年?产值)?(?:(?:超|过|达)[0-9一二三四五六七八九十百千万]{1,4}亿元?级?的?)?"
)
_SO_ON_FIRST = frozenset("”’等“0123456789一二三四五六七八九十两年产超")
_USES = re.compile("应用|研发|制造|加工|服务|生产|经营|经销")
_LED_ON = frozenset(("means", "services", "goods"))
_FARTHER = frozenset(("industry", "firms", "field", "bodies"))
_NO_BUSINESS = frozenset("务态主绩内界余者")


class Head(msgspec.Struct, frozen=True, gc=False):
    """The noun behind a name or a list: its class in the table (empty for none), and its span."""

    label: str
    start: int
    end: int


def head(text: str, at: int, *, closed: bool = False) -> Head:
    """The noun that stands behind a name, or behind a closed list, whatever adjectives and numbers stand between."""
    words = wording()
    limit = at + MAX_HEAD
    if text.startswith("(", at) and (shut := text.find(")", at, at + MAX_BRACKET)) > 0:
        at = shut + 1
    so_on = _AND_SO_ON.match(text, at) if text[at : at + 1] in _SO_ON_FIRST else None
    if so_on:
        at = so_on.end()
    if text[at : at + 1] in words.link_firsts and (link := words.links.match(text, at)):
        at = link.end()
    while at < limit:
        if found := words.heads.at(text, at):
            if text[found.start : found.end] == "业" and text[found.end : found.end + 1] in _NO_BUSINESS:
                return Head("", at, at)
            if found.label == "industry" and text.startswith("化", found.end):
                return Head("", at, at)
            longer = words.between.at(text, at)
            if found.label in _LED_ON and (noun := _farther(text, found.end)):
                return noun
            if not longer or longer.end <= found.end:
                return Head(found.label, found.start, found.end)
        between = words.between.at(text, at)
        if not between:
            return _called_something(text, at) if so_on or closed else Head("", at, at)
        at = between.end
    return Head("", at, at)


def _called_something(text: str, at: int) -> Head:
    """The noun behind a list where words that no table knows stand between: 茶叶等|生态富硒|产业."""
    if (goods := _GOODS.match(text, at)) and name_start(text, at, goods.start(1)) == at:
        return Head("goods", goods.start(1), goods.end())
    found = _INDUSTRIES.match(text, at)
    if not found:
        return Head("", at, at)
    begin, noun = max(at, found.end("quality")), found.start("noun")
    known = any(text[first:noun] in standings() for first in range(begin, noun - 1))
    return (
        Head("", at, at)
        if known or name_start(text, begin, noun) > begin
        else Head("industry", noun, found.end())
    )


def _farther(text: str, at: int) -> Head | None:
    """The noun behind another one that it belongs to: 服务|领域, 数字技术|应用|产业."""
    between = _USES.match(text, at)
    noun = wording().heads.at(text, between.end() if between else at)
    return Head(noun.label, noun.start, noun.end) if noun and noun.label in _FARTHER else None
