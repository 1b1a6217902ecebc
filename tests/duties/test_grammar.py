"""Annotations as plans word them, and the roles that they give."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Role
from loaders.duties.grammar import read_list

L, S, R = Role.LEADS, Role.SUPPORTS, Role.RESPONSIBLE

ANNOTATIONS = [
    (
        "labels",
        "牵头单位:市科技局;配合单位:青岚高新区管委,市财政局、教育局等",
        [(L, "市科技局"), (S, "青岚高新区管委"), (S, "市财政局"), (S, "市教育局")],
    ),
    ("labels without 单位", "牵头:市科技局;配合:财政局", [(L, "市科技局"), (S, "市财政局")]),
    ("a label of a section", "指标牵头单位:市审批局", [(L, "市审批局")]),
    (
        "host and assist",
        "主办单位:市文旅局,协办单位:市体育局,承办单位:市会展中心",
        [(L, "市文旅局"), (S, "市体育局"), (R, "市会展中心")],
    ),
    ("labels run together", "牵头单位:市发改委责任单位:各区人民政府", [(L, "市发改委"), (R, "各区人民政府")]),
    ("words behind the names", "省商务厅牵头,临江海关配合", [(L, "省商务厅"), (S, "临江海关")]),
    (
        "responsible by their duties",
        "省商务厅牵头,省教育厅、财政厅按职责分工负责",
        [(L, "省商务厅"), (R, "省教育厅"), (R, "省财政厅")],
    ),
    ("supporting by their duties", "临江海关牵头,省商务厅按职责分工配合", [(L, "临江海关"), (S, "省商务厅")]),
    ("负责 by itself", "省税务局负责", [(R, "省税务局")]),
    ("负责 behind 牵头 leads", "省税务局牵头负责", [(L, "省税务局")]),
    ("each leads", "市财政局、教育局分别牵头", [(L, "市财政局"), (L, "市教育局")]),
    ("together", "市科技局会同财政局、教育局负责", [(R, "市科技局"), (R, "市财政局"), (R, "市教育局")]),
    ("leads together with", "市科技局牵头会同市财政局等有关部门落实", [(L, "市科技局"), (R, "市财政局")]),
    ("a condition behind the word", "市政府办公厅牵头协调", [(L, "市政府办公厅")]),
    ("a condition before the names", "按照属地管理原则,各乡(镇)人民政府负责", [(R, "各乡(镇)人民政府")]),
    (
        "a role word inside a name",
        "省推进组工作专班牵头单位牵头,省推进组工作专班成员单位配合",
        [(L, "省推进组工作专班牵头单位"), (S, "省推进组工作专班成员单位")],
    ),
    ("a bare list", "市税务局、市财政局", [(R, "市税务局"), (R, "市财政局")]),
    (
        "names without a word behind a lead",
        "市科技局牵头,市财政局、市教育局",
        [(L, "市科技局"), (R, "市财政局"), (R, "市教育局")],
    ),
    ("a time limit", "市教育局负责落实,完成时限:2024年10月", [(R, "市教育局")]),
    ("a time limit with a bracket too many", "牵头单位:市教育局;完成时限:(2024年10月", [(L, "市教育局")]),
    (
        "a label's list ends with 负责",
        "责任单位:市教育局、市林业局等部门按照职能负责",
        [(R, "市教育局"), (R, "市林业局")],
    ),
    (
        "a reading rule names nobody",
        "教育部、财政部负责。列第一位者为牵头单位,下同",
        [(R, "教育部"), (R, "财政部")],
    ),
    (
        "those not listed again",
        "省司法厅负责,各市人民政府结合实际落实。以下均需各市、县(市、区)人民政府落实,不再列出",
        [(R, "省司法厅"), (R, "各市人民政府"), (R, "各市、县(市、区)人民政府")],
    ),
    (
        "a reading rule behind a comma",
        "责任单位:市税务局、市财政局,排在首位的为牵头单位,下同",
        [(R, "市税务局"), (R, "市财政局")],
    ),
    (
        "a reading rule behind a name that holds a bracket",
        "责任单位:各县(市、区)人民政府、市财政局,排在首位的为牵头单位",
        [(R, "各县(市、区)人民政府"), (R, "市财政局")],
    ),
    (
        "a name runs into a time label",
        "责任单位:市教育局、市科技局完成时限:持续推进",
        [(R, "市教育局"), (R, "市科技局")],
    ),
    ("the political conference is no 协办", "责任单位:市委办、市政协办", [(R, "市委办"), (R, "市政协办")]),
    ("an empty label", "责任科室:院办;责任人:", [(R, "院办")]),
    ("a label without its colon", "责任单位市教育局、市财政局", [(R, "市教育局"), (R, "市财政局")]),
    (
        "labels without their colons",
        "牵头单位市教育局,配合单位各县区政府",
        [(L, "市教育局"), (S, "各县区政府")],
    ),
    ("a head leads for an agency", "市发改委主任李明牵头,市财政局配合", [(L, "市发改委"), (S, "市财政局")]),
    (
        "marks of a list before the labels",
        "牵头单位:市科技局>责任单位:市财政局",
        [(L, "市科技局"), (R, "市财政局")],
    ),
    (
        "a label that leaves the roles to the words",
        "部门分工:省发展改革委牵头,省财政厅配合",
        [(L, "省发展改革委"), (S, "省财政厅")],
    ),
    (
        "each with its own task",
        "市教育局负责规划编制,市自然资源局负责用地保障,各县区负责建设",
        [(R, "市教育局"), (R, "市自然资源局"), (R, "各县区")],
    ),
    (
        "a lead and others with their tasks",
        "市教育局牵头;市财政局负责资金保障;市人社局配合做好招聘",
        [(L, "市教育局"), (R, "市财政局"), (S, "市人社局")],
    ),
    ("the Party's branches organise nothing here", "各学校党组织负责", [(R, "各学校党组织")]),
    (
        "a body of an unknown kind among known ones",
        "市发改委、市农委、各县区政府、云粮临江储备点",
        [(R, "市发改委"), (R, "市农委"), (R, "各县区政府"), (R, "云粮临江储备点")],
    ),
    ("no duty at all", "以下简称高新区", []),
]


@pytest.mark.parametrize(
    ("reason", "text", "roles"), ANNOTATIONS, ids=[reason for reason, _, _ in ANNOTATIONS]
)
def test_annotations(reason: str, text: str, roles: list[tuple[Role, str]]) -> None:
    reading = read_list(text)
    assert [(item.role, item.name.text) for item in reading.roles] == roles, reason


def test_an_agency_among_persons_answers() -> None:
    reading = read_list("责任人:市教育局张三、李四")
    assert [(item.role, item.name.text) for item in reading.roles] == [(R, "市教育局")]
    assert reading.persons == ()


def test_more_than_a_name_among_persons_is_said() -> None:
    text = "责任人:王明、市教育局的同志若干"
    reading = read_list(text)
    assert reading.persons == ("王明",)
    assert [text[start:end] for start, end in reading.unread] == ["市教育局的同志若干"]


def test_an_agency_that_is_only_to_be_asked_answers_for_nothing_and_is_said() -> None:
    text = "牵头单位:市科技局;联系人:市教育局"
    reading = read_list(text)
    assert [(item.role, item.name.text) for item in reading.roles] == [(L, "市科技局")]
    assert [text[start:end] for start, end in reading.unread] == ["市教育局"]


def test_a_condition_is_not_unread() -> None:
    assert read_list("按照属地管理原则,各乡(镇)人民政府负责").unread == ()
    assert read_list("市财政局指导,各乡(镇)人民政府负责").unread == ((0, 6),)


def test_conventions_are_quoted() -> None:
    text = "教育部、财政部负责。排在第一位的部门为牵头部门,下同"
    ((rule, start, end),) = read_list(text).conventions
    assert (rule, text[start:end]) == ("first-listed-leads", "排在第一位的部门为牵头部门,下同")
    text = "排在第一位的部门为牵头部门,下同。各县区人民政府要抓好落实"
    ((_, start, end),) = read_list(text).conventions
    assert text[start:end] == "排在第一位的部门为牵头部门,下同"


def test_persons_stand_in_for_an_agency_only() -> None:
    assert read_list("责任人:张三、李四").persons == ("张三", "李四")
    text = "牵头领导:张三;责任单位:市科技局"
    assert read_list(text).persons == ()


@given(
    st.text(
        alphabet=st.sampled_from("市科技局财政牵头负责配合单位责任:;,。()、等会同按职责分工"), max_size=80
    )
)
def test_any_text_can_be_read(text: str) -> None:
    reading = read_list(text)
    for item in reading.roles:
        assert text[item.name.start : item.name.end]
