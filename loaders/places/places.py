"""Places as the plan of one place speaks of them: its own, those above, those named in a name."""

from collections.abc import Iterator

from graph.model import Level
from loaders.places.divisions import UNKNOWN, Jurisdiction, divisions, place_conventions, short_forms
from loaders.places.jurisdictions import leading

UNITS = ("自治区", "地区", "兵团", "省", "市", "州", "盟", "县", "旗", "区")
UNIT_LEVELS = {
    "自治区": Level.PROVINCE,
    "兵团": Level.PROVINCE,
    "省": Level.PROVINCE,
    "市": Level.CITY,
    "州": Level.CITY,
    "盟": Level.CITY,
    "地区": Level.CITY,
    "县": Level.COUNTY,
    "旗": Level.COUNTY,
    "区": Level.COUNTY,
}

_AUTONOMOUS_UNITS = ("自治州", "自治县", "自治旗")


class Places:
    """What places' names and levels mean in a plan.

    Parameters
    ----------
    plan : Jurisdiction
        The place the plan is of.
    """

    def __init__(self, plan: Jurisdiction) -> None:
        self.plan = plan
        self.own = _own_places(plan)

    def prefixes(self, text: str) -> Iterator[tuple[str, Jurisdiction, str]]:
        """The ways to read a place or a level at the start of a name: the characters, the place, its unit."""
        ways = [(own, place) for own, place in self.own.items() if text.startswith(own)]
        ways += [(unit, self.of_unit(unit)) for unit in UNITS if text.startswith(unit)]
        ways += [(unit, self.of_unit(unit[2:])) for unit in _AUTONOMOUS_UNITS if text.startswith(unit)]
        if text.startswith("区") and text.endswith("厅"):
            ways.insert(0, ("区", self.province()))
        for prefix, place in ways:
            yield prefix, place, unit_of(place.name) or unit_of(prefix)
        end, named = self.at_start(text)
        if end and named.name not in UNITS:
            yield text[:end], named, unit_of(named.name)
        bare = self.province() if text.endswith("厅") else self.plan
        if bare.level is not Level.NATIONAL:
            yield "", bare, unit_of(bare.name)

    def of_unit(self, unit: str) -> Jurisdiction:
        """The place that a level means in this plan: the plan's own, or the one above it."""
        own = self.plan
        if unit == "自治区" or unit == "省" or unit == "兵团":
            province = self.province()
            fits = province.name.endswith(unit) or not province.name
            return province if fits else UNKNOWN
        if own.name.endswith(unit) and not (unit == "区" and own.level is not Level.COUNTY):
            return own
        if unit == "区" and own.name.endswith("自治区"):
            return own
        if unit == "市" and own.level is Level.CITY:
            return Jurisdiction(level=Level.COUNTY)
        for above in (self.city(), self.province()):
            if above.name.endswith(unit) and unit != "区":
                return above
        return Jurisdiction(level=UNIT_LEVELS[unit])

    def province(self) -> Jurisdiction:
        """The province the plan is of or lies in."""
        own = self.plan
        return Jurisdiction(name=own.province, level=Level.PROVINCE, province=own.province)

    def city(self) -> Jurisdiction:
        """The city the plan is of or lies in."""
        own = self.plan
        if not own.city:
            return UNKNOWN
        return Jurisdiction(name=own.city, level=Level.CITY, province=own.province, city=own.city)

    def named(self, name: str) -> Jurisdiction:
        """The one place of a full or short name, the plan's own and those around and in it first."""
        own = self.own.get(name)
        if own is not None:
            return own
        places = divisions().named(name)
        near = [place for place in places if place.within(self.plan)] if self.plan.name else []
        high = [place for place in places if place.level is not Level.COUNTY]
        for some in (near, high[:1] if high and high[0].level is Level.PROVINCE else high, places):
            if len(some) == 1:
                return some[0]
        formed = leading(name)
        return formed if formed.name and _end_of_place(name, formed) == len(name) else UNKNOWN

    def at_start(self, text: str) -> tuple[int, Jurisdiction]:
        """The place that a name begins with in full, and where it ends; 0 where there is none."""
        named = leading(text)
        if named.name and not any(own in named.name[1:] for own in self.own):
            end = _end_of_place(text, named)
            if end:
                return end, named
        for name, _ in divisions().at(text):
            place = self.named(name)
            if place.name:
                return len(name), place
        return 0, UNKNOWN

    def inside(self, name: str) -> Jurisdiction:
        """The one place, the lowest, that the name of a company or a zone holds; else the plan's own."""
        found = [place for own, place in self.own.items() if own in name]
        at, table = 0, divisions()
        while at < len(name) - 1:
            in_full = table.at(name, at)
            after = at == 0 or name.endswith(place_conventions().before_places, 0, at)
            for text, _ in [*in_full, *(table.short_at(name, at) if after else ())]:
                place = self.named(text)
                if place.name and (place.level is not Level.COUNTY or text in table.full):
                    found.append(place)
                    at += len(text)
                    break
            else:
                at += 1
        lowest = {
            place for place in found if not any(other != place and other.within(place) for other in found)
        }
        return lowest.pop() if len(lowest) == 1 else self.plan


def _own_places(own: Jurisdiction) -> dict[str, Jurisdiction]:
    """The plan's place and those above it by full and short name, the longest names first."""
    places = [own] if own.level is not Level.NATIONAL else []
    if own.city and own.city != own.name:
        places.append(Jurisdiction(name=own.city, level=Level.CITY, province=own.province, city=own.city))
    if own.province and own.province != own.name:
        places.append(Jurisdiction(name=own.province, level=Level.PROVINCE, province=own.province))
    names: dict[str, Jurisdiction] = {}
    for place in places:
        if place.name:
            names.setdefault(place.name, place)
            for form in short_forms(place.name):
                names.setdefault(form, place)
    return dict(sorted(names.items(), key=lambda item: (-len(item[0]), item[0])))


def unit_of(name: str) -> str:
    """The unit that a place's name ends with: 市, 自治区; empty where it has none."""
    return next((unit for unit in UNITS if name.endswith(unit)), "")


def _end_of_place(text: str, place: Jurisdiction) -> int:
    """Where the place that the text begins with ends, 0 if it is not written there."""
    own = place.name
    for above in place.ancestors:
        own = own.removeprefix(above)
    for form in (own, *sorted(short_forms(own), key=len, reverse=True)):
        at = text.find(form)
        if at >= 0:
            return at + len(form)
    return 0
