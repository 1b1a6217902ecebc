"""The place a plan is of, from its title, issuer, number and text, and the table of divisions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Level
from loaders.places.divisions import NATIONAL, UNKNOWN, Jurisdiction, divisions, short_forms, short_name
from loaders.places.jurisdictions import by_name, find_jurisdiction, leading, of_number

TITLES = [
    ("贵州省推进数字乡村行动方案", "贵州省", ()),
    ("杭州市余杭区人民政府办公室关于印发行动方案的通知", "余杭区", ("浙江省", "杭州市")),
    ("长春市朝阳区人民政府关于印发行动方案的通知", "长春市朝阳区", ("吉林省", "长春市")),
    ("黔南州科技局关于印发行动方案的通知", "黔南布依族苗族自治州", ("贵州省",)),
    ("内蒙古自治区人民政府关于推进行动的意见", "内蒙古自治区", ()),
    ("新疆生产建设兵团办公厅关于推进行动的通知", "新疆生产建设兵团", ()),
    ("广西贯彻落实发展规划实施方案", "广西壮族自治区", ()),
    ("关于加快青岛市低空经济发展的意见", "青岛市", ("山东省",)),
    ("关于加快长春市朝阳区低空经济发展的意见", "长春市朝阳区", ("吉林省", "长春市")),
    ("关于支持长沙县低空经济发展的意见", "长沙县", ("湖南省", "长沙市")),
    ("济源市人民政府关于印发行动方案的通知", "济源市", ("河南省",)),
    # places that no table holds are read by their form
    ("青岚市加快低空经济发展若干措施", "青岚市", ()),
    ("云岭省人民政府办公厅关于印发云岭省推进方案的通知", "云岭省", ()),
    ("关于印发青岚市稳增长方案的通知", "青岚市", ()),
    ("2024年青岚市政务公开工作要点", "青岚市", ()),
    ("中共青岚市委办公室 青岚市人民政府办公室关于印发方案的通知", "青岚市", ()),
    ("青岚市白石县人民政府办公室关于印发方案的通知", "白石县", ("青岚市",)),
    ("白石县2024年稳增长工作方案", "白石县", ()),
    ("云岭省青岚市人民政府关于印发方案的通知", "青岚市", ("云岭省",)),
    ("共青团青岚市委2024年重点工作", "青岚市", ()),
    ("黎川市贯彻落实省生态环境保护督察反馈意见整改方案", "黎川市", ()),
    ("云岭省优化营商环境降低市场主体制度性交易成本工作方案", "云岭省", ()),
    ("白石县知识产权强市建设实施意见", "白石县", ()),
    # a known name in another province is another place
    ("云岭省临江市人民政府关于印发方案的通知", "临江市", ("云岭省",)),
    ("中国(上海)自由贸易试验区行动方案", "上海市", ()),
    ("《青岚市推进行动方案》", "青岚市", ()),
    ("国家税务总局云岭省税务局关于推进行动的通知", "云岭省", ()),
    ("北京经济技术开发区行动方案", "北京市", ()),
    # the central bodies
    ("中共中央办公厅国务院办公厅印发行动方案", "全国", ()),
    ("国家发展改革委等部门关于推进行动的通知", "全国", ()),
    ("国务院办公厅关于推进行动的意见", "全国", ()),
    ("工业和信息化部等八部门关于推进行动的意见", "全国", ()),
    ("市场监管总局关于推进行动的通知", "全国", ()),
]


@pytest.mark.parametrize(("title", "name", "above"), TITLES)
def test_a_title_names_its_place(title: str, name: str, above: tuple[str, ...]) -> None:
    place = find_jurisdiction(title, "", "", "")
    assert (place.name, place.ancestors) == (name, above)


@pytest.mark.parametrize(
    "title",
    [
        "全市2023年度深化改革工作方案",
        "城市更新行动方案",
        "推进超大城市治理若干措施",
        "开发区高质量发展实施方案",
        "地区生产总值核算方案",
        "县域商业体系建设行动方案",
        "社区养老服务方案",
        "加快港口区域协调发展方案",
        "花园城市建设方案",
        "临沧江水务集团漏损治理任务清单",
        "乡村振兴示范县创建方案",
        "国家创新型城市建设方案",
        "教育部门深化改革方案",
        "贯彻落实《国务院关于推进行动的意见》实施方案",
        "滨海学院委员会关于印发方案的通知",
        "市政府办公室关于印发方案的通知",
        # twelve cities and counties have a 朝阳区: none is chosen
        "朝阳区人民政府办公室关于印发方案的通知",
    ],
)
def test_everyday_words_and_names_of_many_places_name_none(title: str) -> None:
    assert find_jurisdiction(title, "", "", "") == UNKNOWN


def test_the_issuer_decides_before_the_title() -> None:
    assert find_jurisdiction("关于支持徐汇区发展的意见", "上海市人民政府办公厅", "", "").name == "上海市"
    assert find_jurisdiction("浙江省发展规划", "国务院", "", "") == NATIONAL


def test_the_title_decides_before_the_number() -> None:
    assert find_jurisdiction("青岚市推进行动方案", "", "黔府办函〔2023〕16号", "").name == "青岚市"


@pytest.mark.parametrize(
    ("number", "names"),
    [
        ("黔府办函〔2023〕16号", {"贵州省"}),
        ("桂政办发〔2023〕27号", {"广西壮族自治区"}),
        ("内政办发〔2023〕1号", {"内蒙古自治区"}),
        ("沪府规〔2024〕1号", {"上海市"}),
        ("国办发〔2018〕121号", {"全国"}),
        # the number names the place, or its first character and its unit
        ("广安府办规〔2023〕5号", {"广安市"}),
        ("吉市工改字〔2023〕10号", {"吉安市", "吉林市"}),
        ("穗府办〔2023〕1号", {"广州市"}),
        # places that print the same number
        ("青政办发〔2023〕1号", {"青海省", "青岛市"}),
        ("玉政办规〔2023〕5号", {"玉林市", "玉溪市", "玉树藏族自治州"}),
        ("〔2023〕5号", set()),
        ("", set()),
    ],
)
def test_a_number_leaves_the_places_that_print_it(number: str, names: set[str]) -> None:
    assert {place.name for place in of_number(number)} == names


@pytest.mark.parametrize(
    ("number", "text", "name"),
    [
        # a zone and a school, whose numbers begin like a province's and a city's
        ("云经管办〔2024〕9号", "各局：现将任务印发给你们。", ""),
        ("江岭师院党发〔2024〕6号", "各学院：现将要点印发给你们。", ""),
        # 安委会 of 临港区
        ("临安委〔2024〕3号", "各镇人民政府：现印发给你们。临安委〔2024〕3号", ""),
        ("黔商务〔2024〕6号", "结合贵州实际，制定本方案。", "贵州省"),
        ("黔府办函〔2023〕16号", "各部门：现将要点印发给你们。", "贵州省"),
    ],
)
def test_a_number_of_no_government_says_its_place_only_with_the_text(
    number: str, text: str, name: str
) -> None:
    assert find_jurisdiction("", "", number, text).name == name


@pytest.mark.parametrize(
    ("title", "text", "name"),
    [
        ("清岚区便民生活圈工作方案", "结合我区实际，制定本方案。（区商务局牵头）", "清岚区"),
        ("清岚区住房和城乡建设局2024年工作要点", "各科室：", "清岚区"),
        ("清岚区便民生活圈工作方案", "结合我市实际，制定本方案。（市商务局牵头）", ""),
        # twelve cities and counties have a 朝阳区
        ("朝阳区便民生活圈工作方案", "结合我区实际，制定本方案。（区商务局牵头）", ""),
    ],
)
def test_a_district_is_known_by_its_title_where_the_text_is_a_district_s(
    title: str, text: str, name: str
) -> None:
    assert find_jurisdiction(title, "", "", text).name == name


def test_the_text_decides_between_the_places_of_a_number() -> None:
    text = "为推动玉林高质量发展，结合我市实际，制定本方案。"
    assert find_jurisdiction("", "", "玉政办规〔2023〕5号", text).name == "玉林市"
    assert find_jurisdiction("", "", "玉政办规〔2023〕5号", "结合我市实际，制定本方案。") == UNKNOWN


def test_the_text_alone_decides_where_one_place_is_named_most() -> None:
    text = "玉林市先行，玉林港扩建，玉林市提质，结合我市实际。南宁市支持。"
    assert find_jurisdiction("", "", "", text).name == "玉林市"


def test_the_text_decides_nothing_between_places_named_as_often() -> None:
    text = "玉林市、玉林市、玉林市、南宁市、南宁市、南宁市，结合我市实际。"
    assert find_jurisdiction("", "", "", text) == UNKNOWN


def test_the_text_counts_only_places_of_the_plans_own_level() -> None:
    text = "广西、广西、广西、广西、广西支持；玉林市、玉林市、玉林市，结合我市实际。"
    assert find_jurisdiction("", "", "", text).name == "玉林市"


def test_a_plan_to_all_provinces_is_national() -> None:
    assert find_jurisdiction("", "", "", "各省、自治区、直辖市人民政府，国务院各部委：现印发。") == NATIONAL


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("玉林市", "玉林"),
        ("黔南布依族苗族自治州", "黔南"),
        ("三都水族自治县", "三都"),
        ("广西壮族自治区", "广西"),
        ("内蒙古自治区", "内蒙古"),
        ("阿里地区", "阿里"),
        ("萧县", "萧县"),
    ],
)
def test_short_names(name: str, short: str) -> None:
    assert short_name(name) == short


def test_an_autonomous_place_has_a_short_name_with_its_unit() -> None:
    assert short_forms("黔南布依族苗族自治州") == ("黔南", "黔南州")


@pytest.mark.parametrize(
    ("name", "level", "above"),
    [
        ("青岛市", Level.CITY, ("山东省",)),
        ("长春市朝阳区", Level.COUNTY, ("吉林省", "长春市")),
        ("全国", Level.NATIONAL, ()),
        ("青岚市", Level.CITY, ()),
        ("云岭自治区", Level.PROVINCE, ()),
        ("白石县", Level.COUNTY, ()),
        ("", Level.UNKNOWN, ()),
    ],
)
def test_a_place_is_found_again_by_its_name(name: str, level: Level, above: tuple[str, ...]) -> None:
    place = by_name(name)
    assert (place.name, place.level, place.ancestors) == (name, level, above)


def test_every_division_is_found_by_its_name_and_lies_in_its_province() -> None:
    places = {place for named in divisions().full.values() for place in named}
    assert len(places) > 3_000
    for place in places:
        assert place in divisions().full[place.name]
        assert divisions().full[place.name] == (place,) or place.level is not Level.COUNTY
        assert place.province
        assert divisions().full[place.province][0].level is Level.PROVINCE


def test_the_table_has_every_province() -> None:
    provinces = {p.name for named in divisions().full.values() for p in named if p.level is Level.PROVINCE}
    assert len(provinces - {"新疆生产建设兵团"}) == 34


def test_a_county_lies_within_its_city_and_province() -> None:
    county = Jurisdiction(name="白石县", level=Level.COUNTY, province="云岭省", city="青岚市")
    city = Jurisdiction(name="青岚市", level=Level.CITY, province="云岭省", city="青岚市")
    assert county.within(city)
    assert county.within(NATIONAL)
    assert not city.within(county)


@given(st.text(alphabet="青岚市白石县省云岭区人民政府关于印发中共2024年《》 ", max_size=30))
def test_whatever_a_title_says_one_place_or_none(title: str) -> None:
    place = find_jurisdiction(title, "", title, title)
    assert bool(place.name) == (place.level is not Level.UNKNOWN)
    assert leading(title).name in title or not leading(title).name
