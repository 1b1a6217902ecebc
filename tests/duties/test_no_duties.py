"""Texts that divide no work: rules, news, tenders, statistics; nothing is read from them as a duty."""

import pytest

from loaders.pipeline import read_text

TEXTS = {
    "persons with their offices": "关于表彰先进个人的决定\n一、先进个人（2名）\n王明（市教育局）\n李红（市卫生健康委）\n",
    "where to come": "青岚市科技馆参观须知\n一、请提前预约（市科技馆办公室）\n二、紧急情况请听从指挥（安保部）。\n",
    "where figures come from": "青岚市统计公报\n一、综合\n增长6.1%。\n注：存在误差（国家统计局青岚调查队）。\n",
    "where to apply": "招聘公告\n一、岗位\n1.教务处干事（2名）\n二、报名\n报名地点：行政楼301（人事处）。\n",
    "who won": "青岚市采购中心中标公告\n采购人：青岚市水务局\n中标单位：青岚建工集团\n监督部门：青岚市财政局\n",
    "who runs a race": "马拉松鸣枪\n赛事由市体育局主办，东岚区政府承办，市田径协会协办。\n起点设在市民广场（市博物馆旁）。\n",
    "who comes": "会议通知\n一、参会人员：市财政局、市水务局主要负责同志\n二、名单报市水务局（联系人：王明，电话：6391000）。\n",
    "what a law says": "青岚市物业管理条例\n第三条 市住建部门负责监督管理工作。\n第四条 街道办事处负责指导。\n",
    "what an office has": "青岚年鉴\n市水务局内设办公室、规划科、河湖科（政策法规科）4个科室。\n新建泵站5座（东岚县3座）。\n",
    "who signs": "合同书\n甲方：青岚市水务局\n第一条 甲方负责提供资料，乙方负责编制文件。\n第二条 双方应配合（不可抗力除外）。\n",
    "who wrote it": "新区工作会召开\n文/胡浩\n审核/姜盛如\n（学生工作部处）\n",
    "who speaks": "会议议程\n1.传达精神（市委宣传部）\n2.汇报进展（市教育局、市文旅局）\n3.讨论\n",
    "who invites": "关于邀请参加产业对接会的函\n兹定于5月6日召开产业对接会。\n主办单位：市商务局\n协办单位：市贸促会\n",
    "who comes to a meeting": "市领导一周活动\n周二 李红 召开防汛会（市水务局、市应急局参加）\n周三 赵磊 接访（市信访局）\n",
    "who holds a meeting": "我市召开例会\n昨日，市安委会召开例会（市应急局承办）。\n",
    "whose office a post is of": "青岚市招聘岗位表\n1.市图书馆 管理岗 1名 主管部门：市文旅局\n",
    "who builds what is tendered": "青岚河治理工程磋商公告\n项目实施单位：市河道中心\n建设单位：市水投公司\n",
    "who grants": "青岚市行政审批事项清单\n1 施工许可 审批部门：市住建局 承办科室：建管科\n",
    "who reports to shareholders": "股东大会会议议程\n1.审议报告（董事会办公室）\n2.审议决算（财务部、审计部）\n",
    "which chief has what": "青岚市水务局领导分工\n王明 局长：主持工作，分管办公室（人事科）。\n",
    "where papers of a meeting go": "关于召开全市林业会议的通知\n一、时间：2月10日。\n二、材料：各区报送交流材料（市林业局办公室）。\n",
    "who grants, in cells": "事项名称\t办理机构\t法定期限\n护照签发\t市公安局出入境科\t7日\n身份证\t市公安局户政科\t20日\n",
    "where one would work": "青岚日报社招聘启事\n一、岗位\n1.记者2名（采访部、融媒体中心）；\n2.编辑1名（编辑部、校对科）。\n",
    "who has which rooms": "青岚中学机构设置\n一、教务处\n主任1名（含教研室、考务室）。\n二、总务处\n主任1名。\n",
    "how it went": "青岚市工作总结\n一、进展\n（一）牵头单位为市住建局，已召开会议3次。\n",
    "whom a speech thanks": "王明在春节团拜会上的讲话\n一、回顾\n1.成绩来之不易（市委、市政府、市政协）。\n",
    "words explained": "名词解释\n1.一网通办：事项网上办理（依托省政务服务平台）。\n2.双随机：随机抽查（市场监管领域）。\n",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_nothing_is_invented(text: str) -> None:
    assert [duty.agency for facts in read_text(text) for one in facts.measures for duty in one.duties] == []


def test_names_in_brackets_that_are_no_duties_are_counted() -> None:
    [facts] = read_text(TEXTS["persons with their offices"])
    assert [
        "single names in brackets, or organisers, not read: 2" in found.message for found in facts.diagnostics
    ] == [True]


def test_a_plan_by_its_title_gives_work_in_brackets_of_one_name() -> None:
    [facts] = read_text("青岚市城市更新工作方案\n一、任务\n1.整修巷道。（市住建局）\n")
    assert [duty.agency for one in facts.measures for duty in one.duties] == ["市住建局"]


def test_a_list_of_several_shows_that_a_text_without_a_title_gives_work() -> None:
    [facts] = read_text("1.整修巷道。（市住建局）\n2.建码头。（市交通局、市财政局）\n")
    assert [duty.agency for one in facts.measures for duty in one.duties] == [
        "市住建局",
        "市交通局",
        "市财政局",
    ]
