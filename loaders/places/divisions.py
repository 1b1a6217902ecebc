"""China's divisions: places with their names, levels and what they lie in, and how offices write them."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Annotated

import msgspec
from ahocorasick_rs import AhoCorasick

from graph.model import Level
from graph.model.tables import CheckedRow, wrong_row
from loaders.lexicon.tables import path_of, read_lines, read_table

_NATIONALITIES = (
    "蒙古族|蒙古|回族|藏族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|朝鲜|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|哈萨克|傣族|黎族|傈僳族|佤族|畲族|"
    "拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜|土族|达斡尔族|达斡尔|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族|锡伯|阿昌族|普米族|塔吉克|怒族|"
    "鄂温克族|鄂温克|德昂族|保安族|裕固族|独龙族|鄂伦春|各族"
)
_AUTONOMOUS = re.compile(rf"(?:{_NATIONALITIES})*自治([州县旗])$")
UNITS = ("特别行政区", "自治区", "自治州", "地区", "新区", "省", "市", "州", "盟", "县", "区", "旗")
_SHORT_REGIONS = {"内蒙古自治区": "内蒙古", "广西壮族自治区": "广西", "西藏自治区": "西藏"} | {
    "宁夏回族自治区": "宁夏",
    "新疆维吾尔自治区": "新疆",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Jurisdiction:
    """A place that governs: its full name, its level, and the province and city it is or lies in.

    `name` is empty where the place is not known, 全国 for the whole state. A county whose name is borne by others
    too is named with its city (长春市朝阳区). `province` and `city` include the place itself.
    """

    name: str = ""
    level: Level = Level.UNKNOWN
    province: str = ""
    city: str = ""

    @property
    def ancestors(self) -> tuple[str, ...]:
        """Full names of the province and the city above, the highest first."""
        return tuple(name for name in (self.province, self.city) if name and name != self.name)

    def within(self, other: "Jurisdiction") -> bool:
        """Whether the place is `other` or lies in it."""
        return other.level is Level.NATIONAL or other.name in (self.name, self.province, self.city)


UNKNOWN = Jurisdiction()
NATIONAL = Jurisdiction(name="全国", level=Level.NATIONAL)


def short_name(name: str) -> str:
    """The place's name without its unit: 玉林市 → 玉林, 黔南布依族苗族自治州 → 黔南, 广西壮族自治区 → 广西."""
    if name in _SHORT_REGIONS:
        return _SHORT_REGIONS[name]
    match = _AUTONOMOUS.search(name) if "自治" in name else None
    if match and match.start() >= 1:
        stem = name[: match.start()]
        return stem if len(stem) > 1 else name
    if not name.endswith(UNITS):
        return name
    for unit in UNITS:
        if name.endswith(unit) and len(name) - len(unit) >= 2:
            return name[: -len(unit)]
    return name


@dataclass(frozen=True, slots=True)
class Divisions:
    """The table of divisions: places by full name (朝阳区 has several) and by short name."""

    full: dict[str, tuple[Jurisdiction, ...]]
    short: dict[str, tuple[Jurisdiction, ...]]
    full_sizes: dict[str, tuple[int, ...]]
    short_sizes: dict[str, tuple[int, ...]]
    names: AhoCorasick

    def named(self, name: str) -> tuple[Jurisdiction, ...]:
        """Every place of that full or short name."""
        return self.full.get(name) or self.short.get(name, ())

    def at(self, text: str, start: int = 0) -> list[tuple[str, tuple[Jurisdiction, ...]]]:
        """The full names that begin at `start`, the longest first."""
        return _beginning(self.full, self.full_sizes, text, start)

    def short_at(self, text: str, start: int = 0) -> list[tuple[str, tuple[Jurisdiction, ...]]]:
        """The short names that begin at `start`, the longest first."""
        return _beginning(self.short, self.short_sizes, text, start)


def _beginning(
    names: dict[str, tuple[Jurisdiction, ...]], sizes: dict[str, tuple[int, ...]], text: str, start: int
) -> list[tuple[str, tuple[Jurisdiction, ...]]]:
    found = [text[start : start + size] for size in sizes.get(text[start : start + 2], ())]
    return [(name, names[name]) for name in found if name in names]


