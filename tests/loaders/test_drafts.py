"""Rows of task tables become measures as running text does."""

from dataclasses import replace

from graph.model import Role
from loaders.document import Cell, Document, TableSpan
from loaders.formats.text import read_plain_text
from loaders.pipeline import read_document

ROWS = [
    ["序号", "重点任务", "牵头单位", "配合单位", "完成时限"],
    ["1", "编制图谱。摸清底数。", "市工信局", "发展改革委\n科技局、青岚高新区管委会等", "2024年6月底前"],
    ["2", "建设平台", "市科技局", "各县（市、区）人民政府", ""],
    ["3", "强化宣传", "", "", ""],
]


def _document(rows: list[list[str]]) -> Document:
    text, table = "临江市任务分工表\n", []
    start = len(text)
    for row in rows:
        cells = []
        for value in row:
            cells.append(Cell(start=len(text), end=len(text) + len(value)))
            text += value + "\t"
        table.append(tuple(cells))
        text += "\n"
    return Document(
        source="plan.xlsx", text=text, tables=(TableSpan(start=start, end=len(text), rows=tuple(table)),)
    )


def test_a_row_is_a_measure() -> None:
    document = _document(ROWS)
    (facts,) = read_document(document)
    assert facts.plan.title == "临江市任务分工表"
    assert [(measure.path, measure.heading) for measure in facts.measures] == [
        ("1", "编制图谱"),
        ("2", "建设平台"),
    ]
    first, second = facts.measures
    assert first.agencies(Role.LEADS) == ["市工信局"]
    assert first.agencies(Role.SUPPORTS) == ["市发展改革委", "市科技局", "青岚高新区管委会"]
    assert [deadline.date for deadline in first.deadlines] == ["2024-06-30"]
    assert second.agencies(Role.SUPPORTS) == ["各县（市、区）人民政府"]
    for measure in facts.measures:
        for duty in measure.duties:
            assert document.text[duty.evidence.start : duty.evidence.end] == duty.evidence.text
    assert first.duties[-1].open
    assert first.duties[0].rule.startswith("column 牵头单位")


def test_all_of_a_cell_for_the_time_limit_is_one() -> None:
    rows = [
        ["任务", "牵头单位", "完成时限"],
        ["建平台", "市科技局", "2024.12"],
        ["建园区", "市工信局", "全年"],
    ]
    (facts,) = read_document(_document(rows))
    assert [[(one.text, one.date) for one in measure.deadlines] for measure in facts.measures] == [
        [("2024.12", "2024-12-31")],
        [("全年", "")],
    ]


def test_a_row_whose_cells_name_no_agency_is_said() -> None:
    document = _document([*ROWS, ["4", "建设园区", "1", "", ""]])
    (facts,) = read_document(document)
    assert len(facts.measures) == 2
    (finding,) = facts.diagnostics
    assert (finding.code, document.text[finding.start : finding.end]) == ("unread-annotation", "1")
    assert facts.annotations == 3


def test_whoever_is_asked_for_may_be_a_person() -> None:
    rows = [
        ["序号", "任务", "谁负责"],
        ["1", "办校", "张建国"],
        ["2", "修路", "市交通局、李红"],
        ["3", "供水", "青岚移动、各村"],
    ]
    (facts,) = read_document(_document(rows))
    assert [([duty.agency for duty in one.duties], one.persons) for one in facts.measures] == [
        ([], ("张建国",)),
        (["市交通局"], ()),
        (["青岚移动", "各村"], ()),
    ]


def test_persons_beside_agencies_answer_for_nothing() -> None:
    rows = [
        ["任务", "牵头单位及责任人"],
        ["建平台", "市科技局 张三"],
        ["建园区", "市工信局：李四"],
        ["建馆", "王五"],
    ]
    (facts,) = read_document(_document(rows))
    assert [measure.agencies(Role.LEADS) for measure in facts.measures] == [["市科技局"], ["市工信局"], []]
    assert [measure.persons for measure in facts.measures] == [(), (), ("王五",)]


