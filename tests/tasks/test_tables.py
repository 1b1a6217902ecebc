"""Tables that divide tasks among agencies, found by their headings."""

import pytest

from graph.model import Role
from loaders.document import Document
from loaders.formats.builder import DocumentBuilder, GridCell
from loaders.tasks.records import Doubt, TaskTable
from loaders.tasks.tables import task_tables


def _document(*tables: str, between: str = "") -> Document:
    """Tables written with | between cells; < is the cell at the left again, ^ the one above."""
    builder = DocumentBuilder("plan.docx")
    for number, table in enumerate(tables):
        if number and between:
            builder.line(between)
        grid: list[list[GridCell]] = []
        for line in table.strip().splitlines():
            row: list[GridCell] = []
            for column, words in enumerate(line.strip().split("|")):
                if words == "<":
                    row.append(row[-1])
                elif words == "^":
                    row.append(grid[-1][column])
                else:
                    row.append(GridCell(words))
            grid.append(row)
        builder.table(grid)
    return builder.document()


def _read(document: Document) -> list[list[tuple[str, ...]]]:
    def words(*cells: object) -> str:
        return "+".join(document.text[cell.start : cell.end] for cell in cells if cell)  # type: ignore[attr-defined]

    def table_of(table: TaskTable) -> list[tuple[str, ...]]:
        return [
            (
                words(*row.sections),
                words(row.number),
                words(*row.tasks),
                *(f"{role.role}:{words(role.names)}" for role in row.roles),
                words(row.deadline),
            )
            for row in table.rows
        ]

    return [table_of(table) for table in task_tables(document)]


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        pytest.param(
            "专班|角色|单位\n供水专班|牵头|市水利局\n^|配合单位|市住建局、市城管局\n供电专班|牵头|市发改委",
            [
                ("", "", "供水专班", "leads:市水利局", ""),
                ("", "", "供水专班", "supports:市住建局、市城管局", ""),
                ("", "", "供电专班", "leads:市发改委", ""),
            ],
            id="the role in a column of the rows",
        ),
        pytest.param(
            "序号|任务|角色|责任主体|时限\n1|修渠|主办|市水利局|6月\n2|供水|协办|市住建局|8月",
            [("", "1", "修渠", "leads:市水利局", "6月"), ("", "2", "供水", "supports:市住建局", "8月")],
            id="the role beside numbers and times",
        ),
        pytest.param(
            "成员单位|工作职责\n市公安局|维护交通秩序，打击违法犯罪。\n市气象局|发布预警信息。",
            [
                ("", "", "维护交通秩序，打击违法犯罪。", "responsible:市公安局", ""),
                ("", "", "发布预警信息。", "responsible:市气象局", ""),
            ],
            id="members and what they do",
        ),
        pytest.param(
            "序号|重点任务|牵头单位|配合单位|完成时限\n1|编制图谱|市科技局|市财政局|2025年底",
            [("", "1", "编制图谱", "leads:市科技局", "supports:市财政局", "2025年底")],
            id="the usual order",
        ),
        pytest.param(
            "产业链|链长|链长制责任单位|配合单位\n装备产业链|王明|市工信局|市国资委",
            [("", "", "装备产业链", "responsible:市工信局", "supports:市国资委", "")],
            id="an industry chain for the task",
        ),
        pytest.param(
            "序号|工作任务|责任分工|<|进展情况|<\n^|^|牵头单位|配合单位|上半年|下半年\n1|修渠|市水利局|市财政局|完成立项|",
            [("", "1", "修渠", "leads:市水利局", "supports:市财政局", "")],
            id="heads of two rows",
        ),
        pytest.param(
            "序号|任务|责任主体|<|<|时限\n^|^|牵头|配合|区县|^\n1|修渠|市水利局|市财政局|东岚区|6月",
            [("", "1", "修渠", "leads:市水利局", "supports:市财政局", "responsible:东岚区", "6月")],
            id="a word that is no head below one that is",
        ),
        pytest.param(
            "任务|责任体系|<|<|<\n^|校级|<|院级|<\n^|牵头部门|配合部门|责任学院|联系人\n建站|科技处|后勤处|林学院|周敏",
            [("", "", "建站", "leads:科技处", "supports:后勤处", "responsible:林学院", "")],
            id="heads of three rows, of which the second only parts them",
        ),
        pytest.param(
            "活动|责任部门|协办单位\n专场|教育部|市人社局",
            [("", "", "专场", "responsible:教育部", "supports:市人社局", "")],
            id="events are tasks",
        ),
        pytest.param(
            "序号|任务|责任单位|<\n^|^|主体责任|协同责任\n1|修渠|市水利局|市财政局",
            [("", "1", "修渠", "responsible:市水利局", "supports:市财政局", "")],
            id="responsibilities below those who have them",
        ),
        pytest.param(
            "完成时间|责任部门|协办单位|工作内容|备注|牵头部门\n6月|市教育局|市民政局|发布清单||市科技局",
            [("", "", "发布清单", "responsible:市教育局", "supports:市民政局", "leads:市科技局", "6月")],
            id="any order, other words",
        ),
        pytest.param(
            "序号|任务|责任分工|<|时限\n^|^|牵头单位|参与单位|^\n1|编制图谱|市科技局|市财政局|6月",
            [("", "1", "编制图谱", "leads:市科技局", "supports:市财政局", "6月")],
            id="headings in two rows",
        ),
        pytest.param(
            "临江市任务分工表|<|<\n序号|任务|责任单位\n1|编制图谱|市科技局",
            [("", "1", "编制图谱", "responsible:市科技局", "")],
            id="a title over the headings",
        ),
        pytest.param(
            "序号|任务|责任单位\n1|编制图谱|市科技局\n序号|任务|责任单位\n2|发布清单|市财政局",
            [
                ("", "1", "编制图谱", "responsible:市科技局", ""),
                ("", "2", "发布清单", "responsible:市财政局", ""),
            ],
            id="headings repeated",
        ),
        pytest.param(
            "序号|任务|责任单位\n一、创新|<|<\n（一）平台|<|<\n1|编制图谱|市科技局\n（二）人才|<|<\n2|引进人才|市人社局\n二、开放|<|<\n3|通关|临江海关",
            [
                ("一、创新+（一）平台", "1", "编制图谱", "responsible:市科技局", ""),
                ("一、创新+（二）人才", "2", "引进人才", "responsible:市人社局", ""),
                ("二、开放", "3", "通关", "responsible:临江海关", ""),
            ],
            id="rows that span the table",
        ),
        pytest.param(
            "序号|任务|责任单位\n一|强化创新|\n1|编制图谱|市科技局\n二|扩大开放|\n2|通关|临江海关",
            [
                ("一+强化创新", "1", "编制图谱", "responsible:市科技局", ""),
                ("二+扩大开放", "2", "通关", "responsible:临江海关", ""),
            ],
            id="sections with a number of their own",
        ),
        pytest.param(
            "类别|序号|重点任务|具体措施|牵头单位\n创新|1|编制图谱|建立清单|市科技局\n^|2|^|发布清单|市教育局",
            [
                ("创新", "1", "编制图谱+建立清单", "leads:市科技局", ""),
                ("创新", "2", "编制图谱+发布清单", "leads:市教育局", ""),
            ],
            id="a category and two columns of tasks, merged",
        ),
        pytest.param(
            "任务|牵头单位|配合单位|时限\n编制图谱|市科技局|无|/\n发布清单|市教育局|—|长期",
            [("", "", "编制图谱", "leads:市科技局", ""), ("", "", "发布清单", "leads:市教育局", "长期")],
            id="cells that say nothing",
        ),
        pytest.param(
            "序号|为民办实事|责任单位|进展情况\n1|编制图谱|市科技局|完成",
            [("", "1", "编制图谱", "responsible:市科技局", "")],
            id="how far the work is says nothing of the task",
        ),
        pytest.param(
            "序号|创建点位|责任单位\n1|编制图谱|市科技局",
            [("", "1", "编制图谱", "responsible:市科技局", "")],
            id="behind the number stand the tasks, whatever their heading",
        ),
        pytest.param(
            "任务|责任单位及责任人|联系电话\n编制图谱|市科技局 张三|1234567",
            [("", "", "编制图谱", "responsible:市科技局 张三", "")],
            id="a heading of an agency and a person",
        ),
        pytest.param(
            "任务|牵头单位（部门）|责任单位（第一个为牵头单位）|牵头及配合单位\n编制图谱|市科技局|市教育局、市财政局|市民政局",
            [
                (
                    "",
                    "",
                    "编制图谱",
                    "leads:市科技局",
                    "responsible:市教育局、市财政局",
                    "responsible:市民政局",
                    "",
                )
            ],
            id="brackets in headings say nothing of the role, two roles in one say neither",
        ),
        pytest.param(
            "任务|牵头单位及责任人\n编制图谱|市科技局 张三",
            [("", "", "编制图谱", "leads:市科技局 张三", "")],
            id="the role of a heading of an agency and a person is the agency's",
        ),
        pytest.param(
            "任务|牵头单位|配合单位\n编制图谱|市科技局|市财政局\n发布清单|市教育局|同上\n修订目录|〃|同左",
            [
                ("", "", "编制图谱", "leads:市科技局", "supports:市财政局", ""),
                ("", "", "发布清单", "leads:市教育局", "supports:市财政局", ""),
                ("", "", "修订目录", "leads:市教育局", "supports:市教育局", ""),
            ],
            id="cells that repeat the one above or at the left",
        ),
        pytest.param(
            "任务|牵头|配合\n建站|市邮政局|市商务局\n通车|\"\"|″\n设站|（同上）|''",
            [
                ("", "", "建站", "leads:市邮政局", "supports:市商务局", ""),
                ("", "", "通车", "leads:市邮政局", "supports:市商务局", ""),
                ("", "", "设站", "leads:市邮政局", "supports:市商务局", ""),
            ],
            id="signs that repeat the cell above",
        ),
        pytest.param(
            "任务|责任单位（空白的，与上一行相同）|配合单位\n建站|市邮政局|市商务局\n通车||",
            [
                ("", "", "建站", "responsible:市邮政局", "supports:市商务局", ""),
                ("", "", "通车", "responsible:市邮政局", "supports:市商务局", ""),
            ],
            id="empty cells that repeat the one above, as a note says",
        ),
        pytest.param(
            "序号|任务|责任单位\n1|修渠|市水利局\n合 计|1项|1个单位\n备注：按月通报|<|<\n2|供水|市水利局",
            [("", "1", "修渠", "responsible:市水利局", ""), ("", "2", "供水", "responsible:市水利局", "")],
            id="totals and notes are no rows",
        ),
        pytest.param(
            "任务|牵头/配合单位\n修渠|市水利局/市财政局\n供水|市水利局\n建站|市邮政局、市商务局",
            [
                ("", "", "修渠", "leads:市水利局", "supports:市财政局", ""),
                ("", "", "供水", "leads:市水利局", ""),
                ("", "", "建站", "responsible:市邮政局、市商务局", ""),
            ],
            id="two roles with a slash between",
        ),
        pytest.param(
            "任务|主（协）办单位\n修渠|市水利局（市财政局、各县（市、区）人民政府）\n供水|各镇（街道）",
            [
                ("", "", "修渠", "leads:市水利局", "supports:市财政局、各县（市、区）人民政府", ""),
                ("", "", "供水", "leads:各镇（街道）", ""),
            ],
            id="two roles, the second in a bracket",
        ),
        pytest.param(
            "乡镇|面积|落实主体\n白石镇|300|白石镇政府",
            [("", "", "白石镇", "responsible:白石镇政府", "")],
            id="the first column says where",
        ),
        pytest.param(
            "产业|牵头单位|参与单位\n新材料|市工信局|市科技局",
            [("", "", "新材料", "leads:市工信局", "supports:市科技局", "")],
            id="beside who leads and who takes part the first column says what",
        ),
        pytest.param(
            "序号|工作安排|牵头人\n1|开学|教务处、学生处",
            [("", "1", "开学", "leads:教务处、学生处", "")],
            id="offices in a column of persons",
        ),
        pytest.param(
            "序号|单位|主要任务|时限\n1|市水利局|修渠|6月",
            [("", "1", "修渠", "responsible:市水利局", "6月")],
            id="bodies before their tasks",
        ),
        pytest.param(
            "指标名称|目标值|牵头单位\n研发投入强度|2.5%|市科技局",
            [("", "", "研发投入强度", "leads:市科技局", "")],
            id="a column that is not known between two that are",
        ),
        pytest.param(
            "建设内容|落实措施|推进计划|责任单位\n编制图谱|专班推进|分步|市科技局",
            [("", "", "编制图谱+专班推进", "responsible:市科技局", "")],
            id="role words in headings of tasks",
        ),
        pytest.param(
            "任务|责任|<|时限\n^|责任单位|<|^\n^|牵头|配合|^\n^|牵头单位|配合单位|^\n修渠|市水利局|市财政局|6月",
            [("", "", "修渠", "leads:市水利局", "supports:市财政局", "6月")],
            id="four rows of headings",
        ),
        pytest.param(
            "序号|任务|责任单位|<|<|<\n^|^|校区本部范围|<|院级|<\n^|^|牵头|配合|牵头|配合\n1|修渠|教务处|总务处|文学院|理学院",
            [
                (
                    "",
                    "1",
                    "修渠",
                    "leads:教务处",
                    "supports:总务处",
                    "leads:文学院",
                    "supports:理学院",
                    "",
                )
            ],
            id="six characters over two headings",
        ),
        pytest.param(
            "序号|任务|责任分工|时限\n^|^|牵头单位|^\n1|修渠|市水利局|6月",
            [("", "1", "修渠", "leads:市水利局", "6月")],
            id="one heading alone in the second row",
        ),
        pytest.param(
            "序号|任务|甲况|责任分工|<\n^|^|^|牵头|配合\n1|修渠|好|市水利局|市财政局",
            [("", "1", "修渠", "leads:市水利局", "supports:市财政局", "")],
            id="a heading that is not known over two rows",
        ),
        pytest.param(
            "序号|任务|时限|责任人|甲况\n1|修渠|6月|市水利局|好",
            [("", "1", "修渠", "responsible:市水利局", "6月")],
            id="agencies below persons, beside a heading that is not known",
        ),
        pytest.param(
            "任务|责任单位\n修渠|市水利局\n^|^\n供水|市住建局",
            [
                ("", "", "修渠", "responsible:市水利局", ""),
                ("", "", "供水", "responsible:市住建局", ""),
            ],
            id="a first row whose cells all span two",
        ),
        pytest.param(
            "序号|任务|责任单位\n一、加快水利建设|<|<\n序号|任务|责任单位\n1|修渠|市水利局",
            [("一、加快水利建设", "1", "修渠", "responsible:市水利局", "")],
            id="a section before the headings are printed again",
        ),
        pytest.param(
            "任务|责任单位|||\n修渠|市水利局|||",
            [("", "", "修渠", "responsible:市水利局", "")],
            id="empty headings are none",
        ),
        pytest.param(
            "序号|任务|责任分工|<\n||牵头|配合\n1|修渠|市水利局|市财政局",
            [("", "1", "修渠", "leads:市水利局", "supports:市财政局", "")],
            id="empty cells beside the headings of the second row",
        ),
    ],
)
def test_task_tables_are_read(table: str, rows: list[tuple[str, ...]]) -> None:
    assert _read(_document(table)) == [rows]


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ("序号|任务|牵头单位|时限\n1|修渠|市水利局|6月\n2|供水||8月", Doubt.BLANK),
        ("序号|任务|牵头单位|配合单位\n1|修渠|市水利局|市财政局\n2|供水||市住建局", Doubt.NO_LEAD),
    ],
)
def test_an_empty_cell_below_one_that_is_not_is_said(table: str, why: Doubt) -> None:
    document = _document(table)
    [read] = task_tables(document)
    assert [[part.why for part in row.unsure] for row in read.rows] == [[], [why]]


