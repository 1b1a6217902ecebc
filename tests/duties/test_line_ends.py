"""What a line's end inside a list is: golden pairs of lines."""

import pytest

from loaders.duties.line_ends import LineEnd, line_end, told_apart

INSIDE = (
    ("市司", "法局", "the name has not ended"),
    ("市委组织", "部", "one character is the rest of a name"),
    ("市发展和改革委", "员会", "委 ends a name, 员会 begins none"),
    ("省人力资源社会", "保障厅", "社会 ends like a body and goes on"),
    ("各镇", "人民政府", "a collective's governments"),
    ("各县", "区政府", "a compound level"),
    ("各乡", "镇（街道）", "and its second half alone"),
    ("各镇", "乡（街道）", "towns of both kinds"),
    ("各乡", "镇和村", "and their villages"),
    ("各镇", "街道", "towns and sub-districts"),
    ("各镇", "村和社区", "towns and what is below them"),
    ("各街道", "社区", "sub-districts and what is below them"),
    ("各市", "州政府", "the prefectures of a province"),
    ("各市", "县政府", "cities and counties"),
    ("各县", "市党委", "counties and cities"),
    ("各县", "旗（区）", "counties of both kinds"),
    ("市发改委（市粮食局", "市能源局）", "names in a bracket that has not closed"),
    ("各镇人", "民政府", "whatever 各 begins is not whole"),
    ("市政府", "办公室", "an office of what stands above"),
    ("市委", "宣传部", "an organ of the committee above"),
    ("青岚经济技术开发区", "管委会", "a zone's own committee"),
    ("青岚市", "财政局", "a place and its bureau"),
    ("市市场监管局(市知", "识产权局)", "a bracket is open"),
    ("市市场监管局", "（市知识产权局）", "a bracket goes with the name before it"),
    ("市公安局", "临江分局", "a branch of what stands above"),
    ("市公安局", "交警支队", "a division of what stands above"),
    ("国家税务总局", "青岚市税务局", "the branch of a system"),
    ("市住房城乡建设局", "、市财政局", "a mark goes with the name before it"),
)
BETWEEN = (
    ("市司法局", "市财政局", "a level begins a name"),
    ("市教委", "市委组织部", "so does a committee's"),
    ("青岚海关", "市教委", "and a short one's"),
    ("海湾区", "市财政局", "a city's bureau is none of a district's"),
    ("市卫生健康委", "人民银行青岚市分行", "a system of its own"),
    ("市交通运输局", "各县（市、区）人民政府", "各 begins a name"),
    ("各县（市、区）人民政府", "市委宣传部", "a collective has ended"),
    ("青岚高新区管委会", "临江经开区管委会", "no name has a committee twice"),
    ("人民银行青岚市分行", "青岚海关", "no name has its place twice"),
    ("市司法局", "青岚海关", "customs are no part of a bureau"),
    ("各县（市、区）人民政府", "青岚海关", "customs are no part of governments"),
    ("市妇联", "县融媒体中心", "a county's body is none of a city's"),
    ("市残联", "白石镇人民政府", "a town's government is no part of a city's body"),
    ("市政府研究室", "市第一人民医院", "a level behind an agency begins a name"),
    ("白石镇", "红岩乡", "a town holds no other"),
    ("市财政局牵头", "市教育局", "a role's word ends what it says"),
    ("柳湾镇", "县政府", "a town that is none of many ends before its county"),
    ("各学校", "县政府", "a collective of no areas has ended"),
    ("各镇", "县财政局", "a county's bureau is none of its towns'"),
)
UNSURE = (
    ("市财政局", "教育局", "a list that states its level once, or a bureau's own"),
    ("市委编办", "青岚师范学院", "a school of the office, or one beside it"),
    ("海湾区", "高新园", "a district and a park, or the district's park"),
)


@pytest.mark.parametrize(("upper", "lower", "reason"), INSIDE)
def test_inside_a_name(upper: str, lower: str, reason: str) -> None:
    assert line_end(upper, lower) is LineEnd.INSIDE, reason


@pytest.mark.parametrize(("upper", "lower", "reason"), BETWEEN)
def test_between_two_names(upper: str, lower: str, reason: str) -> None:
    assert line_end(upper, lower) is LineEnd.BETWEEN, reason


@pytest.mark.parametrize(("upper", "lower", "reason"), UNSURE)
def test_what_words_do_not_tell(upper: str, lower: str, reason: str) -> None:
    assert line_end(upper, lower) is LineEnd.UNSURE, reason


def test_only_the_first_name_below_counts() -> None:
    assert line_end("市发展和改革委", "员会市财政局市教育局") is LineEnd.INSIDE


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("市财政局市商务局", ["市财政局", "市商务局"]),
        ("市市场监管局(市知识产权局)市委组织部", ["市市场监管局(市知识产权局)", "市委组织部"]),
        ("青岚高新区管委会市教育局市审计局", ["青岚高新区管委会", "市教育局", "市审计局"]),
        ("市公安局市北分局", ["市公安局市北分局"]),
        ("市委市政府", ["市委市政府"]),
        ("各县(市、区)人民政府", ["各县(市、区)人民政府"]),
        ("市市场监管局", ["市市场监管局"]),
    ],
)
def test_names_run_together(name: str, names: list[str]) -> None:
    assert told_apart(name) == names
