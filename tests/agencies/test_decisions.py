"""Human decisions on the identity of agencies win over the tables, and a bad file is refused by its line."""

from pathlib import Path

import pytest

from graph.model import InputError, Level
from loaders.agencies.decisions import Decisions, rewritten
from loaders.agencies.resolver import Resolver
from loaders.judging import judge
from loaders.pipeline import read_text
from loaders.places.divisions import Jurisdiction

CITY = Jurisdiction(name="青岚市", level=Level.CITY, province="云岭省", city="青岚市")
OTHER_CITY = Jurisdiction(name="临海市", level=Level.CITY, province="云岭省", city="临海市")
HEADER = "decision,jurisdiction,name,other\n"


def decided(tmp_path: Path, lines: str, header: str = HEADER) -> Decisions:
    file = tmp_path / "decisions.csv"
    file.write_text(header + lines, encoding="utf-8")
    return Decisions.read(file)


def test_same_makes_two_one_by_the_first_name(tmp_path: Path) -> None:
    resolver = Resolver(CITY, decided(tmp_path, "same,青岚市,市卫生健康委,市卫生健康局\n"))
    departments = {
        resolver.resolve(name).key for name in ("市卫生健康局", "市卫健局", "市卫生健康委", "市卫健委")
    }
    assert departments == {"青岚市/市卫生健康委"}


def test_a_decision_says_in_the_rule_that_it_decided(tmp_path: Path) -> None:
    department = Resolver(CITY, decided(tmp_path, "same,青岚市,市卫生健康委,市卫生健康局\n")).resolve(
        "市卫健局"
    )
    assert (department.rule, department.line) == ("decision same, line 2", "卫健")


def test_alias_gives_a_name_to_another_department(tmp_path: Path) -> None:
    resolver = Resolver(CITY, decided(tmp_path, "alias,青岚市,市优化办,市营商环境建设局\n"))
    assert resolver.resolve("市优化办").key == "青岚市/市营商环境建设局"


def test_different_keeps_apart_what_the_tables_join(tmp_path: Path) -> None:
    decisions = decided(tmp_path, "different,青岚市,市住房公积金中心,市住房公积金管理中心\n")
    resolver = Resolver(CITY, decisions)
    assert resolver.resolve("市住房公积金管理中心").key == "青岚市/市住房公积金管理中心"
    assert resolver.resolve("青岚市住房公积金管理中心").key == "青岚市/市住房公积金管理中心"
    assert resolver.resolve("市住房公积金中心").key == "青岚市/市住房公积金中心"
    assert resolver.resolve("市住房公积金管理中心").line == "公积金"


def test_a_decision_holds_in_its_jurisdiction_only(tmp_path: Path) -> None:
    decisions = decided(tmp_path, "same,青岚市,市卫生健康委,市卫生健康局\n")
    assert Resolver(OTHER_CITY, decisions).resolve("市卫生健康局").key == "临海市/市卫生健康局"


def test_a_decision_without_a_jurisdiction_holds_everywhere(tmp_path: Path) -> None:
    decisions = decided(tmp_path, "same,,市卫生健康委,市卫生健康局\n")
    assert Resolver(OTHER_CITY, decisions).resolve("市卫生健康局").key == "临海市/市卫生健康委"


def test_decisions_lead_on_to_each_other(tmp_path: Path) -> None:
    decisions = decided(tmp_path, "alias,青岚市,市甲办,市乙办\nsame,青岚市,市丙局,市乙办\n")
    assert Resolver(CITY, decisions).resolve("市甲办").key == "青岚市/市丙局"


