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
}


@pytest.mark.parametrize(("body", "expected"), SAID.values(), ids=SAID)
def test_who_does_the_work(body: str, expected: list[Who]) -> None:
    assert duties(body) == expected