def _sizes(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """The lengths of the names that share their first two characters, the longest first."""
    sizes: dict[str, set[int]] = {}
    for name in names:
        sizes.setdefault(name[:2], set()).add(len(name))
    return {start: tuple(sorted(found, reverse=True)) for start, found in sizes.items()}


class _DivisionRow(CheckedRow, frozen=True, kw_only=True):
    code: Annotated[str, msgspec.Meta(pattern=r"^\d{6}$")]
    name: Annotated[str, msgspec.Meta(pattern=rf"^\S+(?:{'|'.join(UNITS)}|兵团)$")]


@cache
def divisions() -> Divisions:
    """The table of divisions, read once."""
    names = _names()
    borne = Counter(name for code, name in names.items() if not code.endswith("00"))
    full: dict[str, list[Jurisdiction]] = {}
    short: dict[str, list[Jurisdiction]] = {}
    for code, name in names.items():
        place = _place(code, name, names, borne)
        full.setdefault(name, []).append(place)
        if place.name != name:
            full.setdefault(place.name, []).append(place)
        for form in short_forms(name):
            short.setdefault(form, []).append(place)
    return Divisions(
        full={name: tuple(places) for name, places in full.items()},
        short={name: tuple(places) for name, places in short.items()},
        full_sizes=_sizes(full),
        short_sizes=_sizes(short),
        names=AhoCorasick([*full, *short]),
    )


def _names() -> dict[str, str]:
    """The name of each code."""
    names: dict[str, str] = {}
    rows = read_lines("divisions", _DivisionRow)
    provinces = {row.code[:2] for row in rows if row.code.endswith("0000")}
    for row in rows:
        wrong = (
            "a second row" if row.code in names else "no province" if row.code[:2] not in provinces else ""
        )
        if wrong:
            raise wrong_row(
                f"{wrong} of {row.code}", path_of("divisions.tsv"), row.name, "code", "correct the row"
            )
        names[row.code] = row.name
    return names


def _place(code: str, name: str, names: dict[str, str], borne: Counter[str]) -> Jurisdiction:
    province = names[code[:2] + "0000"]
    if code.endswith("0000"):
        return Jurisdiction(name=name, level=Level.PROVINCE, province=province)
    if code.endswith("00"):
        return Jurisdiction(name=name, level=Level.CITY, province=province, city=name)
    city = names.get(code[:4] + "00", "")
    unique = name if borne[name] == 1 else (city or province) + name
    return Jurisdiction(name=unique, level=Level.COUNTY, province=province, city=city)


def short_forms(name: str) -> tuple[str, ...]:
    """How a place is called beside its full name: 黔南 and 黔南州, 玉林."""
    short = short_name(name)
    if short == name:
        return ()
    match = _AUTONOMOUS.search(name) if "自治" in name else None
    return (short, short + match[1]) if match else (short,)


class _National(CheckedRow, frozen=True, kw_only=True):
    numbers: tuple[str, ...]


class _Inside(CheckedRow, frozen=True, kw_only=True):
    after: tuple[str, ...]


class _PlacesTable(CheckedRow, frozen=True, kw_only=True):
    provinces: dict[str, tuple[str, ...]]
    cities: dict[str, tuple[str, ...]]
    national: _National
    inside: _Inside


@dataclass(frozen=True, slots=True)
class Conventions:
    """How offices write places in numbers and names."""

    provinces: dict[str, tuple[Jurisdiction, ...]]
    cities: dict[str, tuple[Jurisdiction, ...]]
    national_numbers: tuple[str, ...]
    before_places: tuple[str, ...]


@cache
def place_conventions() -> Conventions:
    """The table `places.toml`, read once."""
    data = read_table("places", _PlacesTable)
    full = divisions().full

    def places(table: str, names: dict[str, tuple[str, ...]]) -> dict[str, tuple[Jurisdiction, ...]]:
        for first, listed in names.items():
            if unknown := [name for name in listed if name not in full]:
                raise wrong_row(
                    f"no place is named {unknown[0]!r}",
                    path_of("places.toml"),
                    table,
                    first,
                    "correct the row",
                )
        return {first: tuple(full[name][0] for name in listed) for first, listed in names.items()}

    return Conventions(
        provinces=places("provinces", data.provinces),
        cities=places("cities", data.cities),
        national_numbers=data.national.numbers,
        before_places=data.inside.after,
    )
