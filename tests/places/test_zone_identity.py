"""One zone under all its names, with its kind, level, place and the zone around it; and its tables as data."""

import pytest

from graph.model import Level
from loaders.places.jurisdictions import by_name
from loaders.places.places import Places
from loaders.places.tables import zone_words
from loaders.places.zone_identity import canonical_zone, identify_zone, same_zones, zone_kind
from loaders.places.zones import find_zones

YULIN = Places(by_name("玉林市"))
LIANYUNGANG = Places(by_name("连云港市"))


@pytest.mark.parametrize(
    ("name", "canonical", "why"),
    [
        ("玉林高新技术产业开发区", "玉林高新区", "the official short form"),
        ("玉林市高新技术产业开发区", "玉林高新区", "the place with its unit"),
        ("国家级玉林经济技术开发区", "玉林经开区", "the level before the name"),
        ("玉林国家高新技术产业开发区", "玉林高新区", "the level inside the name"),
        ("市高新区", "玉林高新区", "the level alone means the plan's place"),
        ("中国(广西)自由贸易试验区", "广西自贸试验区", "the country before the place"),
        ("自贸试验区钦州港片区", "广西自贸试验区钦州港片区", "a part says whose it is"),
        ("青岚国家自主创新示范区", "青岚国家自主创新示范区", "a level that is part of the kind's name stays"),
        ("天府新区", "天府新区", "a name without another form"),
        ("四川天府新区", "天府新区", "another name that stands in the table"),
        (
            "玉林经济开发区",
            "玉林经济开发区",
            "a kind of its own: only the document can say that it is the 经开区",
        ),
    ],
)
def test_one_name_for_all_forms(name: str, canonical: str, why: str) -> None:
    assert canonical_zone(name, YULIN) == canonical, why


def test_a_short_form_of_the_table_is_the_zone_of_its_full_name() -> None:
    full, short = (identify_zone(name, LIANYUNGANG) for name in ("连云港经济技术开发区", "连云港开发区"))
    assert full == short
    assert full.key == "连云港市/连云港经开区"


def test_in_one_document_a_short_form_means_the_one_full_name() -> None:
    assert same_zones({"青岚开发区", "青岚经济技术开发区"}) == {"青岚开发区": "青岚经济技术开发区"}
    assert same_zones({"青岚开发区", "青岚经济技术开发区", "青岚经济开发区"}) == {}


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("玉林综合保税区", Level.NATIONAL),
        ("广西自贸试验区", Level.NATIONAL),
        ("广西自贸试验区钦州港片区", Level.NATIONAL),
        ("雄安新区", Level.NATIONAL),
        ("国家级玉林高新区", Level.NATIONAL),
        ("省级玉林经济开发区", Level.PROVINCE),
        ("玉林高新区", Level.UNKNOWN),
        ("东滩新区", Level.UNKNOWN),
    ],
)
def test_a_level_stands_where_kind_or_name_says_so(name: str, level: Level) -> None:
    assert identify_zone(name, YULIN).level is level


def test_a_part_knows_the_zone_around_it_and_both_their_places() -> None:
    part = identify_zone("中国(江苏)自由贸易试验区连云港片区", LIANYUNGANG)
    assert part == identify_zone("自贸试验区连云港片区", LIANYUNGANG)
    assert part.key == "连云港市/江苏自贸试验区连云港片区"
    assert part.part_of is not None
    assert part.part_of.key == "江苏省/江苏自贸试验区"
    assert part.part_of.part_of is None


@pytest.mark.parametrize("name", ["玉林高新区", "三一重工常德产业园", "青岚空港综合保税区", "G60科创走廊"])
def test_a_zone_by_itself_is_part_of_none(name: str) -> None:
    assert identify_zone(name, YULIN).part_of is None


def test_other_names_lead_to_one_zone() -> None:
    """The name that the table gives is found in a text, has a kind, and has no other name itself."""
    others = {row.name for row in zone_words().same}
    for row in zone_words().same:
        assert row.zone not in others
        assert zone_kind(row.zone)
        assert row.source
        assert [zone.name for zone in find_zones(f"支持{row.name}建设。")] == [row.name]


def test_the_kinds_of_national_zones_are_kinds() -> None:
    rows = zone_words().national
    assert {kind for row in rows for kind in row.kinds} <= set(zone_words().kinds)
    assert all(row.source and (row.kinds or row.names) for row in rows)


def test_a_national_zone_stands_once_under_its_one_name() -> None:
    names = [name for row in zone_words().national for name in row.names]
    kinds = {"新区", "高新技术产业开发区", "经济技术开发区"}
    assert len(names) == len(set(names))
    for name in names:
        assert zone_kind(name) in kinds, name
        assert identify_zone(name, Places(by_name(""))).name == name


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("洛阳高新技术产业开发区", Level.NATIONAL),
        ("烟台经济技术开发区", Level.NATIONAL),
        ("青岚高新区", Level.UNKNOWN),
        ("青岚经济开发区", Level.UNKNOWN),
    ],
)
def test_a_zone_of_the_national_lists_is_national(name: str, level: Level) -> None:
    assert identify_zone(name, Places(by_name(""))).level is level