@pytest.mark.parametrize(
    ("table", "unsure"),
    [
        ("任务|牵头单位\n修渠|同上", (Doubt.ABOVE, "同上")),
        ("任务|牵头单位\n修渠|市水利局\n供水|同上，市住建局", (Doubt.ABOVE, "同上，市住建局")),
        ("任务|牵头/配合单位\n修渠|市水利局/市财政局/市住建局", (Doubt.ROLES, "市水利局/市财政局/市住建局")),
        (
            "任务|主办（协办）单位\n修渠|市水利局（市财政局）、市住建局",
            (Doubt.ROLES, "市水利局（市财政局）、市住建局"),
        ),
        ("任务|牵头单位\n修渠|市水利局\n合计|市住建局", (Doubt.TOTAL, "市住建局")),
        (
            "任务|牵头单位\n修渠|市水利局\n注：其余事项责任单位：市住建局。|",
            (Doubt.NOTE, "注：其余事项责任单位：市住建局。"),
        ),
    ],
)
def test_what_is_not_certain_is_said(table: str, unsure: tuple[Doubt, str]) -> None:
    document = _document(table)
    [read] = task_tables(document)
    row = read.rows[-1]
    assert row.roles == ()
    assert [(part.why, document.text[part.cell.start : part.cell.end]) for part in row.unsure] == [unsure]