def test_open_lines_remarks_other_columns_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    file = tmp_path / "decisions.csv"
    file.write_text(
        "other,note,name,decision,jurisdiction\r\n"
        "市卫生健康局,来自审阅,市卫生健康委, Same ,青岚市\r\n"
        "市乙局,,市甲局,,青岚市\r\n"
        "a,,b,# 备注,\r\n"
        "\r\n",
        encoding="utf-8-sig",
    )
    assert [(one.verdict, one.name, one.line) for one in Decisions.read(file).all] == [
        ("same", "市卫生健康委", 2)
    ]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("sane,青岚市,市甲局,市乙局\n", ":2: “sane” is no decision; write same, different or alias"),
        ("same,青岚市,市甲局,\n", ":2: name and other must both be given"),
        ("same,青岚市\n", ":2: name and other must both be given"),
        ("same,青岚市,市甲局,市 甲局\n", ":2: 市甲局 stands on both sides"),
        (
            "same,青岚市,市甲局,市乙局\ndifferent,青岚市,市乙局,市甲局\n",
            ":3: 市乙局 and 市甲局 are different here but same in line 2",
        ),
        (
            "alias,青岚市,市甲局,市乙局\nalias,青岚市,市甲局,市丙局\n",
            ":3: 市甲局 is 市丙局 here but 市乙局 in line 2",
        ),
        (
            "alias,青岚市,市甲局,市乙局\nalias,青岚市,市乙局,市甲局\n",
            "市甲局 leads back to itself through line 3",
        ),
        ('same,青岚市,"市甲局,市乙局\n', "name and other must both be given"),
    ],
)
def test_a_bad_line_is_refused_with_its_number(tmp_path: Path, lines: str, message: str) -> None:
    with pytest.raises(InputError) as refused:
        decided(tmp_path, lines)
    assert message in str(refused.value)
    assert str(tmp_path / "decisions.csv") in str(refused.value)


def test_a_file_without_its_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r":1: the first line must name the columns .* other is missing"):
        decided(tmp_path, "", header="decision,jurisdiction,name\n")


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "decisions.csv"
    file.write_bytes((HEADER + "same,青岚市,市甲局,市乙局\n").encode("gb18030"))
    with pytest.raises(InputError, match="not UTF-8"):
        Decisions.read(file)


def test_rewriting_keeps_decisions_remarks_and_notes_and_drops_open_lines() -> None:
    text = "decision,note,jurisdiction,name,other\nsame,经核实,青岚市,市甲局,市乙局\n,,青岚市,市丙局,市丁局\n#,留意,,,\n"
    added = [
        {"decision": "", "jurisdiction": "青岚市", "name": "市戊局", "other": "市己局", "reason": "alike"}
    ]
    assert rewritten(text, added, source="") == (
        "decision,note,jurisdiction,name,other,reason\n"
        "same,经核实,青岚市,市甲局,市乙局,\n"
        "#,留意,,,,\n"
        ",,青岚市,市戊局,市己局,alike\n"
    )


def test_a_decision_holds_in_the_plans_of_the_places_above(tmp_path: Path) -> None:
    decisions = decided(tmp_path, "same,青岚市,市卫生健康委,市卫生健康局\n")
    province = Jurisdiction(name="云岭省", level=Level.PROVINCE, province="云岭省")
    department = Resolver(province, decisions).resolve("青岚市卫健局")
    assert (department.key, department.level, department.line) == ("青岚市/市卫生健康委", Level.CITY, "卫健")


def test_facts_read_before_the_decision_are_judged_by_it(tmp_path: Path) -> None:
    plan = (
        "青岚市人民政府办公室关于印发青岚市健康行动方案的通知\n\n一、重点任务\n"
        "（一）健全服务。健全服务体系。（责任单位：市卫生健康局、市财政局）\n"
    )
    before = read_text(plan)
    [after] = judge(before, decided(tmp_path, "same,青岚市,市卫生健康委,市卫生健康局\n"))
    assert [department.name for department in after.departments()] == ["市卫生健康委", "市财政局"]
    assert after == read_text(plan, decisions=decided(tmp_path, "same,青岚市,市卫生健康委,市卫生健康局\n"))[0]
