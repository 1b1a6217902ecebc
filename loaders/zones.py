"""Zones by their proper names: development zones, parks, new areas, free-trade and bonded zones."""

import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from graph.model import Zone
from loaders.phrases import Phrases
from loaders.sentence import Sentences, begins_with_place

MAX_STEM = 16
"""Most characters of a zone's name before its ending."""

MAX_UNKNOWN_STEM = 3
"""Most characters before a park's ending where they begin with no known place."""

_TITLE = re.compile(r"《[^《》]{1,120}》")
_LEVEL_ZONE = re.compile(r"(?<![全本我各城省级地县\u5e02上下])(市|县)(高新区|经开区|开发区|综保区)")
_INHERITING = re.compile(r"(?:、|和|及|与)(高新区|经开区|开发区|综保区)(?=[、,;。和及与“在等])")
_HAN = re.compile(r"[\u4e00-\u9fff]+\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundZone:
    """A zone's name in a text: `name` as the text gives it, with an inherited level restored."""

    name: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Ending:
    name: str
    kind: str
    proper: bool


@dataclass(frozen=True, slots=True)
class ZoneTable:
    """The words by which zones are found, compiled from ``data/zones.toml``."""

    endings: dict[str, _Ending]
    named: dict[str, str]
    names: AhoCorasick
    boundary: Phrases
    general: re.Pattern[str]


def read_table() -> dict[str, Any]:
    """The table ``data/zones.toml`` as it is written."""
    return tomllib.loads(files("loaders").joinpath("data/zones.toml").read_text("utf-8"))


@cache
def table() -> ZoneTable:
    """The compiled table; read once."""
    data = read_table()
    endings = {
        name: _Ending(name, row["kind"], row.get("proper", False))
        for row in data["ending"]
        for name in row["names"]
    }
    named = {row["name"]: row["kind"] for row in data["named"]}
    return ZoneTable(
        endings=endings,
        named=named,
        names=AhoCorasick([*endings, *named], matchkind=MatchKind.LeftmostLongest),
        boundary=Phrases({"word": data["boundaries"]["words"]}),
        general=re.compile(f"(?:{'|'.join(map(re.escape, data['general']['words']))})*"),
    )


def find_zones(text: str, sentences: Sentences, *, places: Collection[str] = ()) -> Iterator[FoundZone]:
    """Yield the zones that a text names, in its order.

    Parameters
    ----------
    text : str
        Text without white space, brackets and punctuation of one width.
    sentences : Sentences
        Of the same text.
    places : collection of str
        Short names of places beside those of the table of divisions, such as the plan's own.

    Yields
    ------
    FoundZone
        Spans are offsets into `text`. A general 高新区 or 各开发区 is no zone, nor is a zone in a document's title.
    """
    words = table()
    titles = [match.span() for match in _TITLE.finditer(text)]
    title = 0
    previous_end = 0
    bare_ending = -1, -1
    level_end, level = -1, ""
    for _, start, end in words.names.find_matches_as_indexes(text):
        word = text[start:end]
        if text.startswith("域", end):
            continue
        while title < len(titles) and titles[title][1] <= start:
            title += 1
        if title < len(titles) and titles[title][0] <= start:
            continue
        if word in words.named:
            yield FoundZone(name=word, kind=words.named[word], start=start, end=end)
            previous_end = end
            continue
        ending = words.endings[word]
        levelled = _LEVEL_ZONE.match(text, start - 1) if start and text[start - 1] in "市县" else None
        if levelled and levelled.end() == end:
            level, level_end = text[start - 1], end
            yield FoundZone(name=levelled.group(), kind=ending.kind, start=start - 1, end=end)
            previous_end = end
            continue
        if (
            level
            and start == level_end + 1
            and (heir := _INHERITING.match(text, start - 1))
            and heir.end() == end
        ):
            level_end = end
            yield FoundZone(name=level + ending.name, kind=ending.kind, start=start, end=end)
            previous_end = end
            continue
        stem_start = _stem_start(text, start, max(previous_end, start - MAX_STEM), sentences)
        if bare_ending[1] == stem_start and stem_start < start and ending.kind == "片区":
            stem_start = bare_ending[0]
        stem = text[stem_start:start]
        if _is_name(stem, ending, words, places):
            yield FoundZone(name=stem + ending.name, kind=ending.kind, start=stem_start, end=end)
            previous_end = end
        else:
            bare_ending = start, end
            previous_end = end if not stem else previous_end


def _stem_start(text: str, end: int, limit: int, sentences: Sentences) -> int:
    at = end
    while at > limit:
        character = text[at - 1]
        if character == ")":
            opened = text.rfind("(", max(limit, at - 10), at)
            if opened < 0 or not _HAN.match(text[opened + 1 : at - 1]):
                break
            at = opened
        elif character.isalnum() or character in "·-—":
            at -= 1
        else:
            break
    at = sentences.name_start(at, end)
    while boundary := table().boundary.first(text, at, end):
        at = boundary.end
    while at < end and text[at] in "-—·0123456789年月日":
        at += 1
    return at


def _is_name(stem: str, ending: _Ending, words: ZoneTable, places: Collection[str]) -> bool:
    if len(stem) < 2 or (ending.name == "园区" and stem[-1] in "省市县区州"):
        return False
    if "(" in stem or begins_with_place(stem) or stem.startswith(tuple(places)):
        return True
    if words.general.fullmatch(stem):
        return False
    return ending.proper or len(stem) <= MAX_UNKNOWN_STEM


def kind_of(name: str) -> str:
    """The kind of a zone by the ending of its name, or empty."""
    words = table()
    if name in words.named:
        return words.named[name]
    for start in range(len(name)):
        if name[start:] in words.endings:
            return words.endings[name[start:]].kind
    return ""


def identify(name: str, jurisdiction: str) -> Zone:
    """The zone of a name as printed, in the jurisdiction of its plan."""
    return Zone(name=name, jurisdiction=jurisdiction, kind=kind_of(name))


_SHORT_FORMS = (
    ("高新技术产业开发区", "高新区"),
    ("经济技术开发区", "经开区"),
    ("经济开发区", "经开区"),
    ("综合保税区", "综保区"),
    ("自由贸易试验区", "自贸试验区"),
)
_BRACKETED = re.compile(r"\([^()]*\)")


def same_zones(names: set[str]) -> dict[str, str]:
    """Which names of one document mean the zone of another name there.

    A short form (青岚高新区) or a form without its bracket means the one full name in the document that it shortens;
    where two names could be meant, none is.

    >>> same_zones({"青岚高新区", "青岚高新技术产业开发区"})
    {'青岚高新区': '青岚高新技术产业开发区'}
    """
    fuller: dict[str, set[str]] = {}
    for name in names:
        for short in _shortened(name):
            if short in names and short != name:
                fuller.setdefault(short, set()).add(name)
    return {short: next(iter(full)) for short, full in sorted(fuller.items()) if len(full) == 1}


def _shortened(name: str) -> Iterator[str]:
    yield _BRACKETED.sub("", name)
    for full, short in _SHORT_FORMS:
        if name.endswith(full):
            shortened = name.removesuffix(full) + short
            yield shortened
            if match := re.fullmatch(r"中国\((.+)\)(.+)", shortened):
                yield match[1] + match[2]
