"""Which department a name in a plan means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import DepartmentKind, Level
from loaders.agencies.resolver import Resolver
from loaders.pipeline import read_text
from loaders.places.divisions import NATIONAL, UNKNOWN, Jurisdiction, divisions

CITY = Jurisdiction(name="青岚市", level=Level.CITY, province="云岭省", city="青岚市")
PROVINCE = Jurisdiction(name="云岭省", level=Level.PROVINCE, province="云岭省")
REGION = Jurisdiction(name="云岭自治区", level=Level.PROVINCE, province="云岭自治区")
IN_REGION = Jurisdiction(name="青岚市", level=Level.CITY, province="云岭自治区", city="青岚市")
COUNTY = Jurisdiction(name="白石县", level=Level.COUNTY, province="云岭省", city="青岚市")
PREFECTURE = Jurisdiction(name="滇岭自治州", level=Level.CITY, province="云岭省", city="滇岭自治州")
MUNICIPALITY = divisions().full["上海市"][0]


def key(name: str, plan: Jurisdiction = CITY) -> str:
    return Resolver(plan).resolve(name).key


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        # short, official and full forms, with the level or with the place
        (
            ["市发改委", "市发展改革委", "市发展和改革委员会", "青岚市发改委", "青岚发改委", "发展改革委"],
            "青岚市/市发展改革委",
        ),
        (["市科技局", "市科学技术局", "青岚市科技局", "云岭省青岚市科技局", "科技局"], "青岚市/市科技局"),
        (["市科委", "市科学技术委员会"], "青岚市/市科委"),
        (["市市场监管局", "市市场监督管理局", "市场监管局", "青岚市市场监督管理局"], "青岚市/市市场监管局"),
        (["市文广旅局", "市文化广电和旅游局", "市文化广电旅游局"], "青岚市/市文化广电和旅游局"),
        # merged functions that no row lists
        (["市教科体局", "市教育科技和体育局"], "青岚市/市教育科技体育局"),
        (["市政府", "市人民政府", "青岚市政府", "青岚市人民政府"], "青岚市/青岚市政府"),
        (["市政府办", "市政府办公室", "市人民政府办公室", "市府办"], "青岚市/市政府办公室"),
        (["市委组织部", "中共青岚市委组织部", "青岚市委组织部", "组织部"], "青岚市/市委组织部"),
        (["市编办", "市委编办", "市委机构编制委员会办公室"], "青岚市/市委编办"),
        (["团市委", "共青团青岚市委", "市团委"], "青岚市/市团委"),
        # branches of central bodies
        (["市税务局", "青岚市税务局", "国家税务总局青岚市税务局"], "青岚市/市税务局"),
        (
            ["人行青岚中心支行", "中国人民银行青岚市中心支行", "人民银行青岚中心支行"],
            "青岚市/人民银行青岚中心支行",
        ),
        (
            ["市银保监分局", "青岚银保监分局", "中国银行保险监督管理委员会青岚监管分局"],
            "青岚市/青岚银保监分局",
        ),
        (["青岚海关", "市海关"], "青岚市/青岚海关"),
        (["国网青岚供电公司", "市供电公司"], "青岚市/市供电公司"),
        # other levels
        (["省科技厅", "云岭省科技厅", "云岭省科学技术厅", "科技厅"], "云岭省/省科技厅"),
        (["白石县科技局", "青岚市白石县科技局"], "白石县/县科技局"),
        (["白石县政府", "青岚市白石县人民政府"], "白石县/白石县政府"),
        (["财政部"], "全国/财政部"),
        (["国家发展改革委", "国家发改委", "国家发展和改革委员会"], "全国/国家发展改革委"),
        # a leading group's task, abbreviated
        (
            ["市工改领导小组办公室", "青岚市工程建设项目审批制度改革领导小组办公室"],
            "青岚市/市工改办",
        ),
        # spellings of one zone's committee
        (
            ["东滩高新区管委", "东滩高新区管委会", "东滩高新技术产业开发区管理委员会"],
            "青岚市/东滩高新区管委会",
        ),
        # a second name plate in brackets, of any width
        (["市商务局(自贸办)", "市商务局（自贸办）", "市商务局〔自贸办〕"], "青岚市/市商务局"),
        (["市 科 技 局", "市\n科技局"], "青岚市/市科技局"),
    ],
)
def test_spellings_of_one_department(names: list[str], expected: str) -> None:
    assert {name: key(name) for name in names} == dict.fromkeys(names, expected)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # an office that took over functions is another office
        ("市大数据局", "市数据局"),
        ("市人防办", "市国动办"),
        ("市环保局", "市生态环境局"),
        ("市金融办", "市地方金融监管局"),
        ("青岚银保监分局", "青岚金融监管分局"),
        # a city has had either: a person judges
        ("市卫生健康委", "市卫生健康局"),
        ("市自然资源局", "市自然资源和规划局"),
        ("市住房公积金中心", "市住房公积金管理局"),
        ("市委宣传部", "省委宣传部"),
        ("白石县科技局", "市科技局"),
        ("人民银行青岚中心支行", "人民银行玉林中心支行"),
        ("高新区管委会", "东滩高新区管委会"),
    ],
)
def test_departments_that_stay_two(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_the_same_name_in_two_cities_is_two_departments() -> None:
    yulin, lianyungang = divisions().full["玉林市"][0], divisions().full["连云港市"][0]
    assert key("市科技局", yulin) == "玉林市/市科技局"
    assert key("市科技局", lianyungang) == "连云港市/市科技局"


def test_a_department_is_the_same_from_every_plan() -> None:
    assert {key("白石县科技局", plan) for plan in (CITY, PROVINCE)} | {key("县科技局", COUNTY)} == {
        "白石县/县科技局"
    }
    assert {key("玉林市财政局", plan) for plan in (CITY, NATIONAL, UNKNOWN)} == {"玉林市/市财政局"}


@pytest.mark.parametrize(
    ("plan", "name", "expected"),
    [
        (REGION, "自治区党委组织部", "云岭自治区/自治区党委组织部"),
        (REGION, "区科技厅", "云岭自治区/自治区科技厅"),
        (IN_REGION, "自治区工业和信息化厅", "云岭自治区/自治区工业和信息化厅"),
        (IN_REGION, "区科技厅", "云岭自治区/自治区科技厅"),
        (IN_REGION, "区教育局", "青岚市/区教育局"),
        (PREFECTURE, "自治州科技局", "滇岭自治州/州科技局"),
        (IN_REGION, "云岭税务局", "云岭自治区/自治区税务局"),
        (PREFECTURE, "州科技局", "滇岭自治州/州科技局"),
        (PREFECTURE, "滇岭州科技局", "滇岭自治州/州科技局"),
        (MUNICIPALITY, "市科委", "上海市/市科委"),
        (MUNICIPALITY, "徐汇区政府", "徐汇区/徐汇区政府"),
        (MUNICIPALITY, "市高院", "上海市/市高级法院"),
        (COUNTY, "市科技局", "青岚市/市科技局"),
        (COUNTY, "省科技厅", "云岭省/省科技厅"),
        (NATIONAL, "发展改革委", "全国/国家发展改革委"),
        (NATIONAL, "统计局", "全国/国家统计局"),
        (NATIONAL, "国务院扶贫办", "全国/国家乡村振兴局"),
        (NATIONAL, "北京市科委", "北京市/市科委"),
        (UNKNOWN, "市科技局", "/市科技局"),
        (UNKNOWN, "科技局", "/科技局"),
        (CITY, "统计局", "青岚市/市统计局"),
        (CITY, "自治区科技厅", "/自治区科技厅"),
        (divisions().full["南京市"][0], "鼓楼区政府", "南京市鼓楼区/南京市鼓楼区政府"),
        (divisions().full["黔南布依族苗族自治州"][0], "三都县政府", "三都水族自治县/三都水族自治县政府"),
    ],
)
def test_the_level_of_the_plan_says_which_place_is_meant(
    plan: Jurisdiction, name: str, expected: str
) -> None:
    assert key(name, plan) == expected


@pytest.mark.parametrize(
    ("plan", "name", "level"),
    [
        (CITY, "各县(市、区)人民政府", Level.COUNTY),
        (CITY, "各县〔区〕人民政府〔管委会〕", Level.COUNTY),
        (CITY, "县区政府", Level.COUNTY),
        (CITY, "市直有关部门", Level.CITY),
        (CITY, "相关行业主管部门", Level.CITY),
        (CITY, "市“工改”领导小组各成员单位", Level.CITY),
        (CITY, "功能板块", Level.CITY),
        (CITY, "县(市、区)人民政府", Level.COUNTY),
        (CITY, "乡镇(街道)", Level.TOWNSHIP),
        (CITY, "项目业主单位", Level.CITY),
        (CITY, "各乡镇(街道)", Level.TOWNSHIP),
        (CITY, "各金融机构", Level.CITY),
        (CITY, "市属国有企业", Level.CITY),
        (PROVINCE, "各市人民政府", Level.CITY),
        (PROVINCE, "省直相关部门", Level.PROVINCE),
        (PROVINCE, "省辖市政府", Level.PROVINCE),
        (MUNICIPALITY, "市政府各部门", Level.PROVINCE),
        (NATIONAL, "国务院相关部门", Level.NATIONAL),
        (NATIONAL, "各省、自治区、直辖市人民政府", Level.PROVINCE),
        (NATIONAL, "地方人民政府", Level.NATIONAL),
    ],
)
def test_a_collective_actor_is_kept_whole(plan: Jurisdiction, name: str, level: Level) -> None:
    department = Resolver(plan).resolve(name)
    assert department.collective
    assert (department.kind, department.jurisdiction) == (DepartmentKind.COLLECTIVE, plan.name)
    assert department.level is level


def test_a_collective_actor_in_brackets_of_any_width_is_one() -> None:
    assert key("各县（市、区）人民政府") == key("各县(市、区)政府") == "青岚市/各县(市、区)政府"


def test_a_lower_level_without_a_name_is_any_of_them() -> None:
    department = Resolver(CITY).resolve("县科技局")
    assert (department.key, department.collective, department.line) == ("青岚市/县科技局", True, "科技")


@pytest.mark.parametrize(
    ("name", "kind", "line"),
    [
        ("市科技局", "department", "科技"),
        ("市科技工业信息化局", "department", "科技"),
        ("市文化广电旅游体育局", "department", "文旅"),
        ("市委组织部", "party", "组织"),
        ("市人大常委会", "congress", "人大"),
        ("市中级人民法院", "court", "法院"),
        ("市总工会", "mass organisation", "工会"),
        ("市企业联合会", "mass organisation", ""),
        ("青岚学院", "institution", "教育"),
        ("市金融服务中心", "institution", "金融"),
        ("市公安局治安支队", "department", "公安"),
        ("青岚水务集团有限公司", "enterprise", "供水"),
        ("中国电信青岚分公司", "enterprise", "通信"),
        ("青岚海关", "central branch", "海关"),
        ("市安委会办公室", "coordinating body", "应急"),
        ("市云改领导小组办公室", "coordinating body", ""),
        ("院办", "office", ""),
        ("东滩经开区管委会", "zone committee", "园区"),
        ("经开区经济发展局", "department", "发改"),
        ("东滩软件园管理办公室", "zone committee", "园区"),
        ("白石镇人民政府", "government", "政府"),
        ("白石县", "government", "政府"),
        ("青岚机场", "unknown", ""),
    ],
)
def test_kind_and_line(name: str, kind: str, line: str) -> None:
    department = Resolver(CITY).resolve(name)
    assert (department.kind, department.line) == (kind, line)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("国网云岭省电力公司", "云岭省"),
        ("中国铁路太原局集团有限公司", "太原市"),
        ("中国移动青岚分公司", "青岚市"),
        # the characters of another place inside a name are no place
        ("拱北海关", "青岚市"),
        ("桂林银行青岚分行", "青岚市"),
        ("青岚山海关旅游公司", "青岚市"),
        ("东滩水务集团", "青岚市"),
    ],
)
def test_the_place_in_a_name(name: str, place: str) -> None:
    assert Resolver(CITY).resolve(name).jurisdiction == place


@pytest.mark.parametrize(
    ("name", "zone", "place"),
    [
        ("东滩高新区管委会", "东滩高新区", "青岚市"),
        ("东滩高新技术产业开发区管理委员会", "东滩高新区", "青岚市"),
        ("自贸试验区青岚片区管委会", "云岭自贸试验区青岚片区", "青岚市"),
        ("中国(云岭)自由贸易试验区青岚片区管委会", "云岭自贸试验区青岚片区", "青岚市"),
        ("东滩湾科技城管理局", "东滩湾科技城", "青岚市"),
        ("市住房城乡建设管理委", "", "青岚市"),
        ("市城管委", "", "青岚市"),
    ],
)
def test_a_zones_committee_administers_its_zone(name: str, zone: str, place: str) -> None:
    department = Resolver(PROVINCE if "中国" in name else CITY).resolve(name)
    if "中国" in name:
        place = PROVINCE.name
    assert (department.zone, department.jurisdiction) == (zone, place)
    assert (department.kind is DepartmentKind.ZONE_COMMITTEE) == bool(zone)


def test_a_name_that_no_row_has_stays_by_itself() -> None:
    department = Resolver(CITY).resolve("市云海观测局")
    assert (department.key, department.line) == ("青岚市/市云海观测局", "")
    assert department.rule == "ending 局"


@given(st.text(alphabet="市省县区各有关部门科技局发改委管会政府人民青岚()（）、国家税务总", max_size=16))
def test_resolving_is_total_and_repeatable(name: str) -> None:
    first = Resolver(CITY).resolve(name)
    assert first == Resolver(CITY).resolve(name)
    assert first.rule


@given(
    st.sampled_from(
        [
            "市科技局",
            "市发改委",
            "市文广旅局",
            "市工改领导小组办公室",
            "东滩高新区管委",
            "青岚海关",
            "市商务局(自贸办)",
            "国家税务总局青岚市税务局",
            "各县(市、区)人民政府",
            "市委编办",
            "白石县政府",
            "团市委",
        ]
    )
)
def test_a_canonical_name_means_itself(name: str) -> None:
    department = Resolver(CITY).resolve(name)
    assert Resolver(CITY).resolve(department.name).key == department.key


@pytest.mark.parametrize(
    "name", ["", "青岚高新区" * 20_000 + "管委会", "文化旅游" * 5_000 + "局", "(" * 50_000]
)
def test_what_cannot_be_a_name_is_told_at_once(name: str) -> None:
    department = Resolver(CITY).resolve(name)
    assert (department.kind, department.rule) == (DepartmentKind.UNKNOWN, "no name of an agency")


def test_an_agency_is_one_in_both_scripts() -> None:
    (plain,) = read_text("东港市工作方案\n一、任务\n1.做好。（市教育局负责）\n")
    (other,) = read_text("東港市工作方案\n一、任務\n1.做好。（市教育局負責）\n")
    keys = {duty.department.key for facts in (plain, other) for duty in facts.measures[0].duties}
    assert keys == {plain.measures[0].duties[0].department.key}
    assert other.measures[0].duties[0].agency == "市教育局"
