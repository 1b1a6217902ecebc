"""What stands beside the names of a list: times, parts, persons; none of it belongs to a name, none of it hides one."""

import pytest
from duties.said import Who, answer, duties

SAID = {
    "when it opens": (
        "1.修路（市交通局、市交投集团；2026年12月通车）\n2.养路 [市公路中心；持续推进]",
        [answer("市交通局", "市交投集团"), answer("市公路中心")],
    ),
    "what part each has": (
        "1.修路。责任单位：各县政府（牵头）、市交通局（指导）、市财政局（资金保障）、柳河海事局（事权范围内）",
        [(["各县政府"], [], ["市交通局", "市财政局", "柳河海事局"])],
    ),
    "those who head the bodies that lead and support": (
        "1.建站。牵头责任人：市交通局党组书记、局长 周强；配合责任人：市住建局局长 吴敏",
        [(["市交通局"], ["市住建局"], [])],
    ),
    "by their office": (
        "1.清查（市交通局、市公安局交警支队、市网信办依职责）",
        [answer("市交通局", "市公安局交警支队", "市网信办")],
    ),
    "a gap before a list, and a time behind it": (
        "1.开展竞赛 工会、安全质量部\n2.申报专业 教务处 各学院 6月\n3.清淤 市水利局\n4.拨付费用。财务部、安全质量部",
        [
            answer("工会", "安全质量部"),
            answer("教务处", "各学院"),
            answer("市水利局"),
            answer("财务部", "安全质量部"),
        ],
    ),
    "a gap before whom a line is about": (
        "1.听取汇报（市政府办公室负责）\n2.培训对象 市直各部门、各县区\n3.向 市财政局\n4.王明 市教育局",
        [answer("市政府办公室")],
    ),
    "what a body gives, and how it goes by": (
        "1.体检（校工会、团委、后勤处提供基地）\n2.筹备：校庆办牵头抓总，各单位按分工方案落实\n3.演练（安全部组织，各项目部实施）",
        [answer("校工会", "团委", "后勤处"), (["校庆办"], [], ["各单位"]), answer("安全部", "各项目部")],
    ),
    "how many buildings, and no address": (
        "1.新建宿舍2栋（基建处（牵头）、后勤处、招标办）",
        [(["基建处"], [], ["后勤处", "招标办"])],
    ),
    "a short name behind a dash": (
        "1.办讲座。——市妇联\n2.迎新生。——教务处",
        [answer("市妇联"), answer("教务处")],
    ),
    "strokes behind words of roles, labels in brackets before a time": (
        "1.托养——（市残联牵头/市民政局/市财政局配合）\n"
        "2.改造【责任单位】市残联【配合单位】市住建局 市民政局【完成时限】2027年\n3.网络（市工信局、三大运营商；市残联（县级落实））",
        [
            (["市残联"], ["市民政局", "市财政局"], []),
            ([], ["市住建局", "市民政局"], ["市残联"]),
            answer("市工信局", "三大运营商", "市残联"),
        ],
    ),
}


@pytest.mark.parametrize(("body", "expected"), SAID.values(), ids=SAID)
def test_who_does_the_work(body: str, expected: list[Who]) -> None:
    assert duties(body) == expected
