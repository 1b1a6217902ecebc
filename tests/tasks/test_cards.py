"""Cards: tables whose heads stand at the left of what they head."""

from pathlib import Path

import docx
import pytest
from duties.said import Who, of

from graph.model import Role
from loaders import read_file
from loaders.formats.builder import DocumentBuilder, GridCell
from loaders.tasks.cards import upright

CARD = [
    ("任务名称", "垃圾分类行动"),
    ("工作目标", "建成示范小区20个"),
    ("牵头部门", "城管科"),
    ("配合部门", "宣传办、物业中心"),
    ("落实单位", "各社区、柳湾技工学校"),
    ("完成时限", "2031年10月"),
]
SECOND = [("任务名称", "加装电梯行动"), ("牵头部门", "住建科"), ("完成时限", "2031年12月")]
OF_FIRST: Who = (["城管科"], ["宣传办", "物业中心"], ["各社区", "柳湾技工学校"])
OF_SECOND: Who = (["住建科"], [], [])


def said(folder: Path, *tables: list[tuple[str, ...]]) -> list[tuple[str, Who, list[str | None]]]:
    document = docx.Document()
    document.add_paragraph("望江街道办事处2031年任务卡")
    for rows in tables:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
        document.add_paragraph("")
    document.save(folder / "plan.docx")
    [facts] = read_file(folder / "plan.docx")
    return [
        (
            measure.heading,
            (of(measure, Role.LEADS), of(measure, Role.SUPPORTS), of(measure, Role.RESPONSIBLE)),
            [deadline.date for deadline in measure.deadlines],
        )
        for measure in facts.measures
    ]


def test_each_card_is_a_measure(tmp_path: Path) -> None:
    assert said(tmp_path, CARD, SECOND) == [
        ("垃圾分类行动", OF_FIRST, ["2031-10-31"]),
        ("加装电梯行动", OF_SECOND, ["2031-12-31"]),
    ]


def _turned(table: str) -> str:
    """A table after it is put upright, written as before: | between cells, < for the cell at the left again."""
    builder = DocumentBuilder("plan.docx")
    grid: list[list[GridCell]] = []
    for line in table.splitlines():
        row: list[GridCell] = []
        for words in line.split("|"):
            row.append(row[-1] if words == "<" else GridCell(words))
        grid.append(row)
    builder.table(grid)
    document = builder.document()
    rows = upright(document, document.tables[0]).rows
    return "\n".join("|".join(document.text[cell.start : cell.end].strip() for cell in row) for row in rows)


@pytest.mark.parametrize(
    ("table", "turned"),
    [
        pytest.param(
            "任务名称|垃圾分类\n牵头部门|城管科\n备注|续办\n任务名称|加装电梯\n牵头部门|住建科\n备注|新办\n时限|12月",
            "任务名称|牵头部门|备注|\n垃圾分类|城管科|续办|\n任务名称|牵头部门|备注|时限\n加装电梯|住建科|新办|12月",
            id="cards one below the other, the second one longer",
        ),
        pytest.param(
            "任务|办好夜校|时限|6月\n责任科室|团委|备注|续办",
            "任务|时限|责任科室|备注\n办好夜校|6月|团委|续办",
            id="two heads in a row",
        ),
        pytest.param(
            "任务|办好夜校|<|<|<|<\n责任科室|团委|时限|6月|备注|续办",
            "任务|责任科室|时限|备注\n办好夜校|团委|6月|续办",
            id="three heads in a row, and a value that spans columns",
        ),
        pytest.param(
            "任务|家庭教育支持行动\n责任科室|团委\n时限|6月",
            "任务|责任科室|时限\n家庭教育支持行动|团委|6月",
            id="a value that reads like a head of tasks",
        ),
        pytest.param(
            "任务|办好夜校|修好围墙\n责任科室|团委|总务处",
            "任务|责任科室\n办好夜校|团委\n修好围墙|总务处",
            id="a column for each task",
        ),
        pytest.param(
            "任务|家庭教育支持行动|修好围墙\n责任科室|团委|总务处",
            "任务|责任科室\n家庭教育支持行动|团委\n修好围墙|总务处",
            id="a column for a task that reads like a head of tasks",
        ),
    ],
)
def test_a_card_is_put_upright(table: str, turned: str) -> None:
    assert _turned(table) == turned


@pytest.mark.parametrize(
    "table",
    [
        pytest.param("任务|责任科室\n办好夜校|团委\n修好围墙|总务处", id="heads above two columns"),
        pytest.param("任务|办好夜校\n责任科室|团委", id="two heads, as any two lines may begin"),
        pytest.param("任务|办好夜校\n时限|6月\n备注|续办", id="no head of who does it"),
        pytest.param("备注|续办\n时限|6月\n责任科室|团委", id="no head of what is done"),
        pytest.param(
            "任务|夜校\n责任科室|团委\n时限|6月\n任务|围墙\n备注|续办\n时限|8月",
            id="a card without who does it",
        ),
        pytest.param("任务|办好夜校\n责任科室|配合科室", id="a head for a value, in two columns"),
        pytest.param("任务|配合科室|时限\n责任科室|团委|6月", id="heads above as well as at the left"),
        pytest.param("任务|办好夜校|修好围墙\n时限|6月|8月", id="columns of tasks without who does them"),
        pytest.param("任务|办好夜校|修好围墙\n责任科室|团委|总务处\n青岚|甲|乙", id="a row without a head"),
        pytest.param("任务|办好夜校\n责任科室|团委\n时限|6月\n青岚|甲", id="a pair without a head"),
        pytest.param("责任科室|团委\n任务|办好夜校\n时限|备注", id="a head in the place of a value"),
    ],
)
def test_a_table_that_is_no_card_stays_as_it_is(table: str) -> None:
    assert _turned(table) == table