@pytest.mark.parametrize(
    "table",
    [
        pytest.param("指标|单位|2025年目标值\n研发投入|亿元|35\n企业数|家|160", id="indicators with a unit"),
        pytest.param("姓名|单位|电话\n张三|市科技局|123", id="a list of persons"),
        pytest.param(
            "序号|权力名称|责任单位\n1|取水许可|市水务局\n2|河道采砂许可|市水务局", id="a list of powers"
        ),
        pytest.param(
            "索引号：|001|主题分类：|综合\n发文机关：|市政府|成文日期：|2024年",
            id="what a site says of a document",
        ),
        pytest.param("市科技局|市财政局\n市教育局|市民政局", id="no headings"),
        pytest.param("姓名|单位|主要工作|电话\n张三|市科技局|讲课|123", id="employers"),
        pytest.param("单位|任务数|完成数\n亿元|35|12", id="amounts"),
        pytest.param("序号|名称\n1|临江高新区", id="no agencies"),
        pytest.param("序号|任务|责任人\n1|修渠|张三", id="nobody but persons"),
        pytest.param("序号|任务|联系人\n1|修渠|市水利局", id="agencies to turn to"),
        pytest.param(
            "序号|任务|时限|甲况\n1|修渠|6月|好", id="no agencies beside a heading that is not known"
        ),
        pytest.param("角色|单位\n牵头|市水利局\n配合|市住建局", id="roles of no task"),
    ],
)
def test_other_tables_are_left_alone(table: str) -> None:
    assert task_tables(_document(table)) == []


