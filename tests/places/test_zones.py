"""Zones by their proper names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.places.jurisdictions import by_name
from loaders.places.places import Places
from loaders.places.tables import zone_words
from loaders.places.zone_identity import identify_zone, same_zones, zone_kind
from loaders.places.zones import find_zones

NAMED = [
    ("深化沪苏浙皖自贸试验区联动", [], "zones of four provinces together"),
    ("推动青岚“两湾”产业园发展", ["青岚“两湾”产业园"], "a name in quotes stands inside one"),
    ("联通青岚新区,建产业技术开发区", ["青岚新区"], "a verb before a name, and before a general one"),
    ("建设“云谷”青岚高新区", ["青岚高新区"], "a name in quotes before one is another"),
    ("指导新材料·青州工业园区建设", ["青州工业园区"], "a dot parts what it makes from its name"),
    ("实施政策进园区行动", [], "what goes into the parks is no name"),
    ("培育10家海洋产业特色园区", [], "a number before what it counts"),
    ("支持临江跨境电子商务综试区建设", ["临江跨境电子商务综试区"], "a short form of the kind"),
    ("支持青岚高新区建设", ["青岚高新区"], "a verb ends what stands before the name"),
    (
        "推进云岭自贸试验区青岚片区改革",
        ["云岭自贸试验区青岚片区"],
        "an area of a free-trade zone keeps its zone",
    ),
    ("承接自贸试验区临江片区经验", ["自贸试验区临江片区"], "an area after a zone without a name of its own"),
    (
        "依托中国(云岭)自由贸易试验区平台",
        ["中国(云岭)自由贸易试验区"],
        "a bracketed place belongs to the name",
    ),
    ("申建中国-东方经贸创新发展示范区", ["中国-东方经贸创新发展示范区"], "a hyphen belongs to the name"),
    ("推动上合组织(临江)国际物流园建设", ["上合组织(临江)国际物流园"], "组织 is a verb elsewhere"),
    ("市开发区、高新区要带头", ["市开发区", "市高新区"], "the level is inherited in a list"),
    ("打造青岚湖国家级旅游度假区", ["青岚湖国家级旅游度假区"], "the rank stands inside the name"),
    ("推动青岚国家高新区发展", ["青岚国家高新区"], "国家 stands inside the name"),
    ("支持青岚蓝谷、临江海洋科技园建设", ["青岚蓝谷", "临江海洋科技园"], "a valley shares no ending"),
    (
        "推进临江公路港、青岚智造新城建设",
        ["临江公路港", "青岚智造新城"],
        "a port of roads, a new city of one trade",
    ),
    (
        "推动中国(云岭)自由贸易试验区临海、临江片区改革",
        ["中国(云岭)自由贸易试验区临海片区", "中国(云岭)自由贸易试验区临江片区"],
        "areas that share their zone and their ending",
    ),
    ("推动老城区、城北片区管网改造", ["城北片区"], "a district before a name of four characters"),
    ("支持临海、临江化工园区", ["临海化工园区", "临江化工园区"], "parks that share their ending"),
    ("建设青岚新城、高铁新城", ["青岚新城"], "a new city is its place's"),
    (
        "支持临江国家传感网创新示范区",
        ["临江国家传感网创新示范区"],
        "国家 behind a place is no word of the sentence",
    ),
    ("加快临江影视城建设", ["临江影视城"], "a city of one trade"),
    ("在白石县农产品加工园区", ["白石县农产品加工园区"], "a park named after a county"),
    ("2024年底前青岚海洋经济开发区完成", ["青岚海洋经济开发区"], "a time limit is no part of the name"),
    (
        "东滩新区和东滩生物医药产业园",
        ["东滩新区", "东滩生物医药产业园"],
        "the stem is known from the other zone",
    ),
    (
        "在从化开发区和和田产业园",
        ["从化开发区", "和田产业园"],
        "a place name keeps the character that ends others",
    ),
    (
        "青岚高新区国家大数据产业示范区试点",
        ["青岚高新区国家大数据产业示范区"],
        "a park or a base right behind a zone is one name with it",
    ),
    ("各县区(市科技局负责)徐安新区", ["徐安新区"], "a bracket before the name is none of its parts"),
    (
        "支持青岚空港综合保税区扩区",
        ["青岚空港综合保税区"],
        "an ending right after another belongs to the same zone",
    ),
    (
        "推进东滩新区临江直管区建设",
        ["东滩新区临江直管区"],
        "an area under the zone's own rule keeps the zone",
    ),
    ("支持东汕特别合作区建设", ["东汕特别合作区"], "a cooperation zone of two cities"),
    ("推动赣州开发区扩容", ["赣州开发区"], "a city's short name ends as a division's full one"),
    ("支持青岚市、合肥高新区联动", ["合肥高新区"], "a city before a zone does not share its ending"),
    (
        "规划建设唐山、秦皇岛海上风电产业园",
        ["唐山海上风电产业园", "秦皇岛海上风电产业园"],
        "what says of what kind the parks are is shared with their ending",
    ),
    ("推动杭州、宁波前湾新区联动", ["宁波前湾新区"], "a name of its own is not shared"),
    (
        "支持上海、苏州综合保税区联动",
        ["上海综合保税区", "苏州综合保税区"],
        "a place may end as other words do",
    ),
    (
        "支持青岚智造新城规划布局银发经济产业园区",
        ["青岚智造新城"],
        "a verb behind a zone ends its name",
    ),
    ("建设青岚高新区创新产业园", ["青岚高新区创新产业园"], "a park inside a zone makes one name with it"),
    (
        "支持宝鸡高新区创建国家自主创新示范区",
        ["宝鸡高新区"],
        "a title that a zone strives for is no part of its name",
    ),
    ("推进黄石新港、武汉阳逻港铁水联运", ["黄石新港", "武汉阳逻港"], "new ports, and what runs from a port"),
    ("打造太行山康养集聚区", ["太行山康养集聚区"], "mountains and lakes give names as places do"),
    ("推进骨干冷链物流基地建设", [], "the main ones of a kind"),
    (
        "推进临颍县、舞阳县现代农业产业园建设",
        ["临颍县现代农业产业园", "舞阳县现代农业产业园"],
        "counties in full share an ending, too",
    ),
    ("建设滨海—中关村科技园", ["滨海—中关村科技园"], "a zone's name may be part of another one's"),
    (
        "建设新会陈皮国家现代农业产业园",
        ["新会陈皮国家现代农业产业园"],
        "the rank stands behind a place and its goods",
    ),
    (
        "支持水贝国际珠宝产业集聚区",
        ["水贝国际珠宝产业集聚区"],
        "a short unknown name before an industry and a kind",
    ),
    (
        "提升凭祥、东兴重点开发开放试验区功能",
        ["凭祥重点开发开放试验区", "东兴重点开发开放试验区"],
        "border zones share their ending",
    ),
    (
        "打造五大连池矿泉康养度假区",
        ["五大连池矿泉康养度假区"],
        "a place that begins as a count of things does",
    ),
    ("推动三一智联重卡产业园达产", ["三一智联重卡产业园"], "a firm's short name before its park"),
    ("进一步接受临江新区辐射", ["临江新区"], "接受 begins no name"),
    ("推进青岚市、湘西经开区两个试点", ["湘西经开区"], "a city in full shares no ending with a short name"),
    ("支持安塞、志丹工业集中区建设", ["安塞工业集中区", "志丹工业集中区"], "工业集中区 is shared"),
    ("推动安塞高新区晋升国家级高新技术产业开发区", ["安塞高新区"], "a verb of rank begins no name"),
    ("推动合肥、芜湖综合保税区扩区", ["合肥综合保税区", "芜湖综合保税区"], "a shared ending comes back"),
    (
        "推动云岭自贸试验区青岚片区、合肥片区改革",
        ["云岭自贸试验区青岚片区", "云岭自贸试验区合肥片区"],
        "areas share their zone",
    ),
    ("支持青岚经济开发区(空港片区产业园)建设", ["青岚经济开发区(空港片区产业园)"], "a part in brackets"),
    ("加强与宁波舟山港、上海洋山港等枢纽港合作", ["宁波舟山港", "上海洋山港"], "named ports"),
    ("办好第五届青岚高新区论坛", ["青岚高新区"], "an ordinal is no part of the name"),
    ("支持三一重工青岚产业园扩产", ["三一重工青岚产业园"], "a company's park"),
    ("共建青岚江科创走廊", ["青岚江科创走廊"], "a science corridor"),
    ("推进青临现代产业园区建设", ["青临现代产业园区"], "a modifier between the place and the kind"),
]

GENERAL = [
    ("推动国家级高新区建设", "a rank makes no name"),
    ("各开发区要完善功能", "all zones are no zone"),
    ("支持符合条件的经济技术开发区", "a kind is no name"),
    ("建设特色产业园区和绿色生态园区", "modifiers make no name"),
    ("成片开发区域", "开发区 is not the word here"),
    ("青岚市园区内的企业", "the parks of a city are no zone"),
    ("提高开发区服务能力", "a verb is no name"),
    ("入选全国A类综合保税区", "a class is no name"),
    ("推动沿江化工园区改造", "a position is no name"),
    ("申报跨境电商产业园", "an industry's park is general"),
    ("布局银发经济产业园区、预制菜产业园", "so is that of any name in the table of industries"),
    ("落实《云岭省促进青岚高新区发展条例》", "a zone in a title belongs to the title"),
    ("长三角地区开发区合作", "the zones of a region are no zone"),
    ("建设青岚、黄埔三大国际枢纽物流园区", "a number ends what stands before a kind"),
    ("设立大学生创业园", "whom a park is for"),
    ("青岚高新区管委会要落实责任", "the owner in an agency's name"),
    ("推动连云港市、青岛港口发展", "a city and harbours in general"),
    ("", "nothing"),
]


@pytest.mark.parametrize(("text", "names", "why"), NAMED, ids=[row[2] for row in NAMED])
def test_a_zone_is_found_by_its_proper_name(text: str, names: list[str], why: str) -> None:
    found = list(find_zones(text, places=["青岚"]))
    assert [zone.name for zone in found] == names, why
    for zone in found:
        assert text[zone.start : zone.end] in zone.name


@pytest.mark.parametrize(("text", "why"), GENERAL, ids=[row[1] for row in GENERAL])
def test_a_general_zone_is_none(text: str, why: str) -> None:
    assert not [zone.name for zone in find_zones(text, places=["青岚"])], why


@pytest.mark.parametrize("row", zone_words().ending, ids=lambda row: row.kind)
def test_every_row_of_the_table_matches_its_examples(row: dict[str, list[str]]) -> None:
    for example in row.examples:
        found = find_zones(f"支持{example}", places=[example[:2]])
        assert [(zone.name, zone.kind) for zone in found] == [(example, row.kind)]


def test_no_ending_stands_in_two_rows() -> None:
    names = [name for row in zone_words().ending for name in row.names]
    assert len(names) == len(set(names))


def test_the_bare_and_levelled_endings_are_endings() -> None:
    table = zone_words()
    names = {name for row in table.ending for name in row.names}
    assert {*table.bare.names, *table.levelled.names} <= names


def test_one_document_may_write_one_zone_in_two_ways() -> None:
    assert same_zones({"青岚高新区", "青岚高新技术产业开发区"}) == {"青岚高新区": "青岚高新技术产业开发区"}
    assert same_zones({"上合组织国际物流园", "上合组织(临江)国际物流园"}) == {
        "上合组织国际物流园": "上合组织(临江)国际物流园"
    }


def test_a_short_form_of_two_zones_is_neither() -> None:
    assert same_zones({"青岚经开区", "青岚经济技术开发区", "青岚经济开发区"}) == {}


def test_a_zone_knows_its_kind_and_place() -> None:
    zone = identify_zone("东滩高新技术产业开发区", Places(by_name("连云港市")))
    assert (zone.kind, zone.key) == ("高新技术产业开发区", "连云港市/东滩高新区")
    assert zone_kind("市科技局") == ""


@given(st.text(alphabet="青岚高新区开发园市、和(中国)级各支持-国家0", max_size=60))
def test_every_zone_stands_in_the_text(text: str) -> None:
    end = 0
    for zone in find_zones(text):
        assert end <= zone.start < zone.end <= len(text)
        assert text[zone.start : zone.end] in zone.name
        end = zone.end
