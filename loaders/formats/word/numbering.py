"""The numbers that Word computes before paragraphs, from a package's numbering and styles parts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from loaders.formats.word.counting import printed_number

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_MAX_STYLE_CHAIN = 64


@dataclass(frozen=True, slots=True)
class _Level:
    number_format: str = "decimal"
    text: str = ""
    start: int = 1
    restarts_after: int | None = None
    legal: bool = False
    separator: str = "tab"


@dataclass(frozen=True, slots=True)
class _List:
    """One numbering instance (`w:num`): the abstract list it counts in, its levels, where it starts anew."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]


@dataclass(slots=True)
class _Counters:
    values: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)
    started: set[tuple[str, int]] = field(default_factory=set)


class Numbering:
    """Counts the numbered paragraphs of one document, in their order.

    Parameters
    ----------
    numbering, styles : lxml element or None
        Roots of the two parts, where the package has them.
    """

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._styles = {} if styles is None else dict(_styles(styles))
        self._default_style = next((key for key, style in self._styles.items() if style.default), "")
        self._abstract_of_style: dict[str, str] = {}
        self._style_levels: dict[str, dict[str, int]] = {}
        self._lists = {} if numbering is None else self._read(numbering)
        self._counters: dict[str, _Counters] = {}

    def label(self, paragraph: Any) -> str:
        """The number before a paragraph with what parts it from the text; empty where it has none.

        Every call counts: it is to be made once for each numbered paragraph, in order.
        """
        found = self._position(paragraph)
        if found is None:
            return ""
        number_id, level_index = found
        numbered = self._lists[number_id]
        level = numbered.levels.get(level_index)
        if level is None:
            return ""
        values = self._count(number_id, numbered, level_index, level)
        label = _print(level, numbered.levels, values)
        if not label or level.number_format == "bullet":
            return ""
        if level.separator == "nothing" or not label[-1].isascii() or label[-1] == ")":
            return label
        return label + " "

    def _count(self, number_id: str, numbered: _List, index: int, level: _Level) -> list[int | None]:
        counters = self._counters.setdefault(numbered.abstract, _Counters())
        values = counters.values
        restart = numbered.starts.get(index)
        if restart is not None and (number_id, index) not in counters.started:
            values[index] = restart
        else:
            before = values[index]
            values[index] = level.start if before is None else before + 1
        counters.started.add((number_id, index))
        for deeper in range(index + 1, _LEVELS):
            below = numbered.levels.get(deeper)
            after = None if below is None else below.restarts_after
            if after is None or 0 <= index < after:
                values[deeper] = None
        for higher in range(index):
            if values[higher] is None:
                above = numbered.levels.get(higher)
                values[higher] = numbered.starts.get(higher, 1 if above is None else above.start)
        return values

    def _position(self, paragraph: Any) -> tuple[str, int] | None:
        """Numbering instance and level of a paragraph, its own before its style's."""
        properties = paragraph.find(f"{W}pPr")
        style = self._default_style
        number_id, level = None, None
        if properties is not None:
            style = _value(properties.find(f"{W}pStyle")) or style
            own = properties.find(f"{W}numPr")
            if own is not None:
                number_id, level = _value(own.find(f"{W}numId")), _integer(own.find(f"{W}ilvl"))
        if number_id is None:
            number_id, style_level = self._style_number(style)
            level = style_level if level is None else level
        if number_id is None or number_id not in self._lists:
            return None
        return number_id, min(max(level or 0, 0), _LEVELS - 1)

    def _style_number(self, style: str) -> tuple[str | None, int | None]:
        """Numbering instance and level by style: each from the nearest style in the chain that tells it."""
        chain = list(self._chain(style))
        number_id = next((own for name in chain if (own := self._styles[name].number_id) is not None), None)
        numbered = self._lists.get(number_id or "")
        linked = {} if numbered is None else self._style_levels.get(numbered.abstract, {})
        levels = (linked.get(name, self._styles[name].level) for name in chain)
        return number_id, next((level for level in levels if level is not None), None)

    def _chain(self, style: str) -> Iterator[str]:
        for _ in range(_MAX_STYLE_CHAIN):
            if style not in self._styles:
                return
            yield style
            style = self._styles[style].based_on

    def _read(self, root: Any) -> dict[str, _List]:
        abstracts: dict[str, dict[int, _Level]] = {}
        links: dict[str, str] = {}
        for abstract in root.findall(f"{W}abstractNum"):
            key = abstract.get(f"{W}abstractNumId") or ""
            abstracts[key] = {}
            for element in abstract.findall(f"{W}lvl"):
                index = _index(element)
                abstracts[key][index] = _level(element)
                style = _value(element.find(f"{W}pStyle"))
                if style:
                    self._style_levels.setdefault(key, {})[style] = index
            link = _value(abstract.find(f"{W}numStyleLink"))
            if link:
                links[key] = link
        numbers = {number.get(f"{W}numId") or "": number for number in root.findall(f"{W}num")}
        abstract_of = {key: _value(number.find(f"{W}abstractNumId")) or "" for key, number in numbers.items()}
        for key, style in links.items():
            number_id = next(
                (self._styles[name].number_id for name in self._chain(style) if self._styles[name].number_id),
                None,
            )
            target = abstract_of.get(number_id or "", "")
            if target in abstracts and not abstracts[key]:
                abstracts[key] = abstracts[target]
        lists: dict[str, _List] = {}
        for key, number in numbers.items():
            if key == "0":
                continue
            levels = dict(abstracts.get(abstract_of[key], {}))
            starts: dict[int, int] = {}
            for override in number.findall(f"{W}lvlOverride"):
                index = _index(override)
                own = override.find(f"{W}lvl")
                if own is not None:
                    levels[index] = _level(own)
                start = _integer(override.find(f"{W}startOverride"))
                if start is not None:
                    starts[index] = start
                    if index in levels:
                        levels[index] = replace(levels[index], start=start)
            lists[key] = _List(abstract_of[key], levels, starts)
        return lists


