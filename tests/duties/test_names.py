"""Lists of agencies as plans print them, and the names that they mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.duties.levels import restore
from loaders.duties.splitting import split
from loaders.lexicon.bodies import ends_like_an_agency

LISTS = [
    ("the level is printed once", "市发展改革委、科技局、财政局", ["市发展改革委", "市科技局", "市财政局"]),
    ("a comma does not end the level", "市科技局,财政局", ["市科技局", "市财政局"]),
    (
        "the level starts again after a zone",
        "青岚高新区管委,市教育局、金融办等",
        ["青岚高新区管委", "市教育局", "市金融办"],
    ),
    (
        "market regulation begins with 市 and has no level",
        "市科技局、市场监管局",
        ["市科技局", "市市场监管局"],
    ),
    ("a level printed twice stays", "市市场监管局、市税务局", ["市市场监管局", "市税务局"]),
    ("和 inside a name", "自治区文化和旅游厅、粮食和储备局", ["自治区文化和旅游厅", "自治区粮食和储备局"]),
    ("和 between names", "市科技局和市财政局", ["市科技局", "市财政局"]),
    (
        "quotes keep their comma",
        "省“双随机、一公开”监管联席会议成员单位,省司法厅",
        ["省“双随机、一公开”监管联席会议成员单位", "省司法厅"],
    ),
    (
        "a branch of a system has its own place",
        "省商务厅、财政厅、临江海关",
        ["省商务厅", "省财政厅", "临江海关"],
    ),
    ("a bank has its own system", "市金融办、人民银行青岚市中心支行", ["市金融办", "人民银行青岚市中心支行"]),
    (
        "a department's branch in a place we do not know",
        "自治区水利厅、西岭气象局",
        ["自治区水利厅", "西岭气象局"],
    ),
    (
        "national bodies inherit nothing",
        "国家发展改革委、财政部、教育部",
        ["国家发展改革委", "财政部", "教育部"],
    ),
    (
        "a party organ inherits the committee",
        "市委组织部、宣传部、人力资源社会保障局",
        ["市委组织部", "市委宣传部", "市人力资源社会保障局"],
    ),
    (
        "a party organ of an autonomous region",
        "自治区党委组织部、统战部,自治区财政厅",
        ["自治区党委组织部", "自治区党委统战部", "自治区财政厅"],
    ),
    ("a named place is inherited", "白石县农业农村局、财政局", ["白石县农业农村局", "白石县财政局"]),
    ("committees share their ending", "青岚经开区、望溪新区管委会", ["青岚经开区管委会", "望溪新区管委会"]),
    (
        "governments share their ending",
        "青岚市、望溪市、澄湖市政府",
        ["青岚市政府", "望溪市政府", "澄湖市政府"],
    ),
    ("customs houses share their ending", "青岚、望溪海关", ["青岚海关", "望溪海关"]),
    (
        "a collective of two kinds of places is one",
        "各市(州)、县(市、区)人民政府",
        ["各市(州)、县(市、区)人民政府"],
    ),
    ("two collectives are two", "各县区、功能板块", ["各县区", "功能板块"]),
    ("等 and what follows are dropped", "市教委等相关部门以及各区政府", ["市教委", "各区政府"]),
    ("等 with a general rest", "财政部、教育部等国务院相关部门及各地区", ["财政部", "教育部", "各地区"]),
    ("等 in the middle of a list", "财政部等和有关地方人民政府", ["财政部", "有关地方人民政府"]),
    ("等 inside a name", "市高等教育局、市财政局", ["市高等教育局", "市财政局"]),
    (
        "a collective by itself is whole",
        "市直有关部门,各有关部门和单位",
        ["市直有关部门", "各有关部门和单位"],
    ),
    ("an inner bracket belongs to its name", "市商务局(自贸办)、财政局", ["市商务局(自贸办)", "市财政局"]),
    ("a contact is no part of the name", "县财政局(联系人:周文,电话:0000-1234567)", ["县财政局"]),
    ("a time is no name", "市商务局、2023年6月底前完成", ["市商务局"]),
    ("an enterprise has no level", "市水利局、供水公司", ["市水利局", "供水公司"]),
    ("departments by their matter", "公安、交通、城管部门", ["公安部门", "交通部门", "城管部门"]),
    ("governments of such places", "青岚、望溪等市政府", ["青岚市政府", "望溪市政府"]),
    ("departments by their matter, open", "教育、卫健、民政等部门", ["教育部门", "卫健部门", "民政部门"]),
    ("an airport is no customs house", "临江机场、临江海关", ["临江机场", "临江海关"]),
    (
        "及 inside a project's name",
        "市门户港及联运项目建设领导小组成员单位",
        ["市门户港及联运项目建设领导小组成员单位"],
    ),
    ("the political conference has an office", "市委办、市政协办", ["市委办", "市政协办"]),
    (
        "governments share unit and ending",
        "青岚、望溪、澄湖区人民政府",
        ["青岚区人民政府", "望溪区人民政府", "澄湖区人民政府"],
    ),
    (
        "operators share their branch",
        "中国电信、中国移动青岚分公司",
        ["中国电信青岚分公司", "中国移动青岚分公司"],
    ),
    ("a zone's departments", "开发区经发局、建设局", ["开发区经发局", "开发区建设局"]),
    ("offices of a subdistrict", "街道平安办、党建办", ["街道平安办", "街道党建办"]),
    ("a stop between two names", "市教育局.市大数据局", ["市教育局", "市大数据局"]),
    ("provinces of every kind", "各省、自治区、直辖市人民政府", ["各省、自治区、直辖市人民政府"]),
    ("governments and theirs", "各级人民政府及其有关部门", ["各级人民政府及其有关部门"]),
    (
        "management districts share their ending",
        "各乡、镇人民政府,望溪、澄湖管理区",
        ["各乡、镇人民政府", "望溪管理区", "澄湖管理区"],
    ),
    ("a collective of some of two kinds", "市农业局、各有关区、县级市", ["市农业局", "各有关区、县级市"]),
    ("由 is not part of the name", "由市科技局", ["市科技局"]),
    (
        "party and government of the counties",
        "市委办公室、各县(市、区)党委、政府",
        ["市委办公室", "各县(市、区)党委、政府"],
    ),
    ("numbers in the list", "1.市教育局2.市财政局", ["市教育局", "市财政局"]),
    ("a bracket that the rule behind it opens", "市教育局、市税务局(", ["市教育局", "市税务局"]),
    ("自由 is", "自由贸易试验区管委会", ["自由贸易试验区管委会"]),
    ("the countryside is no township", "乡村振兴办、规建办", ["乡村振兴办", "规建办"]),
    ("party and government under one 各", "各县(市)委、人民政府", ["各县(市)委、人民政府"]),
    ("academies of a corps' divisions", "兵团教育局、各师市、院(校)", ["兵团教育局", "各师市", "院(校)"]),
    (
        "divisions of one bureau",
        "市教育局体卫科、基教科,市财政局、审计局",
        ["市教育局体卫科", "市教育局基教科", "市财政局", "市审计局"],
    ),
    (
        "an office of its own level is no division",
        "市教育局体卫科、市委督查室",
        ["市教育局体卫科", "市委督查室"],
    ),
    ("special districts", "各县、特区、区人民政府", ["各县、特区、区人民政府"]),
    (
        "a collective hands its level on to departments alone",
        "省级交通主管部门,临江航务管理局,教育厅,部公路局、水运局",
        ["省级交通主管部门", "临江航务管理局", "省教育厅", "部公路局", "部水运局"],
    ),
    ("a laboratory has no level", "省经信厅、青岚实验室", ["省经信厅", "青岚实验室"]),
    ("streets and townships", "教育局、13个街道、镇", ["教育局", "13个街道、镇"]),
    ("villages and neighbourhoods share no ending", "镇规建办、各村、社区", ["镇规建办", "各村", "社区"]),
    ("an agency's head stands for it", "市财政局局长张三、市教育局", ["市财政局", "市教育局"]),
    ("an agency's head without a name", "市发改委主任", ["市发改委"]),
    (
        "power companies share their owner and their ending",
        "国网临江、青岚供电公司",
        ["国网临江供电公司", "国网青岚供电公司"],
    ),
    (
        "the owner is not that of who shares no ending",
        "国网临江、青岚供电公司、白石水务公司",
        ["国网临江供电公司", "国网青岚供电公司", "白石水务公司"],
    ),
    ("nothing is shared with a collective", "青岚、各县政府", ["青岚", "各县政府"]),
    ("nothing is shared beyond a semicolon", "青岚;白石县政府", ["青岚", "白石县政府"]),
    ("nor is a guild's ending", "市物业;餐饮协会", ["市物业", "餐饮协会"]),
    (
        "governments share unit and ending behind 及",
        "临江市及白石、青山县人民政府",
        ["临江市人民政府", "白石县人民政府", "青山县人民政府"],
    ),
]


@pytest.mark.parametrize(("reason", "printed", "names"), LISTS, ids=[reason for reason, _, _ in LISTS])
def test_lists(reason: str, printed: str, names: list[str]) -> None:
    assert [name.text for name in restore(split(printed, 0, len(printed)))] == names, reason


@pytest.mark.parametrize(
    ("printed", "is_open"),
    [
        pytest.param("市教委、市财政局等部门", [False, True], id="behind the last name"),
        pytest.param("市教委、市财政局、等", [False, True], id="behind a mark"),
        pytest.param("各市、县(市、区)人民政府等", [True], id="behind a name put together again"),
        pytest.param("市教委、市财政局", [False, False], id="nowhere"),
    ],
)
def test_an_open_list_says_so(printed: str, is_open: list[bool]) -> None:
    assert [name.open for name in split(printed, 0, len(printed))] == is_open


def test_a_known_place_is_not_given_a_level() -> None:
    printed = "市科技局、临江城投局"
    names = restore(split(printed, 0, len(printed)), lambda name: name.startswith("临江"))
    assert [name.text for name in names] == ["市科技局", "临江城投局"]


def test_a_clause_is_no_agency() -> None:
    assert not ends_like_an_agency("以下简称方案")


@given(st.text(alphabet=st.sampled_from("市省科技局委、,;()“”等和及与以及人民政府各县区高"), max_size=60))
def test_every_name_is_printed_where_it_says(printed: str) -> None:
    for name in split(printed, 0, len(printed)):
        assert printed[name.start : name.end] in name.text
        assert 0 <= name.start < name.end <= len(printed)