def test_a_table_without_headings_continues_the_one_before_it() -> None:
    first, second = "序号|任务|牵头单位\n1|编制图谱|市科技局", "2|发布清单|市财政局"
    assert _read(_document(first, second)) == [
        [("", "1", "编制图谱", "leads:市科技局", "")],
        [("", "2", "发布清单", "leads:市财政局", "")],
    ]
    assert len(task_tables(_document(first, second, between="附件2"))) == 1
    assert len(task_tables(_document(first, "2|发布清单|市财政局|6月"))) == 1


def test_two_tables_beside_each_other_are_two() -> None:
    document = _document("任务|责任单位||任务|责任单位\n修渠|市水利局||建站|市邮政局\n供水|市水利局|||")
    assert _read(document) == [
        [
            ("", "", "修渠", "responsible:市水利局", ""),
            ("", "", "供水", "responsible:市水利局", ""),
        ],
        [("", "", "建站", "responsible:市邮政局", "")],
    ]


def test_spans_are_those_of_the_document() -> None:
    document = _document("任务|牵头单位\n编制图谱|市科技局")
    [table] = task_tables(document)
    [row] = table.rows
    [role] = row.roles
    assert role.role is Role.LEADS
    assert document.text[role.heading.start : role.heading.end] == "牵头单位"
    assert document.text[row.start : row.end] == "编制图谱\t市科技局"
    assert (table.start, table.end) == (0, len(document.text))