@dataclass(frozen=True, slots=True)
class _Style:
    based_on: str
    number_id: str | None
    level: int | None
    default: bool


def _styles(root: Any) -> Iterator[tuple[str, _Style]]:
    for style in root.findall(f"{W}style"):
        kind = style.get(f"{W}type")
        if kind not in ("paragraph", "numbering"):
            continue
        own = style.find(f"{W}pPr/{W}numPr")
        yield (
            style.get(f"{W}styleId") or "",
            _Style(
                based_on=_value(style.find(f"{W}basedOn")) or "",
                number_id=None if own is None else _value(own.find(f"{W}numId")),
                level=None if own is None else _integer(own.find(f"{W}ilvl")),
                default=kind == "paragraph" and style.get(f"{W}default") in ("1", "true", "on"),
            ),
        )


def _level(element: Any) -> _Level:
    number_format = element.find(f"{W}numFmt")
    if number_format is None:
        number_format = next(element.iter(f"{W}numFmt"), None)
    legal = element.find(f"{W}isLgl")
    start = _integer(element.find(f"{W}start"))
    return _Level(
        number_format=_value(number_format) or "decimal",
        text=_value(element.find(f"{W}lvlText")) or "",
        start=0 if start is None else start,
        restarts_after=_integer(element.find(f"{W}lvlRestart")),
        legal=legal is not None and legal.get(f"{W}val") not in ("0", "false", "off"),
        separator=_value(element.find(f"{W}suff")) or "tab",
    )


def _print(level: _Level, levels: dict[int, _Level], values: list[int | None]) -> str:
    def number(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        value = values[index]
        number_format = "decimal" if level.legal else levels.get(index, _Level()).number_format
        return "" if value is None else printed_number(value, number_format)

    return re.sub(r"%([1-9])", number, level.text)


def _index(element: Any) -> int:
    """The level that an element is about, 0 where it says none or no number."""
    value = element.get(f"{W}ilvl") or ""
    return int(value) if value.isdecimal() and len(value) < _LEVELS else 0


def _value(element: Any) -> str | None:
    return None if element is None else element.get(f"{W}val")


def _integer(element: Any) -> int | None:
    value = _value(element)
    return int(value) if value is not None and re.fullmatch(r"-?\d{1,9}", value) else None