def test_the_order_of_the_columns_is_free() -> None:
    (facts,) = read_document(_document([[row[at] for at in (3, 1, 4, 2, 0)] for row in ROWS]))
    assert facts.measures[0].agencies(Role.LEADS) == ["市工信局"]
    assert "青岚高新区管委会" in facts.measures[0].agencies(Role.SUPPORTS)


def test_a_table_of_pipes_in_a_text_is_a_task_table() -> None:
    text = "序号 | 实事项目 | 责任单位 | 配合单位 |\n1 | 新建平台 | 科技局 | 安监站 安监所 |\n2 | 新建学校 | 教育局 | 财政局、住建局 |\n"
    document = read_plain_text(text.encode(), "plan.txt")
    (facts,) = read_document(document)
    assert [measure.agencies(Role.RESPONSIBLE) for measure in facts.measures] == [["科技局"], ["教育局"]]
    assert [measure.agencies(Role.SUPPORTS) for measure in facts.measures] == [
        ["安监站", "安监所"],
        ["财政局", "住建局"],
    ]


def test_a_bracket_on_a_line_of_its_own_goes_on_with_the_name() -> None:
    rows = [
        ["任务", "牵头单位"],
        ["新建平台", "市科技局\n市教育局、各县\n（市、区）人民政府"],
        ["新建学校", "市教育局"],
    ]
    (facts,) = read_document(_document(rows))
    assert facts.measures[0].agencies(Role.LEADS) == ["市科技局", "市教育局", "各县（市、区）人民政府"]


def test_an_empty_line_parts_two_names_whatever_the_first_ends_in() -> None:
    rows = [["序号", "任务", "责任单位"], ["1", "提高水平", "省民政厅\n\n省人口计生\n\n省妇联"]]
    (facts,) = read_document(_document(rows))
    assert facts.measures[0].agencies(Role.RESPONSIBLE) == ["省民政厅", "省人口计生", "省妇联"]


def test_a_task_gives_the_number_where_no_column_does() -> None:
    (facts,) = read_document(_document([["任务", "责任单位"], ["14.提高水平", "市民政局"]]))
    assert [measure.path for measure in facts.measures] == ["14"]


def test_names_on_lines_of_a_cell_are_told_apart() -> None:
    rows = [
        ["任务", "责任单位"],
        ["整修巷道", "海湾区\n高新园(白石镇)\n各街道\n市国有公司"],
        ["宣传政策", "市委组织\n部、各镇\n人民政府"],
    ]
    (facts,) = read_document(_document(rows))
    assert [measure.agencies(Role.RESPONSIBLE) for measure in facts.measures] == [
        ["海湾区", "高新园(白石镇)", "各街道", "市国有公司"],
        ["市委组织部", "各镇人民政府"],
    ]


def test_a_merged_cell_gives_each_row_its_agency_and_the_row_its_own_time() -> None:
    text = "任务\t牵头单位\t完成时限\n整修巷道\t市住建局\t6月底前\n新建公厕\t12月底前\n"
    document = Document(source="plan.xlsx", text=text)
    at = text.index
    cell = {word: Cell(start=at(word), end=at(word) + len(word)) for word in text.split()}
    rows = (
        tuple(cell[word] for word in ("任务", "牵头单位", "完成时限")),
        tuple(cell[word] for word in ("整修巷道", "市住建局", "6月底前")),
        tuple(cell[word] for word in ("新建公厕", "市住建局", "12月底前")),
    )
    document = replace(document, tables=(TableSpan(start=0, end=len(text), rows=rows),))
    (facts,) = read_document(document)
    assert [
        (measure.text, measure.agencies(Role.LEADS), [deadline.text for deadline in measure.deadlines])
        for measure in facts.measures
    ] == [("整修巷道", ["市住建局"], ["6月底前"]), ("新建公厕", ["市住建局"], ["12月底前"])]
